"""Articles, claims and judgements to the graph: the only meaning of claims. Pure.

The graph is a function of the articles, the judgements and the extractor version: the order in which they came, the
number of loads and the clock have no part in it (docs/decisions/0001-identifiers.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.model.edges import Edge
from graph.model.ids import canonical_json
from graph.model.nodes import SCHEMA_VERSION, Anchor, Judgement, Meta, Node, Position, Region
from graph.model.spec import to_row
from graph.subgraph import Subgraph
from loaders.claims import Extraction
from loaders.edges import facts, identified, places, stated
from loaders.entities import anchors_of, entities_of
from loaders.linking.blocks import resolve
from loaders.linking.judgements import Verdicts
from loaders.statements import Statement, statements


def graph_of(
    extractions: Iterable[Extraction], judgements: Iterable[Judgement] = (), *, extractor_version: str
) -> Subgraph:
    """The graph of these articles.

    Args:
        extractions: In any order; of articles with equal raw bytes (one article_id) the smallest slug stands.
        judgements: In any order, each once or more; those on unknown anchors or claims do nothing but stay recorded.
        extractor_version: What made the claims; kept in Meta.
    """
    kept = distinct(extractions)
    recorded = {j.judgement_id: j for j in judgements}
    verdicts = Verdicts.of(recorded.values())
    counted = [s for e in kept.values() for s in statements(e.claims, e.article.fingerprint, verdicts.wrong)]
    anchors = anchors_of(counted)
    entity = resolve(anchors.values(), verdicts).entity
    body = derived(counted, anchors, entity)
    meta = Meta(schema_version=SCHEMA_VERSION, extractor_version=extractor_version)
    return Subgraph(
        nodes=(meta, *recorded.values(), *body.nodes, *articles_and_claims(kept.values()).nodes),
        edges=(*body.edges, *articles_and_claims(kept.values()).edges),
    )


def standing(extraction: Extraction) -> tuple[str, str]:
    """Order among extractions of one article: the smallest slug stands, then the smallest of its other values."""
    return extraction.article.slug, canonical_json(to_row(extraction.article))


def distinct(extractions: Iterable[Extraction]) -> dict[str, Extraction]:
    """Each article once, by article_id."""
    kept: dict[str, Extraction] = {}
    for extraction in extractions:
        name = extraction.article.article_id
        if name not in kept or standing(extraction) < standing(kept[name]):
            kept[name] = extraction
    return kept


def articles_and_claims(extractions: Collection[Extraction]) -> Subgraph:
    """The nodes that record what was read: articles, claims and the STATES edges between them."""
    claims = [c for e in extractions for c in e.claims]
    return Subgraph(nodes=(*(e.article for e in extractions), *claims), edges=tuple(stated(claims)))


def derived(counted: Collection[Statement], anchors: Mapping[str, Anchor], entity: Mapping[str, str]) -> Subgraph:
    """Everything that follows from statements: anchors, entities, positions, regions and all edges but STATES.

    Args:
        counted: All statements that name one of `anchors`.
        anchors: The anchors wanted, by whole clusters.
        entity: Anchor id to entity id of these and of every anchor the statements name.
    """
    nodes: list[Node] = [*anchors.values(), *entities_of(counted, entity, anchors)]
    edges: list[Edge] = list(identified({a: entity[a] for a in anchors}))
    introducing = [s for s in counted if s.claim.subject in anchors]
    for item in (*facts(counted, entity), *places(introducing, entity)):
        if isinstance(item, Position | Region):
            nodes.append(item)
        else:
            edges.append(item)
    return Subgraph(tuple(nodes), tuple(edges))
