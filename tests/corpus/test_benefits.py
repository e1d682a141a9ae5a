"""Real policy lines and the rows that must come out of them."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.benefits import benefits
from corpus.clause import Benefit, BenefitKind, Interval, Level, Relation

LINES = Path(__file__).with_name("benefit_lines.txt")


def _lines() -> Iterator[tuple[Level, str, list[str]]]:
    """`city: …` and the indented rows under it."""
    blocks = LINES.read_text(encoding="utf-8").split("\n\n")
    for block in (b for b in blocks if not b.startswith("#")):
        head, *rows = block.strip("\n").split("\n")
        level, _, line = head.partition(": ")
        yield Level(level), line, [row.strip() for row in rows]


def _row(benefit: Benefit) -> str:
    value = "" if benefit.value is None else f"{benefit.value:.12g}"
    high = "" if benefit.high is None else f"..{benefit.high:.12g}"
    cells = (
        benefit.recipient,
        benefit.condition,
        benefit.amount,
        value + high,
        benefit.kind,
        benefit.payer or "",
        benefit.relation,
        _band(benefit.interval),
        benefit.basis,
        "" if benefit.aligned else "unaligned",
    )
    return " | ".join(cells).rstrip(" |").replace("  ", " ").strip()


def _band(interval: Interval | None) -> str:
    if interval is None:
        return ""
    low = "" if interval.low is None else f"{interval.low:.12g}"
    high = "" if interval.high is None else f"{interval.high:.12g}"
    return (
        f"{'[' if interval.closed_low else '('}{low}..{high}{']' if interval.closed_high else ')'}"
    )


@pytest.mark.parametrize(("level", "line", "rows"), list(_lines()))
def test_a_line_gives_its_rows(level: Level, line: str, rows: list[str]) -> None:
    assert [_row(benefit) for benefit in benefits(line, level)] == rows


def test_every_row_stands_where_it_says() -> None:
    for level, line, _ in _lines():
        for row in benefits(line, level):
            assert row.sentence[0] <= row.start < row.end <= row.sentence[1]
            assert row.amount.startswith(line[row.start : row.end])
            assert row.wording in line


def test_amounts_and_recipients_of_different_number_stay_unaligned() -> None:
    line = "低压非居民用户、高压单电源用户办理时间分别压减至6个、15个、25个工作日以内。"
    rows = benefits(line, Level.CITY)
    assert {row.aligned for row in rows} == {False}
    assert {row.recipient for row in rows} == {"低压非居民用户、高压单电源用户"}


@pytest.mark.parametrize(
    ("sales", "award"), [(4_990_000, 1e5), (5_000_000, 2e5), (19_999_999, 2e5), (20_000_000, 3e5)]
)
def test_bands_meet_without_overlap(sales: float, award: float) -> None:
    line = (
        "销售收入小于500万元的奖励10万元，销售收入在500万元（含）至2000万元的奖励20万元，"
        "销售收入在2000万元（含）以上的奖励30万元。"
    )
    rows = benefits(line, Level.CITY)
    assert [r.value for r in rows if r.interval is not None and sales in r.interval] == [award]


def test_whoever_stands_between_two_steps_is_on_the_lower_one() -> None:
    line = "企业年度营业收入首次达到3亿元、5亿元的，市级财政分别给予15万元、25万元进档奖励。"
    rows = benefits(line, Level.CITY)
    assert [r.value for r in rows if r.interval is not None and 4e8 in r.interval] == [150_000]


def test_who_shares_the_cost_is_noted() -> None:
    (row,) = benefits("一次性给予10万元奖励，由省、市财政按5:5比例负担。", Level.PROVINCE)
    assert row.note == "由省、市财政按5:5比例负担"


def test_without_a_named_payer_the_issuer_pays() -> None:
    for issuer in (Level.PROVINCE, Level.COUNTY, None):
        (row,) = benefits("对新认定的企业给予10万元奖励。", issuer)
        assert (row.payer, row.relation) == (issuer, Relation.BASE)


def test_a_cap_on_a_one_off_award_still_says_so() -> None:
    (row,) = benefits("对符合条件的首次创业人员给予最高5000元一次性创业补贴。", Level.PROVINCE)
    assert row.kind is BenefitKind.CAP
    assert "一次性" in row.wording


def test_a_later_open_grant_does_not_swallow_an_earlier_one() -> None:
    line = "对设立总部的企业按规模分档给予开办补助；对引荐企业给予最高1000万元引荐奖励。"
    assert [r.amount for r in benefits(line, Level.PROVINCE)] == [
        "按规模分档给予开办补助",
        "1000万元",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "加强政策支持，推动企业高质量发展。",
        "对世界500强企业加强服务，打造“7×24小时”政务超市。",
        "（责任单位：市财政局、市科技局）",
        "",
    ],
)
def test_lines_that_grant_and_count_nothing_have_no_rows(line: str) -> None:
    assert benefits(line, Level.CITY) == ()


def test_characters_that_mask_figures_inside_may_stand_in_the_text() -> None:
    (row,) = benefits("对\ue001企业给予10万元奖励。", Level.CITY)
    assert row.amount == "10万元"


@pytest.mark.parametrize(
    "piece",
    ["对企业给予10万元，", "国家级、省级", "1元x", "（", "到", "达到1亿元的，", "企业", "给予奖励"],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    began = time.perf_counter()
    benefits(piece * (40_000 // len(piece)) + "分别给予10万元、5万元", None)
    assert time.perf_counter() - began < 5
