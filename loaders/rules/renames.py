"""Renamed bodies (更名): X更名为Y, X撤销设立Y, only as the text says it.

Cases: tests/cases/rules/renames.yml. Known misses: a new name that names no body by itself (更名后为…).
"""

from __future__ import annotations

import re

from loaders.claims import Reading, Renaming, Span
from loaders.rules.appointments import day_at
from loaders.rules.words import Words

RULE = "renames/1"

_BETWEEN = re.compile(r"^[”’」]?(?:现|正式|将|已|同时|分别)?(?:更名|改名|改称|改组|变更|调整更名)为[“‘「]?$")


def renames(reading: Reading, words: Words) -> None:
    """Fill Reading.renamings."""
    if not re.search(r"更名|改名|改称|变更为|改组为", reading.text):
        return
    for old, new in zip(reading.bodies, reading.bodies[1:], strict=False):
        if not _BETWEEN.match(reading.text[old.span.end : new.span.start]):
            continue
        if old.body == new.body or old.body.kind != new.body.kind:
            continue
        reading.renamings.append(
            Renaming(old.body, new.body, day_at(reading, old.span.start), Span(old.span.start, new.span.end))
        )



