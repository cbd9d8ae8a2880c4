"""Chinese numerals to numbers and back.

Source: the usage of GB/T 15835 (numerals in publications) and of newspapers: 廿 卅, 〇, 两, and figures read one by
one (二〇二四).
"""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2}
_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_BIG = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_TENS = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})

# What may stand as a number in a text: figures of either width, or Chinese numerals.
NUMBER = r"(?:[0-9０-９]+|[〇零○一二两三四五六七八九十百千廿卅]+)"


def number(text: str) -> int | None:
    """The value of a numeral: 一百二十三, 十六, 廿一, 两千, 二〇二四, １２; None if it is none.

    A numeral with a unit is read by place (三百〇五), one without is read figure by figure (二〇二四).
    """
    text = text.strip().translate(_TENS)
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _by_place(text)


def _by_place(text: str) -> int | None:
    total = section = 0
    pending: int | None = None
    last_unit = 10**9
    for character in text:
        if character in _DIGITS:
            if pending not in (None, 0):
                return None
            pending = _DIGITS[character]
        elif character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit:
                return None
            section += (1 if pending in (None, 0) and unit == 10 else pending or 1) * unit
            pending, last_unit = None, unit
        elif character in _BIG:
            total = (total + section + (pending or 0)) * _BIG[character]
            section, pending, last_unit = 0, None, 10**9
        else:
            return None
    return total + section + (pending or 0)


def chinese(value: int) -> str:
    """A number from 0 to 9,999 in Chinese numerals: 16 → 十六, 105 → 一百零五.

    Raises:
        ValueError: Negative, or ten thousand and more.
    """
    if not 0 <= value <= 9_999:
        raise ValueError(f"{value} is not between 0 and 9,999")
    if value == 0:
        return "零"
    out = ""
    for unit, word in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure, value = divmod(value, unit)
        if figure:
            out += "〇一二三四五六七八九"[figure] + word
        elif out and value and not out.endswith("零"):
            out += "零"
    return re.sub("^一十", "十", out)
