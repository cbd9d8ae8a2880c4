"""Invented graphs of any size for the network page: people in bodies, meetings, documents, and what articles say."""

from __future__ import annotations

import random

from graph.model import edges as e
from graph.model import ids
from graph.model import nodes as n
from graph.model.dates import PartialDate
from graph.subgraph import Subgraph

_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "一丁七万三上下不与丑专且世丘丙业丛东丝"
_PLACES = "甲乙丙丁戊己庚辛壬癸"
_TOPICS = ("提案办理", "协商民主", "乡村建设", "科技创新", "生态保护", "养老服务", "营商环境", "文化传承")


def article(number: int, *, title: str | None = None, url: str | None = None) -> n.Article:
    """An article of 2023."""
    slug = f"invented-{number:04}"
    return n.Article(
        article_id=ids.article_id(slug.encode()),
        slug=slug,
        title=title or f"虚构报道之{number}",
        url=url or f"https://news.example/{number}.html",
        source="虚构日报",
        published=PartialDate(f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"),
        text="",
        raw="",
        offsets="[]",
        fingerprint=slug,
    )


def said(cls: type, source: str, target: str, quote: str, by: n.Article, *, qualifier: str = "", **own: object) -> list:
    """A fact edge and the claim it rests on, whose ends are the entities themselves."""
    kind: str = cls.TYPE  # type: ignore[attr-defined]
    predicate = kind.lower()
    args = ids.canonical_json({k: v for k, v in own.items() if k in ("manner", "mode")})
    claim = n.Claim(
        claim_id=ids.claim_id(by.article_id, predicate + source + target, 0, len(quote), args),
        article_id=by.article_id,
        predicate=predicate,  # type: ignore[arg-type]
        args=args,
        subject=source,
        object=target,
        observed_date=by.published,
        quote=quote,
        start=0,
        end=len(quote),
        rule="invented/1",
        confidence=0.9,
    )
    edge = cls(
        edge_id=ids.edge_id(kind, source, target, qualifier),
        source_id=source,
        target_id=target,
        support=1,
        article_ids=(by.article_id,),
        quote=quote,
        claim_id=claim.claim_id,
        confidence=0.9,
        first_seen=by.published,
        last_seen=by.published,
        **own,
    )
    return [claim, edge]


def subgraph(items: list) -> Subgraph:
    """The nodes and edges of a list, each once."""
    return Subgraph(
        tuple(i for i in items if not hasattr(i, "edge_id")), tuple(i for i in items if hasattr(i, "edge_id"))
    )


def invented(size: int, *, seed: int = 7) -> Subgraph:
    """A graph of about `size` drawn nodes, six in ten of them people; the same for the same numbers."""
    choose = random.Random(seed)
    bodies = [
        n.Body(body_id=ids.anchor_id("Body", f"b{i}"), name=_PLACES[i % 10] + _place(i // 10) + "政协", kind="cppcc")
        for i in range(max(1, size // 10))
    ]
    documents = [
        n.Document(
            document_id=ids.anchor_id("Document", f"d{i}"),
            title=f"关于加强{choose.choice(_TOPICS)}工作的{choose.choice(['意见', '办法', '规定'])}（{i}）",
            kind="policy",
        )
        for i in range(len(bodies))
    ]
    items: list = [*bodies, *documents]
    members: list[list[n.Person]] = [[] for _ in bodies]
    for i in range(size * 6 // 10):
        home = min(choose.randrange(len(bodies)), choose.randrange(len(bodies)))
        body, title = bodies[home], choose.choice(["主席", "副主席", "秘书长", "委员"])
        person = n.Person(person_id=ids.anchor_id("Person", f"p{i}"), name=_name(i))
        position = n.Position(position_id=ids.position_id(body.body_id, title), title=title, body_id=body.body_id)
        by = article(choose.randrange(size))
        items += [person, position, by]
        quote = f"{body.name}{title}{person.name}"
        items += said(e.HoldsPosition, person.person_id, position.position_id, quote, by, status="held")
        members[home].append(person)
    everyone = [p for home in members for p in home]
    for i in range(size // 5):
        home, by = i % len(bodies), article(choose.randrange(size))
        body, name = bodies[home], f"{bodies[home].name}第{i + 1}次主席会议"
        meeting = n.Meeting(
            meeting_id=ids.anchor_id("Meeting", f"m{i}"), name=name, status="held", start_date=by.published
        )
        items += [meeting, by, *said(e.Hosts, body.body_id, meeting.meeting_id, f"{name}召开", by, manner="hosts")]
        guests = choose.sample(everyone, 1) if i % 5 == 0 else []
        present = [*members[home][: choose.randrange(2, 9)], *(p for p in guests if p not in members[home])]
        chair, *others = present or everyone[:1]
        items += said(e.PresidesOver, chair.person_id, meeting.meeting_id, f"{chair.name}主持{name}。", by)
        for person in others:
            quote = f"{person.name}出席{name}。"
            items += said(e.Attends, person.person_id, meeting.meeting_id, quote, by, manner="attends")
        if i % 2 == 0:
            quote = f"会议学习了《{documents[home].title}》。"
            items += said(e.References, meeting.meeting_id, documents[home].document_id, quote, by, mode="studied")
    for i, (body, document) in enumerate(zip(bodies, documents, strict=True)):
        by = article(choose.randrange(size))
        quote = f"{body.name}印发《{document.title}》。"
        items += [by, *said(e.Issues, body.body_id, document.document_id, quote, by)]
        if i:
            above = documents[i // 5]
            quote = f"为贯彻《{above.title}》，制定《{document.title}》。"
            items += said(e.Implements, document.document_id, above.document_id, quote, by)
    return subgraph(items)


def _name(number: int) -> str:
    return _FAMILY[number % 16] + _GIVEN[number // 16 % 18] + _GIVEN[number // 288 % 18]


def _place(number: int) -> str:
    return "市" if number == 0 else f"{_PLACES[number % 10]}县"
