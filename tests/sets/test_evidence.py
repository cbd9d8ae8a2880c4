"""Every claim of every set leads to words that are in its article, in one sentence or line, at most 200 characters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.model.nodes import Article
from graph.subgraph import Subgraph
from loaders.claims import Extraction
from loaders.extract import extract, extractor_version
from loaders.graph_of import graph_of
from loaders.sources import read_inputs

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SETS = {
    "examples": ROOT / "examples" / "local" / "articles",
    "seeds": SHARED / "seeds",
    "xwlb-dev": SHARED / "eval" / "xwlb-dev" / "articles.jsonl",
}


PRINTED = str.maketrans({" ": None, "□": None, ".": "·", "．": "·", "•": "·", "‧": "·", "・": "·"})
PARAMS = [pytest.param(name, marks=() if name == "examples" else pytest.mark.shared) for name in SETS]


@pytest.fixture(scope="module", params=PARAMS)
def extractions(request: pytest.FixtureRequest) -> list[Extraction]:
    place = SETS[request.param]
    if not place.exists():
        pytest.skip(f"{place.name} is not beside the repository")
    found = [extract(item) for item in read_inputs([place]) if isinstance(item, Article)]
    assert len(found) >= 5
    assert sum(bool(e.claims) for e in found) >= 0.9 * len(found)
    return found


def test_quotes_are_verbatim_and_short(extractions: list[Extraction]) -> None:
    for extraction in extractions:
        text = extraction.article.text
        for claim in extraction.claims:
            assert claim.quote == text[claim.start : claim.end], claim
            assert 0 < len(claim.quote) <= 200, claim
            assert "\n" not in claim.quote, claim


def test_quotes_hold_what_they_prove(extractions: list[Extraction]) -> None:
    """A name stands in the quote of each fact about the person, whatever dot, blank or lost sign is printed in it."""
    for extraction in extractions:
        for claim in extraction.claims:
            args = json.loads(claim.args)
            name = {"presides_over": "person", "holds_position": "person", "person": "name"}.get(claim.predicate)
            if name is not None:
                assert args[name] in claim.quote.translate(PRINTED), claim


def test_fact_edges_lead_to_a_claim_and_an_article(extractions: list[Extraction]) -> None:
    graph: Subgraph = graph_of(extractions, extractor_version=extractor_version())
    claims = {c.claim_id: c for e in extractions for c in e.claims}
    articles = {e.article.article_id: e.article for e in extractions}
    facts = [e for e in graph.edges if hasattr(e, "support")]
    assert facts
    for edge in facts:
        claim = claims[edge.claim_id]
        assert edge.quote == claim.quote
        assert claim.article_id in articles
        assert edge.support >= 1
        assert edge.article_ids
