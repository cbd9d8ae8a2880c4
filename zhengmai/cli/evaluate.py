"""evaluate: extracted facts against hand-made answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhengmai.cli.options import register


def add(app: typer.Typer) -> None:
    """Add the commands of this group."""
    register(app, evaluate)


def evaluate(
    gold: Annotated[Path, typer.Option("--gold", metavar="G", help="Answers, one JSON object per article.")],
    pred: Annotated[Path, typer.Option("--pred", metavar="P", help="What `extract --format facts` printed.")],
    errors: Annotated[int, typer.Option("--errors", metavar="N", help="List up to N mistakes of each kind.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Score facts against answers: precision, recall and F1 per kind of fact."""
    from graph.errors import MisuseError
    from loaders.scoring import main

    arguments = ["--gold", str(gold), "--pred", str(pred), "--errors", str(errors)]
    try:
        main([*arguments, "--json"] if as_json else arguments)  # type: ignore[no-untyped-call]
    except SystemExit as stop:
        raise MisuseError(str(stop)) from stop
