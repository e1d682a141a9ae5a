"""What a document says about itself is found in its text."""

from datetime import date

import pytest

from corpus.clause import Level
from corpus.metadata import metadata

JINCHENG = """ 晋城市人民政府办公室文件

晋市政办〔2022〕5 号

晋城市人民政府办公室
印发关于强化市场主体倍增要素服务保障的

若干措施（试行）的通知

各县（市、区）人民政府、开发区管委会，市人民政府各委、办、局：

《关于强化市场主体倍增要素服务保障的若干措施（试行）》
已经市人民政府同意，现印发给你们，请认真贯彻落实。

晋城市人民政府办公室
2022 年 3 月 31 日
"""
URBAN_DISTRICT = """ 城政发〔2023〕7号

2023

南村镇人民政府、各街道办事处，区直各有关单位：

现将《晋城市城区 2023年营商环境创新提升行动方案》印

发给你们，请认真贯彻执行。

晋城市城区人民政府
2023年 9月 18日
"""
CHILDREN = """儿童福利机构管理办法
（2026年1月26日经民政部部务会议审议通过 2026年2月2日民政部令第83号公布
自2026年4月1日起施行）
第一章 总则
"""
PATENTS = """索引号：000014349/2018-00206
发文机关：国务院
成文日期：2018年11月06日
标题：专利代理条例
发文字号：国令第706号
发布日期：2018年11月19日
中华人民共和国国务院令
第706号
"""
PRINTED_PAGE = """国务院办公厅
2026年3月29日
索引号： 000014349/2026-00017 主题分类：
财政、金融、审计\\社会信用
体系建设
发文机关： 国务院办公厅 成文日期： 2026年03月29日
标题：
国务院办公厅印发《关于建立企业信用状况综合评价体系的实施方案》
的通知
发文字号： 国办发〔2026〕8号 发布日期： 2026年04月02日
"""
EARTHQUAKE = """国务院办公厅转发国家地震局
关于我国地震重点监视防御区的确定和
加强防震减灾工作意见报告的通知
国办发〔1996〕2号
各省、自治区、直辖市人民政府：
现转发给你们。
国务院办公厅
一九九六年二月五日
"""
NINE_MINISTRIES = """商务部等9部门关于印发《关于促进家政服务业
高质量发展的若干政策措施》的通知
商服贸函2026年第322号
中央网信办、国家发展改革委、高级人民法院：
现予印发。
商务部 国家发展改革委 教育部
公安部 民政部 人力资源社会保障部
2026年7月13日
"""


def test_a_notice_gives_all_of_it() -> None:
    found = metadata(JINCHENG, "jincheng.txt")
    assert found.number == "晋市政办〔2022〕5号"
    assert found.title == (
        "晋城市人民政府办公室印发关于强化市场主体倍增要素服务保障的若干措施（试行）的通知"
    )
    assert found.issuer == "晋城市人民政府办公室"
    assert (found.region, found.level) == ("晋城市", Level.CITY)
    assert found.issued == date(2022, 3, 31)
    assert found.trial


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("阜蒙健促办发[2020] 3 号\n", "阜蒙健促办发〔2020〕3号"),
        ("赣府厅发（2025）6号\n", "赣府厅发〔2025〕6号"),
        ("国办发【2019】6号\n", "国办发〔2019〕6号"),
        ("中华人民共和国国务院令第707号\n", "中华人民共和国国务院令第707号"),
        ("民政部令（第83号）\n", "民政部令第83号"),
        (CHILDREN, "民政部令第83号"),
        (PATENTS, "国令第706号"),
        (NINE_MINISTRIES, "商服贸函2026年第322号"),
        ("等级 加急 | 内部▲长期 | 粤公网发〔2023〕654号 | 页数 5\n", "粤公网发〔2023〕654号"),
    ],
)
def test_numbers_are_written_one_way(text: str, number: str) -> None:
    assert metadata(text, "a.txt").number == number


def test_a_number_that_the_text_only_cites_is_not_its_own() -> None:
    text = "关于做好工作的通知\n各县人民政府：\n根据国办发〔2019〕6号文件，通知如下。\n"
    assert metadata(text, "无号通知.docx").number == "无号通知"


def test_without_a_number_in_the_text_the_one_in_the_file_name_counts() -> None:
    name = "关于开通“跨省通办”服务的通知（粤公网发〔2023〕654号）.doc"
    assert metadata("关于开通服务的通知\n", name).number == "粤公网发〔2023〕654号"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (URBAN_DISTRICT, "a.txt", "晋城市城区2023年营商环境创新提升行动方案"),
        (
            EARTHQUAKE,
            "a.html",
            "国务院办公厅转发国家地震局关于我国地震重点监视防御区的确定和"
            "加强防震减灾工作意见报告的通知",
        ),
        (
            NINE_MINISTRIES,
            "a.pdf",
            "商务部等9部门关于印发《关于促进家政服务业高质量发展的若干政策措施》的通知",
        ),
        (
            PRINTED_PAGE,
            "a.pdf",
            "国务院办公厅印发《关于建立企业信用状况综合评价体系的实施方案》的通知",
        ),
        (
            "中共中央 国务院印发《数字中国建设整体布局规划》\n2023-02-27 18:43 来源： 新华社\n",
            "a.pdf",
            "中共中央 国务院印发《数字中国建设整体布局规划》",
        ),
        (
            "公安部规章\n中华人民共和国临时居民身份证管理办法\n第一条 为了\n",
            "a.txt",
            "中华人民共和国临时居民身份证管理办法",
        ),
        (
            "附件4\n海南省健康体重管理与健康食品产业\n发展行动\n",
            "a.docx",
            "海南省健康体重管理与健康食品产业发展行动",
        ),
        (
            "　　记者从新闻发布会上了解到，时期财政部创新政府采购制度。\n",
            "8、政采成效显著.txt",
            "政采成效显著",
        ),
    ],
)
def test_titles_are_joined_over_their_lines(text: str, name: str, title: str) -> None:
    assert metadata(text, name).title == title


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        (URBAN_DISTRICT, date(2023, 9, 18)),
        (EARTHQUAKE, date(1996, 2, 5)),
        (CHILDREN, date(2026, 2, 2)),
        (PATENTS, date(2018, 11, 6)),
        ("江西省人民政府办公厅关于工作的意见\n正文如此。\n2025年4月3日\n", date(2025, 4, 3)),
        ("关于2022年31月45日的通知\n", None),
        ("没有日期的通知\n", None),
    ],
)
def test_the_date_is_the_signatures_or_else_the_printed_one(text: str, issued: date | None) -> None:
    assert metadata(text, "a.txt").issued == issued


@pytest.mark.parametrize(
    ("signature", "region", "level"),
    [
        ("晋城市城区人民政府", "晋城市城区", Level.COUNTY),
        ("泽州县人民政府办公室", "泽州县", Level.COUNTY),
        ("山西省商务厅", "山西省", Level.PROVINCE),
        ("北京市经济和信息化局", "北京市", Level.PROVINCE),
        ("句容市人民政府办公室", "句容市", Level.COUNTY),
        ("中共泽州县委", "泽州县", Level.COUNTY),
        ("国务院办公厅", "全国", Level.NATIONAL),
        ("财政部", "全国", Level.NATIONAL),
        ("某某学会", "", None),
    ],
)
def test_the_region_is_where_the_issuer_sits(
    signature: str, region: str, level: Level | None
) -> None:
    found = metadata(
        f"关于做好工作的通知\n各有关单位：\n请执行。\n{signature}\n2022年5月20日\n", "a.txt"
    )
    assert (found.issuer, found.region, found.level) == (signature, region, level)


def test_several_signatures_are_all_issuers() -> None:
    text = NINE_MINISTRIES.replace("商务部等9部门关于", "关于")
    assert metadata(text, "a.pdf").issuer == (
        "商务部 国家发展改革委 教育部 公安部 民政部 人力资源社会保障部"
    )


def test_only_a_title_makes_a_document_a_trial() -> None:
    text = "关于做好工作的通知\n各县：\n原《暂行办法》同时废止。\n"
    assert not metadata(text, "a.txt").trial
