"""demo: the sample articles into an embedded store, some answers, and the network page."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengmai.cli.options import register
from zhengmai.cli.output import Format, print_rows, say
from zhengmai.cli.progress import Progress

if TYPE_CHECKING:
    from graph.store.base import Store

SAMPLE = Path(__file__).resolve().parents[2] / "examples"


def add(app: typer.Typer) -> None:
    """Add the command."""
    register(app, demo)


def demo(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="Articles instead of the sample.")
    ] = None,
    store: Annotated[Path, typer.Option("--store", metavar="FOLDER", help="Made anew.")] = Path("demo.graph"),
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The network page.")] = Path("network.html"),
) -> None:
    """Load the sample articles; print counts, chairs, lineage and spread of a policy; write a network page."""
    from graph.errors import MisuseError
    from graph.export.html import write_html
    from graph.store.registry import open_store
    from queries.subgraph import subgraph
    from zhengmai.facade import load

    if not paths:
        if not SAMPLE.is_dir():
            raise MisuseError(
                "the sample articles are in the repository; run this in a clone, or give paths of articles"
            )
        paths = [str(SAMPLE / "local" / "articles"), str(SAMPLE / "broken")]
    if (store / "schema.json").exists():
        shutil.rmtree(store)
    with open_store(str(store)) as target:
        with Progress() as progress:
            loaded = load(target, paths, stdin=sys.stdin.buffer, started=progress.started, done=progress.done)
        _headline(f"{loaded.new} articles loaded into {store}")
        _table(target, "stats")
        _headline(f"{len(loaded.rejected)} inputs rejected")
        for one in loaded.rejected:
            sys.stdout.write(f"{Path(one.place).name}: {one.reason}. {one.advice}\n")
        _headline("Who chaired what (query who_chaired)")
        _table(target, "who_chaired", shown=("date", "person", "on_behalf_of", "meeting", "quote"))
        _policy(target)
        part = subgraph(target)
    page = write_html(part, out, title="政脉")
    _headline(f"Network page: {out.resolve()}")
    say(f"{page.nodes} of {page.nodes + page.left_out} nodes, {page.edges} edges; open it in a browser")
    say(f"More: zhengmai query --list; zhengmai query who_chaired body=… --store {store}")


def _policy(target: Store) -> None:
    """Lineage and spread of the document that most bodies took up."""
    from queries.run import run

    widest = run(target, "widest_policies", limit=1).rows
    if not widest:
        return
    document, title = widest[0]["document_id"], widest[0]["document"]
    _headline(f"Where 《{title}》 comes from and what came of it (query policy_lineage)")
    _table(target, "policy_lineage", shown=("depth", "relation", "document", "issuers", "quote"), document=document)
    _headline("Its spread in days (query policy_diffusion)")
    shown = ("days", "date", "body", "mode", "counted_from", "meeting", "quote")
    _table(target, "policy_diffusion", shown=shown, document=document)


def _headline(text: str) -> None:
    sys.stdout.write(f"\n== {text}\n")


def _table(target: Store, query: str, *, shown: tuple[str, ...] = (), **parameters: object) -> None:
    from queries.run import run

    result = run(target, query, **parameters)
    print_rows(result.rows, shown or result.columns, Format.table)
