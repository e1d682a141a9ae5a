"""A no where the clause has none, a yes where the draft says no, and the other way round."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Language
from assistant.llm.binding import is_denial_moved
from assistant.llm.grounds import Grounds
from assistant.llm.sentences import Said
from assistant.wording import wording

_DENIES = re.compile(
    r"不得(?!超过|高于|低于|少于)|不予|不再|不需|无需|无须|不用|不能|不可以?|不会|没有|未(?!来|成年|上市)|禁止|严禁|免|取消|停止|不(?:符合|是|给|享受|支持|属于|包括|含|行|必|准|允许|都|全|一定)|并非|无法"
    r"|\b(?:not|no|never|cannot|without|neither|nor|exempt\w*|free of|waive\w*|cancel\w*)\b|n't\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"没有(?:写明|规定|明确)|未(?:写明|规定|明确)|not (?:specif|stat|provid)|names? no"
    r"|does not (?:name|say|state|specify)",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:有的?|可以|能|是的?|需要|对|属于|会|行|符合|yes)[，,。.！!：: ]", re.IGNORECASE
)
_NO = re.compile(
    r"^(?:没有|不可以|不能|不是|不需要|无需|不用|不会|不属于|不行|不符合|no)[，,。.！!：: ]",
    re.IGNORECASE,
)
_BOUND = re.compile(r"^(?:应当|必须|务必|(?:they |you |it )?must\b)", re.IGNORECASE)
_STOP = re.compile(r"[，,。；;、：:]")
#: how far a no reaches, and how much of that said without it turns it round
_SCOPE_CHARS = {Language.CHINESE: 12, Language.ENGLISH: 60}
_MOST_OF_SCOPE = 0.5


def is_denial_turned(said: Said, grounds: Grounds) -> bool:
    """Whether the sentence says no, or fails to, against draft and clause."""
    if _answers_otherwise(said, grounds) or is_denial_moved(said.text, grounds.known(said)):
        return True
    draft, closest = grounds.draft.text, "".join(grounds.closest(said))
    if _SAYS_NOTHING.search(said.text) and not _SAYS_NOTHING.search(draft):
        return True
    denied = _DENIES.search(_SAYS_NOTHING.sub("", said.text))
    if denied and not _DENIES.search(f"{closest}\n{draft}"):
        return True
    return not denied and _is_left_out(said, closest, grounds.language)


def _answers_otherwise(said: Said, grounds: Grounds) -> bool:
    words, draft = wording(grounds.language), grounds.draft.text
    no = (words.no, words.may_not, words.not_needed, words.outside, words.not_always)
    yes = (words.yes, words.may, words.needed, words.within)
    says_no = _starts(draft, no) and not _starts(draft, ("不超过",))
    says_yes = not says_no and _starts(draft, yes)
    if _starts(draft, (words.may,)) and _BOUND.match(said.text):
        return True
    return bool((_YES.match(said.text) and says_no) or (_NO.match(said.text) and says_yes))


def _is_left_out(said: Said, closest: str, language: Language) -> bool:
    """Whether most of what the clause denies is said without a no."""
    written = _pairs(said.text, language)
    for scope in _scopes(closest, language):
        found = _pairs(scope, language)
        if len(found) > 1 and len(found & written) >= _MOST_OF_SCOPE * len(found):
            return True
    return False


def _scopes(text: str, language: Language) -> Iterator[str]:
    for match in _DENIES.finditer(text):
        rest = text[match.end() : match.end() + _SCOPE_CHARS[language]]
        yield _STOP.split(rest)[0]


def _pairs(text: str, language: Language) -> frozenset[str]:
    if language is Language.CHINESE:
        return frozenset(text[i : i + 2] for i in range(len(text) - 1))
    return frozenset(re.findall(r"[a-z]{4,}", text.lower()))


def _starts(text: str, words: Sequence[str]) -> bool:
    bare = re.sub(r"^[^：:]{2,24}[：:]\s*", "", text)
    return text.startswith(tuple(words)) or bare.startswith(tuple(words))
