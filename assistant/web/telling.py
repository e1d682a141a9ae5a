"""An answer as it is made, for whoever reads along: stages of the work, pieces, then the whole."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from assistant.chain import Trace
from assistant.web.answering import Answering
from assistant.web.ask_schema import AnswerOut, AskIn

#: a word, or up to four Chinese characters, with what follows it
_PIECE = re.compile(r"[\u4e00-\u9fff]{1,4}|\[\d+\]|[^\s\u4e00-\u9fff]+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the chain that is done."""

    name: str


def pieces(answer: str) -> list[str]:
    """The answer cut where a reader would pause; joined, they are the answer."""
    return _PIECE.findall(answer)


async def told(answering: Answering, asked: AskIn) -> AsyncIterator[Stage | str | AnswerOut]:
    """Stages and pieces as they come, the whole answer last. The pieces joined are its text."""
    sent, stage = "", ""
    async for made in answering.stream(asked):
        if isinstance(made, Trace) and stage != (stage := list(made.timing_ms)[-1]):
            yield Stage(stage)
        # the answer begins with what was said of it while it was written
        said = made.said or sent if isinstance(made, Trace) else made.answer
        for piece in pieces(said[len(sent) :]):
            yield piece
        sent = said
        if isinstance(made, AnswerOut):
            yield made
