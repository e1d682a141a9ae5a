"""The names of `places.json`, ready for look-up. Read at the first call, then kept."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.clause import Level

NAMES = Path(__file__).with_name("places.json")
TITLES = {
    Level.PROVINCE: ("province",),
    Level.CITY: ("city", "municipality", "prefecture"),
    Level.COUNTY: ("county", "district", "city", "xian", "qu", "shi"),
}


@dataclass(frozen=True, slots=True)
class Division:
    """One division with what else it is called; `parent` is empty at the top."""

    name: str
    level: Level
    parent: str
    aliases: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Which division each name means, and the words in which a name means something else."""

    divisions: dict[str, Division]
    chinese: dict[str, str]
    starting: dict[str, tuple[str, ...]]
    english: dict[str, str]
    other_words: dict[str, tuple[str, ...]]


@cache
def gazetteer() -> Gazetteer:
    """All divisions and their names."""
    data = json.loads(NAMES.read_text(encoding="utf-8"))
    divisions = {
        name: Division(name, Level(level), parent, tuple(aliases), tuple(english))
        for name, level, parent, aliases, english in data["divisions"]
    }
    chinese: dict[str, str] = {}
    english: dict[str, str] = {}
    for division in divisions.values():
        for alias in (division.name, *division.aliases):
            chinese.setdefault(alias, division.name)
        for name in division.english:
            english.setdefault(english_key(name), division.name)
    for division in divisions.values():
        for name in division.english:
            for title in TITLES.get(division.level, ()):
                english.setdefault(english_key(name + title), division.name)
    return Gazetteer(
        divisions, chinese, _by_first_letter(chinese), english, _words_around(chinese, data)
    )


def _by_first_letter(names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    starting: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        starting.setdefault(name[0], []).append(name)
    return {first: tuple(same) for first, same in starting.items()}


def _words_around(names: dict[str, str], data: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    around: dict[str, list[str]] = {}
    for word in data["other_words"]:
        inside = {word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1)}
        for name in inside & names.keys():
            around.setdefault(name, []).append(word)
    return {name: tuple(words) for name, words in around.items()}


def english_key(name: str) -> str:
    """`Xi'an` and `Xi an` are one name."""
    return re.sub(r"[ '’\-]", "", name).lower()
