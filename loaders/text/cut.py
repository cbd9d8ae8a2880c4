"""Words of a text, by one segmenter: rjieba where it can be imported, else jieba, which has the same dictionary.

A rule asks for words only where characters alone do not decide (a name or a word?). Known difference: the two may cut a
run of unknown characters differently where the hidden Markov model guesses; no rule rests on such a run alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_fast: Any
try:
    import rjieba as _fast
except ImportError:  # no wheel for this platform
    _fast = None


@lru_cache(maxsize=8192)
def cut(text: str, *, hmm: bool = True) -> tuple[str, ...]:
    """The words of a short text in order; joined they are the text.

    Args:
        text: A run of characters without line breaks.
        hmm: Whether unknown words are guessed (names, mostly).
    """
    if _fast is not None:
        return tuple(_fast.cut(text, hmm))
    return tuple(_slow().lcut(text, HMM=hmm))


@lru_cache(maxsize=8192)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """The words with their part of speech in the letters of the dictionary (n, v, nr a person, ns a place)."""
    if _fast is not None:
        return tuple((word, tag) for word, tag in _fast.tag(text))
    return tuple((pair.word, pair.flag) for pair in _tagger().lcut(text))


@lru_cache(maxsize=1)
def _slow() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import jieba.posseg

    _slow()
    return jieba.posseg
