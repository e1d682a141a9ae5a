"""The questions written for training and judging: data files beside the code.

A corpus question names its clause. A policy question names its passage by the document, the first
characters without blanks and the length: the passage itself stays in the policies' own file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).parents[1] / "data"
CORPUS_FILE = "corpus_questions.jsonl"
POLICY_FILE = "policy_questions.jsonl"


class Split(StrEnum):
    """By clause or passage, never by question: nothing that is judged was trained on."""

    TRAIN = "train"
    HELD_BACK = "held_back"


class Lang(StrEnum):
    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class CorpusQuestion:
    """A question that one clause of the corpus answers. `region` is where the asker is."""

    document_number: str
    clause_id: str
    question: str
    lang: Lang
    style: str
    kind: str
    region: str | None
    evidence: str
    answer: str
    split: Split


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    """A question that one passage of another place's policy answers."""

    policy: str
    anchor: str
    length: int
    question: str
    lang: Lang
    style: str
    split: Split

    def passage(self, texts: Mapping[str, str]) -> str:
        """The passage, from the policies' texts without blanks by their id."""
        text = texts[self.policy]
        start = text.index(self.anchor)
        return text[start : start + self.length]


Q = TypeVar("Q", CorpusQuestion, PolicyQuestion)


def corpus_questions(folder: Path = FOLDER) -> tuple[CorpusQuestion, ...]:
    return tuple(CorpusQuestion(**_typed(row)) for row in _rows(folder / CORPUS_FILE))


def policy_questions(folder: Path = FOLDER) -> tuple[PolicyQuestion, ...]:
    return tuple(PolicyQuestion(**_typed(row)) for row in _rows(folder / POLICY_FILE))


def of_split(questions: Sequence[Q], split: Split) -> list[Q]:
    return [question for question in questions if question.split is split]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"lang": Lang(row["lang"]), "split": Split(row["split"])}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
