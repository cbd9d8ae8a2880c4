"""show: one entity with everything the graph says of it, and the sentences."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhengmai.cli.options import MinConfidence, PasswordFile, StoreUrl, opened, register
from zhengmai.cli.output import Format, print_rows, text

if TYPE_CHECKING:
    from graph.store.base import Store
    from queries.resolve import Candidate

# The queries that tell of an entity, by label, with the parameter that names it.
ABOUT = {
    "Person": ("posts_of_person", "meetings_of_person"),
    "Body": ("people_of_body", "meetings_of_body", "documents_of_body"),
    "Meeting": ("hosts_of_meeting", "attendees_of_meeting", "subjects_of_meeting", "policy_diffusion"),
    "Document": ("issuers_of_document", "policy_lineage", "policy_diffusion", "references_of_document"),
}


class Form(StrEnum):
    """How an entity is printed."""

    table = "table"
    json = "json"


def add(app: typer.Typer) -> None:
    """Add the command."""
    register(app, show)


def show(
    name: Annotated[str, typer.Argument(metavar="NAME_OR_ID", help="A person, body, meeting or document.")],
    form: Annotated[Form, typer.Option("--format", help="table or json.")] = Form.table,
    min_confidence: MinConfidence = None,
    store: StoreUrl = None,
    password_file: PasswordFile = None,
) -> None:
    """Show an entity with its facts and the sentences they rest on."""
    from queries.resolve import resolve_any
    from queries.run import reader_of, run

    with opened(store, password_file, read_only=True) as source:
        entity = resolve_any(reader_of(source), name)
        results = [
            run(source, query, **{entity.label.lower(): entity.id, "min_confidence": min_confidence})
            for query in ABOUT[entity.label]
        ]
        known = _properties(source, entity)
    if form is Form.json:
        found: dict[str, Any] = {"type": entity.label, **known, **{r.query: list(r.rows) for r in results}}
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    sys.stdout.write(f"{entity.label} {text(entity.name)}\n")
    for key, value in known.items():
        sys.stdout.write(f"  {key}: {text(value)}\n")
    for result in results:
        if result.rows:
            told = {entity.label.lower(), "counted_from"}
            sys.stdout.write(f"\n{result.query} ({len(result)})\n")
            print_rows(result.rows, [c for c in result.columns if c not in told], Format.table)


def _properties(source: Store, entity: Candidate) -> dict[str, Any]:
    """What is known of the node itself, without what is unknown."""
    from graph.model.nodes import ENTITY_TYPES
    from graph.model.spec import properties

    cls = next(t for t in ENTITY_TYPES if entity.label == t.LABEL)
    node = next(iter(source.nodes(cls, [entity.id])))
    values = {p.name: getattr(node, p.name) for p in properties(cls)}
    return {name: value for name, value in values.items() if value not in (None, ())}
