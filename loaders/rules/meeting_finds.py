"""What one sentence says of a meeting: its name, whether it is held, by whom and when.

The subject of the verb completes the name: 省政协党组6月18日召开会议 is a 党组会议 of the 省政协, and
某次会议17日举行第四次全体会议 tells a sitting of the meeting before the verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from loaders.claims import BodyRef, Reading, Sentence, Span
from loaders.lexicon import load_lexicon
from loaders.rules.hosts import Hosts, holds_meetings, of_organ
from loaders.rules.meeting_cues import Cue, classify
from loaders.rules.meeting_days import Days, When
from loaders.rules.meeting_heads import ORGAN_KINDS, TERM
from loaders.rules.meeting_names import MeetingName, find_names
from loaders.rules.shadow import DATE, ONE_DATE, ONE_PERSON, PERSON, Shadow
from loaders.text.numerals import number

PLENARY = "全体会议"
# Parts of a conference that are told under its name.
PARTS = frozenset({"开幕会", "闭幕会", "大会", "大会发言", "开幕式", "闭幕式", None})
_GIVEN = re.compile(rf"[—―－（\-\s]*(?:{ONE_DATE})?在(?:{ONE_DATE})?$")
_AT = re.compile(r"上(?:的?(?:工作)?(?:报告|讲话|发言|致辞))?[）\s]*")
# Gatherings within a session that are told apart from it.
_OF_SESSION = frozenset({"主席团会议", "主席团常务主席会议", "预备会议", "召集人会议"})
_LONG_FORM = re.compile("政协|中国人民政治协商会议|中国共产党")
_TERM = re.compile(TERM)
_PRESIDIUM = re.compile("主席团(?:常务主席)?(?!会议)")
_PREPARERS = re.compile(r"(?:换届)?(?:筹备|筹办)(?:工作)?(?:领导)?(?:小组|委员会|组|会)(?:办公室)?")
_AHEAD = re.compile("将|拟|定于")
_LECTURE = re.compile(
    rf"(?P<team>[\u4e00-\u9fff]{{0,12}}宣讲团)(?:成员)?[^。；]{{0,60}}?{ONE_PERSON}(?:同志)?"
    rf"(?:{ONE_DATE})?在(?P<place>[^，。；：{PERSON}]{{2,14}})(?P<verb>作了?(?:专场)?宣讲(?:报告)?)"
)
_TEAM = re.compile(r"[\u4e00-\u9fff]{0,24}宣讲团")
# Kinds that any body holds; in these pages mostly one of these, in this order.
_USUAL_HOSTS = ("cppcc", "congress", "party")
_USUAL_KINDS = frozenset(
    {"常委会会议", "党组会议", "全体会议", "党组理论学习中心组学习会", "开幕会", "闭幕会"}
)


@dataclass(slots=True, eq=False)
class Found:
    """One name in one sentence with what was made of it; `index` is the meeting it joined."""

    name: MeetingName
    cue: Cue
    sentence: Sentence
    hosts: list[tuple[BodyRef, Span]] = field(default_factory=list)
    when: When = field(default_factory=When)
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting named behind the verb, told under the name before it."""

    span: Span
    of: Found


class Finder:
    """Reads sentences of one article for meetings."""

    def __init__(self, reading: Reading, shadow: Shadow, hosts: Hosts) -> None:
        self.reading = reading
        self.shadow = shadow
        self.hosts = hosts
        self.days = Days(reading)
        self.sittings: list[Sitting] = []

    def read(self, sentence: Sentence) -> list[Found]:
        """Names of meetings in a sentence, in order of the text."""
        names = find_names(self.shadow, sentence.span)
        if not names:
            return self._lecture(sentence)
        out: list[Found] = []
        for name, cue in zip(names, classify(self.shadow, sentence, names), strict=True):
            found = Found(name, cue, sentence)
            if out and cue.active and self._of_preparers(out[-1], found):
                out[-1].cue = Cue("many")
                found.when = self.days.of(sentence, found.name, found.cue)
                out.append(found)
                continue
            if out and cue.active and (self._of_presidium(out[-1], found) or self._of_session(out[-1], found)):
                out.pop()
            if out and cue.active and not name.bodies and _told_under(out[-1], found):
                out[-1].name = _with_sitting(out[-1].name, name)
                self.sittings.append(Sitting(name.span, out[-1]))
                continue
            if out and cue.active and _item_of(out[-1], found):
                continue
            given = cue.status in ("cited", "mentioned") and self._given_at(found)
            if given:
                found.cue = cue = Cue("held", Span(name.span.end, name.span.end))
            found.hosts = [(of_organ(b.body), b.span) for b in found.name.bodies if holds_meetings(b.body)]
            if cue.status in ("held", "announced", "weak"):
                self._subject(found)
                if given or sentence.zone == "body":
                    found.when = self.days.of(sentence, found.name, cue)
            out.append(found)
        return out or self._lecture(sentence)

    def _lecture(self, sentence: Sentence) -> list[Found]:
        """A member of a team that lectures (宣讲团) speaks at a place: the meeting is told without its name."""
        match = _LECTURE.search(self.shadow.masked, *sentence.span) if "宣讲" in sentence.text else None
        if match is None or sentence.zone == "title":
            return []
        span = Span(*match.span())
        core = self.reading.text[match.start("place") : match.end("place")] + "宣讲报告会"
        name = MeetingName(
            span=span,
            text=self.reading.text[span.start : span.end],
            kind="报告会",
            numbered=False,
            core=core,
            head="报告会",
        )
        cue = Cue("held", Span(*match.span("verb")))
        return [Found(name, cue, sentence, [self._team(Span(*match.span("team")))], self.days.of(sentence, name, cue))]

    def _team(self, span: Span) -> tuple[BodyRef, Span]:
        """The team under its longest name in the article."""
        short = self.reading.text[span.start : span.end]
        names = [m[0] for m in _TEAM.finditer(self.reading.text) if m[0].endswith(short)]
        return BodyRef(name=max(names, key=len, default=short), kind="other"), span

    def _of_presidium(self, before: Found, found: Found) -> bool:
        """六届一次会议主席团举行第一次会议: the name before the verb is part of the name behind it."""
        between = self.shadow.masked[before.name.span.end : found.cue.verb.start]
        organ = _PRESIDIUM.match(between)
        if organ is None or PERSON in between or found.name.bodies:
            return False
        whole = before.name
        found.name = replace(
            found.name,
            text=whole.text + organ[0] + found.name.text,
            core=whole.core + organ[0] + found.name.core,
            bodies=whole.bodies,
            long_form=whole.long_form,
            kind=ORGAN_KINDS[organ[0]],
            numbered=True,
            term=whole.term,
            session=whole.session,
            sitting=found.name.session,
            bare=False,
        )
        return True

    def _of_preparers(self, before: Found, found: Found) -> bool:
        """一次会议筹备工作领导小组召开第二次会议 is a meeting of the group; the session lies ahead."""
        whole = before.name
        group = _PREPARERS.match(self.shadow.masked, whole.span.end, found.cue.verb.start)
        if group is None or found.name.bodies:
            return False
        if found.cue.status == "announced" and not _AHEAD.search(self.shadow.masked, group.end(), found.cue.verb.start):
            found.cue = replace(found.cue, status="held")
        text = whole.text + group[0] + found.name.text
        found.name = replace(found.name, text=text, core=text, kind=None, numbered=False, long_form=True, bare=False)
        return True

    def _given_at(self, found: Found) -> bool:
        """—在2月18日政协第九届临江市委员会第三次会议上: the line that says where a printed report was given."""
        sentence, name = found.sentence, found.name
        before = self.shadow.masked[sentence.span.start : name.span.start]
        behind = self.reading.text[name.span.end : sentence.span.end]
        dated = _GIVEN.match(before) is not None and DATE in before
        return name.session is not None and dated and _AT.fullmatch(behind) is not None

    def _of_session(self, before: Found, found: Found) -> bool:
        """一次会议召开主席团第一次会议, 一次会议举行预备会议: a gathering of its own, named after the session."""
        whole, name = before.name, found.name
        between = self.shadow.masked[whole.span.end : found.cue.verb.start]
        if name.kind not in _OF_SESSION or name.bodies or whole.session is None:
            return False
        if re.search(f"[，。{PERSON}]", between):
            return False
        found.name = replace(
            name,
            text=whole.text + name.text,
            core=whole.core + name.core,
            bodies=whole.bodies,
            long_form=whole.long_form,
            numbered=True,
            term=whole.term,
            session=whole.session,
            sitting=name.session,
            bare=False,
        )
        return True

    def _subject(self, found: Found) -> None:
        """Complete hosts, kind and 届 from the subject of the verb."""
        name, cue = found.name, found.cue
        if found.hosts and "主席团" in name.core and found.hosts[0][0].kind == "congress":
            found.hosts[0] = (_presidium(name, found.hosts[0][0]), found.hosts[0][1])
        if not cue.active or not cue.verb.end:
            return
        bodies, organ = self.hosts.subject(found.sentence, cue.verb)
        found.hosts = found.hosts or bodies
        if bodies and not name.bodies:
            span = bodies[-1][1]
            found.name = _completed(name, bodies[-1][0], self.reading.text[span.start : span.end], organ)
        elif organ and name.kind is None and not name.bodies:  # 大会主席团举行第一次会议
            kind = ORGAN_KINDS[organ]
            core, sitting = organ + name.core, name.session
            found.name = replace(
                name, kind=kind, numbered=True, core=core, session=None, sitting=sitting, bare=False
            )
        convened = self.reading.text[cue.verb.start : cue.verb.end] not in ("主持", "主持了")
        if convened and not found.hosts:
            person = self.hosts.person(found.sentence, cue.verb, host_kinds(name.kind))
            host = person or self.hosts.team(found.sentence, cue.verb)
            found.hosts = [host] if host is not None else []


@lru_cache(maxsize=256)
def host_kinds(kind: str | None) -> tuple[str, ...]:
    """Kinds of bodies that hold meetings of a kind, by lexicons/meeting_types.yml; empty where any may."""
    if kind is None:
        return ()
    given = {e.get("host") for e in load_lexicon("meeting_types").entries if e["canonical"] == kind}
    named = tuple(sorted(str(host) for host in given if host not in (None, "any", "central")))
    return named or (_USUAL_HOSTS if kind in _USUAL_KINDS else ())


def _completed(name: MeetingName, host: BodyRef, printed: str, organ: str) -> MeetingName:
    """A name behind the verb with what its subject says: organ, 届, 政治局."""
    if organ and (name.kind is None or "学习" in name.core):
        kind = ORGAN_KINDS[organ]
        core = ("" if name.core.startswith(organ) else organ) + name.core
        name = replace(name, kind=kind, numbered=kind.endswith("会议"), core=core, bare=False)
    elif host.name.startswith("中共中央政治局") and name.head in ("会议", "集体学习"):
        kind = "政治局会议" if name.head == "会议" else "政治局集体学习"
        name = replace(name, kind=kind, numbered=name.head != "会议", bare=False)
    term = _TERM.search(printed)
    if term is not None and name.term is None:
        said = _LONG_FORM.match(printed) or term[0] in host.name
        core = name.core if said else term[0] + name.core
        name = replace(name, term=number(term[0].strip("第届")), core=core)
    return name


def _told_under(before: Found, found: Found) -> bool:
    """The name before the verb is its subject and the name behind it a sitting: M17日举行第四次全体会议.

    A bare 常委会 before a verb with another kind behind it is the body, no meeting.
    """
    verb = before.cue.verb
    part = found.name.kind in PARTS or found.name.kind == PLENARY
    if before.name.head == "常委会" and before.name.session is None and not part:
        before.cue = Cue("many")
        return False
    return part and verb == found.cue.verb and before.name.span.end <= verb.start < found.name.span.start


def _item_of(before: Found, found: Found) -> bool:
    """会议举行专题讲座: an item of the meeting before the verb."""
    bare = before.name.bare and before.name.kind is None and before.name.span.end == found.cue.verb.start
    return bare and not found.name.bodies and found.name.session is None


def _with_sitting(whole: MeetingName, part: MeetingName) -> MeetingName:
    """The meeting with the sitting it holds; 常委会召开第N次会议 has its own number from there."""
    if whole.session is None and whole.head == "常委会":
        return replace(whole, core=whole.core + part.core, session=part.session, bare=False)
    return replace(whole, sitting=part.session)


def _presidium(name: MeetingName, congress: BodyRef) -> BodyRef:
    """The 主席团 of one session of a congress."""
    printed = congress.name + name.core[: name.core.index("主席团") + 3]
    return replace(congress, name=printed, organ=printed, full_name=None, parent=congress)
