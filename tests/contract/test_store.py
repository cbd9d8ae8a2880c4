"""What every store must do; the graph of tests/support/sample.py has every type, so nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import sample as s

from graph.errors import StoreError
from graph.model import edges as e
from graph.model import nodes as n
from graph.store.base import Store
from graph.subgraph import Difference, Subgraph, difference


def lines(graph: Subgraph) -> str:
    return "\n".join(graph.lines())


def fill(store: Store) -> Subgraph:
    graph = s.sample()
    store.apply(difference(Subgraph(), graph))
    return graph


def test_sample_uses_every_type() -> None:
    graph = s.sample()
    assert {type(x) for x in graph.nodes} == set(n.NODE_TYPES)
    assert {type(x) for x in graph.edges} == set(e.EDGE_TYPES)


def test_empty(store: Store) -> None:
    assert store.meta() is None
    assert lines(store.snapshot()) == ""
    assert list(store.articles()) == []
    assert store.judgements() == []
    assert list(store.edges_at(e.Attends, [s.PERSON])) == []


def test_written_is_read(store: Store) -> None:
    graph = fill(store)
    assert store.snapshot() == graph
    assert lines(store.snapshot()) == lines(graph)
    assert store.meta() == n.Meta(schema_version=n.SCHEMA_VERSION, extractor_version="abc123")


def test_writing_twice_changes_nothing(store: Store) -> None:
    graph = fill(store)
    again = difference(store.snapshot(), graph)
    assert not again
    store.apply(again)
    assert lines(store.snapshot()) == lines(graph)


def test_change_replaces_all_properties(store: Store) -> None:
    graph = fill(store)
    after = s.changed(graph)
    store.apply(difference(graph, after))
    assert lines(store.snapshot()) == lines(after)
    (person,) = store.nodes(n.Person, [s.PERSON])
    assert person == n.Person(person_id=s.PERSON, name="张三峰", last_seen=person.last_seen)
    (chair,) = store.edges(e.PresidesOver)
    assert (chair.on_behalf_of, chair.titles, chair.support, chair.last_seen) == (None, (), 5, "2020-02")


def test_removal(store: Store) -> None:
    graph = fill(store)
    gone = {s.CLAIM}
    after = Subgraph(
        tuple(x for x in graph.nodes if getattr(x, "claim_id", None) not in gone),
        tuple(x for x in graph.edges if not (isinstance(x, e.States) and x.target_id in gone)),
    )
    store.apply(difference(graph, after))
    assert lines(store.snapshot()) == lines(after)
    store.apply(difference(after, Subgraph()))
    assert lines(store.snapshot()) == ""
    assert store.meta() is None


def test_lookups(store: Store) -> None:
    fill(store)
    both = store.block(["person:张三丰", "person:李四", "person:无此人"])
    assert sorted(a.anchor_id for a in both) == sorted([s.PERSON, s.OTHER])
    assert store.entities([s.OTHER, s.MEETING, s.DOCUMENT, s.BODY, "p-0"]) == {
        s.OTHER: s.PERSON,
        s.MEETING: s.MEETING,
        s.DOCUMENT: s.DOCUMENT,
        s.BODY: s.BODY,
    }
    assert {c.claim_id for c in store.claims([s.MEETING])} == {s.CLAIM}
    assert sorted(c.claim_id for c in store.claims([s.MEETING, s.PERSON])) == sorted([s.CLAIM, s.NAMED])
    assert {a.slug for a in store.articles([s.ARTICLE, "0" * 16])} == {"zx-001"}
    assert store.fingerprints([s.ARTICLE, "0" * 16]) == {s.ARTICLE: "fzx-001"}
    assert store.reposts(["fzx-002", "none"]) == {"fzx-002": [s.REPOST]}
    assert [j.why for j in store.judgements()] == ["同名"]


def test_edges_at_either_end(store: Store) -> None:
    graph = fill(store)
    by_class = {cls: [x for x in graph.edges if type(x) is cls] for cls in e.EDGE_TYPES}
    assert sorted(x.edge_id for x in store.edges_at(e.Attends, [s.PERSON, s.MEETING])) == sorted(
        x.edge_id for x in by_class[e.Attends]
    )
    assert [x.source_id for x in store.edges_at(e.Attends, [s.BODY])] == [s.BODY]
    assert list(store.edges_at(e.OfBody, [s.BODY])) == by_class[e.OfBody]
    assert {x.target_id for x in store.edges_at(e.References, [s.ARTICLE])} == {s.DOCUMENT, s.MEETING}
    assert {x.source_id for x in store.edges_at(e.Identifies, [s.PERSON])} == {s.PERSON, s.OTHER}


def test_two_classes_share_part_of(store: Store) -> None:
    fill(store)
    (sitting,) = store.edges(e.MeetingPartOf)
    (organ,) = store.edges(e.BodyPartOf)
    assert (sitting.source_id, sitting.target_id) == (s.SITTING, s.MEETING)
    assert (organ.source_id, organ.target_id) == (s.COMMITTEE, s.BODY)
    assert list(store.edges(e.MeetingPartOf, [organ.edge_id])) == []
    assert list(store.edges(e.BodyPartOf, [organ.edge_id, sitting.edge_id])) == [organ]


def test_many_ids_are_cut_into_statements(store: Store) -> None:
    people = tuple(n.Person(person_id=f"p-{i:016x}", name=f"人{i}") for i in range(1000))
    store.apply(Difference(new_nodes=people))
    ids = [p.person_id for p in people]
    assert {p.person_id for p in store.nodes(n.Person, [*ids, "p-none", ids[0]])} == set(ids)
    assert len(list(store.nodes(n.Person, ids))) == 1000


def test_first_load_gives_the_same_graph(store: Store) -> None:
    graph = s.sample()
    store.first_load([*graph.nodes, *graph.edges])
    assert lines(store.snapshot()) == lines(graph)
    after = s.changed(graph)
    store.apply(difference(graph, after))
    assert lines(store.snapshot()) == lines(after)
    assert [a.anchor_id for a in store.block(["body:甲县"])] == [s.BODY]
    assert len(list(store.edges(e.Hosts, [x.edge_id for x in graph.edges]))) == 1


def test_first_load_on_a_store_that_is_not_empty_is_refused(store: Store) -> None:
    graph = fill(store)
    with pytest.raises(StoreError, match="empty store"):
        store.first_load([n.Person(person_id="p-9", name="王五")])
    assert lines(store.snapshot()) == lines(graph)


def test_first_load_whose_stream_breaks_leaves_an_empty_store(store: Store) -> None:
    def broken() -> Iterator[n.Node]:
        yield from s.sample().nodes
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        store.first_load(broken())
    assert lines(store.snapshot()) == ""
    fill(store)


def test_a_change_that_cannot_be_made_changes_nothing(store: Store) -> None:
    graph = fill(store)
    ghost = n.Person(person_id="p-0000000000000009", name="王五")
    known = next(x for x in graph.nodes if isinstance(x, n.Person))
    dangling = s.fact(e.Hosts, s.BODY, "m-0000000000000009", "hosts", manner="hosts")
    absent = s.fact(e.Issues, s.COMMITTEE, s.LAW)
    for bad in (
        Difference(new_nodes=(ghost, known)),
        Difference(new_nodes=(ghost,), new_edges=(dangling,)),
        Difference(new_nodes=(ghost,), changed_edges=(absent,)),
        Difference(new_nodes=(ghost,), gone_edges=(absent,)),
        Difference(new_nodes=(n.Position(position_id="q-9", title="x", body_id="b"),), changed_nodes=(ghost,)),
        Difference(gone_nodes=(ghost,)),
    ):
        with pytest.raises(StoreError):
            store.apply(bad)
        assert lines(store.snapshot()) == lines(graph)


def test_every_character_comes_back(store: Store) -> None:
    text = "𠮷林省 😀 \u0000 \u2028 \\u0041 \ufeff 'x' \"y\" `z` $w {v} \r\n\t"
    article = s.article(s.ARTICLE, "zx-" + text, title=text)
    person = n.Person(person_id="p-0000000000000001", name=text, aliases=(text, "b"))
    store.first_load([article, person])
    assert store.snapshot() == Subgraph((article, person))
    store.apply(difference(store.snapshot(), Subgraph()))
    store.apply(difference(Subgraph(), Subgraph((article, person))))
    assert store.snapshot() == Subgraph((article, person))
    assert [x.slug for x in store.articles([s.ARTICLE])] == ["zx-" + text]


def test_replaced_as_a_whole(store: Store) -> None:
    store.replace([*s.sample().nodes, *s.sample().edges])  # an empty one too
    after = s.changed(s.sample())
    fewer = Subgraph(tuple(x for x in after.nodes if not isinstance(x, n.Judgement)), after.edges)
    store.replace([*fewer.nodes, *fewer.edges])
    assert lines(store.snapshot()) == lines(fewer)
    store.apply(difference(fewer, s.sample()))  # and goes on
    assert lines(store.snapshot()) == lines(s.sample())


def test_a_replacement_that_breaks_off_changes_nothing(store: Store) -> None:
    graph = fill(store)

    def stream() -> Iterator[n.Node | e.Edge]:
        yield from s.changed(graph).nodes
        raise RuntimeError("stopped half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        store.replace(stream())
    assert lines(store.snapshot()) == lines(graph)
