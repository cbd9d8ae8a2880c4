"""The Store protocol: few methods, no Cypher. A store keeps what it is given and decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from graph.model.edges import Edge
from graph.model.nodes import Anchor, Article, Claim, Judgement, Meta, Node
from graph.subgraph import Difference, Subgraph

N = TypeVar("N", bound=Node)
E = TypeVar("E", bound=Edge)


class Store(Protocol):
    """A place where a graph is kept.

    All methods may raise StoreError. Ids asked for but absent are simply not in the answer. Collections of ids may
    hold any number; the store cuts them into statements of a size that suits it.
    """

    url: str

    def meta(self) -> Meta | None:
        """What made the graph; None if the store is empty."""

    def first_load(self, stream: Iterable[Node | Edge]) -> None:
        """Fill an empty store; nodes come before the edges that need them. A killed first load leaves an empty store.

        Raises:
            StoreError: The store is not empty.
        """

    def replace(self, stream: Iterable[Node | Edge]) -> None:
        """Put a whole graph, nodes before the edges that need them, in the place of what is there.

        A replacement that is killed or fails leaves the old graph or the new one.
        """

    def articles(self, ids: Collection[str] | None = None) -> Iterator[Article]:
        """Articles by id; all of them for None."""

    def fingerprints(self, articles: Collection[str]) -> dict[str, str]:
        """Article id to the fingerprint of its main text; reads nothing else of the article."""

    def reposts(self, fingerprints: Collection[str]) -> dict[str, list[str]]:
        """Fingerprint to the ids of the articles that have it, sorted; unknown fingerprints are left out."""

    def judgements(self) -> list[Judgement]:
        """All judgements, in any order."""

    def block(self, keys: Collection[str]) -> list[Anchor]:
        """All anchors of these blocks (Anchor.block)."""

    def entities(self, anchors: Collection[str]) -> dict[str, str]:
        """Anchor id to the id of the entity it identifies."""

    def nodes(self, cls: type[N], ids: Collection[str] | None = None) -> Iterator[N]:
        """Nodes of one type by id; all of them for None."""

    def edges(self, cls: type[E], ids: Collection[str] | None = None) -> Iterator[E]:
        """Edges of one type by id; all of them for None."""

    def edges_at(self, cls: type[E], nodes: Collection[str]) -> Iterator[E]:
        """Edges of one type with either end among these node ids."""

    def claims(self, anchors: Collection[str]) -> Iterator[Claim]:
        """Claims whose subject or object is among these ids (anchors, positions or articles), each once."""

    def apply(self, change: Difference) -> None:
        """Make the change in one transaction: all of it or nothing."""

    def snapshot(self) -> Subgraph:
        """The whole graph."""

    def close(self) -> None:
        """Release the store; a closed store is not used again."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class CypherReader(Protocol):
    """What queries need of a store that speaks Cypher."""

    backend: str  # "neo4j" or "arcade": picks name.<backend>.cypher where one exists

    def read(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a read-only statement; values are scalars, lists and maps.

        Raises:
            ReadOnlyError: The statement writes, or uses an operation that is refused (LOAD CSV, admin procedures).
            MisuseError: The statement is not valid Cypher.
        """
