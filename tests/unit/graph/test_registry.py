"""Which store a URL opens, and what is refused before anything is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import MisuseError
from graph.store.arcade import ArcadeStore
from graph.store.memory import MemoryStore
from graph.store.registry import open_store


def test_memory() -> None:
    with open_store("memory:") as store:
        assert isinstance(store, MemoryStore)


def test_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("./zhengmai.graph") as store:
        assert isinstance(store, ArcadeStore)
    assert (tmp_path / "zhengmai.graph").is_dir()


@pytest.mark.parametrize("url", ["http://localhost:7474", "", "mysql://h/x", "neo4j+ssc://h"])
def test_no_store_for_it(url: str) -> None:
    with pytest.raises(MisuseError):
        open_store(url)


@pytest.mark.parametrize("url", ["neo4j://neo4j:secret-word@h:7687", "bolt://:secret-word@h"])
def test_password_in_the_url_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(MisuseError, match="NEO4J_PASSWORD") as refused:
        open_store(url)
    assert "secret-word" not in str(refused.value)
