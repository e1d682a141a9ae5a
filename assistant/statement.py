"""One clause's part of a reply: what it says to the question, in words whose figures it prints."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.amounts import amounts
from assistant.answer import Language
from assistant.bodies import in_english as body_in_english
from assistant.cues import Kind
from assistant.evidence import Evidence, Sentence, Wanted
from assistant.excerpt import excerpt
from assistant.listing import joined
from assistant.polarity import verdict
from assistant.question import Question
from assistant.saying import WHOLE, Room, Statement, bare
from assistant.slots import Slot
from assistant.wording import wording
from corpus.clause import Status
from corpus.departments import Duty, governed

#: kinds whose answer often goes on in the next sentence
_ENUMERATING = (Kind.LIST, Kind.CONDITION, Kind.PROCEDURE)
_TOLD_APART_BY = frozenset({Slot.TIER, Slot.PRIZE, Slot.OCCASION})
_FIGURED = (Kind.AMOUNT, Kind.CAP, Kind.RATIO, Kind.COUNT, Kind.DURATION)
#: asked for in so many words beside the department
_BESIDES = re.compile(
    r"多少(?:钱|元|万|奖|补)|(?:什么|哪些|啥)条件|条件(?:是|有)|几(?:个)?(?:工作日|天)|多久|"
    r"\bhow (?:much|long|many)\b|\bwhat (?:are the )?conditions\b",
    re.IGNORECASE,
)


def state(
    question: Question,
    evidence: Evidence,
    asked: Wanted,
    day: date,
    room: Room = WHOLE,
    more: Sequence[Evidence] = (),
) -> Statement:
    """What the evidence says to the question; `more` may stand beside it in the same clause."""
    sentence = evidence.sentence
    if question.kind is Kind.DEPARTMENT and governed(sentence.clause.text):
        who = _departments(question, evidence)
        rest = _besides_departments(question)
        if rest is None:
            return who
        what = state(rest, evidence, asked, day, room, more)
        return _with_departments(who, what, question.language)
    if question.kind is Kind.VALIDITY:
        return _validity(question, evidence, asked, day, room)
    about = _about_figures(question)
    if about and not question.asks_threshold and (said := amounts(about, evidence, asked, room)):
        return said
    part = excerpt(question, sentence, asked, room.characters)
    goes_on = question.asks(*_ENUMERATING) or question.asks_several
    if room is WHOLE and goes_on and more:
        part = joined(question, evidence, more, part)
    text = part.text if question.language is Language.CHINESE else part.english
    if question.asks(Kind.YES_NO):
        text = _with_verdict(question, evidence, text)
    return Statement(text, part.quote, evidence)


def _about_figures(question: Question) -> Question | None:
    """The question if a figure answers it; keywords that name a tier ask for its amount."""
    if question.kinds == (Kind.OPEN,) and question.slots.keys() & _TOLD_APART_BY:
        return replace(question, kinds=(Kind.AMOUNT,))
    return question if question.asks(*_FIGURED) else None


def _besides_departments(question: Question) -> Question | None:
    """`奖多少钱，找哪个部门`: the question without the department; None where that was all."""
    kinds = tuple(kind for kind in question.kinds if kind is not Kind.DEPARTMENT)
    also = _BESIDES.search(question.focus) is not None
    return replace(question, kinds=kinds) if also and kinds else None


def _with_departments(who: Statement, what: Statement, language: Language) -> Statement:
    """What is asked first, then who is responsible, as one statement."""
    joint = "；" if language is Language.CHINESE else ". "
    return replace(what, text=f"{what.text.rstrip('。；.; ')}{joint}{who.text}")


def _departments(question: Question, evidence: Evidence) -> Statement:
    words = wording(question.language)
    sentence = evidence.sentence
    duty = _duty(sentence)
    if duty is None:
        return Statement(words.no_department, bare(sentence), evidence)
    lead = _listed(duty.lead, question.language)
    others = tuple(unit for unit in duty.units if unit not in duty.lead)
    units = _listed(others, question.language)
    parts = []
    if lead:
        parts.append(words.lead.format(names=lead))
    if units:
        parts.append(words.units.format(names=units))
    joint = "；" if question.language is Language.CHINESE else "; "
    quote = sentence.clause.text[duty.start : duty.end]
    return Statement(joint.join(parts), _printed_duty(quote, duty), evidence)


def _duty(sentence: Sentence) -> Duty | None:
    """Who is responsible for the sentence: the bracket that governs it, else the clause's."""
    duties = governed(sentence.clause.text)
    for duty in duties:
        if duty.start <= sentence.start < duty.end:
            return duty
    return duties[0] if duties else None


def _printed_duty(text: str, duty: Duty) -> str:
    """The bracket itself: the last thing that the governed stretch prints."""
    names = [*duty.lead, *duty.units]
    first = min((text.find(name) for name in names if name in text), default=-1)
    opening = max((text.rfind(mark, 0, first) for mark in "（(〔[" if first >= 0), default=-1)
    return text[opening:] if opening >= 0 else text[-80:]


def _listed(names: tuple[str, ...], language: Language) -> str:
    if language is Language.CHINESE:
        return "、".join(names)
    return ", ".join(
        f"{english} ({name})" if (english := body_in_english(name)) else name for name in names
    )


def _validity(
    question: Question, evidence: Evidence, asked: Wanted, day: date, room: Room
) -> Statement:
    words = wording(question.language)
    sentence = evidence.sentence
    validity = sentence.clause.validity
    said = excerpt(question, sentence, asked, room.characters - 60)
    text = said.text if question.language is Language.CHINESE else said.english
    status = validity.on(day)
    if status is Status.UNKNOWN or validity.until is None:
        note = words.no_period
    else:
        verdict_ = words.expired_on if status is Status.EXPIRED else words.in_force_on
        until = words.until.format(
            until=_day(validity.until, question.language, sentence.clause.text)
        )
        note = until + words.separator + verdict_
        if validity.basis and validity.basis not in said.text:
            note += words.as_printed.format(basis=validity.basis)
    joint = "。" if question.language is Language.CHINESE else ". "
    quote = said.quote
    if validity.basis and validity.basis not in quote:
        quote = _covering(sentence, validity.basis) or quote
    return Statement(f"{text.rstrip('。；.; ')}{joint}{_capital(note)}", quote, evidence)


def _covering(sentence: Sentence, basis: str) -> str:
    """The clause's words from the sentence to the basis of its validity."""
    text = sentence.clause.text
    at = text.find(basis)
    if at < 0:
        return ""
    return text[min(sentence.start, at) : max(sentence.end, at + len(basis))]


def _day(day: date, language: Language, printed: str) -> str:
    """The day as the clause prints it; the end of the year where it prints only the year."""
    is_chinese = language is Language.CHINESE
    if (day.month, day.day) == (12, 31) and "12月31日" not in printed:
        return f"{day.year}年底" if is_chinese else f"the end of {day.year}"
    if is_chinese:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


def _with_verdict(question: Question, evidence: Evidence, text: str) -> str:
    word = verdict(question, evidence)
    if not word:
        return text
    joint = "，" if question.language is Language.CHINESE else ": "
    return f"{word}{joint}{text}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
