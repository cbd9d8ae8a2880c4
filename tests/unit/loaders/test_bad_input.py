"""Inputs that cannot be read: one message each with place, reason and advice; the rest goes on."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from graph.model.nodes import Article
from loaders.sources import Limits, Note, Rejected, read_inputs

GOOD = (
    "云岭省政协召开主席会议\n2024-06-19\n6月18日,云岭省政协召开主席会议,主席周启明主持会议,副主席刘静、马国强出席会议。"
)


def rejected(path: Path | str, limits: Limits | None = None) -> Rejected:
    found = [i for i in read_inputs([path], limits=limits) if isinstance(i, Rejected)]
    assert len(found) == 1
    assert found[0].place.startswith(str(path))
    assert found[0].advice
    return found[0]


BAD_FILES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b"\xef\xbb\xbf \n\n", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "image"),
    "paper.html": (b"%PDF-1.4 \xe2\xe3", "PDF"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "noise.txt": (bytes((i * 7919 + (i >> 3) * 31) % 128 + 128 for i in range(4000)), "encoding"),
    "frames.html": (b'<html><frameset><frame src="main.htm"></frameset></html>', "main.htm"),
    "notext.html": (b"<html><body><script>var x=1</script><img src=a.png></body></html>", "without visible text"),
    "nothing.html": (b"<!-- -->", "without visible text"),
    "broken.jsonl": (b'{"title": "a", "text": ', "broken JSON"),
    "list.jsonl": (b"[1, 2]", "no object"),
    "notext.jsonl": ('{"title": "标题"}'.encode(), "without text"),
    "headless.csv": ("云岭省政协召开主席会议,2024-06-19\n".encode(), "no column of text"),
    "broken.zip": (b"PK\x03\x04" + b"x" * 200, "broken zip"),
    "broken.txt.gz": (b"\x1f\x8b\x08" + b"x" * 50, "damaged"),
    "deep.html": (b"<div>" * 6000 + "会议。".encode() + b"</div>" * 6000, "nested 6000 deep"),
    "report.docx": (b"PK", "kind of file"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_each_bad_file_is_rejected_by_name(tmp_path: Path, name: str) -> None:
    data, reason = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in rejected(path).reason


def test_the_rest_goes_on(tmp_path: Path) -> None:
    for name, (data, _) in BAD_FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    items = list(read_inputs([tmp_path]))
    assert [i.slug for i in items if isinstance(i, Article)] == ["good"]
    read = [n for n in BAD_FILES if n != "report.docx"]  # a folder is searched for readable kinds only
    assert sum(isinstance(i, Rejected) for i in items) == len(read)


def test_missing_and_folder_without_files(tmp_path: Path) -> None:
    assert "no such file" in rejected(tmp_path / "none.txt").reason
    assert "no such file" in rejected(str(tmp_path / "*.txt")).reason
    assert "without readable files" in rejected(tmp_path).reason


def test_bad_lines_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"id": "g", "text": GOOD})
    path.write_text(f'{good}\n{{"text": \n{{"title": "t"}}\n', encoding="utf-8")
    items = list(read_inputs([path]))
    assert [type(i) for i in items] == [Article, Rejected, Rejected]
    assert [i.place for i in items[1:]] == [f"{path}:2", f"{path}:3"]


def test_a_long_line_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(60):
            stream.write(b"x" * (1 << 20))
        stream.write(b'"}\n' + json.dumps({"id": "g", "text": GOOD}).encode())
    tracemalloc.start()
    items = list(read_inputs([path], limits=Limits(article_bytes=1 << 20)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(i) for i in items] == [Rejected, Article]
    assert isinstance(items[0], Rejected)
    assert "more than 1 MB" in items[0].reason
    assert peak < 12 << 20


def test_too_large_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 2000)
    assert "MB" in rejected(path, Limits(article_bytes=1000)).reason


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return path


def test_zip_members_that_must_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../evil.txt", GOOD)
        archive.writestr("bomb.txt", b"0" * (8 << 20))
        archive.writestr("inner.zip", b"PK")
        archive.writestr("z.txt", GOOD.replace("周启明", "何文斌"))
    items = list(read_inputs([path]))
    reasons = {i.place.rsplit("a.zip/")[1]: i.reason for i in items if isinstance(i, Rejected)}
    assert "out of the archive" in reasons["../evil.txt"]
    assert "times its size" in reasons["bomb.txt"]
    assert "inside an archive" in reasons["inner.zip"]
    assert [i.slug for i in items if isinstance(i, Article)] == ["z"]
    small = Limits(archive_bytes=1 << 20)
    assert "unpacks to more than 1 MB" in rejected(path, small).reason


def test_encrypted_and_lying_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zipped(path, a_dot_txt=GOOD.encode())
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    data[6] |= 1
    path.write_bytes(data)
    assert "encrypted" in rejected(path).reason
    wrong = zipped(tmp_path / "b.zip", a_dot_txt=GOOD.encode())
    data = bytearray(wrong.read_bytes())
    data[60] ^= 0xFF
    wrong.write_bytes(data)
    assert rejected(wrong).reason
    lying = zipped(tmp_path / "c.zip", a_dot_txt=b"x" * 3_000_000)
    data = bytearray(lying.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")
    lying.write_bytes(data)
    assert rejected(lying).reason


def test_gzip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packer = zlib.compressobj(9, wbits=31)
    path.write_bytes(b"".join(packer.compress(b" " * (1 << 20)) for _ in range(40)) + packer.flush())
    assert "unpacks to more than" in rejected(path).reason


def test_lines_in_two_encodings_are_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    first, second, third = GOOD.split("\n")
    path.write_bytes(first.encode() + b"\n" + second.encode() + b"\n" + third.encode("gbk"))
    items = list(read_inputs([path]))
    assert isinstance(items[0], Note)
    assert isinstance(items[1], Article)
    assert items[1].text.startswith("云岭省政协召开主席会议\n6月18日，云岭省政协")


def test_a_few_lost_bytes_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = bytearray(GOOD.encode())
    at = data.index("启".encode())
    data[at + 1] = 0xFF
    path.write_bytes(data)
    note, article = list(read_inputs([path]))
    assert isinstance(note, Note)
    assert isinstance(article, Article)
    assert "周□明主持" in article.text


def test_a_file_that_changes_while_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"id": str(n), "text": GOOD + str(n)}) for n in range(3)), encoding="utf-8")
    found = read_inputs([path])
    assert isinstance(next(found), Article)
    with path.open("ab") as stream:
        stream.write(b"\n{}")
    last = list(found)[-1]
    assert isinstance(last, Rejected)
    assert "changed" in last.reason


def test_no_date_is_a_note_and_impossible_dates_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": GOOD.split("\n")[2], "published": "2024-02-31"}), encoding="utf-8")
    note, article = list(read_inputs([path]))
    assert isinstance(note, Note)
    assert isinstance(article, Article)
    assert article.published is None


@pytest.mark.parametrize("text", ["?" * 60_000, "(" * 60_000, "2024年" * 20_000, "会议," * 30_000, "记者 " * 30_000])
def test_senseless_text_is_read_in_passing(tmp_path: Path, text: str) -> None:
    """Patterns that try every start against every end would hang here for minutes."""
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert list(read_inputs([path]))


def test_stdin_that_is_not_there() -> None:
    (item,) = list(read_inputs(["-"]))
    assert isinstance(item, Rejected)
    (item,) = list(read_inputs(["-"], stdin=io.BytesIO(b"")))
    assert isinstance(item, Rejected)
