"""The canonical snapshot as a file: one JSON object a line, Meta first; equal graphs are equal byte for byte."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from graph.subgraph import Subgraph


def write_jsonl(subgraph: Subgraph, out: Path) -> None:
    """Write the lines of `subgraph` to `out`, replacing what is there; a failed write leaves it untouched.

    Raises:
        OSError: The folder cannot be written.
    """
    write_whole((line + "\n" for line in subgraph.lines()), out)


def write_whole(parts: Iterable[str], out: Path) -> None:
    """Write a text file as a whole or not at all; see `whole_file`.

    Args:
        parts: The text, in pieces.
        out: The file; its folder must exist.

    Raises:
        OSError: The folder cannot be written.
    """
    with whole_file(out) as file:
        file.writelines(parts)


@contextlib.contextmanager
def whole_file(out: Path) -> Iterator[TextIO]:
    """A text file that appears when the block ends, and not at all if it fails: a temporary one beside it, renamed.

    Args:
        out: The file, UTF-8, line ends kept; its folder must exist.

    Raises:
        OSError: The folder cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
