"""A clause as the searches see it: fields for words, passages for vectors."""

from corpus.clause import Clause, Document
from corpus.sentences import sentences
from corpus.translations import english

#: characters; a longer clause gets one vector for each stretch of about this length
PASSAGE_LENGTH = 160


def fields(document: Document, clause: Clause) -> tuple[str, ...]:
    """The texts of `weights.Field`, in its order."""
    place = "" if document.region in document.title else document.region
    return (
        clause.text,
        clause.heading,
        clause.label,
        f"{place} {document.title}",
        english(clause),
    )


def passages(document: Document, clause: Clause) -> tuple[str, ...]:
    """What is embedded: the clause in stretches under its place and heading, and its English."""
    above = f"{document.region} {clause.heading}".strip()
    texts = _stretches(clause.text)
    rendered = english(clause)
    return tuple(f"{above}\n{text}" for text in texts) + (
        (f"{document.region}\n{rendered}",) if rendered else ()
    )


def _stretches(text: str) -> list[str]:
    found = [""]
    for start, end in sentences(text):
        sentence = text[start:end]
        if found[-1] and len(found[-1]) + len(sentence) > PASSAGE_LENGTH:
            found.append("")
        found[-1] += sentence
    return [stretch for stretch in found if stretch.strip()] or [text]
