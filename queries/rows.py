"""What the programs of queries share: chunks of ids, order by printed dates, names by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graph.model.dates import PartialDate
from graph.store.base import CypherReader

Row = dict[str, Any]
Bound = dict[str, Any]


def chunks(ids: Iterable[str], size: int = 1000) -> Iterator[list[str]]:
    """Ids in lists of at most `size`."""
    every = list(ids)
    return (every[i : i + size] for i in range(0, len(every), size))


def by_date(date: str | None) -> tuple[bool, str]:
    """Order by the first day of a printed date; unknown comes last."""
    return (date is None, PartialDate(date).first if date else "")


def read_all(reader: CypherReader, text: str, ids: Iterable[str]) -> list[Row]:
    """Rows of a statement with $ids, chunk by chunk."""
    return [row for some in chunks(sorted(set(ids))) for row in reader.read(text, {"ids": some})]


def names_of(
    reader: CypherReader, label: str, key: str, ids: Iterable[str | None], name: str = "name"
) -> dict[str | None, str]:
    """Id to name, of those that are there."""
    text = f"MATCH (n:{label}) WHERE n.{key} IN $ids RETURN n.{key} AS id, n.{name} AS name"
    return {row["id"]: row["name"] for row in read_all(reader, text, {i for i in ids if i})}
