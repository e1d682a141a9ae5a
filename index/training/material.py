"""Everything the model is trained on, read once, with how much of each source there is."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.clause import Clause, Document
from corpus.library import documents
from corpus.translations import renderings
from index.glossary import entries
from index.training import sources
from index.training.questions import (
    CorpusQuestion,
    PolicyQuestion,
    Split,
    corpus_questions,
    of_split,
    policy_questions,
)
from index.training.sources import Article, Couple, Policy, Source

#: of the 140,000 articles, as many as a run of a few minutes can use
ARTICLES_USED = 60_000
HELD_BACK_PERCENT = 10


@dataclass(frozen=True)
class Material:
    """The texts as they were read. Nothing held back is in `couples` or the questions' TRAIN."""

    policies: tuple[Policy, ...]
    articles: tuple[Article, ...]
    couples: tuple[Couple, ...]
    held_back: tuple[Couple, ...]
    parallel: tuple[Couple, ...]
    same: tuple[Couple, ...]
    dictionary: tuple[tuple[str, tuple[str, ...]], ...]
    documents: tuple[Document, ...]
    corpus_questions: tuple[CorpusQuestion, ...]
    policy_questions: tuple[PolicyQuestion, ...]

    @cached_property
    def passages(self) -> dict[str, str]:
        """The policies' texts by id."""
        return {policy.id: policy.text for policy in self.policies}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for document in self.documents for clause in document.clauses)

    @cached_property
    def rendered(self) -> tuple[Couple, ...]:
        """English with the sentence of the corpus that it renders."""
        return tuple(
            Couple(english, clause.text[start:end], sources.RENDERINGS)
            for clause in self.clauses
            for start, end, english in renderings(clause)
        )

    @property
    def asked_of_corpus(self) -> list[CorpusQuestion]:
        return of_split(self.corpus_questions, Split.TRAIN)

    @property
    def asked_of_policies(self) -> list[PolicyQuestion]:
        return of_split(self.policy_questions, Split.TRAIN)

    @property
    def counts(self) -> tuple[tuple[Source, int], ...]:
        """How many rows of each source were trained on."""
        couples = (*self.couples, *self.parallel, *self.same, *self.rendered)
        of_couples = Counter(couple.source for couple in couples)
        return (
            (sources.CORPUS_QUESTIONS, len(self.asked_of_corpus)),
            (sources.POLICY_QUESTIONS, len(self.asked_of_policies)),
            (sources.CORPUS, len(self.clauses)),
            (sources.POLICIES, len(self.policies)),
            (sources.LAWS, len(self.articles)),
            (sources.CEDICT, len(self.dictionary)),
            (sources.GLOSSARY, len(entries("glossary.tsv") + entries("synonyms.tsv"))),
            *sorted(of_couples.items(), key=lambda item: -item[1]),
        )


def read(data: Path, rng: np.random.Generator) -> Material:
    """Read the data folder, the corpus and the questions; a tenth of the couples is held back."""
    couples = sources.question_passages(data)
    return Material(
        policies=sources.policies(data),
        articles=_some(sources.articles(data), ARTICLES_USED, rng),
        couples=tuple(c for c in couples if not is_held_back(c)),
        held_back=tuple(c for c in couples if is_held_back(c)),
        parallel=sources.parallel_sentences(data),
        same=sources.paraphrases(data),
        dictionary=sources.dictionary(data),
        documents=documents(),
        corpus_questions=corpus_questions(),
        policy_questions=policy_questions(),
    )


def is_held_back(couple: Couple) -> bool:
    """A tenth of the passages, whatever the run: decided by their own text."""
    digest = hashlib.sha256(couple.second.encode()).digest()
    return int.from_bytes(digest[:4]) % 100 < HELD_BACK_PERCENT


def _some(articles: Sequence[Article], count: int, rng: np.random.Generator) -> tuple[Article, ...]:
    chosen = np.sort(rng.choice(len(articles), min(count, len(articles)), replace=False))
    return tuple(articles[i] for i in chosen)
