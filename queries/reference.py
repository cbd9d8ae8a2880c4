"""The reference page of the named queries, made from their headers.

python -m queries.reference > docs/reference/queries.md
"""

from __future__ import annotations

from queries.catalog import queries


def page() -> str:
    """docs/reference/queries.md."""
    lines = [
        "# Named queries",
        "",
        "Made by `make docs` from the headers of `queries/cypher/`; a test compares it.",
        "",
        "Run one with `zhengmai query NAME k=v …` or `zm.run(store, NAME, k=v)`. Dates are YYYY, YYYY-MM, YYYY-MM-DD",
        "and mean the whole year or month. A `?` marks a column that may be empty. A fact has the words it rests on in",
        "`quote`, and in `article` the title (else the slug) of the article; `article_url` is its address.",
    ]
    for query in queries().values():
        lines += ["", f"## {query.name}", "", query.summary, ""]
        if query.parameters:
            lines += ["| parameter | kind | | meaning |", "|---|---|---|---|"]
            for p in query.parameters:
                need = "required" if p.required else "" if p.default is None else f"default {p.default}"
                lines.append(f"| `{p.name}` | {p.kind} | {need} | {p.doc} |")
            lines.append("")
        lines.append("Columns: " + ", ".join(f"`{name}` {kind}" for name, kind in query.columns) + ".")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
