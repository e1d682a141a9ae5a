"""The model card: what it is, what it was trained on, how well it finds, as Markdown. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.training.figures import Figures
from index.training.sources import Source


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did and how well its model finds what was held back."""

    seed: int
    steps: int
    seconds: float
    vocabulary: int
    dimension: int
    sources: tuple[tuple[Source, int], ...]
    pairs: Mapping[str, int]
    losses: Mapping[str, tuple[float, float]]
    figures: tuple[Figures, ...]


def card(report: Report) -> str:
    """The README of the model folder."""
    return "\n\n".join(
        [
            _HEAD.format(r=report),
            "## Trained on",
            _table(("source", "licence", "rows"), _sources(report)),
            _NOT_TRAINED,
            "## Tasks",
            _table(("task", "pairs", "first loss", "last loss"), _tasks(report)),
            "## Found, by vectors alone",
            _JUDGED,
            _table(("held back", "questions", "hit@1", "hit@3", "hit@10", "MRR"), _found(report)),
            _LIMITS,
        ]
    )


_HEAD = """\
---
language: [zh, en]
license: apache-2.0
library_name: sentence-transformers
tags: [sentence-similarity, static-embedding]
---

# The bundled model

Vectors for Chinese policy texts and for questions about them in Chinese and English: a
`StaticEmbedding` of {r.vocabulary:,} pieces in {r.dimension} dimensions. A text is the mean of its
pieces' vectors. Rows are kept as int8 with one factor each; `sentence-transformers` (6.2 and later)
and the project's numpy encoder read the same vectors from this folder.

Written by `python -m index train --seed {r.seed}`: {r.steps} steps, {r.seconds:.0f} s.
Pieces are counted words; their first vectors come from co-occurrence in Chinese texts and from
parallel texts; contrastive steps (in-batch negatives, temperature 1/20) do the rest."""

_NOT_TRAINED = """\
Questions marked `held_back` in `index/data/` were never trained on, nor were their clauses shown
as wrong answers; the texts and renderings of these clauses were read like any others."""

_JUDGED = """\
Questions about the corpus choose among all its clauses, as the search does: the best passage of a
clause counts, and clauses of other places are left out where the question or its asker names one.
Policy questions choose among 4,000 passages of other places' policies, question_passage among its
own held-back passages."""

_LIMITS = """\
## Limits

The order of words is not seen: who pays whom is left to the search by words and to the answering.
Outside enterprise policy it knows little. The weights come under the project's licence; three of
the sources are share-alike (CC BY-SA), which whoever passes the weights on should weigh."""


def _sources(report: Report) -> list[tuple[str, ...]]:
    return [(source.name, source.licence, f"{rows:,}") for source, rows in report.sources]


def _tasks(report: Report) -> list[tuple[str, ...]]:
    return [
        (name, f"{count:,}", *(f"{loss:.2f}" for loss in report.losses.get(name, ())))
        for name, count in report.pairs.items()
    ]


def _found(report: Report) -> list[tuple[str, ...]]:
    return [
        (f.name, str(f.questions), *(f"{n:.3f}" for n in (f.hit1, f.hit3, f.hit10, f.mrr)))
        for f in report.figures
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
