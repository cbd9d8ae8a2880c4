"""One module per container format: bytes to Article; nothing is extracted here."""

from __future__ import annotations

from loaders.sources.read import read_inputs
from loaders.sources.results import Limits, Note, Rejected

__all__ = ["Limits", "Note", "Rejected", "read_inputs"]
