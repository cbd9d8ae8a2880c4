"""From the lines of a page to title line and body: what stands round the article is read, then cut (D13, D14).

Texts here are folded to half width and in simplified characters; a line break ends a paragraph.
No paragraph that reads like prose is ever cut unless a site's notice or a caption.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import load_lexicon
from loaders.text.fields import Fields, closing_byline, day, names_of, read_meta_line, url_in
from loaders.text.fold import HAN
from loaders.text.script import simplify
from loaders.text.traced import Edit, Traced

_GLOSS = re.compile(r"[(（][^()（）\u3400-\u9fff]{1,7}[)）]")
_MENU_LENGTH = 300
_DATELINE_LENGTH = 120
_HEAD_LINES = 14
_TITLE_LENGTH = 70
_PROSE_LENGTH = 40
_CAPTION_LENGTH = 90


@dataclass(slots=True)
class Line:
    """One line of the text without blanks at its ends; `keep` turns False when it is cut."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line stands before it
    keep: bool = True
    kind: str = "D13"

    def cut(self, kind: str = "D13") -> None:
        """Take it out of the article."""
        self.keep, self.kind = False, kind


def trim(traced: Traced, fields: Fields) -> None:
    """Bring the text to title line and body; fill the fields that are still unknown."""
    _unglue(traced, fields)
    lines = _lines(traced.text)
    body = _head(lines, fields)
    _tail(lines[body:], fields)
    lines[body:] = _captions(lines[body:])
    for line in lines:
        if fields.url is None and not line.keep and re.match(r"原文链接|原文地址|网址|链接|本文网址|来源", line.text):
            fields.url = url_in(line.text)
    for line in lines[-3:]:
        if line.keep and (more := _READ_ON.search(line.text)):
            line.text = line.text[: more.start()]
            line.end = line.start + more.start()
    joined = _joined_title(lines, fields)
    traced.edit(_edits(traced.text, lines, joined))
    if fields.title is None and joined:
        fields.title = traced.text.partition("\n")[0]
    _bylines(traced, fields)
    fields.fall_back()
    if fields.published is None and (dateline := _DATED_LINE.search(traced.text[:400])):
        fields.date(day(dateline[1], dateline[2], dateline[3]), "dateline")


def _lines(text: str) -> list[Line]:
    lines, position, gap = [], 0, False
    for part in text.split("\n"):
        stripped = part.strip().rstrip("*")
        if stripped:
            start = position + part.index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped, gap))
        gap = not stripped
        position += len(part) + 1
    return lines


# --- the head -------------------------------------------------------------------------------------------------------


def _head(lines: list[Line], fields: Fields) -> int:
    """Read and cut what stands before the body; returns the index of the first line that is not head."""
    known = {title_key(t) for t in (fields.title, *fields.known_titles) if t}
    shown: set[str] = set()
    candidates: list[int] = []
    met = False
    index = 0
    for index, line in enumerate(lines[:_HEAD_LINES]):
        key = title_key(line.text)
        if key in known:
            if key in shown or (shown and key == title_key(fields.title or "")):
                line.cut()
            shown.add(key)
            continue
        if _is_prose(line.text):
            break
        if _is_menu(line.text):
            line.cut()
        elif read_meta_line(line.text, fields):
            line.cut()
            met = True
        elif candidates and _same_title(line.text, [lines[c].text for c in candidates]):
            line.cut()
        elif met and (candidates or fields.title):
            break
        else:
            candidates.append(index)
    else:
        index = min(len(lines), _HEAD_LINES)
    if fields.title is None:
        _choose_title(lines, candidates, fields, met=met)
    return index


def _choose_title(lines: list[Line], candidates: list[int], fields: Fields, *, met: bool) -> None:
    """The lines of one group that stand right before the date line, else the first line alone."""
    usable = [c for c in candidates if len(lines[c].text) <= _TITLE_LENGTH and not re.search(r"[。;]$", lines[c].text)]
    if not usable or len(lines) == 1:
        return
    group = [usable[0]]
    if met:
        group = [usable[-1]] if lines[usable[-1]].gap else group
        for c in usable[1:]:
            if c == group[-1] + 1 and not lines[c].gap and len(group) < 3:
                group.append(c)
            elif c not in group and lines[c].gap and len(title_key(lines[c].text)) >= 8:
                group = [c]
    for c in candidates:
        if c < group[0]:
            lines[c].cut()
    fields.known_titles = [lines[c].text for c in group]
    fields.title = " ".join(fields.known_titles)


def _joined_title(lines: list[Line], fields: Fields) -> list[Line]:
    """The kept lines at the top that make up the title."""
    wanted = [title_key(t) for t in fields.known_titles]
    kept = [line for line in lines if line.keep]
    if wanted and [title_key(line.text) for line in kept[: len(wanted)]] == wanted:
        return kept[: len(wanted)]
    return []


def title_key(text: str) -> str:
    """What two prints of a headline share: characters of one script, no marks, no glosses."""
    return re.sub(rf"[^{HAN}A-Za-z0-9]", "", simplify(unicodedata.normalize("NFKC", _GLOSS.sub("", text))))


def _same_title(text: str, titles: list[str]) -> bool:
    return title_key(text) in {title_key(t) for t in titles} | {title_key("".join(titles))}


_DATELINE = re.compile(r"本报|新华社|本刊|中新|人民政协网|央视网|[^\s]{2,6}讯|[^\s]{2,8}\d+月\d+日[电讯]")
_DATED_LINE = re.compile(r"(?:^|\n)[^\s。,\d]{2,20}\s?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日\s?(?:电|讯|消息)")
_CRUMB = re.compile(r"\s*(?:->|>>?|»|›|≫)\s*")


def _is_prose(text: str) -> bool:
    """Whether a line reads like a paragraph of an article."""
    if len(text) < 12:
        return bool(re.fullmatch(r"(各位|同志们|尊敬的)[^。]*:", text))
    if len(text) > 20 and _DATELINE.match(text):
        return True
    ends = text[-1] in "。:;”!?)"
    return "。" in text[:-1] or (ends and len(text) >= _PROSE_LENGTH and bool(re.search(r"[,。]", text)))


@cache
def _menu_words() -> frozenset[str]:
    cues = load_lexicon("page_cues")
    return frozenset(cues.forms("nav") + cues.forms("counter"))


def _is_menu(text: str) -> bool:
    """Whether a line is a menu, a breadcrumb or a counter."""
    if len(text) > _MENU_LENGTH:
        return False
    items = [i for i in re.split(r"[|丨/\s]+", text) if i]
    if re.search(r"[|/]", text) and len(items) >= 4 and max(map(len, items)) <= 6:
        return True
    if text.isdigit() or all(i.strip(":[]【】()") in _menu_words() for i in items):
        return True
    parts = _CRUMB.split(text)
    short = all(len(p) <= 16 and not re.search("[,。《]", p) for p in parts)
    return len(parts) > 1 and short and not re.search(r":\S{3,}", parts[-1])


_READ_ON = re.compile(r"\s*[\[【(](?:阅读|查看|点击查看)(?:全文|原文|更多)[\])】]\s*$")
_GLUED = re.compile(
    rf"(?P<title>[^。,;\n]{{8,45}}?)(?P<gap>[ ]+)(?P<name>[{HAN}]{{2,4}}?)?"
    r"(?P<body>(?:\d{1,2}月)?\d{1,2}日[上下晚,至在]|各位|同志们|本报讯|本网讯|讯\()"
)


def _unglue(traced: Traced, fields: Fields) -> None:
    """Split title, byline and body that stand in one line (D14)."""
    text = traced.text
    first = re.match(r"\s*", text)
    start = first.end() if first else 0
    match = _GLUED.match(text, start)
    line_end = text.find("\n", start)
    length = (line_end if line_end >= 0 else len(text)) - start
    if not match or length < _PROSE_LENGTH:
        return
    if fields.title and title_key(match["title"]) != title_key(fields.title):
        return
    name, body = match["name"], match["body"]
    if not name or body in ("各位", "同志们"):
        edits = [Edit(*match.span("gap"), "\n", "D14")]
        if name:
            edits.append(Edit(match.start("body"), match.start("body"), "\n", "D14"))
        traced.edit(edits)
    elif names_of(name):
        fields.author = fields.author or name
        traced.edit([Edit(match.start("gap"), match.start("body"), "\n", "D14")])


# --- the tail -------------------------------------------------------------------------------------------------------


@cache
def _tail_cue() -> re.Pattern[str]:
    cues = load_lexicon("page_cues")
    return re.compile(rf"[\[【(〔<·*■◆▲\s]*(?:{cues.alternation('tail')})")


@cache
def _line_cue() -> re.Pattern[str]:
    cues = load_lexicon("page_cues")
    words = "|".join(cues.alternation(s) for s in ("line", "staff_label", "editor_label", "source_label"))
    writers = cues.alternation("author_label")
    return re.compile(rf"[\[【(〔<\s]*(?:(?:{words})\s*(?:[:/\])】]|$|\s)|(?:{writers})\s*[:/][^,。?!“]{{2,40}}$)")


@cache
def _disclaimer() -> re.Pattern[str]:
    return re.compile(load_lexicon("page_cues").alternation("disclaimer"))


_FILE = re.compile(r"\S{1,40}\.(?:jpe?g|png|gif|bmp|docx?|pdf|xlsx?)|https?://\S+", re.IGNORECASE)
_PAGES = re.compile(r"(?:共\s?\d+\s?页|第\s?\d+\s?页|[首尾末]页|[上下]一?页|[\d\s/|>])+")


def is_notice(text: str) -> bool:
    """Whether a paragraph is a notice of the site: two words of copyright and the like."""
    return len({m[0] for m in _disclaimer().finditer(text)}) >= 2


def _tail(lines: list[Line], fields: Fields) -> None:
    """Cut what follows the body, and lines of staff and links within it."""
    prose = [len(line.text) if _is_prose(line.text) and not is_notice(line.text) else 0 for line in lines]
    before, after = 0, sum(prose)
    for index, line in enumerate(lines):
        before, after = before + prose[index], after - prose[index]
        if index == 0 and prose[0]:
            continue
        if _tail_cue().match(line.text) and not (_is_prose(line.text) and not is_notice(line.text)):
            if after > before - prose[index]:  # a link or sub-headline between paragraphs
                line.cut()
                continue
            for later in lines[index:]:
                if not _is_prose(later.text) or is_notice(later.text) or len(later.text) < _PROSE_LENGTH:
                    _read_staff(later.text, fields)
                    later.cut()
            return
        if _PAGES.fullmatch(line.text) or _FILE.fullmatch(line.text) or (index and _is_menu(line.text)):
            line.cut()
        elif _line_cue().match(line.text) and len(line.text) < 80 and "。" not in line.text[:-1]:
            _read_staff(line.text, fields)
            line.cut()
        elif is_notice(line.text) and index > len(lines) // 2 and "本网" in line.text:
            line.cut()


def _read_staff(text: str, fields: Fields) -> None:
    found = Fields()
    read_meta_line(text.strip("[]【】()〔〕"), found)
    fields.author = fields.author or found.author
    fields.office = fields.office or found.office
    fields.editor = fields.editor or found.editor
    fields.source = fields.source or found.source
    fields.url = fields.url or found.url
    if found.published is not None and fields.published is None and re.search("时间|日期", text):
        fields.date(found.published, "stamp")


@cache
def _caption() -> re.Pattern[str]:
    words = load_lexicon("page_cues").alternation("caption")
    return re.compile(rf"[(\s]*(?:{words})|图[一二三四五六七八九十①-⑳\d]*\s?:|\(?图片来源")


_PHOTOGRAPHER = re.compile(rf"(?:[\s。(/][{HAN}·\s]{{2,14}}(?:摄|供图)|[\s/]摄影?|资料图片?|\(资料照片\))\)?。?$")


_GLUED_CAPTION = re.compile(
    rf"(?:[上下左右]?图为|[^。,\n]{{2,20}}现场)[^\n]{{0,80}}?[\s。?!/●]+[{HAN}·]{{2,6}}\s?摄[\s)]*"
)
_CAPTION_REST = 30


def _captions(lines: list[Line]) -> list[Line]:
    """Cut captions: 图为…, a short line that ends in its photographer or 现场, and such a start of a paragraph."""
    found = []
    for line in lines:
        glued = _GLUED_CAPTION.match(line.text)
        if line.keep and glued and len(line.text) - glued.end() >= _CAPTION_REST:
            end = line.start + glued.end()
            found.append(Line(line.start, end, glued[0], line.gap, keep=False, kind="D16"))
            line.start, line.text = end, line.text[glued.end() :]
        elif line.keep and _is_caption(line.text):
            line.cut("D16")
        found.append(line)
    return found


def _is_caption(text: str) -> bool:
    marked = _caption().match(text) and len(text) <= _CAPTION_LENGTH * 2
    signed = len(text) <= _CAPTION_LENGTH and _PHOTOGRAPHER.search(text)
    within = re.search(r"。[上下左右]?图[为:]", text) and text.count("。") <= 2
    scene = len(text) <= 40 and re.search(r"现场。?$", text) and not re.search("[,:;]", text)
    return bool(marked or signed or within or scene)


# --- putting it together ----------------------------------------------------------------------------------------------


def _edits(text: str, lines: list[Line], title: list[Line]) -> list[Edit]:
    """Edits that leave the kept lines, one a line, the lines of the title joined by a blank."""
    edits: list[Edit] = []
    position = 0
    previous: Line | None = None
    pending: list[Line] = []
    for line in lines:
        if not line.keep:
            pending.append(line)
            continue
        between = "" if previous is None else " " if previous in title and line in title else "\n"
        edits.extend(_cuts(pending, position, line.start, between))
        position, previous, pending = line.end, line, []
    edits.extend(_cuts(pending, position, len(text), ""))
    return edits


def _cuts(cut: list[Line], start: int, end: int, between: str) -> list[Edit]:
    """Edits that replace [start, end), which holds these cut lines only, by `between`; the lines are recorded."""
    edits = [Edit(line.start, line.end, "", line.kind) for line in cut]
    pieces = []
    for edit in edits:
        if start < edit.start:
            pieces.append(Edit(start, edit.start))
        pieces.append(edit)
        start = edit.end
    if start < end or between:
        pieces.append(Edit(start, end, between))
    elif not pieces:
        return []
    return pieces


_REPORTERS = re.compile(
    rf"[电讯\s,。]\s*\(([^()，。]{{0,16}}(?:记者|通讯员)[^()]{{2,40}})\)|[电讯]\s*\(((?:[{HAN}]{{2,4}}[\s、]?){{1,6}})\)"
    rf"|(?:记者|通讯员)\s?((?:[{HAN}]{{2,4}}[\s、]){{0,5}}[{HAN}]{{2,4}}?)\s?报道"
)


def _bylines(traced: Traced, fields: Fields) -> None:
    """Cut the closing bracket of writers; read the writers named in the first line of the report."""
    text = traced.text
    lines = _lines(text)
    edits = []
    closing = None
    for line in lines[-3:][::-1]:
        found = closing_byline(line.text)
        if found is None:
            if _is_prose(line.text):
                break
            continue
        closing = closing or found[1]
        start = line.start + found[0]
        edits.append(Edit(start - 1 if found[0] == 0 and start else start, line.end, "", "D13"))
        break
    top = "\n".join(line.text[:_DATELINE_LENGTH] for line in lines[:4])
    reporters = _REPORTERS.search(top)
    fields.author = fields.author or closing or (names_of(reporters[reporters.lastindex or 1]) if reporters else None)
    traced.edit(edits)
