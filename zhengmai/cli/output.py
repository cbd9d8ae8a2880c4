"""Rows as table, CSV or JSON on stdout; the rest on stderr. Off a terminal nothing is wrapped, cut or coloured."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from rich.cells import cell_len

Row = Mapping[str, Any]
# A table leaves these to CSV and JSON, so that a line can be read.
_LEFT_OUT = ("_id", "_ids", "_url", "_slug")
_ALSO_LEFT_OUT = {"support", "confidence", "claim_id", "rule", "began_by", "ended_by", "counted_from_date", "nearer"}
# Line breaks, and what could steer a terminal.
_CONTROL = {code: " " for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def say(text: str) -> None:
    """A line for the reader, not for a program."""
    sys.stderr.write("\n".join(line.translate(_CONTROL) for line in text.split("\n")) + "\n")


def print_rows(rows: Iterable[Row], columns: Sequence[str], form: Format, *, whole: bool = False) -> None:
    """Print rows with these columns; a table without `whole` leaves out ids and addresses."""
    if form is Format.json:
        listed = [{c: row.get(c) for c in columns} for row in rows]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
    elif form is Format.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([text(row.get(c)) for c in columns] for row in rows)
    else:
        left_out = [c for c in columns if c.endswith(_LEFT_OUT) or c in _ALSO_LEFT_OUT]
        shown = [c for c in columns if whole or c not in left_out]
        cells = [[text(row.get(c)) for c in shown] for row in rows]
        sys.stdout.write(table(cells, shown))
        if not cells:
            say("no rows")


def text(value: Any) -> str:
    """A value in one cell: lists joined by 、, unknown empty, no line breaks and nothing that steers a terminal."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(text(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).translate(_CONTROL)


def table(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> str:
    """Aligned columns, two spaces apart; a Chinese character is two wide. On a terminal long cells are folded."""
    if sys.stdout.isatty():
        return _folded(rows, columns)
    widths = [max(cell_len(cell) for cell in column) for column in zip(columns, *rows, strict=True)]
    lines = []
    rule = ["-" * width for width in widths[:-1]] + ["-" * min(widths[-1], 40)]
    for line in (columns, rule, *rows):
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def _folded(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    out = StringIO()
    terminal = Console()
    console = Console(file=out, width=terminal.width, force_terminal=True, color_system=terminal.color_system)  # type: ignore[arg-type]
    console.print(made)
    return out.getvalue()
