"""The snapshot file: canonical, and whole or not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.sample import sample

from graph.export.jsonl import write_jsonl, write_whole
from graph.subgraph import Subgraph, parse_line


def test_a_snapshot_is_read_back_as_the_same_graph(tmp_path: Path) -> None:
    out = tmp_path / "graph.jsonl"
    write_jsonl(sample(), out)
    lines = out.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == list(sample().lines())
    items = [parse_line(line) for line in lines]
    nodes = tuple(i for i in items if not hasattr(i, "edge_id"))
    assert Subgraph(nodes, tuple(i for i in items if hasattr(i, "edge_id"))) == sample()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "graph.jsonl"
    out.write_text("old", encoding="utf-8")

    def parts() -> Iterator[str]:
        yield "new"
        raise RuntimeError("stopped half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        write_whole(parts(), out)
    assert [p.name for p in tmp_path.iterdir()] == ["graph.jsonl"]
    assert out.read_text(encoding="utf-8") == "old"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_jsonl(Subgraph(), tmp_path / "absent" / "graph.jsonl")
