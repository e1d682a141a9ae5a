"""Whether a sentence of a reply is supported by the clauses that it cites.

Supported: every figure stands in the clause (or is calculated in the sentence), and so do most of
its words; of an English sentence the words are looked for in the clause's English rendering too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.dataset import Name
from evals.figures import unsupported
from evals.given import Given
from evals.library import Library
from evals.matching import normal, unmarked

#: share of a sentence's character pairs or English words that the clause must hold; set by hand,
#: between a sentence that restates the clause and one that only shares its subject
_SHARE_HELD = 0.4
_SHORTEST_STATEMENT = 6
_SENTENCE = re.compile(r"[^。！？!?\n]*?(?:[。！？\n]|[.!?](?=\s|$|\[)|$)(?:\s*\[\d+\])*")
_MARKER = re.compile(r"\[(\d+)\]")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement with the numbers of what it cites."""

    text: str
    cites: tuple[int, ...]


def sentences(reply: str) -> Iterator[Sentence]:
    """The statements of a reply; a marker after the full stop belongs to the sentence before."""
    for match in _SENTENCE.finditer(reply):
        said = unmarked(match[0]).strip()
        if len(normal(said)) >= _SHORTEST_STATEMENT:
            yield Sentence(said, tuple(int(n) for n in _MARKER.findall(match[0])))


def citation_recall(given: Given, asked: Sequence[str], library: Library) -> float | None:
    """The share of statements that what they cite supports; None: nothing is cited at all."""
    if not given.citations:
        return None
    names = {c.n: c.name for c in given.citations}
    found = [
        is_supported(s.text, [names[n] for n in s.cites if n in names], asked, library)
        for s in sentences(given.text)
    ]
    return sum(found) / len(found) if found else None


def citation_precision(given: Given, asked: Sequence[str], library: Library) -> float | None:
    """The share of markers whose clause holds something of the sentence that they stand at."""
    names = {c.n: c.name for c in given.citations}
    found = [
        n in names and _helps(s.text, names[n], library)
        for s in sentences(given.text)
        for n in s.cites
    ]
    return sum(found) / len(found) if found else None


def is_supported(
    sentence: str, cited: Sequence[Name], asked: Sequence[str], library: Library
) -> bool:
    """Whether the clauses together say what the sentence says."""
    if not cited:
        return False
    sources = [library.known_of(name) for name in cited]
    if unsupported(sentence, [*sources, *asked, *(f" {n} {c} " for n, c in cited)]):
        return False
    return share_held(sentence, " ".join((*sources, *asked))) >= _SHARE_HELD


def share_held(sentence: str, source: str) -> float:
    """How much of the sentence's words the source has, 0 to 1."""
    parts = _parts(sentence)
    known = source.lower()
    return sum(part in known for part in parts) / len(parts) if parts else 1.0


def _helps(sentence: str, name: Name, library: Library) -> bool:
    return library.has(name) and share_held(sentence, library.known_of(name)) >= _SHARE_HELD / 2


def _parts(sentence: str) -> list[str]:
    """Character pairs of Chinese, words of English."""
    plain = sentence.lower()
    runs = _HAN_RUN.findall(plain)
    pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
    words: list[str] = _WORD.findall(plain)
    return words if len(words) > len(pairs) else pairs
