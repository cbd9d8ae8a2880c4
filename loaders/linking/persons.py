"""Persons: namesakes stay apart unless an article, a table of office-holders or the lack of a namesake joins them.

Two anchors of one name in two body lines are joined by an article that prints both posts with one mention (said), by
the table, where both lines are posts of one person at the time they were seen, or where one line is the other under the
later name of its region. A mention without a post joins the only
person of that name seen in the region line of its article at a plausible time. False separation is safer than false
identity. Source: docs/decisions/0001-identifiers.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from graph.model.dates import PartialDate
from graph.model.ids import anchor_id, canonical_json
from graph.model.nodes import Anchor
from graph.model.values import BodyKind
from loaders.gazetteer import Gazetteer
from loaders.lexicon import load_lexicon, load_table
from loaders.linking.links import NATION, Link, Members, days_apart, line_of, parts, strong

PLAUSIBLE_GAP_DAYS = 3653  # a mention ten years before the first or after the last sighting is another person


@dataclass(frozen=True, slots=True)
class _Office:
    """A national office of a name: the body lines it may appear under, its first and last day."""

    lines: frozenset[str]
    first: str
    last: str


@cache
def _offices() -> Mapping[str, tuple[_Office, ...]]:
    """Name to the offices of lexicons/office_holders.csv."""
    above = {e["canonical"]: e["parent"] for e in load_lexicon("central_bodies").entries if "parent" in e}
    found: dict[str, list[_Office]] = {}
    for row in load_table("office_holders"):
        top = row["body"]
        while top in above:  # the line of a person is the head body: 中共中央 for its 政治局
            top = above[top]
        body = {"region": NATION, "organ": None, "name": top}
        lines = frozenset(anchor_id("Body", canonical_json({**body, "kind": kind})) for kind in get_args(BodyKind))
        last = PartialDate(row["end"]).last if row["end"] else "9999-12-31"
        found.setdefault(row["name"], []).append(_Office(lines, PartialDate(row["start"]).first, last))
    return {name: tuple(offices) for name, offices in found.items()}


def _in_office(anchor: Anchor) -> bool:
    """Whether the name was in national office on every day the anchor was seen; without a day there is no evidence."""
    offices = _offices().get(anchor.name, ())
    seen = [d for d in (anchor.first_seen, anchor.last_seen) if d is not None]
    return bool(seen) and all(any(o.first <= d.last and d.first <= o.last for o in offices) for d in seen)


def _in_table(anchor: Anchor) -> bool:
    """Whether the anchor is a name in the body line of one of its national offices, seen while in office."""
    lines = {line for office in _offices().get(anchor.name, ()) for line in office.lines}
    return parts(anchor).get("line") in lines and _in_office(anchor)


@cache
def _successors(line: str, region: str) -> frozenset[str]:
    """Lines that continue a body line of a region whose name or rank has changed (沙县政协, 沙县区政协)."""
    regions = Gazetteer.default()
    kind = next((k for k in get_args(BodyKind) if _head(k, region) == line), None)
    out: set[str] = set()
    here = regions.by_id(region)
    while kind is not None and here is not None and here.successor_id:
        out.add(_head(kind, here.successor_id))
        here = regions.by_id(here.successor_id)
    return frozenset(out)


def _head(kind: str, region: str) -> str:
    """Line of the head body of a kind in a region."""
    return anchor_id("Body", canonical_json({"kind": kind, "region": region, "organ": None}))


def pairs(anchors: Members) -> Iterator[Link]:
    """Two lines of one national office-holder, both seen in office; one line before and after it was renamed."""
    listed = [a for a in anchors if _in_table(a)]
    for other in listed[1:]:
        yield Link.between(1, listed[0].anchor_id, other.anchor_id, "both posts of one national office-holder")
    by_line = {parts(a)["line"]: a for a in anchors if strong(a)}
    for line, anchor in by_line.items():
        for later in by_line.keys() & _successors(line, parts(anchor)["region"] or NATION):
            if _Posted.of([anchor]).plausible(by_line[later]):
                reason = "one body line before and after its region was renamed"
                yield Link.between(1, anchor.anchor_id, by_line[later].anchor_id, reason)


def lone(clusters: Sequence[Members]) -> Iterator[Link]:
    """A mention without a post, and the only person of that name in its region line."""
    posted = [_Posted.of(c) for c in clusters if any(strong(a) for a in c)]
    for cluster in clusters:
        if any(strong(a) or "line" in parts(a) for a in cluster):
            continue
        for anchor in cluster:
            region = parts(anchor)["region"]
            if region is None and not _in_office(anchor):
                continue
            line = line_of(region) if region is not None else frozenset({NATION})
            fitting = [c for c in posted if c.regions & line]
            if len(fitting) == 1 and fitting[0].plausible(anchor):
                reason = "the only person of that name in the region line"
                yield Link.between(2, anchor.anchor_id, fitting[0].anchor_id, reason)


@dataclass(frozen=True, slots=True)
class _Posted:
    """A person with a post: the regions of the posts, and the days seen."""

    anchor_id: str
    regions: frozenset[str]
    seen: tuple[PartialDate, ...]

    @classmethod
    def of(cls, cluster: Members) -> _Posted:
        seen = [d for a in cluster for d in (a.first_seen, a.last_seen) if d is not None]
        ends = (min(seen, key=lambda d: d.first), max(seen, key=lambda d: d.last)) if seen else ()
        regions = {parts(a)["region"] for a in cluster if strong(a)} - {None}
        return cls(min(a.anchor_id for a in cluster), frozenset(regions), ends)

    def plausible(self, anchor: Anchor) -> bool:
        here = [d for d in (anchor.first_seen, anchor.last_seen) if d is not None]
        if not here or not self.seen:
            return True
        first, last = self.seen
        return any(
            (first.first <= d.last and d.first <= last.last)
            or min(days_apart(d, first), days_apart(d, last)) <= PLAUSIBLE_GAP_DAYS
            for d in here
        )
