"""Divisions, their aliases and parents: which place a text names, and what lies above it.

Shanxi with every name of its counties, the rest of the country with the full names of those that
mean nothing else, so that a question about 黄浦区 is known to be about elsewhere. `places.json`
holds the names; it is read at the first call.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.clause import Level
from corpus.gazetteer import OPENING, Division, english_key, gazetteer

# after a bare name: an organisation or a saying, not where somebody is (`太原海关`, `山西银保监局`)
ORGANISATION = re.compile(
    r"海关|中心支行|银保监|证监|能监|金融监管|铁路|大学|学院|银行|分行|支行|农商|农信|机场|日报|电视台|"
    r"法院|分局|供电|电力公司|金控|航产|焦煤|建投|交控|太钢|证券|财经|医科|理工|石窟|转型综|综改|峰会"
)
# before it: a branch of something national (`人行太原中心支行`, `国网晋城供电公司`)
BRANCH_OF = ("人行", "人民银行", "国网", "国铁", "中国铁路", "国开行")
ENGLISH_ORGANISATION = re.compile(r"\s+(?:Customs|Branch|University|Bank|Airport|Railway)\b", re.I)

ENGLISH_WORD = re.compile(r"[A-Za-zü]+")
LONGEST_ENGLISH = 4
ENGLISH_TITLES = {"省": "Province", "市": "city", "县": "County", "区": "District"}
URBAN_DISTRICT, ITS_CITY = "晋城市城区", "晋城市"


#: a question's words are looked at for places by several rooms
_TEXTS_KEPT = 1_024


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names this division (its canonical name)."""

    start: int
    end: int
    place: str


@lru_cache(maxsize=_TEXTS_KEPT)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every place that the text names, longest names first, `晋城市泽州县` as one."""
    found = sorted([*_chinese(text), *_english(text)], key=lambda mention: mention.start)
    return _without_stray_urban_district(text, _joined(text, found))


def canonical(name: str) -> str | None:
    """`晋城` → `晋城市`, `Zezhou County` → `泽州县`; None for what is no known division."""
    names = mentions(name.strip())
    whole = len(names) == 1 and (names[0].start, names[0].end) == (0, len(name.strip()))
    return names[0].place if whole else None


def ancestors(name: str) -> tuple[str, ...]:
    """What lies above a division, nearest first: `泽州县` → `晋城市`, `山西省`."""
    division = _division(name)
    if division is None or not division.parent:
        return ()
    return (division.parent, *ancestors(division.parent))


def level_of(name: str) -> Level | None:
    """Whether it is a county, a city, a province or the country."""
    division = _division(name)
    return division.level if division else None


def english_name(name: str) -> str:
    """`晋城市` → Jincheng city; "" for a name that the data has no English for."""
    division = _division(name)
    if division is None or not division.english:
        return ""
    first = division.english[0]
    title = ENGLISH_TITLES.get(division.name[-1], "")
    return first if first.lower().endswith(title.lower()) else f"{first} {title}"


def _division(name: str) -> Division | None:
    return gazetteer().divisions.get(canonical(name) or name)


def _chinese(text: str) -> Iterator[Mention]:
    names = gazetteer()
    at = 0
    while at < len(text):
        alias = next(
            (a for a in names.starting.get(text[at : at + 2], ()) if text.startswith(a, at)), None
        )
        if alias is None:
            at += 1
            continue
        if _is_place(text, at, alias):
            yield Mention(at, at + len(alias), names.chinese[alias])
            at += len(alias)
        else:
            at += 1


def _is_place(text: str, at: int, alias: str) -> bool:
    """Not part of another word (`提高平均`), nor a bare name inside an organisation's."""
    for word in gazetteer().other_words.get(alias, ()):
        start = at - word.index(alias)
        if start >= 0 and text.startswith(word, start):
            return False
    if alias in gazetteer().divisions:
        return True
    named_after = ORGANISATION.match(text, at + len(alias))
    return not named_after and not text.endswith(BRANCH_OF, 0, at)


def _english(text: str) -> Iterator[Mention]:
    """English names are looked up without blanks, so that `Xi'an` and `Xi an` are one."""
    words = [m.span() for m in ENGLISH_WORD.finditer(text)]
    at = 0
    while at < len(words):
        opens = _opens_english(text[slice(*words[at])])
        for count in range(min(LONGEST_ENGLISH, len(words) - at) if opens else 0, 0, -1):
            start, end = words[at][0], words[at + count - 1][1]
            place = gazetteer().english.get(english_key(text[start:end]))
            if place and not ENGLISH_ORGANISATION.match(text, end):
                yield Mention(start, end, place)
                at += count
                break
        else:
            at += 1


def _opens_english(word: str) -> bool:
    """Whether a place's name may begin so; most words are told by their first letters."""
    return len(word) < OPENING or word[:OPENING].lower() in gazetteer().english_openings


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """One mention for a place and the one it lies in: `晋城的泽州县`, `Zezhou County, Jincheng`."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        inner = last and _inner(last, mention, text[last.end : mention.start])
        if last and inner:
            joined[-1] = Mention(last.start, mention.end, inner)
        else:
            joined.append(mention)
    return joined


def _inner(first: Mention, second: Mention, between: str) -> str | None:
    if between in ("", "的") and first.place in _above(second.place):
        return second.place
    if between in (", ", " in ", " of ") and second.place in _above(first.place):
        return first.place
    return None


def _above(place: str) -> Iterator[str]:
    while place := gazetteer().divisions[place].parent:
        yield place


def _without_stray_urban_district(text: str, found: list[Mention]) -> tuple[Mention, ...]:
    """A bare `城区` is Jincheng's, unless the text speaks of another city."""
    elsewhere = any(
        m.place != URBAN_DISTRICT
        and ITS_CITY not in (m.place, *_above(m.place))
        and gazetteer().divisions[m.place].level in (Level.CITY, Level.COUNTY)
        for m in found
    )
    return tuple(
        m
        for m in found
        if not (elsewhere and m.place == URBAN_DISTRICT and text[m.start : m.end] == "城区")
    )
