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

from corpus.clause import Benefit, BenefitKind, Level, Relation
from corpus.enumerations import leading_tier, members
from corpus.grant_words import AWARD_FOR
from corpus.grants import Group, OpenAmount, Phrase, Role, read_phrase, without_payer
from corpus.quantities import Quantity, quantities
from corpus.recipients import (
    Condition,
    Party,
    align,
    condition,
    goes_on,
    is_addressed,
    is_headless,
    is_per_unit,
    joined,
    merged,
    names_somebody,
    opens_with_recipient,
    party,
    together,
)
from corpus.sentences import Span, phrases, sentences
from corpus.statements import EACH, METRIC, RATIOS, stated
from corpus.units import Unit

_INCLUDED = re.compile(r"[（(]不?含[^）)]{0,6}$")
_EXAMPLE = re.compile(r"比如|例如|如[：，]")
_ANNOUNCES = re.compile(r"分(?:层次|档|级|类|年度)|如下|以下标准")
_EVERY_YEAR = re.compile(r"每年|逐年|每年度")
_ONCE = "一次性"
_GIVEN_TO = re.compile(
    r"(?:给予|奖励|补助|补贴)(?P<who>企业研发团队|研发团队|项目单位|企业|个人|单位|团队)"
)
_GIVEN_AFTER = re.compile(r"^对(?P<who>[^，；。]{2,60}?)(?:给予|进行|予以)")
_GIVEN_INSIDE = re.compile(
    r"(?:按照?|根据|从|统筹|安排|财政)[^，；。]{0,60}?对(?P<who>[^，；。]{2,40}?)(?:给予|进行|予以)"
)
_PORTION = re.compile(r"^(?:另|再)?(?:对|就)?(?:超出|超过|新增|增量)部分")
_BY_PHRASE = re.compile(r"(?:^|，)(?:按照?|以)其?(?P<basis>[^，]{2,30})$")
_ADVERBIAL = re.compile(
    r"^(?:到?(?:\d{4}|“十四五”)[年末]?.{0,3}$|按照?.{0,12}$|根据|在.{0,20}(?:上|前提下|方面|内)$|"
    r"自.{0,20}起$|可?依照|可?按规定|原则上|其中$|同时$|此外$|经.{0,10}后$|力争.{0,6}$|落实|通过|安排|积极|大力|为|"
    r"从.{0,20}方面$)"
)
_LONGEST_EXAMPLE = 60
# 企业, 个人, 研发团队 repeat whoever `对…` named at length
_LONGEST_PRONOUN = 6
_NOBODY = Condition("")


@dataclass(frozen=True, slots=True)
class _Context:
    """What has been read of a sentence when the next phrase comes.

    `inherited` is whom the sentence before was about, `pending` the thresholds that have not yet
    found the amount which they govern, `parties` who got the last amounts, `topic` what the last
    target or limit was stated of.
    """

    subject: Condition = _NOBODY
    inherited: str = ""
    conditions: tuple[Condition, ...] = ()
    pending: tuple[Benefit, ...] = ()
    parties: tuple[Party, ...] = ()
    payer: Level | None = None
    relation: Relation = Relation.BASE
    announces: bool = False
    topic: str = ""

    @property
    def whom(self) -> Condition:
        return self.subject if self.subject.text else Condition(self.inherited)

    @property
    def recipient(self) -> str:
        return party(self.whom.text).recipient if self.whom.text else ""

    @property
    def is_fresh(self) -> bool:
        """Whether the next name starts anew instead of adding to the last one."""
        return bool(self.parties) or not self.subject.text or self.announces

    def about(self, subject: Condition) -> "_Context":
        return replace(self, subject=subject, conditions=(), parties=(), announces=False)


def benefits(text: str, issuer_level: Level | None) -> tuple[Benefit, ...]:
    """Every amount, ratio, cap, threshold and count of one clause, in reading order."""
    figures = [q for q in quantities(text) if _is_worth_a_row(text, q)]
    starts = [q.start for q in figures]
    rows: list[Benefit] = []
    context = _Context()
    for span in sentences(text):
        inside = figures[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        found, after = _sentence(text, span, inside, context, issuer_level)
        if context.announces and found and rows and rows[-1].value is None:
            rows.pop()
        rows.extend(found)
        context = _carry(after, ends_sentence=text[span[1] - 1] not in "；;")
    return tuple(sorted(rows, key=lambda row: row.start))


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
    context: _Context,
    issuer: Level | None,
) -> tuple[list[Benefit], _Context]:
    rows: list[Benefit] = []
    starts = [f.start for f in figures]
    for start, end in phrases(text, *span):
        inside = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        phrase = read_phrase(text, (start, end), inside, follows_grant=bool(context.parties))
        if phrase.note:
            rows = [replace(row, note=phrase.note) for row in rows]
        elif phrase.grants:
            context = _addressed_inside(text, phrase, _with_lead(text, phrase, context))
            found, context = _granted(text, span, phrase, context, issuer)
            rows.extend(found)
        else:
            found, context = _said(text, span, phrase, context)
            rows.extend(found)
    rows.extend(context.pending)
    return rows, replace(context, pending=())


def _carry(context: _Context, *, ends_sentence: bool) -> _Context:
    """What the next sentence may lean on: `…分层次进行奖励。销售收入小于500万元的奖励10万元`."""
    if context.announces:
        return replace(context, parties=())
    return _Context(
        inherited=context.recipient if context.parties else "",
        payer=None if ends_sentence else context.payer,
    )


def _said(
    text: str, span: Span, phrase: Phrase, context: _Context
) -> tuple[list[Benefit], _Context]:
    """A phrase that grants nothing itself says whom and what the next ones concern."""
    context = _with_terms(phrase, context)
    topic = context.topic or context.recipient
    rows = stated(text, span, phrase, Role.STATED, topic, context.conditions)
    bounds = stated(text, span, phrase, Role.THRESHOLD, topic, context.conditions)
    lead = without_payer(phrase.text)
    if named := rows or bounds:
        context = replace(context, topic=named[-1].recipient or topic)
    if rows and not context.is_fresh and is_addressed(context.subject.text):
        rows, bounds = [], [*rows, *bounds]
    context = replace(context, pending=(*context.pending, *bounds))
    if rows and not is_addressed(lead):
        return rows, context.about(Condition(rows[-1].recipient))
    return rows, _with_text(text, phrase, lead, context) if lead else context


def _with_lead(text: str, phrase: Phrase, context: _Context) -> _Context:
    """The context after the words before a grant: `对新认定的省级众创空间` 奖励20万元."""
    context = _with_terms(phrase, context)
    lead = without_payer(phrase.lead)
    if not lead or _PORTION.match(lead) or (context.parties and _is_share(lead, context)):
        return context
    return _with_text(text, phrase, lead, context)


def _is_share(lead: str, context: _Context) -> bool:
    """`单个项目`, `省级`: a part of those that were named before."""
    return is_per_unit(lead) or METRIC.match(lead) is not None or bool(_of_tier(lead, context))


def _with_terms(phrase: Phrase, context: _Context) -> _Context:
    starts_anew = opens_with_recipient(phrase.text)
    relation = phrase.relation
    if relation is Relation.BASE and not (starts_anew and context.parties):
        relation = context.relation
    return replace(context, payer=phrase.payer or context.payer, relation=relation)


def _with_text(text: str, phrase: Phrase, lead: str, context: _Context) -> _Context:
    """Words that name somebody start anew, any others are one more condition."""
    groups = [g.figures for g in phrase.groups if not g.is_granted]
    at = max(text.find(lead, phrase.start, phrase.end), phrase.start)
    own = condition(text, at, at + len(lead), groups)
    if not context.is_fresh and not context.conditions and goes_on(context.subject.text, lead):
        return replace(context, subject=merged(context.subject, own))
    if is_addressed(lead) and is_headless(lead):
        return replace(context.about(Condition(context.recipient)), conditions=(own,))
    if opens_with_recipient(lead):
        adds = not context.is_fresh and is_addressed(context.subject.text) and is_addressed(lead)
        return context.about(joined(context.subject, own) if adds else own)
    is_name = names_somebody(lead) and not _ADVERBIAL.match(lead) and not is_per_unit(lead)
    if context.is_fresh and is_name:
        return context.about(own)
    kept = () if context.parties else context.conditions
    return replace(context, conditions=(*kept, own), parties=())


def _addressed_inside(text: str, phrase: Phrase, context: _Context) -> _Context:
    """`分别给予企业300万元`, `安排1亿元对省级双创示范基地给予补助`: a grant that says to whom."""
    if is_addressed(phrase.text):
        return context
    who = _named_inside(text, phrase, context)
    if not who or (is_addressed(context.subject.text) and len(who) <= _LONGEST_PRONOUN):
        return context
    if context.parties:
        return context.about(Condition(who))
    named = (context.subject,) if context.subject.text else ()
    return replace(context, subject=Condition(who), conditions=(*named, *context.conditions))


def _named_inside(text: str, phrase: Phrase, context: _Context) -> str:
    after = None
    if phrase.granted:
        after = _GIVEN_AFTER.match(text[phrase.granted[-1].end : phrase.end])
    elif not phrase.lead and context.is_fresh:
        after = AWARD_FOR.match(phrase.text)
    found = after or _GIVEN_INSIDE.search(phrase.text) or _GIVEN_TO.search(phrase.text)
    if found is None or _PORTION.match(found["who"]) or leading_tier(found["who"]) == found["who"]:
        return ""
    return found["who"]


def _granted(
    text: str, span: Span, phrase: Phrase, context: _Context, issuer: Level | None
) -> tuple[list[Benefit], _Context]:
    """One row per amount of a phrase that grants something."""
    row = _Row(text, span, phrase, context, issuer)
    rows: list[Benefit] = []
    parties: tuple[Party, ...] = ()
    for group in phrase.granted:
        parties = _parties(group, phrase, context)
        rows.extend(row.of_group(group, parties))
    for amount in phrase.opens:
        parties = (together(context.whom, context.conditions),)
        rows.append(row.of_open(amount, parties[0]))
    announces = bool(phrase.opens) and _ANNOUNCES.search(phrase.text) is not None
    seen = parties if len(parties) > 1 else (*context.parties, *parties)
    return rows, replace(context, pending=(), parties=seen, announces=announces)


def _parties(group: Group, phrase: Phrase, context: _Context) -> tuple[Party, ...]:
    """One party for each figure of a list, aligned where a list of the same length is named."""
    count = len(group.figures)
    if count > 1:
        is_each = EACH in phrase.text
        return align(context.whom, context.conditions, count) or (
            (together(context.whom, context.conditions, aligned=not is_each),) * count
        )
    lead = without_payer(phrase.lead)
    if own := _of_tier(group.label or lead, context):
        return (own,)
    whole = together(context.whom, context.conditions)
    if context.parties and lead and not _PORTION.match(lead) and _is_share(lead, context):
        whole = _if(whole, lead)
    return (whole,)


def _if(whom: Party, more: str) -> Party:
    if more in whom.condition:
        return whom
    return replace(whom, condition="，".join(part for part in (whom.condition, more) if part))


def _of_tier(words: str, context: _Context) -> Party | None:
    """`国家级最高不超过100万元`: whoever was named with that tier before."""
    tier = leading_tier(words)
    if not tier or len(words) > len(tier) + 4:
        return None
    for one in context.parties:
        if _only_tier(one.recipient, tier) or _only_tier(one.condition, tier):
            return one if len(context.parties) > 1 else _narrowed(one, tier)
    listed = together(context.whom, context.conditions)
    return _narrowed(listed, tier) if tier in listed.recipient + listed.condition else None


def _narrowed(whom: Party, tier: str) -> Party:
    return replace(
        whom,
        recipient=_only_tier(whom.recipient, tier) or whom.recipient,
        condition=_only_tier(whom.condition, tier) or whom.condition,
    )


def _only_tier(listed: str, tier: str) -> str:
    """`国家级产业园` of 省级和国家级产业园; empty if the list has no such member."""
    for count in (2, 3, 4):
        for item in members(listed, count) or ():
            if tier in item:
                return item
    return listed if tier in listed else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """What all rows of one phrase share."""

    text: str
    span: Span
    phrase: Phrase
    context: _Context
    issuer: Level | None

    def of_group(self, group: Group, parties: tuple[Party, ...]) -> Iterator[Benefit]:
        if group.per:
            parties = tuple(_if(one, group.per) for one in parties)
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
