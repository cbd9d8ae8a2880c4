"""What a name says, read with the same words and grammar as the articles: the only module here that uses loaders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from graph.model.nodes import Article
from graph.model.values import Predicate
from loaders.claims import Reading
from loaders.extract import extract
from loaders.linking.anchors import body_key, key_of
from loaders.rules.bodies import bodies
from loaders.rules.segment import segment
from loaders.rules.words import default_words
from loaders.text.script import simplify

# What makes a reader of news take the name for one.
_SENTENCES: Mapping[Predicate, str] = {"person": "{}出席会议。", "meeting": "{}召开。", "document": "会议学习《{}》。"}
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


def anchors_named(text: str, predicate: Predicate) -> list[tuple[str, str]]:
    """Id and block of every anchor an article would give that named it so.

    Args:
        text: 沈阳市政协第16届41次主席会议, 浙江省政协主席诸葛明远, a title.
        predicate: person, meeting or document.
    """
    sentence = _SENTENCES[predicate].format(clean(text))
    keys = [key_of(claim) for claim in extract(_article(sentence)).claims if claim.predicate == predicate]
    return list(dict.fromkeys((key.id, key.block) for key in keys))


def leading_body(text: str) -> str | None:
    """The longest beginning of a text that is the name of a body: 上海市政协 of 上海市政协张弛."""
    reading = _read(clean(text))
    ends = [mention.span.end for mention in reading.bodies if mention.span.start == 0]
    return reading.text[: max(ends)] if ends else None


def body_id_of(text: str) -> str | None:
    """The id of the body a name means by itself (政协福建省委员会, 福建省政协); None if its region is not said."""
    name = clean(text)
    reading = _read(name)
    for mention in reading.bodies:
        if (mention.span.start, mention.span.end) == (0, len(name)):
            key = body_key(mention.body, "")
            return key.id if key.strong else None
    return None


def _read(text: str) -> Reading:
    """A text with the bodies named in it."""
    reading = Reading(_article(text))
    words = default_words()
    segment(reading, words)
    bodies(reading, words)
    return reading


def _article(text: str) -> Article:
    return Article(article_id="", slug="", text=text, raw=text, offsets="[]", fingerprint="")
