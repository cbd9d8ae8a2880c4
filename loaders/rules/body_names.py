"""Names of bodies: from head, region and organ to the one BodyRef that all ways of writing the body share.

Source of the forms: docs of the offices themselves (政协章程, 党章, 地方组织法); usage for the common short forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from graph.model.values import BodyKind, Level
from loaders.claims import BodyRef
from loaders.gazetteer import Region

NATION = "000000"

KINDS: dict[str, BodyKind] = {
    "cppcc": "cppcc",
    "party": "party",
    "government": "government",
    "congress": "congress",
    "standing": "congress",
    "court": "court",
    "procuracy": "procuracy",
    "discipline": "supervision",
    "supervision": "supervision",
    "both": "supervision",
    "military": "military",
    "mass": "mass",
    "league": "mass",
    "party_before": "democratic_party",
}
_COMMON = {
    "cppcc": "政协",
    "government": "人民政府",
    "congress": "人大",
    "standing": "人大常委会",
    "procuracy": "人民检察院",
    "discipline": "纪委",
    "supervision": "监委",
    "both": "纪委监委",
}
# Organ that tells bodies of one kind and region apart where the model's key knows only kind, region and organ.
_OWN_ORGAN = {"standing": "常务委员会", "discipline": "纪委", "supervision": "监委", "both": "纪委监委"}
_COURTS = {"province": "高级人民法院", "prefecture": "中级人民法院", "county": "人民法院"}


@dataclass(frozen=True, slots=True)
class Place:
    """The region part of a body as resolved.

    Args:
        region: None where it is unknown or the nation.
        printed: What stands in the name then: 市, 全国, 朝阳区.
        level: Level as far as the word tells.
    """

    region: Region | None
    printed: str = ""
    level: Level | None = None

    @property
    def region_id(self) -> str | None:
        """Code of the region; the nation's for 全国."""
        if self.region is not None:
            return self.region.region_id
        return NATION if self.level == "national" else None

    @property
    def name(self) -> str:
        """Legal name of the region, or the printed word."""
        return self.region.name if self.region is not None else self.printed

    @property
    def common(self) -> str:
        """Name as used inside a body: 大理州; an autonomous region in full."""
        if self.region is None:
            return self.printed
        return self.region.name if self.region.kind == "自治区" else self.region.common


def head_body(head: str, place: Place, *, form: str = "") -> BodyRef:
    """The body of a head (sense of lexicons/body_heads.yml) in a place.

    Args:
        head: cppcc, party, government …
        place: Its region.
        form: Canonical word for the heads that are many bodies (妇联, 民盟, 军分区); empty otherwise.
    """
    return _head_body(head, place.region_id, place.name, place.common, place.level or _level(place.region), form,
                      place.region.kind if place.region else "")


def _level(region: Region | None) -> Level | None:
    return region.level if region is not None else None  # type: ignore[return-value]


@lru_cache(maxsize=4096)
def _head_body(
    head: str, region_id: str | None, name: str, common: str, level: Level | None, form: str, kind: str
) -> BodyRef:
    full: str | None = None
    organ = _OWN_ORGAN.get(head)
    parent: BodyRef | None = None
    if head == "party":
        label = _party_name(common, kind)
        full = f"中国共产党{name}委员会" if region_id else None
    elif head == "cppcc":
        label = f"{name}政协"
        full = f"中国人民政治协商会议{name}委员会" if region_id else None
    elif head == "court":
        label = f"{common}{_COURTS.get(level or '', '人民法院')}"
    elif head == "party_before":
        label = f"{form}中央" if region_id == NATION else f"{form}{common}委会"
    elif head == "league":
        label = f"共青团{common}委" if len(common) > 1 else f"团{common}委"
    elif head in ("mass", "military"):
        label = f"{common}{form}"
    else:
        label = f"{common}{_COMMON[head]}"
        if head == "standing":
            full = f"{name}人民代表大会常务委员会" if region_id else None
            parent = _head_body("congress", region_id, name, common, level, "", kind)
    return BodyRef(
        name=label, kind=KINDS[head], level=level, region_id=region_id, organ=organ, full_name=full, parent=parent
    )


def _party_name(common: str, kind: str) -> str:
    if kind == "自治区" or common == "自治区":
        return f"{common}党委"
    return f"中共{common}委" if len(common) > 1 else f"{common}委"


@lru_cache(maxsize=4096)
def organ_body(head: BodyRef, organ: str) -> BodyRef:
    """An organ (canonical name) of a head body: 福建省政协 + 提案委员会; departments stand by the region alone."""
    base = head.name
    if head.kind == "government" and organ not in ("办公厅", "办公室", "党组"):
        base = base.removesuffix("人民政府")
    own = f"{head.organ}/{organ}" if head.organ else organ
    return BodyRef(
        name=f"{base}{organ}", kind=head.kind, level=head.level, region_id=head.region_id, organ=own, parent=head
    )
