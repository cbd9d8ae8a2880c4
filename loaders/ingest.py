"""Bring a store from one graph to the next: load, remove, judge, rebuild, restore. The only module that writes.

After every call the store holds `graph_of` of the articles and judgements it has, whatever the order they came in.
Each step is one transaction. A store made by other rules is refused until it is rebuilt; a newer one always is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.errors import MisuseError, StoreVersionError
from graph.model.edges import Edge
from graph.model.nodes import SCHEMA_VERSION, Anchor, Article, Claim, Judgement, Meta, Node
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
        recorded: Judgements that were not there before.
        idle: Of the judgements recorded (`record`) or kept (`rebuild`), those that name an anchor or a claim which the
            graph does not have; they act when it comes.
        nodes_read, edges_read: Rows read from the store.
        nodes_written, edges_written: Rows added, changed or deleted.
    """

    new: int = 0
    known: int = 0
    removed: int = 0
    recorded: int = 0
    idle: int = 0
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
        refuse_newer(store.url, self.meta)
        found = self.meta.schema_version, self.meta.extractor_version
        if found != (SCHEMA_VERSION, extractor_version):
            raise StoreVersionError(
                f"{store.url}: made by schema {found[0]}, rules {found[1]}; these are schema {SCHEMA_VERSION}, rules "
                f"{extractor_version}. Run `zhengmai rebuild` to bring it up to date."
            )

    def fill(
        self, extractions: Iterable[Extraction], extractor_version: str, judgements: Iterable[Judgement] = ()
    ) -> None:
        """Write the whole graph into an empty store."""
        graph = graph_of(extractions, judgements, extractor_version=extractor_version)
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

    def result(self, *, new: int = 0, known: int = 0, removed: int = 0, recorded: int = 0, idle: int = 0) -> LoadResult:
        """The counts of the call."""
        return LoadResult(
            new=new,
            known=known,
            removed=removed,
            recorded=recorded,
            idle=idle,
            nodes_read=self.reader.nodes_read,
            edges_read=self.reader.edges_read,
            nodes_written=self.nodes_written,
            edges_written=self.edges_written,
        )


def refuse_newer(place: str, meta: Meta) -> None:
    """Refuse what a later release wrote.

    Args:
        place: The store or file, for the message.
        meta: What it says of itself.

    Raises:
        StoreVersionError: Its schema is newer than this release knows.
    """
    if meta.schema_version > SCHEMA_VERSION:
        raise StoreVersionError(
            f"{place}: made by schema {meta.schema_version}, this release knows schema {SCHEMA_VERSION}. "
            "Use the release that made it, or a later one."
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
    _judged(session, (judgement,), judgements, (*judgements, judgement))
    return session.result(recorded=1)


def record(store: Store, judgements: Iterable[Judgement], *, extractor_version: str) -> LoadResult:
    """Record judgements made elsewhere, in one transaction; those on unknown anchors or claims act when they come.

    Raises:
        StoreVersionError: The store was made by another version.
    """
    session = _Session(store, extractor_version)
    before = tuple(store.judgements())
    there = {j.judgement_id for j in before}
    fresh = tuple({j.judgement_id: j for j in judgements if j.judgement_id not in there}.values())
    if fresh and session.meta is None:
        session.fill((), extractor_version, fresh)
    elif fresh:
        _judged(session, fresh, before, (*before, *fresh))
    return session.result(recorded=len(fresh), idle=_idle(store, fresh))


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
    _judged(session, (undone,), judgements, tuple(j for j in judgements if j is not undone))
    return session.result()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A `same` that is recorded and not applied, and the `different` judgements that forbid it."""

    same: Judgement
    different: tuple[Judgement, ...]


def contradictions(store: Store) -> list[Contradiction]:
    """Every `same` that is not applied, by judgement_id; a `different` always comes first."""
    judgements = sorted(store.judgements(), key=lambda j: j.judgement_id)
    pairs = [j for j in judgements if j.kind in ("same", "different")]
    entity = store.entities({a for j in pairs for a in (j.a, j.b)})
    ends = {j.judgement_id: {entity.get(j.a, j.a), entity.get(j.b, j.b)} for j in pairs}
    apart = [j for j in pairs if j.kind == "different"]
    out = []
    for same in pairs:
        here = ends[same.judgement_id]
        if same.kind == "same" and len(here) == 2 and {same.a, same.b} <= entity.keys():
            out.append(Contradiction(same, tuple(j for j in apart if ends[j.judgement_id] == here)))
    return out


def rebuild(store: Store, extract_again: Callable[[Article], Extraction], *, extractor_version: str) -> LoadResult:
    """Make the graph anew from the raw text of its articles; judgements are kept.

    A rebuild that is killed leaves the old graph or the new one: a path is built beside and renamed, a server
    is changed in one transaction.

    Args:
        store: Open for writing; made by any version that is not newer.
        extract_again: The article read anew, with its claims; it keeps the article_id.
        extractor_version: What makes the claims now.

    Raises:
        StoreVersionError: A later release made the store.
    """
    meta = store.meta()
    if meta is None:
        return LoadResult()
    refuse_newer(store.url, meta)
    judgements = store.judgements()
    found = [extract_again(article) for article in store.articles()]
    graph = graph_of(found, judgements, extractor_version=extractor_version)
    store.replace((*graph.nodes, *graph.edges))
    return LoadResult(
        known=len(found),
        idle=_idle(store, judgements),
        nodes_read=len(found) + len(judgements) + 1,
        nodes_written=len(graph.nodes),
        edges_written=len(graph.edges),
    )


def restore(store: Store, snapshot: Iterable[Node | Edge]) -> LoadResult:
    """Fill an empty store from a snapshot, judgements included; its own snapshot is then equal byte for byte.

    Args:
        store: Open for writing and empty.
        snapshot: Meta, then nodes, then edges, as graph.export.jsonl.read_jsonl gives them.

    Raises:
        MisuseError: The store is not empty.
        StoreVersionError: A later release made the snapshot.
    """
    if store.meta() is not None:
        raise MisuseError(f"{store.url}: there is a graph here already; restore into a new place")
    counts = {"nodes_written": 0, "edges_written": 0, "new": 0}

    def counted() -> Iterator[Node | Edge]:
        for item in snapshot:
            if isinstance(item, Meta):
                refuse_newer("the snapshot", item)
            counts["new"] += isinstance(item, Article)
            counts["edges_written" if hasattr(item, "edge_id") else "nodes_written"] += 1
            yield item

    store.first_load(counted())
    return LoadResult(**counts)


def _idle(store: Store, judgements: Iterable[Judgement]) -> int:
    """How many of these name an anchor or claim that the store does not have."""
    some = list(judgements)
    named = {name for j in some for name in (j.a, j.b) if name}
    there = {a.anchor_id for a in store.nodes(Anchor, named)} | {c.claim_id for c in store.nodes(Claim, named)}
    return sum(not {j.a, *([j.b] if j.b else [])} <= there for j in some)


def _judged(
    session: _Session,
    changed: tuple[Judgement, ...],
    before: tuple[Judgement, ...],
    after: tuple[Judgement, ...],
) -> None:
    reader = session.reader
    claims = reader.nodes(Claim, {j.a for j in changed if j.kind == "wrong"})
    articles = reader.extractions({c.article_id for c in claims})
    session.change(
        Side(articles, before, changed if len(before) > len(after) else ()),
        Side(articles, after, changed if len(after) > len(before) else ()),
    )


def _check(reader: Reader, judgement: Judgement) -> None:
    if judgement.kind == "wrong":
        if not reader.nodes(Claim, [judgement.a]):
            raise MisuseError(
                f"{judgement.a}: no such claim. `zhengmai query evidence_of of=NAME --format csv` lists claims."
            )
        return
    found = {a.anchor_id: a.type for a in reader.nodes(Anchor, [judgement.a, judgement.b])}
    for name in (judgement.a, judgement.b):
        if name not in found:
            raise MisuseError(f"{name}: no such anchor. `zhengmai query anchors_of of=NAME` lists anchors.")
    if found[judgement.a] != found[judgement.b]:
        raise MisuseError(
            f"{judgement.a} is a {found[judgement.a]}, {judgement.b} a {found[judgement.b]}. Judge two of one type."
        )
