"""Blocks of anchors to clusters: candidate links are taken in sorted order, so it does not matter who came first.

A *zone* is one block, or the blocks that a `same` judgement or the words of one article join; no anchor outside a zone
is ever compared with one inside. Within a zone the judgements come first, then what articles say, then the links that
the kind of the block proposes, each with a score (smaller is surer) and a reason. A link is joined unless that would
put a pair that cannot be one entity into one cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.nodes import Anchor
from graph.model.values import AnchorType
from loaders.linking import documents, meetings, persons
from loaders.linking.anchors import is_strong
from loaders.linking.judgements import Verdicts
from loaders.linking.links import Link, Members, said

Conflict = Callable[[Members, Members], str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """How anchors of one type are compared.

    Args:
        pairs: Links between two anchors that need no look at the rest of the zone.
        lone: Links of clusters that say too little to the only cluster that fits; seen after the pairs are joined.
        conflict: Why two clusters cannot be one entity; None if they can.
    """

    pairs: Callable[[Members], Iterable[Link]]
    lone: Callable[[Sequence[Members]], Iterable[Link]]
    conflict: Conflict


def _nothing(_: object) -> Iterable[Link]:
    return ()


def _never(_left: Members, _right: Members) -> str | None:
    return None


# Bodies are deterministic: only judgements join them.
KINDS: Mapping[AnchorType, Kind] = {
    "Person": Kind(persons.pairs, persons.lone, _never),
    "Meeting": Kind(meetings.pairs, meetings.lone, meetings.conflict),
    "Document": Kind(documents.pairs, documents.lone, documents.conflict),
    "Body": Kind(_nothing, _nothing, _never),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a link: `refused` says why it was not joined; None if it was, or was joined already."""

    link: Link
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Anchors and the entities they identify.

    Args:
        entity: Anchor id to entity id: the smallest id of the cluster, anchors that another article could give first.
        decisions: Every link considered, in the order of consideration within its zone.
    """

    entity: Mapping[str, str]
    decisions: tuple[Decision, ...] = field(default=())

    def explain(self, a: str, b: str) -> tuple[Decision, ...]:
        """The links considered between the clusters of two anchors, or inside the cluster they share."""
        ends = {self.entity.get(a, a), self.entity.get(b, b)}
        return tuple(d for d in self.decisions if {self.entity[d.link.a], self.entity[d.link.b]} == ends)


class _Clusters:
    """Anchors of one zone, joined step by step."""

    def __init__(self, anchors: Members, verdicts: Verdicts, conflict: Conflict) -> None:
        self.members = {a.anchor_id: [a] for a in anchors}
        self.root = {a.anchor_id: a.anchor_id for a in anchors}
        self.different = [(a, b) for a, b in sorted(verdicts.different) if a in self.root and b in self.root]
        self.conflict = conflict
        self.decisions: list[Decision] = []

    def join(self, link: Link, *, judged: bool = False) -> None:
        """Join the clusters of a link unless a `different` or, for links that are not judged, a conflict forbids it."""
        left, right = self.root[link.a], self.root[link.b]
        refused = None
        if left != right:
            refused = self._forbidden(left, right, judged=judged)
            if refused is None:
                self._unite(left, right)
        self.decisions.append(Decision(link, refused))

    def _forbidden(self, left: str, right: str, *, judged: bool) -> str | None:
        for a, b in self.different:
            if {self.root[a], self.root[b]} == {left, right}:
                return f"judged different: {a}, {b}"
        return None if judged else self.conflict(self.members[left], self.members[right])

    def _unite(self, left: str, right: str) -> None:
        if len(self.members[left]) < len(self.members[right]):
            left, right = right, left
        for anchor in self.members[right]:
            self.root[anchor.anchor_id] = left
        self.members[left] += self.members.pop(right)

    def sorted(self) -> list[Members]:
        """The clusters, members and clusters in order of ids."""
        groups = [sorted(m, key=lambda a: a.anchor_id) for m in self.members.values()]
        return sorted(groups, key=lambda m: m[0].anchor_id)


def entity_of(members: Iterable[Anchor]) -> str:
    """The id of the entity of a cluster."""
    return min((not is_strong(a.key), a.anchor_id) for a in members)[1]


def zones(anchors: Iterable[Anchor], verdicts: Verdicts) -> list[Members]:
    """Anchors that may become one entity together, sorted by id."""
    blocks: dict[str, list[Anchor]] = defaultdict(list)
    block_of: dict[str, str] = {}
    types: dict[str, str] = {}
    for anchor in anchors:
        blocks[anchor.block].append(anchor)
        block_of[anchor.anchor_id] = anchor.block
        types[anchor.anchor_id] = anchor.type
    parent = {b: b for b in blocks}

    def top(block: str) -> str:
        while parent[block] != block:
            parent[block] = parent[parent[block]]
            block = parent[block]
        return block

    joined = [(a, b) for a, b, _ in verdicts.same]
    joined += [(a.anchor_id, other) for members in blocks.values() for a in members for other in a.same_as]
    for a, b in joined:
        if a in types and b in types and types[a] == types[b]:
            parent[top(block_of[a])] = top(block_of[b])
    out: dict[str, list[Anchor]] = defaultdict(list)
    for block, members in blocks.items():
        out[top(block)] += members
    return sorted((sorted(m, key=lambda a: a.anchor_id) for m in out.values()), key=lambda m: m[0].anchor_id)


def resolve(anchors: Iterable[Anchor], verdicts: Verdicts) -> Resolution:
    """Join anchors to entities.

    Args:
        anchors: Whole zones, in any order.
        verdicts: All judgements; those on other anchors do nothing.
    """
    entity: dict[str, str] = {}
    decisions: list[Decision] = []
    for zone in zones(anchors, verdicts):
        if len(zone) == 1:
            entity[zone[0].anchor_id] = zone[0].anchor_id
            continue
        clusters = _link(zone, verdicts)
        decisions += clusters.decisions
        for members in clusters.sorted():
            name = entity_of(members)
            entity |= {a.anchor_id: name for a in members}
    return Resolution(entity, tuple(decisions))


def _link(zone: Members, verdicts: Verdicts) -> _Clusters:
    kind = KINDS[zone[0].type]
    here = {a.anchor_id: a.type for a in zone}
    clusters = _Clusters(zone, verdicts, kind.conflict)
    for a, b, judgement in verdicts.same:
        if a in here and b in here:
            clusters.join(Link(0, a, b, f"judged the same ({judgement})"), judged=True)
    printed = [said(a.anchor_id, other) for a in zone for other in a.same_as if other in here]
    blocks: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in zone:
        blocks[anchor.block].append(anchor)
    proposed = [link for members in blocks.values() for link in kind.pairs(members)]
    for link in sorted({*printed, *proposed}):
        clusters.join(link)
    groups: dict[str, list[Members]] = defaultdict(list)
    for cluster in clusters.sorted():
        for block in sorted({a.block for a in cluster}):
            groups[block].append(cluster)
    for link in sorted({link for found in groups.values() for link in kind.lone(found)}):
        clusters.join(link)
    return clusters
