"""Which claims a fact edge or an entity rests on."""

from __future__ import annotations

import json
from typing import Any

from graph.errors import MisuseError
from graph.model.derive import end_types, label
from graph.model.edges import FACT_EDGE_TYPES
from graph.model.spec import key_name
from graph.store.base import CypherReader
from queries.resolve import resolve_any

Row = dict[str, Any]


def claims_of(reader: CypherReader, of: str, *, limit: int) -> list[str]:
    """Ids of the claims under an edge, or that speak of an entity.

    Args:
        reader: The graph.
        of: An edge id (e-…), or the id or a name of an entity.
        limit: About how many are wanted; an edge gives those of its first 20 articles.

    Raises:
        MisuseError: There is no such edge or entity, or several.
    """
    if of.startswith("e-"):
        return _of_edge(reader, of)
    return _of_entity(reader, anchors_of(reader, resolve_any(reader, of).id), limit)


def anchors_of(reader: CypherReader, entity: str) -> list[str]:
    """Ids of the anchors of an entity; an article or position stands for itself."""
    by_letter = {"p": "Person", "b": "Body", "m": "Meeting", "d": "Document"}
    if entity[1:2] == "-" and entity[0] in by_letter:
        name = by_letter[entity[0]]
        text = f"MATCH (n:{name} {{{name.lower()}_id: $id}})<-[:IDENTIFIES]-(a:Anchor) RETURN a.anchor_id AS id"
        return sorted(row["id"] for row in reader.read(text, {"id": entity}))
    return [entity]


def _of_entity(reader: CypherReader, anchors: list[str], limit: int) -> list[str]:
    found: set[str] = set()
    for column in ("subject", "object"):
        text = (
            f"MATCH (c:Claim) WHERE c.{column} IN $ids RETURN c.claim_id AS id "
            "ORDER BY c.observed_date IS NULL, c.observed_date, id LIMIT $limit"
        )
        found.update(row["id"] for row in reader.read(text, {"ids": anchors, "limit": limit}))
    return sorted(found)


def _of_edge(reader: CypherReader, edge: str) -> list[str]:
    row = _edge(reader, edge)
    source, target = anchors_of(reader, row["source"]), anchors_of(reader, row["target"])
    body = anchors_of(reader, row["body"]) if row.get("body") else []
    claims = reader.read(
        "MATCH (c:Claim) WHERE c.article_id IN $articles AND c.predicate = $predicate AND c.subject IN $source "
        "RETURN c.claim_id AS id, c.object AS object, c.args AS args",
        {"articles": row["article_ids"], "predicate": row["type"].lower(), "source": source},
    )
    out = []
    for claim in claims:
        args = json.loads(claim["args"])
        if row.get("body"):
            fits = args.get("body") in body and args.get("title") == row["title"]
        else:
            fits = claim["object"] in target and row["qualifier"] in (None, args.get("manner"), args.get("mode"))
        if fits:
            out.append(claim["id"])
    return sorted(out)


def _edge(reader: CypherReader, edge: str) -> Row:
    """Type, ends, articles and qualifier of a fact edge; for a tenure the title and body of its position."""
    for cls in FACT_EDGE_TYPES:
        source, target = (
            "coalesce(" + ", ".join(f"{v}.{key_name(end)}" for end in end_types(cls, side)) + ", null)"  # type: ignore[arg-type]
            for v, side in (("a", "source"), ("b", "target"))
        )
        rows = reader.read(
            f"MATCH (a)-[r:{label(cls)}]->(b) WHERE r.edge_id = $id RETURN {source} AS source, {target} AS target, "
            "type(r) AS type, r.article_ids AS article_ids, coalesce(r.manner, r.mode) AS qualifier, b.title AS title, "
            "CASE type(r) WHEN 'HOLDS_POSITION' THEN b.body_id ELSE null END AS body",
            {"id": edge},
        )
        if rows and rows[0]["article_ids"]:
            return rows[0]
    raise MisuseError(f"of={edge}: no fact edge has this id; queries give it as edge_id")
