"""Which claims of a subgraph an edge or a node rests on, as quotes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.model.dates import PartialDate
from graph.model.edges import Attends, FactEdge, HoldsPosition, Hosts, Identifies, References
from graph.model.ids import position_id
from graph.model.nodes import Claim, Judgement
from graph.model.values import ENTITY_PREDICATES
from graph.subgraph import Subgraph

_Key = tuple[str, str, str, str]
# The value that tells parallel edges apart (DESIGN of identifiers: the qualifier of an edge).
_TOLD_BY: Mapping[type, str] = {Attends: "manner", Hosts: "manner", References: "mode"}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article that state a fact.

    Args:
        text: As the claim or the edge gives them.
        article_id: The article; None where the subgraph does not say which of several it is.
        observed_date: When the fact was seen; None if unknown.
        restored: True if the words rest on repaired damage.
    """

    text: str
    article_id: str | None
    observed_date: PartialDate | None = None
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quotes of one subgraph, by edge and by node.

    Args:
        stated: Claims that are edges, by predicate, ends and qualifier; claims judged wrong are not among them.
        introduced: Claims that name an entity, by its id.
    """

    stated: Mapping[_Key, list[Claim]] = field(default_factory=dict)
    introduced: Mapping[str, list[Claim]] = field(default_factory=dict)

    @classmethod
    def of(cls, subgraph: Subgraph) -> Evidence:
        """Read the claims of `subgraph`; IDENTIFIES edges lead from the anchors they name to entities.

        An anchor without such an edge stands for the entity of the same id.
        """
        entity = {e.source_id: e.target_id for e in subgraph.edges if isinstance(e, Identifies)}
        wrong = {n.a for n in subgraph.nodes if isinstance(n, Judgement) and n.kind == "wrong"}
        stated: dict[_Key, list[Claim]] = defaultdict(list)
        introduced: dict[str, list[Claim]] = defaultdict(list)
        for claim in subgraph.nodes:
            if not isinstance(claim, Claim) or claim.claim_id in wrong:
                continue
            subject = entity.get(claim.subject, claim.subject)
            if claim.predicate in ENTITY_PREDICATES:
                introduced[subject].append(claim)
                continue
            args = json.loads(claim.args)
            other = entity.get(claim.object or "", claim.object or "")
            if claim.predicate == "holds_position" and "body" in args and "title" in args:
                other = position_id(entity.get(args["body"], args["body"]), args["title"])
            qualifier = args.get("manner") or args.get("mode") or ""
            stated[claim.predicate, subject, other, qualifier].append(claim)
        return cls(stated, introduced)

    def of_edge(self, edge: FactEdge) -> tuple[Quote, ...]:
        """Every quote of an edge, its best first, then by date and article; at least one."""
        told_by = _TOLD_BY.get(type(edge))
        qualifier = str(getattr(edge, told_by)) if told_by else ""
        kind: str = type(edge).TYPE  # type: ignore[attr-defined]
        found = self.stated.get((kind.lower(), edge.source_id, edge.target_id, qualifier), [])
        kept = [c for c in found if c.claim_id == edge.claim_id or _belongs(c, edge)]
        quotes = _quotes(sorted(kept, key=lambda c: (c.claim_id != edge.claim_id, *_order(c))))
        if any(q.text == edge.quote for q in quotes):
            return quotes
        only = edge.article_ids[0] if len(edge.article_ids) == 1 else None
        return (Quote(edge.quote, only, edge.first_seen if only else None), *quotes)

    def of_node(self, node: str, limit: int) -> tuple[Quote, ...]:
        """The earliest `limit` quotes that name an entity, one an article."""
        seen: dict[str, Claim] = {}
        for claim in sorted(self.introduced.get(node, ()), key=_order):
            seen.setdefault(claim.article_id, claim)
        return _quotes(list(seen.values())[:limit])


def _belongs(claim: Claim, edge: FactEdge) -> bool:
    """Whether a claim between the ends of an edge is one of its own.

    Parallel tenures have one pair of ends: there the articles, and the dates an edge was seen, tell them apart. An edge
    keeps only its first 20 articles, so a full list excludes none.
    """
    if len(edge.article_ids) < 20 and claim.article_id not in edge.article_ids:
        return False
    seen = claim.observed_date
    if not isinstance(edge, HoldsPosition) or seen is None:
        return True
    after = edge.first_seen is None or edge.first_seen.first <= seen.last
    return after and (edge.last_seen is None or seen.first <= edge.last_seen.last)


def _order(claim: Claim) -> tuple[str, str, int, str]:
    """Earliest first, undated last, then as printed."""
    return claim.observed_date.first if claim.observed_date else "~", claim.article_id, claim.start, claim.claim_id


def _quotes(claims: Iterable[Claim]) -> tuple[Quote, ...]:
    unique: dict[tuple[str, str], Quote] = {}
    for c in claims:
        unique.setdefault((c.article_id, c.quote), Quote(c.quote, c.article_id, c.observed_date, c.restored))
    return tuple(unique.values())
