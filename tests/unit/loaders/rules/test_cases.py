"""Golden cases of the rules: tests/cases/rules/*.yml, each a text with what it must and must not give.

A case: {name, why, text, title?, published?, source?, url?, gazetteer?: private | default, expect?, absent?, only?,
xfail?}.
`expect` and `absent` hold any of
    persons     [name]                          bodies   [[as printed, name]]
    posts       [[person, body, title, status?]]
    tenures     [[person, body, title, status?, began_by or ended_by?, start or end date?]]
    meetings    [[name, host, date]]            attends  [[person or body, part of the meeting's name]]
    presides    [[person, part of the meeting's name, delegator?]]
    documents   [[title, [issuers]]]            references  [[part of the source's name or article, target, mode]]
    lineage     [[source, target, type]]        renames  [[old, new]]
Trailing parts may be left out; null matches nothing there. `only: true`: of the kinds in expect nothing else is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model.dates import PartialDate
from graph.model.nodes import Article
from loaders.claims import BodyRef, Post, Reading
from loaders.extract import read
from loaders.gazetteer import Gazetteer
from loaders.rules.words import Words, default_words

CASES = Path(__file__).parents[3] / "cases" / "rules"
_PRIVATE = (
    ("990000", "云岭省", "province", ""),
    ("980000", "江南省", "province", ""),
    ("990100", "临江市", "prefecture", "990000"),
    ("990200", "云城市", "prefecture", "990000"),
    ("990101", "南湖区", "county", "990100"),
    ("990122", "青山县", "county", "990100"),
    ("990123", "宜山县", "county", "990100"),
    ("990124", "清河县", "county", "990100"),
    ("990181", "柳河市", "county", "990100"),
)
_KIND = {"prefecture": "地级市", "province": "省"}

Row = tuple[Any, ...]


@cache
def private_words() -> Words:
    """Words with invented regions only."""
    rows = [
        {
            "region_id": region_id,
            "name": name,
            "level": level,
            "parent_id": parent,
            "kind": _KIND.get(level, "县级市" if name.endswith("市") else name[-1]),
        }
        for region_id, name, level, parent in _PRIVATE
    ]
    return Words(Gazetteer.from_rows(rows))


def _load() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.yml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")) or ():
            marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
            yield pytest.param(case, id=f"{file.stem}-{case['name']}", marks=marks)


def reading_of(case: dict[str, Any]) -> Reading:
    """The reading of a case's text after all rules."""
    title = case.get("title")
    text = "\n".join(part for part in (title, case["text"].strip()) if part)
    published = str(case["published"]) if case.get("published") else None
    article = Article(
        article_id="0" * 16,
        slug=case["name"],
        title=title,
        url=case.get("url"),
        source=case.get("source"),
        author=None,
        published=PartialDate(published) if published else None,
        published_kind="record" if published else None,
        text=text,
        raw=text,
        offsets="[]",
        fingerprint="0" * 16,
    )
    words = private_words() if case.get("gazetteer", "private") == "private" else default_words()
    return read(article, words)


def facts(reading: Reading) -> dict[str, set[Row]]:
    """Everything a reading holds, as rows by kind."""
    meetings = reading.meetings
    documents = reading.documents
    return {
        "persons": {(p.name,) for p in reading.people if not p.incomplete} | {(t.person,) for t in reading.tenures},
        "bodies": {(m.text, m.body.name) for m in reading.bodies},
        "posts": {_post(p.name, post) for p in reading.people for post in p.posts if not p.incomplete}
        | {_post(t.person, t.post) for t in reading.tenures},
        "tenures": {_tenure(t.person, t.post) for t in reading.tenures},
        "meetings": {
            (m.name, _name(m.host), str(m.date) if m.date else None) for m in meetings if m.status != "cited"
        },
        "presides": {(p.person, meetings[p.meeting].name, p.on_behalf_of) for p in reading.presiding},
        "attends": {
            (a.actor if isinstance(a.actor, str) else a.actor.name, meetings[a.meeting].name)
            for a in reading.attendance
        },
        "documents": {(d.title, tuple(sorted(b.name for b, _ in d.issuers))) for d in documents},
        "references": {
            (
                meetings[r.source].name if r.source is not None else "article",
                documents[r.target].title if r.target_type == "document" else meetings[r.target].name,
                r.mode,
            )
            for r in reading.references
        },
        "lineage": {(documents[x.source].title, documents[x.target].title, x.type) for x in reading.lineage},
        "renames": {(r.source.name, r.target.name) for r in reading.renamings},
    }


def _name(body: BodyRef | None) -> str | None:
    return body.name if body is not None else None


def _post(person: str, post: Post) -> Row:
    return person, _name(post.body), post.title, post.status


def _tenure(person: str, post: Post) -> Row:
    how = post.began_by or post.ended_by
    day = post.start_date or post.end_date
    return person, _name(post.body), post.title, post.status, how, str(day) if day else None


def _matches(kind: str, wanted: Any, row: Row) -> bool:
    parts = wanted if isinstance(wanted, list) else [wanted]
    for place, part in enumerate(parts):
        if kind == "documents" and place == 1:
            if tuple(sorted(part)) != row[1]:
                return False
        elif (kind in ("presides", "attends") and place == 1) or (kind == "references" and place < 2):
            if part not in row[place]:
                return False
        elif kind == "meetings" and place == 0:
            if part not in row[0] and row[0] not in part:
                return False
        elif part != row[place]:
            return False
    return True


@pytest.mark.parametrize("case", _load())
def test_case(case: dict[str, Any]) -> None:
    found = facts(reading_of(case))
    for kind, wanted in case.get("expect", {}).items():
        for each in wanted:
            there = sorted(found[kind], key=str)
            assert any(_matches(kind, each, row) for row in there), f"{kind} {each} not in {there}"
        if case.get("only"):
            extra = [row for row in found[kind] if not any(_matches(kind, each, row) for each in wanted)]
            assert not extra, f"{kind} not expected: {extra}"
    for kind, unwanted in case.get("absent", {}).items():
        for each in unwanted:
            hits = [row for row in found[kind] if _matches(kind, each, row)]
            assert not hits, f"{kind} {each} must not be given: {hits}"
