"""A set of nodes and edges as one value, its canonical lines, and the difference between two of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.model.edges import EDGE_TYPES, Edge, FactEdge, StructuralEdge
from graph.model.ids import canonical_json
from graph.model.nodes import NODE_TYPES, Meta, Node
from graph.model.spec import from_row, key_name, properties


def node_id(node: Node) -> str:
    """The id of a node, as text."""
    return str(getattr(node, key_name(type(node))))


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and edges, each id once; claims are nodes like the others. Equal content gives equal values.

    Args:
        nodes: In any order; kept sorted by label and id.
        edges: In any order; kept sorted by type and id.

    Raises:
        ValueError: Two different nodes or edges have one id.
    """

    nodes: tuple[Node, ...] = field(default=())
    edges: tuple[Edge, ...] = field(default=())

    def __post_init__(self) -> None:
        nodes: dict[tuple[str, str], Node] = {}
        for node in self.nodes:
            slot = (type(node).LABEL, node_id(node))
            if nodes.setdefault(slot, node) != node:
                raise ValueError(f"two different nodes {slot[0]} {slot[1]}")
        edges: dict[tuple[str, str], Edge] = {}
        for edge in self.edges:
            slot = (edge_type(edge), edge.edge_id)
            if edges.setdefault(slot, edge) != edge:
                raise ValueError(f"two different edges {slot[0]} {slot[1]}")
        object.__setattr__(self, "nodes", tuple(nodes[k] for k in sorted(nodes)))
        object.__setattr__(self, "edges", tuple(edges[k] for k in sorted(edges)))

    def lines(self) -> Iterator[str]:
        """The canonical snapshot, one line of JSON each: Meta, then nodes, then edges, both sorted."""
        for node in self.nodes:
            if isinstance(node, Meta):
                yield snapshot_line(node)
        for node in self.nodes:
            if not isinstance(node, Meta):
                yield snapshot_line(node)
        for edge in self.edges:
            yield snapshot_line(edge)


def edge_type(edge: Edge) -> str:
    """The type of an edge: PRESIDES_OVER."""
    kind: str = type(edge).TYPE  # type: ignore[union-attr]
    return kind


def snapshot_line(item: Node | Edge) -> str:
    """One line of the snapshot: `type`, then the properties that are set; edges with `source` and `target`."""
    is_edge = isinstance(item, FactEdge | StructuralEdge)
    row: dict[str, Any] = {"type": edge_type(item) if isinstance(item, FactEdge | StructuralEdge) else item.LABEL}
    for p in properties(type(item)):
        value = getattr(item, p.name)
        if value is None or value == ():
            continue
        name = {"source_id": "source", "target_id": "target"}.get(p.name, p.name) if is_edge else p.name
        if name == "type":
            name = "anchor_type"
        row[name] = list(value) if isinstance(value, tuple) else value
    return canonical_json(row)


_NODES = {t.LABEL: t for t in NODE_TYPES}
_EDGES: dict[str, list[type]] = {}
for _type in EDGE_TYPES:
    _EDGES.setdefault(_type.TYPE, []).append(_type)


def parse_line(line: str) -> Node | Edge:
    """The node or edge of a snapshot line.

    Raises:
        ValueError: The line is no JSON object, or its type is unknown.
    """
    row = json.loads(line)
    kind = row.pop("type")
    if kind in _NODES:
        if "anchor_type" in row:
            row["type"] = row.pop("anchor_type")
        node: Node = from_row(_NODES[kind], row)
        return node
    if kind not in _EDGES:
        raise ValueError(f"unknown type {kind!r} in a snapshot line")
    row["source_id"], row["target_id"] = row.pop("source"), row.pop("target")
    candidates = _EDGES[kind]
    cls = candidates[0] if len(candidates) == 1 or "support" in row else candidates[1]
    edge: Edge = from_row(cls, row)
    return edge


@dataclass(frozen=True, slots=True)
class Difference:
    """What turns one graph into another: nodes and edges that are new, changed (same id) or gone."""

    new_nodes: tuple[Node, ...] = ()
    changed_nodes: tuple[Node, ...] = ()
    gone_nodes: tuple[Node, ...] = ()
    new_edges: tuple[Edge, ...] = ()
    changed_edges: tuple[Edge, ...] = ()
    gone_edges: tuple[Edge, ...] = ()

    def __bool__(self) -> bool:
        nodes = self.new_nodes or self.changed_nodes or self.gone_nodes
        return bool(nodes or self.new_edges or self.changed_edges or self.gone_edges)


def difference(before: Subgraph, after: Subgraph) -> Difference:
    """What to add, change and delete so that `before` becomes `after`.

    An edge whose ends moved under the same id cannot occur: the id is made from the ends.
    """
    nodes_before = {(type(n), node_id(n)): n for n in before.nodes}
    nodes_after = {(type(n), node_id(n)): n for n in after.nodes}
    edges_before = {(type(e), e.edge_id): e for e in before.edges}
    edges_after = {(type(e), e.edge_id): e for e in after.edges}
    return Difference(
        new_nodes=tuple(n for k, n in nodes_after.items() if k not in nodes_before),
        changed_nodes=tuple(n for k, n in nodes_after.items() if k in nodes_before and nodes_before[k] != n),
        gone_nodes=tuple(n for k, n in nodes_before.items() if k not in nodes_after),
        new_edges=tuple(e for k, e in edges_after.items() if k not in edges_before),
        changed_edges=tuple(e for k, e in edges_after.items() if k in edges_before and edges_before[k] != e),
        gone_edges=tuple(e for k, e in edges_before.items() if k not in edges_after),
    )


def merged(parts: Iterable[Subgraph]) -> Subgraph:
    """One subgraph of several; equal nodes and edges are kept once."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    for part in parts:
        nodes += part.nodes
        edges += part.edges
    return Subgraph(tuple(nodes), tuple(edges))
