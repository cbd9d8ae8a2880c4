"""Persons of a made-up corpus against the truth: pairs of mentions joined rightly, joined wrongly, and missed.

    python benchmarks/bench_identity.py [SIZE] [--seed 0]

The corpus (benchmarks/corpus.py) has namesakes and careers. A pair is two posts printed with one name; the truth says
whether they are one person's (same) or two persons' (different).
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from bench_one_more import extracted
from corpus import Made, corpus

from graph.model.edges import HoldsPosition, Identifies
from graph.model.nodes import Article, Body, Person, Position
from graph.subgraph import Subgraph
from loaders.extract import extractor_version
from loaders.graph_of import graph_of


def found_persons(graph: Subgraph) -> dict[tuple[str, str, str], set[str]]:
    """Name, body and title to the entities that hold it."""
    names = {n.person_id: n.name for n in graph.nodes if isinstance(n, Person)}
    bodies = {n.body_id: n.name for n in graph.nodes if isinstance(n, Body)}
    posts = {n.position_id: (bodies[n.body_id], n.title) for n in graph.nodes if isinstance(n, Position)}
    out: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for edge in graph.edges:
        if isinstance(edge, HoldsPosition):
            out[names[edge.source_id], *posts[edge.target_id]].add(edge.source_id)
    return out


def compared(made: Iterable[Made], graph: Subgraph) -> dict[str, int]:
    """Counts of persons and of pairs of posts under one name."""
    truth = {(m.name, m.body, m.title): m.person for one in made for m in one.people}
    found = {slot: ids for slot, ids in found_persons(graph).items() if slot in truth}
    by_name: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for slot in found:
        by_name[slot[0]].append(slot)
    counts = dict.fromkeys(("posts", "posts found", "same", "same joined", "different", "different joined"), 0)
    counts |= {"posts": len(truth), "posts found": len(found)}
    for slots in by_name.values():
        for one, other in combinations(slots, 2):
            kind = "same" if truth[one] == truth[other] else "different"
            counts[kind] += 1
            counts[f"{kind} joined"] += bool(found[one] & found[other])
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    made = list(corpus(options.size, options.seed))
    with tempfile.TemporaryDirectory() as folder:
        graph = graph_of(extracted(made, Path(folder)), extractor_version=extractor_version())
    articles = sum(isinstance(n, Article) for n in graph.nodes)
    anchors = sum(isinstance(e, Identifies) for e in graph.edges)
    print(f"{articles} articles, {len(graph.nodes)} nodes, {len(graph.edges)} edges, {anchors} anchors")
    for name, count in compared(made, graph).items():
        print(f"{name:16} {count}")


if __name__ == "__main__":
    main()
