"""Whether each amount of a sentence is said of whom, and on what condition, the clause says it.

Both figures of `省级、国家级分别给予50万元和100万元` stand in the clause; that the province's is
50万元 is what its rows know. A sentence is read into claims by the same rules as the clause is,
and each claim must be one of the clause's rows: same tier, same threshold, 最高 neither lost nor
added, and what tells the row from its neighbours said or asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Language
from assistant.english_figures import figures
from assistant.llm.bounds import Bound, bound
from assistant.question import Question
from assistant.slots import values
from corpus.benefits import benefits
from corpus.clause import Benefit, BenefitKind
from corpus.quantities import Quantity, quantities
from corpus.units import Unit
from index.glossary import expand
from index.tokens import is_pair, tokens

_PARTS = {
    Language.CHINESE: re.compile(r"[，,；;。：:\n]"),
    Language.ENGLISH: re.compile(r"[;:\n]|,(?!\d)|\.(?!\d)|\b(?:and|while|whereas|but)\b"),
}
_YEARLY = re.compile(
    r"每年|逐年|/年|年补[助贴]|\bannual(?!(?:ly)? (?:revenue|turnover|sales|output|income|business"
    r"|operating|growth|use|service))|\bper year|\b(?:each|every|a) year|\byearly\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"每|/|\bper\b|\beach\b|\bevery\b|\b(?:a|an) (?:month|person|year)\b", re.IGNORECASE
)
_EACH_IN_CLAUSE = re.compile(
    r"每(?:人|户|家|个|月|亩|平方米|台|吨|千瓦|件|辆|次|张|间|套|项|天|名)"
)
#: so much of what another row adds to this one's words makes them the other's
_MOST_ALIEN = 0.5
_COMPARED = re.compile(
    r"(?:收入|产值|营业额|投资额?|规模)(?:首次)?(?:达到|突破|小于|大于|低于|高于|不足)$"
)
_PAID = re.compile(r"(?:奖励|奖|给予|补助|补贴|资助|[：:])(?:人民币)?$")
_REACHED = re.compile(r"(?:达到|突破|满|高于|大于)(?:了)?$")


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of a sentence with the words that say of whom and when."""

    figure: Quantity
    context: str
    part: str


def is_misread(text: str, rows: Sequence[Benefit], question: Question) -> bool:
    """Whether a figure of the sentence is none of the rows that print it."""
    for claim in claims(text, question.language):
        same = [row for row in rows if _is_amount_of(row, claim.figure)]
        if _is_turned(claim, rows, bool(same), text):
            return True
        if not same:
            continue
        if _is_threshold(claim, rows, text):
            continue
        if not any(_agrees(claim, row, rows, text, question) for row in same):
            return True
    return False


def claims(text: str, language: Language) -> tuple[Claim, ...]:
    """Every figure of the sentence; Chinese ones with what the rows' own reader makes of them."""
    read = {row.start: row for row in benefits(text, None)} if language is Language.CHINESE else {}
    found = []
    for figure in figures(text):
        part = _part(text, figure, language)
        row = read.get(figure.start)
        context = f"{row.recipient} {row.condition}" if row else part
        found.append(Claim(figure, context, part))
    return tuple(found)


def _part(text: str, figure: Quantity, language: Language) -> str:
    cuts = list(_PARTS[language].finditer(text))
    start = max((m.end() for m in cuts if m.end() <= figure.start), default=0)
    end = min((m.start() for m in cuts if m.start() >= figure.end), default=len(text))
    return text[start:end]


def _agrees(
    claim: Claim,
    row: Benefit,
    rows: Sequence[Benefit],
    text: str,
    question: Question,
) -> bool:
    others = [other for other in rows if _is_beside(other, row)]
    return (
        _keeps_kind(claim, row, text)
        and _keeps_slots(claim, row, others, text, question)
        and _keeps_thresholds(claim, row, rows, text, question)
        and _keeps_recipient(claim, row, others, text, question)
    )


def _keeps_kind(claim: Claim, row: Benefit, text: str) -> bool:
    """最高, 每年 and 每户 belong to the amount: lost or added they make another one."""
    wording = f"{row.wording} {row.condition}"
    is_said_most = bound(text, claim.figure) is Bound.MOST
    if row.kind is not BenefitKind.OTHER and _is_most(row) != is_said_most:
        return False
    is_yearly = row.kind is BenefitKind.ANNUAL or bool(_YEARLY.search(row.wording))
    if is_yearly and not _YEARLY.search(text):
        return False
    if row.kind is BenefitKind.ONE_OFF and not is_yearly and _YEARLY.search(claim.part):
        return False
    return not _EACH_IN_CLAUSE.search(wording) or bool(_EACH.search(text))


def _is_most(row: Benefit) -> bool:
    """Whether the clause bounds the amount from above."""
    printed = [q for q in figures(row.wording) if _is_amount_of(row, q)]
    bounded = any(bound(row.wording, q) is Bound.MOST for q in printed)
    return row.kind is BenefitKind.CAP or bounded


def _keeps_slots(
    claim: Claim, row: Benefit, others: Iterable[Benefit], text: str, question: Question
) -> bool:
    """国家级 is not 省级; where the clause tells them apart, the sentence or the question must."""
    own = values(f"{row.recipient} {row.condition}")
    near, wide = values(claim.context) or values(claim.part), values(text)
    for slot, known in own.items():
        said = near.get(slot) or (wide.get(slot) if len(wide.get(slot, ())) == 1 else None)
        said = said or question.slots.get(slot)
        if said is not None and not said & known:
            return False
        tells_apart = any(
            known.isdisjoint(values(f"{o.recipient} {o.condition}").get(slot, known))
            for o in others
        )
        if said is None and tells_apart:
            return False
    return True


def _keeps_thresholds(
    claim: Claim, row: Benefit, rows: Sequence[Benefit], text: str, question: Question
) -> bool:
    """`首次达到3亿元、5亿元的 … 15万元、25万元`: 3亿元 goes with 15万元 only."""
    own = _thresholds(row)
    others = [other for other in rows if _is_beside(other, row)]
    foreign = [q for other in rows for q in _thresholds(other) if not _holds(own, q)]
    asked = list(question.figures)
    said = [q for q in figures(claim.context) if not _equals(q, claim.figure)]
    said = said or [q for q in figures(claim.part) if not _equals(q, claim.figure)]
    if any(_holds(foreign, q) and not _holds(own, q) for q in said):
        return False
    telling = [q for q in own if not all(_holds(_thresholds(o), q) for o in others)]
    if not others or not any(_thresholds(other) for other in others) or not telling:
        return True
    if row.interval is not None and any(
        q.value in row.interval for q in asked if q.value is not None and q.unit is telling[0].unit
    ):
        return True
    return any(_holds(telling, q) for q in (*figures(text), *asked))


def _keeps_recipient(
    claim: Claim, row: Benefit, others: Iterable[Benefit], text: str, question: Question
) -> bool:
    """`有外线工程` is not `无外线工程`: what only another row has makes the words that row's."""
    said = _tokens(claim.context) | _tokens(claim.part)
    known = _words(said | _tokens(text) | _tokens(question.standalone))
    own = _tokens(f"{row.recipient} {row.condition}")
    for other in others:
        theirs = _tokens(f"{other.recipient} {other.condition}")
        mine, alien = own - theirs, theirs - own
        if not mine:
            if alien and len(said & alien) >= _MOST_ALIEN * len(alien):
                return False
            continue
        if said & alien and not said & mine:
            return False
        if _words(mine) and not known & mine:
            return False
    return True


@lru_cache(maxsize=4096)
def _tokens(text: str) -> frozenset[str]:
    """Words and pairs, and for English words what the policies call them."""
    return frozenset(token for part in (text, *expand(text)) for token in tokens(part))


def _words(found: frozenset[str]) -> frozenset[str]:
    return frozenset(token for token in found if not is_pair(token))


def _is_threshold(claim: Claim, rows: Iterable[Benefit], text: str) -> bool:
    """`年营业收入首次达到5亿元` bounds who gets an amount; it is none."""
    if not _REACHED.search(text[: claim.figure.start].rstrip()):
        return False
    return any(_holds(_thresholds(row), claim.figure) for row in rows)


def _is_turned(claim: Claim, rows: Iterable[Benefit], is_amount: bool, text: str) -> bool:
    """`销售收入小于10万元的奖励500万元`: what is paid made the threshold, and the other way."""
    before = text[: claim.figure.start].rstrip()
    is_threshold = any(_holds(_thresholds(row), claim.figure) for row in rows)
    if is_amount and not is_threshold:
        return bool(_COMPARED.search(before))
    return is_threshold and not is_amount and bool(_PAID.search(before))


def _is_beside(other: Benefit, row: Benefit) -> bool:
    """Another amount that could be mistaken for the row's: same kind of figure, near by."""
    same_unit = other.unit == row.unit or {other.unit, row.unit} <= {Unit.YUAN.value, ""}
    return same_unit and (other.value, other.high) != (row.value, row.high)


def _is_amount_of(row: Benefit, figure: Quantity) -> bool:
    if row.value is None or figure.value is None or row.unit != figure.unit.value:
        return False
    return abs(row.value - figure.value) < 1e-6 * max(abs(row.value), 1e-9) or (
        row.high is not None and row.high == figure.value
    )


def _thresholds(row: Benefit) -> tuple[Quantity, ...]:
    return quantities(f"{row.recipient}，{row.condition}")


def _equals(one: Quantity, other: Quantity) -> bool:
    return one.unit is other.unit and one.value == other.value


def _holds(among: Iterable[Quantity], figure: Quantity) -> bool:
    return any(_equals(q, figure) for q in among)
