"""Loads, removals and judgements in any order leave the graph of what remains; the reference store, many trials."""

from __future__ import annotations

from hypothesis import given, settings

from graph.store.memory import MemoryStore
from property.histories import play
from property.strategies import Story, stories


@settings(max_examples=2 * settings().max_examples)
@given(stories())
def test_a_store_holds_the_graph_of_what_remains(story: Story) -> None:
    play(MemoryStore(), story)
