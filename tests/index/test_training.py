"""The questions that are kept as data, the pairs that are taught, and a training run in small."""

import json
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from corpus.library import documents
from index.encoder import BUNDLED, StaticEncoder
from index.training import pairs, sources, vocabulary
from index.training.candidates import Candidates
from index.training.card import Report, card
from index.training.clause_task import Ids, clause_task
from index.training.cooccurrence import first_vectors
from index.training.figures import Figures
from index.training.lessons import encoded
from index.training.loop import Schedule, fit, in_turn
from index.training.parts import parts_matrix, parts_of
from index.training.questions import (
    FOLDER,
    POLICY_FILE,
    CorpusQuestion,
    Lang,
    PolicyQuestion,
    Split,
    corpus_questions,
    policy_questions,
)
from index.training.sources import Article, Policy
from index.training.storing import quantised, store
from index.training.switching import Switch
from index.training.table import Table
from index.training.tasks import Noise, Pairs, repeated
from index.training.texts import heading_and_body, sections
from index.training.vocabulary import Weighted

SAMPLE = Path(__file__).parents[3] / "shared" / "questions-sample.jsonl"

ASKED: tuple[CorpusQuestion | PolicyQuestion, ...] = (*corpus_questions(), *policy_questions())
COUPLES = [
    (f"{who}{what}能补多少", f"对{who}{formal}，给予一次性奖励。")
    for who in (
        "小微企业",
        "个体工商户",
        "孵化器",
        "众创空间",
        "高校毕业生",
        "建筑企业",
        "物流公司",
    )
    for what, formal in (
        ("租房", "年度房屋租金"),
        ("贷款", "首次获得信用贷款"),
        ("招人", "新招用就业困难人员"),
        ("交社保", "缴纳社会保险费"),
        ("买设备", "固定资产投资"),
        ("参加展会", "境外展位费用"),
        ("电费", "用电成本"),
    )
]


def test_there_are_enough_questions_and_a_quarter_is_english() -> None:
    langs = Counter(q.lang for q in ASKED)
    assert langs.total() >= 4000
    assert langs[Lang.EN] >= langs.total() / 4


def test_no_question_is_asked_twice() -> None:
    asked = Counter(q.question for q in ASKED)
    assert [question for question, count in asked.items() if count > 1] == []


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample is not part of the project")
def test_no_question_is_taken_from_the_sample() -> None:
    rows = SAMPLE.read_text(encoding="utf-8").splitlines()
    sample = {json.loads(row)["question"].strip() for row in rows}
    assert sample.isdisjoint(q.question for q in ASKED)


def test_what_is_held_back_is_held_back_by_clause_and_passage() -> None:
    of_clauses = {((q.document_number, q.clause_id), q.split) for q in corpus_questions()}
    of_passages = {((q.policy, q.anchor), q.split) for q in policy_questions()}
    for named in (of_clauses, of_passages):
        assert len({name for name, _ in named}) == len(named)
    assert sum(q.split is Split.HELD_BACK for q in corpus_questions()) >= 300
    assert sum(q.split is Split.HELD_BACK for q in policy_questions()) >= 200


def test_every_corpus_question_names_a_clause_that_holds_its_evidence() -> None:
    clauses = {(d.number, c.clause_id): c.text for d in documents() for c in d.clauses}
    for question in corpus_questions():
        text = clauses[question.document_number, question.clause_id]
        assert question.evidence in text, question.question


def test_passages_are_named_not_copied() -> None:
    line = (FOLDER / POLICY_FILE).read_text(encoding="utf-8").splitlines()[0]
    assert set(json.loads(line)) == {
        *("policy", "anchor", "length", "question", "lang", "style", "split")
    }
    question = policy_questions()[0]
    text = "前文" + question.anchor + "后文" * 200
    assert question.passage({question.policy: text}) == text[2 : 2 + question.length]


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("（三）支持企业上市。对在主板上市的企业奖励500万元。", "支持企业上市"),
        ("12.降低融资成本：担保费率降至1%以下。", "降低融资成本"),
        ("第五条 对首次升规企业给予奖励，最高10万元。", None),
        ("1.5万元以下的，由县级财政负担。", None),
    ],
)
def test_a_heading_ends_where_its_sentence_does(section: str, heading: str | None) -> None:
    found = heading_and_body(section)
    assert (found and found[0]) == heading


def test_a_policy_is_cut_where_a_number_begins() -> None:
    text = f"总则{'文' * 50}。一、减税{'费' * 50}。（二）补贴{'额' * 50}。"
    assert [part[:4] for part in sections(text)] == ["总则文文", "一、减税", "（二）补"]


def test_pairs_join_what_belongs_together() -> None:
    rng = np.random.default_rng(0)
    body = "对首次获得贷款的小微企业按贷款额给予奖励。" * 3
    policy = Policy("p", "Notice on Loans", f"（一）支持企业首贷。{body}")
    article = Article("个体工商户条例（2016修订）", "第一章 总则", body)
    assert pairs.headings([policy]) == [("支持企业首贷", body)]
    assert pairs.policy_titles([policy], rng) == [("Notice on Loans", policy.text)]
    assert pairs.law_titles([article]) == [("个体工商户条例 总则", body)]
    assert pairs.neighbours([body], rng)[0][0] in body
    beginning, end = pairs.halves([article], rng)[0]
    assert beginning + end == body


def test_glosses_keep_meanings_of_words_that_occur() -> None:
    dictionary = [("补贴", ["to subsidize", "subsidy", "CL:筆|笔[bi3]"]), ("龘", ["dragons"])]
    assert pairs.glosses(dictionary, {"补贴": 9}) == [("to subsidize; subsidy", "补贴")]


def test_parts_are_characters_in_chinese_and_stretches_in_english() -> None:
    assert parts_of("孵化器") == ["孵", "化", "器", "孵化", "化器"]
    assert parts_of("loan") == ["<loa", "loan", "oan>", "<loan", "loan>"]
    shares = parts_matrix(["补贴", "补助", "50"])
    assert shares.sum(1).ravel().tolist()[0] == pytest.approx([1, 1, 0])


def test_the_tokenizer_cuts_words_and_drops_punctuation() -> None:
    texts = ["小微企业的贷款，贴息", "a loan for small firms"]
    counts = vocabulary.counted([Weighted(texts, 60)])
    cut = vocabulary.tokenizer(counts, ["利率"]).encode("小微企业，贷款“贴息”；利率？ＬＯＡＮ")
    assert cut.tokens == ["小微企业", "贷款", "贴息", "利", "率", "loan"]


def test_a_switched_text_says_its_words_in_english() -> None:
    counts = vocabulary.counted([Weighted(["贷款 subsidy loan"] * 10)])
    tokenizer = vocabulary.tokenizer(counts, ())
    switch = Switch.of([("贷款", ["a loan", "to loan sb money on interest for a year"])], tokenizer)
    ids = np.array(tokenizer.encode("贷款").ids)
    rng = np.random.default_rng(0)
    said = {tokenizer.decode(switch(ids, rng).tolist()) for _ in range(50)}
    assert said == {"loan", "贷款"}


def test_the_same_text_is_no_wrong_answer() -> None:
    texts = [np.array([1, 2]), np.array([3]), np.array([1, 2])]
    masked = repeated(texts, np.array([0, 1, 2]))
    assert np.argwhere(masked).tolist() == [[0, 2], [2, 0]]


def test_clauses_that_are_held_back_are_not_shown() -> None:
    candidates = Candidates.of(documents()[:2])
    numbers = {document.number for document, _ in candidates.rows}
    questions = [q for q in corpus_questions() if q.document_number in numbers]
    shown: list[str] = []

    def noted(texts: Sequence[str]) -> list[Ids]:
        shown.extend(texts)
        return [np.array([0]) for _ in texts]

    task = clause_task(("clauses", 1.0, Lang.ZH), questions, candidates, noted, Noise(0.0))
    held_back = [q for q in questions if q.split is Split.HELD_BACK]
    assert held_back
    assert all(q.question not in shown for q in held_back)
    hidden = {candidates.passage_of(q, Lang.ZH) for q in held_back}
    assert all(candidates.texts[i] not in shown for i in hidden if i is not None)
    assert not task.excused[np.arange(len(task.right)), task.right].any()


def test_a_run_of_two_seconds_lowers_its_loss_and_is_served_alike(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    texts = [text for couple in COUPLES for text in couple]
    tokenizer = vocabulary.tokenizer(vocabulary.counted([Weighted(texts, 8)]), ())
    asked, found = (encoded(tokenizer, list(side)) for side in zip(*COUPLES, strict=True))
    pieces = [tokenizer.id_to_token(i) or "" for i in range(tokenizer.get_vocab_size())]
    english = np.array([piece.isascii() for piece in pieces])
    first = first_vectors([*asked, *found], [(asked[0], found[0])], english, 16, rng)
    table = Table(first, parts_matrix(pieces))
    losses = fit(table, [Pairs("questions", 1.0, asked, found, 49, Noise(0.1))], Schedule(40), rng)
    assert np.mean(losses["questions"][-5:]) < 0.5 * losses["questions"][0]
    store(table.folded(), tokenizer, tmp_path)
    served = StaticEncoder(tmp_path, "small").encode_queries([COUPLES[0][0]])
    assert served[0] == pytest.approx(table.encode(asked[:1]).detach().numpy()[0], abs=0.02)


def test_tasks_take_turns_by_weight() -> None:
    turns = list(islice(in_turn([2.0, 1.0, 1.0]), 8))
    assert turns[:4] == turns[4:]
    assert Counter(turns) == {0: 4, 1: 2, 2: 2}


def test_rows_of_whole_numbers_stay_close() -> None:
    table = np.random.default_rng(0).normal(size=(20, 32)).astype(np.float32)
    rows, factors = quantised(table)
    assert np.abs(rows * factors[:, None] - table).max() <= np.abs(table).max() / 254 + 1e-6


def test_the_card_names_every_source_with_its_licence() -> None:
    named = tuple(s for s in vars(sources).values() if isinstance(s, sources.Source))
    figures = (Figures.of("corpus questions, en", np.array([0, 0, 4, 20])),)
    written = card(
        Report(7, 10, 1.0, 30, 16, tuple((s, 5) for s in named), {"x": 3}, {"x": (2, 1)}, figures)
    )
    assert all(f"| {s.name} | {s.licence} | 5 |" in written for s in named)
    assert "| corpus questions, en | 4 | 0.500 | 0.500 | 0.750 | 0.562 |" in written


def test_the_bundled_card_names_every_source() -> None:
    written = (BUNDLED / "README.md").read_text(encoding="utf-8")
    named = [s for s in vars(sources).values() if isinstance(s, sources.Source)]
    assert [s.name for s in named if f"| {s.name} | {s.licence} |" not in written] == []


def test_the_bundled_model_is_small_enough_to_ship() -> None:
    files = [path for path in BUNDLED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 30e6
