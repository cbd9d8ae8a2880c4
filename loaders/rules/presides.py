"""Who chairs a meeting (主持): A主持(召开)M, M由A主持, A、B分别主持, 受X委托,B主持.

No chair is guessed: the name must stand as the subject of 主持 in the same sentence, and what is chaired must be a
meeting held in the section. Heads who only attend and speak do not chair. Cases: tests/cases/rules/presides.yml.
Known misses: chairs named only by post or surname; 担任主持人.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from loaders.claims import PersonMention, Presiding, Reading, Sentence, Span
from loaders.rules.meeting_days import shadow_of
from loaders.rules.meeting_scope import Scope
from loaders.rules.shadow import BODY, ONE_BODY, ONE_PERSON, ONE_POST, PERSON, POST
from loaders.rules.words import Words

RULE = "presides/1"

_VERB = re.compile(r"主持(?!人|词|稿|者|编|制定|起草|修|完成|研制|省?政府工作|的(?!会议|座谈))")
# What is chaired is a duty, a show or a project, not a meeting.
_DUTY = re.compile(
    r"(?:了|召开)?[^，。；：]{0,14}?(?:全面|日常|行政|党务|常务)?工作(?=[，。；、”）（]|$|的|期间|以来)"
    r"|全面|日常|[^，。；]{0,8}(?:演出|晚会|揭牌|剪彩|签约|节目|栏目|项目|课题|招标|正义|公道|编纂|研究(?!会))"
)
# 主持会议, 主持并讲话: chaired is the meeting told of.
_OBJECT = re.compile(
    r"(?:了|并)?(?:召开|举行)?(?:了)?(?:并)?(?:[本此这]次|今天的|上午的|下午的)?"
    r"(?:(?:第?[一二三四五\d]+次(?:、|和)?)+全体会议|会议|大会|全会|开幕会|闭幕会|开幕式|闭幕式|开幕大会|闭幕大会"
    r"|座谈会|学习|集体学习|活动|座谈|协商|会)?(?=[，。；：！、”）\s和及时下他她上讲举召并\ue000-\ue009]|$)"
)
_TO_NAME = re.compile(r"(?:了)?(?:召开|举行|并召开)?(?:了)?(?:的)?[^并]{0,24}")
_SUBJECT_NAME = re.compile(r"(?P<name>[^，。；：]{2,60}?)，?由[^，。；由]*$")
_POINTING = frozenset({"会议", "大会", "全会", "座谈会", "本次会议", "协商会", "论坛", "读书会"})

_TITLE = (
    r"(?:同志|先生|女士|总书记|（[^（）]{1,12}）|"
    r"副?(?:主席|委员长|总理|书记|省长|市长|州长|盟长|县长|区长|旗长|主任|会长|校长|秘书长|部长)"
    rf"|{ONE_POST})?"
)
_HOW = r"(?P<how>分别|共同|联合|轮流|先后|一同)?"
_PASSIVE = re.compile(rf"(?:由|请)(?P<list>[^，。；：由]{{0,80}}{ONE_PERSON}){_TITLE}{_HOW}$")
_UNDER = re.compile(rf"在(?P<list>[^，。；：]{{0,60}}{ONE_PERSON}){_TITLE}的?$")
# Between the subject and 主持: day, place, 出席会议并, 受其委托 and the like; nothing that could be another subject.
_GAP = re.compile(
    rf"{_TITLE}(?:[\ue006\ue007]|[上下]午|晚(?:上|间)?|当[天日晚]|今[天日]|昨[天日]|，|亲自|还|也|继续|受(?:其)?委托"
    rf"|[在于][^，。；{PERSON}]{{0,16}}|以[^，。；{PERSON}]{{1,10}}方式|通过[^，。；{PERSON}]{{1,8}}"
    rf"|(?:应邀)?(?:出席|到会|参加)(?:了)?[^，。；：{PERSON}{BODY}{POST}]{{0,40}}(?:并|、)"
    rf"|(?:致辞|讲话|到场)并|代表[^，。；{PERSON}]{{1,14}})*?{_HOW}$"
)
# The subject of the sentence goes on: 到县政协调研，并主持召开座谈会.
_CONTINUED = re.compile(
    rf"{_TITLE}[^。；：{PERSON}{POST}]{{0,60}}，(?:并|还|随后|又|会前|接着|之后|当[天日晚]|期间|调研中)"
    rf"[^，。；：{PERSON}{POST}]{{0,20}}$"
)
_NO_SUBJECT = re.compile(r"(?:[受由被向对经以]|传达|学习|贯彻|落实|按照|根据|听取|围绕)$")
_OFFICE = re.compile(r"副主席|主席|书记|秘书长|主任|领导|负责人|负责同志|市长|县长|委员")
_ENTRUSTED = re.compile(r"受(?:其|委)")
_POSTS = re.compile(rf"{ONE_POST}[、，兼]*|{ONE_BODY}")
_NOTES = re.compile(rf"{ONE_POST}|{ONE_BODY}|（[^（）]*）|同志")
_BEHALF = (
    re.compile(rf"[受经](?P<list>[^，。；]{{0,60}}{ONE_PERSON}){_TITLE}的?(?:书面)?委托"),
    re.compile(rf"(?P<list>{ONE_PERSON}){_TITLE}委托"),
)
_DEPUTED = re.compile(r"受其委托|受委托|受(?:主席|书记)委托")


def presides(reading: Reading, words: Words) -> None:
    """Fill Reading.presiding."""
    if any(m.status == "held" for m in reading.meetings):
        _Chairs(reading).read()


class _Chairs:
    """Finds the chairs of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.shadow = shadow_of(reading)
        self.scope = Scope(reading)
        self.people = sorted(reading.people, key=lambda p: p.span)
        self.starts = [p.span.start for p in self.people]
        self.mentions = sorted(reading.meeting_mentions, key=lambda m: m.span)
        self.held = {m.index for m in reading.meetings if m.status == "held"}
        self.found: dict[tuple[str, int], Presiding] = {}

    def read(self) -> None:
        """Every 主持 of the undamaged sentences; of one chair said twice the fuller saying stands."""
        for sentence in self.reading.sentences:
            if sentence.damaged:
                continue
            for verb in _VERB.finditer(self.shadow.masked, sentence.span.start, sentence.span.end):
                if not _DUTY.match(self.shadow.masked, verb.end(), sentence.span.end):
                    self._one(sentence, Span(*verb.span()))
        self.reading.presiding += self.found.values()

    def _one(self, sentence: Sentence, verb: Span) -> None:
        chairs = self._chairs(sentence, verb)
        if not chairs:
            return
        behalf = self._behalf(sentence, verb, chairs)
        for meeting in self._meetings(sentence, verb):
            for person in chairs:
                known = self.found.get((person.name, meeting))
                if person.name != behalf and (known is None or self._fuller(behalf, known)):
                    span = Span(min(person.span.start, verb.start), max(person.span.end, verb.end))
                    self.found[person.name, meeting] = Presiding(person.name, meeting, span, on_behalf_of=behalf)

    def _fuller(self, behalf: str | None, known: Presiding) -> bool:
        """Whether a later saying tells more than `known`: who deputed the chair, or more than a headline."""
        if behalf is not None or known.on_behalf_of is not None:
            return known.on_behalf_of is None
        return self.reading.sentence_at(known.span.start).zone == "title"

    # -- who --------------------------------------------------------------------------------------------------------

    def _chairs(self, sentence: Sentence, verb: Span) -> list[PersonMention]:
        """The people who chair: behind 由, before 主持下, or as the subject of the verb."""
        masked, base = self.shadow.masked, sentence.span.start
        left = masked[base : verb.start]
        passive = _PASSIVE.search(left)
        if passive is None and masked.startswith("下", verb.end):
            passive = _UNDER.search(left)
        if passive is not None:
            return self._together(self._within(base + passive.start("list"), base + passive.end("list")), everyone=True)
        before = self._within(base, verb.start)
        if not before:
            return []
        last = before[-1]
        gap = masked[last.span.end : verb.start]
        direct = _GAP.match(gap)
        continued = _CONTINUED.match(gap) is not None and not _OFFICE.search(gap[4:]) and not last.cited
        if direct is None and not continued:
            return []
        if "委托" in gap and not _ENTRUSTED.search(gap):
            return []
        if _NO_SUBJECT.search(_POSTS.sub("", masked[base : last.span.start])):
            return []
        return self._together(before, everyone=direct is not None and direct["how"] is not None)

    def _together(self, people: list[PersonMention], *, everyone: bool) -> list[PersonMention]:
        """The last person, and those coordinated with it: by 、 or 和, or by any mark before 分别."""
        chosen = people[-1:]
        for person in reversed(people[:-1]):
            link = _NOTES.sub("", self.shadow.masked[person.span.end : chosen[0].span.start])
            marks = r"[、，和与及以]{1,3}" if everyone else r"、|和|与|及|以及"
            if re.fullmatch(marks, link) is None:
                break
            chosen.insert(0, person)
        return [p for p in chosen if not p.incomplete]

    def _within(self, start: int, end: int) -> list[PersonMention]:
        """People whose names stand readable in text[start:end]."""
        out = []
        for index in range(bisect_left(self.starts, start), len(self.people)):
            person = self.people[index]
            if person.span.start >= end:
                break
            if self.shadow.masked[person.span.start] == PERSON:
                out.append(person)
        return out

    def _behalf(self, sentence: Sentence, verb: Span, chairs: list[PersonMention]) -> str | None:
        """The person who deputed the chair: 受X委托, X委托B, or 受其委托 with X named before."""
        base = sentence.span.start
        left = self.shadow.masked[base : verb.start]
        for pattern in _BEHALF:
            if (match := pattern.search(left)) is not None:
                people = self._within(base + match.start("list"), base + match.end("list"))
                if people and people[-1] not in chairs:
                    return people[-1].name
        others = [p for p in self._within(base, verb.start) if p not in chairs] if _DEPUTED.search(left) else []
        return others[0].name if others else None

    # -- what -------------------------------------------------------------------------------------------------------

    def _meetings(self, sentence: Sentence, verb: Span) -> tuple[int, ...]:
        """What is chaired: the meeting named as object or before 由, else the one the place is about."""
        masked, end = self.shadow.masked, sentence.span.end
        clause = re.compile(r"[^，。；]*").match(masked, verb.end, end)
        stop = clause.end() if clause else verb.end
        named = next((m for m in self.mentions if verb.end <= m.span.start < stop), None)
        if named is not None:
            between = masked[verb.end : named.span.start]
            if PERSON not in between and _TO_NAME.fullmatch(between):
                if named.meeting not in self.held:
                    return ()
                if named.text in _POINTING:
                    return self.scope.around(named.meeting, verb.start)
                return self.scope.named_in(named.span.start, stop)
        elif not _OBJECT.match(masked, verb.end, end):
            return ()
        return self._before_by(sentence, verb) or self.scope.at(verb.start)

    def _before_by(self, sentence: Sentence, verb: Span) -> tuple[int, ...]:
        """主席会议由A主持: the meeting named as the subject of the passive."""
        base = sentence.span.start
        match = _SUBJECT_NAME.search(self.shadow.masked[base : verb.start])
        if match is None:
            return ()
        start, end = base + match.start("name"), base + match.end("name")
        named = [
            m.meeting
            for m in self.mentions
            if start <= m.span.start < end and m.meeting in self.held and m.text not in _POINTING
        ]
        return (named[-1],) if named else ()
