"""How a figure is bounded, and which figure of the sources the words around it belong to.

6亿元以上 is not 6亿元以下, nor 不超过6亿元; 20% is not 20%-50%
公示20天 where the sources say `公示时间由45天压减为20天` and `20个工作日内办结`
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.english_figures import figures
from corpus.quantities import Quantity


class Bound(StrEnum):
    """On which side of the figure things lie, or who pays it."""

    NONE = ""
    MOST = "most"
    LEAST = "least"


_ITEM = (
    r"(?:[\d.,]+[^\d，。；;、]{0,5}(?:[、/]|和|及|或|与|至|到|-|—|–|, | and | or | to | ?[（(]))*"
)
_BEFORE = (
    (
        Bound.MOST,
        r"(?:最高|最多|至多|不超过|不得超过|不高于|小于|(?<!不)(?<!不得)(?:低于|少于)|不足|未满|上限为?|封顶|顶格|控制在"
        r"|up to|at most|no more than|not? (?:more than|exceed(?:ing)?)|below|under"
        r"|(?<!no )(?<!not )less than|maximum of|capped at|within)[^\d，。；,.;]{0,9}$",
    ),
    (
        Bound.LEAST,
        r"(?:不低于|不少于|不得低于|至少|最低|(?<!不)(?:高于|大于)|(?<!不)(?<!不得)超过|突破|(?<![不未])达到?了?|(?<!不)满|保底"
        r"|at least|no less than|not less than|(?<!no )(?<!not )more than|over|above"
        r"|exceed(?:s|ing|ed)?|reach(?:es|ing|ed)?|minimum of)[^\d，。；,.;]{0,9}$",
    ),
)
_AFTER = (
    (Bound.MOST, r"^(?:[（(][^（()）]*[)）])?(?:以下|以内|之内|内|封顶| or (?:less|fewer|below))"),
    (Bound.LEAST, r"^(?:[（(][^（()）]*[)）])?(?:及?以上|起| or (?:more|above|over))"),
)
_AHEAD_CHARS = 40
_TAKEN = re.compile(
    r"(?:收取|征收|缴纳|交纳|罚款?|扣除|扣减|追回|收费|退还|支付给政府|charged?|fined?|deduct\w*)"
    r"[^\d，。；,.;]{0,8}$",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"(?:给予|奖励?|补助|补贴|资助|获得|得到|享受|发放|[：:]|receives?|pays?|awards?|grants?)[^\d，。；,.;]{0,10}$",
    re.IGNORECASE,
)
_AROUND_CHARS = 18
_STOPS = re.compile(r"[，,；;。：:\n]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: another figure's words must be nearer by so many pairs
_MARGIN = 2


def is_bound_otherwise(text: str, sources: Sequence[str], asked: Sequence[Quantity]) -> bool:
    """Whether a figure is bounded as no source bounds it, or taken where it is given."""
    for figure in figures(text):
        there = [
            (source, other)
            for source in sources
            for other in figures(source)
            if other.is_same(figure)
        ]
        if not there and _is_end_of_range(figure, sources) and not _is_asked(figure, asked):
            return True
        here, bounds = bound(text, figure), {bound(source, other) for source, other in there}
        is_own = here is Bound.NONE and _is_asked(figure, asked)
        if there and here not in bounds and not is_own:
            return True
        if there and _is_taken(text, figure) and not any(_is_taken(s, q) for s, q in there):
            return True
    return False


def is_nearer_another(text: str, sources: Sequence[str], asked: Sequence[Quantity]) -> bool:
    """Whether the words around a figure are those around another figure of its unit."""
    for figure in figures(text):
        own = _around(text, figure)
        same, other = -1 if _is_asked(figure, asked) else 0, 0
        for source in sources:
            for found in figures(source):
                if found.unit is not figure.unit:
                    continue
                shared = len(own & _around(source, found))
                if found.value == figure.value or found.high == figure.value:
                    same = max(same, shared)
                else:
                    other = max(other, shared)
        if same >= 0 and other >= same + _MARGIN:
            return True
    return False


def is_only_asked(text: str, sources: Sequence[str], asked: str) -> bool:
    """Whether a figure that only the question has is said of something else than there.

    `直接说100万就行` makes no 100万元 that is paid.
    """
    for figure in figures(text):
        if any(figure.is_same(q) for source in sources for q in figures(source)):
            continue
        theirs = [_around(asked, q) for q in figures(asked) if q.is_same(figure)]
        own = _around(text, figure)
        if theirs and not any(len(own & around) >= _MARGIN for around in theirs):
            return True
        if theirs and _PAID.search(text[max(0, figure.start - _AHEAD_CHARS) : figure.start]):
            return True
    return False


def bound(text: str, figure: Quantity) -> Bound:
    """The bound that is printed with the figure, or with the list that it ends."""
    after = text[figure.end : figure.end + _AHEAD_CHARS]
    for side, pattern in _AFTER:
        if re.match(pattern, after, re.IGNORECASE):
            return side
    before = re.sub(f"{_ITEM}$", "", text[max(0, figure.start - _AHEAD_CHARS) : figure.start])
    nearest = (-1, Bound.NONE)
    for side, pattern in _BEFORE:
        for match in re.finditer(pattern, before, re.IGNORECASE):
            nearest = max(nearest, (match.start(), side))
    return nearest[1]


def _is_taken(text: str, figure: Quantity) -> bool:
    return bool(_TAKEN.search(text[max(0, figure.start - _AHEAD_CHARS) : figure.start]))


def _is_end_of_range(figure: Quantity, sources: Sequence[str]) -> bool:
    return figure.high is None and any(
        q.high is not None and q.unit is figure.unit and figure.value in (q.value, q.high)
        for source in sources
        for q in figures(source)
    )


def _is_asked(figure: Quantity, asked: Sequence[Quantity]) -> bool:
    return any(figure.is_same(own) for own in asked)


def _around(text: str, figure: Quantity) -> frozenset[str]:
    """Pairs of characters, or words, on either side within the part of the sentence."""
    before = text[max(0, figure.start - _AROUND_CHARS) : figure.start].rstrip("：: ")
    after = text[figure.end : figure.end + _AROUND_CHARS]
    near = f"{_STOPS.split(before)[-1]} {_STOPS.split(after)[0]}"
    if _HAN.search(near):
        return frozenset(
            near[i : i + 2] for i in range(len(near) - 1) if " " not in near[i : i + 2]
        )
    return frozenset(re.findall(r"[a-z]{3,}", near.lower()))
