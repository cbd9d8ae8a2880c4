"""Documents (文件): official texts and works named in 《》 or by number, each once, with all their mentions.

Titles: titles.py. Who issued them: issuers.py. A short form (《意见》, 《实施意见》, 三个《意见》) is a mention of the
latest document it fits. Draft and final form are one document; equal titles of different issuers are two.
Cases: tests/cases/rules/documents.yml.
Known misses: official texts named without 《》 (政府工作报告, “十四五”规划): left out on purpose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.claims import BodyRef, DocumentEntity, DocumentMention, Reading, Sentence, Span
from loaders.lexicon import load_lexicon
from loaders.rules.issuer_phrases import IssuerPhrases
from loaders.rules.titles import (
    ENACTED,
    ENACTED_WITHIN,
    Bracketed,
    bracketed,
    doc_type,
    is_type_word,
    kind_of,
    marker_behind,
    same_core,
    status_of,
    strip_markers,
    title_core,
)
from loaders.rules.words import Words
from loaders.text.numerals import number as figure

RULE = "documents/1"

_SERIES = r"(?P<series>[\u4e00-\u9fff]{2,12})\s?"
_YEAR_NO = r"[〔\[（(【„](?P<year>[12]\d{3})[〕\]）)】‟]\s?(?P<no>\d{1,4})\s?号"
_NUMBER = re.compile(_YEAR_NO)
_SERIES_BEFORE = re.compile(rf"{_SERIES}$")
_NUMBER_BEHIND = re.compile(rf"[，、]?[（(]{_SERIES}{_YEAR_NO}(?=[）)，])")
_SERIES_LEAD = re.compile(r"^.*(?:传达|学习|贯彻|落实|执行|按照|根据|依据|印发|下发|和|及|与|的|了|是)")
_DEFINES = re.compile(r"[（(，](?:以下)?(?:简称|下称|统称)(?:为)?[：:]?[“]?$")
_TELLING = 6  # characters that make a type word a title where nothing named before fits: 政府工作报告
_COUNT = re.compile(r"(?P<count>[两二三四五六])(?:个|部|份|项|大)$")
_NUMBER_LAST = re.compile(rf"[（(]{_SERIES}{_YEAR_NO}[）)]$")
_NOTICE = re.compile(r"^[^《》，。：]{2,40}?(?:关于|[印转]发(?=《))[^，。：]{2,120}的[\u4e00-\u9fff]{2,6}$")
_NOTICE_TYPES = ("通知", "意见", "决定", "决议", "公告", "通告", "通报", "批复", "办法", "方案", "规定", "细则", "要点")
_LISTED = re.compile(r"(?:第[一二三四五六七八九十\d]+[卷辑集])?(?:[、和及与]|以及)?(?:\d+万字的)?")
_POINTER = re.compile(r"该(?P<type>规定|办法|意见|条例|方案|规则|细则|决定|规划|制度|规程|通知|计划)(?!》)")
_ISSUING = re.compile(r"(?:印发|下发|出台|颁布|发布|公布|制定|审议通过|表决通过|协商通过|原则通过|通过|签署)[了]?$")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A title in brackets with what is known of its issuers."""

    place: Bracketed
    before: tuple[BodyRef, ...]
    head: tuple[BodyRef, ...]

    @property
    def bodies(self) -> frozenset[BodyRef]:
        return frozenset(self.before) | frozenset(self.head)


def documents(reading: Reading, words: Words) -> None:
    """Fill Reading.documents and Reading.document_mentions."""
    _Builder(reading).build()


class _Builder:
    """Collects the documents of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.known: list[frozenset[BodyRef]] = []  # issuers by document, as far as brackets tell
        self.latest: list[int] = []  # documents in the order of their last mention
        self.titles = bracketed(self.text)
        self.phrases = IssuerPhrases(reading)

    def build(self) -> None:
        """Titles in order of text; the inner ones after the outer ones, since they may be named outright elsewhere."""
        self._notice()
        inner = []
        for place in self.titles:
            if place.depth == 0:
                self._outer(place)
            else:
                inner.append(place)
        for place in inner:
            self._inner(place)
        self._numbers()
        self._pointers()
        self.reading.document_mentions.sort(key=lambda m: m.span)

    # -- titles in brackets ---------------------------------------------------------------------------------------

    def _outer(self, place: Bracketed) -> None:
        sentence = self._sentence(place.span.start)
        if sentence is not None and sentence.damaged:
            return
        start, end = place.span
        before = self.text[max(0, start - 16) : start]
        if _DEFINES.search(before) and self.latest:
            self._mention(place, self.latest[-1])
            return
        if is_type_word(place.title):
            meant = self._antecedents(place, before)
            for each in meant:
                self._mention(place, each)
            if meant or len(strip_markers(place.title)) < _TELLING:
                return
        head = self.phrases.head(place.title, start + 1)
        printed = self.phrases.before(place.span, own=bool(head))
        seen = _Seen(place, tuple(b for b, _ in printed), tuple(b for b, _ in head))
        index = self._same(seen)
        if index is None and not seen.head:
            index = self._short_of(place)
        if index is None:
            kind = kind_of(
                place.title,
                before=before,
                behind=self.text[end : end + 12],
                issued=bool(_ISSUING.search(before)),
                by_body=bool(seen.bodies),
                after_work=self._after_work(start),
            )
            if kind is None or "×" in place.title[:3]:
                return
            index = self._add(seen, kind)
        elif self.reading.documents[index].title != place.title:
            self._also(index, place)
        self._mention(place, index)
        self._behind(index, end)

    def _after_work(self, start: int) -> bool:
        """Whether a work stands right before in a list: 编辑出版《甲》《乙》."""
        mentions = self.reading.document_mentions
        if not mentions or not _LISTED.fullmatch(self.text, mentions[-1].span.end, start):
            return False
        return self.reading.documents[mentions[-1].document].kind == "work"

    def _inner(self, place: Bracketed) -> None:
        """A document named inside the title of another: one that is named elsewhere too, or a nested one."""
        if is_type_word(place.title):
            return
        head = self.phrases.head(place.title, place.span.start + 1)
        seen = _Seen(place, (), tuple(b for b, _ in head))
        index = self._same(seen)
        if index is None:
            kind = kind_of(place.title, by_body=bool(head))
            if kind is None:
                return
            index = self._add(seen, kind, nested=True)
        elif self.reading.documents[index].title != place.title:
            self._alias(index, place.title)
        self._mention(place, index)

    def _add(self, seen: _Seen, kind: str, *, nested: bool = False) -> int:
        place = seen.place
        index = len(self.reading.documents)
        self.reading.documents.append(
            DocumentEntity(
                index=index,
                title=place.title,
                kind="work" if kind == "work" else "policy",
                span=place.span,
                doc_type=doc_type(place.title),
                status=status_of(place.title),
                nested=nested,
            )
        )
        self.known.append(seen.bodies)
        return index

    def _mention(self, place: Bracketed, index: int) -> None:
        self.reading.document_mentions.append(DocumentMention(place.span, place.title, index))
        if place.depth == 0:
            if index in self.latest:
                self.latest.remove(index)
            self.latest.append(index)
        if is_type_word(place.title):
            self._alias(index, place.title)

    def _also(self, index: int, place: Bracketed) -> None:
        """Another form of a title; with the years its headline left out it is the better one."""
        document = self.reading.documents[index]
        core, known = title_core(place.title), title_core(document.title)
        if core != known and core.startswith(known):
            document.title, document.span, other = place.title, place.span, document.title
            self._alias(index, other)
        else:
            self._alias(index, place.title)

    def _alias(self, index: int, title: str) -> None:
        document = self.reading.documents[index]
        if title != document.title and title not in document.aliases:
            document.aliases.append(title)

    def _behind(self, index: int, end: int) -> None:
        """A marker or a number just behind the closing bracket."""
        document = self.reading.documents[index]
        marker = marker_behind(self.text, end)
        if marker is not None:
            document.status = document.status or self.text[marker.start + 1 : marker.end - 1]
            end = marker.end
        found = _NUMBER_BEHIND.match(self.text, end)
        if found:
            document.number = document.number or _printed(found["series"], found)

    # -- which document a title means -----------------------------------------------------------------------------

    def _same(self, seen: _Seen) -> int | None:
        """A document with the same core whose issuers do not contradict; the latest one."""
        core = title_core(seen.place.title)
        for document in reversed(self.reading.documents):
            if not same_core(title_core(document.title), core):
                continue
            known = self.known[document.index]
            if known and seen.bodies and not _agree(known, seen.bodies):
                continue
            self.known[document.index] = known | seen.bodies
            return document.index
        return None

    def _short_of(self, place: Bracketed) -> int | None:
        """The latest document whose title this one shortens: 《纪律处分条例》, 《中国共产党纪律处分条例》."""
        core, form = strip_markers(place.title), doc_type(place.title)
        if form is None or len(core) > 14 or core.startswith("关于"):
            return None
        for index in reversed(self.latest):
            document = self.reading.documents[index]
            title = strip_markers(document.title)
            if len(title) > len(core) and title.endswith(core):
                return index
            if document.doc_type == form and len(core) <= 8 and len(title) > len(core) + 3 and _within(core, title):
                return index
        return None

    def _antecedents(self, place: Bracketed, before: str) -> list[int]:
        """Documents a bare type word means: the latest of that type, the latest two for 两个《意见》."""
        word = strip_markers(place.title)
        fitting = [i for i in self.latest if self.reading.documents[i].kind == "policy" and self._is(i, word)]
        exact = [i for i in fitting if self.reading.documents[i].doc_type == word]
        counted = _COUNT.search(before)
        if counted:
            count = 2 if counted["count"] == "两" else (figure(counted["count"]) or 1)
            return sorted(fitting[-count:]) if len(fitting) >= count else []
        pool = exact or fitting
        while len(pool) > 1 and self._named_within(pool[-1], word):
            pool = pool[:-1]
        return pool[-1:]

    def _named_within(self, index: int, word: str) -> bool:
        """Whether a document is named where another speaks: 《意见》指出，要落实《…的意见》."""
        start = self.reading.documents[index].span.start
        sentence = self._sentence(start)
        return sentence is not None and f"《{word}》" in self.text[sentence.span.start : start]

    def _is(self, index: int, word: str) -> bool:
        document = self.reading.documents[index]
        return (document.doc_type or "").endswith(word) or strip_markers(document.title).rstrip("”").endswith(word)

    # -- documents without brackets -------------------------------------------------------------------------------

    def _notice(self) -> None:
        """The article itself is an official text: X关于印发《Y》的通知, or a rule that speaks of itself as 本规则."""
        title = self.reading.article.title or ""
        first = self.reading.sentences[0] if self.reading.sentences else None
        if first is None or first.zone != "title" or first.text != title:
            return
        numbered = _NUMBER_LAST.search(title)
        title = title[: numbered.start()].rstrip() if numbered else title
        form = doc_type(title)
        notice = _NOTICE.match(title) and title.endswith(_NOTICE_TYPES)
        if not notice and not (form and form != title and re.search(rf"制定本{form[-2:]}(?=[。，])", self.text)):
            return
        head = self.phrases.head(title, first.span.start)
        enacted = any(ENACTED.match(s.text) for s in self.reading.sentences[1 : 1 + ENACTED_WITHIN])
        if not head and not enacted:
            return
        place = Bracketed(first.span, title, 0, -1)
        index = self._add(_Seen(place, (), tuple(b for b, _ in head)), "policy")
        if numbered:
            self.reading.documents[index].number = _printed(numbered["series"], numbered)
        self.reading.document_mentions.append(DocumentMention(first.span, title, index))

    def _numbers(self) -> None:
        """Numbers that stand alone: of the notice on the first lines, or of a document named by number only."""
        for found in _NUMBER.finditer(self.text):
            if any(p.span.start <= found.start() < p.span.end for p in self.titles):
                continue
            before = _SERIES_BEFORE.search(self.text, max(0, found.start() - 13), found.start())
            if before is None:
                continue
            series = _SERIES_LEAD.sub("", before["series"])
            start = before.end("series") - len(series)
            printed = _printed(series, found)
            if len(series) < 2 or any(d.number == printed for d in self.reading.documents):
                continue
            sentence = self._sentence(start)
            if sentence is None or sentence.damaged or sentence.zone == "title":
                continue
            if sentence.index <= 4 and sentence.text.startswith(self.text[start : found.end()]):
                for document in self.reading.documents[:1]:
                    if document.span == self.reading.sentences[0].span:
                        document.number = document.number or printed
                continue
            if not re.match(r"文(?:件)?", self.text[found.end() : found.end() + 2]) and not _governed(
                self.text[sentence.span.start : start]
            ):
                continue
            span = Span(start, found.end())
            index = len(self.reading.documents)
            self.reading.documents.append(
                DocumentEntity(index=index, title=printed, kind="policy", span=span, number=printed, confidence=0.8)
            )
            self.known.append(frozenset())
            self.reading.document_mentions.append(DocumentMention(span, self.text[start : found.end()], index))

    def _pointers(self) -> None:
        """该规定, 该办法: the document of that type named last before."""
        for found in _POINTER.finditer(self.text):
            before = [
                m
                for m in self.reading.document_mentions
                if m.span.end <= found.start() and self._is(m.document, found["type"])
            ]
            sentence = self._sentence(found.start())
            if before and sentence is not None and not sentence.damaged:
                index = max(before, key=lambda m: m.span.end).document
                self.reading.document_mentions.append(DocumentMention(Span(*found.span()), found.group(), index))

    def _sentence(self, position: int) -> Sentence | None:
        try:
            return self.reading.sentence_at(position)
        except LookupError:
            return None


def _governed(left: str) -> bool:
    """Whether a verb that takes documents stands in front."""
    clause = re.split(r"[，；。：]", left)[-1]
    lexicon = load_lexicon("document_verbs")
    return any(verb in clause for sense in ("studied", "implemented") for verb in lexicon.forms(sense))


def _printed(series: str, found: re.Match[str]) -> str:
    return f"{series}〔{found['year']}〕{found['no']}号"


def _agree(known: frozenset[BodyRef], other: frozenset[BodyRef]) -> bool:
    """Whether two sets of issuers can be of one document: they share a body, or one is an office of the other."""
    if known & other:
        return True
    return bool({b.top for b in known} & {b.top for b in other}) or any(
        a.name.startswith(b.name) or b.name.startswith(a.name) for a in known for b in other
    )


def _within(short: str, title: str) -> bool:
    """Whether the characters of `short` stand in `title` in this order."""
    rest = iter(title)
    return all(c in rest for c in short)
