"""The wheel: data files ship, and it brings no top-level name but our four packages."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"graph", "loaders", "queries", "zhengmai"}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Files in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "hatchling" in done.stderr and os.environ.get("CI") != "true":
        pytest.skip("the build back-end cannot be fetched: no package registry")
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("zhengmai-*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_only_our_names(names: list[str]) -> None:
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == PACKAGES


def test_every_data_file_ships(names: list[str]) -> None:
    tracked = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True)
    wanted = {line for line in tracked.stdout.splitlines() if (ROOT / line).exists()}
    if not wanted:
        pytest.skip("no git: what belongs to the packages is not known")
    assert {Path(name).suffix for name in wanted} >= {".py", ".yml", ".csv", ".cypher", ".js", ".css", ".html"}
    assert wanted <= set(names)


def test_the_command_is_there(names: list[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
