"""A text under repair that knows where in the raw text each of its characters stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from graph.model.ids import canonical_json


class Edit(NamedTuple):
    """Replace [start, end) of the current text.

    Args:
        start: First character.
        end: One past the last.
        new: What stands there afterwards.
        kind: Damage it repairs, recorded with the article; None for layout (blanks, line breaks) that is not recorded.
    """

    start: int
    end: int
    new: str = ""
    kind: str | None = None


class Run(NamedTuple):
    """`length` characters of the text from `start` stand in the raw text from `raw`, one for one."""

    start: int
    raw: int
    length: int


class Repair(NamedTuple):
    """What was done to raw[start:end], which printed `printed`; `slip` marks a place that is damaged and left."""

    kind: str
    start: int
    end: int
    printed: str
    repaired: str


class Traced:
    """The current text, its runs into the raw text, and the repairs done so far."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self.runs: list[Run] = [Run(0, 0, len(raw))] if raw else []
        self.repairs: list[Repair] = []

    def edit(self, edits: Iterable[Edit]) -> None:
        """Apply edits that do not overlap, given in order."""
        todo = list(edits)
        if not todo:
            return
        pieces: list[str] = []
        runs: list[Run] = []
        length = position = 0
        spans = iter(self.runs)
        run = next(spans, None)

        def keep(start: int, end: int) -> None:
            nonlocal length, run
            while run is not None and run.start + run.length <= start:
                run = next(spans, None)
            while run is not None and run.start < end:
                first, last = max(run.start, start), min(run.start + run.length, end)
                new = Run(length + first - start, run.raw + first - run.start, last - first)
                previous = runs[-1] if runs else None
                if previous and previous[0] + previous[2] == new[0] and previous[1] + previous[2] == new[1]:
                    runs[-1] = Run(previous[0], previous[1], previous[2] + new[2])
                else:
                    runs.append(new)
                if run.start + run.length > end:
                    break
                run = next(spans, None)
            pieces.append(self.text[start:end])
            length += end - start

        for start, end, new, kind in todo:
            keep(position, start)
            if kind is not None:
                self.record(kind, start, end, new)
            pieces.append(new)
            length += len(new)
            position = end
        keep(position, len(self.text))
        self.text, self.runs = "".join(pieces), runs

    def change(self, text: str) -> None:
        """Put another text of the same length in place: one character for one, runs and repairs stay."""
        if len(text) != len(self.text):
            raise ValueError(f"{len(text)} characters for {len(self.text)}")
        self.text = text

    def record(self, kind: str, start: int, end: int, repaired: str) -> None:
        """Note a repair of [start, end) of the current text."""
        first, last = self.raw_span(start, end)
        self.repairs.append(Repair(kind, first, last, self.raw[first:last], repaired))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text behind [start, end)."""
        return raw_span_of(self.runs, start, end)

    def offsets_json(self) -> str:
        """Runs as Article.offsets holds them."""
        return canonical_json([list(r) for r in self.runs])

    def repairs_json(self) -> str:
        """Repairs as Article.repairs holds them, by place."""
        return canonical_json(sorted((list(r) for r in self.repairs), key=lambda r: (r[1], r[2], r[0])))


def raw_span_of(runs: list[Run], start: int, end: int) -> tuple[int, int]:
    """The smallest span of the raw text that holds all raw characters of text[start:end] (empty between runs)."""
    first = bisect_right(runs, start, key=lambda r: r.start) - 1
    if first >= 0 and start < runs[first].start + runs[first].length:
        raw_start = runs[first].raw + start - runs[first].start
    elif first + 1 < len(runs) and runs[first + 1].start < end:
        raw_start = runs[first + 1].raw
    else:
        raw_start = runs[first].raw + runs[first].length if first >= 0 else 0
    last = bisect_right(runs, end - 1, key=lambda r: r.start) - 1
    if end <= start or last < 0:
        return raw_start, raw_start
    run = runs[last]
    return raw_start, max(raw_start, run.raw + min(end - run.start, run.length))
