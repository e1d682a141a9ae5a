"""The first word of a yes-or-no reply, where the clause's words decide it."""

import re

from assistant.bounds import about, holds
from assistant.evidence import Evidence, Sentence
from assistant.question import Question
from assistant.wording import wording
from corpus.units import Unit

_ASKS_DUTY = re.compile(
    r"要不要|需不需要|需要.{0,24}吗|是否(?:需|要|必须)|必须.{0,20}吗|用不用|要.{1,16}吗|"
    r"还(?:得|要)|得不得|非得|一定要"
    r"|\b(?:must|have to|need to|need|required|necessary|pay for|obliged)\b",
    re.IGNORECASE,
)
_ASKS_ALL = re.compile(
    r"是不是(?:只要|所有|都)|只要.{1,20}(?:都|就)|所有.{1,16}(?:都|吗)|都能|都可以|全都|"
    r"每(?:家|个).{1,12}都|\b(?:all|every|any|automatically|always)\b",
    re.IGNORECASE,
)
_ASKS_LEAVE = re.compile(
    r"能不能|可不可以|可以|能否|可否|能.{0,24}[吗不]|允许|让不让|准不准|支不支持|"
    r"支持.{0,10}[吗不]|有没有.{0,12}(?:奖|补|支持|优惠)|给不给|享受.{0,10}吗|行不行|免不免|"
    r"能免"
    r"|\b(?:can|may|could|allowed|permitted|eligible|entitled|qualify|possible)\b",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"有(?:没有)?[^，。？?]{0,10}(?:奖|补|支持|优惠|资助)[^，。？?]{0,4}(?:吗|么|没|不|$)|"
    r"(?:奖|补)不(?:奖|补)|(?:奖|补|资助)[^，。？?有]{0,6}吗|"
    r"\b(?:does|do|is there|are there)\b[^?]*\b(?:rewards?|subsid\w+|awards?|grants?|bonus|"
    r"support)\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(r"奖励|补助|补贴|奖补|资助|给予|支持|贴息")
#: what others may do to the asker: leave given for something else is no yes to it
_ASKS_BURDEN = re.compile(
    r"强制|强迫|逼|非让|拉闸|限电|停产|拒绝|不让|不准|被.{0,12}[吗不]|收回|罚"
    r"|\b(?:forced|compelled|denied|refused|rejected|fined|penali[sz]ed|punished|"
    r"made to|cut off)\b",
    re.IGNORECASE,
)
_ASKS_TAG = re.compile(
    r"对吗|对不对|是吗|没错吧|对吧|是不是真的|\bright\?|\bcorrect\b|\btrue\b", re.IGNORECASE
)
_FREED = re.compile(r"无需|不再|豁免|免收|免征|免费|免除|免于|免予|不需要|取消|停止收取|免填|免申")
_BOUND = re.compile(r"应当|应(?!用|收|付|急|对)|须|必须|要报|不得|严禁|需要")
_FORBIDDEN = re.compile(r"不得|严禁|禁止|一律不|不能|不予|不搞|坚决(?:禁止|杜绝)")
_GRANTED = re.compile(
    r"可(?!靠|持|控)|允许|支持|鼓励|给予|享受|免征|免收|豁免|减免|补贴|奖励|全部|均|推行|"
    r"实行|提供|开展"
)
_SELECTIVE = re.compile(
    r"择优|符合条件|原则上|部分|适当|经.{0,8}(?:批准|评估|认定|审核)|除.{2,40}外|有条件的"
)
#: a sentence that shares less with the question does not decide it
_SUREST_MATCH = 0.45
_ANY_WORD = 0.15


def verdict(question: Question, evidence: Evidence) -> str:
    """Yes, no, needed, not needed; "" where the words do not decide."""
    words = wording(question.language)
    sentence = evidence.sentence
    asked, text = question.focus, sentence.text
    signs = evidence.features
    if max(signs.own, signs.meaning) < _SUREST_MATCH or max(signs.own, signs.official) < _ANY_WORD:
        return ""
    if _ASKS_ALL.search(asked) and _SELECTIVE.search(text):
        return words.not_always
    if _ASKS_TAG.search(asked) and (agrees := _agrees(question, sentence)) is not None:
        return words.yes if agrees else words.no_says
    inside = _inside(question, sentence)
    if _ASKS_DUTY.search(asked):
        if _FREED.search(text):
            return words.needed if inside is False else words.not_needed
        return words.needed if _BOUND.search(text) else ""
    if inside is not None:
        return words.within if inside else words.outside
    if _ASKS_WHETHER.search(asked) and _PROMISED.search(text):
        return words.there_is
    if not _ASKS_LEAVE.search(asked):
        return ""
    if _FORBIDDEN.search(text):
        return words.may_not
    if _ASKS_BURDEN.search(asked):
        return ""
    return words.may if _GRANTED.search(text) else ""


def _agrees(question: Question, sentence: Sentence) -> bool | None:
    """Whether the sentence prints the figure that the question wants confirmed."""
    for figure in question.figures:
        alike = [q for q in sentence.quantities if q.unit is figure.unit]
        if alike:
            return any(figure.is_same(quantity) for quantity in alike)
    return None


def _inside(question: Question, sentence: Sentence) -> bool | None:
    """Whether the asker's figure is within the clause's bound; None where none compares."""
    asked, text = question.focus, sentence.text
    for figure in question.figures:
        alike = [bound for bound in sentence.quantities if bound.unit is figure.unit]
        if not alike or figure.unit in (Unit.COUNT, Unit.NONE):
            continue
        named = next((bound for bound in alike if about(bound, text, asked)), alike[0])
        return holds(figure, named, text, asked)
    return None
