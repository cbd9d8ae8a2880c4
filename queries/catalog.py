"""The named queries: finds the files of queries/cypher, reads and checks their headers; no Cypher.

A file `<name>.cypher` begins with comment lines:

    // name: who_chaired
    // summary: One sentence.
    // param: body string optional -- what it means
    // param: limit integer default 100 -- rows
    // returns: date partial_date?, body bodies, article article

A parameter is `required`, `optional` or has a `default`; `organs` after that takes a body with all bodies below it.
Statements that begin differently by what is asked are written once: `// start: body` opens the beginning used when
`body` is given (the first that fits, `// start:` alone fits always), `// then:` opens what follows all of them.
Several statements of one query are told apart by `// step: <name>`. `<name>.<back-end>.cypher` is read instead where a
back-end needs other text; a line `// reason:` says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.errors import MisuseError, ZhengmaiError

VALUE_KINDS = ("string", "integer", "float", "partial_date")
# What a column may be; those of EXPANDED become several columns of a row.
COLUMN_KINDS = (*VALUE_KINDS, "list<string>", "bodies", "person", "article")
EXPANDED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "bodies": (("{}", "string?"), ("{}_id", "list<string>")),
    "person": (("{}", "string?"), ("{}_id", "string?")),
    "article": (("{}", "string"), ("{}_id", "string"), ("{}_slug", "string"), ("{}_url", "string?")),
}
BACKENDS = ("neo4j", "arcade")

_HEADER = re.compile(r"// (name|summary|param|returns|reason): (.+)")
_PARAM = re.compile(
    r"(?P<name>[a-z_]+) (?P<kind>\w+) (?:(?P<need>required|optional)|default (?P<default>\S+))(?P<organs> organs)?"
    r" -- (?P<doc>.+)"
)
_COLUMN = re.compile(r"(?P<name>[a-z_]+) (?P<kind>[\w<>]+)(?P<optional>\?)?")
_MARK = re.compile(r"// (start|then|step):(?: (\w+))?\s*$")
_USED = re.compile(r"\$(\w+)")


class CatalogError(ZhengmaiError):
    """A query file is wrong; the text names the file and the line to change."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    Args:
        name: As the user gives it.
        kind: string, integer, float or partial_date.
        required: Whether it must be given.
        default: What stands if it is not; None for nothing.
        organs: For a body: all bodies below it are meant as well.
        doc: What it means.
    """

    name: str
    kind: str
    required: bool
    default: str | int | float | None
    organs: bool
    doc: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column a query returns: its name, kind, and whether it may be None."""

    name: str
    kind: str
    optional: bool

    def shown(self) -> list[tuple[str, str]]:
        """Name and kind of the columns of a row it stands for."""
        if self.kind in EXPANDED:
            return [(form.format(self.name), kind) for form, kind in EXPANDED[self.kind]]
        return [(self.name, self.kind + ("?" if self.optional else ""))]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: its beginnings by the parameter that must be given (None fits always), and what follows all."""

    starts: tuple[tuple[str | None, str], ...]
    rest: str

    def text(self, given: Mapping[str, object]) -> str:
        """The Cypher for these parameters."""
        for name, start in self.starts:
            if name is None or given.get(name) is not None:
                return start + self.rest
        raise MisuseError(f"give one of {', '.join(str(name) for name, _ in self.starts)}")


@dataclass(frozen=True, slots=True)
class Query:
    """A named query.

    Args:
        name: As the user gives it.
        summary: What it answers, one sentence.
        parameters: In the order of the header.
        returns: Columns in order.
        statements: By back-end and name of the step (empty where there is one statement).
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    returns: tuple[Column, ...]
    statements: Mapping[str, Mapping[str, Statement]]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Name and kind of every column of a row."""
        return [pair for column in self.returns for pair in column.shown()]

    def statement(self, backend: str, step: str = "") -> Statement:
        """The statement for a back-end."""
        return self.statements[backend][step]


@cache
def queries() -> dict[str, Query]:
    """All named queries by name, sorted.

    Raises:
        CatalogError: A header is wrong, or a parameter is not declared or not used.
    """
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in files("queries").joinpath("cypher").iterdir()
        if entry.name.endswith(".cypher")
    }
    return parse_all(texts)


def parse_all(texts: Mapping[str, str]) -> dict[str, Query]:
    """Read query files: file name to text.

    Raises:
        CatalogError: See `queries`.
    """
    out = {}
    for file in sorted(texts):
        name, *backend = file.removesuffix(".cypher").split(".")
        if backend:
            if f"{name}.cypher" not in texts or backend[0] not in BACKENDS or "// reason: " not in texts[file]:
                raise CatalogError(
                    f"queries/cypher/{file}: a text for one back-end ({', '.join(BACKENDS)}) stands beside "
                    f"{name}.cypher and says why in a line // reason:"
                )
            continue
        own = {b: _statements(f"{name}.{b}.cypher", texts) or _statements(file, texts) for b in BACKENDS}
        out[name] = _query(file, texts[file], own)
    return out


def _query(file: str, text: str, statements: dict[str, dict[str, Statement]]) -> Query:
    place = f"queries/cypher/{file}"
    fields: dict[str, list[str]] = {"name": [], "summary": [], "param": [], "returns": []}
    for line in text.splitlines():
        if match := _HEADER.fullmatch(line):
            fields[match[1]].append(match[2])
    for field in ("name", "summary", "returns"):
        if len(fields[field]) != 1:
            raise CatalogError(f"{place}: the header needs one line // {field}:")
    if fields["name"][0] != file.removesuffix(".cypher"):
        raise CatalogError(f"{place}: the name is {fields['name'][0]}; call the file so, or change the name")
    parameters = tuple(_parameter(place, line) for line in fields["param"])
    declared = {p.name for p in parameters}
    for steps in statements.values():
        whole = "\n".join(part for s in steps.values() for part in (s.rest, *(start for _, start in s.starts)))
        used = set(_USED.findall(whole)) - {"ids"}  # bound by the program of a query that goes step by step
        if used - declared:
            raise CatalogError(f"{place}: ${min(used - declared)} is not declared; add a line // param:")
        unused = {p.name for p in parameters if p.name not in used and p.name not in BY_PROGRAM.get(file, ())}
        if unused:
            raise CatalogError(f"{place}: parameter {min(unused)} is declared and never used; delete the line")
    return Query(
        name=fields["name"][0],
        summary=fields["summary"][0],
        parameters=parameters,
        returns=tuple(_column(place, part) for part in fields["returns"][0].split(", ")),
        statements=statements,
    )


# Parameters that the program of a query uses (queries/programs.py), not its text.
BY_PROGRAM: Mapping[str, tuple[str, ...]] = {
    "policy_lineage.cypher": ("depth", "limit", "document"),
    "policy_diffusion.cypher": ("limit", "since", "until"),
    "evidence_of.cypher": ("of", "limit"),
    "anchors_of.cypher": ("of", "limit"),
    "career.cypher": ("person", "min_confidence", "limit"),
    "conflicts.cypher": ("limit",),
    "namesakes.cypher": ("limit",),
    "who_held_on_date.cypher": ("position", "date", "min_confidence", "limit"),
}


def _parameter(place: str, line: str) -> Parameter:
    match = _PARAM.fullmatch(line)
    if match is None or match["kind"] not in VALUE_KINDS:
        raise CatalogError(
            f"{place}: cannot read // param: {line}. Write: name kind required|optional|default VALUE "
            f"[organs] -- meaning; kinds are {', '.join(VALUE_KINDS)}"
        )
    default: str | int | float | None = match["default"]
    if default is not None and match["kind"] in ("integer", "float"):
        default = int(default) if match["kind"] == "integer" else float(default)
    return Parameter(
        match["name"], match["kind"], match["need"] == "required", default, bool(match["organs"]), match["doc"]
    )


def _column(place: str, text: str) -> Column:
    match = _COLUMN.fullmatch(text)
    if match is None or match["kind"] not in COLUMN_KINDS:
        raise CatalogError(f"{place}: cannot read column {text!r} of // returns:; kinds are {', '.join(COLUMN_KINDS)}")
    return Column(match["name"], match["kind"], bool(match["optional"]))


def _statements(file: str, texts: Mapping[str, str]) -> dict[str, Statement]:
    """Statements of a file by step; empty if there is no such file."""
    steps: dict[str, Statement] = {}
    step = ""
    starts: list[tuple[str | None, list[str]]] = []
    rest: list[str] = []
    current = rest

    def close() -> None:
        if any(line.strip() for line in rest):
            made = tuple((name, "\n".join(lines) + "\n") for name, lines in starts)
            steps[step] = Statement(made or ((None, ""),), "\n".join(rest))

    for line in texts.get(file, "").splitlines():
        if mark := _MARK.match(line):
            if mark[1] == "step":
                close()
                step, starts, rest = mark[2] or "", [], []
                current = rest
            elif mark[1] == "start":
                current = []
                starts.append((mark[2], current))
            else:
                current = rest
        elif not line.startswith("//"):
            current.append(line)
    close()
    return steps
