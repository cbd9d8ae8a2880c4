"""One article to claims: the only place that knows the order of the rules; pure."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from graph.model.nodes import Article
from loaders.assemble import claims_of
from loaders.claims import Extraction, Reading
from loaders.lexicon import lexicons_hash
from loaders.rules.appointments import appointments
from loaders.rules.attends import attends
from loaders.rules.bodies import bodies
from loaders.rules.documents import documents
from loaders.rules.issuers import issuers
from loaders.rules.lineage import lineage
from loaders.rules.meetings import meetings
from loaders.rules.people import people
from loaders.rules.presides import presides
from loaders.rules.references import references
from loaders.rules.renames import renames
from loaders.rules.segment import segment
from loaders.rules.words import Words, default_words

__all__ = ["RULES", "Extraction", "extract", "extractor_version", "read"]

RULES = (
    segment,
    bodies,
    people,
    documents,
    meetings,
    presides,
    attends,
    issuers,
    references,
    lineage,
    appointments,
    renames,
)


def read(article: Article, words: Words | None = None) -> Reading:
    """Run all rules over one article.

    Args:
        article: As the sources give it.
        words: Gazetteer and lexicons; the shipped ones for None.
    """
    words = words or default_words()
    reading = Reading(article)
    for rule in RULES:
        rule(reading, words)
    return reading


def extract(article: Article, words: Words | None = None) -> Extraction:
    """The claims of one article; equal articles and lexicons give equal claims."""
    words = words or default_words()
    return Extraction(article, claims_of(read(article, words), words))


@cache
def extractor_version() -> str:
    """16 hexadecimal digits over the rules' source and the lexicons; another version may make other claims."""
    digest = sha256(lexicons_hash().encode())
    package = files("loaders")
    for folder in ("", "rules", "text", "sources", "linking"):
        place = package.joinpath(folder) if folder else package
        for entry in sorted(place.iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".py"):
                digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()[:16]
