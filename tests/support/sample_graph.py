"""A small invented graph for queries: two levels of bodies, meetings, a chain of documents, tenures, two namesakes.

Every edge rests on one claim per article. People and papers are invented; places are real, so that names of bodies read
as in articles. What the graph says, in words, stands beside each line; expected rows are worked out from it by hand.
"""

from __future__ import annotations

from typing import Any

from graph.model import edges as e
from graph.model import ids
from graph.model import nodes as n
from graph.model.dates import PartialDate
from graph.subgraph import Subgraph
from loaders.claims import BodyRef
from loaders.linking.anchors import body_key


class Builder:
    """Nodes and edges of a graph, with the anchors and claims beneath them."""

    def __init__(self) -> None:
        self.nodes: list[n.Node] = [n.Meta(schema_version=n.SCHEMA_VERSION, extractor_version="sample")]
        self.edges: list[e.Edge] = []
        self.articles: dict[str, n.Article] = {}
        self.seen: dict[str, str | None] = {}

    def article(self, slug: str, published: str | None, title: str | None, text: str, url: str | None = None) -> str:
        name = ids.article_id(slug.encode())
        article = n.Article(
            article_id=name,
            slug=slug,
            title=title,
            url=url,
            published=PartialDate(published) if published else None,
            text=text,
            raw=text,
            offsets="[]",
            fingerprint=f"f-{slug}",
        )
        self.nodes.append(article)
        self.articles[name] = article
        self.seen[name] = published
        return name

    def anchor(self, kind: Any, key: dict[str, Any], name: str, block: str, entity: str | None = None) -> str:
        """An anchor of the entity, by default of the entity that bears its id."""
        text = ids.canonical_json(key)
        anchor = ids.anchor_id(kind, text)
        self.nodes.append(n.Anchor(anchor_id=anchor, type=kind, name=name, block=block, key=text, article_count=1))
        self.structural(e.Identifies, anchor, entity or anchor)
        return anchor

    def body(
        self, ref: BodyRef, *aliases: str, region: tuple[str, str, Any] | None = None, above: str | None = None
    ) -> str:
        key = body_key(ref, "")
        name = self.anchor("Body", key.parts, ref.name, key.block)
        self.nodes.append(
            n.Body(
                body_id=name,
                name=ref.name,
                full_name=ref.full_name,
                kind=ref.kind,
                level=ref.level,
                aliases=tuple(sorted(aliases)),
            )
        )
        if region is not None:
            self.nodes.append(n.Region(region_id=region[0], name=region[1], level=region[2]))
            self.structural(e.InRegion, name, region[0])
        if above is not None:
            self.structural(e.BodyPartOf, name, above)
        return name

    def person(self, name: str, line: str, region: str, *aliases: str) -> str:
        key = {"name": name, "line": line, "region": region}
        anchor = self.anchor("Person", key, name, f"person|{name}")
        self.nodes.append(n.Person(person_id=anchor, name=name, aliases=tuple(sorted(aliases))))
        return anchor

    def meeting(self, name: str, *, date: str | None, kind: str | None = None, **own: Any) -> str:
        anchor = self.anchor("Meeting", {"core": name, "date": date}, name, f"meeting|{name}")
        day = PartialDate(date) if date else None
        given = {"status": "held", "start_date": day, "kind": kind} | own
        self.nodes.append(n.Meeting(meeting_id=anchor, name=name, **given))
        return anchor

    def document(
        self, title: str, *, issued: str | None = None, core: str | None = None, by: str = "", **own: Any
    ) -> str:
        core = core or title
        anchor = self.anchor("Document", {"core": core, "issuers": [by]}, core, f"document|{core}")
        day = PartialDate(issued) if issued else None
        self.nodes.append(n.Document(document_id=anchor, title=title, kind="policy", issued_date=day, **own))
        return anchor

    def structural(self, cls: Any, source: str, target: str) -> None:
        name = ids.edge_id(cls.TYPE, source, target, "")
        self.edges.append(cls(edge_id=name, source_id=source, target_id=target, origin="model"))

    def fact(
        self,
        cls: Any,
        source: str,
        target: str,
        articles: str | tuple[str, ...],
        quote: str,
        qualifier: str = "",
        **own: Any,
    ) -> str:
        """A fact edge with one claim per article; the quote is of the first. Claims name the ids as anchors."""
        articles = (articles,) if isinstance(articles, str) else articles
        args = {k: v for k, v in {"manner": own.get("manner"), "mode": own.get("mode")}.items() if v}
        args |= own.pop("args", {})
        confidence = own.pop("confidence", 0.95)
        made = []
        for article in articles:
            text = self.articles[article].text
            words = quote if quote in text else text.split("\n")[-1]
            start = text.index(words)
            claim = ids.claim_id(
                article, cls.TYPE.lower(), start, start + len(words), ids.canonical_json([source, target, args])
            )
            day = self.seen[article]
            made.append(claim)
            self.nodes.append(
                n.Claim(
                    claim_id=claim,
                    article_id=article,
                    predicate=cls.TYPE.lower(),
                    args=ids.canonical_json(args),
                    subject=source,
                    object=target,
                    observed_date=PartialDate(day) if day else None,
                    quote=words,
                    start=start,
                    end=start + len(words),
                    rule="sample/1",
                    confidence=confidence,
                )
            )
            self.structural(e.States, article, claim)
        days = sorted(d for d in (self.seen[a] for a in articles) if d)
        name = ids.edge_id(cls.TYPE, source, target, qualifier)
        self.edges.append(
            cls(
                edge_id=name,
                source_id=source,
                target_id=target,
                support=len(articles),
                article_ids=tuple(sorted(articles)),
                quote=quote,
                claim_id=made[0],
                confidence=confidence,
                first_seen=PartialDate(days[0]) if days else None,
                last_seen=PartialDate(days[-1]) if days else None,
                **own,
            )
        )
        return name

    def holds(
        self,
        person: str,
        body: str,
        title: str,
        articles: str | tuple[str, ...],
        quote: str,
        qualifier: str = "",
        **own: Any,
    ) -> str:
        position = ids.position_id(body, title)
        if all(not isinstance(x, n.Position) or x.position_id != position for x in self.nodes):
            self.nodes.append(n.Position(position_id=position, title=title, body_id=body))
            self.structural(e.OfBody, position, body)
        given = {"status": "held", "args": {"body": body, "title": title}} | own
        return self.fact(e.HoldsPosition, person, position, articles, quote, qualifier, **given)

    def graph(self) -> Subgraph:
        return Subgraph(tuple(self.nodes), tuple(self.edges))


FUJIAN = BodyRef("福建省政协", "cppcc", "province", "350000", None, "中国人民政治协商会议福建省委员会")
COMMITTEE = BodyRef("福建省政协提案委员会", "cppcc", "province", "350000", "提案委员会", parent=FUJIAN)
SANMING = BodyRef("三明市政协", "cppcc", "prefecture", "350400", None, "中国人民政治协商会议三明市委员会")
ZHEJIANG = BodyRef("浙江省政协", "cppcc", "province", "330000", None, "中国人民政治协商会议浙江省委员会")
CENTRE = BodyRef("中共中央办公厅", "party", "national", "000000", "办公厅")
PROVINCE_OFFICE = BodyRef("中共福建省委办公厅", "party", "province", "350000", "办公厅")
CITY_OFFICE = BodyRef("中共三明市委办公室", "party", "prefecture", "350400", "办公室")


class Sample(Builder):
    """The graph, with its ids by name."""

    def __init__(self) -> None:
        super().__init__()
        self._articles()
        self._bodies()
        self._people()
        self._documents()
        self._meetings()
        self._posts()

    def _articles(self) -> None:
        self.fj1 = self.article(
            "fj-01",
            "2024-03-19",
            "福建省政协召开主席会议",
            "福建省政协召开主席会议\n3月18日，福建省政协召开第十五次主席会议。福建省政协主席林望舒主持会议。"
            "会议学习《关于推进基层协商的意见》。陈静等出席，秘书长郑和光作说明。",
            "https://news.example/fj-01",
        )
        self.fj1b = self.article("fj-01-repost", "2024-03-20", None, "省政协主席林望舒主持会议。")
        self.fj2 = self.article(
            "fj-02",
            "2024-05-11",
            "福建省政协召开座谈会",
            "福建省政协召开座谈会\n受林望舒委托，副主席郑和光主持座谈会。会议由福建省政协和浙江省政协共同举办。"
            "会议传达学习《关于推进基层协商的意见》。三明市政协列席。",
        )
        self.sm1 = self.article(
            "sm-01",
            None,
            "三明市政协专题协商",
            "三明市政协专题协商\n日前，三明市政协召开协商会，苏青主持会议。会议贯彻落实《关于推进基层协商的意见》。",
        )
        self.sm2 = self.article(
            "sm-02",
            "2024-06-01",
            "三明出台工作方案",
            "三明出台工作方案\n市委办公室印发《关于推进基层协商的工作方案》，落实省委办公厅《关于推进基层协商的实施意见》。"
            "实施意见贯彻中办意见。该方案废止《三明市基层协商试点办法》。三明市政协陈静任副主席。",
        )

    def _bodies(self) -> None:
        fujian, sanming = ("350000", "福建省", "province"), ("350400", "三明市", "prefecture")
        self.fujian = self.body(FUJIAN, "省政协", region=fujian)
        self.committee = self.body(COMMITTEE, "省政协提案委", region=fujian, above=self.fujian)
        self.sanming = self.body(SANMING, "市政协", region=sanming)
        self.zhejiang = self.body(ZHEJIANG, "省政协", region=("330000", "浙江省", "province"))
        self.centre = self.body(CENTRE, "中办")
        self.province_office = self.body(PROVINCE_OFFICE, region=fujian)
        self.city_office = self.body(CITY_OFFICE, region=sanming)
        self.structural(e.Within, "350400", "350000")

    def _people(self) -> None:
        self.lin = self.person("林望舒", self.fujian, "350000")
        self.zheng = self.person("郑和光", self.fujian, "350000", "郑和")
        self.su = self.person("苏青", self.sanming, "350400")
        self.chen_province = self.person("陈静", self.fujian, "350000")  # the namesakes
        self.chen_city = self.person("陈静", self.sanming, "350400")
        # an article without posts gave 林望舒 a second anchor
        self.lin_weak = self.anchor("Person", {"name": "林望舒", "article": "x"}, "林望舒", "person|林望舒", self.lin)

    def _documents(self) -> None:
        # 任务清单 → 工作方案 → 实施意见 → 意见: four steps; the 工作方案 replaces the 试点办法
        self.opinion = self.document("关于推进基层协商的意见", issued="2024-03-11", by=self.centre, doc_type="意见")
        self.plan = self.document("关于推进基层协商的实施意见", by=self.province_office, doc_type="意见")
        self.scheme = self.document(
            "关于推进基层协商的工作方案", issued="2024-05", by=self.city_office, doc_type="方案"
        )
        self.list = self.document("三明市政协落实工作方案任务清单", by=self.sanming, doc_type="清单")
        self.trial = self.document("三明市基层协商试点办法", by=self.city_office, doc_type="办法", status="试行")
        self.twin = self.document("关于推进基层协商的实施意见", by=self.zhejiang, doc_type="意见")  # of the same title
        for body, document, quote in (
            (self.centre, self.opinion, "中办意见"),
            (self.province_office, self.plan, "省委办公厅《关于推进基层协商的实施意见》"),
            (self.city_office, self.scheme, "市委办公室印发《关于推进基层协商的工作方案》"),
        ):
            self.fact(e.Issues, body, document, self.sm2, quote)
        self.fact(e.Issues, self.zhejiang, self.twin, self.fj2, "福建省政协和浙江省政协共同举办")
        self.implements = self.fact(
            e.Implements, self.scheme, self.plan, self.sm2, "落实省委办公厅《关于推进基层协商的实施意见》"
        )
        self.fact(e.Implements, self.plan, self.opinion, self.sm2, "实施意见贯彻中办意见")
        self.fact(e.Implements, self.list, self.scheme, self.sm2, "三明出台工作方案", confidence=0.5)
        self.fact(e.Supersedes, self.scheme, self.trial, self.sm2, "该方案废止《三明市基层协商试点办法》")

    def _meetings(self) -> None:
        self.board = self.meeting("福建省政协第十五次主席会议", date="2024-03-18", kind="主席会议", session=15)
        # another article printed its term too
        numbered = {"host": self.fujian, "kind": "主席会议", "session": 15, "term": 12}
        self.anchor("Meeting", numbered, "主席会议", f"meeting|{self.fujian}|主席会议", self.board)
        self.talk = self.meeting("福建省政协座谈会", date="2024-05-10", kind="座谈会", venue="福州")
        self.consult = self.meeting("三明市政协专题协商会", date=None, kind="专题协商会")
        self.host_board = self.fact(
            e.Hosts, self.fujian, self.board, self.fj1, "福建省政协召开第十五次主席会议", "hosts", manner="hosts"
        )
        for body in (self.fujian, self.zhejiang):
            self.fact(
                e.Hosts, body, self.talk, self.fj2, "会议由福建省政协和浙江省政协共同举办", "hosts", manner="hosts"
            )
        # one body in two manners: the meeting still counts once
        self.fact(e.Hosts, self.fujian, self.talk, self.fj2, "福建省政协召开座谈会", "organises", manner="organises")
        self.fact(e.Hosts, self.sanming, self.consult, self.sm1, "三明市政协召开协商会", "hosts", manner="hosts")

        self.chair = self.fact(
            e.PresidesOver,
            self.lin,
            self.board,
            (self.fj1, self.fj1b),
            "福建省政协主席林望舒主持会议",
            titles=("主席",),
        )
        self.fact(
            e.PresidesOver,
            self.zheng,
            self.talk,
            self.fj2,
            "受林望舒委托，副主席郑和光主持座谈会",
            titles=("副主席",),
            on_behalf_of=self.lin,
        )
        self.fact(e.PresidesOver, self.su, self.consult, self.sm1, "苏青主持会议", confidence=0.6)

        self.fact(e.Attends, self.lin, self.board, self.fj1, "林望舒主持会议", "attends", manner="attends")
        self.fact(e.Attends, self.chen_province, self.board, self.fj1, "陈静等出席", "attends", manner="attends")
        self.fact(e.Attends, self.zheng, self.board, self.fj1, "陈静等出席", "attends", manner="attends")
        self.fact(
            e.Attends,
            self.zheng,
            self.board,
            self.fj1,
            "秘书长郑和光作说明",
            "reports",
            manner="reports",
            titles=("秘书长",),
        )
        self.fact(
            e.Attends, self.chen_province, self.talk, self.fj2, "福建省政协召开座谈会", "attends", manner="attends"
        )
        self.fact(e.Attends, self.sanming, self.talk, self.fj2, "三明市政协列席", "observes", manner="observes")

        studied = "会议学习《关于推进基层协商的意见》"
        self.fact(e.References, self.board, self.opinion, self.fj1, studied, "studied", mode="studied")
        self.fact(e.References, self.board, self.opinion, self.fj1, studied, "implemented", mode="implemented")
        self.fact(
            e.References,
            self.talk,
            self.opinion,
            self.fj2,
            "会议传达学习《关于推进基层协商的意见》",
            "studied",
            mode="studied",
        )
        self.fact(
            e.References,
            self.consult,
            self.opinion,
            self.sm1,
            "会议贯彻落实《关于推进基层协商的意见》",
            "implemented",
            mode="implemented",
        )
        self.fact(e.References, self.consult, self.plan, self.sm1, "三明市政协专题协商", "cited", mode="cited")
        # the draft of 三明's scheme was discussed in March, before its month of issue; in May it was taken up
        self.fact(e.References, self.board, self.scheme, self.fj1, "会议学习", "deliberated", mode="deliberated")
        self.fact(e.References, self.talk, self.scheme, self.fj2, "会议传达学习", "studied", mode="studied")
        # the 座谈会 dealt with a paper of 浙江省政协, one of its two hosts
        self.fact(e.References, self.talk, self.twin, self.fj2, "会议传达学习", "implemented", mode="implemented")
        # the 座谈会 took up the 主席会议
        self.fact(e.References, self.talk, self.board, self.fj2, "福建省政协召开座谈会", "studied", mode="studied")
        # a paper that nobody dated, taken up by two
        self.undated = self.document("福建省政协提案办理办法", by=self.fujian, doc_type="办法")
        self.fact(e.Issues, self.committee, self.undated, self.fj2, "福建省政协召开座谈会")
        self.fact(e.References, self.board, self.undated, self.fj1, "会议学习", "adopted", mode="adopted")
        self.fact(e.References, self.talk, self.undated, self.fj2, "会议传达学习", "studied", mode="studied")
        self.fact(e.References, self.undated, self.opinion, self.fj2, "会议传达学习", "implemented", mode="implemented")

    def _posts(self) -> None:
        self.holds(self.lin, self.fujian, "主席", self.fj1, "福建省政协主席林望舒")
        self.holds(
            self.lin,
            self.fujian,
            "党组书记",
            self.fj1,
            "福建省政协主席林望舒",
            start_date=PartialDate("2023-01"),
            began_by="appointed",
        )
        self.holds(
            self.zheng,
            self.fujian,
            "秘书长",
            self.fj1,
            "秘书长郑和光",
            end_date=PartialDate("2024-04-30"),
            status="former",
            ended_by="removed",
        )
        self.holds(
            self.zheng,
            self.fujian,
            "副主席",
            self.fj2,
            "副主席郑和光",
            start_date=PartialDate("2024-05-01"),
            began_by="elected",
        )
        self.holds(self.su, self.sanming, "主席", self.sm1, "苏青主持会议")
        self.holds(self.chen_province, self.committee, "主任", self.fj1, "陈静等出席")
        self.tenure = self.holds(self.chen_city, self.sanming, "副主席", self.sm2, "三明市政协陈静任副主席")
        # 秘书长 again: another person before, whose end is known
        self.he = self.person("何必言", self.fujian, "350000")
        self.holds(
            self.he,
            self.fujian,
            "秘书长",
            self.fj1,
            "福建省政协召开第十五次主席会议",
            end_date=PartialDate("2023"),
            status="former",
            ended_by="resigned",
        )
