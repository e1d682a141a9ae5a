"""What happens to a reply that prints something unsupported: it gives way to the clause's words."""

from dataclasses import replace
from datetime import date

from assistant.answer import Citation, Language
from assistant.compose import Reply
from assistant.question import Question
from assistant.verify import check, printed
from corpus.clause import Clause
from corpus.translations import english, rendering
from index.searchable import Searchable

_LONGEST_QUOTE_CHARS = 160


def safe(reply: Reply, question: Question, index: Searchable) -> tuple[Reply, int]:
    """The reply as it may leave, and how many findings it had."""
    cited = [index.clause(c.document_number, c.clause_id) for c in reply.citations]
    texts = [found[1].text for found in cited if found is not None]
    places = [
        f"{c.document_number} {c.label} {_spelled(c.validity.until)}" for c in reply.citations
    ]
    quotes = list(zip((c.quote for c in reply.citations), texts, strict=False))
    renderings = [english(found[1]) for found in cited if found is not None]
    finding = check(reply.text, [*texts, *places, *renderings], quotes, question.standalone)
    if finding.is_clean:
        return reply, 0
    text = _verbatim(reply.citations[0], question.language)
    citations = tuple(
        replace(c, quote=c.quote if c.quote in t else t[:120])
        for c, t in zip(reply.citations, texts, strict=False)
    )
    return Reply(text, citations, ()), len(finding.unsupported) + len(finding.misquoted)


def read_source(clause: Clause) -> None:
    """Find the figures of a clause before an answer cites it."""
    for text in (clause.text, english(clause)):
        printed(text)


def _verbatim(citation: Citation, language: Language) -> str:
    """The clause's own words, in English where they are rendered."""
    english_words = rendering(citation.quote) if language is Language.ENGLISH else ""
    return f"{english_words or '“' + citation.quote[:_LONGEST_QUOTE_CHARS] + '”'}[1]"


def _spelled(day: date | None) -> str:
    """The day's numbers as both languages print them."""
    return f"{day.year} {day.month} {day.day}" if day else ""
