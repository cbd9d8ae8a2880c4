"""Which body holds a meeting (主办, 承办), and where.

Order of evidence: a body in the name; the body the words of the kind name (国务院常务会议); the subject of 召开 举行
主持召开 (a person stands for the body of the post); 由X主办, X承办; 全省政协…; a body of the kind that holds such
meetings, near the place or in the title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from graph.model.values import HostManner, Level
from loaders.claims import BodyMention, BodyRef, MeetingEntity, PersonMention, Reading, Sentence, Span
from loaders.rules.body_names import Place, head_body
from loaders.rules.meeting_cues import Cue
from loaders.rules.meeting_heads import ORGAN_KINDS
from loaders.rules.meeting_names import MeetingName
from loaders.rules.shadow import BODY, ONE_BODY, PERSON, Shadow

# Organs whose meetings belong to the body above them.
_MEETING_ORGANS = frozenset(
    {"党组", "机关党组", "常委会", "常务委员会", "主席会议", "主席团", "秘书长会议"}
    | {"党组理论学习中心组", "理论学习中心组"}
)
_PARTY_ORGANS = frozenset({"党组", "机关党组", "党组理论学习中心组", "理论学习中心组"})  # of any body
_ORGAN = "|".join(sorted(ORGAN_KINDS, key=len, reverse=True))
_JOINT = re.compile(rf"(?P<first>{ONE_BODY})(?:{_ORGAN})?(?:与|和|、|会同|联合)$")
_SUBJECT = re.compile(
    rf"(?P<body>{ONE_BODY})(?P<organ>{_ORGAN})?(?:（扩大）)?"
    rf"(?P<gap>[^，。；的{BODY}{PERSON}]{{0,45}}，?[^，。；的{BODY}{PERSON}]{{0,30}}(?:[在于]{ONE_BODY}[^，。；的{BODY}{PERSON}]{{0,10}})?)$"
)
_TEAM = re.compile(r"(?:[^，。；：]{0,20}：)?(?P<name>[\u4e00-\u9fff]{2,20}?(?:代表团|宣讲团|工作组|领导小组|指挥部))")
_NO_GAP = re.compile(r"由|会议.*后|之际|我们|^副?(?:书记|主席|主任|秘书长|成员|组长)")
_PRESIDIUM = re.compile(
    r"(?:^|[，。；])(?:大会)?(?P<organ>主席团(?:常务主席)?)[^，。；\ue000-\ue005\ue008-\ue009]{0,20}$"
)
_REACH = 240  # characters before a verb in which its subject is looked for
_NO_SUBJECT = re.compile(r"[受由被向经到在赴对于往访]$")
_LIST = rf"(?P<list>(?:{ONE_BODY}(?:党组)?(?:、|和|与|及)?){{1,12}})"
_BY_WORDS = (
    re.compile(rf"由{_LIST}[^，。；]{{0,6}}?(?:联合|共同)?(?P<verb>主办|举办|召集|承办|协办|主持召开)"),
    re.compile(rf"{_LIST}(?:联合|共同)?(?P<verb>主办|承办|协办)"),
)
_BY_WORD = re.compile("办|召集|主持召开")
_TO_COME = re.compile(r"决定|商定|下一?[次届]")
_EVERYWHERE = re.compile(r"全(?P<area>国|省|市|县|区|州|盟|旗|自治区)(?:地方|各级|各地)?[各级]{0,2}政协")
_AREAS: dict[str, tuple[Level, ...]] = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("prefecture", "county"),
    "县": ("county",),
    "区": ("prefecture", "county"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "旗": ("county",),
}
# Membership, before which a post that leads a body tells more of who convenes.
_MEMBER = frozenset({"委员", "常委", "代表", "党组成员", "候补委员", "中央委员"})
_VENUE = re.compile(
    r"[在于](?P<place>[^，。；：在\ue002-\ue009]{2,24}?)(?:隆重|胜利|顺利|正式|以视频形式)?$"
    r"|在(?P<short>[京沪津渝昆邕宁蓉杭穗榕琼])$"
)
_STATE = "中华人民共和国"
_NO_VENUE = ("这里", "此", "我市", "我县", "我区")


def of_organ(body: BodyRef) -> BodyRef:
    """The body a meeting of its 党组, 常委会 or 主席会议 belongs to; other organs hold their own meetings."""
    organ = organ_word(body)
    own = organ in _PARTY_ORGANS or (body.kind in ("cppcc", "party") and organ in _MEETING_ORGANS)
    return body.parent if body.parent is not None and own else body


def holds_meetings(body: BodyRef) -> bool:
    """Whether a body can be a host; the state itself (中华人民共和国) stands in names of honours and laws only."""
    return body.name != _STATE


def organ_word(body: BodyRef) -> str:
    """The organ as the name of the body says it: 党组 of 全国政协党组; empty for a head body."""
    return body.name.removeprefix(body.parent.name) if body.parent is not None else ""


class Hosts:
    """Finds hosts in one reading."""

    def __init__(self, reading: Reading, shadow: Shadow) -> None:
        self.reading = reading
        self.shadow = shadow
        self.people = {p.span.start: p for p in reading.people}
        self._by_words: dict[int, list[tuple[BodyRef, HostManner, Span]]] = {}

    def subject(self, sentence: Sentence, verb: Span) -> tuple[list[tuple[BodyRef, Span]], str]:
        """Bodies that are the subject of a verb of holding, and the organ printed with the last (党组)."""
        base = max(sentence.span.start, verb.start - _REACH)
        left = self.shadow.masked[base : verb.start]
        match = _SUBJECT.search(left)
        if match is None or _NO_SUBJECT.search(left[: match.start()]) or _NO_GAP.search(match["gap"]):
            presidium = _PRESIDIUM.search(left)
            return [], presidium["organ"] if presidium else ""
        spans = [Span(base + match.start("body"), base + match.end("body"))]
        before = left[: match.start()]
        while (joint := _JOINT.search(before)) is not None:
            spans.insert(0, Span(base + joint.start("first"), base + joint.end("first")))
            before = before[: joint.start()]
        found = [(of_organ(m.body), m.span) for s in spans for m in self.shadow.bodies_in(s) if holds_meetings(m.body)]
        return found, match["organ"] or ""

    def person(self, sentence: Sentence, verb: Span, kinds: Iterable[str]) -> tuple[BodyRef, Span] | None:
        """The body of the post of the person before 主持召开, of one of `kinds` if any are given."""
        start = max((p for p in self.people if sentence.span.start <= p < verb.start), default=None)
        if start is None:
            return None
        wanted, here = tuple(kinds), self.people[start]
        named = [here, *(p for p in self.reading.people if p.name == here.name)]
        return next((found for p in named if (found := _leads(p, wanted)) is not None), None)

    def team(self, sentence: Sentence, verb: Span) -> tuple[BodyRef, Span] | None:
        """A delegation or team at the head of the sentence that holds a meeting (中共代表团访问…，举办…宣介会)."""
        match = _TEAM.match(self.shadow.masked, sentence.span.start, verb.start)
        if match is None or PERSON in self.shadow.masked[match.end() : verb.start]:
            return None
        span = Span(*match.span("name"))
        return BodyRef(name=self.reading.text[span.start : span.end], kind="other"), span

    def by_words(self, section: int) -> list[tuple[BodyRef, HostManner, Span]]:
        """由X主办, X承办 in a section: hosts first, then 承办 and 协办 as organisers."""
        if section not in self._by_words:
            out: dict[BodyRef, tuple[BodyRef, HostManner, Span]] = {}
            for sentence in self.reading.sentences:
                said = sentence.section == section and _BY_WORD.search(sentence.text) is not None
                if said and not _TO_COME.search(sentence.text):
                    for host in self._said_in(sentence):
                        out.setdefault(host[0], host)
            self._by_words[section] = sorted(out.values(), key=lambda h: (h[1] != "hosts", h[2]))
        return self._by_words[section]

    def _said_in(self, sentence: Sentence) -> Iterable[tuple[BodyRef, HostManner, Span]]:
        for pattern in _BY_WORDS:
            for match in pattern.finditer(self.shadow.masked, sentence.span.start, sentence.span.end):
                manner: HostManner = "organises" if match["verb"] in ("承办", "协办") else "hosts"
                for mention in self.shadow.bodies_in(Span(match.start("list"), match.end("list"))):
                    yield of_organ(mention.body), manner, mention.span

    def everywhere(self, name: MeetingName) -> BodyRef | None:
        """全国政协 for 全国地方政协…; for 全省政协… the 政协 of that level named most often."""
        match = _EVERYWHERE.match(name.core)
        if match is None:
            return None
        if match["area"] == "国":
            return head_body("cppcc", Place(None, "全国", "national"))
        tops = (m.body.top for m in self.reading.bodies if m.body.kind == "cppcc" and m.body.resolved)
        counts = Counter(top for top in tops if top.level in _AREAS[match["area"]])
        return min(counts, key=lambda b: (-counts[b], b.name)) if counts else None

    def of_kind(self, section: int, kind: str, position: int) -> tuple[BodyRef, Span] | None:
        """A head body of one kind: the nearest before a place in its section, else behind, else the title's."""
        behind: list[BodyMention] = []
        before: list[BodyMention] = []
        title: list[BodyMention] = []
        for mention in self.reading.bodies:
            if mention.body.top.kind != kind:
                continue
            sentence = self.reading.sentence_at(mention.span.start)
            if sentence.zone == "title":
                title.append(mention)
            elif sentence.section == section:
                (before if mention.span.start < position else behind).append(mention)
        for mentions in (before[::-1], behind, title):
            local = [m for m in mentions if m.body.level != "national"] or mentions
            if local:
                return local[0].body.top, local[0].span
        return None

    def of_title(self) -> tuple[BodyRef, Span] | None:
        """The first body named in the title, known by its region."""
        for mention in self.reading.bodies:
            if self.reading.sentence_at(mention.span.start).zone == "title" and mention.body.resolved:
                return mention.body.top, mention.span
        return None


def venue(shadow: Shadow, cue: Cue, name: MeetingName, sentence: Sentence) -> Span | None:
    """The place in 在Y召开, between name and verb or before an active verb."""
    start = sentence.span.start if cue.active else name.span.end
    match = _VENUE.search(shadow.masked[start : cue.verb.start]) if cue.verb.start > start else None
    if match is None or match["place"] in _NO_VENUE:
        return None
    group = "place" if match["place"] else "short"
    return Span(start + match.start(group), start + match.end(group))


def add_cohosts(entity: MeetingEntity, bodies: Iterable[tuple[BodyRef, HostManner, Span]]) -> None:
    """Add further hosts, each once, never the host again."""
    known = {body.name for body, _, _ in entity.cohosts}
    known |= {entity.host.name} if entity.host is not None else set()
    for body, manner, span in bodies:
        if body.name not in known:
            entity.cohosts.append((body, manner, span))
            known.add(body.name)


def _leads(person: PersonMention, kinds: tuple[str, ...]) -> tuple[BodyRef, Span] | None:
    """The head body of the post a person leads, of one of `kinds` if any are given; membership counts last."""
    posts = [(p, p.body) for p in person.posts if p.body is not None and (not kinds or p.body.kind in kinds)]
    leading = sorted(posts, key=lambda p: (p[0].title in _MEMBER, "副书记" in p[0].title))
    return (leading[0][1].top, leading[0][0].span) if leading else None
