"""What the speller knows: terms, how characters sound, which pairs and stretches are written.

`spelling_data/` holds the tables; `python -m assistant.spelling_build` makes them. Domain words and
places come from their own rooms, so a new place or word needs nothing here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import TypeVar

from corpus.gazetteer import gazetteer
from index.tokens import domain_words

_Row = TypeVar("_Row")

FOLDER = Path(__file__).with_name("spelling_data")
_LONG_CHARS = 4
_LONGEST_CHARS = 9


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two characters each, kept as a first one and all that follow it: a tenth of the memory."""

    after: dict[str, str]

    def __contains__(self, pair: str) -> bool:
        return len(pair) == 2 and pair[1] in self.after.get(pair[0], "")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The tables, ready for look-up.

    `rank` is lower for commoner terms. `sounds` has one letter per toneless syllable of a
    character; `twos` holds the terms of two characters under their syllables, `longer` the others
    under their first three. `after` and `before` give the terms of four and more, and a position in
    them, under the two characters that follow or precede that position. `bound` are pairs that are
    words or very common, `met` those that are common only as the ends of two words, `single` the
    characters that are often words by themselves.
    """

    rank: dict[str, int]
    sounds: dict[str, str]
    twos: dict[str, tuple[str, ...]]
    longer: dict[str, tuple[str, ...]]
    after: dict[str, tuple[tuple[str, int], ...]]
    before: dict[str, tuple[tuple[str, int], ...]]
    bound: Pairs
    met: Pairs
    single: frozenset[str]
    taken: frozenset[str]
    longest: int

    def is_written(self, pair: str) -> bool:
        """Whether the two characters are commonly written side by side."""
        return pair in self.bound or pair in self.met

    def sounding(self, run: str, loose: list[int]) -> Iterator[tuple[int, str]]:
        """Terms that sound like what stands across one of the loose pairs, and where they start."""
        crossing = frozenset(loose)
        reach = range(2 - self.longest, 1)
        starts = frozenset([j + i for j in loose for i in reach])
        for heard, first, last in self._readings(run):
            for start in range(first, last):
                if start in crossing:
                    for term in self.twos.get(heard[start : start + 2], ()):
                        yield start, term
                if start in starts:
                    for term in self.longer.get(heard[start : start + 3], ()):
                        if self._sounds_like(run[start : start + len(term)], term):
                            yield start, term

    def around(self, run: str, at: int) -> Iterator[tuple[int, str]]:
        """Long terms that the run spells but for the character at `at`, and where they start."""
        found = [
            *(self.before.get(run[at - 2 : at], ()) if at >= 2 else ()),
            *self.after.get(run[at + 1 : at + 3], ()),
        ]
        for term, position in found:
            start = at - position
            rest = term[position + 1 :]
            if (
                start >= 0
                and run.startswith(term[:position], start)
                and run.startswith(rest, at + 1)
            ):
                yield start, term

    def _readings(self, run: str) -> Iterator[tuple[str, int, int]]:
        """The run aloud, then with one character read otherwise, and where terms may then start."""
        sounds = [self.sounds.get(character, "?") for character in run]
        usual = "".join([sound[0] for sound in sounds])
        yield usual, 0, len(run) - 1
        for i, sound in enumerate(sounds):
            for other in sound[1:]:
                yield usual[:i] + other + usual[i + 1 :], max(0, i - 2), i + 1

    def _sounds_like(self, written: str, term: str) -> bool:
        if len(written) != len(term) or written == term:
            return False
        sounds = self.sounds
        return all(
            one == other or not frozenset(sounds.get(one, "")).isdisjoint(sounds.get(other, ""))
            for one, other in zip(written[3:], term[3:], strict=True)
        )


@cache
def spelling() -> Spelling:
    """All tables, read at the first call."""
    rank = {term: i for i, term in enumerate(_terms())}
    sounds = _sounds()
    long = [term for term in rank if len(term) >= _LONG_CHARS]
    heard = {term: [sounds.get(character, "") for character in term[:3]] for term in rank}
    return Spelling(
        rank,
        sounds,
        _grouped((key, term) for term in rank if len(term) == 2 for key in _keys(heard[term])),
        _grouped((key, term) for term in rank if len(term) > 2 for key in _keys(heard[term])),
        _grouped((term[i + 1 : i + 3], (term, i)) for term in long for i in (0, 1)),
        _grouped((term[i - 2 : i], (term, i)) for term in long for i in range(2, len(term))),
        _pairs("bound.txt"),
        _pairs("met.txt"),
        frozenset("".join(read("single.txt"))),
        frozenset(read("taken.txt")),
        max(map(len, rank), default=0),
    )


def read(name: str) -> list[str]:
    """The lines of a table without its comments; none where the table is not yet made."""
    file = FOLDER / name
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return [line for line in lines if line and not line.startswith("#")]


def _terms() -> Iterator[str]:
    """Every term once, the commonest first: general ones, then domain words, then places."""
    known = dict.fromkeys(word for line in read("terms.txt") for word in line.split())
    known |= dict.fromkeys([*domain_words(), *gazetteer().chinese])
    return (term for term in known if 2 <= len(term) <= _LONGEST_CHARS)


def _pairs(name: str) -> Pairs:
    """Lines such as `补贴助充`: a character and those that are written after it."""
    return Pairs({line[0]: line[1:] for line in read(name)})


def _sounds() -> dict[str, str]:
    """A letter per syllable; a line reads `bu 不补布步`, with all characters read so."""
    sounds: dict[str, str] = {}
    for number, line in enumerate(read("readings.txt")):
        for character in line.split()[1]:
            sounds[character] = sounds.get(character, "") + chr(ord("A") + number)
    return sounds


def _keys(heard: list[str]) -> list[str]:
    """Every way to read the characters aloud."""
    return ["".join(reading) for reading in product(*heard)]


def _grouped(rows: Iterator[tuple[str, _Row]]) -> dict[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return {key: tuple(same) for key, same in found.items()}
