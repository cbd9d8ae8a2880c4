"""The words that rules read with, in one value so that a test can pass its own regions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from loaders.gazetteer import Gazetteer
from loaders.lexicon import Lexicon, load_lexicon


@dataclass(frozen=True, slots=True)
class Words:
    """Gazetteer and lexicons.

    Args:
        gazetteer: Regions; tests pass a private one for invented places.
    """

    gazetteer: Gazetteer

    def lexicon(self, name: str) -> Lexicon:
        """The list lexicons/<name>.yml."""
        return load_lexicon(name)


@lru_cache(maxsize=1)
def default_words() -> Words:
    """The shipped gazetteer and lexicons."""
    return Words(Gazetteer.default())
