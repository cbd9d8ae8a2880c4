"""Reposts have equal fingerprints, other articles have not. All texts are invented."""

from __future__ import annotations

import pytest

from graph.model.nodes import Article
from loaders.sources.article import article_of
from loaders.sources.page import page_record
from loaders.sources.results import Limits, Record

LEAD = (
    "6月18日,云岭省政协召开十二届三十一次主席会议。"
    "省政协党组书记、主席周启明主持会议并讲话,副主席刘静、马国强,秘书长丁一出席会议。"
)
SECOND = (
    "会议传达学习了全国政协有关会议精神,审议通过《云岭省政协提案工作规则》,听取了关于重点提案办理情况的汇报,研究了界别协商工作安排,"
    "讨论了省政协下半年协商议题和民主监督计划,同意提请省政协十二届十七次常委会会议审议。会议还研究了有关人事事项。"
)
THIRD = (
    "周启明强调,要深入学习贯彻中央政协工作会议精神,"
    "把协商工作做到群众身边,不断提高履职质量,为全省高质量发展贡献智慧和力量。"
)
BODY = f"{LEAD}\n{SECOND}\n{THIRD}"


def article(raw: str) -> Article:
    return article_of(Record("a.txt", "a", raw.encode(), raw))


PLAIN = article(f"云岭省政协召开主席会议\n2024-06-19 来源:云岭协商网\n{BODY}")

TRADITIONAL = (
    BODY.replace("云岭", "雲嶺")
    .replace("政协", "政協(xié)")
    .replace("会议", "會(huì)議")
    .replace("书记", "書記")
    .replace("传达学习", "傳達學(xué)習")
)

SAME = {
    "other title, source, navigation": "首页 > 要闻 > 正文\n十二届三十一次主席会议召开\n"
    f"来源:省政协办公厅 日期:2024-06-25\n{BODY}\n上一篇:某文\n相关阅读\n·另一篇报道 06-12",
    "full-width marks and indents": "题目一则\n" + "\n".join("　　" + p.replace(",", "，") for p in BODY.split("\n")),
    "traditional with glosses": f"主席會議召開\n{TRADITIONAL}",
    "cut end": f"题目一则\n{LEAD}\n{SECOND}\n周启明强调,要深入学...[阅读全文]",
    "one paragraph": "题目一则\n" + BODY.replace("\n", ""),
    "dateline and byline": f"题目一则\n本报讯(记者 方文) {BODY}\n(方文)",
    "padded names": "题目一则\n" + BODY.replace("刘静", "刘 静").replace("丁一", "丁　一"),
    "doubled marks": "题目一则\n" + BODY.replace("。", "。。").replace(",", ",,"),
}

OTHER = {
    "other date": BODY.replace("6月18日", "6月19日"),
    "other chair": BODY.replace("周启明主持", "刘静主持"),
    "other ordinal": BODY.replace("三十一次", "三十二次"),
    "other body": BODY.replace("云岭省", "江南省"),
    "other document": BODY.replace("提案工作规则", "协商工作规则"),
    "same lead, other report": f"{LEAD}\n会议认为,提案工作是一项全局性工作。{THIRD}",
}


@pytest.mark.parametrize("name", SAME)
def test_same_text_from_another_site(name: str) -> None:
    assert article(SAME[name]).fingerprint == PLAIN.fingerprint


@pytest.mark.parametrize("name", OTHER)
def test_other_texts_differ(name: str) -> None:
    assert (
        article(f"云岭省政协召开主席会议\n2024-06-19 来源:云岭协商网\n{OTHER[name]}").fingerprint != PLAIN.fingerprint
    )


def test_page_and_text_file_agree() -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY.split("\n"))
    html = f"<title>主席会议_某网</title><h1>云岭省政协主席会议召开</h1><div>{paragraphs}</div>"
    made = article_of(page_record(html, "a.html", "a", html.encode(), Limits()))
    assert made.fingerprint == PLAIN.fingerprint
