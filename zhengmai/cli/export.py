"""export: the graph, or a part of it, as a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zhengmai.cli.options import MinConfidence, PasswordFile, Since, StoreUrl, Until, opened, register
from zhengmai.cli.output import say


class Target(StrEnum):
    """The formats."""

    html = "html"
    jsonl = "jsonl"


class Language(StrEnum):
    """Languages of the page's labels."""

    zh = "zh"
    en = "en"


def add(app: typer.Typer) -> None:
    """Add the command."""
    register(app, export)


def export(
    form: Annotated[Target, typer.Argument(metavar="FORMAT", help="html: a network page; jsonl: a snapshot.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write.")],
    focus: Annotated[
        str | None, typer.Option("--focus", metavar="NAME_OR_ID", help="Only what lies around it.")
    ] = None,
    depth: Annotated[int, typer.Option("--depth", metavar="N", min=1, help="Steps around the focus.")] = 2,
    since: Since = None,
    until: Until = None,
    min_confidence: MinConfidence = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Most nodes on a page.")] = 300,
    title: Annotated[str | None, typer.Option("--title", help="Heading of a page.")] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of a page's labels.")] = Language.zh,
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Write the graph, or a part of it, to a file."""
    from queries.resolve import resolve_any
    from queries.run import reader_of
    from queries.subgraph import subgraph

    with opened(store, password_file, read_only=True) as source:
        entity = resolve_any(reader_of(source), focus) if focus else None
        if form is Target.jsonl and not (entity or since or until or min_confidence):
            part = source.snapshot()
        else:
            part = subgraph(
                source,
                focus=entity.id if entity else None,
                depth=depth,
                since=since,
                until=until,
                min_confidence=min_confidence or 0.0,
            )
    if form is Target.jsonl:
        from graph.export.jsonl import write_jsonl

        write_jsonl(part, out)
        say(f"{out}: {len(part.nodes)} nodes, {len(part.edges)} edges")
        return
    from graph.export.html import write_html

    heading = title or (f"政脉 · {entity.name}" if entity else "政脉")
    page = write_html(part, out, title=heading, lang=lang.value, limit=limit, focus=entity.id if entity else None)
    left = f"; {page.left_out} less connected nodes left out (--limit)" if page.left_out else ""
    slow = "; so many nodes may be slow in a browser" if page.large else ""
    say(f"{out}: {page.nodes} nodes, {page.edges} edges{left}{slow}")
