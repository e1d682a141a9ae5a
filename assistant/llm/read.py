"""The question in official words, by the model; the rules keep places, tiers, figures and kinds.

    俺开了个小饭馆，头一回贷款能便宜点不 → 餐饮业小微企业首贷户有哪些贷款贴息或利率优惠？

What the model adds only widens the search and settles a kind that the rules do not see.
"""

from dataclasses import dataclass, replace

from pydantic import BaseModel, Field

from assistant.answer import Turn
from assistant.cues import Kind
from assistant.english_figures import figures
from assistant.llm.calls import Line
from assistant.llm.counts import Use
from assistant.llm.endpoint import Broken
from assistant.llm.material import gives_orders, plain
from assistant.llm.prompts import Message, Prompt, Role
from assistant.question import Question, normalised
from assistant.slots import values
from corpus.places import mentions

_MOST_TERMS = 6
_LONGEST_CHARS = 160
_TURNS_SHOWN = 3


class Understanding(BaseModel):
    """The form that the model fills."""

    question: str = ""
    terms: list[str] = Field(default_factory=list)
    kind: str = Kind.OPEN.value


@dataclass(frozen=True)
class Reader:
    """Reads questions over one line."""

    line: Line
    prompt: Prompt
    seconds: float

    def read(self, question: Question, history: tuple[Turn, ...]) -> Question:
        """The question with what the model adds; as it was where that fails."""
        try:
            found = self.line.filled(
                Use.UNDERSTAND, self._messages(question, history), Understanding, self.seconds
            )
        except Broken:
            return question
        return merged(question, found)

    def _messages(self, question: Question, history: tuple[Turn, ...]) -> tuple[Message, ...]:
        kinds = "、".join(kind.value for kind in Kind)
        earlier = " / ".join(plain(turn.question) for turn in history[-_TURNS_SHOWN:]) or "（无）"
        return (
            Message(Role.SYSTEM, self.prompt.filled(kinds=kinds)),
            Message(Role.USER, f"上文：{earlier}\n问题：{plain(question.asked)}"),
        )


def merged(question: Question, found: Understanding) -> Question:
    """The rules' reading, widened by what of the model's names no place, tier or figure anew."""
    parts = [found.question, *found.terms[:_MOST_TERMS]]
    words = [normalised(part)[:_LONGEST_CHARS] for part in parts]
    added = " ".join(dict.fromkeys(w for w in words if w and _adds_nothing(question, w)))
    if not added:
        return question
    context = f"{question.context} {added}".strip()
    return replace(question, context=context, kinds=_kinds(question, found))


def _adds_nothing(question: Question, words: str) -> bool:
    """Whether every place, tier and figure was the asker's own."""
    known = f"{question.standalone} {question.context} {question.asked}"
    places = {m.place for m in mentions(words)} <= {*question.places, *question.named_places}
    asked = values(known)
    tiers = all(named <= asked.get(slot, frozenset()) for slot, named in values(words).items())
    own = figures(known)
    counted = all(any(q.is_same(k) for k in own) for q in figures(words))
    return places and tiers and counted and not gives_orders(words)


def _kinds(question: Question, found: Understanding) -> tuple[Kind, ...]:
    if question.kinds != (Kind.OPEN,) or found.kind not in set(Kind):
        return question.kinds
    return (Kind(found.kind),)
