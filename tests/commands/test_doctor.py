"""doctor on this installation, on a damaged one, and with stores that cannot be used."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from support.bad_inputs import meeting
from support.command import ROOT, Done, environment, run
from support.neo4j_test_server import Server

from zhengmai.checks import _fits


def rows(done: Done) -> dict[str, dict[str, Any]]:
    assert "Traceback" not in done.err
    return {row["check"]: row for row in json.loads(done.out)}


def doctor(folder: Path, *arguments: object, path: Path | None = None, **variables: str) -> Done:
    """Run it in a folder; `path` is searched for modules first."""
    given = {**environment(), **variables}
    if path is not None:
        given["PYTHONPATH"] = f"{path}{os.pathsep}{ROOT}"
    return run("doctor", "--format", "json", *arguments, cwd=folder, env=given)


def test_a_whole_installation(tmp_path: Path) -> None:
    done = doctor(tmp_path)
    found = rows(done)
    assert done.code == 0
    assert found["python"]["state"] == found["zhengmai"]["state"] == "ok"
    for name in ("lxml", "jieba", "typer", "arcadedb-embedded", "neo4j"):
        assert found[name]["state"] == "ok"
        assert found[name]["found"][0].isdigit()
    assert "Java" in found["embedded engine"]["found"]
    assert found["store"]["found"] == f"{tmp_path / 'zhengmai.graph'}: not there yet, `zhengmai load` makes it"
    assert "GB free" in found["disk of the store"]["found"]
    assert not list(tmp_path.iterdir())


def test_the_table_is_for_people(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].split() == ["check", "state", "found", "advice"]


def test_a_store_that_answers_and_one_of_other_rules(tmp_path: Path) -> None:
    article, store = tmp_path / "a.txt", tmp_path / "g.graph"
    article.write_text(meeting(1), encoding="utf-8")
    assert run("load", article, "--store", store).code == 0
    row = rows(doctor(tmp_path, ZHENGMAI_STORE=str(store)))["store"]
    assert str(store) in row["found"]
    assert row["state"] in ("ok", "note")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: p.write_text("x", encoding="utf-8"), "this is a file"),
        (lambda p: p.mkdir(), "this folder is no store"),
        (lambda p: (p.mkdir(), (p / "schema.json").write_text("{", encoding="utf-8")), ""),
    ],
    ids=["file", "other folder", "damaged"],
)
def test_a_broken_store_path(tmp_path: Path, make: Any, words: str) -> None:
    path = tmp_path / "g.graph"
    make(path)
    done = doctor(tmp_path, "--store", path)
    row = rows(done)["store"]
    assert (done.code, row["state"]) == (1, "missing")
    assert words in row["found"]
    assert done.err == "missing: store\n"


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    done = doctor(tmp_path, "--store", "bolt://127.0.0.1:9")
    row = rows(done)["store"]
    assert (done.code, row["state"]) == (1, "missing")
    assert "no Neo4j server answers" in row["found"]
    assert "Start the server" in row["advice"]


@pytest.mark.server
def test_a_server_that_answers(tmp_path: Path, neo4j_server: Server) -> None:
    done = doctor(tmp_path, "--store", neo4j_server.uri, "--password-file", neo4j_server.password_file)
    assert rows(done)["store"]["state"] in ("ok", "note")
    assert done.code == 0


def test_a_dependency_of_another_version_one_that_is_broken_and_a_stranger(tmp_path: Path) -> None:
    """What another project may leave in one environment."""
    other = tmp_path / "other"
    for name in ("rustworkx-1.0.dist-info", "jieba", "queries"):
        (other / name).mkdir(parents=True)
    (other / "rustworkx-1.0.dist-info" / "METADATA").write_text("Name: rustworkx\nVersion: 1.0\n", encoding="utf-8")
    (other / "jieba" / "__init__.py").write_text("raise ImportError('libfoo is absent')\n", encoding="utf-8")
    (other / "queries" / "__init__.py").write_text("", encoding="utf-8")
    done = doctor(tmp_path, path=other)
    found = rows(done)
    assert done.code == 1
    assert found["rustworkx"]["found"].startswith("1.0, ")
    assert found["rustworkx"]["advice"].startswith("pip install 'rustworkx")
    assert "libfoo is absent" in found["jieba"]["found"]
    assert "another distribution's" in found["package queries"]["found"]
    assert done.err == "missing: package queries, jieba, rustworkx\n"


def test_a_terminal_that_cannot_show_all_characters(tmp_path: Path) -> None:
    done = doctor(tmp_path, LC_ALL="C")
    row = rows(done)["encoding"]
    assert (done.code, row["state"], "UTF-8 locale" in row["advice"]) == (0, "note", True)


@pytest.mark.parametrize(
    ("version", "wanted", "fits"),
    [
        ("1.2.3", ">=1.2,<2", True),
        ("2.0", ">=1.2,<2", False),
        ("1.10", ">=1.9", True),
        ("0.15", "<0.30,>=0.15", True),
        ("2.0", "==2.0.0", False),
        ("26.10.2.post1", "==26.10.2.post1", True),
        ("26.10.2", "==26.10.2.post1", False),
        ("2.4.1", "~=2.4", True),
        ("3.0", "~=2.4", False),
        ("1.5", "!=1.5", False),
        ("1.5", "", True),
    ],
)
def test_versions_are_compared_by_numbers(version: str, wanted: str, fits: bool) -> None:
    assert _fits(version, wanted) is fits
