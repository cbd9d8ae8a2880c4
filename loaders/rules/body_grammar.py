"""Naming grammar of bodies: where a body is named in a text and which head, region and organ the name has.

The text is read with every region name masked (福建省政协 → Rrr政协), so that one pattern covers all places.
What a short form (市政协) means is decided in context.py. Lexicons: body_heads, organs, central_bodies.
Known misses: schools and firms; bodies of towns and villages that stand behind running text without a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from loaders.claims import Span
from loaders.gazetteer import RegionHit
from loaders.rules.organs import Organs, organs
from loaders.rules.tries import either
from loaders.rules.words import Words

TERM = r"(?:第?[0-9〇零一二两三四五六七八九十]{1,4}届)"
_REG = r"(?:Rr+)"
_WORD = r"(?:自治区|自治州|自治县|省|市|区|县|州|盟|旗|地区|地(?=委))"
_SHORT = rf"(?:[我本该]?{_WORD})"
# What a common name can begin with, tried first.
_BEGINS = r"(?=[R全中最我本该自省市区县州盟旗地第0-9〇零一二两三四五六七八九十])"
# What makes a short form a collective: 各市政协, 全市政协系统, 市县政协, 省市政协, 县(市、区)政协, 两省政协, 各级政协.
_COLLECTIVE = re.compile(
    r"(?:[各全两三级]|多个|有关|部分|所有|其他|兄弟|周边|省市|省区|[省市县区州旗盟]|[省市县区州旗盟、][）)])$"
)
# 县、市政协 are many; 省、市、县委 are the three that the place lies in.
_SERIES = re.compile(r"[省市县区州旗]、$")
_DESCENDING = re.compile(r"(?:(?<=央、)|(?<![各全两三个东该一二四五多、]))(?:省|自治区)、(?:[市州盟]、)?$")


@dataclass(frozen=True, slots=True)
class RawBody:
    """A body as printed, before its region is decided.

    Args:
        span: The whole name, region and organ included.
        head: Sense of lexicons/body_heads.yml; central for a body that is one of its kind; proper for a proper name.
        form: Canonical word for heads that are many bodies, central bodies and proper names.
        place: Region part as printed, empty if there is none (bare 政协).
        hit: Region hit of a printed name; None for a short word.
        organ: Canonical organ; None for the head body itself.
        tail: Further words that make another body of it (总支, 驻…纪检监察组).
        head_end: Where its head ends and the organ begins.
    """

    span: Span
    head: str
    form: str = ""
    place: str = ""
    hit: RegionHit | None = None
    organ: str | None = None
    tail: str = ""
    head_end: int = 0


class Masked:
    """A text with its region names masked.

    Args:
        text: As it is.
        hits: Region names found in it, in order.
    """

    def __init__(self, text: str, hits: Sequence[RegionHit]) -> None:
        self.text = text
        self.hits = [h for h in hits if not h.bare or _stands_in_body(text, h)]
        parts: list[str] = []
        position = 0
        for hit in self.hits:
            parts.append(text[position : hit.start])
            parts.append("R" + "r" * (hit.end - hit.start - 1))
            position = hit.end
        parts.append(text[position:])
        self.mask = "".join(parts)

    @cached_property
    def _ends(self) -> list[int]:
        return [h.end for h in self.hits]

    def hit_ending(self, end: int) -> RegionHit | None:
        """The region name that ends there."""
        place = bisect_left(self._ends, end)
        return self.hits[place] if place < len(self.hits) and self._ends[place] == end else None


_LEADS = re.compile(r"[^\u4e00-\u9fff]|[在由和与及对向的为到据请是从经受于省市州盟区县任]")
_MARKS = "\n，。；：、（“《 \u3000"
_BEFORE = re.compile(r"(?:政协|中共|会议|届|民[革盟建进]|农工党|致公党|学社|台盟|共青团)$")
_AFTER = re.compile(
    rf"{TERM}?(?:省|市|县|区|州|盟|旗|地区)?(?:政协|党?委(?!员[^会]|托|派|任)|人大|人民|政府|行署|纪委|监委|工商|总工会|妇联|科协|侨联|台联|文联|法院|高院|检察|军[分区]|警备区)"
)


def _stands_in_body(text: str, hit: RegionHit) -> bool:
    """Whether a bare name (福建, 和平) is the region of a body: 福建政协, 政协玉门市."""
    short = hit.end - hit.start == 2 and text[hit.end - 1] in "县区市旗"
    if short and hit.start > 0 and text[hit.start - 1] not in _MARKS:
        return bool(_BEFORE.search(text, max(0, hit.start - 6), hit.start))  # 和|县委, 任|县政协
    if hit.start > 0 and not (_LEADS.match(text[hit.start - 1]) or hit.regions[0].level == "province"):
        return bool(_BEFORE.search(text, max(0, hit.start - 6), hit.start))  # 蒲天柱|政协委员
    return bool(_AFTER.match(text, hit.end) or _BEFORE.search(text, max(0, hit.start - 6), hit.start))


class Grammar:
    """The patterns, compiled once from the lexicons."""

    def __init__(self, words: Words) -> None:
        heads = words.lexicon("body_heads")
        self.organs: Organs = organs(words)
        self.head_of = {e["form"]: (e["sense"], e.get("canonical") or e["form"]) for e in heads.entries}
        after = [f for f, (sense, _) in self.head_of.items() if sense not in ("party_before", "league")]
        tails = either(f for f in after if f not in ("委", "府", "委员会"))
        party = r"委(?!员|托|派|任|会(?!议)|办(?!公|厅|副?主任))"
        self.common = re.compile(
            rf"{_BEGINS}(?P<term>{TERM})?(?:(?P<reg>{_REG})(?:[省市县区州旗](?=委|政协|政府|人大))?|(?P<all>全国|中华全国|最高)|(?P<short>{_SHORT}))"
            rf"(?P<term2>{TERM})?(?P<head>{tails}|{party}|工委|府(?=办))"
        )
        self.semi = re.compile(
            rf"(?:中国人民政治协商会议|政协)(?P<term>{TERM})?(?:(?P<reg>{_REG})|(?P<all>全国)|(?P<short>{_SHORT}))?(?P<term2>{TERM})?"
            rf"(?P<tail>工作委员会|工委|委员会|(?=[0-9第一二三四五六七八九十]))"
        )
        self.party = re.compile(
            rf"(?:中国共产党|中共)(?P<term>{TERM})?(?:(?P<reg>{_REG})(?:[省市县区州旗](?=委))?|(?P<short>{_SHORT}))(?P<term2>{TERM})?"
            rf"(?P<head>委员会|党委|工委|委(?!员|托|派|任)|纪律检查委员会|纪委)"
        )
        before = either(f for f, (sense, _) in self.head_of.items() if sense == "party_before")
        self.democratic = re.compile(
            rf"(?P<who>{before})(?:(?P<centre>中央委员会|中央)|(?P<term>{TERM})?(?:(?P<reg>{_REG})(?:[省市区](?=委))?|(?P<short>{_SHORT}))"
            rf"(?P<term2>{TERM})?(?:委员会|委会|委|(?P<tail>(?:基层委|总支|支部|工委|筹委会|直属支部)(?:员会)?)))"
        )
        self.league = re.compile(
            rf"(?:共青团(?:(?P<reg>{_REG})|(?P<short>{_SHORT}))|团(?P<short2>省|市|县|区|州|盟|旗|自治区))(?:委员会|委)"
        )
        self.central = re.compile(self.organs.central_pattern)
        self.local = re.compile(
            r"(?:(?P<town>镇|乡|苏木|街道)|(?P<zone>开发区|高新区|经开区|产业园区|新区|示范区|保税区|工业园区|管理区))"
            r"(?P<head>党委|党工委|工委|人民政府|政府|人大|办事处|纪委|管委会|管理委员会|政协工委|政协工作委员会)"
        )
        self.bare = re.compile(
            rf"(?<![\u4e00-\u9fff]){TERM}?(?P<head>政协|人大常委会|政府)(?=党组|机关|提案委|办公[室厅]|研究室|常务?委员|常委(?!会)|[\u4e00-\u9fff]{{2,10}}委员会(?:副?主任|办)|副?(?:主席|秘书长))"
            r"|(?<=[了的由请与和对届])(?P<member>政协)(?=委员(?!会)|常委(?!会)|副?主席(?!会|团))"
        )

    def find(self, masked: Masked) -> list[RawBody]:
        """All bodies in the text, left to right without overlaps: leftmost, then longest."""
        found: list[RawBody] = []
        for source in (self._central, self._semi, self._party, self._democratic, self._league, self._common):
            found.extend(source(masked))
        found += [*self._local(masked), *self._bare(masked)]
        found.sort(key=lambda b: (b.span.start, -b.span.end))
        kept: list[RawBody] = []
        for body in found:
            if not kept or body.span.start >= kept[-1].span.end:
                kept.append(body)
        return kept

    # -- the kinds of names ---------------------------------------------------------------------------------------

    def _common(self, masked: Masked) -> Iterator[RawBody]:
        for m in self.common.finditer(masked.mask):
            printed = m["head"]
            head, form = self.head_of.get("委" if printed == "工委" else printed, ("government", printed))
            place, hit = self._place(masked, m)
            start = m.start()
            if m["short"] and hit is None and self._collective(masked.text, start):
                continue
            if m["all"] and head in ("party", "government"):
                continue
            tail = "工委" if printed == "工委" else ""
            end = m.end()
            if head == "cppcc" and (committee := _COMMITTEE.match(masked.text, end)):
                end = committee.end()
            yield self._with_organ(masked, start, end, head, form, place, hit, tail)
        for m in self.organs.department.finditer(masked.mask):
            place, hit = self._place(masked, m)
            if m["short"] and hit is None and self._collective(masked.text, m.start()):
                continue
            yield RawBody(Span(m.start(), m.end()), "government", place=place, hit=hit,
                          organ=self.organs.canonical("government", m["organ"]), head_end=m.start("organ"))

    def _semi(self, masked: Masked) -> Iterator[RawBody]:
        for m in self.semi.finditer(masked.mask):
            if not (m["reg"] or m["all"] or m["short"] or m["term"]):
                continue
            if not m["tail"] and not (m["reg"] or m["all"]):
                continue
            place, hit = self._place(masked, m)
            tail = "工作委员会" if m["tail"] in ("工作委员会", "工委") else ""
            yield self._with_organ(masked, m.start(), m.end(), "cppcc", "政协", place, hit, tail)

    def _party(self, masked: Masked) -> Iterator[RawBody]:
        for m in self.party.finditer(masked.mask):
            place, hit = self._place(masked, m)
            head = "discipline" if m["head"] in ("纪委", "纪律检查委员会") else "party"
            yield self._with_organ(masked, m.start(), m.end(), head, "", place, hit,
                                   "工委" if m["head"] == "工委" else "")

    def _democratic(self, masked: Masked) -> Iterator[RawBody]:
        for m in self.democratic.finditer(masked.mask):
            form = self.head_of[m["who"]][1]
            if m["centre"]:
                yield RawBody(Span(m.start(), m.end()), "party_before", form, "全国")
                continue
            place, hit = self._place(masked, m)
            yield RawBody(Span(m.start(), m.end()), "party_before", form, place, hit, tail=m["tail"] or "")

    def _league(self, masked: Masked) -> Iterator[RawBody]:
        for m in self.league.finditer(masked.mask):
            hit = masked.hit_ending(m.end("reg")) if m["reg"] else None
            place = m["reg"] or m["short"] or m["short2"]
            yield RawBody(Span(m.start(), m.end()), "league", place=place, hit=hit)

    def _central(self, masked: Masked) -> Iterator[RawBody]:
        for m in self.central.finditer(masked.text):
            if m.group() in self.organs.generic and _OTHER_PARTY.search(masked.text, max(0, m.start() - 5), m.start()):
                continue
            yield RawBody(Span(m.start(), m.end()), "central", self.organs.central[m.group()])

    def _local(self, masked: Masked) -> Iterator[RawBody]:
        """Bodies of towns and zones; the name begins at a mark or behind the region it lies in."""
        for m in self.local.finditer(masked.mask):
            before = (_TOWN_NAME if m["town"] else _ZONE_NAME).search(masked.mask, max(0, m.start() - 9), m.start())
            if before is None or (masked.mask[before.start("name") : m.end(1 if m["town"] else 2)]).endswith(_NO_TOWN):
                continue
            start, end = before.start("name"), m.end()
            yield RawBody(Span(start, end), "proper", masked.text[start:end], tail=m["head"])

    def _bare(self, masked: Masked) -> Iterator[RawBody]:
        for m in self.bare.finditer(masked.mask):
            head, form = self.head_of[m["head"] or m["member"]]
            yield self._with_organ(masked, m.start(), m.end(), head, form, "", None)

    # -- parts ----------------------------------------------------------------------------------------------------

    def _place(self, masked: Masked, m: re.Match[str]) -> tuple[str, RegionHit | None]:
        if m["reg"]:
            return masked.text[m.start("reg") : m.end("reg")], masked.hit_ending(m.end("reg"))
        groups = m.re.groupindex
        return (m["all"] if "all" in groups else None) or m["short"] or "", None

    @staticmethod
    def _collective(text: str, start: int) -> bool:
        before = text[max(0, start - 8) : start]
        series = _SERIES.search(before) and not _DESCENDING.search(before)
        return bool(_COLLECTIVE.search(before) or series) or text[start] == "全"

    def _with_organ(
        self, masked: Masked, start: int, end: int, head: str, form: str, place: str, hit: RegionHit | None,
        tail: str = "",
    ) -> RawBody:
        """The body with the organ that stands directly behind its head."""
        pattern = self.organs.pattern(head)
        organ, head_end = None, end
        if pattern is not None and (m := pattern.match(masked.text, end)):
            organ, end = self.organs.canonical(head, m.group("organ")), m.end("organ")
        if head in ("discipline", "both", "supervision") and (m := _STATIONED.match(masked.text, end)):
            tail, end = m.group(), m.end()
        return RawBody(Span(start, end), head, form, place, hit, organ, tail, head_end)


_TOWN_NAME = re.compile(r"(?:[，。；：、（\s和]|r|[县市区旗]|^)(?P<name>[\u4e00-\u9fff]{1,5})$", re.M)
_ZONE_NAME = re.compile(r"(?:[^\u4e00-\u9fff]|^)(?P<name>[\u4e00-\u9fff]{2,8})$", re.M)
_NO_TOWN = ("乡镇", "各镇", "各乡", "全镇", "全乡", "本镇", "本乡", "镇街道", "乡街道", "各街道", "该镇", "该乡")
_OTHER_PARTY = re.compile(r"(?<!中国共产)[党盟社]$")  # 越南共产党|中央委员会
_COMMITTEE = re.compile(rf"{TERM}委员会(?!第)")
_STATIONED = re.compile(r"(?:第[一二三四五六七八九十]+)?(?:派驻|驻)[\u4e00-\u9fff]{1,12}?纪检(?:监察)?组")


@lru_cache(maxsize=8)
def grammar(words: Words) -> Grammar:
    """The grammar over the lexicons of `words`."""
    return Grammar(words)
