"""JSON lines: one record a line, of bounded length."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from graph.errors import InputError
from loaders.sources.encoding import decode
from loaders.sources.mapping import mapping_record
from loaders.sources.results import Limits, Record

_ADVICE = 'One object a line is wanted: {"title": …, "text": …, "url": …, "published": …, "source": …, "id": …}'


def json_records(stream: BinaryIO, place: str, slug: str, limits: Limits) -> Iterator[Record | InputError]:
    """Records of a stream of JSON lines; a line that is none is given as the error it makes.

    Memory is bounded by the limit of one line.
    """
    for number, line in enumerate(bounded_lines(stream, limits.article_bytes), start=1):
        here = f"{place}:{number}"
        if line is None:
            yield too_large(here, limits)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                yield mapping_record(_object(line, here), here, f"{slug}#{number}", line.strip(), limits)
            except InputError as error:
                yield error


def bounded_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Lines of a stream; None for one longer than `most` bytes, which is skipped."""
    while line := stream.readline(most + 1):
        if len(line) > most and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def too_large(place: str, limits: Limits) -> InputError:
    """The error for more bytes than one article may have."""
    return InputError(place, f"more than {limits.article_bytes >> 20} MB for one article", "Split it, or leave it out")


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        value = json.loads(decode(line, place).text)
    except (ValueError, RecursionError) as error:
        raise InputError(place, f"broken JSON ({error})".replace("\n", " "), _ADVICE) from error
    if not isinstance(value, dict):
        raise InputError(place, "a JSON value that is no object", _ADVICE)
    return value
