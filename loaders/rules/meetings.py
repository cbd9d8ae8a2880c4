"""Meetings (会议): held, announced and cited, each once, with host, day and place.

Names: meeting_names. Held or cited: meeting_cues. Hosts: hosts. What one sentence says: meeting_finds. A name joins a
meeting of its section when nothing contradicts (meeting_likeness); 会议, 大会 and the like mean the meeting held in the
section. Cases: tests/cases/rules/meetings.yml.
Known misses: tours and visits (left out on purpose); meetings told without a head word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from graph.model.values import HostManner, MeetingStatus
from loaders.claims import BodyRef, MeetingEntity, MeetingMention, Reading, Span
from loaders.rules.bodies import resolve_body
from loaders.rules.hosts import Hosts, add_cohosts, of_organ, venue
from loaders.rules.meeting_cues import Cue
from loaders.rules.meeting_days import When, shadow_of, times_of
from loaders.rules.meeting_finds import PARTS, PLENARY, Finder, Found, host_kinds
from loaders.rules.meeting_heads import N
from loaders.rules.meeting_labels import distinct_aliases, full_name, names_apart, placed, with_host
from loaders.rules.meeting_likeness import Known, likeness
from loaders.rules.meeting_names import MeetingName, name_core
from loaders.rules.meeting_scope import is_attached
from loaders.rules.words import Words
from loaders.text.numerals import number

RULE = "meetings/1"

_TELLING = re.compile(r"(?:会议?|大|两会”?|论坛|班|式)$")  # names worth a node when only cited
_SEVERAL = re.compile("[历各]次")  # 十九届历次全会
_SPEECH = re.compile(r"上的(?:讲话|报告|致辞|致词|发言|主持词)")
_WE_MEET = re.compile(
    r"(?:今天|今日|现在)[^。；！？\n]{0,16}?(?:召开|举行)[^。；，\n]{0,12}?(?P<meeting>会议|大会|座谈会)"
)
_OPENING = 400  # characters of a speech that open it
_PLENUM = re.compile(
    rf"(?:(?:党的|中共|中国共产党)第?)?{N}届[一二三四五六七八九]中全会|(?:党的|中共)?二?十[一二三四五六七八九]?大"
    rf"|(?:党的|中国共产党)第?{N}次全国代表大会"
)
_CONGRESS = re.compile(
    rf"(?:中国共产党|中共)?(?P<place>[\u4e00-\u9fff]{{0,7}}?(?:省|自治[区州县旗]|市|县|区|州|旗))第?(?P<number>{N})次(?:党代会|党?代表大会)"
    r"(?=$|预备|第|主席团|开幕|闭幕)"
)
_NATIONAL = re.compile(
    rf"(?:党的|中共)?(?P<short>十[〇零一二三四五六七八九]|二?十[一二三四五六七八九]?)大(?:会议)?"
    rf"|(?:党的|中国共产党)第?(?P<long>{N})次全国代表大会"
)
_TWO = frozenset({"congress", "cppcc"})
_LONG = 12  # characters that make a name tell a meeting by itself
_HEADLINE = 30  # characters a headline has at most
_YEAR = 4  # length of YYYY
_LONG_AGO = 2  # years after which a meeting dated by its year alone is history
_LEAD = 1  # paragraphs of the body that lead


def meetings(reading: Reading, words: Words) -> None:
    """Fill Reading.meetings and Reading.meeting_mentions."""
    _Builder(reading).build()


class _Builder:
    """Collects the meetings of one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.shadow = shadow_of(reading)
        self.hosts = Hosts(reading, self.shadow)
        self.finder = Finder(reading, self.shadow, self.hosts)
        self.known: list[Known] = []

    def build(self) -> None:
        """Read all sentences; place what the body holds, then the title, then link what is left."""
        found = [f for s in self.reading.sentences if not s.damaged for f in self.finder.read(s)]
        body = [f for f in found if f.sentence.zone == "body"]
        strays = [each for each in body if self._stray(each)]
        for each in (f for f in body if f not in strays):
            if each.cue.status in ("held", "announced"):
                self._place(each)
        for each in strays:
            if not self._held or self._match(each, "held", False) is not None:
                self._place(each)
        for each in found:
            if each.sentence.zone == "title":
                self._title(each)
        self._attended(body)
        for sitting in self.finder.sittings:
            if sitting.of.index is not None:
                self._point(sitting.span, sitting.of.index)
        for each in body:
            if each.cue.status not in ("held", "announced", "many"):
                self._mention(each)
        for known in self.known:
            if known.entity.status != "cited":
                self._finish(known)

    @property
    def _held(self) -> list[Known]:
        return [k for k in self.known if k.entity.status == "held"]

    # -- placing ----------------------------------------------------------------------------------------------------

    def _place(self, found: Found) -> None:
        """Join a held or announced name to a meeting, or make a new one."""
        status: MeetingStatus = "announced" if found.cue.status == "announced" else "held"
        attached = is_attached(self.reading, found.name.span, found.sentence)
        known = self._match(found, status, attached)
        if known is None and status == "held" and self._background(found):
            found.cue = Cue("mentioned")
            return
        if known is None and not self._tells_new(found, status):
            found.cue = Cue("many")
            return
        self._join(known or self._new(found, status, attached=attached), found)

    def _tells_new(self, found: Found, status: MeetingStatus) -> bool:
        """会议 alone is a new meeting only where a body holds it; a bare kind, where a day is given."""
        if not found.name.bare:
            return True
        if status == "announced":
            return False
        held = bool(found.hosts) and found.cue.active
        return held or (found.when.date is not None and found.name.kind is not None)

    def _stray(self, found: Found) -> bool:
        """A line without a full stop that holds a meeting on no day: a headline, perhaps of another item."""
        sentence = found.sentence
        headline = len(sentence.text) <= _HEADLINE and not sentence.text.endswith(("。", "！", "；", "：", "，", "……"))
        return headline and found.cue.status == "held" and not found.cue.active and found.when.date is None

    def _background(self, found: Found) -> bool:
        """Told of an earlier time: its day lies in a month before that of the meeting that leads the section."""
        date = found.when.date
        lead = [k.entity.date for k in self._held if k.section == found.sentence.section and k.entity.date]
        if date is None:
            return False
        published = self.reading.article.published
        if len(date) == _YEAR and published is not None and int(published[:_YEAR]) - int(date) >= _LONG_AGO:
            return True
        return bool(lead) and date.first[:7] < lead[0].first[:7] and date.last < lead[0].first

    def _attended(self, body: list[Found]) -> None:
        """Meetings people are only said to attend, where no other is dated: in the lead, or named at length."""
        if any(k.entity.date for k in self._held):
            return
        for found in body:
            lead = found.sentence.paragraph <= _LEAD and not self.known
            long = len(found.name.core) >= _LONG and not found.name.numbered
            if found.cue.status == "weak" and not found.name.bare and (lead or long):
                found.cue = replace(found.cue, status="held")
                self._place(found)

    def _match(self, found: Found, status: MeetingStatus, attached: bool, *, title: bool = False) -> Known | None:
        """The meeting a name means, the latest of the likeliest."""
        best: tuple[int, Known] | None = None
        for known in self.known:
            if known.entity.status != status or not (title or known.section == found.sentence.section):
                continue
            if attached != known.attached and found.name.session is None:
                continue
            score = likeness(known, found, title=title)
            if score and (best is None or score >= best[0]):
                best = score, known
        return best[1] if best else None

    def _new(self, found: Found, status: MeetingStatus, *, attached: bool = False) -> Known:
        entity = MeetingEntity(index=len(self.known), name="", status=status, span=found.name.span)
        known = Known(entity, found.sentence.section, attached)
        self.reading.meetings.append(entity)
        self.known.append(known)
        return known

    def _join(self, known: Known, found: Found, *, naming: bool = True) -> None:
        """Add what one mention says; the body comes before the title, the first word on a field stands."""
        entity, name = known.entity, found.name
        found.index = entity.index
        self._kind(entity, name)
        if entity.host is None and found.hosts:
            entity.host, entity.evidence["host"] = found.hosts[0]
            known.host_leads = True
        if found.sentence.zone == "body":
            add_cohosts(entity, [(body, "hosts", span) for body, span in found.hosts[1:]])
        known.closed |= found.cue.closing
        known.subjectless |= found.cue.status == "held" and found.cue.active and not found.hosts
        self._day(known, found)
        place = venue(self.shadow, found.cue, name, found.sentence) if found.cue.verb.end else None
        if place is not None and "venue" not in entity.evidence:
            entity.venue, entity.evidence["venue"] = self.reading.text[place.start : place.end], place
        self._point(name.span, entity.index)
        if naming:
            known.names.append(name)
        if naming and not name.bare and (full := full_name(name, self.shadow)):
            entity.aliases.extend((full, *name.also))

    def _kind(self, entity: MeetingEntity, name: MeetingName) -> None:
        """Kind and ordinals; a part of a plenary does not make it another kind."""
        numbers = name.session is not None and entity.session is None
        if name.kind is not None and (entity.kind is None or (numbers and name.kind not in PARTS)):
            entity.kind = name.kind
        if numbers and (name.term is not None or name.kind is not None):
            entity.session, entity.term = name.session, name.term or entity.term
        entity.term = entity.term if entity.term is not None else name.term
        entity.sitting = entity.sitting if entity.sitting is not None else name.sitting

    def _day(self, known: Known, found: Found) -> None:
        """First and last day; of a plenary told on its closing day the first is unknown."""
        entity, when = known.entity, found.when
        closing = found.cue.closing and when.end_date is None and entity.kind == PLENARY
        if when.span is not None and "date" not in entity.evidence and not closing:
            entity.date, entity.end_date, entity.evidence["date"] = when.date, when.end_date, when.span

    def _point(self, span: Span, index: int) -> None:
        text = self.reading.text[span.start : span.end]
        self.reading.meeting_mentions.append(MeetingMention(span, text, index))

    # -- title and mentions -----------------------------------------------------------------------------------------

    def _title(self, found: Found) -> None:
        """A headline names the meeting of the body; it makes one only where the body holds none."""
        if found.cue.status == "cited" and not self._held and (opening := self._own_speech(found)) is not None:
            told = self._new(found, "held")
            self._join(told, found)
            self._point(opening, told.entity.index)
            return
        if found.cue.status == "cited":
            speech = _SPEECH.match(self.reading.text, found.name.span.end)
            own = self._match(found, "held", False, title=True) if speech else None
            if own is not None:
                found.when = When()
                self._join(own, found)
                return
            self._mention(found)
        if found.cue.status in ("cited", "many", "announced"):
            return
        known = self._match(found, "held", False, title=True) or self._match(found, "held", True, title=True)
        if known is not None:
            entity, name = known.entity, found.name
            if not (name.session and entity.session is None and entity.kind and entity.kind != name.kind):
                found.when = When()
                self._join(known, found)
        elif found.cue.status in ("held", "weak") and not found.name.bare and not self._held:
            self._join(self._new(found, "held"), found)

    def _own_speech(self, found: Found) -> Span | None:
        """The article is the speech given at the meeting its title names: where it says 今天我们召开这次会议."""
        end = found.sentence.span.end
        if not _SPEECH.match(self.reading.text, found.name.span.end):
            return None
        opening = _WE_MEET.search(self.reading.text, end, end + _OPENING)
        return Span(*opening.span("meeting")) if opening else None

    def _mention(self, found: Found) -> None:
        """A name that is not said to be held: of a meeting told here, or cited."""
        name, cited = found.name, found.cue.status == "cited"
        if name.bare or (name.numbered and not name.bodies and name.session is None and name.term is None):
            known = self._match(found, "held", False) if name.bare or not cited else None
            known = known or self._match(found, "held", True)
            if known is not None:
                self._point(name.span, known.entity.index)
            elif cited and not name.bare:
                self._cite(found)
            elif (named := self._named_before(name)) is not None:
                self._point(name.span, named.entity.index)
            return
        if not cited or name.session is not None:
            known = self._match(found, "held", False) or self._match(found, "held", True)
            known = known or self._match(found, "announced", False)
            if known is not None and _same_host(known, name):
                found.when = When()
                self._join(known, found, naming=name.session is not None and name.sitting is None)
                return
        self._cite(found)

    def _named_before(self, name: MeetingName) -> Known | None:
        """The cited meeting that a short form means: 庆祝大会 for 庆祝…成立75周年大会."""
        first, last = name.head[:2], name.head[2:]
        cited = (k for k in reversed(self.known) if k.entity.status == "cited" and last)
        return next((k for k in cited if k.entity.name.endswith(last) and first in k.entity.name), None)

    def _cite(self, found: Found) -> None:
        """A cited meeting, one per article and name."""
        name = found.name
        pointing = name.bare or (name.kind is None and not name.bodies and name.session is None)
        body = (name.head == "常委会" and name.session is None) or _SEVERAL.search(name.text) is not None
        if pointing or body or name.head.startswith(("学习", "传达")) or not _TELLING.search(name.text):
            return
        for printed, host in names_apart(name, self.shadow):
            text = printed.removesuffix("会议") if _NATIONAL.fullmatch(printed) else printed  # 十九大会议
            core = name_core(text)
            cited = [k for k in self.known if k.entity.status == "cited"]
            if name.kind == "两会" and _both_sessions(cited, name):
                return
            known = next((k for k in cited if name_core(k.entity.name) == core), None)
            known = known or self._same_congress(text, cited) or self._plenary_of(host, name, cited)
            if known is None:
                known = self._new(found, "cited")
                known.names.append(name)
                known.entity.name, known.entity.kind = text, name.kind
                known.entity.host = host or self.hosts.everywhere(name) or self._of_the_party(text, name)
                known.entity.term, known.entity.session, known.entity.sitting = name.term, name.session, name.sitting
                if (congress := _NATIONAL.fullmatch(text)) is not None:
                    known.entity.kind, known.entity.session = "党代会", None
                    known.entity.term = number(congress["short"] or congress["long"])
                self._day_in_name(known.entity, name)
            elif text not in (known.entity.name, *known.entity.aliases) and _congress_key(text) is not None:
                names = sorted((known.entity.name, text), key=len)
                known.entity.name = names[-1]
                known.entity.aliases.append(names[0])
            self._point(name.span, known.entity.index)

    def _day_in_name(self, entity: MeetingEntity, name: MeetingName) -> None:
        """The day of a cited meeting told apart by it (政治局4月29日会议)."""
        days = [t for t in times_of(self.reading) if name.span.start <= t.start and t.end <= name.span.end]
        if days and self.reading.text[days[0].start : days[0].end] not in name.text and days[0].date is not None:
            entity.date, entity.evidence["date"] = days[0].date, Span(days[0].start, days[0].end)

    @staticmethod
    def _same_congress(text: str, cited: list[Known]) -> Known | None:
        """省第十三次党代会 after 中国共产党云岭省第十三次代表大会, 十九大会议 after 十九大."""
        key = _congress_key(text)
        if key is None:
            return None
        for known in cited:
            other = _congress_key(known.entity.name)
            if other is not None and other[1] == key[1] and (other[0].endswith(key[0]) or key[0].endswith(other[0])):
                return known
        return None

    @staticmethod
    def _plenary_of(host: BodyRef | None, name: MeetingName, cited: list[Known]) -> Known | None:
        """省委全会 after 省委十二届十一次全会: the cited one with its number, the latest."""
        if host is None or name.kind != PLENARY or name.session is not None or name.core != name.head:
            return None
        numbered = (k for k in reversed(cited) if k.entity.host == host and k.entity.session is not None)
        return next((k for k in numbered if k.entity.kind == PLENARY), None)

    def _of_the_party(self, text: str, name: MeetingName) -> BodyRef | None:
        """中共中央 for a plenum or congress of the Party (党的二十届三中全会, 二十大), 省委 for 省第十五次党代会."""
        if (local := _CONGRESS.match(text)) is not None:
            place = local["place"]
            return resolve_body(f"{place}委" if len(place) == 1 else f"中共{place}委", self.reading, name.span.start)
        if _PLENUM.match(text) is None or name.bodies:
            return None
        return resolve_body("中共中央", self.reading, name.span.start)

    # -- the end ----------------------------------------------------------------------------------------------------

    def _finish(self, known: Known) -> None:
        """Host, name and day where no mention gave them."""
        entity, best = known.entity, known.best
        words = self.hosts.by_words(known.section)
        if entity.host is None:
            self._host(known, best, words)
        if entity.status == "held" and sum(k.section == known.section for k in self._held) == 1:
            add_cohosts(entity, words)
        self._name(known, best)
        if entity.date is None and known.attached:
            self._day_of_neighbour(known)
        elif entity.date is None and known.subjectless and (when := self.finder.days.of_date_line()).span is not None:
            entity.date, entity.evidence["date"] = when.date, when.span
        elif entity.date is None and not known.closed and self.reading.sentence_at(entity.span.start).zone == "title":
            when = self.finder.days.of_lead()
            if when.span is not None:
                entity.date, entity.end_date, entity.evidence["date"] = when.date, when.end_date, when.span

    def _host(self, known: Known, best: MeetingName, words: list[tuple[BodyRef, HostManner, Span]]) -> None:
        """Host by the words of the name, by 主办 or 承办, by kind near the place, or the body of the title."""
        entity = known.entity
        body = self.hosts.everywhere(best) or self._of_the_party(full_name(best, self.shadow) or best.text, best)
        if body is not None:
            entity.host, entity.evidence["host"] = body, best.span
        elif words and entity.status == "held":
            entity.host, _, entity.evidence["host"] = words[0]
        else:
            kinds = host_kinds(best.kind or entity.kind) if best.plain else ()
            near = (self.hosts.of_kind(known.section, kind, entity.span.start) for kind in kinds)
            if (found := next((n for n in near if n is not None), None)) is not None:
                known.host_leads = True
            elif known.subjectless:
                found = self.hosts.of_title()
            if found is not None:
                entity.host, entity.evidence["host"] = found

    def _name(self, known: Known, best: MeetingName) -> None:
        entity, host = known.entity, known.entity.host
        name = full_name(best, self.shadow) or best.core
        if best.bare and host is None:
            name = next((n for n in map(self._placed, known.names) if n != best.core), best.core)
        if host is not None and not best.bodies and (known.host_leads or best.numbered):
            name = with_host(name, host, best)
        aliases = [with_host(a, host, best) for a in entity.aliases] if host and best.numbered else entity.aliases
        entity.name, entity.aliases = name, distinct_aliases(aliases, name)

    def _placed(self, name: MeetingName) -> str:
        """A meeting without host told by its kind alone: by its topic or place, so that no two of a day are one."""
        start = self.reading.text.rfind("\n", 0, name.span.start) + 1
        return placed(name.core, self.reading.text[start : name.span.start])

    def _day_of_neighbour(self, known: Known) -> None:
        """会前 is the day of the meeting it precedes, or of its sitting named there."""
        when = self.finder.days.of_occasion(self.reading.sentence_at(known.entity.span.start))
        if when.span is not None:
            known.entity.date, known.entity.evidence["date"] = when.date, when.span
            return
        for other in self._held:
            if other is not known and other.entity.date and other.section == known.section:
                known.entity.date = other.entity.date
                known.entity.evidence["date"] = other.entity.evidence.get("date", other.entity.span)
                return


def _congress_key(text: str) -> tuple[str, int | None] | None:
    """Place and number of a congress of the Party; the national one has no place. None for any other meeting."""
    if (national := _NATIONAL.fullmatch(text)) is not None:
        return "", number(national["short"] or national["long"])
    local = _CONGRESS.match(text)
    return (local["place"], number(local["number"])) if local is not None and local["place"] else None


def _both_sessions(cited: list[Known], name: MeetingName) -> bool:
    """县“两会” where sessions of the 人大 and of the 政协 of that level are named: it stands for them."""
    level = name.text.strip("“”").removesuffix("两会").strip("“”")[-1:]
    kinds = {
        k.entity.host.top.kind
        for k in cited
        if k.entity.session is not None and k.entity.host is not None and level and level in k.entity.host.top.name
    }
    return kinds >= _TWO


def _same_host(known: Known, name: MeetingName) -> bool:
    host = known.entity.host
    return not name.bodies or host is None or of_organ(name.bodies[0].body).name == host.name
