"""Names of meetings as printed: host, ordinals (届 and 次), kind, topic, sitting.

A name is found by its head (lexicons/meeting_types.yml) and read to the left: a numbered kind by its grammar of body,
届, 次 and modifiers, any other kind by free words up to a boundary (lexicons/meeting_cues.yml). Names that touch are one
(九届二次会议 + 提案交办会; 三次会议 + 第四次全体会议).
Known misses: a topic that holds a comma outside quotation marks; names of activities without a head (有事好商量).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import ahocorasick_rs

from loaders.claims import BodyMention, Span
from loaders.lexicon import load_lexicon
from loaders.rules.shadow import BODY, Shadow
from loaders.text.numerals import number

N = r"[0-9〇零一二两三四五六七八九十百廿卅]{1,5}"
TERM = rf"第?{N}届"
_BODY = rf"{BODY}\ue001*"
_ORGANS = {
    "常务委员会": "常委会会议",
    "常委会": "常委会会议",
    "常委": "常委会会议",
    "党组": "党组会议",
    "机关党组": "机关党组会议",
    "主席团": "主席团会议",
    "主席团常务主席": "主席团常务主席会议",
    "中央政治局": "政治局会议",
}
_MODIFIER = r"(?:（扩大）|（专题）|扩大|专题|议政性|务虚|工作|重点|特别|年度|“[^“”\n]{1,40}”)"
_LEFT = re.compile(
    rf"(?P<before>{TERM})?(?P<bodies>(?:{_BODY}(?:、|和|与|及|暨)?)*{_BODY})?的?"
    rf"(?P<year>\d{{4}}年(?:度)?)?(?P<term>{TERM})?(?P<committee>委员会)?"
    rf"(?P<organ>{'|'.join(sorted(_ORGANS, key=len, reverse=True))})?"
    rf"(?P<extended>（扩大）)?(?P<session>第?{N}[次期轮]|首次|(?:{N}中、)*{N}中)?(?P<modifier>{_MODIFIER}*)$"
)
_ROOM = 70
_STOPS = re.compile(
    r"[，。；：！？、\n]|（(?!扩大|专题)|(?<!扩大)(?<!专题)）|\ue004\ue005*|\ue006\ue007*|\ue008\ue009*|\ue002\ue003*(?!\ue003|(?:总书记|主席|同志)?关于)"
)
_HEAD_BODIES = re.compile(rf"(?:中国共产党)?(?:{TERM})?(?:{_BODY}(?:、|和|与|及|暨)?)+")
_PLAIN = re.compile(
    rf"(?:{TERM}|第?{N}次|首次|\d{{4}}年(?:度)?|委员会|暨|会议|{'|'.join(sorted(_ORGANS, key=len, reverse=True))}|{_MODIFIER})*"
)
# Heads that end otherwise (集体学习) are also words for what is done; they count only where the clause ends behind them.
_PLACES = ("会", "会议", "班", "坛", "式", "典", "堂", "会”", "沙龙")
_AFTER_SOFT = ("，", "。", "；", "、", "：", "”", "）", "和", "时", "暨", "研讨", "（")
_FILLER = re.compile(r"[”）的了好、和与及暨]|[这本此]次|一[次场]|今年|当前|我[省市县区州]|系列|各类|各种")
_SITTING_HEADS = {"全体会议", "会议", "大会", "全会", "闭幕会", "开幕会", "闭幕会议", "开幕会议", "闭幕大会", "开幕大会", "预备会议", "全体大会"}
_PARTY_CONGRESS = re.compile(
    rf"(?:党的|中共|中国共产党(?:第)?)?(?P<number>十[〇零一二三四五六七八九]|二十[〇一二三四五六七八九]?|[1-3][0-9])大(?=精神|报告|以来|代表|提出|[、，。；）”和期闭开主召擘作对指确胜描系]|$)"
    rf"|(?:党的|中国共产党)第?(?P<national>{N})次全国代表大会"
)
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


class _Scan:
    """Forms found leftmost and longest."""

    def __init__(self, forms: list[str]) -> None:
        self.forms = forms
        self.automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        return [(start, end, self.forms[i]) for i, start, end in self.automaton.find_matches_as_indexes(text)]


class _Heads:
    """The heads of meeting_types.yml in one automaton."""

    def __init__(self) -> None:
        lexicon = load_lexicon("meeting_types")
        self.of: dict[str, Any] = {}
        for entry in lexicon.entries:
            if entry["sense"] in ("meeting", "sitting"):
                self.of.setdefault(entry["form"], entry)
        self.of.setdefault("会议", {"form": "会议", "canonical": None, "sense": "meeting"})
        self.firm = _Scan([form for form in self.of if form.endswith(_PLACES)])
        self.soft = _Scan([form for form in self.of if not form.endswith(_PLACES)])
        cues = load_lexicon("meeting_cues")
        self.boundary = re.compile(
            "|".join([cues.alternation("boundary"), r"(?<![存现正实所])在(?!线|职)", r"(?<![关])于(?!洪|田|都)", r"从(?!严)", "[也让]", r"经(?![济验营贸开典常过])", r"精神(?=[及和、与以])"])
        )
        self.not_behind = re.compile(cues.alternation("not_behind"))
        self.cited = re.compile(rf"[”）]?(?:和|、|与|及|(?:的)?(?:{cues.alternation('cite_behind')}))")
        self.holding = re.compile("(?:召开|举行|举办|主办)(?:了)?")
        self.hold = re.compile(rf"(?:{cues.alternation('hold')})(?:了|过)?$")
        self.cite = re.compile(
            rf"(?:要|认真|深入|全面|进一步|继续|切实|及时|集中|迅速|抓好|专题|再次|系统|深刻|就|关于|围绕)*(?:{cues.alternation('cite_before')})[了好]?"
        )


    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Heads in order; 集体学习 and the like only where the clause ends and no firmer head covers them."""
        firm = self.firm.find(text)
        soft = [
            s for s in self.soft.find(text)
            if text.startswith(_AFTER_SOFT, s[1]) and not any(f[0] < s[1] + 8 and s[0] < f[1] for f in firm)
            or s[1] == len(text)
        ]
        return sorted(firm + soft)


@lru_cache(maxsize=1)
def _heads() -> _Heads:
    return _Heads()


def find_names(shadow: Shadow, start: int, end: int) -> list[MeetingName]:
    """Names of meetings in text[start:end] (a sentence), in order of the text, touching names joined.

    Args:
        shadow: The text with bodies, people, posts, documents and dates masked.
        start, end: Bounds of the sentence.
    """
    heads = _heads()
    found: list[MeetingName] = []
    text = shadow.masked[start:end]
    for begin, stop, form in heads.find(text):
        if heads.not_behind.match(text, stop) and not (text.startswith("主席团", stop) and text[begin - 1 : begin] == "次"):
            continue
        floor = found[-1].span.end - start if found else 0
        name = _read(heads.of[form], shadow, start, max(floor, begin - _ROOM, 0), begin, stop, found)
        if name is None:
            continue
        joined = _join(shadow, found[-1], name) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(name)
    found.extend(_party_congresses(shadow, start, end, found))
    return sorted(found, key=lambda n: n.span)


def _read(
    entry: Any, shadow: Shadow, base: int, low: int, begin: int, stop: int, before: Sequence[MeetingName]
) -> MeetingName | None:
    """One head read to the left; offsets count from `base`, nothing before `low` is used."""
    masked = shadow.masked
    left = masked[base + low : base + begin]
    head, kind, numbered = entry["form"], entry["canonical"], bool(entry.get("numbered"))
    parts = _LEFT.search(left)
    assert parts is not None
    touching = bool(before) and before[-1].span.end == base + low and parts.start() == 0
    first = low + parts.start()
    heads = _heads()
    structured = bool(parts["bodies"] or parts["session"] or parts["term"] or parts["organ"])
    if parts["organ"] and head not in ("会议", "全体会议", "扩大会议", "专题会议", "学习会", "集体学习"):
        structured = structured and bool(parts["session"])
    if kind is None and parts["organ"]:
        kind, numbered = _ORGANS[parts["organ"]], True
    elif head in ("会议", "全会", "全体会议") and parts["session"] and (parts["term"] or parts["before"] or touching):
        kind, numbered = "全体会议", True
    if not (numbered and structured and not left.endswith("暨", 0, parts.start())) and not touching:
        spirit = heads.cited.match(masked, base + stop) is not None
        free = _free_start(left, parts.start(), spirit)
        if free < parts.start():
            first = low + free
    if masked[base + stop : base + stop + 1] == "”" and masked.rfind("“", base + first, base + stop) > masked.rfind("”", base + first, base + stop):
        stop += 1
    if numbered and masked.startswith(("党的", "中共"), max(base + first - 2, base)) and first >= 2:
        first -= 2
    if numbered and first >= 5 and masked.startswith("中国共产党", base + first - 5):
        first -= 5
    span = Span(base + first, base + stop)
    bodies = _leading(shadow, span)
    return _named(shadow, span, bodies, parts, head, kind, numbered)


def _leading(shadow: Shadow, span: Span) -> tuple[BodyMention, ...]:
    """Bodies that lead a name, coordinated by 、 和 与: its hosts."""
    head = _HEAD_BODIES.match(shadow.masked, span.start, span.end)
    return shadow.bodies_in(Span(span.start, head.end())) if head else ()


def _named(
    shadow: Shadow,
    span: Span,
    bodies: tuple[BodyMention, ...],
    parts: re.Match[str],
    head: str,
    kind: str | None,
    numbered: bool,
) -> MeetingName:
    printed = shadow.text[span.start : span.end]
    terms = [t for t in (parts["before"], parts["term"]) if t]
    inside = re.search(TERM, bodies[0].text) if bodies else None
    long_form = bool(inside and bodies and re.match("政协|中国人民政治协商会议", bodies[0].text))
    long_form = long_form or printed.startswith("中国共产党")
    if inside:
        terms.append(inside[0])
    core = printed
    for body in reversed(bodies):
        own = shadow.own_end(body)
        core = core[: body.span.start - span.start] + core[own - span.start :]
    if len(bodies) > 1:
        core = re.sub(r"^(?:[、和与及暨]|以及)+", "", core)
    if inside and not long_form:
        core = inside[0] + core
    core = re.sub(r"^(?:的|了)", "", core)
    if kind is None and inside and head in ("会议", "全会") and parts["session"] and not parts["organ"]:
        kind, numbered = "全体会议", True
    session = parts["session"]
    ordinal = re.sub(r"[第次期轮中]", "", session.split("、")[-1]) if session else ""
    count = 1 if session == "首次" else number(ordinal) if ordinal else None
    if bodies and kind is None and shadow.text[bodies[0].span.start : span.end].startswith("中共中央政治局"):
        kind = "政治局会议"
    if bodies and (whole := _heads().of.get(bodies[0].body.name + core)) is not None:
        kind, numbered = whole["canonical"], bool(whole.get("numbered"))
    return MeetingName(
        span=span,
        text=printed,
        kind=kind,
        numbered=numbered,
        core=core,
        head=head,
        bodies=bodies,
        long_form=long_form,
        term=number(terms[0].strip("第届")) if terms else None,
        session=count,
        bare=not bodies and core == head,
    )


def _free_start(left: str, structured: int, spirit: bool) -> int:
    """Where a freely worded name begins in `left`, at most `structured`; `spirit`: it may be one that is studied."""
    heads = _heads()
    stop = 0
    opened = 0
    verb = max((m.end() for m in heads.holding.finditer(left)), default=-1)
    for match in _STOPS.finditer(left):
        if match[0] == "、" and 0 <= verb < match.start() and not re.search(r"[，。；：（]", left[verb:]):
            continue
        if match[0] == "、" and (left.count("“", 0, match.start()) > left.count("”", 0, match.start())):
            continue
        if match[0] in "，：；" and left.count("“", 0, match.start()) > left.count("”", 0, match.start()):
            continue
        stop = match.end()
    for match in heads.boundary.finditer(left, stop, structured):
        inside = left.count("“", 0, match.start()) > left.count("”", 0, match.start())
        if not inside and "”" in left[match.end() :] and left.count("“", match.end()) < left.count("”", match.end()):
            inside = True
        if not inside:
            opened = match.end()
    stop = max(stop, opened)
    rest = left[stop:]
    held = heads.hold.search(left, 0, stop) is not None and spirit is False
    if (particle := rest.rfind("的")) >= 0 and not held and "关于" not in rest[:particle] and not rest[:particle].startswith("党"):
        stop += particle + 1
        rest = left[stop:]
    if BODY in rest:
        at = rest.index(BODY)
        if stop != verb and not re.fullmatch(r"(?:庆祝|纪念|第?\w{1,4}届)?", rest[:at]):
            stop += at
            rest = left[stop:]
    # verbs of study right at the beginning belong to the sentence
    if spirit and (cited := heads.cite.match(rest)) is not None:
        stop += cited.end()
        while (more := heads.cite.match(left, stop)) is not None:
            stop = more.end()
    if spirit:
        for match in heads.cite.finditer(left, stop):
            if not re.search(r"精神|思想|教育", left[match.end() :]):
                stop = match.end()
    while stop < len(left) and (skip := _FILLER.match(left, stop)) is not None:
        stop = skip.end()
    return min(stop, structured) if len(left) - stop <= 45 else structured


def _join(shadow: Shadow, first: MeetingName, second: MeetingName) -> MeetingName | None:
    """Two names that touch as one: a sitting of a plenary, the organ and its ordinal, or an event named by a session."""
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
    if second.head in _SITTING_HEADS and first.numbered:
        kind = second.kind if "主席团" in tail else first.kind
        return replace(first, span=span, text=text, core=core, kind=kind, sitting=second.session, bare=False)
    return replace(
        second, span=span, text=text, core=core, bodies=first.bodies, long_form=first.long_form, bare=False,
        term=None, session=None,
    )


def _party_congresses(shadow: Shadow, start: int, end: int, found: Sequence[MeetingName]) -> list[MeetingName]:
    out = []
    for pattern, kind in ((_PARTY_CONGRESS, "党代会"), (_TWO_SESSIONS, "两会")):
        for match in pattern.finditer(shadow.masked, start, end):
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


def name_core(name: str) -> str:
    """What tells named meetings apart across articles: no punctuation, ordinals in digits, 会议 and 会 alike at the end."""
    text = re.sub(r"[\s，、“”‘’（）()《》〈〉·\-—－]", "", name)
    text = re.sub(r"中国人民政治协商会议", "政协", text)
    text = re.sub(rf"第?({N})([届次])", lambda m: f"{number(m[1])}{m[2]}", text)
    text = text.replace("工作会议经验", "工作经验")
    return re.sub(r"(?:会)?会议$", "会", text)
