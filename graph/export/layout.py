"""Which part of a graph is shown, and where its nodes stand: pure, seeded, the same for the same graph.

Source: greedy peeling as in Charikar, "Greedy approximation algorithms for finding dense components in a graph"
(2000); force-directed placement of rustworkx (Fruchterman and Reingold 1991), then stress (see below).
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

SEED = 20180305
# Pixels at zoom 1: free space around a node, and the distance aimed at between neighbours.
MARGIN = 9.0
SPACING = 60.0
# An edge is so long, and longer by the square root of the larger number of neighbours.
EDGE_LENGTH = 34.0
HUB_LENGTH = 11.0
# Rounds of forces times nodes; a round takes the square of the nodes.
FORCE_STEPS = 120_000
# Larger parts are placed by forces alone: the distances of all pairs would take too long.
STRESS_UP_TO = 1200
STRESS_ROUNDS = 120
# Parts lie on a grid of such cells, with such room around their nodes; nodes without an edge stand so far apart.
CELL = 20.0
BETWEEN = 30.0
ROW = 64.0
# The page is wider than high.
ASPECT = 1.9

Point = tuple[float, float]
Cell = tuple[int, int]
Pair = tuple[str, str]


def densest(nodes: Sequence[str], edges: Iterable[Pair], limit: int, focus: str | None = None) -> list[str]:
    """The nodes that stay when the least connected one is taken away until `limit` are left.

    Args:
        nodes: Ids, each once.
        edges: Pairs of ids; a repeated pair counts each time.
        limit: How many may stay.
        focus: With it, the farthest node goes first, then the least connected of the farthest; nodes without a way to
            it are the farthest.

    Returns:
        Ids in the order given.
    """
    near = _neighbours(nodes, edges)
    degree = {n: sum(near[n].values()) for n in nodes}
    far = _distances(near, focus) if focus is not None else {}
    unreached = len(nodes) + 1
    heap = [(-far.get(n, unreached if focus else 0), degree[n], n) for n in nodes]
    heapq.heapify(heap)
    left = set(nodes)
    while len(left) > limit:
        _, d, node = heapq.heappop(heap)
        if node not in left or d != degree[node]:
            continue
        left.remove(node)
        for other, count in near[node].items():
            if other in left:
                degree[other] -= count
                heapq.heappush(heap, (-far.get(other, unreached if focus else 0), degree[other], other))
    return [n for n in nodes if n in left]


def _neighbours(nodes: Sequence[str], edges: Iterable[Pair]) -> dict[str, dict[str, int]]:
    near: dict[str, dict[str, int]] = {n: defaultdict(int) for n in nodes}
    for a, b in edges:
        if a != b:
            near[a][b] += 1
            near[b][a] += 1
    return near


def _distances(near: Mapping[str, Mapping[str, int]], start: str) -> dict[str, int]:
    found = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def place(nodes: Sequence[str], edges: Iterable[Pair], radius: Mapping[str, float]) -> dict[str, tuple[int, int]]:
    """A place for every node: neighbours near each other, no two nodes over one another.

    Each connected part is laid out by itself; the largest stands in the middle, the others around it, nodes without an
    edge in rows.

    Args:
        nodes: Ids, each once, in any order.
        edges: Pairs of ids; parallel edges pull once.
        radius: Of each node, in pixels at zoom 1.

    Returns:
        Whole pixels, y downwards, (0, 0) in the middle.
    """
    order = sorted(nodes)
    pairs = sorted({(min(p), max(p)) for p in edges if p[0] != p[1]})
    index = {n: i for i, n in enumerate(order)}
    graph: rx.PyGraph[str, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(order)
    graph.add_edges_from_no_data([(index[a], index[b]) for a, b in pairs])
    parts = sorted((sorted(c) for c in rx.connected_components(graph)), key=lambda c: (-len(c), c))
    blocks: list[dict[str, Point]] = []
    for part in parts:
        if len(part) > 1:
            blocks.append(_apart(_springs(graph, part), radius))
    alone = [order[c[0]] for c in parts if len(c) == 1]
    if alone:
        blocks.append(_rows(alone))
    return {n: (round(x), round(y)) for block in _packed(blocks, radius) for n, (x, y) in block.items()}


def _springs(graph: rx.PyGraph[str, None], part: Sequence[int]) -> dict[str, Point]:
    """One connected part: by forces, then so that distances on the page follow distances in the graph."""
    small = graph.subgraph(list(part))
    size = len(part)
    found = rx.spring_layout(small, seed=SEED, num_iter=min(300, FORCE_STEPS // size))
    at = np.array([found[i] for i in range(size)]) * SPACING * math.sqrt(size)
    if size <= STRESS_UP_TO:
        at = _unstressed(at, _lengths(small))
    at = _lying(at)
    return {small[i]: (float(at[i, 0]), float(at[i, 1])) for i in range(size)}


def _lengths(graph: rx.PyGraph[str, None]) -> NDArray[np.float64]:
    """Shortest way between every two nodes, in pixels; the edges of a hub are longer, to give its neighbours room."""
    wide: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
    wide.add_nodes_from(graph.nodes())
    for a, b in graph.edge_list():
        wide.add_edge(a, b, EDGE_LENGTH + HUB_LENGTH * math.sqrt(max(graph.degree(a), graph.degree(b))))
    return rx.graph_floyd_warshall_numpy(wide, weight_fn=float)


def _unstressed(at: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move all nodes towards the places their wanted distances ask for, near pairs counting most.

    Source: the localised form of stress majorisation in Gansner, Koren and North, "Graph drawing by stress
    majorization" (2004), with all nodes moved at once.
    """
    weight = 1 / np.where(wanted > 0, wanted, np.inf) ** 2
    total = weight.sum(axis=1)
    for _ in range(STRESS_ROUNDS):
        dx, dy = at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1]
        pull = weight * (1 - wanted / np.maximum(np.hypot(dx, dy), 1e-6))
        at = at - np.stack([(pull * dx).sum(axis=1), (pull * dy).sum(axis=1)], axis=1) / total[:, None]
    return at


def _lying(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turned so that the longest direction lies along x."""
    at = at - at.mean(axis=0)
    xx, yy, xy = (at[:, 0] ** 2).sum(), (at[:, 1] ** 2).sum(), (at[:, 0] * at[:, 1]).sum()
    turn = 0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(turn), math.sin(turn)
    return np.stack([at[:, 0] * cos + at[:, 1] * sin, at[:, 1] * cos - at[:, 0] * sin], axis=1)


def _apart(at: dict[str, Point], radius: Mapping[str, float]) -> dict[str, Point]:
    """Push nodes that cover each other apart, nearest pairs by a grid, until none do or 80 rounds are over."""
    names = sorted(at)
    xs, ys = [at[n][0] for n in names], [at[n][1] for n in names]
    need = [radius[n] + MARGIN for n in names]
    cell = 2 * max(need)
    for _ in range(80):
        grid: dict[tuple[int, int], list[int]] = defaultdict(list)
        for i in range(len(names)):
            grid[int(xs[i] // cell), int(ys[i] // cell)].append(i)
        moved = False
        for (cx, cy), members in sorted(grid.items()):
            around = [j for dx in (-1, 0, 1) for dy in (-1, 0, 1) for j in grid.get((cx + dx, cy + dy), ())]
            for i in members:
                for j in around:
                    if j <= i:
                        continue
                    dx, dy = xs[j] - xs[i], ys[j] - ys[i]
                    gap, distance = need[i] + need[j], math.hypot(dx, dy)
                    if distance >= gap:
                        continue
                    if distance < 1e-6:
                        dx, dy, distance = 1.0, 0.0, 1.0
                    push = (gap - distance) / 2
                    xs[i] -= dx / distance * push
                    ys[i] -= dy / distance * push
                    xs[j] += dx / distance * push
                    ys[j] += dy / distance * push
                    moved = True
        if not moved:
            break
    return {n: (xs[i], ys[i]) for i, n in enumerate(names)}


def _rows(names: Sequence[str]) -> dict[str, Point]:
    columns = max(1, round(math.sqrt(len(names) * ASPECT)))
    return {n: (i % columns * ROW, i // columns * ROW * 0.7) for i, n in enumerate(names)}


def _packed(blocks: Sequence[dict[str, Point]], radius: Mapping[str, float]) -> list[dict[str, Point]]:
    """Blocks beside each other, each at the free place nearest to the middle that a widening ellipse meets.

    A block covers the cells of a grid around its nodes; no cell is covered twice.
    """
    taken: set[Cell] = set()
    out = []
    for block in blocks:
        mid_x = (min(x for x, _ in block.values()) + max(x for x, _ in block.values())) / 2
        mid_y = (min(y for _, y in block.values()) + max(y for _, y in block.values())) / 2
        centred = {n: (x - mid_x, y - mid_y) for n, (x, y) in block.items()}
        cells = _cells(centred, radius)
        right, down = next(
            (right, down) for right, down in _spiral() if taken.isdisjoint((x + right, y + down) for x, y in cells)
        )
        taken.update((x + right, y + down) for x, y in cells)
        out.append({n: (x + right * CELL, y + down * CELL) for n, (x, y) in centred.items()})
    return out


def _cells(block: Mapping[str, Point], radius: Mapping[str, float]) -> set[Cell]:
    cells = set()
    for n, (x, y) in block.items():
        reach = radius[n] + BETWEEN
        for cx in range(math.floor((x - reach) / CELL), math.floor((x + reach) / CELL) + 1):
            for cy in range(math.floor((y - reach) / CELL), math.floor((y + reach) / CELL) + 1):
                cells.add((cx, cy))
    return cells


def _spiral() -> Iterator[Cell]:
    step = 0
    while True:
        turn = math.sqrt(step) * 0.9
        yield round(turn * math.cos(turn * 4) * ASPECT), round(turn * math.sin(turn * 4))
        step += 1
