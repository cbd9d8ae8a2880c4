"""Where sentences end."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？!?；;]+[”’」』）)]*")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, in order, without blanks at their ends.

    A line break always ends one; 。！？； end one outside 《》 “” （）. A quotation that goes on for several sentences is
    split at its 。 too, so that no sentence swallows a whole speech: inside “” a mark ends a sentence unless the quotation
    closes right there and the sentence goes on.
    """
    found: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        found.extend((position + a, position + b) for a, b in _of_line(line))
        position += len(line) + 1
    return found


def _of_line(line: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(line):
        end = match.end()
        quoted = match[0][-1] in "”’」』" and _goes_on(line[end:])
        if quoted or _inside(line[start : match.start()], match[0][0], line[end:]):
            continue
        _put(found, line, start, end)
        start = end
    _put(found, line, start, len(line))
    return found


def _inside(before: str, mark: str, after: str) -> bool:
    """Whether a mark stands in a title or a bracket that closes later on this line; ； also in a quotation."""
    pairs = ("《》", "（）", "()", "“”") if mark in "；;" else ("《》", "（）", "()")
    return any(before.count(o) > before.count(c) and c in after for o, c in pairs)


def _goes_on(rest: str) -> bool:
    """Whether the words behind a closed quotation belong to its sentence: “…。”张三说。"""
    return bool(re.match(r"[^。！？；\n]{1,30}(?:说|表示|指出|介绍|告诉|强调|认为|坦言|回忆|感慨|建议|谈到|提出|道|称)", rest))


def _put(found: list[tuple[int, int]], line: str, start: int, end: int) -> None:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
