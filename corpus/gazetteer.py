"""The names of `places.json`, ready for look-up. Read at the first call, then kept."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.clause import Level

NAMES = Path(__file__).with_name("places.json")
TITLES = {
    Level.PROVINCE: ("province",),
    Level.CITY: ("city", "municipality", "prefecture"),
    Level.COUNTY: ("county", "district", "city", "xian", "qu", "shi"),
}


class Division(NamedTuple):
    """One division with what else it is called; `parent` is empty at the top."""

    name: str
    level: Level
    parent: str
    aliases: tuple[str, ...]
    english: tuple[str, ...]


#: letters of an English name that tell most other words apart
OPENING = 3


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Which division each name means, and the words in which a name means something else."""

    divisions: dict[str, Division]
    chinese: dict[str, str]
    starting: dict[str, tuple[str, ...]]
    english: dict[str, str]
    english_openings: frozenset[str]
    other_words: dict[str, tuple[str, ...]]


@cache
def gazetteer() -> Gazetteer:
    """All divisions and their names."""
    data = json.loads(NAMES.read_text(encoding="utf-8"))
    divisions = {
        name: Division(name, Level(level), parent, tuple(aliases), tuple(english))
        for name, level, parent, aliases, english in data["divisions"]
    }
    named = list(divisions.values())
    elsewhere = {
        name: Division(name, Level.COUNTY, parent, (), ())
        for parent, names in data["counties"].items()
        for name in names.split()
    }
    divisions |= elsewhere
    chinese: dict[str, str] = {name: name for name in elsewhere}
    english: dict[str, str] = {}
    for division in named:
        for alias in (division.name, *division.aliases):
            chinese.setdefault(alias, division.name)
        for name in division.english:
            english.setdefault(english_key(name), division.name)
    for division in named:
        for key in map(english_key, division.english):
            for title in TITLES.get(division.level, ()):
                english.setdefault(key + title, division.name)
    return Gazetteer(
        divisions,
        chinese,
        _by_first_two(chinese),
        english,
        frozenset(key[:OPENING] for key in english),
        _words_around(chinese, data["other_words"]),
    )


def _by_first_two(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Longest first, so that the first one that fits is the right one; no name is shorter."""
    starting: dict[str, list[str]] = {}
    for name in names:
        starting.setdefault(name[:2], []).append(name)
    return {first: tuple(sorted(same, key=len, reverse=True)) for first, same in starting.items()}


def _words_around(names: dict[str, str], words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    around: dict[str, list[str]] = {}
    for word in words:
        for start in range(len(word) - 1):
            for end in range(start + 2, len(word) + 1):
                if (name := word[start:end]) in names:
                    around.setdefault(name, []).append(word)
    return {name: tuple(same) for name, same in around.items()}


def english_key(name: str) -> str:
    """`Xi'an` and `Xi an` are one name."""
    return re.sub(r"[ '’\-]", "", name).lower()
