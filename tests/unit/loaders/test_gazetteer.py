"""Names of regions: the shipped table by hand-checked examples, and private tables with invented places."""

from __future__ import annotations

import pytest

from loaders.gazetteer import Gazetteer, GazetteerError

INVENTED = (
    {"region_id": "980000", "name": "云岭省", "level": "province"},
    {"region_id": "980100", "name": "临江市", "level": "prefecture", "parent_id": "980000"},
    {"region_id": "980121", "name": "青山县", "level": "county", "parent_id": "980100"},
    {"region_id": "980102", "name": "南湖区", "level": "county", "parent_id": "980100", "since": "2015-03"},
    {
        "region_id": "980122-2015",
        "name": "南湖县",
        "level": "county",
        "parent_id": "980100",
        "until": "2015-03",
        "successor_id": "980102",
    },
    {"region_id": "970000", "name": "江南省", "level": "province"},
    {"region_id": "970100", "name": "河阳市", "level": "prefecture", "parent_id": "970000"},
    {"region_id": "970121", "name": "青山县", "level": "county", "parent_id": "970100"},
)


@pytest.fixture(scope="module")
def china() -> Gazetteer:
    return Gazetteer.default()


@pytest.fixture(scope="module")
def invented() -> Gazetteer:
    return Gazetteer.from_rows(INVENTED)


def ids(gazetteer: Gazetteer, form: str, **options: str) -> list[str]:
    return [region.region_id for region in gazetteer.lookup(form, **options)]


def test_the_table_has_the_counts_of_the_standard(china: Gazetteer) -> None:
    current = [region for region in china if not region.until]
    provinces = [region for region in current if region.level == "province"]
    assert len(provinces) == 35  # 34 of the standard and the 兵团
    assert 333 <= sum(region.level == "prefecture" for region in current) <= 336
    assert 2840 <= sum(region.level == "county" for region in current) <= 2860
    assert sum(bool(region.until) for region in china) > 1200


def test_every_county_reaches_a_province(china: Gazetteer) -> None:
    for region in china:
        above = china.ancestors(region.region_id)
        assert (above[-1] if above else region).level == "province", region


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("吉林市", ["220200"]),
        ("吉林省", ["220000"]),
        ("吉林", ["220000", "220200"]),
        ("海南州", ["632500"]),
        ("海南省", ["460000"]),
        ("朝阳市", ["211300"]),
        ("朝阳区", ["110105", "220104"]),
        ("通州区", ["110112", "320612"]),
        ("普陀区", ["310107", "330903"]),
        ("长安区", ["130102", "610116"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("大理州", ["532900"]),
        ("大理白族自治州", ["532900"]),
        ("大理市", ["532901"]),
        ("延边州", ["222400"]),
        ("肃北县", ["620923"]),
        ("东乡县", ["622926"]),
        ("双江县", ["530925"]),
        ("广西", ["450000"]),
        ("内蒙古自治区", ["150000"]),
        ("环县", ["621022"]),
        ("巴州", ["652800", "511902"]),
        ("博州", ["652700"]),
        ("石河子市", ["659001"]),
        ("济源市", ["419001"]),
        ("雄安新区", ["133100"]),
        ("浙江省衢州市龙游县", ["330825"]),
        ("浙江省龙游县", ["330825"]),
        ("甘肃玉门", ["620981"]),
        ("北京市朝阳区", ["110105"]),
        ("长春市朝阳区", ["220104"]),
        ("晋城市城区", ["140502"]),
        ("海南省朝阳区", []),
        ("上海市市场", []),
    ],
)
def test_lookup(china: Gazetteer, form: str, expected: list[str]) -> None:
    assert ids(china, form) == expected


def test_within_and_level_decide(china: Gazetteer) -> None:
    assert ids(china, "鼓楼区", within="320100") == ["320106"]
    assert ids(china, "鼓楼区", within="320000") == ["320106", "320302"]
    assert ids(china, "吉林", level="prefecture") == ["220200"]
    assert ids(china, "玉门市", within="620981") == ["620981"]


def test_former_names_lead_to_what_continues_them(china: Gazetteer) -> None:
    (xiangfan,) = china.lookup("襄樊市")
    assert (xiangfan.until, xiangfan.successor_id) == ("2010", "420600")
    assert ids(china, "襄樊市枣阳市") == ["420683"]
    (wujiang,) = china.lookup("吴江市")
    assert china.by_id(wujiang.successor_id) == china.lookup("吴江区")[0]
    assert ids(china, "黔西县") == ["520522-2021"]


def test_a_date_prefers_the_region_of_that_time(china: Gazetteer) -> None:
    assert ids(china, "酒泉市") == ["620900"]
    assert ids(china, "酒泉市", on="1999-05-01") == ["622102-2002"]
    assert ids(china, "酒泉市", on="2020") == ["620900"]


def test_forms_of_long_names(china: Gazetteer) -> None:
    def common(region_id: str) -> tuple[str, str]:
        region = china.by_id(region_id)
        assert region is not None
        return region.common, region.short

    assert common("620924") == ("阿克塞县", "阿克塞")
    assert common("522600") == ("黔东南州", "黔东南")
    assert common("150722") == ("莫力达瓦旗", "莫力达瓦")
    assert common("410304") == ("瀍河区", "瀍河")
    assert common("429021") == ("神农架林区", "神农架")
    assert common("654000") == ("伊犁州", "伊犁")
    assert common("652700") == ("博尔塔拉州", "博尔塔拉")
    assert common("650000") == ("新疆", "新疆")
    assert common("350000") == ("福建省", "福建")


def test_find_joins_parents_and_flags_what_proves_nothing(china: Gazetteer) -> None:
    def found(text: str) -> list[tuple[str, list[str], bool]]:
        return [(text[h.start : h.end], [r.region_id for r in h.regions], h.bare) for h in china.matcher().find(text)]

    assert found("在浙江省衢州市龙游县举行") == [("浙江省衢州市龙游县", ["330825"], False)]
    assert found("江西湖口县政协") == [("江西湖口县", ["360429"], False)]
    assert found("上海市场监管") == [("上海", ["310000"], True)]
    assert found("各市和县政协") == [("和县", ["340523"], True)]
    assert found("济南市市中区政协") == [("济南市市中区", ["370103"], True)]
    assert found("全国各市县区") == []
    assert found("酒泉市和玉门市") == [("酒泉市", ["620900"], False), ("玉门市", ["620981"], False)]
    assert found("吉林省、吉林市") == [("吉林省", ["220000"], False), ("吉林市", ["220200"], False)]
    assert found("朝阳") == [("朝阳", ["211300", "110105", "211321", "220104"], True)]


def test_private_table_knows_only_its_own_places(invented: Gazetteer) -> None:
    assert ids(invented, "青山县") == ["970121", "980121"]
    assert ids(invented, "临江市青山县") == ["980121"]
    assert ids(invented, "云岭青山") == ["980121"]
    assert ids(invented, "北京市") == []
    assert [region.name for region in invented.ancestors("980121")] == ["临江市", "云岭省"]
    assert [region.name for region in invented.children("980100")] == ["青山县", "南湖区", "南湖县"]
    assert invented.is_within("980121", "980000")
    assert invented.is_within("980000", "980000")
    assert not invented.is_within("980121", "970000")


def test_dates_known_to_the_month_count_on_both_sides(invented: Gazetteer) -> None:
    assert ids(invented, "南湖", on="2015-02-28") == ["980122-2015"]
    assert ids(invented, "南湖", on="2015-03-10") == ["980102", "980122-2015"]
    assert ids(invented, "南湖", on="2015-04-01") == ["980102"]
    assert ids(invented, "南湖") == ["980102"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"region_id": "1", "name": "甲省", "level": "state"}, "row 1: unknown level 'state' of 甲省"),
        ({"region_id": "1", "name": "甲省", "level": "province", "until": "去年"}, "until '去年' of 甲省 is no date"),
        ({"region_id": "1", "name": "甲省", "level": "province", "parent_id": "9"}, "parent_id '9' of 1 甲省"),
        ({"region_id": "1", "name": "甲省", "level": "province", "colour": "red"}, "unknown column 'colour'"),
        ({"region_id": "", "name": "甲省", "level": "province"}, "region_id or name is empty"),
    ],
)
def test_bad_rows_are_named(row: dict[str, str], message: str) -> None:
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.from_rows([row])


def test_a_repeated_id_is_refused() -> None:
    row = {"region_id": "1", "name": "甲省", "level": "province"}
    with pytest.raises(GazetteerError, match="'1' stands twice"):
        Gazetteer.from_rows([row, row])


def test_short_forms_never_shrink_to_one_character(china: Gazetteer) -> None:
    assert all(len(form) >= 2 for region in china for form in region.forms)
    assert ids(china, "科左中旗") == ["150521"]
    assert [region.short for region in china.lookup("浦东新区")] == ["浦东"]
    assert [region.short for region in china.lookup("西安市碑林区")] == ["碑林"]
