"""What was held back, asked of a model: by kind of question and language."""

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoder
from index.training import pairs
from index.training.candidates import Candidates
from index.training.figures import Figures, clause_ranks, passage_ranks
from index.training.material import Material
from index.training.pairs import Pair
from index.training.questions import Lang, Split, of_split
from index.training.texts import sections

#: passages of other places that a policy question has to tell its own from
POLICY_POOL = 4000


def judged(encoder: Encoder, material: Material, candidates: Candidates) -> tuple[Figures, ...]:
    """One row for each kind of held-back question and language."""
    return (
        *(_of_clauses(encoder, material, candidates, lang) for lang in Lang),
        *(_of_policies(encoder, material, lang) for lang in Lang),
        _of_passages("question_passage", encoder, pairs.answered(material.held_back), ()),
    )


def _of_clauses(
    encoder: Encoder, material: Material, candidates: Candidates, lang: Lang
) -> Figures:
    held_back = of_split(material.corpus_questions, Split.HELD_BACK)
    asked = [question for question in held_back if question.lang is lang]
    return Figures.of(f"corpus questions, {lang}", clause_ranks(encoder, asked, candidates))


def _of_policies(encoder: Encoder, material: Material, lang: Lang) -> Figures:
    held_back = of_split(material.policy_questions, Split.HELD_BACK)
    asked = [question for question in held_back if question.lang is lang]
    others = [section for policy in material.policies for section in sections(policy.text)]
    spread = others[:: max(1, len(others) // POLICY_POOL)]
    found = pairs.policy_pairs(asked, material.passages)
    return _of_passages(f"policy questions, {lang}", encoder, found, spread)


def _of_passages(
    name: str, encoder: Encoder, asked: Sequence[Pair], others: Sequence[str]
) -> Figures:
    places = {passage: i for i, passage in enumerate(dict.fromkeys([p for _, p in asked]))}
    right = np.array([places[passage] for _, passage in asked])
    pool = list(places | dict.fromkeys(others))
    return Figures.of(name, passage_ranks(encoder, [q for q, _ in asked], pool, right))
