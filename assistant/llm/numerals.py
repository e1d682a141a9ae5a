"""Numbers that are no figures: 半数, 十五个点, two dozen, a date, a bare 50.

Figures are checked by value and row; what stands beside them here must stand in the sources as it
is, for nothing else says what it counts.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Language
from assistant.english_figures import figures
from corpus.quantities import Quantity
from corpus.units import Unit

_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿半双俩仨廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+")
#: 一 that counts nothing
_ARTICLE = re.compile(r"一(?![倍半成折亿万千百十番])")
_ENGLISH = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven"
    r"|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|millions?|billions?|dozens?|half|halves|thirds?|quarters?|fifths?|tenths?)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![A-Za-z\d.,])\d+(?:,\d{3})*(?:\.\d+)?")
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{1,2}月")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_ENGLISH_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?\b(?P<month>{_MONTHS})\b"
    r"(?: (?P<after>\d{1,2})(?!\d))?(?:,? (?P<year>\d{4}))?",
    re.IGNORECASE,
)
_TWICE_PRINTED = re.compile(r"(\d[\d.,]*)[^\d()（）]{0,24}[（(]([^()（）]+)[)）]")
#: checked against the draft's own calculation
_EQUATION = re.compile(r"[=＝×]")
_COUNTS = (Unit.COUNT, Unit.NONE)


def is_number_unknown(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether the text has a number that stands nowhere in the sources as it does here."""
    told = tuple("".join(source.split()) for source in sources)
    if not _EQUATION.search(text) and any(_is_other(q, sources) for q in figures(text)):
        return True
    if any(not any(date in source for source in told) for date in _DATE.findall(text)):
        return True
    if language is Language.ENGLISH:
        known = {date for source in sources for date in _english_dates(source)}
        if not set(_english_dates(text)) <= known or _is_printed_otherwise(text):
            return True
    words = tuple(source.lower() for source in sources)
    pattern = _CHINESE if language is Language.CHINESE else _ENGLISH
    return any(
        not any(word in source for source in (told if language is Language.CHINESE else words))
        for word in _outside_figures(text, pattern)
    ) or not _bare(text) <= _bare_in(sources, language)


def _is_other(figure: Quantity, sources: Sequence[str]) -> bool:
    """Whether no source has that value in that unit: US$ 5 million is not RMB 5 million."""
    return figure.value is not None and not any(
        q.unit is figure.unit
        and (q.is_same(figure) if figure.high else figure.value in (q.value, q.high))
        for source in sources
        for q in figures(source)
    )


def _outside_figures(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Each numeral that no figure covers, a Chinese one with the character that it counts."""
    covered = [(q.start, q.end) for q in figures(text)]
    for match in pattern.finditer(text):
        if any(start <= match.start() < end for start, end in covered):
            continue
        if pattern is _ENGLISH:
            yield match[0].lower()
        elif not _ARTICLE.fullmatch(match[0]) or not _ARTICLE.match(text, match.start()):
            yield text[match.start() : match.end() + 1].strip("，。；：,.;: ")


def _bare(text: str) -> set[str]:
    covered = [(q.start, q.end) for q in figures(text)]
    covered += [match.span() for match in _DATE.finditer(text)]
    return {
        match[0].replace(",", "")
        for match in _BARE.finditer(text)
        if not any(start <= match.start() < end for start, end in covered)
    }


def _bare_in(sources: Sequence[str], language: Language) -> set[str]:
    """Numbers without a unit; an English sentence may count what a Chinese one counts in 家."""
    found = {number for source in sources for number in _bare(source)}
    found |= {date[:4] for source in sources for date in _DATE.findall("".join(source.split()))}
    if language is Language.ENGLISH:
        found |= {
            f"{q.value:g}"
            for source in sources
            for q in figures(source)
            if q.unit in _COUNTS and q.value is not None
        }
    return found


def _english_dates(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _ENGLISH_DATE.finditer(text):
        day = match["day"] or match["after"] or ""
        if match[0].lower() != "may":
            yield day, match["month"].lower(), match["year"] or ""


def _is_printed_otherwise(text: str) -> bool:
    """`RMB 300,000 (20万元)`: both are one amount."""
    for match in _TWICE_PRINTED.finditer(text):
        inside = figures(match[2])
        before = [q for q in figures(text) if q.start <= match.start(1) < q.end]
        if len(inside) != 1 or inside[0].printed != match[2].strip():
            continue
        number = match[1].rstrip(".,").replace(",", "")
        if before and before[0].unit is inside[0].unit:
            if before[0].value != inside[0].value:
                return True
        elif not re.match(rf"{re.escape(number)}(?![\d.])", match[2].strip()):
            return True
    return False
