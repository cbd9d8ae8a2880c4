"""Renamed bodies (更名): X更名为Y, 撤销X，设立Y, only as the text says it.

Where a county became a district (撤县设区) the text must name both bodies: 撤销青山县政协，设立青山区政协.
Cases: tests/cases/rules/renames.yml. Known misses: a new name that names no body by itself (更名后为…); bodies that
follow from a change of region that the text states without them.
"""

from __future__ import annotations

import re

from loaders.claims import BodyMention, Reading, Renaming, Span
from loaders.rules.appointments import day_at
from loaders.rules.words import Words

RULE = "renames/1"

_BETWEEN = re.compile(
    r"^[”’」]?(?:现|正式|将|已|同时|分别)?(?:调整更名|更名|改名|改称|改组|变更|改设|改建|改)为[“‘「]?$"
)
_ABOLISHED = re.compile(r"(?:撤销|撤消|不再保留|取消)(?:原)?[“‘「]?$")
_INSTEAD = re.compile(r"^[”’」]?(?:，|、)?(?:同时|相应|并|并相应)?(?:设立|成立|组建|新设|新设立|改设|改建为?)[“‘「]?$")


def renames(reading: Reading, words: Words) -> None:
    """Fill Reading.renamings."""
    if not re.search(r"更名|改名|改称|改为|变更为|改组为|改设|改建|撤销|撤消|不再保留|取消", reading.text):
        return
    for old, new in zip(reading.bodies, reading.bodies[1:], strict=False):
        between = reading.text[old.span.end : new.span.start]
        if not (_BETWEEN.match(between) or (old.body.organ == new.body.organ and _instead(reading.text, old, between))):
            continue
        if old.body == new.body or old.body.kind != new.body.kind:
            continue
        reading.renamings.append(
            Renaming(old.body, new.body, day_at(reading, old.span.start), Span(old.span.start, new.span.end))
        )


def _instead(text: str, old: BodyMention, between: str) -> bool:
    """Whether the body is abolished and the next one set up in its place."""
    before = text[max(0, old.span.start - 6) : old.span.start]
    return _ABOLISHED.search(before) is not None and _INSTEAD.match(between) is not None
