"""A record of any container to an Article: repairs, fields, fingerprint, id."""

from __future__ import annotations

from dataclasses import replace

from graph.errors import InputError
from graph.model.ids import article_id
from graph.model.nodes import Article
from loaders.sources.results import Record
from loaders.text.fields import Fields
from loaders.text.fingerprint import fingerprint
from loaders.text.repair import repaired
from loaders.text.trim import title_key


def article_of(record: Record) -> Article:
    """Repair the text of a record and make its Article.

    Raises:
        InputError: Nothing is left of its text.
    """
    fields = record.fields
    traced = repaired(record.raw, fields)
    body = traced.text
    title = fields.title
    if title:
        title, _, body = body.partition("\n")
    if not body.strip():
        raise InputError(record.place, "no text of an article in it", "Check the file, or leave it out")
    return Article(
        article_id=article_id(record.identity),
        slug=record.slug,
        title=title,
        url=fields.url,
        source=fields.source,
        author=fields.author,
        published=fields.published,
        published_kind=fields.published_kind,
        text=traced.text,
        raw=record.raw,
        offsets=traced.offsets_json(),
        repairs=traced.repairs_json(),
        fingerprint=fingerprint(body),
    )


def reread(article: Article) -> Article:
    """The article as the present repairs make it from its raw text; id, slug and what the page said of it stay."""
    fields = Fields(title=article.title, known_titles=_title_lines(article))
    traced = repaired(article.raw, fields)
    body = traced.text.partition("\n")[2] if article.title else traced.text
    return replace(
        article,
        title=traced.text.partition("\n")[0] if article.title else None,
        text=traced.text,
        offsets=traced.offsets_json(),
        repairs=traced.repairs_json(),
        fingerprint=fingerprint(body),
    )


def _title_lines(article: Article) -> list[str]:
    """The lines of the raw text that make up the title."""
    wanted = title_key(article.title or "")
    lines = [line.strip() for line in article.raw.split("\n") if line.strip()]
    for first in range(len(lines) if wanted else 0):
        for count in (1, 2, 3):
            if title_key("".join(lines[first : first + count])) == wanted:
                return lines[first : first + count]
    return []
