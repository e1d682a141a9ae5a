"""Row and reply → scores. Pure; `correct` and its parts agree with the public grader row by row."""

import re
from collections.abc import Iterable, Sequence

from evals.dataset import Name, Row
from evals.figures import unsupported
from evals.given import Given, Status
from evals.library import Library
from evals.matching import NUMBER, has, normal, unmarked
from evals.measures import Measure, Scores
from evals.support import citation_precision, citation_recall

_SEVERAL_CLAUSES = frozenset({"compare", "stack", "ambiguous"})
_LONG_KINDS = frozenset(
    {
        "list",
        "compare",
        "stack",
        "condition",
        "procedure",
        "definition",
        "scope",
        "ambiguous",
        "multi_hop",
    }
)
_CHARS, _CHARS_LONG, _ENGLISH_IS_LONGER = 260, 480, 2.6
_CITATIONS_READ = 3
_ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{3} [A-Za-z]{2}")
_LATIN, _HAN = re.compile(r"[A-Za-z]"), re.compile(r"[\u4e00-\u9fff]")


def scores(row: Row, given: Given, library: Library) -> Scores:
    """Every measure that applies."""
    found: dict[Measure, float] = {}
    found |= _citing(row, given)
    found |= _saying(row, given)
    found |= _validity(row, given)
    found[Measure.CORRECT] = _is_correct(row, given, found)
    found |= _refusing(row, given)
    if given.status is Status.ANSWERED:
        found |= _faithful(row, given, library)
        found[Measure.LENGTH] = float(len(given.text))
        if row.gold:
            found[Measure.WRONG_PLACE] = float(_is_of_wrong_place(row, given, library))
    if row.answerable and _expects_figure(row):
        exact = found[Measure.FACTS] and found[Measure.NOTHING_WRONG]
        found[Measure.EXACT_AMOUNT] = float(bool(exact) and given.status is Status.ANSWERED)
    found[Measure.MILLISECONDS] = given.milliseconds
    return found


def why_unscorable(row: Row, given: Given, library: Library) -> str | None:
    """Why the row can say nothing about the assistant; None: it can."""
    if given.status is Status.FAILED:
        return f"no answer: {given.error}"
    missing = [name for name in row.gold if not library.has(name)]
    if missing:
        number, clause_id = missing[0]
        return f"the corpus has no clause {number} {clause_id}"
    return None


def _citing(row: Row, given: Given) -> dict[Measure, float]:
    if not row.gold or "answered" not in row.expect:
        return {}
    cited = _plain(c.name for c in given.citations)
    gold, right = _plain(row.gold), set(_plain(row.right_clauses))
    among_three = any(name in right for name in cited[:_CITATIONS_READ])
    ok = among_three
    if row.kind in _SEVERAL_CLAUSES and len(gold) > 1:
        documents = {number for number, _ in gold}
        found = documents & {number for number, _ in cited}
        several = len(found) >= min(2, len(documents))
        every = all(name in cited for name in gold)
        instead = bool(row.alt) and len(set(cited) & right) >= len(gold)
        ok = several if row.kind == "ambiguous" else every or instead
    return {
        Measure.FIRST_CITED: float(bool(cited) and cited[0] in right),
        Measure.AMONG_THREE: float(among_three),
        Measure.CITED: float(ok),
    }


def _saying(row: Row, given: Given) -> dict[Measure, float]:
    plain = normal(unmarked(given.text))
    return {
        Measure.STATUS: float(given.status.value in row.expect),
        Measure.FACTS: float(all(any(has(plain, f) for f in group) for group in row.facts)),
        Measure.NOTHING_WRONG: float(not any(has(plain, f) for f in row.forbid)),
        Measure.BRIEF: float(_is_brief(row, given)),
        Measure.LANGUAGE: float(_is_in_language(row, given)),
    }


def _is_brief(row: Row, given: Given) -> bool:
    allowed = _CHARS_LONG if row.kind in _LONG_KINDS else _CHARS
    longer = _ENGLISH_IS_LONGER if row.lang == "en" else 1.0
    return given.status is not Status.ANSWERED or len(unmarked(given.text)) <= allowed * longer


def _is_in_language(row: Row, given: Given) -> bool:
    said = unmarked(given.text)
    latin, han = len(_LATIN.findall(said)), len(_HAN.findall(said))
    if not said:
        return True
    if row.lang == "en" and _ENGLISH_SENTENCE.search(row.question):
        return latin > han
    return row.lang != "zh" or han >= latin * 0.5


def _validity(row: Row, given: Given) -> dict[Measure, float]:
    if not row.expect_validity or not row.gold:
        return {}
    right = set(_plain(row.right_clauses))
    shown = [c.validity for c in given.citations if _plain([c.name])[0] in right]
    return {Measure.VALIDITY: float(bool(shown) and shown[0] == row.expect_validity)}


def _is_correct(row: Row, given: Given, found: Scores) -> float:
    if given.status is Status.CLARIFY and "clarify" in row.expect:
        return 1.0
    if given.status is Status.REFUSED and "refused" in row.expect:
        return found[Measure.NOTHING_WRONG]
    if given.status is not Status.ANSWERED or "answered" not in row.expect:
        return 0.0
    parts = (Measure.FACTS, Measure.NOTHING_WRONG, Measure.BRIEF, Measure.LANGUAGE)
    return float(all(found[part] for part in parts) and found.get(Measure.CITED, 1.0) > 0)


def _refusing(row: Row, given: Given) -> dict[Measure, float]:
    refused = given.status is Status.REFUSED
    found = {Measure.ANSWER_RATE: float(given.status is Status.ANSWERED)}
    if refused:
        found[Measure.REFUSAL_PRECISION] = float("refused" in row.expect)
    if row.must_be_refused:
        found[Measure.REFUSAL_RECALL] = float(refused)
    if row.answerable:
        found[Measure.FALSE_REFUSAL] = float(refused and "refused" not in row.expect)
    return found


def _faithful(row: Row, given: Given, library: Library) -> dict[Measure, float]:
    asked = (row.question, *(turn.question for turn in row.history))
    sources = (*asked, *_known(given, library))
    quoted = ((normal(c.quote), library.plain(c.name)) for c in given.citations)
    found = {
        Measure.VERBATIM: float(all(quote in text for quote, text in quoted)),
        Measure.UNSUPPORTED_FIGURE: float(bool(unsupported(given.text, sources))),
        Measure.ALIEN_NUMBER: float(bool(_alien_numbers(given, asked, library))),
    }
    recall = citation_recall(given, asked, library)
    precision = citation_precision(given, asked, library)
    if recall is not None:
        found[Measure.CITATION_RECALL] = recall
    if precision is not None:
        found[Measure.CITATION_PRECISION] = precision
    return found


def _known(given: Given, library: Library) -> Iterable[str]:
    for c in given.citations:
        yield library.known_of(c.name)
        yield f" {c.document_number} {c.clause_id} {c.title} {c.issued} {c.until or ''}"


def _alien_numbers(given: Given, asked: Sequence[str], library: Library) -> list[str]:
    """The grader's count: numbers that neither the cited clauses nor the question print."""
    allowed = "".join(library.plain(c.name) for c in given.citations) + normal(asked[0])
    allowed += "".join(
        normal(c.document_number + c.clause_id + c.title + c.issued) for c in given.citations
    )
    allowed += "".join(normal(question) for question in asked[1:])
    allowed = allowed.replace(",", "")
    said = normal(unmarked(given.text)).replace(",", "")
    return [n for n in set(NUMBER.findall(said)) if not has(allowed, n)]


def _is_of_wrong_place(row: Row, given: Given, library: Library) -> bool:
    """Whether the first citation is of a place that has no say where the question is about."""
    if not given.citations:
        return False
    places = {library.region(number) for number, _ in row.right_clauses}
    cited = library.region(given.citations[0].document_number)
    return cited not in library.may_speak_for(places)


def _expects_figure(row: Row) -> bool:
    return any(any(any(ch.isdigit() for ch in f) for f in group) for group in row.facts)


def _plain(names: Iterable[Name]) -> list[Name]:
    return [(normal(number), clause_id) for number, clause_id in names]
