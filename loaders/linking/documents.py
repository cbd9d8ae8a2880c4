"""Documents: one title from several issuers is several documents.

Same title core and a shared issuer, or the same number (文号), is one document. A title whose issuer an article does
not name joins the one document of that core issued in the article's region or above it; where two are, it stays apart.
Source: docs/decisions/0001-identifiers.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.nodes import Anchor
from loaders.linking.links import NATION, Link, Members, all_pairs, buckets, line_of, marks, parts


def _issuers(anchor: Anchor) -> dict[str, str | None]:
    """Body ids of its issuers to the region of the body; None where that is unknown."""
    out: dict[str, str | None] = dict.fromkeys(parts(anchor).get("issuers", ()))
    for mark in marks(anchor, "issuer"):
        body, _, region = mark.partition(" ")
        out[body] = region or out.get(body)
    return out


def pairs(anchors: Members) -> Iterator[Link]:
    """Same number, or same core and a shared issuer."""
    for found in buckets(anchors, lambda a: marks(a, "number")):
        yield from all_pairs(found, 1, "same title and number")
    for found in buckets(anchors, _issuers):
        yield from all_pairs(found, 2, "same title and issuer")


def lone(clusters: Sequence[Members]) -> Iterator[Link]:
    """A title without issuer, and the one document of that title issued in its region line."""
    issued = [(c, {r for a in c for r in _issuers(a).values()}) for c in clusters if any(_issuers(a) for a in c)]
    titled = [c for c in clusters if any(_names_itself(a) for a in c) and not any(_issuers(a) for a in c)]
    for cluster in clusters:
        if titled or any(_issuers(a) or _names_itself(a) for a in cluster):
            continue
        for anchor in cluster:
            region = parts(anchor).get("region")
            fitting = issued if region is None else [(c, rs) for c, rs in issued if rs & {*line_of(region), None}]
            known = line_of(region) if region is not None else {NATION}
            if len(fitting) == 1 and fitting[0][1] & known:
                found = min(a.anchor_id for a in fitting[0][0])
                reason = "the one document of that title issued in the region line"
                yield Link.between(3, anchor.anchor_id, found, reason)


def _names_itself(anchor: Anchor) -> bool:
    return parts(anchor).keys() == {"core"}


def conflict(left: Members, right: Members) -> str | None:
    """Why two clusters cannot be one document; None if they can."""
    for kind, why in (("number", "different numbers"), ("issuer", "no issuer in common")):
        here = [_evidence(a, kind) for a in left]
        there = [_evidence(a, kind) for a in right]
        if any(x and y and not x & y for x in here for y in there):
            return why
    return None


def _evidence(anchor: Anchor, kind: str) -> frozenset[str]:
    return frozenset(_issuers(anchor)) if kind == "issuer" else frozenset(marks(anchor, "number"))
