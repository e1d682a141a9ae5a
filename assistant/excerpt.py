"""The shortest stretch of a sentence that answers, verbatim, and its English."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.cues import Kind
from assistant.english_excerpt import english_part
from assistant.evidence import Sentence, Wanted
from assistant.fit import UNITS, names_a_date, periods_named
from assistant.question import Question
from assistant.sentence import words_in
from corpus.quantities import quantities
from corpus.sentences import phrases
from corpus.units import Unit

_MARK = re.compile(
    r"^(?:\d{1,3}[.．、]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
)
#: so does one whose figure is about the very word that is asked about
_SUBJECT_BONUS = 0.8
_SUBJECT_CHARS = 3
_LEADING_TO = re.compile(
    r"(?:分别|力争|要|应|不得|均)*(?:达到|达|为|是|不低于|不高于|不超过|降至|提高至|提高到|增长|突破|压减至|压减到|超过|比例|的比例)*$"
)
#: `村里呢`: what a follow-up turns to
_ABOUT = re.compile(r"(?:^|[，,])(?:那|这)?([\u4e00-\u9fff]{1,8}?)(?:里|那边|这边|的)?呢")
#: a longer sentence is cut to the phrase that has the figure
_LONGEST_PLAIN = 45
#: every figure of the sentence is asked for
_EACH = re.compile(
    r"各(?:是|为|要|有|多少|给|奖)?(?:多少|几)|分别|都是多少|多少.{2,30}(?:多少|几)|几.{2,30}多少|\beach\b|\brespectively\b",
    re.IGNORECASE,
)
#: a phrase about the time asked about outweighs one with a few more of the words
_PERIOD_BONUS = 0.5
#: a phrase shorter than this says nothing without the one before it
_SHORTEST_PHRASE = 12
_PHRASES_KEPT = 8_192
#: an English sentence says in so many characters what one Chinese character says
_ENGLISH_WIDTH = 2.4


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`quote` is verbatim; `text` is it without its number; `english` what can be said of it."""

    text: str
    quote: str
    english: str


def excerpt(question: Question, sentence: Sentence, asked: Wanted, room: int) -> Excerpt:
    """The sentence, or the part of it that answers where it is long."""
    text = sentence.text.strip()
    spans = phrases(text)
    figure_asked = any(kind in UNITS or kind is Kind.DATE for kind in question.kinds)
    several = _EACH.search(question.focus) or question.asks(Kind.CONDITION)
    several = several or question.asks_threshold or question.asks_several
    figure_asked = figure_asked and not several
    is_cut = len(text) > room or (
        figure_asked
        and (len(text) > _LONGEST_PLAIN or sum(_offers(question, text[a:b]) for a, b in spans) > 1)
    )
    if len(spans) < 2 or not is_cut:
        start, end = 0, len(text)
    else:
        start, end = _window(question, text, spans, asked, room, tight=figure_asked)
    quote = text[start:end].strip("，、；： ")
    said = unnumbered(quote)
    return Excerpt(said, quote, _english(question, sentence, said, asked, room))


def unnumbered(quote: str) -> str:
    """The words without the clause's number and without the last stop."""
    return _MARK.sub("", quote).rstrip("。；")


def _window(
    question: Question,
    text: str,
    spans: tuple[tuple[int, int], ...],
    asked: Wanted,
    room: int,
    tight: bool,
) -> tuple[int, int]:
    """The run of phrases around the best one, as far as there is room."""
    scores = [_worth(question, text[a:b], asked) for a, b in spans]
    offers = [_offers(question, text[a:b]) for a, b in spans]
    if tight and any(offers):
        scores = [s if offer else s - 1 for s, offer in zip(scores, offers, strict=True)]
    best = max(range(len(spans)), key=scores.__getitem__)
    first = last = best
    limit = min(room, 90) if tight else room
    while True:
        wider = []
        if first > 0 and spans[last][1] - spans[first - 1][0] <= limit:
            wider.append((scores[first - 1] + 0.05, first - 1, last))
        if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= limit:
            wider.append((scores[last + 1], first, last + 1))
        if not wider:
            break
        gain, new_first, new_last = max(wider)
        if tight:
            added = spans[new_first] if new_first < first else spans[new_last]
            short = spans[last][1] - spans[first][0] < _SHORTEST_PHRASE
            if _offers(question, text[added[0] : added[1]]) or not (
                short or gain > 0.4 * scores[best]
            ):
                break
        first, last = new_first, new_last
    window = spans[first][0], spans[last][1]
    return _item(question, text, window, asked) if tight else window


def _item(question: Question, text: str, window: tuple[int, int], asked: Wanted) -> tuple[int, int]:
    """Of `镇60项、村32项` the item that is asked for; else the window as it is."""
    start, end = window
    cuts = [start, *(at + 1 for at in range(start, end) if text[at] == "、"), end]
    items = [(a, b) for a, b in pairwise(cuts) if _offers(question, text[a:b])]
    if len(items) < 2:
        return window
    best = max(items, key=lambda item: _worth(question, text[item[0] : item[1]], asked))
    return best[0], best[1] - 1 if text[best[1] - 1] == "、" else best[1]


def _offers(question: Question, phrase: str) -> bool:
    """Whether the phrase has a figure of its own of the kind asked for."""
    units = _units(phrase)
    return any(units & UNITS.get(kind, frozenset()) for kind in question.kinds)


@lru_cache(maxsize=_PHRASES_KEPT)
def _units(phrase: str) -> frozenset[Unit]:
    return frozenset(quantity.unit for quantity in quantities(phrase))


def _worth(question: Question, phrase: str, asked: Wanted) -> float:
    worth = asked.match(words_in(phrase))
    periods = periods_named(question.focus)
    if periods & (named := periods_named(phrase)):
        worth += _PERIOD_BONUS
    elif periods and named:
        worth -= _PERIOD_BONUS
    figures = quantities(phrase)
    if any(_is_subject(phrase[: q.start], question.focus) for q in figures):
        worth += _SUBJECT_BONUS
    if question.context and (about := _ABOUT.search(question.focus)) and about[1] in phrase:
        worth += _SUBJECT_BONUS
    units = {quantity.unit for quantity in figures}
    for kind in question.kinds:
        if units & UNITS.get(kind, frozenset()):
            worth += 0.25
        if kind is Kind.DATE and names_a_date(phrase):
            worth += 0.25
    return worth


def _is_subject(before: str, asked: str) -> bool:
    """`满意率达到` before the figure, and 满意率 in the question."""
    head = _LEADING_TO.sub("", before)[-_SUBJECT_CHARS:]
    return len(head) == _SUBJECT_CHARS and head in asked


def _english(question: Question, sentence: Sentence, said: str, asked: Wanted, room: int) -> str:
    """What can be said of it in English; else the Chinese, introduced."""
    if sentence.english:
        return english_part(question, sentence.english, asked, int(room * _ENGLISH_WIDTH))
    return (
        "The clause is available in Chinese only. "
        f"The relevant passage of {sentence.document.number} reads: “{said[:60]}”"
    )
