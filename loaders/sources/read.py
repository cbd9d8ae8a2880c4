"""Inputs as people name them to articles, in one fixed order, lazily."""

from __future__ import annotations

import codecs
import glob
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from graph.errors import InputError
from graph.model.nodes import Article
from loaders.sources.archive import gzip_stream, zip_members
from loaders.sources.article import article_of
from loaders.sources.encoding import decode
from loaders.sources.json_lines import json_records, too_large
from loaders.sources.page import page_record
from loaders.sources.plain import plain_records
from loaders.sources.results import Limits, Note, Record, Rejected
from loaders.sources.table import table_records

SUFFIXES = (".txt", ".html", ".htm", ".md", ".jsonl", ".ndjson", ".csv")
_PACKED = (".zip", ".gz")
_READABLE = "Use .txt .html .htm .md .jsonl .ndjson .csv, or .zip or .gz of those"
_NO_PERMISSION = ("no permission to read it", "Change its permissions, or leave it out")
Found = Record | InputError


def read_inputs(
    paths: Sequence[str | Path],
    *,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    started: Callable[[int, int], None] | None = None,
    placed: Callable[[str, Article], None] | None = None,
) -> Iterator[Article | Rejected | Note]:
    """Articles of files, folders, globs and archives.

    One at a time: memory does not grow with the number of articles, but for digests and the place of each, as the
    same bytes are given once, and the same text or address a second time is noted.

    Args:
        paths: Files, folders (read with all below), globs; `-` is stdin, whose format is sniffed.
        limits: How much is read; the defaults for None.
        stdin: What `-` reads.
        started: Called before each file with how many are done and how many there are.
        placed: Called before each article is given, with where it was found.

    Yields:
        Articles ordered by name and path; what was rejected, with reason and advice; and notes.
    """
    limits = limits or Limits()
    seen = _Seen()
    files = _files(paths)
    for number, (path, problem) in enumerate(files):
        if started is not None:
            started(number, len(files))
        if problem is not None:
            yield Rejected(problem.place, problem.reason, problem.advice)
            continue
        for item in _stdin(stdin, limits) if path == "-" else _file(Path(path), limits):
            yield from _given(item, seen, placed)


@dataclass(slots=True)
class _Seen:
    """What has been given: digests of articles; the place of each main text and of each address."""

    articles: set[int] = field(default_factory=set)
    texts: dict[int, str] = field(default_factory=dict)
    addresses: dict[int, str] = field(default_factory=dict)

    def note(self, article: Article, place: str) -> Iterator[Note]:
        """Remember an article, and say what of it was there before."""
        text = int(article.fingerprint, 16)
        address = hash(article.url) if article.url else None
        if text in self.texts:
            yield Note(place, f"the text of {self.texts[text]} again; it is kept and adds no support to a fact")
        elif address in self.addresses:
            yield Note(place, f"the address of {self.addresses[address]} with another text; both are kept")
        self.articles.add(int(article.article_id, 16))
        self.texts.setdefault(text, place)
        if address is not None:
            self.addresses.setdefault(address, place)


def _given(
    item: Found | Note, seen: _Seen, placed: Callable[[str, Article], None] | None
) -> Iterator[Article | Rejected | Note]:
    if isinstance(item, Note):
        yield item
        return
    if isinstance(item, InputError):
        yield Rejected(item.place, item.reason, item.advice)
        return
    try:
        article = article_of(item)
    except InputError as error:
        yield Rejected(error.place, error.reason, error.advice)
        return
    if int(article.article_id, 16) in seen.articles:
        first = seen.texts.get(int(article.fingerprint, 16), "an earlier input")
        yield Note(item.place, f"the same bytes as {first}; they are read once")
        return
    yield from seen.note(article, item.place)
    if article.published is None:
        yield Note(item.place, "no publication date; dates without a year stay unknown")
    if placed is not None:
        placed(item.place, article)
    yield article


# --- which files ------------------------------------------------------------------------------------------------------


def _files(paths: Sequence[str | Path]) -> list[tuple[str, InputError | None]]:
    """All files named, each once, ordered by name without extension, then path; errors first."""
    files: dict[str, None] = {}
    problems: list[tuple[str, InputError | None]] = []
    closed: list[str] = []
    for given in map(str, paths):
        try:
            for path in _expand(given, closed):
                files[path] = None
        except InputError as error:
            problems.append((given, error))
    problems += [(folder, InputError(folder, *_NO_PERMISSION)) for folder in closed]
    ordered = sorted(files, key=lambda p: (p != "-", slug_of(p), p))
    return problems + [(path, None) for path in ordered]


def _expand(given: str, closed: list[str]) -> list[str]:
    """The files that one argument names; folders that cannot be listed are added to `closed`."""
    path = Path(given)
    if given == "-":
        return ["-"]
    if path.is_dir():
        found = [p for p in _walk(path, closed) if p.lower().endswith(SUFFIXES + _PACKED)]
        if not found and not closed:
            raise InputError(given, "a folder without readable files", _READABLE)
        return found
    if path.exists():
        return [given]
    found = [p for p in glob.glob(given, recursive=True) if Path(p).is_file()]
    if not found:
        raise InputError(given, "no such file or folder, and no file fits it as a pattern", "Check the path")
    return found


def _walk(folder: Path, closed: list[str]) -> Iterator[str]:
    for here, folders, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not f.endswith(("_files", ".files")))
        yield from (str(Path(here, name)) for name in names if not name.startswith("."))


def slug_of(path: str) -> str:
    """File name without extension (and without that of a .gz)."""
    name = Path(path).name
    if name.lower().endswith(".gz"):
        name = name[:-3]
    return Path(name).stem or name


# --- one file ---------------------------------------------------------------------------------------------------------


def _file(path: Path, limits: Limits) -> Iterator[Found | Note]:
    place = str(path)
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            yield from _stream(stream, place, path.name, slug_of(place), limits)
            after = os.fstat(stream.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            yield InputError(place, "it changed while it was read", "Load it again when nothing writes to it")
    except PermissionError:
        yield InputError(place, *_NO_PERMISSION)
    except OSError as error:
        yield InputError(place, f"it cannot be read ({error.strerror})", "Check the file and the disk")


def _stdin(stream: BinaryIO | None, limits: Limits) -> Iterator[Found | Note]:
    if stream is None:
        yield InputError("-", "there is no standard input here", "Name files instead")
        return
    buffered = io.BufferedReader(_Raw(stream), buffer_size=1 << 16)
    head = buffered.peek(4096)
    yield from _stream(buffered, "-", "stdin" + sniff(head), "stdin", limits)


class _Raw(io.RawIOBase):
    """A stream of bytes that may not be seekable, for a buffer that can peek."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def sniff(head: bytes) -> str:
    """The extension that fits the first bytes of a stream without name."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            head = head[2 : len(head) & ~1].decode(encoding, "replace").encode("utf-8", "replace")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"PK\x03\x04"):
        return ".zip"
    if head.startswith(b"\x1f\x8b"):
        return ".gz"
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<div", b"<meta")):
        return ".html"
    first = head.split(b"\n", 1)[0].lower()
    if b"," in first and any(name.encode() in first for name in ("text", "content", "html", "正文", "内容")):
        return ".csv"
    return ".txt"


def _stream(stream: BinaryIO, place: str, name: str, slug: str, limits: Limits) -> Iterator[Found | Note]:
    """Records of one stream by the extension of its name."""
    lower = name.lower()
    if lower.endswith(".zip"):
        yield from _safely(_members(stream, place, limits), place)
    elif lower.endswith(".gz"):
        inner_name = name[:-3]
        unpacked = gzip_stream(stream, place, limits)
        if not inner_name.lower().endswith(SUFFIXES + _PACKED):
            inner_name += sniff(unpacked.peek(4096)) if inner_name else ".txt"
        yield from _safely(_stream(unpacked, place, inner_name, slug, limits), place)
    elif lower.endswith((".jsonl", ".ndjson")):
        yield from _safely(json_records(stream, place, slug, limits), place)
    elif lower.endswith(".csv"):
        yield from _safely(table_records(stream, place, slug, limits), place)
    elif lower.endswith(SUFFIXES):
        yield from _safely(_whole(stream, place, lower, slug, limits), place)
    else:
        yield InputError(place, f"no readable kind of file ({Path(name).suffix or 'no extension'})", _READABLE)


def _members(stream: BinaryIO, place: str, limits: Limits) -> Iterator[Found | Note]:
    for member in zip_members(stream, place, limits):
        if isinstance(member, InputError):
            yield member
        else:
            with member.stream as inner:
                found = _stream(inner, member.place, member.name, slug_of(member.name), limits)
                yield from _safely(found, member.place)


def _whole(stream: BinaryIO, place: str, name: str, slug: str, limits: Limits) -> Iterator[Found | Note]:
    data = stream.read(limits.article_bytes + 1)
    if len(data) > limits.article_bytes:
        raise too_large(place, limits)
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise InputError(place, "the file is empty", "Leave it out, or fetch the page again")
    decoded = decode(data, place)
    if decoded.lost:
        yield Note(place, f"{decoded.lost} characters could not be decoded as {decoded.encoding}; they read □")
    elif decoded.encoding == "mixed":
        yield Note(place, "lines in UTF-8 and lines in GB18030; each was decoded on its own")
    if not decoded.text.strip():
        raise InputError(place, "the file is empty", "Leave it out, or fetch the page again")
    if name.endswith((".html", ".htm")) or sniff(data[:4096]) == ".html":
        yield page_record(decoded.text, place, slug, data, limits)
    else:
        yield from plain_records(decoded.text, place, slug, data, markdown=name.endswith(".md"))


def _safely(found: Iterator[Found | Note], place: str) -> Iterator[Found | Note]:
    """Pass on what is found; an error of the whole stream ends it with that error."""
    try:
        yield from found
    except InputError as error:
        yield error
    except EOFError:
        yield InputError(place, "packed data that end too early", "Fetch the archive again")
