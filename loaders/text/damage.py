"""Damage inside sentences: glosses, byte slips, lost characters, doubled marks, injected words.

The numbers D1 … D18 are the kinds of docs/sources.md. Texts here are folded to half width (fold.py).
Source: the byte tables of GB 2312 and GBK; every pattern was read off real pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import ahocorasick_rs

from graph.model.nodes import Article
from loaders.lexicon import load_lexicon
from loaders.text.fold import HAN, LOST
from loaders.text.script import simplify
from loaders.text.traced import Edit, Run, Traced

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ"
_LATIN = f"a-z{_TONES}ɑɡ"
_TONED_GLOSS = re.compile(rf"(?<=[{HAN}])(?:\([{_LATIN}]{{1,6}}\s?\))+")
_PLAIN_GLOSS = re.compile(rf"(?<=[{HAN}])(?:\((?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aoeiuv]{{1,3}}(?:ng?|r)?\s?\))+")
_BROKEN_GLOSS = re.compile(
    rf"\?[{_LATIN}]{{1,6}}\s?\)[\u3040-\u30ff]?|(?<=[{HAN}])\([{_LATIN}]*[{_TONES}][{_LATIN}]*(?=[{HAN},。])"
)
_HAS_TONE = re.compile(f"[{_TONES}]")


def drop_glosses(traced: Traced) -> None:
    """Remove pinyin in brackets behind its character, doubled or not (D1); a broken one is a lost character."""
    text = traced.text
    if "(" not in text and ")" not in text:
        return
    glosses = list(_TONED_GLOSS.finditer(text))
    plain = len(_PLAIN_GLOSS.findall(text)) >= 3 or sum(bool(_HAS_TONE.search(m[0])) for m in glosses) >= 3
    edits = []
    for match in glosses:
        if _HAS_TONE.search(match[0]) or (plain and _PLAIN_GLOSS.fullmatch(text, *match.span())):
            edits.append(Edit(*match.span(), "", "D1"))
    taken = {e.start for e in edits}
    for match in _BROKEN_GLOSS.finditer(text):
        if match.start() not in taken:
            edits.append(Edit(*match.span(), LOST if match[0][0] == "?" else "", "D1"))
    traced.edit(sorted(edits))


# A slipped span: its first byte became ?, mostly its last one too; a comma or the like follows. At the start of a
# paragraph the first byte was that of a full-width blank and 。 stands for it.
_CLOSED = re.compile(r"\?([!;:,.?]?[^。?\n“”《》]{2,120})\?(?=[,。、;])|^。([^。?\n“”《》]{2,40})\?(?=[,。、;])", re.M)
_OPEN = re.compile(rf"\?([!->@-~]{{0,2}}[{HAN}][^,;\n“”《》]{{3,120}}\??)(?=[,;\n]|$)", re.M)
_MOJIBAKE_START = re.compile(rf"[!;:,.?A-Z\[\]^_][{HAN}]")
_ODD = re.compile(r"[\u3040-\u30ff\u3100-\u312f]")
_QUESTION = re.compile(r"吗|呢|么|谁|哪|几|何|怎|啥|吧|多少|[是能可]否|有无|没有|(要|会|是|能|好|行|对)不\1")


def find_slips(text: str) -> list[tuple[int, int]]:
    """Spans that were decoded one byte late (D4, D6), the marks ? at their ends included."""
    if "?" not in text:
        return []
    found = [m.span() for m in _CLOSED.finditer(text) if m[2] or _slipped(text, m)]
    closed = found[::-1]
    position = 0
    while match := _OPEN.search(text, position):
        position = match.start() + 1
        while closed and closed[-1][1] <= match.start():
            closed.pop()
        if not (closed and closed[-1][0] <= match.start()) and _mostly_rare(match[1]):
            found.append(match.span())
            position = match.end()
    return sorted(found)


def _slipped(text: str, match: re.Match[str]) -> bool:
    """Whether a run between two ? is no question: kana, many rare characters, or a mark where none can stand."""
    run = match[1]
    if _ODD.search(run):
        return True
    han = re.findall(f"[{HAN}]", run)
    rare = sum(map(_rare, han))
    if rare >= max(1, 0.15 * len(han)) and not (len(han) > 10 and rare < 3):
        return True
    before = text[max(0, match.start() - 30) : match.start()].rpartition("。")[2]
    return bool(_MOJIBAKE_START.match(run)) and not _QUESTION.search(before)


def _mostly_rare(run: str) -> bool:
    """Whether at least a fifth of the characters, and two, are rare."""
    rare = [_rare(c) for c in re.findall(f"[{HAN}]", run)]
    return sum(rare) >= max(2, 0.2 * len(rare))


@cache
def _rare(character: str) -> bool:
    """Whether its simplified form is outside the 3,755 common characters of GB 2312 (level 1)."""
    try:
        lead = simplify(character).encode("gb2312")[0]
    except UnicodeEncodeError:
        return True
    return lead >= 0xD8


# A character that ends in byte A3, lost before a character whose lead byte was read as full-width mark and whose
# trail byte is ASCII: 。 unless its neighbours say 保 or 常.
_ONE_CHAR = re.compile(rf"\?([!-~])([@-~])(?=[{HAN},。、;:“”《》]|$)", re.MULTILINE)
_KEEPS = (re.compile("[确確担擔环環社医醫]$"), re.compile("[障護证證持留险險卫衛]"), "保")
_OFTEN = (re.compile("[经經日时時非正通]$"), re.compile("[委務务态態规規]"), "常")


def repair_question_marks(traced: Traced, slips: list[tuple[int, int]]) -> None:
    """Read the ? that stand for bytes: slips of one character (D5), e.g. `確?;I備` → 確保籌備, and lost characters (□).

    Other `??` end a sentence. Real questions stay.
    """
    text = traced.text
    if "?" not in text:
        return
    found: dict[int, Edit] = {}
    for match in _ONE_CHAR.finditer(text):
        start, end = match.span()
        try:
            hidden = bytes([ord(match[1]) + 0x80, ord(match[2])]).decode("gbk")
        except UnicodeDecodeError:
            continue
        if re.fullmatch(f"[{HAN}]", hidden):
            found[start] = Edit(start, end, _swallowed(text[:start][-1:], hidden) + hidden, "D5")
    for match in _PAIR.finditer(text):
        found.setdefault(match.start(), Edit(*match.span(), "。" if match[0] == "??" else "(1", "D5"))
    for match in _LOST_MARK.finditer(text):
        clause = re.split(r"[。?!\n;:“‘]", text[max(0, match.start() - 60) : match.start()])[-1]
        if not _QUESTION.search(clause):
            found.setdefault(match.start(), Edit(*match.span(), LOST, "D18"))
    edits: list[Edit] = []
    for start in sorted(found):
        if not _inside(slips, start) and (not edits or edits[-1].end <= start):
            edits.append(found[start])
    traced.edit(edits)


def _swallowed(before: str, hidden: str) -> str:
    for left, right, character in (_KEEPS, _OFTEN):
        if left.search(before) or (before and right.fullmatch(hidden)):
            return character
    return "。"


_PAIR = re.compile(rf"(?<=[{HAN}])\?\?(?=[{HAN}])|\?。\?(?=\d)")
_LOST_MARK = re.compile(rf"(?<=[{HAN}])\?(?=[{HAN}、,])")


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    return any(start <= position < end for start, end in spans)


_DOUBLED = re.compile(r"[,、;:。]{2,}")
_SAYS = re.compile("指出|强调|要求|表示|认为|说$")


def single_marks(traced: Traced) -> None:
    """Of marks printed twice (`,,` `,。` `。。`) keep one (D3).

    That is 。 if it is among them, else the last, as a comma is put before the real mark; but no 、 behind 指出 and the
    like.
    """
    text = traced.text
    edits: list[Edit] = []
    for match in _DOUBLED.finditer(text):
        start, end = match.span()
        around = text[start - 1 : start] + text[end : end + 1]
        if around.isascii() and around.strip() and not around.isdigit():
            continue
        wanted = "。" if "。" in match[0] else match[0][-1]
        if wanted == "、" and _SAYS.search(text, max(0, start - 2), start):
            wanted = min(match[0], key=";:,、".index)
        kept = start + match[0].rindex(wanted)
        edits += [Edit(a, b, "", "D3") for a, b in ((start, kept), (kept + 1, end)) if a < b]
    traced.edit(edits)


_SPAM_SHARE = 0.4


@cache
def _spam() -> tuple[ahocorasick_rs.AhoCorasick, re.Pattern[str]]:
    """Finds words that are not harmless alone; and runs of at least two words of any kind."""
    words = load_lexicon("spam")
    strong = [form for sense in words.senses if sense != "weak" for form in words.forms(sense)]
    companions = load_lexicon("page_cues").alternation("companion")
    word = "|".join((*map(re.escape, sorted(strong, key=len, reverse=True)), words.alternation("weak"), companions))
    run = re.compile(rf"[<〈]?(?:{word})(?:[\s\d·.,_]{{0,3}}(?:{word}))+[>〉]?")
    return ahocorasick_rs.AhoCorasick(strong), run


def drop_spam(traced: Traced) -> None:
    """Drop runs of at least two words of gambling and the like (D10)."""
    strong, run = _spam()
    if not strong.find_matches_as_indexes(traced.text):
        return
    edits = []
    for line in re.finditer(r"[^\n]+", traced.text):
        runs = [m for m in run.finditer(traced.text, *line.span()) if strong.find_matches_as_indexes(m[0])]
        if sum(len(m[0]) for m in runs) >= _SPAM_SHARE * len(line[0]) and "。" not in line[0]:
            edits.append(Edit(*line.span(), "", "D10"))
        else:
            edits += [Edit(*m.span(), "", "D10") for m in runs]
    traced.edit(edits)


_LONG_SENTENCE = 15
_BLANKS = re.compile(r"\A\s+|\s+\Z|[ ]*(\n)\s*")
_SENTENCE = re.compile(r"[^。!?\n]+(?P<end>[。!?]+[”’)]*)?")


def drop_repeats(traced: Traced) -> None:
    """Drop a sentence of at least 15 characters that stands in the text already (D16)."""
    seen: set[str] = set()
    edits = []
    for match in _SENTENCE.finditer(traced.text):
        key = re.sub(r"^图:|\s", "", match[0])
        if match["end"] and len(key) >= _LONG_SENTENCE:
            if key in seen:
                edits.append(Edit(*match.span(), "", "D16"))
            seen.add(key)
    traced.edit(edits)


def drop_blank_lines(traced: Traced) -> None:
    """Leave no empty line and no blank at the ends of a line."""
    if traced.text != traced.text.strip() or re.search(r"\n\s| \n", traced.text):
        traced.edit(Edit(*m.span(), m[1] or "") for m in _BLANKS.finditer(traced.text))


def damaged_spans(article: Article) -> list[tuple[int, int]]:
    """Spans of Article.text from which nothing may be read.

    They are slipped and left as printed, or are the first character of a sentence that began with injected words.
    """
    found: list[tuple[int, int]] = []
    runs = [Run(*r) for r in json.loads(article.offsets)]
    for kind, start, end, *_ in json.loads(article.repairs):
        if kind == "slip":
            found.extend(_text_spans(runs, start, end))
        elif kind == "D10":
            found.extend(_behind(article.text, runs, end))
    return found


def _text_spans(runs: list[Run], start: int, end: int) -> Iterator[tuple[int, int]]:
    parts = [
        (r.start + max(start, r.raw) - r.raw, r.start + min(end, r.raw + r.length) - r.raw)
        for r in runs
        if r.raw < end and start < r.raw + r.length
    ]
    if parts:
        yield min(p[0] for p in parts), max(p[1] for p in parts)


def _behind(text: str, runs: list[Run], raw_end: int) -> Iterator[tuple[int, int]]:
    """The character behind a dropped span, if a sentence begins there."""
    start = next((r.start + max(0, raw_end - r.raw) for r in runs if raw_end < r.raw + r.length), len(text))
    if start < len(text) and (start == 0 or text[start - 1] in "。！？\n"):
        yield start, start + 1
