"""Whose rule, whose money, whose duty, for which tier: as the clauses cited say it."""

import re
from collections.abc import Iterable

from assistant.answer import Language
from assistant.english_figures import figures
from assistant.llm.binding import is_tier_moved
from assistant.llm.grounds import Grounds
from assistant.llm.sentences import Said
from assistant.slots import Slot, payers, values
from corpus.clause import Level
from corpus.places import ancestors, mentions
from corpus.quantities import Quantity

_BODY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|厅|委员会|办公室|政府|人民银行|委(?=[、，。；和及与负牵]|$))"
)
_ENGLISH_BODY = re.compile(
    r"(?!The )(?:[A-Z][\w-]+,? (?:and |of |for )?){1,6}"
    r"(?:Bureau|Department|Commission|Office|Administration|Committee|Authority|Agency|Center)\b"
)
_PAID_BY = re.compile(
    r"由[^，。；由]{2,14}?(?:承担|支付|出资|负担)"
    r"|\b(?:paid|borne|funded) by (?:the )?[A-Za-z]+(?: [A-Za-z]+)?"
)
_LEAD = re.compile(r"牵头|\blead\b", re.IGNORECASE)
_ENGLISH_PLACE = re.compile(
    r"\b[A-Z][a-z]+ (?:city|province|county|district|nation)\b", re.IGNORECASE
)
_THE_LEVEL = re.compile(r"\bthe (province|city|county|district|nation|country)\b", re.IGNORECASE)
_PARTS = re.compile(r"[，,；;。]")


def is_other_tier(said: Said, grounds: Grounds) -> bool:
    """省级 where 国家级 was asked about, or where the clause knows none."""
    if is_tier_moved(said.text, grounds.known(said)):
        return True
    asked = f"{grounds.question.standalone} {grounds.question.focus}"
    named, told = values(said.text), _slots_told((*grounds.relevant(said), asked))
    if any(not found <= told.get(slot, frozenset()) for slot, found in named.items()):
        return True
    return any(not asked & named.get(slot, asked) for slot, asked in grounds.question.slots.items())


def is_elsewhere(said: Said, grounds: Grounds) -> bool:
    """Another place's name, or no place's where those of several are cited."""
    cited = grounds.cited(said)
    known = "\n".join(source.shown for source in cited)
    regions = {source.document.region for source in cited}
    above = {name for region in regions for name in ancestors(region)}
    named = {mention.place for mention in mentions(said.text)}
    allowed = regions | above | {m.place for m in mentions(known)}
    if len(regions) == 1 and set(grounds.question.places) & named - allowed:
        # a place asked about that is not the clause's: the clause would be said of it
        asked = set(grounds.question.places) & named - allowed
        return not named & regions or any(not regions & set(ancestors(place)) for place in asked)
    if named - allowed - set(grounds.question.places) or _is_crossed(said, grounds):
        return True
    if grounds.language is Language.ENGLISH and _is_other_level(said, grounds):
        return True
    if len(grounds.regions) < 2:
        return False
    levels = {source.document.level for source in cited}
    return not regions <= named and not levels <= set(payers(said.text))


def is_other_payer(said: Said, grounds: Grounds) -> bool:
    """The city's money said to be the province's."""
    named = set(payers(said.text))
    known: set[Level] = set()
    for source in grounds.cited(said):
        known |= {row.payer for row in source.rows if row.payer is not None}
        known |= set(payers(source.shown))
        known |= {source.document.level} if source.document.level else set()
    told = "".join("".join(grounds.known(said)).split())
    is_new = any("".join(m[0].split()) not in told for m in _PAID_BY.finditer(said.text))
    return is_new or not named <= known


def names_other_body(said: Said, grounds: Grounds) -> bool:
    """An authority that neither clause nor draft names, or beside another one's Chinese name."""
    cited = grounds.cited(said)
    known = "".join(f"{source.shown}{source.english}" for source in cited) + grounds.draft.text
    known += grounds.question.standalone
    if any(name not in known for name in _BODY.findall(said.text)) or _is_other_lead(said, grounds):
        return True
    return any(
        match[0] not in known
        or f"{match[0]}{said.text[match.end() : match.end() + 4]}" not in known
        for match in _ENGLISH_BODY.finditer(said.text)
        if said.text.startswith(" (", match.end())
    )


def _is_other_lead(said: Said, grounds: Grounds) -> bool:
    """A unit said to lead that the draft only names, or the other way round."""
    units = {unit for source in grounds.cited(said) for unit in source.clause.departments}
    drafted = _units_by_role(grounds.draft.text, units)
    return any(
        not named <= drafted[is_lead]
        for is_lead, named in _units_by_role(said.text, units).items()
        if any(drafted.values())
    )


def _units_by_role(text: str, units: Iterable[str]) -> dict[bool, set[str]]:
    found: dict[bool, set[str]] = {True: set(), False: set()}
    is_lead = False
    for part in re.split(r"[；;，,。]", text):
        named = {unit for unit in units if unit in part}
        is_lead = (
            bool(_LEAD.search(part)) if named and re.search(r"牵头|责任|负责", part) else is_lead
        )
        found[is_lead] |= named
    return found


def _slots_told(texts: Iterable[str]) -> dict[Slot, set[str]]:
    told: dict[Slot, set[str]] = {}
    for text in texts:
        for slot, found in values(text).items():
            told.setdefault(slot, set()).update(found)
    return told


def _is_other_level(said: Said, grounds: Grounds) -> bool:
    """`Jincheng province`, `the province` where the clause speaks of the county."""
    told = " ".join(grounds.told(said)).lower()
    levels = {source.document.level for source in grounds.cited(said)}
    named = {match[1].lower() for match in _THE_LEVEL.finditer(said.text)}
    if any(f"the {name}" not in told and name not in levels for name in named):
        return True
    return any(match[0].lower() not in told for match in _ENGLISH_PLACE.finditer(said.text))


def _is_crossed(said: Said, grounds: Grounds) -> bool:
    """A figure said of one place, or of several at once, that the clause of one does not print."""
    known = _figures_by_region(said, grounds)
    if len(known) < 2:
        return False
    asked, places = grounds.question.figures, set(known)
    for part in _PARTS.split(said.text):
        places = {m.place for m in mentions(part)} & set(known) or places
        for figure in figures(part):
            if any(figure.is_same(own) for own in asked):
                continue
            if not all(any(figure.is_same(q) for q in known[place]) for place in places):
                return True
    return False


def _figures_by_region(said: Said, grounds: Grounds) -> dict[str, list[Quantity]]:
    """The figures of the draft's lines about each place, else of its clauses."""
    found: dict[str, list[Quantity]] = {}
    for source in grounds.cited(said):
        own = grounds.own_lines(Said("", (source.n,)))
        drafted = [q for line in own for q in figures(line)]
        printed = drafted or [*figures(source.shown), *figures(source.english)]
        found.setdefault(source.document.region, []).extend(printed)
    return found
