"""What a name says, read with the same words and grammar as the articles: the only module here that uses loaders."""

from __future__ import annotations

import re
import unicodedata

from graph.model.nodes import Article
from loaders.claims import Reading
from loaders.linking.anchors import body_key
from loaders.rules.bodies import bodies
from loaders.rules.meeting_names import name_core
from loaders.rules.segment import segment
from loaders.rules.words import default_words
from loaders.text.script import simplify

_OUTER = re.compile(r"^[《〈「『“\"](.*)[》〉」』”\"]$")
_MARKER = re.compile(r"[（(](?:试行|暂行|草案|征求意见稿|修订|修订稿|审议稿|送审稿|讨论稿|修正案|修正草案)[）)]$")
_INSIDE = str.maketrans({"《": "〈", "》": "〉", "(": "（", ")": "）", ",": "，", ":": "："})


def clean(text: str) -> str:
    """A name as the graph writes names: simplified characters, no blanks inside Chinese, outer marks off."""
    text = simplify(unicodedata.normalize("NFC", text).strip())
    text = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)
    while (outer := _OUTER.match(text)) and not re.search("》.*《", outer[1]):
        text = outer[1].strip()
    return text


def title_form(text: str) -> str:
    """A title with inner marks unified: 《X》 inside becomes 〈X〉, brackets become wide."""
    return clean(text).translate(_INSIDE)


def title_core(text: str) -> str:
    """A title without its marker of version: （试行） （草案）."""
    return _MARKER.sub("", title_form(text))


def meeting_core(text: str) -> str:
    """The part of a meeting's name that is compared."""
    return name_core(clean(text))


def body_id_of(text: str) -> str | None:
    """The id of the body a name means by itself (政协福建省委员会, 福建省政协); None if its region is not said."""
    name = clean(text)
    reading = Reading(Article(article_id="", slug="", text=name, raw=name, offsets="[]", fingerprint=""))
    words = default_words()
    segment(reading, words)
    bodies(reading, words)
    for mention in reading.bodies:
        if (mention.span.start, mention.span.end) == (0, len(name)):
            key = body_key(mention.body, "")
            return key.id if key.strong else None
    return None
