"""Words that turn what is said: 应当 and 可以, 每年 and 一次性, 增加 and 减少, before and after.

Each belongs to a family of which one value is right (`turning.tsv`). A sentence may use a value
that its sources use, and not where they use another one: `采购人应当预留` is not `采购人可以预留`.
What they say mildly (鼓励, 力争, 原则上) is not said without it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.answer import Language
from assistant.english_figures import figures
from assistant.llm.aligned import parts, retold
from assistant.llm.subject import content
from index.english import stem

_TABLE = Path(__file__).with_name("turning.tsv")
_FREE = "*"
_OF_ITS_OWN = ("extent", "scope", "need", "firmly", "repeat", "lasting")
_ALONE = ("individual", "must")
_HOW_OFTEN, _ONCE = ("often", "repeat", "lasting", "which year"), "once"
_FORCE, _FIRM = "force", "ensure"
_ASKED = ("person", "matter", "which year", "origin", "period")
_BESIDE_CHARS, _AHEAD_CHARS, _BACK_CHARS = 2, 6, 24
_WORDS = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NEXT_WORD = re.compile(
    r"[ -](?:(?:a|an|the|to|of|be|by|any|such|and|or)\s)*([a-z]{4,})", re.IGNORECASE
)
_NEXT_WORDS = re.compile(r" ((?:[a-z-]+ ){2}[a-z-]{3,})", re.IGNORECASE)
_JOINED = {
    Language.CHINESE: re.compile(r"(?P<either>或者?)|(?P<both>以及|并且|[和且及与并])"),
    Language.ENGLISH: re.compile(r" (?:(?P<either>or)|(?P<both>and)) "),
}
_TEXTS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Turn:
    """One such word: its family and value, and what stands directly before and after it.

    `ahead` is more of what follows: enough to know it again elsewhere.
    """

    family: str
    value: str
    is_free: bool
    start: int
    before: str
    after: str
    ahead: str


def is_invented(text: str, sources: Sequence[str], asked: str, language: Language) -> bool:
    """Whether a turn is one that the sources never take; whom it is about, the question may say."""
    known = {(t.family, t.value) for source in sources for t in turns(source, language)}
    known |= {(t.family, t.value) for t in turns(asked, language) if t.family in _ASKED}
    return any(
        not turn.is_free and (turn.family, turn.value) not in known
        for turn in turns(text, language)
    )


def is_stretched(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether 所有, 一律 or 全市 is said of what the sources do not say it of."""
    known = [turn for source in sources for turn in turns(source, language)]
    return any(
        (turn.family in _OF_ITS_OWN or turn.value in _ALONE)
        and not turn.is_free
        and (turn.before or turn.after)
        and not any(
            (other.family, other.value) == (turn.family, turn.value)
            and (
                (turn.after and other.after == turn.after)
                or (turn.before and other.before == turn.before)
            )
            for other in known
        )
        for turn in turns(text, language)
    )


def is_moved(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether the same neighbour has another turn of the family in the sources, and only that."""
    known = [turn for source in sources for turn in turns(source, language)]
    for turn in turns(text, language):
        same = [other for other in known if other.family == turn.family]
        for side in ("before", "after"):
            beside = getattr(turn, side)
            there = {other.value for other in same if beside and getattr(other, side) == beside}
            if there and turn.value not in there:
                return True
    return False


def is_apart(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether a part of the text that is almost one of the sources' takes another turn."""
    return any(
        all(_differs(_by_family(part, language), _by_family(other, language)) for other in near)
        for part, near in retold(text, sources, language)
    )


def is_hardened(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether what the sources say mildly is said without that."""
    said = Counter(turn.value for turn in turns(text, language) if turn.family == _FORCE)
    mild = (t for source in sources for t in turns(source, language) if t.family == _FORCE)
    retold_mildly = Counter(t.value for t in mild if t.ahead and t.ahead in text)
    return any(said[value] < number for value, number in retold_mildly.items() if value != _FIRM)


def is_bare(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether a part says nothing but how often or how lastingly (`，每年都给`)."""
    told = "".join("".join(source.split()) for source in sources)
    return any(
        "".join(part.split()) not in told and not figures(part) and not content(part, language)
        for part in parts(text)
        for turn in turns(part, language)
        if turn.family in _HOW_OFTEN and turn.value != _ONCE
    )


def is_joined_otherwise(text: str, sources: Sequence[str], language: Language) -> bool:
    """Whether two words that the sources join by 和 are joined by 或, or the other way round."""
    known: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        for kind, *beside in _joints(source, language):
            known.setdefault((beside[0], beside[1]), set()).add(kind)
    return any(
        kind not in known.get((before, after), {kind})
        for kind, before, after in _joints(text, language)
    )


@lru_cache(maxsize=_TEXTS_KEPT)
def turns(text: str, language: Language) -> tuple[Turn, ...]:
    """Every turn of the text."""
    found = []
    for family, (pattern, values) in _families(language).items():
        for match in pattern.finditer(text):
            value, is_free = values[int((match.lastgroup or "v0")[1:])]
            before, after = _beside(text, match.start(), match.end(), language)
            ahead = _ahead(text, match.end(), language)
            found.append(Turn(family, value, is_free, match.start(), before, after, ahead))
    return tuple(found)


@lru_cache(maxsize=_TEXTS_KEPT)
def _by_family(text: str, language: Language) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for turn in turns(text, language):
        found.setdefault(turn.family, set()).add(turn.value)
    return {family: frozenset(values) for family, values in found.items()}


def _differs(own: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> bool:
    return any(not values <= other.get(family, values) for family, values in own.items())


def _joints(text: str, language: Language) -> Iterator[tuple[str, str, str]]:
    """Each 和 and 或 with what it joins: two characters, or a word, on either side."""
    for match in _JOINED[language].finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if language is Language.ENGLISH:
            before = "".join(_WORDS.findall(before.lower())[-1:])
            after = "".join(_WORDS.findall(after.lower())[:1])
        else:
            before, after = before[-_BESIDE_CHARS:], after[:_BESIDE_CHARS]
        if before and after:
            yield match.lastgroup or "", before, after


def _beside(text: str, start: int, end: int, language: Language) -> tuple[str, str]:
    """Two characters on either side, or in English the word that follows; `` where it stops."""
    if language is Language.ENGLISH:
        following = _NEXT_WORD.match(text, end)
        leading = re.findall(r"[a-z]{4,}", text[max(0, start - _BACK_CHARS) : start].lower())
        before = stem(leading[-1]) if leading else ""
        return before, stem(following[1].lower()) if following else ""
    end += text.startswith("的", end)
    before, after = text[max(0, start - _BESIDE_CHARS) : start], text[end : end + _BESIDE_CHARS]
    return tuple(  # type: ignore[return-value]
        side if len(side) == _BESIDE_CHARS and _HAN.fullmatch(side) else ""
        for side in (before, after)
    )


def _ahead(text: str, at: int, language: Language) -> str:
    if language is Language.ENGLISH:
        found = _NEXT_WORDS.match(text, at)
        return found[1] if found else ""
    ahead = text[at : at + _AHEAD_CHARS]
    return ahead if len(ahead) == _AHEAD_CHARS and _HAN.fullmatch(ahead) else ""


@cache
def _families(
    language: Language,
) -> dict[str, tuple[re.Pattern[str], tuple[tuple[str, bool], ...]]]:
    """Of each family: one pattern whose groups are its values, and the values."""
    rows: dict[str, list[tuple[str, bool, str]]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        family, value, chinese, english = line.split("\t")
        spelt = chinese if language is Language.CHINESE else rf"(?<!\w)(?:{english})(?!\w)"
        if chinese if language is Language.CHINESE else english:
            rows.setdefault(family, []).append((value.rstrip(_FREE), value.endswith(_FREE), spelt))
    return {
        family: (
            re.compile("|".join(f"(?P<v{i}>{row[2]})" for i, row in enumerate(found)), re.I),
            tuple((value, is_free) for value, is_free, _ in found),
        )
        for family, found in rows.items()
    }
