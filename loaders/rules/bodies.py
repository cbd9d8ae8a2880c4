"""Bodies (机构) named in the text, with the region each short form means.

Grammar: body_grammar.py; regions: context.py; names: body_names.py. Cases: tests/cases/rules/bodies.yml.
"""

from __future__ import annotations

import re

from graph.model.values import BodyKind
from loaders.claims import BodyMention, BodyRef, Reading, Span
from loaders.rules.body_grammar import TERM, Masked, RawBody, grammar
from loaders.rules.body_names import Place, head_body, organ_body
from loaders.rules.context import RegionContext
from loaders.rules.organs import Organs, organs
from loaders.rules.words import Words

RULE = "bodies/1"

_TERM = re.compile(rf"^{TERM}?[我本该]?|{TERM}")
# 省、酒泉市委 and 中央和省委: what stands coordinated in front of a body shares its head.
_SHARED = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[和及对了在于到按照落实彻习达])(?P<first>省|自治区|市|州|县|区|旗|盟)(?:、|和|及|以及)$"
)


def bodies(reading: Reading, words: Words) -> None:
    """Fill Reading.bodies and Reading.context."""
    damaged = [s.span for s in reading.sentences if s.damaged]
    hits = words.gazetteer.matcher().find(reading.text)
    if damaged:
        hits = [h for h in hits if not any(d.start < h.end and h.start < d.end for d in damaged)]
    found = grammar(words).find(Masked(reading.text, hits))
    if damaged:
        found = [b for b in found if not any(d.overlaps(b.span) for d in damaged)]
    context = RegionContext(reading, words, hits, found)
    reading.context = context
    for raw in found:
        body = body_of(raw, context, reading.text)
        if body is None:
            continue
        reading.bodies.extend(_shared(raw, context, reading.text))
        reading.bodies.append(BodyMention(raw.span, reading.text[raw.span.start : raw.span.end], body))


def resolve_body(form: str, reading: Reading, position: int) -> BodyRef | None:
    """The body that a whole string names (the head of a title: 中共临江市委办公室, 政协云岭省委员会).

    Args:
        form: The name with nothing before or behind it.
        reading: After the rule `bodies`.
        position: Where in the text short forms are to be understood.

    Returns:
        None if the string is not a body from end to end.
    """
    context = reading.context
    if not isinstance(context, RegionContext):
        return None
    words = context.words
    masked = Masked(form, words.gazetteer.matcher().find(form))
    for raw in grammar(words).find(masked):
        if raw.span == Span(0, len(form)):
            moved = RawBody(
                Span(position, position + len(form)), raw.head, raw.form, raw.place, raw.hit, raw.organ, raw.tail,
                position + raw.head_end,
            )
            return body_of(moved, context, form, at=0)
    return None


def body_of(raw: RawBody, context: RegionContext, text: str, *, at: int | None = None) -> BodyRef | None:
    """The ref of a body as printed; `text` holds it at `at`, or at its own span."""
    start = raw.span.start if at is None else at
    printed = text[start : start + raw.span.end - raw.span.start]
    known: Organs = organs(context.words)
    if raw.head == "central":
        return _central(raw, known)
    if raw.head == "proper":
        kind: BodyKind = "party" if "委" in raw.tail else "congress" if "人大" in raw.tail else "government"
        return BodyRef(name=raw.form, kind=kind, level="township" if _township(raw.form) else None)
    place = context.place(raw)
    if place.level == "national":
        return _national(raw, known)
    if place.region_id is None:
        return _unresolved(raw, place, printed)
    return _resolved(raw, place, known)


def _township(name: str) -> bool:
    return bool(re.search(r"[镇乡道木](?:党|工|政|人|办|纪)", name))


def _central(raw: RawBody, known: Organs) -> BodyRef:
    ref = known.central_refs[raw.form]
    return organ_body(ref, raw.organ) if raw.organ else ref


def _national(raw: RawBody, known: Organs) -> BodyRef | None:
    if raw.head in known.kind_of_mass.values() or raw.head in ("mass", "military"):
        form = known.mass.get(raw.form, raw.form)
        name = f"全国{form}"
        return known.central_refs.get(name) or head_body("mass", Place(None, "全国", "national"), form=form)
    printed = "最高" if raw.head in ("court", "procuracy") else "全国"
    head = head_body(raw.head, Place(None, printed, "national"), form=raw.form)
    return organ_body(head, raw.organ) if raw.organ else head


def _unresolved(raw: RawBody, place: Place, printed: str) -> BodyRef | None:
    """The short form as printed, without 我 and 届; a bare word (政协) alone is nothing."""
    if not raw.place and raw.head != "cppcc":
        return None
    ref = head_body(raw.head, place, form=raw.form)
    if raw.organ is None:
        return BodyRef(name=_TERM.sub("", printed), kind=ref.kind, level=ref.level, organ=ref.organ)
    head = _TERM.sub("", printed[: raw.head_end - raw.span.start])
    return organ_body(BodyRef(name=head, kind=ref.kind, level=ref.level, organ=ref.organ), raw.organ)


def _resolved(raw: RawBody, place: Place, known: Organs) -> BodyRef:
    form = known.mass.get(raw.form, raw.form)
    ref = head_body(raw.head, place, form=form)
    if raw.organ:
        ref = organ_body(ref, raw.organ)
    if raw.tail:
        name = f"{ref.name}{raw.tail}"
        if raw.head == "party_before":
            name = f"{form}{place.common}{raw.tail}"
        elif raw.head == "cppcc":
            name = f"{ref.name}{raw.tail}"
        elif raw.tail == "工委":
            name = ref.name.removesuffix("委") + "工委"
        return BodyRef(name=name, kind=ref.kind, level=ref.level, region_id=ref.region_id, organ=raw.tail, parent=ref)
    return ref


def _shared(raw: RawBody, context: RegionContext, text: str) -> list[BodyMention]:
    """The bodies coordinated in front of this one that are printed without its head: 省 and 市 in 省、市、县委."""
    found: list[BodyMention] = []
    end = raw.span.start
    while raw.hit is not None or raw.place:
        m = _SHARED.search(text, max(0, end - 5), end)
        if m is None:
            break
        span = Span(m.start("first"), m.end("first"))
        other = RawBody(span, raw.head, raw.form, m["first"])
        place = context.place(other)
        if place.region_id is None:
            break
        found.append(BodyMention(span, text[span.start : span.end], head_body(raw.head, place, form=raw.form)))
        end = span.start
    return found[::-1]
