"""Both segmenters give what the rules need of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from loaders.text import cut as module
from loaders.text.cut import cut, tagged

pytest.importorskip("rjieba", reason="rjieba is not installed: there is nothing to compare with jieba")


@pytest.fixture(params=["rjieba", "jieba"])
def segmenter(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each segmenter in turn; what the other one cut is forgotten."""
    if request.param == "jieba":
        monkeypatch.setattr(module, "_fast", None)
    cut.cache_clear()
    tagged.cache_clear()
    yield request.param
    cut.cache_clear()
    tagged.cache_clear()


@pytest.mark.parametrize("text", ["全力以赴做好工作", "张立讲课", "提案办理工作", "李思明主持会议"])
def test_words_make_the_text(segmenter: str, text: str) -> None:
    assert "".join(cut(text)) == "".join(cut(text, hmm=False)) == "".join(w for w, _ in tagged(text)) == text


@pytest.mark.parametrize("word", ["全力以赴", "因地制宜"])
def test_long_words_at_the_beginning(segmenter: str, word: str) -> None:
    assert len(cut(f"{word}地")[0]) > 3


@pytest.mark.parametrize("word", ["因此", "上述", "参加", "和平", "时期"])
def test_words_are_whole_without_guessing(segmenter: str, word: str) -> None:
    assert cut(word, hmm=False) == (word,)


@pytest.mark.parametrize("name", ["汪丽", "张伟", "李建国"])
def test_names_are_persons(segmenter: str, name: str) -> None:
    assert any(tag.startswith("nr") for _, tag in tagged(name))


@pytest.mark.parametrize(("word", "kind"), [("讲课", "v"), ("因此", "c"), ("会议", "n")])
def test_parts_of_speech(segmenter: str, word: str, kind: str) -> None:
    assert tagged(word)[0][1].startswith(kind)
