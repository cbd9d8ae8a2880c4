"""judge, undo, judgements: what a curator decides. Ids and lines go to stdout, what changed to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengmai.cli.options import PasswordFile, StoreUrl, opened, register
from zhengmai.cli.output import say

if TYPE_CHECKING:
    from loaders.ingest import Contradiction
    from queries.resolve import Candidate
    from zhengmai.judgements import Judged


class Kind(StrEnum):
    """What may be decided."""

    same = "same"
    different = "different"
    unsure = "unsure"
    wrong = "wrong"


class Direction(StrEnum):
    """Out of the store, or into it."""

    export = "export"
    import_ = "import"


def add(app: typer.Typer) -> None:
    """Add the commands of this group."""
    register(app, judge, undo, judgements)


def judge(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="same, different, unsure: of A and B; wrong: a claim.")],
    a: Annotated[str, typer.Argument(metavar="A", help="A name, entity id or anchor id; for wrong, a claim id.")],
    b: Annotated[str | None, typer.Argument(metavar="[B]", help="The other one.")] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; kept with the decision.")] = "",
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decides; else the name of the user.")
    ] = None,
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Decide that two are the same or different, or that a claim is wrong; prints the id of the judgement."""
    from zhengmai.judgements import judge as decide

    with opened(store, password_file, read_only=False) as target:
        done = decide(target, kind.value, a, b, why=why, by=by or _user())
    print(done.judgement.judgement_id)
    if done.known:
        say(f"decided so already, by {done.judgement.by}: {done.judgement.why}")
    _changed(done)
    _contradicted(done.contradictions)


def _user() -> str:
    import getpass

    from graph.errors import MisuseError

    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise MisuseError("the user has no name here; give --by NAME") from error


def _changed(done: Judged) -> None:
    if done.before or done.after:
        say(f"before: {_listed(done.before)}")
        say(f"after:  {_listed(done.after)}")
    say(f"{done.rows_written} rows written")


def _listed(entities: Iterable[Candidate]) -> str:
    return " | ".join(f"{e.id} {e.name} ({e.tells})" for e in entities) or "nothing known"


def _contradicted(found: Iterable[Contradiction]) -> None:
    for one in found:
        against = ", ".join(j.judgement_id for j in one.different)
        say(f"not applied: {one.same.judgement_id} (same {one.same.a} {one.same.b}), against {against} (different)")


def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id, j-…; `judgements export` lists them.")],
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Take a judgement back: the graph is what it was without it."""
    from zhengmai.judgements import undo as take_back

    with opened(store, password_file, read_only=False) as target:
        done = take_back(target, judgement)
    say(f"undone: {done.judgement.kind} {done.judgement.a} {done.judgement.b}".rstrip())
    _changed(done)


def judgements(
    direction: Annotated[Direction, typer.Argument(metavar="export|import", help="Out of the store, or into it.")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Else stdout, stdin.")] = None,
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Write all judgements as JSON lines, or record those of a file; unknown anchors wait for their articles."""
    from graph.export.jsonl import judgement_lines, read_judgements, write_whole

    if direction is Direction.export:
        with opened(store, password_file, read_only=True) as source:
            lines = list(judgement_lines(source.judgements()))
        if file is None:
            sys.stdout.writelines(lines)
        else:
            write_whole(lines, file)
            say(f"{file}: {len(lines)} judgements")
        return
    from loaders.extract import extractor_version
    from loaders.ingest import contradictions, record

    if file is None:
        found = read_judgements(sys.stdin, "stdin")
    else:
        with file.open(encoding="utf-8") as opened_file:
            found = read_judgements(opened_file, str(file))
    with opened(store, password_file, read_only=False) as target:
        done = record(target, found, extractor_version=extractor_version())
        against = contradictions(target)
    waiting = f", {done.idle} of them on what no article has named yet" if done.idle else ""
    say(f"{done.recorded} recorded{waiting}; {len(found) - done.recorded} known already")
    say(f"{done.nodes_written + done.edges_written} rows written")
    _contradicted(against)
