"""For notebooks that still use py2neo (end of life); nothing else here depends on it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import py2neo
from py2neo.errors import ClientError, ConnectionUnavailable, ServiceUnavailable

from graph.errors import MisuseError, StoreAuthError, StoreUnreachableError
from graph.model.derive import end_type, label, stored_row
from graph.model.spec import key_name
from graph.settings import Settings
from graph.subgraph import Subgraph, node_id


def to_py2neo(graph: Subgraph) -> Any:
    """Nodes and relationships as py2neo values, parallel edges included.

    Beware of `Graph.create` and `Graph.merge`: both write relationships by type and ends alone, so two parallel edges
    of one type (a person who attends and speaks) become one. To write without loss, apply a difference to a store.

    Args:
        graph: An end that is not in it becomes a node with its id alone.

    Returns:
        A py2neo.Subgraph; properties are named as in a store, dates are text with `_first` and `_last` beside.
    """
    nodes = {(type(node), node_id(node)): _node(type(node), stored_row(node)) for node in graph.nodes}
    relationships = []
    for edge in graph.edges:
        cls = type(edge)
        ends = [(end_type(cls, "source", edge.source_id), edge.source_id)]
        ends.append((end_type(cls, "target", edge.target_id), edge.target_id))
        for end in ends:
            if end not in nodes:
                nodes[end] = _node(end[0], {key_name(end[0]): end[1]})
        source, target = (nodes[end] for end in ends)
        relationships.append(py2neo.Relationship(source, label(cls), target, **stored_row(edge)))
    return py2neo.Subgraph(list(nodes.values()), relationships)


def _node(cls: type, row: dict[str, Any]) -> Any:
    node = py2neo.Node(label(cls), **row)
    node.__primarylabel__, node.__primarykey__ = label(cls), key_name(cls)
    return node


def graph_from_settings(settings: Settings) -> Any:
    """A py2neo.Graph on the server the settings name.

    Raises:
        MisuseError: The store is no Neo4j server.
        StoreAuthError: The user or password is wrong.
        StoreUnreachableError: No server answers.
    """
    url = urlsplit(settings.store)
    if url.scheme not in ("bolt", "neo4j", "neo4j+s") or "@" in url.netloc:
        raise MisuseError(
            "py2neo needs a Neo4j server: set ZHENGMAI_STORE to neo4j://host:7687, without user and password"
        )
    address = f"{url.scheme}://{url.netloc}"
    auth = None if settings.password is None else (settings.username, settings.password)
    try:
        graph = py2neo.Graph(address, auth=auth, name=url.path.strip("/") or None)
        graph.run("RETURN 1").evaluate()
    except (ClientError, ConnectionUnavailable, ServiceUnavailable, OSError) as error:
        if _refused(error):
            raise StoreAuthError(
                f"{address}: the user or password is wrong. Set NEO4J_USERNAME and NEO4J_PASSWORD"
            ) from None
        raise StoreUnreachableError(f"{address}: no Neo4j server answers. Is it running?") from error
    return graph


def _refused(error: BaseException | None) -> bool:
    """Whether a refused login is behind an error; py2neo hides it behind the connection it then closes."""
    while error is not None:
        if isinstance(error, ClientError) and "Security" in str(error):
            return True
        error = error.__context__
    return False
