"""A stream of pieces → sentences with their markers, each as soon as it is whole.

`奖励50万元。[1]` and `奖励50万元[1]。` are both one sentence; a point inside 1.5 ends none.
Reasoning between <think> and </think> is nobody's answer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.answer import Language

_MARKER = re.compile(r"\s*[\[【［]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】］]")
_END_ZH = r"[。！？!?\n]|[；;](?=\n)"
_END_EN = r"[。！？!?\n]|(?<!\b[A-Z])(?<!No)\.(?=\s|[\[【]|$)"
_CLOSED = r"[”」』’\"）)*_]*(?:\s*[\[【［][\d,，、\s]*[\]】］])*"
_WHOLE = {
    Language.CHINESE: re.compile(rf"(?s).*?(?:{_END_ZH}){_CLOSED}"),
    Language.ENGLISH: re.compile(rf"(?s).*?(?:{_END_EN}){_CLOSED}"),
}
#: what has no end by then is no sentence
_LONGEST_CHARS = 2000
_THOUGHT = ("<think>", "</think>")
_DECORATION = re.compile(r"\*\*|__|^\s*(?:[-*•·]|#{1,6}|\d{1,2}[.、)](?=\s*\D))\s*", re.MULTILINE)
_LABEL = re.compile(r"^\s*(?:【?(?:答复|回答|答)】?\s*[:：]?|(?:Answer|Reply)\s*:)\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence without its markers, and the numbers that they name, in order."""

    text: str
    markers: tuple[int, ...]


def said_in(pieces: Iterable[str], language: Language) -> Iterator[Said]:
    """Every whole sentence of the stream, then what is left when it ends well."""
    whole = _WHOLE[language]
    waiting, is_first = "", True
    for piece in _spoken(pieces):
        waiting += piece
        # what follows shows whether a marker belongs to the sentence
        while (match := whole.match(waiting)) and _is_next(waiting, match.end()):
            yield from _sentence(match[0], is_first)
            waiting, is_first = waiting[match.end() :], False
        if len(waiting) > _LONGEST_CHARS:
            yield Said(waiting, ())
            return
    while match := whole.match(waiting):
        yield from _sentence(match[0], is_first)
        waiting, is_first = waiting[match.end() :], False
    yield from _sentence(waiting, is_first)


def _is_next(text: str, at: int) -> bool:
    """Whether the next sentence has begun: no marker can follow any more."""
    rest = text[at:].lstrip()
    return bool(rest) and rest[0] not in "[【［"


def _sentence(raw: str, is_first: bool) -> Iterator[Said]:
    markers = tuple(
        dict.fromkeys(int(n) for m in _MARKER.finditer(raw) for n in re.findall(r"\d+", m[1]))
    )
    plain = _DECORATION.sub("", _MARKER.sub("", raw))
    text = (_LABEL.sub("", plain) if is_first else plain).strip()
    if re.search(r"[^\W_]", text):
        yield Said(text, markers)


def _spoken(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without the thought that comes before the reply."""
    opened, closed = _THOUGHT
    held, is_thinking, is_open = "", False, True
    for piece in pieces:
        if not is_open:
            yield piece
            continue
        held += piece
        if not is_thinking and held.lstrip().startswith(opened):
            is_thinking = True
        if is_thinking:
            _, found, rest = held.partition(closed)
            held = held[-len(closed) :]
            if found:
                is_open = False
                yield rest
        elif not opened.startswith(held.lstrip()):
            is_open = False
            yield held
    if is_open and not is_thinking:
        yield held
