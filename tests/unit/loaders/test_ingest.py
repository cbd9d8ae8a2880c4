"""Ingest: counts, refusals, and what one more article costs."""

from __future__ import annotations

import dataclasses

import pytest
from property.strategies import CITY, COUNTY, NATIONAL, OTHER, PARTY, VERSION, Draft, judgement

from graph.errors import MisuseError, StoreVersionError
from graph.model.edges import Attends, HoldsPosition, PresidesOver
from graph.model.nodes import Article, Body, Meta, Person, Region
from graph.store.memory import MemoryStore
from loaders.claims import BodyRef, Extraction
from loaders.graph_of import graph_of
from loaders.ingest import judge, load, remove, undo


def meeting_article(raw: str, name: str = "张伟", day: str = "2018-03-05") -> Extraction:
    draft = Draft(raw, published=day)
    chair = draft.post(name, CITY, "主席")
    meeting = draft.meeting(CITY, date=day)
    draft.link("presides_over", chair, meeting, titles=["主席"])
    return draft.extraction()


def lines(store: MemoryStore) -> list[str]:
    return list(store.snapshot().lines())


def test_counts_of_a_load() -> None:
    store = MemoryStore()
    first = load(store, [meeting_article(raw) for raw in "甲甲乙"], extractor_version=VERSION)
    assert (first.new, first.known) == (2, 1)
    assert (first.nodes_read, first.edges_read) == (0, 0)
    snapshot = store.snapshot()
    assert (first.nodes_written, first.edges_written) == (len(snapshot.nodes), len(snapshot.edges))
    again = load(store, [meeting_article("甲")], extractor_version=VERSION)
    assert (again.new, again.known, again.nodes_written, again.edges_written) == (0, 1, 0, 0)


def test_a_repost_adds_an_article_and_no_support() -> None:
    store = MemoryStore()
    load(store, [meeting_article("甲")], extractor_version=VERSION)
    repost = meeting_article("乙")
    load(
        store,
        [Extraction(dataclasses.replace(repost.article, fingerprint="甲"), repost.claims)],
        extractor_version=VERSION,
    )
    (chairs,) = store.edges(PresidesOver)
    assert chairs.support == 1
    assert len(chairs.article_ids) == 2


def test_of_equal_bytes_the_smallest_slug_stands() -> None:
    store = MemoryStore()
    given = meeting_article("甲")
    for slug in ("b", "a", "c"):
        one = Extraction(dataclasses.replace(given.article, slug=slug), given.claims)
        load(store, [one], extractor_version=VERSION)
    assert [a.slug for a in store.nodes(Article)] == ["a"]


def test_removing_everything_leaves_meta_alone() -> None:
    store = MemoryStore()
    articles = [meeting_article("甲"), meeting_article("乙", "李强国")]
    load(store, articles, extractor_version=VERSION)
    result = remove(store, [a.article.article_id for a in articles] + ["0" * 16], extractor_version=VERSION)
    assert result.removed == 2
    assert [type(n) for n in store.snapshot().nodes] == [Meta]
    assert not store.snapshot().edges


def test_regions_go_with_the_last_body_that_needs_them() -> None:
    store = MemoryStore()
    city, county, other = Draft("甲"), Draft("乙"), Draft("丙")
    city.post("张伟", CITY, "主席")
    county.post("李强国", COUNTY, "主席")
    other.post("王文", OTHER, "主席")
    load(store, [d.extraction() for d in (city, county, other)], extractor_version=VERSION)
    assert {r.region_id for r in store.nodes(Region)} == {"000000", "910000", "910100", "910121", "920000"}
    remove(store, [county.id], extractor_version=VERSION)
    assert {r.region_id for r in store.nodes(Region)} == {"000000", "910000", "910100", "920000"}
    remove(store, [city.id], extractor_version=VERSION)
    assert {r.region_id for r in store.nodes(Region)} == {"000000", "920000"}


def test_a_wrong_claim_counts_for_nothing_and_comes_back() -> None:
    store = MemoryStore()
    article = meeting_article("甲")
    load(store, [article], extractor_version=VERSION)
    before = lines(store)
    (chairs,) = store.edges(PresidesOver)
    wrong = judgement("wrong", chairs.claim_id)
    judge(store, wrong, extractor_version=VERSION)
    assert not list(store.edges(PresidesOver))
    assert list(store.edges(HoldsPosition))
    undo(store, wrong.judgement_id, extractor_version=VERSION)
    assert lines(store) == before


def test_a_wrong_person_takes_his_facts_along() -> None:
    store = MemoryStore()
    article = meeting_article("甲")
    load(store, [article], extractor_version=VERSION)
    (person,) = (c for c in article.claims if c.predicate == "person")
    judge(store, judgement("wrong", person.claim_id), extractor_version=VERSION)
    assert not list(store.nodes(Person))
    assert not list(store.edges(PresidesOver))


def test_two_bodies_judged_the_same_share_positions_and_facts() -> None:
    store = MemoryStore()
    here, there = Draft("甲"), Draft("乙")
    here.post("张伟", CITY, "主席")
    there.post("李强国", PARTY, "主席")
    meeting = there.meeting(core="全省政协工作交流会", date="2018-03-05")
    there.link("attends", there.body(PARTY), meeting, manner="attends")
    load(store, [here.extraction(), there.extraction()], extractor_version=VERSION)
    before = lines(store)
    same = judgement("same", here.body(CITY), there.body(PARTY))
    judge(store, same, extractor_version=VERSION)
    (body,) = store.nodes(Body)
    assert {body.name, *body.aliases} == {CITY.name, PARTY.name}
    assert len({e.target_id for e in store.edges(HoldsPosition)}) == 1
    assert [e.source_id for e in store.edges(Attends)] == [body.body_id]
    undo(store, same.judgement_id, extractor_version=VERSION)
    assert lines(store) == before


def test_another_version_is_refused_by_every_call() -> None:
    store = MemoryStore()
    load(store, [meeting_article("甲")], extractor_version="older")
    some = judgement("same", "p-1", "p-2")
    for call in (
        lambda: load(store, [], extractor_version=VERSION),
        lambda: remove(store, [], extractor_version=VERSION),
        lambda: judge(store, some, extractor_version=VERSION),
        lambda: undo(store, "j-1", extractor_version=VERSION),
    ):
        with pytest.raises(StoreVersionError, match="zhengmai rebuild"):
            call()


@pytest.mark.parametrize(
    ("decided", "message"),
    [
        (judgement("wrong", "c-0"), "c-0: no such claim"),
        (judgement("same", "p-0", "p-1"), "p-0: no such anchor"),
    ],
)
def test_a_judgement_on_nothing_is_misuse(decided: object, message: str) -> None:
    store = MemoryStore()
    load(store, [meeting_article("甲")], extractor_version=VERSION)
    with pytest.raises(MisuseError, match=message):
        judge(store, decided, extractor_version=VERSION)  # type: ignore[arg-type]


def test_two_types_cannot_be_judged() -> None:
    store = MemoryStore()
    article = meeting_article("甲")
    load(store, [article], extractor_version=VERSION)
    person, meeting = (next(c.subject for c in article.claims if c.predicate == p) for p in ("person", "meeting"))
    with pytest.raises(MisuseError, match="Judge two of one type"):
        judge(store, judgement("different", person, meeting), extractor_version=VERSION)


def test_undoing_what_was_never_judged_is_misuse() -> None:
    with pytest.raises(MisuseError, match="no such judgement"):
        undo(MemoryStore(), "j-0", extractor_version=VERSION)


LEADER = BodyRef("中共中央", "party", "national", "000000")


def busy_article(number: int) -> Extraction:
    """An article that names 全国政协 and a leader, as every article does, beside a person and a meeting of its own."""
    draft = Draft(f"文{number}", published="2018-03-05")
    chair = draft.post(f"王{number}", NATIONAL, "委员")
    leader = draft.post("李强国", LEADER, "总书记")
    meeting = draft.meeting(core=f"第{number}号专题协商会议", date="2018-03-05")
    draft.link("presides_over", chair, meeting)
    draft.link("attends", leader, meeting, manner="attends")
    draft.link("hosts", draft.body(NATIONAL), meeting, manner="hosts")
    draft.link("references", meeting, draft.document("关于提案工作的规定", [NATIONAL], own=True), mode="studied")
    return draft.extraction()


def test_one_more_article_does_not_read_what_others_say_of_the_body_and_the_leader_it_names() -> None:
    rows = []
    for size in (10, 400):
        store = MemoryStore()
        load(store, [busy_article(n) for n in range(size)], extractor_version=VERSION)
        result = load(store, [busy_article(size)], extractor_version=VERSION)
        rows.append((result.nodes_read, result.edges_read, result.nodes_written, result.edges_written))
        wanted = graph_of([busy_article(n) for n in range(size + 1)], extractor_version=VERSION)
        assert lines(store) == list(wanted.lines())
    assert rows[0] == rows[1]
    assert max(rows[0]) < 60


def test_an_end_that_comes_later_cuts_the_tenure_that_was_merged() -> None:
    store = MemoryStore()
    articles = []
    for number, (day, values) in enumerate(
        [
            ("2018-03-05", {}),
            ("2021-01-01", {}),
            ("2019-06-02", {"end_date": "2019-06-01", "ended_by": "removed", "status": "former"}),
            ("2022-01-01", {}),
        ]
    ):
        draft = Draft(f"文{number}", published=day)
        draft.post("张伟", CITY, "主席", **values)
        articles.append(draft.extraction())
        load(store, articles[-1:], extractor_version=VERSION)
        assert lines(store) == list(graph_of(articles, extractor_version=VERSION).lines())
    found = sorted(store.edges(HoldsPosition), key=lambda e: e.first_seen or "")
    assert [(e.first_seen, e.last_seen, e.end_date) for e in found] == [
        ("2018-03-05", "2019-06-02", "2019-06-01"),
        ("2021-01-01", "2022-01-01", None),
    ]


def test_a_namesake_that_comes_takes_mentions_away_and_gives_them_back_when_it_goes() -> None:
    store = MemoryStore()
    known, bare, second = Draft("甲"), Draft("乙"), Draft("丙")
    known.post("张伟", CITY, "主席")
    bare.link(
        "attends", bare.person("张伟"), bare.meeting(core="全省政协工作交流会", date="2018-03-05"), manner="attends"
    )
    second.post("张伟", PARTY, "常委")
    load(store, [known.extraction(), bare.extraction()], extractor_version=VERSION)
    (attends,) = store.edges(Attends)
    assert attends.source_id == known.person("张伟", CITY)
    before = lines(store)
    load(store, [second.extraction()], extractor_version=VERSION)
    (attends,) = store.edges(Attends)
    assert attends.source_id == bare.person("张伟")
    remove(store, [second.id], extractor_version=VERSION)
    assert lines(store) == before


def test_the_delegator_of_a_chair_moves_with_his_cluster() -> None:
    store = MemoryStore()
    known, chaired, second = Draft("甲"), Draft("乙"), Draft("丙")
    known.post("张伟", CITY, "主席")
    chair, meeting = chaired.post("李强国", CITY, "副主席"), chaired.meeting(CITY, date="2018-03-05")
    chaired.link("presides_over", chair, meeting, on_behalf_of=chaired.person("张伟"))
    second.post("张伟", PARTY, "常委")
    load(store, [known.extraction(), chaired.extraction()], extractor_version=VERSION)
    (presides,) = store.edges(PresidesOver)
    assert presides.on_behalf_of == known.person("张伟", CITY)
    load(store, [second.extraction()], extractor_version=VERSION)
    (presides,) = store.edges(PresidesOver)
    assert presides.on_behalf_of == chaired.person("张伟")
