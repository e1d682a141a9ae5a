"""One clause's part of a reply: what it says to the question, in words whose figures it prints."""

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Language
from assistant.bodies import in_english as body_in_english
from assistant.calculation import calculation
from assistant.cues import Kind
from assistant.english_figures import in_english
from assistant.evidence import Evidence, Sentence, Wanted
from assistant.excerpt import excerpt, rendered
from assistant.fit import MONEY, SHARES, is_left_open, is_worded_amount
from assistant.polarity import verdict
from assistant.question import Question
from assistant.rows import asked_rows
from assistant.wording import wording
from corpus.clause import Benefit, BenefitKind, Level, Status
from corpus.departments import Duty, governed
from corpus.quantities import quantities

#: rows that one sentence may list before the sentence itself is the better reply
_MOST_ROWS = 4
#: a longer recipient is a sentence that was not understood: the clause's own words are better
_LONGEST_RECIPIENT = 60
_ACTION = re.compile(r"逐步|提高|落实|实施|将|推动|加大|鼓励|支持|扩大|对照|按照|继续|设立|给予|凡")


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` without its marker, the verbatim `quote` it rests on, the amounts it names."""

    text: str
    quote: str
    evidence: Evidence
    rows: tuple[Benefit, ...] = ()
    computed: str = ""
    names_no_figure: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be said: one place's reply, or one line of several."""

    characters: int


WHOLE = Room(characters=190)
LINE = Room(characters=80)


def state(
    question: Question, evidence: Evidence, asked: Wanted, day: date, room: Room = WHOLE
) -> Statement:
    """What the evidence says to the question."""
    sentence = evidence.sentence
    if question.kind is Kind.DEPARTMENT or question.kinds == (Kind.DEPARTMENT,):
        return _departments(question, evidence)
    if question.kind is Kind.VALIDITY:
        return _validity(question, evidence, asked, day, room)
    if question.asks(Kind.AMOUNT, Kind.CAP, Kind.RATIO, Kind.COUNT, Kind.DURATION) and (
        said := _figures(question, evidence, asked, room)
    ):
        return said
    said = excerpt(question, sentence, asked, room.characters)
    text = said.text if question.language is Language.CHINESE else said.english
    if question.asks(Kind.YES_NO):
        text = _with_verdict(question, sentence, text)
    return Statement(text, said.quote, evidence)


def _departments(question: Question, evidence: Evidence) -> Statement:
    words = wording(question.language)
    sentence = evidence.sentence
    duty = _duty(sentence)
    if duty is None:
        return Statement(words.no_department, _bare(sentence), evidence)
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


def _figures(question: Question, evidence: Evidence, asked: Wanted, room: Room) -> Statement | None:
    """The amounts asked for; None where the sentence itself says it better."""
    sentence = evidence.sentence
    rows = asked_rows(question, sentence, asked)
    known = tuple(row for row in rows if row.value is not None)
    if not known and question.asks(Kind.AMOUNT, Kind.CAP, Kind.RATIO):
        return _left_open(question, evidence, asked, room)
    composed = tuple(row for row in known if _is_composable(row))
    if (
        not composed
        or len(composed) > _MOST_ROWS
        or not question.asks(Kind.AMOUNT, Kind.CAP, Kind.RATIO)
    ):
        return None
    if _is_from_to(composed):
        return None
    computed = calculation(question, sentence, composed)
    parts = [_row(row, question, sentence, of=len(composed)) for row in composed]
    joint = "；" if question.language is Language.CHINESE else "; "
    text = joint.join(dict.fromkeys(parts))
    if computed:
        formula = wording(question.language).calculated.format(formula=computed)
        text += ("，" if question.language is Language.CHINESE else ", ") + formula
    return Statement(text, _bare(sentence), evidence, composed, computed)


def _is_from_to(rows: tuple[Benefit, ...]) -> bool:
    """`由75%提高至100%`: two figures for one thing are a change, which its own words say best."""
    names = [(row.recipient, row.condition, row.kind) for row in rows]
    return len(set(names)) < len(names)


def _is_composable(row: Benefit) -> bool:
    """Granted money or share whose figure is aligned with whom it is for."""
    named = len(row.recipient) <= _LONGEST_RECIPIENT and not _ACTION.match(row.recipient)
    granted = any(q.unit in MONEY | SHARES for q in quantities(row.amount))
    return row.aligned and row.kind is not BenefitKind.OTHER and named and granted


def _left_open(
    question: Question, evidence: Evidence, asked: Wanted, room: Room
) -> Statement | None:
    sentence = evidence.sentence
    if is_worded_amount(sentence.text) or not is_left_open(sentence.text):
        return None
    said = excerpt(question, sentence, asked, min(room.characters, 70))
    words = wording(question.language)
    quoted = said.text.rstrip("。；") if question.language is Language.CHINESE else rendered(said)
    return Statement(
        words.left_open.format(words=quoted), said.quote, evidence, names_no_figure=True
    )


def _row(row: Benefit, question: Question, sentence: Sentence, of: int) -> str:
    words = wording(question.language)
    amount = row.amount
    figures = quantities(row.amount)
    if question.language is Language.ENGLISH and figures:
        amount = in_english(row.amount, figures[0])
    parts = [
        words.at_most.format(amount=amount)
        if row.kind is BenefitKind.CAP and not _says_most(row)
        else amount
    ]
    if row.kind is BenefitKind.ONE_OFF and _says_one_off(row, sentence):
        parts.append(words.one_off)
    if row.kind is BenefitKind.ANNUAL:
        parts.append(words.annual)
    if row.payer is not None and row.kind in (BenefitKind.ONE_OFF, BenefitKind.ANNUAL):
        parts.append(words.paid_by.format(payer=_payer(row.payer, sentence, question.language)))
    text = words.separator.join(parts)
    if question.language is Language.CHINESE:
        who = _who(row)
        return f"{who}{words.colon}{text}" if who else text
    if of == 1 and not re.search("[A-Za-z]{3}", text):
        return words.figure_is.format(figure=text)
    return text if of == 1 else f"{_who(row)}{words.colon}{text}"


def _who(row: Benefit) -> str:
    """Whom the amount is for and on what condition, as far as it is short."""
    condition = row.condition.strip("，。；的 ")
    recipient = row.recipient.strip("，。；的 ")
    both = recipient if not condition or condition in recipient else f"{recipient}（{condition}）"
    return (both if recipient else condition)[:60]


def _says_most(row: Benefit) -> bool:
    return bool(re.search("最高|不超过|至多|封顶|上限", row.amount))


def _says_one_off(row: Benefit, sentence: Sentence) -> bool:
    return "一次性" in sentence.text or "一次性" in row.condition


def _payer(payer: Level, sentence: Sentence, language: Language) -> str:
    words = wording(language)
    region = sentence.document.region
    if payer is sentence.document.level and region:
        return region if language is Language.CHINESE else english_place(region)
    return words.payers[payer]


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
        until = words.until.format(until=_day(validity.until, question.language))
        note = until + words.separator + verdict_
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


def _day(day: date, language: Language) -> str:
    if language is Language.CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


def _with_verdict(question: Question, sentence: Sentence, text: str) -> str:
    word = verdict(question, sentence)
    if not word:
        return text
    joint = "，" if question.language is Language.CHINESE else ": "
    return f"{word}{joint}{text}"


def _bare(sentence: Sentence) -> str:
    return sentence.text.strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def english_place(region: str) -> str:
    """`晋城市` → Jincheng city."""
    from corpus.places import english_name

    return english_name(region) or region


__all__ = ["LINE", "WHOLE", "Room", "Statement", "replace", "state"]
