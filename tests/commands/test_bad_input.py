"""Every kind of bad input through the real command: what it says, that the rest goes on, what is in the store after.

The table is docs/guide/inputs.md. All texts are invented.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.bad_inputs import ADVICE, BROKEN, GOOD, NOTES, meeting, write_bad_inputs
from support.command import Done, measured, run, started
from support.neo4j_test_server import Server

from graph.model.nodes import Article
from graph.store.registry import open_store
from loaders.extract import extract, extractor_version
from loaders.graph_of import graph_of
from loaders.sources import read_inputs


def lines_of(store: Path) -> list[str]:
    with open_store(str(store), read_only=True) as opened:
        return list(opened.snapshot().lines())


def graph_lines(*paths: Path) -> list[str]:
    read = [extract(a) for a in read_inputs(paths) if isinstance(a, Article)]
    return list(graph_of(read, extractor_version=extractor_version()).lines())


def records(count: int, first: int = 1) -> bytes:
    """JSON lines, an article each."""
    made = ({"id": f"r{n}", "text": meeting(n), "published": "2024-06-19"} for n in range(first, first + count))
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in made)


# --- files that cannot be read, all in one load -----------------------------------------------------------------------


@dataclass(frozen=True)
class Loaded:
    folder: Path
    store: Path
    done: Done
    report: list[dict[str, Any]]

    def row(self, name: str, *statuses: str) -> dict[str, Any]:
        """The one line of the report on an input."""
        place = str(self.folder / name)
        (row,) = [r for r in self.report if r["place"] == place and (not statuses or r["status"] in statuses)]
        return row


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    top = tmp_path_factory.mktemp("bad")
    folder, store, report = top / "in", top / "g.graph", top / "report.jsonl"
    write_bad_inputs(folder)
    (folder / "bare").mkdir()
    (folder / "bare" / "scan.tif").write_bytes(b"II*\0")
    given = [folder, folder / "report.docx", folder / "bare", folder / "none.txt", folder / "none-*.txt"]
    done = run("load", *given, "--store", store, "--report", report, "-v")
    yield Loaded(folder, store, done, [json.loads(line) for line in report.read_text("utf-8").splitlines()])
    shutil.rmtree(store)


@pytest.mark.parametrize("name", BROKEN)
def test_an_input_that_cannot_be_read(loaded: Loaded, name: str) -> None:
    reason = BROKEN[name]
    row = loaded.row(name)
    assert row["status"] == "rejected"
    assert reason in row["reason"]
    assert len(row["advice"]) > 8
    line = f"rejected: {loaded.folder / name}: {row['reason']}. {row['advice']}"
    assert line in loaded.done.err.splitlines()


@pytest.mark.parametrize("name", ADVICE)
def test_what_to_do(loaded: Loaded, name: str) -> None:
    assert ADVICE[name] in loaded.row(name)["advice"]


@pytest.mark.parametrize("name", NOTES)
def test_an_input_with_a_remark(loaded: Loaded, name: str) -> None:
    status, reason = NOTES[name]
    row = loaded.row(name)
    assert row["status"] == status
    assert reason in row["reason"]
    assert any(line.startswith(f"note: {loaded.folder / name}: ") for line in loaded.done.err.splitlines())


def test_the_rest_goes_on(loaded: Loaded) -> None:
    """Every input is told once, the others are in the graph, and nothing else is."""
    assert (loaded.done.code, loaded.done.out, "Traceback" in loaded.done.err) == (3, "", False)
    by_status = {s: [r for r in loaded.report if r["status"] == s] for s in ("loaded", "rejected", "note")}
    assert {r["slug"] for r in by_status["loaded"]} == set(GOOD)
    assert f"{len(GOOD)} new, 0 known already" in loaded.done.err
    assert len(by_status["rejected"]) == sum(line.startswith("rejected: ") for line in loaded.done.err.splitlines())
    assert len({r["place"] for r in loaded.report}) == len(loaded.report)
    assert lines_of(loaded.store) == graph_lines(loaded.folder)


def test_nothing_is_invented_from_an_impossible_date(loaded: Loaded) -> None:
    rows = [json.loads(line) for line in lines_of(loaded.store)]
    article = next(r for r in rows if r["type"] == "Article" and r["slug"] == "impossible")
    assert article.get("published") is None


def test_only_bad_inputs_leave_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    done = run("load", tmp_path / "a.txt", "--store", tmp_path / "g.graph")
    assert (done.code, "0 new" in done.err) == (3, True)
    assert lines_of(tmp_path / "g.graph") == graph_lines(tmp_path / "a.txt")


# --- long lines -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell the memory of a process")
@pytest.mark.parametrize(
    ("name", "start", "end", "reason", "after"),
    [
        ("a.jsonl", '{"text": "', '"}\n', ":1: more than 20 MB", True),
        ("a.csv", "标题,正文\n题,", "\n", ":2: more than 20 MB for one article; the rows from here on", False),
        ("a.txt", "", "\n", ": more than 20 MB", False),
        ("a.html", "<p>", "</p>\n", ": more than 20 MB", False),
    ],
)
def test_a_line_of_200_megabytes_costs_no_memory(
    tmp_path: Path, name: str, start: str, end: str, reason: str, after: bool
) -> None:
    small, path = tmp_path / "small.jsonl", tmp_path / name
    small.write_bytes(records(1))
    with path.open("wb") as stream:
        stream.write(start.encode())
        for _ in range(200):
            stream.write(b"x" * (1 << 20))
        stream.write(end.encode() + records(1, first=2))
    plain = measured("extract", small, folder=tmp_path)
    done = measured("extract", small, path, folder=tmp_path)
    path.unlink()
    assert (plain.code, done.code) == (0, 3)
    assert done.err.startswith(f"rejected: {path}{reason}")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == (["r2", "r1"] if after else ["r1"])
    assert done.peak < plain.peak + (80 << 20)


# --- files that change or may not be read -----------------------------------------------------------------------------


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """The command waits for its full pipe while the file grows."""
    path = tmp_path / "growing.jsonl"
    path.write_bytes(records(600))
    with started("extract", path, tmp_path / "none.txt") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert b'"r1"' in first
        with path.open("ab") as stream:
            stream.write(records(1, first=9999))
        out, err = process.communicate()
    assert process.returncode == 3
    assert len(out.splitlines()) >= 599
    (line,) = [line for line in err.decode().splitlines() if "growing" in line]
    assert line == f"rejected: {path}: it changed while it was read. Load it again when nothing writes to it"


@pytest.fixture
def mortal() -> tuple[str, ...]:
    """What stands before a command that has to obey the permissions of files; root does not."""
    if os.geteuid() != 0:
        return ()
    before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if shutil.which("setpriv") is None or subprocess.run([*before, "true"], check=False).returncode:
        pytest.skip("root may read everything, and setpriv cannot take that away here")
    return before


def test_an_unreadable_file(tmp_path: Path, mortal: tuple[str, ...]) -> None:
    secret, plain = tmp_path / "secret.txt", tmp_path / "plain.txt"
    for path in (secret, plain):
        path.write_text(meeting(1), encoding="utf-8")
    secret.chmod(0)
    done = run("extract", tmp_path, before=mortal)
    assert done.code == 3
    assert done.about("secret") == (
        f"rejected: {secret}: no permission to read it. Change its permissions, or leave it out"
    )
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["plain"]


def test_a_folder_that_may_not_be_entered(tmp_path: Path, mortal: tuple[str, ...]) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text(meeting(1), encoding="utf-8")
    closed.chmod(0)
    (tmp_path / "plain.txt").write_text(meeting(2), encoding="utf-8")
    done = run("extract", tmp_path, before=mortal)
    assert done.code == 3
    assert done.about("closed").startswith(f"rejected: {closed}: no permission to read it")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["plain"]


# --- stores -----------------------------------------------------------------------------------------------------------


def test_a_store_path_that_cannot_be_written(tmp_path: Path, mortal: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(meeting(1), encoding="utf-8")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    store = closed / "g.graph"
    done = run("load", tmp_path / "a.txt", "--store", store, before=mortal)
    assert done.code == 1
    assert done.err == f"zhengmai: {store}: no permission to write in {closed}. Give another path\n"
    assert not list(closed.iterdir())
    told = run("doctor", "--store", store, "--format", "json", before=mortal)
    (row,) = [row for row in json.loads(told.out) if row["check"] == "store"]
    assert (told.code, row["state"], row["found"]) == (1, "missing", f"{closed}: no permission to write there")


def test_a_store_path_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(meeting(1), encoding="utf-8")
    done = run("load", tmp_path / "a.txt", "--store", tmp_path / "a.txt")
    assert (done.code, done.err) == (
        1,
        f"zhengmai: {tmp_path / 'a.txt'}: a store is a folder, this is a file. Give another path\n",
    )


def test_a_report_that_cannot_be_written_is_told_before_the_load(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(meeting(1), encoding="utf-8")
    store = tmp_path / "g.graph"
    done = run("load", tmp_path / "a.txt", "--store", store, "--report", tmp_path / "none" / "r.jsonl")
    assert (done.code, store.exists(), "none" in done.err) == (1, False, True)


def test_a_store_held_by_another_process(tmp_path: Path) -> None:
    """The holder is a load that waits for more input."""
    store, path = tmp_path / "g.graph", tmp_path / "a.txt"
    path.write_text(meeting(1), encoding="utf-8")
    assert run("load", path, "--store", store).code == 0
    before = lines_of(store)
    with started("load", "-", "--store", store, stdin=subprocess.PIPE) as holder:
        assert holder.stdin is not None
        holder.stdin.write(records(1))
        holder.stdin.flush()
        path.write_text(meeting(2), encoding="utf-8")
        done = wait_until_held(path, store)
        told = run("doctor", "--store", store, "--format", "json")
        holder.kill()
        holder.communicate()
    assert done.code == 1
    who = f"another process ({holder.pid})" if sys.platform == "linux" else "another process"
    assert done.err == f"zhengmai: {store}: {who} is using this store. Wait until it ends, or close it\n"
    (row,) = [row for row in json.loads(told.out) if row["check"] == "store"]
    assert (row["state"], who in row["found"]) == ("note", True)
    assert lines_of(store) == before


def wait_until_held(path: Path, store: Path) -> Done:
    """Ask for the store until the holder has it; reading does not change it."""
    for _ in range(60):
        done = run("query", "who_chaired", "--store", store)
        if done.code:
            break
        time.sleep(0.2)
    return run("load", path, "--store", store)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """40 MB of disk."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can make a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Leave so many bytes of room."""
    filler = disk / "filler"
    free = shutil.disk_usage(disk).free
    filler.write_bytes(b"\0" * (free - leave))
    return filler


FULL = "the disk is full; nothing half-written is kept. Make room, or give a path on another disk"


def test_a_full_disk_and_no_store_yet(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(records(5))
    fill(small_disk, 4 << 20)
    store = small_disk / "g.graph"
    done = run("load", tmp_path / "a.jsonl", "--store", store, "--report", tmp_path / "r.jsonl")
    assert (done.code, done.err) == (1, f"zhengmai: {store}: {FULL}\n")
    assert [p.name for p in small_disk.iterdir()] == ["filler"]
    assert not (tmp_path / "r.jsonl").exists()


def test_a_disk_that_fills_during_a_load(small_disk: Path, tmp_path: Path) -> None:
    """The store is as before; with room, the same load gives the whole graph."""
    first, rest, store = tmp_path / "first.jsonl", tmp_path / "rest.jsonl", small_disk / "g.graph"
    first.write_bytes(records(3))
    rest.write_bytes(records(300, first=4))
    assert run("load", first, "--store", store).code == 0
    before = lines_of(store)
    filler = fill(small_disk, 300 << 10)
    done = run("load", rest, "--store", store)
    assert (done.code, done.err) == (1, f"zhengmai: {store}: {FULL}\n")
    filler.unlink()
    after = lines_of(store)
    assert after == before
    assert run("load", rest, "--store", store).code == 0
    assert lines_of(store) == graph_lines(first, rest)


@pytest.mark.skipif(
    not Path("/proc/self/syscall").exists(), reason="this system does not tell what a process waits for"
)
@pytest.mark.parametrize("stored", [0, 2])
def test_stopped_by_ctrl_c(tmp_path: Path, stored: int) -> None:
    """In the middle of a load: before it or after whole batches of 200, never between."""
    store, first, rest = tmp_path / "g.graph", tmp_path / "first.jsonl", tmp_path / "rest.jsonl"
    rest.write_bytes(records(330, first=10))
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(records(200, first=10))
    if stored:
        first.write_bytes(records(stored))
        assert run("load", first, "--store", store).code == 0
    with started("load", "-", "--store", store, "--report", tmp_path / "r.jsonl", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(rest.read_bytes())
        process.stdin.flush()  # it takes 64 KB, which holds the first batch, and waits for more
        wait_for_input(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert err.decode() == "zhengmai: stopped; a store keeps the batches written so far. Run it again to go on\n"
    assert not (tmp_path / "r.jsonl").exists()
    with open_store(str(store), read_only=True) as opened:
        now = list(opened.snapshot().lines())
    assert now == (graph_lines(first, batch) if stored else [])
    assert run("load", rest, "--store", store).code == 0
    assert lines_of(store) == graph_lines(*([first] if stored else []), rest)


def wait_for_input(process: int) -> None:
    """Wait until a process waits for its standard input, at most two minutes."""
    quiet = 0
    for _ in range(1200):
        call, handle, *_ = (Path(f"/proc/{process}/syscall").read_text(encoding="ascii") + " ").split(" ")
        quiet = quiet + 1 if call.isdigit() and handle == "0x0" else 0
        if quiet >= 5:
            return
        time.sleep(0.1)
    pytest.fail("the command does not come to wait for input")


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(meeting(1), encoding="utf-8")
    done = run("load", tmp_path / "a.txt", "--store", "bolt://127.0.0.1:9")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(
        "zhengmai: bolt://127.0.0.1:9: no Neo4j server answers. Is it running, and is the port its Bolt port?"
    )
    assert "Traceback" not in done.err


@pytest.mark.server
def test_a_wrong_password(tmp_path: Path, neo4j_server: Server) -> None:
    path, password = tmp_path / "a.txt", tmp_path / "password"
    path.write_text(meeting(1), encoding="utf-8")
    password.write_text("falsch-geheim\n", encoding="utf-8")
    done = run("load", path, "--store", neo4j_server.uri, "--password-file", password)
    assert (done.code, done.out, "falsch-geheim" in done.err) == (1, "", False)
    assert done.err == (
        f"zhengmai: {neo4j_server.uri}: the user or password is wrong. Set NEO4J_USERNAME and NEO4J_PASSWORD\n"
    )
    told = run("doctor", "--store", neo4j_server.uri, "--password-file", password, "--format", "json")
    (row,) = [row for row in json.loads(told.out) if row["check"] == "store"]
    assert (told.code, row["state"], "falsch-geheim" in told.out) == (1, "missing", False)


# --- standard input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(300), "image"), (b"PK\x03\x04" + bytes(100), "broken zip")],
)
def test_standard_input_that_cannot_be_read(data: bytes, reason: str) -> None:
    done = run("extract", "-", stdin=data)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("rejected: -: ")
    assert reason in done.err


def test_an_archive_from_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.txt", meeting(1))
        archive.writestr("two.txt", meeting(2))
    done = run("extract", "-", stdin=path.read_bytes())
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["one", "two"]
