"""Words that end the name of a meeting, and those no name reaches over (meeting_types.yml, meeting_cues.yml)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

import ahocorasick_rs

from loaders.lexicon import load_lexicon

N = r"[0-9〇零一二两三四五六七八九十百廿卅]{1,5}"
TERM = rf"(?<![新上本这每])第?{N}届"
# Organs that stand before the ordinal or the verb and make the kind: 党组第51次会议, 主席团举行第一次会议.
ORGAN_KINDS = {
    "常务委员会": "常委会会议",
    "常委会": "常委会会议",
    "常委": "常委会会议",
    "党组": "党组会议",
    "机关党组": "机关党组会议",
    "党组理论学习中心组": "党组理论学习中心组学习会",
    "理论学习中心组": "党组理论学习中心组学习会",
    "中心组": "党组理论学习中心组学习会",
    "主席团": "主席团会议",
    "主席团常务主席": "主席团常务主席会议",
    "中央政治局": "政治局会议",
}
# Heads that end otherwise (集体学习) are also words for what is done; they count where the clause ends there.
_FIRM = ("会", "会议", "班", "坛", "式", "典", "堂", "会”", "沙龙")
_CLAUSE_ENDS = ("，", "。", "；", "、", "：", "”", "）", "和", "时", "暨", "研讨", "（")
_COUNCIL = ("议事", "议政", "议题", "议程", "议案", "议定")
_NEAR = 8  # characters within which a firm head takes the place of a soft one
WILL = r"(?<![上中少大])将(?!军|领)"  # no 上将, no 将军
# 在 and 于 are parts of words and places (现在, 关于, 于洪区); 从严, 经济 and the like begin words.
_PARTICLES = (
    r"(?<![存现正实所])在(?!线|职)",
    r"(?<!关)于(?!洪|田|都)",
    r"从(?!严)",
    r"[也让]",
    r"就(?![业学近地餐任诊职])",
    r"[讯电]\s",
    WILL,
    r"经(?![济验营贸开典常过合])",
    r"精神(?=[及和、与以])",
)


class Head(NamedTuple):
    """A head in a text: half-open range and form."""

    start: int
    end: int
    form: str


class _Scan:
    """Finds forms, leftmost and longest."""

    def __init__(self, forms: list[str]) -> None:
        self.forms = forms
        self.automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Head]:
        return [self._whole(text, start, end, i) for i, start, end in self.automaton.find_matches_as_indexes(text)]

    def _whole(self, text: str, start: int, end: int, index: int) -> Head:
        """A form that ends in 会 goes on to 会议 where only that is no form of the list."""
        form = self.forms[index]
        longer = form.endswith("会") and text.startswith("议", end) and not text.startswith(_COUNCIL, end)
        return Head(start, end + 1, form + "议") if longer else Head(start, end, form)


class Heads:
    """Heads with their entries, and the patterns around them.

    Attributes:
        of: Entry of meeting_types.yml by form; 会议 alone has no kind.
        boundary: What a name never reaches over to the left.
        study: Words of study with their adverbs, at the beginning of a match.
        cited: Behind a name: it may be one that is studied, or the first of several.
        held: At the end of a text: a verb of holding.
        convene: A verb of holding whose object may hold a list.
        filler: What stands before a name and is no part of it.
    """

    def __init__(self) -> None:
        self.of: dict[str, Any] = {"会议": {"form": "会议", "canonical": None}}
        for entry in load_lexicon("meeting_types").entries:
            if entry["sense"] in ("meeting", "sitting"):
                self.of.setdefault(entry["form"], entry)
        for form in [f for f in self.of if f.endswith("会")]:
            self.of.setdefault(form + "议", self.of[form])
        self._firm = _Scan([form for form in self.of if form.endswith(_FIRM)])
        self._soft = _Scan([form for form in self.of if not form.endswith(_FIRM)])
        cues = load_lexicon("meeting_cues")
        boundary = re.sub(r"(?<=\|)会议(?=\||$)", "(?<!政治协商)会议", cues.alternation("boundary"))
        self.boundary = re.compile("|".join((boundary, *_PARTICLES)))
        self.study = re.compile(rf"(?:{cues.alternation('cite_adverb')})*(?:{cues.alternation('cite_before')})[了好]?")
        self.cited = re.compile(rf"[”）]?(?:和|、|与|及|(?:的)?(?:{cues.alternation('cite_behind')}))")
        self.held = re.compile(rf"(?:{cues.alternation('hold')})(?:了|过)?$")
        self.convene = re.compile(rf"(?:{cues.alternation('convene')})了?")
        self.filler = re.compile(rf"(?:{cues.alternation('filler')}|\d{{1,2}}[时点](?:许|整|半|\d{{1,2}}分)?)+")
        self._last = re.compile("[" + "".join({form[-1] for form in self.of}) + "]")
        self._longer = re.compile(cues.alternation("not_behind"))

    def find(self, text: str) -> list[Head]:
        """Heads of names in a masked text, in order; parts of longer words (会议室) are left out."""
        if self._last.search(text) is None:
            return []
        firm = [h for h in self._firm.find(text) if not self._part_of_word(text, h)]
        soft = [h for h in self._soft.find(text) if self._ends_clause(text, h, firm)]
        return sorted(firm + soft)

    def _part_of_word(self, text: str, head: Head) -> bool:
        """会议室 and the like; but 一次会议主席团 goes on to a sitting."""
        presidium = text.startswith("主席团", head.end) and text[head.start - 1 : head.start] == "次"
        conference = head.form == "协商会议" and text.startswith("人民政治", head.start - 4)
        return conference or (not presidium and self._longer.match(text, head.end) is not None)

    def _ends_clause(self, text: str, head: Head, firm: list[Head]) -> bool:
        if head.end < len(text) and not text.startswith(_CLAUSE_ENDS, head.end):
            return False
        return not any(f.start < head.end + _NEAR and head.start < f.end for f in firm)


@lru_cache(maxsize=1)
def heads() -> Heads:
    """The heads of the shipped lexicons."""
    return Heads()
