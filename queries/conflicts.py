"""What articles say against one another. Both sides stay in the graph; this lists them."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations

from graph.model.dates import PartialDate
from graph.store.base import CypherReader
from queries.catalog import Query
from queries.rows import Bound, Row, read_all
from queries.tenures import SINGLE, Held, tenures_of


def conflicts(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """Chairs, days and holders, one row per value; rows of one conflict stand together."""
    rows = [*_chairs(reader, query, bound), *_days(reader, query, bound), *_holders(reader, query, bound)]
    rows.sort(key=lambda r: (r["kind"], r["subject"], r["subject_id"], r["date"] or "~", r["value"], r["article"]))
    return rows[: bound["limit"]]


def _chairs(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """Meetings with two chairs that no one article names together."""
    by_meeting: dict[str, list[Row]] = defaultdict(list)
    for row in reader.read(query.statement(reader.backend).text(bound), bound):
        by_meeting[row["subject_id"]].append(row)
    return [row for some in by_meeting.values() for row in _apart(some)]


def _apart(chairs: list[Row]) -> list[Row]:
    out: dict[str, Row] = {}
    for one, other in combinations(chairs, 2):
        if set(one["article_ids"]).isdisjoint(other["article_ids"]):
            out |= {row["edge_id"]: row for row in (one, other)}
    return list(out.values())


def _days(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """Meetings with two first days, neither of which is the other printed less exactly."""
    found: dict[str, tuple[Row, set[PartialDate]]] = {}
    for row in reader.read(query.statement(reader.backend, "days").text(bound), bound):
        days = [PartialDate(mark.removeprefix("date ")) for mark in row["marks"]]
        against = {d for one in days for d in days if one.last < d.first or d.last < one.first}
        if against:
            found |= {anchor: (row, against) for anchor in row["anchors"]}
    best: dict[tuple[str, str], Row] = {}
    for claim in read_all(reader, query.statement(reader.backend, "claims").text({}), found):
        row, against = found[claim["anchor"]]
        day = json.loads(claim["args"])["start_date"]
        slot = row["subject_id"], day
        if day in against and claim["confidence"] >= bound["min_confidence"] and slot not in best:
            best[slot] = {
                **{"kind": "dates", "subject": row["subject"], "subject_id": row["subject_id"], "value": day},
                **{"date": day, "quote": claim["quote"], "article": claim["claim"]},
            }
    return list(best.values())


def _holders(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """Posts for one with two persons shown in office at one time: each from its first day shown to its last."""
    given = bound | {"ids": list(SINGLE)}
    positions = [r["position"] for r in reader.read(query.statement(reader.backend, "posts").text(given), given)]
    by_post: dict[str, list[tuple[str, str, Held]]] = defaultdict(list)
    for one in tenures_of(reader, positions, min_confidence=bound["min_confidence"]):
        days = one.shown()
        if days:
            by_post[one.row["position_id"]].append((min(days), max(days), one))
    out: dict[str, Row] = {}
    for tenures in by_post.values():
        for (first, last, one), (begin, end, other) in combinations(tenures, 2):
            if one.row["person_id"] != other.row["person_id"] and first < end and begin < last:
                out |= {r["edge_id"]: r for r in (_holder(first, last, one), _holder(begin, end, other))}
    return list(out.values())


def _holder(first: str, last: str, one: Held) -> Row:
    row = one.row
    return {
        **{"kind": "holders", "subject": row["body"] + row["title"], "subject_id": row["position_id"]},
        **{"value": row["person"], "value_id": row["person_id"], "date": first, "until": last},
        **{"quote": row["quote"], "article": row["article"], "edge_id": row["edge_id"]},
    }
