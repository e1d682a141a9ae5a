"""A figure that the question takes for granted and the documents do not say.

晋城城区给专精特新企业的10万元区级奖金，找哪个科领   → no such award stands in the district's text
听说首次认定奖50万，要哪些材料                      → the clause says another amount
"""

import re
from collections.abc import Iterable

from assistant.cues import FIGURES, Kind
from assistant.evidence import Evidence
from assistant.fit import MONEY
from assistant.question import Question
from corpus.quantities import Quantity

#: words that make a figure something granted, right after it or right before it
_GRANTED = r"奖|补助|补贴|资助|资金|补偿"
_AFTER = re.compile(
    rf"^(?:的|左右|整)?[^，。,；;？?]{{0,4}}(?:{_GRANTED})|^\s?(?:\w+ ){{0,2}}(?:award|"
    rf"subsid|grant|bonus|reward)",
    re.I,
)
_BEFORE = re.compile(
    rf"(?:(?:{_GRANTED})(?:励|金)?(?:的)?(?:是|为|给|了|到|有|发|我们?|企业)?|(?:给|发|领|"
    rf"拿|获得?)(?:我们?|企业|个|到)?)$"
    r"|\b(?:award|subsidy|grant|bonus|reward)s? of\s?(?:up to\s?)?$|\b(?:gives?|pays?|"
    r"awards?|grants?) (?:us |you |each |firms? )?$",
    re.I,
)
#: a body in quotes, or written like a name
_BODY = re.compile(
    r"[“\"「]([\u4e00-\u9fff]{4,24}(?:委员会|局|办公室|中心|处|厅|科))[”\"」]|"
    r"\b((?:[A-Z][a-z]+ ){2,5}(?:Bureau|Office|Committee|Centre|Center|Commission|Agency))\b"
)
#: only what answers about as well as the best speaks for or against a claim
_NEAR_MARGIN = 1.0
#: words that make it the asker's own figure
_OWN = re.compile(
    r"(?:销售|营收|收入|产值|投资|投了|投入|花了?|规模|贷款?|注册资本|资产|到位|采购|成交|"
    r"交易|利润|营业额)\w{0,6}$|\b(?:sales|revenue|turnover|invest\w*|capital|"
    r"loan)\W+(?:\w+\W+){0,2}$",
    re.I,
)


def claimed(question: Question) -> tuple[Quantity, ...]:
    """The amounts that the question says are granted."""
    text = question.focus
    return tuple(
        figure
        for figure in question.figures
        if figure.unit in MONEY and 0 <= figure.start < len(text) and _is_claim(text, figure)
    )


def contradicted(question: Question, evidence: Iterable[Evidence]) -> Quantity | None:
    """A claimed amount that none of the clauses found for this voice prints."""
    claims = claimed(question)
    if not claims or (question.kind in FIGURES and question.kind is not Kind.DATE):
        return None
    found = list(evidence)
    best = max((item.score for item in found), default=0.0)
    near = [item for item in found if item.score >= best - _NEAR_MARGIN]
    printed = [
        quantity
        for item in near
        for quantity in item.sentence.quantities
        if not question.places or item.sentence.document.region == question.places[0]
    ]
    return next((c for c in claims if not any(c.is_same(q) for q in printed)), None)


def unknown_body(question: Question, evidence: Iterable[Evidence]) -> str:
    """`“市场主体倍增奖励管理委员会”`: a body that the question names and no clause found knows."""
    named = [match[1] or match[2] for match in _BODY.finditer(question.focus)]
    if not named:
        return ""
    texts = [item.sentence.clause.text + item.sentence.english for item in evidence]
    for name in named:
        if not any(name in text or name.lower() in text.lower() for text in texts):
            return name
    return ""


def _is_claim(text: str, figure: Quantity) -> bool:
    before, after = text[: figure.start], text[figure.end :]
    if _OWN.search(before):
        return False
    return bool(_AFTER.search(after) or _BEFORE.search(before))
