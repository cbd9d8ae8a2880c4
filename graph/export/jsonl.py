"""The canonical snapshot as a file: one JSON object a line, Meta first; equal graphs are equal byte for byte."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO, get_args

from graph.errors import InputError
from graph.model.edges import Edge, FactEdge, Identifies, States, StructuralEdge
from graph.model.ids import judgement_id
from graph.model.nodes import Anchor, Claim, Judgement, Meta, Node
from graph.model.values import JudgementKind
from graph.subgraph import Subgraph, edge_type, node_id, parse_line, snapshot_line


def read_jsonl(lines: Iterable[str], place: str) -> Iterator[Node | Edge]:
    """The nodes and edges of a whole snapshot, checked line by line.

    Args:
        lines: As `write_jsonl` writes them.
        place: The file, for messages.

    Raises:
        InputError: A line is not as an export writes it, stands in the wrong place, or is missing. Raised when the
            line is reached, or after the last.
    """
    before = (False, "", "")
    number = 0
    balance = {Anchor: 0, Claim: 0}  # each has one edge: IDENTIFIES, STATES
    for number, line in enumerate(lines, start=1):
        item = _parsed(line, f"{place}:{number}")
        if isinstance(item, Meta) != (number == 1):
            reason = "the first line, and no other, is Meta"
            raise InputError(f"{place}:{number}", reason, "Restore what `export jsonl` wrote without further options")
        here = _slot(item)
        if number > 1 and not before < here:
            raise InputError(f"{place}:{number}", "the line is out of order or there twice", _AGAIN)
        if number > 1:
            before = here
        for node, edge in ((Anchor, Identifies), (Claim, States)):
            balance[node] += isinstance(item, node) - isinstance(item, edge)
        yield item
    if number == 0 or any(balance.values()):
        raise InputError(place, "lines are missing", _AGAIN)


_AGAIN = "Export it again, or take another copy"


def _parsed(line: str, place: str) -> Node | Edge:
    try:
        item = parse_line(line)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(place, f"no line of a snapshot ({error})", _AGAIN) from error
    # A newer model may print properties that are unknown here: its Meta says so.
    if not isinstance(item, Meta) and snapshot_line(item) + "\n" != line:
        raise InputError(place, "the line is not as `export jsonl` writes it", _AGAIN)
    return item


def _slot(item: Node | Edge) -> tuple[bool, str, str]:
    """Where an item stands among the lines: nodes before edges, by type and id."""
    if isinstance(item, FactEdge | StructuralEdge):
        return True, edge_type(item), item.edge_id
    return False, item.LABEL, node_id(item)


def read_judgements(lines: Iterable[str], place: str) -> list[Judgement]:
    """Judgements of a file, one a line, in order; `type` and `judgement_id` may be left out, empty lines are skipped.

    Args:
        lines: As `judgement_lines` makes them, or written by hand.
        place: The file, for messages.

    Raises:
        InputError: A line is no judgement.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_judgement(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                advice = 'Write {"kind": same|different|unsure|wrong, "a": ID, "b": ID, "by": …, "why": …, "at": DAY}'
                raise InputError(f"{place}:{number}", f"no judgement ({error})", advice) from error
    return found


def _judgement(row: dict[str, Any]) -> Judgement:
    kind, a, b = row["kind"], row["a"], row.get("b", "")
    said = kind, a, b, *(row[name] for name in ("by", "why", "at"))
    if not all(isinstance(text, str) for text in said) or kind not in get_args(JudgementKind):
        raise ValueError("a kind that is not known, or a value that is no text")
    if not (_CLAIM.fullmatch(a) and not b if kind == "wrong" else _ANCHORS.fullmatch(f"{a} {b}")):
        raise ValueError("a and b are ids of two anchors of one type; for wrong, a is the id of a claim, without b")
    made = judgement_id(*said)
    if row.get("judgement_id", made) != made:
        raise ValueError("changed since it was recorded: leave judgement_id out to record it anew")
    return Judgement(judgement_id=made, kind=kind, a=a, b=b, by=said[3], why=said[4], at=said[5])


_CLAIM = re.compile("c-[0-9a-f]{16}")
_ANCHORS = re.compile(r"([pbmd])-[0-9a-f]{16} \1-[0-9a-f]{16}")


def judgement_lines(judgements: Iterable[Judgement]) -> Iterator[str]:
    """Judgements as lines of a snapshot, sorted by id."""
    return (snapshot_line(j) + "\n" for j in sorted(judgements, key=lambda j: j.judgement_id))


def write_jsonl(subgraph: Subgraph, out: Path) -> None:
    """Write the lines of `subgraph` to `out`, replacing what is there; a failed write leaves it untouched.

    Raises:
        OSError: The folder cannot be written.
    """
    write_whole((line + "\n" for line in subgraph.lines()), out)


def write_whole(parts: Iterable[str], out: Path) -> None:
    """Write a text file as a whole or not at all; see `whole_file`.

    Args:
        parts: The text, in pieces.
        out: The file; its folder must exist.

    Raises:
        OSError: The folder cannot be written.
    """
    with whole_file(out) as file:
        file.writelines(parts)


@contextlib.contextmanager
def whole_file(out: Path) -> Iterator[TextIO]:
    """A text file that appears when the block ends, and not at all if it fails: a temporary one beside it, renamed.

    Args:
        out: The file, UTF-8, line ends kept; its folder must exist.

    Raises:
        OSError: The folder cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
