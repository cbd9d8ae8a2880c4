"""Every named query on every store that speaks Cypher, with answers worked out by hand on the sample graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CYPHER_STORES, _place
from support.careers import careers
from support.sample_graph import Sample

from graph.errors import MisuseError
from graph.store.cypher import CypherStore
from graph.subgraph import Subgraph, difference
from queries import queries, run


def _cases(name: str) -> Any:
    text = (Path(__file__).parents[2] / "cases" / "queries" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # dates stay text


CASES, CAREERS = _cases("sample.yml"), _cases("careers.yml")
SAMPLE = Sample()


@pytest.fixture(scope="module", params=CYPHER_STORES)
def sample_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CypherStore]:
    with _place(request, tmp_path_factory.mktemp("sample")).open() as store:
        assert isinstance(store, CypherStore)
        store.apply(difference(Subgraph(), SAMPLE.graph()))
        yield store


@pytest.fixture(params=CYPHER_STORES)
def careers_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CypherStore]:
    with _place(request, tmp_path).open() as store:
        assert isinstance(store, CypherStore)
        store.apply(difference(Subgraph(), careers()))
        yield store


def _value(text: Any) -> Any:
    """@x as the id of x in the sample; lists part by part."""
    if isinstance(text, list):
        return [_value(t) for t in text]
    return getattr(SAMPLE, text[1:]) if isinstance(text, str) and text.startswith("@") else text


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return [_shown(v) for v in value]
    return "null" if value is None else str(value)


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_worked_answer(sample_store: CypherStore, case: dict[str, Any]) -> None:
    given = {name: _value(value) for name, value in case.get("given", {}).items()}
    if "error" in case:
        with pytest.raises(MisuseError) as caught:
            run(sample_store, case["query"], **given)
        for part in case["error"]:
            assert _value(part) in str(caught.value)
        return
    _compare(sample_store, case, given)


def test_worked_answers_of_careers(careers_store: CypherStore) -> None:
    for case in CAREERS:
        _compare(careers_store, case, case.get("given", {}))


def _compare(store: CypherStore, case: dict[str, Any], given: dict[str, Any]) -> None:
    result = run(store, case["query"], **given)
    expected = [{k: _shown(_value(v)) for k, v in row.items()} for row in case["rows"]]
    listed = [{k: _shown(row[k]) for k in want} for row, want in zip(result.rows, expected, strict=False)]
    assert listed == expected, case["name"]
    assert len(result.rows) == len(expected), case["name"]
    assert all(tuple(row) == result.columns for row in result.rows)


def test_every_query_has_a_worked_answer() -> None:
    assert {case["query"] for case in (*CASES, *CAREERS) if case.get("rows")} == set(queries())
