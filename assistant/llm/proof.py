"""Why a sentence of the model may not be said. The first flaw found is enough.

Held against the clauses that the sentence itself cites: its markers exist, its numbers stand there
and are said of whom the clause says them, its place, payer and responsible units are theirs, it
denies nothing that they grant, turns nothing that they say, and has no word of its own.
"""

import re
from collections.abc import Callable

from assistant.answer import Language
from assistant.cues import FIGURES
from assistant.english_figures import figures
from assistant.llm.amounts import is_misread
from assistant.llm.binding import is_figure_moved
from assistant.llm.bounds import is_bound_otherwise, is_nearer_another, is_only_asked
from assistant.llm.counts import Flaw
from assistant.llm.denial import is_denial_turned
from assistant.llm.form import is_in, is_malformed
from assistant.llm.grounds import Grounds
from assistant.llm.material import gives_orders
from assistant.llm.numerals import is_number_unknown
from assistant.llm.order import is_figure_apart, is_reordered
from assistant.llm.sentences import Said
from assistant.llm.subject import content, is_foreign
from assistant.llm.turning import (
    is_apart,
    is_bare,
    is_hardened,
    is_invented,
    is_joined_otherwise,
    is_moved,
    is_stretched,
)
from assistant.llm.whose import is_elsewhere, is_other_payer, is_other_tier, names_other_body
from assistant.question import Question
from assistant.verify import check

_LONGEST_CHARS = {Language.CHINESE: 220, Language.ENGLISH: 520}
_FEW_WORDS = 1
_EQUATION = re.compile(r"[=＝≈×÷*]|\d\s*[+−]\s*\d|等于|相当于")


def flaw(said: Said, grounds: Grounds) -> Flaw | None:
    """Why the sentence may not be said; None where it may. The draft's own were checked before."""
    if said.text in grounds.drafted and grounds.markers.issuperset(said.markers):
        return None
    return next((name for name, has in _CHECKS if has(said, grounds)), None)


def _is_long(said: Said, grounds: Grounds) -> bool:
    return len(said.text) > _LONGEST_CHARS[grounds.language]


def _is_malformed(said: Said, grounds: Grounds) -> bool:
    return is_malformed(said.text, grounds.told(said)) or gives_orders(said.text)


def _is_other_language(said: Said, grounds: Grounds) -> bool:
    told = grounds.told(said)
    if grounds.language is Language.CHINESE:
        translated = {source.english for source in grounds.cited(said)}
        told = tuple(text for text in told if text not in translated)
    return not is_in(grounds.language, said.text, told)


def _is_unmarked(said: Said, grounds: Grounds) -> bool:
    """No clause is named, or one that was not given."""
    return not said.markers or not grounds.markers.issuperset(said.markers)


def _is_unsupported(said: Said, grounds: Grounds) -> bool:
    cited = grounds.cited(said)
    texts = [text for source in cited for text in (source.shown, source.english)]
    texts += grounds.own_lines(said)
    question = grounds.question
    if not check(said.text, texts, (), question.standalone).is_clean:
        return True
    if is_number_unknown(said.text, [*texts, question.standalone], grounds.language):
        return True
    if _says_a_figure_alone(said, grounds):
        return True
    if is_only_asked(said.text, texts, question.standalone):
        return True
    # the draft names no figure because the clause names none: no other clause's will do
    asked = question.kind in FIGURES and not figures(grounds.draft.text)
    return asked and any(not _is_asked(q.value, question) for q in figures(said.text))


def _says_a_figure_alone(said: Said, grounds: Grounds) -> bool:
    """`The figure is 5%.`: nothing tells whose it is, so only the draft's will do."""
    if len(content(said.text, grounds.language)) > _FEW_WORDS:
        return False
    drafted = [q for line in grounds.own_lines(said) for q in figures(line)]
    own = (q for q in figures(said.text) if not _is_asked(q.value, grounds.question))
    return bool(drafted) and any(not any(q.is_same(d) for d in drafted) for q in own)


def _is_calculated(said: Said, grounds: Grounds) -> bool:
    """Only the draft's own calculation may be written out; others may leave out a condition."""
    if not _EQUATION.search(said.text):
        return False
    draft = "".join(grounds.draft.text.split())
    parts = [p for p in re.split(r"[，。；,;]", said.text) if _EQUATION.search(p)]
    if not all(_formula(part) in draft for part in parts):
        return True
    # `超过上限，按20万元计算`
    rest = said.text.rpartition(parts[-1])[2]
    results = [part for part in re.split(r"[，。；,;]", rest) if figures(part)]
    return not all("".join(part.split()) in draft for part in results)


def _is_misread(said: Said, grounds: Grounds) -> bool:
    if _is_verbatim(said, grounds):
        return False
    known, asked = grounds.known(said), grounds.question.figures
    if is_figure_moved(said.text, known, asked) or is_bound_otherwise(said.text, known, asked):
        return True
    if is_nearer_another(said.text, known, asked):
        return True
    sentences = [*grounds.closest(said, most=2), *grounds.own_lines(said)]
    if is_figure_apart(said.text, known, asked, grounds.language):
        return True
    if is_reordered(said.text, sentences, grounds.language):
        return True
    rows = [row for source in grounds.cited(said) for row in source.rows]
    return is_misread(said.text, rows, grounds.question)


def _is_turned(said: Said, grounds: Grounds) -> bool:
    """A 可以 for an 应当, a 每年 or 全部 of the model's own."""
    known, language = grounds.known(said), grounds.language
    relevant = grounds.relevant(said)
    return (
        is_invented(said.text, relevant, grounds.question.standalone, language)
        or is_bare(said.text, relevant, language)
        or is_stretched(said.text, known, language)
        or is_moved(said.text, known, language)
        or is_apart(said.text, known, language)
        or is_hardened(said.text, grounds.closest(said), language)
        or is_joined_otherwise(said.text, known, language)
    )


def _is_off(said: Said, grounds: Grounds) -> bool:
    return is_foreign(said.text, grounds.told(said), grounds.language)


_CHECKS: tuple[tuple[Flaw, Callable[[Said, Grounds], bool]], ...] = (
    (Flaw.LENGTH, _is_long),
    (Flaw.FORM, _is_malformed),
    (Flaw.LANGUAGE, _is_other_language),
    (Flaw.MARKER, _is_unmarked),
    (Flaw.CALCULATION, _is_calculated),
    (Flaw.FIGURE, _is_unsupported),
    (Flaw.ROW, _is_misread),
    (Flaw.TIER, is_other_tier),
    (Flaw.PLACE, is_elsewhere),
    (Flaw.PAYER, is_other_payer),
    (Flaw.BODY, names_other_body),
    (Flaw.NEGATION, is_denial_turned),
    (Flaw.TURN, _is_turned),
    (Flaw.SUBJECT, _is_off),
)


def _is_verbatim(said: Said, grounds: Grounds) -> bool:
    """A whole sentence of the clause: a piece of one may have lost its tier or its condition."""
    bare = said.text.strip("。；; ")
    whole = (s.text for source in grounds.cited(said) for s in source.sentences)
    return any(bare == text.strip("。；; ") for text in whole)


def _formula(part: str) -> str:
    found = re.search(r"[\d（(][^\u4e00-\u9fff]*.*", part)
    return "".join((found[0] if found else part).split()).rstrip("计算")


def _is_asked(value: float | None, question: Question) -> bool:
    return any(q.value == value for q in question.figures)
