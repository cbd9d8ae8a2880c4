"""The law of the graph on every store: after any load, removal, judgement or undo it holds graph_of of what remains."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from property.histories import empty, play
from property.strategies import Story, stories

from graph.store.base import Store


@settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories(most=4, steps=5))
def test_a_store_holds_the_graph_of_what_remains(store: Store, story: Story) -> None:
    empty(store)
    play(store, story)
