"""Every container in every encoding gives the same article; the table is in docs/sources.md. The text is invented."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from graph.model.nodes import Article
from loaders.sources import read_inputs

TITLE, DAY = "云岭省政协召开主席会议", "2024-06-19"
BODY = "6月18日，云岭省政协召开十二届三十一次主席会议，主席周启明主持会议，副主席刘静、马国强出席会议。"
SIMPLE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "gb2312", "gbk", "gb18030")
CASES = [(kind, e) for kind in ("txt", "md", "html", "jsonl", "csv") for e in (*SIMPLE, "big5")]
# A line is found by its last byte, which is one of two in UTF-16.
CASES = [(kind, e) for kind, e in CASES if not (kind == "jsonl" and e.startswith("utf-16"))]


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-16-be-mark":
        return codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    if encoding == "big5":
        for simple, traditional in zip("云岭协会议启国强", "雲嶺協會議啟國強", strict=True):
            text = text.replace(simple, traditional)
        text = (
            text.replace("届", "屆")
            .replace("刘静", "劉靜")
            .replace("马", "馬")
            .replace("开", "開")
            .replace("书记", "書記")
        )
        text = text.replace("题", "題").replace("发", "發").replace("间", "間").replace("标", "標").replace("时", "時")
    return text.encode(encoding)


def written(kind: str) -> str:
    if kind == "html":
        return (
            '<html><head><meta charset="gb2312"><title>' + TITLE + "</title></head><body><h1>" + TITLE + "</h1>"
            f"<p>{DAY}</p><p>{BODY}</p></body></html>"
        )
    if kind == "jsonl":
        return json.dumps({"title": TITLE, "text": BODY, "published": DAY}, ensure_ascii=False) + "\n"
    if kind == "csv":
        return f"title,text,published\n{TITLE},{BODY},{DAY}\n"
    return f"{'# ' if kind == 'md' else ''}{TITLE}\n{DAY}\n{BODY}\n"


def read(item: Path | bytes) -> Article:
    found = read_inputs(["-"], stdin=io.BytesIO(item)) if isinstance(item, bytes) else read_inputs([item])
    (article,) = [i for i in found if isinstance(i, Article)]
    return article


@pytest.mark.parametrize("packed", ["", "zip", "gz", "stdin"])
@pytest.mark.parametrize(("kind", "encoding"), CASES)
def test_the_same_article(tmp_path: Path, kind: str, encoding: str, packed: str) -> None:
    data, path = encoded(written(kind), encoding), tmp_path / f"a.{kind}"
    if packed == "zip":
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"a.{kind}", data)
    elif packed == "gz":
        path = tmp_path / f"a.{kind}.gz"
        path.write_bytes(gzip.compress(data))
    else:
        path.write_bytes(data)
    article = read(data if packed == "stdin" else path)
    title = article.title or ""
    assert (title.removeprefix("# "), str(article.published)) == (TITLE, DAY)
    assert article.text.endswith(BODY)
