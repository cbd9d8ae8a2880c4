"""A subgraph as a networkx graph, and back without loss."""

from __future__ import annotations

from typing import Any

import networkx as nx

from graph.model.derive import edge_class, end_type, label
from graph.model.edges import Edge
from graph.model.nodes import NODE_TYPES, Anchor, Meta, Node
from graph.model.spec import from_row, properties
from graph.subgraph import Subgraph, node_id

_NODE_TYPES = {label(cls): cls for cls in NODE_TYPES}


def to_networkx(graph: Subgraph) -> nx.MultiDiGraph:
    """Every node and edge with the properties that are known.

    A node is named by its id; an anchor, which may share its id with an entity, by `anchor:` and its id, and Meta by
    `meta:` and its version. Its attributes are `label` and its properties. The key of an edge is its edge_id; its
    attributes are `type` and its properties. Dates stay PartialDate, lists tuples.

    Args:
        graph: An edge whose end is not in it makes a node without attributes.

    Returns:
        A directed graph that keeps parallel edges.
    """
    out = nx.MultiDiGraph()
    for node in graph.nodes:
        out.add_node(_name(type(node), node_id(node)), label=label(type(node)), **_known(node))
    for edge in graph.edges:
        cls = type(edge)
        source = _name(end_type(cls, "source", edge.source_id), edge.source_id)
        target = _name(end_type(cls, "target", edge.target_id), edge.target_id)
        out.add_edge(source, target, key=edge.edge_id, type=label(cls), **_known(edge))
    return out


def from_networkx(graph: nx.MultiDiGraph) -> Subgraph:
    """The inverse of `to_networkx`; attributes that are no property are left out, and nodes without a label.

    Raises:
        KeyError: A label or edge type is not of the model.
        TypeError: A property that must be given is missing.
    """
    nodes: list[Node] = [
        from_row(_NODE_TYPES[row["label"]], dict(row)) for _, row in graph.nodes(data=True) if "label" in row
    ]
    edges: list[Edge] = [from_row(edge_class(row["type"], row), dict(row)) for _, _, row in graph.edges(data=True)]
    return Subgraph(tuple(nodes), tuple(edges))


def _name(cls: type, key: str) -> str:
    return f"{label(cls).lower()}:{key}" if cls in (Anchor, Meta) else key


def _known(item: Node | Edge) -> dict[str, Any]:
    values = {p.name: getattr(item, p.name) for p in properties(type(item))}
    return {name: value for name, value in values.items() if value is not None and value != ()}
