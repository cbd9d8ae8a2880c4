"""Which nodes stay, and where they stand."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

from graph.export.layout import densest, place

# A triangle a b c with a tail c d e, and a pair x y apart.
NODES = ["a", "b", "c", "d", "e", "x", "y"]
EDGES = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("x", "y")]


def test_the_least_connected_go_first() -> None:
    # e, x, y have one edge each; e goes (first by name), then d, whose only other edge went with e, then x and y.
    assert densest(NODES, EDGES, 6) == ["a", "b", "c", "d", "x", "y"]
    assert densest(NODES, EDGES, 5) == ["a", "b", "c", "x", "y"]
    assert densest(NODES, EDGES, 3) == ["a", "b", "c"]
    assert densest(NODES, EDGES, 7) == NODES


def test_parallel_edges_count() -> None:
    assert densest(["a", "b", "x", "y"], [("a", "b"), ("x", "y"), ("y", "x")], 2) == ["x", "y"]


def test_with_a_focus_the_farthest_go_first() -> None:
    # From e: d 1, c 2, a and b 3; x and y are not reached at all.
    assert densest(NODES, EDGES, 5, "e") == ["a", "b", "c", "d", "e"]
    assert densest(NODES, EDGES, 4, "e") == ["b", "c", "d", "e"]
    assert densest(NODES, EDGES, 2, "e") == ["d", "e"]


def test_no_node_covers_another() -> None:
    names = [f"n{i}" for i in range(60)]
    star = [("n0", name) for name in names[1:40]]
    radius = {name: 20.0 if name == "n0" else 8.0 for name in names}
    at = place(names, star, radius)
    assert set(at) == set(names)
    for a, b in combinations(names, 2):
        assert math.dist(at[a], at[b]) > radius[a] + radius[b]


def test_neighbours_stand_nearer_than_strangers() -> None:
    chain = [f"n{i:02}" for i in range(12)]
    at = place(chain, list(pairwise(chain)), dict.fromkeys(chain, 8.0))
    steps = [math.dist(at[a], at[b]) for a, b in pairwise(chain)]
    assert max(steps) < math.dist(at["n00"], at["n11"]) / 3
    assert abs(at["n00"][0] - at["n11"][0]) > abs(at["n00"][1] - at["n11"][1])  # a page is wider than high


def test_order_of_nodes_and_edges_changes_nothing() -> None:
    radius = dict.fromkeys(NODES, 8.0)
    turned = [(b, a) for a, b in reversed(EDGES)]
    assert place(NODES, EDGES, radius) == place(NODES[::-1], turned, radius)


def test_nothing_to_place() -> None:
    assert place([], [], {}) == {}
    assert densest([], [], 3) == []
