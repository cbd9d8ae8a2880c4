"""Linking: what joins two anchors, what keeps them apart, and the reason given."""

from __future__ import annotations

import pytest
from property.strategies import CITY, COUNTY, NATIONAL, OTHER, PARTY, PROVINCE, VERSION, Draft, judgement

from graph.model.dates import PartialDate
from graph.model.nodes import Anchor, Document, Judgement, Meeting, Person
from graph.subgraph import Subgraph
from loaders.claims import BodyRef
from loaders.entities import anchors_of
from loaders.graph_of import graph_of
from loaders.linking.anchors import meeting_key, person_key
from loaders.linking.blocks import Resolution, resolve
from loaders.linking.judgements import Verdicts
from loaders.statements import statements_of


def linked(*drafts: Draft, judgements: tuple[Judgement, ...] = ()) -> Resolution:
    verdicts = Verdicts.of(judgements)
    counted = [s for d in drafts for s in statements_of(d.extraction(), verdicts.wrong)]
    return resolve(anchors_of(counted).values(), verdicts)


def graph(*drafts: Draft, judgements: tuple[Judgement, ...] = ()) -> Subgraph:
    return graph_of([d.extraction() for d in drafts], judgements, extractor_version=VERSION)


def one(found: Resolution, *anchors: str) -> bool:
    return len({found.entity[a] for a in anchors}) == 1


def names(found: Subgraph, cls: type) -> list[str]:
    return sorted(getattr(n, "title", None) or n.name for n in found.nodes if isinstance(n, cls))


# -- persons --------------------------------------------------------------------------------------------------------


def test_namesakes_in_two_bodies_are_two_persons() -> None:
    here, there = Draft("甲"), Draft("乙")
    a, b = here.post("张伟", CITY, "主席"), there.post("张伟", OTHER, "主席")
    found = linked(here, there)
    assert not one(found, a, b)


def test_two_posts_in_one_breath_are_one_person_in_every_article() -> None:
    link, city, party = Draft("甲"), Draft("乙"), Draft("丙")
    first = link.post("张伟", CITY, "主席")
    second = link.post("张伟", PARTY, "常委", same_as=first)
    assert city.post("张伟", CITY, "主席") == first
    assert party.post("张伟", PARTY, "常委") == second
    found = linked(link, city, party)
    assert one(found, first, second)
    (decision,) = found.explain(first, second)
    assert decision.link.reason == "an article says they are the same"
    assert decision.refused is None


def test_a_mention_without_a_post_joins_the_only_namesake_in_its_region_line() -> None:
    posted, county, elsewhere = Draft("甲"), Draft("乙", region="910121"), Draft("丙", region="920000")
    known = posted.post("张伟", CITY, "主席")
    near, far = county.person("张伟"), elsewhere.person("张伟")
    found = linked(posted, county, elsewhere)
    assert one(found, known, near)
    assert not one(found, known, far)


def test_a_second_namesake_in_the_region_line_takes_the_mention_away() -> None:
    posted, second, bare = Draft("甲"), Draft("乙"), Draft("丙", region="910100")
    known, other, mention = (
        posted.post("张伟", CITY, "主席"),
        second.post("张伟", PROVINCE, "委员"),
        bare.person("张伟"),
    )
    found = linked(posted, second, bare)
    assert len({found.entity[a] for a in (known, other, mention)}) == 3


def test_a_mention_decades_away_is_not_the_same_person() -> None:
    posted, bare = Draft("甲", published="1995-03-01"), Draft("乙", published="2018-03-01")
    known, mention = posted.post("张伟", CITY, "主席"), bare.person("张伟")
    assert not one(linked(posted, bare), known, mention)


def test_mentions_without_posts_stay_with_their_articles() -> None:
    first, second = Draft("甲"), Draft("乙")
    a, b = first.person("张伟"), second.person("张伟")
    assert not one(linked(first, second), a, b)


def test_a_national_office_holder_is_one_person_in_two_bodies_while_in_office() -> None:
    party, state = (
        BodyRef("中共中央", "party", "national", "000000"),
        BodyRef("国务院", "government", "national", "000000"),
    )
    here, there, late = (Draft(day, region=None, published=day) for day in ("2014-05", "2014-06", "1999"))
    a, b = here.post("李克强", party, "常委"), there.post("李克强", state, "总理")
    found = linked(here, there)
    assert one(found, a, b)
    assert found.explain(a, b)[0].link.reason == "both posts of one national office-holder"
    late.post("李克强", state, "总理")
    assert not one(linked(here, late), a, b)


def test_the_id_of_a_person_is_that_of_an_anchor_with_a_body_line() -> None:
    bare = [Draft(f"文{n}") for n in range(20)]
    posted = Draft("甲")
    known = posted.post("李强国", CITY, "主席")
    mentions = [d.person("李强国") for d in bare]
    found = linked(posted, *bare)
    assert {found.entity[m] for m in mentions} == {known}
    assert min(mentions) < known  # a smaller id tied to one article does not win


# -- meetings -------------------------------------------------------------------------------------------------------


def test_ordinals_and_date_of_one_meeting() -> None:
    ordinals, dated, next_day = Draft("甲"), Draft("乙"), Draft("丙")
    a = ordinals.meeting(CITY, term=5, session=8, date="2018-03-05")
    b = dated.meeting(CITY, date="2018-03-05")
    c = next_day.meeting(CITY, date="2018-03-06")
    found = linked(ordinals, dated, next_day)
    assert one(found, a, b)
    assert not one(found, a, c)


def test_two_ordinals_on_one_day_stay_two_and_the_undecided_name_joins_the_first_in_order() -> None:
    eight, nine, dated = Draft("甲"), Draft("乙"), Draft("丙")
    a = eight.meeting(CITY, term=5, session=8, date="2018-03-05")
    b = nine.meeting(CITY, term=5, session=9, date="2018-03-05")
    c = dated.meeting(CITY, date="2018-03-05")
    found = linked(eight, nine, dated)
    assert not one(found, a, b)
    assert one(found, c, a) or one(found, c, b)
    refused = [d.refused for d in found.decisions if d.refused is not None]
    assert any("different ordinals" in why for why in refused)


def test_a_number_without_its_term_joins_within_a_day() -> None:
    full, short, later = Draft("甲"), Draft("乙"), Draft("丙")
    a = full.meeting(CITY, term=5, session=8, date="2018-03-05")
    b = short.meeting(CITY, session=8, date="2018-03-06")
    c = later.meeting(CITY, session=8, date="2019-01-10")
    found = linked(full, short, later)
    assert one(found, a, b)
    assert not one(found, a, c)


def test_one_gathering_of_two_kinds_is_one_meeting_under_either_name() -> None:
    both, party, chairs = Draft("甲"), Draft("乙"), Draft("丙")
    first = both.meeting(CITY, kind="党组会议", date="2018-03-05")
    both.meeting(CITY, term=5, session=8, date="2018-03-05", same_as=first)
    party.meeting(CITY, kind="党组会议", date="2018-03-05")
    chairs.meeting(CITY, term=5, session=8, date="2018-03-05")
    (meeting,) = (n for n in graph(both, party, chairs).nodes if isinstance(n, Meeting))
    assert (meeting.kind, meeting.term, meeting.session) == ("主席会议", 5, 8)
    assert len([n for n in graph(party, chairs).nodes if isinstance(n, Meeting)]) == 2


@pytest.mark.parametrize(("published", "joined"), [("2018-06-01", True), ("2017-12-01", True), ("2021-01-01", False)])
def test_a_meeting_cited_without_a_day_joins_the_only_one_near_in_time(published: str, joined: bool) -> None:
    held, cited = Draft("甲"), Draft("乙", published=published)
    a = held.meeting(date="2018-03-05", core="全省政协工作交流会")
    b = cited.meeting(core="全省政协工作交流会", status="cited")
    assert one(linked(held, cited), a, b) is joined


def test_a_general_name_cites_no_meeting_in_particular() -> None:
    held, cited = Draft("甲"), Draft("乙")
    a, b = held.meeting(date="2018-03-05", core="座谈会"), cited.meeting(core="座谈会", status="cited")
    assert not one(linked(held, cited), a, b)


def test_days_more_than_one_apart_stay_apart() -> None:
    drafts = [Draft(n) for n in "甲乙丙"]
    days = ("2018-03-05", "2018-03-06", "2018-03-08")
    a, b, c = (d.meeting(date=day, core="全省政协工作交流会") for d, day in zip(drafts, days, strict=True))
    found = linked(*drafts)
    assert one(found, a, b)
    assert not one(found, b, c)


def test_the_strongest_status_and_the_fullest_name_stand() -> None:
    announced, held = Draft("甲"), Draft("乙")
    announced.meeting(CITY, term=5, session=8, date="2018-03", status="announced")
    held.meeting(CITY, term=5, session=8, date="2018-03-05")
    (meeting,) = (n for n in graph(announced, held).nodes if isinstance(n, Meeting))
    assert (meeting.status, meeting.start_date) == ("held", "2018-03-05")


# -- documents ------------------------------------------------------------------------------------------------------

CORE = "关于推进协商的实施意见"


def test_one_title_of_two_issuers_is_two_documents() -> None:
    here, there = Draft("甲"), Draft("乙")
    a, b = here.document(CORE, [PROVINCE]), there.document(CORE, [OTHER])
    assert not one(linked(here, there), a, b)
    assert names(graph(here, there), Document) == [CORE, CORE]


def test_a_title_without_issuer_joins_the_one_document_of_its_region_line() -> None:
    issued, near, far = Draft("甲"), Draft("乙", region="910121"), Draft("丙", region="920000")
    a, b, c = issued.document(CORE, [PROVINCE]), near.document(CORE), far.document(CORE)
    found = linked(issued, near, far)
    assert one(found, a, b)
    assert not one(found, a, c)
    second = Draft("丁")
    d = second.document(CORE, [COUNTY])
    assert len({linked(issued, near, second).entity[x] for x in (a, b, d)}) == 3


def test_joint_issuers_and_numbers_join() -> None:
    joint, single, number, again = Draft("甲"), Draft("乙"), Draft("丙", region="920000"), Draft("丁", region="910000")
    a, b = joint.document(CORE, [CITY, PARTY]), single.document(CORE, [PARTY])
    assert one(linked(joint, single), a, b)
    c, d = number.document(CORE, number="临发〔2018〕1号"), again.document(CORE, number="临发〔2018〕1号")
    assert one(linked(number, again), c, d)


def test_two_numbers_are_never_one_document() -> None:
    here, there = Draft("甲"), Draft("乙")
    a = here.document(CORE, [CITY], number="临发〔2018〕1号")
    b = there.document(CORE, [CITY, PARTY], number="临发〔2018〕2号")
    found = linked(here, there)
    assert not one(found, a, b)
    assert [d.refused for d in found.decisions] == ["different numbers"]


# -- judgements -----------------------------------------------------------------------------------------------------


def test_a_judgement_unites_what_linking_keeps_apart_and_parts_what_it_joins() -> None:
    link, other = Draft("甲"), Draft("乙")
    first = link.post("张伟", CITY, "主席")
    second = link.post("张伟", PARTY, "常委", same_as=first)
    far = other.post("张伟", NATIONAL, "委员")
    same, different = judgement("same", first, far), judgement("different", second, first)
    assert one(linked(link, other, judgements=(same,)), first, second, far)
    found = linked(link, other, judgements=(same, different))
    assert one(found, first, far)
    assert not one(found, first, second)


def test_a_same_that_contradicts_a_different_is_reported_and_not_applied() -> None:
    here, there = Draft("甲"), Draft("乙")
    a, b = here.post("张伟", CITY, "主席"), there.post("张伟", OTHER, "主席")
    found = linked(here, there, judgements=(judgement("same", a, b), judgement("different", a, b)))
    assert not one(found, a, b)
    (decision,) = found.explain(a, b)
    assert decision.refused is not None
    assert decision.refused.startswith("judged different")


def test_names_of_two_blocks_become_one_person_with_an_alias() -> None:
    here, there = Draft("甲"), Draft("乙")
    a, b = here.post("张伟", CITY, "主席"), there.post("张玮", CITY, "主席")
    found = graph(here, there, judgements=(judgement("same", a, b),))
    (person,) = (n for n in found.nodes if isinstance(n, Person))
    assert person.person_id == min(a, b)
    assert {person.name, *person.aliases} == {"张伟", "张玮"}


def test_anchors_of_two_types_are_never_one() -> None:
    draft = Draft("甲")
    a, b = draft.person("张伟"), draft.meeting(CITY, date="2018-03-05")
    found = linked(draft, judgements=(judgement("same", a, b),))
    assert not one(found, a, b)


def test_an_article_that_names_an_anchor_it_does_not_introduce_is_refused() -> None:
    draft = Draft("甲")
    draft.link("presides_over", draft.person("张伟"), "m-0000000000000000")
    with pytest.raises(ValueError, match="names m-0000000000000000, which the article does not introduce"):
        graph(draft)


# -- found in articles ----------------------------------------------------------------------------------------------


def test_one_line_before_and_after_its_region_was_renamed() -> None:
    # regions.csv: 沙县 (350427-2021) became 沙县区 (350405) in 2021
    old = BodyRef("沙县政协", "cppcc", "county", "350427-2021")
    new = BodyRef("沙县区政协", "cppcc", "county", "350405")
    party = BodyRef("中共沙县区委", "party", "county", "350405")
    a, b, c = (person_key("张伟", body, "0", None) for body in (old, new, party))
    anchors = [
        Anchor(anchor_id=k.id, type=k.type, name=k.name, block=k.block, key=k.text, article_count=1) for k in (a, b, c)
    ]
    found = resolve(anchors, Verdicts())
    assert one(found, a.id, b.id)
    assert not one(found, a.id, c.id)


def test_a_party_congress_is_known_by_its_number_in_every_article() -> None:
    def key(core: str, article: str) -> str:
        return meeting_key(
            core, host=None, kind="全体会议", term=None, session=None, sitting=None, date=None, article=article
        ).id

    assert key("党的二十大", "1") == key("二十大", "2")
    assert key("党的19届四中全会", "1") == key("19届四中全会", "2") != key("19届五中全会", "2")
    assert key("市政协全体会", "1") != key("市政协全体会", "2")


def test_a_kind_alone_is_no_meeting_of_two_articles() -> None:
    def key(core: str, article: str) -> str:
        day = PartialDate("2024-06-18")
        return meeting_key(
            core, host=None, kind="座谈会", term=None, session=None, sitting=None, date=day, article=article
        ).id

    assert key("座谈会", "1") != key("座谈会", "2")
    assert key("老旧小区改造座谈会", "1") == key("老旧小区改造座谈会", "2")


def test_the_title_of_a_text_is_not_that_of_its_draft() -> None:
    draft, final = Draft("甲"), Draft("乙")
    draft.document(CORE, [CITY], title=CORE + "（征求意见稿）", status="征求意见稿")
    final.document(CORE, [CITY])
    (document,) = (n for n in graph(draft, final).nodes if isinstance(n, Document))
    assert (document.title, document.status, document.aliases) == (CORE, None, (CORE + "（征求意见稿）",))
    (alone,) = (n for n in graph(draft).nodes if isinstance(n, Document))
    assert (alone.title, alone.status) == (CORE + "（征求意见稿）", "征求意见稿")
