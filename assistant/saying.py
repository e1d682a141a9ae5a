"""What one clause says to a question, before it becomes part of a reply."""

from dataclasses import dataclass

from assistant.evidence import Evidence, Sentence
from corpus.clause import Benefit
from corpus.places import english_name


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` without its marker, the verbatim `quote` it rests on, the amounts it names.

    `total` is what `computed` comes to.
    """

    text: str
    quote: str
    evidence: Evidence
    rows: tuple[Benefit, ...] = ()
    computed: str = ""
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be said: one place's reply, or one line of several."""

    characters: int


WHOLE = Room(characters=190)
LINE = Room(characters=80)


def bare(sentence: Sentence) -> str:
    """The sentence as it is quoted."""
    return sentence.text.strip()


def english_place(region: str) -> str:
    """`晋城市` → Jincheng city."""
    return english_name(region) or region
