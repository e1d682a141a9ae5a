"""Unofficial English renderings of the corpus's sentences: data for search and English replies.

The Chinese text is what counts and what is cited. A sentence without a rendering has none.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from corpus.clause import Clause
from corpus.sentences import sentences

_FILE = Path(__file__).parent / "documents" / "english.tsv"
_TEXTS_KEPT = 8_192
_MARK = re.compile(
    r"^\s*(?:\d{1,3}[.．、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])\s*"
)


@cache
def _renderings() -> dict[str, str]:
    if not _FILE.is_file():
        return {}
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) == 2}


def rendering(sentence: str) -> str:
    """The English of one sentence, "" where there is none."""
    bare = sentence.strip().rstrip("。；;\n")
    known = _renderings()
    return known.get(bare) or known.get(_MARK.sub("", bare)) or ""


def renderings(clause: Clause) -> Iterator[tuple[int, int, str]]:
    """(start, end, English) of every sentence of the clause that has a rendering."""
    return _rendered(clause.text)


def english(clause: Clause) -> str:
    """All that is rendered of the clause, in order."""
    return _english(clause.text)


@lru_cache(maxsize=_TEXTS_KEPT)
def _english(text: str) -> str:
    return " ".join(english for _, _, english in _rendered(text))


def _rendered(text: str) -> Iterator[tuple[int, int, str]]:
    for start, end in sentences(text):
        english = rendering(text[start:end])
        if english:
            yield start, end, english
