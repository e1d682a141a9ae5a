"""Answers that a chat model words take seconds: they wait in threads, not in the loop's one turn.

How many wait at a time is `llm_calls_at_once`; whoever comes beyond gets the rules' answer at once.
"""

from collections.abc import AsyncIterator

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool

from assistant.answer import Answer, Ask
from assistant.chain import Assistant, Trace
from assistant.web import metrics
from assistant.web.live import store_answers


async def answered(assistant: Assistant, ask: Ask) -> Answer:
    """The whole answer."""
    with store_answers():
        answer = await run_in_threadpool(assistant.answer, ask)
    _count(assistant)
    return answer


async def traced(assistant: Assistant, ask: Ask) -> AsyncIterator[Trace]:
    """Each step, and each sentence as it is checked."""
    with store_answers():
        async for trace in iterate_in_threadpool(assistant.trace(assistant.begin(ask))):
            yield trace
    _count(assistant)


def _count(assistant: Assistant) -> None:
    if assistant.model is not None:
        metrics.count_model(assistant.model.counts)
