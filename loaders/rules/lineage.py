"""Lineage (承继): which document implements, revises or supersedes another of the article.

Said outright: 《…贯彻落实〈Y〉…》, 根据《Y》制定《X》, 《关于修改〈Y〉的决定》, 《Y》同时废止.
By level: texts of one matter (same core) from central, province, prefecture and county bodies in one article form a
chain, each implementing the next above. Cases: tests/cases/rules/lineage.yml.
Known misses: an implementing text named in another sentence than the one it implements, without a common core.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from graph.model.values import DocumentKind
from loaders.claims import DocumentEntity, DocumentMention, Lineage, Reading, Sentence, Span
from loaders.rules.grips import ASKED, Grips
from loaders.rules.titles import bracketed, same_matter_core, strip_markers
from loaders.rules.words import Words

RULE = "lineage/1"

Kind = Literal["implements", "revises", "supersedes"]

_POLICY: DocumentKind = "policy"
_CARRIES_OUT = re.compile(r"(?:贯彻落实|贯彻实施|贯彻执行|贯彻|落实|实施|执行)(?:\ue000\ue001*|[\u4e00-\u9fff]{0,8}?)$")
_AMENDS = re.compile(r"(?:修改|修订|修正|废止)$")
_BASED = re.compile(r"(?:根据|依据|依照|按照|遵照|对照|落实|贯彻落实|贯彻)")
_LOOSE = re.compile(r"贯彻|落实|对照")
_MADE = re.compile(
    r"(?:制定|制订|出台|印发|下发|修订|编制|形成|增加|起草|据此|提出(?:以下|如下)|(?:通知|公告|决定)如下)"
)
_MEASURE = re.compile(r"的(?:重要|具体|有力|关键|实际|又一)*(?:举措|行动|措施|体现|配套文件|制度安排|实践)")
_THIS = re.compile(
    r"(?:本|提出(?:以下|如下))(?P<type>(?:若干|贯彻|工作|指导|执行|具体|实施)*"
    r"(?:细则|办法|规定|条例|规则|意见|方案|制度|规程|通则|计划|规范))|(?P<notice>通知|公告|决定)如下(?=：)"
)
_VOID = re.compile(r"废止|代替|取代|失效|执行")
_VOIDS = re.compile(r"废止(?:了)?(?:[^，。；\ue004]{0,16})$|(?:代替|取代)(?:了)?(?:原)?(?:[^，。；\ue004]{0,12})$")
_VOIDED = re.compile(
    r"^(?:等[^，。；]{0,10})?[^，。；]{0,4}?(?:同时|予以|即行|相应|一并|自[^。；]{0,60}起|停止|不再)+[^，。；]{0,4}?(?:废止|执行|失效)"
)
_COPULAS = ("", "是", "系", "主要", "均", "也")
_LEVELS = {"national": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}
_CORE = 6  # shortest core that tells a matter
_LIKE = 0.8


def lineage(reading: Reading, words: Words) -> None:
    """Fill Reading.lineage."""
    if len(reading.documents) > 1:
        _Finder(reading).run()


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.grips = Grips.of(reading)
        self.masked = self.grips.masked
        self.found: dict[tuple[int, int], Lineage] = {}
        self.outer = [m for m in reading.document_mentions if self.text[m.span.start] == "《" or m.span.start == 0]
        self.by_start = {m.span.start: m for m in reading.document_mentions}

    def run(self) -> None:
        self._titles()
        for sentence in self.reading.sentences:
            here = [m for m in self.outer if sentence.span.covers(m.span) and m.span != sentence.span]
            if here and not sentence.damaged:
                self._based(sentence, here)
                self._measures(sentence, here)
                self._voided(sentence, here)
        self._levels()
        self.reading.lineage.extend(sorted(self.found.values(), key=lambda x: (x.span, x.source, x.target)))

    def _add(self, source: int, target: int, kind: Kind, span: Span, confidence: float = 0.85) -> None:
        documents = self.reading.documents
        policy = documents[source].kind == documents[target].kind == _POLICY
        if policy and source != target and (target, source) not in self.found:
            self.found.setdefault((source, target), Lineage(source, target, kind, span, confidence))

    # -- inside a title ---------------------------------------------------------------------------------------------

    def _titles(self) -> None:
        """《X关于贯彻〈Y〉的实施意见》 implements, 《关于修改〈Y〉的决定》 and 《Y修正案》 revise."""
        for text in self.reading.documents:
            if (title := strip_markers(text.title)).endswith("修正案"):
                for other in self.reading.documents:
                    if strip_markers(other.title) == title.removesuffix("修正案"):
                        self._add(text.index, other.index, "revises", text.span)
        places = bracketed(self.text)
        for place in places:
            inner = self.by_start.get(place.span.start)
            outer = self.by_start.get(places[place.outer].span.start if place.outer >= 0 else 0)
            if place.outer < 0 and (outer is None or not outer.span.covers(place.span)):
                continue
            if outer is None or inner is None:
                continue
            lead = self.text[outer.span.start : inner.span.start]
            if _AMENDS.search(lead):
                kind: Kind = "supersedes" if lead.endswith("废止") else "revises"
                self._add(outer.document, inner.document, kind, outer.span, 0.95)
            elif _CARRIES_OUT.search(lead) or self.text.startswith("实施", place.span.end):
                self._add(outer.document, inner.document, "implements", outer.span, 0.95)

    # -- 根据《Y》制定《X》 -----------------------------------------------------------------------------------------

    def _based(self, sentence: Sentence, here: list[DocumentMention]) -> None:
        start, end = sentence.span
        cue = None
        bases: list[DocumentMention] = []
        for mention in here:
            grip = self.grips.grip(mention.span, sentence)
            verb = self.masked[grip.verb.start : grip.verb.end] if grip.verb else ""
            if _BASED.search(verb) and grip.sense == "implemented":
                bases.append(mention)
                cue = cue or grip.verb
        if not bases or cue is None:
            return
        last = bases[-1]
        behind = self.masked[last.span.end : end]
        made = _MADE.search(behind)
        if made is None or ASKED.search(self.masked[start : cue.start]):
            return
        loose = bool(_LOOSE.search(self.masked, cue.start, cue.end)) and "，" in behind[: made.start()]
        follows = not self.masked.startswith("对照", cue.start)
        texts = [m for m in here if m not in bases and (m.span.end <= cue.start or m.span.start >= last.span.end)]
        if this := _THIS.search(self.masked, last.span.end, end):
            own = self._own(this["type"] or this["notice"], start)
            if own is not None:
                for base in bases:
                    self._add(own, base.document, "implements", Span(cue.start, this.end()))
                return
        subject = [m for m in texts if m.span.end <= cue.start and self.masked[m.span.end : cue.start] in _COPULAS]
        place = last.span.end + made.start()
        objects = [m for m in texts if m.span.start >= last.span.end and self._made(m, sentence, place)]
        for text in subject[-1:] or objects:
            for base in bases:
                if not loose or self._alike(text, base, _LIKE) or (follows and self._within(text, base)):
                    span = Span(min(cue.start, text.span.start), max(last.span.end, text.span.end))
                    self._add(text.document, base.document, "implements", span)

    def _measures(self, sentence: Sentence, here: list[DocumentMention]) -> None:
        """《X》是贯彻落实《Y》的重要举措."""
        for mention in here:
            if not _MEASURE.match(self.masked, mention.span.end):
                continue
            grip = self.grips.grip(mention.span, sentence)
            before = [m for m in here if m.span.end < grip.left and m.document != mention.document]
            if before and grip.sense == "implemented":
                span = Span(before[0].span.start, mention.span.end)
                self._add(before[0].document, mention.document, "implements", span)

    def _made(self, mention: DocumentMention, sentence: Sentence, place: int) -> bool:
        """Whether the verb of making at `place` is the one that governs the document."""
        verb = self.grips.grip(mention.span, sentence).verb
        return verb is not None and verb.start <= place < verb.end

    def _alike(self, first: DocumentMention, second: DocumentMention, least: float) -> bool:
        a, b = (same_matter_core(self.reading.documents[m.document].title) for m in (first, second))
        return bool(a and b) and (a == b or SequenceMatcher(None, a, b).ratio() >= least)

    def _within(self, first: DocumentMention, second: DocumentMention) -> bool:
        """Whether the matter of the first is a part of the second's: 立法协商, 加强和改进立法协商工作."""
        a, b = (same_matter_core(self.reading.documents[m.document].title) for m in (first, second))
        return len(a.removesuffix("工作")) >= 4 and a.removesuffix("工作") in b

    def _own(self, form: str, position: int) -> int | None:
        """The document that speaks of itself as 本细则: the one whose title heads the text, else the article's own."""
        fitting = [
            d
            for d in self.reading.documents
            if d.span.start < position and d.doc_type and (d.doc_type.endswith(form) or form.endswith(d.doc_type))
        ]
        headings = {s.text for s in self.reading.sentences if s.span.start < position}
        headed = (d.index for d in reversed(fitting) if d.title in headings)
        return next(headed, fitting[0].index if fitting else None)

    # -- 废止 ---------------------------------------------------------------------------------------------------------

    def _voided(self, sentence: Sentence, here: list[DocumentMention]) -> None:
        start, end = sentence.span
        if _VOID.search(self.masked, start, end) is None:
            return
        for mention in here:
            lead = self.masked[start : self.grips.grip(mention.span, sentence).left]
            behind = self.masked[mention.span.end : end]
            if not (_VOIDED.match(behind) or _VOIDS.search(lead)):
                continue
            others = [m for m in here if m.document != mention.document and not self._is_voided(m, end)]
            source = self._successor(mention, others, sentence)
            if source is not None:
                self._add(
                    source,
                    mention.document,
                    "supersedes",
                    Span(min(m.span.start for m in (mention, *others)), end),
                    0.9,
                )

    def _is_voided(self, mention: DocumentMention, end: int) -> bool:
        return _VOIDED.match(self.masked[mention.span.end : end]) is not None

    def _successor(self, mention: DocumentMention, others: list[DocumentMention], sentence: Sentence) -> int | None:
        """The text that takes its place: the most alike of those named in the sentence, else the text that speaks."""
        title = self.reading.documents[mention.document].title
        best = max(
            others,
            key=lambda m: SequenceMatcher(None, self.reading.documents[m.document].title, title).ratio(),
            default=None,
        )
        if best is not None:
            return best.document
        this = _THIS.search(self.text, sentence.span.start, sentence.span.end)
        if this:
            return self._own(this["type"] or this["notice"], sentence.span.start)
        return self._speaker()

    def _speaker(self) -> int | None:
        """The text that an article is or brings: Y in the notice X关于印发《Y》的通知; None for a report."""
        first = self.reading.documents[0]
        if first.span.start > 0:
            return None
        brought = (d.index for d in self.reading.documents[1:] if "印发" in first.title and d.title in first.title)
        return next(brought, first.index)

    # -- 一事多级 ------------------------------------------------------------------------------------------------------

    def _levels(self) -> None:
        """Texts of one matter at several levels: each implements the nearest above it."""
        matters: dict[str, list[DocumentEntity]] = {}
        for document in self.reading.documents:
            core = same_matter_core(document.title)
            if document.span.start == 0 and "印发《" in document.title:
                continue  # the notice that brings the text
            if document.kind == _POLICY and len(core) >= _CORE and self._level(document) is not None:
                matters.setdefault(core, []).append(document)
        for texts in matters.values():
            texts.sort(key=lambda d: (self._level(d), d.index))
            for upper, lower in pairwise(texts):
                if self._level(upper) != self._level(lower) and not self._implements_any(lower.index):
                    span = lower.span
                    self._add(lower.index, upper.index, "implements", span, 0.8)
        self._neighbours()

    def _implements_any(self, index: int) -> bool:
        return any(s == index and line.type == "implements" for (s, _), line in self.found.items())

    def _level(self, document: DocumentEntity) -> int | None:
        levels = [_LEVELS[b.level] for b, _ in document.issuers if b.level in _LEVELS]
        return min(levels) if levels else None

    def _neighbours(self) -> None:
        """Named side by side, alike in title, the lower one 实施…: 中央《…意见》、省委办公厅《…实施意见》."""
        for first, second in pairwise(self.outer):
            between = self.masked[first.span.end : second.span.start]
            if not re.fullmatch(r"(?:[、和及与，\s]|以及|\ue000\ue001*)*", between):
                continue
            upper, lower = self.reading.documents[first.document], self.reading.documents[second.document]
            above, below = self._level(upper), self._level(lower)
            if above is None or below is None or above >= below or self._implements_any(lower.index):
                continue
            if lower.doc_type and lower.doc_type.startswith("实施") and self._alike(first, second, 0.7):
                self._add(lower.index, upper.index, "implements", Span(first.span.start, second.span.end), 0.75)
