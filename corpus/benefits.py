"""Sentences → amounts: who, on what condition, how much, who pays. Pure.

    对首次认定的市级专精特新企业和省级、国家级专精特新“小巨人”企业，市级分别给予5万元、10万元、20万元
        → three rows, one for each tier, paid by the city

A figure that only bounds who gets an amount (`年营业额首次突破1000万元的`) is that amount's
condition; one that bounds no amount is a row of its own. Money is a `cap` where it is the most
that is paid, `annual` where it is paid every year, otherwise `one_off`; a percentage stays a
`ratio` even where it is the most. `wording` keeps what else the phrase says (一次性, 最高).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.clause import Benefit, BenefitKind, Level, Relation
from corpus.enumerations import leading_tier, members
from corpus.grants import Group, OpenAmount, Phrase, Role, read_phrase, without_payer
from corpus.intervals import interval
from corpus.quantities import Quantity, quantities
from corpus.recipients import (
    Condition,
    Party,
    align,
    condition,
    goes_on,
    is_per_unit,
    joined,
    merged,
    names_somebody,
    opens_with_recipient,
    party,
    together,
)
from corpus.sentences import Span, phrases, sentences
from corpus.units import Unit

_INCLUDED = re.compile(r"[（(]不?含[^）)]{0,6}$")
_ANNOUNCES = re.compile(r"分(?:层次|档|级|类|年度)|如下|以下标准")
_EVERY_YEAR = re.compile(r"每年|逐年|每年度")
_ONCE = "一次性"
_EACH = "分别"
_GIVEN_TO = re.compile(
    r"(?:给予|奖励|补助|补贴)(?P<who>企业研发团队|研发团队|项目单位|企业|个人|单位|团队)"
)
_GIVEN_AFTER = re.compile(r"^对(?P<who>[^，；。]{2,60}?)(?:给予|进行|予以)")
_GIVEN_INSIDE = re.compile(
    r"(?:按照?|根据|从|统筹|安排|财政)[^，；。]*?对(?P<who>[^，；。]{2,40}?)(?:给予|进行|予以)"
)
_PORTION = re.compile(r"^(?:另|再)?(?:对|就)?(?:超出|超过|新增|增量)部分")
_ADVERBIAL = re.compile(
    r"^(?:到?(?:\d{4}|“十四五”)[年末]?.{0,3}$|按照?.{0,12}$|根据|在.{0,20}(?:上|前提下|方面|内)$|自.{0,20}起$|"
    r"原则上|其中$|同时$|此外$|经.{0,10}后$|力争.{0,6}$|落实|通过|安排|积极|大力|为)"
)
_TAIL_OF_STATEMENT = re.compile(
    r"(?:力争|预计|分别|首次|全年|均|约|至少|不低于|不少于|不超过|不高于|低于|高于|超过|突破|小于|达到|达|增加至|"
    r"增加到|提高至|提高到|最高提至|提升至|提升到|降低至|降低到|降至|降到|压减至|压减到|压减为|下调至|缩短至|放宽|到|至|为|"
    r"是|在|由|从|超|近|以上|原则上|最高|最多)+$"
)
_HEAD_OF_STATEMENT = re.compile(
    r"^(?:按照?|实现|推动|确保|力争|其中|并|且|和|或者|或|、|以上|以下|左右|的)+"
)
_METRIC = re.compile(r"^(?:年均|同比|比例|占比|增速|年增速|增长|比上年|较上年|比重|覆盖率|首期)")
_TIME = re.compile(
    r"(?:(?:到|自|力争到|从)?\d{4}年(?:年?[底末]|\d{1,2}月(?:底|\d{1,2}日)?)?前?|到?“十四五”(?:末|期间))[，]?"
)
_COUNTED = re.compile(r"(?!以[上下内外]|左右|工作日|的|和|或|及)[\u4e00-\u9fff“”A-Za-z]{2,24}")
_STATED_BASIS = re.compile(
    r"(?:提高至|提高到|提升至|降低至|降至|达到|为|按|占|到)(?P<basis>[^，；。]{2,20}?)的?$"
)
_RATIOS = frozenset({Unit.PERCENT, Unit.POINTS, Unit.TIMES})


_NOBODY = Condition("")


@dataclass(frozen=True, slots=True)
class _Context:
    """What has been read of a sentence when the next phrase comes.

    `inherited` is whom the sentence before was about, `pending` the thresholds that have not yet
    found the amount which they govern, `parties` who got the last amounts, `topic` what the last target or limit was stated of.
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


def benefits(text: str, issuer_level: Level | None) -> tuple[Benefit, ...]:
    """Every amount, ratio, cap, threshold and count of one clause, in reading order."""
    figures = [q for q in quantities(text) if _is_worth_a_row(text, q)]
    rows: list[Benefit] = []
    context, next_figure = _Context(), 0
    for span in sentences(text):
        first = next_figure
        while next_figure < len(figures) and figures[next_figure].start < span[1]:
            next_figure += 1
        inside = figures[first:next_figure]
        found, after = _sentence(text, span, inside, context, issuer_level)
        if context.announces and found and rows and rows[-1].value is None:
            rows.pop()
        rows.extend(found)
        context = _carry(after, ends_sentence=text[span[1] - 1] not in "；;")
    return tuple(sorted(rows, key=lambda row: row.start))


def _is_worth_a_row(text: str, quantity: Quantity) -> bool:
    """`（含5万元）` repeats its neighbour, `7×24小时` and spelt-out counts are figures of speech."""
    before = text[max(0, quantity.start - 10) : quantity.start]
    if _INCLUDED.search(before) or before.endswith("×"):
        return False
    return quantity.unit is not Unit.COUNT or quantity.printed[0].isdigit()


def _sentence(
    text: str,
    span: Span,
    figures: Sequence[Quantity],
    context: _Context,
    issuer: Level | None,
) -> tuple[list[Benefit], _Context]:
    rows: list[Benefit] = []
    for start, end in phrases(text, *span):
        inside = [f for f in figures if start <= f.start and f.end <= end]
        phrase = read_phrase(text, (start, end), inside, follows_grant=bool(context.parties))
        if phrase.note:
            rows = [replace(row, note=phrase.note) for row in rows]
        elif phrase.grants:
            context = _with_lead(text, phrase, context)
            found, context = _granted(text, span, phrase, context, issuer)
            rows.extend(found)
        else:
            stated = _stated(text, span, phrase, context, Role.STATED)
            rows.extend(stated)
            context = replace(context, topic=_topic(stated) or context.topic)
            context = _with_phrase(text, span, phrase, context)
    rows.extend(context.pending)
    return rows, replace(context, pending=())


def _carry(context: _Context, *, ends_sentence: bool) -> _Context:
    """What the next sentence may lean on: `…分层次进行奖励。销售收入小于500万元的奖励10万元`."""
    if context.announces:
        return replace(context, parties=())
    return _Context(
        inherited=party(context.whom.text).recipient if context.parties else "",
        payer=None if ends_sentence else context.payer,
    )


def _with_phrase(text: str, span: Span, phrase: Phrase, context: _Context) -> _Context:
    """The context after a phrase that grants nothing itself: it says whom the next ones concern."""
    context = _with_terms(phrase, context)
    thresholds = _stated(text, span, phrase, context, Role.THRESHOLD)
    topic = _topic(thresholds) or context.topic
    context = replace(context, pending=(*context.pending, *thresholds), topic=topic)
    lead = without_payer(phrase.text)
    return _with_text(text, phrase, lead, context) if lead else context


def _with_lead(text: str, phrase: Phrase, context: _Context) -> _Context:
    """The context after the words before a grant: `对新认定的省级众创空间` 奖励20万元."""
    context = _with_terms(phrase, context)
    lead = without_payer(phrase.lead)
    if not lead or _PORTION.match(lead) or (context.parties and _is_share(lead, context)):
        return context
    return _with_text(text, phrase, lead, context)


def _is_share(lead: str, context: _Context) -> bool:
    """`单个项目`, `省级`: a part of those that were named before."""
    return is_per_unit(lead) or _METRIC.match(lead) is not None or bool(_of_tier(lead, context))


def _with_terms(phrase: Phrase, context: _Context) -> _Context:
    starts_anew = opens_with_recipient(phrase.text)
    relation = phrase.relation
    if relation is Relation.BASE and not (starts_anew and context.parties):
        relation = context.relation
    return replace(context, payer=phrase.payer or context.payer, relation=relation)


def _with_text(text: str, phrase: Phrase, lead: str, context: _Context) -> _Context:
    """Words that name somebody start anew, any others are one more condition."""
    groups = [g.figures for g in phrase.groups if g.role is not Role.GRANTED]
    at = max(text.find(lead, phrase.start, phrase.end), phrase.start)
    own = condition(text, at, at + len(lead), groups)
    is_fresh = bool(context.parties) or not context.subject.text or context.announces
    if not is_fresh and not context.conditions and goes_on(context.subject.text, lead):
        return replace(context, subject=merged(context.subject, own))
    if opens_with_recipient(lead):
        if is_fresh or not opens_with_recipient(context.subject.text):
            return replace(context, subject=own, conditions=(), parties=(), announces=False)
        return replace(context, subject=joined(context.subject, own), conditions=())
    if is_fresh and names_somebody(lead) and not _ADVERBIAL.match(lead) and not is_per_unit(lead):
        return replace(context, subject=own, conditions=(), parties=(), announces=False)
    kept = () if context.parties else context.conditions
    return replace(context, conditions=(*kept, own), parties=())


def _granted(
    text: str, span: Span, phrase: Phrase, context: _Context, issuer: Level | None
) -> tuple[list[Benefit], _Context]:
    """One row per amount of a phrase that grants something."""
    context = _addressed_inside(text, phrase, context)
    row = _Row(text, span, phrase, context, issuer)
    rows: list[Benefit] = []
    parties: tuple[Party, ...] = ()
    for group in phrase.groups:
        if group.role is Role.GRANTED:
            parties = _parties(group, phrase, context)
            bases = members(group.basis, len(parties)) or (group.basis,) * len(parties)
            triples = zip(group.figures, parties, bases, strict=True)
            rows.extend(row.of_figure(f, group, whom, basis) for f, whom, basis in triples)
    for amount in phrase.opens:
        parties = (together(context.whom, context.conditions),)
        rows.append(row.of_open(amount, parties[0]))
    announces = bool(phrase.opens) and _ANNOUNCES.search(phrase.text) is not None
    seen = parties if len(parties) > 1 else (*context.parties, *parties)
    return rows, replace(context, pending=(), parties=seen, announces=announces)


def _addressed_inside(text: str, phrase: Phrase, context: _Context) -> _Context:
    """`分别给予企业300万元`, `安排1亿元对省级双创示范基地给予补助`: the grant names its recipient."""
    granted = [g for g in phrase.groups if g.role is Role.GRANTED]
    after = _GIVEN_AFTER.match(text[granted[-1].end : phrase.end]) if granted else None
    after = after or _GIVEN_INSIDE.search(phrase.text)
    if after and not opens_with_recipient(phrase.text) and not _PORTION.match(after["who"]):
        return replace(context, subject=Condition(after["who"]))
    given = _GIVEN_TO.search(phrase.text)
    if given is None or opens_with_recipient(context.subject.text):
        return context
    named = (context.subject,) if context.subject.text else ()
    return replace(
        context, subject=Condition(given["who"]), conditions=(*named, *context.conditions)
    )


def _parties(group: Group, phrase: Phrase, context: _Context) -> tuple[Party, ...]:
    """One party for each figure of a list, aligned where a list of the same length is named."""
    count = len(group.figures)
    if count > 1:
        if found := align(context.whom, context.conditions, count):
            return found
        is_each = _EACH in phrase.text
        return (together(context.whom, context.conditions, aligned=not is_each),) * count
    lead = without_payer(phrase.lead)
    if own := _of_tier(group.label or lead, context):
        return (own,)
    whole = together(context.whom, context.conditions)
    if context.parties and lead and not _PORTION.match(lead) and _is_share(lead, context):
        whole = replace(whole, condition="，".join(p for p in (whole.condition, lead) if p))
    return (whole,)


def _of_tier(words: str, context: _Context) -> Party | None:
    """`国家级最高不超过100万元`: whoever was named with that tier before."""
    tier = leading_tier(words)
    if not tier or len(words) > len(tier) + 4:
        return None
    for one in context.parties:
        if tier in one.recipient or tier in one.condition:
            return one
    listed = together(context.whom, context.conditions)
    is_listed = tier in listed.recipient or tier in listed.condition
    return Party(_only_tier(listed.recipient, tier), listed.condition) if is_listed else None


def _only_tier(recipient: str, tier: str) -> str:
    """`国家级人力资源服务产业园` of 省级和国家级人力资源服务产业园."""
    for count in (2, 3, 4):
        for item in members(recipient, count) or ():
            if item.startswith(tier):
                return item
    return recipient


@dataclass(frozen=True, slots=True)
class _Row:
    """What all rows of one phrase share."""

    text: str
    span: Span
    phrase: Phrase
    context: _Context
    issuer: Level | None

    def of_figure(self, figure: Quantity, group: Group, whom: Party, basis: str) -> Benefit:
        return self._row(
            whom,
            figure.start,
            figure.end,
            figure.written,
            self._kind(figure, group),
            figure,
            basis,
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
        return self._row(whom, amount.start, amount.end, printed, kind, None, "")

    def _kind(self, figure: Quantity, group: Group) -> BenefitKind:
        if figure.unit in _RATIOS:
            return BenefitKind.RATIO
        if group.is_cap:
            return BenefitKind.CAP
        if _EVERY_YEAR.search(self.phrase.text) or figure.per in {"年", "年度"}:
            return BenefitKind.ANNUAL
        return BenefitKind.ONE_OFF if figure.unit is Unit.YUAN else BenefitKind.OTHER

    def _row(
        self,
        whom: Party,
        start: int,
        end: int,
        amount: str,
        kind: BenefitKind,
        figure: Quantity | None,
        basis: str,
    ) -> Benefit:
        return Benefit(
            recipient=whom.recipient,
            condition=whom.condition,
            amount=amount,
            value=figure.value if figure else None,
            unit=(figure.counter or figure.unit.value) if figure else "",
            kind=kind,
            payer=self.context.payer or self.issuer,
            relation=self.context.relation,
            start=start,
            end=end,
            sentence=self.span,
            aligned=whom.aligned,
            interval=whom.interval,
            basis=basis,
            high=figure.high if figure else None,
            wording=self.phrase.text,
        )


def _topic(rows: Sequence[Benefit]) -> str:
    return rows[-1].recipient if rows else ""


def _stated(
    text: str, span: Span, phrase: Phrase, context: _Context, role: Role
) -> list[Benefit]:
    """Targets, thresholds and limits: figures that grant nothing to anybody."""
    rows: list[Benefit] = []
    begin, topic = phrase.start, context.topic or party(context.whom.text).recipient
    for group in phrase.groups:
        stated = _stated_of(text, (begin, group.start), group, phrase, context, topic)
        topic, begin = stated.parties[-1].recipient or topic, group.end
        if group.role is role:
            rows.extend(_statement(text, span, phrase, group, stated))
    return rows


@dataclass(frozen=True, slots=True)
class _Stated:
    parties: tuple[Party, ...]
    basis: str


def _stated_of(
    text: str, before: Span, group: Group, phrase: Phrase, context: _Context, topic: str
) -> _Stated:
    """Of what the figures are stated: `上市企业突破1家`, `年均增长20%以上`, `培育100个乡村e镇`."""
    count = len(group.figures)
    printed = text[before[0] : before[1]]
    when = [c.text for c in context.conditions if _TIME.search(c.text)]
    when += [found[0].rstrip("，") for found in _TIME.finditer(printed)]
    words = _HEAD_OF_STATEMENT.sub("", _TAIL_OF_STATEMENT.sub("", _TIME.sub("", printed)))
    found = _STATED_BASIS.search(words)
    basis = found["basis"] if found else ""
    words = words[: found.start()] if found else words
    counted = _COUNTED.match(text, group.end, phrase.end)
    if counted and group.figures[0].counter:
        whom = Party(counted[0], "，".join(p for p in (*when, words) if p))
        return _Stated((whom,) * count, basis)
    if not words or _METRIC.match(words):
        whom = Party(topic, "，".join(p for p in (*when, words) if p))
        return _Stated((whom,) * count, basis)
    is_each = _EACH in printed
    parties = _listed(Condition(words), [Condition(w) for w in when], count, is_each=is_each)
    return _Stated(parties, basis)


def _statement(
    text: str, span: Span, phrase: Phrase, group: Group, stated: _Stated
) -> Iterable[Benefit]:
    for figure, one in zip(group.figures, stated.parties, strict=True):
        yield Benefit(
            recipient=one.recipient,
            condition=one.condition,
            amount=figure.written,
            value=figure.value,
            unit=figure.counter or figure.unit.value,
            kind=_kind_of_statement(figure, group),
            payer=None,
            relation=Relation.BASE,
            start=figure.start,
            end=figure.end,
            sentence=span,
            aligned=one.aligned,
            interval=interval(text, figure, (group.start, group.end)),
            basis=stated.basis,
            high=figure.high,
            wording=phrase.text,
        )


def _listed(
    what: Condition, when: Sequence[Condition], count: int, *, is_each: bool
) -> tuple[Party, ...]:
    if count > 1 and (found := align(what, when, count)):
        return found
    return (together(what, when, aligned=count == 1 or not is_each),) * count


def _kind_of_statement(figure: Quantity, group: Group) -> BenefitKind:
    if figure.unit in _RATIOS:
        return BenefitKind.RATIO
    return BenefitKind.CAP if group.is_cap else BenefitKind.OTHER
