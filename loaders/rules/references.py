"""References (涉及): which held meeting, or the article itself, deals with which document or cited meeting, and how.

Mode by the governing verb (grips.py); one reference per pair, the weightiest mode. The source is the held meeting the
passage speaks of; where no meeting is spoken of, the article. Cited meetings count when their spirit is studied,
conveyed or implemented.
Cases: tests/cases/rules/references.yml.
Known misses: what one speaker says of an earlier meeting counts for the meeting held.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

from graph.model.values import ReferenceMode
from loaders.claims import DocumentMention, MeetingEntity, MeetingMention, Reading, Reference, Sentence, Span
from loaders.rules.grips import ASKED, Grip, Grips
from loaders.rules.words import Words
from loaders.text.numerals import number as figure

RULE = "references/1"

# Weight of modes where a text says several of one pair.
_ORDER: tuple[ReferenceMode, ...] = ("adopted", "issued", "studied", "deliberated", "implemented", "cited")
# Who stands before the verb, so that not the meeting issues: a body or a person.
_OTHER = re.compile(r"[\ue000]|(?:他|她|们|要求|主席|书记|政协|党组|办公[厅室])")
_HEADED = re.compile(r"(?:同时，?|近年来，?|去年|今年)?\ue000")
_SPIRIT = re.compile(
    r"^(?:议|上|期间|中|有关|相关|主要|系列|习近平|总书记|主席|同志|党的|的|和|以及|及|、|重要|指示|批示|文件|报告|各项|提出|作出|确定|[一二三四五六七八九十]{1,4}届(?:历次|[一二三四五六七八九、]+中)全会|[历各]次全会|(?:上|时|期间)、[^。；，]{0,160}?(?:上|时|期间)的)*(?:精神|讲话|要求|部署|决策|任务|情况)"
)
_LISTED_SPIRIT = re.compile(r"等[^，。；]{0,8}精神$")
# A kind of meeting that stands for one named before: 现场会精神, 会议精神 is none.
_SHORT = re.compile(
    r"(?:学习|传达|贯彻|落实|领会|宣讲)+(?P<head>(?!会议)[\u4e00-\u9fff]{1,5}?(?:会议|会|大会))(?:重要)?精神"
)
_MEETS = re.compile(r"会议|大会|召开|举行")
_CONVEYED = re.compile(r"(?<=精神)(?:的)?(?:传达|学习|宣讲|贯彻|落实)")
_NAMED_SPIRIT = re.compile(
    r"(?P<meeting>(?:党的|中共)?(?:(?P<term>[一二三四五六七八九十]{1,4})届(?P<session>[一二三四五六七八九])中全会|[二三]?十[一二三四五六七八九]?大))精神"
)
_PARTY = re.compile(r"^(?:党的|中共)")
_JOINED = re.compile(r"^[^，。；]{0,40}(?:和|、|及|与|以及|暨)[^，。；]{0,40}$")
_GENERIC = re.compile(r"^(?:本次|这次|此次)?(?:大会|会议|会)$")


def references(reading: Reading, words: Words) -> None:
    """Fill Reading.references."""
    grips = Grips.of(reading)
    sources = Sources.of_reading(reading)
    best: dict[tuple[int | None, str, int], Reference] = {}

    def add(target_type: Literal["document", "meeting"], target: int, mode: ReferenceMode, span: Span) -> None:
        for source in sources.of(span.start, purpose=mode in ("studied", "implemented")):
            if target_type == "meeting" and source == target:
                continue
            pair = source, target_type, target
            known = best.get(pair)
            if known is None or _ORDER.index(mode) < _ORDER.index(known.mode):
                best[pair] = Reference(source, target_type, target, mode, span)

    in_body = {m.document for m in reading.document_mentions if _zone(reading, m.span.start) == "body"}
    for mention in reading.document_mentions:
        sentence = _sentence(reading, mention.span.start)
        if sentence is None or _skip(reading, mention, sentence, in_body):
            continue
        grip = grips.grip(mention.span, sentence)
        by_meeting = sources.of(mention.span.start) != [None]
        add("document", mention.document, _mode(grips, grip, sentence, by_meeting), mention.span)
    for studied in reading.meeting_mentions:
        if reading.meetings[studied.meeting].status != "cited":
            continue
        sentence = _sentence(reading, studied.span.start)
        if sentence is None:
            continue
        mode = _mode_of_meeting(reading, grips, studied, sentence)
        if mode is not None:
            add("meeting", studied.meeting, mode, studied.span)
    for source, target, span in _studied_by_name(reading, sources):
        best.setdefault((source, "meeting", target), Reference(source, "meeting", target, "studied", span))
    for short, target in _shortened(reading):
        add("meeting", target, "studied", short)
    reading.references.extend(sorted(best.values(), key=lambda r: (r.span, -1 if r.source is None else r.source)))


def _skip(reading: Reading, mention: DocumentMention, sentence: Sentence, in_body: set[int]) -> bool:
    """A notice names itself; what only the title of another document names; a headline that repeats the text."""
    document = reading.documents[mention.document]
    itself = mention.span == sentence.span and (sentence.zone == "title" or reading.text[mention.span.start] != "《")
    if document.nested or itself:
        return True
    inner = mention.span != document.span and reading.text[mention.span.start] in "〈<"
    return inner or (sentence.zone == "title" and mention.document in in_body)


def _mode(grips: Grips, grip: Grip, sentence: Sentence, by_meeting: bool) -> ReferenceMode:
    """Mode of a document: what others have issued or revised a meeting only cites, what an article tells was issued."""
    if grip.sense == "supersedes" or (by_meeting and (grip.sense == "revises" or grip.elsewhere)):
        return "cited"
    before = grips.masked[sentence.span.start : grip.verb.start] if grip.verb is not None else ""
    if grip.sense in ("issued", "revises") and ASKED.search(before):
        return "cited"
    if grip.sense == "revises":
        return "issued"
    if grip.sense == "issued" and by_meeting and grip.verb is not None:
        clauses = re.split("[，；：]", _MEETS.split(before)[-1])
        others = _OTHER.search(clauses[-1]) or any(map(_HEADED.match, clauses))
        if not others and grips.masked.startswith("研究制定", grip.verb.start):
            return "deliberated"
        return "cited" if others and not grips.masked.startswith("签", grip.verb.start) else "issued"
    return grip.sense


def _mode_of_meeting(
    reading: Reading, grips: Grips, mention: MeetingMention, sentence: Sentence
) -> ReferenceMode | None:
    grip = grips.grip(mention.span, sentence)
    behind = grips.masked[grip.right : sentence.span.end]
    own = grips.masked[mention.span.end : sentence.span.end]
    listed = _LISTED_SPIRIT.search(grips.masked, mention.span.end, grip.right)
    spirit = _SPIRIT.match(behind) or _SPIRIT.match(own) or listed
    meeting = reading.meetings[mention.meeting]
    certain = meeting.session is not None or meeting.kind in ("党代会", "两会")
    if grip.sense in ("studied", "implemented") and (spirit or (grip.direct and certain)):
        return "studied" if grip.sense == "studied" else "implemented"
    if spirit is not None and (grip.sense == "deliberated" or _CONVEYED.match(behind, spirit.end())):
        return "studied"
    return None


def _studied_by_name(reading: Reading, sources: Sources) -> list[tuple[int, int, Span]]:
    """Held meetings called after what they study (党的二十大精神宣讲会): the meeting, the cited one, where it says so.

    A cited meeting that no rule has met elsewhere is added to the reading.
    """
    found = []
    for mention in sources.mentions:
        called = reading.meetings[mention.meeting].name
        outright = list(_NAMED_SPIRIT.finditer(reading.text, *mention.span))
        for match in outright or _NAMED_SPIRIT.finditer(called):
            span = Span(*match.span("meeting")) if outright else mention.span
            core = _PARTY.sub("", match["meeting"])
            target = next(
                (m.index for m in reading.meetings if m.status == "cited" and _PARTY.sub("", m.name) == core), None
            )
            if target is None:
                target = len(reading.meetings)
                congress = core.endswith("大")
                reading.meetings.append(
                    MeetingEntity(
                        index=target,
                        name=match["meeting"],
                        status="cited",
                        span=span,
                        kind="党代会" if congress else "全体会议",
                        term=None if congress else figure(match["term"]),
                        session=None if congress else figure(match["session"]),
                    )
                )
                reading.meeting_mentions.append(MeetingMention(span, match["meeting"], target))
            found.append((mention.meeting, target, span))
    return found


def _shortened(reading: Reading) -> list[tuple[Span, int]]:
    """现场会精神: the cited meeting named in full before whose name ends so; the latest one."""
    named = [m for m in reading.meeting_mentions if reading.meetings[m.meeting].status == "cited"]
    taken = [m.span for m in reading.meeting_mentions]
    found = []
    for match in _SHORT.finditer(reading.text):
        span = Span(*match.span("head"))
        if any(span.overlaps(t) for t in taken):
            continue
        fitting = [m for m in named if m.span.end <= span.start and m.text.endswith(match["head"])]
        if fitting:
            found.append((span, max(fitting, key=lambda m: m.span).meeting))
    return found


def _zone(reading: Reading, position: int) -> str:
    sentence = _sentence(reading, position)
    return sentence.zone if sentence else "body"


def _sentence(reading: Reading, position: int) -> Sentence | None:
    try:
        return reading.sentence_at(position)
    except LookupError:
        return None


class Sources:
    """The held meeting that each passage speaks of.

    Args:
        reading: After `meetings`.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        held = {m.index for m in reading.meetings if m.status == "held"}
        self.mentions = sorted((m for m in reading.meeting_mentions if m.meeting in held), key=lambda m: m.span)
        self._starts = [m.span.start for m in self.mentions]
        self.groups = self._joint()
        self.main: dict[int, MeetingMention] = {}
        self.held = sorted(held)
        for mention in sorted(self.mentions, key=lambda m: _GENERIC.match(m.text) is not None):
            sentence = _sentence(reading, mention.span.start)
            if sentence is not None and sentence.zone == "body":
                main = self.main.setdefault(sentence.section, mention)
                if main.meeting == mention.meeting and mention.span < main.span:
                    self.main[sentence.section] = mention

    @classmethod
    def of_reading(cls, reading: Reading) -> Sources:
        """The sources of a reading, made once; its held meetings must not change any more."""
        grips = Grips.of(reading)
        if not isinstance(grips.sources, Sources):
            grips.sources = cls(reading)
        return grips.sources

    def _joint(self) -> dict[int, frozenset[int]]:
        """Meetings held together (先后召开党组会议和主席会议): meeting to all of its group."""
        groups: dict[int, frozenset[int]] = {}
        for first, second in zip(self.mentions, self.mentions[1:], strict=False):
            between = self.reading.text[first.span.end : second.span.start]
            if first.meeting != second.meeting and (not between or _JOINED.match(between)) and "\n" not in between:
                group = groups.get(first.meeting, frozenset({first.meeting})) | {second.meeting}
                for index in group:
                    groups[index] = group
        return groups

    def of(self, position: int, *, purpose: bool = False) -> list[int | None]:
        """Meetings that what stands there belongs to; [None] for the article itself.

        Args:
            position: Character of the text.
            purpose: What stands there may be the aim of a meeting named later in the sentence: 为贯彻《…》，…召开会议.
        """
        sentence = _sentence(self.reading, position)
        if sentence is None:
            return [None]
        paragraph = sentence.paragraph
        for place in range(bisect_left(self._starts, position) - 1, -1, -1):
            mention = self.mentions[place]
            here = _sentence(self.reading, mention.span.start)
            if here is None or here.paragraph != paragraph:
                break
            if not _GENERIC.match(mention.text):
                return self._members(mention, self.mentions[place - 1] if place else None)
        main = self.main.get(sentence.section)
        if main is not None and (main.span.start < position or (purpose and sentence.span.covers(main.span))):
            return [*sorted(self.groups.get(main.meeting, frozenset({main.meeting})))]
        if len(self.held) == 1 and sentence.zone == "title":
            return [self.held[0]]
        return [None]

    def _members(self, mention: MeetingMention, before: MeetingMention | None) -> list[int | None]:
        group = self.groups.get(mention.meeting)
        if group and before is not None and before.meeting in group and before.meeting != mention.meeting:
            between = self.reading.text[before.span.end : mention.span.start]
            if (not between or _JOINED.match(between)) and "\n" not in between:
                return [*sorted(group)]
        return [mention.meeting]
