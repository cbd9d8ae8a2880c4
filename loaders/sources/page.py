"""HTML pages to main text: the block that holds the prose, its headline, what the page says about it.

Method: every line of visible text counts for the blocks round it if it reads like prose and is no link; from the root
the search goes down while one child holds nearly all of that. What hidden blocks, menus, lists of links and comments
print is left out. Nothing on a page is ever run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import lxml.etree
import lxml.html

from graph.errors import InputError
from loaders.lexicon import load_lexicon
from loaders.sources.results import Limits, Record
from loaders.text.fields import Fields, date_in, names_of
from loaders.text.fold import HAN

_DROP = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "nav", "footer", "aside"),
        *("iframe", "frame", "object", "embed", "applet", "svg", "canvas", "video", "audio", "map"),
        *("select", "option", "button", "textarea", "input"),
    )
)
_BLOCKS = frozenset(
    (
        *("html", "body", "article", "main", "section", "header", "footer", "aside", "nav", "menu", "form"),
        *("fieldset", "div", "p", "pre", "blockquote", "center", "address", "figure", "figcaption", "hr", "br"),
        *("details", "summary"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dir", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    )
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|(?:left|top|indent)\s*:\s*-\d{3,}", re.I
)
# Elements without end, or whose end old pages leave out: they do not count for depth.
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"),
        *("track", "p", "li", "td", "tr", "th", "dd", "dt", "option", "font"),
    )
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_STAFF = re.compile(r"编辑|作者|责编|记者|来源|^[（(].{2,30}[）)]$")
_NO_TEXT = ("HTML without visible text", "Save the page with its text, as the browser shows it")
_PARSED_DEPTH = 1_000
_LINE_BREAK = "\u2028"
_SHARE = 0.8
_MUCH = 0.15
_HEAD_LINES = 6


@dataclass(slots=True)
class _Line:
    """One line of visible text with the block it stands in."""

    text: str
    block: Any
    linked: int = 0
    tag: str = ""


@dataclass(slots=True)
class _Meta:
    """Meta tags by name (lower case), <title> and canonical address."""

    tags: dict[str, str] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""


def page_record(
    text: str, place: str, slug: str, identity: bytes, limits: Limits, fields: Fields | None = None
) -> Record:
    """Make a record of a decoded page.

    Args:
        text: The page.
        place: For messages.
        slug: Its name.
        identity: Bytes its id is made of.
        limits: Depth of elements.
        fields: What the container says already.

    Raises:
        InputError: Too deep, a frame set, or no visible text.
    """
    root = _parse(_shallow(text, place, limits), place)
    meta = _meta(root)
    fields = fields or Fields()
    lines = _visible(root)
    if not lines:
        frames = root.xpath("//frame[@src] | //iframe[@src]")
        if frames:
            shown = frames[0].get("src")
            raise InputError(place, f"a frame page without text of its own (it shows {shown})", "Save that page")
        raise InputError(place, *_NO_TEXT)
    first, last = _main(root, lines, _headline(meta, lines))
    title = fields.title or _title(root, meta, lines, first)
    raw = _raw(lines, first, last, title)
    fields.title, fields.known_titles = (" ".join(title.split()), [title]) if title else (None, [])
    _from_meta(meta, fields)
    return Record(place, slug, identity, raw, fields)


def _shallow(text: str, place: str, limits: Limits) -> str:
    """The page, without the tags that are nested deeper than the parser goes.

    Raises:
        InputError: Nested deeper than the limit.
    """
    depth = deepest = 0
    surplus: list[tuple[int, int]] = []
    for tag in _TAG.finditer(text):
        if tag[3] or tag[2].lower() in _VOID:
            continue
        depth += 0 if tag[1] else 1
        if depth > _PARSED_DEPTH:
            surplus.append(tag.span())
        depth -= 1 if tag[1] and depth else 0
        deepest = max(deepest, depth)
    if deepest > limits.html_depth:
        raise InputError(place, f"HTML nested {deepest} deep", f"At most {limits.html_depth} is read; leave it out")
    pieces, position = [], 0
    for start, end in surplus:
        pieces.append(text[position:start])
        position = end
    return "".join((*pieces, text[position:]))


def _parse(text: str, place: str) -> Any:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise InputError(place, *_NO_TEXT) from error


def _meta(root: Any) -> _Meta:
    meta = _Meta()
    for tag in root.iter("meta"):
        name = tag.get("name") or tag.get("property") or tag.get("itemprop") or ""
        if name and tag.get("content"):
            meta.tags.setdefault(name.strip().lower(), " ".join(tag.get("content").split()))
    titles = root.xpath("//head/title | //title")
    meta.title = " ".join(titles[0].text_content().split()) if titles else ""
    links = root.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']/@href")
    meta.canonical = str(links[0]) if links else ""
    return meta


# --- visible lines ----------------------------------------------------------------------------------------------------


@cache
def _block_classes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_lexicon("page_cues")
    start = r"(?:^|[\s_-])"
    return (
        re.compile(rf"{start}(?:{cues.alternation('block_class')})", re.I),
        re.compile(rf"(?:{cues.alternation('body_class')})", re.I),
    )


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _visible(root: Any) -> list[_Line]:
    """Visible lines in order, without recursion so that deep pages are read too."""
    for pre in root.iter("pre"):
        for element in pre.iter():
            element.text = (element.text or "").replace("\n", _LINE_BREAK)
            if element is not pre:
                element.tail = (element.tail or "").replace("\n", _LINE_BREAK)
    lines: list[_Line] = []
    parts: list[str] = []
    linked = 0
    block: Any = root
    links = 0
    dropped = _dropped(root)
    skip: Any = None

    def flush(tag: str = "") -> None:
        nonlocal linked
        for part in "".join(parts).split(_LINE_BREAK):
            text = re.sub(r"[ \t\r\n\f]+", " ", part).strip("\xa0\u3000 ")
            if text:
                lines.append(_Line(text, block, linked, tag))
        parts.clear()
        linked = 0

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            parts.append(text)
            if links:
                linked += len(text.strip())

    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skip is not None:
                continue
            if element in dropped:
                skip = element
                continue
            if tag in _BLOCKS:
                flush()
                block = element
            links += tag == "a"
            add(element.text)
        else:
            if skip is not None:
                if element is not skip:
                    continue
                skip = None
                if tag in _BLOCKS:
                    flush()
            else:
                links -= tag == "a"
                if tag in _BLOCKS:
                    flush(tag)
                    parent = element.getparent()
                    block = parent if parent is not None else root
            add(element.tail if element is not root else None)
    flush()
    return lines


def _dropped(root: Any) -> set[Any]:
    """Elements that are left out with all they hold; never one that holds most of the page's prose."""
    bad, good = _block_classes()
    total = len(root.text_content())
    found: set[Any] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag
        if tag in _DROP or _is_hidden(element):
            found.add(element)
        elif tag in _BLOCKS and tag not in ("body", "html", "article", "main"):
            names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
            if names and bad.search(names) and not good.search(names) and _prose(element) < 0.3 * max(1, total):
                found.add(element)
    return found


def _prose(element: Any) -> int:
    """Characters of an element that stand in text with a full stop."""
    text = element.text_content()
    return len(text.strip()) if text.count("。") >= 2 else 0


# --- the main block ---------------------------------------------------------------------------------------------------


def _weight(line: _Line) -> int:
    size = len(line.text)
    if line.linked > 0.4 * size:
        return 0
    marks = len(re.findall("[，。；、：,;:]", line.text))
    if re.search("版权所有|ICP备|技术支持|Copyright", line.text):
        return 0
    return size if marks >= 2 or (size >= 25 and marks) else 0


def _headline(meta: _Meta, lines: list[_Line]) -> int | None:
    """Index of the first line that prints what the title tags say; None if none does."""
    stated = _key(meta.title + " " + meta.tags.get("og:title", ""))
    for index, line in enumerate(lines):
        if len(_key(line.text)) >= 8 and not line.linked and _key(line.text) in stated:
            return index
    return None


def _main(root: Any, lines: list[_Line], headline: int | None) -> tuple[int, int]:
    """First and one past the last line of the block that holds the prose, nothing above the headline."""
    weights: dict[Any, int] = {}
    firsts: dict[Any, int] = {}
    for index, line in enumerate(lines):
        weight = _weight(line)
        element = line.block
        while element is not None:
            firsts.setdefault(element, index)
            if weight:
                weights[element] = weights.get(element, 0) + weight
            element = element.getparent()
    if root not in weights:
        return 0, len(lines)
    block = root
    while True:
        child = max((c for c in block if c in weights), key=lambda c: weights[c], default=None)
        if child is not None and weights[child] < _SHARE * weights[block]:
            child = _under_headline(block, weights, firsts, headline)
        if child is None:
            break
        block = child
    if block.tag in ("p", "br", "span", "font", "strong", "b") and block.getparent() is not None:
        block = block.getparent()
    inside = {id(e) for e in block.iter()}
    indexes = [i for i, line in enumerate(lines) if id(line.block) in inside]
    first, last = indexes[0], indexes[-1] + 1
    return (headline if headline is not None and first < headline < last else first), last


def _under_headline(block: Any, weights: dict[Any, int], firsts: dict[Any, int], headline: int | None) -> Any:
    """Of several blocks of unlike kinds with much prose, the one that holds the headline or comes next after it.

    None where they are alike, as paragraphs of one text are, or no headline tells.
    """
    heavy = [c for c in block if weights.get(c, 0) >= _MUCH * weights[block]]
    if headline is None or len({(c.tag, c.get("class")) for c in heavy}) < 2 or any(c.tag == "p" for c in heavy):
        return None
    after = [c for c in heavy if firsts[c] > headline]
    holding = [c for c in heavy if firsts[c] <= headline]
    if holding and _holds(holding[-1], firsts, headline):
        return holding[-1]
    return after[0] if after else None


def _holds(element: Any, firsts: dict[Any, int], headline: int) -> bool:
    """Whether the line of the headline stands in this element."""
    following = element.getnext()
    while following is not None and following not in firsts:
        following = following.getnext()
    return following is None or firsts[following] > headline


def _raw(lines: list[_Line], first: int, last: int, title: str | None) -> str:
    """Headline, the lines between it and the main block that tell of date and source, the main block and its byline."""
    out: list[str] = [title] if title else []
    key = _key(title or "")
    at = next((i for i in range(first) if key and _key(lines[i].text) == key), None)
    above = lines[at + 1 : first] if at is not None else lines[max(0, first - _HEAD_LINES) : first]
    for line in above:
        plain = not title and 8 <= len(_key(line.text)) <= 60
        if len(line.text) < 120 and line.linked < 0.5 * len(line.text) and (plain or _tells(line.text)):
            out.append(line.text)
    for line in lines[first:last]:
        if line.linked > 0.6 * len(line.text) and "。" not in line.text:
            continue
        if key and _key(line.text) == key:
            continue
        out.append(line.text)
    out += [line.text for line in lines[last : last + 4] if len(line.text) < 80 and _STAFF.search(line.text)]
    return "\n".join(out)


def _tells(text: str) -> bool:
    words = "来源|來源|作者|时间|時間|日期|记者|記者|编辑|編輯|發佈|发布"
    return re.search(words, text) is not None or date_in(text) is not None


def _key(text: str) -> str:
    return re.sub(rf"[^{HAN}A-Za-z0-9]", "", text)


# --- headline and meta tags -------------------------------------------------------------------------------------------


def _title(root: Any, meta: _Meta, lines: list[_Line], first: int) -> str | None:
    """A heading that agrees with the title tags, else the tag's title, else <title> without the site."""
    stated = meta.tags.get("articletitle") or meta.tags.get("og:title") or meta.tags.get("title") or ""
    heads = [line.text for line in lines if line.tag in ("h1", "h2", "h3") and 6 <= len(_key(line.text)) <= 80]
    whole = meta.title
    for head in heads:
        if _key(head) and (_key(head) in _key(whole) or _key(head) in _key(stated)):
            return head
    if stated:
        return _without_site(stated)
    ones = [line.text for line in lines[: first + 3] if line.tag == "h1" and len(_key(line.text)) >= 6]
    if ones:
        return ones[-1]
    cut = _without_site(whole) if whole else None
    near = [line.text for line in lines[: first + 2] if len(_key(line.text)) >= 6]
    if cut:
        for text in near:
            if _key(text) and (_key(text) == _key(cut) or (len(_key(text)) >= 10 and _key(text) in _key(whole))):
                return text
        if len(_key(cut)) >= 8:
            return cut
    return heads[0] if heads else None


_SITE = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|\s*-{2,}\s*|(?<=\S)-(?=[^-]{2,12}(?:网|政协|报|在线|频道)$)")


def _without_site(title: str) -> str:
    """A title without the name of site and column behind _ | - or —, as long as enough is left."""
    parts = [p for p in _SITE.split(title) if p]
    if not parts:
        return title
    longest = max(parts, key=len)
    return parts[0] if len(_key(parts[0])) >= 8 or parts[0] == longest else longest


_DATES = (
    *("pubdate", "publishdate", "publish_date", "article:published_time", "og:release_date", "og:pubdate"),
    *("datepublished", "date", "createdate", "publishedtime", "dc.date", "apub:time", "weibo:article:create_at"),
)
_SOURCES = ("contentsource", "source", "og:site_source", "article:source", "mediaid")
_AUTHORS = ("author", "article:author", "og:author")


def _from_meta(meta: _Meta, fields: Fields) -> None:
    tags = meta.tags
    fields.url = fields.url or tags.get("og:url") or meta.canonical or None
    for name in _DATES:
        if name in tags and (stamp := date_in(tags[name].replace("T", " "))):
            fields.meta_date = stamp[0]
            break
    fields.meta_source = next((tags[n] for n in _SOURCES if tags.get(n)), None)
    fields.meta_author = next((names for n in _AUTHORS if (names := names_of(tags.get(n, "")))), None)
