"""Rosters: runs of posts and names (党组副书记、副主席A，副主席B、C，秘书长D出席) read as one list.

A post covers every name up to the next post; the list goes on over 、 and 和 and, where a post follows, over ， in a
sentence. Known misses: a roster broken by a clause (A，因病请假的B，C).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from loaders.claims import BodyMention, BodyRef, PersonMention, Post, Reading, Span
from loaders.rules.holders import holder_names
from loaders.rules.names import NameHit, Names, Place
from loaders.rules.post_words import PostToken
from loaders.rules.posts import PostFinder

_JOIN = re.compile(r"[ \u3000\xa0]?(?:[、和及与暨]|以及)[ \u3000\xa0]?|[ \u3000\xa0]+")
_BREAK = re.compile(r"[，；]\s*(?:以及|和|及)?")
_CHAIN = re.compile(r"\s?(?:、|兼任?|和|及)\s?|(?=原)")
_SPEAKER_COMMA = re.compile(r"，(?=[^，。；：！？\n]{4,40}：\n)")
_MARKS = re.compile(r"[■●▲◆★□○\s]*")
_UNKNOWN_LIMIT = 18
_UNKNOWN = re.compile(r"[^、，。；：！？\n]*")
_ARE = re.compile(r"[是为]：?|：")
_PLURAL = re.compile(r"历任|往届|历届|各|[两三四五六七八九十]位?|多位|部分|书记处|轮值")
_REGION_LEADERS = re.compile(r"(?:(?:省|市|县|区|州|旗|盟|自治区)(?:上|级|政协|委|有关|党政军?)?|政协|党政军)领导$")
_INTRODUCED = re.compile(r"(?:还有|的有|人员有|名单如下|分别是|包括|依次是|他们是|领导有|同志有)：?$")


class RosterReader:
    """Reads the rosters of one article; carries the body of the last post from one to the next within a section."""

    def __init__(self, reading: Reading, finder: PostFinder, names: Names, closed: list[Span]) -> None:
        self.reading = reading
        self.text = reading.text
        self.finder = finder
        self.names = names
        self.closed = closed
        self.table = holder_names()
        self._closed_starts = [s.start for s in closed]
        self.rosters = 0
        self.found: list[PersonMention] = []
        self._carry: tuple[int, BodyRef | None] = (-1, None)
        self._pending: tuple[int, BodyRef | None] = (-1, None)
        self._unnamed: tuple[int, BodyRef | None] = (-1, None)

    def read_all(self) -> None:
        """Read the roster at every post of the text, left to right."""
        position = 0
        for token in self.finder.tokens:
            if token.span.start < position or self.is_closed(token.span.start):
                continue
            if self.text[token.span.start - 1 : token.span.start] in ("任", "选") and token.body is None:
                continue
            position = max(position, self._roster(token))

    def is_closed(self, position: int) -> bool:
        """Whether nothing is read there (byline, title of a document, damaged sentence)."""
        place = bisect_right(self._closed_starts, position) - 1
        return place >= 0 and position < self.closed[place].end

    def names_from(self, start: int, place: Place) -> int:
        """Read a run of names without posts that begins at `start`; returns where it ends."""
        return self._names(start, [], [], place)

    # -- one roster -----------------------------------------------------------------------------------------------

    def _roster(self, token: PostToken) -> int:
        chain, end = self._chain(token)
        colon = self.text.startswith("：", end) and self._fills_line(token.span.start, end + 1)
        if colon:
            end += 1
        elif chain[-1].sense == "session_role" and (are := _ARE.match(self.text, end)):
            end = are.end()
        return self._names(token.span.start, chain, self._posts(chain, first=True), _place(chain), end)

    def _fills_line(self, start: int, position: int) -> bool:
        """Whether the line is a post, a colon and names: 省委副书记：某某."""
        if start > 0 and self.text[start - 1] != "\n":
            return False
        while (hit := self.names.read(self.text, position, place="roster")) is not None:
            position = hit.end
            if position >= len(self.text) or self.text[position] == "\n":
                return True
            join = _JOIN.match(self.text, position)
            if join is None:
                return False
            position = join.end()
        return False

    def _chain(self, token: PostToken) -> tuple[list[PostToken], int]:
        """The posts joined to one chain from `token` on, and where the names begin."""
        chain, end = [token], token.span.end
        while True:
            follower = self.finder.at.get(end)
            if follower is not None:
                chain.append(self._continued(chain[-1], follower))
                end = follower.span.end
                continue
            join = _CHAIN.match(self.text, end) or self._speaker_comma(chain[0], end)
            if join is None or join.end() == end:
                return chain, end
            follower = self.finder.at.get(join.end()) or self._unknown_post(join)
            if follower is None:
                return chain, end
            chain.append(self._continued(chain[-1], follower))
            end = follower.span.end

    def _continued(self, before: PostToken, token: PostToken) -> PostToken:
        """The next post of a chain: 原 covers the posts of one body (原县政协党组副书记、副主席A); 现 ends it."""
        own = token.body or token.organ or token.region or token.unknown or self.text[token.span.start] in "现时"
        if before.status == "former" and token.status == "held" and not own:
            return replace(token, status="former")
        return token

    def _speaker_comma(self, first: PostToken, end: int) -> re.Match[str] | None:
        """，between the posts of a line that only announces a speaker: POST，POST NAME：."""
        line = self.text.rfind("\n", 0, first.span.start) + 1
        if _MARKS.fullmatch(self.text, line, first.span.start) is None:
            return None
        return _SPEAKER_COMMA.match(self.text, end)

    def _unknown_post(self, join: re.Match[str]) -> PostToken | None:
        """A post whose body is not known, in the next item of the chain: 全国政协委员、某企业负责人A."""
        if "、" not in join.group() and "，" not in join.group():
            return None
        follower = self.finder.next_token(join.end())
        if follower is None or follower.span.start - join.end() > _UNKNOWN_LIMIT:
            return None
        gap = _UNKNOWN.match(self.text, join.end())
        assert gap is not None
        if gap.end() < follower.span.end or self.names.read(self.text, join.end(), place="verb") is not None:
            return None
        return follower

    def _posts(self, chain: list[PostToken], *, first: bool) -> list[Post]:
        section = self.finder.context.section_at(chain[0].span.start)
        carry = self._carry[1] if not first and self._carry[0] == section else None
        if first and self._carry[0] == section and self._keeps(chain[0], self._carry[1]):
            carry = self._carry[1]
        bare = chain[0].body is None and chain[0].region is None and not chain[0].unknown
        if first and bare and self._unnamed[0] == self.reading.sentence_at(chain[0].span.start).index:
            carry = self._unnamed[1]  # nearer than the body of the last roster that could be read
        posts: list[Post] = []
        for token in chain:
            post, carry = self.finder.resolve(token, carry)
            if post is not None:
                posts.append(post)
        self._pending = section, carry
        if any(token.body is not None for token in chain):
            self._unnamed = self.reading.sentence_at(chain[0].span.start).index, carry
        return posts

    def _keeps(self, token: PostToken, carry: BodyRef | None) -> bool:
        """Whether the first post of a roster may belong to the body of the roster before.

        It names none itself, and that body is of the region the text speaks for (a guest's is not).
        """
        if carry is None or token.body is not None or token.region is not None or token.unknown:
            return False
        home = self.finder.context.home_at(token.span.start)
        return home is None or carry.region_id in (home.region_id, None)

    def _names(
        self, start: int, chain: list[PostToken], posts: list[Post], place: Place, position: int | None = None
    ) -> int:
        """Names from `position` on with the posts in force; appends the mentions and returns where the list ends."""
        position = start if position is None else position
        read: list[tuple[NameHit, tuple[Post, ...]]] = []
        last = position
        sentence_end = self.reading.sentence_at(start).span.end
        while position < sentence_end:
            hit = self._name(position, place)
            if hit is None:
                break
            if hit.name == "一行":
                break
            read.append((hit, tuple(posts)))
            if chain and _one_holder(chain, self.text):
                posts = []
            last = position = hit.end
            follower = self._next_group(position)
            if follower is not None:
                chain, position = self._chain(follower)
                self._carry = self._pending
                posts = self._posts(chain, first=False)
                place = _place(chain)
                continue
            place = "roster"
            join = _JOIN.match(self.text, position)
            if join is not None:
                position = join.end()
            elif len(read) > 1 and self._comma_in_list(position):
                position += 1
            else:
                break
        if read:
            self._add(start, last, read)
            self._carry = self._pending
            self._unnamed = (-1, None)
        return last

    def _comma_in_list(self, position: int) -> bool:
        """Whether ，stands for 、 before the last name of a group: 副主席A、B，C，秘书长D."""
        if not self.text.startswith("，", position):
            return False
        hit = self.names.read(self.text, position + 1, place="roster")
        if hit is None or not self.names.alone_sure(hit.name):
            return False
        return self.text.startswith("，", hit.end) and self._next_group(hit.end) is not None

    def _name(self, position: int, place: Place) -> NameHit | None:
        if self.is_closed(position):
            return None
        hit = self.names.read(self.text, position, place=place, table=self.table)
        if hit is not None and hit.span.end > position and self._inside_body(hit):
            return None
        return hit

    def _inside_body(self, hit: NameHit) -> bool:
        """Whether a body begins inside the supposed name: 张北|县政协."""
        return any(m.span.start < hit.span.end for m in self._bodies_from(hit.span.start))

    def _bodies_from(self, position: int) -> list[BodyMention]:
        mentions = self.reading.bodies
        place = bisect_right(mentions, position - 1, key=lambda m: m.span.start)
        return [m for m in mentions[place : place + 1]]

    def _next_group(self, position: int) -> PostToken | None:
        """The post that continues the roster behind a name."""
        for pattern in (_JOIN, _BREAK):
            if m := pattern.match(self.text, position):
                end = m.end()
                while more := _JOIN.match(self.text, end):
                    end = more.end()
                if (token := self.finder.at.get(end)) is not None:
                    return token
                if pattern is _JOIN and (token := self._unknown_group(end)) is not None:
                    return token
        return None

    def _unknown_group(self, start: int) -> PostToken | None:
        """A post behind words of an unknown body that goes on with the roster: 、甘孜人民医院院长A."""
        token = self.finder.next_token(start)
        if token is None or not (2 <= token.span.start - start <= _UNKNOWN_LIMIT):
            return None
        gap = self.text[start : token.span.start]
        if re.search(r"[、，。；：！？\n（]", gap) or self.names.read(self.text, start, place="roster") is not None:
            return None
        return token

    def _add(self, start: int, end: int, read: list[tuple[NameHit, tuple[Post, ...]]]) -> None:
        roster = -1
        if len(read) > 1:
            roster = self.rosters
            self.rosters += 1
        for hit, posts in read:
            self.found.append(
                PersonMention(
                    span=hit.span,
                    name=hit.name,
                    posts=posts,
                    roster=roster,
                    run=Span(start, end),
                    incomplete=hit.incomplete,
                )
            )


def _one_holder(chain: list[PostToken], text: str) -> bool:
    """Whether only one person can hold the last post of the chain, so that it does not cover further names."""
    last = chain[-1]
    if last.sense not in ("leader", "secretary") or "副" in last.title or last.status == "former":
        return False
    if last.body is not None and last.body.organ == "书记处":
        return False
    start = chain[0].span.start
    return _PLURAL.search(text, max(0, start - 6), last.span.end) is None


def _place(chain: list[PostToken]) -> Place:
    """What the last post of a chain promises."""
    last = chain[-1]
    if last.sense == "lead" and _REGION_LEADERS.match(last.title):
        return "roster"
    if last.unknown and last.status is not None and any(t.body is not None for t in chain):
        return "member"
    if last.status is None or last.unknown or last.sense == "lead" or (last.member and last.body is None):
        return "verb"
    return "member" if last.member else "post"


def with_posts(mention: PersonMention, posts: tuple[Post, ...]) -> PersonMention:
    """The mention with further posts printed at it."""
    known = {(p.title, p.body) for p in mention.posts}
    return replace(mention, posts=(*mention.posts, *(p for p in posts if (p.title, p.body) not in known)))
