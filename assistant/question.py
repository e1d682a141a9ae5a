"""What is asked: language, place, whose money, tiers, figures and the kind of answer."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Ask, Language
from assistant.conversation import MORE, has_topic, resolve
from assistant.cues import Kind
from assistant.english_figures import figures
from assistant.slots import Slot, payers, values
from assistant.spelling import corrected
from corpus.clause import Level
from corpus.layout import document_number
from corpus.places import ancestors, canonical, level_of, mentions
from corpus.quantities import Quantity

#: describes a contest or a plan, not where the asker is
_PROVINCEWIDE = re.compile(r"全省|全国")
LONGEST_QUESTION_CHARS = 1000
_THRESHOLD = re.compile(
    r"(?:多少|多大|几\w{0,3})(?:钱|元|万元?|人|家)?(?:以上|以下|以内|之内|才能?|起步)|"
    r"(?:要|得|需|须)(?:达到|满|超过?)?多少.{0,8}才|达到多少.{0,8}(?:能|才|可以)|"
    r"\bhow (?:large|big|high|small) must\b|\bmust\b.{0,60}\bto qualify\b|"
    r"\b(?:at least|more than) how\b|\bhow (?:much|many|large|big)\b.{0,60}\bto (?:qualify|"
    r"be eligible)\b",
    re.IGNORECASE,
)
_EACH_OF = re.compile(
    r"分别是?(?:多少|几)|各(?:是|给|奖|补|有)?(?:多少|几)|\brespectively\b|"
    r"\band what\b.{0,40}\b(?:is|are)\b",
    re.IGNORECASE,
)
_EACH_FIGURE = re.compile(
    r"多少|(?<![哪前那这好])几(?!乎|年来)|(?<=[，,、])[^，,、]{1,8}呢|\bhow (?:many|much|long)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,14}\s?[〔\[(（【]\s?(?:19|20)\d\d\s?[〕\])）】]\s?\d+\s?号"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    asked: str
    focus: str
    context: str
    standalone: str
    language: Language
    kinds: tuple[Kind, ...]
    places: tuple[str, ...]
    named_places: tuple[str, ...]
    payers: tuple[Level, ...]
    slots: Mapping[Slot, frozenset[str]]
    figures: tuple[Quantity, ...]
    foreign_places: tuple[str, ...] = ()
    document: str | None = None
    has_topic: bool = True

    @property
    def kind(self) -> Kind:
        """What the reply is about first of all."""
        return self.kinds[0]

    def asks(self, *wanted: Kind) -> bool:
        """Whether one of these kinds is asked for."""
        return any(kind in self.kinds for kind in wanted)

    @property
    def asks_more(self) -> bool:
        """`还有别的吗`: what stands beside the answer to the question before."""
        return bool(self.context) and MORE.search(self.focus) is not None

    @property
    def asks_threshold(self) -> bool:
        """`年用量多少以下不用办环评`: the figure of a condition, not what it gives."""
        return _THRESHOLD.search(self.focus) is not None

    @property
    def asks_several(self) -> bool:
        """`托育机构要备案多少家，示范的又要建多少`: more than one figure is asked for."""
        return len(_EACH_FIGURE.findall(self.focus)) > 1 or _EACH_OF.search(self.focus) is not None

    @property
    def regions(self) -> frozenset[str] | None:
        """Whose clauses may answer: the places and all that they belong to. None: everyone's."""
        if not self.places:
            return None
        return frozenset(name for place in self.places for name in (place, *ancestors(place)))


@dataclass(frozen=True, slots=True)
class Held:
    """What the corpus holds: regions that have documents, and the documents' numbers."""

    regions: frozenset[str]
    numbers: frozenset[str]


def understand(ask: Ask, held: Held, *, must_lean: bool = False) -> Question:
    """The question as understood; `must_lean` reads it as a follow-up whatever it looks like."""
    questions = [normalised(turn.question) for turn in ask.history]
    text = normalised(ask.question)
    language = ask.language or language_of(text)
    whole = resolve([corrected(q) for q in questions if q], corrected(text), must_lean=must_lean)
    named = _named(_PROVINCEWIDE.sub("", whole.focus) if ask.region else whole.focus)
    given = _given(ask.region)
    places = named or given or _named(whole.standalone) or _named(" ".join(questions))
    asked_payers = payers(whole.focus) or payers(whole.context)
    if len(asked_payers) > 1 and given and set(named) <= set(ancestors(given[0])):
        places = given  # 省里给多少、市里再给多少: both levels of where the asker is
    everything = f"{whole.context} {whole.focus}".strip()
    return Question(
        asked=text,
        focus=whole.focus,
        context=whole.context,
        standalone=whole.standalone,
        language=language,
        kinds=whole.kinds,
        places=places,
        named_places=named or _named(whole.standalone),
        payers=asked_payers,
        slots=_slots(whole.focus, everything),
        figures=figures(whole.focus) or figures(whole.context),
        foreign_places=tuple(p for p in named if not _is_served(p, held.regions)),
        document=_document(everything, held.numbers),
        has_topic=has_topic(whole.focus),
    )


def normalised(text: str) -> str:
    """One line, one width, no control characters."""
    folded = unicodedata.normalize("NFKC", text)
    printable = "".join(c if c.isprintable() or c in "\n\t" else " " for c in folded)
    return re.sub(r"\s+", " ", printable).strip()[:LONGEST_QUESTION_CHARS]


def language_of(text: str) -> Language:
    """English where it has more English words than Chinese characters."""
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    characters = len(re.findall(r"[\u4e00-\u9fff]", text))
    return Language.ENGLISH if words > characters else Language.CHINESE


def _slots(focus: str, everything: str) -> Mapping[Slot, frozenset[str]]:
    """The question's own values; those of the one it leans on where it names no other subject."""
    return values(focus) if has_topic(focus) else {**values(everything), **values(focus)}


def _named(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.place for mention in mentions(text)))


def _given(region: str | None) -> tuple[str, ...]:
    name = canonical(region) if region else None
    return (name,) if name else ()


def _document(text: str, numbers: frozenset[str]) -> str | None:
    """The document that the question names by its number, if it is one that is held."""
    for match in _NUMBER.finditer(text):
        number = document_number(match[0])
        held = [n for n in numbers if number.endswith(n)]
        if held:
            return held[0]
    return None


def _is_served(place: str, served: frozenset[str]) -> bool:
    """Whether any document speaks for the place: its own, or one of a larger place it is in."""
    if place in served or level_of(place) is Level.NATIONAL:
        return True
    return any(name in served for name in ancestors(place))
