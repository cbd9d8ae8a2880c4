"""Judgements as a user makes them: names to anchors, the clock, and what a decision changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.model.nodes import Judgement
    from graph.model.values import JudgementKind
    from graph.store.base import Store
    from loaders.ingest import Contradiction
    from queries.resolve import Candidate


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement, or its undoing, did.

    Args:
        judgement: As recorded, or as taken back.
        known: It was decided so before; nothing was recorded.
        before, after: The entities of its two anchors; one if they are the same, none for a claim judged wrong.
        contradictions: Judgements `same` that are not applied because of a `different`, where this one has part.
        rows_written: Nodes and edges added, changed or deleted.
    """

    judgement: Judgement
    known: bool
    before: tuple[Candidate, ...]
    after: tuple[Candidate, ...]
    contradictions: tuple[Contradiction, ...]
    rows_written: int


def judge(
    store: Store, kind: JudgementKind, a: str, b: str | None = None, *, why: str, by: str, at: str | None = None
) -> Judged:
    """Record a judgement and let it act.

    Args:
        store: Open for writing; it speaks Cypher.
        kind: same, different or unsure, of two; wrong, of a claim.
        a: Name, entity id or anchor id; for wrong, a claim id.
        b: The other one; None for wrong.
        why: The reason.
        by: Who decides.
        at: When, ISO 8601; now for None.

    Raises:
        MisuseError: A name fits none or several, the two are of different types or the same, or a text is empty.
    """
    from graph.errors import MisuseError
    from graph.model.ids import judgement_id
    from graph.model.nodes import Judgement
    from loaders.extract import extractor_version
    from loaders.ingest import judge as record
    from queries.resolve import resolve_anchor
    from queries.run import reader_of

    if not why.strip() or not by.strip():
        raise MisuseError("say why, and who decides")
    if (b is None) != (kind == "wrong"):
        raise MisuseError(f"{kind} takes {'one claim' if kind == 'wrong' else 'two names or ids'}")
    if b is not None:
        reader = reader_of(store)
        a, b = resolve_anchor(reader, a), resolve_anchor(reader, b)
        if a == b:
            advice = f"`zhengmai query anchors_of of={a}` lists its anchors; give the ids of two"
            raise MisuseError(f"both are {a}, one entity. {advice}")
    when = at or datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    said = kind, a, b or "", by, why, when
    made = Judgement(judgement_id=judgement_id(*said), kind=kind, a=a, b=b or "", by=by, why=why, at=when)
    before = entities(store, made)
    for known in store.judgements():
        if (known.kind, {known.a, known.b}) == (kind, {made.a, made.b}):
            return Judged(known, True, before, before, _part(store, known), 0)
    result = record(store, made, extractor_version=extractor_version())
    rows = result.nodes_written + result.edges_written
    return Judged(made, False, before, entities(store, made), _part(store, made), rows)


def undo(store: Store, judgement: str) -> Judged:
    """Take a judgement back: the graph is what it would be without it.

    Raises:
        MisuseError: There is no such judgement.
    """
    from loaders.extract import extractor_version
    from loaders.ingest import undo as take_back

    found = next((j for j in store.judgements() if j.judgement_id == judgement), None)
    before = entities(store, found) if found is not None else ()
    result = take_back(store, judgement, extractor_version=extractor_version())
    assert found is not None
    rows = result.nodes_written + result.edges_written
    return Judged(found, False, before, entities(store, found), (), rows)


def entities(store: Store, judgement: Judgement) -> tuple[Candidate, ...]:
    """The entities that the anchors of a judgement identify now, each once; unknown anchors are left out."""
    from graph.model.ids import PREFIXES
    from queries.resolve import find
    from queries.run import reader_of

    if judgement.kind == "wrong":
        return ()
    label = next(name for name, letter in PREFIXES.items() if judgement.a.startswith(f"{letter}-"))
    reader = reader_of(store)
    found = [c for anchor in (judgement.a, judgement.b) for c in find(reader, label, anchor)]
    return tuple({c.id: c for c in found}.values())


def _part(store: Store, judgement: Judgement) -> tuple[Contradiction, ...]:
    from loaders.ingest import contradictions

    return tuple(c for c in contradictions(store) if judgement in (c.same, *c.different))
