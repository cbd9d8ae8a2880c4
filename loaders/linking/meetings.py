"""Meetings: one gathering under several names, reported, announced or cited.

Numbered kinds (主席会议, 常委会会议) are compared by host, kind, ordinals and day; others by the core of their name and
day. Two different ordinals of one kind, two different sittings, or days more than one apart without equal ordinals are
never one meeting. 党组会议暨主席会议 is joined across kinds by the article that says so.
Source: docs/decisions/0001-identifiers.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from graph.model.dates import PartialDate
from graph.model.nodes import Anchor
from loaders.linking.links import Link, Members, all_pairs, buckets, days_apart, marks, parts, strong

NEAR_DAYS = 1
CITED_WITHIN_DAYS = 366  # a yearly meeting is cited without a date until the next one
SHORTEST_NAME = 6  # 座谈会 and 工作会议 alone name no meeting in particular


def days(anchor: Anchor) -> list[PartialDate]:
    """The first days articles print for it."""
    return [PartialDate(d) for d in marks(anchor, "date")]


def _series(anchor: Anchor) -> list[Any] | None:
    """Host, kind and number of the sitting; None for a meeting known by its name."""
    key = parts(anchor)
    return [key["host"], key["kind"], key.get("sitting")] if "host" in key else None


def _on_day(anchor: Anchor) -> Iterator[list[Any]]:
    series = _series(anchor)
    if series is not None:
        yield from ([*series, d] for d in days(anchor) if len(d) == 10)


def _by_number(anchor: Anchor) -> Iterator[list[Any]]:
    series = _series(anchor)
    if series is not None and parts(anchor).get("session") is not None:
        yield [*series, parts(anchor)["session"]]


def pairs(anchors: Members) -> Iterator[Link]:
    """Same host, kind and day; same number within a day where one name leaves the 届 out; same name within a day."""
    for found in buckets(anchors, _on_day):
        yield from all_pairs(found, 1, "same host, kind and day")
    for found in buckets(anchors, _by_number):
        for one, other in combinations(found, 2):
            known = {parts(one).get("term"), parts(other).get("term")}
            if None in known and _distance(one, other) in (0, NEAR_DAYS):
                yield Link.between(1, one.anchor_id, other.anchor_id, "same host, kind and number within a day")
    named = [a for a in anchors if _series(a) is None and strong(a)]
    dated = sorted((d.first, d, a.anchor_id, a) for a in named for d in days(a))
    for at, (_, day, _, one) in enumerate(dated):
        for _, next_day, _, other in dated[at + 1 :]:
            if days_apart(day, next_day) > NEAR_DAYS:  # they come in order: none of the rest is nearer
                break
            if one != other and _same_name(one, other):
                yield Link.between(2, one.anchor_id, other.anchor_id, "same name within a day")


def _same_name(one: Anchor, other: Anchor) -> bool:
    left, right = parts(one), parts(other)
    return bool(left["core"] == right["core"] and left.get("sitting") == right.get("sitting"))


def lone(clusters: Sequence[Members]) -> Iterator[Link]:
    """A meeting cited by name without a day, and the only dated one of that name, not long before or after."""
    named = [c for c in clusters if any(_series(a) is None and strong(a) for a in c)]
    dated = [c for c in named if any(days(a) for a in c)]
    for cluster in named:
        if any(days(a) for a in cluster):
            continue
        for anchor in cluster:
            if _series(anchor) is not None or not strong(anchor) or len(anchor.name) < SHORTEST_NAME:
                continue
            fitting = [c for c in dated if any(_series(a) is None and _same_name(anchor, a) for a in c)]
            if len(fitting) == 1 and _cited_near(anchor, fitting[0]):
                found = min(a.anchor_id for a in fitting[0])
                reason = "the only dated meeting of that name, cited within a year"
                yield Link.between(3, anchor.anchor_id, found, reason)


def _cited_near(anchor: Anchor, cluster: Members) -> bool:
    seen = [d for d in (anchor.first_seen, anchor.last_seen) if d is not None]
    held = [d for a in cluster for d in days(a)]
    return bool(seen) and all(min(days_apart(s, d) for d in held) <= CITED_WITHIN_DAYS for s in seen)


def _distance(one: Anchor, other: Anchor) -> int | None:
    """Fewest days between their days; None if one has none."""
    return min((days_apart(x, y) for x in days(one) for y in days(other)), default=None)


def conflict(left: Members, right: Members) -> str | None:
    """Why two clusters cannot be one meeting; None if they can."""
    for one in left:
        for other in right:
            if why := _clash(one, other):
                return f"{why}: {one.name}, {other.name}"
    return None


def _clash(one: Anchor, other: Anchor) -> str | None:
    here, there = parts(one), parts(other)
    if here.get("sitting") != there.get("sitting"):
        return "different sittings"
    numbers = here.get("session"), there.get("session")
    if None not in numbers and _series(one) == _series(other):
        terms = here.get("term"), there.get("term")
        if numbers[0] != numbers[1] or (None not in terms and terms[0] != terms[1]):
            return "different ordinals"
        if None not in terms:
            return None
    apart = _distance(one, other)
    return "more than a day apart" if apart is not None and apart > NEAR_DAYS else None
