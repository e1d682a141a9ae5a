"""Whether a sentence is plain text of one language: no link, no markup, nothing that hides."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.answer import Language

_FORM = re.compile(
    r"\w+://|https?:|www\.|mailto:|javascript:|[<>|`{}\\]|~~|&#?\w+;|[\w.]+@[\w.]+|〔|〕|!\[|\]\("
    r"|\b[\w-]+\.(?:com|cn|net|org|top|xyz|info|gov|io)\b|\d{7,}|\d{3,4}-\d{7,8}|\bdocument no\b"
    r"|[\U0001f000-\U0001faff]|万万|亿亿|亿万|(?<![\d\s])[%％‰]|(?<=[^\d\W元年月日天个])[-−]\d|\s[-−]\d",
    re.IGNORECASE,
)
_HIDDEN = frozenset(("Cf", "Cc", "Co", "Cs", "Cn", "Zl", "Zp", "Mn", "Me"))
#: 〇 is a numeral that policies print
_PLAIN = frozenset("〇")
_MIXED = re.compile(r"[A-Za-z]+\d[A-Za-z\d]*|\d+[A-Za-z][A-Za-z\d]*")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
#: scripts in which nothing is answered
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u052f\u0590-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\uac00-\ud7af]"
)
#: as many Latin letters as this for each Chinese character make another language
_LATIN_SHARE = 0.5


def is_malformed(text: str, known: Sequence[str]) -> bool:
    """Links, markup, document numbers, characters that hide or only look like others."""
    if _FORM.search(text):
        return True
    whole = "".join(known)
    if any(_is_odd(character) and character not in whole for character in text):
        return True
    lowered = whole.lower()
    return any(match[0].lower() not in lowered for match in _MIXED.finditer(text))


def is_in(language: Language, text: str, known: Sequence[str]) -> bool:
    """Whether the text is in the language asked for; what it quotes of another is known."""
    if _OTHER_SCRIPT.search(text):
        return False
    han, latin = len(_HAN.findall(text)), len(re.findall(r"[A-Za-z]", text))
    whole = "".join("".join(known).lower().split())
    if language is Language.CHINESE:
        words = _LATIN.findall(text)
        return han > 0 and latin <= han * _LATIN_SHARE and all(w.lower() in whole for w in words)
    return latin > han and all(run in whole for run in _HAN_RUN.findall(text))


def _is_odd(character: str) -> bool:
    """Zero-width, ①, Ⅲ, ½, １, 𝟏, Ａ: not seen, or read as something else."""
    if character in _PLAIN or character == "\n":
        return False
    category = unicodedata.category(character)
    if category in _HIDDEN or category in ("No", "Nl"):
        return True
    folded = unicodedata.normalize("NFKC", character)
    return folded != character and folded.isalnum()
