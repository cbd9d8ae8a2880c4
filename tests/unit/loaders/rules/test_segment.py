"""Sentences around slipped spans: nothing is read in the span, everything beside it is (D4)."""

from __future__ import annotations

import pytest

from graph.model.nodes import Article
from loaders.claims import Reading
from loaders.extract import read
from loaders.rules.segment import segment
from loaders.rules.words import default_words
from loaders.sources.article import article_of
from loaders.sources.results import Record
from loaders.text.fields import Fields

BEFORE = "1月6日，吴忠市政协召开主席会议。"
SLIPPED = "?!敝芷裘魉?"
BEHIND = "，委员们要多下基层。吴忠市政协主席张立主持会议。"


def article(raw: str) -> Article:
    return article_of(Record("a.txt", "a", raw.encode(), raw, Fields()))


@pytest.fixture(scope="module")
def made() -> Article:
    return article(f"{BEFORE}{SLIPPED}{BEHIND}")


def test_slip_is_a_sentence_of_its_own(made: Article) -> None:
    reading = Reading(made)
    segment(reading, default_words())
    damaged = [s for s in reading.sentences if s.damaged]
    assert len(damaged) == 1
    assert "敝芷" in damaged[0].text
    assert "委员们" not in damaged[0].text
    assert damaged[0].text not in BEFORE
    assert "".join(s.text for s in reading.sentences) == made.text


def test_neighbours_are_read_and_the_slip_is_not(made: Article) -> None:
    reading = read(made)
    (slip,) = [s.span for s in reading.sentences if s.damaged]
    assert {(p.name, q.title) for p in reading.people for q in p.posts} == {("张立", "主席")}
    assert not any(slip.overlaps(m.span) for m in reading.bodies)
    assert [m.name for m in reading.meetings if m.status == "held"]


def test_sentence_behind_injected_words_is_distrusted() -> None:
    injected = "365体育官网下载皇冠客户端下载市政协主席张立到不会并讲话。"
    reading = read(article(f"吴忠市政协召开会议。{injected}\n会议要求抓好落实。"))
    assert not reading.people
