"""Which body holds a meeting (主办, 承办), and where.

Order of evidence: a body in the name; the body the words of the kind name (国务院常务会议); the subject of 召开 举行 举办 主持召开
(a person stands for the body of the post); 由X主办, X承办; 全省政协… ; a body of the kind that holds such meetings, in the section or title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from graph.model.values import HostManner
from loaders.claims import BodyRef, MeetingEntity, PersonMention, Reading, Sentence, Span
from loaders.rules.body_names import Place, head_body
from loaders.rules.meeting_cues import Cue
from loaders.rules.meeting_names import MeetingName
from loaders.rules.shadow import BODY, ONE_BODY, ONE_POST, PERSON, Shadow

_MEETING_ORGANS = ("党组", "常委会", "常务委员会", "主席会议", "主席团", "秘书长会议", "党组理论学习中心组", "理论学习中心组", "机关党组")
_JOINT = re.compile(rf"(?P<first>{ONE_BODY})(?:与|和|、|会同|联合)$")
_SUBJECT = re.compile(
    rf"(?P<body>{ONE_BODY})(?P<organ>党组理论学习中心组|理论学习中心组|机关党组|党组|常务委员会|常委会|主席团常务主席|主席团)?(?:（扩大）)?"
    rf"(?P<gap>[^，。；的{BODY}{PERSON}]{{0,45}}，?[^，。；的{BODY}{PERSON}]{{0,30}})$"
)
_BY = (
    (re.compile(rf"由(?P<list>(?:{ONE_BODY}(?:党组)?(?:、|和|与|及)?)+)(?:[^，。；]{{0,6}})?(?:联合|共同)?(?P<verb>主办|举办|召集|承办|协办|主持召开)"), None),
    (re.compile(rf"(?P<list>(?:{ONE_BODY}(?:党组)?(?:、|和|与|及)?)+)(?:联合|共同)?(?P<verb>主办|承办|协办)"), None),
)
_EVERYWHERE = re.compile(r"全(?P<area>国|省|市|县|区|州|盟|旗|自治区)(?:地方|各级|各地)?(?:[各级]{0,2})政协")
_AREA_LEVELS = {"省": "province", "自治区": "province", "市": None, "县": "county", "区": None, "州": "prefecture", "盟": "prefecture", "旗": "county"}
_MEMBER = frozenset({"委员", "常委", "代表", "党组成员", "候补委员", "中央委员"})
_VENUE = re.compile(r"[在于](?P<place>[^，。；：在\ue002-\ue009]{2,24}?)(?:隆重|胜利|顺利|正式|以视频形式)?$")
_VENUE_SHORT = re.compile(r"在(?P<place>[京沪津渝昆邕宁蓉杭穗榕琼])$")


def of_organ(body: BodyRef) -> BodyRef:
    """The body a meeting of its 党组, 常委会 or 主席会议 belongs to; other organs hold their own meetings."""
    if body.parent is not None and body.kind in ("cppcc", "party") and body.organ in _MEETING_ORGANS:
        return body.parent
    return body


class Hosts:
    """Finds hosts in one reading."""

    def __init__(self, reading: Reading, shadow: Shadow) -> None:
        self.reading = reading
        self.shadow = shadow
        self.people = {p.span.start: p for p in reading.people}

    def subject(self, sentence: Sentence, verb: Span) -> tuple[list[tuple[BodyRef, Span]], str]:
        """Bodies that are the subject of a verb of holding, and the organ printed with the last (党组)."""
        left = self.shadow.masked[sentence.span.start : verb.start]
        match = _SUBJECT.search(left)
        if match is None or re.search(r"[受由被向经到在赴对于往访]$", left[: match.start()]) or "由" in match["gap"]:
            return [], ""
        base = sentence.span.start
        found = [self._body(Span(base + match.start("body"), base + match.end("body")))]
        before = left[: match.start()]
        while (joint := _JOINT.search(before)) is not None:
            found.insert(0, self._body(Span(base + joint.start("first"), base + joint.end("first"))))
            before = before[: joint.start()]
        return [(of_organ(b), s) for b, s in found if b is not None], match["organ"] or ""

    def person(self, sentence: Sentence, verb: Span, kinds: Iterable[str]) -> tuple[BodyRef, Span] | None:
        """The body of the post of the person before 主持召开, of one of `kinds` if any are given."""
        start = max((p for p in self.people if sentence.span.start <= p < verb.start), default=None)
        if start is None:
            return None
        name = self.people[start].name
        own = [self.people[start], *(p for p in self.reading.people if p.name == name)]
        return next((found for p in own if (found := self.of_post(p, kinds)) is not None), None)

    def of_post(self, person: PersonMention, kinds: Iterable[str]) -> tuple[BodyRef, Span] | None:
        """The head body of the first post of a person that is of one of `kinds`."""
        wanted = tuple(kinds)
        posts = [p for p in person.posts if p.body is not None and (not wanted or p.body.kind in wanted)]
        leading = sorted(posts, key=lambda p: (p.title in _MEMBER, "副书记" in p.title))
        return (leading[0].body.top, leading[0].span) if leading and leading[0].body else None

    def by_words(self, sentences: Iterable[Sentence]) -> list[tuple[BodyRef, HostManner, Span]]:
        """由X主办, X承办 in these sentences: the host first, 承办 and 协办 as organisers."""
        out: dict[BodyRef, tuple[BodyRef, HostManner, Span]] = {}
        for sentence in sentences:
            if re.search(r"决定|商定|下[一]?[次届]", sentence.text):
                continue
            masked = self.shadow.masked[sentence.span.start : sentence.span.end]
            for pattern, _ in _BY:
                for match in pattern.finditer(masked):
                    manner: HostManner = "organises" if match["verb"] in ("承办", "协办") else "hosts"
                    span = Span(sentence.span.start + match.start("list"), sentence.span.start + match.end("list"))
                    for body in self.shadow.bodies_in(span):
                        out.setdefault(of_organ(body.body), (of_organ(body.body), manner, body.span))
        return sorted(out.values(), key=lambda h: (h[1] != "hosts", h[2]))

    def everywhere(self, name: MeetingName) -> BodyRef | None:
        """全国政协 for 全国地方政协…; the 政协 of the region line for 全省政协…."""
        match = _EVERYWHERE.match(name.core)
        if match is None:
            return None
        if match["area"] == "国":
            return head_body("cppcc", Place(None, "全国", "national"))
        level = _AREA_LEVELS[match["area"]]
        counts = Counter(
            m.body.top
            for m in self.reading.bodies
            if m.body.kind == "cppcc" and m.body.resolved and (level is None or m.body.level == level)
            and (level is not None or m.body.level in ("prefecture", "county"))
        )
        return min(counts, key=lambda b: (-counts[b], b.name)) if counts else None

    def of_kind(self, section: int, kind: str, position: int) -> tuple[BodyRef, Span] | None:
        """A head body of one kind near a place: the nearest before it in its section, else the first there, else in the title."""
        inside, before, title = [], [], []
        for mention in self.reading.bodies:
            if mention.body.top.kind != kind or not mention.body.top.name:
                continue
            sentence = self.reading.sentence_at(mention.span.start)
            if sentence.zone == "title":
                title.append(mention)
            elif sentence.section == section:
                (before if mention.span.start < position else inside).append(mention)
        for mentions in (before[::-1], inside, title):
            for mention in mentions:
                if mention.body.level != "national" or all(m.body.level == "national" for m in mentions):
                    return mention.body.top, mention.span
        return None

    def of_title(self) -> tuple[BodyRef, Span] | None:
        """The first body named in the title, known by its region."""
        for mention in self.reading.bodies:
            if self.reading.sentence_at(mention.span.start).zone == "title" and mention.body.resolved:
                return mention.body.top, mention.span
        return None

    def _body(self, span: Span) -> tuple[BodyRef | None, Span]:
        bodies = self.shadow.bodies_in(span)
        return (bodies[0].body, bodies[0].span) if bodies else (None, span)


def venue(shadow: Shadow, cue: Cue, name: MeetingName, sentence: Sentence) -> Span | None:
    """The place in 在Y召开, between name and verb or before an active verb."""
    start = sentence.span.start if cue.active else name.span.end
    if cue.verb.end <= start:
        return None
    before = shadow.masked[start : cue.verb.start]
    match = _VENUE.search(before) or _VENUE_SHORT.search(before)
    if match and match["place"] in ("这里", "此", "我市", "我县", "我区"):
        return None
    return Span(start + match.start("place"), start + match.end("place")) if match else None


def add_cohosts(entity: MeetingEntity, bodies: Iterable[tuple[BodyRef, HostManner, Span]]) -> None:
    """Add further hosts, each once, never the host again."""
    known = {entity.host, *(b for b, _, _ in entity.cohosts)}
    for body, manner, span in bodies:
        if body not in known:
            entity.cohosts.append((body, manner, span))
            known.add(body)
