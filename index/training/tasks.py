"""What one step of the training is: a batch of one task, and how far it is from right.

Every task asks the same: which of these passages belongs to this text? A passage that may be right
as well (the same one again, a twin clause for a question without a place) is no wrong answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy

from index.training.switching import Switch
from index.training.table import Table

Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: cosines are multiplied by it before the softmax
SCALE = 20.0
_NEVER = -1e4


class Task(Protocol):
    """One kind of step. `weight`: how often its turn comes, beside the others'."""

    @property
    def name(self) -> str: ...
    @property
    def weight(self) -> float: ...
    def loss(self, table: Table, rng: np.random.Generator) -> Tensor: ...


@dataclass(frozen=True)
class Noise:
    """What is done to the texts of a batch so that no single word decides.

    `dropped`: the share of pieces left out. `switched`: how often a whole batch's questions are
    put into English word for word.
    """

    dropped: float
    switch: Switch | None = None
    switched: float = 0.0

    def asked(self, texts: Sequence[Ids], rng: np.random.Generator) -> list[Ids]:
        if self.switch is None or rng.random() >= self.switched:
            return self.found(texts, rng)
        return self.found([self.switch(ids, rng) for ids in texts], rng)

    def found(self, texts: Sequence[Ids], rng: np.random.Generator) -> list[Ids]:
        return [thinned(ids, self.dropped, rng) for ids in texts]


@dataclass(frozen=True)
class Pairs:
    """Texts and their partners; the other partners in a batch are the wrong answers."""

    name: str
    weight: float
    first: Sequence[Ids]
    second: Sequence[Ids]
    batch: int
    noise: Noise

    def loss(self, table: Table, rng: np.random.Generator) -> Tensor:
        chosen = rng.choice(len(self.first), min(self.batch, len(self.first)), replace=False)
        texts = self.noise.asked([self.first[i] for i in chosen], rng)
        partners = self.noise.found([self.second[i] for i in chosen], rng)
        encoded = table.encode(texts + partners)
        cosines = encoded[: len(chosen)] @ encoded[len(chosen) :].T * SCALE
        masked = cosines.masked_fill(torch.from_numpy(repeated(self.second, chosen)), _NEVER)
        right = torch.arange(len(chosen))
        return (cross_entropy(masked, right) + cross_entropy(masked.T, right)) / 2


@dataclass(frozen=True)
class Questions:
    """Questions against all passages of one language: `right[i]` among `passages`.

    `excused[i]` are passages that are not wrong for question i.
    """

    name: str
    weight: float
    questions: Sequence[Ids]
    passages: Sequence[Ids]
    right: Ids
    excused: Mask
    batch: int
    noise: Noise

    def loss(self, table: Table, rng: np.random.Generator) -> Tensor:
        chosen = rng.choice(len(self.questions), min(self.batch, len(self.questions)), False)
        texts = self.noise.asked([self.questions[i] for i in chosen], rng)
        passages = self.noise.found(self.passages, rng)
        encoded = table.encode(texts + passages)
        cosines = encoded[: len(chosen)] @ encoded[len(chosen) :].T * SCALE
        masked = cosines.masked_fill(torch.from_numpy(self.excused[chosen]), _NEVER)
        return cross_entropy(masked, torch.from_numpy(self.right[chosen]))


def thinned(ids: Ids, share: float, rng: np.random.Generator) -> Ids:
    """The text with some of its pieces dropped, so that no single one decides."""
    kept = ids[rng.random(len(ids)) >= share]
    return kept if len(kept) else ids


def repeated(texts: Sequence[Ids], chosen: Ids) -> Mask:
    """Which other places of the batch hold the same text: it cannot be wrong there."""
    numbers: dict[bytes, int] = {}
    same = np.array([numbers.setdefault(texts[i].tobytes(), len(numbers)) for i in chosen])
    return np.asarray((same[:, None] == same[None]) & ~np.eye(len(chosen), dtype=bool))
