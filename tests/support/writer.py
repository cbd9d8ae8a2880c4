"""A process that writes and may be killed: python writer.py apply|first_load|replace URL (password: NEO4J_PASSWORD).

It says on stdout how far it is: `go` before it writes, the number of items handed over, `done` at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from graph.model import edges as e
from graph.model import nodes as n
from graph.settings import settings
from graph.store.registry import open_store
from graph.subgraph import Subgraph, difference, merged
from support import sample as s

PEOPLE = 3_000
STEP = 1_000


def before() -> Subgraph:
    """What the store holds before `apply`."""
    return s.sample()


def after() -> Subgraph:
    """What it holds after: the sample changed, and PEOPLE people more, each named as present."""
    ids = [f"p-{i:016x}" for i in range(PEOPLE)]
    people = tuple(n.Person(person_id=i, name=f"人{i[-4:]}", aliases=("某",)) for i in ids)
    edges = tuple(s.fact(e.Attends, i, s.MEETING, "attends", manner="attends") for i in ids)
    return merged([s.changed(s.sample()), Subgraph(people, edges)])


def announced(graph: Subgraph) -> Iterator[n.Node | e.Edge]:
    """The items of a graph, with a line on stdout every STEP of them and after the last."""
    for count, item in enumerate((*graph.nodes, *graph.edges)):
        if count % STEP == 0:
            print(count, flush=True)
        yield item
    print("all", flush=True)


def main(what: str, url: str) -> None:
    """Write, and say so."""
    with open_store(url, password=settings().password) as store:
        if what == "apply":
            change = difference(before(), after())
            print("go", flush=True)
            store.apply(change)
        elif what == "replace":
            store.replace(announced(after()))
        else:
            store.first_load(announced(after()))
        print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
