"""What a clause may lack that is about the matter: a telephone number, a price, a figure at all."""

import re

from assistant.cues import FIGURES, Kind
from assistant.evidence import Sentence
from assistant.fit import COUNTS, MONEY, SHARES, TIME, fit, is_worded_amount
from assistant.question import Question
from corpus.units import Unit

#: what a sentence offers that has a figure of another kind than the one asked for
_HARDLY = 0.3
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


def lacks_particular(question: Question, sentence: Sentence | None) -> bool:
    """Something is asked for that policy clauses do not give, or the best one has no words for."""
    if _CONTACT.search(question.focus):
        return True
    text = sentence.clause.text if sentence else ""
    return any(a.search(question.focus) and not g.search(text) for a, g in _PARTICULARS)


def lacks_figure(question: Question, sentence: Sentence) -> bool:
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
