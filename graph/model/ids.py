"""Every identifier is made here; nobody else hashes or formats one.

Ids are 16 hexadecimal digits of SHA-256; all but an article's carry a letter that tells what they name.
Source: the rules of identity in docs/decisions/0001-identifiers.md.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

PREFIXES = {"Person": "p", "Body": "b", "Meeting": "m", "Document": "d"}


_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces and Chinese kept as printed: equal values give equal text."""
    return _ENCODE(value)


def _hash(*parts: Any) -> str:
    return hashlib.sha256(canonical_json(parts).encode()).hexdigest()[:16]


def article_id(raw: bytes) -> str:
    """Id of an article from the bytes of its raw record."""
    return hashlib.sha256(raw).hexdigest()[:16]


def claim_id(article: str, predicate: str, start: int, end: int, args: str) -> str:
    """Id of a claim; `args` is canonical JSON of what is printed, so a new rule version keeps the id."""
    return "c-" + _hash(article, predicate, start, end, args)


def anchor_id(anchor_type: str, key: str) -> str:
    """Id of an anchor (person, meeting, document or body) from its canonical key."""
    return f"{PREFIXES[anchor_type]}-" + _hash(anchor_type, key)


def position_id(body: str, title: str) -> str:
    """Id of a position: a title in a body."""
    return "q-" + _hash(body, title)


def edge_id(edge_type: str, source: str, target: str, qualifier: str) -> str:
    """Id of an edge; `qualifier` is the manner, mode or tenure that tells parallel edges apart, else empty."""
    return "e-" + _hash(edge_type, source, target, qualifier)


def judgement_id(kind: str, a: str, b: str, by: str, why: str, at: str) -> str:
    """Id of a judgement from all it says."""
    return "j-" + _hash(kind, a, b, by, why, at)
