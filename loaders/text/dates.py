"""Chinese expressions of time to dates, by the clock of the article.

Rules: docs/sources.md, "Dates in the text". A year that is not printed is the latest that does not lie after the
publication date (three days of slack). What cannot be decided is None, never today.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.dates import PartialDate
from loaders.text.numerals import number

_SLACK = datetime.timedelta(days=3)
_CN = "〇零○一二三四五六七八九十廿卅"
_D = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})"
_Y = r"(?:(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})"
_TIME = r"(?:\s?(?:上午|下午|晚上|晚间|晚|凌晨|中午|傍晚|清晨|早上|早晨|一早|夜))?"
_NOT_BEFORE = r"(?<![\d.〇一二三四五六七八九十])"

# What an expression begins with, so that other characters cost nothing.
_BEGINS = rf"(?=[0-9{_CN}今去前当同本次翌明昨上日近连不最此])"
_EXPRESSION = re.compile(
    rf"{_BEGINS}(?:{_NOT_BEFORE}(?P<damaged>(?:19|20)\d\d\d{{2,4}}|(?:(?:19|20)\d\d年)?\d{{3,4}})日(?!报|元|均){_TIME}"
    rf"|{_NOT_BEFORE}(?P<run>(?:19|20)\d\d(?:1[0-2]|[1-9]))月(?:(?P<rund>{_D})日)?"
    rf"|{_NOT_BEFORE}(?P<year>{_Y}|今|去|前|当|同|本|次|翌|明)年(?:的)?(?:(?P<ym>{_D})月(?:份)?(?:(?P<yd>{_D})[日号])?)?(?P<yt>{_TIME})"
    rf"|(?P<iso>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)"
    rf"|{_NOT_BEFORE}(?P<month>{_D}|本|上|当)个?月(?:份)?(?P<day>{_D})[日号](?P<mt>{_TIME})"
    rf"|(?P<rel>今|昨|前|明|当|次|翌)[日天]?\s?[（(]\s?(?P<paren>{_D})\s?日?\s?[）)]\s?[日天]?(?P<pt>{_TIME})"
    rf"|(?P<word>今[日天]|昨[日天]|前[日天](?!内)|明[日天]|今[晚晨早]|昨[晚夜]|当[日天])(?P<wt>{_TIME})"
    rf"|(?P<vague>日前|近日|近期|连日来|近年来|不久前|前不久|最近|前些天|前几天|连月来|此前)"
    rf"|{_NOT_BEFORE}(?P<only>{_D})日(?!报|元|本|常|程|益|均|前|夜|内|游|照|志){_TIME}"
    rf"|{_NOT_BEFORE}(?P<m>{_D})月份?(?!球|亮|饼|刊|季|嫂|湖|河|山|坝|台|塘|亭))"
)
_RANGE = re.compile(rf"\s?(?:至|到|[—–～~－-]{{1,2}})\s?(?:(?P<y>{_Y})年)?(?:(?P<m>{_D})月)?(?P<d>{_D})[日号]{_TIME}")
_RANGE_START = re.compile(
    rf"{_NOT_BEFORE}(?:(?P<y>{_Y})年)?(?:(?P<m>{_D})月)?(?P<d>{_D})(?:日|号)?{_TIME}\s?(?:至|到|[—–～~－-]{{1,2}}|、)\s?(?=(?:{_Y}年)?(?:{_D}月)?{_D}[日号])"
)
_DATELINE = re.compile(
    rf"(?:^|[\n（])[^\s。，（）\d]{{2,20}}\s?(?:(?P<y>{_Y})年)?(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日\s?(?:电|讯|消息)"
)
_OPENING = 24  # characters before its first full figure in which a range begins
_PAIR = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_AHEAD = re.compile(
    r"(?:将于|拟于|定于|计划于|拟定于|预计于|(?:决定|建议|商定|同意)[^。；]{0,40}于"
    r"|(?:决定|建议|商定|同意)，?(?:[^。；，]{0,40}会议?)?)\s?$"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time.

    Args:
        start: First character in the text given.
        end: One past the last.
        date: What it means, as precise as printed; None where that is unknown (日前, no clock).
        end_date: Last day of a range; None for one day.
        text: As printed.
    """

    start: int
    end: int
    date: PartialDate | None
    end_date: PartialDate | None
    text: str


@dataclass(slots=True)
class _Clock:
    """What the words so far say about now.

    Publication, dateline, the last year and day named; month and day pairs printed anywhere in the text; the year named
    in this sentence, and whether the date lies ahead.
    """

    published: datetime.date | None
    today: datetime.date | None
    year: int | None = None
    last: datetime.date | None = None
    near: frozenset[tuple[int, int]] = frozenset()
    sentence: int = 0
    sentence_year: int | None = None
    ahead: bool = False

    def begin(self, text: str, position: int) -> None:
        """Take note of the sentence an expression stands in, and whether its words announce something."""
        start = max(text.rfind("。", 0, position), text.rfind("\n", 0, position))
        if start != self.sentence:
            self.sentence, self.sentence_year = start, None
        self.ahead = bool(_AHEAD.search(text[start + 1 : position]))


def resolve_dates(text: str, published: PartialDate | None) -> list[DateMention]:
    """All expressions of time in a text, in order.

    Args:
        text: Article.text, so that a dateline sets today and earlier dates carry year and month.
        published: Publication date; only a full day sets the clock.

    Returns:
        Mentions that do not overlap.
    """
    day = _as_day(published)
    clock = _Clock(day, day, near=frozenset((int(m), int(d)) for m, d in _PAIR.findall(text)))
    if (line := _DATELINE.search(text[:400])) is not None:
        clock.today = _dateline_day(line, clock) or clock.today
    return list(_mentions(text, clock))


def _mentions(text: str, clock: _Clock) -> Iterator[DateMention]:
    position = 0
    while match := _EXPRESSION.search(text, position):
        clock.begin(text, match.start())
        opening = _RANGE_START.search(text, max(position, match.start() - _OPENING), match.end() + 12)
        if opening and opening.start() <= match.start() and (found := _range(text, opening, clock)):
            yield found
            position = found.end
            continue
        position = max(match.end(), position + 1)
        date = _date(match, clock)
        end, end_date = match.end(), None
        if date is not None and len(date) == 10 and (tail := _RANGE.match(text, end)):
            end_date = _range_end(date, tail)
            if end_date:
                end = position = tail.end()
        if date is None and not match["vague"] and not _counts(match):
            continue
        yield DateMention(match.start(), end, date, end_date, text[match.start() : end])


def _counts(match: re.Match[str]) -> bool:
    """Whether an expression that means no date is still one (not a stray figure)."""
    return match["damaged"] is None and match["m"] is None


def _range(text: str, opening: re.Match[str], clock: _Clock) -> DateMention | None:
    """A range whose first day lacks its 日: 7月20至22日, 20—22日, 1月15、16日."""
    tail = re.compile(rf"(?:(?P<y>{_Y})年)?(?:(?P<m>{_D})月)?(?P<d>{_D})[日号]{_TIME}").match(text, opening.end())
    first, last = number(opening["d"]), number(tail["d"]) if tail else None
    if tail is None or first is None or last is None:
        return None
    if opening["m"] is None and tail["m"] is not None and opening["y"] is None and "日" not in opening[0]:
        return None
    date = _from_parts(opening["y"], opening["m"], opening["d"], clock)
    if date is None:
        return None
    end_date = _range_end(date, tail)
    if end_date is None:
        return None
    end = tail.end()
    return DateMention(opening.start(), end, date, end_date, text[opening.start() : end])


def _range_end(date: PartialDate, tail: re.Match[str]) -> PartialDate | None:
    year = number(tail["y"]) if tail["y"] else int(date[:4])
    month = number(tail["m"]) if tail["m"] else int(date[5:7])
    last = number(tail["d"])
    found = _day(year, month, last)
    if found is not None and found.isoformat() < date and tail["m"] and not tail["y"]:
        found = _day(int(date[:4]) + 1, month, last)
    if found is None or found.isoformat() < date:
        return None
    return PartialDate(found.isoformat())


# --- one expression ---------------------------------------------------------------------------------------------------


def _date(match: re.Match[str], clock: _Clock) -> PartialDate | None:
    if match["vague"]:
        return None
    if match["iso"]:
        year, month, last = (int(p) for p in re.split("[-/.]", match["iso"]))
        clock.sentence_year = year
        return _settle(_day(year, month, last), clock)
    if match["year"]:
        return _with_year(match, clock)
    if match["day"]:
        return _month_day(match["month"], match["day"], clock)
    if match["rel"]:
        return _only_day(number(match["paren"]), clock)
    if match["word"]:
        return _word(match["word"], clock)
    if match["damaged"]:
        return _damaged(match["damaged"], clock)
    if match["run"]:
        return _run(match, clock)
    if match["only"]:
        return _only_day(number(match["only"]), clock)
    return _month(number(match["m"]), clock)


def _with_year(match: re.Match[str], clock: _Clock) -> PartialDate | None:
    base = clock.today
    word = match["year"]
    if word in ("今", "本"):
        year = base.year if base else None
    elif word == "去":
        year = base.year - 1 if base else None
    elif word == "前":
        year = base.year - 2 if base else None
    elif word in ("当", "同"):
        year = clock.year
    elif word == "明":
        year = base.year + 1 if base else None
    elif word in ("次", "翌"):
        year = clock.year + 1 if clock.year else None
    else:
        year = number(word)
    if year is None or not 1900 <= year <= 2100:
        return None
    clock.year = clock.sentence_year = year
    month = number(match["ym"]) if match["ym"] else None
    if month is None:
        return PartialDate(f"{year:04d}")
    if not 1 <= month <= 12:
        return None
    if match["yd"] is None:
        return PartialDate(f"{year:04d}-{month:02d}")
    return _settle(_day(year, month, number(match["yd"])), clock)


def _from_parts(year: str | None, month: str | None, last: str, clock: _Clock) -> PartialDate | None:
    if month is None:
        return _only_day(number(last), clock)
    if year is None:
        return _month_day(month, last, clock)
    return _settle(_day(number(year), number(month), number(last)), clock)


def _month_day(month: str, last: str, clock: _Clock) -> PartialDate | None:
    today = clock.today
    if month in ("本", "当"):
        found = _day(today.year, today.month, number(last)) if today else None
        return _settle(found, clock)
    if month == "上":
        before = today.replace(day=1) - datetime.timedelta(days=1) if today else None
        return _settle(_day(before.year, before.month, number(last)) if before else None, clock)
    figure = number(month)
    return _settle(_latest(figure, number(last), clock), clock)


def _month(month: int | None, clock: _Clock) -> PartialDate | None:
    if month is None or not 1 <= month <= 12:
        return None
    found = _latest(month, 1, clock)
    if found is None:
        return None
    return PartialDate(f"{found.year:04d}-{month:02d}")


def _latest(month: int | None, last: int | None, clock: _Clock) -> datetime.date | None:
    """The latest such day that is not after the publication date.

    A year named in the same sentence decides; the next such day where the words announce one; the year last named where
    there is no publication date.
    """
    if month is None or last is None:
        return None
    base = clock.published or clock.today
    if clock.sentence_year is not None:
        found = _day(clock.sentence_year, month, last)
        if found and (base is None or found <= base + _SLACK or clock.ahead):
            return found
    if clock.ahead and base is not None:
        following = (_day(year, month, last) for year in (base.year, base.year + 1))
        return next((d for d in following if d and d >= base - _SLACK), None)
    if base is None:
        return _day(clock.year, month, last) if clock.year else None
    for year in (base.year, base.year - 1, base.year - 2, base.year - 3, base.year - 4):
        found = _day(year, month, last)
        if found and found <= base + _SLACK:
            return found
    return None


def _only_day(last: int | None, clock: _Clock) -> PartialDate | None:
    """A day without its month: that of the last day named, else of today, else the month before."""
    if last is None or not 1 <= last <= 31:
        return None
    if clock.last is not None:
        found = _day(clock.last.year, clock.last.month, last)
        if found and (clock.published is None or found <= clock.published + _SLACK):
            return PartialDate(found.isoformat())
    if clock.today is None:
        return None
    here = clock.today.replace(day=1)
    for _ in range(2):
        found = _day(here.year, here.month, last)
        if found and found <= clock.today + (_SLACK if here.month == clock.today.month else datetime.timedelta()):
            return PartialDate(found.isoformat())
        here = (here - datetime.timedelta(days=1)).replace(day=1)
    return None


def _word(word: str, clock: _Clock) -> PartialDate | None:
    if word[0] == "当":
        return PartialDate(clock.last.isoformat()) if clock.last else None
    if clock.today is None:
        return None
    days = {"今": 0, "昨": -1, "前": -2, "明": 1}[word[0]]
    return PartialDate((clock.today + datetime.timedelta(days=days)).isoformat())


def _damaged(figures: str, clock: _Clock) -> PartialDate | None:
    """A date whose 年 or 月 was lost: 2017117日, 317日, 912日.

    The only split that is a day and not after the publication date; of several, the only one near a day printed whole
    elsewhere in the text, or within a month of publication.
    """
    base = clock.published
    year, rest = (int(figures[:4]), figures[4:].lstrip("年")) if len(figures) >= 6 else (None, figures)
    clock.sentence_year = year or clock.sentence_year
    if year is None and base is None:
        return None
    found: set[datetime.date] = set()
    for month, last in _splits(rest):
        day = _day(year, month, last) if year else _latest(month, last, clock)
        if day and (base is None or day <= base + _SLACK):
            found.add(day)
    for choice in (_near_pairs(found, clock), {d for d in found if base and abs((base - d).days) <= 31}):
        if len(found) > 1 and len(choice) == 1:
            found = choice
    return _settle(found.pop(), clock) if len(found) == 1 else None


def _near_pairs(days: set[datetime.date], clock: _Clock) -> set[datetime.date]:
    """Those at most three days from a month and day printed whole in the text."""
    around = {(m, d + shift) for m, d in clock.near for shift in range(-3, 4)}
    return {d for d in days if (d.month, d.day) in around}


def _run(match: re.Match[str], clock: _Clock) -> PartialDate | None:
    """Year and month without 年 between: 198212月, 20171月5日."""
    year, month = int(match["run"][:4]), int(match["run"][4:])
    clock.sentence_year = year
    if match["rund"]:
        return _settle(_day(year, month, number(match["rund"])), clock)
    return PartialDate(f"{year:04d}-{month:02d}")


def _splits(figures: str) -> list[tuple[int, int]]:
    """Month and day of figures run together: 117 → 1-17, 11-7; a part never begins with 0."""
    pairs = [(figures[:i], figures[i:]) for i in range(1, len(figures))]
    return [(int(m), int(n)) for m, n in pairs if len(m) <= 2 and len(n) <= 2 and m[0] != "0" and n[0] != "0"]


# --- days -------------------------------------------------------------------------------------------------------------


def _settle(found: datetime.date | None, clock: _Clock) -> PartialDate | None:
    if found is None:
        return None
    clock.last, clock.year = found, found.year
    return PartialDate(found.isoformat())


def _dateline_day(line: re.Match[str], clock: _Clock) -> datetime.date | None:
    month, last = int(line["m"]), int(line["d"])
    return _day(number(line["y"]), month, last) if line["y"] else _latest(month, last, clock)


def _day(year: int | None, month: int | None, last: int | None) -> datetime.date | None:
    try:
        return datetime.date(year or 0, month or 0, last or 0)
    except ValueError:
        return None


def _as_day(published: PartialDate | None) -> datetime.date | None:
    return datetime.date.fromisoformat(published) if published is not None and len(published) == 10 else None
