"""Queries that take more than one statement: level by level, or first things first. The others need nothing here."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from typing import Any

from graph.model.dates import PartialDate, earliest
from graph.store.base import CypherReader
from queries.catalog import Query
from queries.conflicts import conflicts
from queries.evidence import anchors_of as anchors_of_entity
from queries.evidence import claims_of
from queries.names import clean
from queries.resolve import resolve_any
from queries.rows import Bound, Row, by_date, chunks, names_of, read_all
from queries.tenures import career, who_held_on_date

Program = Callable[[CypherReader, Query, Bound], list[Row]]

# The most literal taking up first: of several ways one meeting dealt with a text, this one is shown.
_MODES = ("studied", "implemented", "adopted", "deliberated", "issued")


def policy_lineage(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """Level by level from the document, both ways; each document once in each direction, at its smallest distance."""
    rows: list[Row] = []
    for step, sign in (("up", -1), ("down", 1)):
        statement = query.statement(reader.backend, step)
        seen = {bound["document"]}
        edge = [bound["document"]]
        for level in range(1, bound["depth"] + 1):
            if not edge or len(rows) > 2 * bound["limit"]:
                break
            found = [
                row | {"depth": sign * level}
                for row in reader.read(statement.text(bound), bound | {"ids": edge})
                if row["document_id"] not in seen
            ]
            edge = sorted({row["document_id"] for row in found})
            seen.update(edge)
            rows += found
    nearest = sorted(rows, key=lambda r: (abs(r["depth"]), *by_date(r["date"]), r["document"], r["edge_id"]))
    return sorted(nearest[: bound["limit"]], key=lambda r: (r["depth"], r["relation"]))


def policy_diffusion(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """The first meeting of each body that took the text up, with the days since the text, or since the first of all."""
    rows = reader.read(query.statement(reader.backend).text(bound), bound)
    origin = next((row["origin_date"] for row in rows if row["origin_date"]), None)
    first: dict[str, Row] = {}
    for row in sorted(rows, key=_uptake):
        if origin is None or row["date"] is None or PartialDate(row["date"]).last >= PartialDate(origin).first:
            first.setdefault(row["body_id"], row)
    counted_from = "issued_date" if bound["document"] else "start_date"
    if origin is None:
        counted_from = "first_uptake"
        origin = earliest([PartialDate(row["date"]) for row in first.values() if row["date"]])
    kept = [row for row in first.values() if _within(row["date"], bound)]
    return [
        row
        | {
            "days": _days(origin, row["date"]),
            "counted_from": counted_from,
            "counted_from_date": origin,
        }
        for row in kept[: bound["limit"]]
    ]


def _uptake(row: Row) -> tuple[Any, ...]:
    return (*by_date(row["date"]), row["body"], row["meeting_id"], _MODES.index(row["mode"]), row["edge_id"])


def _within(date: str | None, bound: Mapping[str, Any]) -> bool:
    if bound["since"] is None and bound["until"] is None:
        return True
    if date is None:
        return False
    day = PartialDate(date)
    return (bound["since"] or "") <= day.last and day.first <= (bound["until"] or "9999-12-31")


def _days(start: str | None, end: str | None) -> int | None:
    """Days between two printed days; None unless both are printed to the day."""
    if start is None or end is None or len(start) != 10 or len(end) != 10:
        return None
    return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days


def evidence_of(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """The claims under an edge or an entity, oldest first."""
    ids = claims_of(reader, bound["of"], limit=bound["limit"])
    rows: list[Row] = []
    for some in chunks(ids):
        rows += reader.read(query.statement(reader.backend).text(bound), {"ids": some})
    rows.sort(key=lambda r: (*by_date(r["date"]), r["article"], r["start"], r["claim_id"]))
    return rows[: bound["limit"]]


def anchors_of(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """The anchors of an entity, oldest first, with the body line or region of their keys and their first articles."""
    ids = anchors_of_entity(reader, resolve_any(reader, bound["of"]).id)
    rows = [r for some in chunks(ids) for r in reader.read(query.statement(reader.backend).text(bound), {"ids": some})]
    keys = {row["anchor"]: json.loads(row["key"]) for row in rows}
    rows.sort(key=lambda r: (*by_date(r["first_seen"]), "article" in keys[r["anchor"]], r["anchor"]))
    rows = rows[: bound["limit"]]
    bodies = names_of(reader, "Body", "body_id", {k.get("line") or k.get("host") for k in keys.values()})
    regions = names_of(reader, "Region", "region_id", {k.get("region") for k in keys.values()})
    slugs: dict[str, list[str]] = {}
    for some in chunks(keys):
        found = reader.read(query.statement(reader.backend, "articles").text(bound), {"ids": some})
        named = names_of(reader, "Article", "article_id", {r["article"] for r in found}, "slug")
        for row in found:
            slugs.setdefault(row["anchor"], []).append(named[row["article"]])
    for row in rows:
        key = keys[row["anchor"]]
        row["body"] = bodies.get(key.get("line") or key.get("host"))
        row["region"] = regions.get(key.get("region"))
        row["articles"] = sorted(slugs.get(row["anchor"], ()))[:5]
    return rows


def appointments(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """Rows of the tenures, each with the claim that prints the election or removal instead of the best sighting."""
    rows = reader.read(query.statement(reader.backend).text(bound), bound)
    people = {row["person_id"] for row in rows}
    persons = {
        found["anchor"]: found["person"]
        for some in chunks(sorted(people))
        for found in reader.read(
            "MATCH (a:Anchor)-[:IDENTIFIES]->(p:Person) WHERE p.person_id IN $ids "
            "RETURN a.anchor_id AS anchor, p.person_id AS person",
            {"ids": some},
        )
    }
    said: dict[tuple[str, str, str, str], Row] = {}
    for some in chunks(sorted({a for row in rows for a in row["article_ids"]}), 200):
        for claim in reader.read(
            "MATCH (c:Claim) WHERE c.article_id IN $articles AND c.predicate = 'holds_position' "
            "RETURN c.claim_id AS article, c.subject AS subject, c.args AS args, c.quote AS quote",
            {"articles": some},
        ):
            args = json.loads(claim["args"])
            for side, day in (("began_by", "start_date"), ("ended_by", "end_date")):
                if side in args and claim["subject"] in persons:
                    slot = (persons[claim["subject"]], args["title"], side, args.get(day) or "")
                    if slot not in said or claim["article"] < said[slot]["article"]:
                        said[slot] = claim
    for row in rows:
        best = said.get((row["person_id"], row["title"], row["side"], row["date"] or ""))
        if best is not None:
            row["quote"], row["article"] = best["quote"], best["article"]
    return rows


def namesakes(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """A row per person of a name that several bear: posts, region lines and articles."""
    given = bound | {"name": clean(bound["name"]) if bound["name"] is not None else None}
    names = reader.read(query.statement(reader.backend).text(given), given)
    rows = [
        {"person": n["name"], "person_count": n["person_count"], "person_id": i}
        for n in names
        for i in sorted(n["ids"])
    ]
    rows = rows[: bound["limit"]]
    by_id: dict[str, Row] = {r["person_id"]: r | {"posts": set(), "regions": set(), "articles": set()} for r in rows}
    for post in read_all(reader, query.statement(reader.backend, "posts").text({}), by_id):
        by_id[post["person"]]["posts"].add(post["post"])
    anchors = read_all(reader, query.statement(reader.backend, "anchors").text({}), by_id)
    keys = {a["anchor"]: json.loads(a["key"]) for a in anchors}
    regions = names_of(reader, "Region", "region_id", {k.get("region") for k in keys.values()})
    of = {a["anchor"]: by_id[a["person"]] for a in anchors}
    for anchor in anchors:
        row, region = of[anchor["anchor"]], keys[anchor["anchor"]].get("region")
        row["regions"] |= {regions.get(region, region)} if region else set()
        row |= {"first_seen": anchor["first_seen"], "last_seen": anchor["last_seen"]}
    said = read_all(reader, query.statement(reader.backend, "articles").text({}), of)
    slugs = names_of(reader, "Article", "article_id", {s["article"] for s in said}, "slug")
    for one in said:
        of[one["anchor"]]["articles"].add(slugs[one["article"]])
    return [
        row
        | {"article_count": len(row["articles"])}
        | {name: sorted(row[name])[:20] for name in ("posts", "regions", "articles")}
        for row in sorted(
            by_id.values(), key=lambda r: (-r["person_count"], r["person"], *by_date(r["first_seen"]), r["person_id"])
        )
    ]


PROGRAMS: Mapping[str, Program] = {
    "policy_lineage": policy_lineage,
    "policy_diffusion": policy_diffusion,
    "evidence_of": evidence_of,
    "appointments": appointments,
    "anchors_of": anchors_of,
    "career": career,
    "conflicts": conflicts,
    "namesakes": namesakes,
    "who_held_on_date": who_held_on_date,
}
