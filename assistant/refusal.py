"""When to say no, and why: places, figures and particulars that no clause gives."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.cues import Kind
from assistant.evidence import Evidence, Sentence
from assistant.fit import MONEY, is_left_open, is_worded_amount
from assistant.premise import contradicted
from assistant.question import Question
from assistant.weights import ANSWERABLE, Features
from corpus.clause import Level
from corpus.places import level_of
from corpus.units import Unit


class Reason(StrEnum):
    """Why there is no answer."""

    EMPTY = "empty"
    TOPIC = "topic"
    PLACE = "place"
    CONTACT = "contact"
    FIGURE = "figure"
    PREMISE = "premise"


@dataclass(frozen=True, slots=True)
class Refusal:
    reason: Reason
    about: str = ""


#: particulars that policy clauses do not give
_CONTACT = re.compile(
    r"申请表|表格.{0,6}(?:下载|哪)|下载|联系人|联系方式|(?:联系|咨询|办公|投诉)?电话(?:是)?(?:多少|号码|几)|电话号码|手机号|网址|网站(?:是|地址)|邮箱|办公地址|地址(?:在|是)|在哪(?:条|个)?(?:路|街|楼)|几楼|微信号|二维码|上班时间|办公时间|几点(?:上|下)班|模板|样本|范本"
    r"|\bdownload\b|\bapplication form\b|\bcontact (?:person|number|details?)\b|\b(?:tele)?phone number\b|\bwebsite\b|\be-?mail\b|\baddress\b|\boffice hours\b|\bopening hours\b|\btemplate\b",
    re.IGNORECASE,
)


def refusal(question: Question, evidence: tuple[Evidence, ...]) -> Refusal | None:
    """Why the question cannot be answered from this evidence; None where it can."""
    if not question.focus:
        return Refusal(Reason.EMPTY)
    if place := _unserved(question, evidence):
        return Refusal(Reason.PLACE, place)
    if _CONTACT.search(question.focus):
        return Refusal(Reason.CONTACT)
    if not evidence or not ANSWERABLE.accepts(evidence[0].features):
        return Refusal(Reason.TOPIC)
    if claim := contradicted(question, evidence):
        return Refusal(Reason.PREMISE, claim.printed)
    if _lacks_figure(question, evidence[0].sentence):
        return Refusal(Reason.FIGURE)
    return None


def _unserved(question: Question, evidence: tuple[Evidence, ...]) -> str:
    """A place without documents whose own rule is asked for."""
    if question.foreign_places:
        return question.foreign_places[0]
    regions = {item.sentence.document.region for item in evidence}
    for place in question.named_places:
        alone = level_of(place) is Level.CITY and place not in regions
        if alone and not set(question.payers) & {Level.PROVINCE, Level.NATIONAL}:
            return place
    return ""


def _lacks_figure(question: Question, sentence: Sentence) -> bool:
    """Money is asked for, and the sentence neither names any nor leaves it open."""
    if question.kind is not Kind.AMOUNT or question.asks(Kind.COUNT, Kind.RATIO, Kind.CAP):
        return False
    units = {quantity.unit for quantity in sentence.quantities}
    grants = bool(units & (MONEY | {Unit.PERCENT, Unit.TIMES, Unit.MONTHS}))
    return not (grants or is_left_open(sentence.text) or is_worded_amount(sentence.text))


__all__ = ["Features", "Reason", "Refusal", "refusal"]
