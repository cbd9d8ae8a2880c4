"""Fact edges and the structure under them, as aggregates of statements.

The claims between two entities under one qualifier are one edge: support counts distinct texts, the quote is the best
by a total order, lists are sorted. Positions, regions and structural edges exist while a statement needs them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from graph.model.dates import earliest, latest
from graph.model.edges import (
    Attends,
    BodyPartOf,
    Edge,
    FactEdge,
    HoldsPosition,
    Hosts,
    Implements,
    InRegion,
    Issues,
    MeetingPartOf,
    OfBody,
    PresidesOver,
    References,
    RenamedTo,
    Revises,
    StructuralEdge,
    Supersedes,
    Within,
)
from graph.model.ids import edge_id, position_id
from graph.model.nodes import Claim, Position, Region
from graph.model.values import Origin
from loaders.entities import sharpest
from loaders.statements import Statement
from loaders.tenures import tenures

ARTICLES_KEPT = 20

# Predicate to edge type and the value that tells parallel edges apart.
_FACTS: Mapping[str, tuple[type[FactEdge], str | None]] = {
    "presides_over": (PresidesOver, None),
    "attends": (Attends, "manner"),
    "hosts": (Hosts, "manner"),
    "references": (References, "mode"),
    "issues": (Issues, None),
    "implements": (Implements, None),
    "revises": (Revises, None),
    "supersedes": (Supersedes, None),
    "part_of": (MeetingPartOf, None),
    "renamed_to": (RenamedTo, None),
}


Group = tuple[str, str, str, str]


def groups(statements: Iterable[Statement], entity: Mapping[str, str]) -> dict[Group, list[Statement]]:
    """Statements by predicate, source entity, target entity (or position) and what tells parallel edges apart.

    Args:
        statements: In any order; those that introduce an entity, or join one to itself, make no edge.
        entity: Anchor id to entity id, for every anchor named; an article stands for itself.
    """
    found: dict[Group, list[Statement]] = defaultdict(list)
    for statement in statements:
        claim, args = statement.claim, statement.args
        if claim.predicate == "holds_position":
            post = position_id(entity[args["body"]], args["title"])
            found[claim.predicate, entity[claim.subject], post, ""].append(statement)
        elif claim.predicate in _FACTS and claim.object is not None:
            told_by = _FACTS[claim.predicate][1]
            source, target = entity.get(claim.subject, claim.subject), entity[claim.object]
            if source != target:
                found[claim.predicate, source, target, args[told_by] if told_by else ""].append(statement)
    return found


def facts(statements: Iterable[Statement], entity: Mapping[str, str]) -> Iterator[FactEdge | OfBody | Position]:
    """Fact edges, with the positions that tenures need and their OF_BODY edges; an entity has no edge to itself.

    Args:
        statements: All statements between the ends they name, each once, in any order.
        entity: Anchor id to entity id, for every anchor named; an article stands for itself.
    """
    for group, some in groups(statements, entity).items():
        if group[0] == "holds_position":
            yield from posts(some, entity)
        yield from edges_of(group, some, entity)


def posts(group: Iterable[Statement], entity: Mapping[str, str]) -> Iterator[OfBody | Position]:
    """The position a group of posts is in, and its OF_BODY edge."""
    args = next(iter(group)).args
    body, title = entity[args["body"]], args["title"]
    position = Position(position_id=position_id(body, title), title=title, body_id=body)
    yield position
    yield structural(OfBody, position.position_id, body)


def edges_of(group: Group, some: Sequence[Statement], entity: Mapping[str, str]) -> Iterator[FactEdge]:
    """The edge of one group; of posts, an edge per tenure."""
    predicate, source, target, qualifier = group
    if predicate == "holds_position":
        for tenure in tenures(some):
            yield _fact(HoldsPosition, source, target, tenure.qualifier, tenure.statements, tenure.properties)
        return
    cls, told_by = _FACTS[predicate]
    own = _own(cls, some, entity) | ({told_by: qualifier} if told_by else {})
    yield _fact(cls, source, target, qualifier, some, own)


def _fact(
    cls: type[FactEdge], source: str, target: str, qualifier: str, group: Sequence[Statement], own: Mapping[str, Any]
) -> FactEdge:
    best = min((s.claim for s in group), key=quote_order)
    dates = [s.claim.observed_date for s in group]
    return cls(
        edge_id=edge_id(cls.TYPE, source, target, qualifier),  # type: ignore[attr-defined]
        source_id=source,
        target_id=target,
        support=len({s.fingerprint for s in group}),
        article_ids=tuple(sorted({s.claim.article_id for s in group})[:ARTICLES_KEPT]),
        quote=best.quote,
        claim_id=best.claim_id,
        confidence=best.confidence,
        first_seen=earliest(dates),
        last_seen=latest(dates),
        **own,
    )


def quote_order(claim: Claim) -> tuple[Any, ...]:
    """Highest confidence, then earliest observed date (None last), then article, start, and at last the claim."""
    seen = claim.observed_date
    day = (seen.first, seen.last) if seen is not None else ("~", "~")
    return -claim.confidence, *day, claim.article_id, claim.start, claim.claim_id


def _own(cls: type[FactEdge], group: Sequence[Statement], entity: Mapping[str, str]) -> dict[str, Any]:
    own: dict[str, Any] = {}
    if cls in (PresidesOver, Attends):
        own["titles"] = tuple(sorted({t for s in group for t in s.args.get("titles", ())}))
    if cls is PresidesOver:
        delegators = {entity[s.args["on_behalf_of"]] for s in group if "on_behalf_of" in s.args}
        own["on_behalf_of"] = min(delegators, default=None)
    if cls is RenamedTo:
        own["date"] = sharpest(s.args["date"] for s in group if "date" in s.args)
    return own


def structural(cls: type[StructuralEdge], source: str, target: str, origin: Origin = "model") -> Any:
    """A structural edge between two ids."""
    name = edge_id(cls.TYPE, source, target, "")  # type: ignore[attr-defined]
    return cls(edge_id=name, source_id=source, target_id=target, origin=origin)


def places(statements: Iterable[Statement], entity: Mapping[str, str]) -> Iterator[Region | Edge]:
    """Regions and the structure of bodies: IN_REGION, WITHIN up to the nation, PART_OF.

    Args:
        statements: Statements that introduce bodies; others do nothing.
        entity: Anchor id to entity id of these bodies and of the bodies above them.
    """
    for statement in statements:
        if statement.claim.predicate != "body":
            continue
        body = entity[statement.claim.subject]
        parent = statement.args.get("parent")
        if parent is not None and entity[parent] != body:
            yield structural(BodyPartOf, body, entity[parent])
        chain = statement.args.get("regions", [])
        if chain:
            yield structural(InRegion, body, chain[0][0])
        for region, name, level in chain:
            yield Region(region_id=region, name=name, level=level)
        for (lower, *_), (upper, *_) in pairwise(chain):
            yield structural(Within, lower, upper, "table")
