"""The law of the graph on its reference; removal, splits and judgements undone: test_ingest.py."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.edges import FactEdge, PresidesOver
from graph.model.nodes import Article, Claim, Judgement
from graph.subgraph import node_id
from loaders.claims import Extraction
from loaders.graph_of import graph_of
from property.strategies import VERSION, corpora, judged, judgement

TRIALS = settings(max_examples=2 * settings().max_examples)


def _graph(extractions: list[Extraction], judgements: list[Judgement]) -> list[str]:
    return list(graph_of(extractions, judgements, extractor_version=VERSION).lines())


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Extraction], list[Judgement]]:
    corpus = draw(corpora())
    return corpus, draw(judged(corpus))


@TRIALS
@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(
    history: tuple[list[Extraction], list[Judgement]], chance: random.Random
) -> None:
    corpus, judgements = history
    wanted = _graph(corpus, judgements)
    again = [*corpus, *chance.sample(corpus, len(corpus) // 2)]
    chance.shuffle(again)
    decided = [*judgements, *judgements[:1]]
    chance.shuffle(decided)
    assert _graph([Extraction(e.article, e.claims[::-1]) for e in again], decided) == wanted


@TRIALS
@given(histories())
def test_every_part_has_its_source_and_every_edge_its_ends(history: tuple[list[Extraction], list[Judgement]]) -> None:
    graph = graph_of(*history, extractor_version=VERSION)
    ids = {node_id(n) for n in graph.nodes}
    articles = {n.article_id for n in graph.nodes if isinstance(n, Article)}
    quotes = {n.claim_id: n.quote for n in graph.nodes if isinstance(n, Claim)}
    for edge in graph.edges:
        assert {edge.source_id, edge.target_id} <= ids, edge
        if isinstance(edge, FactEdge):
            assert edge.article_ids
            assert set(edge.article_ids) <= articles
            assert edge.quote == quotes[edge.claim_id]
            assert 1 <= edge.support <= len(edge.article_ids)
        if isinstance(edge, PresidesOver) and edge.on_behalf_of is not None:
            assert edge.on_behalf_of in ids


@TRIALS
@given(histories())
def test_a_judgement_that_decides_nothing_is_only_recorded(history: tuple[list[Extraction], list[Judgement]]) -> None:
    corpus, judgements = history
    idle = [judgement("unsure", "p-0", "p-1"), judgement("same", "p-0", "m-1"), judgement("wrong", "c-0")]
    found = set(_graph(corpus, [*judgements, *idle])) - set(_graph(corpus, judgements))
    assert len(found) == len(idle)
    assert all('"type":"Judgement"' in line for line in found)
