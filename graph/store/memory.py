"""The reference store: dicts, nothing else. What it answers is what every other store must answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from graph.errors import StoreError
from graph.model.derive import end_type, label
from graph.model.edges import Edge, FactEdge, Identifies, StructuralEdge
from graph.model.nodes import Anchor, Article, Claim, Judgement, Meta, Node
from graph.store.base import E, N
from graph.subgraph import Difference, Subgraph, node_id

Table = dict[type, dict[str, Any]]


class MemoryStore:
    """A graph that ends with the process.

    Args:
        url: Kept as given.
    """

    def __init__(self, url: str = "memory:") -> None:
        self.url = url
        self._nodes: Table = {}
        self._edges: Table = {}

    def meta(self) -> Meta | None:
        """What made the graph; None if the store is empty."""
        return next(self.nodes(Meta), None)

    def first_load(self, stream: Iterable[Node | Edge]) -> None:
        """Fill an empty store; nothing is kept if the stream breaks off."""
        if any(self._nodes.values()):
            raise StoreError(f"{self.url}: a first load needs an empty store; load into a new one")
        nodes: list[Node] = []
        edges: list[Edge] = []
        for item in stream:
            if isinstance(item, FactEdge | StructuralEdge):
                edges.append(item)
            else:
                nodes.append(item)
        self.apply(Difference(new_nodes=tuple(nodes), new_edges=tuple(edges)))

    def replace(self, stream: Iterable[Node | Edge]) -> None:
        """Put a whole graph in the place of what is there; nothing changes if the stream breaks off."""
        whole = MemoryStore(self.url)
        whole.first_load(stream)
        self._nodes, self._edges = whole._nodes, whole._edges

    def articles(self, ids: Collection[str] | None = None) -> Iterator[Article]:
        """Articles by id; all of them for None."""
        return self.nodes(Article, ids)

    def fingerprints(self, articles: Collection[str]) -> dict[str, str]:
        """Article id to the fingerprint of its main text."""
        return {a.article_id: a.fingerprint for a in self.articles(articles)}

    def reposts(self, fingerprints: Collection[str]) -> dict[str, list[str]]:
        """Fingerprint to the ids of the articles that have it, sorted."""
        out: dict[str, list[str]] = {}
        for article in sorted(self.articles(), key=lambda a: a.article_id):
            if article.fingerprint in set(fingerprints):
                out.setdefault(article.fingerprint, []).append(article.article_id)
        return out

    def judgements(self) -> list[Judgement]:
        """All judgements."""
        return list(self.nodes(Judgement))

    def block(self, keys: Collection[str]) -> list[Anchor]:
        """All anchors of these blocks."""
        return [a for a in self.nodes(Anchor) if a.block in set(keys)]

    def entities(self, anchors: Collection[str]) -> dict[str, str]:
        """Anchor id to the id of the entity it identifies."""
        return {e.source_id: e.target_id for e in self.edges(Identifies) if e.source_id in set(anchors)}

    def nodes(self, cls: type[N], ids: Collection[str] | None = None) -> Iterator[N]:
        """Nodes of one type by id; all of them for None."""
        table = self._nodes.get(cls, {})
        return iter([table[i] for i in (table if ids is None else dict.fromkeys(ids)) if i in table])

    def edges(self, cls: type[E], ids: Collection[str] | None = None) -> Iterator[E]:
        """Edges of one type by id; all of them for None."""
        table = self._edges.get(cls, {})
        return iter([table[i] for i in (table if ids is None else dict.fromkeys(ids)) if i in table])

    def edges_at(self, cls: type[E], nodes: Collection[str]) -> Iterator[E]:
        """Edges of one type with either end among these node ids."""
        wanted = set(nodes)
        return iter([e for e in self.edges(cls) if e.source_id in wanted or e.target_id in wanted])

    def claims(self, anchors: Collection[str]) -> Iterator[Claim]:
        """Claims whose subject or object is among these ids, each once."""
        wanted = set(anchors)
        return iter([c for c in self.nodes(Claim) if c.subject in wanted or c.object in wanted])

    def apply(self, change: Difference) -> None:
        """Make the change in copies, then keep them: all of it or nothing."""
        nodes = {cls: dict(table) for cls, table in self._nodes.items()}
        edges = {cls: dict(table) for cls, table in self._edges.items()}
        for edge in change.gone_edges:
            _gone(edges, edge, edge.edge_id)
        for node in change.gone_nodes:
            _gone(nodes, node, node_id(node))
        for node in change.new_nodes:
            _new(nodes, node, node_id(node))
        for node in change.changed_nodes:
            _gone(nodes, node, node_id(node))
            _new(nodes, node, node_id(node))
        for edge in change.new_edges:
            _new(edges, edge, edge.edge_id)
        for edge in change.changed_edges:
            _gone(edges, edge, edge.edge_id)
            _new(edges, edge, edge.edge_id)
        for edge in change.new_edges:
            cls = type(edge)
            if not (
                edge.source_id in nodes.get(end_type(cls, "source", edge.source_id), {})
                and edge.target_id in nodes.get(end_type(cls, "target", edge.target_id), {})
            ):
                raise StoreError(f"{label(cls)} {edge.edge_id}: an end of the edge is not in the store")
        self._nodes, self._edges = nodes, edges

    def snapshot(self) -> Subgraph:
        """The whole graph."""
        return Subgraph(
            tuple(n for table in self._nodes.values() for n in table.values()),
            tuple(e for table in self._edges.values() for e in table.values()),
        )

    def close(self) -> None:
        """Nothing to release."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _gone(table: Table, item: Node | Edge, key: str) -> None:
    if table.get(type(item), {}).pop(key, None) is None:
        raise StoreError(f"{label(type(item))} {key}: cannot be changed or removed, it is not in the store")


def _new(table: Table, item: Node | Edge, key: str) -> None:
    rows = table.setdefault(type(item), {})
    if key in rows:
        raise StoreError(f"{label(type(item))} {key}: is in the store already")
    rows[key] = item
