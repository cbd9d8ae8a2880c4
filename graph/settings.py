"""Environment variables, read in one place; no other module reads them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_STORE = "./zhengmai.graph"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    Args:
        store: `ZHENGMAI_STORE`, else ./zhengmai.graph.
        username: `NEO4J_USERNAME`, else neo4j.
        password: `NEO4J_PASSWORD`; None if unset. Never printed.
    """

    store: str
    username: str
    password: str | None

    def __repr__(self) -> str:
        password = "set" if self.password else None
        return f"Settings(store={self.store!r}, username={self.username!r}, password={password})"


def settings(*, password_file: Path | None = None) -> Settings:
    """Read the environment; `password_file` wins over `NEO4J_PASSWORD` (one line, trailing newline dropped)."""
    password = os.environ.get("NEO4J_PASSWORD")
    if password_file is not None:
        password = password_file.read_text(encoding="utf-8").rstrip("\n")
    return Settings(
        store=os.environ.get("ZHENGMAI_STORE") or DEFAULT_STORE,
        username=os.environ.get("NEO4J_USERNAME") or "neo4j",
        password=password,
    )
