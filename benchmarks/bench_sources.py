"""Processor time and peak memory of reading articles from a folder, one .zip and one .jsonl, at two sizes.

    python benchmarks/bench_sources.py [--articles N] [--rounds R]

Each reading is a process of its own; sizes and containers take turns, the median is printed. The ratio of two sizes
says how time and memory grow with the number of articles: memory should not, time should by the same factor.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from made_articles import articles

CONTAINERS = ("folder", "zip", "jsonl")
READ = """
import sys, time, resource
from loaders.sources import read_inputs
from graph.model.nodes import Article
start = time.process_time()
count = characters = 0
for item in read_inputs(sys.argv[1:]):
    if isinstance(item, Article):
        count += 1
        characters += len(item.text)
print(count, characters, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def write(folder: Path, count: int) -> dict[str, Path]:
    """The same articles in every container."""
    places = {"folder": folder / "files", "zip": folder / "a.zip", "jsonl": folder / "a.jsonl"}
    places["folder"].mkdir(parents=True)
    with zipfile.ZipFile(places["zip"], "w", zipfile.ZIP_DEFLATED) as archive, places["jsonl"].open("w") as lines:
        for made in articles(count):
            text = f"{made['title']}\n{made['published']} 来源：{made['source']}\n{made['text']}\n"
            (places["folder"] / f"{made['id']}.txt").write_text(text, encoding="utf-8")
            archive.writestr(f"{made['id']}.txt", text)
            lines.write(json.dumps(made, ensure_ascii=False) + "\n")
    return places


def read(place: Path) -> tuple[int, float, float]:
    """Articles, processor seconds and MB of one process that reads a container."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    command = [sys.executable, "-c", READ, str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    count, _, seconds, memory = done.stdout.split()
    return int(count), float(seconds), float(memory)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sizes = (options.articles // 10, options.articles)
    found: dict[tuple[str, int], list[tuple[int, float, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        places = {size: write(Path(name, str(size)), size) for size in sizes}
        for _ in range(options.rounds):
            for size in sizes:
                for container in CONTAINERS:
                    found.setdefault((container, size), []).append(read(places[size][container]))
    print(f"{'container':9}  {'articles':>8}  {'seconds':>8}  {'ms each':>8}  {'peak MB':>8}")
    for (container, size), runs in found.items():
        seconds, memory = (statistics.median(run[i] for run in runs) for i in (1, 2))
        print(f"{container:9}  {runs[0][0]:8}  {seconds:8.2f}  {1000 * seconds / size:8.3f}  {memory:8.1f}")
    for container in CONTAINERS:
        small, large = ([statistics.median(r[i] for r in found[container, s]) for i in (1, 2)] for s in sizes)
        print(
            f"{container:9}  ten times the articles: time x{large[0] / small[0]:.2f}, memory x{large[1] / small[1]:.3f}"
        )
    folder = statistics.median(r[1] for r in found["folder", sizes[1]])
    for container in CONTAINERS[1:]:
        print(f"{container} / folder: time x{statistics.median(r[1] for r in found[container, sizes[1]]) / folder:.2f}")


if __name__ == "__main__":
    main()
