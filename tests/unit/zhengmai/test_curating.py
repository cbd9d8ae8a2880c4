"""judge, undo, judgements, rebuild, restore on real articles and a real embedded store."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.model.nodes import SCHEMA_VERSION
from zhengmai.cli import main

ARTICLES = Path(__file__).resolve().parents[3] / "examples" / "local" / "articles"
# 张弛 of Shanghai, and 张弛 of Ningxia in two articles.
CHOSEN = [
    str(ARTICLES / name)
    for name in ("20-ningxia-zhuxi.txt", "25-shanghai-zhuanti.html", "40-shaanxi-xibei-lianxihui.txt")
]
SHANGHAI, NINGXIA = "张弛（上海市政协）", "张弛（宁夏回族自治区政协）"


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the chosen articles; copied, never changed."""
    store = tmp_path_factory.mktemp("curating") / "loaded.graph"
    with pytest.raises(SystemExit) as left:
        main(["load", *CHOSEN, "--store", str(store)])
    assert not left.value.code
    return store


@pytest.fixture
def call(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command on a fresh copy of the store."""
    store = tmp_path / "g.graph"
    shutil.copytree(loaded, store)

    def run(*arguments: object, store: Path = store) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([*map(str, arguments), "--store", str(store)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Done(left.value.code if isinstance(left.value.code, int) else 0, out, err)

    return run


def snapshot(call: Call, folder: Path, **where: Path) -> bytes:
    out = folder / "snapshot.jsonl"
    assert call("export", "jsonl", "--out", out, **where).code == 0
    return out.read_bytes()


def persons(call: Call, name: str) -> list[dict[str, Any]]:
    text = f"MATCH (p:Person {{name: '{name}'}}) RETURN p.person_id AS id ORDER BY id"
    found: list[dict[str, Any]] = json.loads(call("cypher", text, "--format", "json").out)
    return found


def test_judging_and_undoing_by_name(call: Call, tmp_path: Path) -> None:
    before = snapshot(call, tmp_path)
    assert len(persons(call, "张弛")) == 2
    done = call("judge", "same", SHANGHAI, NINGXIA, "--why", "照片相同", "--by", "编者")
    judgement = done.out.strip()
    assert done.code == 0
    assert judgement.startswith("j-")
    told, after, rows = done.err.splitlines()
    assert told.startswith("before: ")
    assert told.count("张弛") == 2
    assert after.startswith("after:  ")
    assert after.count("张弛") == 1
    assert int(rows.removesuffix(" rows written")) > 5
    assert len(persons(call, "张弛")) == 1
    again = call(
        "judge", "same", *(a["anchor"] for a in anchors(call, "张弛")[:2]), "--why", "再说一次", "--by", "又一人"
    )
    assert (again.out.strip(), again.code) == (judgement, 0)
    assert "decided so already, by 编者: 照片相同" in again.err
    assert "0 rows written" in again.err
    undone = call("undo", judgement)
    assert undone.code == 0
    assert undone.err.splitlines()[2].count("张弛") == 2
    assert snapshot(call, tmp_path) == before


def anchors(call: Call, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("query", "anchors_of", f"of={name}", "--format", "json").out)
    return sorted(found, key=lambda a: (a["body"] is None, a["anchor"]))


def test_anchors_of_an_entity(call: Call) -> None:
    (one,) = anchors(call, SHANGHAI)
    assert (one["name"], one["type"], one["body"], one["region"]) == ("张弛", "Person", "上海市政协", "上海市")
    assert (one["article_count"], one["articles"]) == (1, ["25-shanghai-zhuanti"])
    assert anchors(call, one["anchor"]) == [one]


def test_a_same_against_a_different_is_reported_and_not_applied(call: Call) -> None:
    apart = call("judge", "different", SHANGHAI, NINGXIA, "--why", "生年不同", "--by", "编者")
    assert apart.code == 0
    done = call("judge", "same", SHANGHAI, NINGXIA, "--why", "照片相同", "--by", "别人")
    assert done.code == 0
    assert f"not applied: {done.out.strip()} (same " in done.err
    assert f"against {apart.out.strip()} (different)" in done.err
    assert len(persons(call, "张弛")) == 2
    assert "before: " in call("undo", apart.out.strip()).err
    assert len(persons(call, "张弛")) == 1


def test_a_claim_judged_wrong(call: Call, tmp_path: Path) -> None:
    before = snapshot(call, tmp_path)
    claims = json.loads(call("query", "evidence_of", f"of={SHANGHAI}", "--format", "json").out)
    post = next(c["claim_id"] for c in claims if c["predicate"] == "holds_position")
    done = call("judge", "wrong", post, "--why", "误植", "--by", "编者")
    assert done.code == 0
    assert call("query", "holders_of_position", "position=上海市政协副主席", "--format", "json").out.count("张弛") == 0
    assert call("undo", done.out.strip()).code == 0
    assert snapshot(call, tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("judge", "same", "张弛", SHANGHAI, "--why", "x"), "2 fit"),
        (("judge", "same", SHANGHAI, SHANGHAI, "--why", "x"), "one entity"),
        (("judge", "same", SHANGHAI, "上海市政协", "--why", "x"), "Judge two of one type"),
        (("judge", "same", SHANGHAI, "--why", "x"), "two names or ids"),
        (("judge", "same", SHANGHAI, NINGXIA), "say why"),
        (("judge", "wrong", "c-0000000000000000", "--why", "x"), "no such claim"),
        (("undo", "j-0000000000000000"), "no such judgement"),
    ],
)
def test_misuse(call: Call, arguments: tuple[str, ...], said: str) -> None:
    done = call(*arguments, *(["--by", "编者"] if arguments[0] == "judge" else []))
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_judgements_travel_as_lines(call: Call, tmp_path: Path) -> None:
    call("judge", "different", SHANGHAI, NINGXIA, "--why", "生年不同", "--by", "编者")
    call("judge", "unsure", SHANGHAI, NINGXIA, "--why", "待考", "--by", "编者")
    file, whole = tmp_path / "judgements.jsonl", snapshot(call, tmp_path)
    assert call("judgements", "export", file).code == 0
    assert call("judgements", "export").out == file.read_text(encoding="utf-8")
    assert [json.loads(line)["kind"] for line in file.read_text(encoding="utf-8").splitlines()].count("unsure") == 1
    # into a store that has no article yet: recorded, and they act when the articles come
    fresh = tmp_path / "fresh.graph"
    done = call("judgements", "import", file, store=fresh)
    assert (done.code, done.err.splitlines()[0]) == (
        0,
        "2 recorded, 2 of them on what no article has named yet; 0 known already",
    )
    assert call("load", *CHOSEN, store=fresh).code == 0
    assert snapshot(call, tmp_path, store=fresh) == whole
    assert call("judgements", "import", file).err.startswith("0 recorded; 2 known already\n0 rows written")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"kind": "same", "a": "p-0000000000000000", "b": "m-0000000000000000", "by": "x", "why": "x", "at": "2026"}',
        '{"kind": "so", "a": "p-0000000000000000", "b": "p-0000000000000001", "by": "x", "why": "x", "at": "2026"}',
        '{"kind": "wrong", "a": "p-0000000000000000", "by": "x", "why": "x", "at": "2026"}',
        '{"kind": "same", "a": "p-0000000000000000", "b": "p-0000000000000001", "by": "x", "why": "x"}',
    ],
)
def test_a_wrong_line_of_judgements(call: Call, tmp_path: Path, line: str) -> None:
    file = tmp_path / "judgements.jsonl"
    good = '{"kind": "same", "a": "p-0000000000000000", "b": "p-0000000000000001", "by": "x", "why": "x", "at": "2026"}'
    file.write_text(f"{good}\n{line}\n", encoding="utf-8")
    done = call("judgements", "import", file)
    assert (done.code, f"{file}:2: no judgement" in done.err) == (1, True)
    assert call("judgements", "export").out == ""


def test_rebuild_and_restore(call: Call, tmp_path: Path) -> None:
    call("judge", "different", SHANGHAI, NINGXIA, "--why", "生年不同", "--by", "编者")
    whole = snapshot(call, tmp_path)
    older = json.loads(whole.split(b"\n")[0])
    assert older["schema_version"] == SCHEMA_VERSION
    old, copy = tmp_path / "old.jsonl", tmp_path / "copy.graph"
    old.write_bytes(whole.replace(older["extractor_version"].encode(), b"an-older-one", 1))
    done = call("restore", old, store=copy)
    assert (done.code, "3 articles; " in done.err, "zhengmai rebuild" in done.err) == (0, True, True)
    assert snapshot(call, tmp_path, store=copy) == old.read_bytes()
    assert call("restore", old, store=copy).code == 2
    refused = call("load", *CHOSEN, store=copy)
    assert (refused.code, "zhengmai rebuild" in refused.err) == (1, True)
    done = call("rebuild", store=copy)
    assert (done.code, "3 articles extracted anew; " in done.err) == (0, True)
    assert snapshot(call, tmp_path, store=copy) == whole
