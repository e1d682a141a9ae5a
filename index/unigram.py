"""The bundled tokenizer without its library, which takes six times the memory for the same pieces.

Serving a question needs no more: a piece of text is cut into the pieces of the vocabulary whose
scores add up to the most.
"""

import json
import re
import unicodedata
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: what the library takes off the lowest score for a character that no piece has
_UNKNOWN_COSTS = 10.0
_NORMAL = [{"type": "NFKC"}, {"type": "Lowercase"}]


@dataclass(frozen=True)
class Unigram:
    """`ids` and `scores` belong to the pieces, `longest` to their first characters.

    Text that `runs` does not match is left out.
    """

    ids: dict[str, int]
    scores: "array[float]"
    runs: re.Pattern[str]
    unknown: int
    unknown_score: float
    longest: dict[str, int]

    @classmethod
    def from_file(cls, path: Path) -> "Unigram | None":
        """The tokenizer of that file; None: it is of another kind."""
        described = json.loads(path.read_bytes())
        if not _is_known(described):
            return None
        pieces = described["model"]["vocab"]
        ids = {piece: n for n, (piece, _) in enumerate(pieces)}
        longest: dict[str, int] = {}
        for piece in ids:
            longest[piece[0]] = max(len(piece), longest.get(piece[0], 0))
        return cls(
            ids,
            array("d", [score for _, score in pieces]),
            re.compile(described["pre_tokenizer"]["pattern"]["Regex"]),
            described["model"]["unk_id"],
            min(score for _, score in pieces) - _UNKNOWN_COSTS,
            longest,
        )

    def encode(self, text: str) -> list[int]:
        """The numbers of the pieces, in order."""
        plain = unicodedata.normalize("NFKC", text).lower()
        return [number for run in self.runs.findall(plain) for number in self._cut(run)]

    def _cut(self, run: str) -> list[int]:
        ids, scores, size = self.ids, self.scores, len(run)
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start, first in enumerate(run):
            so_far = best[start]
            for end in range(start + 1, min(start + self.longest.get(first, 0), size) + 1):
                number = ids.get(run[start:end])
                if number is not None and so_far + scores[number] > best[end]:
                    best[end], came[end] = so_far + scores[number], (start, number)
            alone = so_far + self.unknown_score
            if first not in ids and alone > best[start + 1]:
                best[start + 1], came[start + 1] = alone, (start, self.unknown)
        return self._read_back(came)

    def _read_back(self, came: list[tuple[int, int]]) -> list[int]:
        """From the end to the beginning; unknown characters in a row are one piece."""
        found: list[int] = []
        end = len(came) - 1
        while end:
            end, number = came[end]
            if not (number == self.unknown and found and found[-1] == self.unknown):
                found.append(number)
        return found[::-1]


def _is_known(described: dict[str, Any]) -> bool:
    """Whether every step of the tokenizer is one that is done here."""
    model, before = described["model"], described["pre_tokenizer"] or {}
    normalizer = described["normalizer"] or {}
    return bool(
        model.get("type") == "Unigram"
        and model.get("unk_id") is not None
        and not model.get("byte_fallback")
        and normalizer.get("normalizers") == _NORMAL
        and before.get("type") == "Split"
        and "Regex" in before["pattern"]
        and (before["behavior"], before["invert"]) == ("Removed", True)
        and not described["added_tokens"]
    )
