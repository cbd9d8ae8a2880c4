"""The line under a headline: date, source, writers; and breadcrumbs. Texts here are folded to half width.

Words: lexicons/page_cues.yml. Source of the forms: docs/sources.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from graph.model.dates import PartialDate
from loaders.lexicon import load_lexicon
from loaders.text.fold import HAN

_CN = "一二三四五六七八九"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"{_YEAR}\s?[-/.年]\s?(?P<m>\d{{1,2}})\s?[-/.月]\s?(?P<d>\d{{1,2}})(?!\d)\s?日?"
    r"|(?<!\d)(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<cy>[二一][〇○零九][〇○零{_CN}]{{2}})年(?P<cm>[{_CN}十]{{1,2}})月(?P<cd>[{_CN}十廿卅]{{1,3}})日"
)
_TIME = re.compile(r"\s*T?\s*\d{1,2}\s?[:时]\s?\d{2}(?:\s?[:分]\s?\d{2})?(?:\.\d+)?(?:秒|分|Z|\+\d\d:?\d\d)?")
_URL = re.compile(r"https?://[^\s\"'<>,。;()（）《》\u4e00-\u9fff]+")
_URL_DATE = (
    re.compile(r"t((?:199[5-9]|20\d\d))(\d\d)(\d\d)_"),
    re.compile(r"[/_-]((?:199[5-9]|20\d\d))[-/_]?(\d{1,2})[-/_](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"[/_]((?:199[5-9]|20\d\d))(\d\d)(\d\d)(?=[/_.]|$)"),
    re.compile(r"/((?:199[5-9]|20\d\d))/(\d\d)(\d\d)/"),
    re.compile(r"/((?:199[5-9]|20\d\d))-?(\d\d)/(\d\d)/"),
)
_CRUMB = re.compile(r"\S*(?:\s?(?:->|>>?|»|›|→|≫|＞)\s?[^\s>»›→]+)+\s?(?:->|>>?|»|›)?|\S*(?:->|>>?|»|›)\s*$")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


_META_LENGTH = 300


@dataclass(slots=True)
class Fields:
    """What a page says about its article; None where it says nothing.

    `known_titles` are the lines that make up the title; meta_* come from tags and yield to what the page prints.
    """

    title: str | None = None
    published: PartialDate | None = None
    published_kind: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    office: str | None = None
    url: str | None = None
    known_titles: list[str] = field(default_factory=list)
    meta_date: PartialDate | None = None
    meta_source: str | None = None
    meta_author: str | None = None

    def date(self, value: PartialDate | None, kind: str) -> None:
        """Take a date unless a better one is known."""
        if value is not None and self.published is None:
            self.published, self.published_kind = value, kind

    def fall_back(self) -> None:
        """Fill what no line of the page told from its tags, its address and its editor."""
        self.date(self.meta_date, "meta")
        if self.url:
            self.date(date_of_url(self.url), "url")
        self.source = self.source or self.meta_source or self.office
        self.author = self.author or self.meta_author or self.editor


def day(year: str | int, month: str | int, number: str | int) -> PartialDate | None:
    """A valid day from 1949 on; None for an impossible one."""
    try:
        found = PartialDate(f"{int(year):04d}-{int(month):02d}-{int(number):02d}")
    except ValueError:
        return None
    return found if found >= "1949" else None


def date_in(text: str) -> tuple[PartialDate, tuple[int, int]] | None:
    """The first full date of a text with its span, clock time included."""
    for match in _DATE.finditer(text):
        found = _date_of(match)
        if found is not None:
            time = _TIME.match(text, match.end())
            return found, (match.start(), time.end() if time else match.end())
    return None


def _date_of(match: re.Match[str]) -> PartialDate | None:
    if match["y"]:
        return day(match["y"], match["m"], match["d"])
    if match["y2"]:
        first, second = int(match["d2"]), int(match["m2"])
        return day(match["y2"], second, first) if second <= 12 else day(match["y2"], first, second)
    year = "".join(str(_DIGITS[c]) for c in match["cy"])
    return day(year, _small(match["cm"]), _small(match["cd"]))


def _small(text: str) -> int:
    """A numeral below 40: 三, 十二, 二十六, 廿六."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + (_DIGITS.get(ones, 0) if ten else _DIGITS.get(tens, 0))


def date_of_url(url: str) -> PartialDate | None:
    """The day an address carries: /2020-09/03/, t20230904_, /2024/0320/, /20240320/; None if it has none."""
    for pattern in _URL_DATE:
        for match in pattern.finditer(url):
            if found := day(*match.groups()):
                return found
    return None


def url_in(text: str) -> str | None:
    """The first address of a text."""
    match = _URL.search(text)
    return match[0].rstrip(".,") if match else None


@cache
def _labels() -> re.Pattern[str]:
    cues = load_lexicon("page_cues")
    kinds = "|".join(
        rf"(?P<{kind}>{cues.alternation(kind + '_label')})" for kind in ("source", "author", "editor", "staff", "date")
    )
    return re.compile(
        rf"[\[【(〔]?(?<![{HAN}])(?:{kinds}|(?P<counter>{cues.alternation('counter')}))"
        r"(?:\s?:|(?<=文/图|图/文)|(?<=文)/|(?<=图)/)"
        rf"|(?<![{HAN}])(?P<who>本报记者|本网记者|记者|通讯员|作者)\s(?=[{HAN}])"
    )


@cache
def _counters() -> re.Pattern[str]:
    words = load_lexicon("page_cues").alternation("counter")
    return re.compile(rf"(?:^|(?<=[\s\[【(::|/\d]))(?:{words})(?:[\s::/|)\]】\d]|次|$)+")


# A label right behind the value before it: 来源:云岭日报编辑:某某.
_RUN_ON = re.compile(
    rf"(?<=[{HAN}])(?<!责任)(?<!信息)(?<!文章)(?<!稿件)(?<!新闻)(?<!内容)(?<!工)(?<!值班)(?<!网络)(?<!本期)(?<!特约)"
    r"(?=(?:作者|责任编辑|编辑|责编|来源|审核|校对|发布时间|发布日期)\s?:)"
)


def read_meta_line(line: str, fields: Fields) -> bool:
    """Take date, source, writers and address from a line under a headline.

    Returns:
        Whether the line is such a line (nothing of it belongs to the text).
    """
    if len(line) > _META_LENGTH:
        return False
    found = Fields()
    rest = re.sub(r"[【\[(]\s*(?:字体|字号)[^】\])]*[】\])]", " ", line)
    rest, crumbs = _without_crumbs(_RUN_ON.sub("  ", rest))
    labels = list(_labels().finditer(rest))
    leftover = rest[: labels[0].start()] if labels else rest
    hits = crumbs + len(labels)
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        value = rest[label.end() : following.start() if following else len(rest)]
        leftover += " " + _take(label, value, found)
    if url := url_in(line):
        found.url, hits = url, hits + 1
        leftover = _URL.sub(" ", leftover)
    if stamp := date_in(leftover):
        found.date(stamp[0], "stamp")
        leftover = leftover[: stamp[1][0]] + "  " + leftover[stamp[1][1] :]
        hits += 1
    leftover = _counters().sub(" ", " " + leftover + " ")
    leftover = re.sub(r"第?\w{1,3}版|[A-Z]?\d+版|\d+\s?[次人]?(?=\s|$)|[\[\]【】()|/:·-]+", " ", leftover).strip()
    words = leftover.split()
    if not hits or len(leftover) > 16 or "。" in leftover or "〔" in leftover:
        if found.published and ("〔" in leftover or "号" in leftover) and len(leftover) < 40:
            fields.date(found.published, "stamp")
        return False
    if words and not found.source and found.published and _SOURCE.fullmatch(words[0]):
        found.source = words[0]
    elif words and not labels and not crumbs and not found.published:
        return False
    _merge(fields, found)
    return True


_SOURCE = re.compile(rf"[{HAN}A-Za-z]{{2,14}}")


def _take(label: re.Match[str], value: str, found: Fields) -> str:
    """Use the value behind one label; returns what is left of it."""
    if label["date"]:
        if stamp := date_in(value):
            found.date(stamp[0], "stamp")
            return value[stamp[1][1] :]
        return value
    if label["counter"]:
        return re.sub(r"^[\s\d,]*", "", value)
    text, rest = _cut_value(value)
    if label["source"]:
        if url := url_in(text):
            found.source = found.source or url
            found.url = found.url or url
        elif text:
            found.source = found.source or text
    elif label["author"] or label["who"]:
        found.author = found.author or names_of(text)
        if found.author is None and _OFFICE.search(text) and len(text) <= 20:
            found.office = found.office or text
    elif label["editor"]:
        found.editor = found.editor or names_of(text)
    return rest


def _cut_value(value: str) -> tuple[str, str]:
    """Split the value of a label from what follows it: two blanks, a bracket, a date or a counter word."""
    value = value.lstrip()
    ends = [len(value)]
    if match := re.search(r"\s{2,}|[\[【(|<\t]|\s(?=[A-Za-z0-9])|\s(?=\S{2,8}:)", value):
        ends.append(match.start())
    if stamp := date_in(value):
        ends.append(stamp[1][0])
    if match := _counters().search(value):
        ends.append(match.start())
    end = min(ends)
    return value[:end].strip(" ]】)〕"), value[end:]


@cache
def _navigation() -> frozenset[str]:
    return frozenset(load_lexicon("page_cues").forms("nav"))


def _without_crumbs(line: str) -> tuple[str, int]:
    """The line without its breadcrumb, and whether it had one."""
    if not re.search(r"[>»›→]", line) or re.search("[《<]", line):
        return ("", 1) if line.strip(" :>|") in _navigation() else (line, 0)
    return _CRUMB.subn(" ", line, count=2)


def _merge(fields: Fields, found: Fields) -> None:
    fields.date(found.published, found.published_kind or "stamp")
    fields.source = fields.source or found.source
    fields.author = fields.author or found.author
    fields.editor = fields.editor or found.editor
    fields.office = fields.office or found.office
    fields.url = fields.url or found.url


_NAME = re.compile(rf"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+|[{HAN}]{{2,4}}")
_OFFICE = re.compile("办公|政协|委员会|编辑|中心|日报|晚报|报社|记者站|宣传|文史|委办|[部局室网台社处科站]$")
_BYLINE_WORDS = re.compile(
    r"(?:本报|本网|本台|见习|实习|特约|全媒体|融媒体)*(?:记者|通讯员|作者)|文/图|图/文|文/|图/"
    r"|整理|报道|供稿|撰稿|撰文|综合|采写"
)


def names_of(text: str) -> str | None:
    """The personal names of a byline, a blank between; None if it names an office or nobody."""
    cues = load_lexicon("page_cues")
    staff = re.search(rf"(?:{cues.alternation('staff_label')}|{cues.alternation('editor_label')})\s?[::\s/]", text)
    if staff:
        text = text[: staff.start()]
    text = re.sub(rf"^([{HAN}]) +([{HAN}])$", r"\1\2", re.sub(r"记\s+者", "记者", text.strip()))
    names = []
    for word in re.split(r"[\s、,;/|:]+", _BYLINE_WORDS.sub(" ", text)):
        if _NAME.fullmatch(word) and not _OFFICE.search(word) and cues.sense(word) not in ("no_author", "no_name"):
            names.append(word)
    return " ".join(names) or None


_SIGNED = re.compile(
    rf"(?<=[。”])\s*(?:[口□■◎]\s?|(?:本报|本网|全媒体)?(?:记者|通讯员)[\s:]+)((?:[{HAN}]{{2,4}}[\s、]*){{1,6}})$"
)


def closing_byline(text: str) -> tuple[int, str | None] | None:
    """Where a bracket with nothing but writers and offices ends a paragraph, and the writers' names.

    A sign (□ 口) or 记者 with names behind the last full stop counts as such a bracket.

    Returns:
        Start of the bracket and the names (None if it names an office only); None if there is no such bracket.
    """
    offset = max(0, len(text) - _META_LENGTH)
    text = text[offset:]
    if (signed := _SIGNED.search(text)) and (names := names_of(signed[1])):
        return offset + signed.start(), names
    match = re.search(r"(?:^|(?<=[。!?”’)]))\s*\(([^()]{1,80})\)\s*$", text)
    if not match or re.search("[。!?《》]", match[1]):
        return None
    inner = match[1].strip()
    inner = re.sub(r"记\s+者", "记者", inner)
    words = [w for w in re.split(r"[\s、,;/:]+", _BYLINE_WORDS.sub(" ", inner)) if w]
    plain = [w for w in words if _NAME.fullmatch(w) or _OFFICE.search(w)]
    if inner in ("完", "全文完"):
        return offset + match.start(), None
    if load_lexicon("page_cues").sense(inner) == "no_name" or len(plain) < len(words):
        return None
    if not words or re.search(r"\d|以上|以下|第.条|另有|通过$|除外", inner):
        return None
    return offset + match.start(), names_of(inner)
