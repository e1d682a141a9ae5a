"""Chooses the weights of `assistant.weights` on questions whose answering sentence is known.

    python -m evals.fit      prints the weights and what they reach

Questions about other places' policies and the near misses of the golden set's develop part stand
for what the corpus does not answer.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from assistant.answer import Ask as Asked
from assistant.answer import Turn
from assistant.chain import Trace, retrieved, understood
from assistant.evidence import Evidence, as_row, weigh
from assistant.refusal import support
from assistant.weights import EVIDENCE, Features, Support
from index.searchable import Searchable
from index.store import load

Floats = NDArray[np.float64]
#: the encoder has learned the others by heart: they would make it look better than it is
UNSEEN = "held_back"
DATA = Path(__file__).parent.parent / "index" / "data"
GOLDEN = Path(__file__).parent / "datasets" / "golden.jsonl"
CALLERS = Path(__file__).parent / "datasets" / "callers.jsonl"
NAMES = Features._fields
#: near misses are few and what matters most
_NEAR_MISS_WEIGHT = 8
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


def cases(index: Searchable, questions: Iterable[Known]) -> list[Case]:
    """Each question's candidates, as the pipeline would weigh them."""
    found = []
    for known in tqdm(list(questions), desc="weighing", unit="question"):
        evidence = candidates(index, known.question, known.region)
        if evidence:
            found.append(_case(known, evidence))
    return found


def candidates(index: Searchable, question: str, region: str | None) -> tuple[Evidence, ...]:
    """The weighed sentences for a question."""
    trace = Trace(Asked(question, region), date(2026, 1, 1), index)
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


def supports(
    index: Searchable, answerable: Iterable[Asked], unanswerable: Iterable[Asked]
) -> tuple[Floats, Floats]:
    """The signs of support of questions that the corpus answers, and of those that it does not."""
    good = [row for asked in answerable if (row := _support(index, asked)) is not None]
    bad = [row for asked in unanswerable if (row := _support(index, asked)) is not None]
    return np.array(good), np.array(bad)


def _support(index: Searchable, asked: Asked) -> tuple[float, ...] | None:
    trace = retrieved(understood(Trace(asked, date(2026, 1, 1), index)))
    if trace.asked is None:
        return None
    evidence = weigh(trace.understood, trace.hits, trace.asked)
    return tuple(map(float, support(evidence, trace.asked))) if evidence else None


def develop(paths: Iterable[Path]) -> tuple[list[Asked], list[Asked]]:
    """The develop parts of the sets: what is answerable, and what is not."""
    good: list[Asked] = []
    bad: list[Asked] = []
    for row in (json.loads(line) for path in paths for line in path.open(encoding="utf-8")):
        if row["split"] != "develop" or row["type"] in ("smalltalk", "false_premise"):
            continue
        history = tuple(Turn(turn["question"]) for turn in row["history"] or ())
        asked = Asked(row["question"], row["region"], history)
        (good if row["answerable"] else bad).append(asked)
    return good, bad


def elsewhere(path: Path) -> list[Asked]:
    """Held-back questions about other places' policies: most of them have no answer here."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Asked(row["question"]) for row in rows if row.get("split") == UNSEEN]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description="fit the weights of assistant.weights")
    parser.add_argument("--index", type=Path, default=Path(".index"))
    arguments = parser.parse_args()
    questions = list(known_questions(DATA / "corpus_questions.jsonl"))
    index = load(arguments.index)
    found = cases(index, questions)
    weights = fitted(found)
    _print("sentence", NAMES, weights)
    for title, each in (("fitted", weights), ("as set", np.array(EVIDENCE.weights))):
        sentence, clause = reached(found, each)
        print(f"{title}: sentence {sentence:.3f}, clause {clause:.3f}")
    good, near = develop((GOLDEN, CALLERS))
    good += [Asked(known.question, known.region) for known in questions]
    far = elsewhere(DATA / "policy_questions.jsonl")
    kept, dropped = supports(index, good, near * _NEAR_MISS_WEIGHT + far)
    signs, bias = fitted_threshold(kept, dropped)
    _print("support", Support._fields, signs)
    print(f"bias {bias:.2f}")
    near_misses = dropped[: len(near) * _NEAR_MISS_WEIGHT]
    for least in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        good_share, near_share, all_share = (
            _below(rows, signs, bias, least) for rows in (kept, near_misses, dropped)
        )
        print(f"least {least:.2f} refuses: {good_share:.3f} {near_share:.3f} {all_share:.3f}")


def _below(rows: Floats, weights: Floats, bias: float, least: float) -> float:
    return float(np.mean(1 / (1 + np.exp(-(rows @ weights + bias))) < least))


def _print(title: str, names: Sequence[str], weights: Floats) -> None:
    print(title)
    for name, weight in zip(names, weights, strict=True):
        print(f"  {name:16s} {weight:7.2f}")


if __name__ == "__main__":
    main()
