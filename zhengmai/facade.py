"""What `import zhengmai` gives; engines, drivers and rules are imported when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from graph.model.nodes import Article, Judgement
    from graph.store.base import CypherReader, Store
    from graph.subgraph import Subgraph
    from loaders.claims import Extraction
    from loaders.sources import Note, Rejected
    from queries.run import Result

Started = Callable[[int, int], None]


@dataclass(slots=True)
class Loaded:
    """What reading or loading did.

    Args:
        new: Articles that were not in the store before.
        known: Articles that were.
        undated: Articles read that have no publication date.
        outside: Articles left out because they were published outside the days asked for.
        rejected: Inputs that were not read, with reason and advice.
        notes: Remarks on inputs that were read.
    """

    new: int = 0
    known: int = 0
    undated: int = 0
    outside: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def extractions(
    paths: Sequence[str | Path],
    seen: Loaded,
    *,
    since: str | None = None,
    until: str | None = None,
    stdin: BinaryIO | None = None,
    started: Started | None = None,
    done: Callable[[Article], None] | None = None,
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
    for item in read_inputs(paths, stdin=stdin, started=started):
        if isinstance(item, Rejected):
            seen.rejected.append(item)
        elif isinstance(item, Note):
            seen.notes.append(item)
        elif item.published is not None and not (first <= item.published.last and item.published.first <= last):
            seen.outside += 1
        else:
            seen.undated += item.published is None
            yield extract_one(item)
            if done is not None:
                done(item)


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
) -> Loaded:
    """Read articles into an open store; what is there already changes nothing. Arguments as for `extractions`."""
    from loaders.extract import extractor_version
    from loaders.ingest import load as ingest

    seen = Loaded()
    found = extractions(paths, seen, since=since, until=until, stdin=stdin, started=started, done=done)
    result = ingest(store, found, extractor_version=extractor_version())
    seen.new, seen.known = result.new, result.known
    return seen


def run(store: Store | CypherReader, name: str, **parameters: object) -> Result:
    """Run a named query; see queries.run.run."""
    from queries.run import run as run_query

    return run_query(store, name, **parameters)
