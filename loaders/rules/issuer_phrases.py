"""Issuers printed with a title: in front of 《 (省委、市政府《A》《B》) and at the head of the title (中共X委关于…).

Cases: tests/cases/rules/issuers.yml. Known misses: heads of bodies that body_grammar.py does not read.
"""

from __future__ import annotations

import re

from loaders.claims import BodyMention, BodyRef, Reading, Span
from loaders.rules.bodies import resolve_body
from loaders.rules.body_names import organ_body

Found = tuple[BodyRef, Span]

DATE = (
    r"(?:[12]\d{3}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日"
    r"|日前|近日|近期|不久前|今年|去年|最近|新近)"
)
ISSUE = (
    r"(?:联合|共同|先后|分别|专门|正式|重新|研究|据此|及时|率先|已经|已|又|还|也|并|均)*"
    r"(?:印发|下发|出台|制定|制订|发布|公布|颁布|颁发|转发|批转|修订|通过|签发|发出|下达|编制|提出)"
)
# What may stand between the issuer and 《: 3月11日印发的, 据此制定的, 新修订的.
ATTRIBUTE = re.compile(
    rf"(?P<date>{DATE})?(?:{ISSUE}(?:实施|施行|出台)?的(?:新|新修订的|修订后的)?|新修订的?|修订后的|新版)$"
)
_ATTRIBUTE_ENDS = "的新订版"
_DRAFTED = re.compile(r"提出|编制|起草")  # by a department, for others to decide on
JOINT = re.compile(r"(?:、|和|与|及|以及|会同|联合|\s)+$")
_SEPARATOR = re.compile(r"(?:[、和及与，\s]|以及)*$")
_TAIL = re.compile(r"(?:[（(][^（()）]{1,20}[）)]|等[\u4e00-\u9fff]{0,8}|第[一二三四五六七八九十\d]+[卷辑集])?$")
_CENTRAL = re.compile(
    r"(?:[^\u4e00-\u9fff]|落实|学习|贯彻|执行|按照|根据|传达|印发|对照|了|和|及)(?P<name>党中央|中央)$"
)
_LOST_RANK = re.compile(r"^中共(?P<region>[\u4e00-\u9fff]{2,6}?)委(?:员会)?(?=关于|办公|印发)")
_RANKS = ("省委", "自治区党委", "市委", "县委", "区委", "州委")
_OF_ITSELF = ("关于", "学习贯彻", "贯彻", "印发", "转发", "批转", "发〔", "发（", "发(", "发[")
_STATES = ("中华人民共和国", "中国共产党")  # they head the names of laws and party regulations
_GROUPS = ("领导小组", "委员会")
# What a title goes on with that tells of its body, so that the body did not issue it: 中央政治局常委会听取…的报告.
_TOLD_OF = re.compile(r"章程|组织法|同志|主席会议成员|听取|[^，]{0,4}(?:考察|视察)")
_PARTY_GROUP = "党组"
_ROOM = 400


def attribute_before(text: str, floor: int, end: int) -> re.Match[str] | None:
    """What stands between the issuer and a title and ends there: 3月11日印发的; None if nothing does."""
    if end <= floor or text[end - 1] not in _ATTRIBUTE_ENDS:
        return None
    return ATTRIBUTE.search(text, max(floor, end - 24), end)


def holder(body: BodyRef) -> BodyRef:
    """The body that issues what an organ adopts or gives its name to.

    A 党组, a 人大常委会 and a 领导小组 do so themselves; for other organs (专门委员会, 主席会议) it is the body above.
    """
    while body.parent is not None and body.organ != "党组" and body.kind != "congress":
        if body.kind == "party" and body.name.endswith(_GROUPS):
            break
        body = body.parent
    return body


class IssuerPhrases:
    """Finds the issuers printed with a title.

    Args:
        reading: After the rule `bodies`.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.starts: dict[int, BodyMention] = {}
        self.ends: dict[int, BodyMention] = {}
        for mention in reading.bodies:
            known = self.starts.get(mention.span.start)
            if known is None or known.span.end < mention.span.end:
                self.starts[mention.span.start] = mention
            self.ends.setdefault(mention.span.end, mention)

    def before(self, span: Span, *, own: bool = False) -> list[Found]:
        """Bodies right before a title, or before the list it stands in: 省委办公厅《…》, 中办3月11日印发的《A》和《B》.

        Args:
            span: The title.
            own: The title names its issuer itself, so that it shares none with the list.
        """
        text, start = self.text, span.start
        if text.endswith("关于", 0, start) and text.startswith("的", span.end):
            return []  # 国务院关于《…》的批复
        floor = max(0, text.rfind("\n", 0, start) + 1, start - _ROOM)
        while True:
            attribute = attribute_before(text, floor, start)
            found = self.group(attribute.start() if attribute else start)
            if attribute and _DRAFTED.search(attribute.group()):
                return []
            if found or attribute:
                return found
            central = _CENTRAL.search(text, max(floor, start - 8), start)
            if central:
                body = resolve_body("中共中央", self.reading, start)
                return [(body, Span(*central.span("name")))] if body else []
            if own:
                return []
            separator = _SEPARATOR.search(text, max(floor, start - 4), start)
            assert separator is not None  # an empty one matches
            tail = _TAIL.search(text, max(floor, separator.start() - 24), separator.start())
            assert tail is not None
            close = tail.start()
            if close <= floor or text[close - 1] != "》":
                return []
            opening = self._opening(floor, close)
            if opening is None or self.head(text[opening + 1 : close - 1], opening + 1):
                return []
            start = opening

    def _opening(self, floor: int, close: int) -> int | None:
        """The 《 that the 》 before `close` closes."""
        depth = 0
        for place in range(close - 1, floor - 1, -1):
            if self.text[place] == "》":
                depth += 1
            elif self.text[place] == "《":
                depth -= 1
                if depth == 0:
                    return place
        return None

    def group(self, end: int) -> list[Found]:
        """Coordinated bodies of which the last ends there, 联合 between it and there allowed."""
        found: list[Found] = []
        if self.text[max(0, end - 2) : end] in ("联合", "共同", "关于"):
            end -= 2
        while (issuer := self._ending(end)) is not None:
            found.append(issuer)
            start = issuer[1].start
            lead = JOINT.search(self.text, max(0, start - 3), start)
            end = lead.start() if lead else start
        return found[::-1]

    def _ending(self, end: int) -> Found | None:
        """The body that ends there; of 县总工会党组 the 党组 of a body that is read without one."""
        if (mention := self.ends.get(end)) is not None:
            return mention.body, mention.span
        bare = self.ends.get(end - len(_PARTY_GROUP)) if self.text.endswith(_PARTY_GROUP, 0, end) else None
        if bare is None:
            return None
        return organ_body(bare.body, _PARTY_GROUP), Span(bare.span.start, end)

    def head(self, title: str, position: int) -> list[Found]:
        """Bodies that head a title standing at `position`: 中共X委、X政府关于…, 政协X委员会…条例.

        An organ that a rule is about (政协X委员会专门委员会通则) is not its issuer: the body above it is; a 党组 stays.
        """
        found: list[Found] = []
        place, end = position, position + len(title)
        while place < end:
            mention = self.starts.get(place)
            if mention is None and not found and (lead := re.match(r"中共|中国共产党", title)):
                mention = self.starts.get(place + lead.end())
            if mention is None or mention.span.end > end:
                break
            if mention.body.name in _STATES:
                return []
            found.append((mention.body, mention.span))
            place = mention.span.end
            if re.match(r"[、和与及\s]", self.text[place : place + 1]):
                place += 1
            elif place not in self.starts:
                break
        if not found:
            return self._lost_rank(title, position)
        rest = self.text[found[-1][1].end : end].lstrip()
        if rest.startswith(_OF_ITSELF):
            return found
        if len(found) > 1 or not rest or _TOLD_OF.match(rest):
            return []
        body, span = found[0]
        return [(holder(body), span)]

    def _lost_rank(self, title: str, position: int) -> list[Found]:
        """中共甘肃委关于…: a party committee whose rank word was lost."""
        found = _LOST_RANK.match(title)
        for word in _RANKS if found else ():
            assert found is not None
            body = resolve_body(f"中共{found['region']}{word}", self.reading, position)
            if body is not None and body.resolved:
                return [(body, Span(position, position + found.end()))]
        return []
