"""Who imports whom, read off the source: every import counts, those inside functions too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "loaders", "queries", "zhengmai")
# What a package may import of ours. Names are read with the grammar of articles: queries.names alone needs loaders.
ALLOWED = {
    "graph": {"graph"},
    "loaders": {"graph", "loaders"},
    "queries": {"graph", "queries"},
    "queries.names": {"graph", "queries", "loaders"},
    "zhengmai": {"graph", "loaders", "queries", "zhengmai"},
}
# Packages with one door: the modules that may import them.
DOORS = {
    "neo4j": ("graph.store.neo4j",),
    "arcadedb_embedded": ("graph.store.arcade",),
    "jpype": ("graph.store.arcade",),
    "py2neo": ("graph.adapters.py2neo",),
    "pyvis": ("graph.export.html", "graph.export.page_data"),
    "typer": ("zhengmai.cli",),
    "rich": ("zhengmai.cli",),
}


def _modules() -> list[tuple[str, Path]]:
    return [
        (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def _imported(path: Path) -> set[str]:
    """Dotted names of all modules a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize(("module", "path"), _modules(), ids=[m for m, _ in _modules()])
def test_imports_only_what_its_layer_may(module: str, path: Path) -> None:
    allowed = ALLOWED.get(module) or ALLOWED[module.split(".")[0]]
    ours = {name.split(".")[0] for name in _imported(path)} & set(PACKAGES)
    assert ours <= allowed


@pytest.mark.parametrize("package", DOORS)
def test_a_package_with_one_door(package: str) -> None:
    users = {module for module, path in _modules() if package in {name.split(".")[0] for name in _imported(path)}}
    assert users
    assert all(any(user == door or user.startswith(f"{door}.") for door in DOORS[package]) for user in users)


def test_only_settings_read_the_environment() -> None:
    readers = {
        module
        for module, path in _modules()
        if "os.environ" in path.read_text(encoding="utf-8") or "os.getenv" in path.read_text(encoding="utf-8")
    }
    assert readers <= {"graph.settings", "zhengmai.cli.reference"}  # the latter sets the width of help


def test_no_module_is_too_long() -> None:
    long = {m: n for m, p in _modules() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 560}
    assert not long
