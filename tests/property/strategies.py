"""Invented articles with their claims: namesakes, careers, meetings of two names, reposts, equal titles, renamings.

`Draft` writes claims as loaders/assemble.py does: whatever a fact names is introduced by the same article. The world is
small, so that drawn articles meet in the same blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from graph.model.dates import PartialDate
from graph.model.ids import article_id, canonical_json, claim_id, judgement_id, position_id
from graph.model.nodes import Article, Claim, Judgement
from graph.model.values import Predicate
from loaders.claims import BodyRef, Extraction
from loaders.linking.anchors import Key, body_key, document_key, person_key

VERSION = "test-version"
REGIONS = {
    "000000": ("中华人民共和国", "national"),
    "910000": ("云岭省", "province"),
    "910100": ("临江市", "prefecture"),
    "910121": ("青山县", "county"),
    "910103": ("青山区", "county"),
    "920000": ("海东省", "province"),
}
NATIONAL = BodyRef("全国政协", "cppcc", "national", "000000")
PROVINCE = BodyRef("云岭省政协", "cppcc", "province", "910000", full_name="中国人民政治协商会议云岭省委员会")
OTHER = BodyRef("海东省政协", "cppcc", "province", "920000")
CITY = BodyRef("临江市政协", "cppcc", "prefecture", "910100")
PARTY = BodyRef("中共临江市委", "party", "prefecture", "910100")
COUNTY = BodyRef("青山县政协", "cppcc", "county", "910121")
DISTRICT = BodyRef("青山区政协", "cppcc", "county", "910103")
COMMITTEE = BodyRef("临江市政协提案委员会", "cppcc", "prefecture", "910100", organ="提案委员会", parent=CITY)
UNKNOWN = BodyRef("市政协", "cppcc")
BODIES = (NATIONAL, PROVINCE, OTHER, CITY, PARTY, COUNTY, DISTRICT, COMMITTEE, UNKNOWN)
NAMES = ("张伟", "张伟", "李强国")
DAYS = (None, "2018", "2018-03", "2018-03-05", "2018-03-06", "2018-03-09", "2019-01-10")
TITLES = ("主席", "副主席")
CORES = ("关于推进协商的实施意见", "关于提案工作的规定")


def _date(text: str | None) -> PartialDate | None:
    return PartialDate(text) if text is not None else None


@dataclass
class Draft:
    """One article in the making.

    Args:
        raw: What its bytes are, as text; makes the id.
        slug: Its name.
        fingerprint: Equal for reposts.
        published: Publication date.
        region: Region line of the article.
    """

    raw: str
    slug: str = ""
    fingerprint: str = ""
    published: str | None = "2018-03-06"
    region: str | None = "910100"
    _claims: dict[str, Claim] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return article_id(self.raw.encode())

    def claim(
        self,
        predicate: Predicate,
        args: dict[str, Any],
        subject: str,
        target: str | None = None,
        *,
        observed: str | None = None,
        confidence: float = 0.9,
    ) -> None:
        text = canonical_json({k: v for k, v in args.items() if v is not None and v != []})
        start = len(self._claims)
        same = [c for c in self._claims.values() if (c.predicate, c.args, c.object) == (predicate, text, target)]
        if same:
            return
        name = claim_id(self.id, predicate, start, start + 2, text)
        self._claims[name] = Claim(
            claim_id=name,
            article_id=self.id,
            predicate=predicate,
            args=text,
            subject=subject,
            object=target,
            observed_date=_date(observed) or _date(self.published),
            quote=f"{self.raw}{start}",
            start=start,
            end=start + 2,
            rule="test/1",
            confidence=confidence,
        )

    def body(self, body: BodyRef, alias: str | None = None) -> str:
        key = body_key(body, self.id)
        parent = self.body(body.parent) if body.parent is not None else None
        chain = []
        if body.region_id is not None:
            codes = [body.region_id, body.region_id[:4] + "00", body.region_id[:2] + "0000", "000000"]
            chain = [[c, *REGIONS[c]] for c in dict.fromkeys(codes)]
        args = {"name": body.name, "full_name": body.full_name, "kind": body.kind, "level": body.level}
        args |= {"anchor": _anchor(key), "alias": alias or body.name, "parent": parent, "regions": chain}
        self.claim("body", args, key.id, confidence=0.95)
        return key.id

    def person(self, name: str, body: BodyRef | None = None, *, same_as: str | None = None, alias: str = "") -> str:
        key = person_key(name, body, self.id, self.region)
        args = {"name": name, "anchor": _anchor(key), "aliases": [alias] if alias else []}
        self.claim("person", args, key.id, same_as if same_as != key.id else None)
        return key.id

    def post(self, name: str, body: BodyRef, title: str, *, same_as: str | None = None, **values: Any) -> str:
        subject = self.person(name, body, same_as=same_as)
        observed = values.pop("observed", None)
        args = {"person": name, "body": self.body(body), "body_name": body.name, "title": title, "status": "held"}
        target = position_id(args["body"], title)
        self.claim("holds_position", args | values, subject, target, observed=observed)
        return subject

    def meeting(
        self,
        host: BodyRef | None = None,
        *,
        kind: str | None = "主席会议",
        core: str = "全省政协工作交流会",
        term: int | None = None,
        session: int | None = None,
        date: str | None = None,
        status: str = "held",
        same_as: str | None = None,
    ) -> str:
        key = _meeting_key(host, kind, core, term, session, date, self.id)
        name = f"{host.name}{term or ''}{session or ''}{kind}" if host is not None and kind else core
        args = {"name": name, "kind": kind, "anchor": _anchor(key), "term": term, "session": session}
        args |= {"start_date": date, "status": status, "host": self.body(host) if host is not None else None}
        held = date if status == "held" else None
        self.claim("meeting", args, key.id, same_as if same_as != key.id else None, observed=held)
        return key.id

    def document(
        self,
        core: str,
        issuers: Sequence[BodyRef] = (),
        *,
        own: bool = False,
        number: str | None = None,
        title: str | None = None,
        status: str | None = None,
    ) -> str:
        ids = [self.body(b) for b in issuers]
        title = title or (issuers[0].name if own and issuers else "") + core
        key = document_key(
            core,
            self_named=title if own else None,
            issuers=[i for i, b in zip(ids, issuers, strict=True) if body_key(b, self.id).strong],
            region=self.region,
            article=self.id,
        )
        args = {"title": title, "kind": "policy", "anchor": _anchor(key), "number": number, "status": status}
        self.claim("document", args, key.id)
        for body, name in zip(issuers, ids, strict=True):
            self.claim("issues", {"body": body.name, "document": title, "region": body.region_id}, name, key.id)
        return key.id

    def link(self, predicate: Predicate, subject: str, target: str, **args: Any) -> None:
        observed = args.pop("observed", None)
        confidence = args.pop("confidence", 0.9)
        ends = {"from": subject, "to": target}
        self.claim(predicate, ends | args, subject, target, observed=observed, confidence=confidence)

    def extraction(self) -> Extraction:
        article = Article(
            article_id=self.id,
            slug=self.slug or self.raw,
            title=self.raw,
            published=_date(self.published),
            text=f"{self.raw}的正文",
            raw=self.raw,
            offsets="[]",
            fingerprint=self.fingerprint or self.raw,
        )
        return Extraction(article, tuple(self._claims.values()))


def _anchor(key: Key) -> dict[str, Any]:
    return {"key": key.parts, "block": key.block, "name": key.name}


def _meeting_key(
    host: BodyRef | None,
    kind: str | None,
    core: str,
    term: int | None,
    session: int | None,
    date: str | None,
    here: str,
) -> Key:
    """As loaders/linking/anchors.meeting_key makes it for the kinds used here, all of them numbered."""
    parts: dict[str, Any]
    if host is not None and kind is not None:
        key = body_key(host, here)
        if not key.strong:
            return Key(
                "Meeting", {"core": host.name + kind, "article": here}, f"meeting|{host.name}{kind}", host.name + kind
            )
        if session is not None:
            parts = {"host": key.id, "kind": kind, "term": term, "session": session}
            if term is None:
                parts["date"] = date
        elif date is not None:
            parts = {"host": key.id, "kind": kind, "date": date}
        else:
            parts = {"core": host.name + kind, "article": here}
        return Key("Meeting", parts, f"meeting|{key.id}|{kind}", host.name + kind)
    parts = {"core": core, "date": date} if date is not None else {"core": core}
    return Key("Meeting", parts, f"meeting|{core}", core)


# -- drawing --------------------------------------------------------------------------------------------------------

_ANY = st.integers(0, 63)


def _pick(draw: st.DrawFn, choices: Sequence[Any]) -> Any:
    return choices[draw(_ANY) % len(choices)]


def _some_person(draw: st.DrawFn, draft: Draft) -> str:
    name = _pick(draw, NAMES)
    often, title = _pick(draw, (CITY, CITY, *BODIES)), _pick(draw, ("主席", "主席", "副主席"))
    match draw(_ANY) % 5:
        case 0:
            return draft.person(name, alias=_pick(draw, ("", "", name + "同志")))
        case 1:  # two posts in one breath: one person in two body lines
            first = draft.post(name, _pick(draw, BODIES), _pick(draw, TITLES))
            return draft.post(name, _pick(draw, BODIES), _pick(draw, TITLES), same_as=first)
        case 2:
            values: dict[str, Any] = _pick(
                draw,
                (
                    {"start_date": "2018-03-05", "began_by": "elected"},
                    {"end_date": "2018-03-09", "ended_by": "removed", "status": "former"},
                    {"end_date": "2018", "ended_by": "resigned", "status": "former"},
                    {"status": "former"},
                    {"start_date": "2018", "began_by": "appointed", "status": "acting"},
                ),
            )
            return draft.post(name, often, title, observed=_pick(draw, DAYS), **values)
        case _:
            return draft.post(name, often, title, observed=_pick(draw, DAYS))


def _some_meeting(draw: st.DrawFn, draft: Draft) -> str:
    host, day = _pick(draw, BODIES), _pick(draw, DAYS)
    match draw(_ANY) % 5:
        case 0:
            return draft.meeting(
                core=_pick(draw, ("全省政协工作交流会", "座谈会")), date=day, status=_pick(draw, ("held", "cited"))
            )
        case 1:  # one gathering of two kinds
            first = draft.meeting(host, kind="党组会议", date=day)
            return draft.meeting(host, kind="主席会议", term=5, session=_pick(draw, (8, 9)), date=day, same_as=first)
        case 2:
            return draft.meeting(host, date=day)
        case _:
            term = _pick(draw, (5, 5, None))
            return draft.meeting(
                host, term=term, session=_pick(draw, (8, 9)), date=day, status=_pick(draw, ("held", "cited"))
            )


def _some_document(draw: st.DrawFn, draft: Draft) -> str:
    issuers = [_pick(draw, BODIES) for _ in range(draw(_ANY) % 3)]
    number = _pick(draw, (None, None, None, "临发〔2018〕1号", "云发〔2018〕2号"))
    return draft.document(_pick(draw, CORES), list(dict.fromkeys(issuers)), own=draw(_ANY) % 4 == 0, number=number)


def _some_fact(draw: st.DrawFn, draft: Draft) -> None:
    day, confidence = _pick(draw, DAYS), _pick(draw, (0.8, 0.9, 0.9))
    common = {"observed": day, "confidence": confidence}
    match draw(_ANY) % 10:
        case 0 | 1:
            chair, meeting = _some_person(draw, draft), _some_meeting(draw, draft)
            further = {"on_behalf_of": _some_person(draw, draft)} if draw(_ANY) % 3 == 0 else {}
            draft.link("presides_over", chair, meeting, titles=[_pick(draw, TITLES)], **further, **common)
        case 2:
            manner = _pick(draw, ("attends", "observes"))
            draft.link("attends", _some_person(draw, draft), _some_meeting(draw, draft), manner=manner, **common)
        case 3:
            body = draft.body(_pick(draw, BODIES), _pick(draw, ("省政协", "市政协")))
            draft.link(_pick(draw, ("hosts", "attends")), body, _some_meeting(draw, draft), manner="hosts", **common)
        case 4:
            source = _pick(draw, (draft.id, None)) or _some_meeting(draw, draft)
            mode = _pick(draw, ("studied", "cited"))
            draft.link("references", source, _some_document(draw, draft), mode=mode, **common)
        case 5:
            draft.link("references", _some_meeting(draw, draft), _some_meeting(draw, draft), mode="studied", **common)
        case 6:
            relation = _pick(draw, ("implements", "revises", "supersedes"))
            draft.link(relation, _some_document(draw, draft), _some_document(draw, draft), **common)
        case 7:
            date = {"date": day} if day is not None else {}
            draft.link("renamed_to", draft.body(COUNTY), draft.body(DISTRICT), **date, **common)
        case 8:
            draft.link("part_of", _some_meeting(draw, draft), _some_meeting(draw, draft), **common)
        case _:
            _some_person(draw, draft)


@st.composite
def drafts(draw: st.DrawFn, raw: str) -> Draft:
    """One article with one to four facts."""
    draft = Draft(raw, published=_pick(draw, DAYS), region=_pick(draw, ("910100", "910000", "910121", "920000", None)))
    draft.fingerprint = f"text{draw(_ANY) % 4}"
    for _ in range(1 + draw(_ANY) % 4):
        _some_fact(draw, draft)
    return draft


@st.composite
def corpora(draw: st.DrawFn, most: int = 6) -> list[Extraction]:
    """Up to `most` articles, each with its own bytes; some come twice under another slug."""
    found = [draw(drafts(f"文章{n}")).extraction() for n in range(draw(st.integers(0, most)))]
    again = [e for e in found if draw(_ANY) % 8 == 0]
    return found + [Extraction(replace(e.article, slug=f"转载{e.article.slug}"), e.claims) for e in again]


def judgement(kind: Any, a: str, b: str = "") -> Judgement:
    """A judgement as a curator records it."""
    said = (kind, a, b, "编者", "有据", "2026-01-01T00:00:00")
    return Judgement(judgement_id=judgement_id(*said), kind=kind, a=a, b=b, by=said[3], why=said[4], at=said[5])


@st.composite
def judged(draw: st.DrawFn, corpus: Sequence[Extraction], most: int = 4) -> list[Judgement]:
    """Up to `most` judgements on anchors and claims of these articles; pairs are of one type."""
    claims = [c for e in corpus for c in e.claims]
    entities = sorted(
        {(c.predicate, c.subject) for c in claims if c.predicate in ("person", "meeting", "document", "body")}
    )
    out: list[Judgement] = []
    for _ in range(draw(st.integers(0, most)) if claims else 0):
        match draw(_ANY) % 4:
            case 0:
                out.append(judgement("wrong", _pick(draw, claims).claim_id))
            case _:
                kind, one = _pick(draw, entities)
                other = _pick(draw, [a for k, a in entities if k == kind])
                out.append(judgement(_pick(draw, ("same", "different", "same", "unsure")), one, other))
    return list({j.judgement_id: j for j in out}.values())


@dataclass(frozen=True)
class Step:
    """One call on a store: load or remove these articles, judge, record or undo this judgement."""

    call: str
    articles: tuple[int, ...] = ()
    judgement: int = 0
    batch: int = 2


@dataclass(frozen=True)
class Story:
    """Articles, judgements on them, and what happens to a store, step by step."""

    corpus: list[Extraction]
    judgements: list[Judgement]
    steps: list[Step]


@st.composite
def stories(draw: st.DrawFn, most: int = 5, steps: int = 6) -> Story:
    """A story that begins with a load, or a judgement before it; loads, removals, judgements and undoing follow."""
    corpus = draw(corpora(most))
    judgements = draw(judged(corpus))
    out = [Step("record", judgement=draw(_ANY) % len(judgements))] if judgements and draw(_ANY) % 4 == 0 else []
    out.append(Step("load", _several(draw, corpus), batch=_pick(draw, (1, 2, 9))))
    for _ in range(draw(st.integers(0, steps))):
        match draw(_ANY) % 6:
            case 0 | 1:
                out.append(Step("load", _several(draw, corpus), batch=_pick(draw, (1, 2, 9))))
            case 2:
                out.append(Step("remove", _several(draw, corpus)))
            case 3 | 4 if judgements:
                call = _pick(draw, ("judge", "judge", "record"))
                out.append(Step(call, judgement=draw(_ANY) % len(judgements)))
            case 5 if judgements:
                out.append(Step("undo", judgement=draw(_ANY) % len(judgements)))
            case _:
                pass
    return Story(corpus, judgements, out)


def _several(draw: st.DrawFn, corpus: Sequence[Extraction]) -> tuple[int, ...]:
    chosen = draw(_ANY)
    return tuple(i for i in range(len(corpus)) if chosen >> i & 1)
