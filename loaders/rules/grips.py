"""How a sentence takes hold of what it names: the verb (学习 审议通过 印发) that governs a document or studied meeting.

A list shares its verb (审议通过《A》《B》和《C》); issuers and 3月11日印发的 between verb and title are looked through.
Words behind the list may decide alone (已经…审议通过, 同时废止, 起草情况的说明). Lexicon: document_verbs.
Known misses: verbs more than a sentence away; 把-sentences with long objects.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import ahocorasick_rs

from loaders.claims import MeetingMention, Reading, Sentence, Span
from loaders.lexicon import load_lexicon
from loaders.rules.context import RegionContext
from loaders.rules.issuer_phrases import ATTRIBUTE, attribute_before
from loaders.rules.titles import bracketed

Sense = Literal["studied", "adopted", "deliberated", "issued", "implemented", "revises", "supersedes", "cited"]

_TITLE, _BODY, _MEETING = "\ue004", "\ue000", "\ue006"
_SEPARATOR = re.compile(r"(?:[、和及与，：；\s]|以及|并|精神)+$")
_TAIL = re.compile(
    r"(?<=[\ue004\ue005])(?:[（(][^（()）]{1,24}[）)]|等[^，。；\ue004]{0,10}|第[一二三四五六七八九十\d]+[卷辑集]|有关篇章|精神)$"
)
_FILLER = re.compile(
    r"(?:(?:杂志|报)?上?(?:发表|刊发|撰写)的|有关|相关|新|原|该|本|党的|一系列文件|系列文件|等文件|文件|(?:[^，。；\ue004\ue005]{0,16}(?:发表|刊发|撰写)的)?(?:[^，。；\ue004\ue005]{0,6}?(?:重要|署名|评论员|理论))?(?:文章|讲话|著作))$"
)
_FILLER_ENDS = "的关新原该本件章话作"
_NEXT = re.compile(
    r"(?:[（(][^（()）]{1,24}[）)]|等[\u4e00-\u9fff\d]{0,8}?(?=[，。；]|$)|第[一二三四五六七八九十\d]+[卷辑集])?(?:[、和及与\s]|以及|，以及|，和)*"
    rf"(?:\ue000\ue001*(?:[、和及与]?\ue000\ue001*)*)?(?:{ATTRIBUTE.pattern.removesuffix('$')})?(?:(?=[\ue004\ue006])|(?:[全本我各]?[省市县区州]|近期|最近|有关|相关|关于|召开的){{1,4}}(?=\ue006))"
)
_PASSED = re.compile(r"^[^，。；]{0,6}?(?:已经|已|业经|经|由|获|被)[^。；]{0,60}?(?:通过|同意|批准)")
# 讨论了《A》，研究了《B》等四项议题，并原则通过。: the end of a sentence reaches its whole list.
_CLOSED = re.compile(
    r"[^。；]{0,240}，(?:会议)?并(?:一致|原则|均)?(?:审议|讨论|研究|表决|协商)?(?:同意|通过)(?=[。；]|$)"
)
# 《…》已经市政府同意，现印发给你们: the words of a notice that brings a text.
_SENT = re.compile(r"^[^。；]{0,60}?现(?:将其|予以?)?(?:印发|转发|下发|发布|公布|发给)")
_VOIDED = re.compile(
    r"^(?:等[^，。；]{0,10})?(?:，)?(?:同时|予以|即行|相应|一并|自[^。；]{0,40}起|停止|不再|宣布)+[^，。；]{0,4}?(?:废止|执行|失效|使用)|^废止"
)
_TREATED = re.compile(
    r"^[^，。；]{0,24}?(?:情况|进展|过程|方案|问题|内容|草案|）)?(?:的)?(?:作|作了|进行|进行了|开展|的)?[^，。；]{0,8}?(?:说明|汇报|通报|介绍|报告|讨论|协商|审议|研究|征求意见)"
)
_TAUGHT = re.compile(
    r"^[^，。；]{0,10}?(?:作了?|进行了?|开展了?)?[^，。；]{0,8}?(?:解读|辅导|宣讲|领学|学习|阐释|导读|授课)"
)
_STUDIED_BEHIND = re.compile(
    r"^[^，。；]{0,10}?(?:精神)?[^，。；]{0,6}?(?:学深悟透|学习好|传达到|传达好|宣讲|学习|领会)"
)
_CARRIED_OUT = re.compile(r"^[^，。；]{0,10}?(?:精神)?[^，。；]{0,6}?(?:落实|贯彻|执行|落到|落地)")
_SAYS = re.compile(r"^(?:中)?(?:提出|指出|明确|强调|规定|聚焦|要求|共|分为|包括|全文|从|以)")
# 通报了X印发《Y》的情况, 介绍了《Y》起草情况; 作《…报告》.
_REPORTED = re.compile(r"[^，。；]{0,8}(?:情况|进展|过程)")
_TELLS = re.compile(r"(?:通报|介绍|汇报|说明|听取)了?")
_GIVES = re.compile(r"作了?")
# 关于推进协商的一系列文件：《A》《B》: verbs in the matter are none.
_CAME_OUT = re.compile(
    r"(?:于)?(?:近日|日前|昨日|今日|今天|[\d月日]{2,6})?(?:正式|公开|新近)*(?:印发|出台|发布|公布|颁布|施行)"
)
_DIRECT = re.compile(r"[了过好的]{0,2}")
_MATTER = re.compile(r"关于[^，。；\ue004\ue005]{2,40}的$")
# 传达学习X印发《Y》的通知精神: the notice is what is studied.
_OF_NOTICE = re.compile(r"的(?:重要)?(?:通知|公告|决定)")
# The words of a text or speaker that asks for something.
ASKED = re.compile(
    r"(?:提出|强调|指出|建议|希望)[，：]|(?:^|[，。；])(?![^，。；]*(?:按照|根据|落实|贯彻|为|符合))[^，。；]*要求[，：]"
)
_PREPOSITIONS = frozenset(("就", "关于", "对", "围绕", "结合", "把", "将"))
_NOT_VERB_BEHIND = re.compile(r"(?:会议|要求|计划|委员会|中心组|委|室|规划|后的|组|方案|意见|办法|细则|纲要|条例|情况)")


@dataclass(frozen=True, slots=True)
class Grip:
    """What governs a name.

    Args:
        sense: Sense of the verb in lexicons/document_verbs.yml, after what the words behind say.
        verb: The verb; None if only words behind decide or none does.
        left: Where the list with its issuers begins.
        right: Where the list ends.
        direct: Whether the verb stands right before the list.
        elsewhere: The words behind tell what others did: 已经第九次主席会议审议通过, 日前出台.
        made: The verb of issuing that was looked through (传达学习X印发《Y》的通知); None if there is none.
    """

    sense: Sense
    verb: Span | None
    left: int
    right: int
    direct: bool
    made: Span | None = None
    elsewhere: bool = False


class _Verbs:
    def __init__(self) -> None:
        lexicon = load_lexicon("document_verbs")
        self.sense: dict[str, Sense] = {}
        for entry in lexicon.entries:
            self.sense.setdefault(entry["form"], entry["sense"])
        self.automaton = ahocorasick_rs.AhoCorasick(
            list(self.sense), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )


@lru_cache(maxsize=1)
def _verbs() -> _Verbs:
    return _Verbs()


class Grips:
    """The text with titles, bodies and cited meetings masked, and the grip on any of them.

    Args:
        reading: After `documents` and `meetings`.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        chars = list(reading.text)
        for body in reading.bodies:
            _mask(chars, body.span, _BODY)
        for mention in _meetings(reading):
            _mask(chars, mention.span, _MEETING)
        for title in bracketed(reading.text):
            if title.depth == 0:
                _mask(chars, title.span, _TITLE)
        self.masked = "".join(chars)
        self._verbs = _verbs()
        hits = self._verbs.automaton.find_matches_as_indexes(self.masked)
        self._found = [Span(start, end) for _, start, end in hits]
        self._ends = [verb.end for verb in self._found]
        self._known: dict[Span, Grip] = {}
        self.sources: object | None = None  # Sources of loaders/rules/references.py

    @classmethod
    def of(cls, reading: Reading) -> Grips:
        """The grips of a reading, made once; bodies, documents and meetings must not change any more."""
        context = reading.context
        if not isinstance(context, RegionContext):
            return cls(reading)
        if not isinstance(context.grips, Grips):
            context.grips = cls(reading)
        return context.grips

    def grip(self, span: Span, sentence: Sentence) -> Grip:
        """What governs the title or meeting at `span`."""
        known = self._known.get(span)
        if known is None:
            known = self._known[span] = self._grip(span, sentence)
        return known

    def _grip(self, span: Span, sentence: Sentence) -> Grip:
        left = self._left(span.start, sentence.span.start)
        right = self._right(span.end, sentence.span.end)
        behind = self.masked[right : sentence.span.end]
        verb, direct = self._verb(sentence.span.start, left)
        form = self.masked[verb.start : verb.end] if verb else ""
        made = None
        if verb is not None and direct and _OF_NOTICE.match(behind) and self._verbs.sense[form] == "issued":
            above, above_direct = self._verb(sentence.span.start, self._left(verb.start, sentence.span.start))
            if above is not None and above_direct:
                verb, direct, made = above, above_direct, verb
                form = self.masked[verb.start : verb.end]
        lead = self.masked[sentence.span.start : verb.start] if verb else ""
        sense = self._sense(form, behind, direct, lead)
        passed = _PASSED.match(behind)
        elsewhere = bool(passed and _MEETING in passed.group())
        came_out = sense == "issued" and self._verbs.sense.get(form) != "issued"
        return Grip(sense, verb, left, right, direct, made, elsewhere=elsewhere or came_out)

    def _sense(self, form: str, behind: str, direct: bool, lead: str) -> Sense:
        if _VOIDED.match(behind):
            return "supersedes"
        if _SENT.match(behind):
            return "issued"
        if _PASSED.match(behind):
            return "adopted"
        sense = self._verbs.sense.get(form, "cited")
        if sense == "deliberated" and _CLOSED.match(behind):
            return "adopted"
        if sense == "cited" and _CAME_OUT.match(behind):
            return "issued"
        reported = _REPORTED.match(behind)
        if reported and (_TELLS.fullmatch(form) or (sense == "issued" and _TELLS.search(lead))):
            return "deliberated"
        if _GIVES.fullmatch(form):
            return "deliberated"
        if form in _PREPOSITIONS or sense == "cited":
            if direct and _SAYS.match(behind):
                return "cited"
            if form in ("宣读", "宣读了"):
                return "cited"
            if _TAUGHT.match(behind) or _STUDIED_BEHIND.match(behind):
                return "studied"
            if _TREATED.match(behind):
                return "deliberated"
            if _CARRIED_OUT.match(behind):
                return "implemented"
        return sense

    def _verb(self, start: int, end: int) -> tuple[Span | None, bool]:
        """The last verb between the two that governs what follows there, and whether it stands right before the end."""
        masked = self.masked
        if matter := _MATTER.search(masked, max(start, end - 44), end):
            end = matter.start()
        for place in range(bisect_right(self._ends, end) - 1, -1, -1):
            verb = self._found[place]
            if verb.start < start:
                break
            inside = verb.end < end
            if inside and _NOT_VERB_BEHIND.match(masked, verb.end):
                continue
            if masked.startswith("的", verb.end) and (verb.end + 1 < end or _GIVES.fullmatch(masked, *verb)):
                continue  # 提出的“…”战略, 所作的《…》: an attribute of something else
            if inside and masked[verb.start : verb.end] in _PREPOSITIONS:
                continue  # 就 对 关于 govern only what follows at once
            return verb, _DIRECT.fullmatch(masked, verb.end, end) is not None
        return None, False

    def _left(self, position: int, floor: int) -> int:
        masked = self.masked
        while position > floor:
            char = masked[position - 1]
            if char in "\ue004\ue005":
                position = masked.rindex(_TITLE, floor, position)
            elif char in "\ue006\ue007":
                position = masked.rindex(_MEETING, floor, position)
            elif char in "\ue000\ue001":
                position = masked.rindex(_BODY, floor, position)
            else:
                found = self._between(char, max(floor, position - 32), position)
                if found is None:
                    found = _SEPARATOR.search(masked, max(floor, position - 4), position)
                    if (
                        found is None
                        or found.start() <= floor
                        or masked[found.start() - 1] not in "\ue000\ue001\ue004\ue005\ue006\ue007）卷】件"
                    ):
                        return position
                if found.start() == position:
                    return position
                position = found.start()
        return position

    def _between(self, last: str, low: int, position: int) -> re.Match[str] | None:
        """What stands between the names of a list and ends there; by its last character, since few can be it."""
        masked = self.masked
        found = attribute_before(masked, low, position)
        if found is None and (_TITLE in masked[low:position] or "\ue005" in masked[low:position]):
            found = _TAIL.search(masked, low, position)
        if found is None and last in _FILLER_ENDS:
            found = _FILLER.search(masked, low, position)
        return found

    def _right(self, position: int, ceiling: int) -> int:
        masked = self.masked
        while found := _NEXT.match(masked, position, ceiling):
            position = found.end()
            while position < ceiling and masked[position] in "\ue004\ue005\ue006\ue007":
                position += 1
                if position < ceiling and masked[position] in "\ue004\ue006":
                    break
        return position


def _meetings(reading: Reading) -> list[MeetingMention]:
    return [m for m in reading.meeting_mentions if reading.meetings[m.meeting].status == "cited"]


def _mask(chars: list[str], span: Span, sign: str) -> None:
    follow = chr(ord(sign) + 1)
    for index in range(span.start, span.end):
        chars[index] = follow
    if span.start < span.end:
        chars[span.start] = sign
