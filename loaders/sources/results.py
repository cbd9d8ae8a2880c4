"""What reading gives besides articles, and the limits of what is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.text.fields import Fields

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before an input is rejected.

    Args:
        article_bytes: Bytes of one article, or of one line of a file of records.
        archive_bytes: Bytes of one archive when unpacked.
        archive_ratio: Unpacked to packed bytes of an archive member.
        html_depth: Elements inside each other.
    """

    article_bytes: int = 20 * MEGABYTE
    archive_bytes: int = 1024 * MEGABYTE
    archive_ratio: int = 200
    html_depth: int = 5_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was not read: where, why, what to do."""

    place: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on an input that was read, or left aside as a duplicate."""

    place: str
    text: str


@dataclass(slots=True)
class Record:
    """One article as a container gives it.

    Args:
        place: For messages: file, file:line, or archive/member.
        slug: Its own id or name.
        identity: The bytes its id is made of.
        raw: Visible text, a paragraph a line.
        fields: What the container says about it.
    """

    place: str
    slug: str
    identity: bytes
    raw: str
    fields: Fields = field(default_factory=Fields)
