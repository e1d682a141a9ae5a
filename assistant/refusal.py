"""When to say no, and why: places, figures and particulars that no clause gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.cues import FIGURES, Kind
from assistant.evidence import Evidence, Sentence, Wanted, clause_tokens
from assistant.fit import COUNTS, MONEY, SHARES, TIME, fit, is_worded_amount, periods_named
from assistant.offering import offering
from assistant.premise import contradicted, unknown_body
from assistant.question import Question
from assistant.weights import ANSWERABLE, EVIDENCE, Support
from corpus.clause import Level
from corpus.places import level_of
from corpus.units import Unit

_YEAR_DIGITS = 4
#: what a sentence offers that has a figure of another kind than the one asked for
_HARDLY = 0.3
#: a clause with none of the words must be this close in meaning
_LEAST_MEANING = 0.4
#: a share of the question's words below which the clause has none of them
_NOTHING = 0.08
#: sentences among which the clause may itself speak of a place without documents
_NEAR = 4
#: more words than this tell no more
_LONG_QUESTION_WORDS = 20
_BY_YEAR = re.compile(r"(?:到|至|截止)(?:了)?(20\d\d)年|\bby (20\d\d)\b")
_YEAR_RANGE = re.compile(r"(20\d\d)年?\s?[-—–至到]{1,2}\s?(20\d\d)年")


class Reason(StrEnum):
    """Why there is no answer."""

    EMPTY = "empty"
    TOPIC = "topic"
    PLACE = "place"
    CONTACT = "contact"
    FIGURE = "figure"
    PREMISE = "premise"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Refusal:
    reason: Reason
    about: str = ""


#: particulars that policy clauses do not give
_CONTACT = re.compile(
    r"申请表|表格.{0,6}(?:下载|哪)|下载|联系人|联系方式|(?:专家|入选|获批|批下来|公示|"
    r"入围).{0,4}名单|名单里有|施工单位|中标单位|手机号|网址|网站(?:是|地址)|邮箱|办公地址|"
    r"(?:办公|具体|详细|单位)地址|地址(?:在哪|是什么)|在哪(?:条|个)?(?:路|街|楼)|几楼|"
    r"微信号|二维码|上班时间|办公时间|几点(?:上|下)班|模板|样本|范本"
    r"|\bdownload\b|\bapplication form\b|\bcontact (?:person|number|details?)\b|\bwebsite\b|"
    r"\be-?mail\b|\bwhat.{0,20} address\b|\boffice hours\b|\bopening hours\b|\btemplate\b",
    re.IGNORECASE,
)


#: what is asked for → words without which a clause cannot give it
_PARTICULARS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(given))
    for asked, given in (
        (
            r"(?:哪些|什么|啥|几样|几份)(?:申请|申报|证明)?(?:材料|资料|证件)|"
            r"\bwhat (?:documents|papers|materials)\b",
            r"材料|资料|表单|证照|执照",
        ),
        (
            r"哪(?:些|家|个|几家)银行|\bwhich banks?\b",
            r"(?:工商|农业|建设|中国|交通|邮储|国开|信用社|农商)银?行|信用社",
        ),
        (
            r"(?:中心|局|处|科|厅|办公室|委)的?(?:办公室?|联系|值班)?电话",
            r"\d{7}|\d{3,4}-\d{7}",
        ),
        (r"电话|\bphone\b|\btelephone\b", r"\d{5}|热线|电话"),
        (
            r"叫什么名字|(?:局长|主任|院长|负责人)(?:是谁|叫)|\bname of the (?:director|"
            r"head|chief|mayor)|\bwho is the (?:director|head|mayor)",
            r"先生|女士|同志",
        ),
        (r"学费|\btuition", r"学费"),
        (r"起拍价|地价|房价|基准价|价格(?:是|多少)|多少钱一|\bprice\b", r"价"),
        (r"几号|哪一天|\bwhat date\b", r"\d{1,2}月\d{1,2}日|\d{1,2}日"),
        (r"门票|票价|\bticket", r"门票|票价"),
        (r"学区|\bschool district", r"学区"),
        (r"会费|\bmembership fee", r"会费"),
        (
            r"\bapply .{0,20}\bonline\b|网上(?:在)?哪(?:儿|里)|哪个(?:网站|网址|app)",
            r"网上|平台|线上|网址",
        ),
    )
)
#: the figure is asked for in so many words: a sentence without one is no answer
_FIGURE_ASKED: dict[Kind, re.Pattern[str]] = {
    Kind.AMOUNT: re.compile(
        r"(?:多少|几)(?:个)?(?:钱|元|万|块|千|百|奖|补|贴|资金|经费)|(?:奖|补|贴|给|罚|交|"
        r"缴|发|收|金额|额度|工资|标准|收费|价格?)[^，。？?]{0,8}(?:多少|几)|元/|元每|"
        r"多少.{0,6}(?:奖|补|贴|资金|经费)"
        r"|\bhow much\b|\bin (?:yuan|rmb)\b|\bamount\b|\b(?:price|fee|fine|wage)\b",
        re.IGNORECASE,
    ),
    Kind.RATIO: re.compile(
        r"百分之|千分之|几成|多少个?(?:百分)?点|几折|(?:比例|占比|税率|费率|利率|"
        r"折扣)[^，。？?]{0,6}(?:多少|几)|多少.{0,4}(?:比例|折扣?)"
        r"|\bper ?cent(?:age)?\b|\bwhat (?:\w+ ){0,3}(?:rate|share|proportion|ratio)\b",
        re.IGNORECASE,
    ),
    Kind.COUNT: re.compile(
        r"(?:多少|(?<!哪)(?<!前)几)(?:家|户|个(?!东西)|项|所|座|套|亩|名|人)|\bhow many\b",
        re.IGNORECASE,
    ),
    Kind.DURATION: re.compile(
        r"多久|多长时间|(?:几|多少)个?(?:天|工作日|小时|月)|\bhow (?:long|many (?:working |"
        r"business )?days)\b",
        re.IGNORECASE,
    ),
}


_LENT = re.compile(r"贷|额度|多少(?:钱|万|元)|\b(?:loans?|borrow|amount)\b", re.IGNORECASE)
_RATE_ASKED = re.compile(r"率(?:是|为|要|大概|一般)?多少")
#: the unit that is asked for by name → what the sentence must count in
_UNIT_ASKED: tuple[tuple[re.Pattern[str], frozenset[Unit]], ...] = tuple(
    (re.compile(asked, re.IGNORECASE), units)
    for asked, units in (
        (
            r"(?:多少|几)(?:平方?米?|亩|公顷)|\bhow many (?:square|hectares)",
            frozenset({Unit.AREA}),
        ),
        (
            r"(?:多少|几)(?:公里|里地)|\bhow many (?:km|kilomet)|\bhow far\b",
            frozenset({Unit.LENGTH}),
        ),
        (
            r"(?:多少|(?<![哪前那这好])几)(?:个)?(?:家|户|所|座|个了|人\b)|"
            r"\bhow many (?!\w*\s?(?:days|working|business|months|years|percent|hours|square|km|"
            r"yuan|rmb|dollars))",
            COUNTS,
        ),
        (
            r"(?:多少|几)(?:个?工作日|个月)(?!.{0,6}一[次回])|几天|"
            r"\bhow many (?:working |business )?(?:days|months)",
            TIME,
        ),
    )
)
#: what the asker would pay: a promise of support is no answer
_CHARGED = re.compile(
    r"(?:要|得|需|应)?(?:交|缴|付|花)(?:纳)?[^，。？?奖补]{0,6}(?:多少|几)|(?:费用?|租金|门票|价格?|票价|房价|学费|会费)"
    r"(?:是|要|标准)?[^，。？?奖补]{0,4}(?:多少|几)|收费标准|\b(?:fee|price|cost|rent|fare)s?\b",
    re.IGNORECASE,
)


def refusal(question: Question, evidence: tuple[Evidence, ...], asked: Wanted) -> Refusal | None:
    """Why the question cannot be answered from this evidence; None where it can."""
    if not question.focus:
        return Refusal(Reason.EMPTY)
    if place := _unserved(question, evidence):
        return Refusal(Reason.PLACE, place)
    if _CONTACT.search(question.focus) or _lacks_particular(question, evidence):
        return Refusal(Reason.CONTACT)
    if not evidence or not is_supported(evidence, asked):
        return Refusal(Reason.TOPIC)
    if year := _other_year(question, evidence[0].sentence):
        return Refusal(Reason.YEAR, year)
    if claim := contradicted(question, evidence):
        return Refusal(Reason.PREMISE, claim.printed)
    if body := unknown_body(question, evidence):
        return Refusal(Reason.PREMISE, body)
    if _lacks_figure(question, offering(question, evidence).sentence):
        return Refusal(Reason.FIGURE)
    return None


def _unserved(question: Question, evidence: tuple[Evidence, ...]) -> str:
    """A place without documents whose own rule is asked for; "" where somebody speaks for it."""
    near = [item.sentence for item in evidence[:_NEAR]]
    if any(_is_named_in(place, each) for place in question.named_places for each in near):
        return ""
    served = [p for p in question.named_places if p not in question.foreign_places]
    if question.foreign_places and not served:
        return question.foreign_places[0]
    regions = {item.sentence.document.region for item in evidence}
    alone = [p for p in served if level_of(p) is Level.CITY and p not in regions]
    spoken_for = len(alone) < len(served) or set(question.payers) & {Level.PROVINCE, Level.NATIONAL}
    return "" if spoken_for or not alone else alone[0]


def _is_named_in(place: str, sentence: Sentence) -> bool:
    """The clause itself speaks of the place: `推动太原创建国家级人力资源服务产业园`."""
    return place.rstrip("市县区省") in sentence.text


def _lacks_particular(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Something is asked for that the best clause has no words for."""
    text = evidence[0].sentence.clause.text if evidence else ""
    return any(a.search(question.focus) and not g.search(text) for a, g in _PARTICULARS)


def is_supported(evidence: Sequence[Evidence], asked: Wanted) -> bool:
    """Whether the clauses found are about what is asked."""
    signs = support(evidence, asked)
    if signs.nothing and signs.meaning < _LEAST_MEANING:
        return False
    return ANSWERABLE.accepts(signs)


def confidence(evidence: Sequence[Evidence], asked: Wanted) -> float:
    """How likely the evidence answers."""
    return ANSWERABLE.probability(support(evidence, asked)) if evidence else 0.0


def support(evidence: Sequence[Evidence], asked: Wanted) -> Support:
    """The signs of it, from the best sentence and its clause."""
    best = evidence[0]
    clause = clause_tokens(best.sentence)
    words = asked.share(clause)
    return Support(
        meaning=best.features.meaning,
        closest=max(item.hit.dense_score for item in evidence),
        words=words,
        missing=asked.missing(clause),
        official=best.features.official_around,
        fit=best.features.fit,
        nothing=float(max(words, asked.official_share(clause)) < _NOTHING),
        gap=asked.rarest_missing(clause),
        strength=best.score - EVIDENCE.of_place(best.features),
        own=best.features.own,
        conflict=best.features.conflict,
        length=float(min(asked.length, _LONG_QUESTION_WORDS)),
    )


def _other_year(question: Question, sentence: Sentence) -> str:
    """A year is asked about, and the sentence speaks of others only."""
    if question.kind is Kind.VALIDITY or not question.asks(*FIGURES):
        return ""
    asked = {p for p in periods_named(question.focus) if p.isdigit() and len(p) == _YEAR_DIGITS}
    said = {p for p in periods_named(sentence.clause.text) if len(p) == _YEAR_DIGITS}
    for first, last in _YEAR_RANGE.findall(sentence.clause.text):
        said |= {str(year) for year in range(int(first), int(last) + 1)}
    aimed_at: set[str] = set(filter(None, (y for f in _BY_YEAR.findall(question.focus) for y in f)))
    if aimed_at - said:
        return min(aimed_at - said)
    return min(asked) if asked and said and not asked & said else ""


def _lacks_figure(question: Question, sentence: Sentence) -> bool:
    """A figure is asked for in so many words; the sentence names none and leaves none open."""
    asked = [
        kind
        for kind, words in _FIGURE_ASKED.items()
        if kind in question.kinds and words.search(question.focus)
    ]
    if Kind.RATIO in asked and _RATE_ASKED.search(question.focus):
        asked = [Kind.RATIO]
    if question.asks(Kind.YES_NO, Kind.VALIDITY):
        return False
    if _lacks_unit(question, sentence):
        return True
    if question.kind not in FIGURES or not asked:
        return False
    text, rows = sentence.text, sentence.benefits
    is_sum = question.kind is Kind.CAP and _LENT.search(question.focus)
    if is_sum and not sentence.units & (MONEY | SHARES):
        return True
    is_price = _CHARGED.search(question.focus) and not question.asks(Kind.DURATION, Kind.COUNT)
    if is_price and not _names_price(sentence):
        return True
    return all(fit(kind, text, sentence.quantities, rows) <= _HARDLY for kind in asked)


def _lacks_unit(question: Question, sentence: Sentence) -> bool:
    """So many of something are asked for, and the sentence counts nothing of the kind."""
    found = {quantity.unit for quantity in sentence.quantities}
    wanted = [units for words, units in _UNIT_ASKED if words.search(question.focus)]
    return any(not units & found for units in wanted)


def _names_price(sentence: Sentence) -> bool:
    """A sum, a share, or in words that nothing is to be paid."""
    units = {quantity.unit for quantity in sentence.quantities}
    return bool(units & (MONEY | SHARES)) or is_worded_amount(sentence.text)


__all__ = ["Reason", "Refusal", "confidence", "is_supported", "refusal", "support"]
