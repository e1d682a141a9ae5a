"""How long a measure holds: `政策延长执行至2023年12月31日` → Validity(until 2023-12-31).

Only periods that the text spells out. A target (`到2025年达到500户`), the date of a statistic and
the life of a licence are not the measure's own period, so no rule below matches them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.calendar_words import (
    DAY,
    DEFERRAL,
    LENGTH,
    RANGE,
    add_months,
    deferral,
    first_day,
    last_day,
    length_in_months,
    unnamed,
)
from corpus.clause import Validity

# where a statement begins: at the start, after a stop, or after the clause's own number
HEAD = r"(?:(?<![^，。；：:,;、\n])|(?<=\d[.．、]))\s*(?:自|从|在)?"
STOPS = "，。；,;（(）)\n"
STOP = rf"[^{STOPS}]"
SENTENCE = r"[^。；;\n]"

# what a measure for one year does; `2022年新认定1000家`, `2023年发放350户` are targets
DOES = (
    r"(?:继续|延续|暂停|停征|免征|减征|减免|免收|缓缴|延缓|扩大|加大|引导|给予|减半|降低|对(?!标))"
)
GRANTS = r"(?:缓缴|减免|免征|减征|免收|补贴|补助|给予|奖励|返还|减半|扣除|抵减|延缓)"
AIMS = (
    rf"(?!{SENTENCE}*(?:力争|达到|实现|增速|新增|新认定|不少于|不低于|完成|建成|报送|提交|出台"
    r"|\d万?[人家户个](?:左右|以上)))"
)
# `对2021—2023年建设的5G基站`: what came into being outside these years gets nothing
BUILT = (
    r"(?:期间|度内|度|内)?(?:新)?(?:建|购|注册|登记|认定|投产|引进|设立|成立|入库|开工|缴纳)"
    rf"{STOP}{{0,14}}?的"
)
PERIOD_WORD = (
    r"(?:(?:执行|实施|有效|试行|优惠|适用|缓缴)(?:期限|期|时间)|政策期限?)(?:暂定)?[为是：:]?\s*"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A form of words and how its dates are read. A window bounds one grant, not the clause."""

    words: re.Pattern[str]
    read: Callable[[re.Match[str]], Validity]
    window: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    at: int
    validity: Validity
    window: bool


def validity(text: str, document_trial: bool = False, issued: date | None = None) -> Validity:
    """The clause's own period: the one that ends last, or an unknown one.

    `issued` dates `自印发之日起`; only in a trial document is `试行两年` the document's own time.
    """
    found = list(_found(text, document_trial, issued))
    own = [f.validity for f in found if not f.window] or _windows_over_all(text, found)
    return max(own, key=_ends, default=Validity())


def periods(
    text: str, document_trial: bool = False, issued: date | None = None
) -> tuple[tuple[int, int, Validity], ...]:
    """(start, end, period) of each sentence that names one."""
    sentences = _sentences(text)
    latest: dict[tuple[int, int], Validity] = {}
    for found in _found(text, document_trial, issued):
        place = _sentence_at(sentences, found.at)
        latest[place] = max(latest.get(place, found.validity), found.validity, key=_ends)
    return tuple(
        (start, end, period) for (start, end), period in sorted(latest.items(), key=_place)
    )


def _found(text: str, trial: bool, issued: date | None) -> Iterator[_Found]:
    for rule in RULES:
        for match in rule.words.finditer(text):
            yield _Found(match.start(), rule.read(match), rule.window)
    for match in LASTS.finditer(text):
        if match["trial"] and not trial:
            continue
        yield _Found(match.start(), _lasting(match, issued), False)


def _windows_over_all(text: str, found: list[_Found]) -> list[Validity]:
    """Windows, if no other sentence grants anything: `对2021—2023年建设的` bounds only its own."""
    sentences = _sentences(text)
    bounded = {_sentence_at(sentences, f.at) for f in found}
    free = any(
        re.search(r"给予|奖励|补助|补贴|上浮|减免|免征", text[start:end])
        for start, end in sentences
        if (start, end) not in bounded
    )
    return [] if free else [f.validity for f in found]


def _sentences(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(rf"{SENTENCE}+[。；;\n]?|[。；;\n]", text)]


def _sentence_at(sentences: list[tuple[int, int]], at: int) -> tuple[int, int]:
    return sentences[bisect_right(sentences, at, key=lambda place: place[0]) - 1]


def _place(row: tuple[tuple[int, int], Validity]) -> tuple[int, int]:
    return row[0]


def _ends(period: Validity) -> date:
    return period.until or date.min


def _words(match: re.Match[str]) -> str:
    return match.group().strip(" ，,")


def _until(match: re.Match[str]) -> Validity:
    """The words include what is extended: `政策延长执行至2023年12月31日`."""
    start = match.start()
    while start and match.string[start - 1] not in STOPS:
        start -= 1
    return Validity(until=last_day(match), basis=match.string[start : match.end()].strip())


def _since(match: re.Match[str]) -> Validity:
    return Validity(since=first_day(match), basis=_words(match))


def _whole(match: re.Match[str]) -> Validity:
    return Validity(first_day(match), last_day(match), _words(match))


def _between(match: re.Match[str]) -> Validity:
    return Validity(first_day(match, "from_"), last_day(match, "to_"), _words(match))


def _deferred(match: re.Match[str]) -> Validity:
    """`2022年第一季度、第二季度部分税费延缓缴纳6个月`: 6 months past the quarters."""
    spans = [deferral(each) for each in DEFERRAL.finditer(match.group())]
    return Validity(min(s for s, _ in spans), max(e for _, e in spans), _words(match))


def _lasting(match: re.Match[str], issued: date | None) -> Validity:
    """`自2022年5月1日起施行，有效期5年`, `自印发之日起施行，有效期2年` (from the day of issue)."""
    since = first_day(match) if match["year"] else issued
    if since is None:
        return Validity(basis=_words(match))
    since += timedelta(int(match["wait"] or 0))
    until = add_months(since, length_in_months(match)) - timedelta(1)
    return Validity(since, until, _words(match))


def _rule(words: str, read: Callable[[re.Match[str]], Validity], *, window: bool = False) -> _Rule:
    return _Rule(re.compile(words), read, window)


RULES = (
    # 政策延长执行至2023年12月31日 / 政策期限延长至2025年底 / 实施期限截至2022年12月 / 有效期至…
    _rule(
        rf"(?:延长|延续|顺延|执行|实施|有效期?)(?:执行|实施)?(?:期限?)?(?:暂定)?为?"
        rf"(?:截至|截止到?|至|到)\s*{DAY}止?",
        _until,
    ),
    _rule(rf"(?:期限|期)(?:截至|截止到?|至)\s*{DAY}止?", _until),
    _rule(rf"(?:于|至)\s*{DAY}\s*(?:止|到期|废止|自行失效)", _until),
    # 政策执行期为2021年—2023年 / 实施期限为2020年1月1日至12月31日
    _rule(rf"(?:政策)?{PERIOD_WORD}(?:自|从)?{RANGE}", _between),
    # 2022年至2024年扩大“六税两费”适用范围 / 2021年1月1日至2022年12月31日，对…减半征收
    _rule(rf"{HEAD}{RANGE}\s*(?:止|期间)?\s*{DOES}{STOP}*", _between),
    _rule(rf"{HEAD}{RANGE}\s*(?:止|期间)?\s*[，,]{AIMS}{SENTENCE}*?{GRANTS}{STOP}*", _between),
    # 2022年12月31日前，对月销售额15万元以下的增值税小规模纳税人，免征增值税
    _rule(rf"{HEAD}{DAY}(?:之|以)?前(?=\s*[，,]?{AIMS}{SENTENCE}*{GRANTS})", _until),
    # 2022年暂停铁路运输企业预缴增值税一年 / 2022年，餐饮行业…可申请缓缴失业保险
    _rule(rf"{HEAD}{DAY}(?:内|全年)?\s*{AIMS}{DOES}{STOP}*", _whole),
    _rule(rf"{HEAD}{DAY}(?:内|期间)?[，,]{AIMS}{SENTENCE}*?{GRANTS}{STOP}*", _whole),
    # 2021年第四季度部分税费缓缴期限继续延长6个月
    _rule(rf"(?:{unnamed(DEFERRAL.pattern)}[，,、]?)+", _deferred),
    # 2023年起将失业保险金标准提高至… / 自2022年5月1日起施行
    _rule(rf"{HEAD}{DAY}起{STOP}+", _since),
    # 对2021—2023年建设的5G基站 / 2022年度内新购置的…设备器具
    _rule(rf"(?:对|在)?{RANGE}{BUILT}{STOP}*", _between, window=True),
    _rule(rf"(?:对|在)?{DAY}{BUILT}{STOP}*", _whole, window=True),
)

# the measure's own life; `驾驶证有效期为6年` is a licence, so only after a stop or `本办法`
LASTS = re.compile(
    rf"(?:自\s*(?:{DAY}|(?:印发|发布|公布|下发|颁布)之日)起(?P<wait>\d+(?=日后))?{SENTENCE}*?)?"
    rf"(?:(?<=[，。；,;\n、])|^|本[办措意规通政细方][^，。；\n]{{1,6}}|政策)"
    rf"(?:有效期?限?|(?:试行|执行|实施)(?:有效)?期限?|(?P<trial>试行))(?:暂定)?(?:均?为|是)?\s*{LENGTH}"
)
