"""A Neo4j server, version 5 or later. The only import of the driver, and only when a store is opened."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions as failures
from neo4j.graph import Node as DriverNode
from neo4j.graph import Path as DriverPath
from neo4j.graph import Relationship as DriverRelationship

from graph.errors import (
    MisuseError,
    ReadOnlyError,
    StoreAuthError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
)
from graph.model.derive import label, neo4j_schema
from graph.model.edges import Edge
from graph.model.nodes import NODE_TYPES, Meta, Node
from graph.model.spec import Row
from graph.store.cypher import CypherStore, Run, batches, check_procedure, check_read_only, is_edge, plain
from graph.subgraph import Difference

LOAD_ROWS = 2_000  # rows a transaction of a first load
RETRY_SECONDS = (0.1, 0.3, 1.0, 3.0, 9.0)  # waits before a transaction is tried again
_LOCK_SECONDS = 3.0  # wait for a lock that a living first load never gives up
# A node with this label says that a first load has begun and not ended. The load holds a lock on it all the time, so
# an opener that gets the lock knows the load is dead, and may wipe what it left.
_LOADING = "FirstLoad"
_AUTH_CODES = ("Security.Unauthorized", "Security.AuthenticationRateLimit", "Security.CredentialsExpired")


class _TooBigError(Exception):
    """A transaction is over the server's memory limit."""


class Neo4jStore(CypherStore):
    """A graph on a server.

    Args:
        url: `neo4j://`, `neo4j+s://` or `bolt://` with host and port; a database other than the default after a slash.
        read_only: Refuse every write and leave constraints and indexes as they are.
        username: By default neo4j.
        password: None for a server without authentication.

    Raises:
        StoreAuthError: The user or password is wrong, or must be changed first.
        StoreUnreachableError: No server answers.
        StoreBusyError: Another process is making the first load.
        StoreError: The server is older than version 5.
    """

    backend: ClassVar[str] = "neo4j"

    def __init__(
        self, url: str, *, read_only: bool = False, username: str | None = None, password: str | None = None
    ) -> None:
        super().__init__(url, read_only=read_only)
        parts = urlsplit(url)
        self._database = parts.path.strip("/") or None
        self._explained: set[str] = set()
        try:
            self._driver = neo4j.GraphDatabase.driver(
                f"{parts.scheme}://{parts.netloc}",
                auth=None if password is None else (username or "neo4j", password),
                connection_timeout=10,
                notifications_min_severity="OFF",
                user_agent="zhengmai",
            )
        except (failures.ConfigurationError, ValueError) as error:
            raise MisuseError(f"{url}: {error}") from error
        try:
            with self._errors():
                agent = self._driver.get_server_info().agent
            version = agent.rpartition("/")[2]
            if version.split(".")[0].isdigit() and int(version.split(".")[0]) < 5:
                raise StoreError(f"{url}: the server is {agent}; version 5 or later is needed")
            self._end_killed_load()
            if not read_only:
                self._make_schema()
        except BaseException:
            self._driver.close()
            raise

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn errors of the driver into ours; no text of theirs holds the password."""
        try:
            yield
        except _TooBigError as error:
            raise StoreError(
                f"{self.url}: the change is too big for one transaction. Change less at a time, or raise "
                "dbms.memory.transaction.total.max on the server"
            ) from error
        except failures.Neo4jError as error:
            raise self._translated(error) from error
        except (failures.DriverError, OSError, ValueError) as error:
            if isinstance(error, UnicodeError):
                raise StoreError(f"{self.url}: a text holds half a character (a lone surrogate); repair it") from error
            raise StoreUnreachableError(
                f"{self.url}: no Neo4j server answers. Is it running, and is the port its Bolt port? ({error})"
            ) from error

    def _translated(self, error: failures.Neo4jError) -> Exception:
        code, message = error.code or "", error.message or str(error)
        if code.endswith("Security.CredentialsExpired"):
            return StoreAuthError(f"{self.url}: the server wants the first password changed before anything else")
        if code.endswith("Security.AuthenticationRateLimit"):
            return StoreAuthError(
                f"{self.url}: too many wrong passwords; wait a few seconds, then check NEO4J_PASSWORD"
            )
        if isinstance(error, failures.AuthError) or code.endswith(_AUTH_CODES):
            return StoreAuthError(f"{self.url}: the user or password is wrong. Set NEO4J_USERNAME and NEO4J_PASSWORD")
        if code.endswith("Statement.AccessMode"):
            return ReadOnlyError("the statement writes; a query reads the graph only")
        if code.endswith("ConstraintValidationFailed"):
            return StoreError(
                f"{self.url}: a new node or edge is in the store already; nothing was changed ({message})"
            )
        return StoreError(f"{self.url}: {message}")

    def _session(self, *, write: bool) -> neo4j.Session:
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        return self._driver.session(database=self._database, default_access_mode=mode)

    # Schema and killed loads

    def _make_schema(self) -> None:
        """Make the constraints and indexes that are not there yet, and wait until they answer."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            for statement in missing:
                tx.run(statement).consume()

        with self._errors(), self._session(write=True) as session:
            there = {record["name"] for record in session.run("SHOW INDEXES YIELD name")}  # also those of constraints
            missing = [s for s in neo4j_schema() if not there & set(s.partition(" IF NOT EXISTS")[0].split())]
            if missing:
                session.execute_write(work)
                session.run("CALL db.awaitIndexes(300)").consume()

    def _end_killed_load(self) -> None:
        """Wipe what a killed first load left; refuse to open beside a living one, and to read what is half there."""
        with self._errors(), self._session(write=not self.read_only) as session:
            if session.run(f"MATCH (m:{_LOADING}) RETURN count(m) AS n").single(strict=True)["n"] == 0:
                return
            if self.read_only:
                raise StoreBusyError(
                    f"{self.url}: a first load is going on, or was killed. Wait, or load again: zhengmai load PATH"
                )
            try:
                with session.begin_transaction(timeout=_LOCK_SECONDS) as tx:
                    tx.run(f"MATCH (m:{_LOADING}) SET m.held = true").consume()
                    tx.rollback()
            except failures.Neo4jError as error:
                raise StoreBusyError(
                    f"{self.url}: another process is making the first load. Wait until it ends"
                ) from error
            self._wipe(session)

    def _wipe(self, session: neo4j.Session) -> None:
        for name in (*(label(cls) for cls in NODE_TYPES), _LOADING):
            text = f"MATCH (n:{name}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 5000 ROWS"
            session.run(text).consume()

    # Reading

    def _select(self, text: str, params: Mapping[str, Any]) -> Iterator[Row]:
        with self._errors(), self._session(write=False) as session:
            if params:  # a few rows: read at once, with the driver's retries
                yield from session.execute_read(lambda tx: [dict(r) for r in tx.run(text, dict(params))])
            else:
                for record in session.run(text):
                    yield dict(record)

    def read(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a read-only statement; nodes, relationships and paths come as maps and lists."""
        check_read_only(text)
        try:
            with self._errors(), self._session(write=False) as session:
                if text not in self._explained:
                    _check_plan(session.run("EXPLAIN " + text, dict(params)).consume())
                    self._explained.add(text)
                rows = session.execute_read(lambda tx: [list(dict(r).items()) for r in tx.run(text, dict(params))])
        except StoreError as error:
            if type(error) is StoreError:  # the server is well: the statement is at fault
                raise MisuseError(f"the query failed: {str(error).removeprefix(f'{self.url}: ')}") from error
            raise
        return [{name: _from_driver(value) for name, value in row} for row in rows]

    # Writing

    def _transaction(self, work: Callable[[Run], None]) -> None:
        with self._errors():
            self._write_again(work)

    def _write_again(self, work: Callable[[Run], None]) -> None:
        """Run `work` in one transaction, again after deadlocks and lost connections that are safe to repeat.

        The driver's own execute_write would repeat, for half a minute, what is too big for the server's memory.

        Raises:
            _TooBigError: The server has not enough memory for it, in a statement or at commit.
        """
        for wait in (*RETRY_SECONDS, None):
            try:
                with self._session(write=True) as session, session.begin_transaction() as tx:
                    work(_runner(tx))
                    tx.commit()
                    return
            except (failures.Neo4jError, failures.DriverError) as error:
                if isinstance(error, failures.Neo4jError) and "OutOfMemory" in (error.code or ""):
                    raise _TooBigError from error
                if wait is None or not error.is_retryable():
                    raise
            time.sleep(wait)

    def _change_edges(self, run: Run, edge_type: str, rows: Sequence[Row]) -> int:
        text = (
            f"UNWIND $rows AS row MATCH ()-[r:{edge_type} {{edge_id: row.edge_id}}]->() "
            "SET r = row RETURN count(*) AS n"
        )
        return run(text, rows)

    def first_load(self, stream: Iterable[Node | Edge]) -> None:
        """Fill an empty store in many transactions; what a killed load leaves is wiped on the next open for writing."""
        self._check_first_load()
        with self._errors(), self._session(write=True) as session:
            session.run(f"CREATE (:{_LOADING})").consume()
            try:
                with session.begin_transaction() as guard:
                    guard.run(f"MATCH (m:{_LOADING}) SET m.held = true").consume()
                    meta: list[Node] = []
                    for part in batches(stream, LOAD_ROWS):
                        meta += [item for item in part if isinstance(item, Meta)]
                        self._load([item for item in part if not isinstance(item, Meta)])
                    self._write(_runner(guard), Difference(new_nodes=tuple(meta)))
                    guard.run(f"MATCH (m:{_LOADING}) DELETE m").consume()
                    guard.commit()
            except Exception:
                self._wipe(session)
                raise

    def _load(self, items: Sequence[Node | Edge]) -> None:
        nodes = tuple(item for item in items if not is_edge(item))
        edges = tuple(item for item in items if is_edge(item))
        change = Difference(new_nodes=nodes, new_edges=edges)  # type: ignore[arg-type]
        try:
            self._write_again(lambda run: self._write(run, change))
        except _TooBigError:
            if len(items) < 2:
                raise
            ordered = [*nodes, *edges]
            self._load(ordered[: len(ordered) // 2])
            self._load(ordered[len(ordered) // 2 :])

    def close(self) -> None:
        """Close the connections; closing twice does nothing."""
        self._driver.close()


def _runner(tx: neo4j.Transaction) -> Run:
    def run(text: str, rows: Sequence[Any]) -> int:
        return int(tx.run(text, rows=list(rows)).single(strict=True)["n"])

    return run


def _check_plan(summary: neo4j.ResultSummary) -> None:
    """Refuse by the plan of the server's own parser; it sees through any spelling.

    Raises:
        ReadOnlyError: It writes, reads files, lists or ends what belongs to the server, or calls a procedure that is
            not allowed.
    """
    if summary.query_type != "r":
        raise ReadOnlyError("the statement writes; a query reads the graph only")
    steps = [summary.plan] if summary.plan else []
    while steps:
        step = steps.pop()
        steps += step.get("children", [])
        operator = str(step["operatorType"]).partition("@")[0]
        if operator in ("LoadCSV", "TerminateTransactions") or operator.startswith("Show"):
            raise ReadOnlyError(f"{operator} is refused: a query reads the graph only")
        if operator == "ProcedureCall":
            check_procedure(str(step.get("args", {}).get("Details", "")).partition("(")[0].strip())


def _from_driver(value: Any) -> Any:
    """A value of the driver as scalar, list or map: a path as a list that alternates nodes and relationships."""
    if isinstance(value, DriverPath):
        steps: list[Any] = [_from_driver(value.nodes[0])]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [_from_driver(relationship), _from_driver(node)]
        return steps
    if isinstance(value, DriverNode | DriverRelationship | dict):
        return {name: _from_driver(v) for name, v in dict(value).items()}
    if isinstance(value, list):
        return [_from_driver(v) for v in value]
    return value.iso_format() if hasattr(value, "iso_format") else plain(value)
