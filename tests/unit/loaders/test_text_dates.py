"""Dates, numerals and sentences of Chinese news. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.dates import PartialDate
from loaders.text.dates import resolve_dates
from loaders.text.numerals import chinese, number
from loaders.text.sentences import sentences

DATES: list[tuple[str, str | None, list[tuple[str, str | None, str | None]]]] = [
    ("6月18日，省政协召开会议", "2024-06-20", [("6月18日", "2024-06-18", None)]),
    ("会议18日召开", "2024-06-20", [("18日", "2024-06-18", None)]),
    ("会议25日召开", "2024-06-20", [("25日", "2024-05-25", None)]),
    ("会议22日召开", "2024-06-20", [("22日", "2024-06-22", None)]),  # three days of slack
    ("昨（19）日下午", "2024-06-20", [("昨（19）日下午", "2024-06-19", None)]),
    ("昨日，会议召开", "2024-06-20", [("昨日", "2024-06-19", None)]),
    ("今天上午，会议召开", "2024-06-20", [("今天上午", "2024-06-20", None)]),
    (
        "本报云城12月30日讯 今天下午，会议召开",
        "2023-01-02",
        [("12月30日", "2022-12-30", None), ("今天下午", "2022-12-30", None)],
    ),
    ("本报云城3月19日讯 昨天，会议召开", "2024-03-20", [("3月19日", "2024-03-19", None), ("昨天", "2024-03-18", None)]),
    ("6月17日至18日，会议举行", "2024-06-20", [("6月17日至18日", "2024-06-17", "2024-06-18")]),
    ("6月17至18日，会议举行", "2024-06-20", [("6月17至18日", "2024-06-17", "2024-06-18")]),
    ("6月30日—7月2日，会议举行", "2024-07-20", [("6月30日—7月2日", "2024-06-30", "2024-07-02")]),
    ("12月30日至1月2日", "2023-01-05", [("12月30日至1月2日", "2022-12-30", "2023-01-02")]),
    ("20日至21日在临江召开", "2024-06-22", [("20日至21日", "2024-06-20", "2024-06-21")]),
    (
        "2月19日至22日举行，于22日下午闭幕",
        "2023-02-23",
        [("2月19日至22日", "2023-02-19", "2023-02-22"), ("22日下午", "2023-02-22", None)],
    ),
    ("二〇二六年二月二十六日", None, [("二〇二六年二月二十六日", "2026-02-26", None)]),
    ("二月二十六日，会议召开", "2026-03-01", [("二月二十六日", "2026-02-26", None)]),
    ("日前，会议召开。近日，调研开展", "2024-06-20", [("日前", None, None), ("近日", None, None)]),
    ("去年12月，会议召开", "2024-06-20", [("去年12月", "2023-12", None)]),
    ("12月29日，会议召开", "2023-01-02", [("12月29日", "2022-12-29", None)]),
    ("8月31日，会议召开", None, [("8月31日", None, None)]),
    ("2020年，省政协发力。8月31日，会议召开", None, [("2020年", "2020", None), ("8月31日", "2020-08-31", None)]),
    (
        "2019年3月5日开会，4月1日再次开会",
        "2024-06-20",
        [("2019年3月5日", "2019-03-05", None), ("4月1日", "2019-04-01", None)],
    ),
    (
        "会议决定，省政协十二届五次会议于1月10日至14日召开",
        "2024-12-20",
        [("1月10日至14日", "2025-01-10", "2025-01-14")],
    ),
    ("会议将于2025年1月10日召开", "2024-12-20", [("2025年1月10日", "2025-01-10", None)]),
    (
        "（2017117日通过）会议1月15日至17日举行",
        "2018-02-01",
        [("2017117日", "2017-01-17", None), ("1月15日至17日", "2017-01-15", "2017-01-17")],
    ),
    ("912日上午，会议召开", "2024-09-13", [("912日上午", "2024-09-12", None)]),
    ("317日，会议召开", "2019-03-20", [("317日", "2019-03-17", None)]),
    ("114日，会议召开", "2024-06-20", []),  # 1-14 or 11-4: not decided
    ("114日，会议召开", "2024-01-16", [("114日", "2024-01-14", None)]),
    ("198212月，常委会成立", "2024-06-20", [("198212月", "1982-12", None)]),
    ("11月31日，会议召开", "2024-12-20", [("11月31日", None, None)]),
    ("本月5日，会议召开", "2024-06-20", [("本月5日", "2024-06-05", None)]),
    (
        "6月18日上午开幕，当日下午闭幕",
        "2024-06-20",
        [("6月18日上午", "2024-06-18", None), ("当日下午", "2024-06-18", None)],
    ),
    ("5天时间，十三届，人民日报，一日游，5月份的会", "2024-06-20", [("5月份", "2024-05", None)]),
]


@pytest.mark.parametrize(("text", "published", "expected"), DATES)
def test_dates(text: str, published: str | None, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = resolve_dates(text, PartialDate(published) if published else None)
    assert [(m.text, m.date, m.end_date) for m in found] == expected
    assert all(text[m.start : m.end] == m.text for m in found)


@given(st.text(alphabet="0123456789年月日至今昨（）一二十廿，。本报讯", max_size=30), st.dates())
def test_dates_never_overlap_nor_fail(text: str, published: object) -> None:
    position = 0
    for mention in resolve_dates(text, PartialDate(str(published))):
        assert position <= mention.start < mention.end <= len(text)
        assert mention.end_date is None or (mention.date is not None and mention.date <= mention.end_date)
        position = mention.end


NUMERALS = {
    "一百二十三": 123,
    "十六": 16,
    "二十": 20,
    "廿": 20,
    "廿一": 21,
    "卅": 30,
    "两千": 2000,
    "三百〇五": 305,
    "三百零五": 305,
    "二〇二四": 2024,
    "一二三": 123,
    "12": 12,
    "１２": 12,
    "第": None,
    "": None,
    "一万二千": 12000,
    "十十": None,
    "五三十": None,
    "〇": 0,
    "四十一": 41,
    "一百": 100,
}


@pytest.mark.parametrize("text", NUMERALS)
def test_numerals(text: str) -> None:
    assert number(text) == NUMERALS[text]


@given(st.integers(0, 9999))
def test_numerals_there_and_back(value: int) -> None:
    assert number(chinese(value)) == value


SENTENCES = [
    ("会议召开。周启明主持。", ["会议召开。", "周启明主持。"]),
    ("标题一行\n会议召开", ["标题一行", "会议召开"]),
    ("审议《关于甲。乙的办法》。通过。", ["审议《关于甲。乙的办法》。", "通过。"]),
    ("传达精神；听取汇报。", ["传达精神；", "听取汇报。"]),
    ("“要实干。”周启明说。", ["“要实干。”周启明说。"]),
    (
        "周启明说：“要实干。要协商。”会议还研究了其他事项，听取了汇报。",
        ["周启明说：“要实干。", "要协商。”", "会议还研究了其他事项，听取了汇报。"],
    ),
    ("（会议应到5人；实到4人。）随后表决。", ["（会议应到5人；实到4人。）", "随后表决。"]),
    ("  会议召开。  ", ["会议召开。"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == expected


@given(st.text(alphabet="会议。！？；“”《》（）\n ，", max_size=60))
def test_sentences_cover_all_that_is_printed(text: str) -> None:
    spans = sentences(text)
    rest = list(text)
    position = 0
    for start, end in spans:
        assert position <= start < end
        rest[start:end] = " " * (end - start)
        position = end
    assert not "".join(rest).strip()
