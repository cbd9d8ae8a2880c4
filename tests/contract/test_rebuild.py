"""Rebuild and restore on every store, with real articles: what comes out is what a load would have made."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from property.strategies import judgement

from graph.errors import InputError, MisuseError, StoreVersionError
from graph.export.jsonl import read_jsonl, write_jsonl
from graph.model.nodes import SCHEMA_VERSION, Article, Judgement, Meta, Person
from graph.store.base import Store
from graph.subgraph import Difference
from loaders.claims import Extraction
from loaders.extract import extract, extractor_version
from loaders.graph_of import graph_of
from loaders.ingest import load, rebuild, restore
from loaders.sources import read_inputs
from loaders.sources.article import reread

ARTICLES = Path(__file__).parents[2] / "examples" / "local" / "articles"
CHOSEN = ("04-quzhou-shiwei-gongzuohuiyi.txt", "18-quanguo-xianchanghui.html", "31-shenyang-zhuxi.txt")


@cache
def extractions() -> tuple[Extraction, ...]:
    found = read_inputs([ARTICLES / name for name in CHOSEN])
    return tuple(extract(a) for a in found if isinstance(a, Article))


def again(article: Article) -> Extraction:
    return extract(reread(article))


def decisions() -> list[Judgement]:
    """Two people of one article made one, a claim judged wrong, and one on anchors that nobody knows."""
    graph = graph_of(extractions(), extractor_version="x")
    one, other = [p.person_id for p in graph.nodes if isinstance(p, Person) and p.name in ("陈静", "尉迟敬言")]
    wrong = next(c for c in extractions()[2].claims if c.predicate == "presides_over")
    return [
        judgement("same", one, other),
        judgement("wrong", wrong.claim_id),
        judgement("different", "p-" + "0" * 16, one),
    ]


def lines(store: Store) -> list[str]:
    return list(store.snapshot().lines())


def test_a_rebuild_is_the_graph_of_a_load(store: Store) -> None:
    older = [replace(e, claims=(), article=_damaged(e.article)) for e in extractions()]
    decided = decisions()
    old = graph_of(older, decided, extractor_version="older")
    store.first_load((*old.nodes, *old.edges))
    with pytest.raises(StoreVersionError, match="zhengmai rebuild"):
        load(store, extractions(), extractor_version=extractor_version())
    done = rebuild(store, again, extractor_version=extractor_version())
    wanted = graph_of(extractions(), decided, extractor_version=extractor_version())
    assert lines(store) == list(wanted.lines())
    assert (done.known, done.idle) == (3, 1)
    assert (done.nodes_written, done.edges_written) == (len(wanted.nodes), len(wanted.edges))
    assert load(store, extractions(), extractor_version=extractor_version()).known == 3


def _damaged(article: Article) -> Article:
    """As a version without repairs might have left it."""
    return replace(article, text=article.raw, offsets="[]", repairs="[]", fingerprint="")


def test_a_rebuild_that_fails_changes_nothing(store: Store) -> None:
    load(store, extractions(), extractor_version="older")
    before = lines(store)

    def fails(article: Article) -> Extraction:
        raise RuntimeError(article.slug)

    with pytest.raises(RuntimeError):
        rebuild(store, fails, extractor_version="newer")
    assert lines(store) == before


def test_a_snapshot_is_restored_byte_for_byte(store: Store, tmp_path: Path) -> None:
    graph = graph_of(extractions(), decisions(), extractor_version=extractor_version())
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    write_jsonl(graph, first)
    with first.open(encoding="utf-8", newline="") as file:
        done = restore(store, read_jsonl(file, str(first)))
    write_jsonl(store.snapshot(), second)
    assert second.read_bytes() == first.read_bytes()
    assert (done.new, done.nodes_written, done.edges_written) == (3, len(graph.nodes), len(graph.edges))
    with pytest.raises(MisuseError, match="there is a graph here already"):
        restore(store, iter(()))
    assert lines(store) == list(graph.lines())


def test_a_snapshot_or_store_of_a_later_release_is_refused(store: Store) -> None:
    graph = graph_of(extractions(), extractor_version="x")
    newer = Meta(schema_version=SCHEMA_VERSION + 1, extractor_version="x")
    with pytest.raises(StoreVersionError, match="later"):
        restore(store, [newer, *graph.nodes[1:]])
    assert lines(store) == []
    store.apply(Difference(new_nodes=(newer,)))
    for call in (
        lambda: rebuild(store, again, extractor_version="x"),
        lambda: load(store, extractions(), extractor_version="x"),
    ):
        with pytest.raises(StoreVersionError, match=f"made by schema {SCHEMA_VERSION + 1}"):
            call()


def _text() -> list[str]:
    return [line + "\n" for line in graph_of(extractions(), extractor_version="x").lines()]


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (lambda text: [], "f.jsonl: lines are missing"),
        (lambda text: text[1:], "f.jsonl:1: the first line, and no other, is Meta"),
        (lambda text: text[: len(text) // 2], "f.jsonl: lines are missing"),
        (lambda text: [*text[:-1], text[-1][:-9]], r"f.jsonl:\d+: no line of a snapshot"),
        (lambda text: [text[0], text[2], text[1], *text[3:]], "f.jsonl:3: the line is out of order"),
        (lambda text: [*text[:2], *text[1:]], "f.jsonl:3: the line is out of order or there twice"),
        (lambda text: [*text[:1], text[1].replace('":', '": ', 1), *text[2:]], "f.jsonl:2: the line is not as"),
        (lambda text: [*text[:1], "[1]\n", *text[2:]], "f.jsonl:2: no line of a snapshot"),
    ],
)
def test_a_spoiled_snapshot_leaves_an_empty_store(store: Store, spoiled: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        restore(store, read_jsonl(spoiled(_text()), "f.jsonl"))  # type: ignore[operator]
    assert lines(store) == []
