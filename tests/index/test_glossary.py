"""English questions and everyday Chinese reach the words of the policies."""

import pytest

from index.glossary import entries, expand, synonyms


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("How much for a little giant?", "小巨人"),
        ("Are Little-Giant enterprises rewarded?", "小巨人"),
        ("Does a makerspace get money?", "众创空间"),
        ("Which incubators qualify?", "孵化器"),
        ("our first-time loan", "首贷"),
        ("our first loan", "首贷"),
        ("Do we owe deed tax?", "契税"),
        ("Is there an incentive for hiring graduates?", "高校毕业生"),
        ("I was laid off last year", "失业"),
        ("Does a 5 MW solar plant need an EIA?", "光伏发电"),
        ("business incubation bases", "创业孵化基地"),
        ("小巨人的 one-off award 是多少", "一次性奖励"),
    ],
)
def test_english_phrases_give_the_policies_terms(question: str, term: str) -> None:
    assert any(term in found or found in term for found in expand(question))


def test_the_longest_phrase_wins() -> None:
    assert "人才" not in expand("talent apartment")
    assert "人才公寓" in expand("talent apartment")


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("公司盖章的东西要几天办好", "公章刻制"),
        ("开个小饭馆要办啥证", "餐饮"),
        ("五险能不能晚交", "缓缴"),
        ("头一回贷款有补帖吗", "首贷"),
        ("关店怎么办", "注销"),
        ("搞直播带货给多少钱", "电商"),
    ],
)
def test_everyday_words_give_official_ones(question: str, term: str) -> None:
    assert any(term in found for found in synonyms(question))


@pytest.mark.parametrize(("table", "rows"), [("glossary.tsv", 600), ("synonyms.tsv", 250)])
def test_tables_are_large_and_well_formed(table: str, rows: int) -> None:
    found = entries(table)
    assert len(found) >= rows
    assert all(variant and term for left, right in found for variant in left for term in right)


def test_a_text_without_known_terms_gives_nothing() -> None:
    assert expand("") == synonyms("") == expand("晋城") == ()
