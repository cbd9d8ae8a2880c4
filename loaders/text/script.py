"""Traditional to simplified characters, one for one, with the names that a table must not change (damage D2).

Source: OpenCC t2s (character and phrase tables); its 乾 → 干 is undone where 乾 is a name; mirrors print 陜 for 陝.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

from loaders.text.fold import HAN
from loaders.text.traced import Traced

_SHARE = 0.02
_FEW = 3

# 乾 means dry or a deed (干) only before these; else it is a name or the trigram and stays.
_DRY = re.compile(r"乾(?=[旱燥淨净杯脆洗涸果枯糧粮])|(?<=[餅饼肉萄豆晒曬烘風风])乾")


# Characters that mirrors print for another, which OpenCC leaves: 陜 (a rare word of its own) for the province 陝.
_MISPRINTED = str.maketrans("陜", "陕")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """The text in simplified characters, of the same length."""
    parts = []
    for part in re.split("(乾)", _DRY.sub("干", text.translate(_MISPRINTED))):
        new = part if part == "乾" else _converter().convert(part)
        parts.append(new if len(new) == len(part) else "".join(_one(c) for c in part))
    return "".join(parts)


@cache
def _one(character: str) -> str:
    new = str(_converter().convert(character))
    return new if len(new) == 1 else character


def to_simplified(traced: Traced) -> None:
    """Convert the lines that are in traditional characters; lines in simplified ones keep what they print."""
    text = traced.text
    new = simplify(text)
    if new == text:
        return
    han = len(re.findall(f"[{HAN}]", text)) or 1
    changed = sum(a != b for a, b in zip(text, new, strict=True))
    lines, converted, position = [], [], 0
    for old, line in zip(text.split("\n"), new.split("\n"), strict=True):
        differing = sum(a != b for a, b in zip(old, line, strict=True))
        whole = changed >= _SHARE * han and differing > 0
        if whole or (differing >= _FEW and differing >= 2 * _SHARE * len(old)):
            converted.append((position, position + len(old)))
            lines.append(line)
        else:
            lines.append(old)
        position += len(old) + 1
    if converted:
        traced.record("D2", converted[0][0], converted[0][0], "traditional to simplified")
        traced.change("\n".join(lines))
