"""Titles: brackets by depth, markers, kinds and cores."""

from __future__ import annotations

import pytest

from loaders.rules.titles import (
    bracketed,
    doc_type,
    is_type_word,
    kind_of,
    names_its_issuer,
    same_matter_core,
    status_of,
    strip_markers,
    title_core,
)


def places(text: str) -> list[tuple[str, int, int]]:
    return [(b.title, b.depth, b.outer) for b in bracketed(text)]


def test_brackets_pair_by_depth() -> None:
    assert places("学《A〈B〉C》《D《E》F》") == [("A〈B〉C", 0, -1), ("B", 1, 0), ("D《E》F", 0, -1), ("E", 1, 2)]


def test_half_width_brackets_inside_a_title() -> None:
    assert places("《关于<B>的决定》，a<b>c") == [("关于<B>的决定", 0, -1), ("B", 1, 0)]


def test_an_unclosed_bracket_opens_nothing() -> None:
    assert places("学《A，《B》\n》《C》") == [("B", 0, -1), ("C", 0, -1)]


def test_spans_hold_their_brackets() -> None:
    text = "会议学习《甲〈乙〉丙》。"
    assert [text[b.span.start : b.span.end] for b in bracketed(text)] == ["《甲〈乙〉丙》", "〈乙〉"]


def test_a_title_of_a_whole_page_is_none() -> None:
    assert places("《" + "字" * 200 + "》") == []


@pytest.mark.parametrize(
    ("title", "plain", "status"),
    [
        ("工作规则（试行）", "工作规则", "试行"),
        ("工作规则(修订草案)", "工作规则", "修订草案"),
        ("工作规则（草案）（征求意见稿）", "工作规则", "草案"),
        ("反间谍法（2023年修订）", "反间谍法", "2023年修订"),
        ("三年行动方案（2024—2026年）", "三年行动方案（2024—2026年）", None),
        ("习近平谈治国理政（第四卷）", "习近平谈治国理政", None),
        ("提案条例修订草案", "提案条例", "修订草案"),
        ("草案", "草案", None),
    ],
)
def test_markers(title: str, plain: str, status: str | None) -> None:
    assert (strip_markers(title), status_of(title)) == (plain, status)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("关于推进协商的实施意见（试行）", "实施意见"),
        ("青山县三年行动方案（2024—2026年）", "行动方案"),
        ("中华人民共和国反间谍法", "法"),
        ("好做法", None),
        ("青山绿水", None),
    ],
)
def test_doc_type(title: str, form: str | None) -> None:
    assert doc_type(title) == form


@pytest.mark.parametrize(
    ("title", "context", "kind"),
    [
        ("关于推进协商的意见", {}, "policy"),
        ("习近平谈治国理政", {}, "work"),
        ("论协商", {"before": "研读"}, "work"),
        ("论协商", {}, None),
        ("青山鼓楼往事", {"before": "编辑出版"}, "work"),
        ("临江日报", {"before": "学习"}, None),
        ("求是", {}, None),
        ("青山绿水", {"behind": "专题片"}, None),
        ("歌唱青山", {"before": "齐唱"}, None),
        ("九届三次会议议程", {"issued": True}, None),
        ("稳经济二十条举措", {"issued": True}, "policy"),
        ("关于修建公园的建议", {}, None),
        ("关于制定五年规划的建议", {"by_body": True}, "policy"),
        ("绿色发展的道路", {"behind": "白皮书"}, "policy"),
        ("皇冠体育办法", {}, None),
    ],
)
def test_kinds(title: str, context: dict[str, object], kind: str | None) -> None:
    assert kind_of(title, **context) == kind  # type: ignore[arg-type]


def test_type_words() -> None:
    titles = ("意见", "实施意见", "条例（草案）", "提案条例", "讲话")
    assert [is_type_word(t) for t in titles] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("中共临江市委关于加强协商工作的意见（试行）", "加强协商工作的意见"),
        ("关于加强协商工作的意见", "加强协商工作的意见"),
        ("关于加强协商工作的实施意见", "加强协商工作的实施意见"),
        ("政协云岭省委员会提案工作条例", "提案工作条例"),
        ("云岭省政协提案工作条例(修订)", "提案工作条例"),
        ("云岭省“十四五”养老规划", "云岭省十四五养老规划"),
    ],
)
def test_title_core(title: str, core: str) -> None:
    assert title_core(title) == core


@pytest.mark.parametrize(
    "title",
    [
        "关于加强基层协商工作的意见",
        "中共临江市委关于加强基层协商工作的实施意见",
        "关于加强基层协商工作的若干措施",
        "中共青山县委办公室关于贯彻落实〈关于加强基层协商工作的意见〉的工作方案",
    ],
)
def test_texts_of_one_matter_share_a_core(title: str) -> None:
    assert same_matter_core(title) == "加强基层协商工作"


def test_titles_that_alone_tell_the_document() -> None:
    assert names_its_issuer("中共云岭省委关于加强协商工作的意见") == "中共云岭省委关于加强协商工作的意见"
    assert names_its_issuer("中华人民共和国个人所得税法") == "中华人民共和国个人所得税法"
    assert names_its_issuer("政协云岭省委员会提案工作条例（试行）") == "政协云岭省委员会提案工作条例"
    assert names_its_issuer("省政协提案工作条例") is None
    assert names_its_issuer("关于加强协商工作的意见") is None
