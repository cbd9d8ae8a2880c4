"""The days of a meeting: the expression of time in the sentence that says it is held, by the clock of the article."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from typing import NamedTuple

from graph.model.dates import PartialDate
from loaders.claims import Reading, Sentence, Span
from loaders.rules.meeting_cues import Cue
from loaders.rules.meeting_names import MeetingName
from loaders.rules.shadow import Shadow
from loaders.text.dates import DateMention, resolve_dates

# An expression that dates something else: a dateline, a document (3月11日印发的), a period (2024年度), an earlier time.
_OTHER = re.compile(
    r"^(?:\s?(?:电|讯|消息)|\s*（\s*[^（）\d]{2,12}\s*）\s*(?=\d{1,2}月|[今昨]天|[今昨]日)|[^，。；：]{0,14}(?:印发|制定|出台|通过|发布|颁布|实施)的"
    r"|以来|起|年?度|前[，]?|出生|后(?!，)|第|届|至今|的?(?:工作|计划|要点))"
)
_SAME_DAY = re.compile(
    r"^[^，。]{0,10}(?:当天|当日|当晚|同日|随后|会上|会前|会后|下午|上午|晚上)|会前|会后|当晚|当天|当日|并主持"
)
_DECIDED = re.compile("决定|商定|确定|建议|同意|通过|审议|研究|讨论|听取")
_OCCASION = re.compile(r"(?P<what>[^，。；]{3,14}?)(?:召开|开始|结束|闭幕)?之?前，")
_MONTH_FOLDER = re.compile(r"/(?P<year>20\d\d)[-/]?(?P<month>0[1-9]|1[0-2])/")
_BESIDE = 8  # characters between a day and the occasion it dates (12日下午举行的第二次全体会议)
_TOP = 3  # paragraphs in which a speech prints its day
_FULL = 10  # length of YYYY-MM-DD


class When(NamedTuple):
    """First and last day of a meeting with the place that says so; all None if unknown."""

    date: PartialDate | None = None
    end_date: PartialDate | None = None
    span: Span | None = None


def times_of(reading: Reading) -> list[DateMention]:
    """Expressions of time of an article, resolved once."""
    if reading.times is None:
        published = reading.article.published
        if published is None and (last := _last_day_of_address(reading.article.url)) is not None:
            times = resolve_dates(reading.text, last)
            # The day of the page is not known: 今天 and 15日 stay without a date.
            reading.times = [t if "月" in t.text or t.date is None else replace(t, date=None) for t in times]
        else:
            reading.times = resolve_dates(reading.text, published)
    return reading.times


def _last_day_of_address(url: str | None) -> PartialDate | None:
    """Last day of the month that a folder of an address gives (/201403/): no page lies after it."""
    match = _MONTH_FOLDER.search(url or "")
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"])
    return PartialDate(f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}")


def masked_times(reading: Reading) -> list[Span]:
    """Where expressions of time stand; a mere year is left readable, as it may lead a name."""
    return [Span(m.start, m.end) for m in times_of(reading) if not m.text.endswith("年")]


def shadow_of(reading: Reading) -> Shadow:
    """The masked text of an article with bodies, people and times known, made once."""
    if not isinstance(reading.shadow, Shadow):
        reading.shadow = Shadow(reading, masked_times(reading))
    return reading.shadow


class Days:
    """Finds the days of meetings in one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.mentions = times_of(reading)

    def of(self, sentence: Sentence, name: MeetingName, cue: Cue) -> When:
        """The days of a meeting named in `sentence`: the first before the verb, right behind it, or before 当晚."""
        end = max(cue.verb.end, name.span.start)
        usable = self._usable(sentence.span)
        if cue.status == "announced":
            decided = [m.end() for m in _DECIDED.finditer(self.reading.text, sentence.span.start, name.span.start)]
            usable = [m for m in usable if not decided or m.start >= decided[-1]]
        before = [m for m in usable if m.start < end and not name.span.start <= m.start < name.span.end]
        if before:
            days = [m for m in before if m.date is not None and len(m.date) == _FULL]
            if len(days) > 1 and self.reading.text[days[0].end : days[1].start] == "（":
                return _when(days[1])  # 今天下午（12月26日）
            return _when(days[0] if days else before[0])
        behind = [m for m in usable if end <= m.start <= end + 2]
        if behind:
            return _when(behind[0])
        if _SAME_DAY.search(self.reading.text[sentence.span.start : end]):
            return self._told_before(sentence)
        return When()

    def of_lead(self) -> When:
        """The first day named in the first sentence of the body, for a meeting named only in the title."""
        lead = next((s for s in self.reading.sentences if s.zone == "body"), None)
        days = [m for m in self._usable(lead.span) if m.date is not None and len(m.date) == _FULL] if lead else []
        return _when(days[0]) if days else When()

    def of_occasion(self, sentence: Sentence) -> When:
        """第二次全体会议前: the day printed last with that occasion."""
        occasion = _OCCASION.match(sentence.text)
        start = self.reading.text.rfind(occasion["what"], 0, sentence.span.start) if occasion else -1
        days = [m for m in self.mentions if m.end <= start <= m.end + _BESIDE and m.date and len(m.date) == _FULL]
        return _when(days[-1]) if days else When()

    def of_date_line(self) -> When:
        """A day that stands alone in a line under the title (a speech)."""
        for mention in self.mentions:
            sentence = self.reading.sentence_at(mention.start)
            if sentence.paragraph > _TOP:
                break
            alone = self.reading.text[mention.start : mention.end] == sentence.text.strip("（）() ")
            if alone and sentence.zone == "body" and len(mention.date or "") == _FULL:
                return _when(mention)
        return When()

    def _told_before(self, sentence: Sentence) -> When:
        """The last day named before a sentence, in its paragraph or the one before."""
        days = [
            m
            for m in self.mentions
            if m.end <= sentence.span.start
            and m.date is not None
            and len(m.date) == _FULL
            and self.reading.sentence_at(m.start).paragraph >= sentence.paragraph - 1
            and not _OTHER.match(self.reading.text[m.end : m.end + 24])
        ]
        return When(days[-1].date, None, Span(days[-1].start, days[-1].end)) if days else When()

    def _usable(self, span: Span) -> list[DateMention]:
        return [
            m
            for m in self.mentions
            if span.start <= m.start < span.end and not _OTHER.match(self.reading.text[m.end : m.end + 24])
        ]


def _when(mention: DateMention) -> When:
    return When(mention.date, mention.end_date, Span(mention.start, mention.end))
