"""Bodies as values: one body however it is written; sections, zones and rosters as other rules use them."""

from __future__ import annotations

import pytest
from test_cases import reading_of

from loaders.claims import Reading, Span
from loaders.rules.bodies import resolve_body

HOME = "云岭省政协"


def reading(text: str, **more: str) -> Reading:
    return reading_of({"name": "t", "text": text, **more})


@pytest.mark.parametrize(
    "forms",
    [
        ("云岭省政协", "政协云岭省委员会", "政协第十二届云岭省委员会", "中国人民政治协商会议云岭省委员会"),
        ("云岭省政协", "省政协", "十二届省政协", "我省政协"),
        ("中共临江市委", "临江市委", "中共临江市委员会", "中国共产党临江市委员会"),
        ("临江市人民政府", "临江市政府"),
        ("临江市人大常委会", "临江市人民代表大会常务委员会"),
        ("云岭省政协提案委员会", "省政协提案委", "政协云岭省委员会提案委员会"),
        ("中共临江市委办公室", "临江市委办公室", "中共临江市委员会办公室"),
        ("民盟临江市委会", "民盟临江市委", "中国民主同盟临江市委员会"),
        ("全国政协", "政协全国委员会", "中国人民政治协商会议全国委员会"),
    ],
)
def test_one_body_however_it_is_written(forms: tuple[str, ...]) -> None:
    r = reading("省政协召开会议。", source=HOME)
    found = [resolve_body(form, r, 0) for form in forms]
    assert None not in found
    assert len(set(found)) == 1, [b and b.name for b in found]


def test_common_form_region_and_parent() -> None:
    body = resolve_body("省政协提案委", reading("省政协召开会议。", source=HOME), 0)
    assert body is not None
    assert (body.name, body.kind, body.region_id) == ("云岭省政协提案委员会", "cppcc", "990000")
    assert body.organ == "提案委员会"
    assert body.top.name == "云岭省政协"
    assert body.top.full_name == "中国人民政治协商会议云岭省委员会"


@pytest.mark.parametrize("form", ["提案工作", "各级政协", "省政协主席", "会议", "", "云岭省"])
def test_what_is_no_body_from_end_to_end(form: str) -> None:
    assert resolve_body(form, reading("省政协召开会议。", source=HOME), 0) is None


def test_short_form_without_a_place_has_no_region() -> None:
    body = resolve_body("市政协办公室", reading("市政协召开会议。"), 0)
    assert body is not None
    assert (body.name, body.resolved) == ("市政协办公室", False)


def test_different_committees_of_a_region_differ() -> None:
    r = reading("省政协召开会议。", source=HOME)
    names = ["省政协", "省委", "省政府", "省人大", "省人大常委会", "省纪委", "省监委", "省政协党组"]
    names += ["民盟省委会", "民建省委会", "省工商联"]
    assert len({resolve_body(name, r, 0) for name in names}) == len(names)


def test_sections_zones_and_paragraphs() -> None:
    text = "各地召开会议。\n云岭：6月3日，省政协召开会议。会议强调落实。\n江南：6月4日，省政协召开会议。"
    r = reading(text, title="各地政协召开会议")
    assert [(s.zone, s.paragraph, s.section) for s in r.sentences] == [
        ("title", 0, 0),
        ("body", 1, 0),
        ("body", 2, 1),
        ("body", 2, 1),
        ("body", 3, 2),
    ]
    assert "".join(s.text for s in r.sentences if s.paragraph == 2) == "云岭：6月3日，省政协召开会议。会议强调落实。"


def test_a_sentence_does_not_end_inside_a_title() -> None:
    r = reading("会议学习《论协商。民主》一文。随后讨论。")
    assert [s.text for s in r.sentences] == ["会议学习《论协商。民主》一文。", "随后讨论。"]


def test_roster_spans_changes_of_post() -> None:
    text = "6月18日，省政协副主席刘静、马国强，秘书长丁一出席会议。"
    r = reading(text, source=HOME)
    assert [p.name for p in r.people] == ["刘静", "马国强", "丁一"]
    assert {p.roster for p in r.people} == {0}
    run = r.people[0].run
    assert text[run.start : run.end] == "省政协副主席刘静、马国强，秘书长丁一"


def test_spans_hold_what_they_say() -> None:
    text = "受省政协主席周启明委托，党组副书记、副主席刘静主持会议。"
    r = reading(text, source=HOME)
    for person in r.people:
        assert text[person.span.start : person.span.end] == person.name
        assert person.run.covers(person.span)
        for post in person.posts:
            assert text[post.span.start : post.span.end].endswith(post.title.removeprefix("党组"))
            assert Span(0, len(text)).covers(post.span)


def test_cited_marks_words_of_others() -> None:
    r = reading("会议传达学习习近平总书记重要讲话精神。省政协主席周启明主持会议。", source=HOME)
    assert {p.name: p.cited for p in r.people} == {"习近平": True, "周启明": False}
