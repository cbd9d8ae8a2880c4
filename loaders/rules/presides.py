"""Who chairs a meeting (主持): A主持(召开)M, M由A主持, A、B分别主持, 受X委托,B主持.

No chair is guessed: the name must stand as the subject of 主持 in the same sentence, and what is chaired must be a meeting held
in the section. Heads who only attend and speak do not chair. Cases: tests/cases/rules/presides.yml.
Known misses: chairs named only by post or surname; 担任主持人.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from loaders.claims import PersonMention, Presiding, Reading, Sentence, Span
from loaders.rules.meeting_days import Days
from loaders.rules.meeting_scope import Scope
from loaders.rules.shadow import BODY, PERSON, POST, Shadow
from loaders.rules.words import Words

RULE = "presides/1"

_VERB = re.compile(r"主持(?!人|词|稿|者|编|制定|起草|修|完成|研制|省?政府工作|的(?!会议|座谈))")
# What is chaired is a duty, a show or a project, not a meeting.
_DUTY = re.compile(
    r"^(?:了|召开)?[^，。；：]{0,14}?(?:全面|日常|行政|党务|常务)?工作(?=[，。；、”）（]|$|的|期间|以来)"
    r"|^(?:全面|日常|[^，。；]{0,8}(?:演出|晚会|揭牌|剪彩|签约|仪式|节目|栏目|项目|课题|招标|正义|公道|编纂|研究(?!会)))"
)
_OBJECT = re.compile(
    r"^(?:了|并)?(?:召开|举行)?(?:了)?(?:并)?(?:本次|此次|这次|今天的|上午的|下午的)?(?:(?:第?[一二三四五\d]+次(?:、|和)?)+全体会议|会议|大会|全会|开幕会|闭幕会|开幕式|闭幕式|开幕大会|闭幕大会|座谈会|学习|集体学习|活动|座谈|协商|会)?"
    r"(?=[，。；：！、”）\s]|$|并|，|和|及|时|下|他|她|上|讲|举|召|召开|[\ue000-\ue009])"
)
_OPEN_OBJECT = re.compile(r"^(?:了)?(?:召开|举行|开好)?")
_PASSIVE = re.compile(rf"(?:由|请)(?P<list>[^，。；：由]{{0,80}}{PERSON}\ue003*)(?:同志|先生|女士)?(?P<how>分别|共同|联合|轮流|先后)?$")
_UNDER = re.compile(rf"在(?P<list>[^，。；：]{{0,60}}{PERSON}\ue003*)(?:同志|先生|女士)?的?$")
_TITLE_BEHIND = r"(?:同志|先生|女士|总书记|副?(?:主席|委员长|总理|书记|省长|市长|州长|盟长|县长|区长|旗长|主任|会长|校长|秘书长|部长)|（[^（）]{1,12}）|\ue008\ue009*)?"
_HOW = r"(?P<how>分别|共同|联合|轮流|先后|一同)?"
_GAP = re.compile(
    rf"^{_TITLE_BEHIND}(?:[\ue006\ue007]|[上下]午|晚(?:上|间)?|当[天日晚]|今[天日]|昨[天日]|，|在[^，。；{PERSON}]{{0,16}}|于|亲自|还|也|继续|"
    rf"(?:应邀)?(?:出席|到会|参加)(?:了)?[^，。；：{PERSON}{BODY}{POST}]{{0,40}}(?:并|，并|、)|代表[^，。；{PERSON}]{{1,14}}|受委托|受其委托|致辞并|讲话并|到场并|通过[^，。；{PERSON}]{{1,8}}|以[^，。；{PERSON}]{{1,10}}方式|因事委托)*?{_HOW}$"
)
_CONTINUED = re.compile(
    rf"^{_TITLE_BEHIND}[^。；：{PERSON}{POST}]{{0,60}}，(?:并|还|随后|又|会前|接着|之后|并于|当[天日晚]|期间|调研中)[^，。；：{PERSON}{POST}]{{0,20}}$"
)
_NOT_SUBJECT = re.compile(r"(?:[受被向对经]|传达|学习|贯彻|落实|按照|根据|听取|围绕|以)$")
_OFFICE = re.compile(r"副主席|主席|书记|秘书长|主任|领导|负责人|负责同志|市长|县长|委员")
_BEHALF = re.compile(rf"(?:受|经)(?P<list>[^，。；]{{0,60}}{PERSON}\ue003*)(?:\ue008\ue009*|主席|书记|同志|总书记|委员长)?的?(?:书面)?委托")
_ASKED = re.compile(rf"(?P<list>{PERSON}\ue003*)(?:\ue008\ue009*|同志|主席|书记|委员长)?委托")
_DEPUTED = re.compile(r"受其委托|受委托|受(?:主席|书记)委托")


@dataclass(frozen=True, slots=True)
class _Subject:
    people: tuple[PersonMention, ...]
    everyone: bool


def presides(reading: Reading, words: Words) -> None:
    """Fill Reading.presiding."""
    if not any(m.status == "held" for m in reading.meetings):
        return
    _Chairs(reading).read()


class _Chairs:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.shadow = Shadow(reading, Days(reading).spans)
        self.scope = Scope(reading)
        self.people = sorted(reading.people, key=lambda p: p.span)
        self.starts = [p.span.start for p in self.people]
        self.mentions = sorted(reading.meeting_mentions, key=lambda m: m.span)
        self.held = {m.index for m in reading.meetings if m.status == "held"}
        self.seen: set[tuple[str, int]] = set()

    def read(self) -> None:
        for sentence in self.reading.sentences:
            if sentence.damaged:
                continue
            masked = self.shadow.masked[sentence.span.start : sentence.span.end]
            for verb in _VERB.finditer(masked):
                if _DUTY.match(masked[verb.end() :]):
                    continue
                self._one(sentence, masked, verb.start(), verb.end())

    def _one(self, sentence: Sentence, masked: str, start: int, end: int) -> None:
        base = sentence.span.start
        subject = self._subject(sentence, masked, start, end)
        if subject is None:
            return
        meetings = self._meetings(sentence, masked, start, end)
        behalf = self._behalf(base, masked[:start], subject)
        for person in subject.people:
            for meeting in meetings:
                if (person.name, meeting) in self.seen or person.name == behalf:
                    continue
                self.seen.add((person.name, meeting))
                span = Span(min(person.span.start, base + start), max(person.span.end, base + end))
                self.reading.presiding.append(Presiding(person.name, meeting, span, on_behalf_of=behalf))

    # -- who --------------------------------------------------------------------------------------------------------

    def _subject(self, sentence: Sentence, masked: str, start: int, end: int) -> _Subject | None:
        base = sentence.span.start
        left = masked[:start]
        passive = _PASSIVE.search(left)
        if passive is None and masked[end : end + 1] == "下":
            passive = _UNDER.search(left)
        if passive is not None:
            found = self._within(base + passive.start("list"), base + passive.end("list"))
            return self._pick(found, True) if found else None
        before = self._within(base, base + start)
        if not before:
            return None
        last = before[-1]
        gap = masked[last.span.end - base : start]
        match = _GAP.match(gap)
        continued = match is None and _CONTINUED.match(gap) is not None and not _OFFICE.search(gap[4:])
        if match is None and not continued:
            return None
        if "委托" in gap and not re.search(r"受(?:其|委)", gap):
            return None
        head = masked[: last.span.start - base]
        own = re.sub(r"\ue008\ue009*[、，兼]*|\ue000\ue001*", "", head)
        if _NOT_SUBJECT.search(own) or last.cited and not match:
            return None
        everyone = match is not None and match["how"] is not None
        return self._pick(before, everyone)

    def _pick(self, people: list[PersonMention], everyone: bool) -> _Subject | None:
        """The last person, and those coordinated with it: by 、 or 和, or the whole roster before 分别."""
        chosen = [people[-1]]
        for person in reversed(people[:-1]):
            between = self.shadow.masked[person.span.end : chosen[0].span.start]
            link = re.sub(r"\ue008\ue009*|\ue000\ue001*|（[^（）]*）|同志", "", between)
            if re.fullmatch(r"、|和|与|及|以及", link) or (everyone and re.fullmatch(r"[、，和与及以]{1,3}", link)):
                chosen.insert(0, person)
            else:
                break
        chosen = [p for p in chosen if not p.incomplete]
        return _Subject(tuple(chosen), everyone) if chosen else None

    def _within(self, start: int, end: int) -> list[PersonMention]:
        found = []
        for index in range(bisect_left(self.starts, start), len(self.people)):
            person = self.people[index]
            if person.span.start >= end:
                break
            if self.shadow.masked[person.span.start] == PERSON:
                found.append(person)
        return found

    def _behalf(self, base: int, left: str, subject: _Subject) -> str | None:
        for pattern in (_BEHALF, _ASKED):
            if (match := pattern.search(left)) is not None:
                people = self._within(base + match.start("list"), base + match.end("list"))
                if people and people[-1] not in subject.people:
                    return people[-1].name
        if _DEPUTED.search(left):
            people = [p for p in self._within(base, base + len(left)) if p not in subject.people]
            return people[0].name if people else None
        return None

    # -- what -------------------------------------------------------------------------------------------------------

    def _meetings(self, sentence: Sentence, masked: str, start: int, end: int) -> tuple[int, ...]:
        """What is chaired: the meeting named as object or before 由, else the one the place is about."""
        base = sentence.span.start
        clause = re.match(r"[^，。；]*", masked[end:])
        stop = base + end + (clause.end() if clause else 0)
        objects = [m for m in self.mentions if base + end <= m.span.start < stop]
        if objects:
            first = objects[0]
            between = masked[end : first.span.start - base]
            if PERSON not in between and re.fullmatch(r"(?:了)?(?:召开|举行|并召开)?(?:了)?(?:的)?[^并]{0,24}", between):
                if first.meeting not in self.held:
                    return ()
                named = self.scope.named_in(first.span.start, stop)
                chained = tuple(i for i in named if i in self.held)
                if chained and not self._bare(first.text):
                    return chained
                return self._bare_object(first.meeting, base + start)
        elif not _OBJECT.match(masked[end:]):
            return ()
        before = masked[:start]
        if (by := re.search(r"(?P<name>[^，。；：]{2,60}?)，?由[^，。；由]*$", before)) is not None:
            named = [
                m for m in self.mentions
                if base + by.start("name") <= m.span.start < base + by.end("name") and m.meeting in self.held and not self._bare(m.text)
            ]
            if named:
                return (named[-1].meeting,)
        return self.scope.at(base + start)

    def _bare_object(self, meeting: int, position: int) -> tuple[int, ...]:
        around = self.scope.at(position)
        return around if meeting in around else (meeting,)

    def _bare(self, text: str) -> bool:
        return text in ("会议", "大会", "全会", "座谈会", "本次会议", "协商会", "论坛", "读书会")
