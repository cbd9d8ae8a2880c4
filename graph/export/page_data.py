"""What the network page holds: the drawn part of a subgraph, its quotes and articles, as one JSON value.

Drawn are persons, bodies, meetings and documents. A post is drawn as the edge from its holder to its body; regions are
a property of bodies; articles stand behind quotes, and one that merely names a document or meeting is listed with it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pyvis.network import Network

from graph.export.evidence import Evidence, Quote
from graph.export.layout import densest, place
from graph.model.derive import label
from graph.model.edges import BodyPartOf, FactEdge, HoldsPosition, InRegion, Within
from graph.model.nodes import Article, Body, Document, Meeting, Node, Person, Position, Region
from graph.model.spec import key_name, properties
from graph.subgraph import Subgraph, node_id

DRAWN = (Person, Body, Meeting, Document)
SHAPES = {"Person": "dot", "Body": "square", "Meeting": "diamond", "Document": "triangle"}
MENTIONS_KEPT = 20
# Properties of fact edges that the panel shows apart or not at all.
_APART = {"edge_id", "source_id", "target_id", "article_ids", "quote", "claim_id"}
_OPTIONS = """{
  "physics": {"enabled": false},
  "layout": {"improvedLayout": false},
  "interaction": {"hover": true, "multiselect": false, "selectConnectedEdges": false, "tooltipDelay": 3600000,
                  "navigationButtons": false, "keyboard": false, "dragNodes": true, "hideEdgesOnDrag": false},
  "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3},
  "edges": {"smooth": false, "arrows": {"to": {"enabled": true, "scaleFactor": 0.45}},
            "selectionWidth": 1.5, "hoverWidth": 0.8}
}"""


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An edge between two drawn nodes.

    Args:
        edge_id, type: As in the graph.
        source, target: Ids of the drawn nodes; for a tenure the person and the body of the post.
        properties: What the panel shows, without None and empty lists.
        quotes: At least one for a fact; none for a structural edge.
        first, last: First and last day it was seen, as full dates; None if unknown.
    """

    edge_id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Any]
    quotes: tuple[Quote, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The part of a subgraph that a page shows.

    Args:
        nodes, edges: Of the page, sorted by id.
        left_out: Drawable nodes that are not in it.
        data: The JSON value, without texts of the interface.
    """

    nodes: tuple[Node, ...]
    edges: tuple[DrawnEdge, ...]
    left_out: int
    data: Mapping[str, Any]


def drawn(subgraph: Subgraph, *, limit: int, focus: str | None = None) -> Drawn:
    """Choose, lay out and describe what a page shows.

    Args:
        subgraph: Any part of a graph; edges with an end outside it are not drawn.
        limit: At most so many nodes; layout.densest() says which.
        focus: Id of a drawn node the page is about.

    Raises:
        KeyError: `focus` is no drawn node of the subgraph.
    """
    entities = {node_id(n): n for n in subgraph.nodes if isinstance(n, DRAWN)}
    if focus is not None and focus not in entities:
        raise KeyError(focus)
    evidence = Evidence.of(subgraph)
    links = _links(subgraph, entities)
    kept = set(densest(sorted(entities), ((edge.source_id, target) for edge, target, _ in links), limit, focus))
    names = {n.person_id: n.name for n in subgraph.nodes if isinstance(n, Person)}
    edges = [_edge(*link, evidence, names) for link in links if link[0].source_id in kept and link[1] in kept]
    nodes = tuple(entities[i] for i in sorted(kept))
    pool = _Pool({n.article_id: n for n in subgraph.nodes if isinstance(n, Article)})
    regions, naming = _regions(subgraph), _naming(subgraph, evidence, kept)
    data = {
        "focus": focus,
        "left_out": len(entities) - len(nodes),
        "limit": limit,
        "nodes": [
            {
                "id": node_id(n),
                "type": label(type(n)),
                "name": _name(n),
                "props": _properties(n) | ({"regions": regions[node_id(n)]} if node_id(n) in regions else {}),
                "mentions": pool.add([*naming.get(node_id(n), ()), *evidence.of_node(node_id(n), MENTIONS_KEPT)]),
            }
            for n in nodes
        ],
        "edges": [
            {
                "id": e.edge_id,
                "type": e.type,
                "from": e.source,
                "to": e.target,
                "props": e.properties,
                "quotes": pool.add(e.quotes),
                "first": e.first,
                "last": e.last,
            }
            for e in edges
        ],
        "quotes": pool.quotes,
        "articles": pool.articles,
        "network": _network(nodes, edges),
    }
    return Drawn(nodes, tuple(edges), len(entities) - len(nodes), data)


def _name(node: Node) -> str:
    return node.title if isinstance(node, Document) else str(getattr(node, "name"))  # noqa: B009


def _properties(item: Any) -> dict[str, Any]:
    """The declared properties that are set, but for the key and the name; lists stay lists."""
    hidden = {key_name(type(item)), "name"} | ({"title"} if isinstance(item, Document) else set())
    found = {p.name: getattr(item, p.name) for p in properties(type(item)) if p.name not in hidden | _APART}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in found.items() if v not in (None, ())}


def _links(subgraph: Subgraph, ends: Container[str]) -> list[tuple[FactEdge | BodyPartOf, str, Position | None]]:
    """Edges that can be drawn between `ends`: with the drawn target and, for a tenure, the post; sorted by id."""
    positions = {n.position_id: n for n in subgraph.nodes if isinstance(n, Position)}
    out: list[tuple[FactEdge | BodyPartOf, str, Position | None]] = []
    for edge in subgraph.edges:
        if not isinstance(edge, FactEdge | BodyPartOf):
            continue
        position = positions.get(edge.target_id) if isinstance(edge, HoldsPosition) else None
        target = position.body_id if position else edge.target_id
        if edge.source_id in ends and target in ends:
            out.append((edge, target, position))
    return sorted(out, key=lambda link: (link[0].edge_id, label(type(link[0]))))


def _edge(
    edge: FactEdge | BodyPartOf, target: str, position: Position | None, evidence: Evidence, names: Mapping[str, str]
) -> DrawnEdge:
    own = ({"title": position.title} if position else {}) | _properties(edge)
    if "on_behalf_of" in own:
        own["on_behalf_of"] = names.get(own["on_behalf_of"], own["on_behalf_of"])
    fact = edge if isinstance(edge, FactEdge) else None
    return DrawnEdge(
        edge_id=edge.edge_id,
        type=label(type(edge)),
        source=edge.source_id,
        target=target,
        properties=own,
        quotes=evidence.of_edge(fact) if fact else (),
        first=fact.first_seen.first if fact and fact.first_seen else None,
        last=fact.last_seen.last if fact and fact.last_seen else None,
    )


def _regions(subgraph: Subgraph) -> dict[str, list[str]]:
    """Region names of each body, nearest first."""
    names = {n.region_id: n.name for n in subgraph.nodes if isinstance(n, Region)}
    above = {e.source_id: e.target_id for e in subgraph.edges if isinstance(e, Within)}
    out: dict[str, list[str]] = {}
    for edge in subgraph.edges:
        if isinstance(edge, InRegion):
            chain: list[str] = []
            region: str | None = edge.target_id
            while region in names and names[region] not in chain:
                chain.append(names[region])
                region = above.get(region)
            if chain:
                out[edge.source_id] = chain
    return out


def _naming(subgraph: Subgraph, evidence: Evidence, kept: Container[str]) -> dict[str, list[Quote]]:
    """Quotes of articles that refer to a drawn document or meeting, by its id."""
    articles = {n.article_id for n in subgraph.nodes if isinstance(n, Article)}
    out: dict[str, list[Quote]] = defaultdict(list)
    for edge in subgraph.edges:
        if isinstance(edge, FactEdge) and edge.source_id in articles and edge.target_id in kept:
            out[edge.target_id] += evidence.of_edge(edge)
    return out


class _Pool:
    """Quotes and articles of the page, each once; edges and nodes name them by place."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._known = articles
        self._quotes: dict[tuple[str | None, str], int] = {}
        self._articles: dict[str, int] = {}
        self.quotes: list[dict[str, Any]] = []
        self.articles: list[dict[str, Any]] = []

    def add(self, quotes: Iterable[Quote]) -> list[int]:
        """Places of these quotes, a repeated one once."""
        places: list[int] = []
        for quote in quotes:
            slot = quote.article_id, quote.text
            if slot not in self._quotes:
                self._quotes[slot] = len(self.quotes)
                self.quotes.append(
                    {"text": quote.text, "article": self._article(quote.article_id), "restored": quote.restored}
                )
            if self._quotes[slot] not in places:
                places.append(self._quotes[slot])
        return places

    def _article(self, name: str | None) -> int | None:
        if name is None or name not in self._known:
            return None
        if name not in self._articles:
            self._articles[name] = len(self.articles)
            a = self._known[name]
            self.articles.append(
                {"title": a.title, "published": a.published, "source": a.source, "url": web_address(a.url)}
            )
        return self._articles[name]


def web_address(url: str | None) -> str | None:
    """`url` if a browser may be sent there: http or https with a host; else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else None


def _network(nodes: Sequence[Node], edges: Sequence[DrawnEdge]) -> dict[str, Any]:
    """Options of nodes, edges and view for vis-network, built by pyvis; only ids, numbers and our own words go in.

    Names are given to pyvis as labels alone: it draws them on a canvas, never as HTML.
    """
    degree = Counter(end for e in edges for end in (e.source, e.target))
    size = {node_id(n): round(min(26.0, 5.5 + 1.9 * math.sqrt(degree[node_id(n)])), 1) for n in nodes}
    at = place(list(size), ((e.source, e.target) for e in edges), size)
    net = Network(directed=True)
    net.set_options(_OPTIONS)
    for n in nodes:
        name, (x, y) = node_id(n), at[node_id(n)]
        kind = label(type(n))
        net.add_node(name, label=_name(n), shape=SHAPES[kind], group=kind, size=size[name], x=x, y=y)
    between: dict[tuple[str, str], list[DrawnEdge]] = defaultdict(list)
    for e in edges:
        between[min(e.source, e.target), max(e.source, e.target)].append(e)
    for (low, _), group in between.items():
        for i, e in enumerate(group):
            support = int(e.properties.get("support", 1))
            bend = _curve(i, len(group), e.source == low)
            net.add_edge(
                e.source,
                e.target,
                id=e.edge_id,
                width=round(1.4 + min(3.0, math.log2(support)), 2),
                dashes=not e.quotes,
                **({"smooth": bend} if bend else {}),
            )
    return {"nodes": net.nodes, "edges": net.edges, "options": net.options}


def _curve(place_in_group: int, count: int, forward: bool) -> dict[str, Any] | None:
    """How the i-th of several edges between two nodes bends, so that none covers another; a lone one is straight.

    The side is counted along one direction of the pair, whichever way the edge points.
    """
    bend = (place_in_group - (count - 1) / 2) * min(0.22, 1.2 / count)
    if abs(bend) < 1e-9:
        return None
    clockwise = (bend > 0) == forward
    return {"enabled": True, "type": "curvedCW" if clockwise else "curvedCCW", "roundness": round(abs(bend), 3)}
