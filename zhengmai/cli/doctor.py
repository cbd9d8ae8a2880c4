"""doctor: what of the installation is there, what is missing, and how to get it."""

from __future__ import annotations

import dataclasses

import typer

from zhengmai.cli.options import PasswordFile, StoreUrl, register, settings_of
from zhengmai.cli.output import Format, print_rows, say
from zhengmai.cli.query import FormatOption


def add(app: typer.Typer) -> None:
    """Add the command."""
    register(app, doctor)


def doctor(form: FormatOption = Format.table, store: StoreUrl = None, password_file: PasswordFile = None) -> None:
    """Check installation, store, fonts, terminal and disk; say what is missing and how to get it."""
    from zhengmai.checks import Check, State, checks

    found = list(checks(settings_of(password_file), store))
    print_rows(map(dataclasses.asdict, found), [f.name for f in dataclasses.fields(Check)], form, whole=True)
    missing = [one.check for one in found if one.state is State.missing]
    if missing:
        say(f"missing: {', '.join(missing)}")
        raise typer.Exit(1)
