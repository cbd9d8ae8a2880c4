"""Named queries: the one way commands, notebooks and pages read the graph."""

from __future__ import annotations

from queries.catalog import Column, Parameter, Query, queries
from queries.resolve import resolve
from queries.run import Result, run
from queries.subgraph import subgraph

__all__ = ["Column", "Parameter", "Query", "Result", "queries", "resolve", "run", "subgraph"]
