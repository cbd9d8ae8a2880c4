"""Stores for tests: every store, empty. One real Neo4j server serves the whole run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings
from neo4j import GraphDatabase
from support import neo4j_test_server
from support.neo4j_test_server import Server, ServerError

from graph.store.base import Store
from graph.store.cypher import CypherStore
from graph.store.registry import open_store

# Trials of a property: ZHENGMAI_TRIALS=prove (make prove) makes ten times as many. Tests that want more or fewer than
# the profile take a multiple of it.
settings.register_profile("test", max_examples=100, deadline=None)
settings.register_profile("prove", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("ZHENGMAI_TRIALS", "test"))

CYPHER_STORES = [pytest.param("arcade", id="arcade"), pytest.param("neo4j", id="neo4j", marks=pytest.mark.server)]
ALL_STORES = [pytest.param("memory", id="memory"), *CYPHER_STORES]
_ABSENT = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A running server; skips where there can be none, and fails instead when CI=true."""
    home = tmp_path_factory.mktemp("neo4j")
    problem = neo4j_test_server.missing_tool()
    server = None
    if problem is None:
        try:
            server = neo4j_test_server.start(home)
        except ServerError as error:
            problem = str(error)
    if server is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no Neo4j server: {problem}")
        request.config.stash[_ABSENT] = str(problem)
        pytest.skip(f"no Neo4j server: {problem}")
    yield server
    neo4j_test_server.stop(home)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line that tests on Neo4j were skipped, and how to get them."""
    problem = config.stash.get(_ABSENT, None)
    if problem is not None:
        terminalreporter.write_line(
            f"Tests on Neo4j were skipped: {problem}. Install Java 17 and Maven, then run "
            "python tests/support/neo4j_test_server.py fetch",
            yellow=True,
        )


@dataclass(frozen=True)
class Place:
    """Where a store is or will be; opened as often as a test likes."""

    url: str
    password: str | None = field(default=None, repr=False)

    def open(self, *, read_only: bool = False) -> Store:
        return open_store(self.url, read_only=read_only, password=self.password)


def _wipe(server: Server) -> None:
    """Delete all nodes in batches; constraints and indexes stay."""
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def _place(request: pytest.FixtureRequest, folder: Path) -> Place:
    if request.param == "memory":
        return Place("memory:")
    if request.param == "arcade":
        return Place(str(folder / "test.graph"))
    server: Server = request.getfixturevalue("neo4j_server")
    _wipe(server)
    return Place(server.uri, server.password)


@pytest.fixture(params=CYPHER_STORES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """The place of each store that outlives a process, empty and not opened."""
    return _place(request, tmp_path)


@pytest.fixture(params=ALL_STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store, empty and open."""
    with _place(request, tmp_path).open() as opened:
        yield opened


@pytest.fixture(params=CYPHER_STORES)
def cypher_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CypherStore]:
    """Each store that speaks Cypher, empty and open."""
    with _place(request, tmp_path).open() as opened:
        assert isinstance(opened, CypherStore)
        yield opened
