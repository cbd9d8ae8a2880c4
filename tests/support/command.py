"""The real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "zhengmai")


@dataclass(frozen=True)
class Done:
    """What a command left; `peak` is its greatest resident memory in bytes."""

    code: int
    out: str
    err: str
    peak: int = 0

    def about(self, name: str) -> str:
        """The one line on stderr that names an input."""
        (line,) = [line for line in self.err.splitlines() if name in line]
        return line


def environment() -> dict[str, str]:
    """Of this process, without what would lead a command to another store."""
    kept = {k: v for k, v in os.environ.items() if k not in ("ZHENGMAI_STORE", "NEO4J_PASSWORD", "NEO4J_USERNAME")}
    return {**kept, "PYTHONPATH": str(ROOT)}


def started(*arguments: object, before: Sequence[str] = (), **options: Any) -> subprocess.Popen[bytes]:
    """A command that runs; `before` stands in front of it."""
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment(), **options}
    return subprocess.Popen([*before, *COMMAND, *map(str, arguments)], **given)


def run(*arguments: object, before: Sequence[str] = (), stdin: bytes | None = None, **options: Any) -> Done:
    """Run a command to its end."""
    source = subprocess.DEVNULL if stdin is None else subprocess.PIPE
    with started(*arguments, before=before, stdin=source, **options) as process:
        out, err = process.communicate(stdin)
    return Done(process.returncode, out.decode(), err.decode())


def measured(*arguments: object, folder: Path) -> Done:
    """Run a command to its end and measure its memory; its output goes through files in the folder."""
    out, err = folder / "measured.out", folder / "measured.err"
    with out.open("wb") as first, err.open("wb") as second:
        process = started(*arguments, stdin=subprocess.DEVNULL, stdout=first, stderr=second)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    return Done(process.returncode, out.read_text("utf-8"), err.read_text("utf-8"), kilobytes << 10)
