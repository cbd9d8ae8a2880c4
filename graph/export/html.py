"""The network page: one HTML file that asks nobody for anything.

The page is our template around vis-network, which pyvis ships. Scripts and styles are allowed by their hashes alone;
data stand in a JSON block and reach the document as text only. The style sheet of vis-network is not needed: it dresses
controls (navigation, editing, tooltips) that the page does not switch on.
"""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.resources
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from graph.export.jsonl import write_whole
from graph.export.page_data import drawn
from graph.subgraph import Subgraph

# Above so many nodes the page says that it may be slow.
LARGE = 2000
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("state.js", "text.js", "view.js", "panel.js", "controls.js", "start.js")
_ESCAPED = "<>&\u2028\u2029"
# No frame, form, worker or plug-in; strings never become markup or code.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What a page shows: nodes and edges drawn, and drawable nodes left out for its limit."""

    nodes: int
    edges: int
    left_out: int

    @property
    def large(self) -> bool:
        """Whether it has so many nodes that it may be slow."""
        return self.nodes > LARGE


def write_html(
    subgraph: Subgraph,
    out: Path,
    *,
    title: str,
    lang: Literal["zh", "en"] = "zh",
    limit: int = 300,
    focus: str | None = None,
) -> PageInfo:
    """Write the network page of a subgraph; what is at `out` is replaced as a whole or not at all.

    Args:
        subgraph: Persons, bodies, meetings, documents, positions and fact edges; with the articles, claims, anchors and
            IDENTIFIES edges behind them every quote is shown, without them the best quote of each edge.
        out: The file; its folder must exist.
        title: Heading of the page.
        lang: Language of its labels at first; the reader can change it.
        limit: At most so many nodes; the page says how many are left out and how the rest was chosen.
        focus: Id of a node the page is about; it is selected when the page opens.

    Raises:
        KeyError: `focus` is no person, body, meeting or document of the subgraph.
        ValueError: `limit` is below 1.
        OSError: The folder cannot be written.

    Source:
        Layout and choice: graph/export/layout.py.
    """
    if limit < 1:
        raise ValueError(f"limit is {limit}; a page needs at least 1 node")
    part = drawn(subgraph, limit=limit, focus=focus)
    info = PageInfo(len(part.nodes), len(part.edges), part.left_out)
    write_whole(_page({"title": title, "lang": lang, "large": info.large, **part.data}), out)
    return info


def _page(data: dict[str, Any]) -> list[str]:
    vis = (importlib.resources.files("pyvis") / _VIS).read_text(encoding="utf-8")
    vis = re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "", vis)
    labels = json.loads(_template("labels.json"))
    code = '"use strict";\n(() => {\n' + "\n".join(_template(name) for name in _SCRIPTS) + "})();\n"
    style = _template("page.css")
    policy = _POLICY.format(scripts=f"{_hash(vis)} {_hash(code)}", style=_hash(style))
    values = {
        "LANG": "zh-CN" if data["lang"] == "zh" else "en",
        "TITLE": html.escape(data["title"]),
        "POLICY": html.escape(policy, quote=False),
        "STYLE": style,
        "LABELS": json_block(labels),
        "DATA": json_block(data),
        "VIS": _inline(vis),
        "CODE": _inline(code),
    }
    pieces = re.split(r"%%([A-Z]+)%%", _template("page.html"))
    return [values[piece] if i % 2 else piece for i, piece in enumerate(pieces)]


def json_block(value: Any) -> str:
    """JSON that can stand in a script element: no character in it can end the element or a line of a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in _ESCAPED:
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _template(name: str) -> str:
    return (importlib.resources.files("graph.export") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inline(script: str) -> str:
    """A script as it is.

    Raises:
        ValueError: It holds a mark that would end its element early.
    """
    if re.search(r"</script|<!--", script, re.IGNORECASE):
        raise ValueError("a script to inline holds '</script' or '<!--'")
    return script
