"""Follow-ups: `那国家级的呢` after a question about 省级 → the whole question, slot by slot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.cues import Kind, kinds
from assistant.english_figures import figures
from assistant.slots import slots
from corpus.places import mentions

_LEANING_ZH = re.compile(
    r"^(?:那么?|这|它|还有|另外|再说|要是|如果是|若是|换成|换|改成|假如|我们?还|哦|嗯|好的?|对了)"
    r"|[呢捏咧嘞呐][？?。!！\s]*$|(?:那|这)(?:笔|个|些|项|种|份|家|类)|上面|刚才|前面|上述|"
    r"该(?:奖励|政策|补贴|补助|资金|措施)|同样|还有别的|还有(?:吗|其他)"
)
_LEANING_EN = re.compile(
    r"^(?:and|so|then|what about|how about|what if|but|also|or|ok|okay)\b"
    r"|\b(?:it|its|that|this|they|them|those|these|there|the same|instead|anything else)\b",
    re.IGNORECASE,
)
#: what else there is besides what was answered
MORE = re.compile(
    r"还有(?:没有)?(?:什么)?(?:别的|其他|其它)|还有[吗没么呢]|^(?:那)?(?:别的|其他的?)呢|"
    r"\banything else\b|\bwhat else\b|\bany (?:other|more)\b",
    re.IGNORECASE,
)
_FILLER_ZH = re.compile(
    r"我们?|你们?|咱们?|他们?|事儿?|事情|请问|想问|问一?下|麻烦|老板|公司|企业|单位|的|了|吗|呢|啊|呀|"
    r"吧|哈|嘛|是|有|能|可以|会|要|就|才|都|也|还|又|再|这|那|哪|个|笔|些|到底|具体|大概|"
    r"一共|总共"
    r"|多少|几|什么|啥|怎么|如何|谁|找|给|拿|领|得|奖励?|补贴?|补助|钱|部门|负责|归|管|退|"
    r"没到|今年|现在|刚|过|不|没|如果|要是|换成|引进|别的|其他|呢|和|与|在|上|里|下|去|来|"
    r"说|讲|算|按|对|应该|需要"
)
_FILLER_EN = re.compile(
    r"\b(?:and|so|then|what|how|about|if|the|a|an|is|are|was|do|does|did|of|for|to|in|at|on|"
    r"it|its|that|this|they|them|those|these|there|we|our|us|you|your|i|my|much|many|long|"
    r"must|should|can|could|would|will|be|been|have|has|had|get|gets|pay|paid|who|which|"
    r"where|when|why|one|ones|same|instead|large|big|anything|else|also|or|ok|okay|please|"
    r"level|department|responsible|charge|office)\b",
    re.IGNORECASE,
)
_CHINESE, _ENGLISH = re.compile(r"[\u4e00-\u9fff]+"), re.compile("[A-Za-z]{3,}")
#: a question with less of its own than this leans on the one before
_SHORTEST_TOPIC_CHARS = 3
_SHORTEST_TOPIC_WORDS = 2
#: `民宿呢`: a subject of its own, in a sentence that is not
_SHORTEST_SUBJECT_CHARS = 2
#: as short as this and asking for nothing, it only names another subject
_SHORTEST_QUESTION_CHARS = 8
#: the questions of the conversations at hand are looked at several times each
_TOPICS_KEPT = 1_024


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question made whole: `focus` is what was typed, `context` what it leans on."""

    focus: str
    context: str
    standalone: str
    kinds: tuple[Kind, ...]


def resolve(questions: Sequence[str], current: str, *, must_lean: bool = False) -> Resolved:
    """The current question with what it leaves out taken from the ones before it."""
    whole = Resolved("", "", "", (Kind.OPEN,))
    for question in questions:
        whole = _joined(whole, question, leans(question))
    return _joined(whole, current, must_lean or leans(current))


def leans(text: str) -> bool:
    """Whether the question cannot be understood alone."""
    topic_zh, topic_en = _topic(text)
    if re.search(r"[\u4e00-\u9fff]{2}", text):
        bare = len(topic_zh) < _SHORTEST_TOPIC_CHARS and len(topic_en) < 1
        bare = bare or (len(text) <= _SHORTEST_QUESTION_CHARS and kinds(text) == (Kind.OPEN,))
        return bare or (bool(_LEANING_ZH.search(text)) and len(topic_zh) < 14)
    bare = len(topic_en) < _SHORTEST_TOPIC_WORDS
    return bare or (bool(_LEANING_EN.search(text)) and len(topic_en) < 7)


def has_topic(text: str) -> bool:
    """Whether the text names a subject of its own, besides places, tiers and figures."""
    chinese, english = _topic(text)
    return len(chinese) >= _SHORTEST_SUBJECT_CHARS or len(english) >= _SHORTEST_TOPIC_WORDS


@lru_cache(maxsize=_TOPICS_KEPT)
def _topic(text: str) -> tuple[str, tuple[str, ...]]:
    """What is left of a question without places, tiers, figures and the words of asking."""
    spans = [(f.start, f.end) for f in slots(text)]
    spans += [(m.start, m.end) for m in mentions(text)]
    spans += [(q.start, q.end) for q in figures(text)]
    rest = _without(text, spans)
    chinese = "".join(_CHINESE.findall(_FILLER_ZH.sub("", rest)))
    return chinese, tuple(_ENGLISH.findall(_FILLER_EN.sub(" ", rest)))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    position, rest = 0, ""
    for start, end in sorted(spans):
        rest += text[position:start]
        position = max(position, end)
    return rest + text[position:]


def _joined(before: Resolved, question: str, is_leaning: bool) -> Resolved:
    own = kinds(question)
    if not before.standalone or not is_leaning:
        return Resolved(question, "", question, own)
    carried = before.kinds if own == (Kind.OPEN,) or MORE.search(question) else own
    replaced = _replaced(before.standalone, question)
    topic_zh, topic_en = _topic(question)
    nothing_new = not topic_zh and not topic_en and own in ((Kind.OPEN,), before.kinds)
    if replaced != before.standalone and nothing_new:
        return Resolved(question, replaced, replaced, carried)
    separator = "，" if re.search(r"[\u4e00-\u9fff]", replaced) else " — "
    standalone = f"{replaced.rstrip('？?。.！! ')}{separator}{question}"
    return Resolved(question, replaced, standalone, carried)


def _replaced(previous: str, question: str) -> str:
    """The previous question with the places, tiers and figures that the new one names instead."""
    changes: list[tuple[int, int, str]] = []
    for new in slots(question):
        old = [f for f in slots(previous) if f.slot is new.slot and f.value != new.value]
        changes += [(f.start, f.end, question[new.start : new.end]) for f in old]
    places = mentions(question)
    if places:
        named = question[places[0].start : places[0].end]
        changes += [(m.start, m.end, named) for m in mentions(previous)]
    for figure in figures(question):
        old_figures = [q for q in figures(previous) if q.unit is figure.unit]
        if len(old_figures) == 1:
            changes.append((old_figures[0].start, old_figures[0].end, figure.printed))
    return _applied(previous, changes)


def _applied(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    position, found = 0, ""
    for start, end, words in sorted(set(changes)):
        if start < position:
            continue
        found += text[position:start] + words
        position = end
    return found + text[position:]
