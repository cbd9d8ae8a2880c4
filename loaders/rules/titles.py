"""Titles (标题) of documents: where they stand in the text, their markers, type, kind and core.

Brackets are paired by depth: 《…〈…〉…》 and 《…《…》…》. Lexicon: document_types.
Cases: tests/cases/rules/documents.yml.
Known misses: titles broken over two lines; a title whose closing bracket was lost.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from graph.model.values import DocumentKind
from loaders.claims import Span
from loaders.lexicon import load_lexicon

_BRACKETS = re.compile(r"[《》〈〉<>\n]")
_CLOSES = {"》": "《〈", "〉": "〈《", ">": "<"}
# The line under the title of a rule: （2009年7月22日省第十一届人大常委会第十次会议通过）.
ENACTED = re.compile(r"[（(][12]\d{3}年[^\n]{4,}?(?:通过|批准|公布|发布)")
ENACTED_WITHIN = 3  # sentences behind the title
_LONGEST = 160  # characters of a title; longer, a bracket was lost
_OPEN, _CLOSE = "[（(〔\\[]", "[）)〕\\]]"
# A marker may carry a number or year: （第二次审议稿）, （2023年修订）; a span of years belongs to the title.
_MARK = re.compile(rf"{_OPEN}(?P<inner>[^（()）〔〕\[\]]{{1,16}}){_CLOSE}")
_YEAR = r"(?:[12]\d{3}年?)"
_YEARS = re.compile(r"(?:[12]\d{3}年?){1,2}")  # 2021—2035年 in a core
_VOLUME = re.compile(r"[（(]?第[一二三四五六七八九十百\d]+[卷辑集册期][）)]?$")
_TAIL_DRAFT = re.compile(r"(?:修订|修正)?草案(?:修改稿)?$")
_ISSUER_HEAD = re.compile(
    r"^(?:(?:中国共产党|中共|中国人民政治协商会议|政协|民革|民盟|民建|民进|九三学社)?[\u4e00-\u9fff、]{0,40}?"
    r"(?:委员会|委|中央|政府|国务院|政协|人大|常委会|办公厅|办公室|党组|[部厅局委署院会]))(?=关于|印发)"
)
# Heads of rules that name the body they rule: 政协X委员会提案工作条例, X省政协…办法.
_BODY_HEAD = re.compile(
    r"^(?:(?:中国人民政治协商会议|政协)[\u4e00-\u9fff]{1,18}?(?:[省市县区州旗盟]|全国|自治区|[\u4e00-\u9fff])?(?:第?[一二三四五六七八九十百\d]{1,4}届)?委员会"
    r"|[\u4e00-\u9fff]{2,10}?[省市县区州旗盟国]政协|(?:北京|天津|上海|重庆|内蒙古|广西|西藏|宁夏|新疆)政协)"
)
_NATIONAL = re.compile(
    r"^(?:中华人民共和国|中国共产党|中国人民政治协商会议(?!.{1,18}委员会)|中共中央|国务院|全国人民代表大会|全国人大)"
)
_FULL_HEAD = re.compile(
    r"^(?:中共|中国共产党|政协|中国人民政治协商会议)?[\u4e00-\u9fff]{2,}?(?:省|自治区|市|州|县|区|旗|盟|全国)"
)
_SHORT_HEAD = re.compile(r"^(?:中共)?[省市县区州旗盟](?:委|政协|政府|人大|纪委)")
_TRIVIAL = re.compile(r"^(?:关于|印发)+|(?:的)$")
_FRAMED = re.compile(
    r"^(?:关于)?(?:认真|深入|全面)?(?:贯彻落实|贯彻实施|贯彻执行|学习贯彻|贯彻|落实|实施)[^《〈]{0,20}[《〈](?P<inner>.+)[》〉]的"
)
_LEVEL_WORDS = re.compile(r"(?:全国|我国|全省|全市|全县|全区|全州|我省|我市|我县|我区)")


@dataclass(frozen=True, slots=True)
class Bracketed:
    """Something between brackets.

    Args:
        span: With its brackets.
        title: Without them.
        depth: 0 for the outermost.
        outer: Place of the enclosing one in the list; -1 for none.
    """

    span: Span
    title: str
    depth: int
    outer: int


@lru_cache(maxsize=8)
def bracketed(text: str) -> tuple[Bracketed, ...]:
    """All titles in brackets, in order of their first character; unclosed brackets open nothing."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for found in _BRACKETS.finditer(text):
        sign, place = found.group(), found.start()
        if sign == "\n":
            stack.clear()
        elif sign in "《〈" or (sign == "<" and stack):
            stack.append((sign, place))
        elif sign in _CLOSES:
            while stack and place - stack[0][1] > _LONGEST:
                stack.pop(0)
            if stack and stack[-1][0] in _CLOSES[sign]:
                pairs.append((stack.pop()[1], place + 1))
    return tuple(_by_depth(text, sorted(pairs)))


def _by_depth(text: str, pairs: list[tuple[int, int]]) -> list[Bracketed]:
    out: list[Bracketed] = []
    open_: list[int] = []
    for start, end in pairs:
        while open_ and out[open_[-1]].span.end <= start:
            open_.pop()
        if not open_ and text[start] != "《":
            continue
        out.append(Bracketed(Span(start, end), text[start + 1 : end - 1], len(open_), open_[-1] if open_ else -1))
        open_.append(len(out) - 1)
    return out


class _Types:
    """The last words of titles, by sense."""

    def __init__(self) -> None:
        lexicon = load_lexicon("document_types")
        self.sense: dict[str, str] = {}
        for sense in ("policy", "work", "agenda"):
            for form in lexicon.forms(sense):
                self.sense.setdefault(form, sense)
        self.longest = max(map(len, self.sense))
        self.not_documents = frozenset(lexicon.forms("not_document"))
        self.not_types = tuple(lexicon.forms("not_type"))
        self.media = re.compile(rf"(?:{lexicon.alternation('media_end')})$")
        self.work_before = re.compile(rf"(?:{lexicon.alternation('work_before')})[：]?(?:\d+万字的)?$")
        self.work_behind = re.compile(rf"(?:{lexicon.alternation('work_behind')})")
        self.art_before = re.compile(rf"(?:{lexicon.alternation('art_before')})[了过：]?$")
        self.art_behind = re.compile(rf"“?(?:{lexicon.alternation('art_behind')})")
        self.study_before = re.compile(rf"(?:{lexicon.alternation('study_before')})$")
        self.topic_before = re.compile(rf"(?:{lexicon.alternation('topic_before')})[：]?$")
        self.topic_behind = re.compile(rf"(?:{lexicon.alternation('topic_behind')})")
        self.paper_behind = re.compile(rf"(?:{lexicon.alternation('paper_behind')})")
        self.markers = frozenset(f.strip("()（）") for f in lexicon.forms("marker"))
        words = "|".join(sorted(map(re.escape, self.markers), key=lambda w: (-len(w), w)))
        self.marker = re.compile(rf"(?:{_YEAR}?(?:第?[一二三四五\d]次)?(?:{words})+|{_YEAR})(?:的)?")
        self.spam = ahocorasick_rs.AhoCorasick(load_lexicon("spam").forms())


@lru_cache(maxsize=1)
def _types() -> _Types:
    return _Types()


@lru_cache(maxsize=4096)
def strip_markers(title: str) -> str:
    """Title without （试行） （草案） and the like, volume numbers and a draft word at the end."""
    known = _types()
    out = _MARK.sub(lambda m: "" if known.marker.fullmatch(m["inner"]) else m.group(), title.strip())
    out = _VOLUME.sub("", out)
    return _TAIL_DRAFT.sub("", out) or out


def status_of(title: str) -> str | None:
    """The marker of a title: 试行, 修订草案; None if it has none."""
    known = _types()
    for found in _MARK.finditer(title):
        if known.marker.fullmatch(found["inner"]):
            return found["inner"]
    draft = _TAIL_DRAFT.search(title)
    return draft.group() if draft and draft.start() else None


def marker_behind(text: str, position: int) -> Span | None:
    """A marker that stands just behind the closing bracket: 《…》（试行）, 《…》（修订草案）."""
    found = _MARK.match(text, position)
    return Span(*found.span()) if found and _types().marker.fullmatch(found["inner"]) else None


@lru_cache(maxsize=4096)
def doc_type(title: str) -> str | None:
    """Type word that ends the title (实施意见, 条例, 讲话), the longest known; None if it ends in no known type."""
    known = _types()
    core = re.sub(rf"{_OPEN}[^（()）]{{1,16}}{_CLOSE}$", "", strip_markers(title)).rstrip("”")
    if core.endswith(known.not_types):
        return None
    for length in range(min(known.longest, len(core)), 0, -1):
        if core[-length:] in known.sense:
            return core[-length:]
    return None


def kind_of(
    title: str,
    *,
    before: str = "",
    behind: str = "",
    issued: bool = False,
    by_body: bool = False,
    after_work: bool = False,
) -> DocumentKind | None:
    """Whether what stands in brackets is a policy text, a work, or nothing to be listed.

    Args:
        title: Without the outer brackets.
        before: Some characters of text in front of the brackets.
        behind: Some characters behind them.
        issued: A verb of issuing or adopting governs it, so that an unknown type may be an official text.
        by_body: A body is printed as its issuer.
        after_work: It follows a work in a list.

    Returns:
        None for newspapers, programmes, films, songs, agendas, lists of names, members' proposals, topics and spam.
    """
    known = _types()
    core = strip_markers(title)
    if not core or core in known.not_documents or known.media.search(core) or known.spam.find_matches_as_indexes(core):
        return None
    if known.art_behind.match(behind) or known.art_before.search(before):
        return None
    form = doc_type(title)
    sense = known.sense[form] if form else None
    if sense == "agenda" or (sense == "policy" and len(core) < 3 and form != core):
        return None
    topic = known.topic_behind.match(behind) or known.topic_before.search(before)
    if not by_body and ((form is None and topic) or (form or "").endswith("建议")):
        return None
    if known.work_behind.match(behind) or known.work_before.search(before) or (after_work and sense is None):
        return "work"
    if sense is not None:
        return "work" if sense == "work" else "policy"
    if (issued and len(core) >= 5) or known.paper_behind.match(behind):
        return "policy"
    return "work" if known.study_before.search(before) and len(core) >= 3 else None


def is_type_word(title: str) -> bool:
    """Whether a title is nothing but a type word, so that it can only stand for a document named before (《意见》)."""
    core = strip_markers(title)
    return core == doc_type(title) and _types().sense[core] == "policy"


def _plain(title: str) -> str:
    text = unicodedata.normalize("NFKC", strip_markers(title))
    return re.sub(r"[《》〈〉<>“”‘’\"'()（）、，,\s·\-—–~]", "", text)


def without_head(title: str) -> str:
    """Title without the body that issues it and stands in front: 中共临江市委关于…的意见 → 关于…的意见."""
    found = _ISSUER_HEAD.match(title) or _BODY_HEAD.match(title)
    rest = title[found.end() :] if found else title
    return rest if len(rest) >= 4 else title


@lru_cache(maxsize=4096)
def title_core(title: str) -> str:
    """What equal documents share: the title without issuer head, markers, brackets and punctuation.

    实施 stays: an 实施意见 is another document than the 意见 it implements (see same_matter_core).
    """
    return _TRIVIAL.sub("", _plain(without_head(strip_markers(title))))


def same_core(first: str, second: str) -> bool:
    """Whether two cores are of one document: equal, or equal but for the years that only one gives (2021—2035年)."""
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return long.startswith(short) and _YEARS.fullmatch(long, len(short)) is not None


@lru_cache(maxsize=4096)
def same_matter_core(title: str) -> str:
    """What the texts of several levels on one matter share: the core without type word and 贯彻 frame.

    关于推进协商民主的意见 and 中共临江市委关于推进协商民主的实施意见 both give 推进协商民主.
    """
    core = without_head(strip_markers(title))
    framed = _FRAMED.match(core)
    if framed:
        return same_matter_core(framed["inner"])
    form = doc_type(core)
    core = core[: len(core) - len(form)] if form and core.endswith(form) else core
    core = _LEVEL_WORDS.sub("", _plain(core))
    core = re.sub(r"(?:贯彻落实|贯彻实施|贯彻|落实|实施)?的?(?:若干|实施|具体|贯彻)?$", "", core)
    return _TRIVIAL.sub("", core)


def names_its_issuer(title: str) -> str | None:
    """The normalised whole title where it alone tells the document: it names its issuer in full, or is national.

    中共云岭省委关于…的意见 and 中华人民共和国…法 do; 省政协…办法 and 关于…的意见 do not.
    """
    core = strip_markers(title)
    if _SHORT_HEAD.match(core):
        return None
    headed = (_ISSUER_HEAD.match(core) or _BODY_HEAD.match(core)) and _FULL_HEAD.match(core)
    return _plain(title) if headed or _NATIONAL.match(core) else None
