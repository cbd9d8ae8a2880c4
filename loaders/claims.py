"""What is read in one article before it becomes claims: sentences, mentions, and the entities they stand for.

`Reading` is the workbench of the rules: each rule reads what earlier rules left there and adds its own kind
(order: loaders/rules/__init__.py). All spans count characters of `Article.text`; `[start, end)`.
`loaders/extract.py` turns a finished Reading into the claims of graph/model.

Keys of `Claim.args`, by predicate (values as printed or as resolved; None and empty lists are left out):
    person          name, anchor (its key), aliases
    body            name, full_name, kind, level, anchor, alias (as printed), parent (body id),
                    regions ([[id, name, level], …] nearest first)
    meeting         name, aliases, kind, anchor, host (body id), term, session, start_date, end_date, venue, status,
                    evidence (field → span)
    document        title, aliases, kind, doc_type, anchor, number, issued_date, status
    holds_position  person, body (body id), body_name, title, status, start_date, end_date, began_by, ended_by
    presides_over   person, meeting, on_behalf_of (anchor id), titles
    attends         actor, meeting, manner, titles
    hosts           body, meeting, manner
    references      source, target, mode
    issues          body, document, region (GB/T 2260 code of the body)
    implements, revises, supersedes   source, target
    part_of         source, target
    renamed_to      source, target, date
The object of a person, meeting or document claim is the anchor the article says it is the same as (None for the first).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from graph.model.dates import PartialDate
from graph.model.nodes import Article, Claim
from graph.model.values import (
    AttendManner,
    BeganBy,
    BodyKind,
    DocumentKind,
    EndedBy,
    HostManner,
    Level,
    MeetingStatus,
    ReferenceMode,
    TenureStatus,
)
from loaders.text.dates import DateMention

Zone = Literal["title", "body"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article with its claims: all that passes between processes, machines, linking and the scorer."""

    article: Article
    claims: tuple[Claim, ...]


class Span(NamedTuple):
    """Half-open range of characters of Article.text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside it."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or headline, or line of a roster) of the text, without its line break."""

    index: int
    span: Span
    text: str
    paragraph: int
    section: int
    zone: Zone
    damaged: bool = False  # overlaps a slipped span or distrusted spam: nothing is read from it


@dataclass(frozen=True, slots=True)
class BodyRef:
    """A body as resolved in its context; equal refs are one body.

    Args:
        name: Common form (福建省政协提案委员会); the short form as printed when the region is unknown (市政协).
        kind: Closed list of graph/model/values.
        level: Level of its region; None if unknown.
        region_id: GB/T 2260 code, `000000` for the nation; None if unknown.
        organ: Canonical organ inside the head body (提案委员会, 办公厅); None for the head body itself.
        full_name: Constitutional form, where the rule knows it.
        parent: The body it is an organ of; None for a head body.
    """

    name: str
    kind: BodyKind
    level: Level | None = None
    region_id: str | None = None
    organ: str | None = None
    full_name: str | None = None
    parent: BodyRef | None = None

    @property
    def resolved(self) -> bool:
        """Whether the region is known."""
        return self.region_id is not None

    @property
    def top(self) -> BodyRef:
        """The head body above it (X政协 for its 党组 and committees); itself if it has none above."""
        return self.parent.top if self.parent is not None else self


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in the text; `body` is the reading of it."""

    span: Span
    text: str
    body: BodyRef


@dataclass(frozen=True, slots=True)
class Post:
    """A title in a body as printed with a name.

    Args:
        span: From the body (where printed there) or qualifier to the end of the title.
        title: Inside the body: 党组书记, 副主席. Qualifiers (原 代) are in status, not here.
        body: None where the text gives no body and context none either.
        status: held, acting or former; candidates are not put here at all.
    """

    span: Span
    title: str
    body: BodyRef | None
    status: TenureStatus = "held"
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    began_by: BeganBy | None = None
    ended_by: EndedBy | None = None
    ranked: bool = False  # a rank (一级巡视员, 正厅级), not an office


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name in the text.

    Args:
        span: The name itself.
        name: Without spaces, notes and titles; · kept; rare lost characters as □ make `incomplete`.
        posts: Posts printed with it here (before it, or directly behind it).
        roster: Number of the run of names it stands in (joined by 、，和及以及 and post tokens), -1 alone.
            All names of one roster share the verb that follows or precedes the roster.
        run: From the first post or name of that roster to its last name; the own post-and-name span if alone.
        cited: True where only words, visits, instructions, thought or letters of the person are spoken of.
        incomplete: True for 马□ and the like: never a person of its own.
    """

    span: Span
    name: str
    posts: tuple[Post, ...] = ()
    roster: int = -1
    run: Span = NOWHERE
    cited: bool = False
    incomplete: bool = False


@dataclass(slots=True)
class Tenure:
    """A post of a person that a sentence states outside a roster: elected, appointed, removed, 曾任, 兼任."""

    span: Span
    person: str
    post: Post


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """A meeting named (or meant by 会议 本次会议) in the text; `meeting` is its index in Reading.meetings."""

    span: Span
    text: str
    meeting: int


@dataclass(slots=True)
class MeetingEntity:
    """A meeting of the article: held, announced or cited.

    Args:
        index: Place in Reading.meetings.
        name: Fullest name the article supports, host first (福建省政协十二届第三十一次主席会议).
        kind: Canonical type of lexicons/meeting_types.yml; None if it has none.
        host: Body that holds it: X政协 for 党组, 常委会, 主席会议; None if unknown.
        cohosts: Further hosts and 承办 bodies with their manner.
        term, session: 届 and 次; for a sitting `sitting` is its own number.
        date, end_date: First and last day.
        status: held, announced or cited.
        span: A place that names it, with its sentence as the quote.
        parent: Index of the meeting it is a sitting of; None if none.
        evidence: Spans by field: host, date, venue.
    """

    index: int
    name: str
    status: MeetingStatus
    span: Span
    kind: str | None = None
    host: BodyRef | None = None
    cohosts: list[tuple[BodyRef, HostManner, Span]] = field(default_factory=list)
    term: int | None = None
    session: int | None = None
    sitting: int | None = None
    date: PartialDate | None = None
    end_date: PartialDate | None = None
    venue: str | None = None
    aliases: list[str] = field(default_factory=list)
    parent: int | None = None
    evidence: dict[str, Span] = field(default_factory=dict)
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """A document named in the text, in full, by number or short; `document` is its index in Reading.documents."""

    span: Span
    text: str
    document: int


@dataclass(slots=True)
class DocumentEntity:
    """A titled text of the article.

    Args:
        index: Place in Reading.documents.
        title: Without the outer 《》, inner words and markers kept.
        kind: policy or work.
        span: The first place that names it in full, 《》 included.
        issuers: Bodies with the span that says so.
        nested: Named only inside another document's title.
    """

    index: int
    title: str
    kind: DocumentKind
    span: Span
    doc_type: str | None = None
    issuers: list[tuple[BodyRef, Span]] = field(default_factory=list)
    number: str | None = None
    issued_date: PartialDate | None = None
    status: str | None = None
    aliases: list[str] = field(default_factory=list)
    nested: bool = False
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Presiding:
    """A person chairs a meeting."""

    person: str
    meeting: int
    span: Span
    on_behalf_of: str | None = None
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person (by name) or body is named as present at a meeting."""

    actor: str | BodyRef
    meeting: int
    span: Span
    manner: AttendManner = "attends"
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Reference:
    """A meeting (index), or the article itself (None), deals with a document or a meeting (index)."""

    source: int | None
    target_type: Literal["document", "meeting"]
    target: int
    mode: ReferenceMode
    span: Span
    confidence: float = 0.85


@dataclass(frozen=True, slots=True)
class Lineage:
    """A document (index) implements, revises or supersedes another."""

    source: int
    target: int
    type: Literal["implements", "revises", "supersedes"]
    span: Span
    confidence: float = 0.85


@dataclass(frozen=True, slots=True)
class Renaming:
    """A body got another name."""

    source: BodyRef
    target: BodyRef
    date: PartialDate | None
    span: Span


@dataclass(slots=True)
class Reading:
    """Everything read from one article so far; rules add to it in the order of RULES."""

    article: Article
    sentences: list[Sentence] = field(default_factory=list)
    bodies: list[BodyMention] = field(default_factory=list)
    people: list[PersonMention] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    documents: list[DocumentEntity] = field(default_factory=list)
    document_mentions: list[DocumentMention] = field(default_factory=list)
    meetings: list[MeetingEntity] = field(default_factory=list)
    meeting_mentions: list[MeetingMention] = field(default_factory=list)
    presiding: list[Presiding] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    lineage: list[Lineage] = field(default_factory=list)
    renamings: list[Renaming] = field(default_factory=list)
    times: list[DateMention] | None = None  # expressions of time, resolved by the first rule that asks
    shadow: object | None = None  # Shadow of loaders/rules/shadow.py, made by the rule meetings for those behind it
    context: object | None = None  # RegionContext of loaders/rules/context.py, put there by the rule bodies

    @property
    def text(self) -> str:
        """Article.text."""
        return self.article.text

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds this character.

        Raises:
            LookupError: No sentence does (a line break).
        """
        found = bisect_right(self.sentences, position, key=lambda s: s.span.start) - 1
        if found >= 0 and position < self.sentences[found].span.end:
            return self.sentences[found]
        raise LookupError(f"no sentence at character {position}")
