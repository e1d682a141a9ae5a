"""Whom a sentence is about while it is read, phrase by phrase.

    对承担国家级、省级重点研发计划项目的，…按20%和10%配套，国家级最高不超过100万元
        → the last amount is for whoever was named with 国家级 before

`对…` starts anew, `单个项目` is a share of those named before, anything else is a condition.
"""

import re
from dataclasses import dataclass, replace

from corpus.clause import Level, Relation
from corpus.enumerations import leading_tier, members
from corpus.grant_words import AWARD_FOR
from corpus.grants import Group, Phrase, without_payer
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
from corpus.statements import EACH, METRIC

_GIVEN_TO = re.compile(
    r"(?:给予|奖励|补助|补贴)(?P<who>企业研发团队|研发团队|项目单位|企业|个人|单位|团队)"
)
_GIVEN_AFTER = re.compile(r"^对(?P<who>[^，；。]{2,60}?)(?:给予|进行|予以)")
_GIVEN_INSIDE = re.compile(
    r"(?:按照?|根据|从|统筹|安排|财政)[^，；。]{0,60}?(?<!按)对(?P<who>[^，；。\d%％]{2,40}?)(?:给予|进行|予以)"
)
_PORTION = re.compile(r"^(?:另|再)?(?:对|就)?(?:超出|超过|新增|增量)部分")
_PER_TAIL = re.compile(r"(?<=.)每[^，、的年]{1,3}$")
_ADVERBIAL = re.compile(
    r"^(?:到?(?:\d{4}|“十四五”)[年末]?.{0,3}$|按照?.{0,12}$|根据|在.{0,20}(?:上|前提下|方面|内)$|"
    r"自.{0,20}起$|可?依照|可?按规定|原则上|其中$|同时$|此外$|经.{0,10}后$|力争.{0,6}$|落实|通过|安排|积极|大力|为|"
    r"从.{0,20}方面$)"
)
# 企业, 个人, 研发团队 repeat whoever `对…` named at length
_LONGEST_PRONOUN = 6
# No sentence states more; a bound keeps endless ones linear.
_MOST_CONDITIONS = 12
_NOBODY = Condition("")


@dataclass(frozen=True, slots=True)
class Context:
    """What has been read of a sentence when the next phrase comes.

    `inherited` is whom the sentence before was about, `parties` who got the last amounts, `topic`
    what the last target or limit was stated of.
    """

    subject: Condition = _NOBODY
    inherited: str = ""
    conditions: tuple[Condition, ...] = ()
    parties: tuple[Party, ...] = ()
    payer: Level | None = None
    relation: Relation = Relation.BASE
    announces: bool = False
    topic: str = ""

    @property
    def whom(self) -> Condition:
        """Who gets what comes next."""
        return self.subject if self.subject.text else Condition(self.inherited)

    @property
    def recipient(self) -> str:
        """Their name without the condition."""
        return party(self.whom.text).recipient if self.whom.text else ""

    @property
    def is_fresh(self) -> bool:
        """Whether the next name starts anew instead of adding to the last one."""
        return bool(self.parties) or not self.subject.text or self.announces

    def about(self, subject: Condition) -> "Context":
        """The context of a new subject; payer and relation stay."""
        return replace(self, subject=subject, conditions=(), parties=(), announces=False)


def carried(context: Context, *, ends_sentence: bool) -> Context:
    """What the next sentence may lean on: `…分层次进行奖励。销售收入小于500万元的奖励10万元`."""
    if context.announces:
        return replace(context, parties=())
    return Context(
        inherited=context.recipient if context.parties else "",
        payer=None if ends_sentence else context.payer,
    )


def with_lead(text: str, phrase: Phrase, context: Context) -> Context:
    """The context after the words before a grant: `对新认定的省级众创空间` 奖励20万元."""
    context = with_terms(phrase, context)
    lead = _PER_TAIL.sub("", without_payer(phrase.lead))
    if not lead or _PORTION.match(lead) or (context.parties and _is_share(lead, context)):
        return context
    return with_text(text, phrase, lead, context)


def _is_share(lead: str, context: Context) -> bool:
    """`单个项目`, `省级`: a part of those that were named before."""
    return is_per_unit(lead) or METRIC.match(lead) is not None or bool(_of_tier(lead, context))


def with_terms(phrase: Phrase, context: Context) -> Context:
    """The context with who pays, and on top of what, as far as the phrase says so."""
    starts_anew = opens_with_recipient(phrase.text)
    relation = phrase.relation
    if relation is Relation.BASE and not (starts_anew and context.parties):
        relation = context.relation
    return replace(context, payer=phrase.payer or context.payer, relation=relation)


def with_text(text: str, phrase: Phrase, lead: str, context: Context) -> Context:
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
    kept = () if context.parties else context.conditions[-_MOST_CONDITIONS:]
    return replace(context, conditions=(*kept, own), parties=())


def addressed_inside(text: str, phrase: Phrase, context: Context) -> Context:
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


def _named_inside(text: str, phrase: Phrase, context: Context) -> str:
    after = None
    if phrase.granted:
        after = _GIVEN_AFTER.match(text[phrase.granted[-1].end : phrase.end])
    elif not phrase.lead and context.is_fresh:
        after = AWARD_FOR.match(phrase.text)
    found = after or _GIVEN_INSIDE.search(phrase.text) or _GIVEN_TO.search(phrase.text)
    if found is None or _PORTION.match(found["who"]) or leading_tier(found["who"]) == found["who"]:
        return ""
    return found["who"]


def parties_of(group: Group, phrase: Phrase, context: Context) -> tuple[Party, ...]:
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
        whole = on_condition(whole, lead)
    return (whole,)


def on_condition(whom: Party, more: str) -> Party:
    """The party with one more condition, if it has not met it yet."""
    if more in whom.condition:
        return whom
    parts = [p for p in whom.condition.split("，") if p and p not in more]
    return replace(whom, condition="，".join((*parts, more)))


def _of_tier(words: str, context: Context) -> Party | None:
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
