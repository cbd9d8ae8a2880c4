"""Regions told away from any body: papers and sites of a place, titles of its documents, phrases about its growth.

Weak evidence, asked only where neither bodies nor the web address settle a short form (市政协): a region counts only if
it is of the rank the form names and the only such region the page tells of.
Known misses: a paper of a prefecture on a county-level city that is named nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.claims import Reading, Span
from loaders.gazetteer import Gazetteer, Region, RegionHit
from loaders.rules.words import Words
from loaders.text.cut import cut, tagged

# What a paper or site adds to the name of its place.
_MEDIA = re.compile(
    r"(?:农村|法制|法治|经济|青年)?(?:日报|晚报|晨报|早报|晚刊|都市报|广播|电视台|融媒|新闻网|政协|人大网|发布|之窗"
    r"|农村报|法制报|新闻中心|网讯)"
)
_DATELINE = re.compile(r"[网报台](?P<place>[\u4e00-\u9fff]{2,4})\d{1,2}月\d{1,2}日[讯电]")
# Phrases of a body about its own place: 为X加快发展, 推动X高质量发展, 谱写X新篇章.
_BEFORE = re.compile(
    r"(?:为|推动|推进|助推|助力|促进|服务|建设|谱写|奋进|实现|书写|聚焦)(?:新时代|现代化|社会主义|美丽|幸福|和谐|新)*$"
)
_BEHIND = re.compile(
    r"(?:新时代|加快|全面|高质量|经济社会|跨越|转型|绿色|现代化|又好又快|更好|科学|奋力)*"
    r"(?:发展|振兴|崛起|建设|转型|腾飞|新篇章|新实践|新局面|全域|新征程)"
)
_FOR_PLACES = re.compile(r"振兴|崛起|加快发展|经济社会|腾飞")
_AWAY = re.compile(r"(?:赴|前往|抵达|访问|奔赴|到|来到|学习|借鉴)[^，。；\n]{0,12}$")
_PLACE_TAGS = frozenset(("ns", "x", "nz", "nr"))
# A body deliberates what is its own; what it studies may come from anywhere.
_DELIBERATES = re.compile(r"(?:审议|讨论|研究|通过|印发|出台|制定|听取|审定|起草|征求|协商)[^。；\n]*$")


class ToldPlaces:
    """The regions a page tells of away from its bodies.

    Args:
        reading: Its article and text.
        words: Gazetteer of the regions.
        hits: Region names of the text, in order.
        former: Regions that no longer exist, by legal name.
        titles: 《…》 of the text.
    """

    def __init__(
        self,
        reading: Reading,
        words: Words,
        hits: Sequence[RegionHit],
        former: dict[str, tuple[Region, ...]],
        titles: Sequence[Span],
    ) -> None:
        self.text = reading.text
        self._former = former
        certain = [h for h in hits if not h.bare]
        self._certain = {r.region_id for h in certain for r in h.regions}
        self._groups = (
            list(self._media(reading, words.gazetteer, hits)),
            list(self._in_titles(hits, titles)),
            list(self._praised(hits)),
        )

    def region(self, kinds: tuple[str, ...], gazetteer: Gazetteer, home: Region | None) -> Region | None:
        """The one region of these kinds that the page tells of, inside the home; papers, then titles, then phrases.

        Beside a title or phrase no other region of the rank may be named in full anywhere.
        """
        for group in self._groups:
            found: dict[str, Region] = {}
            for regions in group:
                for region in _outermost(regions, gazetteer):
                    if region.kind in kinds:
                        found[region.region_id] = region
            if found:
                region = next(iter(found.values()))
                fits = home is None or gazetteer.is_within(region.region_id, home.region_id)
                rivals = {i for i in self._certain if (r := gazetteer.by_id(i)) is not None and r.kind in kinds}
                alone = group is self._groups[0] or rivals <= {region.region_id}
                return region if len(found) == 1 and fits and alone else None
        return None

    def _media(
        self, reading: Reading, gazetteer: Gazetteer, hits: Sequence[RegionHit]
    ) -> Iterator[tuple[Region, ...]]:
        """Places of papers and sites: of the source, the byline, the dateline."""
        article = reading.article
        for printed in (article.source, article.author):
            for hit in gazetteer.matcher().find(printed or ""):
                yield hit.regions
        starts = {h.start: h for h in hits}
        for hit in hits:
            if _MEDIA.match(self.text, hit.end) and self._credits(hit):
                yield hit.regions
        for m in _DATELINE.finditer(self.text):
            dated = starts.get(m.start("place"))
            if dated is not None and dated.end == m.end("place"):
                yield dated.regions

    def _credits(self, hit: RegionHit) -> bool:
        """Whether the paper is named where a page credits it: early in a line, near 记者, 来源, 讯 or 电."""
        line = self.text.rfind("\n", 0, hit.start) + 1
        around = self.text[max(line, hit.start - 12) : hit.end + 24]
        return hit.start - line < 40 and re.search(r"记者|来源|[讯电]|通讯员|作者", around) is not None

    def _in_titles(self, hits: Sequence[RegionHit], titles: Sequence[Span]) -> Iterator[tuple[Region, ...]]:
        """Places in titles of documents; a name of two characters (户县) only where it stands behind several words."""
        before: dict[str, set[str]] = {}
        found: dict[str, tuple[Region, ...]] = {}
        for hit in hits:
            title = next((t for t in titles if t.start < hit.start < t.end), None)
            if title is None or not self._deliberated(title):
                continue
            form = self.text[hit.start : hit.end]
            regions = tuple(r for r in (*hit.regions, *self._former.get(form, ())) if form in (r.name, r.common))
            if not regions:
                continue
            if not hit.bare:
                yield hit.regions
                continue
            first = hit.start == title.start + 1
            before.setdefault(form, set()).add("《" if first else self.text[hit.start - 2 : hit.start])
            found[form] = regions
        for form, words in before.items():
            if len(words) > 1:
                yield found[form]

    def _deliberated(self, title: Span) -> bool:
        line = self.text.rfind("\n", 0, title.start) + 1
        return _DELIBERATES.search(self.text, line, title.start) is not None

    def _praised(self, hits: Sequence[RegionHit]) -> Iterator[tuple[Region, ...]]:
        """Places of phrases about growth, not visited; a word (通道) only where the phrase is for places."""
        visited = {self.text[h.start : h.end] for h in hits if _AWAY.search(self.text, max(0, h.start - 16), h.start)}
        for hit in hits:
            form = self.text[hit.start : hit.end]
            if form in visited or not (_is_place(form) or _FOR_PLACES.match(self.text, hit.end)):
                continue
            if _BEFORE.search(self.text, max(0, hit.start - 12), hit.start) and _BEHIND.match(self.text, hit.end):
                yield hit.regions


def _is_place(form: str) -> bool:
    """Whether a short form is no word of another kind."""
    return len(cut(form, hmm=False)) > 1 or tagged(form)[0][1] in _PLACE_TAGS


def _outermost(regions: Sequence[Region], gazetteer: Gazetteer) -> Sequence[Region]:
    """Of namesakes the one that holds all others (吉林 is the province, 长沙 the city, not the county); else all."""
    outer = [r for r in regions if all(gazetteer.is_within(other.region_id, r.region_id) for other in regions)]
    return outer or regions
