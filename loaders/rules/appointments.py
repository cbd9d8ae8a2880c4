"""Tenures (任免) that a sentence states outside a roster: elected, appointed, removed, resigned, 曾任, 现任, 兼任.

Dates are those of the meeting held in the same section. Lexicon: appointment_verbs.
Cases: tests/cases/rules/appointments.yml.
Known misses: a passive without a name before it; a post named in another sentence (其职务).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from graph.model.dates import PartialDate
from graph.model.values import BeganBy, EndedBy
from loaders.claims import BodyRef, PersonMention, Post, Reading, Span, Tenure
from loaders.rules.closed import closed_spans
from loaders.rules.names import Names, names
from loaders.rules.posts import post_finder
from loaders.rules.rosters import RosterReader
from loaders.rules.words import Words

RULE = "appointments/1"

_SOME = r"(?:等?\s?共?[0-9一二三四五六七八九十百两]+\s?(?:名|位|个|人)(?:同志|委员|人)*|等(?:同志|人)?)?"
_NAME_LIST = re.compile(rf"(?P<names>[^，。；：为《》\n]{{2,120}}?)(?:同志)?{_SOME}为")
_SOME_NAMED = re.compile(r"(?:同志|[名位个人]|等)为$")
_FURTHER = re.compile(r"[，、；]")
_SEPARATOR = re.compile(r"、|和|及|以及|\s+")
_SUFFIX = re.compile(r"(?:同志|先生|女士)?(?:[（(][^（）()]{1,10}[）)])?$")
_OFFICE = re.compile(r"的?(?:职务|一职|职位)")
_BEHIND = re.compile(r"(?:职务|一职)?的")
_KIN = re.compile(
    r"(?:[，。；：、\s“]|父亲|母亲|由|是|据悉|其中|会长|通过|同意|接受|免去|决定|批准|关于|请|了)$|^$"
)
_PRONOUN = re.compile(r"[其他她](?:的)?")
# What stands in front of the names in 同意A、B两位同志因工作调动辞去…, and behind them.
_ACCEPTS = re.compile(r"[^，。；：“”\n]*(?:接受|同意|通过|批准|关于|以及|决定|了)|[^，。；：“”\n]*[，。；：“”\n]")
_LEAVING = re.compile(rf"(?:同志)?{_SOME}(?:同志)?(?:因[^，。；、]{{2,14}}?)?(?:请求|提出|申请)?$")
_SINCE = re.compile(
    r"，?(?:于|在|自|从)?[0-9]{0,4}年?[0-9]{0,2}月?[0-9]{0,2}日?(?:起|后|以来)?，?(?:再次|正式|随后|继续|后|已|又|则)?$"
)
_SOME_BEFORE = re.compile(
    r"等?共?[0-9一二三四五六七八九十百两]+(?:人|名|位)(?:同志|委员|代表)*(?:请求|提出|因[^，。；]{2,10})?$"
)
_REASON = re.compile(r"(?:同志|先生|女士)?(?:因[^，。；]{2,14}?)?(?:，)?(?:请求|提出|申请|要求)?$")


def appointments(reading: Reading, words: Words) -> None:
    """Fill Reading.tenures; persons named only there join Reading.people."""
    verbs = _verbs(words)
    matches = list(verbs.pattern.finditer(reading.text))
    if not matches:
        return
    reader = _Reader(reading, words, verbs)
    for m in matches:
        for tenure in reader.read(m):
            reading.tenures.append(tenure)
    reading.people = sorted([*reading.people, *reader.new], key=lambda p: p.span)


class _Verbs:
    """The verbs as one pattern; a bare 任 only where it is no part of another word."""

    def __init__(self, words: Words) -> None:
        lexicon = words.lexicon("appointment_verbs")
        self.sense = {e["form"]: e["sense"] for e in reversed(lexicon.entries)}
        forms = sorted((f for f in self.sense if f != "任"), key=lambda f: (-len(f), f))
        bare = r"(?<![主现原曾历时前拟出担兼接继转调改责信就连离常聘留在届升])任(?![务期命职何免用教由意凭满])"
        self.pattern = re.compile("|".join([*map(re.escape, forms), bare]))


@lru_cache(maxsize=8)
def _verbs(words: Words) -> _Verbs:
    return _Verbs(words)


class _Reader:
    """Reads the tenures of one article."""

    def __init__(self, reading: Reading, words: Words, verbs: _Verbs) -> None:
        self.reading = reading
        self.text = reading.text
        self.verbs = verbs
        self.grammar: Names = names(words)
        self.finder = post_finder(reading, words)
        self.rosters = RosterReader(reading, self.finder, self.grammar, closed_spans(reading))
        self.known = frozenset(p.name for p in reading.people)
        self.new: list[PersonMention] = []
        self._starts = [p.span.start for p in reading.people]

    def read(self, m: re.Match[str]) -> Iterator[Tenure]:
        """Tenures that one verb states."""
        if self.rosters.is_closed(m.start()):
            return
        sense = self.verbs.sense[m.group()]
        if sense in ("elects", "appoints"):
            yield from self._given(m, "elected" if sense == "elects" else "appointed")
        elif sense == "removes":
            yield from self._removed(m)
        else:
            yield from self._of_subject(m, sense)

    # -- the three word orders ------------------------------------------------------------------------------------

    def _given(self, m: re.Match[str], how: BeganBy) -> Iterator[Tenure]:
        """选举 A、B为 POST，C为 POST."""
        day = self._day(m.start())
        listed = _NAME_LIST.match(self.text, m.end())
        while listed is not None:
            posts, end = self._posts(listed.end(), m.start())
            people = self._listed(listed.span("names"))
            if not people or not (posts or _SOME_NAMED.search(listed.group())):
                return
            for name, span in people:
                self._introduce(name, span)
                for post in posts:
                    held = replace(post, start_date=day, began_by=how)
                    yield Tenure(Span(m.start(), end), name, held)
            further = _FURTHER.match(self.text, end) if posts else None
            if further is None or self.verbs.pattern.match(self.text, further.end()):
                return
            listed = _NAME_LIST.match(self.text, further.end())

    def _removed(self, m: re.Match[str]) -> Iterator[Tenure]:
        """免去 A(同志)(的) POST 职务; 免去其 POST 职务."""
        if pronoun := _PRONOUN.match(self.text, m.end()):
            person = self._person_before(m.start())
            posts, end = self._posts(pronoun.end(), m.start())
            if person is not None:
                yield from self._ended(person, posts, Span(m.start(), end), "removed")
            return
        for length in (3, 2, 4, 5, 6, 7, 8):
            after = m.end() + length
            name = self.text[m.end() : after]
            start = self._office_start(after)
            if start is None or not self._whole(name):
                continue
            posts, end = self._posts(start, m.start())
            if posts:
                self._introduce(_clean(name), Span(m.end(), after))
                yield from self._ended(_clean(name), posts, Span(m.start(), end), "removed")
            return

    def _of_subject(self, m: re.Match[str], sense: str) -> Iterator[Tenure]:
        """A 当选|现任|曾任|辞去 POST, and the reverse: 曾任 POST 的 A."""
        start = next((p for p in range(m.end(), m.start() - 1, -1) if p in self.finder.at), m.end())
        posts, end = self._posts(start, m.start())
        if not posts and sense == "resigns":
            self._listed_before(m.start())  # their post is not printed here
        if not posts or any(p.span.start == end for p in self.reading.people):
            return  # 现任 in front of a post with its name is part of the roster
        behind = _BEHIND.match(self.text, end)
        person = self._person_at(behind.end()) if behind else None
        leaving = self._listed_before(m.start()) if sense == "resigns" else []
        if person is None and not leaving:
            person = self._subject(m, strict=sense != "held" and m.group() not in ("现任", "现为", "现担任"))
        span = Span(m.start(), end)
        day = self._day(m.start())
        if sense == "resigns":
            for each in leaving or ([person] if person else []):
                yield from self._ended(each, posts, span, "resigned" if "辞" in m.group() else None)
            return
        if person is None:
            return
        for post in posts:
            if sense == "held":
                yield Tenure(span, person, replace(post, status="former"))
            elif sense in ("elected", "appointed"):
                how: BeganBy = "elected" if sense == "elected" else "appointed"
                for each in self._all_before(m.start(), person):
                    yield Tenure(span, each, replace(post, start_date=day, began_by=how))
            else:
                yield Tenure(span, person, post)

    def _listed_before(self, verb: int) -> list[str]:
        """All persons of 接受A、B辞去."""
        start = max(self.reading.sentence_at(verb).span.start, verb - 80)
        while (lead := _ACCEPTS.match(self.text, start, verb)) is not None and lead.end() > start:
            start = lead.end()
        end = _LEAVING.search(self.text, start, verb)
        people = self._listed((start, end.start() if end else verb)) if start < verb else []
        counted = end is not None and "同志" in end.group()  # A、B等6位同志: one sure name vouches for the list
        if not (any if counted else all)(self._beyond_doubt(name) for name, _ in people):
            return []
        for name, span in people:
            self._introduce(name, span)
        return [name for name, _ in people]

    def _all_before(self, verb: int, person: str) -> list[str]:
        """The person before the verb with all that are joined to it (A、B、C当选为副主席)."""
        last = next((p for p in reversed(self.reading.people) if p.span.end <= verb and p.name == person), None)
        if last is None or last.roster < 0 or not last.run.covers(last.span):
            return [person]
        return [p.name for p in self.reading.people if p.roster == last.roster and not p.posts] or [person]

    def _ended(self, person: str, posts: list[Post], span: Span, how: EndedBy | None) -> Iterator[Tenure]:
        day = self._day(span.start)
        for post in posts:
            yield Tenure(span, person, replace(post, status="former", end_date=day, ended_by=how))

    # -- parts ----------------------------------------------------------------------------------------------------

    def _posts(self, start: int, verb: int) -> tuple[list[Post], int]:
        """The chain of posts that begins at `start` with the body of the passage carried in."""
        token = self.finder.at.get(start)
        if token is None:
            return [], start
        chain, end = self.rosters._chain(replace(token, unknown=False))
        carry = self._body_before(verb)
        posts: list[Post] = []
        for each in chain:
            post, carry = self.finder.resolve(each, carry)
            if post is not None:
                posts.append(post)
        office = _OFFICE.match(self.text, end)
        return posts, office.end() if office else end

    def _body_before(self, position: int) -> BodyRef | None:
        """Body of the post or organ named last before in the sentence."""
        sentence = self.reading.sentence_at(position).span
        found: BodyRef | None = None
        for mention in self.reading.bodies:
            if sentence.start <= mention.span.start < position:
                found = mention.body
        return found

    def _office_start(self, position: int) -> int | None:
        for gap in ("", "同志", "的", "同志的", "同志所任", "先生", "女士"):
            if self.text.startswith(gap, position) and position + len(gap) in self.finder.at:
                return position + len(gap)
        return None

    def _listed(self, span: tuple[int, int]) -> list[tuple[str, Span]]:
        """Names of a list; empty unless every item is one."""
        people: list[tuple[str, Span]] = []
        position = span[0]
        for part in re.split(r"(、|以及|\s{2,3})", self.text[span[0] : span[1]]):
            start, position = position, position + len(part)
            if not part or _SEPARATOR.fullmatch(part):
                continue
            names_in = [(start, part)] if self._whole(_SUFFIX.sub("", part)) else _halves(part, start)
            for at, printed in names_in:
                bare = _SUFFIX.sub("", printed)
                if not self._whole(bare):
                    return []
                people.append((_clean(bare), Span(at, at + len(bare))))
        return people

    def _whole(self, name: str) -> bool:
        """Whether a string is a name from end to end."""
        if name in self.known:
            return True
        return self.grammar.full(name)

    def _beyond_doubt(self, name: str) -> bool:
        """Whether a whole name can be nothing else: no word of the language (因此, 上述)."""
        return name in self.known or self.grammar.alone_sure(name)

    def _subject(self, m: re.Match[str], *, strict: bool) -> str | None:
        """The person the verb speaks of: named directly before it, or (unless strict) before in the sentence."""
        before = self.text[max(0, m.start() - 24) : m.start()]
        if before[-1:] in ("其", "他", "她"):
            return self._person_before(m.start())
        reason = _SOME_BEFORE.search(before) or _REASON.search(before)
        gap = len(reason.group()) if reason else 0
        if (person := self._person_ending(m.start() - gap)) is not None:
            return person
        since = _SINCE.search(before)
        if since and since.group() and (person := self._person_ending(m.start() - len(since.group()))) is not None:
            return person
        if strict:
            return None
        return self._person_before(m.start(), own_sentence=True)

    def _person_ending(self, position: int) -> str | None:
        for length in (2, 3, 4, 0):
            if length and self.text[position - length : position] not in self.finder.words.sense:
                continue
            for mention in self.reading.people:
                if mention.span.end == position - length and not mention.incomplete:
                    return mention.name
            if length:
                position -= length
                break
        for length in (6, 5, 4, 3, 2):
            name = self.text[max(0, position - length) : position]
            if len(name) == length and self.grammar.minority.fullmatch(name):
                self._introduce(name, Span(position - length, position))
                return name
        for length in (3, 2, 4):
            name = self.text[max(0, position - length) : position]
            left = self.text[max(0, position - length - 4) : position - length]
            if length == 4 and name[:2] not in self.grammar.compound:
                continue
            if len(name) != length or "\n" in name or not _KIN.search(left):
                continue
            if self._whole(name) and self._beyond_doubt(name):
                self._introduce(name, Span(position - length, position))
                return name
        return None

    def _person_at(self, position: int) -> str | None:
        hit = self.grammar.read(self.text, position, table=self.known, place="post")
        if hit is None or hit.incomplete:
            return None
        self._introduce(hit.name, hit.span)
        return hit.name

    def _person_before(self, position: int, *, own_sentence: bool = False) -> str | None:
        """The person named last before; in the sentence or, else, the paragraph."""
        place = bisect_left(self._starts, position) - 1
        candidates = [*self.reading.people[max(0, place) : place + 1], *self.new]
        before = [p for p in candidates if p.span.end <= position and not p.incomplete]
        if not before:
            return None
        person = max(before, key=lambda p: p.span.start)
        here = self.reading.sentence_at(position)
        there = self.reading.sentence_at(person.span.start)
        if there.index == here.index or (not own_sentence and there.paragraph == here.paragraph):
            return person.name
        return None

    def _introduce(self, name: str, span: Span) -> None:
        """Add a mention where none stands yet."""
        if not any(p.span.overlaps(span) for p in (*self.reading.people, *self.new)):
            self.new.append(PersonMention(span=span, name=name, run=span))

    def _day(self, position: int) -> PartialDate | None:
        return day_at(self.reading, position)


def day_at(reading: Reading, position: int) -> PartialDate | None:
    """Last day of the meeting held in the section of `position`: the day on which it elects and appoints."""
    section = reading.sentence_at(position).section
    for meeting in reading.meetings:
        if meeting.status != "held" or meeting.date is None:
            continue
        if reading.sentence_at(meeting.span.start).section in (section, 0):
            return meeting.end_date or meeting.date
    return None


def _halves(part: str, start: int) -> list[tuple[int, str]]:
    """The two sides of 和 or 及 with their places; the part itself without one."""
    cut = re.search(r"(?<=..)[和及](?=..)", part)
    if cut is None:
        return [(start, part)]
    return [(start, part[: cut.start()]), (start + cut.end(), part[cut.end() :])]


def _clean(name: str) -> str:
    return re.sub(r"[•‧・.．]", "·", re.sub(r"\s", "", name))
