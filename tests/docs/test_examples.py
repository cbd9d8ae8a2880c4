"""What the README, the guide and the notebook show runs as shown; generated pages are as the code is."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import nbclient
import nbformat
import pytest
from conftest import CYPHER_STORES, _place

from graph.store.cypher import CypherStore
from queries import queries, reference
from queries.run import reader_of
from zhengmai.cli import main
from zhengmai.cli.reference import page
from zhengmai.facade import load

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "examples" / "local" / "articles"
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide" / "questions.md").read_text(encoding="utf-8")


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def _commands(text: str) -> list[str]:
    lines = (line for block in _blocks(text, "sh") for line in block.splitlines())
    return [line for line in lines if line.startswith("zhengmai ")]


@pytest.fixture(scope="module")
def demo_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample articles."""
    store = tmp_path_factory.mktemp("docs") / "demo.graph"
    with pytest.raises(SystemExit) as left:
        main(["load", str(ARTICLES), "--store", str(store)])
    assert not left.value.code
    return store


@pytest.mark.parametrize("line", _commands(GUIDE))
def test_commands_of_the_guide(line: str, demo_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(line, comments=True)[1:]
    with pytest.raises(SystemExit) as left:
        main([*words, "--store", str(demo_graph)])
    assert (left.value.code or 0) == (2 if "# exit 2" in line else 0), capsys.readouterr().err
    out = capsys.readouterr().out
    assert len(out.splitlines()) > 2 or "# exit 2" in line  # more than the head of an empty table


def test_readme_begins_with_the_two_commands() -> None:
    first = _blocks(README, "sh")[0].splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make demo", "make test"]


@pytest.mark.parametrize("line", _commands(README))
def test_commands_of_the_readme_exist(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Their names and options; paths and servers in them are the reader's."""
    words = shlex.split(line.replace('"$(cat lineage.cypher)"', "text"), comments=True)[1:]
    with pytest.raises(SystemExit) as left:
        main([words[0], "--help"])
    assert not left.value.code
    shown = capsys.readouterr().out
    assert all(word in shown for word in words if word.startswith("--"))
    if words[0] == "query" and not words[1].startswith("-"):
        parameters = {p.name for p in queries()[words[1]].parameters}
        assert {w.split("=")[0] for w in words[2:] if "=" in w and not w.startswith("-")} <= parameters


@pytest.mark.parametrize("where", CYPHER_STORES)
def test_cypher_of_the_readme(where: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The chain of four papers: 任务清单, 工作方案, 实施方案, 意见 (examples/local, articles 03 04 05)."""
    request.param = where
    (text,) = _blocks(README, "cypher")
    chosen = [next(ARTICLES.glob(f"{n}-*")) for n in ("03", "04", "05")]
    with _place(request, tmp_path).open() as store:
        assert isinstance(store, CypherStore)
        load(store, chosen)
        rows = reader_of(store).read(text, {})
    assert [(row["steps"], row["issuers"]) for row in rows][:2] == [
        (1, ["中共龙游县委办公室"]),
        (2, ["中共衢州市委办公室"]),
    ]
    assert rows[0]["document"] == "关于推进人民政协协商向基层延伸的工作方案"
    assert all(len(row["quotes"]) == row["steps"] and all(row["quotes"]) for row in rows)


def test_python_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (text,) = _blocks(README, "python")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(text, "README.md", "exec"), {})
    assert "2024-03-18 诸葛明远" in capsys.readouterr().out


def test_reference_pages_are_as_the_code_is() -> None:
    folder = ROOT / "docs" / "reference"
    assert (folder / "queries.md").read_text(encoding="utf-8") == reference.page(), "run make docs"
    assert (folder / "commands.md").read_text(encoding="utf-8") == page(), "run make docs"


def test_links_lead_somewhere() -> None:
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebook(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code), "strip the outputs"
    done = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = json.dumps([cell.get("outputs", []) for cell in done.cells], ensure_ascii=False)
    for words in ("40 articles", "尉迟敬言", "2 fit", "上海市政协", "network.html"):
        assert words in shown
