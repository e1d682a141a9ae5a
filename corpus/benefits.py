"""Sentences → amounts: who, on what condition, how much, who pays. Pure.

    对首次认定的市级专精特新企业和省级、国家级专精特新“小巨人”企业，市级分别给予5万元、10万元、20万元
        → three rows, one for each tier, paid by the city

A figure that only bounds who gets an amount (`年营业额首次突破1000万元的`) is that amount's
condition; one that bounds no amount is a row of its own. Money is a `cap` where it is the most
that is paid, `annual` where it is paid every year, otherwise `one_off`; a percentage stays a
`ratio` even where it is the most. `wording` keeps what else the phrase says (一次性, 最高).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.clause import Benefit, BenefitKind, Level
from corpus.enumerations import members
from corpus.grants import Group, OpenAmount, Phrase, Role, read_phrase, without_payer
from corpus.quantities import Quantity, quantities
from corpus.recipients import Condition, Party, is_addressed, together
from corpus.sentences import Span, phrases, sentences
from corpus.statements import RATIOS, stated
from corpus.subjects import (
    Context,
    addressed_inside,
    carried,
    on_condition,
    parties_of,
    with_lead,
    with_terms,
    with_text,
)
from corpus.units import Unit

_INCLUDED = re.compile(r"[（(]不?含[^）)]{0,6}$")
_EXAMPLE = re.compile(r"比如|例如|如[：，]")
_MONEY_WORD = re.compile(r"奖|补|贴|资助|支持|扶持|激励|免|减|财政")
_ANNOUNCES = re.compile(r"分(?:层次|档|级|类|年度)|如下|以下标准")
_EVERY_YEAR = re.compile(r"每年|逐年|每年度")
_ONCE = "一次性"
_BY_PHRASE = re.compile(r"(?:^|，)(?:按照?|以)其?(?P<basis>[^，]{2,30})$")
_LONGEST_EXAMPLE = 60
_MOST_PARTIES = 12


def benefits(text: str, issuer_level: Level | None) -> tuple[Benefit, ...]:
    """Every amount, ratio, cap, threshold and count of one clause, in reading order."""
    figures = [q for q in quantities(text) if _is_worth_a_row(text, q)]
    starts = [q.start for q in figures]
    rows: list[Benefit] = []
    context = Context()
    for span in sentences(text):
        inside = figures[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        if not inside and not context.announces and not _MONEY_WORD.search(text, *span):
            context = Context()
            continue
        found, after = _sentence(text, span, inside, context, issuer_level)
        if context.announces and _spells_out(rows, found):
            rows.pop()
        rows.extend(found)
        context = carried(after, ends_sentence=text[span[1] - 1] not in "；;")
    return tuple(sorted(rows, key=lambda row: row.start))


def _spells_out(announced: Sequence[Benefit], found: Sequence[Benefit]) -> bool:
    """`…分层次进行奖励。销售收入小于500万元的奖励10万元`: the amounts replace the announcement."""
    if not announced or not found or announced[-1].value is not None:
        return False
    return found[0].recipient == announced[-1].recipient and found[0].value is not None


def _is_worth_a_row(text: str, quantity: Quantity) -> bool:
    """Not `（含5万元）`, which repeats its neighbour, nor `7×24小时`, nor a count spelt out."""
    before = text[max(0, quantity.start - 10) : quantity.start]
    if _INCLUDED.search(before) or before.endswith("×") or _is_example(text, quantity.start):
        return False
    return quantity.unit is not Unit.COUNT or quantity.printed[0].isdigit()


def _is_example(text: str, at: int) -> bool:
    """`（比如，实际到位外资1000万美元奖励人民币50万元）` repeats the rule with one number."""
    opened = text.rfind("（", max(0, at - _LONGEST_EXAMPLE), at)
    return opened >= 0 and "）" not in text[opened:at] and bool(_EXAMPLE.match(text, opened + 1))


def _sentence(
    text: str,
    span: Span,
    figures: Sequence[Quantity],
    context: Context,
    issuer: Level | None,
) -> tuple[list[Benefit], Context]:
    rows: list[Benefit] = []
    # thresholds that have not yet found the amount which they govern
    pending: list[Benefit] = []
    starts = [f.start for f in figures]
    for start, end in phrases(text, *span):
        inside = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        phrase = read_phrase(text, (start, end), inside, follows_grant=bool(context.parties))
        if phrase.note:
            rows = [replace(row, note=phrase.note) for row in rows]
        elif phrase.grants:
            context = addressed_inside(text, phrase, with_lead(text, phrase, context))
            found, context = _granted(text, span, phrase, context, issuer)
            rows.extend(found)
            pending.clear()
        else:
            found, bounds, context = _said(text, span, phrase, context)
            rows.extend(found)
            pending.extend(bounds)
    return [*rows, *pending], context


def _said(
    text: str, span: Span, phrase: Phrase, context: Context
) -> tuple[list[Benefit], list[Benefit], Context]:
    """A phrase that grants nothing itself: targets, thresholds, and whom the next ones concern."""
    context = with_terms(phrase, context)
    topic = context.topic or context.recipient
    rows = stated(text, span, phrase, Role.STATED, topic, context.conditions)
    bounds = stated(text, span, phrase, Role.THRESHOLD, topic, context.conditions)
    lead = without_payer(phrase.text)
    if named := rows or bounds:
        context = replace(context, topic=named[-1].recipient or topic)
    if rows and not context.is_fresh and is_addressed(context.subject.text):
        rows, bounds = [], [*rows, *bounds]
    if rows and not is_addressed(lead):
        return rows, bounds, context.about(Condition(rows[-1].recipient))
    return rows, bounds, with_text(text, phrase, lead, context) if lead else context


def _granted(
    text: str, span: Span, phrase: Phrase, context: Context, issuer: Level | None
) -> tuple[list[Benefit], Context]:
    """One row per amount of a phrase that grants something."""
    row = _Row(text, span, phrase, context, issuer)
    rows: list[Benefit] = []
    parties: tuple[Party, ...] = ()
    for group in phrase.granted:
        parties = parties_of(group, phrase, context)
        rows.extend(row.of_group(group, parties))
    for amount in phrase.opens:
        parties = (together(context.whom, context.conditions),)
        rows.append(row.of_open(amount, parties[0]))
    announces = bool(phrase.opens) and _ANNOUNCES.search(phrase.text) is not None
    seen = parties if len(parties) > 1 else (*context.parties[-_MOST_PARTIES:], *parties)
    return rows, replace(context, parties=seen, announces=announces)


@dataclass(frozen=True, slots=True)
class _Row:
    """What all rows of one phrase share."""

    text: str
    span: Span
    phrase: Phrase
    context: Context
    issuer: Level | None

    def of_group(self, group: Group, parties: tuple[Party, ...]) -> Iterator[Benefit]:
        if group.per:
            parties = tuple(on_condition(one, group.per) for one in parties)
        basis, parties = _basis(group, parties)
        bases = members(basis, len(parties)) or (basis,) * len(parties)
        for figure, whom, own_basis in zip(group.figures, parties, bases, strict=True):
            row = self._row(whom, figure.start, figure.end, self._kind(figure, group))
            yield replace(
                row,
                amount=figure.written,
                value=figure.value,
                unit=figure.counter or figure.unit.value,
                basis=own_basis,
                high=figure.high,
            )

    def of_open(self, amount: OpenAmount, whom: Party) -> Benefit:
        printed = self.text[amount.start : amount.end]
        kind = BenefitKind.OTHER
        if _ONCE in self.phrase.text:
            kind = BenefitKind.ONE_OFF
        elif "比例" in printed or "减半" in printed:
            kind = BenefitKind.RATIO
        elif _EVERY_YEAR.search(self.phrase.text):
            kind = BenefitKind.ANNUAL
        return self._row(whom, amount.start, amount.end, kind)

    def _kind(self, figure: Quantity, group: Group) -> BenefitKind:
        if figure.unit in RATIOS:
            return BenefitKind.RATIO
        if group.is_cap:
            return BenefitKind.CAP
        if _EVERY_YEAR.search(self.phrase.text) or figure.per in {"年", "年度"}:
            return BenefitKind.ANNUAL
        return BenefitKind.ONE_OFF if figure.unit is Unit.YUAN else BenefitKind.OTHER

    def _row(self, whom: Party, start: int, end: int, kind: BenefitKind) -> Benefit:
        return Benefit(
            recipient=whom.recipient,
            condition=whom.condition,
            amount=self.text[start:end],
            value=None,
            unit="",
            kind=kind,
            payer=self.context.payer or self.issuer,
            relation=self.context.relation,
            start=start,
            end=end,
            sentence=self.span,
            aligned=whom.aligned,
            interval=whom.interval,
            wording=self.phrase.text,
        )


def _basis(group: Group, parties: tuple[Party, ...]) -> tuple[str, tuple[Party, ...]]:
    """`按其技术合同成交并实际支付额，给予5%`: the phrase before said what the ratio is of."""
    found = _BY_PHRASE.search(parties[0].condition)
    if group.basis or group.figures[0].unit is not Unit.PERCENT or found is None:
        return group.basis, parties
    stripped = (replace(p, condition=_BY_PHRASE.sub("", p.condition)) for p in parties)
    return found["basis"], tuple(stripped)
