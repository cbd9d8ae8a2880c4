"""What is stored and what comes, as one: the aggregates of two sets of statements without reading either again.

Exact only where both sides speak of one entity, or of one edge; texts that both sides hold are counted by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from graph.model.dates import earliest, latest
from graph.model.edges import FactEdge, HoldsPosition, PresidesOver, RenamedTo
from graph.model.ids import edge_id
from graph.model.nodes import Anchor, Body, Claim, Document, Meeting, Person
from loaders.edges import ARTICLES_KEPT, quote_order
from loaders.entities import STATUSES, Entity, by_ordinals, is_draft, longest, marker, sharpest
from loaders.tenures import status_order

T = TypeVar("T", Anchor, Person, Body, Meeting, Document)


def _known(*values: Any) -> list[Any]:
    return [v for v in values if v is not None]


def _seen(stored: T, coming: T) -> T:
    return replace(
        stored,
        first_seen=earliest([stored.first_seen, coming.first_seen]),
        last_seen=latest([stored.last_seen, coming.last_seen]),
    )


def _union(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({x for part in parts for x in part}))


def merged_anchor(stored: Anchor, coming: Anchor, *, new_texts: int) -> Anchor:
    """One anchor; `new_texts` counts the fingerprints of `coming` that `stored` has not counted."""
    return replace(
        _seen(stored, coming),
        marks=_union(stored.marks, coming.marks),
        same_as=_union(stored.same_as, coming.same_as),
        article_count=stored.article_count + new_texts,
    )


def _forms(stored: Person | Body | Meeting, coming: Person | Body | Meeting) -> dict[str, Any]:
    name = longest([stored.name, coming.name]) or stored.name
    forms = {stored.name, coming.name, *stored.aliases, *coming.aliases}
    return {"name": name, "aliases": tuple(sorted(forms - {name}))}


def merged_entity(stored: Entity, coming: Entity) -> Entity:
    """One entity of two sets of statements; both have its id.

    Raises:
        TypeError: They are of two types.
    """
    match stored, coming:
        case Person(), Person():
            return replace(_seen(stored, coming), **_forms(stored, coming))
        case Body(), Body():
            return replace(
                _seen(stored, coming),
                **_forms(stored, coming),
                full_name=longest(_known(stored.full_name, coming.full_name)),
                kind=min(stored.kind, coming.kind),
                level=min(_known(stored.level, coming.level), default=None),
            )
        case Meeting(), Meeting():
            ordinals = min(((m.kind, m.term, m.session) for m in (stored, coming)), key=by_ordinals)
            return replace(
                _seen(stored, coming),
                **_forms(stored, coming),
                kind=ordinals[0],
                term=ordinals[1],
                session=ordinals[2],
                start_date=sharpest(_known(stored.start_date, coming.start_date)),
                end_date=sharpest(_known(stored.end_date, coming.end_date), latest_of_equals=True),
                venue=longest(_known(stored.venue, coming.venue)),
                status=min(stored.status, coming.status, key=STATUSES.index),
            )
        case Document(), Document():
            both = (stored, coming)
            final = [d.title for d in both if not is_draft(d.status)]
            title = longest(final or [d.title for d in both]) or stored.title
            forms = {t for d in both for t in (d.title, *d.aliases)} - {title}
            return replace(
                _seen(stored, coming),
                title=title,
                aliases=tuple(sorted(forms)),
                kind=min(stored.kind, coming.kind),
                doc_type=longest(_known(stored.doc_type, coming.doc_type)),
                number=min(_known(stored.number, coming.number), default=None),
                issued_date=sharpest(_known(stored.issued_date, coming.issued_date)),
                status=marker({stored.status, coming.status}),
            )
    raise TypeError(f"{type(stored).__name__} and {type(coming).__name__} are no one entity")


def merged_fact(stored: FactEdge, coming: FactEdge, best: tuple[Claim, Claim], *, new_texts: int) -> FactEdge:
    """One edge.

    Args:
        stored: As it stands; of a tenure, without an end.
        coming: The edge of the new statements alone; of a tenure, without an end.
        best: The claims of their quotes.
        new_texts: Fingerprints of `coming` that `stored` has not counted.
    """
    claim = min(best, key=quote_order)
    values: dict[str, Any] = {f.name: getattr(stored, f.name) for f in fields(stored)}
    values |= {
        "support": stored.support + new_texts,
        "article_ids": _union(stored.article_ids, coming.article_ids)[:ARTICLES_KEPT],
        "quote": claim.quote,
        "claim_id": claim.claim_id,
        "confidence": max(stored.confidence, coming.confidence),
        "first_seen": earliest([stored.first_seen, coming.first_seen]),
        "last_seen": latest([stored.last_seen, coming.last_seen]),
    }
    if "titles" in values:
        values["titles"] = _union(values["titles"], coming.titles)  # type: ignore[attr-defined]
    match stored, coming:
        case PresidesOver(), PresidesOver():
            values["on_behalf_of"] = min(_known(stored.on_behalf_of, coming.on_behalf_of), default=None)
        case RenamedTo(), RenamedTo():
            values["date"] = sharpest(_known(stored.date, coming.date))
        case HoldsPosition(), HoldsPosition():
            last = max(stored, coming, key=lambda t: status_order(t.status, t.last_seen))
            start = sharpest(_known(stored.start_date, coming.start_date))
            values |= {
                "edge_id": edge_id(stored.TYPE, stored.source_id, stored.target_id, start or ""),
                "status": last.status,
                "start_date": start,
                "began_by": min(_known(stored.began_by, coming.began_by), default=None),
                "ended_by": min(_known(stored.ended_by, coming.ended_by), default=None),
            }
    return type(stored)(**values)
