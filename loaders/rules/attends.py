"""Who is present at a meeting (出席 参加 列席), and who speaks or reports there (讲话 作报告 通报 宣读).

A roster shares the verb behind or before it, also over a list that goes on. Whoever is only cited, sends a letter,
deputes the chair, is absent, elected or appointed is not present. Cases: tests/cases/rules/attends.yml.
Known misses: bodies present by their people (left out on purpose), people present told by their work alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from graph.model.values import AttendManner
from loaders.claims import Attendance, PersonMention, Reading, Sentence, Span
from loaders.rules.meeting_days import shadow_of
from loaders.rules.meeting_scope import Scope
from loaders.rules.shadow import ONE_BODY, ONE_PERSON, ONE_POST, PERSON
from loaders.rules.words import Words

RULE = "attends/1"

_COMING = r"出席|参加|列席|在主席台|应邀|到会|与会"
_SUFFIX = (
    rf"(?:（[^（）]{{1,14}}）|同志|先生|女士|委员长|总书记|主席|书记|常委|委员|代表|总理|{ONE_POST})?"
    rf"(?:等(?:[^，。；：]{{0,14}}?(?={_COMING}))?)?"
)
_DOES = "(?<![工合运操协写创])作(?![用风为])"
_OBJECT = r"(?P<object>[^，。；]{0,30})"
_PRESENT = re.compile(
    rf"{_SUFFIX}(?:[^，。；：{PERSON}]{{0,22}}，(?=应邀|同))?[^，。；：{PERSON}]{{0,28}}?"
    rf"(?P<verb>出席|列席|参加(?!工作)|与会(?!代表|人员|嘉宾|同志|委员|领导|的)|到会|就座|就坐|莅会|赴会|欢聚一堂){_OBJECT}"
)
_LEADERS = re.compile(
    rf"等(?:同志|领导同志|党和国家领导人)[同与和][^。；{PERSON}]{{2,160}}?(?P<verb>欢聚一堂|共庆|共迎|出席|参加){_OBJECT}"
)
_WITH_OTHERS = re.compile(
    rf"{_SUFFIX}(?:，|、|和|及|以及)[^。；：{PERSON}]{{1,160}}?(?P<verb>出席|列席|参加|到会|就座|与会|欢聚一堂){_OBJECT}"
)
_SPEAKS = re.compile(
    rf"{_SUFFIX}(?P<gap>[^。；：{PERSON}]{{0,40}}?)(?P<verb>(?:{_DOES}|进行)(?:了)?[^，。；{PERSON}]{{0,45}}?"
    r"(?:报告|说明|通报|发言|讲话|汇报|交流|总结|辅导|动员|部署|点评|解读|讲解|介绍|回应|宣讲|安排)|作(?:了)?《"
    r"|讲话|致辞|致词|致贺词|致欢迎词|发言|宣读|传达|通报|汇报|揭牌|揭幕|领学|领读|导读|介绍|回应|宣布"
    r"|谈(?:了)?(?:学习)?体会|授课|讲授|辅导|(?:提出|提)(?:了)?[^，。；]{0,20}?(?:意见|建议|对策)|建言献策)"
)
_PROPOSES = re.compile(
    rf"等?(?:\d+|[一二三四五六七八九十]+)?[余多]?(?:位|名)[^，。；]{{0,6}}，[^。；{PERSON}]{{0,120}}?"
    r"提出(?:了)?[^，。；]{0,30}?(?:意见|建议|对策)"
)
# A、B8名委员围绕…作大会发言, A等委员就…作了即席发言.
_SPEAK_TOGETHER = re.compile(
    rf"等?(?:(?:\d+|[一二三四五六七八九十]+)[余多]?[位名]|(?<=等))[^，。；：{PERSON}]{{0,12}}?(?:围绕|就|结合|聚焦|立足|从)"
    rf"[^。；：{PERSON}]{{2,160}}?(?:(?:{_DOES}|进行)了?[^，。；{PERSON}]{{0,8}}?)?(?:发言|讲话|建言)"
)
# A在X上的讲话: what he said there is spoken of; 在讲话中指出 is said here.
_HIS_WORDS = re.compile(
    r"(?:同志|总书记|主席|书记|委员长|总理)?(?:在|对|就)[^，。；：]{2,40}?[上时中间]的(?:重要|系列|主旨|工作)*"
    r"(?:讲话|致辞|致词|报告|发言|演讲|指示|批示)(?!中?，?(?:还|特别|着重)?(?:强调|指出|说|要求|提出|表示))"
)
_SAYS = re.compile(
    r"(?:副?主席|书记|常委|委员|同志|代表|秘书长|，)?(?:就[^，。；]{2,20})?(?:在[^，。；]{0,14}(?:讲话|发言|报告|总结|致辞)中)?"
    r"(?:代表[^，。；]{2,16}发言)?(?:还|要求并|最后|首先|着重|分别|先后|一致|均|对[^，。；]{2,20}(?=表示))?"
    r"(?:强调|指出|表示|要求|提出|建议|说|认为|谈到|希望|介绍说)"
)
_SAYS_IN_SPEECH = re.compile(
    r"(?:同志|主席|书记)?在(?:总结|闭幕|动员)?(?:讲话|致辞|致词|发言|总结)[时中]?(?:还|首先|着重)?(?:强调|指出|要求|表示|说|提出|希望)"
)
_HEARD = re.compile(r"听取(?:了|并审议了|和审议了)?[^。；：]{0,80}$")
_HEARD_BEHIND = re.compile(
    r"(?:同志|主席|等)?[^。；]{0,6}?(?:代表[^，。；]{2,20})?(?:所?作的|关于|就|对|受[^，。；]*委托|的)"
    r"[^。；]{2,90}?(?:汇报|说明|通报|报告|介绍|发言)"
)
_LIST_BEFORE = re.compile(
    r"(?:出席|参加|列席|到会|与会|就座)[^。；：]{0,34}?(?:还)?有[：:，]?[^。；：]{0,14}$"
    r"|(?:出席|参加|列席)(?:会议|大会|座谈会|开幕会|闭幕会|活动)?的?[^。；：]{0,10}：[^。；：]{0,14}$"
    r"|就座的(?:领导|同志|嘉宾)?[^。；]{0,8}：[^。；：]{0,14}$|执行主席(?:是|有|为)?：$"
    r"|(?:邀请|，请)(?:了)?[^，。；：]{0,20}$"
)
_INVITED = re.compile(r"(?:邀请|，请)(?:了)?[^，。；：]{0,20}$")
_NOT_PRESENT = re.compile(
    r"请假|未出席|缺席|未能|(?:发来|致)[^，。；]{0,6}(?:贺信|贺电|贺词)|致信|视频致辞|书面(?:致辞|讲话|发言)|视频讲话"
    r"|作出[^，。；]{0,8}批示|委托(?!书)"
)
# Between names and verb: words that give the verb another subject or sense.
_SPOILED = re.compile(
    r"没有|主持|接见|看望|所(?:作|$)|^(?:同志)?作的|当选|会见|的(?:讲话|报告|精神|指示)|同志任|任命|关于|辞去|^的"
)
_ELSEWHERE = re.compile(
    r"(?:了)?(?:会见|会谈|调研|考察|视察|走访|看望|慰问|活动|巡视|检查|座谈交流活动|接见|合影|揭牌|植树|巡查|督导|执法检查"
    r"|课题|工作|革命|过|全国)"
)
_NO_SUBJECT = re.compile(
    r"(?:[受对向与被经听]|传达(?:了|学习)?|学习(?:了)?|贯彻|落实|按照|根据|围绕|同意|免去|任命|增补|选举|补选|推选|会见(?:了)?"
    r"|看望(?:了)?|慰问(?:了)?|陪同|委托|祝贺|悼念|感谢|接受|拟任|提名)$"
)
# 对不再担任领导的A、B等表示敬意: who is thanked need not be there.
_TOWARDS = re.compile(r"[对向][^，。；]*$")
_THANKED = re.compile(r"[^。；]{0,80}?表示[^，。；]{0,8}(?:敬意|感谢|谢意|祝贺|慰问|问候|欢迎|哀悼)")
_DEPUTES = re.compile(r"(?:主席|书记|同志|总书记|委员长)?的?(?:书面)?委托")
_OWN_POSTS = re.compile(rf"(?:{ONE_POST}[、，兼]*|{ONE_BODY}|新当选的?|新任)+$")
# Cues so close to the name that a reading as merely cited is overruled.
_SURELY = re.compile(
    r"(?:同志|先生|女士|主席|书记)?(?:分别)?(?:应邀)?(?:[^，。；的]{0,12}"
    rf"(?:出席|列席|到会|参加|宣读|{_DOES}|汇报了|传达了|通报了|介绍了|发表)|讲话[，。；]"
    r"|等(?:\d+|[一二三四五六七八九十]+)[余多]?[位名]"
    r"|向[^，。；]{2,30}(?:颁授|颁发|授予))"
)
# From one name of a list to the next: marks, posts, nouns; a verb there ends the list.
_LINK = re.compile(
    rf"(?:（[^（）]{{1,14}}）)?(?P<between>(?:、|，|和|及|以及|与)"
    rf"(?:{ONE_POST}|{ONE_BODY}|[、，和及与兼]|[^，。；：、{PERSON}]{{1,18}}){{0,6}}?){ONE_PERSON}"
)
_ACT = re.compile(
    r"主持|出席|列席|参加|讲话|作|指出|强调|表示|说|要求|应邀|就|因|请假|当选|通报|介绍|宣读|传达|委托|会见|已|率|调研|到会|并|希望"
    r"|代表(?!团)|[对向由]|在"
)
_REPORTS = re.compile(r"报告|说明|通报|汇报|宣读|传达|介绍|部署")
_AND_SPEAKS = re.compile(rf"[^，。；]{{0,12}}?并?(?:讲话|致辞|发言|{_DOES})")
_GIVEN_AT = re.compile(
    r"(?:【[^】]{1,10}】)?(?:[^，。；：]{2,4}：)?[—―－（\-\s]*(?:[^，。；：]{0,14}日?)?在[^，。；：]{4,50}上"
    r"(?:的?(?:工作)?(?:报告|讲话|发言|致辞))?[）\s]*"
)
_SIGNED = re.compile(r"\s*(?:$|各位|同志们)")
_WINDOW = 96  # characters before a list that may open it
_POSTS_ROOM = 160  # characters its posts may take
_BELOW = 2  # paragraphs below that line in which the name stands
_TOP = 6  # paragraphs in which a printed report names its meeting and its speaker
_POINTING = 3  # characters: 会议, 座谈会
# The doctrine's author is cited in nearly every text: words alone never make him present.
_EVER_CITED = "习近平"


def attends(reading: Reading, words: Words) -> None:
    """Fill Reading.attendance with persons."""
    if any(m.status == "held" for m in reading.meetings):
        _Presence(reading).read()


class _Presence:
    """Finds who is present at the meetings of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.shadow = shadow_of(reading)
        self.scope = Scope(reading)
        self.chairs = {(p.person, p.meeting) for p in reading.presiding}
        self.mentions = sorted(reading.meeting_mentions, key=lambda m: m.span)
        self.mention_starts = [m.span.start for m in self.mentions]
        self.seen: set[tuple[str, int]] = set()
        self.speakers: list[tuple[PersonMention, tuple[int, ...]]] = []

    def read(self) -> None:
        """Everyone with a cue, then those who only say something."""
        for person in sorted((p for p in self.reading.people if not p.incomplete), key=lambda p: p.span):
            sentence = self.reading.sentence_at(person.span.start)
            if not sentence.damaged and self.shadow.masked[person.span.start] == PERSON:
                self._one(person, sentence)
        self._reporters()
        present = {name for name, _ in self.seen} | {p.person for p in self.reading.presiding}
        for person, meetings in self.speakers:
            if person.name != _EVER_CITED or person.name in present:
                self._add(person, "speaks", meetings, 0.8)

    def _reporters(self) -> None:
        """Who gave a printed report: the name under the line 在…第三次会议上的报告."""
        for sentence in self.reading.sentences:
            line = _GIVEN_AT.fullmatch(sentence.text)
            if line is None or sentence.paragraph > _TOP:
                continue
            meeting = next((m.meeting for m in self.mentions if sentence.span.covers(m.span)), None)
            if meeting is None or self.reading.meetings[meeting].status != "held":
                continue
            manner: AttendManner = "reports" if "报告" in self.reading.text[: sentence.span.end] else "speaks"
            for person in self.reading.people:
                if self._signs(person, sentence):
                    self._add(person, manner, (meeting,))

    def _signs(self, person: PersonMention, line: Sentence) -> bool:
        """Whether a name (with its posts) stands alone in one of the two paragraphs below a line."""
        here = self.reading.sentence_at(person.span.start)
        if not 0 < here.paragraph - line.paragraph <= _BELOW:
            return False
        alone = _SIGNED.match(here.text, person.span.end - here.span.start) is not None
        first = person.span.start == here.span.start or any(p.span.start >= here.span.start for p in person.posts)
        return alone and first

    def _one(self, person: PersonMention, sentence: Sentence) -> None:
        masked, (begin, end) = self.shadow.masked, sentence.span
        run = person.run if person.roster >= 0 and person.run.end > person.run.start else person.span
        list_end = self._list_end(max(run.end, person.span.end), end)
        left, right = masked[begin : min(run.start, person.span.start)], masked[list_end:end]
        here = self.scope.at(person.span.start)
        if _DEPUTES.match(masked, person.span.end, end) or self._absent(right):
            return
        if _HEARD.search(left, max(0, len(left) - _WINDOW)) and _HEARD_BEHIND.match(right):
            self._add(person, "reports", here)
            return
        if _TOWARDS.search(left, max(0, len(left) - _WINDOW)) and _THANKED.match(right):
            return
        before = _OWN_POSTS.sub("", masked[max(begin, person.span.start - _POSTS_ROOM) : person.span.start])
        if _NO_SUBJECT.search(before) and not _INVITED.search(left):
            return
        here_said = _SURELY.match(right) or _SAYS_IN_SPEECH.match(right)
        if (person.cited and not here_said) or _HIS_WORDS.match(right):
            return
        if (match := self._comes(right)) is not None:
            self._coming(person, match, list_end)
        elif _LIST_BEFORE.search(left, max(0, len(left) - _WINDOW)):
            self._add(person, "observes" if "列席" in left[-40:] else "attends", here)
        elif (speech := _SPEAKS.match(right)) is not None and not _SPOILED.search(speech["gap"]):
            self._add(person, "reports" if _REPORTS.search(speech["verb"]) else "speaks", here)
        elif _PROPOSES.match(right) or _SPEAK_TOGETHER.match(right):
            self._add(person, "speaks", here)
        elif _SAYS.match(right):
            self.speakers.append((person, here))

    def _comes(self, right: str) -> re.Match[str] | None:
        """A verb of coming behind the names, with nothing between that spoils it."""
        for pattern in (_PRESENT, _LEADERS, _WITH_OTHERS):
            match = pattern.match(right)
            if match is not None and not _SPOILED.search(right[: match.start("verb")]):
                return match
        return None

    def _coming(self, person: PersonMention, match: re.Match[str], offset: int) -> None:
        meetings = self._object(person, Span(offset + match.end("verb"), offset + match.end("object")))
        if _ELSEWHERE.match(match["object"]) and not self._called(match["object"][:2], meetings):
            return
        manner: AttendManner = "observes" if match["verb"] == "列席" else "attends"
        self._add(person, "speaks" if _AND_SPEAKS.match(match["object"]) else manner, meetings)

    def _list_end(self, position: int, end: int) -> int:
        """End of the last name of a list that goes on from a position without a verb between."""
        while (link := _LINK.match(self.shadow.masked, position, end)) is not None:
            if _ACT.search(link["between"]):
                break
            position = link.end()
        return position

    def _absent(self, right: str) -> bool:
        clause = re.match(r"[^。；，]*", right)
        return clause is not None and _NOT_PRESENT.search(clause[0]) is not None

    def _called(self, word: str, meetings: tuple[int, ...]) -> bool:
        """Whether the meeting itself is called by that word (揭牌暨首次主席会议)."""
        return any(word in self.reading.meetings[m].name for m in meetings)

    def _object(self, person: PersonMention, object_: Span) -> tuple[int, ...]:
        """The meeting named behind the verb (none if it is not held here), else the one the place is about."""
        here = self.scope.at(person.span.start)
        index = bisect_left(self.mention_starts, object_.start)
        if index == len(self.mentions) or self.mentions[index].span.start >= object_.end:
            return here
        named = self.mentions[index]
        if self.reading.meetings[named.meeting].status != "held":
            return ()
        points = len(named.text) <= _POINTING
        return here if points and (not here or named.meeting in here) else (named.meeting,)

    def _add(
        self, person: PersonMention, manner: AttendManner, meetings: tuple[int, ...], confidence: float = 0.9
    ) -> None:
        for meeting in meetings:
            chairs = manner == "speaks" and (person.name, meeting) in self.chairs
            if (person.name, meeting) not in self.seen and not chairs:
                self.seen.add((person.name, meeting))
                self.reading.attendance.append(Attendance(person.name, meeting, person.span, manner, confidence))
