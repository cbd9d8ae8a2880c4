"""People (人物): every place where a person is named, with the posts printed there.

Evidence for a name: a post in front, a roster, a meeting or speech verb behind, a title behind, or the same full name
elsewhere in the article. Lexicons: surnames, name_followers, name_traps, post_heads, office_holders.
Cases: tests/cases/rules/people.yml. Known misses: foreign names without a post; quoted private persons.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import ahocorasick_rs

from loaders.claims import BodyRef, PersonMention, Post, Reading, Span
from loaders.rules.closed import closed_spans
from loaders.rules.holders import holders
from loaders.rules.name_lists import read_captions, read_lists
from loaders.rules.names import Names, names
from loaders.rules.posts import PostFinder, post_finder
from loaders.rules.rosters import RosterReader, with_posts
from loaders.rules.words import Words
from loaders.text.cut import cut

RULE = "people/1"

_MEMBER = re.compile(
    r"(?:常委|委员|委员长|总书记|总理)(?=在|代表|提出|建议|认为|说|表示|指出|主持|要求|强调|围绕|就|谈|发言)"
)
# The beginning of a clause behind a mark, with what may stand there before the name.
_CLAUSE = (
    r"[，。；：、！？\n 　”]"
    r"(?:当[日天晚]|会上|随后|其间|期间|最后|会前|会后|近日|日前|(?:[0-9]+日)?[上下]午|[0-9]+日|其中)?，?"
)
_GUEST = re.compile(
    r"(?:由|受|请|委托)(?=[\u3400-\u9fff]{2,4}(?:主持|同志|委托|作|宣读|担任))"
    r"|来自[^，。；]{1,14}的(?=[\u3400-\u9fff]{2,4}(?:委员|代表))"
)
_NO_OFFICE = ("profession", "session_role", "lead", "collective")
_MANY = 50  # names from which on an automaton of their own is faster than one search for each
_LONGEST = ahocorasick_rs.MatchKind.LeftmostLongest
_JOINED = re.compile(r"[、和及与]|以及")
_AND_OTHERS = re.compile(r"等?(?:共?[0-9]+(?:人|名|位)?|人)?(?:同志|领导|委员)*")
# A、B8名委员围绕…作大会发言: behind the number, what only speakers of a meeting do.
_TAKE_THE_FLOOR = re.compile(
    r"(?:分别|先后|依次)?(?:围绕|就|结合|聚焦|立足)[^。；]{2,160}?(?:作|进行)了?[^，。；]{0,8}?(?:发言|交流)"
)
_COUNTED = re.compile("等|[0-9]+[位名]")
_STATE_LEADERS = re.compile(r"等(?:党和国家领导人|[0-9]+[名位]政治局常委)")
_INTRODUCED = re.compile(
    r"(?:不再担任[^，。；、]{2,24}?的|还有|的有|人员有|名单如下|分别是|依次是|他们是)[：:]?"
    r"(?=[\u3400-\u9fff])"
)
_RESUME = re.compile(r"^(?P<name>[\u3400-\u9fff]{2,4}|[\u3400-\u9fff·]{5,12})(?=，[男女]，)", re.M)
# The speaker of a printed speech: a line of its own, or a name run into the address.
_SPEAKER = re.compile(
    r"(?:^|(?<=[ \u3000\xa0）]))"
    r"(?P<name>[\u3400-\u9fff][ \u3000\xa0]{0,4}[\u3400-\u9fff]{1,3}|[\u3400-\u9fff]{1,6}·[\u3400-\u9fff]{1,6})"
    r"\s*各位(?=委员|代表|同志|领导)",
    re.M,
)
_CITED = re.compile(
    r"(?:同志|总书记|主席|总理|委员长|书记|省长|市长)?(?:同志)?(?:的|关于|对|在|就|近期|系列|一系列|有关)?[^，。；、]{0,40}?"
    r"(?:讲话|指示|批示|论述|思想|精神|文章|贺信|回信|训词|要求|嘱托|教导|著作|谈治国理政)"
)
_LEFT = re.compile(
    r"[\s，。；：、！？“”（）《》]$|[由受对向和及与请听据在是让给随同陪以]$"
    r"|[\u4e00-\u9fff](?:副?主席|书记|委员|市长|县长|省长|主任|部长|秘书长|代表)$|^$"
    r"|(?:委托|按照|根据|传达|学习|贯彻|落实|围绕|通过)$"
)


def people(reading: Reading, words: Words) -> None:
    """Fill Reading.people in the order of the text."""
    grammar = names(words)
    finder = post_finder(reading, words)
    closed = closed_spans(reading)
    rosters = RosterReader(reading, finder, grammar, closed)
    rosters.read_all()
    read_lists(reading, finder, rosters, grammar)
    read_captions(reading, rosters, grammar)
    found = _merged(rosters.found)
    found = _merged([*found, *_before_verbs(reading, grammar, rosters, found)])
    known = _known_names(found, words)
    found = _merged([*found, *_later(reading, finder, rosters, grammar, known, found)])
    reading.people = _shared([_cited(reading, _titled(reading, finder, m)) for m in found])


def _merged(mentions: list[PersonMention]) -> list[PersonMention]:
    """In order of text without overlaps; the mention with posts, then the one found first, stands."""
    kept: list[PersonMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -len(m.posts), -m.span.end)):
        if kept and mention.span.start < kept[-1].span.end:
            continue
        kept.append(mention)
    return kept


def _before_verbs(
    reading: Reading, grammar: Names, rosters: RosterReader, found: list[PersonMention]
) -> Iterator[PersonMention]:
    """Names at the start of a clause in front of a meeting or speech verb, and the names joined to them."""
    taken = [m.span for m in found]
    before = len(rosters.found)
    for m in _INTRODUCED.finditer(reading.text):
        if not rosters.is_closed(m.end()) and _several(reading.text, m.end(), grammar):
            rosters.names_from(m.end(), "roster")
    for pattern in (_RESUME, _SPEAKER):
        for m in pattern.finditer(reading.text):
            name = re.sub(r"\s", "", m["name"])
            if rosters.is_closed(m.start("name")) or (pattern is _SPEAKER and not grammar.full(name)):
                continue
            span = Span(*m.span("name"))
            rosters.found.append(PersonMention(span=span, name=name, run=span))
    for m in _scholars(grammar).finditer(reading.text):
        if not rosters.is_closed(m.start("name")) and grammar.alone_sure(m["name"]):
            span = Span(*m.span("name"))
            rosters.found.append(PersonMention(span=span, name=m["name"], run=span))
    for pattern, shift in ((_clause(grammar), 1), (_GUEST, 0)):
        for m in pattern.finditer(f"\n{reading.text}" if shift else reading.text):
            start = m.end() - shift
            if rosters.is_closed(start) or _overlaps(taken, Span(start, start + 1)):
                continue
            if not _leads_to_verb(reading.text, start, grammar):
                continue
            rosters.names_from(start, "verb")
    yield from rosters.found[before:]


@lru_cache(maxsize=8)
def _clause(grammar: Names) -> re.Pattern[str]:
    """Places at the beginning of a clause where a name can begin."""
    first = "".join(map(re.escape, sorted(grammar.initials)))
    return re.compile(rf"{_CLAUSE}(?=[{first}]|[\u3400-\u9fff]{{1,6}}·)")


@lru_cache(maxsize=8)
def _scholars(grammar: Names) -> re.Pattern[str]:
    """A name between an institution and a profession: 云岭大学李思教授."""
    return re.compile(
        rf"(?:大学|学院|党校|研究院|研究所|研究中心|医院)(?P<name>[\u3400-\u9fff]{{2,3}}?)副?(?:{grammar.professions})"
    )


def _several(text: str, start: int, grammar: Names) -> bool:
    """Whether two names joined by 、 begin there."""
    first = grammar.read(text, start, place="roster")
    if first is None or text[first.end : first.end + 1] != "、":
        return False
    return grammar.read(text, first.end + 1, place="roster") is not None


def _leads_to_verb(text: str, start: int, grammar: Names) -> bool:
    """Whether a run of names from `start` on ends at a verb that only a person can have."""
    position = start
    for _ in range(40):
        hit = grammar.read(text, position, place="verb" if position == start else "roster")
        if hit is None or (position == start and not (hit.surname or grammar.minority.fullmatch(hit.name))):
            return False
        if grammar.alone.match(text, hit.end) or _MEMBER.match(text, hit.span.end):
            return not _crosses(text, start)
        end = hit.end
        if _STATE_LEADERS.match(text, end):
            return not _crosses(text, start)
        if _COUNTED.match(text, end):
            others = _others_end(text, end)
            verb = grammar.alone.match(text, others) or _TAKE_THE_FLOOR.match(text, others)
            return bool(verb) and not _crosses(text, start)
        join = _JOINED.match(text, end)
        if join is None:
            return False
        position = join.end()
    return False


def _others_end(text: str, position: int) -> int:
    m = _AND_OTHERS.match(text, position)
    return m.end() if m else position


def _crosses(text: str, start: int) -> bool:
    """Whether the segmenter sees one word that begins there and is longer than a name (全力以赴)."""
    return len(next(iter(cut(text[start : start + 8])), "")) > 3


def _known_names(found: list[PersonMention], words: Words) -> dict[str, bool]:
    """Full names read so far (True), and those of national office-holders (False: they need a title or verb)."""
    known = {name: False for name in holders()}
    known.update({m.name: True for m in found if not m.incomplete and len(m.name) > 1})
    return known


def _later(
    reading: Reading, finder: PostFinder, rosters: RosterReader, grammar: Names, known: dict[str, bool],
    found: list[PersonMention],
) -> Iterator[PersonMention]:
    """Further places of known names: subjects, cited persons, headlines, names with a title behind."""
    if not known:
        return
    held: dict[str, set[str]] = {}
    for m in found:
        held.setdefault(m.name, set()).update(p.title for p in m.posts)
    taken = [m.span for m in found]
    for span in _places(reading.text, known):
        if rosters.is_closed(span.start) or _overlaps(taken, span):
            continue
        name = reading.text[span.start : span.end]
        title = finder.words.head.match(reading.text, span.end)
        sure = known[name]
        if not _stands_alone(reading.text, span, grammar, title is not None, sure):
            continue
        posts = _post_behind(reading, finder, name, title, held.get(name, set()), span)
        yield PersonMention(span=span, name=name, posts=posts, run=span)


def _places(text: str, known: dict[str, bool]) -> list[Span]:
    """Where the names stand: the longest at each place, left to right without overlaps."""
    hits = [(start, end) for _, start, end in _holder_automaton().find_matches_as_indexes(text)]
    own = [name for name, sure in known.items() if sure]
    if len(own) > _MANY:
        automaton = ahocorasick_rs.AhoCorasick(own, matchkind=_LONGEST)
        hits += [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]
    else:
        hits += [place for name in own for place in _places_of(name, text)]
    places: list[Span] = []
    for start, end in sorted(hits, key=lambda p: (p[0], -p[1])):
        if text[start:end].strip() and (not places or start >= places[-1].end):
            places.append(Span(start, end))
    return places


def _places_of(name: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(name)
    while start >= 0:
        yield start, start + len(name)
        start = text.find(name, start + len(name))


def _overlaps(spans: list[Span], span: Span) -> bool:
    """Whether one of the spans (in order, without overlaps) shares a character with `span`."""
    place = bisect_right(spans, span.start, key=lambda s: s.start)
    before = place > 0 and spans[place - 1].end > span.start
    return before or (place < len(spans) and spans[place].start < span.end)


@lru_cache(maxsize=1)
def _holder_automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(holders()), matchkind=_LONGEST)


def _stands_alone(text: str, span: Span, grammar: Names, titled: bool, sure: bool) -> bool:
    """Whether the characters are the name and not part of other words."""
    strength = grammar._strength(text, span.end)
    left = bool(_LEFT.search(text, max(0, span.start - 6), span.start))
    if not sure:
        return titled or strength == 2 or (strength > 0 and left)
    if span.end - span.start >= 3:
        return True
    if titled or strength == 2:
        return True
    return left and strength > 0


def _post_behind(
    reading: Reading, finder: PostFinder, name: str, title: re.Match[str] | None, held: set[str], span: Span
) -> tuple[Post, ...]:
    """The post of a title behind the name (赵某某总理, 王某某常委), where its body is beyond doubt."""
    if title is None or title.group() in held or finder.words.sense[title.group()] in _NO_OFFICE:
        return ()
    printed = title.group()
    whole = Span(span.start, title.end())
    for body, post in holders().get(name, ()):
        if post == printed or post.endswith(printed):
            ref = finder.words.organs.central_refs.get(body)
            return (Post(whole, post, ref),) if ref is not None else ()
    if printed in finder.words.fixed and name in holders():
        body_name, post = finder.words.fixed[printed]
        ref = finder.words.organs.central_refs.get(body_name)
        return (Post(whole, post, ref),) if ref is not None else ()
    if printed in ("常委", "委员") and reading.text[title.end() : title.end() + 1] not in ("会",):
        governing: BodyRef | None = finder._governing(span.start)
        if governing is not None:
            return (Post(whole, printed, governing),)
    return ()


def _titled(reading: Reading, finder: PostFinder, mention: PersonMention) -> PersonMention:
    """The mention with the post printed behind the name, if it has none in front."""
    if mention.posts:
        return mention
    title = finder.words.head.match(reading.text, mention.span.end)
    held = {p.title for m in reading.people if m.name == mention.name for p in m.posts}
    return with_posts(mention, _post_behind(reading, finder, mention.name, title, held, mention.span))


def _shared(mentions: list[PersonMention]) -> list[PersonMention]:
    """A title behind the last of several names holds for all: A和B常委."""
    last: dict[int, PersonMention] = {m.roster: m for m in mentions if m.roster >= 0}
    with_post = {m.roster for m in mentions if m.posts and m is not last.get(m.roster)}
    shared: list[PersonMention] = []
    for mention in mentions:
        source = last.get(mention.roster)
        alone = mention.roster not in with_post and not mention.posts
        if source is not None and alone and source.posts and source.posts[0].span.start >= source.span.start:
            mention = with_posts(mention, source.posts)
        shared.append(mention)
    return shared


def _cited(reading: Reading, mention: PersonMention) -> PersonMention:
    """Mark a mention that only speaks of the person's words or visits."""
    if _CITED.match(reading.text, mention.span.end):
        return replace(mention, cited=True)
    return mention

