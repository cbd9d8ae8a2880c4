"""Text and Markdown files: one article, or many under `###` headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.sources.results import Record
from loaders.text.fields import Fields, date_in

_SECTION = re.compile(r"^#{3}[ \t]+\S.*$", re.MULTILINE)
_MARKDOWN = re.compile(r"^(?:#{1,6}[ \t]+|>[ \t]?)|\*\*|^[-*_]{3,}$|!\[[^\]]*\]\([^)]*\)", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\((?:https?:|/)[^)]*\)")


def plain_records(text: str, place: str, slug: str, data: bytes, *, markdown: bool) -> Iterator[Record]:
    """Records of a text file.

    Args:
        text: Decoded.
        place: For messages.
        slug: File name without extension.
        data: The file's bytes, which make the id of a single article.
        markdown: Take out marks of Markdown.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    headings = list(_SECTION.finditer(text))
    if len(headings) < 2:
        yield Record(place, slug, data, _unmarked(text) if markdown else text)
        return
    top = date_in(text[: headings[0].start()])
    for number, (heading, following) in enumerate(zip(headings, [*headings[1:], None], strict=True), start=1):
        section = text[heading.start() : following.start() if following else len(text)]
        title = heading[0].lstrip("#").strip()
        raw = title + section[len(heading[0]) :]
        fields = Fields(known_titles=[title], title=title)
        if top:
            fields.date(top[0], "stamp")
        raw = _unmarked(raw) if markdown else raw
        yield Record(f"{place}#{number}", f"{slug}#{number}", section.encode(), raw, fields)


def _unmarked(text: str) -> str:
    return _LINK.sub(r"\1", _MARKDOWN.sub("", text))
