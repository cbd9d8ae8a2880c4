"""The part of a graph that a change can alter, before and after it: exact, because graph_of's own code computes it.

A change is a set of articles that come, go or count otherwise, and judgements that come or go. It touches the blocks of
the anchors those articles name and of the anchors judged; all anchors of these blocks are read, and linked on both
sides. Then there are two ways.

- Articles that only come are *merged*: what they say of an anchor, an entity or an edge is added to the stored values
  (loaders/merging.py), and no claim about them is read.
- Clusters that change their id or lose a claim are *read whole*: all claims about their anchors, and every edge with an
  end there is made anew. So are tenures that a printed end may cut, and edges that name a moved entity without having
  it at an end (the delegator of a chair, the body of a position or organ).

Positions, regions and the edges under them are shared by many blocks: the store is asked whether they stand already, or
whether others still need them.

Cost of one more article: the anchors of its blocks (an anchor per article for mentions without a post), the entities
and edges it adds to, and the claims of what it moves; nothing for what others say of a body or a person it names. A
removal or a judgement reads the claims of what it concerns, bodies included.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.model.edges import (
    EDGE_TYPES,
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
from graph.model.ids import PREFIXES, position_id
from graph.model.nodes import Anchor, Claim, Judgement, Node, Position, Region
from graph.model.values import ENTITY_PREDICATES, AnchorType
from graph.subgraph import Difference, difference, node_id
from loaders.claims import Extraction
from loaders.edges import Group, edges_of, groups, places, posts, structural
from loaders.entities import anchors_of, entities_of
from loaders.graph_of import derived, record, subgraph
from loaders.linking.anchors import key_of
from loaders.linking.blocks import resolve
from loaders.linking.judgements import Verdicts
from loaders.merging import merged_anchor, merged_entity, merged_fact
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
        self.claims = {c.claim_id: c for side in self.sides for e in side.articles.values() for c in e.claims}
        self.introduced = {c.subject: key_of(c) for c in self.claims.values() if c.predicate in ENTITY_PREDICATES}
        judged = {a for side in self.sides for j in side.changed if j.kind in ("same", "different") for a in (j.a, j.b)}
        self.blocks = {k.block for k in self.introduced.values()} | self._blocks_of(judged)
        self.only_comes = not (before.articles or before.changed or after.changed)
        # Blocks whose claims are read: all of them, unless articles only come.
        self.whole = set(self.blocks)
        if self.only_comes:
            self.whole = {
                k.block for a, k in self.introduced.items() if k.type == "Body" and a in self.verdicts[1].judged
            }
        self.texts = self._texts_known()
        self._settle()

    # -- what is touched --------------------------------------------------------------------------------------------

    def _blocks_of(self, anchors: Iterable[str]) -> set[str]:
        here = {a for a in anchors if a in self.introduced}
        stored = self.reader.nodes(Anchor, set(anchors) - here)
        return {self.introduced[a].block for a in here} | {a.block for a in stored}

    def _texts_known(self) -> list[Statement]:
        """The statements of stored articles that have the text of an article that comes: they were counted already."""
        if not self.only_comes:
            return []
        reposts = self.reader.reposts({e.article.fingerprint for e in self.sides[1].articles.values()})
        claims = self.reader.claims_of([a for ids in reposts.values() for a in ids])
        return list(self.reader.counted([c for some in claims.values() for c in some], self.verdicts[1].wrong))

    def _settle(self) -> None:
        """Read and link until no further block is touched, and none more must be read whole."""
        while True:
            self.stored = {a.anchor_id: a for a in self.reader.block(self.blocks)}
            self.anchors = self.stored.keys() | {a for a, k in self.introduced.items() if k.block in self.blocks}
            said = {other for a in self.stored.values() for other in a.same_as}
            said |= {s.same_as for own in self.own for s in own if s.same_as is not None}
            pairs = {p[:2] for v in self.verdicts for p in v.same}
            linked = said | {a for pair in pairs if not self.anchors.isdisjoint(pair) for a in pair}
            more = self._blocks_of(linked - self.anchors) - self.blocks
            if more:
                self.blocks |= more
                self.whole |= set() if self.only_comes else more
                continue
            self.read = {a for a in self.anchors if self._block(a) in self.whole}
            known = [c for c in self.reader.claims(self.read) if c.article_id not in self.changed]
            self.others = list(self.reader.counted(known, self.verdicts[1].wrong))
            self.found = (self.stored, self._grown()) if self.only_comes else self._counted_anew()
            self.entity = tuple(
                dict(resolve(f.values(), v).entity) for f, v in zip(self.found, self.verdicts, strict=True)
            )
            earlier, later = self.entity
            self.moved = {a for a in earlier.keys() & later.keys() if earlier[a] != later[a]}
            more = self._blocks_of(self._named_with_moved()) | self._cut_tenures()
            more = self._all_of(self.whole | {self._block(a) for a in self._regrouped(self.moved)}) | more
            if more <= self.whole:
                return
            self.blocks |= more
            self.whole |= more

    def _all_of(self, blocks: set[str]) -> set[str]:
        """These blocks and all others of the clusters with an anchor there: a cluster is read whole or not at all."""
        inside = {a for a in self.anchors if self._block(a) in blocks}
        return blocks | {self._block(a) for a in self._regrouped(inside)}

    def _block(self, anchor: str) -> str:
        return self.introduced[anchor].block if anchor in self.introduced else self.stored[anchor].block

    def _counted_anew(self) -> tuple[dict[str, Anchor], dict[str, Anchor]]:
        """The anchors of both sides from all claims about them."""
        earlier, later = (anchors_of([*self.others, *own], self.anchors) for own in self.own)
        return earlier, later

    def _grown(self) -> dict[str, Anchor]:
        """The stored anchors with what the articles that come add to them."""
        counted = {(s.fingerprint, s.claim.subject) for s in self.texts if s.introduces}
        fresh = {(s.fingerprint, s.claim.subject) for s in self.own[1] if s.introduces} - counted
        new_texts = Counter(anchor for _, anchor in fresh)
        coming = anchors_of(self.own[1])
        merged = {
            a: merged_anchor(self.stored[a], c, new_texts=new_texts[a]) if a in self.stored else c
            for a, c in coming.items()
        }
        return self.stored | merged

    def _named_with_moved(self) -> set[str]:
        """Anchors of the edges that name a moved entity without having it at an end."""
        out = self._in_positions(self._moved_of_type("Body"))
        people = self._moved_of_type("Person")
        naming = {c.article_id for c in self.reader.claims(people) if c.predicate == "person" and c.subject in people}
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
        """All anchors of the clusters that these are in before or after."""
        entities = {e[a] for e in self.entity for a in moved if a in e}
        return {a for e in self.entity for a, name in e.items() if name in entities}

    def _cut_tenures(self) -> set[str]:
        """Blocks of persons whose tenures an end, stored or coming, may cut anew."""
        if not self.only_comes:
            return set()
        coming = groups(self._merging(), self._entities(1, self._merging()))
        posts = {(g[1], g[2]): some for g, some in coming.items() if g[0] == "holds_position"}
        held = self.reader.edges_at(HoldsPosition, {person for person, _ in posts})
        self.tenures = {(e.source_id, e.target_id): e for e in held}
        ended = {(e.source_id, e.target_id) for e in held if e.end_date is not None}
        ended |= {post for post, some in posts.items() if any("end_date" in s.args for s in some)}
        return {self._block(s.claim.subject) for post, some in posts.items() if post in ended for s in some}

    def _merging(self) -> list[Statement]:
        """Statements that come and touch nothing that is read whole."""
        recomputed = self._recomputed()
        return [s for s in self.own[1] if recomputed.isdisjoint(s.ends)] if self.only_comes else []

    def _recomputed(self) -> set[str]:
        """Anchors whose edges are recomputed from claims; of bodies, which have very many, only those that move."""
        bodies = self._regrouped(self._moved_of_type("Body"))
        return {a for a in self.read if not a.startswith(PREFIXES["Body"]) or a in bodies}

    # -- the graph on both sides ------------------------------------------------------------------------------------

    def difference(self) -> Difference:
        """The change, in nodes and edges."""
        earlier, later = (self._side(i) for i in (0, 1))
        if self.only_comes:
            self._merge(earlier, later)
        self._already_there(earlier, later)
        self._still_needed(earlier, later)
        return difference(subgraph(earlier.values()), subgraph(later.values()))

    def _entities(self, i: int, some: Iterable[Statement]) -> dict[str, str]:
        """Anchor id to entity id for all anchors these statements name; one that is nowhere yet is its own."""
        outside = {a for s in some for a in s.named} - self.entity[i].keys()
        stored = self.reader.entities(outside)
        return {a: stored.get(a, a) for a in outside} | self.entity[i]

    def _side(self, i: int) -> Items:
        """What is recomputed from claims, and what is recorded."""
        recomputed = self._recomputed()
        wanted = [
            s
            for s in (*self.others, *self.own[i])
            if not recomputed.isdisjoint(s.ends)
            or (s.introduces and s.claim.subject in self.read)
            or (s.claim.predicate == "renamed_to" and not self.only_comes)
        ]
        anchors = {a: anchor for a, anchor in self.found[i].items() if a in self.read}
        items = [*derived(wanted, anchors, self._entities(i, wanted)), *record(self.sides[i].articles.values())]
        return _by_id((*items, *self.sides[i].changed))

    def _merge(self, earlier: Items, later: Items) -> None:
        """Add what the articles that come say to what is stored."""
        coming = [s for s in self._merging() if not (s.introduces and s.claim.subject in self.read)]
        entity = self._entities(1, coming)
        anchors = {s.claim.subject for s in coming if s.introduces}
        for a in anchors:
            later |= _by_id((self.found[1][a], structural(Identifies, a, entity[a])))
            if a in self.stored:
                earlier |= _by_id((self.stored[a], structural(Identifies, a, entity[a])))
        fresh = _by_id(entities_of(coming, entity, anchors))
        for known in self._stored(fresh):
            earlier |= known
            fresh |= {slot: merged_entity(item, fresh[slot]) for slot, item in known.items()}  # type: ignore[arg-type]
        later |= fresh | _by_id(places([s for s in coming if s.introduces], entity))
        self._merge_facts(groups(coming, entity), entity, earlier, later)

    def _merge_facts(
        self, coming: Mapping[Group, list[Statement]], entity: Mapping[str, str], earlier: Items, later: Items
    ) -> None:
        """Add statements to the edges that stand."""
        counted = groups(self.texts, self._entities(1, self.texts))
        fresh: dict[tuple[type, str], tuple[FactEdge, int]] = {}
        for group, some in coming.items():
            if group[0] == "holds_position":
                later |= _by_id(posts(some, entity))
            texts = {s.fingerprint for s in some} - {s.fingerprint for s in counted.get(group, ())}
            fresh |= {(type(e), e.edge_id): (e, len(texts)) for e in edges_of(group, some, entity)}
        found = {slot: e for some in self._stored(fresh) for slot, e in some.items() if isinstance(e, FactEdge)}
        for slot, (edge, _) in fresh.items():
            if isinstance(edge, HoldsPosition):
                tenure = self.tenures.get((edge.source_id, edge.target_id))
                found |= {slot: tenure} if tenure is not None else {}
        quotes = {c.claim_id: c for c in self.reader.nodes(Claim, {e.claim_id for e in found.values()})} | self.claims
        for slot, (edge, new_texts) in fresh.items():
            known = found.get(slot)
            if known is not None:
                earlier |= _by_id([known])
                edge = merged_fact(known, edge, (quotes[known.claim_id], quotes[edge.claim_id]), new_texts=new_texts)
            later |= _by_id([edge])

    def _stored(self, wanted: Iterable[tuple[type, str]]) -> Iterator[Items]:
        """The items of these types and ids that the store has, type by type."""
        ids: dict[type, list[str]] = defaultdict(list)
        for kind, name in wanted:
            ids[kind].append(name)
        for kind, names in ids.items():
            yield _by_id(self.reader.edges(kind, names) if kind in EDGE_TYPES else self.reader.nodes(kind, names))

    def _already_there(self, earlier: Items, later: Items) -> None:
        """Shared items that the change needs and the store has."""
        shared = (Position, Region, OfBody, InRegion, Within, BodyPartOf)
        for known in self._stored([slot for slot in later.keys() - earlier.keys() if slot[0] in shared]):
            earlier |= known

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


def _depth(region: str, above: Mapping[str, Within]) -> int:
    """Regions above it."""
    depth = 0
    while region in above:
        region, depth = above[region].target_id, depth + 1
    return depth
