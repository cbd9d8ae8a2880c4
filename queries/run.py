"""Run a named query: check and bind parameters, return typed rows; no formatting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graph.errors import MisuseError
from graph.model.dates import PartialDate
from graph.store.base import CypherReader, Store
from queries.catalog import Parameter, Query, queries
from queries.programs import PROGRAMS
from queries.resolve import RESOLVED, resolve, with_organs
from queries.rows import Bound

Row = dict[str, Any]
NO_LIMIT = 1_000_000_000  # an engine adds to it: not the largest integer
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query.

    Args:
        query: Which query it was.
        columns: Names, in order.
        rows: One dict each, with all columns; dates are PartialDate, lists are lists, unknown is None.
    """

    query: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def frame(self) -> Any:
        """The rows as a pandas data frame (extra `frames`)."""
        import pandas as pd

        return pd.DataFrame([dict(row) for row in self.rows], columns=list(self.columns))


def run(store: Store | CypherReader, name: str, /, **given: object) -> Result:
    """Run a named query.

    Args:
        store: A store that speaks Cypher.
        name: Of the query; `queries()` has them all.
        given: Its parameters, values or text as a user writes them; None is not given.

    Raises:
        MisuseError: No such query or parameter, a value of the wrong kind, an unknown or ambiguous name.
    """
    known = queries()
    if name not in known:
        raise MisuseError(f"no query {name!r}; known are {', '.join(known)}")
    reader = reader_of(store)
    query = known[name]
    bound = bind(reader, query, given)
    program = PROGRAMS.get(name)
    if program is None:
        rows = reader.read(query.statement(reader.backend).text(bound), bound)
    else:
        rows = program(reader, query, bound)
    columns = tuple(column for column, _ in query.columns)
    return Result(name, columns, tuple(_typed(reader, query, rows)))


def reader_of(store: Store | CypherReader) -> CypherReader:
    """The store as something that reads Cypher.

    Raises:
        MisuseError: It does not.
    """
    if not hasattr(store, "read"):
        raise MisuseError(
            f"{getattr(store, 'url', store)}: this store answers no queries; use a path or a Neo4j server"
        )
    return cast(CypherReader, store)


def bind(reader: CypherReader, query: Query, given: Mapping[str, object]) -> Bound:
    """Values for every declared parameter: names to ids, dates to days, text to numbers."""
    declared = {p.name: p for p in query.parameters}
    for name in given:
        if name not in declared:
            raise MisuseError(f"{query.name} has no parameter {name!r}; it takes {', '.join(declared) or 'none'}")
    bound: Bound = {}
    for parameter in query.parameters:
        value = given.get(parameter.name)
        if value is None:
            if parameter.required:
                raise MisuseError(f"{query.name} needs {parameter.name}=…: {parameter.doc}")
            value = parameter.default
        if value is None:
            bound[parameter.name] = NO_LIMIT if parameter.name == "limit" else None
        else:
            bound[parameter.name] = _value(reader, parameter, value)
    return bound


def _value(reader: CypherReader, parameter: Parameter, value: object) -> Any:
    name = parameter.name
    try:
        match parameter.kind:
            case "integer":
                number = int(str(value))
                if number < 0:
                    raise ValueError("expected 0 or more")
                return number
            case "float":
                return float(str(value))
            case "partial_date":
                date = PartialDate(str(value))
                return date.last if name == "until" else date.first
    except ValueError as error:
        raise MisuseError(f"{name}={value}: {error}") from error
    if name not in RESOLVED:
        return str(value)
    found = resolve(reader, name, str(value))
    return with_organs(reader, found) if parameter.organs else found


def _typed(reader: CypherReader, query: Query, rows: Sequence[Row]) -> Iterator[Row]:
    """Rows with expanded columns and typed values."""
    cited = {c.name: {r[c.name] for r in rows if r[c.name]} for c in query.returns if c.kind in ("article", "person")}
    articles: dict[str, Row] = {}
    people: dict[str, str] = {}
    for column in query.returns:
        if column.kind == "article":
            articles |= articles_of(reader, cited[column.name])
        elif column.kind == "person":
            people |= names_of(reader, cited[column.name])
    for row in rows:
        out: Row = {}
        for column in query.returns:
            name, value = column.name, row.get(column.name)
            match column.kind:
                case "bodies":
                    pairs = sorted({(b["name"], b["id"]) for b in value or ()})
                    out[name] = "、".join(n for n, _ in pairs) or None
                    out[f"{name}_id"] = [i for _, i in pairs]
                case "person":
                    out[name], out[f"{name}_id"] = people.get(value or ""), value
                case "article":
                    article = articles.get(value or "", {})
                    out[name] = article.get("title") or article.get("slug")
                    out[f"{name}_id"], out[f"{name}_slug"] = article.get("id"), article.get("slug")
                    out[f"{name}_url"] = article.get("url")
                case "partial_date":
                    out[name] = PartialDate(value) if value is not None else None
                case "list<string>":
                    out[name] = list(value or ())
                case _:
                    out[name] = value
        yield out


def articles_of(reader: CypherReader, claims: Iterable[str]) -> dict[str, Row]:
    """Claim id to id, slug, title and url of the article that makes it."""
    text = "UNWIND $ids AS id MATCH (c:Claim {claim_id: id}) RETURN c.claim_id AS claim, c.article_id AS article"
    of = {row["claim"]: row["article"] for row in _read(reader, text, claims)}
    text = (
        "UNWIND $ids AS id MATCH (a:Article {article_id: id}) "
        "RETURN id AS id, a.slug AS slug, a.title AS title, a.url AS url"
    )
    found = {row["id"]: row for row in _read(reader, text, of.values())}
    return {claim: found[article] for claim, article in of.items() if article in found}


def names_of(reader: CypherReader, people: Iterable[str]) -> dict[str, str]:
    """Person id to name."""
    text = "UNWIND $ids AS id MATCH (p:Person {person_id: id}) RETURN id AS id, p.name AS name"
    return {row["id"]: row["name"] for row in _read(reader, text, people)}


def _read(reader: CypherReader, text: str, ids: Iterable[str]) -> Iterator[Row]:
    every = sorted(set(ids))
    for first in range(0, len(every), _CHUNK):
        yield from reader.read(text, {"ids": every[first : first + _CHUNK]})
