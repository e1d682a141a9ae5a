"""What the asker must know besides the answer, and what could be asked next."""

from collections.abc import Sequence
from datetime import date

from assistant.answer import Citation, Language, Outcome
from assistant.compose import Reply
from assistant.question import Question
from assistant.saying import english_place
from assistant.wording import wording
from corpus.clause import Clause, Status
from corpus.translations import rendering
from index.query import Hit
from index.searchable import Searchable

_MOST_SUGGESTIONS = 4


def warnings(
    question: Question, outcome: Outcome | None, reply: Reply, index: Searchable, day: date
) -> tuple[str, ...]:
    """Expired, trial, misprinted, contradicted elsewhere, another region's."""
    if outcome is not Outcome.ANSWERED:
        return ()
    found: list[str] = []
    for citation in reply.citations:
        entry = index.clause(citation.document_number, citation.clause_id)
        if entry is None:
            continue
        document, clause = entry
        found += _of_clause(question, citation, clause, document.trial)
        found += _conflicting(question, index, clause, citation.quote)
    found += _other_region(question, reply)
    del day
    return tuple(dict.fromkeys(found))


def suggestions(
    question: Question, reply: Reply, index: Searchable, hits: Sequence[Hit]
) -> tuple[str, ...]:
    """Questions that the corpus can answer: the cited clause's other sides, its neighbours."""
    del index
    cited = {(c.document_number, c.clause_id) for c in reply.citations}
    found: list[str] = []
    for citation in reply.citations[:1]:
        if citation.departments:
            found.append(_ask(question, citation, "department"))
        if reply.benefits:
            found.append(_ask(question, citation, "condition"))
    for hit in hits:
        if (hit.document.number, hit.clause.clause_id) not in cited and hit.clause.heading:
            found.append(_about(question, hit))
    return tuple(dict.fromkeys(found))[:_MOST_SUGGESTIONS]


def _of_clause(question: Question, citation: Citation, clause: Clause, is_trial: bool) -> list[str]:
    words = wording(question.language)
    found = []
    if citation.validity.status is Status.EXPIRED and citation.validity.basis:
        found.append(words.warn_expired.format(label=citation.label, basis=citation.validity.basis))
    if is_trial:
        found.append(words.warn_trial.format(title=citation.document_title))
    found += [words.warn_slip.format(why=why) for why in clause.slips]
    return found


def _conflicting(question: Question, index: Searchable, clause: Clause, quote: str) -> list[str]:
    """Figures that another document prints differently by a factor of ten."""
    found = []
    name = (clause.document_number, clause.clause_id)
    for conflict in index.conflicts:
        sides = (conflict.one, conflict.other)
        names = [(side.document_number, side.clause_id) for side in sides]
        if name not in names or sides[names.index(name)].printed not in quote:
            continue
        figures = "；".join(f"{side.document_number} {side.printed}" for side in sides)
        found.append(wording(question.language).warn_conflict.format(figures=figures))
    return found


def _other_region(question: Question, reply: Reply) -> list[str]:
    """The place asked about has no such rule; a larger one's is shown."""
    regions = {citation.region for citation in reply.citations}
    if not question.named_places or not regions or regions & set(question.places):
        return []
    place = question.named_places[0]
    words = wording(question.language)
    return [words.warn_other_region.format(place=place, region=reply.citations[0].region)]


def _ask(question: Question, citation: Citation, what: str) -> str:
    place, subject = citation.region, citation.heading
    if question.language is Language.ENGLISH:
        subject, place = _english(subject), english_place(place)
        asked = {
            "department": f"Which departments are responsible for “{subject}” in {place}?",
            "condition": f"What are the conditions of “{subject}” in {place}?",
        }
        return asked[what]
    return (
        f"{place}{subject}由哪个部门负责？"
        if what == "department"
        else f"{place}{subject}有什么条件？"
    )


def _about(question: Question, hit: Hit) -> str:
    place, subject = hit.document.region, hit.clause.heading
    if question.language is Language.ENGLISH:
        return f"What does {english_place(place)} provide under “{_english(subject)}”?"
    return f"{place}{subject}有哪些规定？"


def _english(heading: str) -> str:
    return rendering(heading) or heading
