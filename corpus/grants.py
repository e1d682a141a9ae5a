"""What one phrase of a policy grants: the words around a figure say what the figure is for.

    市级分别给予50万元、20万元的一次性奖励     two amounts, granted, the city pays
    年营业额首次突破1000万元、3000万元的       two thresholds
    给予最高不超过项目固定投资额15%的补助支持   a ratio, at most, of 项目固定投资额
    根据贡献给予一定奖励                       a grant that names no amount

Figures are masked by one private character each, so that the patterns below stay short.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from corpus.clause import Level, Relation
from corpus.intervals import interval
from corpus.quantities import Quantity
from corpus.units import Unit

FIRST_MASK, LAST_MASK = "\ue000", "\uf8ff"
F = f"[{FIRST_MASK}-{LAST_MASK}]"

_MONEY_NOUN = r"(?:奖励|奖补|补助|补贴|资助|奖金|扶持|贴息|补偿|补差|激励|后补助)"
_GIVE = re.compile(
    r"给予|予以|享受|追加|拨付|发放|增发|奖(?="
    + F
    + r")|补(?="
    + F
    + r")|安排(?=[^的]{0,4}"
    + F
    + r")"
    r"|(?:奖励|奖补|补助|补贴|资助|贴息|上浮|减免|返还)"
    r"(?!额|金|资|标准|政策|总额|比例|基础|数额|项目|对象|条件|范围|期限|办法|细则|的)"
)
_GRANTED_AFTER = re.compile(
    r"(?:（[^）]*）)?(?:的|以内的|为上限的?)?(?:标准|比例)?[^"
    + FIRST_MASK
    + "-"
    + LAST_MASK
    + r"，]{0,14}?"
    r"(?:给予|予以|进行|奖励|奖补|补助|补贴|资助|奖金|扶持|配套|贴息|返还|抵扣|征收|减征|计入|补偿|经费|支持|资金)"
)
_BY = re.compile(
    rf"(?:按照?|以(?![及上下内外来往商])|减按|实行)[^{FIRST_MASK}-{LAST_MASK}，]{{0,30}}$"
)
_THRESHOLD_AFTER = re.compile(
    r"(?:（[^）]*）)?\s?及?(?:以上|以下|以内|以外|左右)?(?:且[^，]{0,20})?的(?!一次性|专项|奖|补|资|标准|比例|支持|经费|"
    r"扶持|配套|年租金|运营|建设|引荐|市级|省级|县级|后补|贷款贴|定额|进档)"
)
_CAP_BEFORE = re.compile(
    r"(?:最高|最多|不超过|不得超过|不高于|上限|封顶|限额|至多|控制在)(?:[^，、]{0,14})$"
)
_CAP_AFTER = re.compile(r"(?:以内|之内|内(?![^的，。])|封顶|为限|为上限|的上限)")
_CAP_WORDS = re.compile(r"(?:最高|最多|不得|不超过|不高于|超过|为|按照?|奖励|补助|给予)+$")
_CONDITION_THEN_AMOUNT = re.compile(
    rf"(?:（[^）]*）)?(?:以上|以下|以内)?的[^，]{{0,10}}?(?:奖|补|资助|给予|按)[^，]{{0,10}}{F}"
)
_NOT_PAID = frozenset(
    {
        Unit.WORKDAYS,
        Unit.DAYS,
        Unit.MONTHS,
        Unit.COUNT,
        Unit.SHARES,
        Unit.POWER,
        Unit.VOLTAGE,
        Unit.MASS,
    }
)
_BASIS = re.compile(
    rf".*(?:按照?|以(?![及上下内外来往商])|给予|予以|不超过|不高于|最高|上浮|减按|对|相应)(?:其|企业|该)?"
    rf"(?P<basis>[^，{FIRST_MASK}-{LAST_MASK}]{{2,30}}?)(?:的|按)?$"
)
_NO_BASIS = re.compile(
    r"(?:企业|个人|一次性|人民币|最高|不得?超过|奖励|补助|补贴|分别|每.{1,3}|单.{1,3}|.*(?:给予|奖励|上浮))*"
)
_ADVERB = (
    r"(?:(?:根据|按照?|依据|依)[^，"
    + FIRST_MASK
    + "-"
    + LAST_MASK
    + r"]{1,24}?|择优|分别|再|另|一次性|适当|"
    r"分(?:年度|行业|级|档|档次|类别|层次|阶段|区域|等级)[、]?)*"
)
OPEN_AMOUNT = re.compile(
    _ADVERB + r"(?:"
    r"(?:给予|予以|享受|发放|争取|落实)[^" + FIRST_MASK + "-" + LAST_MASK + r"，]{0,22}?"
    rf"{_MONEY_NOUN}(?:支持|资金|政策)*"
    r"|(?:给予|予以)[^" + FIRST_MASK + "-" + LAST_MASK + r"，、]{0,8}?支持"
    rf"|进行[^{FIRST_MASK}-{LAST_MASK}，]{{0,8}}?{_MONEY_NOUN}|奖励开办费|全额(?:贴息|补贴|补助)"
    r"|(?:再)?减半(?:征收)?[^，、。；]{0,8}|(?:暂?免征|免收|免缴|减征)[^，、。；]{2,14})"
)
_BESIDES = re.compile(r"除.*外$")
_POLICY_ONLY = re.compile(r"落实[^，]{0,20}政策|给予(?:倾斜|优先)")

_LEVELS = {
    "国家": Level.NATIONAL,
    "中央": Level.NATIONAL,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
}
PAYER = re.compile(
    r"(?<![全我本各城外内跨来、市省])(?:由)?(?P<level>国家|中央|省|市|县|区)"
    r"(?:(?:级)?财政(?!补助的|支持|部门)|"
    r"级(?=再|另|分别|按|给予|对|每年|根据|择优|予以|一次性|进行|配套|奖励(?!的|政策)|补助(?!资金|金额|的)|补贴(?!的)))"
)
_OFFICE = re.compile(
    r"(?:^|(?<=，))(?:由)?(?:当地|所在地|企业注册地|注册地|受益地)[^，的]{0,8}(?:部门|财政|政府)(?:再|另)?$"
)
_AFTER_PAYER = re.compile(r"对|每年|根据|按|从|分别|再|另|安排|统筹|在")
_BARE_PAYERS = frozenset(
    {"市级", "省级", "县级", "区级", "市", "省", "县", "除", "地方政府", "各级财政"}
)
_LEFTOVERS = "，、 再另可将拟还并"
_DRAWN_FROM = re.compile(r"(?:享受|争取|申请|申请落实)[^，]{0,6}?(?P<level>国家|中央|省|市)")
_UPPER = r"(?:国家|国|省|市|上级|中央)"
STACKS = re.compile(
    rf"(?:在|除)?(?:享受|原有|已有)?{_UPPER}[^，；。]{{0,20}}?"
    r"(?:奖励|补助|补贴|经费|政策|拨款|支持|资助|奖补)[^，；。]{0,8}?(?:的)?(?:基础上|之外|以外|外)"
)
_MATCHES = re.compile(
    rf"{_UPPER}[^，；。{FIRST_MASK}-{LAST_MASK}]{{0,12}}(?:拨|补助|奖励|补贴|资助|经费)"
    rf"[^，；。{FIRST_MASK}-{LAST_MASK}]{{0,6}}{F}|{F}[^，；。]{{0,6}}配套|配套[^，；。率]{{0,8}}{F}"
)
_SHARED_COST = re.compile(r"由[^，；。]{0,24}(?:负担|分担|承担)")
_ENDS_IN_DE = re.compile(r".{0,8}的$")
_LABEL = re.compile(rf"(?:^|[、和，照按]|{F})((?:国家|省|市|县|区)级?[^、和，的]{{0,6}})$")
_FIGURES = re.compile(rf"{F}(?:(?:、|和|及|或|与|以及|/){F})*")


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

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end


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
    def grants(self) -> bool:
        return bool(self.opens) or any(g.role is Role.GRANTED for g in self.groups)


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
    masked = _mask(text, start, end, figures)
    note = _SHARED_COST.search(masked.text)
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
        relation=_relation(masked.text),
        note=text[start:end] if note else "",
    )


def without_payer(lead: str) -> str:
    """The lead without who pays and what it is paid on top of."""
    bare = STACKS.sub("", lead).strip(_LEFTOVERS)
    bare = _OFFICE.sub("", bare)
    for found in PAYER.finditer(bare):
        rest = bare[found.end() :].strip(_LEFTOVERS)
        if not rest or (found.start() == 0 and _AFTER_PAYER.match(rest)):
            bare = bare[: found.start()] + rest
            break
    if bare in _BARE_PAYERS:
        return ""
    return bare.strip(_LEFTOVERS)


def _mask(text: str, start: int, end: int, figures: Sequence[Quantity]) -> _Masked:
    chars: list[str] = []
    at: list[int] = []
    begin = start
    for i, figure in enumerate(figures):
        chars.extend(text[begin : figure.start])
        at.extend(range(begin, figure.start))
        chars.append(chr(ord(FIRST_MASK) + min(i, ord(LAST_MASK) - ord(FIRST_MASK))))
        at.append(figure.start)
        begin = figure.end
    chars.extend(text[begin:end])
    at.extend(range(begin, end))
    return _Masked("".join(chars), (*at, end))


def _groups(
    text: str, masked: _Masked, figures: Sequence[Quantity], follows_grant: bool
) -> tuple[Group, ...]:
    groups = []
    for match in _FIGURES.finditer(masked.text):
        first = ord(match[0][0]) - ord(FIRST_MASK)
        last = ord(match[0][-1]) - ord(FIRST_MASK)
        listed = tuple(figures[first : last + 1])
        before, after = masked.text[: match.start()], masked.text[match.end() :]
        role = _role(before, after, listed[0].unit, follows_grant=follows_grant)
        qualifies = role is Role.THRESHOLD
        if role is Role.STATED and interval(text, listed[0]) is not None:
            role = Role.THRESHOLD
        is_cap = bool(_CAP_BEFORE.search(before) or _CAP_AFTER.match(after)) and not qualifies
        is_granted = role is Role.GRANTED
        label = _label(before) if is_granted else ""
        basis = _basis(before) if is_granted and listed[0].unit is Unit.PERCENT else ""
        groups.append(Group(listed, role, is_cap, basis, label))
    return tuple(groups)


def _role(before: str, after: str, unit: Unit, *, follows_grant: bool) -> Role:
    is_threshold = bool(_THRESHOLD_AFTER.match(after))
    if _CONDITION_THEN_AMOUNT.match(after):
        return Role.THRESHOLD
    if unit in _NOT_PAID:
        return Role.THRESHOLD if is_threshold else Role.STATED
    if _GIVE.search(before) and not (is_threshold and _ENDS_IN_DE.match(after)):
        return Role.GRANTED
    if is_threshold:
        return Role.THRESHOLD
    if _GRANTED_AFTER.match(after) and (_BY.search(before) or after[:1] in "的奖补资后"):
        return Role.GRANTED
    if follows_grant and _CAP_BEFORE.search(before):
        return Role.GRANTED
    return Role.STATED


def _label(before: str) -> str:
    """`省级100万元、国家级200万元`: a figure of its own for each tier."""
    found = _LABEL.search(_CAP_WORDS.sub("", before))
    return found[1] if found else ""


def _basis(before: str) -> str:
    found = _BASIS.match(before)
    basis = found["basis"] if found else ""
    return "" if _NO_BASIS.fullmatch(basis) else basis


def _opens(masked: _Masked, groups: Sequence[Group]) -> tuple[OpenAmount, ...]:
    is_granted = any(g.role is Role.GRANTED for g in groups)
    if is_granted or _POLICY_ONLY.search(masked.text) or _BESIDES.match(masked.text):
        return ()
    found = OPEN_AMOUNT.search(masked.text)
    if found is None:
        return ()
    return (OpenAmount(masked.at[found.start()], masked.at[found.end()]),)


def _lead(text: str, masked: _Masked, groups: Sequence[Group], opens: Sequence[OpenAmount]) -> str:
    """What stands before the first word that belongs to the grant itself."""
    granted = [g.start for g in groups if g.role is Role.GRANTED] + [o.start for o in opens]
    if not granted:
        return masked_to_text(text, masked, len(masked.text))
    first = next(i for i, at in enumerate(masked.at) if at >= min(granted))
    head = masked.text[:first]
    cut = _CUE.search(head)
    return masked_to_text(text, masked, cut.start() if cut else first)


def masked_to_text(text: str, masked: _Masked, length: int) -> str:
    """The printed text of the first `length` masked characters."""
    return text[masked.at[0] : masked.at[length]]


_CUE = re.compile(
    r"给予|予以|享受|追加|拨付|发放|分别(?=按|给予|奖|补|再|压|$)|择优|一次性|"
    rf"(?:再)?按照?(?!管理)|根据|最高|最多|不超过|不得超过|上限|另(?=奖|按|给|对)|每年|减按|"
    rf"(?:{_MONEY_NOUN})(?={F}|企业|$)|奖(?={F})|(?:由)?(?:国家|中央|省|市|县)(?:级财政|财政|级(?=按|再|另|给|分|对))"
)


def _payer(masked: str) -> Level | None:
    found = _DRAWN_FROM.search(masked) or PAYER.search(STACKS.sub("", masked))
    return _LEVELS[found["level"]] if found else None


def _relation(masked: str) -> Relation:
    if _MATCHES.search(masked):
        return Relation.MATCHES
    return Relation.STACKS if STACKS.search(masked) else Relation.BASE
