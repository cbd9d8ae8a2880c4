"""Invented articles: one post changes hands, sources disagree, a body is renamed, two persons share a name."""

from __future__ import annotations

from functools import cache

from property.strategies import CITY, COUNTY, DISTRICT, OTHER, VERSION, Draft

from graph.subgraph import Subgraph
from loaders.graph_of import graph_of


@cache
def careers() -> Subgraph:
    """The graph of the articles; what each says is beside it."""
    first = Draft("甲", published="2018-01-10")  # 张三 is chairman, 王五 vice-chairman, 周平 a member
    first.post("张三", CITY, "主席")
    first.post("王五", CITY, "副主席")
    first.post("周平", CITY, "委员")
    change = Draft(
        "乙", published="2019-03-05"
    )  # 张三 was removed on 1 March, 李四 elected on the 5th; 赵六 is there too
    change.post("张三", CITY, "主席", status="former", end_date="2019-03-01", ended_by="removed")
    change.post("李四", CITY, "主席", start_date="2019-03-05", began_by="elected")
    change.post("赵六", CITY, "副主席")
    against = Draft("丙", published="2020-01-01")  # against all others: 钱七 is chairman
    against.post("钱七", CITY, "主席")
    again = Draft("丁", published="2020-06-01")  # 李四 is chairman
    again.post("李四", CITY, "主席")
    former = Draft("戊", published="2020-07-01")  # 原主席李四
    former.post("李四", CITY, "主席", status="former")
    one = Draft("己", published="2018-03-06")  # 张三 chaired the 8th meeting on 5 March
    one.link("presides_over", one.post("张三", CITY, "主席"), one.meeting(CITY, term=5, session=8, date="2018-03-05"))
    other = Draft("庚", published="2018-03-10")  # 王五 chaired the 8th meeting, on 9 March
    chair = other.post("王五", CITY, "副主席")
    other.link("presides_over", chair, other.meeting(CITY, term=5, session=8, date="2018-03-09"))
    both = Draft("辛", published="2018-04-01")  # 张三 and 王五 took turns at the 9th: no contradiction
    ninth = both.meeting(CITY, term=5, session=9, date="2018-04-01")
    for name, title in (("张三", "主席"), ("王五", "副主席")):
        both.link("presides_over", both.post(name, CITY, title), ninth)
    vague = Draft("壬", published="2018-04-20")  # the 9th was in April 2018: less exact, no contradiction
    vague.meeting(CITY, term=5, session=9, date="2018-04")
    renamed = Draft("癸", published="2018-03-06")  # 青山县政协 became 青山区政协
    renamed.link("renamed_to", renamed.body(COUNTY), renamed.body(DISTRICT), date="2018-03-05")
    namesake = Draft("子", published="2018-02", region="920000")  # another 周平
    namesake.post("周平", OTHER, "主席")
    drafts = (first, change, against, again, former, one, other, both, vague, renamed, namesake)
    return graph_of([d.extraction() for d in drafts], extractor_version=VERSION)
