"""The text with what earlier rules found masked, so that one pattern can speak of “a body” or “a person”.

A masked stretch begins with the sign of its kind and goes on with the next code point; offsets stay those of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from loaders.claims import BodyMention, Reading, Span

BODY, PERSON, DOCUMENT, DATE, POST = "\ue000", "\ue002", "\ue004", "\ue006", "\ue008"
ONE_PERSON = "\ue002\ue003*"
ONE_BODY = "\ue000\ue001*"
ONE_POST = "\ue008\ue009*"
ONE_DATE = "\ue006\ue007*"
ONE_DOCUMENT = "\ue004\ue005*"
# Organs that meet under the name of the body they belong to: they stay readable behind the mask.
_ORGAN = re.compile(
    r"(?<!政治局)(?:党组理论学习中心组|理论学习中心组|机关党组|党组|常务委员会|常委会|主席团常务主席|主席团|主席会议|秘书长会议|主任会议|委员长会议)$"
)
_QUOTED = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》")


class Shadow:
    """Masked text of one reading.

    Args:
        reading: With bodies; people and dates are masked as far as they are there.
        dates: Spans of dates.
    """

    def __init__(self, reading: Reading, dates: list[Span]) -> None:
        self.text = reading.text
        chars = list(self.text)
        self.bodies = sorted(reading.bodies, key=lambda m: m.span)
        self._starts = [m.span.start for m in self.bodies]
        for body in self.bodies:
            _mask(chars, Span(body.span.start, self.own_end(body)), BODY)
        for date in dates:
            _mask(chars, date, DATE)
        for person in reading.people:
            for post in person.posts:
                if post.span.end <= person.span.start or post.span.start >= person.span.end:
                    _mask(chars, post.span, POST)
        for person in reading.people:
            _mask(chars, person.span, PERSON)
        for match in _QUOTED.finditer(self.text):
            _mask(chars, Span(*match.span()), DOCUMENT)
        self.masked = "".join(chars)

    def own_end(self, body: BodyMention) -> int:
        """End of the mask of a body: before a trailing 党组, 常委会 or 主席团; its start where it is nothing else."""
        organ = _ORGAN.search(body.text)
        return body.span.start + organ.start() if organ else body.span.end

    def bodies_in(self, span: Span) -> tuple[BodyMention, ...]:
        """Bodies whose mask begins within `span`, in order of text."""
        out = []
        for index in range(bisect_left(self._starts, span.start), len(self.bodies)):
            body = self.bodies[index]
            if body.span.start >= span.end:
                break
            if self.masked[body.span.start] == BODY:
                out.append(body)
        return tuple(out)


def _mask(chars: list[str], span: Span, sign: str) -> None:
    follow = chr(ord(sign) + 1)
    for index in range(span.start, span.end):
        chars[index] = follow
    if span.start < span.end:
        chars[span.start] = sign
