"""The asker's own figure put through the clause's share and cap, written out term by term."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.cues import Kind
from assistant.english_figures import in_english, spoken
from assistant.evidence import Sentence
from assistant.fit import MONEY
from assistant.question import Question
from corpus.clause import Benefit, BenefitKind, Relation
from corpus.quantities import Quantity, quantities
from corpus.units import Unit

_TOTAL = re.compile(
    r"合计|一共|总共|加起来|加(?:在)?一(?:起|块)|共(?:能|可|有|多少)|总计|总额|"
    r"\bin total\b|\baltogether\b|\bcombined\b|\btotal\b",
    re.I,
)
#: an example puts a sum beside what is paid for it
_EXAMPLE = re.compile(r"(?:比如|例如)[^）)。；]+")
_PAIR = 2
_EXCESS = ("超出部分", "超过部分", "超额部分")


def calculation(question: Question, sentence: Sentence, rows: Sequence[Benefit]) -> str:
    """`3000万元 × 15% = 450万元，超过上限，按300万元`; "" where nothing can be computed."""
    if scaled := _by_example(question, sentence, rows):
        return scaled
    base = _base(question, sentence)
    shares = _current([r for r in rows if r.kind is BenefitKind.RATIO and r.value is not None])
    if (
        base is None
        or base.value is None
        or len(shares) != 1
        or not question.asks(Kind.AMOUNT, Kind.CAP)
    ):
        return ""
    share = shares[0].value or 0.0
    if not 0 < share <= 1:
        return ""
    cap = _cap(rows)
    printed = _share_printed(shares[0])
    if any(word in sentence.text for word in _EXCESS):
        return _excess(question, base.value, share, printed, cap, sentence)
    result = base.value * share
    formula = f"{_money(base.value, question)} × {printed} = {_money(result, question)}"
    return formula + _capped(result, cap, question)


@dataclass(frozen=True, slots=True)
class Matched:
    """What a share of another level's payment comes to, written out."""

    formula: str
    value: float


def sum_of(question: Question, levels: Sequence[float | None]) -> str:
    """`20万元 + 10万元 = 30万元` where a total is asked and each level names one amount."""
    amounts = [value for value in levels if value is not None]
    if len(amounts) < 2 or len(amounts) != len(levels) or not _TOTAL.search(question.focus):
        return ""
    terms = " + ".join(_money(value, question) for value in amounts)
    return f"{terms} = {_money(sum(amounts), question)}"


def amount_of(rows: Sequence[Benefit]) -> float | None:
    """The one sum of money that the rows name."""
    return rows[0].value if len(rows) == 1 and _is_money(rows[0]) else None


def matched(
    question: Question, rows: Sequence[Benefit], above: Sequence[Benefit]
) -> Matched | None:
    """`100万元 × 50% = 50万元`: a level that pays a share of what the level above pays."""
    shares = [row for row in rows if row.kind is BenefitKind.RATIO and row.value]
    sums = [row for row in above if _is_money(row) and row.value]
    if len(shares) != 1 or len(sums) != 1 or shares[0].relation is not Relation.MATCHES:
        return None
    base, share, cap = sums[0].value or 0.0, shares[0].value or 0.0, _cap(rows)
    result = base * share
    formula = f"{_money(base, question)} × {_share_printed(shares[0])} = {_money(result, question)}"
    paid = result if cap is None else min(result, cap)
    return Matched(formula + _capped(result, cap, question), paid)


def _by_example(question: Question, sentence: Sentence, rows: Sequence[Benefit]) -> str:
    """`比如，实际到位外资1000万美元奖励人民币50万元`: other sums in the same proportion."""
    example = _EXAMPLE.search(sentence.text)
    if example is None or not question.asks(Kind.AMOUNT):
        return ""
    given = quantities(example[0])
    if len(given) != _PAIR or given[1].unit is not Unit.YUAN:
        return ""
    of, paid = given
    own = [f for f in question.figures if f.unit is of.unit and not f.is_same(of)]
    if len(own) != 1 or not of.value or not own[0].value or not paid.value:
        return ""
    result = paid.value * own[0].value / of.value
    terms = [paid, own[0], of]
    if question.language is Language.ENGLISH:
        first, second, third = (in_english(q.printed, q).split(" (")[0] for q in terms)
    else:
        first, second, third = (q.printed for q in terms)
    formula = f"{first} × {second} ÷ {third} = {_money(result, question)}"
    return formula + _capped(result, _cap(rows), question)


def _is_money(row: Benefit) -> bool:
    return row.kind is BenefitKind.ONE_OFF and any(
        quantity.unit in MONEY for quantity in quantities(row.amount)
    )


def is_capped(computed: str) -> bool:
    """Whether the sum written out ran into the cap."""
    return "上限" in computed or "cap" in computed


def _current(shares: list[Benefit]) -> list[Benefit]:
    """Of a share raised from one figure to another the one that holds now."""
    names = {(row.recipient, row.condition) for row in shares}
    return shares[-1:] if len(names) == 1 else shares


def _asks_sum(question: Question) -> bool:
    """Money is asked for, not the share that gives it."""
    return question.asks(Kind.AMOUNT, Kind.CAP) and question.kind is not Kind.RATIO


def _base(question: Question, sentence: Sentence) -> Quantity | None:
    """The asker's own sum of money; a threshold of the clause is not one."""
    money = [
        figure
        for figure in question.figures
        if figure.unit is Unit.YUAN and not any(figure.is_same(q) for q in sentence.quantities)
    ]
    return money[0] if len(money) == 1 else None


def _cap(rows: Sequence[Benefit]) -> float | None:
    caps = [
        row.value
        for row in rows
        if row.kind is BenefitKind.CAP
        and row.value is not None
        and any(q.unit in MONEY for q in quantities(row.amount))
    ]
    return min(caps) if caps else None


def _excess(
    question: Question,
    base: float,
    share: float,
    printed: str,
    cap: float | None,
    sentence: Sentence,
) -> str:
    """`除给予5万元补助外，对超出部分按50%`: the threshold is also what is paid below it."""
    thresholds = [q.value for q in sentence.quantities if q.unit is Unit.YUAN and q.value]
    if not thresholds or base <= thresholds[0]:
        return ""
    threshold = thresholds[0]
    result = threshold + (base - threshold) * share
    floor = _money(threshold, question)
    formula = (
        f"{floor} + ({_money(base, question)} − {floor}) × {printed} = {_money(result, question)}"
    )
    return formula + _capped(result, cap, question)


def _capped(result: float, cap: float | None, question: Question) -> str:
    if cap is None or result <= cap:
        return ""
    if question.language is Language.ENGLISH:
        return f", above the cap, so {_money(cap, question)}"
    return f"，超过上限，按{_money(cap, question)}"


def _money(value: float, question: Question) -> str:
    if question.language is Language.ENGLISH:
        return f"RMB {spoken(round(value, 2))}"
    if value >= 1e8:
        return f"{value / 1e8:.10g}亿元"
    return f"{value / 1e4:.10g}万元" if value >= 1e4 else f"{value:.10g}元"


def _share_printed(row: Benefit) -> str:
    found = quantities(row.amount)
    return found[0].printed if found else row.amount
