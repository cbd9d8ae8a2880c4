"""Judgements replayed: what curators decided about anchors and claims, in an order that no history changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.nodes import Judgement


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The judgements as linking and counting need them.

    Args:
        different: Pairs of anchors that are never one entity, each pair sorted.
        same: Pairs of anchors that are one entity, in the order of their judgement_id; with it the judgement_id.
        wrong: Claims that count for nothing.
    """

    different: frozenset[tuple[str, str]] = frozenset()
    same: tuple[tuple[str, str, str], ...] = ()
    wrong: frozenset[str] = frozenset()

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Verdicts:
        """Sort judgements by kind; `unsure` decides nothing, and an anchor is always itself."""
        known = sorted(judgements, key=lambda j: j.judgement_id)
        pairs = [j for j in known if j.a != j.b]
        return cls(
            different=frozenset((min(j.a, j.b), max(j.a, j.b)) for j in pairs if j.kind == "different"),
            same=tuple((min(j.a, j.b), max(j.a, j.b), j.judgement_id) for j in pairs if j.kind == "same"),
            wrong=frozenset(j.a for j in known if j.kind == "wrong"),
        )

    @property
    def judged(self) -> frozenset[str]:
        """Every anchor a `same` or `different` speaks of."""
        return frozenset(a for pair in (*self.different, *(s[:2] for s in self.same)) for a in pair)
