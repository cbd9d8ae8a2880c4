"""Claims as the objects of the annotation guideline: what `zhengmai extract --format facts` prints for one article."""

from __future__ import annotations

import json
from typing import Any

from graph.model.nodes import Claim
from loaders.claims import Extraction

Fact = dict[str, Any]


def facts_of(extraction: Extraction) -> dict[str, Any]:
    """The facts of one article: persons, posts, meetings, presides, attends, documents, references, lineage, renames.

    Every fact carries `evidence`: {quote, start, end}; meetings and documents a map of such by field.
    Meetings have ids m1, m2, … in order of text; cited meetings are no meetings here, only targets of references.
    """
    article = extraction.article
    claims = [(c, json.loads(c.args)) for c in extraction.claims]
    meetings = [(c, a) for c, a in claims if c.predicate == "meeting" and c.object is None]  # not a second kind of one
    reported = [(c, a) for c, a in meetings if a["status"] != "cited"]
    local: dict[str, str] = {}
    for claim, _ in reported:
        local.setdefault(claim.subject, f"m{len(local) + 1}")
    persons = {c.subject: a["name"] for c, a in claims if c.predicate == "person"}
    bodies = {c.subject: a["name"] for c, a in claims if c.predicate == "body"}
    titles = {c.subject: a["title"] for c, a in claims if c.predicate == "document"}
    meeting_names = {c.subject: a["name"] for c, a in claims if c.predicate == "meeting"}

    out: dict[str, Any] = {
        "id": article.slug,
        "article": {
            "title": article.title,
            "published": article.published,
            "source": article.source,
            "author": article.author,
            "url": article.url,
        },
    }
    out["persons"] = _unique(({"name": a["name"]}, c) for c, a in claims if c.predicate == "person")
    out["posts"] = _unique(
        (
            {
                "person": a["person"],
                "body": a["body_name"],
                "title": a["title"],
                **({"status": a["status"]} if a["status"] != "held" else {}),
                **{k: a[f"{k}_date"] for k in ("start", "end") if f"{k}_date" in a},
            },
            c,
        )
        for c, a in claims
        if c.predicate == "holds_position"
    )
    hosts: dict[str, list[tuple[str, Claim]]] = {}
    for c, a in claims:
        if c.predicate == "hosts":
            hosts.setdefault(str(c.object), []).append((a["body"], c))
    out["meetings"] = []
    seen: set[str] = set()
    for c, a in reported:
        if c.subject in seen:
            continue
        seen.add(c.subject)
        held_by = hosts.get(c.subject, [])
        meeting: Fact = {"id": local[c.subject], "name": a["name"]}
        if held_by:
            meeting["host"] = held_by[0][0]
        if len(held_by) > 1:
            meeting["cohosts"] = [name for name, _ in held_by[1:]]
        if "start_date" in a:
            meeting["date"] = a["start_date"]
        meeting["status"] = a["status"]
        if a.get("aliases"):
            meeting["aliases"] = a["aliases"]
        evidence = {"name": _evidence(c)}
        if held_by:
            evidence["host"] = _evidence(held_by[0][1])
        for field, (start, end) in a.get("evidence", {}).items():
            if field != "host":
                evidence[field] = {"quote": article.text[start:end], "start": start, "end": end}
        meeting["evidence"] = evidence
        out["meetings"].append(meeting)
    out["presides"] = _unique(
        (
            {
                "person": a["person"],
                "meeting": local[str(c.object)],
                **({"on_behalf_of": persons[a["on_behalf_of"]]} if "on_behalf_of" in a else {}),
            },
            c,
        )
        for c, a in claims
        if c.predicate == "presides_over" and c.object in local
    )
    out["attends"] = _unique(
        ({"actor": a["actor"], "meeting": local[str(c.object)], "manner": a["manner"]}, c)
        for c, a in claims
        if c.predicate == "attends" and c.object in local
    )
    out["documents"] = _documents(claims, bodies)
    out["references"] = _unique(
        (
            {
                "source": local.get(c.subject, "article"),
                "target": titles.get(str(c.object)) or meeting_names[str(c.object)],
                "target_type": "document" if c.object in titles else "meeting",
                "mode": a["mode"],
            },
            c,
        )
        for c, a in claims
        if c.predicate == "references"
    )
    out["lineage"] = _unique(
        ({"source": a["source"], "target": a["target"], "type": c.predicate}, c)
        for c, a in claims
        if c.predicate in ("implements", "revises", "supersedes")
    )
    renames = _unique(
        ({"source": a["source"], "target": a["target"], "date": a.get("date")}, c)
        for c, a in claims
        if c.predicate == "renamed_to"
    )
    if renames:
        out["renames"] = renames
    return out


def _documents(claims: list[tuple[Claim, dict[str, Any]]], bodies: dict[str, str]) -> list[Fact]:
    issuers: dict[str, list[Claim]] = {}
    for c, _ in claims:
        if c.predicate == "issues":
            issuers.setdefault(str(c.object), []).append(c)
    out: list[Fact] = []
    seen: set[str] = set()
    for c, a in claims:
        if c.predicate != "document" or c.subject in seen:
            continue
        seen.add(c.subject)
        by = issuers.get(c.subject, [])
        names = list(dict.fromkeys(bodies[i.subject] for i in by))
        document: Fact = {"title": a["title"], "issuers": names, "kind": a["kind"]}
        for key, name in (("issued_date", "issued"), ("number", "number")):
            if key in a:
                document[name] = a[key]
        document["evidence"] = {"title": _evidence(c)} | ({"issuers": _evidence(by[0])} if by else {})
        out.append(document)
    return out


def _evidence(claim: Claim) -> Fact:
    return {"quote": claim.quote, "start": claim.start, "end": claim.end}


def _unique(pairs: Any) -> list[Fact]:
    """Each fact once, in order of text, with the evidence of its first claim."""
    out: dict[str, Fact] = {}
    for fact, claim in pairs:
        out.setdefault(json.dumps(fact, ensure_ascii=False), {**fact, "evidence": _evidence(claim)})
    return list(out.values())
