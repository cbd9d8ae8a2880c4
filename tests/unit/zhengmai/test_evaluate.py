"""evaluate on real output, and the floors that extraction never drops below on the examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.command import run

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "examples" / "local" / "gold.jsonl"
FLOORS = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("facts") / "facts.jsonl"
    done = run("extract", str(ROOT / "examples" / "local" / "articles"), "--format", "facts", "--out", str(out))
    assert done.code == 0, done.err
    return out


@pytest.fixture(scope="module")
def scores(facts: Path) -> Any:
    done = run("evaluate", "--gold", str(GOLD), "--pred", str(facts), "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_every_article_is_scored(scores: Any) -> None:
    assert scores["articles"] == 40
    assert scores["missing"] == []


@pytest.mark.parametrize("kind", sorted(FLOORS["f1"]))
def test_f1_stays_above_its_floor(scores: Any, kind: str) -> None:
    assert scores["kinds"][kind]["f1"] >= FLOORS["f1"][kind]


@pytest.mark.parametrize("kind", sorted(FLOORS["precision"]))
def test_precision_stays_above_its_floor(scores: Any, kind: str) -> None:
    assert scores["kinds"][kind]["precision"] >= FLOORS["precision"][kind]


def test_perfect_and_empty_output(tmp_path: Path) -> None:
    """The answers score 1 against themselves, and an output without facts scores 0 recall."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    empty = tmp_path / "empty.jsonl"
    empty.write_text("".join(json.dumps({"id": json.loads(x)["id"]}) + "\n" for x in lines), encoding="utf-8")
    perfect = json.loads(run("evaluate", "--gold", str(GOLD), "--pred", str(GOLD), "--json").out)
    nothing = json.loads(run("evaluate", "--gold", str(GOLD), "--pred", str(empty), "--json").out)
    assert perfect["overall"] == 1
    assert nothing["kinds"]["persons"]["recall"] == 0


def test_mistakes_are_listed(facts: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.jsonl"
    one = json.loads(facts.read_text(encoding="utf-8").splitlines()[0])
    one["persons"].append({"name": "周启明"})
    wrong.write_text(json.dumps(one, ensure_ascii=False) + "\n", encoding="utf-8")
    done = run("evaluate", "--gold", str(GOLD), "--pred", str(wrong), "--errors", "1000")
    assert f"persons wrong [{one['id']}] 周启明" in done.out


def test_a_file_that_is_no_output(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("no JSON\n", encoding="utf-8")
    done = run("evaluate", "--gold", str(GOLD), "--pred", str(broken))
    assert done.code == 2
    assert "broken.jsonl:1: not a line of JSON" in done.err
