"""Bring a store from one graph to the next: load, remove, judge, undo. The only module that writes.

After every call the store holds `graph_of` of the articles and judgements it has, whatever the order they came in.
Each step is one transaction. A store made by another version of rules or model is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.errors import MisuseError, StoreVersionError
from graph.model.nodes import SCHEMA_VERSION, Anchor, Claim, Judgement
from graph.store.base import Store
from graph.subgraph import Difference
from loaders.claims import Extraction
from loaders.graph_of import distinct, graph_of, standing
from loaders.neighbourhood import Side, change_of
from loaders.reading import Reader

BATCH = 200


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a call did.

    Args:
        new: Articles that were not there before.
        known: Articles that were there (equal raw bytes), those given twice included.
        removed: Articles taken out.
        nodes_read, edges_read: Rows read from the store.
        nodes_written, edges_written: Rows added, changed or deleted.
    """

    new: int = 0
    known: int = 0
    removed: int = 0
    nodes_read: int = 0
    edges_read: int = 0
    nodes_written: int = 0
    edges_written: int = 0


class _Session:
    """One call on an open store: refuses another version, counts what is read and written."""

    def __init__(self, store: Store, extractor_version: str) -> None:
        self.store = store
        self.reader = Reader(store)
        self.nodes_written = self.edges_written = 0
        self.meta = store.meta()
        if self.meta is None:
            return
        found = self.meta.schema_version, self.meta.extractor_version
        if found != (SCHEMA_VERSION, extractor_version):
            raise StoreVersionError(
                f"{store.url}: made by schema {found[0]}, rules {found[1]}; these are schema {SCHEMA_VERSION}, rules "
                f"{extractor_version}. Run `zhengmai rebuild` to bring it up to date."
            )

    def fill(self, extractions: Iterable[Extraction], extractor_version: str) -> None:
        """Write the whole graph into an empty store."""
        graph = graph_of(extractions, extractor_version=extractor_version)
        self.store.first_load((*graph.nodes, *graph.edges))
        self.nodes_written += len(graph.nodes)
        self.edges_written += len(graph.edges)

    def change(self, before: Side, after: Side) -> None:
        """Write what differs between two sides of a change, in one transaction."""
        self.apply(change_of(self.reader, before, after))

    def apply(self, change: Difference) -> None:
        """Write a difference, unless it is empty."""
        if change:
            self.store.apply(change)
        self.nodes_written += len(change.new_nodes) + len(change.changed_nodes) + len(change.gone_nodes)
        self.edges_written += len(change.new_edges) + len(change.changed_edges) + len(change.gone_edges)

    def result(self, *, new: int = 0, known: int = 0, removed: int = 0) -> LoadResult:
        """The counts of the call."""
        return LoadResult(
            new, known, removed, self.reader.nodes_read, self.reader.edges_read, self.nodes_written, self.edges_written
        )


def load(
    store: Store,
    extractions: Iterable[Extraction],
    *,
    extractor_version: str,
    batch: int = BATCH,
    stored: Callable[[str, bool], None] | None = None,
) -> LoadResult:
    """Add articles.

    An empty store is filled at once from all of them; into others they go in transactions of `batch` articles, and a
    killed load leaves whole batches. Articles that are there already change nothing (of two slugs the smaller stands).

    Args:
        store: Open for writing.
        extractions: In any order.
        extractor_version: What made the claims.
        batch: Articles per transaction.
        stored: Called for each article given when it is in the store, with its id and whether it is new.

    Raises:
        StoreVersionError: The store was made by another version.
    """
    session = _Session(store, extractor_version)
    if session.meta is None:
        given = list(extractions)
        kept = distinct(given)
        session.fill(kept.values(), extractor_version)
        _tell(stored, given, set(kept))
        return session.result(new=len(kept), known=len(given) - len(kept))
    new = total = 0
    for some in _batches(extractions, batch):
        total += len(some)
        added = _load(session, distinct(some))
        new += len(added)
        _tell(stored, some, added)
    return session.result(new=new, known=total - new)


def _tell(stored: Callable[[str, bool], None] | None, given: Iterable[Extraction], new: set[str]) -> None:
    if stored is not None:
        left = set(new)
        for article_id in (e.article.article_id for e in given):
            stored(article_id, article_id in left)
            left.discard(article_id)


def _batches(extractions: Iterable[Extraction], size: int) -> Iterator[list[Extraction]]:
    rest = iter(extractions)
    while some := list(islice(rest, size)):
        yield some


def _load(session: _Session, coming: dict[str, Extraction]) -> set[str]:
    """Add one batch; returns which of its articles are new."""
    judgements = tuple(session.store.judgements())
    stored = session.reader.extractions(coming)
    new = {a: e for a, e in coming.items() if a not in stored}
    session.change(Side(judgements=judgements), Side(new, judgements))
    better = {a: coming[a] for a, e in stored.items() if standing(coming[a]) < standing(e)}
    if better:
        session.change(Side({a: stored[a] for a in better}, judgements), Side(better, judgements))
    return set(new)


def remove(store: Store, article_ids: Sequence[str], *, extractor_version: str, batch: int = BATCH) -> LoadResult:
    """Take articles out, as if they had never been seen; judgements stay. Unknown ids are not counted.

    Args:
        store: Open for writing.
        article_ids: Article.article_id of each.
        extractor_version: Of the rules in use.
        batch: Articles per transaction.

    Raises:
        StoreVersionError: The store was made by another version.
    """
    session = _Session(store, extractor_version)
    removed = 0
    ids = list(dict.fromkeys(article_ids))
    for first in range(0, len(ids), batch):
        judgements = tuple(store.judgements())
        found = session.reader.extractions(ids[first : first + batch])
        session.change(Side(found, judgements), Side(judgements=judgements))
        removed += len(found)
    return session.result(removed=removed)


def judge(store: Store, judgement: Judgement, *, extractor_version: str) -> LoadResult:
    """Record a judgement and let it act; one that is recorded already changes nothing.

    Raises:
        MisuseError: The anchors or the claim are not in the store, or two anchors differ in type.
        StoreVersionError: The store was made by another version.
    """
    session = _Session(store, extractor_version)
    judgements = tuple(store.judgements())
    if any(j.judgement_id == judgement.judgement_id for j in judgements):
        return session.result()
    _check(session.reader, judgement)
    _judged(session, judgement, judgements, (*judgements, judgement))
    return session.result()


def undo(store: Store, judgement_id: str, *, extractor_version: str) -> LoadResult:
    """Take a judgement back: the graph is what it would be without it.

    Raises:
        MisuseError: There is no such judgement.
        StoreVersionError: The store was made by another version.
    """
    session = _Session(store, extractor_version)
    judgements = tuple(store.judgements())
    undone = next((j for j in judgements if j.judgement_id == judgement_id), None)
    if undone is None:
        raise MisuseError(f"{judgement_id}: no such judgement. `zhengmai judgements export` lists them.")
    _judged(session, undone, judgements, tuple(j for j in judgements if j is not undone))
    return session.result()


def _judged(session: _Session, subject: Judgement, before: tuple[Judgement, ...], after: tuple[Judgement, ...]) -> None:
    reader = session.reader
    claims = reader.nodes(Claim, [subject.a]) if subject.kind == "wrong" else []
    articles = reader.extractions([c.article_id for c in claims])
    changed = (subject,)
    session.change(
        Side(articles, before, changed if len(before) > len(after) else ()),
        Side(articles, after, changed if len(after) > len(before) else ()),
    )


def _check(reader: Reader, judgement: Judgement) -> None:
    if judgement.kind == "wrong":
        if not reader.nodes(Claim, [judgement.a]):
            raise MisuseError(f"{judgement.a}: no such claim. `zhengmai show` prints the claims of an entity.")
        return
    found = {a.anchor_id: a.type for a in reader.nodes(Anchor, [judgement.a, judgement.b])}
    for name in (judgement.a, judgement.b):
        if name not in found:
            raise MisuseError(f"{name}: no such anchor. `zhengmai show` prints the anchors of an entity.")
    if found[judgement.a] != found[judgement.b]:
        raise MisuseError(
            f"{judgement.a} is a {found[judgement.a]}, {judgement.b} a {found[judgement.b]}. Judge two of one type."
        )
