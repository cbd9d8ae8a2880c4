"""Options that several commands take, and the store they name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.settings import Settings
    from graph.store.base import Store

StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="A path, neo4j://, neo4j+s:// or bolt://; else $ZHENGMAI_STORE, ./zhengmai.graph.",
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file", metavar="FILE", help="Password of a server; else $NEO4J_PASSWORD. User: $NEO4J_USERNAME."
    ),
]
MinConfidence = Annotated[
    float | None, typer.Option("--min-confidence", metavar="X", help="Only facts at least this sure, 0 to 1.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD; undated is kept.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD; undated is kept.")
]


def register(app: typer.Typer, *commands: Callable[..., None]) -> None:
    """Add commands under the names of their functions; the first line of the docstring is shown whole."""
    for command in commands:
        app.command(command.__name__, short_help=(command.__doc__ or "").split("\n")[0])(command)


def opened(store: str | None, password_file: Path | None, *, read_only: bool) -> Store:
    """Open the store that the options or the environment name.

    Raises:
        MisuseError: The password file cannot be read, or the URL is wrong.
        StoreError: The store cannot be opened.
    """
    from graph.store.registry import open_store

    found = settings_of(password_file)
    return open_store(store or found.store, read_only=read_only, username=found.username, password=found.password)


def settings_of(password_file: Path | None) -> Settings:
    """What the environment says, with the password of the file if one is given.

    Raises:
        MisuseError: The password file cannot be read.
    """
    from graph.errors import MisuseError
    from graph.settings import settings

    try:
        return settings(password_file=password_file)
    except OSError as error:
        raise MisuseError(f"{password_file}: the password file cannot be read ({error.strerror})") from error
