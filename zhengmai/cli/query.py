"""query, cypher, stats: rows out of a store."""

from __future__ import annotations

from typing import Annotated

import typer

from zhengmai.cli.options import MinConfidence, PasswordFile, StoreUrl, opened, register
from zhengmai.cli.output import Format, print_rows

FormatOption = Annotated[Format, typer.Option("--format", help="table, csv or json; ids are in csv and json.")]


def add(app: typer.Typer) -> None:
    """Add the commands of this group."""
    register(app, query, cypher, stats)


def query(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Name of a query.")] = None,
    given: Annotated[list[str] | None, typer.Argument(metavar="[k=v ...]", help="Its parameters.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show the queries and their parameters.")] = False,
    form: FormatOption = Format.table,
    min_confidence: MinConfidence = None,
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Run a named query, such as who_chaired body=福建省政协 since=2020."""
    from graph.errors import MisuseError
    from queries.catalog import queries
    from queries.run import run

    if listed:
        rows = [
            {
                "query": q.name,
                "parameters": " ".join(f"{p.name}=…" if p.required else f"[{p.name}=…]" for p in q.parameters),
                "summary": q.summary,
            }
            for q in queries().values()
        ]
        print_rows(rows, ["query", "parameters", "summary"], form)
        return
    if name is None:
        raise MisuseError("which query? `zhengmai query --list` shows them")
    if name not in queries():
        raise MisuseError(f"no query {name!r}; known are {', '.join(queries())}")
    parameters: dict[str, object] = {}
    for part in given or ():
        key, sign, value = part.partition("=")
        if not sign or not value:
            raise MisuseError(f"{part!r} is no parameter; write name=value, such as body=福建省政协")
        if key in parameters:
            raise MisuseError(f"{key} is given twice")
        parameters[key] = value
    if min_confidence is not None:
        parameters["min_confidence"] = min_confidence
    with opened(store, password_file, read_only=True) as source:
        result = run(source, name, **parameters)
    print_rows(result.rows, result.columns, form)


def cypher(
    text: Annotated[str, typer.Argument(metavar='"MATCH …"', help="A statement that only reads.")],
    form: FormatOption = Format.table,
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Run a Cypher statement that only reads."""
    from queries.run import reader_of

    with opened(store, password_file, read_only=True) as source:
        rows = reader_of(source).read(text, {})
    columns = list(dict.fromkeys(column for row in rows for column in row))
    print_rows(rows, columns, form, whole=True)


def stats(form: FormatOption = Format.table, store: StoreUrl = None, password_file: PasswordFile = None) -> None:
    """Count nodes and edges by type."""
    from queries.run import run

    with opened(store, password_file, read_only=True) as source:
        result = run(source, "stats")
    print_rows(result.rows, result.columns, form)
