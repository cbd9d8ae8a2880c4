"""How a node or edge type is declared: `key()` and `prop()` on a frozen dataclass; no word of the domain.

Everything that needs the shape of a type (constraints, tables, exports, reference page) asks `properties()`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import MISSING, dataclass
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints

from graph.model.dates import PartialDate

Value = str | int | float | bool | tuple[str, ...] | None
Row = dict[str, Any]


def key(doc: str) -> Any:
    """Declare the property that identifies a node or edge; `doc` is its line on the reference page."""
    return dataclasses.field(metadata={"doc": doc, "key": True})


def prop(doc: str, *, default: Any = MISSING) -> Any:
    """Declare a property; `doc` is its line on the reference page. Without `default` it must be given."""
    metadata = {"doc": doc, "key": False}
    if default is MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Property:
    """One declared property: its name, value kind, whether it may be None, whether it is the key, and its doc line."""

    name: str
    kind: str
    optional: bool
    is_key: bool
    doc: str

    KINDS: ClassVar = ("string", "integer", "float", "boolean", "partial_date", "list<string>")


def _kind(hint: Any) -> tuple[str, bool]:
    optional = False
    if get_origin(hint) in (Union, types.UnionType):
        optional = True
        (hint,) = (a for a in get_args(hint) if a is not type(None))
    if get_origin(hint) is tuple:
        return "list<string>", optional
    names = {bool: "boolean", int: "integer", float: "float", PartialDate: "partial_date"}
    if hint in names:
        return names[hint], optional
    if typing.get_origin(hint) is typing.Literal or hint is str:
        return "string", optional
    raise TypeError(f"no value kind for {hint!r}; use str, int, float, bool, PartialDate, tuple[str, ...] or a Literal")


_DECLARED: dict[type, tuple[Property, ...]] = {}


def properties(cls: type) -> tuple[Property, ...]:
    """The declared properties of a node or edge type, in order of declaration."""
    if cls not in _DECLARED:
        _DECLARED[cls] = _declared(cls)
    return _DECLARED[cls]


def _declared(cls: type) -> tuple[Property, ...]:
    hints = get_type_hints(cls)
    out = []
    for field in dataclasses.fields(cls):
        kind, optional = _kind(hints[field.name])
        out.append(Property(field.name, kind, optional, field.metadata["key"], field.metadata["doc"]))
    return tuple(out)


_KEYS: dict[type, str] = {}


def key_name(cls: type) -> str:
    """Name of the property that identifies an instance of `cls`."""
    if cls not in _KEYS:
        (_KEYS[cls],) = (p.name for p in properties(cls) if p.is_key)
    return _KEYS[cls]


def to_row(item: Any) -> Row:
    """The properties as stored: no None; dates as strings with `<name>_first` and `<name>_last` beside.

    Lists become Python lists; an empty list is left out (no store keeps it apart from a missing one).
    """
    row: Row = {}
    for p in properties(type(item)):
        value = getattr(item, p.name)
        if value is None or value == ():
            continue
        if p.kind == "partial_date":
            date = PartialDate(value)
            row[p.name] = str(date)
            row[f"{p.name}_first"], row[f"{p.name}_last"] = date.first, date.last
        elif p.kind == "list<string>":
            row[p.name] = list(value)
        else:
            row[p.name] = value
    return row


def from_row(cls: type, row: Row) -> Any:
    """The inverse of `to_row`; derived date columns and unknown columns of a store are ignored.

    Raises:
        TypeError: A property without default is missing.
    """
    values: Row = {}
    for p in properties(cls):
        value = row.get(p.name)
        if value is None:
            if p.kind == "list<string>":
                values[p.name] = ()
            elif p.optional:
                values[p.name] = None
            continue
        if p.kind == "partial_date":
            values[p.name] = PartialDate(value)
        elif p.kind == "list<string>":
            values[p.name] = tuple(value)
        elif p.kind == "integer":
            values[p.name] = int(value)
        elif p.kind == "float":
            values[p.name] = float(value)
        else:
            values[p.name] = value
    return cls(**values)
