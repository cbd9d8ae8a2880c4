"""Which region a short form means: 市政协, 省委, 我县, bare 政协 (order of evidence as in the naming guide).

A section has a home: the region whose body the text speaks for. It comes from the lead of the section (北京：…),
else from the bodies named in the text, the title, the source and the byline, weighed together; else from the web
address. A short form is the home or the region of that rank above it; a form of lower rank is the region of that rank
named last in the same sentence or paragraph; else the one that papers, documents and phrases tell (told_places.py).
Where nothing of this decides, the region stays unknown.
Known misses: a text about several regions without leads in which short forms change their meaning within a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from loaders.claims import Reading, Sentence, Span
from loaders.gazetteer import Gazetteer, Region, RegionHit
from loaders.rules.address import address_region
from loaders.rules.body_grammar import RawBody
from loaders.rules.body_names import NATION, Place
from loaders.rules.segment import section_lead
from loaders.rules.told_places import ToldPlaces
from loaders.rules.words import Words

# Kinds of regions each word can stand for, the likelier first.
_WORDS: dict[str, tuple[str, ...]] = {
    "省": ("省",),
    "自治区": ("自治区",),
    "市": ("县级市", "地级市", "直辖市"),
    "区": ("区", "新区", "自治区"),
    "县": ("县", "自治县"),
    "自治县": ("自治县",),
    "州": ("自治州",),
    "自治州": ("自治州",),
    "盟": ("盟",),
    "旗": ("旗", "自治旗"),
    "地区": ("地区",),
    "地": ("地区",),
}
_WEIGHTS = {"title": 6, "first": 6, "source": 3, "lead": 2, "body": 2, "region": 1}
_MOST = 10  # of all later mentions together
_DATELINE = re.compile(r"本报([\u4e00-\u9fff]{2,4}?)(?:\d+月)?\d+日(?:电|讯)|本报([\u4e00-\u9fff]{2,4}?)讯")
_AWAY = re.compile(r"(?:赴|前往|抵达|访问|奔赴)[^，。；\n]{0,12}$")
_HOLDS = re.compile(r"(?:召开|举行|举办|组织)")
_STUDIED = re.compile(r"(?:学习|传达|贯彻|落实|领会|按照|根据|参加)[^。；]{0,60}$")
_LEVELS = ("province", "prefecture", "county")


class RegionContext:
    """Regions of one article by section.

    Args:
        reading: With its sentences.
        words: Gazetteer of the regions.
        hits: All region names of the text, in order.
        bodies: All bodies of the text as printed, in order.
    """

    def __init__(self, reading: Reading, words: Words, hits: Sequence[RegionHit], bodies: Sequence[RawBody]) -> None:
        self.words = words
        self.gazetteer: Gazetteer = words.gazetteer
        self.reading = reading
        self.hits = hits
        self.titles = title_spans(reading.text)
        self._sentence_starts = [s.span.start for s in reading.sentences]
        self._starts = [h.start for h in hits]
        self._named = [b for b in bodies if b.hit is not None]
        self._named_starts = [b.span.start for b in self._named]
        self._national = any(b.head == "central" or b.place == "全国" for b in bodies)
        latest_first = {r.region_id: r for r in reversed(self._certain(hits, bodies))}
        self._text_regions = list(reversed(latest_first.values()))
        self._settled_before: dict[tuple[str, ...], Region | None] = {}
        self._weak = True
        self.home: Region | None = self._article_home(bodies)
        self._address = address_region(reading.article.url, self.gazetteer)
        self.home = self.home or self._address
        self._told = ToldPlaces(reading, words, hits, _former_regions(self.gazetteer), self.titles)
        self._leads = self._section_leads()
        self.posts: object | None = None  # PostFinder of loaders/rules/posts.py
        self.grips: object | None = None  # Grips of loaders/rules/grips.py

    # -- the home -------------------------------------------------------------------------------------------------

    def home_at(self, position: int) -> Region | None:
        """Region whose body the text speaks for there."""
        section = self._sentence(position).section
        return self._leads.get(section, self.home)

    def _sentence(self, position: int) -> Sentence:
        return self.reading.sentences[max(bisect_right(self._sentence_starts, position) - 1, 0)]

    def _section_leads(self) -> dict[int, Region]:
        """Regions that lead a section; a section without a lead of its own keeps the home of the article."""
        leads: dict[int, Region] = {}
        seen: set[int] = set()
        for sentence in self.reading.sentences:
            if sentence.section in seen or sentence.zone == "title":
                continue
            seen.add(sentence.section)
            span = section_lead(sentence.text, self.words)
            if span is None:
                continue
            found = self.gazetteer.lookup(sentence.text[span.start : span.end])
            if region := self.choose(found, sentence.span.start):
                leads[sentence.section] = region
        return leads

    def _certain(self, hits: Iterable[RegionHit], bodies: Iterable[RawBody]) -> list[Region]:
        """Regions named beyond doubt in the text: one candidate, a full form or the head of a body."""
        in_bodies = {b.hit for b in bodies if b.hit is not None}
        return [h.regions[0] for h in hits if len(h.regions) == 1 and (not h.bare or h in in_bodies)]

    def _article_home(self, bodies: Sequence[RawBody]) -> Region | None:
        score: Counter[str] = Counter()
        regions: dict[str, Region] = {}
        later: Counter[str] = Counter()
        titled: set[str] = set()
        first = True
        in_titles = self.titles
        for body in bodies:
            if body.place == "全国" or body.head == "central":
                continue
            if body.hit is None:
                continue
            region = self._settled(self._candidates(body.hit, body.place))
            if region is None:
                continue
            regions[region.region_id] = region
            sentence = self._sentence(body.span.start)
            if sentence.zone == "title":
                score[region.region_id] += _WEIGHTS["title"]
                titled.add(region.region_id)
                continue
            before = self.reading.text[sentence.span.start : body.span.start]
            if _STUDIED.search(before) or any(s.covers(body.span) for s in in_titles):
                later[region.region_id] += 1
            else:
                later[region.region_id] += _WEIGHTS["body"]
                if first:
                    score[region.region_id] += _WEIGHTS["first"]
                    first = False
        opening = True
        for hit in self.hits:
            region = self._settled(self._printed(hit))
            zone = self._sentence(hit.start).zone
            if _AWAY.search(self.reading.text, max(0, hit.start - 16), hit.start):
                continue  # 赴宁夏、陕西考察: a place visited
            if zone == "body" and self._studied_title(hit):
                continue
            if region is not None and (not hit.bare or (zone == "title" and region.level == "province")):
                regions[region.region_id] = region
                later[region.region_id] += _WEIGHTS["region"] if zone == "body" else 2
                if opening and _HOLDS.match(self.reading.text, hit.end):
                    score[region.region_id] += _WEIGHTS["first"]
                opening = opening and zone == "title"
        for text, weight in ((self.reading.article.source, "source"), (self.reading.article.author, "source")):
            for hit in self.gazetteer.matcher().find(text or ""):
                region = self._settled(hit.regions)
                if region is not None:
                    regions[region.region_id] = region
                    score[region.region_id] += _WEIGHTS[weight]
                    titled.add(region.region_id)
        for region_id, count in later.items():
            score[region_id] += min(count, _MOST)
        if not score:
            return self._dateline()
        best = min(score, key=lambda r: (-score[r], _LEVELS.index(regions[r].level), r))
        self._weak = best not in titled
        return regions[best]

    def _studied_title(self, hit: RegionHit) -> bool:
        """Whether the region stands in the title of a document that is studied: it may come from anywhere."""
        title = next((t for t in self.titles if t.start < hit.start < t.end), None)
        if title is None:
            return False
        return _STUDIED.search(self.reading.text, self._sentence(title.start).span.start, title.start) is not None

    def _settled(self, regions: Sequence[Region]) -> Region | None:
        """The only region, or the only one of them that lies in a province named beyond doubt."""
        if len(regions) == 1:
            return regions[0]
        key = tuple(r.region_id for r in regions)
        if key not in self._settled_before:
            near = [r for r in regions if any(self._related(r, known) for known in self._text_regions)]
            self._settled_before[key] = near[0] if len(near) == 1 else None
        return self._settled_before[key]

    def _related(self, region: Region, known: Region) -> bool:
        return region.region_id == known.region_id or self.gazetteer.is_within(region.region_id, known.region_id)

    def _dateline(self) -> Region | None:
        m = _DATELINE.search(self.reading.text)
        if m is None:
            return None
        found = self.gazetteer.lookup(m[1] or m[2])
        return found[0] if len(found) == 1 else None

    # -- places ---------------------------------------------------------------------------------------------------

    def place(self, raw: RawBody) -> Place:
        """Region part of a body as printed there."""
        position = raw.span.start
        if raw.place in ("全国", "中华全国", "最高"):
            return Place(None, raw.place, "national")
        if raw.hit is not None:
            region = self.choose(self._candidates(raw.hit, raw.place), position)
            return Place(region, raw.place, region.level if region else None)  # type: ignore[arg-type]
        if not raw.place:
            return self._of(self.home_at(position), raw.place)
        word = raw.place.lstrip("我本该")
        return self._of(self.short(word, position), word)

    def _candidates(self, hit: RegionHit, form: str) -> Sequence[Region]:
        """Regions a printed form may mean; a former one where the form is its legal name and only short for others."""
        if any(form in (r.name, r.common) for r in hit.regions):
            return hit.regions
        return _former_regions(self.gazetteer).get(form, hit.regions)

    def _printed(self, hit: RegionHit) -> Sequence[Region]:
        return self._candidates(hit, self.reading.text[hit.start : hit.end])

    @staticmethod
    def _of(region: Region | None, printed: str) -> Place:
        return Place(region, printed, region.level if region else None)  # type: ignore[arg-type]

    def choose(self, candidates: Sequence[Region], position: int) -> Region | None:
        """The one of several namesakes that is meant: the home, one in it or its province, or near a place named."""
        if len(candidates) == 1:
            return candidates[0]
        home = self.home_at(position) if self.reading.sentences and hasattr(self, "_leads") else None
        chain = [home, *self.gazetteer.ancestors(home.region_id)] if home is not None else []
        for outer in [*chain, *reversed(self._text_regions)]:
            if outer is None:
                continue
            inside = [r for r in candidates if self._related(r, outer)]
            if len(inside) == 1:
                return inside[0]
        return None

    def short(self, word: str, position: int) -> Region | None:
        """Region that a rank word (省 市 区 县 州 盟 旗 自治区) means there; None if the text does not tell."""
        kinds = _WORDS.get(word, ())
        home = self.home_at(position)
        if self._weak and home is self.home and (near := self._named_before(kinds, position, home, sentence=True)):
            return near
        if home is not None:
            for region in (home, *self.gazetteer.ancestors(home.region_id)):
                if region.kind in kinds:
                    return region
        return (
            self._named_before(kinds, position, home)
            or self._by_address(kinds, home)
            or self._told.region(kinds, self.gazetteer, home)
        )

    def _by_address(self, kinds: tuple[str, ...], home: Region | None) -> Region | None:
        """The region of this rank that the web address names, where it lies in the home."""
        if self._address is None or home is None or not self._related(self._address, home):
            return None
        above = (self._address, *self.gazetteer.ancestors(self._address.region_id))
        return next((region for region in above if region.kind in kinds), None)

    @staticmethod
    def fits(region: Region, word: str) -> bool:
        """Whether a region is of the rank a word names."""
        return region.kind in _WORDS.get(word, ())

    def section_at(self, position: int) -> int:
        """Number of the section there."""
        return self._sentence(position).section

    def _named_before(
        self, kinds: tuple[str, ...], position: int, home: Region | None, *, sentence: bool = False
    ) -> Region | None:
        """The region of this rank named last before there in the paragraph, or the only one named in the section.

        With `sentence` only a region of a body named in the same sentence counts.
        """
        here = self._sentence(position)
        in_section: dict[str, Region] = {}
        for hit in reversed(self.hits[: bisect_right(self._starts, position - 1)]):
            there = self._sentence(hit.start)
            if there.section != here.section and there.zone != "title":
                break
            if sentence and there.index != here.index:
                return None
            if self._studied_title(hit):
                continue
            region = self.choose(self._printed(hit), hit.start)
            if region is None or region.kind not in kinds or ((hit.bare or sentence) and not self._heads_body(hit)):
                continue
            if there.paragraph == here.paragraph:
                return region
            in_section[region.region_id] = region
        if sentence:
            return None
        return next(iter(in_section.values())) if len(in_section) == 1 else self._unanimous(kinds, home)

    def _heads_body(self, hit: RegionHit) -> bool:
        place = bisect_right(self._named_starts, hit.start)
        return any(b.hit == hit for b in self._named[max(0, place - 2) : place + 1])

    def _unanimous(self, kinds: tuple[str, ...], home: Region | None) -> Region | None:
        """The province of all regions named beyond doubt, where there is only one."""
        if home is not None or not ({"省", "自治区"} & set(kinds)):
            return None
        provinces = {self._province(r).region_id for r in self._text_regions}
        if len(provinces) != 1:
            return None
        region = self.gazetteer.by_id(provinces.pop())
        return region if region is not None and region.kind in kinds else None

    def _province(self, region: Region) -> Region:
        above = self.gazetteer.ancestors(region.region_id)
        return above[-1] if above else region


@lru_cache(maxsize=8)
def _former_regions(gazetteer: Gazetteer) -> dict[str, tuple[Region, ...]]:
    """Regions that no longer exist, by legal name."""
    found: dict[str, tuple[Region, ...]] = {}
    for region in gazetteer:
        if region.until:
            found[region.name] = (*found.get(region.name, ()), region)
    return found


def title_spans(text: str) -> list[Span]:
    """Outermost 《…》 of the text."""
    spans: list[Span] = []
    depth, start = 0, 0
    for m in re.finditer(r"[《》\n]", text):
        if m.group() == "《":
            if depth == 0:
                start = m.start()
            depth += 1
        elif m.group() == "》" and depth:
            depth -= 1
            if depth == 0:
                spans.append(Span(start, m.end()))
        elif m.group() == "\n":
            depth = 0
    return spans


__all__ = ["NATION", "RegionContext", "title_spans"]
