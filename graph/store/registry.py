"""STORES and open_store(url). Engines and drivers are imported when a store is opened, not before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from graph.errors import MisuseError
from graph.store.base import Store


def _memory(url: str, **_: Any) -> Store:
    from graph.store.memory import MemoryStore

    return MemoryStore(url)


def _arcade(url: str, *, read_only: bool, **_: Any) -> Store:
    from graph.store.arcade import ArcadeStore

    path = unquote(urlsplit(url).path) if url.startswith("file:") else url
    return ArcadeStore(path, read_only=read_only)


def _neo4j(url: str, *, read_only: bool, username: str | None, password: str | None) -> Store:
    from graph.store.neo4j import Neo4jStore

    return Neo4jStore(url, read_only=read_only, username=username, password=password)


STORES: dict[str, Callable[..., Store]] = {
    "memory": _memory,
    "file": _arcade,
    "neo4j": _neo4j,
    "neo4j+s": _neo4j,
    "bolt": _neo4j,
}


def open_store(url: str, *, read_only: bool = False, username: str | None = None, password: str | None = None) -> Store:
    """Open the store at a URL.

    Args:
        url: `memory:`; a path or file:// path (embedded); `neo4j://`, `neo4j+s://` or `bolt://` with host and port,
            and a database after the slash if it is not the default one.
        read_only: Refuse every write; an embedded store then admits other readers.
        username: User of a Neo4j server, by default neo4j.
        password: Password of a Neo4j server; never part of the URL.

    Raises:
        MisuseError: No store has this scheme, or the URL holds a password.
        StoreBusyError, StoreUnreachableError, StoreAuthError: It cannot be opened.
    """
    scheme, colon, _ = url.partition(":")
    if not url:
        raise MisuseError("the store is empty text; give a path or a URL such as neo4j://host:7687")
    if not colon or (len(scheme) == 1 and scheme.isalpha()):  # a path, perhaps with a Windows drive
        scheme = "file"
    if scheme not in STORES:
        known = ", ".join(STORES)
        raise MisuseError(f"no store for the scheme {scheme!r}; known are a path and {known}")
    if "@" in urlsplit(url).netloc:
        raise MisuseError(
            f"{scheme}: user and password do not belong in the URL. Set NEO4J_USERNAME and NEO4J_PASSWORD, or give "
            "a password file"
        )
    return STORES[scheme](url, read_only=read_only, username=username, password=password)
