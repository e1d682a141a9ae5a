"""What one phrase of a policy grants: the words around a figure say what the figure is for.

市级分别给予50万元、20万元的一次性奖励     two amounts, granted, the city pays
年营业额首次突破1000万元、3000万元的       two thresholds
给予最高不超过项目固定投资额15%的补助支持   a ratio, at most, of 项目固定投资额
根据贡献给予一定奖励                       a grant that names no amount
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from corpus import grant_words as words
from corpus.clause import Level, Relation
from corpus.intervals import interval
from corpus.quantities import Quantity
from corpus.units import Unit

_FIRST = ord(words.FIRST_MASK)
_MOST_FIGURES = ord(words.LAST_MASK) - _FIRST
_PRIVATE = re.compile(words.F)
_TIME = frozenset({Unit.WORKDAYS, Unit.DAYS, Unit.MONTHS})
_NOT_PAID = _TIME | {
    Unit.COUNT,
    Unit.SHARES,
    Unit.POWER,
    Unit.VOLTAGE,
    Unit.MASS,
    Unit.AREA,
}
_LONGEST_LABEL = 8
# The words that decide stand near the figure; a bound keeps long phrases linear.
_WINDOW = 160
_PENALTY_WITHIN = 12


class Role(Enum):
    """What a figure is for."""

    GRANTED = auto()
    THRESHOLD = auto()
    STATED = auto()


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that stand together in one list, and their role."""

    figures: tuple[Quantity, ...]
    role: Role
    is_cap: bool = False
    basis: str = ""
    label: str = ""
    per: str = ""

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end

    @property
    def is_granted(self) -> bool:
        return self.role is Role.GRANTED


@dataclass(frozen=True, slots=True)
class OpenAmount:
    """A grant without a figure: `给予一定奖励`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase read: `lead` is what stands before the grant, whom and when it concerns."""

    text: str
    start: int
    end: int
    lead: str
    groups: tuple[Group, ...]
    opens: tuple[OpenAmount, ...]
    payer: Level | None
    relation: Relation
    note: str = ""

    @property
    def granted(self) -> tuple[Group, ...]:
        return tuple(g for g in self.groups if g.is_granted)

    @property
    def grants(self) -> bool:
        return bool(self.opens or self.granted)


@dataclass(frozen=True, slots=True)
class _Masked:
    """A phrase with each figure as one character; `at[i]` is where character i came from."""

    text: str
    at: tuple[int, ...]


def read_phrase(
    text: str, span: tuple[int, int], figures: Sequence[Quantity], *, follows_grant: bool
) -> Phrase:
    """The phrase `text[start:end]`; after a grant, a bare `最高不超过20万元` caps it."""
    start, end = span
    masked = _mask(text, start, end, figures[:_MOST_FIGURES])
    note = words.SHARED_COST.search(masked.text)
    groups = () if note else _groups(text, masked, figures, follows_grant)
    opens = _opens(masked, groups)
    return Phrase(
        text=text[start:end],
        start=start,
        end=end,
        lead=_lead(text, masked, groups, opens),
        groups=groups,
        opens=opens,
        payer=_payer(masked.text),
        relation=_relation(masked.text, groups),
        note=text[start:end] if note else "",
    )


def without_payer(lead: str) -> str:
    """The lead without who pays and what it is paid on top of."""
    bare = words.OFFICE.sub("", _trim(words.STACKS.sub("", lead)))
    for found in words.PAYER.finditer(bare):
        rest = _trim(bare[found.end() :])
        if not rest or (found.start() == 0 and words.AFTER_PAYER.match(rest)):
            bare = bare[: found.start()] + rest
            break
    bare = _trim(bare)
    return "" if words.BARE_PAYER.match(bare) else bare


def _trim(text: str) -> str:
    return words.LOOSE_END.sub("", words.NUMBERING.sub("", text.strip("，、；： \u3000")))


def _mask(text: str, start: int, end: int, figures: Sequence[Quantity]) -> _Masked:
    """Private characters of the text itself (rare glyphs in old laws) become 〓."""
    chars: list[str] = []
    at: list[int] = []
    begin = start
    for i, figure in enumerate(figures):
        chars.extend(_PRIVATE.sub("〓", text[begin : figure.start]))
        at.extend(range(begin, figure.start))
        chars.append(chr(_FIRST + i))
        at.append(figure.start)
        begin = figure.end
    chars.extend(_PRIVATE.sub("〓", text[begin:end]))
    at.extend(range(begin, end))
    return _Masked("".join(chars), (*at, end))


def _groups(
    text: str, masked: _Masked, figures: Sequence[Quantity], follows_grant: bool
) -> tuple[Group, ...]:
    groups = []
    for match in words.FIGURES.finditer(masked.text):
        listed = tuple(figures[ord(match[0][0]) - _FIRST : ord(match[0][-1]) - _FIRST + 1])
        before = masked.text[max(0, match.start() - _WINDOW) : match.start()]
        after = masked.text[match.end() : match.end() + _WINDOW]
        role = _role(before, after, listed[0].unit, follows_grant=follows_grant)
        qualifies = role is Role.THRESHOLD
        if role is Role.STATED and _bounds(text, listed, before):
            role = Role.THRESHOLD
        is_cap = bool(words.CAP_BEFORE.search(before) or words.CAP_AFTER.match(after))
        group = Group(listed, role, is_cap and not qualifies)
        groups.append(_granted(group, before) if group.is_granted else group)
    return _with_labelled(groups, text)


def _role(before: str, after: str, unit: Unit, *, follows_grant: bool) -> Role:
    qualifies = bool(words.QUALIFIES.match(after))
    if words.PENALTY.search(after[:_PENALTY_WITHIN]):
        return Role.STATED
    if words.QUALIFIES_THEN_PAYS.match(after):
        return Role.THRESHOLD
    if unit in _NOT_PAID:
        if unit in _TIME and words.GIVES_TIME.search(before):
            return Role.GRANTED
        return Role.THRESHOLD if qualifies or after.endswith("的") else Role.STATED
    if words.GIVES.search(before) and not (qualifies and words.ENDS_IN_DE.match(after)):
        return Role.GRANTED
    if qualifies:
        return Role.THRESHOLD
    if words.GIVEN_AFTER.match(after) and (words.BY.search(before) or after[:1] in "的奖补资"):
        return Role.GRANTED
    if follows_grant and words.CAP_BEFORE.search(before):
        return Role.GRANTED
    return Role.STATED


def _bounds(text: str, listed: Sequence[Quantity], before: str) -> bool:
    return interval(text, listed[0]) is not None or bool(words.PER_STEP.search(before))


def _granted(group: Group, before: str) -> Group:
    """The group with what the words before it say about the amount."""
    per = words.PER_UNIT.search(before)
    is_share = group.figures[0].unit is Unit.PERCENT
    return replace(
        group,
        basis=_basis(before) if is_share else "",
        label=_label(before),
        per=per[1] if per else "",
    )


def _label(before: str) -> str:
    found = words.LABEL.search(words.CAP_WORDS.sub("", before))
    return found["label"] if found else ""


def _basis(before: str) -> str:
    found = words.BASIS.match(before)
    basis = found["basis"] if found else ""
    return "" if words.NO_BASIS.fullmatch(basis) else basis


def _with_labelled(groups: Sequence[Group], text: str) -> tuple[Group, ...]:
    """`按照省级100万元、国家级200万元的标准`: the first figure is granted like the second."""
    out: list[Group] = []
    for group in reversed(groups):
        after = out[-1] if out else None
        if after is not None and after.is_granted and not group.is_granted:
            label = _label(text[max(0, group.start - _LONGEST_LABEL) : group.start])
            between = text[group.end : after.start].strip("、，和及")
            if label and after.label and between == after.label:
                group = replace(group, role=Role.GRANTED, label=label, is_cap=after.is_cap)
        out.append(group)
    return tuple(reversed(out))


def _opens(masked: _Masked, groups: Sequence[Group]) -> tuple[OpenAmount, ...]:
    if any(g.is_granted for g in groups) or words.NO_GRANT.search(masked.text):
        return ()
    found = words.OPEN_AMOUNT.search(masked.text)
    if found is None:
        return ()
    return (OpenAmount(masked.at[found.start()], masked.at[found.end()]),)


def _lead(text: str, masked: _Masked, groups: Sequence[Group], opens: Sequence[OpenAmount]) -> str:
    """What stands before the first word that belongs to the grant itself."""
    granted = [g.start for g in groups if g.is_granted] + [o.start for o in opens]
    if not granted:
        return text[masked.at[0] : masked.at[-1]]
    first = masked.at.index(min(granted))
    head = masked.text[:first]
    if words.STARTS_GIVING.match(head):
        return ""
    cut = words.CUE.search(head)
    return text[masked.at[0] : masked.at[cut.start() if cut else first]]


def _payer(masked: str) -> Level | None:
    found = words.DRAWN_FROM.search(masked) or words.PAYER.search(words.STACKS.sub("", masked))
    return words.LEVELS[found["level"]] if found else None


def _relation(masked: str, groups: Sequence[Group]) -> Relation:
    shares = any(g.is_granted and g.figures[0].unit is Unit.PERCENT for g in groups)
    if words.MATCHES.search(masked):
        return Relation.MATCHES
    alone = words.PAYER.sub("", words.STACKS.sub("", masked))
    if shares and words.MATCHES_SHARE.search(alone):
        return Relation.MATCHES
    return Relation.STACKS if words.STACKS.search(masked) else Relation.BASE
