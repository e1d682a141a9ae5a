"""Figures that grant nothing to anybody: targets, thresholds and limits.

到2025年，上市企业突破1家            → 上市企业 / 到2025年
全流程审批服务不超过70个工作日        → a cap
培育100个乡村e镇，平均资费再降10%     → of what: 乡村e镇, 平均资费
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.clause import Benefit, BenefitKind, Relation
from corpus.grant_words import NUMBERING
from corpus.grants import Group, Phrase, Role
from corpus.intervals import interval
from corpus.recipients import Condition, Party, align, together
from corpus.sentences import Span
from corpus.units import Unit

RATIOS = frozenset({Unit.PERCENT, Unit.POINTS, Unit.TIMES})
EACH = "分别"

#: what only says how the one named before is measured
METRIC = re.compile(
    r"^(?:奖励金额|补助金额|奖励标准|补贴标准|年补|年均|同比|比例|占比|增速|年增速|增长|比上年|较上年|"
    r"比重|覆盖率|首期)"
)
_TIME = re.compile(
    r"(?:(?:力争|到|自|从)*\d{4}年(?:年?[底末]|\d{1,2}月(?:底|\d{1,2}日)?)?前?|到?“十四五”(?:末|期间))，?"
)
_TAIL = re.compile(
    r"(?:力争|预计|分别|首次|全年|均|约|至少|不低于|不少于|不超过|不高于|低于|高于|超过|突破|小于|达到|达|"
    r"增加至|增加到|提高至|提高到|最高提至|提升至|提升到|降低至|降低到|降至|降到|压减至|压减到|压减为|下调至|"
    r"缩短至|放宽|到|至|为|是|在|由|从|超|近|以上|原则上|最高|最多|给予|可以|并处|处以|处)+$"
)
_HEAD = re.compile(
    r"^(?:（[^）]{0,6}）|按照?|落实好?|逐步|继续|积极|争取|培育|评定|加快|实现|推动|确保|力争|其中|并|且|和|"
    r"或者|或|、|以上|以下|左右|的|将|可)+"
)
_COUNTED = re.compile(r"(?!以[上下内外]|左右|工作日|的|和|或|及)[\u4e00-\u9fff“”A-Za-z]{2,24}")
#: `低于6000千瓦的光伏发电`, `首期规模3亿元的投资基金`: of whom or what it is required
_QUALIFIED = re.compile(
    r"(?:（[^）]{0,8}）)?(?:及?以[上下内])?的(?P<noun>(?!标准|实行)[\u4e00-\u9fff“”A-Za-z（）]{2,24})"
)
_BASIS = re.compile(
    r"(?:提高至|提高到|提升至|降低至|降至|达到|为|按照?|占|到)(?P<basis>[^，；。]{2,20}?)的?$"
)
# Words further away than this say nothing about the figure.
_WINDOW = 200


@dataclass(frozen=True, slots=True)
class _Stated:
    parties: tuple[Party, ...]
    basis: str


def stated(
    text: str,
    sentence: Span,
    phrase: Phrase,
    role: Role,
    topic: str,
    conditions: Sequence[Condition],
) -> list[Benefit]:
    """The rows of the figures in that role; `topic` is what the words before were about."""
    rows: list[Benefit] = []
    begin = phrase.start
    for group in phrase.groups:
        before = text[max(begin, group.start - _WINDOW) : group.start]
        found = _stated(text, before, group, phrase, topic, conditions)
        topic, begin = found.parties[-1].recipient or topic, group.end
        if group.role is role and not _is_figure_of_speech(text, group):
            rows.extend(_rows(text, sentence, phrase, group, found))
    return rows


def _is_figure_of_speech(text: str, group: Group) -> bool:
    """`三天内` is a limit, 两日 in `两日游` is none."""
    figure = group.figures[0]
    if figure.unit not in {Unit.DAYS, Unit.MONTHS} or figure.printed[0].isdigit():
        return False
    return interval(text, figure) is None and text[group.end : group.end + 1] not in {"内", "后"}


def _stated(
    text: str,
    before: str,
    group: Group,
    phrase: Phrase,
    topic: str,
    conditions: Sequence[Condition],
) -> _Stated:
    count = len(group.figures)
    when = [c.text for c in conditions if _TIME.search(c.text)]
    when += [found[0].rstrip("，") for found in _TIME.finditer(before)]
    words = _HEAD.sub("", _TAIL.sub("", _TIME.sub("", NUMBERING.sub("", before))))
    found = _BASIS.search(words)
    words = words[: found.start()] if found else words
    basis = found["basis"] if found else ""
    counted = _COUNTED.match(text, group.end, phrase.end)
    if counted and group.figures[0].counter:
        return _Stated((_party(counted[0], *when, words),) * count, basis)
    owner = _QUALIFIED.match(text, group.end, phrase.end)
    if owner and group.role is Role.THRESHOLD and group.figures[0].unit not in RATIOS:
        return _Stated((_party(owner["noun"], *when, words.removeprefix("对")),) * count, basis)
    if not words or METRIC.match(words):
        return _Stated((_party(topic, *when, words),) * count, basis)
    what, rest = Condition(words), [Condition(w) for w in when]
    if count > 1 and (aligned := align(what, rest, count)):
        return _Stated(aligned, basis)
    is_aligned = count == 1 or EACH not in before
    return _Stated((together(what, rest, aligned=is_aligned),) * count, basis)


def _party(recipient: str, *conditions: str) -> Party:
    return Party(recipient, "，".join(c.strip("、，") for c in conditions if c.strip("、，")))


def _rows(
    text: str, sentence: Span, phrase: Phrase, group: Group, found: _Stated
) -> Iterable[Benefit]:
    for figure, one in zip(group.figures, found.parties, strict=True):
        yield Benefit(
            recipient=one.recipient,
            condition=one.condition,
            amount=figure.written,
            value=figure.value,
            unit=figure.counter or figure.unit.value,
            kind=_kind(group),
            payer=None,
            relation=Relation.BASE,
            start=figure.start,
            end=figure.end,
            sentence=sentence,
            aligned=one.aligned,
            interval=interval(text, figure, (group.start, group.end)),
            basis=found.basis,
            high=figure.high,
            wording=phrase.text,
        )


def _kind(group: Group) -> BenefitKind:
    if group.figures[0].unit in RATIOS:
        return BenefitKind.RATIO
    return BenefitKind.CAP if group.is_cap else BenefitKind.OTHER
