"""The region a web address speaks for: zx.hanzhong.gov.cn, www.qianshan.gov.cn, jiyuanxww.com.

A label of the host is the romanised name of one region, alone or with a word for what the site is. Weak evidence: it is
asked only where the text leaves a short form (市政协) open. Source of the names: lexicons/region_pinyin.csv.
Known misses: abbreviations (hzrb), romanisations other than pinyin (ordos), which are too ambiguous to use.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from loaders.gazetteer import Gazetteer, Region
from loaders.lexicon import load_table

# What a site of a place adds to its name: the rank of the place, 政协(网), 新闻(网), 日报, 网.
_BEFORE = re.compile(r"zx|zhengxie|cppcc")
_AFTER = re.compile(
    r"(?:shi|xian|qu|zhou)?"
    r"(?P<site>zx|szx|xzx|qzx|zzx|zxw|zc|zhichuang|zhengxie|cppcc|news|daily|rb|ribao|rbw|xw|xww|xinwen|net|tv|city|gov)?"
)
# Public hosts, and the shared one of the county media centres of 湖北 (长江云).
_PUBLIC = re.compile(r"\.gov\.cn$|\.cjyun\.org$")
_SHORTEST = 4
_SHORTEST_FOLDER = 6


def address_region(url: str | None, gazetteer: Gazetteer) -> Region | None:
    """The region that the host or a folder of an address names; None without one or where several may be meant.

    A county is named only by a public host or together with a word for the site, as the names of many counties
    are words and brands as well (xinmin, jiefang). A folder names a prefecture, in full and nothing else.
    """
    host = urlsplit(url or "").hostname or ""
    for label in host.split("."):
        for name, sure in _names(label):
            region = _meant(name, gazetteer)
            if region is not None and (region.level != "county" or sure or _PUBLIC.search(host)):
                return region
    for part in urlsplit(url or "").path.split("/"):
        region = _meant(part, gazetteer) if len(part) >= _SHORTEST_FOLDER else None
        if region is not None and region.level == "prefecture":
            return region
    return None


@lru_cache(maxsize=1024)
def _names(label: str) -> tuple[tuple[str, bool], ...]:
    """The names a label may hold, the whole label first; True with a word for the site."""
    found = [(label, False)] if len(label) >= _SHORTEST and label.isalpha() else []
    for cut in range(_SHORTEST, len(label)):
        m = _AFTER.fullmatch(label, cut)
        if m is not None:
            found.append((label[:cut], m["site"] is not None))
    if (m := _BEFORE.match(label)) and len(label) - m.end() >= _SHORTEST:
        found.append((label[m.end() :], True))
    return tuple(found)


def _meant(name: str, gazetteer: Gazetteer) -> Region | None:
    """The one region of this name; of several the province, or the one that holds all others (长沙市, 长沙县)."""
    regions = [r for region_id in _by_name().get(name, ()) if (r := gazetteer.by_id(region_id)) is not None]
    provinces = [r for r in regions if r.level == "province"]
    if len(provinces) == 1:
        return provinces[0]
    outer = [r for r in regions if all(gazetteer.is_within(other.region_id, r.region_id) for other in regions)]
    return outer[0] if len(outer) == 1 else None


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[str, ...]]:
    """Ids of the regions of each romanised name."""
    found: dict[str, tuple[str, ...]] = {}
    for row in load_table("region_pinyin"):
        found[row["pinyin"]] = (*found.get(row["pinyin"], ()), row["region_id"])
    return found
