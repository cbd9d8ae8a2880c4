"""Anchors: the finest entity a text gives. Their keys, blocks and names are made here and read back from claims.

A key that holds `article` is weak: it cannot be found again in another article by itself, and never gives an entity
its id while a strong one is there. Source of the rules: docs/decisions/0001-identifiers.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from graph.model.dates import PartialDate
from graph.model.ids import anchor_id, canonical_json
from graph.model.nodes import Claim
from graph.model.values import AnchorType, Predicate
from loaders.claims import BodyRef
from loaders.lexicon import load_lexicon

ANCHOR_TYPES: dict[Predicate, AnchorType] = {
    "person": "Person",
    "body": "Body",
    "meeting": "Meeting",
    "document": "Document",
}
# Party congresses and their plenums: each number was held once.
_PARTY_CONGRESS = re.compile(
    r"(?:党的|中共|中国共产党)?第?(?P<which>[\d一二三四五六七八九十]+(?:大|届[一二三四五六七八九]中全会))"
)
# A short form that names no place of its own: 市政协, 我区, 党组. Anything else that is unresolved is a proper name.
_SHORT_FORM = re.compile(
    r"(?:中共)?(?:我|本|全|该)?(?:省|自治区|市|区|县|州|盟|旗|乡|镇|街道)?"
    r"(?:政协|委|党委|党组|人大|政府|人民政府|纪委|监委|法院|检察院|机关|办公|统战部|组织部|宣传部|政法委|常委会|工会|妇联|工商联|.{0,12}(?:局|委|部|厅|室|办)$)"
)


@dataclass(frozen=True, slots=True)
class Key:
    """What makes an anchor: `parts` is its key, `block` the only place it is compared, `name` what is compared."""

    type: AnchorType
    parts: dict[str, Any]
    block: str
    name: str
    text: str = field(init=False)  # canonical JSON of the key
    id: str = field(init=False)  # the anchor id

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", canonical_json(self.parts))
        object.__setattr__(self, "id", anchor_id(self.type, self.text))

    @property
    def strong(self) -> bool:
        """Whether another article can give the same key."""
        return "article" not in self.parts


def is_strong(key: str) -> bool:
    """Whether the key (canonical JSON of an anchor) can be given by another article too."""
    return "article" not in json.loads(key)


@lru_cache(maxsize=4096)
def body_key(body: BodyRef, article: str) -> Key:
    """Key of a body: kind, region and organ; a proper name of its own; else its short form and article."""
    parts: dict[str, Any]
    if body.region_id is not None:
        parts = {"kind": body.kind, "region": body.region_id, "organ": body.organ}
        if body.region_id == "000000" or body.kind in ("other", "mass", "democratic_party", "military"):
            parts["name"] = body.name
    elif _SHORT_FORM.match(body.name):
        parts = {"form": body.name, "article": article}
    else:
        parts = {"name": body.name}
    return Key("Body", parts, f"body|{anchor_id('Body', canonical_json(parts))}", body.name)


def body_id(body: BodyRef, article: str) -> str:
    """Id of a body; bodies are deterministic, so the anchor is the entity."""
    return body_key(body, article).id


@lru_cache(maxsize=4096)
def person_key(name: str, line: BodyRef | None, article: str, region: str | None) -> Key:
    """Key of a person: the name and the head body of the post; without a post, the name and the article.

    Args:
        name: Normalised name.
        line: Body of the post, any organ of it; None if the mention has no post.
        article: article_id.
        region: Region line of the article (GB/T 2260 code), for mentions without a post; None if unknown.
    """
    parts: dict[str, Any]
    if line is None:
        parts = {"name": name, "article": article, "region": region}
    else:
        top = body_key(line.top, article)
        parts = {"name": name, "line": top.id, "region": line.top.region_id}
        if not top.strong:
            parts["article"] = article
    return Key("Person", parts, f"person|{name}", name)


@cache
def numbered_kinds() -> frozenset[str]:
    """Meeting kinds that come again and again under one host (主席会议, 常委会会议): never told apart by name."""
    return frozenset(e["canonical"] for e in load_lexicon("meeting_types").entries if e.get("numbered"))


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    numbered = [(e["form"], e["canonical"]) for e in load_lexicon("meeting_types").entries if e.get("numbered")]
    return tuple(sorted(numbered, key=lambda f: (-len(f[0]), f)))


@cache
def _kinds_alone() -> frozenset[str]:
    """The words of the kinds as cores of names: 座谈会, 部署会."""
    forms = (re.sub("[()（）“”]", "", e["form"]) for e in load_lexicon("meeting_types").entries)
    return frozenset(re.sub("(?:会)?会议$", "会", form) for form in forms)


def joint_kinds(names: Sequence[str], kind: str | None) -> dict[str, str]:
    """Further numbered kinds of one gathering, each with its part of the name.

    Args:
        names: Printed names; only those with 暨 tell of two kinds: 党组（扩大）会议暨十三届二十五次主席会议.
        kind: The kind it is known by already.
    """
    found: dict[str, str] = {}
    for name in names:
        for part in name.split("暨") if "暨" in name else ():
            further = next((canonical for form, canonical in _forms() if part.endswith(form)), None)
            if further is not None and further != kind:
                found.setdefault(further, part)
    return found


def meeting_key(
    name_core: str,
    *,
    host: str | None,
    kind: str | None,
    term: int | None,
    session: int | None,
    sitting: int | None,
    date: PartialDate | None,
    article: str,
) -> Key:
    """Key of a meeting: host, kind and ordinals; else host, kind and date; else the core of its name.

    A numbered kind without ordinals and date is tied to its article: 市政协主席会议 alone is no meeting in particular,
    nor is a kind alone without a host (座谈会), even on one day.
    A party congress or its plenum (党的二十大, 十九届四中全会) is known by its number alone.
    """
    numbered = kind is not None and kind in numbered_kinds()
    parts: dict[str, Any]
    party = _PARTY_CONGRESS.fullmatch(name_core)
    if party is not None and sitting is None:
        return Key("Meeting", {"core": party["which"]}, f"meeting|{party['which']}", party["which"])
    if host and numbered and session is not None:
        parts = {"host": host, "kind": kind, "term": term, "session": session}
        if term is None:
            parts["date"] = date
    elif host and numbered and date:
        parts = {"host": host, "kind": kind, "date": date}
    elif host is None and name_core in _kinds_alone():
        parts = {"core": name_core, "date": date, "article": article}
    elif date and not numbered:
        parts = {"core": name_core, "date": date}
    elif numbered:
        parts = {"core": name_core, "article": article}
    else:
        parts = {"core": name_core}
    if sitting is not None:
        parts["sitting"] = sitting
    block = f"meeting|{host}|{kind}" if host and numbered else f"meeting|{name_core}"
    if host is None and name_core in _kinds_alone():
        block += f"|{article}"
    return Key("Meeting", parts, block, name_core)


def document_key(
    core: str,
    *,
    self_named: str | None,
    issuers: Sequence[str],
    region: str | None,
    article: str,
) -> Key:
    """Key of a document: its title core with its issuers, else with the region line of the article.

    The whole title alone is enough where it names its issuer or is a national law.

    Args:
        core: Title without issuer head and markers; the block.
        self_named: The normalised whole title where it names its issuer or is national; None otherwise.
        issuers: Body ids of issuers, any order.
        region: Region line of the article; None if unknown, which ties the key to the article.
        article: article_id.
    """
    parts: dict[str, Any]
    if self_named is not None:
        parts = {"core": self_named}
    elif issuers:
        parts = {"core": core, "issuers": sorted(set(issuers))}
    elif region is not None:
        parts = {"core": core, "region": region}
    else:
        parts = {"core": core, "article": article}
    return Key("Document", parts, f"document|{core}", core)


def key_of(claim: Claim) -> Key:
    """The key of the anchor that an entity claim introduces.

    Raises:
        ValueError: The claim is an edge.
    """
    if claim.predicate not in ANCHOR_TYPES:
        raise ValueError(f"claim {claim.claim_id} is an edge ({claim.predicate}), not an entity")
    args = json.loads(claim.args)
    return Key(ANCHOR_TYPES[claim.predicate], args["anchor"]["key"], args["anchor"]["block"], args["anchor"]["name"])
