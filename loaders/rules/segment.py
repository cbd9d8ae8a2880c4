"""Sentences: where they end, and the paragraph, section and zone they stand in.

A section is what one item of a round-up covers. It begins at a lead (“北京：8月31日，…”, “●涪陵区●”) or a sub-headline.
Known misses: a sub-headline that ends in 。, two items of a round-up in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.claims import Reading, Sentence, Span, Zone
from loaders.rules.words import Words
from loaders.text.damage import damaged_spans

RULE = "segment/1"

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』）》]*|[^。！？]+")
_SUB_HEADLINE_LIMIT = 32
# Ends of a line of running text, and beginnings that make a short line a list item, caption or imprint.
_RUNNING = re.compile(r"[。；：，、…”）]$")
_NO_HEADLINE = re.compile(
    r"[（(【\[]?(?:[一二三四五六七八九十]+[、.）)]|\d|第[一二三四五六七八九十百]+[条章节]|图|附|来源|编辑|联系|上一篇|下一篇)"
)
_MARKED_LEAD = re.compile(r"[●■◆▲★○◎□▶【]\s*([\u4e00-\u9fff]{2,12})\s*[●■◆▲★○◎□】]?$")


def segment(reading: Reading, words: Words) -> None:
    """Fill Reading.sentences in the order of the text; every character but line breaks and outer blanks is in one."""
    damaged = [Span(*span) for span in damaged_spans(reading.article)]
    slips = [span for span in damaged if span.end - span.start > 1]
    paragraphs = list(_paragraphs(reading.text))
    section = 0
    for number, span in enumerate(paragraphs):
        line = reading.text[span.start : span.end]
        zone: Zone = "title" if number == 0 and line == reading.article.title else "body"
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else Span(0, 0)
        if zone == "body" and _opens_section(line, following, words):
            section += 1
        for here in _pieces(reading.text, span, zone, slips):
            start, end = here
            reading.sentences.append(
                Sentence(
                    index=len(reading.sentences),
                    span=here,
                    text=reading.text[start:end],
                    paragraph=number,
                    section=section,
                    zone=zone,
                    damaged=any(here.overlaps(d) for d in damaged),
                )
            )


def section_lead(line: str, words: Words) -> Span | None:
    """The place that leads an item of a round-up: 北京 in “北京：8月31日，…”, 涪陵区 in “●涪陵区●”; else None."""
    if marked := _MARKED_LEAD.match(line):
        place = Span(*marked.span(1))
    elif (colon := line.find("：", 0, 14)) >= 2:
        place = Span(0, colon)
    else:
        place = Span(0, len(line)) if 2 <= len(line) <= 12 else Span(0, 0)
    return place if place.end and words.gazetteer.lookup(line[place.start : place.end]) else None


def _paragraphs(text: str) -> Iterator[Span]:
    """Non-empty lines without blanks at their ends."""
    for line in re.finditer(r"[^\n]+", text):
        stripped = line.group().strip()
        if stripped:
            start = line.start() + line.group().index(stripped)
            yield Span(start, start + len(stripped))


def _pieces(text: str, line: Span, zone: Zone, slips: list[Span]) -> Iterator[Span]:
    """Sentences of a line; a slipped span is one of its own, so that what stands beside it can be read."""
    start = line.start
    for slip in [s for s in slips if s.overlaps(line)] if zone == "body" else []:
        yield from (Span(start + s, start + e) for s, e in _sentences(text[start : slip.start], zone))
        start = min(slip.end, line.end)
        yield Span(max(slip.start, line.start), start)
    yield from (Span(start + s, start + e) for s, e in _sentences(text[start : line.end], zone))


def _sentences(line: str, zone: Zone) -> Iterator[Span]:
    """Sentences of a paragraph; a headline is one sentence, and nothing ends inside 《》."""
    if zone == "title":
        yield Span(0, len(line))
        return
    start = 0
    for part in _SENTENCE.finditer(line):
        if line.count("《", start, part.end()) > line.count("》", start, part.end()) and "》" in line[part.end() :]:
            continue
        end = part.end()
        while start < end and line[start].isspace():
            start += 1
        if start < end:
            yield Span(start, end)
        start = end


def _opens_section(line: str, following: Span, words: Words) -> bool:
    """Whether the paragraph starts a section: an item's lead, or a short line in front of running text."""
    if section_lead(line, words) is not None:
        return True
    return (
        4 <= len(line) <= _SUB_HEADLINE_LIMIT
        and following.end - following.start > _SUB_HEADLINE_LIMIT
        and not _RUNNING.search(line)
        and not _NO_HEADLINE.match(line)
        and "\u3000" not in line
    )
