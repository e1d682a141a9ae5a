"""Fixed-size chunks instead of clauses, as most pipelines cut: LangChain's recursive splitter.

A chunk passes as the clause that most of it was cut from, so that it is judged as leniently as
can be: who cites a chunk that holds half of the right clause has cited the right clause.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.benefits import benefits
from corpus.clause import Clause, Document
from evals.dataset import Row
from evals.given import Given
from evals.targets import Target

#: a common setting for Chinese text; characters
CHUNK_LENGTH, CHUNK_OVERLAP = 400, 50
_SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]
_MARK = "#"


@dataclass(frozen=True)
class Chunked:
    """An assistant on chunks, whose citations are read as those of the clauses they came from."""

    target: Target

    @property
    def about(self) -> dict[str, str]:
        return {
            **self.target.about,
            "chunks": f"{CHUNK_LENGTH} characters, {CHUNK_OVERLAP} overlap",
        }

    def ask(self, row: Row) -> Given:
        given = self.target.ask(row)
        cited = tuple(replace(c, clause_id=clause_of(c.clause_id)) for c in given.citations)
        return replace(given, citations=cited)


def chunked(document: Document) -> Document:
    """The document cut into stretches of one length, wherever clauses begin and end."""
    return replace(document, clauses=tuple(_chunks(document)))


def clause_of(clause_id: str) -> str:
    """The clause that most of a chunk was cut from."""
    return clause_id.partition(_MARK)[0]


def _chunks(document: Document) -> Iterator[Clause]:
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_LENGTH,
        chunk_overlap=CHUNK_OVERLAP,
        separators=_SEPARATORS,
        keep_separator="end",
        add_start_index=True,
    )
    whole = "\n".join(clause.text for clause in document.clauses)
    starts = _starts(document.clauses)
    for place, piece in enumerate(splitter.create_documents([whole])):
        text, start = piece.page_content, int(piece.metadata["start_index"])
        owner = _owner(range(start, start + len(text)), starts, document.clauses)
        yield Clause(
            document_number=document.number,
            clause_id=f"{owner.clause_id}{_MARK}{place}",
            label="",
            heading="",
            text=text,
            printed=text,
            spans=(),
            path=(),
            benefits=benefits(text, document.level),
            validity=owner.validity,
        )


def _starts(clauses: Sequence[Clause]) -> list[int]:
    """Where each clause begins in the whole text."""
    lengths = [len(clause.text) + 1 for clause in clauses]
    return [0, *accumulate(lengths)][: len(clauses)]


def _owner(span: range, starts: Sequence[int], clauses: Sequence[Clause]) -> Clause:
    counted = Counter(bisect_right(starts, at) - 1 for at in span)
    return clauses[counted.most_common(1)[0][0]]
