"""Issuers (发文机关) of documents: bodies printed with the title, subject of the verb, body of the adopting meeting.

In this order: (a) 省委、市政府《A》《B》 names the issuers of the whole list; (b) the head of the title (中共X委关于…,
政协X委员会…条例); (c) the subject of 印发 出台 制定 in the clause or at the head of the sentence; (d) the host of the
meeting that adopts the text. Cases: tests/cases/rules/issuers.yml.
Known misses: subjects more than a sentence away; joint issues of bodies not named one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from loaders.claims import BodyMention, BodyRef, DocumentEntity, DocumentMention, MeetingEntity, Reading, Sentence, Span
from loaders.lexicon import load_lexicon
from loaders.rules.body_names import organ_body
from loaders.rules.grips import ASKED, Grip, Grips
from loaders.rules.issuer_phrases import DATE, ISSUE, Found, IssuerPhrases, attribute_before, holder
from loaders.rules.meeting_days import times_of
from loaders.rules.references import Sources
from loaders.rules.titles import ENACTED, ENACTED_WITHIN, bracketed
from loaders.rules.words import Words

RULE = "issuers/1"

_POST_BEHIND = re.compile(
    r"^(?:原|副|常务|党组书记|党组副书记|党组成员|主席|书记|主任|省长|市长|县长|区长|州长|秘书长|部长|常委|委员|领导|主要|有关|党员|班子|会议|机关干部|工作|系统|政协)"
)
_NOT_SUBJECT = re.compile(
    r"(?:督促指导|督促|指导|提请|建议|向|对照|按照|根据|依据|经|受|为|在|参照|报送|呈报|报请|报|贯彻|落实|学习|传达|的|关于|对|与|同|和)$"
)
# What may stand between the head of a clause and its subject.
_LEAD = re.compile(
    rf"(?:^|[，；。：”])(?:(?:{DATE}|近年来|连日来|其间|期间|同时|目前|此外|随后|会后|会前|会上|今年以来|去年以来|据悉|据了解|后来|为此|据此|一年来|五年来|"
    r"其中|首次|上午|下午|一方面|另一方面|不断|第[一二三四五]|[一二三四五六七八九]是|各项[^，。；]{0,6})，?)*$"
)
_ISSUED_BY = re.compile(
    rf"[^。；\ue004]{{0,60}}?(?P<body>\ue000\ue001*)(?:[、和]\ue000\ue001*)*(?:于)?(?:{DATE})?{ISSUE}(?![^，。；]*\ue004)"
)
_SEVERAL = re.compile(
    r"(?P<count>[两二三四五六七八九])(?:省区市|省区|省市|省|市|县|区|州|地)政协(?P<organ>办公厅|办公室|党组)?"
)
_SENT = re.compile(r"[^。；]{0,60}?现(?:将其|予以?)?(?:印发|转发|下发|发给)")
_DAY = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日$")
_SIGNED_WITHIN = 8  # sentences behind the one that sends the text
_PLANNED = re.compile(r"(?:年内|拟|抓紧|加快|尽快|将|研究)(?:修订|制定|出台|研究制定)?(?:完善)?$")
_SIGNED = re.compile(r"(?:签署|签订)(?:了)?$")
_REPORTED = re.compile(r"(?:作|作了|所作)的?$")
_WE = re.compile(r"我们")
_PASSED_ON = re.compile(
    r"[^。；，]{0,12}，?[^。；，]{0,12}(?:提请|提交|报请|呈报)[^。；，]{0,40}(?:审议|审定|审批|批准|讨论|表决)"
)
# The words of a text or speaker that asks for something: nobody has issued it yet.
_MUST = re.compile(r"(?:^|[，。；])要")
_PASSES = re.compile(rf"(?:于(?:{DATE}))?(?:审议|讨论|表决|研究|协商)?(?:并)?(?:原则)?(?:通过|批准)")
_CONSENTS = frozenset(("批准", "批准了", "审议批准", "审议批准了", "确认", "追认"))
_STRONG = re.compile(r"(?:印发|下发|出台|制定|制订|修订|颁布|发布|公布|转发|编印|新建|修改|建立|健全|完善|编制)")
_ADOPTING = frozenset(
    (
        *("全体会议", "常委会会议", "主席会议", "党组会议", "主任会议", "常务会议", "政府常务会议", "国务院常务会议"),
        *("政治局会议", "政治局常委会会议", "秘书长会议", "主席办公会", "开幕会", "闭幕会", "党代会", "人代会"),
    )
)


def issuers(reading: Reading, words: Words) -> None:
    """Fill DocumentEntity.issuers and issued_date."""
    if reading.documents:
        _Finder(reading).run()


@lru_cache(maxsize=1)
def _issuing() -> frozenset[str]:
    """Verbs whose subject issues the document."""
    lexicon = load_lexicon("document_verbs")
    issuing = {e["form"] for e in lexicon.entries if e.get("issuer")} | set(lexicon.forms("revises"))
    return frozenset(issuing - _CONSENTS - {"代拟"})


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.phrases = IssuerPhrases(reading)
        self.grips = Grips.of(reading)
        self.sources = Sources.of_reading(reading)
        self.inner = {t.span for t in bracketed(reading.text) if t.depth}
        self.issuing = _issuing()

    def run(self) -> None:
        mentions: dict[int, list[DocumentMention]] = {}
        for mention in self.reading.document_mentions:
            mentions.setdefault(mention.document, []).append(mention)
        for document in self.reading.documents:
            found = self._of(document, mentions.get(document.index, []))
            document.issuers = _unique(found)

    def _of(self, document: DocumentEntity, mentions: list[DocumentMention]) -> list[Found]:
        head = self._head(document, mentions)
        subject: list[Found] = []
        adopted: list[Found] = []
        planned: list[bool] = []
        signed: list[Found] = []
        for mention in mentions:
            sentence = self._sentence(mention)
            if sentence is None or (mention.span == sentence.span and self.text[mention.span.start] != "《"):
                continue
            self._date(document, mention)
            bracket = self.text[mention.span.start] in "《〈<"
            printed = self.phrases.before(mention.span, own=bool(head)) if bracket else []
            if mention.span in self.inner:
                subject = subject or printed
                continue
            grip = self.grips.grip(mention.span, sentence)
            signed = signed or self._signed(grip, sentence)
            subject = subject or printed or self._behind(grip, sentence) or self._subject(grip, sentence, bool(head))
            adopted = adopted or self._adopting(document, grip, mention, sentence)
            lead = self.text[sentence.span.start : grip.left]
            planned.append(bool(_PLANNED.search(lead)))
        if document.kind == "work":
            return []
        adopted = adopted or self._enacted(document)
        notice = self._notice(document)
        subject = signed or subject
        if subject:
            offices = [
                f for f in head if any(f[0] != s[0] and s[0].top == f[0] and s[0].organ != "党组" for s in subject)
            ]
            return [*subject, *offices, *notice]
        own = self.text[document.span.start : document.span.end].lstrip("《〈")
        if head and planned and all(planned) and "关于" not in own[:40]:
            return notice
        return [*notice, *head] if head else notice or adopted

    def _enacted(self, document: DocumentEntity) -> list[Found]:
        """The article's own rule: the meetings that passed it, in brackets under the title."""
        if document.span.start or len(self.reading.sentences) < 2:
            return []
        lines = self.reading.sentences[1 : 1 + ENACTED_WITHIN]
        line = next((s for s in lines if ENACTED.match(s.text)), None)
        return self._by_named_meeting(None, line.span) if line is not None else []

    def _sentence(self, mention: DocumentMention) -> Sentence | None:
        try:
            return self.reading.sentence_at(mention.span.start)
        except LookupError:
            return None

    def _head(self, document: DocumentEntity, mentions: list[DocumentMention]) -> list[Found]:
        """Head of the title, or of a fuller form of it named elsewhere."""
        for span in (document.span, *(m.span for m in mentions)):
            title = self.text[span.start : span.end]
            inner = title[1:-1] if title[0] in "《〈<" else title
            found = self.phrases.head(inner, span.start + (title[0] in "《〈<"))
            if found:
                return found
        return []

    def _notice(self, document: DocumentEntity) -> list[Found]:
        """X关于印发《Y》的通知 as the article's own title: X issues Y too."""
        first = self.reading.documents[0]
        sentence = self.reading.sentences[0]
        if document is first or first.span != sentence.span or "印发《" not in first.title:
            return []
        return self.phrases.head(first.title, first.span.start) if document.title in first.title else []

    # -- subject of the verb ----------------------------------------------------------------------------------------

    def _subject(self, grip: Grip, sentence: Sentence, headed: bool) -> list[Found]:
        verb = grip.made or grip.verb
        if verb is None or grip.sense == "supersedes":
            return []
        form = self.text[verb.start : verb.end]
        signed = _SIGNED.search(self.text, max(sentence.span.start, grip.left - 4), grip.left)
        if form not in self.issuing and not signed:
            return []
        start = sentence.span.start
        clause = max(self.text.rfind(mark, start, verb.start) for mark in "，；：。") + 1
        clause = max(clause, start)
        found = self._in_clause(clause, verb.start)
        if signed:
            return self._signatories(found, clause, verb.start) if found or self._several(clause, verb.start) else []
        if found:
            return found
        several = self._several(clause, verb.start)
        if several or grip.sense == "adopted":
            return several
        if headed:
            return []
        carried = self._carried(start, clause)
        if carried:
            return carried
        if ASKED.search(asked := self.text[start : verb.start]) or _MUST.search(asked) or not _STRONG.search(form):
            return []
        if self.sources.of(verb.start) == [None] or _WE.search(self.text, start, verb.start):
            topic = self._topic()
            return [(topic, verb)] if topic else []
        return []

    def _signed(self, grip: Grip, sentence: Sentence) -> list[Found]:
        """《…》现印发给你们: who signs the notice, on lines of their own before the line of the day."""
        if not _SENT.match(self.text, grip.right, sentence.span.end):
            return []
        found: list[Found] = []
        for line in self.reading.sentences[sentence.index + 1 : sentence.index + 1 + _SIGNED_WITHIN]:
            group = self.phrases.group(line.span.end)
            if group and group[0][1].start == line.span.start:
                found.extend(group)
            elif found:
                return found if _DAY.match(line.text) else []
        return []

    def _behind(self, grip: Grip, sentence: Sentence) -> list[Found]:
        """《…》已由X印发; 该规定…，X10月22日印发."""
        found = _ISSUED_BY.match(self.grips.masked, grip.right, sentence.span.end)
        if found is None or "提请" in found.group():
            return []
        return self.phrases.group(found.end("body"))

    def _in_clause(self, start: int, end: int) -> list[Found]:
        """The last group of bodies before the verb in its clause that can be its subject."""
        groups = [m for m in self.reading.bodies if start <= m.span.start and m.span.end <= end]
        for mention in reversed(groups):
            behind = self.text[mention.span.end : end]
            if _POST_BEHIND.match(behind) or any(
                m.span.start > mention.span.start for m in groups if m is not mention and "的" in behind
            ):
                continue
            found = self.phrases.group(mention.span.end)
            first = found[0][1].start
            lead = self.text[start:first]
            with_ = re.search(r"(?:会同|联合|与|同|和)$", lead)
            if with_:
                partner = [f for f in self._leading(start, first)]
                carried = partner or self._carried_anywhere(start)
                return [*carried, *found]
            if _NOT_SUBJECT.search(lead) or "的" in behind:
                continue
            return found
        return []

    def _leading(self, start: int, end: int) -> list[Found]:
        """A subject at the head of the clause."""
        for mention in self.reading.bodies:
            if start <= mention.span.start and mention.span.end <= end:
                lead = self.text[start : mention.span.start]
                if _LEAD.search(lead) and not _POST_BEHIND.match(self.text[mention.span.end : end]):
                    return self.phrases.group(mention.span.end)
        return []

    def _carried(self, start: int, clause: int) -> list[Found]:
        """The subject of the nearest earlier clause of the sentence: a body that heads it and is no part of a post."""
        for mention in reversed(self.reading.bodies):
            if not (start <= mention.span.start and mention.span.end <= clause):
                continue
            if _LEAD.search(self.text[start : mention.span.start]) and not _POST_BEHIND.match(
                self.text[mention.span.end : mention.span.end + 6]
            ):
                return self.phrases.group(mention.span.end) or [(mention.body, mention.span)]
        return self._several(start, clause)

    def _carried_anywhere(self, position: int) -> list[Found]:
        sentence = self.reading.sentence_at(position)
        found = self._carried(sentence.span.start, position)
        if found:
            return found
        topic = self._topic()
        return [(topic, Span(position, position + 1))] if topic else []

    def _several(self, start: int, end: int) -> list[Found]:
        """两省政协办公厅: the committees named in the article, if they are as many."""
        found = next(iter(reversed(list(_SEVERAL.finditer(self.text, start, end)))), None)
        if found is None:
            return []
        count = "一二三四五六七八九".index(found["count"].replace("两", "二")) + 1
        heads: dict[BodyRef, BodyMention] = {}
        level = Counter(m.body.level for m in self.reading.bodies if m.body.kind == "cppcc" and m.body.organ is None)
        for mention in self.reading.bodies:
            body = mention.body
            if (
                body.kind == "cppcc"
                and body.parent is None
                and body.resolved
                and level
                and body.level == level.most_common(1)[0][0]
            ):
                heads.setdefault(body, mention)
        if len(heads) != count:
            return []
        span = Span(*found.span())
        if not found["organ"]:
            return [(b, span) for b in heads]
        return [(organ_body(b, found["organ"]), span) for b in heads]

    def _signatories(self, found: list[Found], start: int, end: int) -> list[Found]:
        several = self._several(start, end)
        if several:
            return several
        lead = self.text[start : found[0][1].start] if found else ""
        if len(found) == 1 and not re.search(r"(?:与|同|和)$", lead):
            return found
        return found if len(found) > 1 else []

    def _topic(self) -> BodyRef | None:
        """The body the article speaks of itself as: the one in its title, else the one named most."""
        title = [m.body for m in self.reading.bodies if self.reading.sentence_at(m.span.start).zone == "title"]
        named = [b.top for b in title if b.resolved]
        if len(set(named)) == 1:
            return named[0]
        counts = Counter(
            m.body.top
            for m in self.reading.bodies
            if m.body.resolved and m.body.top.kind in ("cppcc", "party", "government", "congress")
        )
        if not counts:
            return None
        (best, many), *rest = counts.most_common(2)
        return best if not rest or many > rest[0][1] else None

    # -- adopting meeting -------------------------------------------------------------------------------------------

    def _adopting(
        self, document: DocumentEntity, grip: Grip, mention: DocumentMention, sentence: Sentence
    ) -> list[Found]:
        verb = grip.verb
        lead = self.text[sentence.span.start : grip.left]
        reported = bool(_REPORTED.search(lead)) and document.title.endswith("报告")
        behind = Span(grip.right, sentence.span.end)
        if grip.sense == "issued":  # 已经第五次常务会议通过，现予公布
            return self._by_named_meeting(None, behind)
        if grip.sense != "adopted" and not reported:
            return []
        if verb is not None and self.text[verb.start : verb.end] in _CONSENTS:
            return []  # the text is another's: a treaty, the rule of a lower body
        if _PASSED_ON.match(self.text, grip.right, sentence.span.end):
            return []
        if named := self._by_named_meeting(verb, behind):
            return named
        hosts: list[Found] = []
        for source in self.sources.of(mention.span.start):
            if source is None:
                return []
            meeting: MeetingEntity = self.reading.meetings[source]
            if meeting.host is None or meeting.cohosts or (meeting.kind not in _ADOPTING):
                return []
            if reported and meeting.kind not in ("全体会议", "开幕会"):
                return []
            hosts.append((holder(meeting.host), verb or mention.span))
        return hosts

    def _by_named_meeting(self, verb: Span | None, behind: Span) -> list[Found]:
        """The host of a meeting named before the verb, or with a verb behind: 经第五次主席会议审议通过."""
        for mention in self.reading.meeting_mentions:
            end = mention.span.end
            passed = behind.covers(mention.span) and _PASSES.match(self.text, end)
            if (verb is not None and end == verb.start) or passed:
                meeting = self.reading.meetings[mention.meeting]
                if meeting.host is not None and meeting.kind in _ADOPTING and not meeting.cohosts:
                    return [(holder(meeting.host), mention.span)]
        return []

    def _date(self, document: DocumentEntity, mention: DocumentMention) -> None:
        """3月11日印发的《…》."""
        if document.issued_date is not None:
            return
        found = attribute_before(self.text, 0, mention.span.start)
        if found and found["date"] and re.search(r"印发|下发|发布|公布|出台|颁布", found.group()):
            for date in times_of(self.reading):
                if date.date is not None and date.start <= found.start("date") < date.end:
                    document.issued_date = date.date


def _unique(found: list[Found]) -> list[Found]:
    return list({f[0]: f for f in reversed(found)}.values())[::-1]
