"""Sentences weighed all at once, against each weighed by itself."""

import pytest

from assistant.answer import Ask
from assistant.chain import Assistant, retrieved, understood, weighed
from assistant.evidence import Evidence, Wanted
from assistant.reading import library, read_ahead
from assistant.slots import mask_of, values

QUESTIONS = (
    "晋城首次认定的高新技术企业奖励多少",
    "忻州新认定的国家级专精特新小巨人企业，省里和市里各给多少？",
    "销售收入1500万元的企业能拿多少",
    "How much does Jincheng award a provincial-level technology centre?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_shares_are_those_of_each_sentence_alone(assistant: Assistant, question: str) -> None:
    evidence, asked = _weighed(assistant, question)
    for item in evidence:
        own = item.sentence.tokens
        around = own | item.sentence.context
        found = item.features
        assert found.own == pytest.approx(asked.share(own))
        assert found.around == pytest.approx(asked.share(around))
        assert found.official == pytest.approx(asked.official_share(own))
        assert found.official_around == pytest.approx(asked.official_share(around))


@pytest.mark.parametrize("question", QUESTIONS)
def test_meaning_is_the_closer_formulation(assistant: Assistant, question: str) -> None:
    evidence, asked = _weighed(assistant, question)
    assert asked.meaning is not None
    for item in evidence:
        vectors = asked.meaning.encoder.encode_passages([item.sentence.text])
        alone = float(asked.meaning.likenesses(vectors)[0])
        assert item.features.meaning == pytest.approx(alone, abs=1e-6)


def test_the_best_comes_first(assistant: Assistant) -> None:
    evidence, _ = _weighed(assistant, QUESTIONS[0])
    scores = [item.score for item in evidence]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_another_tier_conflicts_and_the_same_agrees(assistant: Assistant) -> None:
    evidence, _ = _weighed(assistant, "晋城对国家级众创空间奖励多少")
    one_tier = [e for e in evidence if len(_tiers(e)) == 1]
    others = [e for e in one_tier if "国家级" not in _tiers(e)]
    assert others
    assert all(e.features.conflict == 1 and e.features.agreement == 0 for e in others)
    same = [e for e in evidence if "国家级" in _tiers(e)]
    assert same
    assert all(e.features.conflict == 0 and e.features.agreement == 1 for e in same)


def test_every_value_of_a_slot_has_a_bit_of_its_own() -> None:
    tiers = [mask_of(values(text)) for text in ("国家级", "省级", "市级", "首次", "小微企业")]
    assert all(one & other == 0 for one in tiers for other in tiers if one is not other)
    assert mask_of(values("国家级和省级")) == tiers[0] | tiers[1]


def test_what_is_read_ahead_takes_the_place_of_what_was_read_before(assistant: Assistant) -> None:
    rows = assistant.index.rows[:3]
    read_ahead(rows, assistant.index.encoder)
    assert len(library()) == len(rows)
    document, clause = rows[0]
    assert library().reading(clause, document) is library().reading(clause, document)
    assert len(library()) == len(rows)


def _weighed(assistant: Assistant, question: str) -> tuple[tuple[Evidence, ...], Wanted]:
    trace = weighed(retrieved(understood(assistant.begin(Ask(question)))))
    assert trace.asked is not None
    assert trace.evidence
    return trace.evidence, trace.asked


def _tiers(item: Evidence) -> frozenset[str]:
    return frozenset(value for found in item.sentence.slots.values() for value in found) & {
        "国家级",
        "省级",
        "市级",
        "县级",
    }
