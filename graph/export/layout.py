"""Which part of a graph is shown, and where its nodes stand: pure, seeded, the same for the same graph.

Source: greedy peeling as in Charikar, "Greedy approximation algorithms for finding dense components in a graph"
(2000); force-directed placement of rustworkx (Fruchterman and Reingold 1991).
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

import rustworkx as rx

SEED = 20180305
# Pixels at zoom 1: free space around a node, and the distance aimed at between neighbours.
MARGIN = 16.0
SPACING = 92.0
# The page is wider than high.
ASPECT = 1.5

Point = tuple[float, float]
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
        distance, d, node = heapq.heappop(heap)
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
    """One connected part by forces, spread by the number of its nodes."""
    small = graph.subgraph(list(part))
    size = len(part)
    rounds = 600 if size <= 400 else 150
    found = rx.spring_layout(small, seed=SEED, num_iter=rounds, k=1.6 / math.sqrt(size), scale=1.0)
    width = SPACING * math.sqrt(size)
    return {small[i]: (x * width * math.sqrt(ASPECT), y * width / math.sqrt(ASPECT)) for i, (x, y) in found.items()}


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
    return {n: (i % columns * SPACING, i // columns * SPACING * 0.7) for i, n in enumerate(names)}


def _packed(blocks: Sequence[dict[str, Point]], radius: Mapping[str, float]) -> list[dict[str, Point]]:
    """Blocks side by side: each at the free place nearest to the middle, on a widening ellipse."""
    taken: list[tuple[float, float, float, float]] = []
    out = []
    for block in blocks:
        room = max(radius[n] for n in block) + MARGIN
        left, right = min(x for x, _ in block.values()) - room, max(x for x, _ in block.values()) + room
        top, bottom = min(y for _, y in block.values()) - room, max(y for _, y in block.values()) + room
        half_x, half_y = (right - left) / 2, (bottom - top) / 2
        x, y = _free(taken, half_x, half_y)
        taken.append((x, y, half_x, half_y))
        mid_x, mid_y = (left + right) / 2, (top + bottom) / 2
        out.append({n: (px - mid_x + x, py - mid_y + y) for n, (px, py) in block.items()})
    return out


def _free(taken: Sequence[tuple[float, float, float, float]], half_x: float, half_y: float) -> Point:
    step = 0
    while True:
        turn = step * 0.35
        out = 14.0 * turn
        x, y = out * math.cos(turn) * ASPECT, out * math.sin(turn)
        if all(abs(x - tx) >= half_x + hx or abs(y - ty) >= half_y + hy for tx, ty, hx, hy in taken):
            return x, y
        step += 1
