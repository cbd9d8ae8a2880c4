"""The node types: one frozen dataclass each, and NODE_TYPES."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.model.dates import PartialDate
from graph.model.spec import key, prop
from graph.model.values import (
    AnchorType,
    BodyKind,
    DocumentKind,
    JudgementKind,
    Level,
    MeetingStatus,
    Predicate,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A natural person named in at least one article (人物)."""

    LABEL: ClassVar = "Person"
    person_id: str = key("The smallest id among its anchors, those with a body line first.")
    name: str = prop("As printed, simplified characters, without titles.")
    aliases: tuple[str, ...] = prop("Other printed forms, sorted.", default=())
    first_seen: PartialDate | None = prop("Earliest observed date; None if no source has one.", default=None)
    last_seen: PartialDate | None = prop("Latest observed date of its claims.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A post in a body (职务); it exists without a holder's name in it."""

    LABEL: ClassVar = "Position"
    position_id: str = key("Made from the body's id and the title.")
    title: str = prop("The title inside the body, as printed: 党组书记, 副主席.")
    body_id: str = prop("Body.body_id of the body it belongs to.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A committee, organ, government, court, party or association (机构)."""

    LABEL: ClassVar = "Body"
    body_id: str = key("From kind, region and organ; from short form and article if the region is unknown.")
    name: str = prop("Common form: 福建省政协提案委员会.")
    full_name: str | None = prop("中国人民政治协商会议福建省委员会; None where not known.", default=None)
    kind: BodyKind = prop("Which line of the state or society it belongs to.")
    level: Level | None = prop("Level of its region; None where the region is unknown.", default=None)
    aliases: tuple[str, ...] = prop("Surface forms printed in articles, sorted.", default=())
    first_seen: PartialDate | None = prop("Earliest observed date of its claims.", default=None)
    last_seen: PartialDate | None = prop("Latest observed date of its claims.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An administrative region of GB/T 2260 (行政区划)."""

    LABEL: ClassVar = "Region"
    region_id: str = key("GB/T 2260 code, six digits.")
    name: str = prop("Full name.")
    level: Level = prop("province, prefecture or county; national for the whole country.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A gathering that was held, is announced, or is only cited (会议)."""

    LABEL: ClassVar = "Meeting"
    meeting_id: str = key("The smallest id among its anchors, those with ordinals first.")
    name: str = prop("The fullest name an article gives, host first.")
    aliases: tuple[str, ...] = prop("Other names in articles, sorted.", default=())
    kind: str | None = prop("Canonical type of lexicons/meeting_types.yml: 主席会议, 常委会会议.", default=None)
    term: int | None = prop("届; None where not printed.", default=None)
    session: int | None = prop("次; None where not printed.", default=None)
    start_date: PartialDate | None = prop("First day.", default=None)
    end_date: PartialDate | None = prop("Last day; None where not printed.", default=None)
    venue: str | None = prop("Place as printed.", default=None)
    status: MeetingStatus = prop("held if any article reports it, else announced, else cited.")
    first_seen: PartialDate | None = prop("Earliest observed date of its claims.", default=None)
    last_seen: PartialDate | None = prop("Latest observed date of its claims.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A titled official text, or a book, speech or article (文件)."""

    LABEL: ClassVar = "Document"
    document_id: str = key("The smallest id among its anchors, those with an issuer first.")
    title: str = prop("Without the outer 《》, markers kept.")
    aliases: tuple[str, ...] = prop("Other printed titles and short forms, sorted.", default=())
    kind: DocumentKind = prop("policy for official texts; work for books, speeches, letters.")
    doc_type: str | None = prop("The type word of its title: 意见, 条例; None if it has none.", default=None)
    number: str | None = prop("文号, normalised to 〔〕.", default=None)
    issued_date: PartialDate | None = prop("Day of issue, where an article prints it.", default=None)
    status: str | None = prop("Marker of its title: 试行, 草案; None for a text in force.", default=None)
    first_seen: PartialDate | None = prop("Earliest observed date of its claims.", default=None)
    last_seen: PartialDate | None = prop("Latest observed date of its claims.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as scraped and as repaired; its node is the commit record of its claims (报道)."""

    LABEL: ClassVar = "Article"
    article_id: str = key("16 hexadecimal digits of SHA-256 of the raw record.")
    slug: str = prop("The record's own id or its file name without extension.")
    title: str | None = prop("Headline after repairs; None if there is none.", default=None)
    url: str | None = prop("Address, where the source gives one.", default=None)
    source: str | None = prop("Paper, agency or site named as the source.", default=None)
    author: str | None = prop("Byline, space between names.", default=None)
    published: PartialDate | None = prop("Publication date; None if no source gives one.", default=None)
    published_kind: str | None = prop("Where the date was found: stamp, meta, url, dateline, record.", default=None)
    text: str = prop("Title line and main text after repairs, a paragraph a line; spans of claims count here.")
    raw: str = prop("The decoded visible text before repairs.")
    offsets: str = prop("JSON list of runs [start in text, start in raw, length]; gaps are repaired spans.")
    repairs: str = prop("JSON list of [damage, start in raw, end in raw, printed, repaired].", default="[]")
    fingerprint: str = prop("Fingerprint of the main text; equal for reposts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one article says in one place (陈述), true or not. Claims never change."""

    LABEL: ClassVar = "Claim"
    claim_id: str = key("Made from article, predicate, span and args.")
    article_id: str = prop("Article.article_id of the article that says it.")
    predicate: Predicate = prop("An entity (person, body, meeting, document) or an edge in lower case.")
    args: str = prop("Canonical JSON of mentions and values; its keys are listed in loaders/claims.py.")
    subject: str = prop("Anchor id of the entity it speaks of.")
    object: str | None = prop("Anchor or position id at the other end; None if it has one end.", default=None)
    observed_date: PartialDate | None = prop("The meeting's first day, else the publication date.", default=None)
    quote: str = prop("The words of Article.text that say it, at most 200 characters.")
    start: int = prop("First character of the quote in Article.text.")
    end: int = prop("One past its last character.")
    rule: str = prop("Rule and version that made it: appointments/1.")
    confidence: float = prop("Share of such claims that are right, 0 to 1.")
    restored: bool = prop("True if the quote rests on repaired damage.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The finest entity a text gives; linking joins anchors to entities."""

    LABEL: ClassVar = "Anchor"
    anchor_id: str = key("Made from type and key.")
    type: AnchorType = prop("What it may be: Person, Body, Meeting or Document.")
    name: str = prop("The name linking compares.")
    block: str = prop("Only anchors of one block are ever compared.")
    key: str = prop("Canonical JSON of what makes it: name and body line, host and ordinals, title core and issuer.")
    marks: tuple[str, ...] = prop("What linking compares beside the key: days, issuers, numbers; sorted.", default=())
    same_as: tuple[str, ...] = prop("Anchors an article says are the same entity, sorted.", default=())
    article_count: int = prop("Distinct fingerprints of the articles that name it.")
    first_seen: PartialDate | None = prop("Earliest observed date of its claims.", default=None)
    last_seen: PartialDate | None = prop("Latest observed date of its claims.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A recorded decision about two anchors, or about one claim."""

    LABEL: ClassVar = "Judgement"
    judgement_id: str = key("Made from all its properties.")
    kind: JudgementKind = prop("same, different, unsure (two anchors) or wrong (a claim).")
    a: str = prop("Anchor id; for wrong, the claim id.")
    b: str = prop("The other anchor id; empty for wrong.", default="")
    by: str = prop("Who decided.")
    why: str = prop("The reason given.")
    at: str = prop("When, ISO 8601; recorded, never used by linking.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What made this graph: one node per store, first line of a snapshot."""

    LABEL: ClassVar = "Meta"
    schema_version: int = key("Version of this model.")
    extractor_version: str = prop("Hash of rules and lexicons.")


SCHEMA_VERSION = 1

ENTITY_TYPES = (Person, Body, Meeting, Document)
NODE_TYPES = (Person, Position, Body, Region, Meeting, Document, Article, Claim, Anchor, Judgement, Meta)
Node = Person | Position | Body | Region | Meeting | Document | Article | Claim | Anchor | Judgement | Meta
