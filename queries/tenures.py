"""When somebody held a position, by what was printed when: starts, ends, and sightings claim by claim.

An edge HOLDS_POSITION knows its first and last sighting; who held a position on a day between them takes the claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.model.dates import PartialDate
from graph.model.ids import position_id
from graph.store.base import CypherReader
from queries.catalog import Query, queries
from queries.evidence import anchors_of
from queries.rows import Bound, Row, read_all

# A title that ends so, without 副, has one holder at a time.
SINGLE = (
    *("主席", "书记", "主任", "秘书长", "部长", "局长", "厅长", "处长", "司长", "院长", "检察长", "总理", "委员长"),
    *("省长", "市长", "县长", "区长", "州长", "盟长", "旗长", "乡长", "镇长", "会长", "理事长", "社长", "校长", "组长"),
)


@dataclass
class Held:
    """A tenure with the claims that show it.

    Args:
        row: Of the edge, as who_held_on_date returns it.
        seen: First day of each sighting in office, with its claim.
        past: First day of each mention as former without a printed end, with its claim.
        began, ended: A claim that prints the start, the end.
    """

    row: Row
    seen: dict[str, str] = field(default_factory=dict)
    past: dict[str, str] = field(default_factory=dict)
    began: str | None = None
    ended: str | None = None

    @property
    def start(self) -> str | None:
        """First day of the printed start."""
        return PartialDate(self.row["start_date"]).first if self.row["start_date"] else None

    @property
    def end(self) -> str | None:
        """First day of the printed end."""
        return PartialDate(self.row["end_date"]).first if self.row["end_date"] else None

    def shown(self) -> dict[str, tuple[str, str | None]]:
        """Every day that shows the person in office: the start and the sightings from it on, with basis and claim."""
        days = {d: ("sighting", claim) for d, claim in self.seen.items() if self.start is None or d >= self.start}
        return days | ({self.start: ("start", self.began)} if self.start is not None else {})

    def over_by(self, day: str, since: str) -> bool:
        """Whether an end is known between two days, both included."""
        return any(since <= e <= day for e in (self.end, *self.past) if e is not None)


def tenures_of(reader: CypherReader, positions: Iterable[str], *, min_confidence: float) -> list[Held]:
    """The tenures of these positions, with the claims that count."""
    query = queries()["who_held_on_date"]
    rows = read_all(reader, query.statement(reader.backend).text({}), positions)
    of = _positions_named(reader, rows)
    claims = read_all(reader, query.statement(reader.backend, "claims").text({}), of)
    return _filled(reader, rows, claims, of, min_confidence)


def _positions_named(reader: CypherReader, rows: Iterable[Row]) -> dict[str, str]:
    """What claims may call a position, by the anchors of its body, to the position."""
    posts = {(r["body_id"], r["title"]): r["position_id"] for r in rows}
    anchors = {body: anchors_of(reader, body) for body, _ in posts}
    return {position_id(a, title): name for (body, title), name in posts.items() for a in anchors[body]}


def _filled(
    reader: CypherReader, rows: Iterable[Row], claims: Iterable[Row], of: Mapping[str, str], min_confidence: float
) -> list[Held]:
    rows = sorted(rows, key=lambda r: (r["person"], r["end_date"] is None, r["end_date"] or "", r["edge_id"]))
    held = [Held(row) for row in rows if row["confidence"] >= min_confidence]
    by_post: dict[tuple[str, str], list[Held]] = {}
    for one in held:
        by_post.setdefault((one.row["person_id"], one.row["position_id"]), []).append(one)
    claims = sorted(claims, key=lambda c: c["claim"])
    people = _persons(reader, {c["anchor"] for c in claims})
    wrong, nobody = _judged_wrong(reader)
    for claim in claims:
        if claim["claim"] not in wrong and claim["anchor"] not in nobody and claim["object"] in of:
            _place(claim, by_post.get((people.get(claim["anchor"], ""), of[claim["object"]]), []))
    return held


def _place(claim: Row, tenures: list[Held]) -> None:
    """Give a claim to the tenure it shows: the first that had not ended when it was seen."""
    if not tenures:
        return
    day = PartialDate(claim["date"]).first if claim["date"] else None
    if claim["begins"] or claim["ends"]:
        for one in tenures:
            one.began = one.began or (claim["claim"] if claim["begins"] and one.start else None)
            one.ended = one.ended or (claim["claim"] if claim["ends"] and one.end else None)
    elif day is not None and claim["former"]:
        tenures[-1].past.setdefault(day, claim["claim"])
    elif day is not None:
        one = next((t for t in tenures if t.end is None or day <= t.end), tenures[-1])
        one.seen.setdefault(day, claim["claim"])


def _persons(reader: CypherReader, anchors: Iterable[str]) -> dict[str, str]:
    text = (
        "MATCH (a:Anchor)-[:IDENTIFIES]->(p:Person) WHERE a.anchor_id IN $ids "
        "RETURN a.anchor_id AS anchor, p.person_id AS person"
    )
    return {row["anchor"]: row["person"] for row in read_all(reader, text, anchors)}


def _judged_wrong(reader: CypherReader) -> tuple[set[str], set[str]]:
    """Claims judged wrong, and the anchors that nothing but such claims introduces any more."""
    wrong = {r["id"] for r in reader.read("MATCH (j:Judgement) WHERE j.kind = 'wrong' RETURN j.a AS id", {})}
    text = "MATCH (c:Claim) WHERE c.claim_id IN $ids AND c.predicate = 'person' RETURN c.subject AS anchor"
    doubted = {row["anchor"] for row in read_all(reader, text, wrong)}
    return wrong, doubted - _persons(reader, doubted).keys()


def who_held_on_date(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """The holders on a day: of a post for one the latest shown, of others all that are shown and not over."""
    held = tenures_of(reader, [bound["position"]], min_confidence=bound["min_confidence"])
    day: str = bound["date"]
    found: list[tuple[str, Row]] = []
    for one in held:
        days = {d: basis for d, basis in one.shown().items() if d <= day}
        if days and not one.over_by(day, max(days)):
            latest = max(days)
            found.append((latest, _row(one, days[latest][0], latest, days[latest][1])))
    if found and single(found[0][1]["title"]):
        best = max(d for d, _ in found)
        found = [f for f in found if f[0] == best]
    if not found:
        ends = [one for one in held if one.end is not None and one.end > day and (one.start or "") <= day]
        first = min((one.end or "" for one in ends), default="")
        found = [(first, _row(one, "later_end", first, one.ended)) for one in ends if one.end == first]
    rows = [row for _, row in sorted(found, key=lambda f: (f[1]["person"], f[1]["edge_id"]))]
    return _quoted(reader, rows[: bound["limit"]])


def single(title: str) -> bool:
    """Whether a title has one holder at a time."""
    return "副" not in title and title.endswith(SINGLE)


def _row(one: Held, basis: str, day: str, claim: str | None) -> Row:
    return one.row | {"basis": basis, "basis_date": day, "article": claim or one.row["article"]}


def _quoted(reader: CypherReader, rows: list[Row]) -> list[Row]:
    """The rows with the words of the claim they rest on."""
    text = "MATCH (c:Claim) WHERE c.claim_id IN $ids RETURN c.claim_id AS id, c.quote AS quote"
    quotes: Mapping[str, str] = {r["id"]: r["quote"] for r in read_all(reader, text, {r["article"] for r in rows})}
    return [row | {"quote": quotes.get(row["article"], row["quote"])} for row in rows]


def career(reader: CypherReader, query: Query, bound: Bound) -> list[Row]:
    """Every day that shows a person in a post, the start of a tenure instead of what was seen before it."""
    rows = read_all(reader, query.statement(reader.backend).text({}), [bound["person"]])
    anchors = anchors_of(reader, bound["person"])
    claims = read_all(reader, query.statement(reader.backend, "claims").text({}), anchors)
    out = []
    for one in _filled(reader, rows, claims, _positions_named(reader, rows), bound["min_confidence"]):
        days = [(day, basis, claim) for day, (basis, claim) in one.shown().items()]
        days += [(day, "former", claim) for day, claim in one.past.items()]
        days += [(one.end, "end", one.ended)] if one.end is not None else []
        out += [
            one.row | {"date": day, "basis": basis, "article": claim or one.row["article"]}
            for day, basis, claim in days
        ]
    out = sorted(out, key=lambda r: (r["date"], r["body"], r["title"], r["basis"]))[: bound["limit"]]
    text = query.statement(reader.backend, "published").text({})
    published = {r["claim"]: r["published"] for r in read_all(reader, text, {r["article"] for r in out})}
    return _quoted(reader, [row | {"published": published.get(row["article"])} for row in out])
