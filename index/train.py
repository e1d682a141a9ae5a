"""Trains the bundled model: `python -m index train [--data DIR] [--out DIR] [--seed N]`."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from index.encoder import BUNDLED, StaticEncoder
from index.training import pairs, vocabulary
from index.training.candidates import Candidates
from index.training.card import Report, card
from index.training.cooccurrence import first_vectors
from index.training.judging import judged
from index.training.lessons import encoded, tasks, text_pairs
from index.training.loop import Schedule, fit
from index.training.material import Material, read
from index.training.parts import parts_matrix
from index.training.storing import store
from index.training.table import Table
from index.training.vocabulary import Weighted

DATA = Path(__file__).parents[2] / "shared" / "data"
SEED = 7
#: a thousand at half the rate found no more
STEPS = 500
DIMENSION = 256
#: tasks whose pairs are English and Chinese
_PARALLEL = ("parallel sentences", "dictionary", "renderings", "glossary")


def train(data: Path = DATA, out: Path = BUNDLED, seed: int = SEED, steps: int = STEPS) -> Report:
    """Train the model from the data folder, write it and its card to `out`."""
    started = time.monotonic()
    # two are no faster, and one adds up alike on every machine
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    material = read(data, rng)
    counts = vocabulary.counted(_counted_texts(material))
    tokenizer = vocabulary.tokenizer(counts, (word for word, _ in material.dictionary))
    taught = text_pairs(material, counts, rng)
    candidates = Candidates.of(material.documents)
    table = _table(material, taught, tokenizer, rng)
    lessons = tasks(material, taught, candidates, tokenizer)
    losses = fit(table, lessons, Schedule(steps), rng)
    store(table.folded(), tokenizer, out)
    report = Report(
        seed=seed,
        steps=steps,
        seconds=time.monotonic() - started,
        vocabulary=tokenizer.get_vocab_size(),
        dimension=DIMENSION,
        sources=material.counts,
        pairs={name: len(couples) for name, couples in taught.items()},
        losses={name: (values[0], values[-1]) for name, values in losses.items()},
        figures=judged(StaticEncoder(out, str(out)), material, candidates),
    )
    (out / "README.md").write_text(card(report) + "\n", encoding="utf-8")
    return report


def _counted_texts(material: Material) -> list[Weighted]:
    """The texts whose words make the vocabulary. Ours count most: they are what is asked."""
    questions = [q.question for q in material.asked_of_corpus]
    questions += [q.question for q in material.asked_of_policies]
    return [
        Weighted([f"{p.title}\n{p.text}" for p in material.policies]),
        Weighted([article.text for article in material.articles]),
        Weighted([f"{c.heading}\n{c.text}" for c in material.clauses], 10),
        Weighted(questions, 10),
        Weighted([c.first for c in material.rendered], 2),
        Weighted([f"{c.first}\n{c.second}" for c in material.parallel], 2),
        Weighted([f"{c.first}\n{c.second}" for c in material.couples]),
        Weighted([meaning for _, meanings in material.dictionary for meaning in meanings]),
    ]


def _table(
    material: Material,
    taught: Mapping[str, Sequence[pairs.Pair]],
    tokenizer: Tokenizer,
    rng: np.random.Generator,
) -> Table:
    """The vectors before the first step."""
    pieces = [tokenizer.id_to_token(i) or "" for i in range(tokenizer.get_vocab_size())]
    texts = [text for group in _counted_texts(material)[:4] for text in group.texts]
    both = [pair for name in _PARALLEL for pair in taught[name]]
    english = encoded(tokenizer, [first for first, _ in both])
    chinese = encoded(tokenizer, [second for _, second in both])
    is_english = np.array([piece.isascii() and piece.isalpha() for piece in pieces])
    parallel = list(zip(english, chinese, strict=True))
    first = first_vectors(encoded(tokenizer, texts), parallel, is_english, DIMENSION, rng)
    return Table(first, parts_matrix(pieces))
