"""Names of meetings as printed in the graph: host first, then 届, 次, kind (福建省政协十二届第三十一次主席会议)."""

from __future__ import annotations

import re

from loaders.claims import BodyMention, BodyRef
from loaders.rules.hosts import of_organ, organ_word
from loaders.rules.meeting_names import MeetingName, name_core
from loaders.rules.shadow import Shadow

# Organs that the names of their meetings repeat: 政协 + 党组会议, never 政协党组 + 党组会议.
_OWN_WORD = ("党组", "常务委员会", "常委会")
_NAMES_ORGAN = re.compile("|".join(_OWN_WORD))
_STANDS_ALONE = re.compile(
    r"全(?:国|省|市|县|区|州)|第.{1,4}届(?!常|委|主席|党组|全|第|[一二三四五六七八九十]+次)|首届|中国|世界|习近平"
    r"|[省市县区州旗]第?[一二三四五六七八九十0-9]+次"
)
_ABOUT = re.compile(
    r"(?:围绕|就)(?P<topic>[^，。；：]{2,30}?)(?:等?(?:问题|工作|主题|课题|议题|情况)?，?)(?:专题)?(?:召开|举行|举办)"
)
_PLACE = re.compile(
    r"(?:来到|前往|深入|走进|[到赴在])(?P<place>[\u4e00-\u9fff]{2,12}?"
    r"(?:自治[州县旗]|[省市县区州旗镇乡村]|街道|社区|园区|公司|集团|学院|学校|大学|医院|基地))"
)
_REGION_WORD = re.compile(r"省|市|自治区|县|区")
_SHARED = re.compile(
    r"(?P<head>.*届)(?P<list>[一二三四五六七八九]中(?:(?:、|和)[一二三四五六七八九]中)+)(?P<tail>全会.*)"
)


def full_name(name: MeetingName, shadow: Shadow) -> str:
    """Name with the host first, as far as one mention tells it; empty for 会议 and 大会 alone."""
    if name.bare and name.kind is None:
        return ""
    if not name.bodies:
        return name.core
    if name.long_form:
        return name.text
    if len(name.bodies) == 1:
        return _printed(name.bodies[0], name.core) + name.core
    text, base = name.text, name.span.start
    for body in reversed(name.bodies):
        text = text[: body.span.start - base] + body.body.name + text[shadow.own_end(body) - base :]
    return text


def names_apart(name: MeetingName, shadow: Shadow) -> list[tuple[str, BodyRef | None]]:
    """The meetings one cited name stands for, each with its host.

    中央和省委政协工作会议 are two by their bodies, 十九届四中、五中全会 two by their ordinals.
    """
    if len(name.bodies) > 1 and not name.long_form:
        return [(_printed(body, name.core) + name.core, of_organ(body.body)) for body in name.bodies]
    host = of_organ(name.bodies[0].body) if name.bodies else None
    text = full_name(name, shadow) or name.text
    match = _SHARED.search(text)
    if match is None:
        return [(text, host)]
    return [(match["head"] + part + match["tail"], host) for part in re.split("、|和", match["list"])]


def with_host(text: str, host: BodyRef, best: MeetingName) -> str:
    """Put the host before a name that lacks it, unless it stands alone (全国…, 第三届…) or begins with the place."""
    label = _label(host, text)
    if best.long_form or _STANDS_ALONE.match(text) or host.name in text or label in text:
        return text
    place = _REGION_WORD.sub("", host.name)[:2]
    if place and text.startswith(place) and not best.numbered:
        return text
    return label + text


def placed(head: str, before: str) -> str:
    """A meeting told by its kind alone, named by its topic or place as printed before it, the topic first.

    Args:
        head: 座谈会 and the like.
        before: The paragraph up to the word, so that names are taken as near as possible.
    """
    topics = list(_ABOUT.finditer(before.rsplit("。", 1)[-1]))
    if topics:
        return topics[-1]["topic"] + head
    places = list(_PLACE.finditer(before))
    return places[-1]["place"] + head if places else head


def distinct_aliases(aliases: list[str], name: str) -> list[str]:
    """Other names, each once, without those the name itself ends with."""
    core = name_core(name)
    return [a for a in dict.fromkeys(aliases) if a != name and not core.endswith(name_core(a))]


def _printed(body: BodyMention, core: str) -> str:
    return "中央" if body.text == "中央" else _label(body.body, core)


def _label(body: BodyRef, core: str) -> str:
    """Name of a host as it leads a name that says the organ itself."""
    host = of_organ(body)
    if _NAMES_ORGAN.search(core) is None:
        return host.name
    if host.parent is not None and organ_word(host) in _OWN_WORD:
        return host.parent.name
    return host.name.removesuffix("常委会")
