"""Lists with shared heads and tails, written out: `省级、国家级单项冠军企业` are two names.

一、二、三等奖                            → 一等奖 / 二等奖 / 三等奖
市级专精特新企业和省级、国家级“小巨人”企业  → 市级专精特新企业 / 省级“小巨人”企业 / 国家级…
国家级、省级重点实验室、中试基地 (two)     → 国家级重点实验室、中试基地 / 省级重点实验室、中试基地
"""

import re

from corpus.sentences import enclosed

_JOIN = r"以及|或者|、|和(?!谐|平)|(?<!参)与|及(?!以|其|时)|或|并(?=[省市县国])"
# Tried in this order: 或 and 和 may stand inside one member (`培养或新增引进一名…`).
_JOINTS = tuple(
    re.compile(joint)
    for joint in (
        _JOIN,
        r"以及|、|和(?!谐|平)|(?<!参)与|及(?!以|其|时)",
        r"、|和(?!谐|平)|以及",
        "、",
    )
)
_GRADE = r"[特一二三四五六七八九](?=、|和|及|或|等|级|类|档|星)"
_TIER = (
    r"(?:世界级?|国际级?|国家级?|全国级?|省部级|部级|省级?|市级?(?!场)|县级?|区级?(?!域)|"
    rf"[1-9]?A{{1,5}}级?|第[一二三四五]|前[一二三四五]|{_GRADE})"
)
_BARE_TIER = re.compile(rf"(?:{_TIER}|[特一二三四五六七八九])$")
_LEADING_TIER = re.compile(_TIER)
_RUN = re.compile(rf"{_TIER}(?:(?:{_JOIN}){_TIER})+")
_HEAD = re.compile(
    r".*(?:引进|培养|创建|获得|获评|荣获|获批|评为|评定为|认定为|入选|列入|通过|设立|承担|晋升|获)"
    r"(?:为|的)?(?:[一1][名个家项])?"
)
_SHORTEST_SHARED_TAIL = 2
_SHORTEST_LIST = 2


def members(text: str, count: int) -> tuple[str, ...] | None:
    """The `count` members that `text` lists, each written out; None if it lists more or fewer."""
    if count < _SHORTEST_LIST:
        return None
    for joint in _JOINTS:
        atoms = _split(text, joint)
        if len(atoms) == count:
            return _written_out(atoms)
    return _across_tiers(text, count)


def is_list(text: str) -> bool:
    """Whether the text lists anything at all."""
    return len(_split(text, _JOINTS[0])) > 1


def leading_tier(text: str) -> str:
    """`国家级` of 国家级项目; empty where the name starts otherwise."""
    found = _LEADING_TIER.match(text)
    return found[0] if found else ""


def _split(text: str, joint: re.Pattern[str]) -> list[str]:
    inside = enclosed(text)
    atoms, begin = [], 0
    for match in joint.finditer(text):
        if match.start() not in inside:
            atoms.append(text[begin : match.start()])
            begin = match.end()
    return [a for a in (*atoms, text[begin:]) if a]


def _written_out(atoms: list[str]) -> tuple[str, ...]:
    head = _head_of(atoms[0])
    bare = [atoms[0][len(head) :], *atoms[1:]]
    for i in range(len(bare) - 2, -1, -1):
        if _BARE_TIER.fullmatch(bare[i]):
            bare[i] = _level(bare[i], bare[i + 1]) + _without_tier(bare[i + 1])
    bare = _share_tail(bare)
    return tuple(a if i and _HEAD.match(a) else head + a for i, a in enumerate(bare))


def _head_of(atom: str) -> str:
    """`每培养或新增全职引进一名` of the first member holds for the others as well."""
    if "的" in atom:
        return ""
    found = _HEAD.match(atom)
    return found[0] if found and found.end() < len(atom) else ""


def _without_tier(atom: str) -> str:
    found = _LEADING_TIER.match(atom)
    return atom[found.end() :] if found else atom


def _level(tier: str, following: str) -> str:
    """`国家及省级` prints 级 once."""
    lacks = leading_tier(following).endswith("级") and tier in {"国家", "省", "市", "县", "区"}
    return f"{tier}级" if lacks else tier


def _share_tail(atoms: list[str]) -> list[str]:
    """`无外线工程、有外线工程企业`: what follows the common 外线工程 belongs to every member."""
    last = atoms[-1]
    for size in range(len(atoms[-2]), _SHORTEST_SHARED_TAIL - 1, -1):
        at = last.rfind(atoms[-2][-size:])
        if at >= 0:
            tail = last[at + size :]
            return [*(a + tail for a in atoms[:-1]), last]
    return atoms


def _across_tiers(text: str, count: int) -> tuple[str, ...] | None:
    """Two tiers of many bodies: the tiers are the list, the bodies stay together."""
    for run in _RUN.finditer(text):
        tiers = [t[0] for t in _LEADING_TIER.finditer(run[0])]
        if len(tiers) == count:
            head, tail = text[: run.start()], text[run.end() :]
            return tuple(head + _level(tier, tiers[-1]) + tail for tier in tiers)
    return None
