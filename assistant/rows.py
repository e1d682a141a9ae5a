"""Which figures of a sentence are the ones asked for: the tier, the band, the share and its cap."""

import re
from functools import lru_cache

from assistant.answer import Language
from assistant.cues import Kind
from assistant.evidence import Sentence, Wanted
from assistant.fit import MONEY, SHARES, UNITS
from assistant.opposites import opposes
from assistant.question import Question
from assistant.sentence import words_in
from assistant.slots import values
from corpus.clause import Benefit, BenefitKind
from corpus.quantities import Quantity, quantities
from corpus.units import Unit
from index.tokens import tokens

Rows = tuple[Benefit, ...]

_AMOUNTS_KEPT = 8_192
#: a row this close to the best match of the question's words is as good
_AS_GOOD_SHARE = 0.85
#: where several figures are asked for, a row with this much of the best one's words is one of them
_ALSO_ASKED_SHARE = 0.5
_REST = re.compile(r"^(?:其他|其余|其它|除此)")
_NEGATED = re.compile(r"(?:不在|不是|不属于|不算|并非|没在)([^，。,？?呢]{2,12})")

_UNITS = {kind: UNITS[kind] for kind in (Kind.RATIO, Kind.COUNT, Kind.DURATION)}


def asked_rows(question: Question, sentence: Sentence, asked: Wanted) -> Rows:
    """The benefits of the sentence that answer the question, in printed order."""
    rows = _of_kind(question, sentence.benefits)
    for keep in (_unopposed, _of_slots, _of_figures):
        rows = keep(question, rows) or rows
    best = _rest(question, rows) or _best_worded(question, rows, asked, sentence)
    return _with_their_caps(question, best, rows)


def _of_kind(question: Question, rows: Rows) -> Rows:
    """Money for 多少钱, shares for 比例; what is granted rather than what is demanded."""
    wanted: frozenset[Unit] = frozenset()
    for kind in question.kinds:
        wanted |= _UNITS.get(kind, frozenset())
    granted = tuple(r for r in rows if _is_granted(r))
    if question.asks(Kind.AMOUNT, Kind.CAP) and not wanted:
        return granted or tuple(r for r in rows if unit_of(r) in MONEY) or rows
    suited = tuple(r for r in rows if unit_of(r) in wanted)
    if question.asks(Kind.AMOUNT, Kind.CAP):
        suited = tuple(r for r in rows if r in suited or r in granted)
    return suited or granted or rows


def _is_granted(row: Benefit) -> bool:
    """Money, a share of it, or a promise that names neither; not a time limit."""
    unit = unit_of(row)
    open_ended = row.value is None and row.kind is not BenefitKind.RATIO
    return open_ended or (row.kind is not BenefitKind.OTHER and unit in MONEY | SHARES)


def _unopposed(question: Question, rows: Rows) -> Rows:
    """Without the row for 无外线工程 where 有外线工程 is asked about."""
    return tuple(
        row for row in rows if not opposes(question.focus, f"{row.recipient} {row.condition}")
    )


def _of_slots(question: Question, rows: Rows) -> Rows:
    """Without the rows of another tier, prize or size than the one asked about."""
    kept = []
    for row in rows:
        named = values(f"{row.recipient} {row.condition}")
        if all(
            not (slot in named and not wanted & named[slot])
            for slot, wanted in question.slots.items()
        ):
            kept.append(row)
    best = max((_agreement(question, row) for row in kept), default=0)
    return tuple(row for row in kept if _agreement(question, row) == best)


def _agreement(question: Question, row: Benefit) -> int:
    named = values(f"{row.recipient} {row.condition}")
    return sum(
        1 for slot, wanted in question.slots.items() if wanted & named.get(slot, frozenset())
    )


def _of_figures(question: Question, rows: Rows) -> Rows:
    """The band that the asker's figure falls into, or the highest step that it reaches."""
    for figure in question.figures:
        banded = tuple(r for r in rows if r.interval is not None)
        value = figure.value or 0.0
        inside = tuple(r for r in banded if r.interval is not None and value in r.interval)
        if inside and figure.unit in MONEY:
            return inside
        reached = _step(figure, rows)
        if reached:
            return reached
    return ()


def _step(figure: Quantity, rows: Rows) -> Rows:
    """Of 首次达到3亿元、5亿元的 the step that the figure has reached."""
    steps = [(threshold, row) for row in rows if (threshold := _threshold(figure, row)) is not None]
    if len(steps) < 2 or figure.value is None:
        return ()
    reached = [t for t, _ in steps if t <= figure.value * 1.0001]
    if not reached:
        return ()
    return tuple(row for threshold, row in steps if threshold == max(reached))


def _threshold(figure: Quantity, row: Benefit) -> float | None:
    found = [q.value for q in quantities(row.condition) if q.unit is figure.unit]
    return found[0] if len(found) == 1 else None


def _rest(question: Question, rows: Rows) -> Rows:
    """`其他地区减免3个月` for who is 不在中高风险地区, where another row is for those."""
    rest = tuple(row for row in rows if _REST.match(row.recipient or row.condition))
    excluded = frozenset(t for words in _NEGATED.findall(question.focus) for t in tokens(words))
    others = (row for row in rows if row not in rest)
    return rest if any(excluded & _words(row) for row in others) else ()


def _best_worded(question: Question, rows: Rows, asked: Wanted, sentence: Sentence) -> Rows:
    """The rows whose recipient and condition share most with the question's words."""
    if len(rows) < 2:
        return rows
    if question.language is Language.ENGLISH:
        unclear = opposes(question.focus, sentence.english)
        return rows if unclear else _named_alone(rows, asked)
    shares = [_share(row, asked, sentence) for row in rows]
    least = max(shares) * (_ALSO_ASKED_SHARE if question.asks_several else _AS_GOOD_SHARE)
    close = tuple(row for row, share in zip(rows, shares, strict=True) if share >= least)
    named = [asked.named(_words(row)) for row in close]
    return tuple(
        row
        for row, words in zip(close, named, strict=True)
        if not any(words < others for others in named)
    )


def _named_alone(rows: Rows, asked: Wanted) -> Rows:
    """The rows that official names of the question's words single out; all where none do."""
    if any(_includes(one, two) for one in rows for two in rows):
        return rows
    named = [asked.official_named(_words(row)) for row in rows]
    common = frozenset.intersection(*named)
    most = max(asked.official_share(words - common) for words in named)
    return tuple(
        row
        for row, words in zip(rows, named, strict=True)
        if not most or asked.official_share(words - common) >= most * _AS_GOOD_SHARE
    )


def _includes(one: Benefit, two: Benefit) -> bool:
    """创业个人和企业 beside 企业: whom the first figure is for is not told clearly."""
    return one.recipient != two.recipient and two.recipient in re.split("[和、及]", one.recipient)


def _words(row: Benefit) -> frozenset[str]:
    return words_in(f"{row.recipient} {row.condition}")


def _share(row: Benefit, asked: Wanted, sentence: Sentence) -> float:
    return asked.match(words_in(f"{row.recipient} {row.condition} {_around(row, sentence)}"))


def _around(row: Benefit, sentence: Sentence) -> str:
    """The phrase that prints the figure."""
    text = sentence.text
    at = row.start - sentence.start
    begin = max(text.rfind(mark, 0, at) for mark in "，；：。、") + 1
    ends = [e for e in (text.find(mark, at) for mark in "，；。") if e >= 0]
    return text[begin : min(ends, default=len(text))]


def _with_their_caps(question: Question, chosen: Rows, rows: Rows) -> Rows:
    """A share goes with its cap, and a cap with its share."""
    pairs = {BenefitKind.RATIO: BenefitKind.CAP, BenefitKind.CAP: BenefitKind.RATIO}
    if question.asks(Kind.RATIO) and question.asks(Kind.CAP):
        both = tuple(row for row in rows if row.kind in pairs)
        chosen = both if len({row.kind for row in both}) == len(both) else chosen
    found = list(chosen)
    for row in chosen:
        partner = pairs.get(row.kind)
        if partner is None:
            continue
        found += [r for r in rows if r.kind is partner and _goes_with(r, row) and r not in found]
    return tuple(sorted(found, key=lambda row: row.start))


def _goes_with(row: Benefit, other: Benefit) -> bool:
    if row.recipient == other.recipient:
        return True
    named, other_named = (values(r.recipient) for r in (row, other))
    return all(named[slot] & other_named[slot] for slot in named.keys() & other_named.keys())


def unit_of(row: Benefit) -> Unit | None:
    """The unit of the row's figure."""
    return _unit(row.amount)


@lru_cache(maxsize=_AMOUNTS_KEPT)
def _unit(amount: str) -> Unit | None:
    return next((quantity.unit for quantity in quantities(amount)), None)
