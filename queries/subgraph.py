"""Selections of the graph for pages and exports: entities, facts between them, and the claims those rest on.

An entity's neighbourhood grows by rings; without a focus the densest part is taken: the nodes with most facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from graph.errors import MisuseError
from graph.model.dates import PartialDate
from graph.model.derive import label
from graph.model.edges import FACT_EDGE_TYPES, BodyPartOf, Edge, FactEdge, OfBody
from graph.model.nodes import Article, Body, Claim, Document, Meeting, Node, Person, Position
from graph.model.spec import key_name
from graph.store.base import Store
from graph.subgraph import Subgraph, node_id
from queries.resolve import resolve_any
from queries.run import reader_of

SHOWN = (Person, Body, Position, Meeting, Document)


@dataclass(frozen=True, slots=True)
class Selection:
    """Part of a graph.

    Args:
        graph: The nodes and edges chosen, with the claims and articles their quotes come from.
        of_nodes: How many nodes the whole had.
        of_edges: How many fact edges.
    """

    graph: Subgraph
    of_nodes: int
    of_edges: int


def subgraph(
    store: Store,
    *,
    focus: str | None = None,
    depth: int = 2,
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0.0,
    limit: int | None = None,
) -> Selection:
    """Choose a part of the graph.

    Args:
        store: Where the graph is.
        focus: A person, body, meeting or document, by name or id; the part is what lies around it.
        depth: How many steps around the focus.
        since: Only facts reported on or after it; facts without any date are kept.
        until: Only facts reported on or before it.
        min_confidence: Only facts at least this sure.
        limit: At most this many nodes: those with most facts, nearest to the focus first; None for all.

    Raises:
        MisuseError: The focus is unknown or ambiguous, or a date cannot be read.
    """
    first, last = _day(since, "since"), _day(until, "until")
    edges = [
        edge
        for cls in (*FACT_EDGE_TYPES, OfBody, BodyPartOf)
        for edge in store.edges(cls)
        if not isinstance(edge, FactEdge) or (edge.confidence >= min_confidence and _within(edge, first, last))
    ]
    facts = [e for e in edges if isinstance(e, FactEdge)]
    nodes = {node_id(n): n for cls in SHOWN for n in store.nodes(cls)}
    linked = {end for e in edges for end in (e.source_id, e.target_id)} & nodes.keys()
    if first or last:
        linked = {end for e in facts for end in (e.source_id, e.target_id)} & nodes.keys()
    edges = [e for e in edges if e.source_id in nodes and e.target_id in nodes]
    if focus is not None:
        centre = resolve_any(reader_of(store), focus).id
        rings = _rings(edges, centre, depth)
    else:
        rings = dict.fromkeys(linked, 0)
    chosen = _densest(edges, rings, limit)
    kept = [e for e in edges if e.source_id in chosen and e.target_id in chosen]
    graph = Subgraph(tuple(nodes[i] for i in chosen), tuple(kept))
    sourced = replace(graph, nodes=(*graph.nodes, *_sources(store, kept)))
    return Selection(sourced, len(nodes), len(facts))


def _day(text: str | None, name: str) -> PartialDate | None:
    if text is None:
        return None
    try:
        return PartialDate(text)
    except ValueError as error:
        raise MisuseError(f"{name}={text}: {error}") from error


def _within(edge: FactEdge, since: PartialDate | None, until: PartialDate | None) -> bool:
    if edge.first_seen is None or edge.last_seen is None:
        return True
    return (since is None or edge.last_seen.last >= since.first) and (until is None or edge.first_seen.first <= until.last)


def _rings(edges: Iterable[Edge], centre: str, depth: int) -> dict[str, int]:
    """Nodes within `depth` steps of the centre, with their distance. Belonging to a position or body is no step."""
    beside: dict[str, list[tuple[str, int]]] = {}
    for edge in edges:
        step = 1 if isinstance(edge, FactEdge) else 0
        for a, b in ((edge.source_id, edge.target_id), (edge.target_id, edge.source_id)):
            # from a position to its body, never from a body to all its positions or organs
            if step or a == edge.source_id:
                beside.setdefault(a, []).append((b, step))
    rings = {centre: 0}
    ring = [centre]
    for distance in range(depth + 1):
        following: list[str] = []
        while ring:
            here = ring.pop()
            for other, step in beside.get(here, ()):
                if other in rings or distance + step > depth:
                    continue
                rings[other] = distance + step
                (following if step else ring).append(other)
        ring = following
    return rings


def _densest(edges: Collection[Edge], rings: dict[str, int], limit: int | None) -> set[str]:
    """The nearest nodes, and of equally near ones those with most facts among them; nobody is left without a fact."""
    if limit is None or len(rings) <= limit:
        return set(rings)
    between = [e for e in edges if e.source_id in rings and e.target_id in rings and e.source_id != e.target_id]
    beside: dict[str, set[str]] = {}
    for e in between:
        beside.setdefault(e.source_id, set()).add(e.target_id)
        beside.setdefault(e.target_id, set()).add(e.source_id)
    alive, degree = set(rings), Counter({n: len(beside.get(n, ())) for n in rings})
    # Peel the furthest and least connected node until few enough are left.
    buckets: dict[tuple[int, int], set[str]] = {}
    for n in alive:
        buckets.setdefault((-rings[n], degree[n]), set()).add(n)
    while len(alive) > limit:
        slot = min(k for k, members in buckets.items() if members)
        gone = min(buckets[slot])
        buckets[slot].discard(gone)
        alive.discard(gone)
        for other in beside.get(gone, ()):
            if other in alive:
                buckets[-rings[other], degree[other]].discard(other)
                degree[other] -= 1
                buckets.setdefault((-rings[other], degree[other]), set()).add(other)
    return {n for n in alive if degree[n] or rings[n] == 0}


def _sources(store: Store, edges: Iterable[Edge]) -> Iterator[Node]:
    """The claims with the best quotes of these edges, and the articles they are in, without their texts."""
    claims = list(store.nodes(Claim, {e.claim_id for e in edges if isinstance(e, FactEdge)}))
    articles = {c.article_id for c in claims}
    articles |= {e.source_id for e in edges if isinstance(e, FactEdge) and "-" not in e.source_id}
    yield from claims
    yield from store.nodes(Article, articles)
