"""networkx keeps everything; py2neo writes a real server that a store then reads."""

from __future__ import annotations

import networkx as nx
import pytest
from conftest import Place
from support import sample as s

from graph.adapters.networkx import from_networkx, to_networkx
from graph.errors import MisuseError, StoreAuthError, StoreUnreachableError
from graph.model import edges as e
from graph.settings import Settings
from graph.subgraph import Subgraph


def test_networkx_round_trip() -> None:
    graph = s.sample()
    there = to_networkx(graph)
    assert isinstance(there, nx.MultiDiGraph)
    assert from_networkx(there) == graph
    assert from_networkx(to_networkx(Subgraph())) == Subgraph()


def test_networkx_attributes() -> None:
    graph = s.sample()
    there = to_networkx(graph)
    assert there.number_of_nodes() == len(graph.nodes)
    assert there.number_of_edges() == len(graph.edges)
    assert there.nodes[s.PERSON]["name"] == "张三丰"
    assert there.nodes[s.PERSON]["aliases"] == ("三丰", "张三峰")
    assert there.nodes[f"anchor:{s.PERSON}"]["label"] == "Anchor"
    assert sorted(row["type"] for row in there[s.PERSON][s.MEETING].values()) == ["ATTENDS", "ATTENDS", "PRESIDES_OVER"]
    assert set(there[s.PERSON][s.MEETING]) == {
        x.edge_id for x in graph.edges if (x.source_id, x.target_id) == (s.PERSON, s.MEETING)
    }


def test_networkx_edge_without_its_ends_survives() -> None:
    graph = Subgraph((), s.sample().edges)
    assert from_networkx(to_networkx(graph)) == graph


@pytest.mark.server
@pytest.mark.parametrize("place", [pytest.param("neo4j", id="neo4j")], indirect=True)
def test_py2neo_writes_what_a_store_reads(place: Place) -> None:
    py2neo_adapter = pytest.importorskip("graph.adapters.py2neo")
    whole = s.sample()
    assert len(py2neo_adapter.to_py2neo(whole).relationships) == len(whole.edges)
    parallel = {x.edge_id for x in whole.edges if isinstance(x, e.Attends) and x.manner == "speaks"}
    graph = Subgraph(whole.nodes, tuple(x for x in whole.edges if x.edge_id not in parallel))
    database = py2neo_adapter.graph_from_settings(Settings(place.url, "neo4j", place.password))
    database.create(py2neo_adapter.to_py2neo(graph))
    with place.open(read_only=True) as store:
        assert "\n".join(store.snapshot().lines()) == "\n".join(graph.lines())
    found = database.run("MATCH (p:Person {person_id: $id}) RETURN p.name", id=s.PERSON).evaluate()
    assert found == "张三丰"


@pytest.mark.server
@pytest.mark.parametrize("place", [pytest.param("neo4j", id="neo4j")], indirect=True)
def test_py2neo_errors_name_no_password(place: Place) -> None:
    graph_from_settings = pytest.importorskip("graph.adapters.py2neo").graph_from_settings
    with pytest.raises(StoreAuthError) as refused:
        graph_from_settings(Settings(place.url, "neo4j", "wrong-secret"))
    assert "wrong-secret" not in str(refused.value)
    with pytest.raises(StoreUnreachableError):
        graph_from_settings(Settings("bolt://127.0.0.1:1", "neo4j", "x"))
    with pytest.raises(MisuseError):
        graph_from_settings(Settings("./zhengmai.graph", "neo4j", "x"))
