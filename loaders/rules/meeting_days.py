"""The days of a meeting: the expression of time in the sentence that says it is held, by the clock of the article."""

from __future__ import annotations

import re

from graph.model.dates import PartialDate
from loaders.claims import Reading, Sentence, Span
from loaders.rules.meeting_cues import Cue
from loaders.rules.meeting_names import MeetingName
from loaders.text.dates import DateMention, resolve_dates

# An expression that dates something else: a document (3月11日印发的), a period (2024年度), an earlier time (2022年以来).
_OTHER = re.compile(r"^(?:\s?(?:电|讯|消息)|[^，。；：]{0,14}(?:印发|制定|出台|通过|发布|颁布|实施)的|以来|起|年?度|前[，]?|出生|后(?!，)|第|届|至今|的?(?:工作|计划|要点))")
_SAME_DAY = re.compile(r"^[^，。]{0,10}(?:当天|当日|当晚|同日|随后|会上|会前|会后|下午|上午|晚上)|会前|会后|当晚|当天|当日|并主持")


class Days:
    """Expressions of time of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.mentions = resolve_dates(reading.text, reading.article.published)

    @property
    def spans(self) -> list[Span]:
        """Where they stand; a mere year is left readable, as it may lead a name."""
        return [Span(m.start, m.end) for m in self.mentions if not m.text.endswith("年")]

    def of(self, sentence: Sentence, name: MeetingName, cue: Cue) -> tuple[PartialDate | None, PartialDate | None, Span | None]:
        """First day, last day and place of the expression that dates a meeting named in `sentence`; all None without one."""
        end = max(cue.verb.end, name.span.start)
        inside = [m for m in self._usable(sentence.span) if m.start < end and not _within(m, name.span, cue)]
        if inside:
            chosen = self._choose(inside, name, cue)
            return chosen.date, chosen.end_date, Span(chosen.start, chosen.end)
        late = [m for m in self._usable(sentence.span) if m.start >= end and m.start - end <= 2]
        if late:
            return late[0].date, late[0].end_date, Span(late[0].start, late[0].end)
        if _SAME_DAY.search(self.reading.text[sentence.span.start : end]):
            before = [
                m for m in self.mentions
                if m.end <= sentence.span.start and m.date and len(m.date) == 10
                and self.reading.sentence_at(m.start).paragraph >= sentence.paragraph - 1
                and not _OTHER.match(self.reading.text, m.end)
            ]
            if before:
                return before[-1].date, None, Span(before[-1].start, before[-1].end)
        return None, None, None

    def of_lead(self) -> tuple[PartialDate | None, PartialDate | None, Span | None]:
        """The first day named in the first sentence of the body, for a meeting named only in the title."""
        lead = next((s for s in self.reading.sentences if s.zone == "body"), None)
        for mention in self._usable(lead.span) if lead is not None else ():
            if mention.date is not None and len(mention.date) == 10:
                return mention.date, mention.end_date, Span(mention.start, mention.end)
        return None, None, None

    def _usable(self, span: Span) -> list[DateMention]:
        return [
            m for m in self.mentions
            if span.start <= m.start < span.end and not _OTHER.match(self.reading.text[m.end : m.end + 24])
        ]

    def _choose(self, mentions: list[DateMention], name: MeetingName, cue: Cue) -> DateMention:
        """The one nearest before the verb that has a day; a range or the first of a clause before a mere 上午."""
        days = [m for m in mentions if m.date is not None and len(m.date) == 10]
        return days[-1] if days and len(days) == 1 else (days or mentions)[0]


def _within(mention: DateMention, span: Span, cue: Cue) -> bool:
    """Part of the name itself (2024年第四期…)."""
    return span.start <= mention.start < span.end
