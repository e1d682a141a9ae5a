"""Chunks cut across clauses, and pass as the clause that most of them was cut from."""

from corpus.library import documents
from evals.baseline import alternatives
from evals.chunks import CHUNK_LENGTH, Chunked, chunked, clause_of
from evals.dataset import Row
from evals.library import Library


def test_chunks_have_one_length_and_cover_the_document() -> None:
    for document in documents():
        pieces = chunked(document).clauses
        assert all(0 < len(piece.text) <= CHUNK_LENGTH for piece in pieces)
        assert sum(len(piece.text) for piece in pieces) >= 0.9 * sum(
            len(clause.text) for clause in document.clauses
        )


def test_a_chunk_passes_as_the_clause_that_most_of_it_was_cut_from() -> None:
    document = documents()[0]
    long = max(document.clauses, key=lambda clause: len(clause.text))
    pieces = [p for p in chunked(document).clauses if clause_of(p.clause_id) == long.clause_id]
    assert any(len(set(piece.text) & set(long.text)) > len(set(piece.text)) / 2 for piece in pieces)
    assert {clause_of(p.clause_id) for p in chunked(document).clauses} <= {
        clause.clause_id for clause in document.clauses
    }


def test_citations_of_chunks_are_judged_as_citations_of_clauses(
    golden: tuple[Row, ...], library: Library
) -> None:
    *_, pieces = alternatives(documents(), None)
    assert isinstance(pieces.target, Chunked)
    row = next(row for row in golden if row.kind == "amount" and row.lang == "zh")
    given = pieces.target.ask(row)
    assert given.citations
    assert all(library.has(citation.name) for citation in given.citations)


def test_without_a_model_there_are_no_vectors_to_compare_with() -> None:
    names = [each.name for each in alternatives(documents(), None)]
    assert names == ["as it is", "words alone", "fixed-size chunks"]
