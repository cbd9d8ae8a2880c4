"""A repost adds no support to a fact, and stays as provenance: files in, each store asked. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.edges import PresidesOver
from graph.model.nodes import Article
from graph.store.base import Store
from loaders.extract import extractor_version
from loaders.ingest import remove
from zhengmai.facade import Outcome, load

LEAD = (
    "6月18日，甘肃省政协召开十二届三十一次主席会议。"
    "省政协党组书记、主席周启明主持会议并讲话，副主席刘静、马国强出席会议。"
)
SECOND = (
    "会议传达学习了全国政协有关会议精神，审议通过《甘肃省政协提案工作规则》，听取了关于重点提案办理情况的汇报，"
    "研究了界别协商工作安排，讨论了省政协下半年协商议题和民主监督计划，同意提请省政协十二届十七次常委会会议审议。"
    "会议还研究了有关人事事项。"
)
THIRD = "周启明强调，要把协商工作做到群众身边，不断提高履职质量，为全省高质量发展贡献智慧和力量。"
ORIGINAL = f"甘肃省政协召开主席会议\n2024-06-19 来源：某地协商网\n{LEAD}\n{SECOND}\n{THIRD}\n"
# The same text from another site: markup, navigation, script, glosses, title, a cut end.
REPOST = (
    (
        "<html><head><title>甘肅省政協主席會議舉行_某網</title></head>"
        "<body><div class=nav><a href=/>首頁</a> <a href=/1>要聞</a></div>"
        "<h1>甘肅省政協主席會議舉行</h1><p>2024-06-25 來源：某網</p>"
        f"<p>{LEAD}</p><p>{SECOND}</p><p>周启明强调,要把协商工作做到群众身边...</p></body></html>"
    )
    .replace("甘肃", "甘肅")
    .replace("会议", "會(huì)議")
    .replace("书记", "書記")
)
# Another report of the same meeting.
OTHER = (
    "主席会议研究提案工作\n2024-06-20 来源：某地晨报\n"
    "提案工作是一项全局性工作。6月18日，甘肃省政协召开十二届三十一次主席会议，研究提案工作规则。省政协主席周启明主持会议。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "original.txt").write_text(ORIGINAL, encoding="utf-8")
    (tmp_path / "repost.html").write_text(REPOST, encoding="utf-8")
    (tmp_path / "third.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


def chaired(store: Store) -> tuple[int, set[str]]:
    """Support of the one edge of who chaired, and the slugs of its articles."""
    (edge,) = store.edges(PresidesOver, None)
    return edge.support, {article.slug for article in store.nodes(Article, edge.article_ids)}


@pytest.mark.parametrize("order", [("original.txt", "repost.html"), ("repost.html", "original.txt")])
def test_a_repost_adds_no_support_and_stays_as_provenance(store: Store, folder: Path, order: tuple[str, ...]) -> None:
    for name in order:
        assert load(store, [folder / name]).new == 1
    assert chaired(store) == (1, {"original", "repost"})
    load(store, [folder / "third.txt"])
    assert chaired(store) == (2, {"original", "repost", "third"})


def test_without_the_original_the_repost_supports_the_fact(store: Store, folder: Path) -> None:
    load(store, [folder])
    (original,) = [a.article_id for a in store.articles() if a.slug == "original"]
    remove(store, [original], extractor_version=extractor_version())
    assert chaired(store) == (2, {"repost", "third"})


def test_a_repost_in_one_load_is_told(store: Store, folder: Path) -> None:
    told: list[Outcome] = []
    loaded = load(store, [folder], told=told.append)
    assert loaded.new == 3
    assert {(o.slug, o.status) for o in told} == {("original", "loaded"), ("repost", "loaded"), ("third", "loaded")}
    (reason,) = [o.reason for o in told if o.slug == "repost"]
    assert reason is not None
    assert f"the text of {folder / 'original.txt'} again" in reason
