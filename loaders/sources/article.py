"""A record of any container to an Article: repairs, fields, fingerprint, id."""

from __future__ import annotations

from graph.errors import InputError
from graph.model.ids import article_id
from graph.model.nodes import Article
from loaders.sources.results import Record
from loaders.text.fingerprint import fingerprint
from loaders.text.repair import repaired


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
