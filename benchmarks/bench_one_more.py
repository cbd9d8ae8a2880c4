"""What one more article costs in a graph of many, against a graph of one: rows touched, and time.

    python benchmarks/bench_one_more.py [SIZE...] [--store URL] [--trials N]

For each size a made-up corpus (benchmarks/corpus.py) is loaded into a new embedded store, or into the one at URL, whose
articles are taken out before each size. Then further articles of the corpus are loaded one by one,
and the median of those that name the leader, who stands in a third of all articles, and of the others, is printed with
its ratio to the graph of one article.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from corpus import LEADER, Made, World, article, record

from graph.model.nodes import Article
from graph.settings import settings
from graph.store.base import Store
from graph.store.registry import open_store
from loaders.claims import Extraction
from loaders.extract import extract, extractor_version
from loaders.ingest import load, remove
from loaders.sources import read_inputs


def extracted(made: list[Made], folder: Path) -> list[Extraction]:
    """The claims of made-up articles, read as a user's file is."""
    file = folder / "corpus.jsonl"
    file.write_text("".join(record(m) + "\n" for m in made), encoding="utf-8")
    return [extract(a) for a in read_inputs([file]) if isinstance(a, Article)]


def measure(store: Store, size: int, trials: int, folder: Path) -> dict[bool, tuple[float, float, float]]:
    """Rows read, rows written and milliseconds of one more article, by whether it names the leader (medians)."""
    version = extractor_version()
    world = World(max(size, 1000))  # the graph of one article is of the same kind
    load(store, extracted([article(world, n) for n in range(size)], folder), extractor_version=version)
    more = extracted([article(world, n) for n in range(size, size + 6 * trials)], folder)
    load(store, more[:3], extractor_version=version)  # the engine warms up
    found: dict[bool, list[tuple[float, float, float]]] = {True: [], False: []}
    for one in more[3:]:
        start = time.perf_counter()
        done = load(store, [one], extractor_version=version)
        seconds = time.perf_counter() - start
        rows = done.nodes_read + done.edges_read, done.nodes_written + done.edges_written
        found[LEADER in one.article.text].append((*rows, 1000 * seconds))
    return {led: tuple(map(statistics.median, zip(*f, strict=True))) for led, f in found.items()}  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--store")
    parser.add_argument("--trials", type=int, default=5)
    options = parser.parse_args()
    first: dict[bool, tuple[float, float, float]] = {}
    print("articles  leader   rows read  rows written        ms    ratios to one article")
    for size in [1, *options.sizes]:
        with tempfile.TemporaryDirectory() as folder:
            url = options.store or str(Path(folder) / "one-more.graph")
            with open_store(url, password=settings().password) as store:
                if options.store:
                    remove(store, [a.article_id for a in store.articles()], extractor_version=extractor_version())
                found = measure(store, size, options.trials, Path(folder))
        first = first or found
        for led, values in found.items():
            ratios = "  ".join(f"{v / f:.2f}" for v, f in zip(values, first[led], strict=True))
            read, written, ms = values
            print(
                f"{size:8}  {'yes' if led else 'no':6} {read:11.0f} {written:13.0f} {ms:9.1f}    {ratios}", flush=True
            )


if __name__ == "__main__":
    main()
