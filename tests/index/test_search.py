"""What is found, in which order, and why."""

from datetime import date

import pytest

from corpus.clause import Level
from index.query import Query
from index.search import Index

GIANT = "小巨人奖多少钱"


def found(index: Index, query: Query) -> list[str]:
    return [hit.clause.clause_id for hit in index.search(query)]


@pytest.mark.parametrize(
    ("question", "regions", "number", "clause_id"),
    [
        ("晋城对新认定的国家级“小巨人”奖多少钱", "晋城市", "晋市政办〔2022〕5号", "二.22"),
        ("低于6000千瓦的光伏发电要不要办环评", "泽州县", "泽政办发〔2022〕7号", "四.三.17"),
        ("首次在主板上市奖励500万元", "泽州县", "泽政办发〔2022〕7号", "四.二.9"),
        ("外资项目实际到位1000万美元奖多少", "山西省", "晋政发〔2021〕26号", "三"),
        ("刻公章要花钱吗 企业开办几天", "晋城市", "晋市政办〔2022〕5号", "六.58"),
        (
            "Is stamp duty waived for university student flats?",
            None,
            "晋政办发〔2022〕33号",
            "一.10",
        ),
    ],
)
def test_everyday_and_english_questions_find_their_clause_first(
    corpus_index: Index, question: str, regions: str | None, number: str, clause_id: str
) -> None:
    above = {"泽州县": ("泽州县", "晋城市", "山西省"), "晋城市": ("晋城市", "山西省")}
    query = Query(question, regions=None if regions is None else above.get(regions, (regions,)))
    best = corpus_index.search(query)[0]
    assert (best.clause.document_number, best.clause.clause_id) == (number, clause_id)


def test_a_neighbouring_city_never_answers(small_index: Index) -> None:
    hits = small_index.search(Query(GIANT, regions=frozenset({"晋城市", "山西省"})))
    assert {hit.document.region for hit in hits} == {"晋城市", "山西省"}


@pytest.mark.parametrize(
    "regions", [("晋城市", "山西省"), ("山西省", "晋城市"), frozenset({"晋城市", "山西省"})]
)
def test_of_twin_clauses_the_nearer_place_comes_first(
    small_index: Index, regions: tuple[str, ...] | frozenset[str]
) -> None:
    hits = small_index.search(Query("专精特新小巨人奖励", regions=regions))
    assert [hit.document.region for hit in hits][:2] == ["晋城市", "山西省"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Query(GIANT, level=Level.PROVINCE), ["二.21"]),
        (Query(GIANT, document="忻政办发〔2022〕22号"), ["二.19"]),
        (Query("光伏发电环评", department="生态环境局"), ["四.44"]),
        (Query(GIANT, issued=(date(2022, 4, 1), None)), ["二.19"]),
        (Query(GIANT, issued=(None, date(2022, 2, 1))), ["二.21"]),
        (Query(GIANT, regions=("上海市",)), []),
    ],
)
def test_filters_decide_before_the_ranking(
    small_index: Index, query: Query, ids: list[str]
) -> None:
    assert found(small_index, query) == ids


def test_what_has_expired_is_not_found_on_that_day(small_index: Index) -> None:
    question = "光伏发电豁免环评"
    assert found(small_index, Query(question, valid_on=date(2023, 12, 31)))[0] == "四.44"
    assert "四.44" not in found(small_index, Query(question, valid_on=date(2024, 1, 1)))


def test_a_hit_says_why_it_is_there(small_index: Index) -> None:
    hit = small_index.search(Query("小巨人企业奖励20万元"))[0]
    assert hit.lexical_rank == 1
    assert hit.dense_rank is not None
    assert {"小巨人", "奖励", "200000元"} <= set(hit.matched)
    assert 0 < hit.score <= 1
    assert 0 < hit.lexical_score <= 1
    assert hit.dropped is None


def test_scores_fall_and_ranks_are_counted_from_one(corpus_index: Index) -> None:
    hits = corpus_index.search(Query("科技企业孵化器奖励", k=20))
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len(hits) == 20


def test_near_misses_say_what_they_lacked(small_index: Index) -> None:
    query = Query(GIANT, regions=("晋城市",), k=1, near_misses=True)
    first, *missed = small_index.search(query)
    assert first.dropped is None
    reasons = {hit.document.region: hit.dropped for hit in missed if hit.document != first.document}
    assert reasons["忻州市"] == "region: 忻州市 is not 晋城市"


def test_other_formulations_find_what_the_question_did_not_say(small_index: Index) -> None:
    vague = "那个要办手续吗"
    told = Query(vague, also=("光伏发电豁免环评手续",))
    assert found(small_index, told)[0] == "四.44"


def test_nothing_is_found_for_nothing(small_index: Index) -> None:
    assert small_index.search(Query("", k=5)) == ()


def test_rare_words_weigh_more_than_common_ones(corpus_index: Index) -> None:
    assert corpus_index.idf("星创天地") > corpus_index.idf("企业") > 0


def test_a_clause_is_found_by_its_name(small_index: Index) -> None:
    row = small_index.clause("晋市政办〔2022〕5号", "二.22")
    assert row is not None
    assert row[1].heading == "支持新兴产业发展"
    assert small_index.clause("晋市政办〔2022〕5号", "九.99") is None
