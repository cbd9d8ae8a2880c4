"""The guard of read(): queries read the graph and nothing else."""

from __future__ import annotations

import pytest
from conftest import Place
from support import sample as s

from graph.errors import MisuseError, ReadOnlyError
from graph.store.cypher import CypherStore, check_read_only
from graph.subgraph import Subgraph, difference

REFUSED = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load /* x */ csv from 'file:///etc/passwd' AS line RETURN line",
    "MATCH (n) WITH n LIMIT 1 LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "CREATE (n:Person {person_id: 'p-1'}) RETURN n",
    "MERGE (n:Person {person_id: 'p-1'}) RETURN n",
    "MATCH (n:Person) SET n.name = 'x' RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Person) REMOVE n.name",
    "CREATE INDEX other FOR (n:Person) ON (n.last_seen)",
    "DROP INDEX person_text",
    "CALL dbms.listConfig()",
    "CALL `dbms`.`listConfig`()",
    "CALL db.clearQueryCaches()",
    "CALL dbms.killConnections(['x'])",
    "SHOW INDEXES",
    "SHOW USERS",
    "// a comment\n show settings",
    "TERMINATE TRANSACTIONS 'x'",
    "EXPLAIN MATCH (n) RETURN n",
]


@pytest.fixture
def filled(cypher_store: CypherStore) -> CypherStore:
    cypher_store.apply(difference(Subgraph(), s.sample()))
    return cypher_store


def test_refused(filled: CypherStore) -> None:
    before = list(filled.snapshot().lines())
    for text in REFUSED:
        with pytest.raises(ReadOnlyError):
            pytest.fail(f"{text} gave {filled.read(text, {})}")
    assert list(filled.snapshot().lines()) == before


def test_escaped_letters_do_not_get_past(filled: CypherStore) -> None:
    for text in (
        "L\\u004fAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "CALL db\\u006ds.listConfig() YIELD name RETURN name",
        "SH\\u004fW USERS",
    ):
        with pytest.raises((ReadOnlyError, MisuseError)):
            pytest.fail(f"{text} gave {filled.read(text, {})}")


def test_not_a_query(filled: CypherStore) -> None:
    for text in (
        "MATCH (n:Person) RETRN n",
        "MATCH (n:Person) RETURN nosuch(n)",
        "MATCH (n:Person) WHERE n.name = $x RETURN n",
        "",
    ):
        with pytest.raises(MisuseError):
            pytest.fail(f"{text!r} gave {filled.read(text, {})}")


def test_words_in_strings_names_and_comments_are_no_commands() -> None:
    check_read_only("MATCH (n) WHERE n.name = 'LOAD CSV' // SHOW \n RETURN n.call, \"CALL dbms.x()\"")
    check_read_only("MATCH (show) CALL (show) { RETURN 1 AS x } RETURN x")


def test_rows_are_scalars_lists_and_maps(filled: CypherStore) -> None:
    (row,) = filled.read(
        "MATCH p = (a:Person)-[r:PRESIDES_OVER]->(b) WHERE a.person_id IN $ids "
        "RETURN a, r, p, [a, 1] AS l, {n: b} AS m, date('2018-03-05') AS d, 1.5 AS f, null AS nothing, $flag AS flag",
        {"ids": [s.PERSON], "flag": True},
    )
    assert row["a"]["name"] == "张三丰"
    assert row["a"]["aliases"] == ["三丰", "张三峰"]
    assert row["r"]["titles"] == ["主席", "党组书记"]
    assert row["p"] == [row["a"], row["r"], row["m"]["n"]]
    assert row["l"] == [row["a"], 1]
    assert row["m"]["n"]["term"] == 3
    assert (row["d"], row["f"], row["nothing"], row["flag"]) == ("2018-03-05", 1.5, None, True)


def test_dates_have_their_bounds_beside_them(filled: CypherStore) -> None:
    (row,) = filled.read(
        "MATCH (d:Document) WHERE d.issued_date IS NOT NULL "
        "RETURN d.issued_date AS printed, d.issued_date_first AS first, d.issued_date_last AS last",
        {},
    )
    assert row == {"printed": "2018-02", "first": "2018-02-01", "last": "2018-02-28"}


def test_full_text_has_one_wording_on_both(filled: CypherStore) -> None:
    for index, text, key, expected in (
        ("person_text", "三峰", "person_id", s.PERSON),
        ("body_text", "县政协", "body_id", s.BODY),
        ("meeting_text", "主席会议", "meeting_id", s.MEETING),
        ("document_text", "提案办理", "document_id", s.DOCUMENT),
        ("article_text", "主持会议", "article_id", s.ARTICLE),
    ):
        rows = filled.read(
            "CALL db.index.fulltext.queryNodes($index, $text) YIELD node, score RETURN node[$key] AS id, score",
            {"index": index, "text": text, "key": key},
        )
        assert expected in {row["id"] for row in rows}, index


def test_a_store_opened_for_reading_is_not_written(place: Place) -> None:
    graph = s.sample()
    with place.open() as store:
        store.apply(difference(Subgraph(), graph))
    with place.open(read_only=True) as store:
        assert store.snapshot() == graph
        with pytest.raises(ReadOnlyError):
            store.apply(difference(graph, Subgraph()))
        with pytest.raises(ReadOnlyError):
            store.first_load([])
