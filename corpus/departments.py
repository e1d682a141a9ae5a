"""Who is responsible: `（责任单位：市财政局、市税务局）` → names, and what each answers for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENERS, CLOSERS = "（(〔[【〈", "）)〕]】〉"
BRACKET_MARKS = re.compile(rf"[{re.escape(OPENERS + CLOSERS)}\n]")
INNER_OPENERS, INNER_CLOSERS = OPENERS + "<", CLOSERS + ">"
LABEL = re.compile(r"\s*(?:责任|牵头|主办|配合|协办|参与|参加)(?:单位|部门|主体)\s*[:：]\s*")
# `（牵头单位：A，参加单位：B）` changes role without a semicolon
NEXT_ROLE = re.compile(rf"[；;]|[，,。](?={LABEL.pattern})")
# a duty bracket that nobody closed ends where the line or the next numbered item begins
ITEM = re.compile(
    r"\n\s*(?:\d+[.．、]|[一二三四五六七八九十]+、)|[（(](?:\d+|[一二三四五六七八九十]+)[）)]"
)
DUTY_VERB = re.compile(
    r"(?:按(?:照)?(?:各自)?职[责能](?:分工)?|分工|分别|共同|具体)*"
    r"(牵头负责|牵头|负责落实|组织实施|负责|配合|协助|协办|参与|落实)$"
)
UNBRACKETED = re.compile(
    r"(?:^|(?<=[。\n]))[ \u3000]*(?=(?:责任|牵头)(?:单位|部门)\s*[:：])"
    r"(?:[^\n（(〔）)〕。]|[（(〔][^）)〕\n\d]*[）)〕])*。?[ \u3000]*(?=\n|$)"
)

# `各市、县人民政府` is one name: a bare level is the first half of what follows
BARE_LEVEL = re.compile(r"(?:.*[需由])?各?(?:设区)?(?:[省市县区州盟旗乡镇]|乡镇|街道)")
# `县能源局等有关部门`: the tail names nobody; `区直各有关部门` alone is how the text names them
OTHERS = re.compile(r"(?<=.)等(?:[^、，]{0,8}(?:部门|单位))?$")
# `市财政局和市税务局` are two, `市住房和城乡建设局` is one
JOINED = re.compile(r"会同|(?<=[局委厅办院])[和及与](?=[省市县区各])|及(?=各)")
# `以下措施均需各市、县人民政府落实，不再列出` is a remark, not a unit
REMARK = re.compile(
    r"[:：]|以下|以上|上述|均需|不再|另有|除外|排在|第[一二三四五六七八九十\d]+[条项]|[。！？]"
)
LEADING, HELPING = ("牵头", "主办"), ("配合", "协助", "协办", "参与", "参加")


@dataclass(frozen=True, slots=True)
class Duty:
    """The units of one bracket and `text[start:end]`, what they answer for.

    `units` holds all of them, lead units first.
    """

    lead: tuple[str, ...]
    units: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    role: str
    units: tuple[str, ...]


def departments(text: str) -> tuple[str, ...]:
    """All units of a clause, lead units first, each once."""
    duties = governed(text)
    return _unique(*(d.lead for d in duties), *(d.units for d in duties))


def governed(text: str) -> tuple[Duty, ...]:
    """One row for each bracket that names units, with the text since the bracket before it."""
    duties, since = [], 0
    for start, end, content in _statements(text):
        groups = _groups(content)
        units = _unique(*(g.units for g in groups))
        if not units:
            continue
        lead = _lead(groups)
        duties.append(Duty(lead, _unique(lead, units), since, start))
        since = end
    return tuple(duties)


def _statements(text: str) -> Iterator[tuple[int, int, str]]:
    """Brackets and lines that say who is responsible: (start, end, what is inside)."""
    found = [b for b in _brackets(text) if _names_duty(b[2])]
    loose = ((m.start(), m.end(), m.group()) for m in UNBRACKETED.finditer(text))
    yield from sorted([*found, *loose])


def _brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Outermost brackets; their kinds may be mixed (`（责任单位：…)`) and the last left open."""
    depth = start = 0
    for mark in BRACKET_MARKS.finditer(text):
        at, char = mark.start(), mark.group()
        if depth and ITEM.match(text, at):
            yield start, at, text[start + 1 : at]
            depth = 0
        if char in OPENERS:
            start = at if depth == 0 else start
            depth += 1
        elif depth and char in CLOSERS:
            depth -= 1
            if depth == 0:
                yield start, at + 1, text[start + 1 : at]
    if depth:
        yield start, len(text), text[start + 1 :]


def _names_duty(content: str) -> bool:
    if LABEL.match(content):
        return True
    plain = re.sub(r"\s", "", content).rstrip("。；")
    return bool(DUTY_VERB.search(plain)) and not re.search(r"[。；！]|[:：]", plain)


def _groups(content: str) -> tuple[_Group, ...]:
    """`牵头单位：A；责任单位：B` by label, `A牵头，B、C配合` by the verb that closes each group."""
    groups: list[_Group] = []
    role = ""
    for part in NEXT_ROLE.split(content):
        label = LABEL.match(part)
        role = label.group().strip()[:2] if label else role
        groups += _by_verb(part[label.end() :] if label else part, role)
    return tuple(groups)


def _by_verb(part: str, role: str) -> Iterator[_Group]:
    waiting: list[str] = []
    for name in _names(re.sub(r"\s", "", part).rstrip("。；")):
        verb = DUTY_VERB.search(name)
        unit = OTHERS.sub("", name[: verb.start()] if verb else name).removeprefix("由")
        if not REMARK.search(unit) and len(unit) > 1:
            waiting.append(unit)
        if verb and waiting:
            yield _Group(role or verb.group(1), tuple(waiting))
            waiting = []
    if waiting:
        yield _Group(role, tuple(waiting))


def _names(part: str) -> Iterator[str]:
    """Splits at `、` and `，` outside inner brackets; `会同` joins two names."""
    depth, name = 0, ""
    for char in JOINED.sub("、", part):
        depth += (char in INNER_OPENERS) - (char in INNER_CLOSERS)
        if char in "、，," and depth <= 0:
            if char == "、" and BARE_LEVEL.fullmatch(name):
                name += char
                continue
            yield name
            name = ""
        else:
            name += char
    yield name


def _lead(groups: tuple[_Group, ...]) -> tuple[str, ...]:
    """Those who lead; `A负责，B配合` makes A the lead, `A负责` alone names no lead."""
    named = [g for g in groups if g.role.startswith(LEADING)]
    if not named and any(g.role.startswith(HELPING) for g in groups):
        named = [g for g in groups if not g.role.startswith(HELPING)]
    return _unique(*(g.units for g in named))


def _unique(*lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
