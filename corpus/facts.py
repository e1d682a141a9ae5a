"""What a clause knows: departments, benefits, validity, evident slips, and its printed text."""

from dataclasses import replace

from corpus.benefits import benefits
from corpus.clause import Clause, Document
from corpus.departments import departments
from corpus.slips import slips
from corpus.validity import validity


def with_facts(document: Document, source: str) -> Document:
    """The document with every clause's facts filled in."""
    return replace(document, clauses=tuple(_filled(c, document, source) for c in document.clauses))


def _filled(clause: Clause, document: Document, source: str) -> Clause:
    return replace(
        clause,
        printed="".join(source[start:end] for start, end in clause.spans),
        departments=departments(clause.text),
        benefits=benefits(clause.text, document.level),
        validity=validity(clause.text, document_trial=document.trial, issued=document.issued),
        slips=tuple(slip.why for slip in slips(clause.text)),
    )
