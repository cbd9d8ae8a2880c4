"""Invented articles in any number, for benchmarks: each is a meeting of a body with people, a document and a date.

from made_articles import articles
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

_PLACES = ("浙江", "甘肃", "云南", "四川", "湖北", "山东", "贵州", "海南", "福建", "青海")
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "明远静言国强启文斌华建平志方丽娟海涛"
_TOPICS = ("提案办理", "基层协商", "乡村振兴", "科技创新", "生态保护", "养老服务", "营商环境", "文化传承")
_CLOSING = (
    "会议强调，要深入调研，把情况摸清，把建议提准。",
    "会议指出，要发挥界别作用，广泛听取各方面意见。",
    "会议要求，各专门委员会要加强联系，抓好落实。",
    "会议认为，一年来工作取得新的进展，也还有不足。",
)


def articles(count: int, *, seed: int = 1) -> Iterator[dict[str, str]]:
    """Records with id, title, text, url, published and source; equal for equal arguments."""
    draw = random.Random(seed)
    first = datetime.date(2019, 1, 1)
    for number in range(count):
        place, topic = draw.choice(_PLACES), draw.choice(_TOPICS)
        day = first + datetime.timedelta(days=draw.randrange(2000))
        names = ["".join((draw.choice(_FAMILY), *draw.sample(_GIVEN, 2))) for _ in range(6)]
        session = f"{draw.randrange(1, 60)}"
        body = [
            f"{day.month}月{day.day}日，{place}省政协召开第{session}次主席会议，学习《关于加强{topic}工作的意见》。"
            f"省政协主席{names[0]}主持会议并讲话。副主席{'、'.join(names[1:5])}，秘书长{names[5]}出席会议。",
            *draw.sample(_CLOSING, 3),
        ]
        yield {
            "id": f"made-{number:06}",
            "title": f"{place}省政协主席会议研究{topic}工作",
            "text": "\n".join(body * draw.randrange(1, 4)),
            "url": f"https://news.example/{day:%Y/%m%d}/{number}.html",
            "published": day.isoformat(),
            "source": f"{place}某报",
        }
