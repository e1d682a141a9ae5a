"""What a piece of the vocabulary is made of: 补贴 of 补 and 贴, subsidies of subs, ubsi, bsid …

While training, a piece's vector is its own plus the mean of its parts', so that rare words learn
from frequent ones. Afterwards both are added up: the served table knows pieces only.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from index.training.texts import is_chinese

_ENGLISH_LENGTHS = (4, 5)
_SHORTEST_ENGLISH = 4
#: a part that only one piece has teaches nothing
_LEAST_PIECES = 2


def parts_of(piece: str) -> list[str]:
    """The characters and pairs of a Chinese piece, the 4- and 5-letter stretches of an English."""
    if is_chinese(piece):
        pairs = [piece[i : i + 2] for i in range(len(piece) - 1)] if len(piece) > 2 else []
        return [*piece, *pairs]
    if not piece.isalpha() or len(piece) < _SHORTEST_ENGLISH:
        return []
    word = f"<{piece}>"
    return [word[i : i + n] for n in _ENGLISH_LENGTHS for i in range(len(word) - n + 1)]


def parts_matrix(pieces: Sequence[str]) -> csr_matrix:
    """One row a piece, one column a part; each row's shares add up to 1."""
    listed = [parts_of(piece) for piece in pieces]
    seen = Counter(part for parts in listed for part in set(parts))
    columns = {part: i for i, part in enumerate(p for p, n in seen.items() if n >= _LEAST_PIECES)}
    kept = [[columns[part] for part in parts if part in columns] for parts in listed]
    starts = np.cumsum([0, *map(len, kept)])
    indices = np.array([column for row in kept for column in row], np.int64)
    shares = np.array([1 / len(row) for row in kept for _ in row], np.float32)
    return csr_matrix((shares, indices, starts), shape=(len(pieces), len(columns)))
