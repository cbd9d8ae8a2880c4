"""Which meeting a place in the text is about: the one named last in its paragraph, else the one held last in its section.

A meeting told as 会前 or 会后 rules only its own paragraph. Meetings held together (先后召开A和B) are meant together.
"""

from __future__ import annotations

import re

from loaders.claims import MeetingEntity, Reading, Sentence, Span

_ATTACHED = re.compile(r"(?:^|[，。])(?:会前|会后|会议前|会议之前|会议召开前|会议开始前|会议结束后|随后|此前|当天还|同日|常委会会议前|全体会议前|主席会议前|座谈会前|[^，。；]{2,12}会议?前)，?")


def is_attached(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """Whether the meeting named at `span` is told as another gathering before or after the one reported."""
    return _ATTACHED.search(reading.text[sentence.span.start : span.start]) is not None


class Scope:
    """Answers `at(position)` for one finished list of meetings."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sentence = {s.index: s for s in reading.sentences}
        self.held = sorted((m for m in reading.meetings if m.status == "held"), key=lambda m: m.span)
        self.first: dict[int, Sentence] = {m.index: reading.sentence_at(m.span.start) for m in self.held}
        self.attached = {m.index: is_attached(reading, m.span, self.first[m.index]) for m in self.held}
        held = set(self.first)
        self.mentions = sorted((m for m in reading.meeting_mentions if m.meeting in held), key=lambda m: m.span)
        self.specific = [m for m in self.mentions if m.text not in _GENERIC]

    def at(self, position: int) -> tuple[int, ...]:
        """Indexes of the meetings meant at a character; empty where the section reports none."""
        here = self.reading.sentence_at(position)
        titles = not any(s.zone == "body" for s in self.first.values())
        section = [
            m for m in self.held
            if (self.first[m.index].section == here.section and (self.first[m.index].zone == "body" or titles))
        ]
        if not section:
            section = [m for m in self.held if self.first[m.index].zone == "title"]
        if here.zone == "title":
            section = [m for m in self.held if not self.attached[m.index]]
            return self._together(section, section[0].index) if section else ()
        named = [m for m in self.specific if m.span.start < position and self._paragraph(m.span.start) == here.paragraph]
        if named:
            last = named[-1]
            if self.first[last.meeting].index == self.reading.sentence_at(last.span.start).index:
                return self._together(section, last.meeting)
            return (last.meeting,)
        before = [
            m for m in section
            if m.span.start < position and (not self.attached[m.index] or self.first[m.index].paragraph == here.paragraph)
        ]
        if before:
            return self._together(section, before[-1].index)
        main = [m for m in section if not self.attached[m.index]] or section
        return self._together(section, main[0].index) if main else ()

    def named_in(self, start: int, end: int) -> tuple[int, ...]:
        """Meetings named (not by 会议 alone) in text[start:end], in order."""
        return tuple(dict.fromkeys(m.meeting for m in self.specific if start <= m.span.start < end))

    def _together(self, section: list[MeetingEntity], index: int) -> tuple[int, ...]:
        row = [m for m in section if self.first[m.index].index == self.first[index].index]
        groups: list[list[int]] = []
        last: MeetingEntity | None = None
        for meeting in row:
            between = self.reading.text[last.span.end : meeting.span.start] if last else ""
            if last is not None and re.fullmatch(r"[^；。]{0,14}", between):
                groups[-1].append(meeting.index)
            else:
                groups.append([meeting.index])
            last = meeting
        return next((tuple(g) for g in groups if index in g), (index,))

    def _paragraph(self, position: int) -> int:
        return self.reading.sentence_at(position).paragraph


_GENERIC = frozenset({"会议", "大会", "全会", "座谈会", "协商会", "论坛", "现场会", "读书会", "学习会", "研讨会", "茶话会", "报告会", "交流会", "推进会"})
