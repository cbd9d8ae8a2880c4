"""Selections of the graph for pages and exports: entities, the facts between them, and the claims those rest on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from graph.errors import MisuseError
from graph.model.dates import PartialDate
from graph.model.edges import FACT_EDGE_TYPES, BodyPartOf, Edge, FactEdge, Identifies, InRegion, OfBody, Within
from graph.model.nodes import Anchor, Article, Body, Document, Judgement, Meeting, Node, Person, Position, Region
from graph.store.base import Store
from graph.subgraph import Subgraph, node_id

Keep = Callable[[FactEdge], bool]


def subgraph(
    store: Store,
    *,
    focus: str | None = None,
    depth: int = 2,
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0.0,
) -> Subgraph:
    """Part of a graph with everything needed to show where each fact comes from.

    Args:
        store: Where the graph is.
        focus: Id of a person, body, meeting or document: only what lies around it.
        depth: How many facts away from the focus; a post and its body are one step.
        since: Only facts reported on or after it; facts without any date are kept.
        until: Only facts reported on or before it.
        min_confidence: Only facts at least this sure.

    Returns:
        Entities, positions and regions; fact and structural edges; the claims, anchors, articles and judgements behind
        them. Entities that no kept fact touches are left out, but for the focus.

    Raises:
        MisuseError: A date cannot be read.
    """
    keep = _keeping(_day(since, "since"), _day(until, "until"), min_confidence)
    if focus is not None:
        inside = _around(store, focus, depth, keep)
        edges = _between(store, inside, keep)
    else:
        edges = [e for cls in FACT_EDGE_TYPES for e in store.edges(cls) if keep(e)]
    touched = {end for e in edges for end in (e.source_id, e.target_id)} | ({focus} if focus else set())
    positions = list(store.nodes(Position, touched))
    touched |= {p.body_id for p in positions}
    bodies = list(store.nodes(Body, touched))
    structure: list[Edge] = list(store.edges_at(OfBody, [p.position_id for p in positions]))
    structure += [
        e for e in store.edges_at(BodyPartOf, [b.body_id for b in bodies]) if {e.source_id, e.target_id} <= touched
    ]
    in_region = [e for e in store.edges_at(InRegion, [b.body_id for b in bodies])]
    within = _chain(list(store.edges(Within)), {e.target_id for e in in_region})
    regions = {e.target_id for e in (*in_region, *within)} | {e.source_id for e in within}
    entities: list[Node] = [*positions, *bodies]
    for cls in (Person, Meeting, Document):
        entities += store.nodes(cls, touched)
    entities += store.nodes(Region, regions)
    behind, identifies = _behind(store, entities, edges)
    return Subgraph((*entities, *behind), (*edges, *structure, *in_region, *within, *identifies))


def _day(text: str | None, name: str) -> PartialDate | None:
    if text is None:
        return None
    try:
        return PartialDate(text)
    except ValueError as error:
        raise MisuseError(f"{name}={text}: {error}") from error


def _keeping(since: PartialDate | None, until: PartialDate | None, min_confidence: float) -> Keep:
    def keep(edge: FactEdge) -> bool:
        if edge.confidence < min_confidence:
            return False
        if edge.first_seen is None or edge.last_seen is None:
            return True
        return (since is None or edge.last_seen.last >= since.first) and (
            until is None or edge.first_seen.first <= until.last
        )

    return keep


def _around(store: Store, focus: str, depth: int, keep: Keep) -> set[str]:
    """Ids within `depth` steps: entities, and positions on the way to their bodies."""
    inside, ring = {focus}, {focus}
    for _ in range(depth):
        ring |= _posts(store, ring)
        reached = {end for e in _facts_at(store, ring, keep) for end in (e.source_id, e.target_id)}
        reached |= {end for e in store.edges_at(BodyPartOf, ring) for end in (e.source_id, e.target_id)}
        reached |= {p.body_id for p in store.nodes(Position, reached)}
        ring = reached - inside
        inside |= ring
    return inside


def _posts(store: Store, bodies: Collection[str]) -> set[str]:
    return {e.source_id for e in store.edges_at(OfBody, bodies)}


def _facts_at(store: Store, nodes: Collection[str], keep: Keep) -> Iterator[FactEdge]:
    for cls in FACT_EDGE_TYPES:
        yield from (e for e in store.edges_at(cls, nodes) if keep(e))


def _between(store: Store, inside: set[str], keep: Keep) -> list[FactEdge]:
    found = {e.edge_id: e for e in _facts_at(store, inside, keep)}
    return [e for e in found.values() if e.source_id in inside and e.target_id in inside]


def _chain(within: Iterable[Within], regions: set[str]) -> list[Within]:
    """The edges from these regions up to the nation."""
    above: dict[str, list[Within]] = {}
    for edge in within:
        above.setdefault(edge.source_id, []).append(edge)
    out: dict[str, Within] = {}
    ring = list(regions)
    while ring:
        for edge in above.get(ring.pop(), ()):
            if edge.edge_id not in out:
                out[edge.edge_id] = edge
                ring.append(edge.target_id)
    return list(out.values())


def _behind(store: Store, entities: Iterable[Node], edges: Collection[FactEdge]) -> tuple[list[Node], list[Identifies]]:
    """Anchors, claims, articles and judgements behind entities and facts, and the edges that lead from anchors."""
    ids = {node_id(n) for n in entities if isinstance(n, Person | Body | Meeting | Document)}
    identifies = list(store.edges_at(Identifies, ids))
    anchors = {e.source_id for e in identifies}
    positions = {node_id(n) for n in entities if isinstance(n, Position)}
    own = {e.source_id for e in edges if isinstance(e, FactEdge)} - ids  # articles that name a document themselves
    claims = [
        c
        for c in store.claims(anchors)
        if c.subject in anchors | own and (c.object is None or c.object in anchors | positions)
    ]
    articles = {c.article_id for c in claims} | own
    judgements: list[Judgement] = [j for j in store.judgements() if j.kind == "wrong"]
    behind: list[Node] = [*store.nodes(Anchor, anchors), *claims, *store.nodes(Article, articles), *judgements]
    return behind, identifies
