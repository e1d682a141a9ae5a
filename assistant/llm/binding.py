"""What stands beside what: a figure, tier or denial keeps its neighbours of the clause.

    满意率达到95%以上       `满意率达到` goes with 95% there, so with no other figure here
    省级政府性融资担保机构   `政府性融资` follows 省级 there, so no 市级 here
    不得要求供应商提供       `要求供应商` is denied there, so not allowed here

Where the sentence says it in words of its own, nothing is compared.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.english_figures import figures
from assistant.slots import slots
from corpus.quantities import Quantity

_LIST = re.compile(r"^(?:[、，,/]|和|及|或|与|至|到|-|—|–| and | to )*$")
#: what leads to any amount tells none from another
_PAYING = re.compile(r"最高|最多|不超过|不低于|给予|一次性|每年|补助|补贴|奖励|资助|达到?|按照?")
_UNSAID = re.compile(r"[\s（）()“”\"、，,。；;：:]")
_SHORTEST_CHARS, _LONGEST_CHARS = 3, 10
_AFTER_CHARS = {True: 4, False: 14}
_LEVEL = re.compile(r"国家级|省级|市级|[县区]级|(?:national|provincial|municipal)(?:-level)?", re.I)
_DENIAL = re.compile(
    r"(?:免[征收缴交除予]|停止收取|取消|不得|不予|不再|不需要?|无需|无须|不能|不可以?|没有|禁止|严禁|不)(?=[\u4e00-\u9fff])"
    r"|\b(?:not|never|cannot) ",
)


def is_figure_moved(text: str, sources: Sequence[str], asked: Sequence[Quantity]) -> bool:
    """Whether words that lead to one figure in the sources lead to another in the text."""
    return any(
        _leads_elsewhere(text, figure, sources)
        for figure in figures(text)
        if not any(figure.is_same(own) for own in asked)
    )


def is_tier_moved(text: str, sources: Sequence[str]) -> bool:
    """Whether what follows a tier follows only another one in the sources."""
    for group, value, end in _tiers(text):
        after = _head(_bare(text[end:]))
        before = {
            other
            for source in sources
            for kind, other, stop in _tiers(source)
            if kind == group and after and _bare(source[stop:]).startswith(after)
        }
        if before and value not in before:
            return True
    return False


def _tiers(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, value and end of each tier, and of each level (`市级政府`), which is no tier there."""
    for found in slots(text):
        yield found.slot.value, found.value, found.end
    for match in _LEVEL.finditer(text):
        yield "level", match[0].lower().removesuffix("-level"), match.end()


def is_denial_moved(text: str, sources: Sequence[str]) -> bool:
    """Whether what is denied on one side is said without a no on the other."""
    return any(
        _is_only(after, sources, denied=False) for after in _denied(text, _SHORTEST_CHARS - 1)
    ) or any(
        _occurs(after, text, denied=False) and _is_only(after, sources, denied=True)
        for source in sources
        for after in _denied(source, _SHORTEST_CHARS - 1)
    )


def _leads_elsewhere(text: str, figure: Quantity, sources: Sequence[str]) -> bool:
    lead = _UNSAID.split(text[max(0, figure.start - _LONGEST_CHARS) : figure.start])[-1]
    for size in range(len(lead), _SHORTEST_CHARS - 1, -1):
        if len(_PAYING.sub("", lead[-size:])) < _SHORTEST_CHARS:
            return False
        led = [q for source in sources for q in _led_to(lead[-size:], source)]
        if led:
            return not any(q.is_same(figure) or q.value == figure.value for q in led)
    return False


def _led_to(lead: str, source: str) -> Iterator[Quantity]:
    """The figures that the words lead to, those of a list (`5亿元、10亿元`) included."""
    known = figures(source)
    for match in re.finditer(re.escape(lead), source):
        end = match.end()
        for figure in known:
            if figure.start >= end and _LIST.match(source[end : figure.start]):
                yield figure
                end = figure.end


def _denied(text: str, size: int) -> Iterator[str]:
    for match in _DENIAL.finditer(text):
        after = text[match.end() : match.end() + (size if match[0][0] > "z" else 14)]
        if len(after) >= size and not _UNSAID.search(after.replace(" ", "")):
            yield after


def _is_only(words: str, sources: Sequence[str], denied: bool) -> bool:
    """Whether the words occur, and never otherwise."""
    return any(_occurs(words, s, denied) for s in sources) and not any(
        _occurs(words, s, not denied) for s in sources
    )


def _occurs(words: str, text: str, denied: bool) -> bool:
    ends = {match.end() for match in _DENIAL.finditer(text)}
    return any((m.start() in ends) is denied for m in re.finditer(re.escape(words), text))


def _bare(rest: str) -> str:
    return rest[: _LONGEST_CHARS * 2].removeprefix("的")


def _head(rest: str) -> str:
    """The words right after, where there are enough of them."""
    is_chinese = bool(re.match(r"[\u4e00-\u9fff]", rest))
    head = rest[: _AFTER_CHARS[is_chinese]]
    return (
        head if len(head) == _AFTER_CHARS[is_chinese] and not re.search(r"[，。；,;]", head) else ""
    )
