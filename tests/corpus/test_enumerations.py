"""Lists with shared heads and tails are written out whole."""

import pytest

from corpus.enumerations import members

LISTS = (
    ("一、二、三等奖", ["一等奖", "二等奖", "三等奖"]),
    ("获得一、二、三等奖", ["获得一等奖", "获得二等奖", "获得三等奖"]),
    (
        "市级专精特新企业和省级、国家级专精特新“小巨人”企业",
        ["市级专精特新企业", "省级专精特新“小巨人”企业", "国家级专精特新“小巨人”企业"],
    ),
    (
        "国家级、省级重点实验室、工程（技术）研究中心、中试基地",
        [
            "国家级重点实验室、工程（技术）研究中心、中试基地",
            "省级重点实验室、工程（技术）研究中心、中试基地",
        ],
    ),
    ("国家及省级示范步行街、特色商业街区、旅游休闲街区", None),
    ("无外线工程、有外线工程企业", ["无外线工程企业", "有外线工程企业"]),
    ("国家、省、市工业设计中心", ["国家工业设计中心", "省工业设计中心", "市工业设计中心"]),
    ("支柱产业、特色产业、新兴产业集群", ["支柱产业集群", "特色产业集群", "新兴产业集群"]),
    (
        "每培养或新增全职引进一名两院院士、国家级科技领军人才",
        ["每培养或新增全职引进一名两院院士", "每培养或新增全职引进一名国家级科技领军人才"],
    ),
    ("创建国家级优质工程、省“汾水杯”", ["创建国家级优质工程", "创建省“汾水杯”"]),
)


@pytest.mark.parametrize(("text", "expected"), [row for row in LISTS if row[1]])
def test_each_member_is_written_out(text: str, expected: list[str]) -> None:
    assert members(text, len(expected)) == tuple(expected)


def test_the_level_printed_once_belongs_to_both_tiers() -> None:
    listed = members("国家及省级示范步行街、特色商业街区、旅游休闲街区", 2)
    assert listed is not None
    assert listed[0].startswith("国家级示范步行街")


def test_another_number_of_members_is_no_list() -> None:
    assert members("低压非居民用户、高压单电源用户", 3) is None
    assert members("高新技术企业", 1) is None
