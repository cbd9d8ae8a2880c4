"""From files of every kind to articles: text, fields, order. All texts are invented."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from graph.model.nodes import Article
from loaders.sources import Note, Rejected, read_inputs

BODY = (
    "6月18日,云岭省政协召开十二届三十一次主席会议。省政协主席周启明主持会议并讲话。\n"
    "会议传达学习了有关会议精神,审议通过《云岭省政协提案工作规则》。\n"
    "副主席刘静、马国强,秘书长丁一出席会议。"
)
WIDE = BODY.replace(",", "，")
TITLE = "云岭省政协召开主席会议"
PAGE = f"{TITLE}\n2024-06-19 10:00 来源:云岭协商网 作者:丁小山\n{BODY}\n[责任编辑:王芳]"


def articles(*paths: Path | str, stdin: bytes | None = None) -> list[Article]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return [a for a in read_inputs([*paths], stdin=stream) if isinstance(a, Article)]


def one(path: Path | str, stdin: bytes | None = None) -> Article:
    (article,) = articles(path, stdin=stdin)
    return article


def check(article: Article) -> None:
    assert article.title == TITLE
    assert article.text == f"{TITLE}\n{WIDE}"
    assert (article.published, article.source, article.author) == ("2024-06-19", "云岭协商网", "丁小山")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_file_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PAGE.encode(encoding))
    article = one(path)
    check(article)
    assert (article.slug, article.published_kind) == ("a", "stamp")


def test_big5_text_is_read_and_simplified(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = (
        "雲嶺省政協召開主席會議\n2024-06-19 來源:雲嶺協商網\n6月18日,"
        "雲嶺省政協召開主席會議,主席周啟明主持會議並講話。會議傳達學習有關會議精神。"
    )
    path.write_bytes(text.encode("big5"))
    article = one(path)
    assert article.title == "云岭省政协召开主席会议"
    assert article.text.endswith("主席周启明主持会议并讲话。会议传达学习有关会议精神。")
    assert article.source == "云岭协商网"


@pytest.mark.parametrize(
    ("declared", "actual"), [("utf-8", "gbk"), ("gb2312", "utf-8"), ("big5", "gbk"), ("gb2312", "gbk")]
)
def test_wrong_declarations_survive(tmp_path: Path, declared: str, actual: str) -> None:
    path = tmp_path / "a.html"
    body = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    head = f'<head><meta charset="{declared}"><title>{TITLE}_云岭协商网</title></head>'
    page = f"<html>{head}<body><h1>{TITLE}</h1><div>{body}</div></body></html>"
    path.write_bytes(page.encode(actual))
    assert one(path).text == f"{TITLE}\n{WIDE}"


def test_json_lines_table_and_their_fields(tmp_path: Path) -> None:
    record = {
        "id": "x7",
        "title": TITLE,
        "text": BODY,
        "published": "2024-06-19T08:00:00+08:00",
        "source": "云岭协商网",
        "author": "丁小山",
        "url": "http://a.cn/1",
        "other": 3,
    }
    lines = tmp_path / "a.jsonl"
    lines.write_text(json.dumps(record, ensure_ascii=False) + "\n\n" + json.dumps({"content": BODY}), encoding="utf-8")
    first, second = articles(lines)
    check(first)
    assert (first.slug, first.url, first.published_kind) == ("x7", "http://a.cn/1", "record")
    assert (second.slug, second.title, second.text) == ("a#3", None, WIDE)
    table = tmp_path / "b.csv"
    with table.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["标题", "正文", "发布时间", "来源", "作者"])
        writer.writerow([TITLE, BODY, "2024年6月19日", "云岭协商网", "丁小山"])
    row = one(table)
    check(row)
    assert row.slug == "b#4"  # the row ends on the fourth line of the file


def test_json_line_with_html(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    html = "".join(f"<p>　　{line}</p>" for line in BODY.split("\n"))
    path.write_text(
        json.dumps({"title": TITLE, "html": html, "date": "20240619"}, ensure_ascii=False), encoding="utf-8"
    )
    article = one(path)
    assert article.text == f"{TITLE}\n{WIDE}"
    assert article.published == "2024-06-19"


def test_zip_gzip_and_stdin_give_what_the_file_gives(tmp_path: Path) -> None:
    packed = tmp_path / "p.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("三月/会议.txt", PAGE.encode("gbk"))
        archive.writestr("readme.pdf", b"%PDF")
        archive.writestr("__MACOSX/._x.txt", b"\0\0")
    article = one(packed)
    check(article)
    assert article.slug == "会议"
    zipped = tmp_path / "a.txt.gz"
    zipped.write_bytes(gzip.compress(PAGE.encode()))
    check(one(zipped))
    assert one(zipped).slug == "a"
    check(one("-", PAGE.encode()))
    check(one("-", gzip.compress(PAGE.encode())))
    check(one("-", packed.read_bytes()))
    line = json.dumps({"title": TITLE, "text": BODY, "date": "2024-06-19", "source": "云岭协商网", "author": "丁小山"})
    check(one("-", line.encode()))


def test_transcript_with_headings_is_many_articles(tmp_path: Path) -> None:
    path = tmp_path / "20240619.md"
    path.write_text(
        "# 云岭新闻 2024-06-19\n\n### 省政协召开主席会议\n\n周启明主持会议。**会议强调,要做好提案工作。**\n\n### 市委召开常委会会议\n\n何文斌主持会议。[全文](http://a.cn/)",
        encoding="utf-8",
    )
    first, second = articles(path)
    assert (first.slug, first.title, first.published) == ("20240619#1", "省政协召开主席会议", "2024-06-19")
    assert second.slug == "20240619#2"
    assert second.text.startswith("市委召开常委会会议\n何文斌主持会议。")


def test_order_is_by_name_and_duplicates_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "z" / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "c.txt").write_text(PAGE.replace("三十一", "三十二"), encoding="utf-8")
    items = list(read_inputs([tmp_path]))
    assert [i.slug for i in items if isinstance(i, Article)] == ["a", "c"]
    (note,) = [i for i in items if isinstance(i, Note)]
    assert note.place.endswith("b.txt")
    assert items == list(read_inputs([str(tmp_path / "**" / "*.txt")]))


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    found = read_inputs([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(next(found), Article)
    (tmp_path / "b.txt").unlink()
    (rejected,) = list(found)
    assert isinstance(rejected, Rejected)


def test_ids_come_from_bytes(tmp_path: Path) -> None:
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text(PAGE, encoding="utf-8")
    b.write_text(PAGE + "\n", encoding="utf-8")
    first, second = articles(a, b)
    assert first.article_id != second.article_id
    assert first.fingerprint == second.fingerprint
