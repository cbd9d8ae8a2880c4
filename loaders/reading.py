"""What ingest reads of a store, counted; and the statements of claims that are read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from graph.model.edges import Edge, States
from graph.model.nodes import Anchor, Article, Claim, Node
from graph.store.base import Store
from loaders.claims import Extraction
from loaders.statements import Statement, statements

N = TypeVar("N", bound=Node)
E = TypeVar("E", bound=Edge)


class Reader:
    """An open store, read through a counter.

    Args:
        store: Read only.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.nodes_read = 0
        self.edges_read = 0

    def _nodes(self, found: Iterable[N]) -> list[N]:
        out = list(found)
        self.nodes_read += len(out)
        return out

    def _edges(self, found: Iterable[E]) -> list[E]:
        out = list(found)
        self.edges_read += len(out)
        return out

    def block(self, keys: Collection[str]) -> list[Anchor]:
        """All anchors of these blocks."""
        return self._nodes(self.store.block(keys)) if keys else []

    def nodes(self, cls: type[N], ids: Collection[str]) -> list[N]:
        """Nodes of one type by id."""
        return self._nodes(self.store.nodes(cls, ids)) if ids else []

    def edges(self, cls: type[E], ids: Collection[str]) -> list[E]:
        """Edges of one type by id."""
        return self._edges(self.store.edges(cls, ids)) if ids else []

    def edges_at(self, cls: type[E], nodes: Collection[str]) -> list[E]:
        """Edges of one type with either end among these nodes."""
        return self._edges(self.store.edges_at(cls, nodes)) if nodes else []

    def entities(self, anchors: Collection[str]) -> dict[str, str]:
        """Anchor id to entity id."""
        found = self.store.entities(anchors) if anchors else {}
        self.edges_read += len(found)
        return found

    def claims(self, ends: Collection[str]) -> list[Claim]:
        """Claims whose subject or object is among these ids."""
        return self._nodes(self.store.claims(ends)) if ends else []

    def fingerprints(self, articles: Collection[str]) -> dict[str, str]:
        """Article id to fingerprint."""
        found = self.store.fingerprints(articles) if articles else {}
        self.nodes_read += len(found)
        return found

    def reposts(self, fingerprints: Collection[str]) -> dict[str, list[str]]:
        """Fingerprint to the articles that have it."""
        found = self.store.reposts(fingerprints) if fingerprints else {}
        self.nodes_read += sum(map(len, found.values()))
        return found

    def claims_of(self, articles: Collection[str]) -> dict[str, list[Claim]]:
        """Article id to all claims of the article, sorted; articles without claims are left out."""
        stated = self.edges_at(States, articles)
        out: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.nodes(Claim, [e.target_id for e in stated]), key=lambda c: c.claim_id):
            out[claim.article_id].append(claim)
        return dict(out)

    def extractions(self, articles: Collection[str]) -> dict[str, Extraction]:
        """Articles with their claims, by article_id; unknown ids are left out."""
        found = self.nodes(Article, articles)
        claims = self.claims_of([a.article_id for a in found])
        return {a.article_id: Extraction(a, tuple(claims.get(a.article_id, ()))) for a in found}

    def counted(self, claims: Iterable[Claim], wrong: Collection[str]) -> Iterator[Statement]:
        """The statements of these claims that count; articles with a wrong claim are read whole to tell.

        Args:
            claims: Claims of the store.
            wrong: Claims judged wrong.
        """
        by_article: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_article[claim.article_id].append(claim)
        fingerprints = self.fingerprints(by_article)
        doubted = {c.article_id for c in self.nodes(Claim, wrong)} & by_article.keys()
        whole = self.claims_of(doubted)
        for article, some in by_article.items():
            asked = {c.claim_id for c in some}
            found = statements(whole.get(article, some), fingerprints[article], frozenset(wrong))
            yield from (s for s in found if s.claim.claim_id in asked)
