"""Organs and departments as patterns: which words may stand behind a head, and the name each is printed with.

Lexicons: organs.yml (organs and bodies of a region), central_bodies.yml (bodies that are one of their kind).
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.claims import BodyRef
from loaders.lexicon import Entry
from loaders.rules.tries import either
from loaders.rules.words import Words

# Head (sense of body_heads.yml) to the parent_kind of organs.yml.
_PARENT = {"cppcc": "cppcc", "party": "party", "government": "government", "congress": "congress",
           "standing": "congress", "central": "", "court": "court", "procuracy": "procuracy"}
_HEADS_THEMSELVES = frozenset(("party", "cppcc", "supervision", "congress", "court", "procuracy", "democratic_party"))
_MEETINGS = frozenset(("常务委员会", "主席会议", "秘书长会议"))
# Organs that no list has, where a title follows; a verb ends them.
_WORDS = r"(?:(?!会议|[为任免选命由的是向对在将把召举主出参听])[\u4e00-\u9fff]){2,12}?"
_OFFICE = r"办(?=副?主任|党组|负责|印发|下发|牵头|[、，。；）和])"
_SHAPE = {
    "cppcc": rf"{_WORDS}委员会(?=副?主任|办公室|分党组)|{_OFFICE}",
    "congress": rf"{_WORDS}委员会(?=副?主任)|{_OFFICE}",
    "party": rf"{_WORDS}(?:委员会|领导小组)(?:办公室)?(?=副?主任|副?组长|副?书记|委员)|{_OFFICE}",
    "government": _OFFICE,
    "court": r"[\u4e00-\u9fff]{1,6}庭(?=副?庭长)|执行局(?=副?局长)",
    "procuracy": r"[\u4e00-\u9fff]{1,8}[科处部](?=副?[科处部]长|副?主任)",
}


class Organs:
    """Patterns over organs and departments, and the canonical name of each form."""

    def __init__(self, words: Words) -> None:
        lexicon = words.lexicon("organs")
        self._canonical: dict[tuple[str, str], str] = {}
        by_parent: dict[str, list[str]] = {}
        self.mass: dict[str, str] = {}
        self.kind_of_mass: dict[str, str] = {}
        departments: list[str] = []
        topics = lexicon.forms("topic")
        one, long = either(topics), either(t for t in topics if len(t) > 1)
        self.committee = re.compile(
            rf"(?:^|[\s、，。；：（兼由受及和与])(?P<name>(?:{long}|{one}(?:[和与及]?{one})+)委(?:员会)?)$"
        )
        for entry in lexicon.entries:
            form, kind, parent = entry["form"], entry.get("kind", "other"), entry.get("parent_kind", "")
            canonical = entry.get("canonical") or form
            if entry["sense"] in ("organ", "meeting_or_body") and parent and canonical not in _MEETINGS:
                self._canonical.setdefault((parent, form), canonical)
                by_parent.setdefault(parent, []).append(form)
            elif entry["sense"] == "body" and kind in ("mass", "other", "military"):
                self.mass[form] = canonical
                self.kind_of_mass[canonical] = kind
            elif _department(entry):
                self._canonical.setdefault(("government", form), canonical)
                departments.append(form)
        shapes = {parent: [either(forms)] for parent, forms in by_parent.items()}
        for parent, shape in _SHAPE.items():
            shapes.setdefault(parent, []).append(shape)
        self._patterns = {parent: re.compile(f"(?P<organ>{'|'.join(parts)})") for parent, parts in shapes.items()}
        self.bare_forms: dict[str, frozenset[str]] = {}
        for parent, forms in by_parent.items():
            for form in forms:
                self.bare_forms[form] = self.bare_forms.get(form, frozenset()) | {parent}
        self.departments = frozenset(departments)
        self.department_forms = either(departments)
        self.department = re.compile(
            rf"(?=[R我本该自省市区县州盟旗地])(?:(?P<reg>Rr+)|(?P<short>[我本该]?(?:自治区|自治州|自治县|省|市|区|县|州|盟|旗|地区)))(?:人民)?(?:政府)?"
            rf"(?P<organ>{either(departments)}|[\u4e00-\u9fff]{{2,9}}?(?:局|厅|管理委|委|办)(?=党组|副局长|局长|副厅长|厅长|副主任|主任|副书记|书记|负责人))"
        )
        self.central: dict[str, str] = {}
        self.generic: set[str] = set()
        self.central_refs: dict[str, BodyRef] = {}
        self._load_central(words)
        self.central_pattern = either(self.central)

    def canonical(self, head: str, form: str) -> str:
        """Name an organ is printed with."""
        if form == "办":
            return "办公室"
        return self._canonical.get((_PARENT.get(head, head), form), form)

    def pattern(self, head: str) -> re.Pattern[str] | None:
        """Pattern of an organ directly behind this head (group `organ`); None if it has none."""
        return self._patterns.get(_PARENT.get(head, head))

    def _load_central(self, words: Words) -> None:
        entries: dict[str, Entry] = {}
        for entry in words.lexicon("central_bodies").entries:
            if entry["sense"] == "generic":
                self.generic.add(entry["form"])
            canonical = entry.get("canonical") or entry["form"]
            self.central[entry["form"]] = canonical
            if canonical not in entries or entry["form"] == canonical:
                entries[canonical] = entry
        for canonical, entry in entries.items():
            self.central_refs[canonical] = central_body(canonical, entry, self.central_refs)


def central_body(name: str, entry: Entry, known: dict[str, BodyRef]) -> BodyRef:
    """The ref of a central body."""
    kind = entry.get("kind", "other")
    parent = known.get(entry.get("parent", ""))
    return BodyRef(
        name=name, kind=kind, level="national", region_id="000000", organ=entry.get("organ"),
        full_name=entry.get("full"), parent=parent,
    )


def _department(entry: Entry) -> bool:
    return entry["sense"] == "body" and entry.get("kind") == "government" and entry["form"] not in (
        "人民政府", "政府", "行政公署", "行署", "管委会", "管理委员会", "街道办事处", "街道办"
    )


@lru_cache(maxsize=8)
def organs(words: Words) -> Organs:
    """The organs of `words`."""
    return Organs(words)
