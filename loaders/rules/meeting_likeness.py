"""Whether a name means a meeting already known: hosts, ordinals, kinds, topics and days must not differ."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.claims import MeetingEntity
from loaders.rules.hosts import of_organ
from loaders.rules.meeting_finds import PARTS, PLENARY, Found
from loaders.rules.meeting_names import MeetingName, name_core

_TOPIC = 4  # characters before 大会 that make it another meeting than the plenary
_ASSEMBLIES = frozenset({"cppcc", "congress"})
_SITTING = frozenset({PLENARY, "常委会会议", "党代会", None})  # kinds that sit several times
_OPENING = frozenset({"开幕会", "闭幕会", "开幕式", "闭幕式"})


@dataclass(slots=True)
class Known:
    """A meeting of the article with what is needed to tell whether another name means it.

    Args:
        entity: What is put out.
        section: Section it is told in.
        attached: Told as 会前 or 会后, another gathering of the same day.
        names: Names that told it.
        host_leads: The host was printed in a name or is the subject of the verb, so that it leads the name.
        subjectless: Its verb has no subject.
        closed: Told on its last day.
    """

    entity: MeetingEntity
    section: int
    attached: bool = False
    names: list[MeetingName] = field(default_factory=list)
    host_leads: bool = False
    subjectless: bool = False
    closed: bool = False

    @property
    def telling(self) -> list[MeetingName]:
        """Its names that say more than the kind, or all if none does."""
        return [n for n in self.names if not n.bare] or self.names

    @property
    def best(self) -> MeetingName:
        """The fullest of its names."""
        return max(
            self.names,
            key=lambda n: (n.session is not None, not n.bare, n.long_form, len(n.core), -n.span.start),
        )


def likeness(known: Known, found: Found, *, title: bool = False) -> int:
    """0 for another meeting; the higher, the surer. A title may name another host (a headline of a reposting page)."""
    entity, name = known.entity, found.name
    if title and _another_organ(entity, name):
        return 0
    if _sitting_of_numbered(entity, name):
        return 2
    if _ordinals_differ(entity, name) or (not title and _hosts_differ(entity, name)) or _days_differ(entity, found):
        return 0
    kinds = {n.kind for n in known.names} | {entity.kind}
    part = name.kind in PARTS and (name.kind != "大会" or len(name.core) < len(name.head) + _TOPIC)
    if PLENARY in kinds and part and entity.session is not None:
        return 2
    if any(_opens(name, n) or _opens(n, name) for n in known.names):
        return 2
    if name.bare and not name.numbered:
        return _pointing(known, name)
    if name.kind in kinds:
        if name.numbered:
            return 4 if entity.session is not None and name.session is not None else 3
        return 2 if any(_alike(n, name) for n in known.telling) else 0
    if name.kind == PLENARY and name.session is not None and kinds & {"开幕会", "闭幕会"}:
        return 2
    if entity.kind is None or name.kind is None:
        return 1 if name.session is None else 0
    return 1 if not name.numbered and any(_alike(n, name) for n in known.telling) else 0


def _sitting_of_numbered(entity: MeetingEntity, name: MeetingName) -> bool:
    """第二次全体会议 alone is a sitting of the numbered meeting told of."""
    own = name.term is not None or bool(name.bodies)
    sits = entity.kind in _SITTING
    return sits and name.head == PLENARY and name.session is not None and not own and entity.session is not None


def _ordinals_differ(entity: MeetingEntity, name: MeetingName) -> bool:
    if entity.term is not None and name.term is not None and entity.term != name.term:
        return True
    if entity.session is not None and name.session is not None and entity.session != name.session:
        return True
    sittings = bool(name.sitting and entity.sitting and name.sitting != entity.sitting)
    return sittings and entity.kind != PLENARY


def _another_organ(entity: MeetingEntity, name: MeetingName) -> bool:
    """A headline of the 人大 over a text on the 政协: that of a neighbouring item."""
    kinds = {entity.host.kind, name.bodies[0].body.kind} if entity.host is not None and name.bodies else set()
    return len(kinds & _ASSEMBLIES) == len(_ASSEMBLIES)


def _hosts_differ(entity: MeetingEntity, name: MeetingName) -> bool:
    if entity.host is None or not name.bodies:
        return False
    host = of_organ(name.bodies[0].body)
    if host.kind == entity.host.kind:
        return host.name != entity.host.name and host.resolved and entity.host.resolved
    return entity.kind == name.kind and name.numbered


def _days_differ(entity: MeetingEntity, found: Found) -> bool:
    if entity.date is None or found.when.date is None:
        return False
    last, other = entity.end_date or entity.date, found.when.end_date or found.when.date
    return entity.date.first > other.last or found.when.date.first > last.last


def _opens(opening: MeetingName, whole: MeetingName) -> bool:
    """培训班开班式 is told of the 专题培训班."""
    stem = opening.core.removesuffix(opening.head)
    return opening.kind in _OPENING and len(stem) > 1 and whole.kind not in _OPENING and whole.core.endswith(stem)


def _pointing(known: Known, name: MeetingName) -> int:
    """会议, 座谈会, 开幕式 alone point to a meeting whose name ends like that, or whose kind is not told."""
    if name.kind in _OPENING or known.entity.kind is None or name.kind is None:
        return 1
    return int(known.entity.kind == name.kind or any(n.head.endswith(name.head) for n in known.names))


def _alike(first: MeetingName, second: MeetingName) -> bool:
    """Cores that say the same: one ends with the other, or they share most pairs of characters."""
    a, b = name_core(first.core), name_core(second.core)
    if min(len(a), len(b)) > 1 and (a.endswith(b) or b.endswith(a)):
        return True
    x = {a[i : i + 2] for i in range(len(a) - 1)}
    y = {b[i : i + 2] for i in range(len(b) - 1)}
    return 2 * len(x & y) >= 0.6 * (len(x) + len(y))
