"""Typos and homophones of a Chinese question, put right where only one reading makes sense.

    高薪技术企业 → 高新技术企业      补帖 → 补贴      折州 → 泽州      众创空问 → 众创空间

A stretch becomes the term that it sounds like, or that it differs from in one character of four
or more, if the characters that differ go with neither the rest of the stretch nor what stands
beside it: nobody writes 薪技. What official texts themselves write is left as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.spelling_tables import Spelling, spelling

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零甲乙丙丁")
#: words of their own, which seldom stand for another character by mistake
_SMALL_WORDS = frozenset(
    "不没无未非的得地了着过吗呢吧啊么啥什怎哪那这此些何谁几多少和与或及且而但却被把让给跟向往从到对为于"
    "我你您他她它们咱俺人是有在以之其所由按能会可要想请问就还也都又再很最太才只刚"
    "去来上下里外前后内大小"
)
_WORDS = _SMALL_WORDS | _NUMERALS
#: nor does a word of two keep one of these and lose the other: 升成 is not 生成, 臣市 not 城市
_HALVES = frozenset("成出掉做搞弄拿说走完省市县区镇乡村时")
_LONG_CHARS = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """At `start` stands `written`, and `term`, as long, is meant; `heard` if they sound alike."""

    start: int
    written: str
    term: str
    heard: bool

    @property
    def end(self) -> int:
        """Where the stretch ends."""
        return self.start + len(self.term)

    @property
    def wrong(self) -> list[int]:
        """Which characters of the stretch differ."""
        pairs = zip(self.written, self.term, strict=True)
        return [i for i, (written, meant) in enumerate(pairs) if written != meant]


def corrected(text: str) -> str:
    """The text with its slips put right; without slips, or in English, as it came."""
    for change in corrections(text):
        text = text[: change.start] + change.term + text[change.end :]
    return text


def corrections(text: str) -> list[Correction]:
    """What is to be changed, in the order of the text; none overlaps another."""
    taken = spelling().taken
    found = [change for change in suspects(text) if change.written not in taken]
    return _apart(text, found) if found else found


def suspects(text: str) -> list[Correction]:
    """What would be changed if it were not known what official texts themselves write."""
    known = spelling()
    found: list[Correction] = []
    for match in _CHINESE.finditer(text):
        run, offset = match.group(), match.start()
        loose = [i for i in range(len(run) - 1) if run[i : i + 2] not in known.bound]
        if loose:
            near = [*_heard(run, loose, known), *_seen(run, loose, known)]
            found += [replace(one, start=one.start + offset) for one in near]
    return found


def _heard(run: str, loose: list[int], known: Spelling) -> Iterator[Correction]:
    """Terms that sound like what stands across a loose pair."""
    for start, term in known.sounding(run, loose):
        near = Correction(start, run[start : start + len(term)], term, heard=True)
        allowed = 2 if len(term) >= _LONG_CHARS else 1
        if 0 < len(near.wrong) <= allowed and all(
            _is_slip(run, near, i, known) for i in near.wrong
        ):
            yield near


def _seen(run: str, loose: list[int], known: Spelling) -> Iterator[Correction]:
    """Long terms with one other character, which is at odds with all its neighbours: 众创空问."""
    odd = {i for i in loose if run[i : i + 2] not in known.met} | {-1, len(run) - 1}
    for at in odd:
        if at + 1 in odd and run[at + 1] not in _WORDS:
            for start, term in known.around(run, at + 1):
                near = Correction(start, run[start : start + len(term)], term, heard=False)
                if near.wrong and not _stands_alone(run, near, at + 1 - start, known):
                    yield near


def _is_slip(run: str, near: Correction, i: int, known: Spelling) -> bool:
    """Whether the differing character goes with neither the stretch nor what is outside of it."""
    written, last, at = near.written, len(near.term) - 1, near.start + i
    is_long = len(near.term) >= _LONG_CHARS
    if near.term[i] in _NUMERALS or written[i] in (_NUMERALS if is_long else _WORDS):
        return False
    inner = [written[j : j + 2] for j in (i - 1, i) if 0 <= j < last]
    if all(pair in known.bound if is_long else known.is_written(pair) for pair in inner):
        return False
    outside = [j for j in (at - 1, at) if j >= 0 and not near.start <= j < near.end - 1]
    if any(run[j : j + 2] in known.bound for j in outside):
        return False
    return not _stands_alone(run, near, i, known)


def _stands_alone(run: str, near: Correction, i: int, known: Spelling) -> bool:
    """Whether the stretch is a word and a stranger: 泽州|先 is not 泽州县, 支持|由 is not 持有."""
    last = len(near.term) - 1
    if 0 < i < last:
        return False
    rest = near.term[1:] if i == 0 else near.term[:-1]
    beside = rest[0] if i == 0 else rest[-1]
    if len(rest) == 1:
        kept = near.start + 1 - i
        outside = run[kept : kept + 2] if i == 0 else run[max(0, kept - 1) : kept + 1]
        return beside in _SMALL_WORDS or beside in _HALVES or outside in known.rank
    if near.heard and near.written[i] not in known.single:
        return beside in _SMALL_WORDS
    edge = rest[:2] if i == 0 else rest[-2:]
    return beside in _SMALL_WORDS or rest in known.rank or edge in known.rank


def _apart(text: str, found: list[Correction]) -> list[Correction]:
    """What sounds alike first, then the longest, then what fits best beside its neighbours."""
    kept: list[Correction] = []
    for one in sorted(found, key=lambda change: _preference(text, change)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda change: change.start)


def _preference(text: str, one: Correction) -> tuple[bool, int, int, int, int]:
    known = spelling()
    before, after = text[max(0, one.start - 1) : one.start], text[one.end : one.end + 1]
    beside = (before + one.term[0], one.term[-1] + after)
    misfits = sum(bool(_CHINESE.match(pair)) and not known.is_written(pair) for pair in beside)
    return not one.heard, -len(one.term), len(one.wrong), misfits, known.rank[one.term]
