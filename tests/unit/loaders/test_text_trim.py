"""Headline, date line, byline and footers of text files. All texts are invented."""

from __future__ import annotations

import pytest

from graph.model.nodes import Article
from loaders.sources.article import article_of, reread
from loaders.sources.results import Record

LEAD = "6月18日，云岭省政协召开主席会议，省政协主席周启明主持会议并讲话。会议听取了有关情况的汇报。"
MORE = "会议强调，要认真学习贯彻有关会议精神，扎实做好各项工作。副主席刘静、马国强出席会议。"
TITLE = "云岭省政协召开主席会议"


def article(*lines: str) -> Article:
    raw = "\n".join(lines)
    return article_of(Record("a.txt", "a", raw.encode(), raw))


HEADS = {
    "plain": ([TITLE, "2024-06-19"], "2024-06-19", None, None),
    "labels": (
        [TITLE, "来源:云岭协商网  日期:2024-06-19 09:30  作者:丁小山  阅:  字体:"],
        "2024-06-19",
        "云岭协商网",
        "丁小山",
    ),
    "menu and breadcrumb": (
        [
            "新闻|履职|理论|人物|文化|图片库",
            "履职频道>> 地方政协",
            "",
            TITLE,
            "",
            "2024-06-19 14:41:31 来源:云岭日报 我有话说",
            "0",
        ],
        "2024-06-19",
        "云岭日报",
        None,
    ),
    "breadcrumb in the date line": (
        [TITLE, "首页>要闻>正文    2024-06-19 16:20  来源:云岭协商网"],
        "2024-06-19",
        "云岭协商网",
        None,
    ),
    "position": (
        [TITLE, "当前位置:首页 > 政协动态 > 县市政协  作者:丁小山 更新时间:2024-06-19 点击数:"],
        "2024-06-19",
        None,
        "丁小山",
    ),
    "title again": (
        [TITLE, "首页 > 协商议政 > 正文", TITLE, "来源:云岭网　发布时间:2024-06-19 18:03　【字体:大 中 小】　分享到:"],
        "2024-06-19",
        "云岭网",
        None,
    ),
    "no labels": ([TITLE, "云岭晨报　2024-06-19 10:22"], "2024-06-19", "云岭晨报", None),
    "source behind": ([TITLE, "2024年06月19日 08:05 云岭晨报"], "2024-06-19", "云岭晨报", None),
    "page of a paper": ([TITLE, "来源:云岭政协报 2024年06月19日 第01版"], "2024-06-19", "云岭政协报", None),
    "day first": ([TITLE, "发布日期:19.06.2024  来源:云岭网"], "2024-06-19", "云岭网", None),
    "slashes": ([TITLE, "2024/6/19 来源:今日云岭 作者:本站"], "2024-06-19", "今日云岭", None),
    "Chinese figures": ([TITLE, "二〇二四年六月十九日"], "2024-06-19", None, None),
    "several writers": ([TITLE, "2024-06-19　来源：云岭网　作者：丁小山 方文"], "2024-06-19", "云岭网", "丁小山 方文"),
    "reporters without colon": (
        [TITLE, "2024-06-19 07:40 来源:云岭网 记者 丁小山 方文"],
        "2024-06-19",
        "云岭网",
        "丁小山 方文",
    ),
    "slash label": ([TITLE, "2024-06-19 13:40　来源:云岭网　文/丁小山"], "2024-06-19", "云岭网", "丁小山"),
    "split over lines": (
        [TITLE, "发布时间:", "2024-06-19", "来源:云岭网", "作者:丁小山", "字号:[", "大]", "[中]", "[小]"],
        "2024-06-19",
        "云岭网",
        "丁小山",
    ),
    "traditional": (
        ["雲嶺省政協(xié)召開主席會議", "發(fā)佈時間：2024-06-19 來源：雲嶺網 字體：大 中 小"],
        "2024-06-19",
        "云岭网",
        None,
    ),
    "counter with writer": (
        [TITLE, "发布时间:2024-06-19 00:00:00 访问次数: 12 信息来源:云岭网"],
        "2024-06-19",
        "云岭网",
        None,
    ),
    "an office writes": ([TITLE, "2024-06-19 作者:省政协办公厅"], "2024-06-19", "省政协办公厅", None),
}


@pytest.mark.parametrize("name", HEADS)
def test_head(name: str) -> None:
    head, published, source, author = HEADS[name]
    made = article(*head, "", "　　" + LEAD, "　　" + MORE)
    assert made.text == f"{TITLE}\n{LEAD}\n{MORE}"
    assert (made.title, made.published, made.source, made.author) == (TITLE, published, source, author)


TAILS: dict[str, tuple[list[str], str | None]] = {
    "byline": (["(丁小山 方文)"], "丁小山 方文"),
    "office and byline": (["        (云岭省政协办公厅    丁小山)"], "丁小山"),
    "staff": (["(通讯员 丁小山 编辑 李一白 审核 谢天)"], "丁小山"),
    "editor": (["[责任编辑:王芳]"], "王芳"),
    "editor in brackets": (["(责任编辑:王芳)"], "王芳"),
    "reporters and editors": (["全媒体记者:丁小山 方文", "编辑:付波", "编审:熊晓"], "丁小山 方文"),
    "corrections": (["【纠错】 【责任编辑:王芳】"], "王芳"),
    "neighbours": (["上一篇:政协机关植树", "下一篇:没有了"], None),
    "related": (
        ["相关阅读", "·省政协召开双周协商会 刘静主持", "·全省政协工作会议召开", "版权所有 云岭网 云ICP备00000000号"],
        None,
    ),
    "comments": (["网友评论(0条)", "热门推荐", "我省夏粮收购价格平稳　　07-03"], None),
    "copyright": (["Copyright © 2024 云岭网 All Rights Reserved"], None),
    "disclaimer": (
        [
            "[免责声明] 本文来源于网络转载,仅供学习交流使用。版权归原作者所有,如涉及版权问题请与本网联系。",
            "最新加入",
            "省政协讲堂开讲",
            "24-12-23",
        ],
        None,
    ),
    "captions": (["图为会议现场。丁小山 摄", "会议现场 方文 摄", "图①②:政协委员认真听取报告。"], None),
    "print": (["打印本页 关闭窗口"], None),
    "spam": (["皇冠体育365官网 飞艇计划 亚洲娱乐城"], None),
    "end": (["(完)"], None),
}


@pytest.mark.parametrize("name", TAILS)
def test_tail(name: str) -> None:
    tail, author = TAILS[name]
    made = article(TITLE, "2024-06-19", LEAD, MORE, *tail)
    assert made.text == f"{TITLE}\n{LEAD}\n{MORE}"
    assert made.author == author


KEPT = [
    "附件",
    "第一条　为规范协商工作，根据有关规定，制定本细则。",
    "（2024年5月30日政协第十二届云岭省委员会第二十四次主席会议通过）",
    "记者：协商是怎么起步的？",
    "分享会上，委员刘静讲述了自己的履职故事，引起大家共鸣。",
    "相关负责人表示，将认真办理提案。会议还研究了其他事项。",
    "编辑出版《云岭文史》第四辑，征集史料三百篇。",
    "主办方代表何文斌致辞。何文斌说，协商在基层大有可为。",
    "北京：6月18日，市政协召开主席会议。",
    "●涪陵区●",
    "加强党对人民政协工作的领导",
    "各位委员、同志们：",
    "会议同意《云岭省政协提案工作规则》（试行）。",
]


@pytest.mark.parametrize("line", KEPT)
def test_paragraphs_of_the_body_are_never_lost(line: str) -> None:
    made = article(TITLE, "2024-06-19", LEAD, line, MORE)
    assert made.text == f"{TITLE}\n{LEAD}\n{line.replace('　', ' ')}\n{MORE}"


def test_byline_behind_the_last_sentence() -> None:
    made = article(TITLE, LEAD, MORE + "(丁小山 整理)", "编辑:王芳")
    assert made.text.endswith(MORE)
    assert made.author == "丁小山"


def test_reporters_of_the_dateline() -> None:
    made = article(TITLE, "2024-06-19", "本报讯(记者 丁小山)" + LEAD, MORE)
    assert made.author == "丁小山"
    assert made.text.split("\n")[1].startswith("本报讯（记者 丁小山）6月18日")


def test_title_on_two_lines() -> None:
    made = article("云岭省政协主席会议建议", "7月26日召开省政协十三届四次会议", "2024-06-19 来源:云岭网", LEAD, MORE)
    assert made.title == "云岭省政协主席会议建议 7月26日召开省政协十三届四次会议"
    assert made.text.startswith(made.title + "\n6月18日")


def test_no_title() -> None:
    made = article(LEAD, MORE)
    assert made.title is None
    assert made.text == f"{LEAD}\n{MORE}"


def test_glued_lines() -> None:
    made = article(f"政协云岭省十二届三次会议隆重开幕 丁小山{LEAD}", MORE)
    assert (made.title, made.author) == ("政协云岭省十二届三次会议隆重开幕", "丁小山")
    assert made.text.split("\n")[1] == LEAD
    speech = article(
        f"政协云岭省委员会常务委员会工作报告 何文斌各位委员、同志们:我代表政协第十二届云岭省委员会报告工作。{LEAD}",
        MORE,
    )
    assert speech.text.split("\n")[:2] == ["政协云岭省委员会常务委员会工作报告", "何文斌"]


def test_address_behind_the_text_dates_it() -> None:
    made = article(TITLE, "来源:云岭网", LEAD, MORE, "原文链接:http://www.a.cn/yw/202406/t20240619_33.html")
    assert made.url == "http://www.a.cn/yw/202406/t20240619_33.html"
    assert (made.published, made.published_kind) == ("2024-06-19", "url")


def test_dates_of_a_document_stay_in_the_text() -> None:
    made = article("云岭省政协办公厅关于印发细则的通知", "云协办发〔2024〕9号    2024年6月19日", LEAD, MORE)
    assert made.published == "2024-06-19"
    assert "云协办发〔2024〕9号" in made.text


MORE_HEADS = {
    "run-on labels": ([TITLE, "2024-06-19 20:55:34来源:云岭日报编辑:方文责编:方文"], "云岭日报", "方文"),
    "date behind the source": ([TITLE, "编辑:方文 信息来源: 云岭网发布时间:2024-6-19"], "云岭网", "方文"),
    "brackets": (
        [TITLE, "2024-06-19 09:14:59 [来源:云岭在线] [作者:丁小山 方文] [编辑:夏博]", "字体:【"],
        "云岭在线",
        "丁小山 方文",
    ),
    "staff and counter": ([TITLE, "2024-06-19 16:00:51 编辑: 方文 审核人:叶玲 阅读次数:2287 |"], None, "方文"),
    "bar": ([TITLE, "2024-06-19 | 来源:云岭政协报"], "云岭政协报", None),
    "stars": ([TITLE + "******", "2024-06-19 来源:云岭网"], "云岭网", None),
    "spam for a headline": (
        ["精品无码专区一区二区_国产精品毛片在线观看", TITLE, "2024-06-19 来源:云岭网"],
        "云岭网",
        None,
    ),
}


@pytest.mark.parametrize("name", MORE_HEADS)
def test_head_of_hurried_pages(name: str) -> None:
    head, source, author = MORE_HEADS[name]
    made = article(*head, LEAD, MORE)
    assert made.text == f"{TITLE}\n{LEAD}\n{MORE}"
    assert (made.published, made.source, made.author) == ("2024-06-19", source, author)


BYLINES = {
    "padded label": ([LEAD, MORE + "(记 者:丁小山 方文 见习记者 何云)"], "丁小山 方文 何云"),
    "paper and reporter": ([LEAD, MORE + "(云岭日报 记者丁小山)"], "丁小山"),
    "without brackets": ([LEAD, MORE + "记者 丁小山 方文"], "丁小山 方文"),
    "signed": ([LEAD, MORE + "口 丁小山"], "丁小山"),
    "picture file and address": ([LEAD, "1.jpg", MORE, "http://www.a.cn/news/52083.shtml"], None),
    "comments": ([LEAD, MORE, "评论一下", "评论 0人参与,0条评论", "最热评论"], None),
    "glued caption": (["图为会议现场。丁小山 摄 " + LEAD, MORE], None),
}


@pytest.mark.parametrize("name", BYLINES)
def test_bylines_and_leftovers(name: str) -> None:
    lines, author = BYLINES[name]
    made = article(TITLE, "2024-06-19", *lines)
    assert made.text == f"{TITLE}\n{LEAD}\n{MORE}"
    assert made.author == author


@pytest.mark.parametrize(
    "dateline",
    [
        "云岭网云城6月18日电 (丁小山 方文)",
        "云岭日报云城6月18日讯(新云岭·云岭日报记者 丁小山 方文)",
        "云上云岭讯 记者丁小山 方文报道:",
    ],
)
def test_writers_of_datelines(dateline: str) -> None:
    assert article(TITLE, "2024-06-19", dateline + LEAD, MORE).author == "丁小山 方文"


def test_dateline_with_a_year_dates_the_article() -> None:
    made = article(TITLE, "新云社云城2024年6月18日电 " + LEAD, MORE)
    assert (made.published, made.published_kind) == ("2024-06-18", "dateline")


REREAD = (
    (TITLE, "2024-06-19 来源:云岭网 作者:丁小山", LEAD, MORE, "(丁小山)", "上一篇:某文"),
    ("云岭省政协主席会议建议", "7月26日召开省政协十三届四次会议", "2024-06-19 来源:云岭网", LEAD, MORE),
    ("雲嶺省政協(xié)召開主席會議", "發(fā)佈時間：2024-06-19 來源：雲嶺網", LEAD, MORE),
    (f"政协云岭省十二届三次会议隆重开幕 丁小山{LEAD}", MORE),
    (LEAD, MORE),
)


@pytest.mark.parametrize("lines", REREAD)
def test_reading_the_raw_text_again_gives_the_same_article(lines: tuple[str, ...]) -> None:
    made = article(*lines)
    assert reread(made) == made
