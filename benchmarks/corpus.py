"""Made-up articles in the genre, any number of them, with the graph they tell of known.

    python benchmarks/corpus.py 1000 [--seed 0] > corpus.jsonl
    python benchmarks/corpus.py 1000 --truth > truth.jsonl

Every sentence, person and paper is invented; places are those of the region table. Article n is made from the seed, the
size and n alone, so that any part of a corpus can be made by itself. In it are

- a body per 40 articles, with five posts that change hands once, and a meeting per article;
- careers: a quarter of the new chairmen were chairmen elsewhere before, and the article on their election says so;
- namesakes: names are drawn by hash, a part of them from twenty very common ones;
- one national leader, named in a third of the articles;
- papers of the centre that many meetings study, and rules of each body;
- reposts (one in twenty) under another slug and source, and damage (one in ten: commas of another script, blanks).
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache

from loaders.gazetteer import Gazetteer

PER_BODY = 40
DAYS_APART = 105
FIRST_DAY = datetime.date(2014, 1, 10)
LEADER = "上官致远"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "建国志明文华德平海峰春兰秀英玉梅永强晓燕丽娟俊杰宏伟振东少波立群书琴雅静思远承恩启航嘉禾锦绣"
COMMON = [s + g for s in "王李张刘陈" for g in ("建国", "志强", "晓燕", "秀英")]
TOPICS = (
    "提案办理协商",
    "委员履职服务",
    "民主监督",
    "界别协商",
    "社情民意信息",
    "文史资料征集",
    "专题调研",
    "基层协商",
)
OFFICES = ("主席", "副主席", "副主席", "副主席", "秘书长")


@dataclass(frozen=True)
class Mention:
    """A person named with a post: name, body, title, and who it truly is."""

    name: str
    body: str
    title: str
    person: str


@dataclass(frozen=True)
class Made:
    """One article and what it says.

    Args:
        slug: Its id.
        title, text, source, published: As a record of `zhengmai load`.
        meeting: The meeting it reports, by body and number; equal for reposts.
        chair: Who chaired it (Mention.person).
        people: Everybody named with a post.
        studied: Title of the paper the meeting studied.
    """

    slug: str
    title: str
    text: str
    source: str
    published: str
    meeting: str
    chair: str
    people: tuple[Mention, ...]
    studied: str


def _numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (digits[tens] if tens > 1 else "").strip() + ("十" if tens else "") + digits[ones].strip()


def _chance(*what: object) -> random.Random:
    return random.Random("/".join(map(str, what)))


@cache
def _places() -> tuple[str, ...]:
    """Names of cities, then counties, that no other place shares."""
    regions = [r for r in Gazetteer.default() if not r.until and r.level in ("prefecture", "county")]
    count: dict[str, int] = {}
    for region in regions:
        count[region.common] = count.get(region.common, 0) + 1
    unique = [
        r for r in regions if count[r.common] == 1 and len(r.common) == 3 and r.kind in ("地级市", "县", "县级市")
    ]
    return tuple(r.common for r in sorted(unique, key=lambda r: (r.level != "prefecture", r.region_id)))


class World:
    """Bodies and people of a corpus.

    Args:
        size: Articles; it fixes the number of bodies.
        seed: Another seed, another world.
    """

    def __init__(self, size: int, seed: int = 0) -> None:
        self.size, self.seed = size, seed
        self.bodies = max(1, min(size // PER_BODY, len(_places())))

    def body(self, index: int) -> str:
        return f"{_places()[index]}政协"

    def before(self, index: int) -> int | None:
        """The body whose first chairman is the second chairman here; None where a newcomer is."""
        chance = _chance(self.seed, "career", index)
        other = chance.randrange(self.bodies)
        # a chairman moves once: only to the body with the smallest number that draws him
        mine = chance.random() < 0.25 and other != index
        return other if mine and not any(self._draws(i) == other for i in range(max(0, index - 50), index)) else None

    def _draws(self, index: int) -> int:
        return _chance(self.seed, "career", index).randrange(self.bodies)

    def person(self, index: int, office: int, term: int) -> str:
        """Who holds an office: body, office and term of the first post."""
        origin = self.before(index) if office == 0 and term == 1 else None
        return f"{index if origin is None else origin}.{office}.{term if origin is None else 0}"

    def name(self, person: str) -> str:
        """The name of a person; no two of one body share it."""
        index, office, term = map(int, person.split("."))
        taken = {self.name(f"{index}.{o}.{t}") for t in range(term + 1) for o in range(5) if (t, o) < (term, office)}
        for salt in range(100):
            chance = _chance(self.seed, "name", person, salt)
            plain = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
            name = chance.choice(COMMON) if chance.random() < 0.05 else plain
            if name not in taken:
                return name
        raise ValueError(f"no name left for {person}")

    @cache  # noqa: B019 -- a world lives as long as its corpus
    def mention(self, index: int, office: int, term: int) -> Mention:
        person = self.person(index, office, term)
        return Mention(self.name(person), self.body(index), OFFICES[office], person)


def article(world: World, n: int) -> Made:
    """Article n of a corpus."""
    index, k = n % world.bodies, n // world.bodies
    chance = _chance(world.seed, "article", n)
    if k > 0 and chance.random() < 0.05:
        made = article(world, n - world.bodies)
        return replace(made, slug=f"{n:07d}", source="某地日报")
    term, session = divmod(k, PER_BODY // 2)
    term = min(term, 1)
    body, day = world.body(index), FIRST_DAY + datetime.timedelta(days=DAYS_APART * k + index % 90)
    chair, *vices, secretary = (world.mention(index, office, term) for office in range(5))
    ordinal = f"{_numeral(6 + term)}届{_numeral(session + 1)}次"
    topic = TOPICS[(n // 7) % len(TOPICS)]
    studied = f"关于加强新时代{topic}工作的意见"
    title = f"{body}召开{ordinal}主席会议"
    first, second = chance.sample(vices, 2)
    people = [chair, first, second, secretary]
    lines = [
        f"{day.month}月{day.day}日，{body}召开{ordinal}主席会议。{body}主席{chair.name}主持会议并讲话，"
        f"副主席{first.name}、{second.name}，秘书长{secretary.name}出席会议。",
        f"会议传达学习中共中央办公厅《{studied}》，审议通过《政协{body[:-2]}委员会{chance.choice(TOPICS)}办法》。",
    ]
    if chance.random() < 1 / 3:
        people.append(Mention(LEADER, "全国政协", "主席", "leader"))
        lines.append(f"会议认真学习全国政协主席{LEADER}在全国政协常委会会议上的讲话精神。")
    origin = world.before(index) if term == 1 and session == 0 else None
    if origin is not None and world.mention(origin, 0, 0).name not in {p.name for p in people[1:]}:
        people.append(world.mention(origin, 0, 0))
        lines.append(f"{body}主席{chair.name}此前任{world.body(origin)}主席。")
    text = "\n".join(lines)
    if chance.random() < 0.1:
        text = text.replace("，", ",").replace("。", "。 ")
    published = (day + datetime.timedelta(days=1)).isoformat()
    return Made(
        f"{n:07d}", title, text, "某地政协网", published, f"{body}{ordinal}", chair.person, tuple(people), studied
    )


def corpus(size: int, seed: int = 0) -> Iterator[Made]:
    """All articles of a corpus, in order."""
    world = World(size, seed)
    return (article(world, n) for n in range(size))


def record(made: Made) -> str:
    """The article as a JSON line that `zhengmai load` reads."""
    row = {"id": made.slug, "title": made.title, "text": made.text, "source": made.source, "published": made.published}
    return json.dumps(row, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--truth", action="store_true", help="what the articles say, instead of the articles")
    options = parser.parse_args()
    for made in corpus(options.size, options.seed):
        truth = {k: v for k, v in asdict(made).items() if k not in ("title", "text", "source", "published")}
        sys.stdout.write((json.dumps(truth, ensure_ascii=False) if options.truth else record(made)) + "\n")


if __name__ == "__main__":
    main()
