"""Word lists: what is refused and how the message reads, and what the shipped lists must hold."""

from __future__ import annotations

import re
from typing import Any

import pytest

from loaders.lexicon import (
    TABLES,
    LexiconError,
    lexicon_names,
    lexicons_hash,
    load_lexicon,
    load_table,
    parse_lexicon,
    parse_table,
)

LIST = """\
about: Verbs of appointment.
source: house list compiled from usage
senses: {start: the tenure begins, end: the tenure ends}
fields: {formal: flag, follows: [name, post], note: text}
entries:
  - {form: 免去, sense: end, formal: true, source: NPC notices}
  - {form: 任, sense: start, follows: post}
lists:
  - sense: start
    forms: 当选 出任
      就任为
"""


def test_a_list_gives_its_entries_in_order() -> None:
    verbs = parse_lexicon("verbs", LIST)
    assert verbs.forms() == ("免去", "任", "当选", "出任", "就任为")
    assert verbs.forms("end") == ("免去",)
    assert dict(verbs.entries[0]) == {"form": "免去", "sense": "end", "formal": True, "source": "NPC notices"}
    assert verbs.entries[1]["source"] == "house list compiled from usage"
    assert (verbs.sense("出任"), verbs.sense("退休")) == ("start", None)
    assert "当选" in verbs
    assert "退休" not in verbs


def test_alternation_takes_the_longest_and_escapes() -> None:
    text = "about: a\nsource: s\nsenses: {x: y}\nlists: [{sense: x, forms: 秘书长 副秘书长 (兼)}]\n"
    heads = parse_lexicon("heads", text)
    match = re.match(heads.alternation("x"), "副秘书长")
    assert match is not None
    assert match.group() == "副秘书长"
    assert re.fullmatch(heads.alternation(), "(兼)")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{form: 任, sense: start", "{form: 任, sense: begin", "verbs.yml:7: unknown sense 'begin' for '任'. Use"),
        ("formal: true", "formal: perhaps", "verbs.yml:6: formal 'perhaps' of '免去' is no flag"),
        ("formal: true", "formel: true", "verbs.yml:6: unknown field 'formel' of '免去'"),
        ("follows: post", "follows: verb", "verbs.yml:7: follows 'verb' of '任' is not allowed. Use name or post."),
        ("当选 出任", "当选 任", "verbs.yml:10: '任' stands twice in sense 'start'. Remove one."),
        ("source: house list compiled from usage\n", "", "'任' has no source"),
        ("about:", "abaut:", "verbs.yml:1: unknown key 'abaut'"),
        ("form: 任", "form: 1", "verbs.yml:7: form 1 is no text"),
        ("entries:", "entries: [", "Correct the YAML"),
        ("senses: {start: the tenure begins, end: the tenure ends}\n", "", "'senses' is missing"),
    ],
)
def test_a_wrong_list_is_refused_with_place_value_and_advice(old: str, new: str, message: str) -> None:
    assert old in LIST
    with pytest.raises(LexiconError, match=re.escape(message)):
        parse_lexicon("verbs", LIST.replace(old, new, 1))


def test_an_undeclared_sense_is_never_an_empty_answer() -> None:
    with pytest.raises(LexiconError, match=r"no sense 'begin' is declared\. Use start or end"):
        parse_lexicon("verbs", LIST).forms("begin")
    with pytest.raises(LexiconError, match="no such list"):
        load_lexicon("nothing")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("surname,kind\n王,single\n", "surnames.csv:1: columns"),
        ("surname,kind,use\n王,double,common\n", "surnames.csv:2: kind 'double' is wrong"),
        ("surname,kind,use\n王,single\n", "surnames.csv:2: 3 values are wanted"),
        ("surname,kind,use\n王,single,common\n王,single,common\n", "surnames.csv:3: '王' stands twice"),
    ],
)
def test_a_wrong_table_is_refused(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse_table("surnames", text)


@pytest.mark.parametrize("name", lexicon_names())
def test_every_list_loads_and_uses_what_it_declares(name: str) -> None:
    lexicon = load_lexicon(name)
    assert {entry["sense"] for entry in lexicon.entries} == set(lexicon.senses)
    assert all(form == form.strip() for form in lexicon.forms())
    assert load_lexicon(name) is lexicon


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_loads(name: str) -> None:
    assert load_table(name)


def test_the_hash_is_stable() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", lexicons_hash())
    assert lexicons_hash() == lexicons_hash()


HAND_CHECKED: list[tuple[str, str, dict[str, Any]]] = [
    ("post_heads", "副秘书长", {"sense": "deputy"}),
    ("post_heads", "一级巡视员", {"sense": "rank"}),
    ("post_heads", "执行主席", {"sense": "session_role"}),
    ("post_qualifiers", "时任", {"sense": "former"}),
    ("post_qualifiers", "代理", {"sense": "acting"}),
    ("organs", "社法委", {"canonical": "社会和法制委员会", "kind": "cppcc"}),
    ("organs", "统战部", {"canonical": "统战部", "kind": "party"}),
    ("central_bodies", "国家发展和改革委员会", {"canonical": "国家发展改革委", "kind": "government"}),
    ("central_bodies", "政协全国委员会", {"canonical": "全国政协", "kind": "cppcc"}),
    ("meeting_types", "主席(扩大)会", {"canonical": "主席会议", "numbered": True}),
    ("meeting_types", "座谈会", {"canonical": "座谈会", "numbered": False}),
    ("document_types", "实施意见", {"sense": "policy"}),
    ("document_verbs", "印发", {"sense": "issued"}),
    ("document_verbs", "传达学习", {"sense": "studied"}),
    ("name_traps", "庄严", {"sense": "word_and_name"}),
    ("name_traps", "于是", {"sense": "not_name"}),
    ("minority_name_parts", "其木格", {"sense": "mongolian"}),
    ("abbreviations", "邕", {"region_id": "450100"}),
]


@pytest.mark.parametrize(("name", "form", "expected"), HAND_CHECKED)
def test_hand_checked_entries(name: str, form: str, expected: dict[str, Any]) -> None:
    (entry, *_) = load_lexicon(name).of(form)
    assert {key: entry[key] for key in expected} == expected


def test_surnames_hold_the_rare_and_no_common_words() -> None:
    surnames = {row["surname"]: row for row in load_table("surnames")}
    assert sum(row["kind"] == "single" for row in surnames.values()) >= 500
    assert {"欧阳", "上官", "慕容", "令狐", "尉迟", "申屠", "东郭", "呼延", "司马"} <= set(surnames)
    assert all(len(s) == 1 if row["kind"] == "single" else len(s) >= 2 for s, row in surnames.items())
    assert not {"的", "了", "我", "这", "中", "不", "会", "在", "省", "县", "是"} & set(surnames)
