"""Whether a sentence speaks of what its clauses speak of, part by part.

A good sentence is made of the clause's words and the question's; `此外可免费旅游一次` after a comma
is not. Chinese is compared in characters and pairs of them, English in stemmed words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.answer import Language
from index.english import STOP_WORDS, stem
from index.glossary import expand

#: how much of a part must stand in the clause, the question or the draft; chosen on the shipped
#: documents: drafts and their paraphrases pass, sentences of other clauses do not (tests/llm)
_LEAST_CHARACTERS = 0.75
_LEAST_PAIRS = 0.5
_LEAST_WORDS = 0.6
#: shorter parts (`其中`, `对此`) say nothing of their own
_SHORTEST_PART_CHARS = 3
_SHORTEST_PART_WORDS = 3

_PARTS = re.compile(r"[，,；;。：:！？!?\n、（）()“”\"]|(?<=[a-z])\.(?=\s|$)| [—–-] ")
#: words of answering, which no clause needs to contain
_SPOKEN_ZH = re.compile(
    r"根据|按照|依据|按|规定|文件|条款|政策|该条|上述|其中|此外|另外|同时|以及|并且|如果|只要|因此|所以"
    r"|您好|您|贵|我们|你们|可以|能够|能|可|有|没有|是的|是|的|了|和|与|对|对于|在|由|会|将|为|即|并|也|还|再|都|则|为止"
    r"|分别|属于|包括|具体|明确|写明|说明|获得|得到|享受|领取|拿到|到手|奖励|补助|补贴|给予|一共|合计|标准|金额|情况|需要|需|应当|应|须|目前|现在|仍|截至|今年"
    r"|多少|什么|哪些|一次性|每年|最高|不超过|企业|单位|部门|负责|责任|牵头|地方|地区|级别|省级|市级|县级|国家级|财政|承担|支付"
)
_SPOKEN_EN_WORDS = """
according clause document policy provide provides state stated says receive receives given award
awarded grant subsidy reward amount one-off every year paid pay pays level yes company companies
enterprise enterprises business city province county government responsible unit units department
departments lead eligible apply applies within under also both each respectively total maximum cap
rmb yuan million thousand billion percent working days support supports can may must need needed
required national provincial municipal recognized recognised certified newly first time following
specify specified name names figure no not it this that
"""
_SPOKEN_EN = frozenset(stem(word) for word in _SPOKEN_EN_WORDS.split())
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z][a-z'-]+")
#: scripts in which nothing is answered
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u052f\u0590-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\uac00-\ud7af]"
)
#: as many Latin letters as this for each Chinese character make another language
_LATIN_SHARE = 0.5


def is_in(language: Language, text: str) -> bool:
    """Whether the text is in the language asked for; English may quote some Chinese."""
    if _OTHER_SCRIPT.search(text):
        return False
    han, latin = len(_HAN.findall(text)), len(re.findall(r"[A-Za-z]", text))
    if language is Language.CHINESE:
        return han > 0 and latin <= han * _LATIN_SHARE
    return latin > han


def is_foreign(text: str, known: Sequence[str], language: Language) -> bool:
    """Whether a part of the sentence says what none of the known texts does."""
    told = _told(tuple(known), language)
    return any(_is_strange(part, told, language) for part in _PARTS.split(text))


def _is_strange(part: str, told: frozenset[str], language: Language) -> bool:
    if language is Language.CHINESE:
        runs = [run for run in _SPOKEN_ZH.split(_plain(part)) if run]
        characters = [c for run in runs for c in _HAN.findall(run)]
        if len(characters) < _SHORTEST_PART_CHARS:
            return any(c not in told for c in characters) and len(characters) == 2
        pairs = [p for run in runs for p in _pairs(run)]
        return _share(characters, told) < _LEAST_CHARACTERS or (
            bool(pairs) and _share(pairs, told) < _LEAST_PAIRS
        )
    words = _content(part)
    return len(words) >= _SHORTEST_PART_WORDS and _share(words, told) < _LEAST_WORDS


@lru_cache(maxsize=256)
def _told(known: tuple[str, ...], language: Language) -> frozenset[str]:
    whole = "\n".join(_plain(text) for text in known)
    if language is Language.CHINESE:
        return frozenset(whole) | frozenset(_pairs(whole))
    return frozenset(_content(whole)) | frozenset(_named_in_chinese(whole))


def _named_in_chinese(whole: str) -> Iterable[str]:
    """English terms of the glossary whose Chinese stands in the texts count as said there."""
    return (stem(word) for word in _glossary_words() if any(t in whole for t in expand(word)))


@lru_cache(maxsize=1)
def _glossary_words() -> tuple[str, ...]:
    from index.glossary import entries

    variants = (v for row in entries("glossary.tsv") for v in row[0])
    return tuple(dict.fromkeys(w for v in variants for w in _WORD.findall(v.lower())))


def _content(text: str) -> list[str]:
    words = (stem(w.removesuffix("'s")) for w in _WORD.findall(_plain(text)) if w not in STOP_WORDS)
    return [w for w in words if w not in _SPOKEN_EN]


def _pairs(text: str) -> list[str]:
    return [
        text[i : i + 2]
        for i in range(len(text) - 1)
        if _HAN.match(text[i]) and _HAN.match(text[i + 1])
    ]


def _share(parts: Sequence[str], told: frozenset[str]) -> float:
    return sum(part in told for part in parts) / len(parts) if parts else 1.0


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
