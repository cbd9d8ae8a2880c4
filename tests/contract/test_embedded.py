"""What is particular to the embedded store: locks, folders, silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import sample as s

from graph.errors import StoreBusyError, StoreUnreachableError
from graph.store.registry import open_store
from graph.subgraph import Subgraph, difference

ROOT = Path(__file__).parents[2]


def run(code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=False,
    )


OPEN = """
import sys
from graph.errors import ZhengmaiError
from graph.store.registry import open_store
try:
    with open_store(sys.argv[1], read_only=sys.argv[2] == "r") as store:
        print(len(store.snapshot().nodes))
except ZhengmaiError as error:
    print(type(error).__name__, error)
"""


def test_second_opener_in_this_process_and_another(tmp_path: Path) -> None:
    url = str(tmp_path / "a.graph")
    with open_store(url):
        with pytest.raises(StoreBusyError, match="another process is using this store"):
            open_store(url)
        for mode in ("w", "r"):
            assert run(OPEN, url, mode, cwd=tmp_path).stdout.startswith("StoreBusyError")
    with open_store(url):
        pass


def test_readers_in_two_processes_and_no_writer_beside_them(tmp_path: Path) -> None:
    url = str(tmp_path / "a.graph")
    graph = s.sample()
    with open_store(url) as store:
        store.apply(difference(Subgraph(), graph))
    with open_store(url, read_only=True):
        assert run(OPEN, url, "r", cwd=tmp_path).stdout.strip() == str(len(graph.nodes))
        assert run(OPEN, url, "w", cwd=tmp_path).stdout.startswith("StoreBusyError")


def test_prints_nothing_and_leaves_nothing_beside_the_store(tmp_path: Path) -> None:
    code = """
import sys
from graph.store.registry import open_store
from support.sample import sample
graph = sample()
with open_store(sys.argv[1]) as store:
    store.first_load([*graph.nodes, *graph.edges])
"""
    done = run(code, "a.graph", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [p.name for p in tmp_path.iterdir()] == ["a.graph"]


def test_a_store_never_closed_is_whole(tmp_path: Path) -> None:
    code = """
import sys
from graph.store.registry import open_store
from graph.subgraph import Subgraph, difference
from support.sample import sample
open_store(sys.argv[1]).apply(difference(Subgraph(), sample()))
"""
    done = run(code, "a.graph", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with open_store(str(tmp_path / "a.graph")) as store:
        assert store.snapshot() == s.sample()


def test_file_url_and_chinese_path(tmp_path: Path) -> None:
    folder = tmp_path / "政 脉"
    with open_store((folder / "图.graph").as_uri()) as store:
        store.apply(difference(Subgraph(), s.sample()))
    with open_store(str(folder / "图.graph"), read_only=True) as store:
        assert store.snapshot() == s.sample()


def test_left_overs_of_killed_work_are_thrown_away(tmp_path: Path) -> None:
    for name in ("a.graph.building", "a.graph.replaced"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "schema.json").write_text("{", encoding="utf-8")
    with open_store(str(tmp_path / "a.graph")) as store:
        assert store.meta() is None
    assert [p.name for p in tmp_path.iterdir()] == ["a.graph"]


def test_places_that_cannot_be_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/thesis.txt").write_text("x", encoding="utf-8")
    for url in ("file", "file/a.graph", "folder"):
        with pytest.raises(StoreUnreachableError):
            open_store(str(tmp_path / url))
    with pytest.raises(StoreUnreachableError, match="Load articles first"):
        open_store(str(tmp_path / "absent.graph"), read_only=True)
    assert not (tmp_path / "absent.graph").exists()
    assert (tmp_path / "folder/thesis.txt").exists()


def test_opening_other_stores_imports_no_engine(tmp_path: Path) -> None:
    code = """
import sys
from graph.store.registry import open_store
open_store("memory:").close()
print([m for m in ("jpype", "arcadedb_embedded", "neo4j") if m in sys.modules])
"""
    assert run(code, cwd=tmp_path).stdout.strip() == "[]"
