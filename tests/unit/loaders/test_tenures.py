"""Tenures: observations of one person in one position, cut where a tenure ended and the person came back."""

from __future__ import annotations

from typing import Any

import pytest
from property.strategies import CITY, VERSION, Draft

from graph.model.edges import HoldsPosition
from graph.model.ids import edge_id
from loaders.graph_of import graph_of


def held(*observations: tuple[str | None, dict[str, Any]]) -> list[HoldsPosition]:
    """Tenures from (observed date, values) pairs, one article each; oldest first."""
    drafts = []
    for number, (observed, values) in enumerate(observations):
        draft = Draft(f"文{number}", published=observed)
        draft.post("张伟", CITY, "主席", **values)
        drafts.append(draft.extraction())
    graph = graph_of(drafts, extractor_version=VERSION)
    found = [e for e in graph.edges if isinstance(e, HoldsPosition)]
    return sorted(found, key=lambda e: (e.end_date is None, e.end_date or "", e.start_date or ""))


ELECTED: dict[str, Any] = {"start_date": "2018-01-20", "began_by": "elected"}
REMOVED: dict[str, Any] = {"end_date": "2019-06-01", "ended_by": "removed", "status": "former"}


def test_mentions_are_one_tenure_without_dates() -> None:
    (tenure,) = held(("2018-03-05", {}), ("2020-01-01", {}), (None, {}))
    assert (tenure.start_date, tenure.end_date, tenure.status) == (None, None, "held")
    assert (tenure.first_seen, tenure.last_seen, tenure.support) == ("2018-03-05", "2020-01-01", 3)
    assert tenure.edge_id == edge_id("HOLDS_POSITION", tenure.source_id, tenure.target_id, "")


def test_election_and_removal_date_a_tenure() -> None:
    (tenure,) = held(("2018-01-20", ELECTED), ("2018-05-05", {}), ("2019-06-02", REMOVED))
    assert (tenure.start_date, tenure.end_date) == ("2018-01-20", "2019-06-01")
    assert (tenure.began_by, tenure.ended_by, tenure.status) == ("elected", "removed", "former")
    assert tenure.edge_id == edge_id("HOLDS_POSITION", tenure.source_id, tenure.target_id, "2018-01-20")


def test_seen_after_the_end_is_a_second_tenure_named_by_that_end() -> None:
    first, second = held(("2018-05-05", {}), ("2019-06-02", REMOVED), ("2021-01-01", {}))
    assert (first.end_date, first.last_seen, first.status) == ("2019-06-01", "2019-06-02", "former")
    assert (second.start_date, second.end_date, second.first_seen) == (None, None, "2021-01-01")
    assert second.edge_id == edge_id("HOLDS_POSITION", second.source_id, second.target_id, "2019-06-01")


def test_elected_again_after_an_end_is_a_second_tenure_named_by_its_start() -> None:
    again = {"start_date": "2022-02-01", "began_by": "elected"}
    first, second = held(("2018-01-20", ELECTED), ("2019-06-02", REMOVED), ("2022-02-01", again))
    assert (first.start_date, first.end_date) == ("2018-01-20", "2019-06-01")
    assert (second.start_date, second.end_date, second.status) == ("2022-02-01", None, "held")


def test_elected_again_without_an_end_goes_on() -> None:
    (tenure,) = held(("2018-01-20", ELECTED), ("2022-02-01", {"start_date": "2022-02-01", "began_by": "elected"}))
    assert tenure.start_date == "2018-01-20"


@pytest.mark.parametrize("other", ["2019-06", "2019"])
def test_one_end_printed_less_precisely_is_one_end(other: str) -> None:
    (tenure,) = held(("2018-05-05", {}), ("2019-06-02", REMOVED), ("2019-07-01", REMOVED | {"end_date": other}))
    assert tenure.end_date == "2019-06-01"


def test_two_ends_with_nothing_seen_between_are_one_tenure() -> None:
    (tenure,) = held(("2018-05-05", {}), ("2019-06-02", REMOVED), ("2019-08-02", REMOVED | {"end_date": "2019-08-01"}))
    assert tenure.end_date == "2019-06-01"
    assert tenure.support == 3


def test_former_without_a_date_ends_nothing_but_is_the_status_last_seen() -> None:
    (tenure,) = held(("2018-05-05", {}), ("2020-01-01", {"status": "former"}))
    assert (tenure.status, tenure.end_date) == ("former", None)


def test_acting_then_held() -> None:
    (tenure,) = held(("2018-01-05", {"status": "acting"}), ("2018-01-20", ELECTED))
    assert (tenure.status, tenure.start_date) == ("held", "2018-01-20")


def test_on_one_day_the_end_outweighs_the_mention() -> None:
    (tenure,) = held(("2019-06-01", {}), ("2019-06-01", REMOVED))
    assert tenure.status == "former"


def test_a_start_inside_a_year_that_is_also_an_end_keeps_two_edges_apart() -> None:
    year = {"start_date": "2018", "began_by": "appointed"}
    first, second = held(("2018-05-05", year), ("2018-12-31", REMOVED | {"end_date": "2018"}), ("2021-01-01", {}))
    assert first.edge_id != second.edge_id
    assert (first.start_date, first.end_date, second.first_seen) == ("2018", "2018", "2021-01-01")
