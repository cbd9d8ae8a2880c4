"""Main text and fields of messy pages. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.nodes import Article
from loaders.sources import read_inputs

TITLE = "临江市政协召开九届十二次主席会议"
PARAGRAPHS = (
    "6月18日，临江市政协召开九届十二次主席会议。市政协党组书记、主席何文斌主持会议。",
    "会议传达学习了有关会议精神，审议通过《临江市政协提案工作规则》，听取了提案办理情况的汇报。",
    "何文斌强调，要认真学习贯彻会议精神，扎实做好各项工作。",
    "副主席刘静、马国强，秘书长丁一出席会议。",
)
TEXT = "\n".join((TITLE, *PARAGRAPHS))
P = "".join(f"<p>　　{p}</p>" for p in PARAGRAPHS)
BR = "<br>\n<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{p}" for p in PARAGRAPHS)
NAV = "".join(
    f'<li><a href="/{i}/">{w}</a></li>'
    for i, w in enumerate(("首页", "要闻", "协商议政", "提案工作", "委员风采", "市县政协"))
)
RELATED = "".join(
    f'<li><a href="/{i}.html">{w}</a> <span>06-1{i}</span></li>'
    for i, w in enumerate(
        (
            "青山县政协主席钱芳调研果品产业，看望委员",
            "市政协机关开展主题党日活动",
            "云岭省政协召开双周协商座谈会，刘静主持",
        )
    )
)


def page(tmp_path: Path, html: str, name: str = "a.html") -> Article:
    path = tmp_path / name
    path.write_text(html, encoding="utf-8")
    (article,) = [a for a in read_inputs([path]) if isinstance(a, Article)]
    return article


TAG = f"<title>{TITLE}</title>"
H1 = f"<h1>{TITLE}</h1>"
STAMP = "2024-06-19 来源：临江日报 作者：丁小山"
INFO = f"<p>{STAMP}</p>"
HEAD = TAG + H1 + INFO
HIDDEN = (
    '<div style="display: none">澳门娱乐，客户端下载，注册送彩金，欢迎您的光临。皇冠体育，投注平台。</div>'
    '<p style="position:absolute;left:-9999px">隐藏文字，不应当出现在正文里。</p>'
)
COMMENTS = (
    "<div class=comment-list><p>网友甲：写得好，支持何主席的讲话，大家都应该学习。</p>"
    "<p>网友乙：建议多开这样的会，解决实际问题。</p></div>"
)
MENU_TABLE = "<table><tr><td><a href=1>首页</a></td><td><a href=2>要闻</a></td></tr></table>"
SIDE_TABLE = f"<table>{RELATED.replace('li>', 'td>')}</table>"
ARTICLE_TABLE = (
    f"<table><tr><td align=center><b>{TITLE}</b></td></tr><tr><td>发布日期：{STAMP} 【字体：大 中 小】</td></tr>"
    f"<tr><td><font size=3>{BR}</font></td></tr><tr><td>【打印】【关闭】</td></tr></table>"
)
TAIL = "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])

SUMMARIES = "".join(
    f"<div>{body}近日召开会议，传达学习有关精神，研究部署下一阶段工作，与会人员作了交流发言。会议要求抓好落实。</div>"
    for body in ("青山县政协", "南湖区政协", "柳河市政协", "清河县政协", "宜山县政协")
)

LAYOUTS = {
    "modern": f"<title>{TITLE}_临江政协网</title><div class=header><ul>{NAV}</ul></div>"
    f"<div class=crumb>当前位置：<a>首页</a> &gt; <a>要闻</a> &gt; 正文</div>{H1}"
    f'<div class=info>2024-06-19 09:00 来源：临江日报 作者：丁小山</div><div class="TRS_Editor">{P}</div>'
    f"<div class=related><h3>相关新闻</h3><ul>{RELATED}</ul></div>"
    "<div class=footer>版权所有：临江政协网　未经授权不得转载</div>",
    "tables": f"<title>临江政协网</title><table><tr><td>{MENU_TABLE}</td></tr><tr><td width=200>{SIDE_TABLE}</td>"
    f"<td>{ARTICLE_TABLE}</td></tr></table>",
    "hidden": f"<title>{TITLE}-临江政协网</title>{H1}{INFO}<div id=content>{P}{HIDDEN}</div>",
    "comments": f"{TAG}{H1}<span>{STAMP}</span><article>{P}</article>{COMMENTS}",
    "aside in the text": f"{HEAD}<div class=article><p>{PARAGRAPHS[0]}</p>"
    f"<div class=recommend><a href=1>推荐阅读：市政协开展调研，走访委员</a></div>{TAIL}<ul>{RELATED}</ul></div>",
    "captions": f"{HEAD}<div class=article><p><img src=1.jpg></p><p>图为会议现场，何文斌主持会议。丁小山 摄</p>{P}"
    "<p>会议现场 丁小山 摄</p></div>",
    "upper case and unclosed": f"<HTML><HEAD><TITLE>{TITLE}</TITLE><BODY><CENTER><H2>{TITLE}</H2>{STAMP}</CENTER><DIV>"
    + "".join(f"<P>　　{p}" for p in PARAGRAPHS)
    + "<HR>版权所有 临江政协网 技术支持：某公司",
    "inside a form": f"{TAG}<form action=x><div>{H1}{INFO}<div>{P}</div></div><input type=submit value=搜索></form>",
    "preformatted": f"{HEAD}<pre>" + "\n".join(f"　　{p}" for p in PARAGRAPHS) + "</pre>",
    "print version": f"<title>打印本页</title><div><h3>{TITLE}</h3>{INFO}<div>{P}</div><a>关闭窗口</a></div>",
    "spans": f"{HEAD}<div>"
    + "".join(f"<p><span><span>　　{p[:9]}</span></span><span>{p[9:]}</span></p>" for p in PARAGRAPHS)
    + "</div>",
    "frame beside": f"{TAG}<iframe src=top.htm></iframe>{H1}{INFO}<div>{P}</div>",
    "summaries beside": f"{TAG}<div><div class=left>{SUMMARIES}</div>"
    f"<div class=main>{H1}{INFO}<div>{P}</div></div></div>",
    "summaries below": f"{HEAD}<div class=text>{P}</div><div class=more>{SUMMARIES}</div>",
    "text in two blocks": f"{HEAD}<div class=c><p>{PARAGRAPHS[0]}</p></div><div class=c>{TAIL}</div>",
    "text in divs": f"{HEAD}<div>" + "".join(f"<div>　　{p}</div>" for p in PARAGRAPHS) + "</div>",
    "page number": f"{HEAD}<div>{P}<div class=pages>共1页</div></div>",
    "prose in the sidebar": f"{TAG}<div class=sidebar><p>政协简介：临江市政协现有委员三百名，下设八个专委会。"
    f"历届政协认真履职，积极建言，成果丰硕。</p></div>{H1}{INFO}<div>{P}</div>",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(tmp_path: Path, name: str) -> None:
    article = page(tmp_path, LAYOUTS[name])
    assert article.text == TEXT
    assert (article.title, article.published, article.source, article.author) == (
        TITLE,
        "2024-06-19",
        "临江日报",
        "丁小山",
    )


def test_meta_tags_fill_what_is_not_printed(tmp_path: Path) -> None:
    head = (
        f'<title>{TITLE}_临江政协网</title><meta name="PubDate" content="2024-06-19 09:02">'
        '<meta name=ContentSource content=临江日报><meta name=author content="丁小山"><meta property="og:url" content="http://a.cn/yw/1.html">'
    )
    article = page(tmp_path, f"<html><head>{head}</head><body><div>{P}</div></body></html>")
    assert article.text == TEXT
    assert (article.published, article.published_kind, article.source, article.author) == (
        "2024-06-19",
        "meta",
        "临江日报",
        "丁小山",
    )
    assert article.url == "http://a.cn/yw/1.html"


def test_printed_stamp_wins_over_tags_and_address(tmp_path: Path) -> None:
    html = (
        f'<title>{TITLE}</title><meta name="publishdate" content="2024-09-01"><link rel=canonical href="http://a.cn/2024/0901/1.html">'
        f"<h1>{TITLE}</h1><p>2024-06-19 来源：临江日报</p><div>{P}</div>"
    )
    article = page(tmp_path, html)
    assert (article.published, article.published_kind) == ("2024-06-19", "stamp")
    assert article.url == "http://a.cn/2024/0901/1.html"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.cn/2024-06/19/content_20931.htm", "2024-06-19"),
        ("http://a.cn/art/2024/6/19/art_1229_5561.html", "2024-06-19"),
        ("http://a.cn/zx/202406/t20240619_771.shtml", "2024-06-19"),
        ("http://a.cn/2024/0619/c10_8842.html", "2024-06-19"),
        ("http://a.cn/detail/202406/19/91027.html", "2024-06-19"),
        ("http://a.cn/20240619/1.html", "2024-06-19"),
        ("http://a.cn/news/show-1234.html", None),
        ("http://a.cn/202413/45/1.html", None),
    ],
)
def test_address_tells_the_day(tmp_path: Path, url: str, day: str | None) -> None:
    article = page(tmp_path, f'<title>{TITLE}</title><link rel="canonical" href="{url}"><h1>{TITLE}</h1><div>{P}</div>')
    assert article.published == day
    assert article.published_kind == ("url" if day else None)


@pytest.mark.parametrize("depth", [300, 4_000])
def test_deep_pages_are_read(tmp_path: Path, depth: int) -> None:
    article = page(
        tmp_path, f"<title>{TITLE}</title><h1>{TITLE}</h1><p>2024-06-19</p>" + "<div>" * depth + P + "</div>" * depth
    )
    assert article.text == TEXT


def test_raw_is_the_visible_text_before_repairs(tmp_path: Path) -> None:
    article = page(tmp_path, LAYOUTS["modern"].replace("何文斌主持", "何文斌,,主持"))
    assert "何文斌,,主持会议" in article.raw
    assert "2024-06-19 09:00 来源：临江日报" in article.raw
    assert "委员风采" not in article.raw


def test_traditional_gate(tmp_path: Path) -> None:
    html = (
        "<title>臨江市政協召開主席會議</title><h1>臨江市政協召開主席會議</h1>"
        "<div>發佈時間：2024-06-19 來源：臨江日報</div>"
        "<div><p>6月18日，臨江市政協召開主席會議，主席何文斌主持會議並講話。</p><p>會議審議通過了有關規則，聽取了匯報。</p></div>"
    )
    path = tmp_path / "a.html"
    path.write_bytes(html.encode("big5"))
    (article,) = [a for a in read_inputs([path]) if isinstance(a, Article)]
    title, first, second = article.text.split("\n")
    assert title == "临江市政协召开主席会议"
    assert (
        first + second
        == "6月18日，临江市政协召开主席会议，主席何文斌主持会议并讲话。会议审议通过了有关规则，听取了汇报。"
    )
    assert (article.published, article.source) == ("2024-06-19", "临江日报")
