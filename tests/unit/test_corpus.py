"""The made-up corpus: the same for everybody, and what it says is what the rules read."""

from __future__ import annotations

import sys
from pathlib import Path

from graph.model.edges import PresidesOver
from graph.model.nodes import Meeting, Person
from loaders.graph_of import graph_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from bench_identity import compared
from bench_one_more import extracted
from corpus import LEADER, World, article, corpus, record


def test_made_alike_in_any_order() -> None:
    whole = [record(m) for m in corpus(400)]
    world = World(400)
    assert [record(article(world, n)) for n in (399, 0, 7)] == [whole[399], whole[0], whole[7]]
    assert whole != [record(m) for m in corpus(400, seed=1)]


def test_what_it_holds() -> None:
    made = list(corpus(2000))
    texts = [m.text for m in made]
    assert 600 < sum(LEADER in t for t in texts) < 740  # a third
    assert 60 < len(texts) - len(set(texts)) < 140  # reposts, one in twenty
    people = {(p.name, p.person) for m in made for p in m.people}
    assert len({name for name, _ in people}) < len({person for _, person in people})  # namesakes
    bodies: dict[str, set[str]] = {}
    for mention in (p for m in made for p in m.people):
        bodies.setdefault(mention.person, set()).add(mention.body)
    assert any(len(b) == 2 for b in bodies.values())  # careers


def test_the_graph_is_the_truth(tmp_path: Path) -> None:
    made = list(corpus(400))
    graph = graph_of(extracted(made, tmp_path), extractor_version="x")
    counts = compared(made, graph)
    assert counts["posts found"] == counts["posts"]
    assert counts["different joined"] == 0
    names = {n.person_id: n.name for n in graph.nodes if isinstance(n, Person)}
    meetings = {n.meeting_id: str(n.start_date) for n in graph.nodes if isinstance(n, Meeting)}
    chaired = {(names[e.source_id], meetings[e.target_id]) for e in graph.edges if isinstance(e, PresidesOver)}
    assert len(chaired) == len({m.meeting for m in made})
