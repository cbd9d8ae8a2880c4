"""Invented inputs that cannot be read, or only with a remark, and what is said of each."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path


def meeting(number: int, *, chair: str = "周启明") -> str:
    """An invented article, different for each number."""
    return (
        f"云岭省政协召开第{number}次主席会议\n2024-06-19\n"
        f"6月18日，云岭省政协召开十二届{number}次主席会议，主席{chair}主持会议，副主席刘静、马国强出席会议。"
    )


# Place below the folder, and a part of the reason.
BROKEN = {
    "empty.txt": "the file is empty",
    "blank.txt": "the file is empty",
    "binary.txt": "binary data",
    "paper.html": "a PDF file",
    "picture.txt": "an image",
    "office.txt": "a zip container under another name",
    "noise.txt": "unknown encoding",
    "frames.html": "main.htm",
    "notext.html": "without visible text",
    "deep.html": "nested 6000 deep",
    "deep.jsonl:1": "broken JSON",
    "cut.jsonl:2": "broken JSON",
    "list.jsonl:1": "no object",
    "untold.jsonl:1": "a record without text",
    "headless.csv": "names no column of text",
    "broken.zip": "a broken zip archive",
    "damaged.zip/a.txt": "damaged packed data",
    "bomb.zip/bomb.txt": "more than 200 times its size",
    "escape.zip/../evil.txt": "leads out of the archive",
    "locked.zip/a.txt": "it is encrypted",
    "nested.zip/inner.zip": "an archive inside an archive",
    "void.zip": "an archive without readable files",
    "bomb.jsonl.gz": "unpacks to more than",
    "broken.txt.gz": "damaged packed data",
    "cut.txt.gz": "damaged packed data",
    "report.docx": "no readable kind of file",
    "bare": "a folder without readable files",
    "none.txt": "no such file",
    "none-*.txt": "no such file",
}
# What to do, where it is more than to check or fetch the file again.
ADVICE = {
    "paper.html": "pdftotext",
    "noise.txt": "iconv",
    "headless.csv": "正文",
    "untold.jsonl:1": "content",
    "locked.zip/a.txt": "without a password",
    "report.docx": ".jsonl",
}
# Place, what became of it, and a part of the remark.
NOTES = {
    "mixed.txt": ("loaded", "lines in UTF-8 and lines in GB18030"),
    "lossy.txt": ("loaded", "could not be decoded"),
    "undated.txt": ("loaded", "no publication date"),
    "impossible.jsonl:1": ("loaded", "no publication date"),
    "original2.txt": ("note", "the same bytes as"),
    "repost.html": ("loaded", "adds no support"),
    "rewritten.jsonl:1": ("loaded", "with another text; both are kept"),
}
GOOD = (
    *("good", "mixed", "lossy", "undated", "impossible", "original", "repost", "first", "rewritten"),
    *("cut#1", "inside", "within"),
)


def write_bad_inputs(folder: Path) -> None:
    """Write all inputs of BROKEN, NOTES and GOOD; those that are no file are left to the test."""
    folder.mkdir(parents=True)
    for name, data in _files().items():
        (folder / name).write_bytes(data)


def _files() -> dict[str, bytes]:
    first, second, third = meeting(31).split("\n")
    original = meeting(40)
    paragraphs = "".join(f"<p>{line}</p>" for line in original.split("\n")[2:])
    lossy = bytearray(meeting(32).encode())
    lossy[lossy.index("启".encode()) + 1] = 0xFF
    url = "http://news.example.cn/2024/0619/1.html"
    return {
        "good.txt": meeting(30).encode(),
        "empty.txt": b"",
        "blank.txt": b"\xef\xbb\xbf \n\n",
        "binary.txt": bytes(range(256)) * 40,
        "paper.html": b"%PDF-1.4 \xe2\xe3",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "office.txt": _zip({"word/document.xml": b"<w/>"}),
        "noise.txt": bytes((i * 7919 + (i >> 3) * 31) % 128 + 128 for i in range(4000)),
        "frames.html": b'<html><frameset><frame src="main.htm"></frameset></html>',
        "notext.html": b"<html><body><script>var x=1</script><img src=a.png></body></html>",
        "deep.html": b"<div>" * 6000 + "会议。".encode() + b"</div>" * 6000,
        "deep.jsonl": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
        "cut.jsonl": _record(text=meeting(33), published="2024-06-19") + b'{"title": "a", "text": ',
        "list.jsonl": b"[1, 2]\n",
        "untold.jsonl": _record(title="云岭省政协召开主席会议"),
        "headless.csv": "云岭省政协召开主席会议,2024-06-19\n".encode(),
        "broken.zip": b"PK\x03\x04" + b"x" * 200,
        "damaged.zip": _damaged(_zip({"a.txt": meeting(34).encode()})),
        "bomb.zip": _zip({"bomb.txt": b"0" * (8 << 20), "inside.txt": meeting(35).encode()}),
        "escape.zip": _zip({"../evil.txt": meeting(36).encode(), "within.txt": meeting(37).encode()}),
        "locked.zip": _encrypted(_zip({"a.txt": meeting(38).encode()})),
        "nested.zip": _zip({"inner.zip": b"PK"}),
        "void.zip": _zip({"readme.doc": b"x"}),
        "bomb.jsonl.gz": _gzip(b" " * (40 << 20)),
        "broken.txt.gz": b"\x1f\x8b\x08" + b"x" * 50,
        "cut.txt.gz": _gzip(meeting(39).encode())[:-30],
        "report.docx": b"PK",
        "mixed.txt": first.encode() + b"\n" + second.encode() + b"\n" + third.encode("gbk"),
        "lossy.txt": bytes(lossy),
        "undated.txt": meeting(41).replace("2024-06-19\n", "").encode(),
        "impossible.jsonl": _record(id="impossible", text=meeting(42).split("\n")[2], published="2024-02-31"),
        "original.txt": original.encode(),
        "original2.txt": original.encode(),
        "repost.html": (
            f"<html><title>主席会议_某网</title><h1>云岭省政协举行主席会议</h1><p>2024-06-21 来源：某网</p>"
            f"<div>{paragraphs}</div></html>"
        ).encode("gbk"),
        "first.jsonl": _record(id="first", text=meeting(43), url=url, published="2024-06-19"),
        "rewritten.jsonl": _record(id="rewritten", text=meeting(44), url=url, published="2024-06-19"),
    }


def _record(**fields: str) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _damaged(archive: bytes) -> bytes:
    data = bytearray(archive)
    data[60] ^= 0xFF
    return bytes(data)


def _encrypted(archive: bytes) -> bytes:
    """Marked as encrypted in both headers, which is all a reader without the password sees."""
    data = bytearray(archive)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _gzip(data: bytes) -> bytes:
    import gzip

    return gzip.compress(data, 9, mtime=0)
