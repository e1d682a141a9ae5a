"""Questions about the corpus against all of its passages, as the search will meet them."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.places import mentions
from index.training.candidates import Candidates
from index.training.questions import CorpusQuestion, Lang, Split
from index.training.tasks import Noise, Questions

Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]
EncodeAll = Callable[[Sequence[str]], list[Ids]]

BATCH = 384


def clause_task(
    named: tuple[str, float, Lang],
    questions: Sequence[CorpusQuestion],
    candidates: Candidates,
    encode_all: EncodeAll,
    noise: Noise,
) -> Questions:
    """The training questions against the passages of one language.

    Passages of clauses that are held back are not shown: they would only ever be wrong answers.
    """
    name, weight, lang = named
    hidden = [candidates.clause_of(q) for q in questions if q.split is not Split.TRAIN]
    known = np.array([each is lang for each in candidates.langs])
    shown = np.flatnonzero(known & ~np.isin(candidates.owner, hidden))
    asked = [q for q in questions if q.split is Split.TRAIN]
    asked = [q for q in asked if candidates.passage_of(q, lang) is not None]
    right = np.array([candidates.passage_of(q, lang) for q in asked], np.int64)
    return Questions(
        name,
        weight,
        encode_all([q.question for q in asked]),
        encode_all([candidates.texts[i] for i in shown]),
        np.searchsorted(shown, right),
        excused(asked, right, shown, candidates),
        BATCH,
        noise,
    )


def excused(
    asked: Sequence[CorpusQuestion], right: Ids, shown: Ids, candidates: Candidates
) -> Mask:
    """Other stretches of the right clause; its twins, where the question names no place."""
    owners = candidates.owner[shown]
    rows = [candidates.clause_of(q) for q in asked]
    same = owners[None] == np.array(rows)[:, None]
    placeless = np.array([not mentions(q.question) for q in asked])
    twins = candidates.twins[rows][:, owners] & placeless[:, None]
    return np.asarray((same | twins) & (shown[None] != right[:, None]))
