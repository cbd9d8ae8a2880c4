"""rebuild, restore: a store made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhengmai.cli.options import PasswordFile, StoreUrl, opened, register
from zhengmai.cli.output import say
from zhengmai.cli.progress import Progress


def add(app: typer.Typer) -> None:
    """Add the commands of this group."""
    register(app, rebuild, restore)


def rebuild(store: StoreUrl = None, password_file: PasswordFile = None) -> None:
    """Extract every article anew with the present rules; judgements are kept."""
    from zhengmai.facade import rebuild as make_anew

    with opened(store, password_file, read_only=False) as target, Progress() as progress:
        done = make_anew(target, done=progress.done)
    say(f"{done.known} articles extracted anew; {done.nodes_written} nodes, {done.edges_written} edges")
    if done.idle:
        say(f"{done.idle} judgements name what no article gives any more; they are kept and do nothing")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A snapshot, as `export jsonl` writes it.")],
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Fill an empty store from a snapshot, judgements included."""
    from loaders.extract import extractor_version
    from zhengmai.facade import restore as fill

    with opened(store, password_file, read_only=False) as target:
        done = fill(target, file)
        meta = target.meta()
    say(f"{done.new} articles; {done.nodes_written} nodes, {done.edges_written} edges")
    if meta is not None and meta.extractor_version != extractor_version():
        say("made by other rules: `zhengmai rebuild` before loading more")
