"""National office-holders of lexicons/office_holders.csv: names known without evidence in the article."""

from __future__ import annotations

from functools import lru_cache

from loaders.lexicon import load_table


@lru_cache(maxsize=1)
def holders() -> dict[str, tuple[tuple[str, str], ...]]:
    """National office-holders: name to (body, title) pairs, the latest first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in load_table("office_holders"):
        found.setdefault(row["name"], []).append((row["start"], row["body"], row["title"]))
    return {name: tuple((b, t) for _, b, t in sorted(rows, reverse=True)) for name, rows in found.items()}


@lru_cache(maxsize=1)
def holder_names() -> frozenset[str]:
    """Their names."""
    return frozenset(holders())
