"""Invented sentences of the language guide with damage: repaired by the sources, then read by the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import Article
from loaders.extract import extract
from loaders.facts import facts_of
from loaders.sources import read_inputs


@pytest.fixture
def facts(tmp_path: Path) -> Any:
    """Facts of one record."""

    def read(**record: str) -> Any:
        file = tmp_path / "record.jsonl"
        file.write_text(json.dumps({"id": "one", **record}, ensure_ascii=False), encoding="utf-8")
        (article,) = (item for item in read_inputs([file]) if isinstance(item, Article))
        return facts_of(extract(article))

    return read


def test_a_slip_over_a_full_stop(facts: Any) -> None:
    """??h政協 is 。縣政協 (H46)."""
    found = facts(
        title="龍游縣政協召開主席會議",
        published="2024-06-20",
        text="6月18日,龍游縣政協召開主席會議。會議通過了決定??h政協副主席楊正、殷山出席會議。",
    )
    (meeting,) = found["meetings"]
    assert [(a["actor"], a["meeting"]) for a in found["attends"]] == [("杨正", meeting["id"]), ("殷山", meeting["id"])]
    assert {(p["person"], p["body"], p["title"]) for p in found["posts"]} == {
        ("杨正", "龙游县政协", "副主席"),
        ("殷山", "龙游县政协", "副主席"),
    }


def test_glosses_doubled_marks_and_a_name_with_a_mask(facts: Any) -> None:
    """A person of whom only the surname is printed is nobody (H47)."""
    found = facts(
        title="省政協主席會議",
        source="福建政協網",
        published="2024-01-02",
        text="12月29日,,省政協(xié)主席劉某主持召開(kāi)十屆二十五次主席會(huì)議,。",
    )
    assert [(m["name"], m["host"], m["date"]) for m in found["meetings"]] == [
        ("福建省政协十届二十五次主席会议", "福建省政协", "2023-12-29")
    ]
    assert found["persons"] == found["presides"] == found["posts"] == []


def test_a_slipped_span_is_not_read(facts: Any) -> None:
    """The name comes from the headline alone; the slipped span gives nobody and no meeting (H48)."""
    found = facts(
        title="福建省政协主席周启明谈履职",
        published="2024-01-02",
        text="今年以来工作开展顺利?!敝芷裘魉?,委员们要多下基层。",
    )
    assert [p["name"] for p in found["persons"]] == ["周启明"]
    assert found["meetings"] == found["attends"] == found["presides"] == []


def test_injected_words_spoil_their_sentence(facts: Any) -> None:
    """Nobody is taken from a sentence that spam was put into (H59)."""
    found = facts(title="市委会活动", published="2024-01-02", text="365体育官网下载市委会主委张普选到不会并讲话。")
    assert found["persons"] == found["posts"] == found["attends"] == found["meetings"] == []
