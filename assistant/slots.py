"""Words that exclude one another: tiers, prizes, sizes, first or again. Tables first.

A question about 省级 is not answered by the row that says 国家级, and a follow-up that says
国家级 replaces the 省级 of the question before.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from corpus.clause import Level


class Slot(StrEnum):
    """A set of values of which a rule means one."""

    TIER = "tier"
    PRIZE = "prize"
    SIZE = "size"
    OCCASION = "occasion"
    STOCK = "stock"
    GRADE = "grade"


#: a value that stands for others as well
_COVERED = {"中小微": ("中小", "小微")}
_TEXTS_KEPT = 16_384
_QUESTIONS_KEPT = 1_024
_DENIED = re.compile(r"(?:不是|并非|不算|不属于|\bnot (?:an? )?)$", re.IGNORECASE)
_PAID = r"(?!财政|给|奖励|奖补|补助|补贴|进档|资金|再|拨|负担|出资|能|还|这|是|要|最|政府|会)"

#: value → how it is written; longer spellings win over shorter ones that they contain
_SPELLINGS: Mapping[Slot, Mapping[str, str]] = {
    Slot.TIER: {
        "国家级": (
            r"国家级|国家(?=重点|技术|示范|高新|科技|企业|小巨人|专精|实验室|制造业|认定|单项)|"
            r"国家(?=的(?:呢|$|[？?]))|国级|全国(?=示范|性)|"
            r"\bnational(?:ly|[- ]level)?\b|\bstate[- ]level\b"
        ),
        "省级": (
            rf"省级{_PAID}|省(?=重点|技术|示范|小巨人|专精|实验室|工程|中试|“)|"
            rf"\bprovincial(?:ly|[- ]level)?\b(?! (?:government|budget|treasury|financ|pay|"
            rf"award|subsid|fund|rate|standard|level (?:award|pay)))"
        ),
        "市级": (
            rf"市级{_PAID}|\bmunicipal(?:[- ]level)?\b(?! (?:government|budget|treasury|financ|"
            rf"pay|award|subsid|fund))|\bcity[- ]level\b"
        ),
        "县级": rf"(?:县级|区级){_PAID}|\bcounty[- ]level\b|\bdistrict[- ]level\b",
    },
    Slot.PRIZE: {
        "一等奖": r"一等奖|第一名|头奖|\bfirst[- ](?:prize|place)\b",
        "二等奖": r"二等奖|第二名|\bsecond[- ](?:prize|place)\b",
        "三等奖": r"三等奖|第三名|\bthird[- ](?:prize|place)\b",
    },
    Slot.SIZE: {
        "大型": (
            r"大型(?:企业)?|大企业|大公司|"
            r"\blarge (?:compan|enterpris|firm|employer|business)\w*"
        ),
        "中小微": r"中小微(?:企业)?|\bmsmes?\b|\bmicro,? small\b[\w ,-]{0,30}medium",
        "中小": r"中小(?!微)(?:型)?(?:企业)?|\bsmes?\b|\bsmall(?:er)?[- ](?:and|or|&)[- ]medium",
        "小微": (
            r"(?<!中)小微(?:企业)?|小型微利(?:企业)?|微型企业|\bsmall(?:er)? and micro|"
            r"\bmicro (?:and|or) small"
        ),
    },
    Slot.OCCASION: {
        "首次": (
            r"首次|第一次|头一(?:次|回)|头回|初次|首度|第一回|首批|刚(?:刚)?(?:被)?(?:认定|评上|"
            r"获评)|\bfirst[- ]time\b|\bfor the first time\b|\bfirst\b(?! prize| place| half)"
        ),
        "再次": (
            r"再次|第二次|重新(?:通过|认定)|复审|复评|又(?:通过|认定|评)|二次|\bagain\b|"
            r"\bsecond time\b|\bre-?certif\w+|\brenew\w*"
        ),
    },
    Slot.GRADE: {
        "特级": r"特级",
        "一级": (
            r"(?<![第])一级(?!以上|市|县)|"
            r"\bgrade[- ](?:one|1|i)\b|\bfirst[- ](?:grade|class)\b"
        ),
        "二级": r"二级|\bgrade[- ](?:two|2|ii)\b|\bsecond[- ](?:grade|class)\b",
        "三级": r"三级(?!政务|民)|\bgrade[- ](?:three|3|iii)\b|\bthird[- ](?:grade|class)\b",
    },
    Slot.STOCK: {
        "新认定": r"新认定|新备案|新获批|新批|新建|新注册|新设立|刚认定|\bnewly\b",
        "存量": (
            r"存量|(?<!养)老(?:的)?(?=孵化|众创|企业)|老的|已有的?|原有|办了(?:好)?[几两三四五六七八九十]+年|"
            r"\bexisting\b"
        ),
    },
}

_PAYERS: tuple[tuple[Level, str], ...] = (
    (
        Level.COUNTY,
        r"(?:县|区)(?:里|级财政|财政|上(?=给|奖|补|能)|级(?=给|奖|补|资助|支持|再|最))|"
        r"\bthe (?:county|district)['’]s\b|\bfrom the (?:county|district)\b|"
        r"\bcounty (?:government|pays?|award|budget|itself)|\bdistrict (?:government|pays?|"
        r"award|budget|itself)",
    ),
    (
        Level.CITY,
        r"(?<!城)市(?:里|级财政|财政|政府|本级|级(?=给|奖|补|进档|资助|支持|再|最|还|能|另|"
        r"单独))|(?:晋城|忻州)(?=给|奖|补)|\bmunicipal(?:ity|ly)?\b(?= (?:government|pays?|"
        r"award|budget|treasury|subsid|fund|level))|\bthe (?:city|municipality)['’]s\b|"
        r"\bfrom the (?:city|municipality)\b|\b(?:the )?(?:city|municipality) (?:government|"
        r"pays?|awards?|gives?|itself|adds?|budget|match\w*|provides?|offers?|contributes?|"
        r"supports?|rewards?|funds?|grants?|subsidi)",
    ),
    (
        Level.PROVINCE,
        r"省(?:里|级财政|财政|政府|本级|上|级(?=给|奖|补|进档|资助|支持|再|最|还|能|另|"
        r"单独))|\bprovinc(?:e|ial)\b(?= (?:government|pays?|award|budget|treasury|gives?|"
        r"itself|level|subsid|fund|rate|standard|and (?:the )?city))|\bprovince (?:and|or) |"
        r"\bthe province['’]s\b|\bfrom the province\b",
    ),
    (Level.NATIONAL, r"中央财政|国家财政|\bcentral (?:government|budget)"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A slot's value at `text[start:end]`."""

    slot: Slot
    value: str
    start: int
    end: int


@cache
def _pattern(slot: Slot) -> re.Pattern[str]:
    names = {value: f"v{i}" for i, value in enumerate(_SPELLINGS[slot])}
    parts = (f"(?P<{names[value]}>{spelling})" for value, spelling in _SPELLINGS[slot].items())
    return re.compile("|".join(parts), re.IGNORECASE)


@lru_cache(maxsize=_QUESTIONS_KEPT)
def slots(text: str) -> tuple[Found, ...]:
    """Every slot value that the text names."""
    found: list[Found] = []
    for slot in Slot:
        values = tuple(_SPELLINGS[slot])
        for match in _pattern(slot).finditer(text):
            if _DENIED.search(text, 0, match.start()):
                continue
            index = int((match.lastgroup or "v0")[1:])
            found.append(Found(slot, values[index], match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=_TEXTS_KEPT)
def values(text: str) -> Mapping[Slot, frozenset[str]]:
    """The values of each slot that the text names."""
    by_slot: dict[Slot, set[str]] = {}
    for found in slots(text):
        by_slot.setdefault(found.slot, set()).update((found.value, *_COVERED.get(found.value, ())))
    return {slot: frozenset(named) for slot, named in by_slot.items()}


def mask_of(named: Mapping[Slot, frozenset[str]]) -> int:
    """A bit for each value, so that those of many texts can be compared at once."""
    return sum(_BITS[slot, value] for slot, values in named.items() for value in values)


def payers(text: str) -> tuple[Level, ...]:
    """Whose money is asked about: `市里给多少` → city."""
    return tuple(level for level, cue in _COMPILED_PAYERS if cue.search(text))


_BITS = {
    name: 1 << at
    for at, name in enumerate((slot, value) for slot in _SPELLINGS for value in _SPELLINGS[slot])
}
#: the bits of all values of a slot
MASKS = {slot: mask_of({slot: frozenset(_SPELLINGS[slot])}) for slot in _SPELLINGS}
_COMPILED_PAYERS = tuple((level, re.compile(cue, re.IGNORECASE)) for level, cue in _PAYERS)
