"""The law of the graph on its reference: order, repetition, removal and judgements undone change nothing else."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.nodes import Article, Claim, Judgement
from graph.subgraph import Subgraph
from loaders.claims import Extraction
from loaders.graph_of import graph_of
from property.strategies import VERSION, corpora, judged

TRIALS = settings(max_examples=200, deadline=None)


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
def test_every_part_has_its_source(history: tuple[list[Extraction], list[Judgement]]) -> None:
    graph = graph_of(*history, extractor_version=VERSION)
    articles = {n.article_id for n in graph.nodes if isinstance(n, Article)}
    quotes = {n.claim_id: n.quote for n in graph.nodes if isinstance(n, Claim)}
    for edge in graph.edges:
        if hasattr(edge, "support"):
            assert edge.article_ids
            assert set(edge.article_ids) <= articles
            assert edge.quote == quotes[edge.claim_id]
            assert 1 <= edge.support <= len(edge.article_ids)


@TRIALS
@given(histories())
def test_every_edge_has_both_ends(history: tuple[list[Extraction], list[Judgement]]) -> None:
    _assert_whole(graph_of(*history, extractor_version=VERSION))


def _assert_whole(graph: Subgraph) -> None:
    ids = {str(getattr(n, f"{type(n).LABEL.lower()}_id", "")) for n in graph.nodes}
    for edge in graph.edges:
        assert {edge.source_id, edge.target_id} <= ids, edge
        if getattr(edge, "on_behalf_of", None) is not None:
            assert edge.on_behalf_of in ids


@TRIALS
@given(histories())
def test_undoing_a_judgement_gives_the_graph_before_it(history: tuple[list[Extraction], list[Judgement]]) -> None:
    corpus, judgements = history
    for undone in judgements:
        rest = [j for j in judgements if j is not undone]
        graph = graph_of(corpus, judgements, extractor_version=VERSION)
        assert undone in graph.nodes
        assert undone not in graph_of(corpus, rest, extractor_version=VERSION).nodes
