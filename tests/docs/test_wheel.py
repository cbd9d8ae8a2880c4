"""The wheel and the source archive: built from the repository, they hold all data and work outside it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "loaders", "queries", "zhengmai")
ARTICLE = ROOT / "examples" / "local" / "articles" / "31-shenyang-zhuxi.txt"


@dataclass(frozen=True)
class Built:
    wheel: Path
    source: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if done.returncode and (
        "No module named build" in said or "Could not find a version" in said or "Connection" in said
    ):
        if os.environ.get("CI") == "true":
            pytest.fail(f"no build: {said[-500:]}")
        pytest.skip("the build needs the packages build and hatchling, and the registry cannot be reached")
    assert done.returncode == 0, said
    (wheel,), (source,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return Built(wheel, source)


def shipped() -> set[str]:
    """Every file of the packages under version control."""
    listed = subprocess.run(["git", "ls-files", "-z", *PACKAGES], capture_output=True, cwd=ROOT, check=False)
    if listed.returncode:
        pytest.skip("not a git repository: which files belong to the packages is unknown")
    return {name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()}


def test_the_wheel_holds_all_files_and_no_further_top_level_name(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        names = set(archive.namelist())
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)
    assert shipped() <= names
    for kind in ("loaders/lexicons/", "queries/cypher/", "graph/export/templates/"):
        assert any(name.startswith(kind) for name in names)


def test_the_source_archive_holds_what_a_build_and_a_reader_need(built: Built) -> None:
    with tarfile.open(built.source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert shipped() <= names
    assert {"pyproject.toml", "README.md"} <= names
    assert not [name for name in names if name.startswith((".venv", ".git/")) or name.endswith(".graph")]


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment that has the wheel; third-party packages come from the present one."""
    home = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin" / "python"
    place = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--disable-pip-version-check", str(built.wheel)], check=True)
    # Only the folder: the .pth files in it, such as that of an editable zhengmai, are not read again.
    (place / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin" / "zhengmai"


def run(command: Path, *arguments: object, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "ZHENGMAI_STORE")}
    done = subprocess.run(
        [command, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_works_outside_the_repository(installed: Path, tmp_path: Path) -> None:
    code = f"import {', '.join(PACKAGES)}; print({', '.join(f'{name}.__file__' for name in PACKAGES)})"
    places = run(installed.with_name("python"), "-c", code, cwd=tmp_path).split()
    assert all(Path(place).is_relative_to(installed.parents[1]) for place in places)
    assert run(installed, "--version", cwd=tmp_path).startswith("zhengmai ")
    article = tmp_path / ARTICLE.name
    article.write_bytes(ARTICLE.read_bytes())
    assert '"person": "陈静"' in run(installed, "extract", article, cwd=tmp_path)
    assert "who_chaired" in run(installed, "query", "--list", cwd=tmp_path)
    run(installed, "load", article, cwd=tmp_path)
    assert "陈静" in run(installed, "query", "who_chaired", cwd=tmp_path)
    run(installed, "export", "html", "--out", "network.html", cwd=tmp_path)
    assert "陈静" in (tmp_path / "network.html").read_text(encoding="utf-8")
    run(installed, "doctor", cwd=tmp_path)
