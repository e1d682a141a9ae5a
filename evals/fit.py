"""Chooses the weights of `assistant.weights` on questions whose answering sentence is known.

    python -m evals.fit      prints the weights and what they reach on the clauses held back

Questions of half of the clauses are used to fit, the others to report. Questions about other
places' policies and about anything else stand for what the corpus does not answer.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from assistant.answer import Ask
from assistant.chain import Trace, retrieved, understood
from assistant.evidence import Evidence, as_row, weigh
from assistant.weights import Features
from index.search import Index

Floats = NDArray[np.float64]
#: the encoder has learned the others by heart: they would make it look better than it is
UNSEEN = "held_back"
DATA = Path(__file__).parent.parent / "index" / "data"
NAMES = Features._fields
_STEPS = 400
_RATE = 0.3
_DECAY = 1e-3


@dataclass(frozen=True, slots=True)
class Known:
    """A question whose answering words are known."""

    question: str
    region: str | None
    name: tuple[str, str]
    evidence: str

    @property
    def is_held_back(self) -> bool:
        """Half of the clauses only report."""
        digest = hashlib.sha1("".join(self.name).encode(), usedforsecurity=False).hexdigest()
        return int(digest, 16) % 2 == 1


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features by row, and which of them answer."""

    rows: Floats
    right: NDArray[np.bool_]
    clause_right: NDArray[np.bool_]


def known_questions(path: Path) -> Iterator[Known]:
    """The corpus questions that the encoder was not trained on."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = (row["document_number"], row["clause_id"])
        if row.get("split") == UNSEEN:
            yield Known(row["question"], row["region"], name, row["evidence"])


def cases(index: Index, questions: Iterable[Known]) -> list[Case]:
    """Each question's candidates, as the pipeline would weigh them."""
    found = []
    for known in tqdm(list(questions), desc="weighing", unit="question"):
        evidence = candidates(index, known.question, known.region)
        if evidence:
            found.append(_case(known, evidence))
    return found


def candidates(index: Index, question: str, region: str | None) -> tuple[Evidence, ...]:
    """The weighed sentences for a question."""
    trace = Trace(Ask(question, region), date(2026, 1, 1), index)
    trace = retrieved(understood(trace))
    return () if trace.asked is None else weigh(trace.understood, trace.hits, trace.asked)


def _case(known: Known, evidence: Sequence[Evidence]) -> Case:
    rows = np.array([as_row(item.features) for item in evidence])
    right = np.array([_answers(item, known) for item in evidence])
    return Case(rows, right, np.array([item.key == known.name for item in evidence]))


def _answers(item: Evidence, known: Known) -> bool:
    """Whether the sentence holds the words, in this clause or in a twin of it."""
    words = known.evidence.strip("，。；")
    sentence = item.sentence.text
    return words in sentence or (item.key == known.name and sentence.strip("。；") in words)


def fitted(found: Sequence[Case]) -> Floats:
    """Weights that make the answering sentence the likeliest of its candidates."""
    usable = [case for case in found if case.right.any()]
    weights = np.zeros(len(NAMES))
    velocity = np.zeros_like(weights)
    for _ in range(_STEPS):
        gradient = sum((_gradient(case, weights) for case in usable), np.zeros_like(weights))
        velocity = 0.9 * velocity + gradient / len(usable) - _DECAY * weights
        weights = weights + _RATE * velocity
    return weights


def _gradient(case: Case, weights: Floats) -> Floats:
    scores = case.rows @ weights
    likely = np.exp(scores - scores.max())
    target = likely * case.right
    gradient: Floats = (target / target.sum() - likely / likely.sum()) @ case.rows
    return gradient


def reached(found: Sequence[Case], weights: Floats) -> tuple[float, float]:
    """Share of questions whose best sentence answers, and is of the right clause."""
    best = [int((case.rows @ weights).argmax()) for case in found]
    sentence = np.mean([case.right[b] for case, b in zip(found, best, strict=True)])
    clause = np.mean([case.clause_right[b] for case, b in zip(found, best, strict=True)])
    return float(sentence), float(clause)


def fitted_threshold(
    good: Floats, bad: Floats, steps: int = 3000, rate: float = 0.3
) -> tuple[Floats, float]:
    """A logistic model that tells answerable from unanswerable by the best evidence."""
    rows = np.vstack([good, bad])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = (rows - mean) / spread
    target = np.r_[np.ones(len(good)), np.zeros(len(bad))]
    share = np.r_[np.full(len(good), 0.5 / len(good)), np.full(len(bad), 0.5 / len(bad))]
    weights, bias = np.zeros(rows.shape[1]), 0.0
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-(scaled @ weights + bias)))
        error = (target - likely) * share
        weights = weights + rate * (error @ scaled - 1e-3 * weights)
        bias += rate * float(error.sum())
    plain: Floats = weights / spread
    return plain, bias - float(plain @ mean)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description="fit the weights of assistant.weights")
    parser.add_argument("--index", type=Path, default=Path(".index"))
    arguments = parser.parse_args()
    questions = list(known_questions(DATA / "corpus_questions.jsonl"))
    index = Index.open(arguments.index)
    tune = cases(index, (q for q in questions if not q.is_held_back))
    held = cases(index, (q for q in questions if q.is_held_back))
    weights = fitted(tune)
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name:16s} {weight:7.3f}")
    print("fitted on: sentence %.3f clause %.3f" % reached(tune, weights))
    print("held back: sentence %.3f clause %.3f" % reached(held, weights))


if __name__ == "__main__":
    main()
