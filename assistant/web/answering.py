"""From a question over HTTP to an answer that is kept: session, queue, cache, journal."""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from assistant.answer import Answer, Ask, Turn
from assistant.chain import Trace, answer_of
from assistant.privacy import masked
from assistant.settings import Settings
from assistant.store.conversations import KeptTurn, conversation_of, new_session_id, recent
from assistant.store.journal import Journal
from assistant.store.schema import new_id, now
from assistant.web import fluent, metrics
from assistant.web.ask_schema import AnswerOut, AskIn, answer_out
from assistant.web.gate import Gate
from assistant.web.live import LiveIndex


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation that the server keeps, and what was said in it so far."""

    id: str
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """What is needed to answer; one for each process."""

    settings: Settings
    engine: Engine
    live: LiveIndex
    gate: Gate
    journal: Journal
    remembered: "Remembered"

    async def answer(self, body: AskIn) -> AnswerOut:
        """The whole answer, kept before it is given."""
        began = time.perf_counter()
        session = await self.session(body.session_id)
        ask = body.ask(session.turns)
        assistant = await self.live.assistant()
        if assistant.model is not None:
            out = _counted(await fluent.answered(assistant, ask))
        else:
            known = self.remembered.get(assistant.index.version, ask)
            out = known or await self._by_rules(ask)
        return await self._kept(body, session, out, began)

    async def stream(self, body: AskIn) -> AsyncIterator[Trace | AnswerOut]:
        """Each step as it is done, then the whole answer, kept."""
        began = time.perf_counter()
        session = await self.session(body.session_id)
        ask = body.ask(session.turns)
        async with self.gate:
            assistant = await self.live.assistant()
            trace = assistant.begin(ask)
            # all of them first: who reads slowly must not keep the others waiting
            steps = (
                []
                if assistant.model
                else await self.live.reading(lambda _: [*assistant.trace(trace)])
            )
        for step in steps:
            yield (trace := step)
        if assistant.model is not None:
            async for step in fluent.traced(assistant, ask):
                yield (trace := step)
        yield await self._kept(body, session, _counted(answer_of(trace)), began)

    async def _by_rules(self, ask: Ask) -> AnswerOut:
        """An answer in turn. A model's are not remembered: it may have failed."""
        async with self.gate:
            # of the index as it is when the turn comes
            out = _counted(await self.live.reading(lambda assistant: assistant.answer(ask)))
        self.remembered.put(ask, out)
        return out

    async def session(self, session_id: str | None) -> Session:
        """The conversation of that id while it lasts, else a new one under an id of our own."""
        if session_id:
            turns = await run_in_threadpool(self._turns, session_id)
            if turns is not None:
                return Session(session_id, turns)
        return Session(new_session_id())

    def _turns(self, session_id: str) -> tuple[Turn, ...] | None:
        since = now() - timedelta(hours=self.settings.session_hours)
        kept = recent(self.engine, conversation_of(session_id), since, self.settings.history_turns)
        return None if kept is None else tuple(Turn(t.question, t.answer) for t in kept)

    async def _kept(self, body: AskIn, session: Session, out: AnswerOut, began: float) -> AnswerOut:
        total = round((time.perf_counter() - began) * 1000, 3)
        named = out.model_copy(
            update={
                "id": new_id(),
                "session_id": session.id,
                "timing_ms": {**out.timing_ms, "total": total},
            }
        )
        metrics.count_answer(named.status)
        if not await self.journal.keep(_turn(body, named)):
            metrics.count_lost()
        return named


class Remembered:
    """Answers to the same question, asked of the same index on the same day."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[tuple[str, Ask], AnswerOut] = OrderedDict()

    def get(self, version: str, ask: Ask) -> AnswerOut | None:
        key = _key(version, ask)
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def put(self, ask: Ask, out: AnswerOut) -> None:
        self._answers[_key(out.index_version, ask)] = out
        if len(self._answers) > self._size:
            self._answers.popitem(last=False)


def _key(version: str, ask: Ask) -> tuple[str, Ask]:
    return version, ask if ask.as_of else replace(ask, as_of=date.today())


def _counted(answer: Answer) -> AnswerOut:
    metrics.count_chain(answer.timing_ms, answer.replaced_figures)
    return answer_out(answer)


def _turn(body: AskIn, out: AnswerOut) -> KeptTurn:
    return KeptTurn(
        id=out.id,
        conversation=conversation_of(out.session_id),
        asked=now(),
        question=masked(body.question),
        standalone_question=masked(out.standalone_question),
        region=masked(body.region) if body.region else None,
        status=out.status,
        answer=masked(out.answer),
        citations=tuple((c.document_number, c.clause_id) for c in out.citations),
        index_version=out.index_version,
        total_ms=out.timing_ms["total"],
    )
