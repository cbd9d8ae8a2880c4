"""A finished Reading to claims: anchors are named, quotes cut, observed dates set. No rule of language lives here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from graph.model.dates import PartialDate, earliest
from graph.model.ids import canonical_json, claim_id, position_id
from graph.model.nodes import Claim
from graph.model.values import Predicate
from loaders.claims import (
    BodyRef,
    DocumentEntity,
    MeetingEntity,
    PersonMention,
    Post,
    Reading,
    Span,
)
from loaders.linking.anchors import Key, body_key, document_key, joint_kinds, meeting_key, person_key
from loaders.rules.meeting_names import name_core
from loaders.rules.titles import names_its_issuer, title_core
from loaders.rules.words import Words

QUOTE_LIMIT = 200
_BREAKS = "，；、：,;:"


def claims_of(reading: Reading, words: Words) -> tuple[Claim, ...]:
    """All claims of one article, in order of text, each id once."""
    claims: dict[str, Claim] = {}
    for claim in _Assembly(reading, words).claims():
        claims.setdefault(claim.claim_id, claim)
    return tuple(sorted(claims.values(), key=lambda c: (c.start, c.end)))


class _Assembly:
    """Names the anchors of one reading and writes its claims."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self.reading = reading
        self.words = words
        self.article = reading.article
        self.id = reading.article.article_id
        self.section_of = {s.index: s.section for s in reading.sentences}
        self.section_day: dict[int, PartialDate] = {}
        for m in reading.meetings:
            if m.status == "held" and m.date is not None:
                section = self._section(m.span.start)
                self.section_day[section] = earliest([self.section_day.get(section), m.date]) or m.date
        self.region = self._region_line()
        self.bodies: dict[BodyRef, list[tuple[Span, str]]] = defaultdict(list)
        for mention in reading.bodies:
            self.bodies[mention.body].append((mention.span, mention.text))
        self.used: dict[BodyRef, Span] = {}
        self.people = self._people()
        # The anchors of a name wherever it stands: of the first section that gives it a strong one, else of the first.
        self.best: dict[str, list[tuple[Key, Span]]] = {}
        for (name, _), anchors in sorted(self.people.items(), key=lambda p: (not p[1][0][0].strong, p[0])):
            self.best.setdefault(name, anchors)
        self.meetings = [self._meeting_key(m) for m in reading.meetings]
        self.documents = [self._document_key(d) for d in reading.documents]

    # -- places ---------------------------------------------------------------------------------------------------

    def _section(self, position: int) -> int:
        return self.reading.sentence_at(position).section

    def _region_line(self) -> str | None:
        """Region of the body most often named; the article's line for mentions that name none."""
        counts: dict[str, int] = defaultdict(int)
        for mention in self.reading.bodies:
            region = mention.body.region_id
            if region is not None and region != "000000":
                counts[region] += 1
        return min(counts, key=lambda r: (-counts[r], r)) if counts else None

    def quote(self, span: Span) -> Span:
        """The sentence of `span`, or, where that is longer than 200 characters, a window of clauses around it."""
        sentence = self.reading.sentence_at(span.start).span
        if sentence.end - sentence.start <= QUOTE_LIMIT:
            return sentence
        end = min(span.end, sentence.end, span.start + QUOTE_LIMIT)
        room = QUOTE_LIMIT - (end - span.start)
        start = max(sentence.start, span.start - room // 2)
        end = min(sentence.end, start + QUOTE_LIMIT)
        start = max(sentence.start, end - QUOTE_LIMIT)
        text = self.reading.text
        while start > sentence.start and start < span.start and text[start - 1] not in _BREAKS:
            start += 1
        while end < sentence.end and end > span.end and text[end - 1] not in _BREAKS:
            end -= 1
        return Span(start, end)

    def observed(self, span: Span) -> PartialDate | None:
        """First day of a held meeting in the section of `span`, else the publication date."""
        return self.section_day.get(self._section(span.start), self.article.published)

    def _claim(
        self,
        predicate: Predicate,
        span: Span,
        args: dict[str, Any],
        *,
        subject: str,
        target: str | None = None,
        rule: str,
        confidence: float,
        observed: PartialDate | None = None,
    ) -> Claim:
        quote = self.quote(span)
        text = canonical_json({k: v for k, v in args.items() if v is not None and v != []})
        sentence = self.reading.sentence_at(span.start)
        return Claim(
            claim_id=claim_id(self.id, predicate, quote.start, quote.end, text),
            article_id=self.id,
            predicate=predicate,
            args=text,
            subject=subject,
            object=target,
            observed_date=observed or self.observed(span),
            quote=self.reading.text[quote.start : quote.end],
            start=quote.start,
            end=quote.end,
            rule=rule,
            confidence=confidence,
            restored=sentence.damaged,
        )

    # -- people ---------------------------------------------------------------------------------------------------

    def _people(self) -> dict[tuple[str, int], list[tuple[Key, Span]]]:
        """(name, section) to the anchors of that person there, the main one first."""
        found: dict[tuple[str, int], dict[str, tuple[Key, Span]]] = defaultdict(dict)
        weak: dict[tuple[str, int], Span] = {}
        for name, span, post in self._posts():
            slot = name, self._section(span.start)
            weak.setdefault(slot, span)
            if post is not None and post.body is not None:
                key = person_key(name, post.body, self.id, self.region)
                found[slot].setdefault(key.id, (key, span))
        out: dict[tuple[str, int], list[tuple[Key, Span]]] = {}
        for slot, span in weak.items():
            anchors = sorted(found[slot].values(), key=lambda a: (not a[0].strong, a[1], a[0].id))
            out[slot] = anchors or [(person_key(slot[0], None, self.id, self.region), span)]
        return out

    def _posts(self) -> Iterator[tuple[str, Span, Post | None]]:
        for person in self.reading.people:
            if person.incomplete:
                continue
            yield person.name, person.span, None
            for post in person.posts:
                yield person.name, person.span, post
        for tenure in self.reading.tenures:
            yield tenure.person, tenure.span, tenure.post

    def person(self, name: str, span: Span) -> str | None:
        """Main anchor of a name as meant at `span`; None if the reading knows no such person."""
        here = self.people.get((name, self._section(span.start)))
        if here is not None and here[0][0].strong:
            return here[0][0].id
        elsewhere = self.best.get(name)
        return elsewhere[0][0].id if elsewhere else None

    def _person_claims(self) -> Iterator[Claim]:
        in_region = {
            (name, a[0][0].parts["region"]): a[0][0].id
            for (name, _), a in sorted(self.people.items(), reverse=True)
            if a[0][0].strong
        }
        for (name, _section), anchors in self.people.items():
            main = anchors[0][0]
            same = main.id
            if not main.strong:  # a bare name in one section, with a post in another: one person
                same = self.best[name][0][0].id
            elif main.strong and main.parts["region"] is not None:  # posts in one region, told in two sections
                same = in_region[name, main.parts["region"]]
            for key, span in anchors:
                yield self._claim(
                    "person",
                    span,
                    {"name": name, "anchor": _anchor(key)},
                    subject=key.id,
                    target=same if same != key.id else None,
                    rule="people/1",
                    confidence=0.97,
                )

    def _post_claims(self) -> Iterator[Claim]:
        for name, span, post in self._posts():
            if post is None or post.body is None:       # a title without a body is no position
                continue
            body = self.body(post.body, post.span)
            whole = Span(min(span.start, post.span.start), max(span.end, post.span.end))
            yield self._claim(
                "holds_position",
                whole,
                {
                    "person": name,
                    "body": body,
                    "body_name": post.body.name,
                    "title": post.title,
                    "status": post.status,
                    "start_date": post.start_date,
                    "end_date": post.end_date,
                    "began_by": post.began_by,
                    "ended_by": post.ended_by,
                },
                subject=person_key(name, post.body, self.id, self.region).id,
                target=position_id(body, post.title),
                rule="posts/1",
                confidence=0.95 if post.body.resolved else 0.8,
            )

    # -- bodies ---------------------------------------------------------------------------------------------------

    def body(self, body: BodyRef, span: Span) -> str:
        """Id of a body that a fact uses; it and the bodies above it get a claim."""
        here: BodyRef | None = body
        while here is not None:
            if here not in self.used or span < self.used[here]:
                self.used[here] = span
            here = here.parent
        return body_key(body, self.id).id

    def _body_claims(self) -> Iterator[Claim]:
        for body, fallback in list(self.used.items()):
            surfaces: dict[str, Span] = {}
            for span, alias in self.bodies.get(body) or [(fallback, "")]:
                surfaces.setdefault(alias, span)
            regions = []
            if body.region_id is not None:
                known = self.words.gazetteer.by_id(body.region_id)
                chain = [known, *self.words.gazetteer.ancestors(body.region_id)] if known else []
                regions = [[r.region_id, r.name, r.level] for r in chain]
            key = body_key(body, self.id)
            for alias, span in surfaces.items():
                yield self._claim(
                    "body",
                    span,
                    {
                        "name": body.name,
                        "full_name": body.full_name,
                        "kind": body.kind,
                        "level": body.level,
                        "anchor": _anchor(key),
                        "alias": alias or None,
                        "parent": body_key(body.parent, self.id).id if body.parent else None,
                        "regions": regions,
                    },
                    subject=key.id,
                    target=None,
                    rule="bodies/1",
                    confidence=0.95,
                )

    # -- meetings -------------------------------------------------------------------------------------------------

    def _meeting_key(self, m: MeetingEntity) -> Key:
        host = body_key(m.host, self.id) if m.host is not None else None
        return meeting_key(
            name_core(m.name),
            host=host.id if host is not None and host.strong else None,
            kind=m.kind,
            term=m.term,
            session=m.session,
            sitting=m.sitting,
            date=m.date,
            article=self.id,
        )

    def _meeting_claims(self) -> Iterator[Claim]:
        for m, key in zip(self.reading.meetings, self.meetings, strict=True):
            host = self.body(m.host, m.evidence.get("host", m.span)) if m.host is not None else None
            observed = m.date if m.status == "held" else None
            yield self._claim(
                "meeting",
                m.span,
                {
                    "name": m.name,
                    "aliases": sorted(set(m.aliases) - {m.name}),
                    "kind": m.kind,
                    "anchor": _anchor(key),
                    "host": host,
                    "term": m.term,
                    "session": m.session,
                    "start_date": m.date,
                    "end_date": m.end_date,
                    "venue": m.venue,
                    "status": m.status,
                    "evidence": {f: list(s) for f, s in sorted(m.evidence.items())} or None,
                },
                subject=key.id,
                rule="meetings/1",
                confidence=m.confidence,
                observed=observed,
            )
            yield from self._further_kinds(m, key, observed)
            if m.parent is not None:
                yield self._claim(
                    "part_of",
                    m.span,
                    {"source": m.name, "target": self.reading.meetings[m.parent].name},
                    subject=key.id,
                    target=self.meetings[m.parent].id,
                    rule="meetings/1",
                    confidence=m.confidence,
                )
            hosts = [(m.host, "hosts", m.evidence.get("host", m.span))] if m.host is not None else []
            for body, manner, span in [*hosts, *m.cohosts]:
                yield self._claim(
                    "hosts",
                    span,
                    {"body": body.name, "meeting": m.name, "manner": manner},
                    subject=self.body(body, span),
                    target=key.id,
                    rule="hosts/1",
                    confidence=m.confidence,
                    observed=observed,
                )

    def _further_kinds(self, m: MeetingEntity, key: Key, observed: PartialDate | None) -> Iterator[Claim]:
        """A gathering of two kinds (党组会议暨主席会议) gets an anchor for the second, so that either name finds it."""
        host = body_key(m.host, self.id) if m.host is not None else None
        if host is None or not host.strong or m.date is None:
            return
        for kind, part in joint_kinds([m.name, *m.aliases], m.kind).items():
            further = meeting_key(
                name_core(part),
                host=host.id,
                kind=kind,
                term=None,
                session=None,
                sitting=m.sitting,
                date=m.date,
                article=self.id,
            )
            if further.id in {k.id for k in self.meetings}:  # the article tells the two apart
                continue
            args = {"name": m.name, "aliases": [part], "kind": kind, "anchor": _anchor(further), "host": host.id}
            yield self._claim(
                "meeting",
                m.span,
                args | {"start_date": m.date, "status": m.status},
                subject=further.id,
                target=key.id,
                rule="meetings/1",
                confidence=m.confidence,
                observed=observed,
            )

    def _titles(self, name: str, span: Span) -> list[str]:
        """Posts printed with the name in the sentence of `span`."""
        sentence = self.reading.sentence_at(span.start).span
        return sorted({_printed(p) for m in self._mentions(name, sentence) for p in m.posts})

    def _mentions(self, name: str, where: Span) -> Iterable[PersonMention]:
        return (m for m in self.reading.people if m.name == name and where.covers(m.span))

    def _presence_claims(self) -> Iterator[Claim]:
        for p in self.reading.presiding:
            subject = self.person(p.person, p.span)
            if subject is None:
                continue
            meeting = self.reading.meetings[p.meeting]
            delegator = self.person(p.on_behalf_of, p.span) if p.on_behalf_of else None
            yield self._claim(
                "presides_over",
                p.span,
                {
                    "person": p.person,
                    "meeting": meeting.name,
                    "on_behalf_of": delegator,
                    "titles": self._titles(p.person, p.span),
                },
                subject=subject,
                target=self.meetings[p.meeting].id,
                rule="presides/1",
                confidence=p.confidence,
                observed=meeting.date,
            )
        for a in self.reading.attendance:
            if isinstance(a.actor, BodyRef):
                actor: str | None = self.body(a.actor, a.span)
                label, titles = a.actor.name, []
            else:
                actor, label, titles = self.person(a.actor, a.span), a.actor, self._titles(a.actor, a.span)
            if actor is None:
                continue
            meeting = self.reading.meetings[a.meeting]
            yield self._claim(
                "attends",
                a.span,
                {"actor": label, "meeting": meeting.name, "manner": a.manner, "titles": titles},
                subject=actor,
                target=self.meetings[a.meeting].id,
                rule="attends/1",
                confidence=a.confidence,
                observed=meeting.date,
            )

    # -- documents ------------------------------------------------------------------------------------------------

    def _document_key(self, d: DocumentEntity) -> Key:
        core = title_core(d.title)
        return document_key(
            core,
            self_named=core if d.kind == "work" else names_its_issuer(d.title),
            issuers=[k.id for k in (body_key(b, self.id) for b, _ in d.issuers) if k.strong],
            region=self.region,
            article=self.id,
        )

    def _document_claims(self) -> Iterator[Claim]:
        wanted = {r.target for r in self.reading.references if r.target_type == "document"}
        wanted |= {i for line in self.reading.lineage for i in (line.source, line.target)}
        for d, key in zip(self.reading.documents, self.documents, strict=True):
            if d.nested and d.index not in wanted:
                continue
            yield self._claim(
                "document",
                d.span,
                {
                    "title": d.title,
                    "aliases": sorted(set(d.aliases) - {d.title}),
                    "kind": d.kind,
                    "doc_type": d.doc_type,
                    "anchor": _anchor(key),
                    "number": d.number,
                    "issued_date": d.issued_date,
                    "status": d.status,
                },
                subject=key.id,
                rule="documents/1",
                confidence=d.confidence,
            )
            for body, span in d.issuers:
                yield self._claim(
                    "issues",
                    span,
                    {"body": body.name, "document": d.title, "region": body.region_id},
                    subject=self.body(body, span),
                    target=key.id,
                    rule="issuers/1",
                    confidence=d.confidence,
                )

    def _link_claims(self) -> Iterator[Claim]:
        for r in self.reading.references:
            source = self.id if r.source is None else self.meetings[r.source].id
            label = "article" if r.source is None else self.reading.meetings[r.source].name
            if r.target_type == "document":
                target, name = self.documents[r.target].id, self.reading.documents[r.target].title
            else:
                target, name = self.meetings[r.target].id, self.reading.meetings[r.target].name
            yield self._claim(
                "references",
                r.span,
                {"source": label, "target": name, "mode": r.mode},
                subject=source,
                target=target,
                rule="references/1",
                confidence=r.confidence,
                observed=None if r.source is None else self.reading.meetings[r.source].date,
            )
        for line in self.reading.lineage:
            source_doc, target_doc = self.reading.documents[line.source], self.reading.documents[line.target]
            yield self._claim(
                line.type,
                line.span,
                {"source": source_doc.title, "target": target_doc.title},
                subject=self.documents[line.source].id,
                target=self.documents[line.target].id,
                rule="lineage/1",
                confidence=line.confidence,
            )
        for change in self.reading.renamings:
            yield self._claim(
                "renamed_to",
                change.span,
                {"source": change.source.name, "target": change.target.name, "date": change.date},
                subject=self.body(change.source, change.span),
                target=self.body(change.target, change.span),
                rule="renames/1",
                confidence=0.9,
            )

    def claims(self) -> Iterator[Claim]:
        """Every claim; bodies last, since the others say which bodies are needed."""
        yield from self._person_claims()
        yield from self._post_claims()
        yield from self._meeting_claims()
        yield from self._presence_claims()
        yield from self._document_claims()
        yield from self._link_claims()
        yield from self._body_claims()


def _anchor(key: Key) -> dict[str, Any]:
    return {"key": key.parts, "block": key.block, "name": key.name}


def _printed(post: Post) -> str:
    return f"{post.body.name if post.body else ''}{post.title}"
