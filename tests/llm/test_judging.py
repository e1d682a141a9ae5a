"""How many false sentences pass, and how many true ones do not.

The whole golden set is measured by `python -m tests.llm.judging`; here a part of it.
"""

from assistant.chain import Assistant
from evals.dataset import read
from tests.llm.judging import falsified, retold

#: the part is small enough for every run; a change of the proof should be measured on the whole
_EVERY = 40


def test_what_is_made_false_in_one_place_does_not_pass(plain: Assistant) -> None:
    judged = list(falsified(plain, read("golden")[::_EVERY]))
    passed = [j.text for j in judged if j.flaw is None]
    assert len(judged) > 500
    assert len(passed) <= 0.002 * len(judged), passed


def test_every_kind_of_change_is_tried(plain: Assistant) -> None:
    kinds = {j.kind for j in falsified(plain, read("golden")[::_EVERY])}
    assert {"figure", "other figure", "unit", "tier", "bound", "denial", "duty", "added"} <= kinds


def test_paraphrases_that_were_looked_at_mostly_pass(plain: Assistant) -> None:
    assert _share(plain, "paraphrases.tsv") >= 0.9


def test_paraphrases_that_were_not_mostly_pass(plain: Assistant) -> None:
    assert _share(plain, "paraphrases_unseen.tsv") >= 0.85


def _share(assistant: Assistant, name: str) -> float:
    sentences = [judged for _, found, _ in retold(assistant, name) for judged in found]
    assert len(sentences) >= 40
    return sum(judged.flaw is None for judged in sentences) / len(sentences)
