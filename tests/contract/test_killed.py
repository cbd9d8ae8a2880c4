"""A process killed while it writes: the next one finds the graph before or after, never one between."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Place
from support import sample as s
from support import writer

from graph.errors import StoreBusyError
from graph.model import nodes as n
from graph.subgraph import Subgraph, difference

ROOT = Path(__file__).parents[2]


def started(what: str, place: Place) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "NEO4J_PASSWORD": place.password or ""}
    return subprocess.Popen(
        [sys.executable, "-m", "support.writer", what, place.url], stdout=subprocess.PIPE, text=True, env=environment
    )


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    for said in process.stdout:
        if said.strip() == line:
            return
    pytest.fail(f"the writer ended without saying {line!r}")


def lines(graph: Subgraph) -> str:
    return "\n".join(graph.lines())


def test_killed_while_applying(place: Place) -> None:
    with place.open() as store:
        store.apply(difference(Subgraph(), writer.before()))
    old, new = lines(writer.before()), lines(writer.after())
    found = []
    for seconds in (0.05, 0.3, 0.8, 60.0):
        with started("apply", place) as process:
            wait_for(process, "go")
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
        with place.open() as store:
            now = lines(store.snapshot())
            assert now in (old, new), f"killed after {seconds} s: a graph between"
            found.append(now == new)
            if found[-1]:
                store.apply(difference(writer.after(), writer.before()))
    assert not found[0], "the first kill came too late to prove anything"
    assert found[-1], "the last writer was not killed and has to be found whole"


@pytest.mark.parametrize("line", ["1000", "5000", "all"])
def test_killed_while_loading(place: Place, line: str) -> None:
    with started("first_load", place) as process:
        wait_for(process, line)
        time.sleep(0.02)
        process.kill()
    whole = lines(writer.after())
    with place.open() as store:
        now = lines(store.snapshot())
        assert now in ("", whole)
        if line != "all":
            assert now == ""
        if not now:
            graph = s.sample()
            store.first_load([*graph.nodes, *graph.edges])
            assert lines(store.snapshot()) == lines(graph)


@pytest.mark.parametrize("line", ["1000", "5000", "all"])
def test_killed_while_replacing(place: Place, line: str) -> None:
    with place.open() as store:
        store.apply(difference(Subgraph(), writer.before()))
    with started("replace", place) as process:
        wait_for(process, line)
        time.sleep(0.02)
        process.kill()
    old, whole = lines(writer.before()), lines(writer.after())
    with place.open() as store:
        now = lines(store.snapshot())
        assert now in (old, whole)
        if line != "all":
            assert now == old
            store.replace([*writer.after().nodes, *writer.after().edges])
            assert lines(store.snapshot()) == whole


@pytest.mark.parametrize("read_only", [True, False])
def test_killed_between_the_two_renames_of_a_replacement(tmp_path: Path, read_only: bool) -> None:
    place = Place(str(tmp_path / "g.graph"))
    with place.open() as store:
        store.apply(difference(Subgraph(), writer.before()))
    (tmp_path / "g.graph").rename(tmp_path / "g.graph.replaced")
    with place.open(read_only=read_only) as store:
        assert lines(store.snapshot()) == lines(writer.before())
    assert [p.name for p in tmp_path.iterdir()] == ["g.graph"]


def test_reader_after_a_killed_writer(place: Place) -> None:
    with place.open() as store:
        store.apply(difference(Subgraph(), writer.before()))
    with started("apply", place) as process:
        wait_for(process, "go")
        time.sleep(0.2)
        process.kill()
    with place.open(read_only=True) as store:
        assert lines(store.snapshot()) in (lines(writer.before()), lines(writer.after()))


def test_no_second_writer_beside_a_first_load(place: Place) -> None:
    graph = s.sample()

    def stream() -> Iterator[object]:
        yield from graph.nodes
        with pytest.raises(StoreBusyError, match="another process"):
            place.open()
        yield from graph.edges

    with place.open() as store:
        store.first_load(stream())  # type: ignore[arg-type]
        assert lines(store.snapshot()) == lines(graph)
        assert isinstance(store.meta(), n.Meta)
