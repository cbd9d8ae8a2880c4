"""What `import zhengmai` gives; engines, drivers and rules are imported when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from graph.model.nodes import Article, Judgement
    from graph.store.base import CypherReader, Store
    from graph.subgraph import Subgraph
    from loaders.claims import Extraction
    from loaders.ingest import LoadResult
    from loaders.sources import Note, Rejected
    from queries.run import Result

Started = Callable[[int, int], None]


@dataclass(slots=True)
class Loaded:
    """What reading or loading did.

    Args:
        new: Articles that were not in the store before.
        known: Articles that were.
        rows_read: Nodes and edges read from the store.
        rows_written: Nodes and edges added, changed or deleted there.
        undated: Articles read that have no publication date.
        outside: Articles left out because they were published outside the days asked for.
        rejected: Inputs that were not read, with reason and advice.
        notes: Remarks on inputs that were read.
    """

    new: int = 0
    known: int = 0
    rows_read: int = 0
    rows_written: int = 0
    undated: int = 0
    outside: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    Args:
        place: File, file and line, or archive and member.
        slug: The article's own id or name; None where there is no article.
        status: read (and not yet stored); loaded; known, it was in the store before; rejected; note, a remark or an
            article left out.
        reason: Why it was rejected or left out, or remarks on an article that was read.
        advice: What to do about an input that was rejected.
        article_id: None where there is no article.
    """

    place: str
    slug: str | None = None
    status: Literal["read", "loaded", "known", "rejected", "note"] = "note"
    reason: str | None = None
    advice: str | None = None
    article_id: str | None = None


def extractions(
    paths: Sequence[str | Path],
    seen: Loaded,
    *,
    since: str | None = None,
    until: str | None = None,
    stdin: BinaryIO | None = None,
    started: Started | None = None,
    done: Callable[[Article], None] | None = None,
    told: Callable[[Outcome], None] | None = None,
) -> Iterator[Extraction]:
    """Read articles and extract their claims, one at a time.

    Args:
        paths: Files, folders, globs; `-` for `stdin`.
        seen: Filled with what was rejected, noted, undated and outside.
        since: Only articles published on or after it; undated ones are kept.
        until: Only articles published on or before it.
        stdin: What `-` reads.
        started: Called before each file with how many are done and how many there are.
        done: Called after each article.
        told: Called with what became of each input, for an article before it is given; statuses read, rejected, note.

    Raises:
        MisuseError: A date cannot be read.
    """
    from graph.errors import MisuseError
    from graph.model.dates import PartialDate
    from loaders.extract import extract as extract_one
    from loaders.sources import Note, Rejected, read_inputs

    try:
        first = PartialDate(since).first if since else ""
        last = PartialDate(until).last if until else "9999-12-31"
    except ValueError as error:
        raise MisuseError(f"since or until: {error}") from error
    telling = _Telling(told)
    for item in read_inputs(paths, stdin=stdin, started=started, placed=telling.placed):
        if isinstance(item, Rejected):
            seen.rejected.append(item)
            telling.rejected(item)
        elif isinstance(item, Note):
            seen.notes.append(item)
            telling.noted(item)
        elif item.published is not None and not (first <= item.published.last and item.published.first <= last):
            seen.outside += 1
            telling.article(item, "note", f"published {item.published}, outside the days asked for")
        else:
            seen.undated += item.published is None
            telling.article(item, "read")
            yield extract_one(item)
            if done is not None:
                done(item)
    telling.flush()


class _Telling:
    """Puts together what is said of one input: remarks on an article come before it."""

    def __init__(self, told: Callable[[Outcome], None] | None) -> None:
        self._told = told
        self._notes: list[Note] = []
        self._place = ""

    def placed(self, place: str, article: Article) -> None:
        """The next article was found here."""
        self._place = place

    def noted(self, note: Note) -> None:
        """A remark, on the article that comes next if it is of the same place."""
        if self._told is not None:
            self._notes.append(note)

    def rejected(self, item: Rejected) -> None:
        self.flush()
        self._say(Outcome(item.place, status="rejected", reason=item.reason, advice=item.advice))

    def article(self, article: Article, status: Literal["read", "note"], *reasons: str) -> None:
        mine = [n.text for n in self._notes if n.place == self._place]
        self._notes = [n for n in self._notes if n.place != self._place]
        self.flush()
        reason = "; ".join((*reasons, *mine)) or None
        self._say(Outcome(self._place, article.slug, status, reason, article_id=article.article_id))

    def flush(self) -> None:
        """Say the remarks that belong to no article."""
        for note in self._notes:
            self._say(Outcome(note.place, reason=note.text))
        self._notes.clear()

    def _say(self, outcome: Outcome) -> None:
        if self._told is not None:
            self._told(outcome)


def extract(paths: Sequence[str | Path]) -> list[Extraction]:
    """The claims of every article found; inputs that cannot be read are left out (`load` lists them)."""
    return list(extractions(paths, Loaded()))


def graph_of(given: Iterable[Extraction], judgements: Iterable[Judgement] = ()) -> Subgraph:
    """The graph of these articles, in memory."""
    from loaders.extract import extractor_version
    from loaders.graph_of import graph_of as build

    return build(given, judgements, extractor_version=extractor_version())


def open_store(url: str, *, read_only: bool = False, username: str | None = None, password: str | None = None) -> Store:
    """Open the store at a path or URL; see graph.store.registry.open_store."""
    from graph.store.registry import open_store as open_it

    return open_it(url, read_only=read_only, username=username, password=password)


def load(
    store: Store,
    paths: Sequence[str | Path],
    *,
    since: str | None = None,
    until: str | None = None,
    stdin: BinaryIO | None = None,
    started: Started | None = None,
    done: Callable[[Article], None] | None = None,
    told: Callable[[Outcome], None] | None = None,
) -> Loaded:
    """Read articles into an open store; what is there already changes nothing.

    Arguments as for `extractions`; `told` hears of an article when it is in the store, as loaded or known.
    """
    from loaders.extract import extractor_version
    from loaders.ingest import load as ingest

    waiting: dict[str | None, Outcome] = {}

    def heard(outcome: Outcome) -> None:
        if told is not None and outcome.status == "read":
            waiting[outcome.article_id] = outcome
        elif told is not None:
            told(outcome)

    def stored(article_id: str, new: bool) -> None:
        if told is not None:
            told(replace(waiting.pop(article_id), status="loaded" if new else "known"))

    seen = Loaded()
    found = extractions(paths, seen, since=since, until=until, stdin=stdin, started=started, done=done, told=heard)
    result = ingest(store, found, extractor_version=extractor_version(), stored=stored)
    seen.new, seen.known = result.new, result.known
    seen.rows_read = result.nodes_read + result.edges_read
    seen.rows_written = result.nodes_written + result.edges_written
    return seen


def rebuild(store: Store, *, done: Callable[[Article], None] | None = None) -> LoadResult:
    """Extract every article of an open store anew with the present rules; see loaders.ingest.rebuild.

    Args:
        store: Open for writing.
        done: Called after each article.
    """
    from loaders.extract import extract as extract_one
    from loaders.extract import extractor_version
    from loaders.ingest import rebuild as make_anew
    from loaders.sources.article import reread

    def again(article: Article) -> Extraction:
        extraction = extract_one(reread(article))
        if done is not None:
            done(article)
        return extraction

    return make_anew(store, again, extractor_version=extractor_version())


def restore(store: Store, file: str | Path) -> LoadResult:
    """Fill an empty store from a snapshot file; see loaders.ingest.restore."""
    from graph.export.jsonl import read_jsonl
    from loaders.ingest import restore as fill

    with Path(file).open(encoding="utf-8", newline="\n") as lines:
        return fill(store, read_jsonl(lines, str(file)))


def run(store: Store | CypherReader, name: str, /, **parameters: object) -> Result:
    """Run a named query; see queries.run.run."""
    from queries.run import run as run_query

    return run_query(store, name, **parameters)
