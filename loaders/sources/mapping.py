"""A record with named fields (JSON object, CSV row) to a Record."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from graph.errors import InputError
from graph.model.dates import PartialDate
from loaders.sources.page import page_record
from loaders.sources.results import Limits, Record
from loaders.text.fields import Fields, date_in

# Names of fields as exports have them, first hit wins.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "slug", "编号"),
    "title": ("title", "headline", "标题", "题目"),
    "text": ("text", "content", "body", "正文", "内容"),
    "html": ("html", "raw_html"),
    "url": ("url", "link", "链接", "网址"),
    "published": (
        *("published", "date", "pubdate", "publish_date", "published_at", "time"),
        *("日期", "发布时间", "发布日期", "时间"),
    ),
    "source": ("source", "site", "来源"),
    "author": ("author", "byline", "作者", "记者"),
}


def mapping_record(values: Mapping[str, Any], place: str, slug: str, identity: bytes, limits: Limits) -> Record:
    """Make a record of named fields.

    Raises:
        InputError: It has neither text nor HTML.
    """
    lower = {str(k).strip().lower(): v for k, v in values.items()}
    found = {name: _first(lower, names) for name, names in NAMES.items()}
    slug = found["id"] or slug
    fields = Fields(title=found["title"], source=found["source"], author=found["author"], url=found["url"])
    fields.date(record_date(found["published"]), "record")
    text = found["text"]
    if found["html"] or (text and re.match(r"\s*<(?:!doctype|html|body|div|p|table)\b", text, re.IGNORECASE)):
        return page_record(found["html"] or text or "", place, slug, identity, limits, fields)
    if not text:
        wanted = ", ".join(NAMES["text"] + NAMES["html"])
        raise InputError(place, "a record without text", f"Give it in one of: {wanted}")
    if fields.title:
        fields.title = " ".join(fields.title.split())
        fields.known_titles = [fields.title]
        text = f"{fields.title}\n{text}"
    return Record(place, slug, identity, text.replace("\r\n", "\n").replace("\r", "\n"), fields)


def record_date(value: str | None) -> PartialDate | None:
    """The date of a field: ISO with or without time, Chinese, 20240320, seconds since 1970; None if it is none."""
    if not value:
        return None
    if re.fullmatch(r"\d{10}|\d{13}", value):
        moment = datetime.datetime.fromtimestamp(int(value[:10]), tz=datetime.timezone(datetime.timedelta(hours=8)))
        return PartialDate(moment.date().isoformat())
    if match := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", value):
        value = "-".join(match.groups())
    if stamp := date_in(value):
        return stamp[0]
    match = re.fullmatch(r"((?:19|20)\d\d)(?:[-/.年](\d{1,2})月?|年)?", value)
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        return None
    return PartialDate(f"{match[1]}-{int(match[2]):02d}" if match[2] else match[1])


def _first(values: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = values.get(name)
        if isinstance(value, list):
            value = " ".join(str(v) for v in value)
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value).strip()
    return None
