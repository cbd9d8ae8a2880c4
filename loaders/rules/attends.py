"""Who is present at a meeting (出席 参加 列席), and who speaks or reports there (讲话 作报告 通报 宣读).

A roster shares the verb behind or before it. Whoever is only cited, sends a letter, deputes the chair, is absent, elected or
appointed is not present. Cases: tests/cases/rules/attends.yml.
Known misses: bodies present by their people (left out on purpose), people present told by their work alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from graph.model.values import AttendManner
from loaders.claims import Attendance, PersonMention, Reading, Sentence, Span
from loaders.rules.meeting_days import Days
from loaders.rules.meeting_scope import Scope
from loaders.rules.shadow import PERSON, Shadow
from loaders.rules.words import Words

RULE = "attends/1"

_SUFFIX = r"^(?:（[^（）]{1,14}）|同志|先生|女士|委员长|总书记|主席|书记|常委|委员|代表|总理|\ue008\ue009*)?(?:等(?:[^，。；：]{0,14}?(?=出席|参加|列席|在主席台|应邀|到会|与会))?)?"
_COMMON = rf"(?:[^，。；：{PERSON}]{{0,28}}?)"
_PRESENT = re.compile(
    rf"{_SUFFIX}(?:[^，。；：{PERSON}]{{0,22}}，(?=应邀))?{_COMMON}(?P<verb>出席|列席|参加(?!工作)|与会|到会|就座|就坐|莅会|应邀到会|赴会|欢聚一堂)(?P<object>[^，。；]{{0,30}})"
)
_COLLECTIVE = re.compile(
    rf"{_SUFFIX}(?:，|、|和|及|以及)[^。；：{PERSON}]{{1,160}}?(?P<verb>出席|列席|参加|到会|就座|与会)(?P<object>[^，。；]{{0,30}})"
)
_SPEAKS = re.compile(
    rf"{_SUFFIX}(?P<gap>(?:[^。；：{PERSON}]{{0,40}}?))(?P<verb>(?:作|进行)(?:了)?[^，。；{PERSON}]{{0,45}}?(?:报告|说明|通报|发言|讲话|汇报|交流|总结|辅导|动员|部署|点评|解读|讲解|介绍|回应|宣讲|安排)|作(?:了)?《|讲话|致辞|致词|致贺词|致欢迎词|发言|宣读|传达|通报|汇报|揭牌|揭幕|领学|领读|导读|介绍|回应|宣布|谈(?:了)?(?:学习)?体会|授课|讲授|辅导|代表[^，。；]{{2,20}}发言)"
)
_SAYS = re.compile(
    r"^(?:常委|委员|同志|主席|书记|代表|副主席|秘书长|，)?(?:就[^，。；]{2,20})?(?:在[^，。；]{0,14}(?:讲话|发言|报告|总结|致辞)中)?(?:代表[^，。；]{2,16}发言)?(?:还|要求并|最后|首先|着重|对[^，。；]{2,20}(?=表示))?(?:强调|指出|表示|要求|提出|建议|说|认为|谈到|希望|介绍说)"
)
_HEARD = re.compile(rf"听取(?:了|并审议了|和审议了)?[^。；：]{{0,80}}$")
_HEARD_BEHIND = re.compile(r"^(?:同志|主席|等)?[^。；]{0,6}?(?:代表[^，。；]{2,20})?(?:所?作的|关于|就|对|受[^，。；]*委托|的)[^。；]{2,90}?(?:汇报|说明|通报|报告|介绍|发言)")
_LIST_BEFORE = re.compile(
    r"(?:出席|参加|列席|到会|与会|就座)[^。；：]{0,24}?(?:的)?(?:[^。；：]{0,10}?)(?:还)?有[：:，]?[^。；：]{0,14}$|(?:出席|参加|列席)(?:会议|大会|座谈会|开幕会|闭幕会|活动)?的?[^。；：]{0,10}：[^。；：]{0,14}$"
    r"|就座的(?:领导|同志|嘉宾)?[^。；]{0,8}：[^。；：]{0,14}$|(?:邀请|，请)(?:了)?[^，。；：]{0,20}$|执行主席(?:是|有|为)?：$"
)
_NOT_PRESENT = re.compile(r"请假|未出席|缺席|未能|(?:发来|致)[^，。；]{0,6}(?:贺信|贺电|贺词)|致信|视频致辞|书面(?:致辞|讲话|发言)|视频讲话|作出[^，。；]{0,8}批示|委托(?!书)")
_ELSEWHERE = re.compile(r"^(?:了)?(?:会见|会谈|调研|考察|视察|走访|看望|慰问|活动|巡视|检查|座谈交流活动|接见|合影|揭牌|植树|巡查|督导|执法检查|课题|工作|革命|过|全国)")
_INVITED = re.compile(r"(?:邀请|，请)(?:了)?[^，。；：]{0,20}$")
_OBJECT_OF = re.compile(r"(?:[受对向与被经听]|传达(?:了|学习)?|学习(?:了)?|贯彻|落实|按照|根据|围绕|同意|免去|任命|增补|选举|补选|推选|会见(?:了)?|看望(?:了)?|慰问(?:了)?|陪同|委托|祝贺|悼念|感谢|接受|拟任|提名)$")
# Between two names of one list: marks, posts, nouns; a verb there ends the list.
_LINK = re.compile(
    rf"(?:（[^（）]{{1,14}}）)?(?P<between>(?:、|，|和|及|以及|与)(?:\ue008\ue009*|\ue000\ue001*|[、，和及与兼]|[^，。；：、{PERSON}]{{1,18}}){{0,6}}?){PERSON}\ue003*"
)
_ACT = re.compile(
    r"主持|出席|列席|参加|讲话|作|指出|强调|表示|说|要求|应邀|就|因|请假|当选|通报|介绍|宣读|传达|委托|会见|已|率|调研|到会|并|希望|代表(?!团)|[对向由]|在"
)
_SURELY = re.compile(r"^(?:同志|先生|女士|主席|书记)?(?:分别)?(?:应邀)?(?:[^，。；的]{0,12}(?:出席|列席|到会|参加|宣读|作|汇报了|传达了|通报了|介绍了|发表)|讲话[，。；])")
_REPORTS = re.compile(r"报告|说明|通报|汇报|宣读|传达|介绍|部署")
_OBSERVES = re.compile(r"列席")


def attends(reading: Reading, words: Words) -> None:
    """Fill Reading.attendance with persons."""
    if not any(m.status == "held" for m in reading.meetings):
        return
    _Presence(reading).read()


class _Presence:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.shadow = Shadow(reading, Days(reading).spans)
        self.scope = Scope(reading)
        self.chairs = {(p.person, p.meeting) for p in reading.presiding}
        self.status = {m.index: m.status for m in reading.meetings}
        self.mentions = sorted(reading.meeting_mentions, key=lambda m: m.span)
        self.mention_starts = [m.span.start for m in self.mentions]
        self.seen: set[tuple[str, int]] = set()
        self.weak: list[tuple[PersonMention, Sentence, AttendManner, tuple[int, ...]]] = []

    def read(self) -> None:
        people = sorted((p for p in self.reading.people if not p.incomplete), key=lambda p: p.span)
        for person in people:
            sentence = self.reading.sentence_at(person.span.start)
            if sentence.damaged or self.shadow.masked[person.span.start] != PERSON:
                continue
            self._one(person, sentence)
        present = {name for name, _ in self.seen} | {p.person for p in self.reading.presiding}
        for person, sentence, manner, meetings in self.weak:
            if person.name != "习近平" or person.name in present:
                self._add(person, manner, meetings, 0.8)

    def _one(self, person: PersonMention, sentence: Sentence) -> None:
        masked = self.shadow.masked
        run = person.run if person.roster >= 0 and person.run.end > person.run.start else person.span
        run_end = max(run.end, person.span.end)
        left = masked[sentence.span.start : min(run.start, person.span.start)]
        list_end = self._chain_end(sentence, run_end)
        right = masked[list_end : sentence.span.end]
        own_right = masked[person.span.end : sentence.span.end]
        own_left = re.sub(r"(?:\ue008\ue009*[、，兼]*|\ue000\ue001*|新当选的?|新任)+$", "", masked[sentence.span.start : person.span.start])
        if own_right.startswith("委托") or re.match(r"^(?:主席|书记|同志|总书记)?的?(?:书面)?委托", own_right):
            return
        if _HEARD.search(left) and _HEARD_BEHIND.match(right):
            self._add(person, "reports", self._meetings(person, sentence, None), 0.9)
            return
        if _OBJECT_OF.search(own_left) and not _INVITED.search(left):
            return
        if re.search(r"受[^，。；]{0,60}$", own_left) and re.match(r"^[^，。；]{0,6}委托", own_right):
            return
        if self._absent(right):
            return
        if person.cited and not _SURELY.match(right):
            return
        for pattern in (_PRESENT, _COLLECTIVE):
            match = pattern.match(right)
            if match and not self._spoiled(right[: match.start("verb")]):
                meetings = self._meetings(person, sentence, Span(list_end + match.end("verb"), list_end + match.end("object")))
                if _ELSEWHERE.match(match["object"]) and not self._named_so(match["object"][:2], meetings):
                    return
                manner: AttendManner = "observes" if _OBSERVES.search(match["verb"]) else "attends"
                if re.match(r"[^，。；]{0,12}?并?(?:讲话|致辞|发言|作)", match["object"]):
                    manner = "speaks"
                self._add(person, manner, meetings, 0.9)
                return
        if _LIST_BEFORE.search(left):
            self._add(person, "observes" if "列席" in left[-40:] else "attends", self._meetings(person, sentence, None), 0.9)
            return
        if (match := _SPEAKS.match(right)) and not self._spoiled(match["gap"]):
            manner = "reports" if _REPORTS.search(match["verb"]) else "speaks"
            self._add(person, manner, self._meetings(person, sentence, None), 0.9)
            return
        if _SAYS.match(right):
            self.weak.append((person, sentence, "speaks", self._meetings(person, sentence, None)))

    def _chain_end(self, sentence: Sentence, end: int) -> int:
        """End of the last roster that goes on from `end` without a verb between: its verb is shared."""
        masked = self.shadow.masked
        while (link := _LINK.match(masked, end, sentence.span.end)) is not None:
            if _ACT.search(link["between"]):
                break
            end = link.end()
        return end

    def _named_so(self, word: str, meetings: tuple[int, ...]) -> bool:
        """Whether the meeting itself is called by that word (揭牌暨首次主席会议)."""
        return any(word in self.reading.text[s.start : s.end] or word in self.reading.meetings[m].name for m in meetings for s in [self.reading.meetings[m].span])

    def _absent(self, right: str) -> bool:
        clause = re.match(r"[^。；，]*", right)
        return bool(clause and _NOT_PRESENT.search(clause[0]))

    def _spoiled(self, between: str) -> bool:
        """Words between the names and the verb that give the verb another subject or sense."""
        return re.search(r"主持|当选|会见|的(?:讲话|报告|精神|指示)|同志任|任命|关于|辞去|^的", between) is not None

    def _meetings(self, person: PersonMention, sentence: Sentence, target: Span | None) -> tuple[int, ...]:
        """The meeting named behind the verb, else the one the place is about."""
        if target is not None:
            index = bisect_left(self.mention_starts, target.start)
            while index < len(self.mentions) and self.mentions[index].span.start < target.end:
                meeting = self.mentions[index].meeting
                around = self.scope.at(person.span.start)
                if self.status[meeting] != "held":
                    return ()
                return around if meeting in around and self.mentions[index].text not in ("",) and len(self.mentions[index].text) <= 3 else (meeting,)
        return self.scope.at(person.span.start)

    def _add(self, person: PersonMention, manner: AttendManner, meetings: tuple[int, ...], confidence: float) -> None:
        for meeting in meetings:
            if (person.name, meeting) in self.seen:
                continue
            if manner == "speaks" and (person.name, meeting) in self.chairs:
                continue
            self.seen.add((person.name, meeting))
            self.reading.attendance.append(Attendance(person.name, meeting, person.span, manner, confidence))
