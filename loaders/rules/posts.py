"""Posts (职务): where a title stands, which body it belongs to, and how it is held.

A post is BODY? QUALIFIER* TITLE; in a chain (省委常委、统战部部长、省政协党组副书记) the body carries right until
another is named. Lexicons: post_heads, post_qualifiers, post_followers, roster_leads, fixed_posts, offices, organs.
Cases: tests/cases/rules/posts.yml.
Known misses: a post in a body that the grammar of bodies does not know gives only the person.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from graph.model.values import TenureStatus
from loaders.claims import BodyMention, BodyRef, Post, Reading, Span
from loaders.gazetteer import Region, RegionHit
from loaders.rules.body_names import Place, head_body, organ_body
from loaders.rules.context import RegionContext
from loaders.rules.post_words import COMMISSIONS, PostToken, post_words
from loaders.rules.words import Words

RULE = "posts/1"

_LEVEL_HEAD = re.compile(r"(?:常务|第一|执行)?副?(自治区|[省市县区州旗盟镇乡])(?:长|主席)(?:助理)?$")
# The head of an autonomous region, printed with the word for its rank.
_AUTONOMOUS = re.compile(r"自治区(?P<title>(?:常务)?副?主席)$")
_BARE_BEFORE = re.compile(
    r"(?:^|[\s、，。；：（）()“”！？《》—丨|]|[由受和及与兼任为的对向请经据时日午天晚率随陪同以聘或]|以及|分别)$"
)
_ENVOY = re.compile(r"(?:中国|我国|我)(?P<title>(?:常?驻)[\u4e00-\u9fff]{2,12}?(?:大使|总领事|代表))$")
_PROPER = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,22}(?:医院|大学|学院|中学|小学|学校|研究院|研究所|研究基地|基地|实验室|智库|中心|公司|集团|银行|协会|学会"
    r"|商会|研究会|促进会|联合会|基金会|博物馆|图书馆|电视台|报社|日报|林场|农场|党校)$"
)
_PROPER_ENDS = frozenset("院学校究所心地室库司团行会馆台社报场")
_ENVOYS = frozenset(("大使", "总领事", "代表", "特命全权大使"))
_GROUP = "领导小组"
_RANK = re.compile(r"自治区|自治州|自治县|[省市区县州旗盟]")
_CHAIRS = ("主席", "副主席", "常务副主席")


class PostFinder:
    """Finds the post tokens of one article and decides their bodies."""

    def __init__(self, reading: Reading, words: Words) -> None:
        assert isinstance(reading.context, RegionContext)
        self.reading = reading
        self.words = post_words(words)
        self.context = reading.context
        self.text = reading.text
        self.by_end: dict[int, BodyMention] = {m.span.end: m for m in reading.bodies}
        self.region_end: dict[int, RegionHit] = {h.end: h for h in self.context.hits}
        self.region_start: dict[int, RegionHit] = {h.start: h for h in self.context.hits}
        self._has_cppcc = any(m.body.kind == "cppcc" for m in reading.bodies)
        self.tokens = self._find()
        self.at: dict[int, PostToken] = {t.span.start: t for t in self.tokens}
        self._starts = [t.span.start for t in self.tokens]

    def next_token(self, position: int) -> PostToken | None:
        """The first token that begins at or behind `position`."""
        place = bisect_left(self._starts, position)
        return self.tokens[place] if place < len(self.tokens) else None

    # -- finding --------------------------------------------------------------------------------------------------

    def _find(self) -> list[PostToken]:
        parts: list[str] = []
        position = 0
        for mention in self.reading.bodies:
            last = mention.span.end
            if self.text[last - 1] in "部局厅署院委行" and self.text[last : last + 1] == "长":
                last -= 1  # 统战部长 is 统战部 with 部长
            start = max(mention.span.start, position)
            parts += (self.text[position:start], "\x00" * max(last - start, 0))
            position = max(last, position)
        masked = "".join((*parts, self.text[position:]))
        found: list[PostToken] = []
        for _, start, end in self.words.heads.find_matches_as_indexes(masked):
            token = self._token(start, end)
            if token is None:
                continue
            if found and token.span.start < found[-1].span.end:
                found.pop()
            found.append(token)
        return found

    def _token(self, start: int, end: int) -> PostToken | None:
        title = self.text[start:end]
        sense = self.words.sense[title]
        if self._is_word(end) and sense != "lead":
            candidate = self.words.candidate.match(self.text, end)
            if candidate is None:
                return None
            start, _ = self._qualified(start, None)
            body = self.by_end.get(start)
            first = body.span.start if body is not None else start
            return PostToken(Span(first, candidate.end()), title, sense, body=body.body if body else None, status=None)
        if sense == "lead":
            return self._lead(start, end, title)
        status: TenureStatus | None = "held"
        while (behind := self.words.behind.match(self.text, end)) is not None:
            after = self.words.after[behind.group()]
            if after == "candidate":
                status = None
            elif after == "acting":
                status = "acting"
            end = behind.end()
        start, status = self._qualified(start, status)
        body = self.by_end.get(start)
        if body is not None and body.span.start < start:
            first, status = self._qualified(body.span.start, status)
            return PostToken(Span(first, end), title, sense, body=body.body, status=status)
        if title[0] == "长":
            return None
        if (cut := self._department_head(start, title)) is not None:
            first, status = self._qualified(cut[0].span.start, status)
            return PostToken(Span(first, end), cut[1], sense, body=cut[0].body, status=status)
        if (organ := self._organ_before(start)) is not None:
            at = start - len(organ)
            at, status = self._qualified(at, status)
            before = self.by_end.get(at)
            if before is not None and before.span.start < at:
                first, status = self._qualified(before.span.start, status)
                return PostToken(Span(first, end), title, sense, body=before.body, organ=organ, status=status)
            return PostToken(Span(at, end), title, sense, organ=organ, status=status, unknown=not self._bare(at))
        if (organ := self._organ_merged(start, title)) is not None:
            at, status = self._qualified(start + 1 - len(organ), status)
            return PostToken(Span(at, end), title, sense, organ=organ, status=status, unknown=not self._bare(at))
        if title in ("组长", "副组长") and (group := self._leading_group(start)) is not None:
            return PostToken(Span(start - len(_GROUP), end), title, sense, body=group, status=status)
        if (hit := self._region_before(start, title)) is not None:
            at, status = self._qualified(hit.start, status)
            return PostToken(Span(at, end), title, sense, region=hit, status=status)
        if title in _CHAIRS and self.text.endswith("自治区", 0, start):
            at, status = self._qualified(start - 3, status)
            return PostToken(Span(at, end), f"自治区{title}", sense, status=status, unknown=not self._bare(at))
        envoy = _ENVOY.search(self.text, max(0, start - 12), end) if title in _ENVOYS else None
        if envoy is not None:
            state = self.words.organs.central_refs.get("中华人民共和国")
            return PostToken(Span(envoy.start(), end), envoy["title"], sense, body=state, status=status)
        if (own := self._own_body(start)) is not None:
            at, status = self._qualified(own[0], status)
            return PostToken(Span(at, end), title, sense, body=own[1], status=status)
        bare = self._bare(start)
        if not bare and _LEVEL_HEAD.search(title) and self.text.endswith("政府", 0, start):
            start, bare = start - 2, True
        return PostToken(Span(start, end), title, sense, status=status, unknown=not bare)

    def _leading_group(self, start: int) -> BodyRef | None:
        """The leading group named in full before a bare 领导小组."""
        if not self.text.endswith(_GROUP, 0, start) or not self._bare(start - len(_GROUP)):
            return None
        named = [m.body for m in self.reading.bodies if m.span.end <= start and m.body.name.endswith(_GROUP)]
        return named[-1] if named else None

    def _own_body(self, start: int) -> tuple[int, BodyRef] | None:
        """A body of its own name (县人民医院) printed from a region up to the title; None without a region."""
        if self.text[start - 1 : start] not in _PROPER_ENDS:
            return None
        m = _PROPER.search(self.text, max(0, start - 24), start)
        if m is None:
            return None
        for begin in range(m.start(), m.end() - 3):
            hit = self.region_start.get(begin)
            rest = m.end()
            if hit is not None and hit.end < rest - 1:
                if hit.bare and begin == m.start() + 1 and self.text[begin - 1] == "新":
                    name = self.text[begin - 1 : rest]  # 新东方公司 is no company of 东方市
                    return begin - 1, BodyRef(name=name, kind="other", organ=name)
                region = self.context.choose(hit.regions, begin)
                name = self.text[begin:rest]
                return begin, BodyRef(name=name, kind="other", level=region.level if region else None,  # type: ignore[arg-type]
                                      region_id=region.region_id if region else None, organ=name)
        word = _RANK.match(self.text, m.start())
        if word is None:
            return None
        region = self.context.short(word.group(), m.start())
        if region is None:
            return None
        name = f"{region.common}{self.text[word.end() : m.end()]}"
        return m.start(), BodyRef(name=name, kind="other", level=region.level, region_id=region.region_id, organ=name)  # type: ignore[arg-type]

    def _lead(self, start: int, end: int, title: str) -> PostToken | None:
        """A word that announces names: 市领导, 省政协领导, 专家; None where it is part of another (领导班子)."""
        if self.words.leading.match(self.text, end):
            return None
        if title == "领导" and (owner := self.by_end.get(start)) is not None:
            return PostToken(Span(owner.span.start, end), "政协领导", "lead")
        if title[0] == "领" and not self._bare(start):
            return None
        return PostToken(Span(start, end), title, "lead")

    def _is_word(self, end: int) -> bool:
        """Whether what follows makes the title part of a longer word (主席|会议)."""
        m = self.words.not_post.match(self.text, end)
        if m is None:
            return False
        after = self.text[m.end() : m.end() + 2]
        return not (m.group() == "团" and after[:1] == "长") and not (m.group() == "级" and after in ("领导", "干部"))

    def _bare(self, start: int) -> bool:
        return bool(_BARE_BEFORE.search(self.text, max(0, start - 2), start))

    def _qualified(self, start: int, status: TenureStatus | None) -> tuple[int, TenureStatus | None]:
        """Start and status with the qualifiers directly in front of `start`."""
        while self.text[start - 1 : start] in self.words.before_ends:
            for length in range(min(self.words.longest_before, start), 0, -1):
                form = self.text[start - length : start]
                sense = self.words.before.get(form)
                if sense is None or (length == 1 and start - 1 not in self.by_end and not self._bare(start - 1)):
                    continue
                start -= length
                if sense == "former":
                    status = "former" if status is not None else None
                elif sense == "acting":
                    status = "acting" if status is not None else None
                elif sense == "candidate":
                    status = None
                break
            else:
                break
        return start, status

    def _organ_before(self, start: int) -> str | None:
        if self.text[start - 1 : start] not in self.words.organ_ends:
            return None
        before = self.text[max(0, start - 16) : start]
        m = self.words.organs.committee.search(before) if self._has_cppcc else None
        composed = m["name"] if m is not None and m["name"] not in self.words.organs.departments else ""
        for length in range(min(16, start), max(len(composed) - 1, 1), -1):
            form = self.text[start - length : start]
            if form in self.words.bare_organs:
                return form
            if form in self.words.organs.departments and self.text[start - length - 1 : start - length] in ("、", "兼"):
                return form
        m = None if composed else _COMMITTEE.search(before)
        return m["name"] if m is not None else composed or None

    def _organ_merged(self, start: int, title: str) -> str | None:
        """统战|部长 without its body in front: the organ ends inside the title."""
        if title[1:] != "长":
            return None
        for length in range(min(8, start), 1, -1):
            form = self.text[start - length : start + 1]
            if form in self.words.bare_organs:
                return form
        return None

    def _department_head(self, start: int, title: str) -> tuple[BodyMention, str] | None:
        """市公安|局长: the body ends inside the title."""
        body = self.by_end.get(start + 1)
        return (body, title) if body is not None and title[1:] == "长" else None

    def _region_before(self, start: int, title: str) -> RegionHit | None:
        if _LEVEL_HEAD.search(title) is None and title not in (*_CHAIRS, "专员", "副专员"):
            return None
        hit = self.region_end.get(start) or (self.region_end.get(start + 1) if title[0] in "省市县区州旗盟" else None)
        return hit

    # -- bodies ---------------------------------------------------------------------------------------------------

    def resolve(self, token: PostToken, carry: BodyRef | None) -> tuple[Post | None, BodyRef | None]:
        """The post of a token and the body that carries on to the next.

        Args:
            token: As found.
            carry: Body of the post before it in the chain or roster.
        """
        if token.status is None or token.sense in ("session_role", "profession", "lead") or (
            token.sense == "collective" and not (token.body is not None and token.body.organ == "党组")
        ):
            return None, carry
        body, title, carried = self._body(token, carry)
        if body is None:
            return None, None if token.unknown else carried
        span = token.span
        return Post(span, title, body, status=token.status, ranked=token.sense == "rank"), carried

    def _body(self, token: PostToken, carry: BodyRef | None) -> tuple[BodyRef | None, str, BodyRef | None]:
        title, position = token.title, token.span.start
        if title == "常务委员会委员":
            title = "常务委员"
        ours = not token.unknown or self.text.endswith(("中国", "我国"), 0, position)
        if title in self.words.fixed and token.body is None and ours:
            name, title = self.words.fixed[title]
            ref = self.words.organs.central_refs.get(name)
            return ref, title, ref
        if token.body is not None:
            return self._explicit(token.body, token.organ, title)
        if token.unknown:
            return None, title, carry
        if token.organ is not None:
            return self._organ(token.organ, title, carry, position)
        if token.region is not None:
            region = self.context.choose(token.region.regions, position)
            printed = self.text[token.region.start : token.region.end]
            ref = head_body("government", Place(region, printed, region.level if region else None))  # type: ignore[arg-type]
            return ref, title, ref
        if m := _AUTONOMOUS.match(title):
            ref = self._government("自治区", carry, position)
            return ref, m["title"], ref
        if m := _LEVEL_HEAD.search(title):
            ref = self._government(m[1], carry, position)
            return ref, title, ref
        ref = self._compatible(title, carry, position)
        if ref is None and carry is not None and self._never_of(_core(title), carry.top):
            carry = None  # what follows is of the same unknown body, not of this one
        return ref, title, ref or carry

    def _explicit(self, body: BodyRef, organ: str | None, title: str) -> tuple[BodyRef, str, BodyRef]:
        if organ is not None:
            if organ not in self.words.bare_organs and organ.endswith("委"):
                organ = f"{organ}员会"
            body = organ_body(body, self.words.organs.canonical(body.kind, organ))
        last = (body.organ or "").rpartition("/")[2]
        if last in ("党组", "机关党组", "机关党委", "分党组") and body.parent is not None:
            return body.parent, f"{last}{title}", body.parent
        if body.kind == "congress" and body.organ is None and re.fullmatch(r"(?:常务)?副?主任|副?秘书长", title):
            standing = self._line("congress", body, 0)
            return standing or body, title, standing or body
        return body, title, body

    def _organ(
        self, organ: str, title: str, carry: BodyRef | None, position: int
    ) -> tuple[BodyRef | None, str, BodyRef | None]:
        """Post in an organ printed without its body: the organ of the body carried, or of its region's other line."""
        parents = self.words.bare_organs.get(organ, _WITH_COMMITTEES)
        top = carry.top if carry is not None else None
        if organ in self.words.organs.departments and organ not in self.words.bare_organs:
            parents = frozenset(("government",))
            if top is None or not top.resolved:
                return None, title, carry
        if organ not in self.words.bare_organs and (top is None or top.kind not in parents):
            if not (self._has_cppcc and self.words.organs.committee.search(organ)):
                return None, title, None
            parents = frozenset(("cppcc",))
        if organ in COMMISSIONS:
            ref = self._line(next(iter(parents)), top, position)
            return ref, title, ref or carry
        if carry is not None and (carry.top.kind in parents or organ in _IN_ANY_BODY):
            parent: BodyRef | None = _head_of(carry)
        else:
            of_party = "party" in parents and not (top is not None and top.kind == "cppcc" and "cppcc" in parents)
            kind = "party" if of_party else min(parents)
            parent = self._line(kind, top, position)
        if parent is None:
            return None, title, carry
        body, title, carried = self._explicit(parent, organ, title)
        return body, title, carried

    def _line(self, kind: str, top: BodyRef | None, position: int) -> BodyRef | None:
        """The head body of a kind in the region of `top`, else in the region the text speaks for."""
        region: Region | None
        if top is not None and top.region_id == "000000":
            return self.words.organs.central_refs.get(_NATIONAL.get(kind, ""))
        if top is not None and top.region_id is not None:
            region = self.context.gazetteer.by_id(top.region_id)
        elif top is not None:
            return None
        else:
            region = self.context.home_at(position)
        if region is None or (kind not in _NATIONAL and kind not in ("discipline", "both", "supervision")):
            return None
        head = "standing" if kind == "congress" else kind
        return head_body(head, Place(region, level=region.level))  # type: ignore[arg-type]

    def _government(self, word: str, carry: BodyRef | None, position: int) -> BodyRef | None:
        """Government whose head is called 省长, 市长 …: of the body carried if its rank fits, else by context."""
        if carry is not None and carry.region_id is not None:
            region = self.context.gazetteer.by_id(carry.region_id)
            if region is not None and self.context.fits(region, word):
                return head_body("government", Place(region, level=region.level))  # type: ignore[arg-type]
        region = self.context.short(word, position)
        if region is not None:
            return head_body("government", Place(region, level=region.level))  # type: ignore[arg-type]
        if word in "镇乡":
            return None
        return BodyRef(name=f"{word}政府", kind="government")

    def _compatible(self, title: str, carry: BodyRef | None, position: int) -> BodyRef | None:
        """Body of a bare title: the one carried if it has such an office, else the cppcc the text speaks for."""
        core = _core(title)
        kinds = self.words.offices.get(core)
        if carry is not None:
            top = carry.top
            if self._never_of(core, top):
                return self._governing(position)
            if core.startswith("党组") or core in ("党组成员",):
                return top
            if core in self.words.of_the_whole and top.kind in (kinds or (top.kind,)):
                return _head_of(carry)
            if core == "主任" and carry.parent is None and carry.organ is None and carry.kind != "other":
                return None  # only organs and standing committees have one
            if carry.kind in (kinds or ("other",)):
                return carry
            if core == "常委" and carry.kind == "party":
                return carry
            if top.region_id is not None and kinds is not None and len(kinds) == 1:
                return self._line(next(iter(kinds)), top, position)
            return None
        if core in ("主席", "秘书长", "党组书记", "党组成员", "委员", "常委"):
            return self._governing(position)
        return None

    def _never_of(self, core: str, body: BodyRef) -> bool:
        """Whether no party committee or government of that rank has the office.

        A 主席 only the government of an autonomous region has; a county has no 秘书长 but that of its 政协.
        """
        if body.kind not in ("party", "government") or body.region_id == "000000":
            return False
        region = self.context.gazetteer.by_id(body.region_id) if body.region_id else None
        if core == "主席":
            autonomous = region.kind == "自治区" if region is not None else body.name.startswith("自治区")
            return not (body.kind == "government" and autonomous)
        county = region.level == "county" if region is not None else body.name.startswith(("县", "区", "旗"))
        return core == "秘书长" and county

    def _governing(self, position: int) -> BodyRef | None:
        """The cppcc whose meeting or work the passage is about: named last before, else in the title."""
        section = self.context.section_at(position)
        found: BodyRef | None = None
        for mention in self.reading.bodies:
            if mention.span.start >= position:
                break
            if mention.body.kind == "cppcc" and self.context.section_at(mention.span.start) in (section, 0):
                found = mention.body.top
        home = self.context.home_at(position)
        if home is not None and found is not None and found.region_id not in (home.region_id, None):
            own = any(m.body.kind == "cppcc" and m.body.region_id == home.region_id for m in self.reading.bodies)
            return head_body("cppcc", Place(home, level=home.level)) if own else found  # type: ignore[arg-type]
        return found


# A committee no list has, printed in a chain behind its 政协 or 人大.
_COMMITTEE = re.compile(r"[、，兼](?P<name>[\u4e00-\u9fff]{2,10}委员会)$")
_WITH_COMMITTEES = frozenset(("cppcc", "congress"))
_IN_ANY_BODY = frozenset(("办公室", "办公厅", "研究室", "调研室", "信息中心", "机关党委", "机关党组"))
_NATIONAL = {"party": "中共中央", "cppcc": "全国政协", "congress": "全国人大常委会", "government": "国务院"}


def _core(title: str) -> str:
    """The title without 副 and what goes with it."""
    return re.sub(r"^(?:常务|专职|兼职|第一|驻会|党外)?副?", "", title)


def _head_of(body: BodyRef) -> BodyRef:
    """The committee whose organ it is: the standing committee for its organs, else the head body."""
    while body.parent is not None and body.organ != "常务委员会" and not body.name.endswith("常委会"):
        body = body.parent
    return body


def post_finder(reading: Reading, words: Words) -> PostFinder:
    """The finder of a reading, made once and kept in its context."""
    assert isinstance(reading.context, RegionContext)
    if not isinstance(reading.context.posts, PostFinder):
        reading.context.posts = PostFinder(reading, words)
    return reading.context.posts
