"""CypherStore: what the two engines share. Text that differs (schema, bulk load, change of edges) is in their modules.

No value is ever formatted into a statement; only labels, types and property names of the model are.
"""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar

from graph.errors import ReadOnlyError, StoreError
from graph.model.derive import Side, end_type, end_types, label, stored_row
from graph.model.edges import EDGE_TYPES, Edge, FactEdge, Identifies, StructuralEdge
from graph.model.nodes import NODE_TYPES, Anchor, Article, Claim, Judgement, Meta, Node
from graph.model.spec import Row, from_row, key_name
from graph.store.base import E, N
from graph.subgraph import Difference, Subgraph, difference, node_id

T = TypeVar("T")
Run = Callable[[str, Sequence[Any]], int]  # a statement and its $rows; gives the count it returns as n

ROWS = 300  # rows a statement
BATCH_CHARACTERS = 4_000_000  # articles may be long
ALLOWED_PROCEDURES = frozenset(
    {
        "db.labels",
        "db.relationshiptypes",
        "db.schema.visualization",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
    }
)
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_FIRST_WORD = re.compile(r"\s*(?:CYPHER\s+[\w.=]+\s+)*(\w+)", re.IGNORECASE)
_LOAD_CSV = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)
_CALL = re.compile(r"\bCALL\s+(\w+(?:\s*\.\s*\w+)+|\w+(?=\s*\())", re.IGNORECASE)


def check_read_only(text: str) -> None:
    """Refuse what a read-only session of an engine would still run: files, administration, listings of the server.

    It is the first of two guards; each engine checks the parsed statement, or is set up to refuse, as well.

    Raises:
        ReadOnlyError: The text holds LOAD CSV, begins with SHOW, TERMINATE, EXPLAIN or PROFILE, or calls a procedure
            outside ALLOWED_PROCEDURES.
    """
    bare = _QUOTED.sub(" ", text).replace("`", "")
    if _LOAD_CSV.search(bare):
        raise ReadOnlyError("LOAD CSV is refused: a query reads the graph only")
    first = _FIRST_WORD.match(bare)
    if first and first[1].upper() in ("SHOW", "TERMINATE", "EXPLAIN", "PROFILE"):
        raise ReadOnlyError(f"{first[1].upper()} is refused: a query reads the graph only")
    for call in _CALL.finditer(bare):
        check_procedure(re.sub(r"\s", "", call[1]))


def check_procedure(name: str) -> None:
    """Refuse a procedure outside ALLOWED_PROCEDURES.

    Raises:
        ReadOnlyError: It is not in the list.
    """
    if name.lower() not in ALLOWED_PROCEDURES:
        allowed = ", ".join(sorted(ALLOWED_PROCEDURES))
        raise ReadOnlyError(f"procedure {name} is refused; a query may call {allowed}")


def batches(items: Iterable[T], size: int = ROWS) -> Iterator[list[T]]:
    """Cut into lists of at most `size`, and of about BATCH_CHARACTERS where they are articles, or rows of articles."""
    batch: list[T] = []
    characters = 0
    for item in items:
        batch.append(item)
        raw = item.get("raw") if isinstance(item, dict) else getattr(item, "raw", None)
        characters += 2 * len(raw) if raw else 0  # raw and text
        if len(batch) >= size or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def plain(value: Any) -> Any:
    """A value of a row as scalar, list or map: dates as ISO strings, decimals as floats, tuples as lists."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


class CypherStore(ABC):
    """A store in an engine that speaks Cypher; see Store for the meaning of its methods.

    Args:
        url: Where it is, without user or password.
        read_only: Refuse apply() and first_load().
    """

    backend: ClassVar[str]

    def __init__(self, url: str, *, read_only: bool) -> None:
        self.url = url
        self.read_only = read_only

    # What an engine gives

    @abstractmethod
    def read(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a read-only statement; see CypherReader."""

    @abstractmethod
    def first_load(self, stream: Iterable[Node | Edge]) -> None:
        """Fill an empty store; see Store."""

    @abstractmethod
    def close(self) -> None:
        """Release the store."""

    @abstractmethod
    def _select(self, text: str, params: Mapping[str, Any]) -> Iterator[Row]:
        """Rows of a statement of this module, unguarded."""

    @abstractmethod
    def _transaction(self, work: Callable[[Run], None]) -> None:
        """Run `work` in one transaction: committed if it returns, undone if it raises."""

    @abstractmethod
    def _change_edges(self, run: Run, edge_type: str, rows: Sequence[Row]) -> int:
        """Give edges found by edge_id these properties and no others; how many were found."""

    # Reading

    def meta(self) -> Meta | None:
        """What made the graph; None if the store is empty."""
        return next(self.nodes(Meta), None)

    def articles(self, ids: Collection[str] | None = None) -> Iterator[Article]:
        """Articles by id; all of them for None."""
        return self.nodes(Article, ids)

    def fingerprints(self, articles: Collection[str]) -> dict[str, str]:
        """Article id to the fingerprint of its main text; reads nothing else of the article."""
        return dict(self._article_columns("article_id", articles))

    def reposts(self, fingerprints: Collection[str]) -> dict[str, list[str]]:
        """Fingerprint to the ids of the articles that have it, sorted."""
        out: dict[str, list[str]] = {}
        for article, fingerprint in sorted(self._article_columns("fingerprint", fingerprints)):
            out.setdefault(fingerprint, []).append(article)
        return out

    def _article_columns(self, column: str, values: Collection[str]) -> Iterator[tuple[str, str]]:
        text = f"MATCH (n:Article) WHERE n.{column} IN $ids RETURN n.article_id AS article, n.fingerprint AS print"
        for ids in batches(dict.fromkeys(values)):
            for row in self._select(text, {"ids": ids}):
                yield row["article"], row["print"]

    def judgements(self) -> list[Judgement]:
        """All judgements."""
        return list(self.nodes(Judgement))

    def block(self, keys: Collection[str]) -> list[Anchor]:
        """All anchors of these blocks."""
        return list(self._nodes_where(Anchor, "block", keys))

    def claims(self, anchors: Collection[str]) -> Iterator[Claim]:
        """Claims whose subject or object is among these ids, each once."""
        seen = {}
        for column in ("subject", "object"):
            for claim in self._nodes_where(Claim, column, anchors):
                seen[claim.claim_id] = claim
        return iter(seen.values())

    def entities(self, anchors: Collection[str]) -> dict[str, str]:
        """Anchor id to the id of the entity it identifies."""
        text = (
            "UNWIND $ids AS id MATCH (a:Anchor {anchor_id: id})-[:IDENTIFIES]->(b) "
            f"RETURN id AS anchor, {_end_id(Identifies, 'target')} AS entity"
        )
        rows = (row for ids in batches(dict.fromkeys(anchors)) for row in self._select(text, {"ids": ids}))
        return {row["anchor"]: row["entity"] for row in rows}

    def nodes(self, cls: type[N], ids: Collection[str] | None = None) -> Iterator[N]:
        """Nodes of one type by id; all of them for None."""
        if ids is not None:
            yield from self._nodes_where(cls, key_name(cls), ids)
            return
        for row in self._select(f"MATCH (n:{label(cls)}) RETURN n {{.*}} AS n", {}):
            yield from_row(cls, row["n"])

    def _nodes_where(self, cls: type[N], column: str, values: Collection[Any]) -> Iterator[N]:
        text = f"MATCH (n:{label(cls)}) WHERE n.{column} IN $ids RETURN n {{.*}} AS n"
        for ids in batches(dict.fromkeys(values)):
            for row in self._select(text, {"ids": ids}):
                yield from_row(cls, row["n"])

    def edges(self, cls: type[E], ids: Collection[str] | None = None) -> Iterator[E]:
        """Edges of one type by id; all of them for None."""
        pattern = f"MATCH (a)-[r:{label(cls)}]->(b) WHERE "
        if ids is None:
            yield from self._edges_of(cls, f"{pattern}{_own_ends(cls)} {_returned(cls)}", {})
            return
        for some in batches(dict.fromkeys(ids)):
            text = f"{pattern}r.edge_id IN $ids AND {_own_ends(cls)} {_returned(cls)}"
            yield from self._edges_of(cls, text, {"ids": some})

    def edges_at(self, cls: type[E], nodes: Collection[str]) -> Iterator[E]:
        """Edges of one type with either end among these node ids."""
        seen = set()
        sides: tuple[tuple[Side, str, str], ...] = (
            ("source", "a", f"-[r:{label(cls)}]->(b)"),
            ("target", "b", f"<-[r:{label(cls)}]-(a)"),
        )
        for side, name, rest in sides:
            for end in end_types(cls, side):
                text = (
                    f"UNWIND $ids AS id MATCH ({name}:{label(end)} {{{key_name(end)}: id}}){rest} "
                    f"WHERE {_own_ends(cls)} {_returned(cls)}"
                )
                for ids in batches(dict.fromkeys(nodes)):
                    for edge in self._edges_of(cls, text, {"ids": ids}):
                        if edge.edge_id not in seen:
                            seen.add(edge.edge_id)
                            yield edge

    def _edges_of(self, cls: type[E], text: str, params: Mapping[str, Any]) -> Iterator[E]:
        for row in self._select(text, params):
            yield from_row(cls, row["r"] | {"source_id": row["source_id"], "target_id": row["target_id"]})

    def snapshot(self) -> Subgraph:
        """The whole graph."""
        return Subgraph(
            tuple(node for cls in NODE_TYPES for node in self._all_nodes(cls)),
            tuple(edge for cls in EDGE_TYPES for edge in self._all_edges(cls)),
        )

    def _all_nodes(self, cls: type) -> Iterator[Node]:
        return self.nodes(cls)

    def _all_edges(self, cls: type) -> Iterator[Edge]:
        return self.edges(cls)

    def _is_empty(self) -> bool:
        texts = (f"MATCH (n:{label(cls)}) RETURN 1 AS one LIMIT 1" for cls in NODE_TYPES)
        return not any(list(self._select(text, {})) for text in texts)

    # Writing

    def replace(self, stream: Iterable[Node | Edge]) -> None:
        """Put a whole graph in the place of what is there, in one transaction."""
        self._check_writable()
        nodes: list[Node] = []
        edges: list[Edge] = []
        for item in stream:
            (edges if is_edge(item) else nodes).append(item)  # type: ignore[arg-type]
        self.apply(difference(self.snapshot(), Subgraph(tuple(nodes), tuple(edges))))

    def apply(self, change: Difference) -> None:
        """Make the change in one transaction: all of it or nothing."""
        self._check_writable()
        if change:
            self._transaction(lambda run: self._write(run, change))

    def _check_writable(self) -> None:
        if self.read_only:
            raise ReadOnlyError(f"{self.url} was opened for reading; open it for writing to change it")

    def _check_first_load(self) -> None:
        self._check_writable()
        if not self._is_empty():
            raise StoreError(f"{self.url}: a first load needs an empty store; load into a new one")

    def _write(self, run: Run, change: Difference) -> None:
        for name, edges in _grouped(change.gone_edges).items():
            text = f"MATCH ()-[r:{name}]->() WHERE r.edge_id IN $rows DELETE r RETURN count(*) AS n"
            _each(run, text, [e.edge_id for e in edges], f"{name}: an edge to remove")
        for name, nodes in _grouped(change.gone_nodes, article_first=True).items():
            key = key_name(type(nodes[0]))
            text = f"UNWIND $rows AS id MATCH (n:{name} {{{key}: id}}) DELETE n RETURN count(*) AS n"
            _each(run, text, [getattr(n, key) for n in nodes], f"{name}: a node to remove")
        for name, nodes in _grouped(change.new_nodes).items():
            text = f"UNWIND $rows AS row CREATE (n:{name}) SET n = row RETURN count(*) AS n"
            _each(run, text, [stored_row(n) for n in nodes], f"{name}: a new node")
        for name, nodes in _grouped(change.changed_nodes).items():
            key = key_name(type(nodes[0]))
            text = f"UNWIND $rows AS row MATCH (n:{name} {{{key}: row.{key}}}) SET n = row RETURN count(*) AS n"
            _each(run, text, [stored_row(n) for n in nodes], f"{name}: a node to change")
        for edges in by_ends(change.new_edges).values():
            _each(run, create_edges(edges[0]), [edge_row(e) for e in edges], f"{label(type(edges[0]))}: an end")
        for name, edges in _grouped(change.changed_edges).items():
            for rows in batches(stored_row(e) for e in edges):
                _expect(self._change_edges(run, name, rows), rows, f"{name}: an edge to change")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_edge(item: Node | Edge) -> bool:
    """Whether it is an edge."""
    return isinstance(item, FactEdge | StructuralEdge)


def edge_ends(edge: Edge) -> tuple[type, type]:
    """The node types of the ends of an edge.

    Raises:
        StoreError: An id does not tell its type.
    """
    cls = type(edge)
    return end_type(cls, "source", edge.source_id), end_type(cls, "target", edge.target_id)


def by_ends(edges: Iterable[Edge]) -> dict[tuple[str, type, type], list[Edge]]:
    """Edges by type and node types of their ends."""
    out: dict[tuple[str, type, type], list[Edge]] = {}
    for edge in edges:
        out.setdefault((label(type(edge)), *edge_ends(edge)), []).append(edge)
    return out


def edge_row(edge: Edge) -> Row:
    """A new edge as a row of `create_edges`: ids of its ends and properties."""
    return {"source": edge.source_id, "target": edge.target_id, "properties": stored_row(edge)}


def create_edges(edge: Edge) -> str:
    """The statement that creates edges like this one from rows of `edge_row`."""
    source, target = edge_ends(edge)
    return (
        f"UNWIND $rows AS row MATCH (a:{label(source)} {{{key_name(source)}: row.source}}) "
        f"MATCH (b:{label(target)} {{{key_name(target)}: row.target}}) "
        f"CREATE (a)-[r:{label(type(edge))}]->(b) SET r = row.properties RETURN count(*) AS n"
    )


def _each(run: Run, text: str, rows: Sequence[Any], what: str) -> None:
    for some in batches(rows):
        _expect(run(text, some), some, what)


def _expect(count: int, rows: Sequence[Any], what: str) -> None:
    if count != len(rows):
        raise StoreError(f"{what} is not in the store ({count} of {len(rows)} found); nothing was changed")


def _grouped(items: Iterable[T], *, article_first: bool = False) -> dict[str, list[T]]:
    """By label or edge type; Article, the commit record, comes last or first."""
    out: dict[str, list[T]] = {}
    for item in items:
        out.setdefault(label(type(item)), []).append(item)
    first = out.pop("Article", None)
    if first is None:
        return out
    return {"Article": first, **out} if article_first else {**out, "Article": first}


def _end_id(cls: type, side: Side) -> str:
    """Expression of the id of one end; ids of the allowed types have different names, and no type has another's."""
    variable = "a" if side == "source" else "b"
    keys = [f"{variable}.{key_name(end)}" for end in end_types(cls, side)]
    return keys[0] if len(keys) == 1 else f"coalesce({', '.join(keys)})"


def _own_ends(cls: type) -> str:
    """Condition that an edge of the type belongs to this class: two classes share PART_OF."""
    return f"{_end_id(cls, 'source')} IS NOT NULL"


def _returned(cls: type) -> str:
    source, target = _end_id(cls, "source"), _end_id(cls, "target")
    return f"RETURN r {{.*}} AS r, {source} AS source_id, {target} AS target_id"


def node_key(node: Node) -> tuple[str, str]:
    """Label and id of a node."""
    return label(type(node)), node_id(node)
