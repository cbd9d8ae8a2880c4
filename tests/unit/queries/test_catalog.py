"""Headers of query files: what is refused, and with which words."""

from __future__ import annotations

import pytest

from graph.errors import MisuseError
from graph.model.edges import EDGE_TYPES
from graph.model.nodes import NODE_TYPES
from queries.catalog import CatalogError, parse_all, queries

GOOD = """// name: some
// summary: Something.
// param: person string required -- who
// param: limit integer default 5 -- rows
// returns: person string, body bodies
MATCH (p:Person {person_id: $person}) RETURN p.name AS person, [] AS body LIMIT $limit
"""


def test_a_header_is_read() -> None:
    query = parse_all({"some.cypher": GOOD})["some"]
    assert [(p.name, p.required, p.default) for p in query.parameters] == [("person", True, None), ("limit", False, 5)]
    assert query.columns == [("person", "string"), ("body", "string?"), ("body_id", "list<string>")]
    assert query.statement("neo4j").text({}).startswith("MATCH (p:Person")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("// param: limit integer default 5 -- rows\n", ""), ["$limit is not declared"]),
        ((" LIMIT $limit", ""), ["limit is declared and never used"]),
        (("// name: some", "// name: other"), ["the name is other"]),
        (("// summary: Something.\n", ""), ["// summary:"]),
        (("limit integer", "limit number"), ["cannot read // param:", "integer"]),
        (("person string, body", "person word, body"), ["cannot read column", "partial_date"]),
    ],
)
def test_a_wrong_header_is_refused(change: tuple[str, str], words: list[str]) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_all({"some.cypher": GOOD.replace(*change)})
    assert "queries/cypher/some.cypher" in str(caught.value)
    assert all(word in str(caught.value) for word in words)


def test_a_text_for_one_backend_says_why() -> None:
    other = GOOD.replace("MATCH", "OPTIONAL MATCH")
    with pytest.raises(CatalogError, match="// reason:"):
        parse_all({"some.cypher": GOOD, "some.arcade.cypher": other})
    query = parse_all({"some.cypher": GOOD, "some.arcade.cypher": "// reason: a trap of the engine\n" + other})["some"]
    assert query.statement("arcade").text({}).startswith("OPTIONAL")
    assert query.statement("neo4j").text({}).startswith("MATCH")


def test_the_beginning_follows_what_is_given() -> None:
    text = GOOD.replace("person string required", "person string optional").replace(
        "MATCH (p:Person {person_id: $person})",
        "// start: person\nMATCH (p:Person {person_id: $person})\n// start:\nMATCH (p:Person)\n// then:\n",
    )
    statement = parse_all({"some.cypher": text})["some"].statement("arcade")
    assert "$person" in statement.text({"person": "p-1"})
    assert "$person" not in statement.text({"person": None})


def test_one_of_several_must_be_given() -> None:
    statement = queries()["policy_diffusion"].statement("neo4j")
    with pytest.raises(MisuseError, match="document, meeting"):
        statement.text({})


def test_the_contract() -> None:
    """Names and columns that others depend on."""
    columns = {name: [c for c, _ in query.columns] for name, query in queries().items()}
    for name, wanted in {
        "who_chaired": "date body meeting person titles on_behalf_of quote article",
        "policy_lineage": "depth relation document issuers date quote article",
        "policy_diffusion": "days date body meeting mode quote article",
        "posts_of_person": "person body title status start_date end_date first_seen last_seen quote article",
    }.items():
        assert set(wanted.split()) <= set(columns[name])
    assert not any(p.required for p in queries()["who_chaired"].parameters)


def test_stats_counts_every_type() -> None:
    text = queries()["stats"].statement("neo4j").text({})
    for name in {t.LABEL for t in NODE_TYPES} - {"Meta"} | {t.TYPE for t in EDGE_TYPES}:
        assert f"'{name}' AS type" in text
