"""The edge types: fact edges, which rest on claims, and structural edges, which come from the model or a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.model.dates import PartialDate
from graph.model.nodes import Anchor, Article, Body, Claim, Document, Meeting, Person, Position, Region
from graph.model.spec import key, prop
from graph.model.values import AttendManner, BeganBy, EndedBy, HostManner, Origin, ReferenceMode, TenureStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEdge:
    """What every fact edge carries; never stored as such."""

    edge_id: str = key("Made from type, ends and qualifier.")
    source_id: str = prop("Id of the node it starts from.")
    target_id: str = prop("Id of the node it ends at.")
    support: int = prop("Distinct fingerprints of the articles that say so; a repost adds nothing.")
    article_ids: tuple[str, ...] = prop("The first 20 of the articles that say so, sorted; at least one.")
    quote: str = prop("The best quote: highest confidence, then earliest, then article_id, then start.")
    claim_id: str = prop("Claim.claim_id of the claim with that quote.")
    confidence: float = prop("The maximum of its claims.")
    first_seen: PartialDate | None = prop("Earliest observed date of its claims.", default=None)
    last_seen: PartialDate | None = prop("Latest observed date of its claims.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresidesOver(FactEdge):
    """A person chairs a meeting (主持)."""

    TYPE: ClassVar = "PRESIDES_OVER"
    ENDS: ClassVar = ((Person, Meeting),)
    on_behalf_of: str | None = prop("Person.person_id of the delegator (受…委托); None if none.", default=None)
    titles: tuple[str, ...] = prop("Posts printed with the name there, sorted.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Attends(FactEdge):
    """A person or body is named as present (出席 列席 讲话 汇报)."""

    TYPE: ClassVar = "ATTENDS"
    ENDS: ClassVar = ((Person, Meeting), (Body, Meeting))
    manner: AttendManner = prop("attends, observes (列席), speaks or reports; the qualifier.")
    titles: tuple[str, ...] = prop("Posts printed with the name there, sorted.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsPosition(FactEdge):
    """One tenure (任职): a person back in the same position gets a second edge."""

    TYPE: ClassVar = "HOLDS_POSITION"
    ENDS: ClassVar = ((Person, Position),)
    status: TenureStatus = prop("held, acting or former, as last seen.")
    start_date: PartialDate | None = prop("First day held, by election or appointment; None is unknown.", default=None)
    end_date: PartialDate | None = prop("Last day held, from a removal or resignation; None is unknown.", default=None)
    began_by: BeganBy | None = prop("elected or appointed; None is unknown.", default=None)
    ended_by: EndedBy | None = prop("removed or resigned; None is unknown.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts(FactEdge):
    """A body holds a meeting (召开 主办 承办)."""

    TYPE: ClassVar = "HOSTS"
    ENDS: ClassVar = ((Body, Meeting),)
    manner: HostManner = prop("hosts, or organises (承办); the qualifier.")


@dataclass(frozen=True, slots=True, kw_only=True)
class References(FactEdge):
    """A meeting, document or article deals with a document or with another meeting."""

    TYPE: ClassVar = "REFERENCES"
    ENDS: ClassVar = (
        (Meeting, Document),
        (Meeting, Meeting),
        (Document, Document),
        (Document, Meeting),
        (Article, Document),
        (Article, Meeting),
    )
    mode: ReferenceMode = prop("studied, adopted, deliberated, implemented, issued or cited; the qualifier.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issues(FactEdge):
    """A body issued or adopted a document (制发)."""

    TYPE: ClassVar = "ISSUES"
    ENDS: ClassVar = ((Body, Document),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Implements(FactEdge):
    """A document carries out another (贯彻落实)."""

    TYPE: ClassVar = "IMPLEMENTS"
    ENDS: ClassVar = ((Document, Document),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revises(FactEdge):
    """A document amends another (修订 修改)."""

    TYPE: ClassVar = "REVISES"
    ENDS: ClassVar = ((Document, Document),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersedes(FactEdge):
    """A document takes the place of another (废止)."""

    TYPE: ClassVar = "SUPERSEDES"
    ENDS: ClassVar = ((Document, Document),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPartOf(FactEdge):
    """A sitting belongs to a meeting (全体会议 of a session)."""

    TYPE: ClassVar = "PART_OF"
    ENDS: ClassVar = ((Meeting, Meeting),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedTo(FactEdge):
    """A body got another name (更名)."""

    TYPE: ClassVar = "RENAMED_TO"
    ENDS: ClassVar = ((Body, Body),)
    date: PartialDate | None = prop("Day of the change, where printed.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralEdge:
    """What every structural edge carries; it exists only while a fact needs it."""

    edge_id: str = key("Made from type and ends.")
    source_id: str = prop("Id of the node it starts from.")
    target_id: str = prop("Id of the node it ends at.")
    origin: Origin = prop("model (read off the name or the claim) or table (the gazetteer).")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBody(StructuralEdge):
    """A position belongs to a body."""

    TYPE: ClassVar = "OF_BODY"
    ENDS: ClassVar = ((Position, Body),)


@dataclass(frozen=True, slots=True, kw_only=True)
class InRegion(StructuralEdge):
    """A body works in a region."""

    TYPE: ClassVar = "IN_REGION"
    ENDS: ClassVar = ((Body, Region),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(StructuralEdge):
    """A region lies in another."""

    TYPE: ClassVar = "WITHIN"
    ENDS: ClassVar = ((Region, Region),)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPartOf(StructuralEdge):
    """An organ belongs to a body."""

    TYPE: ClassVar = "PART_OF"
    ENDS: ClassVar = ((Body, Body),)


@dataclass(frozen=True, slots=True, kw_only=True)
class States(StructuralEdge):
    """An article makes a claim."""

    TYPE: ClassVar = "STATES"
    ENDS: ClassVar = ((Article, Claim),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifies(StructuralEdge):
    """An anchor belongs to an entity."""

    TYPE: ClassVar = "IDENTIFIES"
    ENDS: ClassVar = ((Anchor, Person), (Anchor, Meeting), (Anchor, Document), (Anchor, Body))


FACT_EDGE_TYPES = (
    PresidesOver,
    Attends,
    HoldsPosition,
    Hosts,
    References,
    Issues,
    Implements,
    Revises,
    Supersedes,
    MeetingPartOf,
    RenamedTo,
)
STRUCTURAL_EDGE_TYPES = (OfBody, InRegion, Within, BodyPartOf, States, Identifies)
EDGE_TYPES = FACT_EDGE_TYPES + STRUCTURAL_EDGE_TYPES
Edge = FactEdge | StructuralEdge
