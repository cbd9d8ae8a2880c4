"""What is computed from the model."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import jsonschema
import pytest
from support import sample as s

from graph.errors import StoreError
from graph.model import derive
from graph.model import edges as e
from graph.model import nodes as n
from graph.model.spec import key_name, properties

PAGE = Path(__file__).parents[3] / "docs/reference/schema.md"


def test_reference_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == derive.reference_page(), (
        "write it again: python -m graph.model.derive > docs/reference/schema.md"
    )


def test_reference_page_names_every_property() -> None:
    page = derive.reference_page()
    for cls in (*n.NODE_TYPES, *e.EDGE_TYPES):
        for p in properties(cls):
            assert f"| `{p.name}` |" in page


def test_every_type_has_a_unique_key_in_both_engines() -> None:
    neo4j, arcade = "\n".join(derive.neo4j_schema()), "\n".join(derive.arcade_schema())
    for cls in n.NODE_TYPES:
        assert f"FOR (n:{cls.LABEL}) REQUIRE n.{key_name(cls)} IS UNIQUE" in neo4j
        assert f"ON `{cls.LABEL}` (`{key_name(cls)}`) UNIQUE" in arcade
    for cls in e.EDGE_TYPES:
        assert neo4j.count(f"FOR ()-[r:{cls.TYPE}]-() REQUIRE r.edge_id IS UNIQUE") == 1
        assert arcade.count(f"ON `{cls.TYPE}` (`edge_id`) UNIQUE") == 1


def test_indexed_and_searched_columns_are_stored_ones() -> None:
    for cls, column in derive.INDEXES:
        assert column in dict(derive.columns(cls))
    for cls in derive.SEARCHED:
        assert set(derive.fulltext_columns(cls)) <= set(dict(derive.columns(cls)))


def test_stored_row() -> None:
    assert derive.stored_row(n.Person(person_id="p-1", name="张三丰", aliases=("三丰",))) == {
        "person_id": "p-1",
        "name": "张三丰",
        "aliases": ["三丰"],
        "search_text": "张三丰\n三丰",
    }
    (renamed,) = (x for x in s.sample().edges if isinstance(x, e.RenamedTo))
    row = derive.stored_row(renamed)
    assert (row["date"], row["date_first"], row["date_last"]) == ("2016-11", "2016-11-01", "2016-11-30")
    assert not {"source_id", "target_id", "last_seen"} & set(row)


def test_ids_of_the_ends_of_an_edge_cannot_be_mistaken_for_each_other() -> None:
    # A store reads the id of an end as the first of the allowed keys that is there.
    for cls in e.EDGE_TYPES:
        for side in ("source", "target"):
            for a, b in itertools.permutations(derive.end_types(cls, side), 2):
                assert key_name(a) not in {p.name for p in properties(b)}


def test_end_type_is_read_off_the_letter() -> None:
    assert derive.end_type(e.Attends, "source", s.PERSON) is n.Person
    assert derive.end_type(e.Attends, "source", s.BODY) is n.Body
    assert derive.end_type(e.References, "source", s.ARTICLE) is n.Article
    assert derive.end_type(e.Within, "source", "350000") is n.Region
    assert derive.end_type(e.Identifies, "source", s.PERSON) is n.Anchor
    with pytest.raises(StoreError, match="is no id of Person, Body"):
        derive.end_type(e.Attends, "source", s.DOCUMENT)


def test_edge_class_of_a_shared_type() -> None:
    assert derive.edge_class("PART_OF", {"support": 1}) is e.MeetingPartOf
    assert derive.edge_class("PART_OF", {"origin": "model"}) is e.BodyPartOf
    assert derive.edge_class("HOSTS", {}) is e.Hosts
    with pytest.raises(KeyError):
        derive.edge_class("LIKES", {})


def test_json_schema_takes_every_line_and_no_other() -> None:
    schema = derive.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for line in s.sample().lines():
        validator.validate(json.loads(line))
    region = {"type": "Region", "region_id": "350000", "name": "福建省", "level": "province"}
    validator.validate(region)
    for wrong in (
        region | {"level": "planet"},
        region | {"colour": "red"},
        {k: v for k, v in region.items() if k != "name"},
        {"type": "Person", "person_id": "p-1", "name": "张三丰", "first_seen": "5 March"},
        {"type": "Nobody"},
    ):
        assert not validator.is_valid(wrong), wrong
