"""Claims that count, each with its values and the fingerprint of its article; what every aggregate is made of.

A claim counts unless it is judged wrong, or the article's claims that introduce one of its ends are: an article that
names nobody of that name cannot say that he chaired. This is decided within one article, never across.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from graph.model.nodes import Claim
from graph.model.values import ENTITY_PREDICATES
from loaders.claims import Extraction


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim that counts.

    Args:
        claim: As the article makes it.
        args: Its values, without those that name an end that does not count.
        fingerprint: Of the article; equal for reposts.
        same_as: For an entity: the anchor the article says it is the same as.
    """

    claim: Claim
    args: dict[str, Any]
    fingerprint: str
    same_as: str | None = None

    @property
    def introduces(self) -> bool:
        """Whether it introduces an entity."""
        return self.claim.predicate in ENTITY_PREDICATES

    @property
    def ends(self) -> tuple[str, ...]:
        """Anchors (or the article) at its ends; for a post the person and the body."""
        claim = self.claim
        if self.introduces:
            return (claim.subject,)
        if claim.predicate == "holds_position":
            return claim.subject, self.args["body"]
        return (claim.subject,) if claim.object is None else (claim.subject, claim.object)

    @property
    def named(self) -> tuple[str, ...]:
        """Every anchor it names: its ends, the parent of a body, the delegator of a chair."""
        further = (self.args.get("parent"), self.args.get("on_behalf_of"), self.same_as)
        return (*self.ends, *(a for a in further if a is not None))


def statements(claims: Iterable[Claim], fingerprint: str, wrong: Set[str] = frozenset()) -> Iterator[Statement]:
    """The claims of one article that count.

    Args:
        claims: All claims of the article; where none of them is judged wrong, any of them will do.
        fingerprint: Of the article.
        wrong: Claims judged wrong.
    """
    claims = list(claims)
    doubted = {c.subject for c in claims if c.claim_id in wrong and c.predicate in ENTITY_PREDICATES}
    kept = {c.subject for c in claims if c.claim_id not in wrong and c.predicate in ENTITY_PREDICATES}
    gone = doubted - kept
    for claim in claims:
        if claim.claim_id in wrong:
            continue
        args = json.loads(claim.args)
        for name in ("parent", "on_behalf_of"):
            if args.get(name) in gone:
                del args[name]
        entity = claim.predicate in ENTITY_PREDICATES
        same_as = claim.object if entity and claim.object not in gone else None
        statement = Statement(claim, args, fingerprint, same_as)
        if not gone.intersection(statement.ends):
            yield statement


def statements_of(extraction: Extraction, wrong: Set[str] = frozenset()) -> list[Statement]:
    """The claims of a whole article that count.

    Raises:
        ValueError: A claim names an anchor that no claim of the article introduces.
    """
    article = extraction.article
    found = list(statements(extraction.claims, article.fingerprint, wrong))
    known = {s.claim.subject for s in found if s.introduces} | {article.article_id}
    for statement in found:
        for name in statement.named:
            if name not in known:
                raise ValueError(
                    f"article {article.slug}: claim {statement.claim.claim_id} ({statement.claim.predicate}) names "
                    f"{name}, which the article does not introduce. Mend the rule {statement.claim.rule}."
                )
    return found
