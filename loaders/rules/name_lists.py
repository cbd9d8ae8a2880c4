"""Lists of names set in lines: a heading that names the posts, then names separated by blanks.

    三、某某委员会主任、副主任
    主　席　A
    副主席　B　C

or captions, each a line that is a name.
Known misses: two columns of posts in one line.
"""

from __future__ import annotations

import re

from loaders.claims import BodyRef, PersonMention, Post, Reading, Span
from loaders.rules.names import Names
from loaders.rules.posts import PostFinder
from loaders.rules.rosters import RosterReader

_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、|^[（(][一二三四五六七八九十]{1,3}[）)]")
_PAREN = re.compile(r"[（(][^（）()]*[）)]")
_BLANK = re.compile(r"[ \u3000\xa0]+")
_LABEL = re.compile(
    r"^(常务委员会委员|副?主\s*席|副?书\s*记|常\s*委|委\s*员|副?主\s*任|副?秘\s*书\s*长"
    r"|理\s*事|副?组\s*长|副?会\s*长)(?:[（(][^（）()]*[）)])?(?:[ \u3000\xa0]+|$)"
)
_LINE = re.compile(r"[^\n]*\n")
_FEWEST_CAPTIONS = 3
_ONLY_NOTE = re.compile(r"^[（(][^（）()]*[）)]$")


def read_lists(reading: Reading, finder: PostFinder, rosters: RosterReader, grammar: Names) -> None:
    """Add the persons of name lists to `rosters.found`."""
    heading: tuple[BodyRef | None, list[str]] | None = None
    label: str | None = None
    paragraph = -1
    for sentence in reading.sentences:
        if sentence.paragraph == paragraph:
            continue
        paragraph = sentence.paragraph
        line = sentence.text
        if _HEADING.match(line):
            heading, label = _heading(reading, finder, sentence.span), None
            continue
        if heading is None or _ONLY_NOTE.match(line):
            continue
        offset = 0
        if m := _LABEL.match(line):
            label = re.sub(r"\s", "", m[1])
            offset = m.end()
        spans = _names(line, offset, grammar)
        if spans is None:
            if not offset:
                heading = None
            continue
        if not spans:
            continue
        title = label or (heading[1][0] if len(heading[1]) == 1 else None)
        _add(reading, rosters, heading[0], _office(title), sentence.span, spans)


def read_captions(reading: Reading, rosters: RosterReader, grammar: Names) -> None:
    """Add the names of captions that follow each other, each a line of its own."""
    run: list[Span] = []
    for m in _LINE.finditer(f"{reading.text}\n"):
        line = m.group().strip()
        if not line:
            continue
        if 2 <= len(line) <= 4 and grammar.alone_sure(line):
            start = m.start() + m.group().index(line)
            run.append(Span(start, start + len(line)))
            continue
        if len(run) >= _FEWEST_CAPTIONS:
            for span in run:
                if not rosters.is_closed(span.start):
                    name = reading.text[span.start : span.end]
                    rosters.found.append(PersonMention(span=span, name=name, run=span))
        run = []


def _office(title: str | None) -> str | None:
    return "常委" if title in ("常务委员会委员", "常务委员") else title


def _heading(reading: Reading, finder: PostFinder, span: Span) -> tuple[BodyRef | None, list[str]] | None:
    """Body and titles of a heading; None if it names no body with an office."""
    bodies = [m for m in reading.bodies if span.covers(m.span)]
    if not bodies:
        return None
    first = bodies[0]
    rest = re.sub(r"\s|（.*?）", "", reading.text[first.span.end : span.end])
    body = first.body
    if rest.startswith("常务委员会委员"):
        return body, ["常委"]
    titles = [t for t in rest.split("、") if t]
    if not titles or not all(finder.words.head.fullmatch(t) or t == "常务委员会委员" for t in titles):
        return None
    return body, titles


def _names(line: str, offset: int, grammar: Names) -> list[Span] | None:
    """Spans of the names of a line that holds nothing else; None for any other line."""
    spans: list[Span] = []
    odd = 0
    bare = _PAREN.sub(lambda m: " " * len(m.group()), line)
    for part in re.finditer(r"[^ \u3000\xa0]+", bare[offset:]):
        start, end = offset + part.start(), offset + part.end()
        word = line[start:end]
        if not re.fullmatch(r"[\u3400-\u9fff·]{2,15}", word) or word in grammar.words:
            return None
        if not ("·" in word or grammar._lengths(word) or grammar.minority.fullmatch(word)):
            odd += 1
        if len(word) > 4 and "·" not in word and not grammar.minority.fullmatch(word):
            return None
        spans.append(Span(start, end))
    return spans if odd * 5 <= len(spans) else None


def _add(
    reading: Reading, rosters: RosterReader, body: BodyRef | None, title: str | None, line: Span, spans: list[Span]
) -> None:
    roster = rosters.rosters if len(spans) > 1 else -1
    rosters.rosters += 1
    run = Span(line.start, line.end)
    for span in spans:
        here = Span(line.start + span.start, line.start + span.end)
        posts = (Post(here, title, body),) if title and body is not None else ()
        rosters.found.append(
            PersonMention(span=here, name=reading.text[here.start : here.end], posts=posts, roster=roster, run=run)
        )
