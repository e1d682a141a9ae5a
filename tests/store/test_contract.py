"""What either store promises: the same clauses, the filters to the letter, changes at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from assistant.chain import Assistant
from corpus.clause import Document, Level
from evals.dataset import Row, read
from evals.targets import asked
from index.filters import refusal
from index.query import Query
from index.search import Index
from index.searchable import Searchable
from tests.index.conftest import JINCHENG, SHANXI, XINZHOU, LetterEncoder, clause
from tests.store.stores import Store, names

#: every so many of the golden questions
_SAMPLE = 5
GIANT = Query("小巨人奖励", k=50)
_CONDITIONS: tuple[dict[str, object], ...] = (
    {"regions": frozenset({"泽州县", "晋城市", "山西省"})},
    {"level": Level.PROVINCE},
    {"document": "晋市政办〔2022〕5号"},
    {"department": "财政局"},
    {"department": "晋城市工业和信息化局"},
    {"issued": (date(2022, 1, 1), date(2022, 12, 31))},
    {"issued": (None, date(2022, 3, 1))},
    {"valid_on": date(2026, 1, 1)},
)
_PAIRS = tuple({**one, **other} for one, other in combinations(_CONDITIONS, 2))


@pytest.fixture(scope="module")
def questions() -> Sequence[Row]:
    return read("golden")[::_SAMPLE]


def test_both_stores_find_the_same_clauses_with_the_same_scores(
    in_faiss: Index, in_milvus: Searchable, questions: Sequence[Row]
) -> None:
    shared, apart = [], 0.0
    for row in questions:
        one, other = (index.search(Query(row.question)) for index in (in_faiss, in_milvus))
        found = [{(h.document.number, h.clause.clause_id) for h in hits} for hits in (one, other)]
        shared.append(len(found[0] & found[1]) / max(len(found[0]), 1))
        apart = max([apart, *(abs(a.score - b.score) for a, b in zip(one, other, strict=True))])
    assert min(shared) >= 0.9
    assert sum(shared) / len(shared) >= 0.99
    assert apart < 1e-3


def test_both_stores_give_the_same_answers(
    in_faiss: Index, in_milvus: Searchable, questions: Sequence[Row]
) -> None:
    """But for one in a hundred, whose two best sentences may weigh the same."""
    same = 0
    for row in questions:
        one, other = (Assistant(index).answer(asked(row)) for index in (in_faiss, in_milvus))
        cited = [[(c.document_number, c.clause_id) for c in a.citations] for a in (one, other)]
        same += (one.outcome, one.text, cited[0]) == (other.outcome, other.text, cited[1])
    assert same >= 0.99 * len(questions)


@pytest.mark.parametrize("k", [1, 10, 60])
@pytest.mark.parametrize("conditions", [*_CONDITIONS, *_PAIRS], ids=lambda c: "-".join(c))
def test_a_filter_gives_exactly_as_many_as_there_are(
    whole: Searchable, in_faiss: Index, conditions: dict[str, object], k: int
) -> None:
    query = Query("企业奖励补助资金", k=k, **conditions)  # type: ignore[arg-type]
    allowed = sum(refusal(document, each, query) is None for document, each in in_faiss.rows)
    hits = whole.search(query)
    assert len(hits) == min(k, allowed)
    assert all(refusal(hit.document, hit.clause, query) is None for hit in hits)


def test_near_misses_say_why_they_fell_short(whole: Searchable) -> None:
    query = Query("小巨人奖励", regions=frozenset({"忻州市"}), k=3, near_misses=True)
    hits = whole.search(query)
    assert [hit.dropped for hit in hits[:3]] == [None] * 3
    assert any((hit.dropped or "").startswith("region:") for hit in hits[3:])


@pytest.mark.parametrize("text", ['"', "\\", "' or 1 == 1", "） and (", "\x00\n", "{x}"])
def test_what_is_asked_for_is_never_read_as_an_expression(whole: Searchable, text: str) -> None:
    for conditions in ({"document": text}, {"department": text}, {"regions": frozenset({text})}):
        hits = whole.search(replace(Query("奖励"), **conditions))
        assert all(hit.document.region in ("", "全国") for hit in hits)
    assert whole.document(text) is None
    assert whole.clause("晋市政办〔2022〕5号", text) is None


def test_every_clause_and_document_comes_back_as_it_went_in(
    whole: Searchable, in_faiss: Index
) -> None:
    assert [c for _, c in whole.rows] == [c for _, c in in_faiss.rows]
    assert [replace(d, pieces=()) for d in whole.documents] == [
        replace(d, pieces=()) for d in in_faiss.documents
    ]
    document, wanted = in_faiss.rows[100]
    found = whole.clause(document.number, wanted.clause_id)
    assert found is not None
    assert found[1] == wanted
    assert whole.digests == in_faiss.digests
    assert whole.version == in_faiss.version
    assert list(whole.conflicts) == list(in_faiss.conflicts)
    assert whole.places == in_faiss.places


@pytest.fixture
def small(store: Store) -> Searchable:
    return store.filled((JINCHENG, XINZHOU, SHANXI), LetterEncoder())


def test_a_removed_document_is_gone_at_once(store: Store, small: Searchable) -> None:
    after = store.changed(small, removed=[XINZHOU.number])
    assert {number for number, _ in names(after, GIANT)} == {JINCHENG.number, SHANXI.number}
    assert after.document(XINZHOU.number) is None
    assert "忻州市" not in after.places
    assert after.version != small.version


def test_an_added_document_is_found_at_once(store: Store, small: Searchable) -> None:
    after = store.changed(small, [_yangcheng("对低空经济企业给予37万元奖励。")])
    assert names(after, Query("低空经济", k=1)) == [("阳政办发〔2024〕9号", "一")]
    assert after.idf("低空") < small.idf("低空")


def test_a_replaced_document_has_only_its_new_clauses(store: Store, small: Searchable) -> None:
    first = store.changed(small, [_yangcheng("对低空经济企业给予37万元奖励。", "二、另行通知。")])
    after = store.changed(first, [_yangcheng("对低空经济企业给予41万元奖励。")])
    found = after.search(Query("低空经济", document="阳政办发〔2024〕9号", k=10))
    assert [hit.clause.text for hit in found] == ["对低空经济企业给予41万元奖励。"]
    back = store.changed(after, removed=["阳政办发〔2024〕9号"])
    assert back.version == small.version
    assert names(back, GIANT) == names(small, GIANT)
    assert back.idf("奖励") == pytest.approx(small.idf("奖励"))


def test_a_reader_finishes_on_the_state_that_it_began_with(store: Store, small: Searchable) -> None:
    before = names(small, GIANT)
    store.changed(small, [replace(JINCHENG, clauses=JINCHENG.clauses[1:])], [SHANXI.number])
    assert names(small, GIANT) == before


def test_a_change_in_rates_is_checked_against_every_document(
    store: Store, small: Searchable
) -> None:
    says = "企业研发费用加计扣除比例提高到"
    one = store.changed(small, [_yangcheng(f"对符合条件的{says}75%。")])
    assert not one.conflicts
    two = store.changed(one, [_notice("高政办发〔2024〕1号", f"对符合条件的{says}7.5%。")])
    assert [{c.one.printed, c.other.printed} for c in two.conflicts] == [{"75%", "7.5%"}]
    assert not store.changed(two, removed=["高政办发〔2024〕1号"]).conflicts


def _yangcheng(*texts: str) -> Document:
    return _notice("阳政办发〔2024〕9号", *texts)


def _notice(number: str, *texts: str) -> Document:
    clauses = tuple(clause(number, "一二三"[n], "支持低空经济", t) for n, t in enumerate(texts))
    issued = date(2024, 5, 1)
    return Document(
        number,
        "支持低空经济的通知",
        "某县",
        "阳城县",
        Level.COUNTY,
        issued,
        "x.txt",
        clauses=clauses,
    )
