"""Whether a named meeting is held, announced or only cited, from the words around its name.

Lexicon: meeting_cues.yml. Held: 召开 举行 … directly before the name or behind it in the same clause. Announced: the
same with 将 拟 定于, or after 会议决定. Cited: its spirit, decisions or texts are spoken of. Weak: people are said to
attend it; that makes it held only where the article reports no other meeting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from loaders.claims import Sentence, Span
from loaders.lexicon import load_lexicon
from loaders.rules.meeting_heads import WILL, N
from loaders.rules.meeting_names import MeetingName
from loaders.rules.shadow import DATE, ONE_DATE, ONE_PERSON, PERSON, Shadow

Status = Literal["held", "weak", "announced", "cited", "mentioned", "many"]


_NOWHERE = Span(0, 0)
_DOING = ("进行", "进行了", "开展", "开展了")
_LEADING = 3  # sentences that lead, headline and its notes included
_VERB_ROOM = 60  # characters before a name in which a verb of holding ends
_CLOSE = 24  # characters before a name for other signs
_NEAR = 300  # characters of a sentence around a name that are looked at


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words around a name say.

    Args:
        status: held, weak, announced, cited, mentioned (nothing said) or many (a habit or count).
        verb: The verb it rests on; empty where there is none.
        active: The verb stands before the name, so that its subject holds the meeting.
        closing: The verb is 闭幕 or the like.
    """

    status: Status
    verb: Span = _NOWHERE
    active: bool = False
    closing: bool = False


class _Patterns:
    def __init__(self) -> None:
        cues = load_lexicon("meeting_cues")
        hold, close = cues.alternation("hold"), cues.alternation("close")
        hold = hold.replace("举办", "(?<!选)举办").replace("召集", "召集(?!人)")  # 选举办法, 召集人
        self.active = re.compile(
            rf"(?P<verb>主持(?:召开|举行)?(?:了)?|(?:{hold})(?:了|过)?|进行(?:了)?|开展(?:了)?)"
            rf"(?P<of>的)?(?:[^，。；：]{1,24}的)?“?(?:首次|今年|本年度|今年第{N}次|一次|一场|新一届)?$"
        )
        self.passive = re.compile(
            rf"^[”）]?(?!的)(?P<mid>，?(?:（[^（）]*）)?[^，。；：！？|｜丨{PERSON}]{{0,45}}?)(?P<verb>(?P<close>{close})|{hold})(?:了)?(?P<behind>[^，。；：]{{0,3}})"
        )
        self.completed = re.compile(
            rf"^[”）]?[^。；：]{{0,20}}完成[^。；：，]{{0,20}}，[^。；：，{PERSON}]{{0,30}}?(?P<verb>{close})"
        )
        self.chaired = re.compile(
            r"^(?:开幕会|闭幕会|会议)?(?:，)?由[^，。；]{0,70}主持(?!(?:召开|举行)?的)|^在[^，。；]{0,40}主持下"
        )
        self.cited = re.compile(rf"^[”）]?(?:的)?(?:{cues.alternation('cite_behind')})")
        self.future = re.compile(rf"(?:{WILL}|{cues.alternation('future')})")
        self.decided = re.compile(
            r"(?:会议|大会)?(?:研究|协商|一致)?(?:决定|商定|确定|通过了?关于召开|关于召开|同意)|将[^。；]{0,20}(?:建议|提议)"
        )
        self.awaited = re.compile(rf"(?:{cues.alternation('awaited')})[^，。；]{{0,12}}$")
        self.agenda = re.compile(rf"(?:{cues.alternation('agenda')})[^。；]{{0,40}}$")
        self.agenda_object = re.compile(
            rf"(?:(?:、|和|与|及)[^，。；]{{2,40}}?)?(?:的(?:有关|相关)?|有关|相关)"
            rf"(?:{cues.alternation('agenda_object')})"
        )
        self.speech_at = re.compile(r"在(?:[^，。；：]{0,8}的)?$")
        self.at_which = re.compile(r"[上时](?:、|和|的|所作的)")
        self.repeated = re.compile(rf"(?:{cues.alternation('repeated')})")
        self.count_behind = re.compile(rf"^”?[共等]?(?:\d+|{N}|多|数)[余多]?\s?[次场期](?!会议|主席|常委|全)")
        self.count_before = re.compile(
            rf"(?:召开|举行|举办|组织|开展)了?(?:各类|各种|系列)?(?:{N}|\d+|多|数|若干)[余多]?[次场期]$"
        )
        says = cues.alternation("speech")
        self.speech = re.compile(rf"(?:{says})[，：]|(?:会议|大会|{ONE_PERSON}(?:主席|书记|同志)?)(?:{says})")
        self.attend = re.compile(rf"(?:{cues.alternation('attend')})(?:了|并[^，。；]{{0,6}})?$")
        self.not_held = re.compile(r"^(?:的|以来|以后|后|之后|之前|前|时|之际|期间|在即|情况)")
        self.verbs_between = re.compile(
            r"强调|指出|要求|精神|提出|审议|学习|传达|听取|决定|部署|作出|期间|讲话|决议|草案|办法"
            r"|报告|名单|方案|首场|通道|采访|发布"
        )
        self.part_of = re.compile(r"各[^，。；]{0,6}(?:组|团)|(?:讨论|界别|委员)小?组|首场|秘书处|临时党")
        self.plan = re.compile("[”）]?（(?:草案|讨论稿|征求意见稿|送审稿|建议稿)）")
        self.habit = re.compile(r"每[年季月][^，。；]{0,6}[次场]")
        self.range = re.compile(rf"(?:\d+|{N})(?:至|到|[-—～~])(?:\d+|{N})[次场期]")
        self.plural = re.compile(rf"(?:\d+|{N}|[各历每])次|各[类种]")
        self.acts = re.compile(
            rf"^(?:于)?(?P<day>{ONE_DATE})?(?:上午|下午)?(?:一致|会上)?(?P<verb>(?:审议|表决|协商|讨论|审查|批准|通过|决定|听取)+了|决定(?=，|接受|任命|免去|补选))"
        )
        self.dated = re.compile(rf"{ONE_DATE}(?:（{ONE_DATE}）)?(?:上午|下午)?，?$")
        self.joined = re.compile(r"(?:、|和|与|及|以及|并|暨)?")


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns()


def classify(shadow: Shadow, sentence: Sentence, names: list[MeetingName]) -> list[Cue]:
    """One cue per name of the sentence; coordinated names share the verb."""
    cues = [_one(shadow, sentence, name) for name in names]
    for index in range(1, len(names)):
        if _joined(shadow, names[index - 1], names[index]) and cues[index].status == "mentioned":
            before = cues[index - 1]
            if before.active and before.status in ("held", "announced", "many"):
                cues[index] = before
    for index in range(len(names) - 2, -1, -1):
        if _joined(shadow, names[index], names[index + 1]) and cues[index].status == "mentioned":
            behind = cues[index + 1]
            if not behind.active and behind.status in ("held", "announced", "cited"):
                cues[index] = behind
    return cues


def _joined(shadow: Shadow, first: MeetingName, second: MeetingName) -> bool:
    return _patterns().joined.fullmatch(shadow.text[first.span.end : second.span.start]) is not None


def _one(shadow: Shadow, sentence: Sentence, name: MeetingName) -> Cue:
    patterns = _patterns()
    begin, end = max(sentence.span.start, name.span.start - _NEAR), min(sentence.span.end, name.span.end + _NEAR)
    left = shadow.masked[begin : name.span.start]
    right = shadow.masked[name.span.end : end]
    near, close = max(0, len(left) - _VERB_ROOM), max(0, len(left) - _CLOSE)
    if patterns.plan.match(right) or patterns.range.match(name.text):
        return Cue("many")
    if patterns.plural.match(name.text) and not name.numbered:
        return Cue("many")
    if patterns.count_behind.match(right) or patterns.count_before.search(left, close):
        return Cue("many")
    if name.session is not None and patterns.part_of.match(right):
        return Cue("mentioned")
    if patterns.speech_at.search(left, close) and patterns.at_which.match(right):
        return Cue("cited")
    if (active := patterns.active.search(left, near)) is not None and _active_fits(active, name, left):
        verb = Span(begin + active.start("verb"), begin + active.end("verb"))
        if patterns.agenda_object.match(right) and patterns.agenda.search(left[: active.start("verb")]):
            return Cue("announced", verb)
        before = left[: active.start("verb")]
        opened = patterns.passive.match(right) if active["of"] else None
        if opened is not None and not patterns.not_held.match(opened["behind"]):
            behind = Span(name.span.end + opened.start("verb"), name.span.end + opened.end("verb"))
            return Cue(_tense(left, opened["mid"], left), behind, closing=opened["close"] is not None)
        if active["of"]:
            return Cue("weak" if DATE in before and right.startswith("上") else "cited", verb, active=True)
        return Cue(_tense(before, before, left), verb, active=True)
    if (passive := patterns.passive.match(right)) is not None and not patterns.verbs_between.search(passive["mid"]):
        verb = Span(name.span.end + passive.start("verb"), name.span.end + passive.end("verb"))
        if patterns.awaited.search(left, close):
            return Cue("cited", verb)
        if not patterns.not_held.match(passive["behind"]):
            return Cue(_tense(left, left + passive["mid"], left), verb, closing=passive["close"] is not None)
        return Cue("cited", verb)
    if (closed := patterns.completed.match(right)) is not None:
        return Cue("held", Span(name.span.end + closed.start("verb"), name.span.end + closed.end()), closing=True)
    if re.match(r"(?:活动)?现场(?:[。，]|$)", right):
        return Cue("held")
    acts = patterns.acts.match(right) if sentence.index <= _LEADING else None
    if acts is not None and (acts["day"] or patterns.dated.search(left)):
        return Cue("held", Span(name.span.end + acts.start("verb"), name.span.end + acts.end()))
    if patterns.chaired.match(right) and not patterns.habit.search(right):
        return Cue("held", Span(name.span.end, name.span.end))
    if patterns.cited.match(right):
        return Cue("cited")
    if patterns.attend.search(left, close) and not patterns.speech.search(left):
        return Cue("weak", active=True)
    return Cue("mentioned")


def _active_fits(active: re.Match[str], name: MeetingName, left: str) -> bool:
    """进行 and 开展 hold only study, numbered or of a 中心组."""
    if active["verb"] in _DOING:
        return name.session is not None or "中心组" in left or name.head.startswith("中心组")
    return True


def _tense(before: str, clause: str, left: str) -> Status:
    """held, announced, many or mentioned, from the words before the verb."""
    patterns = _patterns()
    clause = re.split(r"[，。；]", clause)[-1] if not clause.endswith("，") else clause
    if patterns.repeated.search(re.split("[。；]", before)[-1]) or patterns.repeated.search(clause):
        return "many"
    if patterns.decided.search(left):
        return "announced"
    if patterns.future.search(clause):
        return "announced"
    if patterns.speech.search(before) and DATE not in clause:
        return "mentioned"
    return "held"
