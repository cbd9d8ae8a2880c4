"""Articles, claims and judgements to the graph: the only meaning of claims. Pure.

The graph is a function of the articles, the judgements and the extractor version: the order in which they came, the
number of loads and the clock have no part in it (docs/decisions/0001-identifiers.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from graph.model.edges import Edge, FactEdge, Identifies, States, StructuralEdge
from graph.model.ids import canonical_json
from graph.model.nodes import SCHEMA_VERSION, Anchor, Judgement, Meta, Node
from graph.model.spec import to_row
from graph.subgraph import Subgraph
from loaders.claims import Extraction
from loaders.edges import facts, places, structural
from loaders.entities import anchors_of, entities_of
from loaders.linking.blocks import resolve
from loaders.linking.judgements import Verdicts
from loaders.statements import Statement, statements_of


def graph_of(
    extractions: Iterable[Extraction], judgements: Iterable[Judgement] = (), *, extractor_version: str
) -> Subgraph:
    """The graph of these articles.

    Args:
        extractions: In any order; of articles with equal raw bytes (one article_id) the smallest slug stands.
        judgements: In any order, each once or more; those on unknown anchors or claims do nothing but stay recorded.
        extractor_version: What made the claims; kept in Meta.

    Raises:
        ValueError: A claim names an anchor that its article does not introduce.
    """
    kept = distinct(extractions)
    recorded = {j.judgement_id: j for j in judgements}
    verdicts = Verdicts.of(recorded.values())
    counted = [s for e in kept.values() for s in statements_of(e, verdicts.wrong)]
    anchors = anchors_of(counted)
    entity = resolve(anchors.values(), verdicts).entity
    meta = Meta(schema_version=SCHEMA_VERSION, extractor_version=extractor_version)
    return subgraph([meta, *recorded.values(), *record(kept.values()), *derived(counted, anchors, entity)])


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


def record(extractions: Iterable[Extraction]) -> Iterator[Node | Edge]:
    """What was read: articles, claims and the STATES edges between them, whether a claim counts or not."""
    for extraction in extractions:
        yield extraction.article
        for claim in extraction.claims:
            yield claim
            yield structural(States, claim.article_id, claim.claim_id)


def derived(
    counted: Collection[Statement], anchors: Mapping[str, Anchor], entity: Mapping[str, str]
) -> Iterator[Node | Edge]:
    """Everything that follows from statements: anchors, entities, positions, regions and all edges but STATES.

    Args:
        counted: All statements that introduce one of `anchors`, and those whose edges are wanted.
        anchors: The anchors wanted, by whole clusters.
        entity: Anchor id to entity id of these and of every anchor the statements name.
    """
    yield from anchors.values()
    yield from entities_of(counted, entity, anchors)
    for anchor in anchors:
        yield structural(Identifies, anchor, entity[anchor])
    yield from facts(counted, entity)
    yield from places([s for s in counted if s.claim.subject in anchors], entity)


def subgraph(items: Iterable[Node | Edge]) -> Subgraph:
    """Nodes and edges as one value; equal items are kept once."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    for item in items:
        if isinstance(item, FactEdge | StructuralEdge):
            edges.append(item)
        else:
            nodes.append(item)
    return Subgraph(tuple(nodes), tuple(edges))
