"""Where sentences and phrases begin and end. `（责任单位：…；…）` and `“…。”` are never cut inside.

sentences(text)             after 。！？； and at line ends
phrases(text, start, end)   after ，：, for whoever reads a sentence piece by piece
"""

import re
from collections.abc import Iterable

PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕", "【": "】", "「": "」", "〈": "〉"}
_OPENER = re.compile("[" + re.escape("".join(PAIRS)) + "]")
SENTENCE_ENDS = frozenset("。！？；!?;\n")
PHRASE_ENDS = frozenset("，,：:。！？；!?;\n")
CLOSERS = frozenset("”」』")

Span = tuple[int, int]


def sentences(text: str) -> tuple[Span, ...]:
    """The (start, end) of every sentence, its closing mark included."""
    return _cut(text, 0, len(text), SENTENCE_ENDS)


def phrases(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The (start, end) of every phrase of `text[start:end]`, without its closing mark."""
    stop = len(text) if end is None else end
    cut = _cut(text, start, stop, PHRASE_ENDS)
    bare = ((a, b - 1 if text[b - 1] in PHRASE_ENDS else b) for a, b in cut)
    return tuple((a, b) for a, b in bare if a < b)


def enclosed(text: str, start: int = 0, end: int | None = None) -> frozenset[int]:
    """Positions inside a pair of brackets or quotes that closes on the same line."""
    stop = len(text) if end is None else end
    if _OPENER.search(text, start, stop) is None:
        return frozenset()
    inside: set[int] = set()
    for opened, closed in _outermost(_pairs(text, start, stop)):
        inside.update(range(opened + 1, closed))
    return frozenset(inside)


def _cut(text: str, start: int, end: int, ends: frozenset[str]) -> tuple[Span, ...]:
    inside = enclosed(text, start, end)
    spans: list[Span] = []
    begin = start
    for i in range(start, end):
        if text[i] not in ends or (i in inside and not _closes_quote(text, i, end)):
            continue
        if _is_inside_number(text, i):
            continue
        stop = i + 2 if _closes_quote(text, i, end) else i + 1
        spans.append((begin, stop))
        begin = stop
    spans.append((begin, end))
    return tuple(s for s in (_trim(text, a, b) for a, b in spans) if s[0] < s[1])


def _closes_quote(text: str, i: int, end: int) -> bool:
    """`“…。”`: a full stop that is the last thing in its quotes ends the sentence with them."""
    return text[i] in "。！？" and i + 1 < end and text[i + 1] in CLOSERS


def _is_inside_number(text: str, i: int) -> bool:
    """The comma of 1,200 and the colon of 2:2:4:2."""
    between = 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()
    return between and text[i] in ",:："


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pairs(text: str, start: int, end: int) -> Iterable[Span]:
    """Matched pairs only: a bracket that never closes must not swallow the rest of a clause."""
    waiting: list[tuple[str, int]] = []
    for i in range(start, end):
        char = text[i]
        if char == "\n":
            waiting.clear()
        elif char in PAIRS:
            waiting.append((PAIRS[char], i))
        elif waiting and char == waiting[-1][0]:
            yield waiting.pop()[1], i


def _outermost(pairs: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for pair in sorted(pairs):
        if not kept or pair[0] > kept[-1][1]:
            kept.append(pair)
    return kept
