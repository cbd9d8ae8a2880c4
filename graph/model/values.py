"""The closed lists: every value a kind, level, mode, manner or status may take."""

from __future__ import annotations

from typing import Literal, get_args

Level = Literal["national", "province", "prefecture", "county", "township"]
BodyKind = Literal[
    "cppcc",
    "party",
    "government",
    "congress",
    "procuracy",
    "court",
    "supervision",
    "democratic_party",
    "mass",
    "military",
    "other",
]
MeetingStatus = Literal["held", "announced", "cited"]
DocumentKind = Literal["policy", "work"]
AttendManner = Literal["attends", "observes", "speaks", "reports"]
HostManner = Literal["hosts", "organises"]
TenureStatus = Literal["held", "acting", "former"]
BeganBy = Literal["elected", "appointed"]
EndedBy = Literal["removed", "resigned"]
ReferenceMode = Literal["studied", "adopted", "deliberated", "implemented", "issued", "cited"]
JudgementKind = Literal["same", "different", "unsure", "wrong"]
AnchorType = Literal["Person", "Body", "Meeting", "Document"]
Origin = Literal["model", "table"]

# What a claim may say. The first four introduce an entity; the others are edges in lower case.
Predicate = Literal[
    "person",
    "body",
    "meeting",
    "document",
    "holds_position",
    "presides_over",
    "attends",
    "hosts",
    "references",
    "issues",
    "implements",
    "revises",
    "supersedes",
    "part_of",
    "renamed_to",
]
ENTITY_PREDICATES: tuple[Predicate, ...] = ("person", "body", "meeting", "document")
PREDICATES: tuple[str, ...] = get_args(Predicate)
