"""extract: articles to facts, claims or a graph, without a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhengmai.cli.load import finish
from zhengmai.cli.options import register
from zhengmai.cli.progress import Progress

if TYPE_CHECKING:
    from loaders.claims import Extraction


class Kind(StrEnum):
    """What extract prints."""

    facts = "facts"
    claims = "claims"
    graph = "graph"


def add(app: typer.Typer) -> None:
    """Add the command."""
    register(app, extract)


def extract(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs; - for stdin.")],
    form: Annotated[
        Kind, typer.Option("--format", help="facts, claims: an object a line; graph: one object.")
    ] = Kind.facts,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write there instead of stdout.")] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print remarks on inputs that were read.")] = False,
) -> None:
    """Print what articles say; no store is needed."""
    from graph.export.jsonl import write_whole
    from zhengmai.facade import Loaded, extractions

    seen = Loaded()
    with Progress() as progress:
        found = extractions(paths, seen, stdin=sys.stdin.buffer, started=progress.started, done=progress.done)
        lines = _lines(found, form)
        if out is not None:
            write_whole(lines, out)
        else:
            for line in lines:
                sys.stdout.write(line)
    finish(seen, verbose=verbose)


def _lines(found: Iterator[Extraction], form: Kind) -> Iterator[str]:
    if form is Kind.graph:
        yield _json(_node_link(found))
        return
    for extraction in found:
        if form is Kind.facts:
            from loaders.facts import facts_of

            yield _json(facts_of(extraction))
        else:
            yield _json(_claims(extraction))


def _claims(extraction: Extraction) -> dict[str, Any]:
    """An article and its claims as one object: snapshot lines without `type`."""
    from graph.subgraph import snapshot_line

    article = json.loads(snapshot_line(extraction.article))
    claims = [json.loads(snapshot_line(claim)) for claim in extraction.claims]
    for row in (article, *claims):
        del row["type"]
    return {"id": extraction.article.slug, "article": article, "claims": claims}


def _node_link(found: Iterator[Extraction]) -> dict[str, Any]:
    """The graph as node-link data, the form networkx reads and writes."""
    import networkx as nx

    from graph.adapters.networkx import to_networkx
    from zhengmai.facade import graph_of

    data: dict[str, Any] = nx.node_link_data(to_networkx(graph_of(found)), edges="edges")
    return data


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
