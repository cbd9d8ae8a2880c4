"""What is particular to a Neo4j server: logins, limits, versions of a first load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Place
from neo4j import GraphDatabase
from support import neo4j_test_server
from support import sample as s

from graph.errors import StoreAuthError, StoreBusyError, StoreError, StoreUnreachableError
from graph.model import nodes as n
from graph.model.derive import neo4j_schema
from graph.store.registry import open_store
from graph.subgraph import Difference, Subgraph, difference

pytestmark = pytest.mark.server
on_neo4j = pytest.mark.parametrize("place", [pytest.param("neo4j", id="neo4j")], indirect=True)


@on_neo4j
def test_wrong_password_is_named_but_never_shown(place: Place) -> None:
    with pytest.raises(StoreAuthError, match="NEO4J_PASSWORD") as refused:
        open_store(place.url, password="wrong-secret")
    error: BaseException | None = refused.value
    while error is not None:
        assert "wrong-secret" not in f"{error!r} {error}"
        error = error.__cause__ or error.__context__
    with pytest.raises(StoreAuthError):
        open_store(place.url)
    assert str(place.password) not in repr(place)


def test_no_server() -> None:
    with pytest.raises(StoreUnreachableError, match="no Neo4j server answers"):
        open_store("bolt://127.0.0.1:1", password="x")


@on_neo4j
def test_schema_is_there_before_the_first_write_and_made_once(place: Place) -> None:
    with place.open(), GraphDatabase.driver(place.url, auth=("neo4j", place.password or "")) as driver:
        names = {r["name"] for r in driver.execute_query("SHOW INDEXES YIELD name").records}
        states = {r["state"] for r in driver.execute_query("SHOW INDEXES YIELD state").records}
    wanted = {text.partition(" IF NOT EXISTS")[0].split()[-1] for text in neo4j_schema()}
    assert wanted <= names
    assert states == {"ONLINE"}


@on_neo4j
def test_reader_beside_a_first_load_is_told(place: Place) -> None:
    graph = s.sample()

    def stream() -> Iterator[object]:
        yield from graph.nodes
        with pytest.raises(StoreBusyError, match="first load"):
            place.open(read_only=True)

    with place.open() as store:
        store.first_load(stream())  # type: ignore[arg-type]
    with place.open(read_only=True) as store:
        assert store.snapshot() == Subgraph(graph.nodes)


@on_neo4j
def test_nodes_of_others_are_left_alone(place: Place) -> None:
    with GraphDatabase.driver(place.url, auth=("neo4j", place.password or "")) as driver:
        driver.execute_query("CREATE (:Film {title: 'x'})-[:LIKES]->(:Film {title: 'y'})")
        with place.open() as store:
            graph = s.sample()
            store.first_load([*graph.nodes, *graph.edges])
            store.apply(difference(graph, Subgraph()))
            assert store.snapshot() == Subgraph()
        left = driver.execute_query("MATCH (n:Film) RETURN count(n) AS n").records[0]["n"]
        driver.execute_query("MATCH (n:Film) DETACH DELETE n")
    assert left == 2


@pytest.fixture(scope="module")
def small_server(neo4j_server: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A second server whose transactions may take 12 MB."""
    home = tmp_path_factory.mktemp("small")
    server = neo4j_test_server.start(home, settings={"dbms.memory.transaction.total.max": "12m"})
    yield Place(server.uri, server.password)
    neo4j_test_server.stop(home)


def test_batches_too_big_for_the_server_are_halved(small_server: Place) -> None:
    long = "会议" * 2_000
    regions = [n.Region(region_id=f"{i:06d}", name=f"{long}{i}", level="county") for i in range(1_600)]
    with small_server.open() as store:
        with pytest.raises(StoreError, match=r"too big for one transaction.*dbms\.memory\.transaction\.total\.max"):
            store.apply(Difference(new_nodes=tuple(regions)))
        assert store.snapshot() == Subgraph()
        store.first_load(regions)
        assert store.snapshot() == Subgraph(tuple(regions))
