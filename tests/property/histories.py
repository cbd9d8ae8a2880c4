"""Play a story on a store and compare it, after every step, with the graph of what it should hold."""

from __future__ import annotations

from graph.errors import MisuseError
from graph.model.nodes import Judgement
from graph.store.base import Store
from graph.subgraph import Subgraph, difference
from loaders.claims import Extraction
from loaders.graph_of import distinct, graph_of
from loaders.ingest import judge, load, record, remove, undo
from property.strategies import VERSION, Step, Story


def empty(store: Store) -> None:
    """Take everything out of a store, Meta too."""
    change = difference(store.snapshot(), Subgraph())
    if change:
        store.apply(change)


def play(store: Store, story: Story) -> None:
    """Take the steps on an empty store; each must leave the graph of the remaining articles and judgements."""
    held: dict[str, Extraction] = {}
    recorded: dict[str, Judgement] = {}
    for number, step in enumerate(story.steps):
        _take(store, story, step, held, recorded)
        wanted = graph_of(held.values(), recorded.values(), extractor_version=VERSION)
        found = store.snapshot()
        assert list(found.lines()) == list(wanted.lines()), f"after step {number}: {step}"


def _take(store: Store, story: Story, step: Step, held: dict[str, Extraction], recorded: dict[str, Judgement]) -> None:
    some = [story.corpus[i] for i in step.articles]
    match step.call:
        case "load":
            result = load(store, some, extractor_version=VERSION, batch=step.batch)
            assert result.new == len({e.article.article_id for e in some} - held.keys())
            assert result.new + result.known == len(some)
            held |= distinct([*held.values(), *some])
        case "remove":
            ids = [e.article.article_id for e in some]
            result = remove(store, ids, extractor_version=VERSION, batch=step.batch)
            assert result.removed == len(held.keys() & set(ids))
            for name in ids:
                held.pop(name, None)
        case "judge":
            decided = story.judgements[step.judgement]
            try:
                judge(store, decided, extractor_version=VERSION)
            except MisuseError:  # its anchors are not there yet
                return
            recorded[decided.judgement_id] = decided
        case "record":
            decided = story.judgements[step.judgement]
            fresh = decided.judgement_id not in recorded
            assert record(store, [decided, decided], extractor_version=VERSION).recorded == fresh
            recorded[decided.judgement_id] = decided
        case "undo":
            undone = story.judgements[step.judgement].judgement_id
            if undone in recorded:
                undo(store, undone, extractor_version=VERSION)
                del recorded[undone]
