"""Loads and checks the word lists of lexicons/; no words stand here.

A YAML list declares what it may hold, then holds it:

    about: Verbs of appointment and removal (任免).
    source: house list compiled from usage          # for every entry without a source of its own
    senses: {start: the tenure begins, end: the tenure ends}
    fields: {formal: flag, follows: [name, post]}   # further fields: flag, text, list, or the values allowed
    distinct: [follows]                             # fields that tell apart entries of one form and sense; usually none
    entries:
      - {form: 免去, sense: end, formal: true, source: NPC appointment notices}
    lists:                                          # many forms that differ in nothing else
      - {sense: start, forms: 当选 出任 就任}

A CSV table has its columns in the first row; what each table may hold is declared in TABLES.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import yaml

from graph.errors import ZhengmaiError

Entry = Mapping[str, Any]

_HEADER = ("about", "source", "senses", "fields", "distinct", "entries", "lists")
_OWN = ("form", "sense", "source")
_KINDS = {"flag": bool, "text": str, "list": list}
# The loader in C where PyYAML was built with it: five times faster, the same nodes.
_YAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ISO = r"\d{4}(-\d\d(-\d\d)?)?"

# Columns of each CSV table in order, with the pattern every value must match in full.
TABLES: Mapping[str, Mapping[str, str]] = {
    "region_pinyin": {"region_id": r"\d{6}", "pinyin": r"[a-z]{2,}"},
    "surnames": {"surname": r"[\u3400-\u9fff]{1,3}", "kind": "single|compound", "use": "common|rare"},
    "sessions": {
        "body": r"\S+",
        "region_id": r"(\d{6})?",
        "term": r"\d+",
        "first_date": _ISO,
        "last_date": f"({_ISO})?",
        "source": r".+",
    },
    "office_holders": {
        "name": r"[\u3400-\u9fff·]{2,15}",
        "body": r"\S+",
        "title": r"\S+",
        "start": _ISO,
        "end": f"({_ISO})?",
        "source": r".+",
    },
}


class LexiconError(ZhengmaiError):
    """A word list is wrong; the text names file and line, the value, and the next step."""


class Lexicon:
    """One checked YAML word list.

    Attributes:
        name: File name without suffix.
        about: What the list is for.
        senses: Meaning of each sense the list may use.
        entries: One read-only mapping per form and sense, in the order of the file, with form, sense, source and the
            further fields that are given.
    """

    def __init__(self, name: str, about: str, senses: Mapping[str, str], entries: tuple[Entry, ...]) -> None:
        self.name, self.about, self.senses, self.entries = name, about, MappingProxyType(dict(senses)), entries
        self._of: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._of[entry["form"]].append(entry)
        self._alternations: dict[str | None, str] = {}

    def __contains__(self, form: object) -> bool:
        """Whether the list has this form in any sense."""
        return form in self._of

    def __len__(self) -> int:
        """Count the entries."""
        return len(self.entries)

    def forms(self, sense: str | None = None) -> tuple[str, ...]:
        """Forms in the order of the file, each once; of one sense if given.

        Raises:
            LexiconError: The list declares no such sense.
        """
        self._known(sense)
        return tuple(form for form, of in self._of.items() if sense is None or any(e["sense"] == sense for e in of))

    def alternation(self, sense: str | None = None) -> str:
        """Escaped forms joined by | for use in a pattern, longest first so that 副秘书长 wins over 秘书长.

        Raises:
            LexiconError: The list declares no such sense, or has no form of it (an empty alternation matches anything).
        """
        if sense not in self._alternations:
            forms = self.forms(sense)
            if not forms:
                raise LexiconError(f"lexicons/{self.name}.yml: no form has the sense {sense!r}. Add one.")
            longest_first = sorted(forms, key=lambda form: (-len(form), form))
            self._alternations[sense] = "|".join(re.escape(form) for form in longest_first)
        return self._alternations[sense]

    def sense(self, form: str) -> str | None:
        """Sense of a form, the first in the file where it has several; None if the list lacks it."""
        return next((str(entry["sense"]) for entry in self._of.get(form, ())), None)

    def of(self, form: str, sense: str | None = None) -> tuple[Entry, ...]:
        """All entries of a form, in the order of the file; of one sense if given."""
        return tuple(entry for entry in self._of.get(form, ()) if sense is None or entry["sense"] == sense)

    def _known(self, sense: str | None) -> None:
        if sense is not None and sense not in self.senses:
            raise LexiconError(
                f"lexicons/{self.name}.yml: no sense {sense!r} is declared. Use {_either(self.senses)}, or declare it."
            )


@cache
def load_lexicon(name: str) -> Lexicon:
    """Read and check lexicons/<name>.yml, once.

    Raises:
        LexiconError: There is no such list, or it is wrong somewhere.
    """
    file = _folder().joinpath(f"{name}.yml")
    if not file.is_file():
        raise LexiconError(f"lexicons/{name}.yml: no such list. Use one of {', '.join(lexicon_names())}.")
    return parse_lexicon(name, file.read_text(encoding="utf-8"))


def lexicon_names() -> tuple[str, ...]:
    """Names of all YAML lists, sorted."""
    return tuple(sorted(f.name.removesuffix(".yml") for f in _folder().iterdir() if f.name.endswith(".yml")))


@cache
def load_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Read and check lexicons/<name>.csv, once: one read-only mapping per row.

    Raises:
        LexiconError: The table is not declared in TABLES, or a header or value is wrong.
    """
    if name not in TABLES:
        raise LexiconError(f"lexicons/{name}.csv: not declared. Use {_either(TABLES)}, or extend TABLES.")
    return parse_table(name, _folder().joinpath(f"{name}.csv").read_text(encoding="utf-8"))


def parse_table(name: str, text: str) -> tuple[Mapping[str, str], ...]:
    """Check the text of a CSV table against TABLES; rows equal in all columns are an error, as wrong values are."""
    columns = {column: re.compile(pattern) for column, pattern in TABLES[name].items()}
    reader = csv.DictReader(text.splitlines())
    if list(reader.fieldnames or ()) != list(columns):
        raise LexiconError(f"lexicons/{name}.csv:1: columns {reader.fieldnames}. Write {','.join(columns)}.")
    rows: dict[tuple[str, ...], Mapping[str, str]] = {}
    for row in reader:
        place = f"lexicons/{name}.csv:{reader.line_num}"
        if None in row or None in row.values():
            raise LexiconError(f"{place}: {len(columns)} values are wanted. Write {','.join(columns)}.")
        for column, pattern in columns.items():
            if not pattern.fullmatch(row[column]):
                raise LexiconError(f"{place}: {column} {row[column]!r} is wrong. Write what matches {pattern.pattern}.")
        if (key := tuple(row.values())) in rows:
            raise LexiconError(f"{place}: {key[0]!r} stands twice. Remove one.")
        rows[key] = MappingProxyType(row)
    return tuple(rows.values())


@cache
def lexicons_hash() -> str:
    """64 hexadecimal digits over names and bytes of all files the rules read: *.yml and *.csv of lexicons/."""
    digest = sha256()
    for file in sorted((f for f in _folder().iterdir() if f.name.endswith((".yml", ".csv"))), key=lambda f: f.name):
        data = file.read_bytes()
        digest.update(f"{file.name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def parse_lexicon(name: str, text: str) -> Lexicon:
    """Check the text of a YAML list and make its Lexicon.

    Raises:
        LexiconError: Bad YAML, an unknown key, sense, field or value, a form without source, or a form given twice
            in the same sense.
    """
    return _Reader(name).lexicon(text)


class _Reader:
    """Reads one list; keeps its name for the messages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.senses: Mapping[str, str] = {}
        self.fields: Mapping[str, Any] = {}
        self.source: str | None = None

    def lexicon(self, text: str) -> Lexicon:
        try:
            root = yaml.compose(text, Loader=_YAML)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise LexiconError(f"lexicons/{self.name}.yml:{line}: {error.problem}. Correct the YAML.") from error
        header = self._mapping(root)
        for key in header:
            if key not in _HEADER:
                raise self._error(header[key], f"unknown key {key!r}", f"Use {_either(_HEADER)}")
        for key in ("about", "senses"):
            if key not in header:
                raise self._error(root, f"{key!r} is missing", "Declare it at the top of the file")
        self.senses = _value(header["senses"])
        self.fields = _value(header["fields"]) if "fields" in header else {}
        self.source = _value(header["source"]) if "source" in header else None
        distinct = _value(header["distinct"]) if "distinct" in header else []
        found: dict[tuple[str, ...], Entry] = {}
        for node, entry in (*self._entries(header.get("entries")), *self._lists(header.get("lists"))):
            same = (entry["form"], entry["sense"], *(str(entry.get(field)) for field in distinct))
            if same in found:
                raise self._error(node, f"{same[0]!r} stands twice in sense {same[1]!r}", "Remove one")
            found[same] = MappingProxyType(entry)
        return Lexicon(self.name, _value(header["about"]), self.senses, tuple(found.values()))

    def _entries(self, node: yaml.Node | None) -> Iterator[tuple[yaml.Node, dict[str, Any]]]:
        for item in node.value if node is not None else ():
            yield item, self._checked(self._mapping(item))

    def _lists(self, node: yaml.Node | None) -> Iterator[tuple[yaml.Node, dict[str, Any]]]:
        for item in node.value if node is not None else ():
            mapping = self._mapping(item)
            if "forms" not in mapping:
                raise self._error(item, "a list without 'forms'", "Give the forms, separated by blanks")
            forms = mapping.pop("forms")
            for form in str(_value(forms)).split():
                mapping["form"] = yaml.ScalarNode("tag:yaml.org,2002:str", form, forms.start_mark, forms.end_mark)
                yield forms, self._checked(mapping)

    def _checked(self, mapping: Mapping[str, yaml.Node]) -> dict[str, Any]:
        entry = {key: _value(node) for key, node in mapping.items()}
        anywhere = next(iter(mapping.values()))
        form = entry.get("form")
        if not isinstance(form, str) or not form.strip():
            raise self._error(mapping.get("form", anywhere), f"form {form!r} is no text", "Put it in quotes")
        if entry.get("sense") not in self.senses:
            raise self._error(
                mapping.get("sense", anywhere),
                f"unknown sense {entry.get('sense')!r} for {form!r}",
                f"Use {_either(self.senses)}; to add a sense, declare it under 'senses'",
            )
        for key, value in entry.items():
            if key not in _OWN:
                self._check_field(mapping[key], key, value, form)
        entry.setdefault("source", self.source)
        if not entry["source"]:
            raise self._error(anywhere, f"{form!r} has no source", "Give one, or a source at the top of the file")
        return entry

    def _check_field(self, node: yaml.Node, key: str, value: Any, form: str) -> None:
        if key not in self.fields:
            raise self._error(
                node,
                f"unknown field {key!r} of {form!r}",
                f"Use {_either((*_OWN, *self.fields))}; to add a field, declare it under 'fields'",
            )
        allowed = self.fields[key]
        if isinstance(allowed, list):
            if value not in allowed:
                raise self._error(node, f"{key} {value!r} of {form!r} is not allowed", f"Use {_either(allowed)}")
        elif not isinstance(value, _KINDS[allowed]):
            raise self._error(node, f"{key} {value!r} of {form!r} is no {allowed}", f"Write a {allowed}")

    def _mapping(self, node: yaml.Node | None) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, "a mapping is wanted here", "Write 'key: value'")
        return {str(key.value): value for key, value in node.value}

    def _error(self, node: yaml.Node | None, problem: str, advice: str) -> LexiconError:
        line = node.start_mark.line + 1 if node is not None else 1
        return LexiconError(f"lexicons/{self.name}.yml:{line}: {problem}. {advice}.")


def _value(node: yaml.Node) -> Any:
    """Plain value of a YAML node."""
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _either(values: Any) -> str:
    """The values as a choice in words: a, b or c."""
    *others, last = (str(value) for value in values)
    return f"{', '.join(others)} or {last}" if others else last


def _folder() -> Traversable:
    return resources.files("loaders").joinpath("lexicons")
