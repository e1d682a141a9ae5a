"""Chinese texts with their words put into English, word for word.

The model reads a text as a bag of words, so `小微企业 贷款 贴息` with each word looked up is nearly
as good as a translation: every Chinese question teaches what its English sister would ask.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int64]

#: of the words that have an English; the first glosses are the likelier ones
SHARE = 0.85
_FIRST_LIKELIER = 1.5
_MOST_GLOSSES, _LONGEST_GLOSS = 5, 4
#: of glosses such as `to benefit sb`
_FILLERS = frozenset(
    ("to", "of", "the", "a", "an", "in", "on", "for", "and", "or", "with", "by", "sth", "sb", "be")
)


@dataclass(frozen=True)
class Switch:
    """What each Chinese piece may become."""

    english: Mapping[int, Sequence[Ids]]

    @classmethod
    def of(cls, glosses: Iterable[tuple[str, Sequence[str]]], tokenizer: Tokenizer) -> "Switch":
        """From Chinese words with their English; words of several pieces stay Chinese."""
        found: defaultdict[int, list[Ids]] = defaultdict(list)
        for word, meanings in glosses:
            piece = tokenizer.token_to_id(word)
            if piece is not None:
                shown = (_content(meaning) for meaning in meanings[:_MOST_GLOSSES])
                pieces = (tokenizer.encode(text, add_special_tokens=False).ids for text in shown)
                kept = [ids for ids in pieces if 0 < len(ids) <= _LONGEST_GLOSS]
                found[piece] += [np.array(ids, np.int64) for ids in kept]
        return cls({piece: english for piece, english in found.items() if english})

    def __call__(self, ids: Ids, rng: np.random.Generator) -> Ids:
        """The text with most of its words in English."""
        return np.concatenate([self._one(piece, rng) for piece in ids]) if len(ids) else ids

    def _one(self, piece: np.int64, rng: np.random.Generator) -> Ids:
        known = self.english.get(int(piece), ())
        if not known or rng.random() >= SHARE:
            return np.array([piece])
        return known[int(len(known) * rng.random() ** _FIRST_LIKELIER)]


def _content(meaning: str) -> str:
    """`to apply for` → apply"""
    return " ".join(word for word in meaning.lower().split() if word not in _FILLERS)
