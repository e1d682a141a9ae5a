"""Why a sentence of the model may not be said. The first flaw found is enough.

Held against the clauses that the sentence itself cites: its markers exist, its figures stand there
and are said of whom the clause says them, its place, payer and responsible units are theirs, it
denies nothing that they grant, and every part of it speaks of what they speak of.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.compose import Reply
from assistant.cues import FIGURES
from assistant.english_figures import figures
from assistant.llm.amounts import is_misread
from assistant.llm.binding import is_denial_moved, is_figure_moved, is_tier_moved
from assistant.llm.counts import Flaw
from assistant.llm.material import Source, gives_orders
from assistant.llm.sentences import Said, said_in
from assistant.llm.subject import is_foreign, is_in
from assistant.question import Question
from assistant.slots import payers, values
from assistant.verify import check
from assistant.wording import wording
from corpus.clause import Level
from corpus.places import ancestors, english_name, mentions

_LONGEST_CHARS = {Language.CHINESE: 220, Language.ENGLISH: 520}
_FORM = re.compile(
    r"https?:|www\.|[<>|`{}\\]|[\w.]+@[\w.]+|〔|〕|!\[|\]\(|\d{7,}|\bdocument no\b"
    r"|[\U0001f000-\U0001faff]",
    re.IGNORECASE,
)
_EQUATION = re.compile(r"[=＝≈×÷*]|\d\s*[+−]\s*\d|等于|相当于")
_BODY = re.compile(r"[\u4e00-\u9fff]{2}(?:局|厅|委员会|办公室|委(?=[、，。；和及与负牵]|$))")
_DENIES = re.compile(
    r"不得(?!超过|高于|低于|少于)|不予|不再|不需|无需|无须|不用|不能|不可以?|不会|没有|未(?!来|成年)|禁止|严禁|免|取消|停止|不(?:符合|是|给|享受|支持|属于|包括|含)|并非|无法"
    r"|\b(?:not|no|never|cannot|without|neither|nor|exempt\w*|free of|waive\w*|cancel\w*)\b|n't\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"没有(?:写明|规定|明确)|未(?:写明|规定|明确)|not (?:specif|stat|provid)|names? no"
    r"|does not (?:name|say|state)",
    re.IGNORECASE,
)
_MOST_OF = 0.6
#: keeps a very short sentence from being the closest by one shared character
_FEW_TRAITS = 8
_YES = re.compile(r"^(?:有|可以|能|是的?|需要|对|属于|会|yes)[，,。.！!：: ]", re.IGNORECASE)
_NO = re.compile(
    r"^(?:没有|不可以|不能|不是|不需要|无需|不会|不属于|no)[，,。.！!：: ]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a sentence is held against: the question, the checked draft, the clauses shown."""

    question: Question
    draft: Reply
    sources: tuple[Source, ...]

    def cited(self, said: Said) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.n in said.markers)

    @property
    def drafted(self) -> frozenset[str]:
        """The draft's sentences, which may be said again."""
        return frozenset(s.text for s in said_in([self.draft.text], self.question.language))

    def known(self, said: Said) -> tuple[str, ...]:
        """The texts of the clauses cited, and the draft's lines about them."""
        texts = (t for source in self.cited(said) for t in (source.text, source.english) if t)
        return (*texts, *_own_lines(said, self))

    @property
    def regions(self) -> frozenset[str]:
        return frozenset(source.document.region for source in self.sources)


def flaw(said: Said, grounds: Grounds) -> Flaw | None:
    """Why the sentence may not be said; None where it may. The draft's own were checked before."""
    given = {source.n for source in grounds.sources}
    if said.text in grounds.drafted and set(said.markers) <= given:
        return None
    return next((name for name, has in _CHECKS if has(said, grounds)), None)


def _is_malformed(said: Said, grounds: Grounds) -> bool:
    return bool(_FORM.search(said.text)) or gives_orders(said.text)


def _is_long(said: Said, grounds: Grounds) -> bool:
    return len(said.text) > _LONGEST_CHARS[grounds.question.language]


def _is_other_language(said: Said, grounds: Grounds) -> bool:
    return not is_in(grounds.question.language, said.text)


def _is_unmarked(said: Said, grounds: Grounds) -> bool:
    """No clause is named, or one that was not given."""
    given = {source.n for source in grounds.sources}
    return not said.markers or not set(said.markers) <= given


def _is_unsupported(said: Said, grounds: Grounds) -> bool:
    cited = grounds.cited(said)
    texts = [text for source in cited for text in (source.shown, source.english)]
    question = grounds.question
    if not check(said.text, [*texts, *_own_lines(said, grounds)], (), question.standalone).is_clean:
        return True
    # the draft names no figure because the clause names none: no other clause's will do
    asked = question.kind in FIGURES and not figures(grounds.draft.text)
    return asked and any(not _is_asked(q.value, question) for q in figures(said.text))


def _is_calculated(said: Said, grounds: Grounds) -> bool:
    """Only the draft's own calculation may be written out; others may leave out a condition."""
    if not _EQUATION.search(said.text):
        return False
    draft = "".join(grounds.draft.text.split())
    parts = [p for p in re.split(r"[，。；,;]", said.text) if _EQUATION.search(p)]
    return not all(_formula(part) in draft for part in parts)


def _is_misread(said: Said, grounds: Grounds) -> bool:
    if _is_verbatim(said, grounds):
        return False
    if is_figure_moved(said.text, grounds.known(said), grounds.question.figures):
        return True
    rows = [row for source in grounds.cited(said) for row in source.rows]
    return is_misread(said.text, rows, grounds.question)


def _is_other_tier(said: Said, grounds: Grounds) -> bool:
    """省级 where 国家级 was asked about."""
    if is_tier_moved(said.text, grounds.known(said)):
        return True
    named = values(said.text)
    return any(not asked & named.get(slot, asked) for slot, asked in grounds.question.slots.items())


def _is_elsewhere(said: Said, grounds: Grounds) -> bool:
    """Another place's name, or no place's where those of several are cited."""
    cited = grounds.cited(said)
    known = "\n".join(source.shown for source in cited)
    regions = {source.document.region for source in cited}
    above = {name for region in regions for name in ancestors(region)}
    named = {mention.place for mention in mentions(said.text)}
    allowed = regions | above | {m.place for m in mentions(known)}
    if len(regions) == 1 and set(grounds.question.places) & named - allowed:
        # a place asked about that is not the clause's: the clause would be said of it
        return not named & regions
    if named - allowed - set(grounds.question.places):
        return True
    if len(grounds.regions) < 2:
        return False
    levels = {source.document.level for source in cited}
    return not regions <= named and not levels <= set(payers(said.text))


def _is_other_payer(said: Said, grounds: Grounds) -> bool:
    """The city's money said to be the province's."""
    named = set(payers(said.text))
    known: set[Level] = set()
    for source in grounds.cited(said):
        known |= {row.payer for row in source.rows if row.payer is not None}
        known |= set(payers(source.shown))
        known |= {source.document.level} if source.document.level else set()
    return not named <= known


def _names_other_body(said: Said, grounds: Grounds) -> bool:
    known = "".join(source.shown for source in grounds.cited(said)) + grounds.draft.text
    known += grounds.question.standalone
    return any(name not in known for name in _BODY.findall(said.text))


def _denies(said: Said, grounds: Grounds) -> bool:
    """A no where the clause has none, a yes where the draft says no, and the other way round."""
    words, draft = wording(grounds.question.language), grounds.draft.text
    no = (words.no, words.may_not, words.not_needed, words.outside, words.not_always)
    yes = (words.yes, words.may, words.needed, words.within)
    says_no = _starts(draft, no) and not _starts(draft, ("不超过",))
    says_yes = not says_no and _starts(draft, yes)
    if (_YES.match(said.text) and says_no) or (_NO.match(said.text) and says_yes):
        return True
    if is_denial_moved(said.text, grounds.known(said)):
        return True
    closest = _closest(said, grounds)
    denied = _DENIES.findall(_SAYS_NOTHING.sub("", said.text))
    if _SAYS_NOTHING.search(said.text) and not _SAYS_NOTHING.search(draft):
        return True
    if denied and not _DENIES.search(f"{closest}\n{draft}"):
        return True
    is_its_denial_left_out = _DENIES.search(closest) and not denied and not _NO.match(said.text)
    return bool(is_its_denial_left_out) and _is_about(said, closest, grounds)


def _is_off(said: Said, grounds: Grounds) -> bool:
    cited = grounds.cited(said)
    known = [text for source in cited for text in (source.shown, source.english)]
    regions = [f"{s.document.region} {english_name(s.document.region)}" for s in cited]
    asked = f"{grounds.question.focus} {grounds.question.standalone}"
    return is_foreign(
        said.text,
        [*known, *regions, asked, grounds.draft.text],
        grounds.question.language,
    )


_CHECKS: tuple[tuple[Flaw, Callable[[Said, Grounds], bool]], ...] = (
    (Flaw.LENGTH, _is_long),
    (Flaw.FORM, _is_malformed),
    (Flaw.LANGUAGE, _is_other_language),
    (Flaw.MARKER, _is_unmarked),
    (Flaw.CALCULATION, _is_calculated),
    (Flaw.FIGURE, _is_unsupported),
    (Flaw.ROW, _is_misread),
    (Flaw.TIER, _is_other_tier),
    (Flaw.PLACE, _is_elsewhere),
    (Flaw.PAYER, _is_other_payer),
    (Flaw.BODY, _names_other_body),
    (Flaw.NEGATION, _denies),
    (Flaw.SUBJECT, _is_off),
)


def _own_lines(said: Said, grounds: Grounds) -> list[str]:
    """The draft's lines that cite the same clauses: dates and calculations spelled out there."""
    lines = grounds.draft.text.split("\n")
    return [line for line in lines if any(f"[{n}]" in line for n in said.markers)]


def _is_verbatim(said: Said, grounds: Grounds) -> bool:
    """A whole sentence of the clause: a piece of one may have lost its tier or its condition."""
    bare = said.text.strip("。；; ")
    whole = (s.text for source in grounds.cited(said) for s in source.sentences)
    return any(bare == text.strip("。；; ") for text in whole)


def _closest(said: Said, grounds: Grounds) -> str:
    """The clause's sentence that shares most characters with what is said of it."""
    is_chinese = grounds.question.language is Language.CHINESE
    cited = [s for source in grounds.cited(said) for s in source.sentences]
    shown = [s.text if is_chinese else s.english for s in cited]
    written = _traits(said.text, is_chinese)

    def likeness(text: str) -> float:
        traits = _traits(text, is_chinese)
        return len(written & traits) / (_FEW_TRAITS + len(traits))

    return max(shown, key=likeness, default="")


def _is_about(said: Said, sentence: str, grounds: Grounds) -> bool:
    """Whether what is said is for the most part that sentence."""
    is_chinese = grounds.question.language is Language.CHINESE
    written = _traits(said.text, is_chinese)
    return len(written & _traits(sentence, is_chinese)) >= _MOST_OF * len(written)


def _traits(text: str, is_chinese: bool) -> frozenset[str]:
    return frozenset(text) if is_chinese else frozenset(text.lower().split())


def _starts(text: str, words: Sequence[str]) -> bool:
    bare = re.sub(r"^[^：:]{2,24}[：:]\s*", "", text)
    return text.startswith(tuple(words)) or bare.startswith(tuple(words))


def _formula(part: str) -> str:
    found = re.search(r"[\d（(][^\u4e00-\u9fff]*.*", part)
    return "".join((found[0] if found else part).split()).rstrip("计算")


def _is_asked(value: float | None, question: Question) -> bool:
    return any(q.value == value for q in question.figures)
