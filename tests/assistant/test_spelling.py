"""Slips of Chinese questions are put right, and what is meant as written stays."""

import random
import re

import pytest

from assistant.spelling import corrected, corrections
from assistant.spelling_tables import spelling
from corpus.library import FOLDER, documents

SLIPS = [
    ("专经特新有啥补帖", "专精特新有啥补贴"),
    ("头一次认定高薪技术企业，晋城给多少奖励", "头一次认定高新技术企业，晋城给多少奖励"),
    ("晋城城区知识产权只押融资今年突破多少", "晋城城区知识产权质押融资今年突破多少"),
    ("山西各转企成功有多少奖励", "山西个转企成功有多少奖励"),
    ("国家级浮化器新认定", "国家级孵化器新认定"),
    ("省级众创空见奖多少", "省级众创空间奖多少"),
    ("晋成小微企业能不能贷宽", "晋城小微企业能不能贷款"),
    ("折州县个体户", "泽州县个体户"),
    ("欣州的环评手须", "忻州的环评手续"),
    ("小规模纳税仁免曾值税吗", "小规模纳税人免增值税吗"),
    ("忻洲个人创业但保贷款最多多少", "忻州个人创业担保贷款最多多少"),
    ("Subsidies for 高薪技术企业 in Jincheng", "Subsidies for 高新技术企业 in Jincheng"),
]

SOUND = [
    "招高薪人才市里给补贴吗",
    "老旧变电站的版面费能报吗",
    "政府支持由哪个部门牵头",
    "公司想上市，在泽州先往哪儿挂牌？",
    "社保先垫了钱能要回来吗",
    "山西按15%加计能多抵多少",
    "人才市场说档案不能拿走",
    "开发区要是升成了国家级高新区",
    "我们公司在深圳搞质量管理创新项目",
    "吉林的公路监理乙级资质",
    "忻政办发〔2022〕22号",
    "What subsidy for a first-time provincial specialized enterprise in Jincheng?",
    "Subsdy for hi-tech enterprizes",
    "",
    "补",
]


@pytest.mark.parametrize(("written", "meant"), SLIPS)
def test_a_slip_becomes_the_term_that_is_meant(written: str, meant: str) -> None:
    assert corrected(written) == meant


@pytest.mark.parametrize("text", SOUND)
def test_what_makes_sense_as_written_stays(text: str) -> None:
    assert corrected(text) == text


@pytest.mark.parametrize(("written", "meant"), SLIPS)
def test_what_has_been_corrected_is_not_corrected_again(written: str, meant: str) -> None:
    assert corrected(meant) == meant


def test_a_correction_says_what_was_written_where() -> None:
    (change,) = corrections("晋城的创业补帖")
    assert (change.start, change.written, change.term) == (3, "创业补帖", "创业补贴")


def test_nothing_that_the_corpus_says_is_corrected() -> None:
    texts = [re.sub(r"\n\s*", "", file.read_text("utf-8")) for file in FOLDER.glob("*.txt")]
    assert [change for text in texts for change in corrections(text)] == []


def test_most_homophones_in_headings_are_put_right_and_hardly_any_made_worse() -> None:
    headings = sorted({clause.heading for d in documents() for clause in d.clauses})
    slips = [_with_homophone(heading, seed) for seed, heading in enumerate(headings)]
    pairs = [(s, h) for s, h in zip(slips, headings, strict=True) if s != h][:300]
    assert len(pairs) == 300
    assert sum(corrected(slip) == heading for slip, heading in pairs) >= 240
    assert sum(corrected(slip) not in (heading, slip) for slip, heading in pairs) <= 6


def _with_homophone(text: str, seed: int) -> str:
    """One character of one term replaced by a common one that sounds the same."""
    chance, known = random.Random(seed), spelling()
    spans = [(i, i + n) for n in range(2, 8) for i in range(len(text) - n + 1)]
    terms = [(start, end) for start, end in spans if text[start:end] in known.rank]
    if not terms:
        return text
    at = chance.randrange(*chance.choice(terms))
    alike = [c for c in _common_characters() if _sounds_same(c, text[at])]
    return text[:at] + chance.choice(alike) + text[at + 1 :] if alike else text


def _sounds_same(one: str, other: str) -> bool:
    sounds = spelling().sounds
    return one != other and bool(set(sounds.get(one, "")) & set(sounds.get(other, "")))


def _common_characters() -> list[str]:
    codes = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return [character for code in codes if (character := code.decode("gb2312", "ignore"))]
