"""Whom an amount is for and on what condition, and which amount goes with whom.

对首次认定的市级专精特新企业          → 市级专精特新企业 / 首次认定
本市建筑业企业创建国家级优质工程的     → 本市建筑业企业 / 创建国家级优质工程
年营业额首次突破1000万元、3000万元的   → one condition and one interval per amount
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.clause import Interval
from corpus.enumerations import is_list, members
from corpus.intervals import interval, steps
from corpus.quantities import Quantity
from corpus.sentences import enclosed


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as printed, with the lists of figures that stand in it."""

    text: str
    figures: tuple[tuple[Quantity, ...], ...] = ()
    intervals: tuple[Interval | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the alignment: a recipient and the condition it meets."""

    recipient: str
    condition: str = ""
    interval: Interval | None = None
    aligned: bool = True


_HEADS = (
    "企业|项目|单位|机构|个人|人员|人才|团队|主体|用户|住户|农户|商户|平台|园区|基地|公司|组织|"
    "合作社|农场|协会|商会|毕业生|学生|工商户|中心|实验室|载体|空间|院校|医院|银行|贷款|产品|成果|"
    "专利|品牌|纳税人|家庭|劳动者|集群|农民工|劳动力|军人"
)
_PREDICATES = (
    "首次|第一次|再次|新(?!型|材|能|兴|区)|成功|年度|年(?!金)|月|当年|上年|产值|营业|营收|销售|"
    "主营|收入|在|经(?!济|营)|获|创建|达|超|突破|入选|通过|认定|被|承担|牵头|参与|每|设立|建立|引进|"
    "迁入|总部|并|连续|竞标|购买|合计|办理|自|发生|完成|实施|实现|申请|申报|上市|挂牌|从事|开展|用于|"
    "可|应|须|与|且|于|到|来|将|吸纳|招用|租|投资|落户|取得|具有|符合|属|列入|成为|享受|固定资产|"
    "研发投入|缴纳|受|建成|运营|因|注册|出口|进口|贷款余额"
)
_SUBJECT = re.compile(
    rf"(?P<subject>(?:(?!的).){{0,40}}?(?:{_HEADS})(?:（[^）]{{0,20}}）)?)"
    rf"(?P<predicate>(?:{_PREDICATES}).*)"
)
_ADDRESSED = re.compile(
    r"^(?:同时|此外|其中|另外|特别是|尤其是)?，?(?:另|再)?"
    r"(?:鼓励|支持)?(?:对于|对(?![照标接比外]|应(?!用))|向(?!社会)|给(?!予))"
)
_ENCOURAGED = re.compile(r"^(?:大力|积极)?(?:(?:鼓励|支持|引导|推动)和?、?)+")
_NAMED_BY = re.compile(
    r"^(?P<condition>.{0,14}?(?:认定为|评定为|评为|成为|获评|入选|列入|承担|纳入|获得|创建(?:成为?)?|"
    r"新建|新认定(?!为)|新备案))(?:的)?(?P<recipient>.{3,})$"
)
_PER = re.compile(r"^(?:每|单(?:个|户|家|项|笔)|同一)")
_LONGEST_ATTRIBUTE = 4
_EDGES = "，、。；： \u3000"
_LOOSE_END = re.compile(r"[，、可将拟应已且并按再另及 ]+$")


def opens_with_recipient(phrase: str) -> bool:
    """Whether the phrase names somebody: `对…`, `支持…`."""
    return bool(_ADDRESSED.match(phrase) or _ENCOURAGED.match(phrase))


def is_addressed(phrase: str) -> bool:
    """`对…`, not `鼓励…`: what follows 对 is who gets something."""
    return bool(_ADDRESSED.match(phrase))


def is_headless(phrase: str) -> bool:
    """`对连续3年考核认定运行良好的`: a condition of whoever was named before."""
    return _ends_in_de(phrase) and not party(phrase).recipient


def names_somebody(phrase: str) -> bool:
    """`本市建筑业企业创建…的` does, `销售收入小于500万元的` leaves that to the words before."""
    return bool(party(phrase).recipient)


def is_per_unit(phrase: str) -> bool:
    """`每个项目`, `单户企业`: what an amount is counted by."""
    return bool(_PER.match(phrase))


def party(phrase: str) -> Party:
    """The recipient and the condition that one phrase names."""
    text, goes_on = _plain(phrase), _ends_in_de(phrase)
    found = _SUBJECT.match(text)
    if found and (goes_on or _ENCOURAGED.match(phrase)):
        return Party(found["subject"], found["predicate"])
    places = _top_level_de(text)
    if goes_on and not is_addressed(phrase):
        is_named = bool(places) and _SUBJECT.match(text[places[-1] + 1 :]) is not None
        return _split_at_de(text, places[-1], goes_on=True) if is_named else Party("", text)
    if places and _is_one_clause(text, places):
        return _split_at_de(text, places[-1], goes_on=goes_on)
    if found and not is_addressed(phrase) and not places:
        return Party(found["subject"], found["predicate"])
    named = None if places else _NAMED_BY.match(text)
    if named:
        return Party(named["recipient"], named["condition"].removesuffix("为"))
    if goes_on and not places:
        return Party("", text)
    return Party(text)


def _is_one_clause(text: str, places: Sequence[int]) -> bool:
    """Not `世界500强、国家认定的“专精特新”企业`: there the 的 belongs to the last name only."""
    if len(places) > 1:
        return not is_list(text[places[0] :])
    listed = text[: places[0]].rsplit("、", 1)
    return len(listed) == 1 or len(listed[1]) > _LONGEST_ATTRIBUTE or listed[1][:1].isdigit()


def _split_at_de(text: str, at: int, *, goes_on: bool) -> Party:
    """`在主板上市的公司将注册地迁入我县的`, `年应纳税所得额不超过100万元的部分`."""
    before, noun = text[:at], text[at + 1 :]
    if noun == "部分" and (owner := _SUBJECT.match(before)):
        return Party(owner["subject"], f"{owner['predicate']}的部分")
    if is_per_unit(noun):
        return Party("", _joined(before, noun))
    if (owner := _SUBJECT.match(before)) and owner["predicate"].startswith("每"):
        return Party(owner["subject"], f"{owner['predicate']}的{noun}")
    found = _SUBJECT.match(noun)
    if found and (goes_on or found["predicate"].startswith(("合计", "办理", "获得"))):
        return Party(found["subject"], _joined(before, found["predicate"]))
    return Party(noun, before)


def align(
    subject: Condition, conditions: Sequence[Condition], count: int
) -> tuple[Party, ...] | None:
    """`count` parties for the `count` amounts of a list; None if no list is that long."""
    for i, listed in enumerate((subject, *conditions)):
        for figures in listed.figures:
            if len(figures) == count:
                return _by_steps((subject, *conditions), i, figures)
    rest = [_plain(c.text) for c in conditions]
    if whole := _by_members(subject.text, count):
        return tuple(replace(p, condition=_joined(p.condition, *rest)) for p in whole)
    for i, text in enumerate(rest):
        if items := members(text, count):
            named = party(subject.text)
            others = (named.condition, *rest[:i], *rest[i + 1 :])
            return tuple(Party(named.recipient, _joined(*others, item)) for item in items)
    return None


def together(subject: Condition, conditions: Sequence[Condition], *, aligned: bool = True) -> Party:
    """One party for all amounts; unaligned, the recipients stay one list as printed."""
    named = party(subject.text)
    text = _joined(named.condition, *(_plain(c.text) for c in conditions))
    bounds = [b for c in (subject, *conditions) for b in c.intervals if b is not None]
    only = bounds[0] if len(bounds) == 1 and aligned else None
    return Party(named.recipient, text, only, aligned)


def condition(text: str, start: int, end: int, groups: Sequence[tuple[Quantity, ...]]) -> Condition:
    """The condition printed at `start:end`."""
    inside = tuple(g for g in groups if start <= g[0].start and g[-1].end <= end)
    bounds = tuple(interval(text, g[0]) for g in inside if len(g) == 1)
    return Condition(text[start:end], inside, bounds)


def joined(first: Condition, second: Condition) -> Condition:
    """`对引进的下游企业，对直接引进市外资金的单位和个人`: two recipients of one amount."""
    text = f"{first.text}、{_plain(second.text)}"
    return Condition(text, first.figures + second.figures, first.intervals + second.intervals)


def goes_on(subject: str, phrase: str) -> bool:
    """`对承担省级重大科技计划项目，` + `取得重大突破的创新联合体`: one recipient in two phrases."""
    if not opens_with_recipient(subject) or opens_with_recipient(phrase):
        return False
    ends_in_noun = bool(_top_level_de(phrase)) and not phrase.endswith("的")
    return phrase.startswith(("且", "并且")) or (ends_in_noun and not _top_level_de(subject))


def merged(first: Condition, second: Condition) -> Condition:
    """Two phrases of one recipient."""
    text = f"{first.text}，{second.text}"
    return Condition(text, first.figures + second.figures, first.intervals + second.intervals)


def _by_steps(
    parts: Sequence[Condition], place: int, figures: tuple[Quantity, ...]
) -> tuple[Party, ...]:
    printed = _span_text(parts[place].text, figures)
    out = []
    for figure, band in zip(figures, steps(figures), strict=True):
        texts = [c.text for c in parts]
        texts[place] = texts[place].replace(printed, figure.written, 1)
        named = party(texts[0])
        out.append(Party(named.recipient, _joined(named.condition, *map(_plain, texts[1:])), band))
    return tuple(out)


def _span_text(text: str, figures: tuple[Quantity, ...]) -> str:
    """The list of figures as it is printed inside `text`."""
    first = text.find(figures[0].printed)
    last = text.find(figures[-1].printed, first + len(figures[0].printed))
    return text[first : last + len(figures[-1].printed)]


def _by_members(subject: str, count: int) -> tuple[Party, ...] | None:
    text = _plain(subject)
    places = _top_level_de(text)
    if len(places) == 1:
        before, noun = text[: places[0]], text[places[0] + 1 :]
        if listed := members(noun, count):
            return tuple(Party(item, before) for item in listed)
        if listed := members(before, count):
            return tuple(Party(noun, item) for item in listed)
    if subject.endswith("的") and (found := _SUBJECT.match(text)):
        if listed := members(found["predicate"], count):
            return tuple(Party(found["subject"], item) for item in listed)
        if listed := members(found["subject"], count):
            return tuple(Party(item, found["predicate"]) for item in listed)
    listed = members(text, count)
    return tuple(party(item) for item in listed) if listed else None


def _top_level_de(text: str) -> list[int]:
    inside = enclosed(text)
    return [i for i, c in enumerate(text[:-1]) if c == "的" and i not in inside and i > 0]


def _plain(phrase: str) -> str:
    bare = _ENCOURAGED.sub("", _ADDRESSED.sub("", phrase.strip(_EDGES)))
    return _LOOSE_END.sub("", bare).removesuffix("的").strip(_EDGES)


def _ends_in_de(phrase: str) -> bool:
    return phrase.rstrip(_EDGES).endswith("的")


def _joined(*parts: str) -> str:
    trimmed = (part.strip(_EDGES).removesuffix("的") for part in parts)
    return "，".join(dict.fromkeys(part for part in trimmed if part))
