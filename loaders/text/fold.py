"""Width, invisible characters and punctuation: one character for one wherever it can be.

Source: Unicode character database (NFKC, general categories), kept from changing the punctuation of Chinese.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from loaders.text.traced import Edit, Traced

LOST = "□"
HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# Radicals that fonts of saved pages and PDF texts put for the characters; NFKC leaves these.
_RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def _folding() -> dict[int, str]:
    table: dict[int, str] = {}
    ranges = [(0xFF01, 0xFF5E), (0xF900, 0xFAD9), (0x2F00, 0x2FD5), (0x2E80, 0x2EF3), (0x2F800, 0x2FA1D)]
    for first, last in ranges:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1:
                table[code] = folded
    table |= {ord(a): b for a, b in _RADICALS.items()}
    table |= {0x3000: " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", ord("\t"): " "}
    table |= {ord(c): "·" for c in "・‧•∙⋅･"} | {ord("︰"): ":", ord("﹕"): ":", ord("﹐"): ",", ord("﹔"): ";"}
    table |= {ord("﹙"): "(", ord("﹚"): ")", ord("｡"): "。", ord("､"): "、", ord("﹑"): "、"}
    return table


_FOLD = _folding()
_JUNK = re.compile(
    r"(?P<entity>&(?:nbsp|[en]msp|[lr][ds]quo|middot|mdash|hellip|amp|quot|lt|gt|#\d{2,6}|#x[0-9a-fA-F]{2,5});)"
    r"|(?P<amps>&{2,})|(?P<lost>[\ufffd\ue000-\uf8ff]+)|(?P<cf>[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]+)"
)

_BLANK_PUA = {"\ue5e5", "\ue004", "\ue003"}  # what code page 936 makes of blanks of some editors


def drop_junk(traced: Traced) -> None:
    """Entities, invisible characters and lost characters (□): damage D18."""
    traced.edit(_junk(traced.text))


def _junk(text: str) -> Iterator[Edit]:
    for match in _JUNK.finditer(text):
        start, end = match.span()
        if match["entity"]:
            new = html.unescape(match[0])
            yield Edit(start, end, " " if new == "\xa0" else new, "D18")
        elif match["lost"]:
            yield Edit(start, end, "" if set(match[0]) <= _BLANK_PUA else LOST, "D18")
        elif match["amps"]:
            yield Edit(start, end, "", "D18")
        else:
            yield Edit(start, end, "\n" if re.fullmatch("[\u2028\u2029]", match[0]) else "")


_YEAR_QUOTES = re.compile(r"[„‚﹝\[【](\d{4})[‟„‛﹞\]】](?=第?\d+号)")


def fold(traced: Traced) -> None:
    """Half-width letters, digits and marks; plain blanks; whole characters for radicals; 〔2020〕 for „2020‟."""
    text = traced.text.translate(_FOLD)
    traced.change(_YEAR_QUOTES.sub(r"〔\1〕", text))


_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_MARK = re.compile(r"[,:;!?()]")
_ASCII = re.compile(r"[!-~]")
_ANGLES = re.compile(r"《[^《》\n]{0,60}?<[^<>《》\n]{1,60}>[^《》\n]{0,60}?》")
_HAN = re.compile(f"[{HAN}]")


def widen(traced: Traced) -> None:
    """Full-width ，：；！？（） in lines of Chinese, 〈〉 inside 《》; marks inside 10:30, 1,000 or an address stay."""
    lines = traced.text.split("\n")
    text = "\n".join(_widen_line(line) if _HAN.search(line) else line for line in lines)
    if "<" in text:
        text = _ANGLES.sub(lambda m: m[0].replace("<", "〈").replace(">", "〉"), text)
    traced.change(text)


def _widen_line(line: str) -> str:
    def wide(match: re.Match[str]) -> str:
        mark, at = match[0], match.start()
        if mark == "(":
            return "（"
        if mark == ")":
            return "）"
        before = line[at - 1] if at else ""
        after = line[at + 1 : at + 2]
        latin = bool(_ASCII.match(before) and _ASCII.match(after))
        if latin and (before + after).isalpha() if mark in ";!?" else latin and not set(before + after) & set("(),;"):
            return mark
        return _WIDE[mark]

    return _MARK.sub(wide, line)
