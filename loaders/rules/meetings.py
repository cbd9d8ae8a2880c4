"""Meetings (会议): held, announced and cited, each once, with host, day and place.

Names: meeting_names. Held or cited: meeting_cues. Hosts: hosts. A name joins a meeting of its section when host, ordinals, kind
and day do not contradict; 会议, 大会 and the like mean the meeting held in the section. Cases: tests/cases/rules/meetings.yml.
Known misses: tours and visits (left out on purpose); meetings told without a head word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from graph.model.dates import PartialDate
from graph.model.values import MeetingStatus
from loaders.claims import BodyRef, MeetingEntity, MeetingMention, Reading, Sentence, Span
from loaders.lexicon import load_lexicon
from loaders.rules.hosts import Hosts, add_cohosts, of_organ, venue
from loaders.rules.meeting_cues import Cue, classify
from loaders.rules.meeting_days import Days
from loaders.rules.meeting_names import MeetingName, find_names, name_core
from loaders.rules.meeting_scope import is_attached
from loaders.rules.shadow import Shadow
from loaders.rules.words import Words

RULE = "meetings/1"

_STUDY = re.compile(r"学习")
_ORGAN_KINDS = {
    "党组": "党组会议",
    "机关党组": "机关党组会议",
    "党组理论学习中心组": "党组理论学习中心组学习会",
    "理论学习中心组": "党组理论学习中心组学习会",
    "常务委员会": "常委会会议",
    "常委会": "常委会会议",
    "主席团": "主席团会议",
    "主席团常务主席": "主席团常务主席会议",
}
_PLENARY = "全体会议"
_OPENING = {"开幕会", "闭幕会", "开幕式", "闭幕式"}
_OWN_WORD = ("党组", "常务委员会", "常委会")
_PART_OF_PLENARY = {"开幕会", "闭幕会", "预备会议", "大会", "大会发言", "开幕式", "闭幕式", None}
# Heads that are also words for what people do there; they name a meeting only behind 举行 and the like.
_SOFT = {"集体学习", "集中学习", "专题学习", "集中培训", "专题讲座", "学习讲座", "辅导讲座", "专题协商", "协商", "座谈交流", "年会"}


@dataclass(slots=True)
class _Found:
    """One name in one sentence with what was made of it."""

    name: MeetingName
    cue: Cue
    sentence: Sentence
    hosts: list[tuple[BodyRef, Span]] = field(default_factory=list)
    date: PartialDate | None = None
    end_date: PartialDate | None = None
    date_span: Span | None = None
    index: int | None = None


def meetings(reading: Reading, words: Words) -> None:
    """Fill Reading.meetings and Reading.meeting_mentions."""
    _Builder(reading).build()


class _Builder:
    """Collects the meetings of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.days = Days(reading)
        self.shadow = Shadow(reading, self.days.spans)
        self.hosts = Hosts(reading, self.shadow)
        self.found: list[_Found] = []
        self.section: dict[int, int] = {}  # meeting index → section
        self.names: dict[int, list[MeetingName]] = {}
        self.attached: dict[int, bool] = {}
        self.sittings: list[tuple[Span, _Found]] = []
        self.named_by: dict[int, bool] = {}  # the host leads the name
        self.subjectless: dict[int, bool] = {}
        self.closed: dict[int, bool] = {}  # told on its last day

    def build(self) -> None:
        """Read the body, then the title, then link what is left."""
        for sentence in self.reading.sentences:
            if not sentence.damaged:
                self._read(sentence)
        body = [f for f in self.found if f.sentence.zone == "body"]
        title = [f for f in self.found if f.sentence.zone == "title"]
        for found in body:
            if found.cue.status in ("held", "announced"):
                self._place(found)
        for found in title:
            self._title(found)
        self._attended(body)
        for span, leader in self.sittings:
            if leader.index is not None:
                text = self.reading.text[span.start : span.end]
                self.reading.meeting_mentions.append(MeetingMention(span, text, leader.index))
        for found in body:
            if found.cue.status not in ("held", "announced", "many"):
                self._mention(found)
        self._finish()

    def _attended(self, body: list[_Found]) -> None:
        """Meetings that people are only said to attend, where nothing else is dated: in the lead, or named at length."""
        if any(m.status == "held" and m.date for m in self.reading.meetings):
            return
        for found in body:
            lead = found.sentence.paragraph <= 1 and not self.reading.meetings
            long = len(found.name.core) >= 12 and not found.name.numbered
            if found.cue.status == "weak" and not found.name.bare and (lead or long):
                found.cue = replace(found.cue, status="held")
                self._place(found)

    # -- one sentence -----------------------------------------------------------------------------------------------

    def _read(self, sentence: Sentence) -> None:
        names = find_names(self.shadow, sentence.span.start, sentence.span.end)
        previous: _Found | None = None
        for name, cue in zip(names, classify(self.shadow, sentence, names), strict=True):
            found = _Found(name, cue, sentence)
            if previous is not None and cue.active and self._presidium_of(previous, found):
                self.found.remove(previous)
                previous = None
            if previous is not None and cue.active and not name.bodies and _told_of(previous, name, cue):
                # 某次会议17日举行第四次全体会议: the sitting is told of the meeting named as subject
                previous.name = _with_sitting(previous.name, name)
                self.sittings.append((name.span, previous))
                continue
            if cue.status in ("held", "announced", "weak"):
                self._subject(found)
                if sentence.zone == "body":
                    found.date, found.end_date, found.date_span = self.days.of(sentence, name, cue)
            elif name.bodies:
                found.hosts = [(of_organ(b.body), b.span) for b in name.bodies]
            self.found.append(found)
            previous = found

    def _presidium_of(self, previous: _Found, found: _Found) -> bool:
        """六届一次会议主席团举行第一次会议: the name before the verb is part of the name behind it."""
        organ = re.match(r"主席团(?:常务主席)?", self.reading.text[previous.name.span.end : found.cue.verb.start])
        if organ is None or found.name.bodies:
            return False
        whole = previous.name
        found.name = replace(
            found.name,
            core=whole.core + organ[0] + found.name.core,
            bodies=whole.bodies,
            kind=organ[0] + "会议",
            numbered=True,
            term=whole.term,
            session=whole.session,
            sitting=found.name.session,
            bare=False,
        )
        return True

    def _subject(self, found: _Found) -> None:
        """Hosts from the name and from the subject of the verb; an organ before the verb names the kind."""
        name, cue = found.name, found.cue
        found.hosts = [(of_organ(b.body), b.span) for b in name.bodies]
        if found.hosts and "主席团" in name.core and found.hosts[0][0].kind == "congress":
            found.hosts[0] = (_presidium(name, found.hosts[0][0]), found.hosts[0][1])
        if not cue.active or not cue.verb.end:
            return
        bodies, organ = self.hosts.subject(found.sentence, cue.verb)
        if not found.hosts:
            found.hosts = bodies
        if bodies and not name.bodies:
            last = bodies[-1][1]
            long_form = re.match("政协|中国人民政治协商会议|中国共产党", self.reading.text[last.start : last.end]) is not None
            printed = self.reading.text[last.start : last.end]
            term = re.search(r"第?[0-9〇零一二两三四五六七八九十百廿卅]{1,5}届", printed)
            central = bodies[-1][0].name.startswith("中共中央政治局")
            if organ and (name.kind is None or _STUDY.search(name.core)):
                kind = _ORGAN_KINDS[organ]
                core = ("" if name.core.startswith(organ) else organ) + name.core
                found.name = replace(name, kind=kind, numbered=kind.endswith("会议"), core=core, bare=False)
            elif central and name.head in ("会议", "集体学习"):
                kind = "政治局会议" if name.head == "会议" else "政治局集体学习"
                found.name = replace(name, kind=kind, numbered=kind != "政治局会议", bare=False)
            if term and found.name.term is None:
                number = find_term(term[0])
                core = found.name.core if long_form else term[0] + found.name.core
                found.name = replace(found.name, term=number, core=core)
        verb = self.reading.text[cue.verb.start : cue.verb.end]
        if not bodies and not found.hosts and verb not in ("主持", "主持了"):
            person = self.hosts.person(found.sentence, cue.verb, _wanted_kinds(name.kind))
            if person:
                found.hosts = [person]

    # -- placing ----------------------------------------------------------------------------------------------------

    def _place(self, found: _Found) -> None:
        """Join a held or announced name to a meeting, or make a new one."""
        status: MeetingStatus = "announced" if found.cue.status == "announced" else "held"
        attached = is_attached(self.reading, found.name.span, found.sentence)
        index = self._match(found, status, attached)
        if index is None and status == "held" and self._background(found):
            found.cue = Cue("mentioned")
            return
        if index is None:
            if found.name.bare and (
                status == "announced" or not found.hosts or not found.cue.active
            ) and not (status == "held" and found.date and found.name.kind):
                found.cue = Cue("many")
                return
            if found.name.head in _SOFT and not found.cue.active:
                found.cue = Cue("many")
                return
            index = self._new(found, status, attached)
        self._join(index, found)

    def _background(self, found: _Found) -> bool:
        """Told of an earlier time: its day lies weeks before the meeting that leads the section."""
        if found.date is None:
            return False
        lead = [
            m.date for i, m in enumerate(self.reading.meetings)
            if m.status == "held" and m.date and self.section[i] == found.sentence.section
        ]
        return bool(lead) and found.date.first[:7] < lead[0].first[:7] and found.date.last < lead[0].first

    def _match(self, found: _Found, status: MeetingStatus, attached: bool, *, title: bool = False) -> int | None:
        best: tuple[int, int] | None = None
        for index, entity in enumerate(self.reading.meetings):
            if not title and self.section[index] != found.sentence.section:
                continue
            if entity.status != status and not (title and entity.status == "held"):
                continue
            if attached != self.attached[index] and not found.name.session:
                continue
            score = self._likeness(index, found, title=title)
            if score and (best is None or score >= best[0]):
                best = score, index
        return best[1] if best else None

    def _likeness(self, index: int, found: _Found, *, title: bool = False) -> int:
        """0 for another meeting; the higher, the surer."""
        entity, name = self.reading.meetings[index], found.name
        if name.head == "全体会议" and name.session and name.term is None and not name.bodies and entity.session is not None:
            return 2  # 第二次全体会议: a sitting of the numbered meeting
        if entity.term is not None and name.term is not None and entity.term != name.term:
            return 0
        if entity.session is not None and name.session is not None and entity.session != name.session:
            return 0
        if name.sitting and entity.sitting and name.sitting != entity.sitting and entity.kind != _PLENARY:
            return 0
        if not title and entity.host is not None and name.bodies:
            host = of_organ(name.bodies[0].body)
            if host != entity.host and host.region_id and entity.host.region_id and host.kind == entity.host.kind:
                return 0
            if host.kind != entity.host.kind and entity.kind == name.kind and name.numbered:
                return 0
        if entity.date and found.date and not _same_days(entity, found):
            return 0
        kinds = {n.kind for n in self.names[index]} | {entity.kind}
        if _PLENARY in kinds and name.kind in _PART_OF_PLENARY and entity.session is not None:
            return 2
        if name.bare and name.kind in _OPENING:
            return 1
        if name.bare and not name.numbered:
            if entity.kind and name.kind and not any(n.head.endswith(name.head) for n in self.names[index]):
                return 0 if entity.kind != name.kind else 1
            return 1
        ordinal = entity.session is not None and name.session is not None
        if name.kind in kinds:
            if name.numbered:
                return 4 if ordinal else 3
            return 2 if any(_alike(n, name) for n in self.names[index]) else 0
        if name.kind == _PLENARY and name.session is not None and kinds & {"开幕会", "闭幕会"}:
            return 2
        if name.numbered or entity.kind is None or name.kind is None:
            return 1 if (entity.kind is None or name.kind is None) and not name.session else 0
        return 1 if any(_alike(n, name) for n in self.names[index]) else 0

    def _new(self, found: _Found, status: MeetingStatus, attached: bool) -> int:
        index = len(self.reading.meetings)
        self.reading.meetings.append(MeetingEntity(index=index, name="", status=status, span=found.name.span))
        self.section[index] = found.sentence.section
        self.names[index] = []
        self.attached[index] = attached
        return index

    def _join(self, index: int, found: _Found, *, naming: bool = True) -> None:
        """Add what one mention says; the body comes before the title, the first word of a field stands."""
        entity, name = self.reading.meetings[index], found.name
        found.index = index
        if naming:
            self.names[index].append(name)
        if name.kind is not None and (entity.kind is None or (name.session is not None and entity.session is None)):
            if not (entity.kind and name.kind in _PART_OF_PLENARY):
                entity.kind = name.kind
        if name.session is not None and entity.session is None and (name.term is not None or name.kind is not None):
            entity.session, entity.term = name.session, name.term or entity.term
        entity.term = entity.term if entity.term is not None else name.term
        entity.sitting = entity.sitting if entity.sitting is not None else name.sitting
        if entity.host is None and found.hosts:
            entity.host, entity.evidence["host"] = found.hosts[0][0], found.hosts[0][1]
            self.named_by[index] = True
        if found.cue.closing:
            self.closed[index] = True
        if found.cue.status == "held" and found.cue.active and not found.hosts:
            self.subjectless.setdefault(index, True)
        if len(found.hosts) > 1 and found.sentence.zone == "body":
            add_cohosts(entity, [(b, "hosts", s) for b, s in found.hosts[1:]])
        if found.date_span is not None and "date" not in entity.evidence and not (
            found.cue.closing and found.end_date is None and entity.kind == _PLENARY
        ):
            entity.date, entity.end_date = found.date, found.end_date
            entity.evidence["date"] = found.date_span
        place = venue(self.shadow, found.cue, name, found.sentence) if found.cue.verb.end else None
        if place is not None and "venue" not in entity.evidence:
            entity.venue, entity.evidence["venue"] = self.reading.text[place.start : place.end], place
        self.reading.meeting_mentions.append(MeetingMention(name.span, name.text, index))
        if not naming or name.bare:
            return
        full = self._full_name(name, found.hosts)
        if full and full not in entity.aliases:
            entity.aliases.append(full)
            for part in name.also:
                entity.aliases.append(part)

    def _label(self, body: BodyRef, core: str) -> str:
        """Name of the host as it leads the name of a meeting that names the organ itself."""
        host = of_organ(body)
        if host.parent is not None and host.organ and re.search(r"党组|常委会|常务委员会", core) and host.organ in _OWN_WORD:
            return host.parent.name
        return host.name

    def _full_name(self, name: MeetingName, hosts: list[tuple[BodyRef, Span]]) -> str:
        """Name with the host first, as far as one mention knows it."""
        if name.bare and name.kind is None:
            return ""
        if name.bodies:
            if name.long_form:
                return name.text
            first = name.bodies[0]
            printed = "中央" if first.text == "中央" else self._label(first.body, name.core)
            if len(name.bodies) > 1:
                text = name.text
                base = name.span.start
                for body in reversed(name.bodies):
                    text = text[: body.span.start - base] + body.body.name + text[self.shadow.own_end(body) - base :]
                return text
            return printed + name.core
        return name.core

    # -- title and mentions -----------------------------------------------------------------------------------------

    def _title(self, found: _Found) -> None:
        if found.cue.status in ("cited", "many", "announced"):
            if found.cue.status == "cited":
                self._mention(found)
            return
        index = self._match(found, "held", False, title=True)
        if index is None:
            index = self._match(found, "held", True, title=True)
        if index is not None:
            entity = self.reading.meetings[index]
            if found.name.session is not None and entity.session is None and entity.kind != found.name.kind and entity.kind:
                return
            found.date = found.end_date = found.date_span = None
            self._join(index, found)
        elif found.cue.status in ("held", "weak") and not found.name.bare and not any(
            m.status == "held" for m in self.reading.meetings
        ):
            self._join(self._new(found, "held", False), found)

    def _mention(self, found: _Found) -> None:
        """A name that is not said to be held: of the meeting held, or cited."""
        name = found.name
        if name.bare or (name.numbered and not name.bodies and name.session is None and name.term is None):
            index = self._match(found, "held", False) if found.cue.status != "cited" or name.bare else None
            if index is None:
                index = self._match(found, "held", True)
            if index is not None:
                self.reading.meeting_mentions.append(MeetingMention(name.span, name.text, index))
            elif found.cue.status == "cited" and not name.bare:
                self._cite(found)
            return
        if found.cue.status != "cited" or name.session is not None:
            for status, attached in (("held", False), ("held", True), ("announced", False)):
                index = self._match(found, status, attached)
                if index is not None and self._same_host(index, found):
                    self._join(index, replace_date(found), naming=name.session is not None and name.sitting is None)
                    return
        self._cite(found)

    def _same_host(self, index: int, found: _Found) -> bool:
        entity = self.reading.meetings[index]
        return not found.name.bodies or entity.host is None or of_organ(found.name.bodies[0].body) == entity.host

    def _cite(self, found: _Found) -> None:
        """A cited meeting, one entity per article and name; coordinated bodies before one name are several."""
        name = found.name
        if (name.kind is None and not name.bodies and len(name.core) < 5) or not re.search(r"会议?$|大$|两会”?$|论坛$|班$|式$", name.text):
            return
        if name.bare or (name.head == "常委会" and name.session is None) or (name.kind is None and not name.bodies and name.session is None) or name.head.startswith(("学习", "传达")):
            return
        for text, host in self._cited_names(name):
            core = name_core(text)
            for entity in self.reading.meetings:
                if entity.status == "cited" and name_core(entity.name) == core:
                    break
            else:
                entity = MeetingEntity(
                    index=len(self.reading.meetings), name=text, status="cited", span=name.span, kind=name.kind,
                    host=host, term=name.term, session=name.session, sitting=name.sitting,
                )
                self.section[entity.index] = found.sentence.section
                self.names[entity.index] = [name]
                self.attached[entity.index] = False
                self.reading.meetings.append(entity)
            self.reading.meeting_mentions.append(MeetingMention(name.span, name.text, entity.index))

    def _cited_names(self, name: MeetingName) -> list[tuple[str, BodyRef | None]]:
        if len(name.bodies) > 1 and not name.long_form:
            out = []
            for body in name.bodies:
                printed = "中央" if body.text == "中央" else of_organ(body.body).name
                out.append((printed + name.core, of_organ(body.body)))
            return out
        host = of_organ(name.bodies[0].body) if name.bodies else self.hosts.everywhere(name)
        text = self._full_name(name, []) or name.text
        return [(part, host) for part in _shared_heads(text)]

    # -- the end ----------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        by_words: dict[int, list] = {}
        for index, entity in enumerate(self.reading.meetings):
            if entity.status == "cited":
                continue
            section = self.section[index]
            name = self._best(index)
            if section not in by_words:
                by_words[section] = self.hosts.by_words(s for s in self.reading.sentences if s.section == section)
            if entity.host is None:
                self._host(index, name, by_words[section])
            alone = sum(1 for i, m in enumerate(self.reading.meetings) if m.status == "held" and self.section[i] == section) == 1
            if alone and entity.status == "held":
                add_cohosts(entity, by_words[section])
            self._name(index, name)
            if entity.date is None and self.attached[index]:
                self._day_of_neighbour(index)
            elif entity.date is None and not self.closed.get(index) and self.reading.sentence_at(entity.span.start).zone == "title":
                entity.date, entity.end_date, place = self.days.of_lead()
                if place is not None:
                    entity.evidence["date"] = place

    def _host(self, index: int, name: MeetingName, by_words: list) -> None:
        entity = self.reading.meetings[index]
        if (body := self.hosts.everywhere(name)) is not None:
            entity.host, entity.evidence["host"] = body, name.span
            return
        if by_words and entity.status == "held":
            entity.host, entity.evidence["host"] = by_words[0][0], by_words[0][2]
            return
        for kind in _wanted_kinds(name.kind or entity.kind) if name.plain else ():
            near = self.hosts.of_kind(self.section[index], kind, entity.span.start)
            if near is not None:
                entity.host, entity.evidence["host"] = near
                self.named_by[index] = True
                return
        if self.subjectless.get(index) and (leader := self.hosts.of_title()) is not None:
            entity.host, entity.evidence["host"] = leader

    def _best(self, index: int) -> MeetingName:
        return max(self.names[index], key=lambda n: (n.session is not None, not n.bare, n.long_form, len(n.core), -n.span.start))

    def _name(self, index: int, best: MeetingName) -> None:
        entity = self.reading.meetings[index]
        name = self._full_name(best, []) or best.core
        host = entity.host
        if not best.bodies and host is not None and (self.named_by.get(index) or best.numbered):
            name = _with_host(name, host, self._label(host, name), best)
        entity.name = name
        full = [_with_host(a, host, self._label(host, a), best) if host is not None and best.numbered else a for a in entity.aliases]
        core = name_core(name)
        entity.aliases = [a for a in dict.fromkeys(full) if a != name and not core.endswith(name_core(a))]

    def _day_of_neighbour(self, index: int) -> None:
        entity = self.reading.meetings[index]
        for other, neighbour in enumerate(self.reading.meetings):
            if other != index and neighbour.status == "held" and neighbour.date and self.section[other] == self.section[index]:
                entity.date = neighbour.date
                entity.evidence["date"] = neighbour.evidence.get("date", neighbour.span)
                return


def _with_sitting(whole: MeetingName, part: MeetingName) -> MeetingName:
    """The meeting with the sitting it holds; 常委会召开第N次会议 has its own number from there."""
    if whole.session is None and whole.head == "常委会":
        return replace(whole, core=whole.core + part.core, session=part.session, bare=False)
    return replace(whole, sitting=part.session)


def _presidium(name: MeetingName, congress: BodyRef) -> BodyRef:
    """The 主席团 of one session of a congress."""
    printed = congress.name + name.core[: name.core.index("主席团") + 3]
    return replace(congress, name=printed, organ=printed, full_name=None, parent=congress)


def _told_of(previous: _Found, name: MeetingName, cue: Cue) -> bool:
    """The name before the verb is its subject and the name behind it a sitting: M17日举行第四次全体会议."""
    verb = previous.cue.verb
    part = name.kind in _PART_OF_PLENARY or name.kind == _PLENARY
    if previous.name.head == "常委会" and previous.name.session is None and not part:
        previous.cue = Cue("many")
        return False
    return part and verb == cue.verb and previous.name.span.end <= verb.start < name.span.start


def replace_date(found: _Found) -> _Found:
    """The same mention without a day of its own."""
    found.date = found.end_date = found.date_span = None
    return found


def find_term(text: str) -> int | None:
    """The figure in 第十三届."""
    from loaders.text.numerals import number

    return number(text.strip("第届"))


def _wanted_kinds(kind: str | None) -> tuple[str, ...]:
    """Kinds of bodies that hold meetings of a kind, by lexicons/meeting_types.yml."""
    if kind is None:
        return ()
    hosts = {e.get("host") for e in load_lexicon("meeting_types").entries if e["canonical"] == kind}
    named = tuple(sorted(str(h) for h in hosts if h not in (None, "any", "central")))
    if named:
        return named
    return ("cppcc", "congress", "party") if kind in ("常委会会议", "党组会议", "全体会议", "党组理论学习中心组学习会", "开幕会", "闭幕会") else ()


def _with_host(name: str, host: BodyRef, label: str, best: MeetingName) -> str:
    if best.long_form or re.match(r"全(?:国|省|市|县|区|州)|第.{1,4}届|首届|中国|世界|习近平", name) or host.name in name:
        return name
    if label in name:
        return name
    short = re.sub(r"(?:省|市|自治区|县|区)", "", host.name)
    if short and name.startswith(short[:2]) and not best.numbered:
        return name
    return label + name


def _same_days(entity: MeetingEntity, found: _Found) -> bool:
    assert entity.date is not None and found.date is not None
    last = entity.end_date or entity.date
    first = found.date
    return entity.date.first <= (found.end_date or first).last and first.first <= last.last or abs(_days(first) - _days(entity.date)) <= 0


def _days(date: PartialDate) -> int:
    from datetime import date as day

    return day.fromisoformat(date.first).toordinal()


def _alike(first: MeetingName, second: MeetingName) -> bool:
    """Cores that say the same: one ends with the other, or they share most pairs of characters."""
    a, b = name_core(first.core), name_core(second.core)
    if a.endswith(b) or b.endswith(a):
        return True
    x = {a[i : i + 2] for i in range(len(a) - 1)}
    y = {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(x & y) >= 0.6 * (len(x) + len(y))


def _shared_heads(text: str) -> list[str]:
    """十九届四中、五中全会 as two names."""
    match = re.search(r"(?P<head>.*届)(?P<list>[一二三四五六七八九]中(?:(?:、|和)[一二三四五六七八九]中)+)(?P<tail>全会.*)", text)
    if match is None:
        return [text]
    return [match["head"] + part + match["tail"] for part in re.split("、|和", match["list"])]
