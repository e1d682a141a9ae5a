"""From a question to rows: its weighted tokens, and one ranking out of two. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.glossary import expand, synonyms
from index.matching import Floats, Rows
from index.tokens import is_pair, tokens
from index.weights import Weights


@lru_cache(maxsize=4_096)
def weighted_tokens(text: str, weights: Weights) -> Mapping[str, float]:
    """The question's own tokens, and with less weight those of the terms that they stand for."""
    found: dict[str, float] = {}
    for texts, weight in (
        ((text,), 1.0),
        (expand(text), weights.glossary),
        (synonyms(text), weights.synonym),
    ):
        for token in (t for each in texts for t in kept_tokens(each)):
            kind = weights.pair if is_pair(token) else weights.word
            found[token] = max(found.get(token, 0.0), weight * kind)
    return found


@lru_cache(maxsize=20_000)
def kept_tokens(text: str) -> tuple[str, ...]:
    """The tokens of texts that are met again: questions, terms of tables."""
    return tuple(tokens(text))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows best first with their scores; a rank is None where that ranking found nothing."""

    rows: Rows
    fused: Floats
    lexical: Floats
    dense: Floats

    def ranks(self, scores: Floats, k: int) -> list[int | None]:
        """Where each of the first k rows stands by one of the two scores."""
        above = (scores > scores[:k, None]).sum(1).tolist()
        found = (scores[:k] > 0).tolist()
        return [1 + n if is_found else None for n, is_found in zip(above, found, strict=True)]


def fuse(
    rows: Rows, lexical: Floats, dense: Floats, dense_share: float, kept: Floats | float = 1.0
) -> Ranking:
    """Both scores on one scale, added with their weights, times what is kept of each row's sum;
    ties keep the order of the corpus."""
    share = dense_share if dense.size and dense.max() > 0 else 0.0
    both = (1 - share) * _scaled(lexical) + share * _scaled(dense)
    fused = np.asarray(both * kept, np.float32)
    order = np.argsort(-fused, kind="stable")
    # whatever has a vector is an answer where a filter leaves little: the last ones, by score 0
    order = order[(fused[order] > 0) | (dense[order] != 0)]
    return Ranking(rows[order], fused[order], lexical[order], dense[order])


def nearness(distances: Floats, weights: Weights) -> Floats:
    """What is kept of a row's score: less for each division above the asker's."""
    kept: Floats = np.maximum(1 - weights.distance * distances, 0)
    return kept


def _scaled(scores: Floats) -> Floats:
    top = float(scores.max()) if scores.size else 0.0
    return np.maximum(scores / top, 0.0) if top > 0 else np.zeros_like(scores)


def union(parts: Sequence[Rows]) -> Rows:
    """The rows that are in any of the parts, rising."""
    rows = np.sort(np.concatenate([np.empty(0, np.int64), *parts]))
    is_first = np.ones(len(rows), bool)
    is_first[1:] = rows[1:] != rows[:-1]
    return rows[is_first]
