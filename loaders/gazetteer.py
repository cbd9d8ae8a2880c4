"""Administrative regions (行政区划): names as printed, to regions with their codes, parents and dates.

The table is lexicons/regions.csv (GB/T 2260 to county level, current and former); lexicons/README.md says
how it was derived. Every region has up to four kinds of form:

    full    大理白族自治州, 肃北蒙古族自治县, 玉门市     the legal name
    common  大理州, 肃北县, 玉门市, 福建省, 广西         as news print it, without the names of nationalities
    short   大理, 肃北, 玉门, 福建, 广西                 without the level; never shorter than two characters
    alias   巴州, 前郭县, 莫旗                           usual forms that no rule gives
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

import ahocorasick_rs

from graph.errors import ZhengmaiError

LEVELS = ("province", "prefecture", "county")
_CODE = re.compile(r"[^\s,]+")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# Full names that are common nouns as well: 城区 is the built-up area before it is a district of 晋城市.
_NOUNS = frozenset(
    ("城区", "郊区", "矿区", "市区", "新区", "东区", "西区", "南区", "北区", "中区", "林区", "市中区", "城中区")
)
# A name ending in 市 before one of these is the short form and another word: 上海|市场.
_MARKET = frozenset("场容")


class GazetteerError(ZhengmaiError):
    """The region table contradicts itself; the text names the row and what to change."""


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative region (行政区) between two changes of name, rank or parent.

    A region whose name or rank changes is two rows: the earlier with `until` and, where one region
    continues it, `successor_id`. Dates are printed prefixes (2010, 2010-12-09); empty is unknown or open.

    Attributes:
        region_id: GB/T 2260 code of six digits; a former region has code-year (420600-2010).
        name: Legal name.
        short: Usual name without level and nationality; equal to `common` where nothing shorter is used.
        common: Name with its level as news print it; for 内蒙古 广西 西藏 宁夏 新疆 the bare name.
        level: province, prefecture or county.
        kind: 省 市 自治区 … as the list in lexicons/README.md.
        parent_id: Region directly above; empty for a province.
        since: Date it began in this form; empty if not known.
        until: Date it ended in this form; empty for a current region.
        successor_id: Region that continues it; empty if none or several do.
        aliases: Further usual forms.
    """

    region_id: str
    name: str
    short: str
    common: str
    level: str
    kind: str
    parent_id: str = ""
    since: str = ""
    until: str = ""
    successor_id: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms without repeats: full, common, aliases, short."""
        return tuple(dict.fromkeys((self.name, self.common, *self.aliases, self.short)))

    def existed(self, on: str) -> bool:
        """Whether the region existed on some day that `on` (an ISO date or prefix of one) covers.

        A change known only to the year counts for both sides of it throughout that year.
        """
        return (not self.since or self.since[: len(on)] <= on[: len(self.since)]) and (
            not self.until or on[: len(self.until)] <= self.until[: len(on)]
        )


class RegionHit(NamedTuple):
    """A place name found in running text.

    Attributes:
        start: First character, counted in the text searched.
        end: One past the last character.
        regions: Regions the form may mean, never empty: those within the parents printed in front if there are
            any; current ones only, unless no current region has the form; provinces first, then by region_id.
        bare: True where the form alone proves nothing, so that the caller must find evidence: a short form
            (朝阳, 大理, 安康), a full name of two characters (和县, 成县), or a full name that is a common noun (城区).
    """

    start: int
    end: int
    regions: tuple[Region, ...]
    bare: bool


class Gazetteer:
    """An immutable set of regions with their names."""

    def __init__(self, regions: Iterable[Region]) -> None:
        """Index the regions.

        Raises:
            GazetteerError: A repeated id, or a parent or successor that is not in the table.
        """
        self._regions: dict[str, Region] = {}
        for region in regions:
            if region.region_id in self._regions:
                raise GazetteerError(f"regions: {region.region_id!r} stands twice. Give each row its own region_id.")
            self._regions[region.region_id] = region
        self._children: dict[str, list[Region]] = defaultdict(list)
        self._by_form: dict[str, tuple[Region, ...]] = {}
        by_form: dict[str, list[Region]] = defaultdict(list)
        for region in self._regions.values():
            for role in ("parent_id", "successor_id"):
                if (other := getattr(region, role)) and other not in self._regions:
                    raise GazetteerError(
                        f"regions: {role} {other!r} of {region.region_id} {region.name} is no row. Add it or clear it."
                    )
            if region.parent_id:
                self._children[region.parent_id].append(region)
            for form in region.forms:
                by_form[form].append(region)
        for form, found in by_form.items():
            self._by_form[form] = tuple(sorted(found, key=lambda r: (LEVELS.index(r.level), r.region_id)))
        self._predecessors: dict[str, list[str]] = defaultdict(list)
        for region in self._regions.values():
            if region.successor_id:
                self._predecessors[region.successor_id].append(region.region_id)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Gazetteer:
        """Build from mappings with the columns of regions.csv; columns other than region_id, name, level may lack.

        A missing short is the name without its last character (two characters at least), a missing common the name,
        a missing kind the last character of the name.

        Raises:
            GazetteerError: An unknown column or level, an empty id or name, or a date that is no ISO prefix.
        """
        return cls(_region(row, f"row {number}") for number, row in enumerate(rows, 1))

    @classmethod
    def default(cls) -> Gazetteer:
        """The gazetteer of lexicons/regions.csv, read once."""
        return _default()

    def __len__(self) -> int:
        """Count the regions, former ones included."""
        return len(self._regions)

    def __iter__(self) -> Iterator[Region]:
        """Yield all regions in the order of the table."""
        return iter(self._regions.values())

    def by_id(self, region_id: str) -> Region | None:
        """The region with this id, or None."""
        return self._regions.get(region_id)

    def children(self, region_id: str) -> tuple[Region, ...]:
        """Regions directly below, former ones included, in the order of the table."""
        return tuple(self._children.get(region_id, ()))

    def ancestors(self, region_id: str) -> tuple[Region, ...]:
        """Regions above, nearest first; empty for a province or an unknown id."""
        found: list[Region] = []
        region = self._regions.get(region_id)
        while region is not None and region.parent_id and len(found) < len(LEVELS):
            region = self._regions[region.parent_id]
            found.append(region)
        return tuple(found)

    def is_within(self, inner: str, outer: str) -> bool:
        """Whether `inner` is `outer` or lies below it, or below what continues `outer` (襄樊市 → 襄阳市)."""
        wanted = self._continued(outer)
        return inner in wanted or any(region.region_id in wanted for region in self.ancestors(inner))

    def _continued(self, region_id: str) -> set[str]:
        """The id with those of all regions that continue it."""
        chain: set[str] = set()
        while region_id and region_id not in chain:
            chain.add(region_id)
            region = self._regions.get(region_id)
            region_id = region.successor_id if region else ""
        return chain

    def lookup(
        self, form: str, *, within: str | None = None, level: str | None = None, on: str | None = None
    ) -> tuple[Region, ...]:
        """Find the regions a name may mean.

        Args:
            form: Full, common or short name or alias, alone or after its parents (浙江省衢州市龙游县, 甘肃玉门).
            within: Keep regions that are this region_id or lie in it.
            level: Keep regions of this level.
            on: ISO date or prefix; keep regions that existed then. Without it, or where none did, current regions
                are kept, and former ones only if there is no current one.

        Returns:
            All candidates, provinces first, then by region_id; empty if the form is unknown or nothing is left.
        """
        found = [
            region
            for region in self._resolve(form, 0)
            if (level is None or region.level == level)
            and (within is None or self.is_within(region.region_id, within))
        ]
        if on is not None and (then := tuple(region for region in found if region.existed(on))):
            return then
        return tuple(region for region in found if not region.until) or tuple(found)

    def _resolve(self, form: str, depth: int) -> tuple[Region, ...]:
        """Candidates for a form with or without parents in front; a form that is a name itself has no parents."""
        direct = self._by_form.get(form, ())
        if direct or depth == len(LEVELS):
            return direct
        for cut in range(len(form) - 2, 1, -1):
            outer = self._by_form.get(form[:cut])
            if outer and (inner := self._below(self._resolve(form[cut:], depth + 1), outer)):
                return inner
        return ()

    def _below(self, inner: tuple[Region, ...], outer: tuple[Region, ...]) -> tuple[Region, ...]:
        """Those of `inner` that lie in one of `outer` without being it."""
        return tuple(
            region
            for region in inner
            if any(o.region_id != region.region_id and self.is_within(region.region_id, o.region_id) for o in outer)
        )

    def matcher(self) -> RegionMatcher:
        """The matcher over all forms; built once for each gazetteer."""
        return self._matcher

    @cached_property
    def _matcher(self) -> RegionMatcher:
        return RegionMatcher(self, self._by_form)


class RegionMatcher:
    """Finds place names in running text with one automaton; made by Gazetteer.matcher()."""

    def __init__(self, gazetteer: Gazetteer, forms: Mapping[str, tuple[Region, ...]]) -> None:
        self._gazetteer = gazetteer
        self._forms = tuple(forms)
        self._regions = [_preferred(forms[form]) for form in self._forms]
        self._bare = [_is_bare(form, forms[form]) for form in self._forms]
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms, matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, text: str) -> list[RegionHit]:
        """Find all place names, left to right, without overlaps.

        Certain forms (full, common, alias) are taken first, leftmost then longest; bare forms fill what they leave, so
        that 西湖 never hides 湖口县 in 江西湖口县. A name directly after its parent is one hit with it
        (浙江省衢州市龙游县 → 龙游县); it is then bare only if its own form is. 市 before 场 is no level.
        """
        certain: list[tuple[int, int, int]] = []
        bare: list[tuple[int, int, int]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if text[end - 1] == "市" and text[end : end + 1] in _MARKET:
                continue
            (bare if self._bare[index] else certain).append((start, -end, index))
        taken: list[tuple[int, int, int]] = []
        for group in (sorted(certain), sorted(bare)):
            free: list[tuple[int, int, int]] = []
            last, position = 0, 0
            for start, minus_end, index in group:
                while position < len(taken) and taken[position][1] <= start:
                    position += 1
                clash = position < len(taken) and taken[position][0] < -minus_end
                if start >= last and not clash:
                    free.append((start, -minus_end, index))
                    last = -minus_end
            taken = sorted(taken + free)
        return self._joined(taken)

    def _joined(self, taken: list[tuple[int, int, int]]) -> list[RegionHit]:
        """Hits in order, each name joined with the parents printed directly in front of it."""
        hits: list[RegionHit] = []
        for start, end, index in taken:
            hit = RegionHit(start, end, self._regions[index], self._bare[index])
            if hits and hits[-1].end == start:
                inner = self._gazetteer._below(hit.regions, hits[-1].regions)
                if inner:
                    hit = RegionHit(hits.pop().start, end, inner, hit.bare)
            hits.append(hit)
        return hits


def _preferred(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """Current regions, or all if none is current."""
    return tuple(region for region in regions if not region.until) or regions


def _is_bare(form: str, regions: tuple[Region, ...]) -> bool:
    """Whether a form alone proves nothing in running text (RegionHit.bare)."""
    if form in _NOUNS:
        return True
    if len(form) == 2 and not all(form in region.aliases for region in regions):
        return True
    named = any(form in (region.name, *region.aliases) or form == region.common for region in regions)
    return not named or all(form == region.short for region in regions)


def _region(row: Mapping[str, str], place: str) -> Region:
    """One checked row."""
    known = {field.name for field in fields(Region)}
    if unknown := sorted(set(row) - known):
        raise GazetteerError(f"regions, {place}: unknown column {unknown[0]!r}. Use {', '.join(sorted(known))}.")
    name, level = row.get("name", ""), row.get("level", "")
    if not name or not _CODE.fullmatch(row.get("region_id", "")):
        raise GazetteerError(f"regions, {place}: region_id or name is empty. Give both.")
    if level not in LEVELS:
        raise GazetteerError(f"regions, {place}: unknown level {level!r} of {name}. Use {', '.join(LEVELS)}.")
    for column in ("since", "until"):
        if (value := row.get(column, "")) and not _DATE.fullmatch(value):
            raise GazetteerError(f"regions, {place}: {column} {value!r} of {name} is no date. Use 2010 or 2010-12-09.")
    return Region(
        region_id=row["region_id"],
        name=name,
        short=row.get("short", "") or (name[:-1] if len(name) > 2 else name),
        common=row.get("common", "") or name,
        level=level,
        kind=row.get("kind", "") or name[-1],
        parent_id=row.get("parent_id", ""),
        since=row.get("since", ""),
        until=row.get("until", ""),
        successor_id=row.get("successor_id", ""),
        aliases=tuple(row.get("aliases", "").split()),
    )


@lru_cache(maxsize=1)
def _default() -> Gazetteer:
    text = resources.files("loaders").joinpath("lexicons/regions.csv").read_text(encoding="utf-8")
    return Gazetteer.from_rows(csv.DictReader(text.splitlines()))
