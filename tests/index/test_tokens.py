"""Clauses and questions meet in their tokens, however something is written."""

import timeit

import pytest

from index.english import figures_as_printed_in_chinese, stem
from index.tokens import domain_words, figures, is_pair, normal, tokens, words


@pytest.mark.parametrize(
    ("printed", "token"),
    [
        ("一次性给予5万元奖励", "50000元"),
        ("一次性给予50000元奖励", "50000元"),
        ("一次性给予５万元奖励", "50000元"),
        ("一次性给予五万元奖励", "50000元"),
        ("a one-off award of RMB 50,000", "50000元"),
        ("a one-off award of 50,000 yuan", "50000元"),
        ("CNY 3 million for a technical upgrade", "3000000元"),
        ("奖励300万元", "3000000元"),
        ("自受理之日起十五个工作日", "15个工作日"),
        ("within 15 working days", "15个工作日"),
        ("按20%给予补贴", "0.2%"),
        ("按百分之二十给予补贴", "0.2%"),
        ("twenty or 20 percent of the rent", "0.2%"),
        ("低于6000千瓦的光伏发电", "6000千瓦"),
        ("a 6 MW solar plant", "6000千瓦"),
    ],
)
def test_a_figure_is_one_token_by_its_value(printed: str, token: str) -> None:
    assert token in tokens(printed)


@pytest.mark.parametrize("text", ["统一受理", "一般企业", "推进三农工作"])
def test_a_numeral_inside_a_word_is_no_figure(text: str) -> None:
    assert figures(normal(text)) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("新认定的省级专精特新中小企业", "专精特新"),
        ("首次小升规工业企业", "小升规"),
        ("完成个转企的个体工商户", "个转企"),
        ("拓展首贷户", "首贷户"),
        ("推行一业一证改革", "一业一证"),
    ],
)
def test_domain_words_are_kept_whole(text: str, word: str) -> None:
    assert word in words(normal(text))


def test_the_word_list_has_at_least_400_terms_without_repeats() -> None:
    assert len(domain_words()) == len(set(domain_words())) >= 400


def test_full_width_and_capitals_make_no_difference() -> None:
    assert tokens("ＳＭＥ　５Ｇ基站") == tokens("sme 5g基站")


def test_pairs_are_never_taken_for_words() -> None:
    found = tokens("孵化器")
    assert {t for t in found if is_pair(t)} == {"·孵化", "·化器"}
    assert "孵化器" in found


@pytest.mark.parametrize(
    "variants",
    [
        ("subsidy", "subsidies", "subsidised", "subsidizing"),
        ("incubator", "incubators"),
        ("centre", "center", "centers"),
        ("licence", "license", "licences"),
        ("programme", "programs"),
        ("apply", "applies"),
        ("recognised", "recognized", "recognize"),
    ],
)
def test_english_variants_meet_in_one_stem(variants: tuple[str, ...]) -> None:
    assert len({stem(v) for v in variants}) == 1


def test_a_text_without_any_token_is_no_error() -> None:
    assert tokens("") == tokens("！？…") == []


def test_the_time_for_a_long_number_grows_with_its_length() -> None:
    def quickest(digits: int) -> float:
        times = timeit.repeat(lambda: figures_as_printed_in_chinese("9" * digits), number=1)
        return min(times)

    # not with its square: that would be 64 times the time
    assert quickest(16_000) < 25 * quickest(2_000)
