"""A candidate link between two anchors, and what the kinds of blocks share to find one."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import Any

from graph.model.dates import PartialDate
from graph.model.ids import canonical_json
from graph.model.nodes import Anchor
from loaders.linking.anchors import is_strong

Members = Sequence[Anchor]
NATION = "000000"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two anchors that may be one entity.

    Args:
        score: 0 is said in so many words; the larger, the weaker the evidence.
        a, b: Anchor ids, the smaller first.
        reason: The evidence, in words.
    """

    score: int
    a: str
    b: str
    reason: str = field(compare=False)

    @classmethod
    def between(cls, score: int, one: str, other: str, reason: str) -> Link:
        """A link with its ends in order."""
        return cls(score, min(one, other), max(one, other), reason)


def said(one: str, other: str) -> Link:
    """The link of two anchors that one article names as the same."""
    return Link.between(0, one, other, "an article says they are the same")


@lru_cache(maxsize=1 << 16)
def _parts(key: str) -> Mapping[str, Any]:
    return MappingProxyType(json.loads(key))


def parts(anchor: Anchor) -> Mapping[str, Any]:
    """The key of an anchor as values."""
    return _parts(anchor.key)


def strong(anchor: Anchor) -> bool:
    """Whether another article can give the same anchor."""
    return is_strong(anchor.key)


def marks(anchor: Anchor, kind: str) -> list[str]:
    """The marks of one kind: `date`, `issuer`, `number`."""
    return [rest for name, _, rest in (m.partition(" ") for m in anchor.marks) if name == kind]


def all_pairs(anchors: Members, score: int, reason: str) -> Iterator[Link]:
    """A link between any two of these anchors."""
    for one, other in combinations(anchors, 2):
        yield Link.between(score, one.anchor_id, other.anchor_id, reason)


def buckets(anchors: Members, values: Callable[[Anchor], Iterable[Any]]) -> list[list[Anchor]]:
    """Anchors that share a value: `values(anchor)` gives those of one anchor; groups of one are left out."""
    found: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        for value in values(anchor):
            found.setdefault(canonical_json(value), []).append(anchor)
    return [found[v] for v in sorted(found) if len(found[v]) > 1]


def days_apart(one: PartialDate, other: PartialDate) -> int:
    """Days between two dates; 0 if they can be the same day."""
    day = datetime.date.fromisoformat
    return max(0, (day(one.first) - day(other.last)).days, (day(other.first) - day(one.last)).days)


def line_of(region: str) -> frozenset[str]:
    """The region and every region above it, by the digits of its GB/T 2260 code; 350427-2021 is 350427 of old."""
    return frozenset({region, region[:6], f"{region[:4]}00", f"{region[:2]}0000", NATION})
