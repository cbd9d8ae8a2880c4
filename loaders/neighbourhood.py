"""The part of a graph that a change can alter: computed before and after by the code of graph_of, so that it is exact.

A change is a set of articles that come, go or count otherwise, and judgements that come or go. It touches the blocks of
the anchors those articles name and of the anchors judged. All anchors of these blocks and all claims about them are
read; every edge that has one end there is recomputed from its claims, and nothing else can differ, except

- what a moved entity is named in: the delegator of a chair, the body of a position or of an organ. The blocks of the
  edges that name it are touched as well;
- positions, regions and the edges under them, which many blocks share: whether they stand already, or are still needed,
  is asked of the store;
- bodies. A body's block is one anchor named in very many articles; what an article that only comes adds to it is merged
  into the stored values, and its claims are not read.

Cost: the claims of the touched persons, meetings and documents; for a body three nodes, whatever its size. Removing an
article, or a judgement that concerns it, reads the claims of its bodies too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph.model.edges import (
    BodyPartOf,
    Edge,
    FactEdge,
    HoldsPosition,
    Identifies,
    InRegion,
    OfBody,
    StructuralEdge,
    Within,
)
from graph.model.ids import position_id
from graph.model.nodes import Anchor, Body, Judgement, Node, Position, Region
from graph.model.values import ENTITY_PREDICATES, AnchorType
from graph.subgraph import Difference, difference, node_id
from loaders.claims import Extraction
from loaders.entities import anchors_of, merged_anchor, merged_body
from loaders.graph_of import derived, record, subgraph
from loaders.linking.anchors import key_of
from loaders.linking.blocks import resolve
from loaders.linking.judgements import Verdicts
from loaders.reading import Reader
from loaders.statements import Statement, statements, statements_of

Items = dict[tuple[type, str], Node | Edge]


@dataclass(frozen=True, slots=True)
class Side:
    """Articles and judgements on one side of a change.

    Args:
        articles: The changed articles as they stand on this side, by id; a new article is absent before.
        judgements: All judgements on this side.
        changed: The judgements that stand on this side only.
    """

    articles: Mapping[str, Extraction] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    changed: tuple[Judgement, ...] = ()

    @property
    def verdicts(self) -> Verdicts:
        """The judgements, replayed."""
        return Verdicts.of(self.judgements)


def change_of(reader: Reader, before: Side, after: Side) -> Difference:
    """What brings the stored graph from `before` to `after`."""
    return _Neighbourhood(reader, before, after).difference()


class _Neighbourhood:
    def __init__(self, reader: Reader, before: Side, after: Side) -> None:
        self.reader = reader
        self.sides = (before, after)
        self.verdicts = (before.verdicts, after.verdicts)
        self.changed = before.articles.keys() | after.articles.keys()
        self.own = tuple(list(_counted(side, side.verdicts)) for side in self.sides)
        self.claims = [c for side in self.sides for e in side.articles.values() for c in e.claims]
        self.introduced = {c.subject: key_of(c) for c in self.claims if c.predicate in ENTITY_PREDICATES}
        self.merged = self._merged_bodies()
        self.blocks = {k.block for a, k in self.introduced.items() if a not in self.merged}
        judged = {a for side in self.sides for j in side.changed if j.kind in ("same", "different") for a in (j.a, j.b)}
        self.blocks |= self._blocks_of(judged)
        self._settle()

    # -- what is touched --------------------------------------------------------------------------------------------

    def _merged_bodies(self) -> set[str]:
        """Bodies that articles which only come add something to."""
        before, after = self.sides
        if before.articles or before.changed or after.changed:
            return set()
        renamed = {a for c in self.claims if c.predicate == "renamed_to" for a in (c.subject, c.object)}
        judged = self.verdicts[1].judged
        return {a for a, k in self.introduced.items() if k.type == "Body" and a not in renamed and a not in judged}

    def _blocks_of(self, anchors: Iterable[str]) -> set[str]:
        here = {a for a in anchors if a in self.introduced}
        stored = self.reader.nodes(Anchor, set(anchors) - here)
        return {self.introduced[a].block for a in here} | {a.block for a in stored}

    def _settle(self) -> None:
        """Read and link until no further block is touched."""
        while True:
            stored = self.reader.block(self.blocks)
            here = {a for a, k in self.introduced.items() if k.block in self.blocks}
            self.anchors = here | {a.anchor_id for a in stored}
            said = {other for a in stored for other in a.same_as}
            said |= {s.same_as for own in self.own for s in own if s.same_as is not None}
            pairs = {p[:2] for v in self.verdicts for p in v.same}
            linked = said | {a for pair in pairs if not self.anchors.isdisjoint(pair) for a in pair}
            if self._touch(linked - self.anchors - self.merged):
                continue
            known = [c for c in self.reader.claims(self.anchors) if c.article_id not in self.changed]
            self.others = list(self.reader.counted(known, self.verdicts[1].wrong))
            self.found = tuple(anchors_of([*self.others, *own], self.anchors) for own in self.own)
            self.entity = tuple(
                dict(resolve(f.values(), v).entity) for f, v in zip(self.found, self.verdicts, strict=True)
            )
            earlier, later = self.entity
            self.moved = {a for a in earlier.keys() & later.keys() if earlier[a] != later[a]}
            if not self._touch(self._named_with_moved() - self.anchors):
                return

    def _touch(self, anchors: Iterable[str]) -> bool:
        """Whether these anchors add a block."""
        more = self._blocks_of(anchors) - self.blocks
        self.blocks |= more
        return bool(more)

    def _named_with_moved(self) -> set[str]:
        """Anchors of the edges that name a moved entity without having it at an end."""
        out = self._in_positions(self._moved_of_type("Body"))
        people = self._moved_of_type("Person")
        naming = {s.claim.article_id for s in self.others if s.claim.subject in people and s.introduces}
        for claims in self.reader.claims_of(naming).values():
            for s in statements(claims, ""):
                if s.args.get("on_behalf_of") in people:
                    out |= set(s.ends)
        return out

    def _in_positions(self, moved: set[str]) -> set[str]:
        """Holders of the positions of moved bodies, and the organs below these bodies."""
        if not moved:
            return set()
        entities = {e[a] for e in self.entity for a in moved}
        held = self.reader.nodes(Position, [e.source_id for e in self.reader.edges_at(OfBody, entities)])
        ids = {position_id(a, p.title) for a in self._regrouped(moved) for p in held}
        organs = {e.source_id for e in self.reader.edges_at(BodyPartOf, entities)} - entities
        return organs | {c.subject for c in self.reader.claims(ids)}

    def _moved_of_type(self, kind: AnchorType) -> set[str]:
        return {a for a in self.moved if self.found[0][a].type == kind}

    def _regrouped(self, moved: set[str]) -> set[str]:
        """All anchors of the clusters that the moved ones leave or enter."""
        entities = {e[a] for e in self.entity for a in moved}
        return {a for e in self.entity for a, name in e.items() if name in entities}

    # -- the graph on both sides ------------------------------------------------------------------------------------

    def difference(self) -> Difference:
        """The change, in nodes and edges."""
        earlier, later = (self._side(i) for i in (0, 1))
        self._merge_bodies(earlier, later)
        self._already_there(earlier, later)
        self._still_needed(earlier, later)
        return difference(subgraph(earlier.values()), subgraph(later.values()))

    def _side(self, i: int) -> Items:
        entity = self.entity[i]
        counted = [*self.others, *self.own[i]]
        regrouped = self._regrouped(self._moved_of_type("Body"))
        still = {a for a, anchor in self.found[i].items() if anchor.type != "Body" or a in regrouped}
        wanted = [
            s for s in counted if s.introduces or not still.isdisjoint(s.ends) or s.claim.predicate == "renamed_to"
        ]
        outside = {a for s in wanted for a in s.named} - entity.keys()
        stored = self.reader.entities(outside)
        whole = {a: stored.get(a, a) for a in outside} | entity
        items = [*derived(wanted, self.found[i], whole), *record(self.sides[i].articles.values())]
        return _by_id((*items, *self.sides[i].changed))

    def _merge_bodies(self, earlier: Items, later: Items) -> None:
        """Add what the articles that come say of bodies to what is stored of them."""
        said = [s for s in self.own[1] if s.introduces and s.claim.subject in self.merged]
        coming = anchors_of(said, self.merged)
        parents = {s.args["parent"] for s in said if "parent" in s.args} - coming.keys()
        stored = self.reader.entities(parents)
        entity = {a: a for a in coming} | {p: self.entity[1].get(p, stored.get(p, p)) for p in parents}
        later |= _by_id(derived(said, coming, entity))
        known = self._texts_known(said)
        for anchor in self.reader.nodes(Anchor, coming.keys()):
            name = anchor.anchor_id
            earlier[Anchor, name] = anchor
            fresh = {(s.fingerprint, name) for s in said if s.claim.subject == name} - known
            later[Anchor, name] = merged_anchor(anchor, replace(coming[name], article_count=len(fresh)))
        for body in self.reader.nodes(Body, coming.keys()):
            earlier[Body, body.body_id] = body
            addition = later[Body, body.body_id]
            assert isinstance(addition, Body)
            later[Body, body.body_id] = merged_body(body, addition)

    def _texts_known(self, said: Iterable[Statement]) -> set[tuple[str, str]]:
        """(fingerprint, body) of stored articles that have the text of an article that comes."""
        reposts = self.reader.reposts({s.fingerprint for s in said})
        claims = [c for cs in self.reader.claims_of([a for ids in reposts.values() for a in ids]).values() for c in cs]
        found = self.reader.counted(claims, self.verdicts[1].wrong)
        return {(s.fingerprint, s.claim.subject) for s in found if s.introduces}

    def _already_there(self, earlier: Items, later: Items) -> None:
        """Shared items that the change needs and the store has."""
        for cls in (Position, Region):
            fresh = [name for kind, name in later.keys() - earlier.keys() if kind is cls]
            earlier |= _by_id(self.reader.nodes(cls, fresh))
        for edge in (OfBody, InRegion, Within, BodyPartOf):
            fresh = [name for kind, name in later.keys() - earlier.keys() if kind is edge]
            earlier |= _by_id(self.reader.edges(edge, fresh))
        bodies = {name for kind, name in earlier if kind is Anchor and name in self.merged}
        earlier |= {slot: item for slot, item in later.items() if _identifies(item, bodies)}

    def _still_needed(self, earlier: Items, later: Items) -> None:
        """Shared items that the change no longer needs, and others do."""
        for slot in sorted(self._gone(Position, earlier, later), key=lambda s: s[1]):
            holders = self.reader.edges_at(HoldsPosition, [slot[1]])
            if any((HoldsPosition, e.edge_id) not in earlier for e in holders):
                later[slot] = earlier[slot]
        for slot in self._gone(OfBody, earlier, later):
            edge = earlier[slot]
            assert isinstance(edge, OfBody)
            if (Position, edge.source_id) in later:
                later[slot] = edge
        self._regions_still_needed(earlier, later)

    def _regions_still_needed(self, earlier: Items, later: Items) -> None:
        """From the lowest region up: one that a body or a lower region needs keeps those above it without a look."""
        gone = self._gone(Region, earlier, later)
        above = {e.source_id: e for e in earlier.values() if isinstance(e, Within)}
        for slot in sorted(gone, key=lambda s: -_depth(s[1], above)):
            if slot in later:
                continue
            kinds = (InRegion, Within)
            needed = any(
                e.target_id == slot[1] and (kind, e.edge_id) not in earlier
                for kind in kinds
                for e in self.reader.edges_at(kind, [slot[1]])
            )
            here: str | None = slot[1] if needed else None
            while here is not None and (Region, here) in earlier:
                later[Region, here] = earlier[Region, here]
                step = above.get(here)
                if step is not None:
                    later[Within, step.edge_id] = step
                here = step.target_id if step is not None else None

    def _gone(self, cls: type, earlier: Items, later: Items) -> list[tuple[type, str]]:
        return [slot for slot in earlier if slot[0] is cls and slot not in later]


def _counted(side: Side, verdicts: Verdicts) -> Iterator[Statement]:
    for extraction in side.articles.values():
        yield from statements_of(extraction, verdicts.wrong)


def _by_id(items: Iterable[Node | Edge]) -> Items:
    """Nodes and edges by type and id."""
    return {(type(i), i.edge_id if isinstance(i, FactEdge | StructuralEdge) else node_id(i)): i for i in items}


def _identifies(item: Node | Edge, anchors: set[str]) -> bool:
    return isinstance(item, Identifies) and item.source_id in anchors


def _depth(region: str, above: Mapping[str, Within]) -> int:
    """Regions above it."""
    depth = 0
    while region in above:
        region, depth = above[region].target_id, depth + 1
    return depth
