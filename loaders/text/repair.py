"""All repairs of one raw text in their order: the only place that knows it."""

from __future__ import annotations

from loaders.text import damage
from loaders.text.fields import Fields
from loaders.text.fold import drop_junk, fold, widen
from loaders.text.script import to_simplified
from loaders.text.traced import Traced
from loaders.text.trim import trim


def repaired(raw: str, fields: Fields) -> Traced:
    """Title line and body of a raw text with offsets and repairs; unknown fields are filled in."""
    traced = Traced(raw)
    drop_junk(traced)
    fold(traced)
    damage.drop_glosses(traced)
    slips = damage.find_slips(traced.text)
    for start, end in slips:
        traced.record("slip", start, end, traced.text[start:end])
    damage.repair_question_marks(traced, slips)
    to_simplified(traced)
    damage.single_marks(traced)
    damage.drop_spam(traced)
    trim(traced, fields)
    damage.drop_repeats(traced)
    damage.drop_blank_lines(traced)
    widen(traced)
    return traced
