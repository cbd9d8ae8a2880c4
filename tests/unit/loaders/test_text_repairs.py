"""Repairs of damaged text with offsets. All texts are invented."""

from __future__ import annotations

import contextlib
import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.nodes import Article
from loaders.sources.article import article_of
from loaders.sources.results import Record
from loaders.text.damage import damaged_spans
from loaders.text.fields import Fields
from loaders.text.repair import repaired
from loaders.text.script import simplify


def body(raw: str) -> str:
    """Text after repairs, without a title line."""
    return repaired(raw, Fields(title="题", known_titles=[])).text


def article(raw: str, **fields: str) -> Article:
    return article_of(Record("a.txt", "a", raw.encode(), raw, Fields(**fields)))  # type: ignore[arg-type]


LEAD = "6月18日,云岭省政协召开主席会议。"

REPAIRS = [
    ("D1 gloss", "省政協(xié)主席會(huì)議召開(kāi)。", "省政协主席会议召开。"),
    ("D1 doubled without tone", "讀書(shu)(shu)會(hui)由國(guo)家機關(guan)主辦。", "读书会由国家机关主办。"),
    ("D1 blank inside", "委員(yuán )們學(xué)習規則。", "委员们学习规则。"),
    ("D1 broken", "省政協(xié)副主席周啟?zhèn)出席會議。", "省政协副主席周启□出席会议。"),
    ("D1 not a gloss", "会议介绍了app(移动应用)和(ok)标志。", "会议介绍了app（移动应用）和（ok）标志。"),
    ("D2 surnames", "於乾、範後生、瀋松嶽、薑成鐘出席。", "于乾、范后生、沈松岳、姜成钟出席。"),
    ("D2 place", "乾縣政協主席主持,乾隆年間的檔案。", "乾县政协主席主持，乾隆年间的档案。"),
    ("D2 misprinted province", "陜西省政協召開會議,陝西日報記者到會。", "陕西省政协召开会议，陕西日报记者到会。"),
    ("D2 dry", "會議研究餅乾和乾旱問題,幹部發言。", "会议研究饼干和干旱问题，干部发言。"),
    ("D3 doubled", "会议召开,,周启明主持,。会议指出,、要落实。。", "会议召开，周启明主持。会议指出，要落实。"),
    ("D5 swallowed 保", "會議要求確?;I備工作有序進行。", "会议要求确保筹备工作有序进行。"),
    (
        "D5 swallowed full stop",
        "會議通過了決定??h政協副主席楊正、殷山出席會議。",
        "会议通过了决定。县政协副主席杨正、殷山出席会议。",
    ),
    ("D10 spam in the sentence", "会议听取了365体育下载官网县政协工作汇报。", "会议听取了县政协工作汇报。"),
    (
        "D10 innocent words",
        "会议研究体育事业发展计划和视频会议制度,365天不断线。",
        "会议研究体育事业发展计划和视频会议制度，365天不断线。",
    ),
    (
        "D16 repeated sentence",
        f"{LEAD}会议听取了有关情况的汇报。\n{LEAD}",
        "6月18日，云岭省政协召开主席会议。会议听取了有关情况的汇报。",
    ),
    ("D18 width", "７月９日，政协第１５届委员会ＡＢ会议召开。", "7月9日，政协第15届委员会AB会议召开。"),
    ("D18 invisible", "主席金\u200b东河主\ufeff持会议。", "主席金东河主持会议。"),
    ("D18 lost", "会议作情况\ufffd\ufffd报,要求\ue5e5落实。", "会议作情况□报，要求落实。"),
    ("D18 lost as ?", "秘书长颜如?通报了情况。", "秘书长颜如□通报了情况。"),
    ("real question", "什么是协商?怎么协商?周启明作了回答。", "什么是协商？怎么协商？周启明作了回答。"),
    ("D18 amps and entities", "会议强调&&要&ldquo;实干&rdquo;。&nbsp;会议决定。", "会议强调要“实干”。 会议决定。"),
    ("D18 number of a document", "学习云办发„2024‟6号文件。", "学习云办发〔2024〕6号文件。"),
    ("D18 radicals", "⻓江⽔利⺠生座谈会召开。", "长江水利民生座谈会召开。"),
    (
        "marks between figures stay",
        "会议10:30开始,投资3.5亿元,网址http://a.cn/b:8。",
        "会议10:30开始，投资3.5亿元，网址http://a.cn/b:8。",
    ),
    ("inner title marks", "印发《关于贯彻<意见>的方案》。", "印发《关于贯彻〈意见〉的方案》。"),
    ("enumeration signs stay", "①2024年工作;②提案…等。", "①2024年工作；②提案…等。"),
]


@pytest.mark.parametrize(("raw", "clean"), [c[1:] for c in REPAIRS], ids=[c[0] for c in REPAIRS])
def test_repair(raw: str, clean: str) -> None:
    assert body(raw) == clean


def slip(clean: str) -> str:
    """What a page prints for a span decoded one byte late: the forward model, from its 。 to before a comma."""
    data = clean.encode("gbk")
    out, index = "?", 1
    while index + 1 < len(data):
        with contextlib.suppress(UnicodeDecodeError):
            out += data[index : index + 2].decode("gb2312")
        index += 2
    return out + ("?" if index < len(data) else "")


@pytest.mark.parametrize(
    "span",
    [
        "。”周启明说",
        "。会议指出，要结合实际抓紧提出贯彻措施",
        "。马国强强调",
        "。近日，临江市政协主席何文斌结合工作实际",
    ],
)
def test_slipped_spans_are_found_and_left(span: str) -> None:
    printed = unicodedata.normalize("NFKC", slip(span))
    made = article(f"标题一则\n会议学习了有关文件{printed},委员们要多下基层,认真履职,扎实做好各项工作。")
    (place,) = damaged_spans(made)
    shown = made.text[slice(*place)]
    assert shown[0] == shown[-1] == "？"
    assert len(shown) == len(printed)
    assert made.text.endswith("，委员们要多下基层，认真履职，扎实做好各项工作。")


@pytest.mark.parametrize(
    "text",
    [
        "为什么要协商?因为有事要商量,大家的事大家办。怎么办?靠协商,靠民主。",
        "记者问:效果好吗?委员回答:还可以吧?,当然还有不足。",
        "能不能办?何时办?谁来办?,都要写清楚。",
    ],
)
def test_questions_are_no_slips(text: str) -> None:
    made = article(f"标题一则\n{text}会议还研究了其他事项。")
    assert damaged_spans(made) == []
    assert "□" not in made.text


def test_sentence_that_begins_with_spam_is_distrusted() -> None:
    made = article("标题一则\n会议于上午召开,何文斌主持会议。365体育官网下载市委会主委张普到会并讲话。")
    (place,) = damaged_spans(made)
    assert made.text[place[0] :].startswith("市委会主委张普")


def test_repairs_are_recorded_with_their_place_in_the_raw_text() -> None:
    made = article("标题一则\n省政協(xié)主席會(huì)議召開,,周某主持。")
    for kind, start, end, printed, repaired_as in json.loads(made.repairs):
        assert made.raw[start:end] == printed
        assert kind in {"D1", "D2", "D3"}
        assert len(repaired_as) < len(printed) or kind == "D2"
    kinds = [r[0] for r in json.loads(made.repairs)]
    assert kinds.count("D1") == 2
    assert kinds.count("D3") == 1


PIECES = [
    "省政協(xié)",
    "召開,,",
    "主席會(huì)議",
    "。",
    "。。",
    "\n",
    "　　",
    " ",
    "6月18日",
    "ＡＢ１２",
    "?",
    "??h",
    "確?;I備",
    "365体育官网",
    "&nbsp;",
    "\ufffd",
    "\u200b",
    "《<意见>》",
    "云岭省政协",
    "来源:云岭网",
    "责任编辑:王芳",
    "(丁小山)",
    "图为会场。",
    "2024-06-19",
    "首页 > 要闻",
    "上一篇:某文",
    "周啟?zhèn)",
    slip("。”周启明说") + ",",
    "10:30",
    "会议强调要抓好落实",
    "http://a.cn/1",
    "乾縣",
    "\r\n",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join))
def test_every_run_is_the_raw_text_but_for_script_and_width(raw: str) -> None:
    traced = repaired(raw, Fields())
    position = 0
    raw_position = 0
    for start, at, length in traced.runs:
        assert start >= position
        assert at >= raw_position
        for shown, printed in zip(traced.text[start : start + length], raw[at : at + length], strict=True):
            assert same(shown, printed), (shown, printed)
        position, raw_position = start + length, at + length
    assert position <= len(traced.text)
    for _, start, end, printed, _ in traced.repairs:
        assert raw[start:end] == printed
    outside = set(range(len(traced.text)))
    for start, _, length in traced.runs:
        outside -= set(range(start, start + length))
    assert all(traced.text[i] in "□\n ( 1。保常" or "\u4e00" <= traced.text[i] <= "\u9fff" for i in outside)
    assert "\n\n" not in traced.text
    assert traced.text == traced.text.strip()


def same(shown: str, printed: str) -> bool:
    """Whether a character is the printed one in another script, width or form."""
    folded = unicodedata.normalize("NFKC", printed)
    pairs = {
        "，": ",",
        "：": ":",
        "；": ";",
        "！": "!",
        "？": "?",
        "（": "(",
        "）": ")",
        "〈": "<",
        "〉": ">",
        "\n": " ",
    }
    return (
        shown in (printed, folded, simplify(folded))
        or pairs.get(shown) == folded
        or (shown == " " and printed.isspace())
    )


def test_trimming_finds_a_fixed_point() -> None:
    raw = f"云岭省政协召开主席会议\n2024-06-19 来源:云岭协商网\n{LEAD}会议听取了汇报。\n责任编辑:王芳"
    first = repaired(raw, Fields())
    again = repaired(first.text, Fields())
    assert again.text == first.text
