"""CSV files: one record a row, columns named in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from graph.errors import InputError
from graph.model.ids import canonical_json
from loaders.sources.encoding import decode
from loaders.sources.mapping import NAMES, mapping_record
from loaders.sources.results import Limits, Record

_SAMPLE = 1 << 16


def table_records(stream: BinaryIO, place: str, slug: str, limits: Limits) -> Iterator[Record | InputError]:
    """Records of a CSV file with , ; or tab between columns; bad rows are given as the errors they make.

    Raises:
        InputError: No header that names a column of text, or an encoding that changes midway.
    """
    head = stream.read(_SAMPLE)
    if not head.strip():
        raise InputError(place, "the file is empty", "Leave it out")
    whole_lines = head[: head.rfind(b"\n") + 1] or head
    encoding = decode(whole_lines, place).encoding
    if encoding == "mixed":
        raise InputError(place, "a table in two encodings", "Save it as UTF-8")
    whole = io.BufferedReader(_Joined(head, stream))
    text = io.TextIOWrapper(whole, encoding=_with_bom(encoding, head), newline="")
    csv.field_size_limit(limits.article_bytes)
    first = decode(whole_lines, place).text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(_bounded(text, limits.article_bytes), delimiter=delimiter)
    try:
        header = [column.strip().lower() for column in next(reader)]
        if not set(header) & {*NAMES["text"], *NAMES["html"]}:
            raise InputError(
                place, "a CSV file whose first row names no column of text", f"Name one of: {', '.join(NAMES['text'])}"
            )
        while True:
            row = _row(reader, f"{place}:{reader.line_num + 1}", limits)
            if row is None:
                return
            if isinstance(row, InputError):
                yield row
                return
            if not any(cell.strip() for cell in row):
                continue
            here = f"{place}:{reader.line_num}"
            values = dict(zip(header, row, strict=False))
            try:
                yield mapping_record(values, here, f"{slug}#{reader.line_num}", canonical_json(values).encode(), limits)
            except InputError as error:
                yield error
    except UnicodeDecodeError as error:
        raise InputError(place, f"not {encoding} throughout (row {reader.line_num + 1})", "Save it as UTF-8") from error


def _row(reader: Iterator[list[str]], place: str, limits: Limits) -> list[str] | InputError | None:
    """The next row; None at the end; an error after which no row can be told from the inside of a cell."""
    try:
        return next(reader, None)
    except _LongLineError:
        pass
    except csv.Error as error:
        if "field limit" not in str(error):
            return InputError(place, f"broken table ({error})", "Save it with quotes round cells that hold line breaks")
    reason = f"more than {limits.article_bytes >> 20} MB for one article; the rows from here on were not read"
    return InputError(place, reason, "Take it out, or split the table")


class _LongLineError(Exception):
    """A line is longer than an article may be."""


def _bounded(text: io.TextIOWrapper, most: int) -> Iterator[str]:
    """Lines of at most `most` characters, so that a file without line ends costs no memory."""
    while line := text.readline(most + 1):
        if len(line) > most:
            raise _LongLineError
        yield line


def _with_bom(encoding: str, head: bytes) -> str:
    if encoding == "utf-8":
        return "utf-8-sig"
    if encoding.startswith("utf-16") and head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return encoding


class _Joined(io.RawIOBase):
    """The bytes read to sniff, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)]
        self._head = self._head[len(data) :]
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
