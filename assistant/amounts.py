"""Amounts said: the row that was asked for, who pays it, its cap, and the asker's own sum."""

import re

from assistant.answer import Language
from assistant.calculation import calculation, is_capped
from assistant.cues import Kind
from assistant.english_figures import in_english
from assistant.evidence import Evidence, Sentence, Wanted
from assistant.excerpt import excerpt
from assistant.fit import MONEY, SHARES, TIME, is_left_open, is_worded_amount
from assistant.question import Question
from assistant.rows import asked_rows, unit_of
from assistant.saying import Room, Statement, bare, english_place
from assistant.wording import wording
from corpus.clause import Benefit, BenefitKind, Level
from corpus.quantities import quantities

Rows = tuple[Benefit, ...]

#: rows that one sentence may list before the sentence itself is the better reply
_MOST_ROWS = 4
#: a longer recipient is a sentence that was not understood: the clause's own words are better
_LONGEST_RECIPIENT = 60
_LONGEST_LEFT_OPEN_CHARS = 70
_ACTION = re.compile(
    r"逐步|提高|落实|实施|将|推动|加大|鼓励|支持|扩大|对照|按照|继续|设立|给予|凡|延续|执行"
)


def amounts(question: Question, evidence: Evidence, asked: Wanted, room: Room) -> Statement | None:
    """The figures asked for; None where the sentence itself says them better."""
    sentence = evidence.sentence
    rows = asked_rows(question, sentence, asked)
    known = tuple(row for row in rows if row.value is not None)
    granted = any(unit_of(row) in MONEY | SHARES for row in known)
    if not granted and question.kind in (Kind.AMOUNT, Kind.CAP, Kind.RATIO):
        return _left_open(question, evidence, asked, room)
    computed = calculation(question, sentence, known)
    composed = _composable(question, sentence, known)
    if composed:
        text = _listed(question, sentence, composed, computed)
        return Statement(text, bare(sentence), evidence, composed, computed)
    if computed:
        said = excerpt(question, sentence, asked, room.characters)
        whole = said.text if question.language is Language.CHINESE else said.english
        text = with_formula(question, whole, computed)
        return Statement(text, bare(sentence), evidence, known, computed)
    return None


def _composable(question: Question, sentence: Sentence, rows: Rows) -> Rows:
    """The rows that can be said as who and how much."""
    if question.asks(Kind.AMOUNT, Kind.CAP, Kind.RATIO):
        rows = tuple(row for row in rows if _is_granted(row))
    elif question.language is Language.ENGLISH or not _are_of_a_list(question, sentence, rows):
        return ()
    names = [(row.recipient, row.condition, row.kind) for row in rows]
    is_change = len(set(names)) < len(names)  # 由75%提高至100%
    if not rows or len(rows) > _MOST_ROWS or is_change:
        return ()
    kinds = sorted(row.kind for row in rows)
    one_recipient = len({row.recipient for row in rows}) == 1 or kinds == [
        BenefitKind.CAP,
        BenefitKind.RATIO,
    ]
    return rows if question.language is Language.CHINESE or one_recipient else ()


def _is_granted(row: Benefit) -> bool:
    """Money, or a share of some, that somebody pays to somebody who is named."""
    return (
        row.aligned
        and row.kind is not BenefitKind.OTHER
        and unit_of(row) in MONEY | SHARES
        and _is_named(row)
        and (row.payer is not None or unit_of(row) in MONEY)
    )


def _are_of_a_list(question: Question, sentence: Sentence, rows: Rows) -> bool:
    """`分别压减至5个、15个、25个工作日`: one of several, each with its own subject."""
    most = _MOST_ROWS if question.asks_several else 1
    if not 1 <= len(rows) <= most:
        return False
    if not all(row.aligned and row.recipient and _is_named(row) for row in rows):
        return False
    alike = [row for row in sentence.benefits if unit_of(row) is unit_of(rows[0])]
    return len(alike) > 1 and len({row.recipient for row in alike}) == len(alike)


def _is_named(row: Benefit) -> bool:
    return len(row.recipient) <= _LONGEST_RECIPIENT and not _ACTION.match(row.recipient)


def _left_open(
    question: Question, evidence: Evidence, asked: Wanted, room: Room
) -> Statement | None:
    sentence = evidence.sentence
    if is_worded_amount(sentence.text) or not is_left_open(sentence.text):
        return None
    said = excerpt(question, sentence, asked, min(room.characters, _LONGEST_LEFT_OPEN_CHARS))
    words = wording(question.language)
    quoted = said.text.rstrip("。；") if question.language is Language.CHINESE else said.english
    return Statement(words.left_open.format(words=quoted), said.quote, evidence)


def _listed(question: Question, sentence: Sentence, rows: Rows, computed: str) -> str:
    """Each row, then the sum; a cap that the sum does not reach is not what was asked."""
    shown = rows
    if computed and not is_capped(computed):
        shown = tuple(r for r in rows if r.kind is not BenefitKind.CAP) or rows
    parts = [_row(row, question, sentence) for row in shown]
    if question.language is Language.ENGLISH:
        text = ", ".join(dict.fromkeys(parts))
        text = text if re.search("[A-Za-z]{3}", text) else f"The figure is {text}"
    else:
        text = _by_recipient(shown, parts)
    return with_formula(question, text, computed)


def _by_recipient(rows: Rows, parts: list[str]) -> str:
    """Each figure behind whom it is for; said once where all are for the same."""
    names = [_who(row) for row in rows]
    if len(set(names)) == 1:
        joined = "，".join(dict.fromkeys(parts))
        return f"{names[0]}：{joined}" if names[0] else joined
    return "；".join(
        f"{name}：{part}" if name else part for name, part in zip(names, parts, strict=True)
    )


def with_formula(question: Question, text: str, computed: str) -> str:
    """The text with the sum that it rests on."""
    if not computed:
        return text
    formula = wording(question.language).calculated.format(formula=computed)
    return f"{text}，{formula}" if question.language is Language.CHINESE else f"{text}, {formula}"


def _row(row: Benefit, question: Question, sentence: Sentence) -> str:
    words = wording(question.language)
    amount = row.amount
    figures = quantities(row.amount)
    if question.language is Language.ENGLISH and figures:
        amount = in_english(row.amount, figures[0])
    if unit_of(row) in TIME and row.kind is BenefitKind.CAP:
        amount = words.within_time.format(amount=amount)
    elif row.kind is BenefitKind.CAP and not re.search("最高|不超过|至多|封顶|上限", row.amount):
        amount = words.at_most.format(amount=amount)
    parts = [amount]
    if row.kind is BenefitKind.ONE_OFF and "一次性" in sentence.text:
        parts.append(words.one_off)
    if row.kind is BenefitKind.ANNUAL:
        parts.append(words.annual)
    if row.payer is not None and row.kind in (BenefitKind.ONE_OFF, BenefitKind.ANNUAL):
        payer = _payer(row.payer, sentence, question.language)
        parts.append(words.paid_by.format(payer=payer))
    return words.separator.join(parts)


def _who(row: Benefit) -> str:
    """Whom the amount is for and on what condition, as far as it is short."""
    condition = row.condition.strip("，。；的 ")
    recipient = row.recipient.strip("，。；的 ")
    both = recipient if not condition or condition in recipient else f"{recipient}（{condition}）"
    named = both if recipient else condition
    return named if len(named) <= _LONGEST_RECIPIENT else recipient


def _payer(payer: Level, sentence: Sentence, language: Language) -> str:
    region = sentence.document.region
    if payer is sentence.document.level and region:
        return region if language is Language.CHINESE else english_place(region)
    return wording(language).payers[payer]
