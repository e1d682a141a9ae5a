"""Which places questions and policy lines name, and which words only look like places."""

import subprocess
import sys

import pytest

from corpus.clause import Level
from corpus.library import documents
from corpus.places import ancestors, canonical, level_of, mentions

NAMED = [
    ("在晋城搞工厂数字化改造，市里按投资额的几成补？", ["晋城市"]),
    ("我公司系晋城市产业链“链主”，市级进档奖励是多少？", ["晋城市"]),
    ("泽州县到2025年计划发展多少家星级民宿？", ["泽州县"]),
    ("注册地和主营都落在泽州，县里给多少奖励？", ["泽州县"]),
    ("晋城城区 民营企业投诉件 年度办结率", ["晋城市城区"]),
    ("晋城市城区2023年营商环境方案", ["晋城市城区"]),
    ("我在城区开店，区里给多少？", ["晋城市城区"]),
    ("泽州和城区的政策有什么不同", ["泽州县", "晋城市城区"]),
    ("阳泉的企业，城区的政策能享受吗", ["阳泉市"]),
    ("山西省晋城市泽州县某企业", ["泽州县"]),
    ("晋城的泽州和忻州比哪个多", ["泽州县", "忻州市"]),
    ("世界500强来咱省设结算中心，开办补助到底给多少钱？", ["山西省"]),
    ("省里呢？", ["山西省"]),
    ("对我省政府性融资担保机构", ["山西省"]),
    ("在泽州县、高平市主体功能区", ["泽州县", "高平市"]),
    ("黄浦区规上企业有什么奖励？", ["黄浦区"]),
    ("瑞昌市的企业能申请吗", ["瑞昌市"]),
    ("四川阿坝州给多少补助", ["阿坝藏族羌族自治州"]),
    ("延边州和延边的政策", ["延边朝鲜族自治州", "延边朝鲜族自治州"]),
    ("全国统一的标准下，成都的企业能申请吗", ["成都市"]),
    ("陕西和山西哪个补得多", ["陕西省", "山西省"]),
    ("支持太原、大同、忻州、运城等地打造", ["太原市", "大同市", "忻州市", "运城市"]),
    ("We operate a shopping street in Jincheng.", ["晋城市"]),
    ("Jincheng municipality's award", ["晋城市"]),
    ("Zezhou County, Jincheng", ["泽州县"]),
    ("a company in Zezhou, Shanxi Province", ["泽州县"]),
    ("the Jincheng Urban District plan", ["晋城市城区"]),
    ("firms in Chengqu", ["晋城市城区"]),
    ("Does Shaanxi pay more than Shanxi?", ["陕西省", "山西省"]),
    ("Is there a subsidy in Xi'an or Xinzhou?", ["西安市", "忻州市"]),
    ("How much does the province pay?", ["山西省"]),
]


@pytest.mark.parametrize(("text", "places"), NAMED)
def test_places_are_found_by_their_names_and_aliases(text: str, places: list[str]) -> None:
    assert [mention.place for mention in mentions(text)] == places


NO_PLACE = [
    "人行太原中心支行、太原海关、山西银保监局负责",
    "国网晋城供电公司",
    "晋城银保监分局、市生态环境局泽州分局",
    "中国铁路太原局集团公司",
    "两个方案大同小异",
    "确保长治久安",
    "提高平均工资，扩大同类项目，形成都市圈",
    "创新乡村治理，出海口建设",
    "对应县级财政、现代县域体系",
    "中心城区范围内的土地收购储备",
    "城区街道改造",
    "省级专精特新怎么认定，市级呢？",
    "开发区“三个一批”活动多长时间举办一次？",
    "全国500强",
    "企业办理省时省力",
    "合作市场、东方市场、解放区和南部县域",
    "市中区位、城关区域、同心县级平台",
    "Taiyuan Customs and Taiyuan University",
    "a jingle for the national-level brand",
]


@pytest.mark.parametrize("text", NO_PLACE)
def test_organisations_sayings_and_parts_of_words_are_no_places(text: str) -> None:
    assert mentions(text) == ()


def test_a_mention_covers_the_whole_name() -> None:
    text = "我们在晋城市的泽州县投产"
    (mention,) = mentions(text)
    assert text[mention.start : mention.end] == "晋城市的泽州县"


def test_ancestors_go_up_to_the_province() -> None:
    assert ancestors("泽州县") == ("晋城市", "山西省")
    assert ancestors("城区") == ("晋城市", "山西省")
    assert ancestors("忻州") == ("山西省",)
    assert ancestors("山西省") == ()
    assert ancestors("火星") == ()
    assert ancestors("黄浦区") == ("上海市",)
    assert ancestors("瑞昌市") == ("九江市", "江西省")


@pytest.mark.parametrize(
    ("name", "whole", "level"),
    [
        ("晋城", "晋城市", Level.CITY),
        ("Zezhou County", "泽州县", Level.COUNTY),
        ("晋城市泽州县", "泽州县", Level.COUNTY),
        ("城区", "晋城市城区", Level.COUNTY),
        ("Urban District", "晋城市城区", Level.COUNTY),
        ("阳泉城区", "阳泉市城区", Level.COUNTY),
        ("Shanxi", "山西省", Level.PROVINCE),
        ("Lvliang", "吕梁市", Level.CITY),
        ("Lüliang City", "吕梁市", Level.CITY),
        ("Hongtong", "洪洞县", Level.COUNTY),
        ("全国", "全国", Level.NATIONAL),
        ("深圳", "深圳市", Level.CITY),
        ("晋城的企业", None, None),
        ("黄浦区", "黄浦区", Level.COUNTY),
        ("阿坝州", "阿坝藏族羌族自治州", Level.CITY),
        ("火星", None, None),
        ("", None, None),
    ],
)
def test_any_name_leads_to_the_canonical_one(
    name: str, whole: str | None, level: Level | None
) -> None:
    assert canonical(name) == whole
    assert level_of(name) == level


def test_a_name_that_several_counties_share_is_no_place_by_itself() -> None:
    assert mentions("鼓楼区和郊区的企业") == ()
    assert [m.place for m in mentions("南京市鼓楼区的企业")] == ["南京市"]


def test_no_clause_of_the_corpus_names_a_county_of_another_province() -> None:
    named = {m.place for d in documents() for c in d.clauses for m in mentions(c.text)}
    counties = {place for place in named if level_of(place) is Level.COUNTY}
    assert all(ancestors(place)[-1] == "山西省" for place in counties)


def test_nothing_is_read_at_import() -> None:
    code = "import builtins, pathlib\npathlib.Path.read_text = None\nimport corpus.places"
    subprocess.run([sys.executable, "-c", code], check=True)
