"""Rows and articles per second of a first load, and of one more article, into each store.

    python benchmarks/bench_load.py STORE_URL [PATH...] [--copies N]

STORE_URL must name an empty store (a new path, or an empty Neo4j). Each article is loaded `copies` times with its
dates untouched and its people renamed, so that the graph grows as one of different articles does.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import time
from pathlib import Path

from graph.model.nodes import Article
from graph.store.registry import open_store
from loaders.extract import extract, extractor_version
from loaders.ingest import load
from loaders.sources import read_inputs

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "local" / "articles"


def copies(articles: list[Article], number: int) -> list[Article]:
    """Each article `number` times, every copy with an id, slug and fingerprint of its own."""
    out = []
    for n in range(number):
        for article in articles:
            seed = hashlib.sha256(f"{article.article_id}{n}".encode()).hexdigest()[:16]
            slug, mark = f"{article.slug}-{n}", f"{article.fingerprint}{n}"
            out.append(dataclasses.replace(article, article_id=seed, slug=slug, fingerprint=mark))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("paths", nargs="*", default=[str(EXAMPLES)])
    parser.add_argument("--copies", type=int, default=1)
    options = parser.parse_args()
    articles = copies([a for a in read_inputs(options.paths) if isinstance(a, Article)], options.copies)
    *most, last = [extract(a) for a in articles]
    with open_store(options.store) as store:
        start = time.perf_counter()
        load(store, most, extractor_version=extractor_version())
        middle = time.perf_counter()
        load(store, [last], extractor_version=extractor_version())
        end = time.perf_counter()
        graph = store.snapshot()
    rows = len(graph.nodes) + len(graph.edges)
    seconds = middle - start
    print(f"{len(most)} articles, {rows} rows, {rows / len(articles):.1f} rows an article")
    print(f"first load        {seconds:.2f} s   {len(most) / seconds:.0f} articles/s   {rows / seconds:.0f} rows/s")
    print(f"one more article  {1000 * (end - middle):.1f} ms")


if __name__ == "__main__":
    main()
