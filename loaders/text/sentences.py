"""Where sentences end."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？!?；;]+[”’」』）)]*")
_SAID = re.compile(r"[^。！？；\n]{1,30}(?:说|表示|指出|介绍|告诉|强调|认为|坦言|建议|谈到|道|称)")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, in order, without blanks at their ends.

    A line break always ends one; 。！？； end one outside 《》 and （）. A quotation of several sentences is split at
    its 。 too, so that no sentence swallows a whole speech; where it closes and its sentence goes on (“…。”某人说。),
    that mark ends none.
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
    pairs = (("《", "》"), ("（", "）"), ("(", ")"), ("“", "”"))[: 4 if mark in "；;" else 3]
    return any(before.count(opening) > before.count(closing) and closing in after for opening, closing in pairs)


def _goes_on(rest: str) -> bool:
    """Whether the words behind a closed quotation belong to its sentence, as 某人说 does."""
    return bool(_SAID.match(rest))


def _put(found: list[tuple[int, int]], line: str, start: int, end: int) -> None:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
