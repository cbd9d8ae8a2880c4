"""The reference page of the commands, made from their help.

python -m zhengmai.cli.reference > docs/reference/commands.md
"""

from __future__ import annotations

import contextlib
import io
import os

from zhengmai.cli import app

WIDTH = "110"


def page() -> str:
    """docs/reference/commands.md."""
    lines = ["# Commands", "", "Made by `make docs` from the commands' own help; a test compares it.", ""]
    names = [c.callback.__name__ for c in app.registered_commands if c.callback is not None]
    for name in ("", *names):
        lines += [f"## zhengmai {name}".rstrip(), "", "```", _help([name] if name else []), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _help(command: list[str]) -> str:
    """The help of a command as it is printed at a fixed width."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
            app(args=[*command, "--help"], prog_name="zhengmai")
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())


if __name__ == "__main__":
    print(page(), end="")
