"""A small invented graph that uses every node and edge type, lists, None, Chinese, and dates of each precision."""

from __future__ import annotations

import dataclasses

from graph.model import edges as e
from graph.model import ids
from graph.model import nodes as n
from graph.model.dates import PartialDate
from graph.subgraph import Subgraph

ARTICLE = ids.article_id("甲县政协召开主席会议".encode())
REPOST = ids.article_id("甲县政协召开主席会议（转载）".encode())
PERSON = ids.anchor_id("Person", "张三丰|甲县政协")
OTHER = ids.anchor_id("Person", "李四|甲县政协")
BODY = ids.anchor_id("Body", "cppcc|甲县|")
COMMITTEE = ids.anchor_id("Body", "cppcc|甲县|提案委员会")
MEETING = ids.anchor_id("Meeting", "甲县政协|主席会议|3|12")
SITTING = ids.anchor_id("Meeting", "甲县政协|全体会议|3|1")
DOCUMENT = ids.anchor_id("Document", "关于加强提案办理工作的意见")
LAW = ids.anchor_id("Document", "甲县政协提案工作条例")
POSITION = ids.position_id(BODY, "主席")
CLAIM = ids.claim_id(ARTICLE, "presides_over", 3, 15, "{}")
NAMED = ids.claim_id(ARTICLE, "person", 0, 3, "{}")


def _edge(cls: type, source: str, target: str, qualifier: str = "", **own: object) -> e.Edge:
    return cls(
        edge_id=ids.edge_id(cls.TYPE, source, target, qualifier + cls.__name__),  # type: ignore[attr-defined]
        source_id=source,
        target_id=target,
        **own,
    )


def fact(cls: type, source: str, target: str, qualifier: str = "", **own: object) -> e.Edge:
    """A fact edge with the properties all of them carry."""
    given: dict[str, object] = {
        "support": 1,
        "article_ids": (ARTICLE,),
        "quote": "张三丰主持会议。“同意”\n\\ {x: $y}",
        "claim_id": CLAIM,
        "confidence": 0.95,
        "first_seen": PartialDate("2018-03-05"),
        "last_seen": None,
    }
    return _edge(cls, source, target, qualifier, **(given | own))


def structural(cls: type, source: str, target: str, origin: str = "model") -> e.Edge:
    """A structural edge."""
    return _edge(cls, source, target, origin=origin)


def anchor(anchor_type: str, anchor_id: str, name: str, block: str, **own: object) -> n.Anchor:
    """An anchor."""
    return n.Anchor(
        anchor_id=anchor_id,
        type=anchor_type,  # type: ignore[arg-type]
        name=name,
        block=block,
        key='{"name":"' + name + '"}',
        article_count=1,
        **own,  # type: ignore[arg-type]
    )


def article(article_id: str, slug: str, **own: object) -> n.Article:
    """An article."""
    text = "张三丰主持会议。\n会议学习了《关于加强提案办理工作的意见》。"
    return n.Article(
        article_id=article_id,
        slug=slug,
        text=text,
        raw=text,
        offsets="[[0,0,31]]",
        fingerprint="f" + slug,
        **own,  # type: ignore[arg-type]
    )


def claim(claim_id: str, predicate: str, subject: str, other: str | None = None) -> n.Claim:
    """A claim of ARTICLE."""
    return n.Claim(
        claim_id=claim_id,
        article_id=ARTICLE,
        predicate=predicate,  # type: ignore[arg-type]
        args='{"person":"张三丰"}',
        subject=subject,
        object=other,
        observed_date=PartialDate("2018-03"),
        quote="张三丰主持会议。",
        start=0,
        end=8,
        rule="chairs/1",
        confidence=1.0,
        restored=other is None,
    )


def sample() -> Subgraph:
    """The graph."""
    nodes: tuple[n.Node, ...] = (
        n.Meta(schema_version=n.SCHEMA_VERSION, extractor_version="abc123"),
        n.Person(
            person_id=PERSON,
            name="张三丰",
            aliases=("三丰", "张三峰"),
            first_seen=PartialDate("2018"),
            last_seen=PartialDate("2019-02"),
        ),
        n.Person(person_id=OTHER, name="李四"),
        n.Position(position_id=POSITION, title="主席", body_id=BODY),
        n.Body(
            body_id=BODY,
            name="甲县政协",
            full_name="中国人民政治协商会议甲县委员会",
            kind="cppcc",
            level="county",
            aliases=("县政协",),
        ),
        n.Body(body_id=COMMITTEE, name="甲县政协提案委员会", kind="cppcc", first_seen=PartialDate("2018-03-05")),
        n.Region(region_id="350000", name="福建省", level="province"),
        n.Region(region_id="350100", name="福州市", level="prefecture"),
        n.Meeting(
            meeting_id=MEETING,
            name="甲县政协第三届第十二次主席会议",
            kind="主席会议",
            term=3,
            session=12,
            start_date=PartialDate("2018-03-05"),
            end_date=PartialDate("2018-03-06"),
            venue="县政协三楼",
            status="held",
        ),
        n.Meeting(meeting_id=SITTING, name="第一次全体会议", status="cited", start_date=PartialDate("2018")),
        n.Document(
            document_id=DOCUMENT,
            title="关于加强提案办理工作的意见",
            aliases=("《意见》",),
            kind="policy",
            doc_type="意见",
            number="甲政协〔2018〕1号",
            issued_date=PartialDate("2018-02"),
        ),
        n.Document(document_id=LAW, title="甲县政协提案工作条例", kind="policy", status="试行"),
        article(
            ARTICLE, "zx-001", title="甲县政协召开主席会议", published=PartialDate("2018-03-06"), source="甲县日报"
        ),
        article(REPOST, "zx-002"),
        claim(CLAIM, "presides_over", PERSON, MEETING),
        claim(NAMED, "person", PERSON),
        anchor("Person", PERSON, "张三丰", "person:张三丰", first_seen=PartialDate("2018")),
        anchor("Person", OTHER, "李四", "person:李四"),
        anchor("Body", BODY, "甲县政协", "body:甲县"),
        anchor("Meeting", MEETING, "主席会议", "meeting:甲县政协主席会议"),
        anchor("Document", DOCUMENT, "关于加强提案办理工作的意见", "document:关于加强提案办理工作"),
        n.Judgement(
            judgement_id=ids.judgement_id("different", PERSON, OTHER, "编者", "同名", "2026-01-02T03:04:05Z"),
            kind="different",
            a=PERSON,
            b=OTHER,
            by="编者",
            why="同名",
            at="2026-01-02T03:04:05Z",
        ),
    )
    edges = (
        fact(e.PresidesOver, PERSON, MEETING, on_behalf_of=OTHER, titles=("主席", "党组书记")),
        fact(e.Attends, PERSON, MEETING, "speaks", manner="speaks"),
        fact(e.Attends, PERSON, MEETING, "attends", manner="attends", titles=("主席",), support=2),
        fact(e.Attends, BODY, MEETING, "observes", manner="observes", confidence=1.0),
        fact(e.HoldsPosition, PERSON, POSITION, status="held", start_date=PartialDate("2017"), began_by="elected"),
        fact(e.Hosts, BODY, MEETING, "hosts", manner="hosts"),
        fact(e.References, MEETING, DOCUMENT, "studied", mode="studied"),
        fact(e.References, MEETING, SITTING, "cited", mode="cited"),
        fact(e.References, DOCUMENT, LAW, "implemented", mode="implemented"),
        fact(e.References, DOCUMENT, MEETING, "cited", mode="cited"),
        fact(e.References, ARTICLE, DOCUMENT, "cited", mode="cited"),
        fact(e.References, ARTICLE, MEETING, "cited", mode="cited"),
        fact(e.Issues, BODY, DOCUMENT),
        fact(e.Implements, DOCUMENT, LAW),
        fact(e.Revises, DOCUMENT, LAW),
        fact(e.Supersedes, DOCUMENT, LAW),
        fact(e.MeetingPartOf, SITTING, MEETING),
        fact(e.RenamedTo, COMMITTEE, BODY, date=PartialDate("2016-11")),
        structural(e.OfBody, POSITION, BODY),
        structural(e.InRegion, BODY, "350100", "table"),
        structural(e.Within, "350100", "350000", "table"),
        structural(e.BodyPartOf, COMMITTEE, BODY),
        structural(e.States, ARTICLE, CLAIM),
        structural(e.States, ARTICLE, NAMED),
        structural(e.Identifies, PERSON, PERSON),
        structural(e.Identifies, OTHER, PERSON),
        structural(e.Identifies, BODY, BODY),
        structural(e.Identifies, MEETING, MEETING),
        structural(e.Identifies, DOCUMENT, DOCUMENT),
    )
    return Subgraph(nodes, edges)


def changed(graph: Subgraph) -> Subgraph:
    """The graph with properties gone, new and other: on nodes with lists and dates and on edges."""
    nodes = [
        dataclasses.replace(x, aliases=(), first_seen=None, name="张三峰")
        if isinstance(x, n.Person) and x.person_id == PERSON
        else x
        for x in graph.nodes
    ]
    edges = [
        dataclasses.replace(x, on_behalf_of=None, titles=(), support=5, last_seen=PartialDate("2020-02"))
        if isinstance(x, e.PresidesOver)
        else x
        for x in graph.edges
    ]
    return Subgraph(tuple(nodes), tuple(edges))
