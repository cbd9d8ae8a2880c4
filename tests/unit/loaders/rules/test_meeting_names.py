"""Grammar of meeting names: every way of writing host, 届, 次 and kind; what is no name."""

from __future__ import annotations

import pytest

from graph.model.nodes import Article
from loaders.claims import Reading
from loaders.rules.bodies import bodies
from loaders.rules.meeting_days import masked_times
from loaders.rules.meeting_names import MeetingName, find_names, name_core
from loaders.rules.segment import segment
from loaders.rules.shadow import Shadow
from loaders.rules.words import default_words


def names_in(text: str) -> list[MeetingName]:
    """Names of meetings in one sentence of a Zhejiang page."""
    article = Article(
        article_id="0" * 16, slug="names", source="浙江省政协", text=text, raw=text, offsets="[]", fingerprint="0" * 16
    )
    reading = Reading(article)
    for rule in (segment, bodies):
        rule(reading, default_words())
    shadow = Shadow(reading, masked_times(reading))
    return [name for sentence in reading.sentences for name in find_names(shadow, sentence.span)]


@pytest.mark.parametrize(
    ("text", "kind", "term", "session"),
    [
        ("浙江省政协十二届三十一次主席会议召开。", "主席会议", 12, 31),
        ("十二届浙江省政协第31次主席会议召开。", "主席会议", 12, 31),
        ("浙江省政协第十三届常委会十七次会议召开。", "常委会会议", 13, 17),
        ("政协第十二届浙江省委员会常务委员会第四次会议召开。", "常委会会议", 12, 4),
        ("政协浙江省第十二届委员会第四次会议召开。", "全体会议", 12, 4),
        ("浙江省政协十届委员会第三十六次主席会议召开。", "主席会议", 10, 36),
        ("浙江省政协十一届九次常委会召开。", "常委会会议", 11, 9),
        ("浙江省政协第51次党组会议召开。", "党组会议", None, 51),
        ("浙江省政协十六届60次主席（扩大）会议召开。", "主席会议", 16, 60),
        ("浙江省政协十二届五次会议召开。", "全体会议", 12, 5),
        ("党的二十届三中全会召开。", "全体会议", 20, 3),
        ("中共浙江省委十五届六次全会召开。", "全体会议", 15, 6),
        ("十四届全国人大常委会第七次会议召开。", "常委会会议", 14, 7),
    ],
)
def test_ordinals(text: str, kind: str, term: int | None, session: int | None) -> None:
    found = names_in(text)
    assert [(n.kind, n.term, n.session) for n in found] == [(kind, term, session)]


def test_sitting_is_part_of_its_meeting() -> None:
    (name,) = names_in("政协第十三届浙江省委员会第三次会议第四次全体会议召开。")
    assert (name.term, name.session, name.sitting) == (13, 3, 4)


def test_two_names_joined_by_ji_are_one() -> None:
    (name,) = names_in("浙江省政协党组（扩大）会议暨十三届二十五次主席会议召开。")
    assert name.also == ("党组（扩大）会议", "十三届二十五次主席会议")
    assert (name.kind, name.session) == ("主席会议", 25)


def test_coordinated_names_are_several() -> None:
    found = names_in("浙江省政协召开党组扩大会和第十三届常委会十七次会议。")
    assert [n.core for n in found] == ["党组扩大会", "第十三届常委会十七次会议"]


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("会议传达学习全国地方政协工作经验交流会精神。", "全国地方政协工作经验交流会"),
        ("浙江省政协举行“水乡古镇保护”专题协商会。", "“水乡古镇保护”专题协商会"),
        ("第三届运河文化论坛在杭州开幕。", "第三届运河文化论坛"),
        ("杭州市召开深化医药卫生、养老服务改革工作座谈会。", "深化医药卫生、养老服务改革工作座谈会"),
    ],
)
def test_free_names_end_at_the_verb(text: str, core: str) -> None:
    assert [n.core for n in names_in(text) if not n.bare] == [core]


@pytest.mark.parametrize(
    "text",
    ["大家在会议室里讨论。", "主席会见了客人。", "委员会成员到场。", "他主持编写《会议制度》。", "大会堂前人山人海。"],
)
def test_parts_of_longer_words_are_no_meetings(text: str) -> None:
    assert [n.text for n in names_in(text)] == []


def test_core_is_the_same_for_both_ways_of_counting() -> None:
    assert name_core("全国政协十三届常委会第十三次会议") == name_core("全国政协第13届常委会13次会议")
