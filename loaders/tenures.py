"""Tenures: what articles say of one person in one position, cut where a tenure ended and the person came back.

A mention of a post is an observation, not a beginning. Only an election, an appointment or a removal gives a tenure
dates. A tenure ends at a printed end; what is said to begin or is seen after it belongs to the next one. An end after
which nothing is seen before a later end is the same end printed with another date.
Source: DESIGN of the graph, docs/reference/schema.md (HOLDS_POSITION).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.dates import PartialDate
from loaders.entities import sharpest
from loaders.statements import Statement

_RANK = {"former": 2, "held": 1, "acting": 0}


@dataclass(frozen=True, slots=True)
class Tenure:
    """One tenure: its statements, the qualifier of its edge, and its properties."""

    statements: tuple[Statement, ...]
    qualifier: str
    properties: dict[str, Any]


def tenures(statements: Iterable[Statement]) -> Iterator[Tenure]:
    """Cut the statements about one person in one position into tenures, oldest first.

    Args:
        statements: holds_position statements of one person and position, in any order.
    """
    found = sorted(statements, key=lambda s: s.claim.claim_id)
    previous = ""
    used: set[str] = set()
    for segment in _segments(found):
        start = sharpest(_dates(segment, "start_date"))
        end = sharpest(_dates(segment, "end_date"))
        qualifier = start or previous
        while qualifier in used:  # one year printed both as an end and as the next beginning
            qualifier += "+"
        used.add(qualifier)
        previous = end or ""
        yield Tenure(
            tuple(segment),
            qualifier,
            {
                "status": _last_status(segment),
                "start_date": start,
                "end_date": end,
                "began_by": min(_texts(segment, "began_by"), default=None),
                "ended_by": min(_texts(segment, "ended_by"), default=None),
            },
        )


def _texts(segment: Sequence[Statement], name: str) -> set[str]:
    return {s.args[name] for s in segment if s.args.get(name) is not None}


def _dates(segment: Sequence[Statement], name: str) -> set[PartialDate]:
    return {PartialDate(d) for d in _texts(segment, name)}


def _segments(found: Sequence[Statement]) -> list[list[Statement]]:
    """Group statements by the ends printed among them."""
    ends = sorted(_distinct(_dates(found, "end_date")), key=lambda d: (d.last, d))
    if not ends:
        return [list(found)]
    parts: list[list[Statement]] = [[] for _ in range(len(ends) + 1)]
    for statement in found:
        parts[_place(statement, ends)].append(statement)
    joined: list[list[Statement]] = []
    for part in parts:
        if not part:
            continue
        if joined and not any(_shows(s) for s in part):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _distinct(dates: set[PartialDate]) -> list[PartialDate]:
    """Dates without those that only repeat a more precise one."""
    return [d for d in dates if not any(o != d and d.first <= o.first and o.last <= d.last for o in dates)]


def _shows(statement: Statement) -> bool:
    """Whether it shows the person in office: seen there, or said to begin."""
    return "start_date" in statement.args or statement.args["status"] != "former"


def _place(statement: Statement, ends: Sequence[PartialDate]) -> int:
    """The tenure a statement speaks of: k is the one that ends at ends[k], the last has no end."""
    args, seen = statement.args, statement.claim.observed_date
    if "end_date" in args:
        end = PartialDate(args["end_date"])
        return next(i for i, e in enumerate(ends) if end.first <= e.first and e.last <= end.last)
    if "start_date" in args:
        start = PartialDate(args["start_date"])
        return next((i for i, e in enumerate(ends) if start.first <= e.last), len(ends))
    if args["status"] == "former":
        past = [i for i, e in enumerate(ends) if seen is not None and e.first <= seen.last]
        return past[-1] if past else 0
    if seen is None:
        return 0
    return next((i for i, e in enumerate(ends) if seen.first <= e.last), len(ends))


def _last_status(segment: Sequence[Statement]) -> str:
    """The status last seen."""
    status: str = max(segment, key=lambda s: status_order(s.args["status"], s.claim.observed_date)).args["status"]
    return status


def status_order(status: str, seen: PartialDate | None) -> tuple[str, str, int]:
    """Order of sightings: by day; on one day an end outweighs, then an office held outweighs an acting one."""
    return ("", "", _RANK[status]) if seen is None else (seen.last, seen.first, _RANK[status])
