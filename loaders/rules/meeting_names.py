"""Names of meetings as printed: host, ordinals (届 and 次), kind, topic, sitting.

A name is found by its head (meeting_heads) and read to the left: a numbered kind by its grammar of body, 届, 次 and
modifiers, any other kind by free words up to a boundary. Names that touch are one (九届二次会议 + 提案交办会;
三次会议 + 第四次全体会议), and so are the two of A暨B.
Known misses: a topic that holds a comma outside quotation marks; names of activities without a head (有事好商量).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from loaders.claims import BodyMention, Span
from loaders.rules.meeting_heads import ORGAN_KINDS, TERM, Head, N, heads
from loaders.rules.shadow import BODY, ONE_BODY, ONE_DATE, ONE_DOCUMENT, ONE_PERSON, ONE_POST, Shadow
from loaders.text.numerals import number

_ORGAN = "|".join(sorted(ORGAN_KINDS, key=len, reverse=True))
_MODIFIER = r"(?:（扩大）|（专题）|扩大|专题|议政性|务虚|工作|重点|特别|年度|“[^“”\n]{1,40}”)"
_LEFT = re.compile(
    rf"(?P<before>{TERM})?(?:(?P<bodies>(?:{ONE_BODY}(?:、|和|与|及|暨)?)*{ONE_BODY})的?(?P<day>{ONE_DATE}$)?)?"
    rf"(?P<year>\d{{4}}年(?:度)?)?(?P<term>{TERM})?(?:委员会)?(?P<organ>{_ORGAN})?(?:（扩大）)?"
    rf"(?P<session>第?{N}[次期轮]|首次|(?:{N}中、)*{N}中)?{_MODIFIER}*$"
)
# Characters with which a part of such a name ends; behind any other the name has no parts.
_PART_ENDS = tuple("次期轮中度年届会组团席局员的、和与及暨大题性虚作点别”）首委政\ue000\ue001\ue006\ue007")
# What an organ before the head must go with to make the kind.
_ORGAN_HEADS = ("会议", "全体会议", "扩大会议", "专题会议", "学习会", "集体学习")
_NOTHING = re.compile(
    r"(?P<before>)(?P<bodies>)(?P<day>)(?P<year>)(?P<term>)(?P<organ>)(?P<session>)$"
)
_ROOM = 70  # characters to the left of a head that a name may take
_LONGEST = 45  # characters a free name may have before its head
_STOPS = re.compile(
    rf"[，。；：！？、\n]|（(?!扩大|专题)|(?<!扩大)(?<!专题)）|{ONE_DOCUMENT}|{ONE_DATE}|{ONE_POST}"
    rf"|{ONE_PERSON}(?!\ue003|(?:总书记|主席|同志)?关于)"
)
# What stands between 召开 and the head is the name, whatever words it holds.
_OBJECT = re.compile(r"(?![由有以为对就在与同一的、])[^，。；：（\ue002-\ue009]*")
_RUN = re.compile("承办|协办|主办|支持|指导")
_HARD = re.compile(r"[，。；：（]")
_HEAD_BODIES = re.compile(rf"(?:中国共产党)?(?:{TERM})?(?:{ONE_BODY}(?:、|和|与|及|暨)?)+")
_PLAIN = re.compile(
    r"(?:(?:中国共产党|中共)[\u4e00-\u9fff]{0,12}?)?"
    rf"(?:{TERM}|第?{N}次|首次|\d{{4}}年(?:度)?|委员会|暨|会议|{_ORGAN}|{_MODIFIER})*"
)
_KEEPS_BODY = re.compile(r"(?:庆祝|纪念|第?\w{1,4}[届次])?")
_LONG_FORM = re.compile("政协|中国人民政治协商会议")
# A plain count, not an ordinal: …召开的一次会议.
_ONE_OF = re.compile(r"(?:的|了|过|这|是|为|一|，|^)$")
# 十一届一次会议 + 提案和大会发言交办会: what stands between a session and the event named after it.
_MATTERS = re.compile(
    r"(?!和|及|、|与)(?:提案|大会发言|建议案?|社情民意信息|社情民意|重点|优秀|委员|议案|和|及|、|与)+"
    r"|各?(?:讨论|联络|委员|界别)?小?组|各?代表团"
)
# A一次会议代表建议、B一次会议提案交办会 is one event named after two sessions.
_LISTED_MATTERS = re.compile(
    rf"[^，。；、]{{2,40}}{N}次(?:全体)?会议(?:代表|委员)?(?:提案|建议|议案|意见)+[、和与及暨]"
)
# A、B、C“三会”筹备工作部署会: the congresses are only being prepared.
_PREPARES = re.compile(r"(?:“[^“”]{1,6}”)?(?:的)?(?:筹备|筹办|会务|换届)")
_LISTED = ("", "、", "和", "与", "及", "暨")
# 第一次主席团（第二次）会议 is the second meeting of the 主席团 of the first session.
_OF_PRESIDIUM = re.compile(rf"(?P<session>第?{N}次)主席团（(?P<sitting>第?{N}次)）$")
# 云岭省八县政协: several bodies of one name.
_SEVERAL = re.compile(rf"(?:[\u4e00-\u9fff]{{1,6}}[省市州盟])?{N}个?$")
_PARTY = re.compile(r"(?:党的|中共|中国共产党)$")
_PARTY_OF = re.compile(r"(?:中国共产党|中共)[\u4e00-\u9fff]{0,12}$")
_LOCAL = re.compile(r"[省市县区州旗]$")  # 省第十五次党代会
# 中央政协工作会议精神…协调会: the body before belongs to what is put into practice.
_ON_SPIRIT = re.compile("(?:(?!学习|贯彻|传达|宣讲|宣传|落实)[^精]){0,24}精神")
_MARKS = re.compile(r"[\s，、“”‘’（）()《》〈〉·\-—－]")
_ORDINAL = re.compile(rf"第?({N})([届次])")
_MEETING = re.compile(r"(?:会)?会议$")
_PLENARIES = ("会议", "全会", "全体会议")
_SITTING_HEADS = frozenset(
    {"全体会议", "会议", "大会", "全会", "闭幕会", "开幕会", "闭幕会议", "开幕会议", "闭幕大会", "开幕大会", "预备会议"}
)
_PARTY_CONGRESS = re.compile(
    rf"(?:党的|中共|中国共产党(?:第)?)?(?P<number>十[〇零一二三四五六七八九]|二十[〇一二三四五六七八九]?|[1-3][0-9])大"
    rf"(?=精神|报告|以来|代表|提出|[、，。；）”和及期闭开主召擘作对指确胜描系]|$)"
    rf"|(?:党的|中国共产党)第?(?P<national>{N})次全国代表大会"
)
_RANK = re.compile(rf"(?:全国|全省|全市|省|市|区|县|自治区|{ONE_BODY})?“?$")  # before 两会
_TWO_SESSIONS = re.compile(r"(?:全国|全省|全市|省|市|区|县|自治区)?“?两会”?(?=精神)|(?:全国|省|自治区)“?两会”?")


@dataclass(frozen=True, slots=True)
class MeetingName:
    """A meeting named in the text.

    Args:
        span: From its first word or body to the head or last ordinal.
        text: As printed.
        kind: Canonical kind; None where only 会议 or 大会 is said.
        numbered: Whether meetings of the kind are told apart by ordinals or dates alone.
        core: Name without the bodies printed in it, 届 first.
        bodies: Bodies printed in it, the host first.
        long_form: The body carries 届 as in 政协第九届临江市委员会: the name is best left as printed.
        term, session: 届 and 次.
        sitting: Number of a sitting within the meeting.
        bare: Neither body, ordinal nor topic is printed: it points to a meeting rather than names it.
        head: The word that ends it.
        also: The names on both sides of a 暨.
    """

    span: Span
    text: str
    kind: str | None
    numbered: bool
    core: str
    head: str
    bodies: tuple[BodyMention, ...] = ()
    long_form: bool = False
    term: int | None = None
    session: int | None = None
    sitting: int | None = None
    bare: bool = False
    also: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether ordinals and modifiers are all that stands before the kind: the name alone tells no host."""
        return _PLAIN.fullmatch(self.core.removesuffix(self.head)) is not None


def find_names(shadow: Shadow, sentence: Span) -> list[MeetingName]:
    """Names of meetings in a sentence, in order of the text, touching names joined.

    Args:
        shadow: The text with bodies, people, posts, documents and dates masked.
        sentence: Its span.
    """
    found: list[MeetingName] = []
    text = shadow.masked[sentence.start : sentence.end]
    for head in heads().find(text):
        here = Head(sentence.start + head.start, sentence.start + head.end, head.form)
        floor = max(found[-1].span.end if found else sentence.start, here.start - _ROOM)
        name = _read(shadow, floor, here, found)
        joined = _join(shadow, found[-1], name) if found else None
        if joined is not None and _PREPARES.match(shadow.text, found[-1].span.end, name.span.end):
            found.append(_prepared(shadow, found, joined))
        elif joined is not None and (pair := _of_two_sessions(shadow, sentence.start, joined)) is not None:
            found[-1] = pair
        elif joined is not None:
            found[-1] = _without_study(shadow, joined)
        else:
            found.append(name)
    if "大" in text or "两会" in text:
        found.extend(_congresses(shadow, sentence, found))
    return sorted(found, key=lambda n: n.span)


def _read(shadow: Shadow, floor: int, head: Head, before: Sequence[MeetingName]) -> MeetingName:
    """One head read to the left, not beyond `floor`."""
    entry: Any = heads().of[head.form]
    masked = shadow.masked
    left = masked[floor : head.start]
    presidium = _OF_PRESIDIUM.search(left) if head.form == "会议" and left.endswith("）") else None
    if presidium is not None:
        parts = _LEFT.search(left, 0, presidium.end("session"))
    else:
        parts = _LEFT.search(left, 0 if left.endswith(_PART_ENDS) else len(left))
    assert parts is not None  # every part of the pattern may be empty
    kind, numbered = entry["canonical"], bool(entry.get("numbered"))
    touching = bool(before) and before[-1].span.end == floor and parts.start() == 0
    structured = bool(parts["bodies"] or parts["session"] or parts["term"] or parts["organ"])
    if parts["organ"] and head.form not in _ORGAN_HEADS:
        structured = structured and bool(parts["session"])
    if kind is None and parts["organ"]:
        kind, numbered = ORGAN_KINDS[parts["organ"]], True
    elif head.form in _PLENARIES and parts["session"] and (parts["term"] or parts["before"] or touching):
        kind, numbered = "全体会议", True
    start = parts.start()
    if parts["session"] == "一次" and not _structured(parts) and _ONE_OF.search(left, 0, start):
        parts = _NOTHING.search(left)
        assert parts is not None
        start = parts.start()
    named_after = bool(before) and before[-1].span.end == floor and before[-1].session is not None
    if named_after and _MATTERS.fullmatch(left):
        start = 0
        touching = True
    joined_left = left.endswith("暨", 0, start)
    if not touching and (joined_left or not (numbered and structured)):
        start = _free_start(left, start, spirit=heads().cited.match(masked, head.end) is not None)
    if kind == "两会":
        rank = _RANK.search(left)
        start = rank.start() if rank else len(left)
    start += floor
    if numbered and (party := _PARTY.search(masked, floor, start)) is not None:
        start = party.start()
    if kind == "党代会" and parts["session"] and (local := _LOCAL.search(masked, floor, start)) is not None:
        start = local.start()
    if kind == "党代会" and (party := _PARTY_OF.search(masked, floor, start)) is not None:
        start = party.start()
    several = _SEVERAL.search(masked, floor, start) if parts["bodies"] and not parts["before"] else None
    if several is not None:
        return _of_several(shadow, Span(several.start(), head.end), parts, entry)
    span = Span(start, head.end + _closing_quote(masked, start, head.end))
    name = _named(shadow, span, parts, head.form, kind, numbered)
    if presidium is not None:
        name = replace(name, kind=ORGAN_KINDS["主席团"], numbered=True, sitting=_session(presidium["sitting"]))
    return name


def _structured(parts: re.Match[str]) -> bool:
    return bool(parts["bodies"] or parts["term"] or parts["organ"] or parts["before"])


def _of_several(shadow: Shadow, span: Span, parts: re.Match[str], entry: Any) -> MeetingName:
    """A meeting of several bodies of one kind (八县政协第27次联系会议): none of them is its host by its name."""
    printed = shadow.text[span.start : span.end]
    return MeetingName(
        span=span,
        text=printed,
        kind=entry["canonical"],
        numbered=False,
        core=printed,
        head=entry["form"],
        session=_session(parts["session"]),
    )


def _closing_quote(masked: str, start: int, end: int) -> int:
    """1 where the head stands inside quotation marks that close right behind it."""
    opened = masked.rfind("“", start, end) > masked.rfind("”", start, end)
    return int(opened and masked.startswith("”", end))


def _leading(shadow: Shadow, span: Span) -> tuple[BodyMention, ...]:
    """Bodies that lead a name, coordinated by 、 和 与: its hosts."""
    head = _HEAD_BODIES.match(shadow.masked, span.start, span.end)
    return shadow.bodies_in(Span(span.start, head.end())) if head else ()


def _named(
    shadow: Shadow, span: Span, parts: re.Match[str], head: str, kind: str | None, numbered: bool
) -> MeetingName:
    """The parts of a name put together."""
    bodies = _leading(shadow, span)
    printed = shadow.text[span.start : span.end]
    inside = re.search(TERM, bodies[0].text) if bodies else None
    long_form = printed.startswith("中国共产党") or bool(inside and _LONG_FORM.match(bodies[0].text))
    core = printed
    for body in reversed(bodies):
        core = core[: body.span.start - span.start] + core[shadow.own_end(body) - span.start :]
    if len(bodies) > 1:
        core = re.sub(r"^(?:[、和与及暨]|以及)+", "", core)
    if inside and not long_form and inside[0] not in bodies[0].body.name:
        core = inside[0] + core
    core = re.sub(r"^(?:的|了)", "", core)
    if parts["day"]:  # 政治局4月29日会议
        day = shadow.text[span.end - len(head) - len(parts["day"]) : span.end - len(head)]
        core, printed = core.replace(day, "", 1), printed.replace(day, "", 1)
    if core.startswith("“") and core.find("”") == len(core) - 1:
        core = core[1:-1]
    if bodies and _ON_SPIRIT.match(core):
        bodies, core = (), printed
    session = _session(parts["session"])
    if kind is None and inside and head in ("会议", "全会") and session is not None and not parts["organ"]:
        kind, numbered = "全体会议", True
    if bodies and kind is None and bodies[0].body.name.startswith("中共中央政治局"):
        kind = "政治局会议"
    if bodies and (whole := heads().of.get(bodies[0].body.name + core)) is not None:
        kind, numbered = whole["canonical"], bool(whole.get("numbered"))
    term = parts["before"] or parts["term"] or (inside[0] if inside else None)
    return MeetingName(
        span=span,
        text=printed,
        kind=kind,
        numbered=numbered,
        core=core,
        head=head,
        bodies=bodies,
        long_form=long_form,
        term=number(term.strip("第届")) if term else None,
        session=session,
        bare=not bodies and core == head and head != "全国两会",
    )


def _session(printed: str | None) -> int | None:
    """The figure in 第三次, 四中 or 首次; of 四中、五中 the last."""
    if not printed:
        return None
    return 1 if printed == "首次" else number(re.sub(r"[第次期轮中]", "", printed.split("、")[-1]))


def _free_start(left: str, structured: int, *, spirit: bool) -> int:
    """Where a freely worded name begins.

    Args:
        left: Masked text before the head.
        structured: Where its ordinals and modifiers begin: at most there.
        spirit: What stands behind the head says that the meeting may be one that is studied.
    """
    verb = max((m.end() for m in heads().convene.finditer(left)), default=-1)
    if verb >= 0 and _OBJECT.fullmatch(left, verb) and not _RUN.search(left, verb) and len(left) - verb <= _LONGEST:
        filler = heads().filler.match(left, verb)
        return min(filler.end() if filler else verb, structured)
    stop = _last_stop(left, verb, structured)
    rest = left[stop:]
    held = not spirit and heads().held.search(left, 0, stop) is not None
    particle = rest.rfind("的")
    if particle >= 0 and not held and "关于" not in rest[:particle] and not rest.startswith("党"):
        stop += particle + 1
        rest = left[stop:]
    at = rest.find(BODY)
    if at >= 0 and stop != verb and not _KEEPS_BODY.fullmatch(rest[:at]):
        stop += at
    if spirit:
        stop = _behind_study(left, stop)
    filler = heads().filler.match(left, stop)
    stop = filler.end() if filler else stop
    return min(stop, structured) if len(left) - stop <= _LONGEST else structured


def _last_stop(left: str, verb: int, structured: int) -> int:
    """End of the last mark or boundary word outside quotation marks; a list right behind 召开 is one name."""
    stop = 0
    for match in _STOPS.finditer(left):
        listed = match[0] == "、" and 0 <= verb < match.start() and not _HARD.search(left[verb:])
        if not listed and not _quoted(left, match.start(), match[0]):
            stop = match.end()
    for match in heads().boundary.finditer(left, stop, structured):
        behind = left[match.end() :]
        if not _quoted(left, match.start(), "、") and behind.count("”") <= behind.count("“"):
            stop = max(stop, match.end())
    return stop


def _quoted(left: str, position: int, mark: str) -> bool:
    """Whether a mark stands inside quotation marks that are still open there."""
    return mark in "、，：；" and left.count("“", 0, position) > left.count("”", 0, position)


def _behind_study(left: str, stop: int) -> int:
    """Past the verbs of study before a studied meeting; 学习贯彻…精神座谈会 keeps its own."""
    while (match := heads().study.match(left, stop)) is not None:
        stop = match.end()
    for match in heads().study.finditer(left, stop):
        if not re.search(r"精神|思想|教育", left[match.end() :]):
            stop = match.end()
    return stop


def _without_study(shadow: Shadow, name: MeetingName) -> MeetingName:
    """A studied meeting of several words without the verb of study: 学习 + 工作会议经验交流会 + 精神."""
    stop = _behind_study(name.text, 0) if heads().cited.match(shadow.masked, name.span.end) else 0
    if not stop or name.bodies or not name.core.startswith(name.text[:stop]):
        return name
    span = Span(name.span.start + stop, name.span.end)
    return replace(name, span=span, text=name.text[stop:], core=name.core[stop:])


def _join(shadow: Shadow, first: MeetingName, second: MeetingName) -> MeetingName | None:
    """Two names that touch as one: a sitting of a plenary, organ and ordinal, or an event named by a session."""
    span = Span(first.span.start, second.span.end)
    text = shadow.text[span.start : span.end]
    between = shadow.text[first.span.end : second.span.start]
    tail = shadow.text[first.span.end : second.span.end]
    core = first.core + tail
    if between == "暨":
        leading = first if first.session is not None or second.session is None else second
        bodies = first.bodies or second.bodies
        return replace(
            leading, span=span, text=text, core=core, bodies=bodies, long_form=first.long_form, bare=False,
            also=(*(first.also or (first.core,)), second.core),
        )
    if between:
        return None
    if second.head in _SITTING_HEADS and first.session is None and second.session is not None:
        return replace(
            first, span=span, text=text, core=core, session=second.session, term=first.term or second.term, bare=False
        )
    if first.session is not None and second.head.startswith("预备会"):
        return replace(first, span=span, text=text, core=core, kind=second.kind, bare=False)
    if second.head in _SITTING_HEADS and first.numbered:
        kind = second.kind if "主席团" in tail else first.kind
        return replace(first, span=span, text=text, core=core, kind=kind, sitting=second.session, bare=False)
    bodies = () if tail.startswith("精神") else first.bodies
    core = core if bodies else text
    return replace(
        second, span=span, text=text, core=core, bodies=bodies, long_form=first.long_form, bare=False,
        term=None, session=None,
    )


def _prepared(shadow: Shadow, found: list[MeetingName], joined: MeetingName) -> MeetingName:
    """The meeting that prepares those named before it in one list; these are taken from `found`."""
    end, start = found[-1].span.end, found[-1].span.end
    while found and shadow.text[found[-1].span.end : start] in _LISTED:
        start = found.pop().span.start
    text = shadow.text[end : joined.span.end]
    return replace(
        joined, span=Span(start, joined.span.end), text=text, core=text, bodies=(), long_form=False,
        kind=joined.kind, term=None, session=None,
    )


def _of_two_sessions(shadow: Shadow, floor: int, joined: MeetingName) -> MeetingName | None:
    """The event named after the sessions of two bodies, led by the first; None where only one is named."""
    left = shadow.masked[floor : joined.span.start]
    verb = max((m.end() for m in heads().convene.finditer(left)), default=-1)
    if verb < 0 or joined.session is not None or _LISTED_MATTERS.fullmatch(left, verb) is None:
        return None
    span = Span(floor + verb, joined.span.end)
    text = shadow.text[span.start : span.end]
    return replace(joined, span=span, text=text, core=text, bodies=(), long_form=True)


def _congresses(shadow: Shadow, sentence: Span, found: Sequence[MeetingName]) -> list[MeetingName]:
    """党的二十大, 全国两会: named without a head."""
    out = []
    for pattern, kind in ((_PARTY_CONGRESS, "党代会"), (_TWO_SESSIONS, "两会")):
        for match in pattern.finditer(shadow.masked, sentence.start, sentence.end):
            span = Span(*match.span())
            if any(span.overlaps(n.span) for n in found):
                continue
            printed = shadow.text[span.start : span.end]
            term = match["number"] or match["national"] if kind == "党代会" else None
            out.append(
                MeetingName(
                    span=span, text=printed, kind=kind, numbered=False, core=printed, head=printed,
                    term=number(term) if term else None,
                )
            )
    return out


@lru_cache(maxsize=4096)
def name_core(name: str) -> str:
    """What tells named meetings apart across articles: no punctuation, ordinals in digits, 会议 and 会 alike."""
    text = _MARKS.sub("", name).replace("中国人民政治协商会议", "政协")
    text = _ORDINAL.sub(lambda m: f"{number(m[1])}{m[2]}", text).replace("工作会议经验", "工作经验")
    return _MEETING.sub("会", text)
