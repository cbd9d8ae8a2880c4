"""Zip and gzip: members as streams, checked before and while they are unpacked; no member is written to disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from graph.errors import InputError
from loaders.sources.results import Limits

_READABLE = (".txt", ".html", ".htm", ".md", ".jsonl", ".ndjson", ".csv", ".gz")
_NO_BOMB = "If it is no bomb, unpack it and load the file"
_IN_MEMORY = 16 << 20  # bytes of an archive from a pipe that are kept in memory, not in a temporary file
_SPARE = 1 << 20  # small members may be packed tighter than the ratio


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name, its place for messages, and its bytes."""

    name: str
    place: str
    stream: BinaryIO


def zip_members(stream: BinaryIO, place: str, limits: Limits) -> Iterator[Member | InputError]:
    """Readable members by name; one that must not be read is given as an error.

    Raises:
        InputError: The archive is broken, or unpacks to more than the limit.
    """
    try:
        with _seekable(stream, place, limits) as whole, zipfile.ZipFile(whole) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            members.sort(key=lambda m: (PurePosixPath(_name(m)).stem, _name(m)))
            if sum(m.file_size for m in members) > limits.archive_bytes:
                raise InputError(place, f"it unpacks to more than {limits.archive_bytes >> 20} MB", "Split the archive")
            readable = 0
            for member in members:
                found = _member(archive, member, place, limits)
                readable += found is not None
                if found is not None:
                    yield found
            if not readable:
                raise InputError(place, "an archive without readable files", "Put .txt .html .csv files in it")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError) as error:
        raise InputError(place, f"a broken zip archive ({error})", "Fetch or pack it again") from error


@contextlib.contextmanager
def _seekable(stream: BinaryIO, place: str, limits: Limits) -> Iterator[IO[bytes]]:
    """The stream itself, or what it gives in a temporary file: a zip archive is read from its end."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        while data := stream.read(1 << 20):
            if copy.tell() + len(data) > limits.archive_bytes:
                raise InputError(
                    place, f"more than {limits.archive_bytes >> 20} MB for one archive", "Split the archive"
                )
            copy.write(data)
        copy.seek(0)
        yield copy


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, limits: Limits
) -> Member | InputError | None:
    name = _name(member)
    here = f"{place}/{name}"
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or name[1:2] == ":":
        return InputError(here, "a member whose path leads out of the archive", "Pack it again without such paths")
    if parts.name.startswith(".") or "__MACOSX" in parts.parts or any(p.endswith("_files") for p in parts.parts[:-1]):
        return None
    if name.lower().endswith(".zip"):
        return InputError(here, "an archive inside an archive", "Unpack it and load what it holds")
    if not name.lower().endswith(_READABLE):
        return None
    if member.flag_bits & 1:
        return InputError(here, "it is encrypted", "Pack it again without a password")
    if member.file_size > limits.archive_ratio * max(1, member.compress_size) and member.file_size > _SPARE:
        return InputError(here, f"it unpacks to more than {limits.archive_ratio} times its size", _NO_BOMB)
    return Member(parts.name, here, _checked(archive.open(member), here, member.file_size))


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives packed on Chinese Windows carry it in GBK."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        data = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _checked(inner: IO[bytes] | gzip.GzipFile, place: str, most: int) -> io.BufferedReader:
    return io.BufferedReader(_Checked(inner, place, most), buffer_size=1 << 16)


class _Checked(io.RawIOBase):
    """Unpacked bytes; damage in them is an InputError, and so are more of them than expected."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, place: str, most: int) -> None:
        self._inner, self._place, self._most = inner, place, most
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise InputError(self._place, f"damaged packed data ({error})", "Fetch or pack it again") from error
        self._given += len(data)
        if self._given > self._most:
            raise InputError(self._place, f"it unpacks to more than {self._most >> 20} MB", _NO_BOMB)
        buffer[: len(data)] = data
        return len(data)


def gzip_stream(stream: BinaryIO, place: str, limits: Limits) -> io.BufferedReader:
    """The bytes of a gzip stream, up to the limits of an archive."""
    size = None
    if stream.seekable():
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
    most = limits.archive_bytes
    if size is not None:
        most = min(most, max(_SPARE, size * limits.archive_ratio))
    return _checked(gzip.GzipFile(fileobj=stream), place, most)
