"""Speed of extraction against jieba.posseg on the same text, in one process and one run.

    python benchmarks/bench_extract.py [PATH...] [--rounds N]

Prints characters, seconds of each (median of the rounds, taken in turn), and the ratio posseg / extraction.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from pathlib import Path

import jieba.posseg

from graph.model.nodes import Article
from loaders.extract import extract
from loaders.sources import read_inputs

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "local" / "articles"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(EXAMPLES)])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    articles = [a for a in read_inputs(options.paths) if isinstance(a, Article)]
    characters = sum(len(a.text) for a in articles)
    extract(articles[0])
    list(jieba.posseg.cut(articles[0].text))
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        for article in articles:
            extract(article)
        middle = time.perf_counter()
        for article in articles:
            list(jieba.posseg.cut(article.text))
        ours.append(middle - start)
        theirs.append(time.perf_counter() - middle)
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"{len(articles)} articles, {characters} characters, {options.rounds} rounds")
    print(f"extraction    {a:.3f} s   {1000 * a / len(articles):.2f} ms an article")
    print(f"jieba.posseg  {b:.3f} s   {1000 * b / len(articles):.2f} ms an article")
    print(f"ratio         {b / a:.2f}")


if __name__ == "__main__":
    main()
