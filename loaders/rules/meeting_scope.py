"""Which meeting a place in the text is about.

It is the one named last in its paragraph, else the one held last in its section. A meeting told as 会前 or 会后 rules
only its own paragraph. Meetings held together (先后召开A和B) are meant together.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from loaders.claims import MeetingEntity, Reading, Sentence, Span
from loaders.rules.meeting_days import times_of

_ATTACHED = re.compile(
    r"(?:^|[，。])(?:[^，。；]{0,12}会议?(?:召开|开始|结束)?之?[前后]|随后|此前|当天还|同日)，?"
)
_POINTING = frozenset(
    {"会议", "大会", "全会", "座谈会", "协商会", "论坛", "现场会", "读书会", "学习会", "研讨会"}
    | {"茶话会", "报告会", "交流会", "推进会"}
)
_PRINTED = re.compile(r"\s?(?:电|讯|消息|（)")  # behind a day that is that of the page
_BYLINE = re.compile(r"(?:[^，。；\n]{0,24}(?:讯|报道)[：，]?)?\s*(?:（[^（）]{0,20}）)?\s*")
_FULL = 10  # length of YYYY-MM-DD
_TOGETHER = re.compile(r"[^；。]{0,14}")  # between the names of meetings held together


def is_attached(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether the meeting named at `span` is told as another gathering before or after the one reported."""
    return _ATTACHED.search(reading.text[sentence.span.start : span.start]) is not None


class Scope:
    """Answers `at(position)` for one finished list of meetings."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.held = sorted((m for m in reading.meetings if m.status == "held"), key=lambda m: m.span)
        self.first = {m.index: reading.sentence_at(m.span.start) for m in self.held}
        self.attached = {m.index: is_attached(reading, m.span, self.first[m.index]) for m in self.held}
        mentions = sorted((m for m in reading.meeting_mentions if m.meeting in self.first), key=lambda m: m.span)
        self.specific = [m for m in mentions if m.text not in _POINTING]
        self._starts = sorted([m.span.start for m in self.held] + [m.span.start for m in self.specific])
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def at(self, position: int) -> tuple[int, ...]:
        """Indexes of the meetings meant at a character; empty where nothing is held."""
        key = self.reading.sentence_at(position).index, bisect_left(self._starts, position)
        if key not in self._known:
            self._known[key] = self._at(position)
        return self._known[key]

    def around(self, meeting: int, position: int) -> tuple[int, ...]:
        """A meeting with those held together with it, where the place is about them; else alone."""
        meant = self.at(position)
        return meant if meeting in meant else (meeting,)

    def named_in(self, start: int, end: int) -> tuple[int, ...]:
        """Meetings named (not by 会议 alone) in text[start:end], in order."""
        return tuple(dict.fromkeys(m.meeting for m in self.specific if start <= m.span.start < end))

    def _at(self, position: int) -> tuple[int, ...]:
        here = self.reading.sentence_at(position)
        if here.zone == "title":
            return self._first_of([m for m in self.held if not self.attached[m.index]])
        body = [m for m in self.held if self.first[m.index].zone == "body"]
        section = [m for m in body or self.held if self.first[m.index].section == here.section]
        section = section or [m for m in self.held if self.first[m.index].zone == "title"]
        before_here = [m for m in self.specific if m.span.start < position]
        named = [m for m in before_here if self._paragraph(m.span.start) == here.paragraph]
        if named:
            last = named[-1]
            told = self.first[last.meeting].index == self.reading.sentence_at(last.span.start).index
            return self._together(section, last.meeting) if told else (last.meeting,)
        main = [m for m in section if not self.attached[m.index] or self._tells(m, here)]
        before = [m for m in main if m.span.start < position]
        if before:
            return self._together(section, before[-1].index)
        ahead = [m for m in section if not self.attached[m.index]] or section
        return self._first_of([m for m in ahead if not self._another_day(here, m)])

    def _another_day(self, here: Sentence, meeting: MeetingEntity) -> bool:
        """Whether the paragraph opens with another day than that of a meeting told only in a later one."""
        if meeting.date is None or self.first[meeting.index].paragraph <= here.paragraph:
            return False
        start = self.reading.text.rfind("\n", 0, here.span.start) + 1
        day = next((t for t in times_of(self.reading) if t.start >= start), None)
        if day is None or day.date is None or len(day.date) != _FULL or _PRINTED.match(self.reading.text, day.end):
            return False
        last = meeting.end_date or meeting.date
        opens = _BYLINE.fullmatch(self.reading.text, start, day.start) is not None
        return opens and not (meeting.date.first <= day.date.first and day.date.last <= last.last)

    def _first_of(self, meetings: list[MeetingEntity]) -> tuple[int, ...]:
        return self._together(meetings, meetings[0].index) if meetings else ()

    def _together(self, section: list[MeetingEntity], index: int) -> tuple[int, ...]:
        """A meeting with those named in one breath with it."""
        groups: list[list[int]] = []
        last: MeetingEntity | None = None
        for meeting in (m for m in section if self.first[m.index].index == self.first[index].index):
            between = self.reading.text[last.span.end : meeting.span.start] if last else ""
            if last is not None and _TOGETHER.fullmatch(between):
                groups[-1].append(meeting.index)
            else:
                groups.append([meeting.index])
            last = meeting
        return next((tuple(g) for g in groups if index in g), (index,))

    def _tells(self, meeting: MeetingEntity, sentence: Sentence) -> bool:
        return self.first[meeting.index].paragraph == sentence.paragraph

    def _paragraph(self, position: int) -> int:
        return self.reading.sentence_at(position).paragraph
