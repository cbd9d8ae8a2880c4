"""Words of posts: titles, qualifiers and offices as patterns over the lexicons; the token a title is read as.

Lexicons: post_heads, post_qualifiers, post_followers, roster_leads, fixed_posts, offices, organs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from graph.model.values import TenureStatus
from loaders.claims import BodyRef, Span
from loaders.gazetteer import RegionHit
from loaders.rules.organs import Organs, organs
from loaders.rules.tries import either
from loaders.rules.words import Words

# Forms that hold their body; the body is found by its own grammar.
_EMBEDDED = re.compile(
    r"(?:自治区|[省市区县州盟旗地镇乡])党?委|党工?委|工委|街道|团[省市县]?委|支部|党支部|党总支|机关党委|纪委|监委|政协|人大"
    r"|政治局|书记处|中央"
)
_ADDRESS = frozenset(("同志", "先生", "女士"))
# Commissions of a region that are printed without it behind its party committee (县委常委、纪委书记).
COMMISSIONS = {
    "纪委": frozenset(("discipline",)),
    "监委": frozenset(("supervision",)),
    "纪委监委": frozenset(("both",)),
}


@dataclass(frozen=True, slots=True)
class PostToken:
    """A title with what stands in front of it.

    Args:
        span: From body, region or qualifier to the end of the title.
        title: Title inside its body.
        sense: Sense of the lexicon: leader, deputy … session_role, profession; lead for words that only announce names.
        body: Body printed directly in front.
        organ: Organ printed in front without its body (统战部|部长), as printed.
        region: Region printed in front without a body (湖南省|副省长).
        status: held, acting, former, or None for a candidate.
        unknown: Other words stand directly in front: the body is not known.
        member: A title many persons share (委员, 常委, 代表).
    """

    span: Span
    title: str
    sense: str
    body: BodyRef | None = None
    organ: str | None = None
    region: RegionHit | None = None
    status: TenureStatus | None = "held"
    unknown: bool = False

    @property
    def member(self) -> bool:
        """Whether many persons share the title."""
        return self.sense in ("member", "staff", "profession", "collective")


class PostWords:
    """Patterns over the lexicons of posts."""

    def __init__(self, words: Words) -> None:
        heads = words.lexicon("post_heads")
        self.sense = {
            e["form"]: e["sense"]
            for e in reversed(heads.entries)
            if not _EMBEDDED.match(e["form"]) and e["form"] not in _ADDRESS
        }
        leads = words.lexicon("roster_leads").forms()
        self.sense.update({f: "lead" for f in leads})
        fixed = words.lexicon("fixed_posts")
        self.sense.update({f: "leader" for f in fixed.forms() if f not in self.sense})
        self.sense["常务委员会委员"] = "member"
        self.head = re.compile(either(self.sense))
        self.heads = ahocorasick_rs.AhoCorasick(list(self.sense), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        followers = words.lexicon("post_followers")
        self.not_post = re.compile(
            rf"(?:{either(followers.forms('not_post'))})|(?<=顾问)室|(?<=员)会|(?<=常委)会|(?<=代表)大?会"
        )
        self.candidate = re.compile(either(followers.forms("candidate")))
        self.leading = re.compile(either(followers.forms("leading")))
        offices = words.lexicon("offices")
        self.offices = {e["form"]: frozenset(e["kinds"]) for e in offices.entries}
        self.of_the_whole = frozenset(offices.forms("head"))
        qualifiers = words.lexicon("post_qualifiers")
        self.before = {
            e["form"]: e["sense"] for e in qualifiers.entries if e.get("place") == "before" and e["form"] != "副"
        }
        self.longest_before = max(map(len, self.before))
        self.before_ends = frozenset(form[-1] for form in self.before)
        self.after = {e["form"]: e["sense"] for e in qualifiers.entries if e.get("place") == "after"}
        self.behind = re.compile(either(self.after))
        self.fixed = {e["form"]: (e["body"], e["title"]) for e in fixed.entries}
        self.organs: Organs = organs(words)
        self.bare_organs = {**self.organs.bare_forms, **COMMISSIONS}
        self.organ_ends = frozenset(form[-1] for form in (*self.bare_organs, *self.organs.departments))


@lru_cache(maxsize=8)
def post_words(words: Words) -> PostWords:
    """The patterns of `words`."""
    return PostWords(words)
