"""The network page as a file: what is drawn, which quotes stand behind it, and that nothing in it can run or ask."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import importlib.resources
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from support import sample as s
from support.invented import article, invented, said, subgraph

from graph.export.evidence import Evidence
from graph.export.html import PageInfo, json_block, write_html
from graph.export.page_data import DRAWN, drawn, web_address
from graph.model import edges as e
from graph.model import ids, values
from graph.model import nodes as n
from graph.model.dates import PartialDate
from graph.model.spec import key_name, properties
from graph.subgraph import Subgraph

TEMPLATES = Path(str(importlib.resources.files("graph.export") / "templates"))
LABELS = json.loads((TEMPLATES / "labels.json").read_text(encoding="utf-8"))


def page_of(graph: Subgraph, folder: Path, **options: Any) -> str:
    out = folder / "page.html"
    write_html(graph, out, title=options.pop("title", "题"), **options)
    return out.read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="graph-data">(.*?)</script>', page, re.DOTALL)
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


def test_sample_graph() -> None:
    part = drawn(s.sample(), limit=300)
    # Two persons, two bodies, two meetings, two documents; posts, regions, articles and claims are no nodes of a page.
    assert {n["name"] for n in part.data["nodes"]} == {
        "张三丰", "李四", "甲县政协", "甲县政协提案委员会", "甲县政协第三届第十二次主席会议", "第一次全体会议",
        "关于加强提案办理工作的意见", "甲县政协提案工作条例",
    }  # fmt: skip
    # 18 fact edges less the two from an article, and PART_OF between the bodies.
    assert len(part.edges) == 17
    assert all(edge["quotes"] for edge in part.data["edges"] if edge["id"] != _body_part())
    body = next(n for n in part.data["nodes"] if n["id"] == s.BODY)
    assert body["props"]["regions"] == ["福州市", "福建省"]
    tenure = next(edge for edge in part.data["edges"] if edge["type"] == "HOLDS_POSITION")
    assert (tenure["from"], tenure["to"], tenure["props"]["title"]) == (s.PERSON, s.BODY, "主席")
    chair = next(edge for edge in part.data["edges"] if edge["type"] == "PRESIDES_OVER")
    assert chair["props"]["on_behalf_of"] == "李四"


def _body_part() -> str:
    return next(edge.edge_id for edge in s.sample().edges if isinstance(edge, e.BodyPartOf))


def test_an_article_that_names_a_document_stands_with_it() -> None:
    part = drawn(s.sample(), limit=300)
    document = next(n for n in part.data["nodes"] if n["id"] == s.DOCUMENT)
    quotes = [part.data["quotes"][i] for i in document["mentions"]]
    assert [part.data["articles"][q["article"]]["title"] for q in quotes] == ["甲县政协召开主席会议"]


def _claim(number: int, by: n.Article, day: str, **changes: Any) -> n.Claim:
    first = said(e.PresidesOver, "p1", "m1", f"甲主持会议{number}。", by)[0]
    date = PartialDate(day)
    return dataclasses.replace(first, claim_id=f"c{number}", observed_date=date, start=number, **changes)


def test_an_edge_shows_every_claim_between_its_ends_best_first() -> None:
    one, two = article(1), article(2)
    edge = dataclasses.replace(
        said(e.PresidesOver, "p1", "m1", "甲主持会议2。", one)[1],
        claim_id="c2",
        article_ids=tuple(sorted((one.article_id, two.article_id))),
    )
    claims = (
        _claim(1, two, "2023-02-01"),
        _claim(2, one, "2023-03-01"),
        _claim(3, two, "2023-01-01", subject="anchor"),  # reaches the person by IDENTIFIES
        _claim(4, two, "2023-01-01", subject="p2"),  # another person
        _claim(5, two, "2023-01-01"),  # judged wrong
        _claim(6, article(3), "2023-01-01"),  # an article the edge does not rest on
    )
    wrong = n.Judgement(judgement_id="j", kind="wrong", a="c5", by="编者", why="误读", at="2026-01-01T00:00:00Z")
    identifies = e.Identifies(edge_id="i", source_id="anchor", target_id="p1", origin="model")
    evidence = Evidence.of(Subgraph((*claims, wrong), (edge, identifies)))
    assert [q.text for q in evidence.of_edge(edge)] == ["甲主持会议2。", "甲主持会议3。", "甲主持会议1。"]


def test_without_claims_an_edge_shows_its_own_quote() -> None:
    claim, edge = said(e.PresidesOver, "p1", "m1", "甲主持会议。", article(1))
    (quote,) = Evidence.of(Subgraph()).of_edge(edge)
    assert (quote.text, quote.article_id) == ("甲主持会议。", claim.article_id)
    several = dataclasses.replace(edge, article_ids=("a", "b"))
    assert Evidence.of(Subgraph()).of_edge(several)[0].article_id is None


def test_manners_and_tenures_keep_their_quotes_apart() -> None:
    by, later = article(1), article(5)
    speaks = said(e.Attends, "p1", "m1", "甲讲话。", by, qualifier="speaks", manner="speaks")
    observes = said(e.Attends, "p1", "m1", "甲列席。", by, qualifier="observes", manner="observes")
    evidence = Evidence.of(subgraph([*speaks, *observes]))
    assert [q.text for q in evidence.of_edge(speaks[1])] == ["甲讲话。"]
    post = ids.position_id("b1", "主席")
    args = ids.canonical_json({"body": "b1", "title": "主席"})
    first = said(e.HoldsPosition, "p1", post, "甲当选主席", by, qualifier="1", status="held")
    second = said(e.HoldsPosition, "p1", post, "甲再任主席", later, qualifier="2", status="held")
    claims = [dataclasses.replace(t[0], args=args, object="any") for t in (first, second)]
    evidence = Evidence.of(subgraph([*claims, first[1], second[1]]))
    assert [q.text for q in evidence.of_edge(first[1])] == ["甲当选主席"]
    assert [q.text for q in evidence.of_edge(second[1])] == ["甲再任主席"]


def test_parallel_edges_are_kept_and_bend_to_different_sides() -> None:
    by = article(1)
    items: list = [n.Person(person_id="p", name="甲"), n.Meeting(meeting_id="m", name="会", status="held"), by]
    items += said(e.PresidesOver, "p", "m", "主持", by)
    items += said(e.Attends, "p", "m", "讲话", by, qualifier="speaks", manner="speaks")
    edges = drawn(subgraph(items), limit=9).data["network"]["edges"]
    assert len(edges) == 2
    assert all(edge["arrows"] == "to" for edge in edges)
    assert {edge["smooth"]["type"] for edge in edges} == {"curvedCW", "curvedCCW"}
    one = drawn(subgraph(items[:5]), limit=9).data["network"]["edges"]
    assert "smooth" not in one[0]


def test_edges_that_point_at_each_other_bend_apart() -> None:
    by = article(1)
    items: list = [n.Meeting(meeting_id=m, name=m, status="held") for m in ("m1", "m2")]
    items += [by, *said(e.References, "m1", "m2", "一", by, mode="cited")]
    items += said(e.References, "m2", "m1", "二", by, mode="cited")
    edges = drawn(subgraph(items), limit=9).data["network"]["edges"]
    # Seen from their own start both bend to the same hand, so on the page they lie on different sides.
    assert len({edge["smooth"]["type"] for edge in edges}) == 1


def test_page_counts_and_limit(tmp_path: Path) -> None:
    graph = invented(100)
    out = tmp_path / "a.html"
    info = write_html(graph, out, title="题", limit=40)
    assert (info.nodes, info.left_out) == (40, 60)
    data = data_of(out.read_text(encoding="utf-8"))
    assert (len(data["nodes"]), len(data["edges"]), data["left_out"]) == (40, info.edges, 60)


def test_same_graph_same_bytes(tmp_path: Path) -> None:
    graph = invented(80)
    first = page_of(graph, tmp_path)
    assert first == page_of(Subgraph(graph.nodes[::-1], graph.edges[::-1]), tmp_path)


def test_policy_allows_exactly_the_scripts_and_styles_of_the_page(tmp_path: Path) -> None:
    page = page_of(s.sample(), tmp_path)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {
        "default-src", "script-src", "style-src", "img-src", "base-uri", "form-action", "require-trusted-types-for",
        "trusted-types",
    }  # fmt: skip

    def hashes(pattern: str) -> list[str]:
        found = re.findall(pattern, page, re.DOTALL)
        return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found]

    assert hashes(r"<script>(.*?)</script>") == rules["script-src"].split()
    assert hashes(r"<style>(.*?)</style>") == rules["style-src"].split()
    assert rules["img-src"] == "data:"


def test_page_holds_no_address_that_is_loaded_and_no_handler(tmp_path: Path) -> None:
    page = page_of(s.sample(), tmp_path, title='"><script>alert(1)</script>')
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href|action)="(?!#|data:image/svg)[^"]*"', markup) == []
    assert re.findall(r"\son\w+=|\sstyle=", markup) == []
    assert "<title>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>" in page
    assert page.count("</script>") == 4  # two blocks of data, vis-network, ours
    assert "sourceMappingURL" not in page
    assert "cdn" not in markup


def test_placeholders_in_data_are_no_placeholders(tmp_path: Path) -> None:
    page = page_of(Subgraph((n.Person(person_id="p", name="%%CODE%%"),)), tmp_path, title="%%VIS%%")
    assert "<title>%%VIS%%</title>" in page
    assert data_of(page)["nodes"][0]["name"] == "%%CODE%%"


def test_json_block() -> None:
    text = json_block({"a": "</script><!--&\u2028\u2029中"})
    assert text == '{"a":"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\\u2029中"}'
    assert json.loads(text) == {"a": "</script><!--&\u2028\u2029中"}


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1&z", "https://a.example/x?y=1&z"),
        (" http://a.example ", "http://a.example"),
        ("HTTPS://a.example", "HTTPS://a.example"),
        ("javascript:alert(1)", None),
        ("JavaScript://a.example/%0aalert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("//a.example", None),
        ("https:///x", None),
        ("http://[", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, kept: str | None) -> None:
    assert web_address(url) == kept


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_type_property_and_value_has_a_word(lang: str) -> None:
    words = LABELS[lang]
    assert set(words["nodes"]) == {t.LABEL for t in DRAWN}
    shown = {t.TYPE for t in e.FACT_EDGE_TYPES} | {e.BodyPartOf.TYPE}
    assert set(words["edges"]) == shown
    assert all(len(w) == 3 for w in words["edges"].values())
    assert all(len(w) == 2 for w in words["nodes"].values())
    hidden = {"edge_id", "source_id", "target_id", "article_ids", "quote", "claim_id", "name", "origin"}
    hidden |= {key_name(t) for t in DRAWN}
    names = {p.name for t in (*DRAWN, *e.FACT_EDGE_TYPES) for p in properties(t)} - hidden
    assert names | {"title", "regions"} == set(words["props"])
    closed = (
        values.Level, values.BodyKind, values.MeetingStatus, values.DocumentKind, values.AttendManner,
        values.HostManner, values.TenureStatus, values.BeganBy, values.EndedBy, values.ReferenceMode,
    )  # fmt: skip
    assert {v for kind in closed for v in get_args(kind)} == set(words["values"])
    assert set(LABELS["zh"]["ui"]) == set(words["ui"])


def test_every_word_of_the_interface_is_used() -> None:
    code = "".join(p.read_text(encoding="utf-8") for p in TEMPLATES.iterdir() if p.suffix in (".js", ".html"))
    assert [w for w in LABELS["zh"]["ui"] if f'"{w}"' not in code and f".{w}" not in code] == []


def test_misuse(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="limit is 0"):
        write_html(Subgraph(), tmp_path / "a.html", title="题", limit=0)
    with pytest.raises(KeyError, match="absent"):
        write_html(Subgraph(), tmp_path / "a.html", title="题", focus="absent")
    assert list(tmp_path.iterdir()) == []
    assert write_html(Subgraph(), tmp_path / "a.html", title="题") == PageInfo(0, 0, 0)


def test_page_text_is_html_of_its_language(tmp_path: Path) -> None:
    assert '<html lang="en">' in page_of(Subgraph(), tmp_path, lang="en")
    assert html.unescape(page_of(Subgraph(), tmp_path)).startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
