"""Names as people write them to ids, or the candidates: 政协福建省委员会, 《…》 with or without marks, aliases, ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import MisuseError
from graph.model.ids import position_id
from graph.store.base import CypherReader
from queries import names

RESOLVED = {"person": "Person", "body": "Body", "meeting": "Meeting", "document": "Document", "position": "Position"}
LABELS = ("Person", "Body", "Meeting", "Document")
SHOWN = 20
_KEYS = {
    "Person": "person_id",
    "Body": "body_id",
    "Meeting": "meeting_id",
    "Document": "document_id",
    "Position": "position_id",
}
_NAMES = {"Person": "name", "Body": "name", "Meeting": "name", "Document": "title"}
_LETTERS = {"p": "Person", "b": "Body", "m": "Meeting", "d": "Document", "q": "Position"}
_ID = re.compile(r"([pbmdqe])-[0-9a-f]{16}")
_AT = re.compile(r"(.+?)[（(](.+)[）)]")
_HEAD = re.compile(r"(?P<issuer>[^〈]+?)(?:〈(?P<inside>.+)〉|(?P<rest>(?:关于|转发|印发).+))")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity a name may mean.

    Args:
        label: Person, Body, Meeting, Document or Position.
        id: Its id.
        name: Its name in the graph.
        tells: What tells it from others of the name: posts, region, host, issuers, dates.
    """

    label: str
    id: str
    name: str
    tells: str


def resolve(reader: CypherReader, kind: str, text: str) -> str:
    """The id of the one entity of a kind that a text names.

    Args:
        reader: The graph.
        kind: person, body, meeting, document or position.
        text: A name as people write it, an id, or the id of an anchor. 张弛（上海市政协） is the one with a post there.

    Raises:
        MisuseError: Nothing of the kind has this name, or several have (they are listed with ids).
    """
    label = RESOLVED[kind]
    return _one(f"{kind}={text}", find(reader, label, text), near(reader, label, text), kind)


def resolve_any(reader: CypherReader, text: str) -> Candidate:
    """The one person, body, meeting or document that a text names.

    Raises:
        MisuseError: Nothing has this name, or several have.
    """
    found = [c for label in LABELS for c in find(reader, label, text)]
    if len(found) != 1:
        close = [] if found else [c for label in LABELS for c in near(reader, label, text)]
        _one(text, found, close, "person, body, meeting or document")
    return found[0]


def resolve_anchor(reader: CypherReader, text: str) -> str:
    """The id of an anchor: of the one entity that a text names (its id is the smallest of its anchors), or as given.

    Raises:
        MisuseError: Nothing has this name, or several have.
    """
    found = resolve_any(reader, text)
    return text.strip() if _ID.fullmatch(text.strip()) else found.id


def _one(said: str, found: Sequence[Candidate], close: Sequence[Candidate], kind: str) -> str:
    if len(found) == 1:
        return found[0].id
    if found:
        more = f"\n  and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise MisuseError(f"{said}: {len(found)} fit; give the id of one:\n{_listed(found[:SHOWN])}{more}")
    hint = f"; near it are:\n{_listed(close[:SHOWN])}" if close else ""
    raise MisuseError(f"{said}: no {kind} of this name in the graph{hint}")


def _listed(candidates: Iterable[Candidate]) -> str:
    return "\n".join(f"  {c.id}  {c.name}  {c.tells}" for c in candidates)


def find(reader: CypherReader, label: str, text: str) -> list[Candidate]:
    """All entities of a label that a text may name, by name and id; one if it is sure."""
    if match := _ID.fullmatch(text.strip()):
        ids = _by_id(reader, label, text.strip()) if _LETTERS.get(match[1]) == label else []
    elif label == "Position":
        ids = _positions(reader, text)
    elif label == "Body":
        ids = _bodies(reader, text)
    elif label == "Person":
        ids = _persons(reader, text)
    else:
        ids = _titled(reader, label, text)
    return _described(reader, label, ids)


def near(reader: CypherReader, label: str, text: str) -> list[Candidate]:
    """Up to five entities whose name holds the text, or is held by it: what may have been meant."""
    if label == "Position" or _ID.fullmatch(text.strip()):
        return []
    name, key, shown = names.title_form(text), _KEYS[label], _NAMES[label]
    rows = reader.read(
        f"MATCH (n:{label}) WHERE n.{shown} CONTAINS $name OR ($name CONTAINS n.{shown} AND size(n.{shown}) > 1) "
        f"RETURN n.{key} AS id ORDER BY size(n.{shown}) DESC, n.{shown}, id LIMIT 5",
        {"name": name},
    )
    return _described(reader, label, [row["id"] for row in rows])


def _by_id(reader: CypherReader, label: str, text: str) -> list[str]:
    key = _KEYS[label]
    own = reader.read(f"MATCH (n:{label} {{{key}: $id}}) RETURN n.{key} AS id", {"id": text})
    if not own and label != "Position":
        own = reader.read(
            f"MATCH (a:Anchor {{anchor_id: $id}})-[:IDENTIFIES]->(n:{label}) RETURN n.{key} AS id", {"id": text}
        )
    return [row["id"] for row in own]


def _named(reader: CypherReader, label: str, forms: Sequence[str]) -> list[str]:
    """By name; where no name fits, by alias."""
    key, name = _KEYS[label], _NAMES[label]
    for condition in (f"n.{name} IN $forms", "any(form IN $forms WHERE form IN n.aliases)"):
        rows = reader.read(f"MATCH (n:{label}) WHERE {condition} RETURN DISTINCT n.{key} AS id", {"forms": list(forms)})
        if rows:
            return [row["id"] for row in rows]
    return []


def _in_block(reader: CypherReader, label: str, block: str) -> list[str]:
    """Entities with an anchor in a block of linking."""
    rows = reader.read(
        f"MATCH (a:Anchor {{block: $block}})-[:IDENTIFIES]->(n:{label}) RETURN DISTINCT n.{_KEYS[label]} AS id",
        {"block": block},
    )
    return [row["id"] for row in rows]


def _persons(reader: CypherReader, text: str) -> list[str]:
    name = names.clean(text)
    found = _named(reader, "Person", [name]) or _in_block(reader, "Person", f"person|{name}")
    if found:
        return found
    if at := _AT.fullmatch(name):
        return _with_post(reader, _persons(reader, at[1]), at[2])
    body = names.leading_body(name)
    if body and (found := _named(reader, "Person", [name.removeprefix(body)])):
        return _with_post(reader, found, body)
    return _as_printed(reader, "Person", name)


def _with_post(reader: CypherReader, found: Sequence[str], body: str) -> list[str]:
    """Those who hold or held a post in a body or its organs."""
    here = {organ for one in _bodies(reader, body) for organ in with_organs(reader, one)}
    rows = reader.read(
        "MATCH (p:Person)-[:HOLDS_POSITION]->(:Position)-[:OF_BODY]->(b:Body) WHERE p.person_id IN $ids "
        "RETURN DISTINCT p.person_id AS person, b.body_id AS body",
        {"ids": found},
    )
    return sorted({row["person"] for row in rows if row["body"] in here})


def _as_printed(reader: CypherReader, label: str, text: str) -> list[str]:
    """Entities that an article would mean which printed the text: by anchor, else by the block it falls into.

    A person is taken by anchor alone: the block holds namesakes with other posts.
    """
    found: dict[str, None] = {}
    for anchor, block in names.anchors_named(text, label.lower()):  # type: ignore[arg-type]
        by_block = [] if label == "Person" else _in_block(reader, label, block)
        found |= dict.fromkeys(_by_id(reader, label, anchor) or by_block)
    return list(found)


def _bodies(reader: CypherReader, text: str) -> list[str]:
    meant = names.body_id_of(text)
    if meant is not None and (found := _by_id(reader, "Body", meant)):
        return found
    name = names.clean(text)
    rows = reader.read(
        "MATCH (n:Body) WHERE n.name = $name OR n.full_name = $name OR $name IN n.aliases RETURN n.body_id AS id",
        {"name": name},
    )
    return [row["id"] for row in rows]


def _positions(reader: CypherReader, text: str) -> list[str]:
    """福建省政协主席: every cut into a body and a title that exists."""
    name = names.clean(text)
    found = set()
    for cut in range(2, len(name)):
        body = names.body_id_of(name[:cut])
        bodies = [body] if body else []
        rows = reader.read("MATCH (n:Body) WHERE n.name = $name RETURN n.body_id AS id", {"name": name[:cut]})
        for one in {*bodies, *(row["id"] for row in rows)}:
            found.update(_by_id(reader, "Position", position_id(one, name[cut:])))
    return sorted(found)


def _titled(reader: CypherReader, label: str, text: str) -> list[str]:
    """A meeting or document: by name, by alias, without marker, and a document by issuer and the rest of its title."""
    form = names.title_form(text)
    found = _named(reader, label, [form, names.clean(text)])
    if found or label == "Meeting":
        return found or _as_printed(reader, label, text)
    core = names.title_core(text)
    found = _named(reader, label, [core, f"{core}（试行）"]) or _in_block(reader, label, f"document|{core}")
    head = _HEAD.fullmatch(core)
    if found or head is None:
        return found or _as_printed(reader, label, core)
    rest = head["inside"] or head["rest"]
    issuers = _bodies(reader, head["issuer"])
    rows = reader.read(
        "MATCH (b:Body)-[:ISSUES]->(d:Document) WHERE b.body_id IN $issuers "
        "AND (d.title = $rest OR $rest IN d.aliases) RETURN DISTINCT d.document_id AS id",
        {"issuers": issuers, "rest": rest},
    )
    return [row["id"] for row in rows] or _as_printed(reader, label, core)


def with_organs(reader: CypherReader, body: str) -> list[str]:
    """A body and every body below it (PART_OF), sorted."""
    known, edge = {body}, [body]
    while edge:
        rows = reader.read(
            "MATCH (c:Body)-[:PART_OF]->(b:Body) WHERE b.body_id IN $ids RETURN DISTINCT c.body_id AS id", {"ids": edge}
        )
        edge = [row["id"] for row in rows if row["id"] not in known]
        known.update(edge)
    return sorted(known)


_TELLS = {
    "Person": "MATCH (n:Person) WHERE n.person_id IN $ids "
    "OPTIONAL MATCH (n)-[:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body) "
    "RETURN n.person_id AS id, n.name AS name, collect(DISTINCT b.name + q.title) AS tells, n.first_seen AS first, "
    "n.last_seen AS last",
    "Body": "MATCH (n:Body) WHERE n.body_id IN $ids OPTIONAL MATCH (n)-[:IN_REGION]->(g:Region) "
    "RETURN n.body_id AS id, n.name AS name, collect(DISTINCT g.name) AS tells, n.first_seen AS first, "
    "n.last_seen AS last, n.kind AS kind",
    "Meeting": "MATCH (n:Meeting) WHERE n.meeting_id IN $ids OPTIONAL MATCH (b:Body)-[:HOSTS]->(n) "
    "RETURN n.meeting_id AS id, n.name AS name, collect(DISTINCT b.name) AS tells, n.first_seen AS first, "
    "n.last_seen AS last, n.start_date AS kind",
    "Document": "MATCH (n:Document) WHERE n.document_id IN $ids OPTIONAL MATCH (b:Body)-[:ISSUES]->(n) "
    "RETURN n.document_id AS id, n.title AS name, collect(DISTINCT b.name) AS tells, n.first_seen AS first, "
    "n.last_seen AS last, n.issued_date AS kind",
    "Position": "MATCH (n:Position)-[:OF_BODY]->(b:Body) WHERE n.position_id IN $ids "
    "RETURN n.position_id AS id, b.name + n.title AS name, [] AS tells, b.first_seen AS first, b.last_seen AS last",
}


def _described(reader: CypherReader, label: str, ids: Sequence[str]) -> list[Candidate]:
    if not ids:
        return []
    rows: list[dict[str, Any]] = reader.read(_TELLS[label], {"ids": sorted(set(ids))})
    made = [
        Candidate(
            label,
            row["id"],
            row["name"],
            "  ".join(
                part
                for part in (
                    row.get("kind") or "",
                    "、".join(sorted(row["tells"])),
                    f"seen {row['first']} to {row['last']}" if row["first"] else "never dated",
                )
                if part
            ),
        )
        for row in rows
    ]
    return sorted(made, key=lambda c: (c.name, c.id))


def resolve_article(reader: CypherReader, text: str) -> str:
    """The article_id of the one article with this id or slug.

    Raises:
        MisuseError: None has it, or several have the slug (they are listed).
    """
    rows = reader.read(
        "MATCH (a:Article) WHERE a.article_id = $text OR a.slug = $text "
        "RETURN a.article_id AS id, coalesce(a.title, a.slug) AS name, a.published AS published, a.source AS source "
        "ORDER BY id",
        {"text": text.strip()},
    )
    found = [
        Candidate(
            "Article", row["id"], row["name"], "  ".join(p for p in (row["published"] or "undated", row["source"]) if p)
        )
        for row in rows
    ]
    return _one(text, found, [], "article")
