"""English words as the index keeps them: lightly stemmed, British as American, no stop words."""

import re
from functools import lru_cache, partial
from pathlib import Path

STOP_WORDS = frozenset(
    Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").split()
)

_SPELLINGS = {
    "centre": "center",
    "licence": "license",
    "programme": "program",
    "cheque": "check",
    "labour": "labor",
    "favour": "favor",
    "honour": "honor",
    "behaviour": "behavior",
    "defence": "defense",
    "tyre": "tire",
    "grey": "gray",
    "fulfil": "fulfill",
    "enrol": "enroll",
    "catalogue": "catalog",
    "artefact": "artifact",
    "storey": "story",
    "organisation": "organization",
    "people": "person",
    "staff": "employee",
    "worker": "employee",
    "firm": "company",
    "enterprise": "company",
}
_PLURALS = ((re.compile(r"(?<=\w\w)ies$"), "y"), (re.compile(r"(?<=s|x|z|h)es$"), ""))
_PLURAL_S = re.compile(r"(?<=\w\w[^su])s$|(?<=[aeo]u)s$")
_ENDINGS = re.compile(r"(?<=\w\w\w)(?:ing|ed)$")
_IZE = re.compile(r"(?<=\w\w\w\w)i[sz](?:e|ation)?$")
_DOUBLED = re.compile(r"([bdgkmnprt])\1$")

#: never from the middle of one: a thousand digits would be read half a million times
_NUMBER = r"((?<!\d)\d[\d,]*(?:\.\d+)?)"
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9}
_SCALE = r"\s*(thousand|k|million|mn|m|billion)?"
_MONEY = (
    re.compile(rf"(?:rmb|cny|yuan|[¥￥])\s*{_NUMBER}{_SCALE}\b(?:\s*(?:yuan|rmb|cny)\b)?"),
    re.compile(rf"{_NUMBER}{_SCALE}\s*(?:yuan|rmb|cny)\b"),
)
_DOLLARS = (
    re.compile(rf"(?:usd|us\$|\$)\s*{_NUMBER}{_SCALE}\b"),
    re.compile(rf"{_NUMBER}{_SCALE}\s*(?:us dollars|dollars|usd)\b"),
)
_COUNTED = (
    (re.compile(rf"{_NUMBER}\s*(?:percent|per cent)\b"), r"\1%"),
    (re.compile(rf"{_NUMBER}[\s-]*(?:working|business|work)[\s-]days?\b"), r"\1个工作日"),
    (re.compile(rf"{_NUMBER}[\s-]*days?\b"), r"\1天"),
    (re.compile(rf"{_NUMBER}[\s-]*months?\b"), r"\1个月"),
    (re.compile(rf"{_NUMBER}[\s-]*years?\b"), r"\1年"),
    (re.compile(rf"{_NUMBER}[\s-]*(?:megawatts?|mw)\b"), r"\1兆瓦"),
    (re.compile(rf"{_NUMBER}[\s-]*(?:square met(?:re|er)s?|sqm|sq m|m2)(?!\w)"), r"\1平方米"),
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """`subsidies`, `subsidised` and `subsidizing` meet at `subsidy`."""
    word = _SPELLINGS.get(word, word)
    for pattern, replacement in _PLURALS:
        word = pattern.sub(replacement, word)
    word = _PLURAL_S.sub("", word)
    word = _SPELLINGS.get(word, word)
    base = _ENDINGS.sub("", word)
    if base != word:
        word = _DOUBLED.sub(r"\1", base)
    word = _IZE.sub("y", word)
    return re.sub(r"(?<=\w\w\w)e$", "", word)


def figures_as_printed_in_chinese(text: str) -> str:
    """`rmb 5 million` → `5000000元`, `20 percent` → `20%`, `15 working days` → `15个工作日`."""
    if text.isascii() is False and not re.search("[a-z$]", text):
        return text
    for unit, patterns in (("元", _MONEY), ("美元", _DOLLARS)):
        for pattern in patterns:
            text = pattern.sub(partial(_amount, unit), text)
    for pattern, replacement in _COUNTED:
        text = pattern.sub(replacement, text)
    return text


def _amount(unit: str, match: re.Match[str]) -> str:
    number, scale = match[1], match[2]
    value = float(number.replace(",", "")) * (_SCALES[scale] if scale else 1.0)
    return f"{value:.12g}{unit} "
