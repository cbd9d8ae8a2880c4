"""Anchors and entities as aggregates of the statements that introduce them.

Every property follows from the set of statements alone, whatever their order, and can be merged: names are the longest
printed form, dates the most precise, then the earliest; a status is the strongest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from graph.model.dates import PartialDate, earliest, latest
from graph.model.nodes import Anchor, Body, Document, Meeting, Person
from loaders.linking.anchors import Key, key_of
from loaders.statements import Statement

Entity = Person | Body | Meeting | Document
STATUSES = ("held", "announced", "cited")
_DRAFTS = ("草", "稿")


def anchors_of(statements: Iterable[Statement], within: Collection[str] | None = None) -> dict[str, Anchor]:
    """The anchors these statements introduce.

    Args:
        statements: All statements that name the anchors, in any order.
        within: Only these anchors; all for None.
    """
    introduced: dict[str, list[Statement]] = defaultdict(list)
    marks: dict[str, set[str]] = defaultdict(set)
    blocks: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for statement in statements:
        claim = statement.claim
        if statement.introduces:
            introduced[claim.subject].append(statement)
            if statement.same_as is not None:
                blocks[statement.same_as].add((statement.args["anchor"]["block"], claim.subject))
        elif claim.predicate == "issues" and claim.object is not None:
            marks[claim.object].add(f"issuer {claim.subject} {statement.args.get('region', '')}".rstrip())
    wanted = introduced.keys() if within is None else introduced.keys() & set(within)
    return {a: _anchor(introduced[a], marks[a], blocks[a]) for a in wanted}


def _anchor(statements: Sequence[Statement], issued: set[str], named_by: set[tuple[str, str]]) -> Anchor:
    key = key_of(statements[0].claim)
    same_as = {s.same_as for s in statements if s.same_as is not None}
    same_as |= {other for block, other in named_by if block != key.block}  # across blocks both know of it
    return Anchor(
        anchor_id=statements[0].claim.subject,
        type=key.type,
        name=key.name,
        block=key.block,
        key=key.text,
        marks=tuple(sorted(_printed(key, statements) | issued)),
        same_as=tuple(sorted(same_as - {statements[0].claim.subject})),
        article_count=len({s.fingerprint for s in statements}),
        first_seen=earliest([s.claim.observed_date for s in statements]),
        last_seen=latest([s.claim.observed_date for s in statements]),
    )


def _printed(key: Key, statements: Sequence[Statement]) -> set[str]:
    match key.type:
        case "Meeting":
            return {f"date {s.args['start_date']}" for s in statements if "start_date" in s.args}
        case "Document":
            return {f"number {s.args['number']}" for s in statements if "number" in s.args}
        case _:
            return set()


def entities_of(statements: Iterable[Statement], entity: Mapping[str, str], within: Collection[str]) -> list[Entity]:
    """The entities of these anchors.

    Args:
        statements: All statements that introduce an anchor of `within`; others do nothing.
        entity: Anchor id to entity id.
        within: Anchors, by whole clusters.
    """
    inside = set(within)
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.introduces and statement.claim.subject in inside:
            groups[entity[statement.claim.subject]].append(statement)
    return [_MAKERS[group[0].claim.predicate](name, group) for name, group in groups.items()]


def _values(statements: Iterable[Statement], name: str) -> set[Any]:
    return {s.args[name] for s in statements if s.args.get(name) is not None}


def longest(texts: Iterable[str]) -> str | None:
    """The most complete of several printed forms: the longest, the smallest of equals; None if there is none."""
    return min(texts, key=lambda t: (-len(t), t), default=None)


def sharpest(dates: Iterable[str], *, latest_of_equals: bool = False) -> PartialDate | None:
    """The most precise of several dates, of equals the earliest (or latest); None if there is none."""
    known = sorted(dates)
    best = max((len(d) for d in known), default=0)
    sharp = [d for d in known if len(d) == best]
    return PartialDate(sharp[-1 if latest_of_equals else 0]) if sharp else None


def _names(statements: Sequence[Statement], name: str) -> dict[str, Any]:
    """The longest name, and every other printed form as an alias."""
    names = _values(statements, name)
    forms = names | _values(statements, "alias") | {a for s in statements for a in s.args.get("aliases", ())}
    chosen = longest(names)
    return {name: chosen, "aliases": tuple(sorted(forms - {chosen}))}


def _seen(statements: Sequence[Statement]) -> dict[str, Any]:
    dates = [s.claim.observed_date for s in statements]
    return {"first_seen": earliest(dates), "last_seen": latest(dates)}


def _person(name: str, group: Sequence[Statement]) -> Person:
    return Person(person_id=name, **_names(group, "name"), **_seen(group))


def _body(name: str, group: Sequence[Statement]) -> Body:
    own = [s for s in group if s.claim.subject == name]
    return Body(
        body_id=name,
        **_names(group, "name"),
        full_name=longest(_values(group, "full_name")),
        kind=min(_values(own, "kind")),
        level=min(_values(own, "level"), default=None),
        **_seen(group),
    )


def _meeting(name: str, group: Sequence[Statement]) -> Meeting:
    # One gathering may be of two kinds, each with its ordinals: kind and ordinals are taken together.
    ordinals = {(s.args.get("kind"), s.args.get("term"), s.args.get("session")) for s in group}
    kind, term, session = min(ordinals, key=by_ordinals)
    return Meeting(
        meeting_id=name,
        **_names(group, "name"),
        kind=kind,
        term=term,
        session=session,
        start_date=sharpest(_values(group, "start_date")),
        end_date=sharpest(_values(group, "end_date"), latest_of_equals=True),
        venue=longest(_values(group, "venue")),
        status=min(_values(group, "status"), key=STATUSES.index),
        **_seen(group),
    )


def _document(name: str, group: Sequence[Statement]) -> Document:
    names = _names(group, "title")
    final = _values([s for s in group if not is_draft(s.args.get("status"))], "title")
    if final:  # the name of a text is not that of its draft
        title = longest(final)
        names = {"title": title, "aliases": tuple(sorted({names["title"], *names["aliases"]} - {title}))}
    return Document(
        document_id=name,
        **names,
        kind=min(_values(group, "kind")),
        doc_type=longest(_values(group, "doc_type")),
        number=min(_values(group, "number"), default=None),
        issued_date=sharpest(_values(group, "issued_date")),
        status=marker({s.args.get("status") for s in group}),
        **_seen(group),
    )


def is_draft(status: str | None) -> bool:
    """Whether the marker of a title is that of a draft."""
    return status is not None and any(mark in status for mark in _DRAFTS)


def by_ordinals(found: tuple[str | None, int | None, int | None]) -> tuple[Any, ...]:
    """Order of (kind, term, session): the most told first."""
    kind, term, session = found
    return session is None, term is None, kind is None, kind or "", term or 0, session or 0


def marker(found: set[str | None]) -> str | None:
    """Marker of a document: 试行 outlasts titles that leave it out; a draft cited without marker is in force."""
    lasting = {m for m in found if m is not None and not is_draft(m)}
    if lasting:
        return longest(lasting)
    return None if None in found else longest(m for m in found if m is not None)


_MAKERS: Mapping[str, Callable[[str, Sequence[Statement]], Entity]] = {
    "person": _person,
    "body": _body,
    "meeting": _meeting,
    "document": _document,
}

