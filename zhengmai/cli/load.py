"""load, remove: what changes a store."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengmai.cli.options import PasswordFile, Since, StoreUrl, Until, opened, register
from zhengmai.cli.output import say
from zhengmai.cli.progress import Progress

if TYPE_CHECKING:
    from zhengmai.facade import Loaded, Outcome


def add(app: typer.Typer) -> None:
    """Add the commands of this group."""
    register(app, load, remove)


def load(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs; - for stdin.")],
    store: StoreUrl = None,
    password_file: PasswordFile = None,
    since: Since = None,
    until: Until = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="What became of each input, as JSON lines.")
    ] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print remarks on inputs that were read.")] = False,
) -> None:
    """Read articles into a store; what is there already changes nothing."""
    from zhengmai.facade import load as load_all

    with _lines(report) as told, opened(store, password_file, read_only=False) as target, Progress() as progress:
        loaded = load_all(
            target,
            paths,
            since=since,
            until=until,
            stdin=sys.stdin.buffer,
            started=progress.started,
            done=progress.done,
            told=told,
        )
    say(f"{loaded.new} new, {loaded.known} known already")
    if verbose:
        say(f"{loaded.rows_read} rows read from the store, {loaded.rows_written} written")
    finish(loaded, verbose=verbose)


@contextlib.contextmanager
def _lines(report: Path | None) -> Iterator[Callable[[Outcome], None] | None]:
    """A function that writes outcomes to a report, which appears when the load has ended."""
    if report is None:
        yield None
        return
    from graph.export.jsonl import whole_file

    with whole_file(report) as file:
        yield lambda outcome: print(json.dumps(dataclasses.asdict(outcome), ensure_ascii=False), file=file)


def finish(loaded: Loaded, *, verbose: bool) -> None:
    """Say what was left out, and leave with exit code 3 if an input was rejected.

    Raises:
        typer.Exit: An input was rejected.
    """
    if loaded.outside:
        say(f"{loaded.outside} published outside the days asked for were left out")
    if loaded.undated:
        say(f"{loaded.undated} without publication date")
    if verbose:
        for note in loaded.notes:
            say(f"note: {note.place}: {note.text}")
    for one in loaded.rejected:
        say(f"rejected: {one.place}: {one.reason}. {one.advice}")
    if loaded.rejected:
        raise typer.Exit(3)


def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Article ids or slugs.")],
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Take articles out, as if they had never been read."""
    from loaders.extract import extractor_version
    from loaders.ingest import remove as take_out
    from queries.resolve import resolve_article
    from queries.run import reader_of

    with opened(store, password_file, read_only=False) as target:
        ids = [resolve_article(reader_of(target), name) for name in articles]
        result = take_out(target, ids, extractor_version=extractor_version())
    say(f"{result.removed} removed")
