"""Names of persons: where a name that begins at a known place ends, and what may not be a name.

A name is only ever read at a place that promises one: behind a post, in a roster, in front of a speech or meeting verb.
Lexicons: surnames, minority_name_parts, name_followers, name_traps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from loaders.claims import Span
from loaders.lexicon import load_table
from loaders.rules.tries import either
from loaders.rules.words import Words
from loaders.text.cut import cut, tagged

_DOT = "·•‧・∙․．."
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "、，。；：（）《》“”！？…,;:()"
_DOTTED = re.compile(rf"[{_HAN}□]{{1,8}}(?:[{_DOT}][{_HAN}□]{{1,8}})+")
_RUN = re.compile(rf"[{_HAN}□]{{1,14}}")
_PADDED = re.compile(
    rf"([{_HAN}])[ \u3000\xa0]{{1,4}}([{_HAN}])(?=[{_MARKS} \u3000\xa0\n]|等|$|[{_HAN}]{{2}})"
)
_NOTE = re.compile(
    r"[（(](?!记者|通讯员|作者|来源|整理|编辑|责任|摄)"
    r"(?:[^（）()，。；]{1,14}|[0-9年月日—\-–至今起一届第]{4,26})[）)]"
)
_MASKED = re.compile(r"某|×|[xX]{2}|\*")
_OPENERS = ("", "、", "，", "：", " ", "\u3000", "\xa0", "\n", "）", "员", "席", "导", "长", "记", "任", "和", "及")
_NO_START = re.compile(
    r"时[最就曾，期]|期间|以来|之[一后前]|分别|先后|职务|一职|等职"
    r"|职责|任期|是|班子|们|并[出任兼担当主参讲作就被在以]"
)
_NO_FIRST = frozenset("时期以之分先职一等任是班们并")
_BLANKS = frozenset(" \u3000\xa0")
_DOTS = frozenset(_DOT)
# The last part of a dotted name: 普布·顿珠|列席.
_LONGEST_PART = 8


Place = Literal["post", "member", "roster", "verb"]


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name as read.

    Args:
        span: The name as printed.
        name: Without blanks; dots as ·.
        end: Where reading goes on: behind notes and 同志.
        sure: The end is beyond doubt (a mark or a verb follows).
        surname: It begins with a known surname or is dotted.
    """

    span: Span
    name: str
    end: int
    sure: bool
    surname: bool

    @property
    def incomplete(self) -> bool:
        """Whether a character of it is lost."""
        return "□" in self.name


class Names:
    """The name grammar over the lexicons."""

    def __init__(self, words: Words) -> None:
        rows = load_table("surnames")
        self.single = frozenset(r["surname"] for r in rows if r["kind"] == "single")
        self.common = frozenset(r["surname"] for r in rows if r["kind"] == "single" and r["use"] == "common")
        self.compound = frozenset(r["surname"] for r in rows if r["kind"] == "compound")
        followers = words.lexicon("name_followers")
        traps = words.lexicon("name_traps")
        after = [f for f in traps.forms("after_name") if len(f) > 1]
        acts = {*followers.forms("act"), *followers.forms("alone"), *after}
        act = rf"(?:[还也又就都则亦再并已曾现将均拟]|一并|先后|分别)?{either(acts)}|[0-9]"
        self.link = re.compile(either(followers.forms("link")))
        self.suffix = re.compile(either(followers.forms("suffix")))
        self.alone = re.compile(
            rf"{either(followers.forms('alone'))}|代表(?![团们性大])|任(?![务何由意命期])|在.{{2,14}}(?:强调|指出|讲话|调研|考察)"
            r"|作了?[^，。；]{0,24}(?:报告|讲话|说明|发言|总结|通报|汇报|点评|辅导|致辞|介绍)"
        )
        minority = words.lexicon("minority_name_parts").forms()
        self.initials = self.common | {f[0] for f in (*self.compound, *minority)}
        parts = either(minority)
        self.minority = re.compile(rf"(?:{parts}){{1,4}}")
        self.never = frozenset(after)
        self.acts = frozenset(f for f in acts if len(f) > 1)
        self.within = re.compile(either(traps.forms("never_within")))
        self.words = frozenset(f for f in traps.forms("not_name"))
        self.also_names = frozenset(traps.forms("word_and_name"))
        self.borne = self.also_names | {r.short for r in words.gazetteer if len(r.short) > 1}
        posts = words.lexicon("post_heads")
        heads = either(posts.forms())
        offices = either(f for sense in ("leader", "deputy", "secretary") for f in posts.forms(sense))
        self.professions = either(f for f in posts.forms("profession") if len(f) > 1)
        self.titled = re.compile(heads)
        group = (
            rf"(?:(?:省|市|县|区|州|盟|旗|自治区)(?:政协|委)?)?(?:{offices})"
            r"|党组|机关|各|有关|相关|部分|全体|其他|法检|两院"
        )
        ends = "|".join((either(followers.forms("end")), act, either(followers.forms("suffix")), heads))
        self.behind = re.compile(rf"(?:{ends}|[和及与暨](?:{group}))")

    def read(
        self, text: str, start: int, *, table: frozenset[str] = frozenset(), place: Place = "post"
    ) -> NameHit | None:
        """The name that begins at `start`.

        Args:
            text: Article text.
            start: First character of the supposed name.
            table: Known full names, taken where the grammar does not see the end of the name.
            place: What promises a name there: a leader's post in front; a title many share (委员, 代表); a roster; or
                only the verb behind (then no word that is anything else is taken for a name).
        """
        first = text[start : start + 1]
        if first in _NO_FIRST and _NO_START.match(text, start):
            return None
        if text[start + 1 : start + 2] in _BLANKS and (m := _PADDED.match(text, start)):
            name = m[1] + m[2]
            opened = text[start - 1 : start] in _OPENERS
            if (m[1] in self.single or place == "roster") and name not in self.never and opened:
                return self._hit(text, start, m.end(), name, True, True)
        run = _RUN.match(text, start)
        if run is None:
            return None
        if text[run.end() : run.end() + 1] in _DOTS and (m := _DOTTED.match(text, start)):
            return self._dotted(text, m)
        found = run.group()
        hit = self._han(text, start, found, place)
        if hit is None or not hit.sure:
            for length in range(min(len(found), 6), 1, -1):
                if found[:length] in table:
                    return self._hit(text, start, start + length, found[:length], True, True)
        return hit

    def full(self, name: str) -> bool:
        """Whether a string without blanks is a name from end to end."""
        hit = self.read(f"{name}。", 0, place="roster")
        return hit is not None and hit.span.end == len(name) and not hit.incomplete

    def alone_sure(self, name: str) -> bool:
        """Whether a string is a name even where nothing but a verb promises one: no word, and a common surname."""
        if not self.full(name):
            return False
        if "·" in name or self.minority.fullmatch(name):
            return True
        if name[0] not in self.common and name[:2] not in self.compound and tagged(name) != ((name, "nr"),):
            return False
        return name not in self.words and not self._is_word(name)

    def _dotted(self, text: str, m: re.Match[str]) -> NameHit | None:
        whole = m.group()
        dot = max(whole.rfind(d) for d in _DOT) + 1
        last = whole[dot:]
        known = self.minority.match(last)
        ends = [m.start() + dot + length for length in range(1, min(len(last), _LONGEST_PART) + 1)]
        if known is not None and self._strength(text, m.start() + dot + known.end()):
            end = m.start() + dot + known.end()
            return self._hit(text, m.start(), end, text[m.start() : end], True, True)
        for wanted in (2, 1):
            for end in ends:
                if self._strength(text, end) >= wanted:
                    return self._hit(text, m.start(), end, text[m.start() : end], True, True)
        end = m.start() + dot + (known.end() if known else min(len(last), 3))
        return self._hit(text, m.start(), end, text[m.start() : end], False, True)

    def _han(self, text: str, start: int, run: str, place: Place) -> NameHit | None:
        best: tuple[int, int, int] | None = None
        for length, weight in self._lengths(run):
            if length > len(run) or (place == "verb" and length == 4 and run[:2] not in self.compound):
                continue
            strength = self._strength(text, start + length)
            if not strength or not self._allowed(run[:length], strength, place):
                continue
            if best is None or self._better(run, (strength, weight, length), best):
                best = (strength, weight, length)
        if best is not None and not self._particle(run[: best[2]]):
            length = best[2]
            return self._hit(text, start, start + length, run[:length], best[0] > 1, True)
        if (m := self.minority.match(run)) and m.end() >= 2 and self._strength(text, start + m.end()):
            return self._hit(text, start, start + m.end(), m.group(), True, False)
        if place != "verb":
            for length in range(2, min(len(run), 6) + 1):
                strength = self._strength(text, start + length)
                if strength > 1 and self._foreign_to_words(run[:length], strength, place):
                    return self._hit(text, start, start + length, run[:length], True, False)
        return self._by_words(text, start, run, place)

    @staticmethod
    def _better(run: str, new: tuple[int, int, int], old: tuple[int, int, int]) -> bool:
        """Whether a reading (strength, weight, length) beats another; a last 作 还 就 等 belongs to what follows."""
        longer, shorter = (new, old) if new[2] > old[2] else (old, new)
        if run[longer[2] - 1] in _FOLLOWING and (shorter[0] > 1 or longer[0] == 1) and longer[2] - shorter[2] == 1:
            return new is shorter
        return (new[0] > 1, new[1], new[0]) > (old[0] > 1, old[1], old[0])

    def _particle(self, name: str) -> bool:
        """Whether it is 和, 与, 时 … with a word behind."""
        if name[0] not in _PREPOSITIONS:
            return False
        rest = cut(name[1:], hmm=False)
        return len(rest) == 1 and len(name) > 2 and not tagged(name[1:])[0][1].startswith("nr")

    def _allowed(self, name: str, strength: int, place: Place) -> bool:
        """Whether a name with a surname may be one, as it is also a word."""
        if name in self.never or (name[:2] in self.words and len(name) > 2 and name[:2] not in self.borne):
            return False
        if _NOWHERE & set(name):
            return False
        if self.titled.fullmatch(name, 1):
            return False
        if name[0] in _PREPOSITIONS and place in ("member", "verb"):
            return False
        if place in ("member", "verb") and name[0] not in self.common and name[:2] not in self.compound:
            return place == "member" and strength > 1 and (name in self.borne or not self._is_word(name))
        if name in self.words and name not in self.borne:
            return place != "verb" and strength >= (2 if place == "roster" else 3) and len(name) == 2
        if name in self.words or name in self.borne:
            return place == "post" or (place != "verb" and strength > 1)
        return place != "verb" or not self._is_word(name)

    @staticmethod
    def _is_word(name: str) -> bool:
        """Whether it is words of the language and nothing else."""
        tokens = cut(name, hmm=False)
        if any(len(token) == 1 for token in tokens):
            return False
        return not any(tag.startswith("nr") for _, tag in tagged(name))

    def _foreign_to_words(self, name: str, strength: int, place: Place) -> bool:
        """Whether a run without a surname can be a name: a place, a word borne as a name, or no word at all."""
        if name in self.never or (len(name) > 4 and strength < 3):
            return False
        rest = self.minority.sub("", name)
        if set(rest) & _NEVER and name[:2] not in self.borne:
            return False
        if name in self.borne:
            return True
        if len(name) == 4 and name[0] in self.common and tagged(name[2:])[0][1].startswith("v"):
            return False  # 李思|讲课
        if name in self.words or name[:2] in self.words or (strength < 3 and name[-1] in _FOLLOWING):
            return False
        if place == "roster" and strength == 3 and len(name) <= 3:
            return True
        if place == "post" and len(name) <= 3:
            tags = tagged(name)
            return not self._is_word(name) or (len(tags) == 1 and tags[0][1].startswith("n"))
        return len(name) >= 3 and not self._is_word(name)

    def _lengths(self, run: str) -> list[tuple[int, int]]:
        """Lengths to try with their weight, by the surname the run begins with."""
        if run[:2] in self.compound:
            return [(3, 2), (4, 3), (2, 1)] if run[0] in self.single else [(3, 2), (4, 3)]
        if run[:1] in self.single or run[:1] == "□":
            double = [(4, 1)] if run[1:2] in self.common and run[2:3] not in _FOLLOWING else []
            return [(3, 3), (2, 2), *double]
        return []

    def _strength(self, text: str, end: int) -> int:
        """How surely a name ends there: 3 at a mark, 2 before a verb or title, 1 before a particle, else 0."""
        if end >= len(text) or text[end] in _MARKS or text[end].isspace():
            return 3
        if text[end - 1] in _BEFORE_DAY and text[end].isdigit():
            return 0  # 李思|在3月
        if m := self.behind.match(text, end):
            cut_apart = m.end() == end + 1 and text[end - 1 : end + 1] in self.acts  # 李思|担任
            return 0 if cut_apart else 2
        return 1 if self.link.match(text, end) else 0

    def _by_words(self, text: str, start: int, run: str, place: Place) -> NameHit | None:
        """With a common surname but an unknown follower, the cut of the segmenter decides between two and three."""
        if place == "verb" or run[:1] not in self.common or len(run) < 3:
            return None
        bounds, total = set(), 0
        for token in cut(run):
            total += len(token)
            bounds.add(total)
        lengths = [n for n in (3, 2) if n in bounds and self._allowed(run[:n], 1, place)]
        if len(lengths) != 1:
            return None
        length = lengths[0]
        return self._hit(text, start, start + length, run[:length], False, True)

    def _hit(self, text: str, start: int, end: int, name: str, sure: bool, surname: bool) -> NameHit | None:
        if _MASKED.search(name) or self.within.search(name):
            return None
        after = end
        while m := (_NOTE.match(text, after) or self.suffix.match(text, after)):
            after = m.end()
        clean = re.sub(rf"[{_DOT}]", "·", re.sub(r"\s", "", name))
        return NameHit(Span(start, end), clean, after, sure, surname)


# Characters no name without a surname holds.
_NEVER = frozenset("的了和与及等各第个为在会员委部局厅院处县两市区省们所以级届次办组")
# Characters that no name holds: of bodies, and particles.
_NOWHERE = frozenset("委局厅署的了们")
# Last characters that rather begin what follows (作|交流发言), and first ones that are rather prepositions.
_FOLLOWING = frozenset("及座拟均兼主副书秘部局院校会已现作就还等关对向为与和并率及同在也又都将曾所的从说称")
_BEFORE_DAY = frozenset("在于自从至到")
_PREPOSITIONS = frozenset("和与同及对到向从由全时")


@lru_cache(maxsize=8)
def names(words: Words) -> Names:
    """The name grammar of `words`."""
    return Names(words)
