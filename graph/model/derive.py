"""What follows from the declared types: schema statements of both engines, stored rows, JSON Schema, reference page.

Nothing here names a property a second time except the few that deserve an index.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from graph.errors import StoreError
from graph.model.edges import EDGE_TYPES, FACT_EDGE_TYPES, STRUCTURAL_EDGE_TYPES, Edge
from graph.model.ids import PREFIXES
from graph.model.nodes import (
    NODE_TYPES,
    SCHEMA_VERSION,
    Anchor,
    Article,
    Body,
    Claim,
    Document,
    Meeting,
    Node,
    Person,
)
from graph.model.spec import Property, Row, key_name, properties, to_row

Side = Literal["source", "target"]

# Beside the unique id of every type: what blocks, claims and names are looked up by.
INDEXES: tuple[tuple[type, str], ...] = (
    (Person, "name"),
    (Body, "name"),
    (Anchor, "block"),
    (Claim, "subject"),
    (Claim, "object"),
    (Claim, "article_id"),
    (Article, "slug"),
    (Article, "fingerprint"),
)
# Full text; types with a list keep its members and the name, one a line, in the stored column SEARCH_TEXT.
SEARCHED: dict[type, tuple[str, ...]] = {
    Person: ("name", "aliases"),
    Body: ("name", "aliases"),
    Meeting: ("name", "aliases"),
    Document: ("title", "aliases"),
    Article: ("title", "text"),
}
SEARCH_TEXT = "search_text"
_LETTERS = {**{letter: label for label, letter in PREFIXES.items()}, "q": "Position", "c": "Claim", "j": "Judgement"}


def label(cls: type) -> str:
    """Label of a node type, or type name of an edge type."""
    name: str = cls.LABEL if hasattr(cls, "LABEL") else cls.TYPE  # type: ignore[attr-defined]
    return name


def end_types(cls: type, side: Side) -> tuple[type, ...]:
    """The node types that may stand at one end of an edge type, each once, in order of declaration."""
    at = 0 if side == "source" else 1
    return tuple(dict.fromkeys(ends[at] for ends in cls.ENDS))  # type: ignore[attr-defined]


def end_type(cls: type, side: Side, node: str) -> type:
    """The node type of one end of an edge, read off the letter of its id where several are allowed.

    Raises:
        StoreError: The id carries no letter of an allowed type.
    """
    allowed = end_types(cls, side)
    if len(allowed) == 1:
        return allowed[0]
    letter, dash, _ = node.partition("-")
    wanted = _LETTERS.get(letter) if dash else "Article"
    for candidate in allowed:
        if label(candidate) == wanted:
            return candidate
    names = ", ".join(label(c) for c in allowed)
    raise StoreError(f"{label(cls)}: the {side} {node!r} is no id of {names}; ids are made in graph/model/ids.py")


_EDGE_CLASSES: dict[str, list[type]] = {}
for _cls in EDGE_TYPES:
    _EDGE_CLASSES.setdefault(label(_cls), []).append(_cls)


def edge_class(edge_type: str, row: Row) -> type:
    """The class of an edge: where two share a type, the fact edge is the one with `support`.

    Raises:
        KeyError: No edge has this type.
    """
    candidates = _EDGE_CLASSES[edge_type]
    return candidates[0] if len(candidates) == 1 or "support" in row else candidates[1]


def fulltext_name(cls: type) -> str:
    """Name of the full-text index of a node type, the same in both engines: person_text."""
    return f"{label(cls).lower()}_text"


def fulltext_columns(cls: type) -> tuple[str, ...]:
    """The stored columns a full-text index covers."""
    kinds = {p.name: p.kind for p in properties(cls)}
    columns = SEARCHED[cls]
    return (SEARCH_TEXT,) if any(kinds[c] == "list<string>" for c in columns) else columns


def stored_row(item: Node | Edge) -> Row:
    """The properties kept in a store: those of `to_row`, with SEARCH_TEXT; an edge leaves its ends to the store."""
    row = to_row(item)
    row.pop("source_id", None)
    row.pop("target_id", None)
    cls = type(item)
    if cls in SEARCHED and fulltext_columns(cls) == (SEARCH_TEXT,):
        name, aliases = (getattr(item, column) for column in SEARCHED[cls])
        row[SEARCH_TEXT] = "\n".join([name, *aliases])
    return row


def columns(cls: type) -> Iterator[tuple[str, str]]:
    """Name and value kind of every stored column of a type, derived ones included."""
    for p in properties(cls):
        if p.name in ("source_id", "target_id"):
            continue
        if p.kind == "partial_date":
            for name in (p.name, f"{p.name}_first", f"{p.name}_last"):
                yield name, "string"
        else:
            yield p.name, p.kind
    if cls in SEARCHED and fulltext_columns(cls) == (SEARCH_TEXT,):
        yield SEARCH_TEXT, "string"


def neo4j_schema() -> list[str]:
    """Constraints and indexes for Neo4j 5; each may be run again without effect."""
    out = []
    for node in NODE_TYPES:
        name, key = label(node), key_name(node)
        out.append(f"CREATE CONSTRAINT unique_{name} IF NOT EXISTS FOR (n:{name}) REQUIRE n.{key} IS UNIQUE")
    for name in dict.fromkeys(label(cls) for cls in EDGE_TYPES):
        out.append(f"CREATE CONSTRAINT unique_{name} IF NOT EXISTS FOR ()-[r:{name}]-() REQUIRE r.edge_id IS UNIQUE")
    for cls, column in INDEXES:
        name = label(cls)
        out.append(f"CREATE INDEX index_{name}_{column} IF NOT EXISTS FOR (n:{name}) ON (n.{column})")
    for cls in SEARCHED:
        each = ", ".join(f"n.{c}" for c in fulltext_columns(cls))
        out.append(
            f"CREATE FULLTEXT INDEX {fulltext_name(cls)} IF NOT EXISTS FOR (n:{label(cls)}) ON EACH [{each}] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
        )
    return out


def arcade_schema() -> list[str]:
    """Types, columns and indexes for ArcadeDB, in its SQL; each may be run again without effect.

    Only columns that are indexed or hold no text are declared: the engine needs no more, and 200 statements are saved.
    """
    kinds = {"string": "STRING", "integer": "LONG", "float": "DOUBLE", "boolean": "BOOLEAN"}
    out = [f"CREATE VERTEX TYPE `{label(cls)}` IF NOT EXISTS" for cls in NODE_TYPES]
    out += [f"CREATE EDGE TYPE `{name}` IF NOT EXISTS" for name in dict.fromkeys(label(cls) for cls in EDGE_TYPES)]
    declared: dict[tuple[str, str], str] = {}
    for item in (*NODE_TYPES, *EDGE_TYPES):
        found = {key_name(item), *(c for owner, c in INDEXES if owner is item)}
        found |= set(fulltext_columns(item)) if item in SEARCHED else set()
        for column, kind in columns(item):
            if column in found or kind not in ("string", "list<string>"):
                declared[label(item), column] = kinds[kind]
    out += [f"CREATE PROPERTY `{t}`.`{column}` IF NOT EXISTS {kind}" for (t, column), kind in declared.items()]
    keys = dict.fromkeys((label(cls), key_name(cls)) for cls in (*NODE_TYPES, *EDGE_TYPES))
    out += [f"CREATE INDEX IF NOT EXISTS ON `{t}` (`{key}`) UNIQUE" for t, key in keys]
    out += [f"CREATE INDEX IF NOT EXISTS ON `{label(cls)}` (`{column}`) NOTUNIQUE" for cls, column in INDEXES]
    analyzer = '{"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}'
    for cls in SEARCHED:
        each = ", ".join(f"`{c}`" for c in fulltext_columns(cls))
        out.append(
            f"CREATE INDEX `{fulltext_name(cls)}` IF NOT EXISTS ON `{label(cls)}` ({each}) "
            f"FULL_TEXT METADATA {analyzer}"
        )
    return out


@cache
def allowed_values(cls: type, name: str) -> tuple[str, ...]:
    """The closed list of a property; empty if any value of its kind may stand."""
    hint = get_type_hints(cls)[name]
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (a for a in get_args(hint) if a is not type(None))
    return get_args(hint) if typing.get_origin(hint) is Literal else ()


_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _json_value(cls: type, p: Property) -> dict[str, Any]:
    value: dict[str, Any]
    match p.kind:
        case "list<string>":
            value = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        case "partial_date":
            value = {"type": "string", "pattern": _DATE}
        case "float":
            value = {"type": "number"}
        case _:
            value = {"type": p.kind}
    if values := allowed_values(cls, p.name):
        value = {"enum": list(values)}
    return value | {"description": p.doc}


def snapshot_name(cls: type, name: str) -> str:
    """How a property is called in a snapshot line, where `type` names the label."""
    if hasattr(cls, "TYPE"):
        return {"source_id": "source", "target_id": "target"}.get(name, name)
    return "anchor_type" if name == "type" else name


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of a snapshot: one alternative per node and edge type."""
    alternatives = []
    for cls in (*NODE_TYPES, *EDGE_TYPES):
        shown = {snapshot_name(cls, p.name): _json_value(cls, p) for p in properties(cls)}
        required = [snapshot_name(cls, p.name) for p in properties(cls) if _required(p)]
        alternatives.append(
            {
                "title": cls.__name__,
                "description": (cls.__doc__ or "").strip(),
                "type": "object",
                "properties": {"type": {"const": label(cls)}, **shown},
                "required": ["type", *required],
                "additionalProperties": False,
            }
        )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"zhengmai snapshot line, schema version {SCHEMA_VERSION}",
        "oneOf": alternatives,
    }


def _required(p: Property) -> bool:
    return not p.optional and p.kind != "list<string>"


def reference_page() -> str:
    """docs/reference/schema.md: every node and edge type with its properties."""
    lines = [
        "# The graph: nodes, edges, properties",
        "",
        f"Schema version {SCHEMA_VERSION}. This page is computed from `graph/model/`; write it again with",
        "`python -m graph.model.derive > docs/reference/schema.md`.",
        "",
        "A date is kept as printed (`2018`, `2018-03`, `2018-03-05`); stores hold `<name>_first` and `<name>_last`,",
        "its first and last day, beside it. A property that is optional is left out where it is unknown. Nodes with a",
        f"full-text index of name and aliases hold them, one a line, in `{SEARCH_TEXT}`.",
        "",
        "## Nodes",
    ]
    for cls in NODE_TYPES:
        lines += ["", f"### {label(cls)}", "", (cls.__doc__ or "").strip(), "", *_table(cls)]
        indexed = [column for owner, column in INDEXES if owner is cls]
        if indexed:
            lines += ["", "Indexed: " + ", ".join(f"`{c}`" for c in indexed) + "."]
        if cls in SEARCHED:
            covered = ", ".join(f"`{c}`" for c in SEARCHED[cls])
            lines += ["", f"Full text: {covered} (index `{fulltext_name(cls)}`)."]
    for title, note, edge_types in (
        ("Fact edges", "They rest on claims.", FACT_EDGE_TYPES),
        ("Structural edges", "They come from the model or a table.", STRUCTURAL_EDGE_TYPES),
    ):
        base: type = edge_types[0].__mro__[1]
        inherited = {p.name for p in properties(base)}
        lines += ["", f"## {title}", "", f"{note} Every one carries:", "", *_table(base)]
        for edge in edge_types:
            ends = ", ".join(f"{label(a)} → {label(b)}" for a, b in edge.ENDS)
            lines += ["", f"### {label(edge)} ({ends})", "", (edge.__doc__ or "").strip()]
            if own := {p.name for p in properties(edge)} - inherited:
                lines += ["", *_table(edge, only=own)]
    return "\n".join(lines) + "\n"


def _table(cls: type, *, only: set[str] | None = None) -> Iterator[str]:
    yield "| property | kind | meaning |"
    yield "|---|---|---|"
    for p in properties(cls):
        if only is not None and p.name not in only:
            continue
        kind = p.kind + (", optional" if p.optional else "") + (", key" if p.is_key else "")
        if values := allowed_values(cls, p.name):
            kind = kind.replace("string", "one of " + ", ".join(f"`{v}`" for v in values), 1)
        yield f"| `{p.name}` | {kind} | {p.doc.replace('|', chr(92) + '|')} |"


if __name__ == "__main__":
    print(reference_page(), end="")
