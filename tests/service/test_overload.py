"""Beyond what it can answer, the service refuses at once and answers the others soon."""

import asyncio
from pathlib import Path

import httpx
import pytest

from assistant.web.gate import Gate
from assistant.web.problems import Problem
from evals.speed.load import capacity, steady
from evals.speed.serving import serving
from index.training.questions import corpus_questions

#: the bench measures the issue's 60 seconds; this shows the kind
_SECONDS = 6


def test_a_burst_may_wait_and_a_steady_queue_is_kept_short() -> None:
    async def crowd(gate: Gate, people: int) -> int:
        refused = 0

        async def one() -> None:
            nonlocal refused
            try:
                async with gate:
                    await asyncio.sleep(0.3)
            except Problem:
                refused += 1

        first = [asyncio.create_task(one()) for _ in range(people)]
        await asyncio.sleep(0.28)
        later = [asyncio.create_task(one()) for _ in range(people)]
        await asyncio.gather(*first, *later)
        return refused

    assert asyncio.run(crowd(Gate(2, 5, 10), 4)) == 4
    assert asyncio.run(crowd(Gate(2, 5, 10), 8)) == (8 - 1 - 5) + 8


def test_callers_that_pause_do_not_end_an_overload() -> None:
    async def overload(gate: Gate, pause: float) -> int:
        """How many are refused of six who come at once after seconds of too many."""
        refused = 0

        async def one() -> None:
            nonlocal refused
            try:
                async with gate:
                    await asyncio.sleep(0.01)
            except Problem:
                refused += 1

        for _ in range(200):
            tasks = [asyncio.create_task(one()) for _ in range(2)]
            await asyncio.sleep(0.01)
        await asyncio.gather(*tasks)
        await asyncio.sleep(pause)
        refused = 0
        await asyncio.gather(*(one() for _ in range(6)))
        return refused

    assert asyncio.run(overload(Gate(2, 10, 10), pause=0.1)) == 6 - 1 - 2
    assert asyncio.run(overload(Gate(2, 10, 10), pause=0.6)) == 0


def test_who_waits_too_long_is_refused_and_leaves_no_trace() -> None:
    async def impatient(gate: Gate) -> int:
        async with gate:
            with pytest.raises(Problem):
                async with gate:
                    pass
        async with gate:
            return gate.waiting

    assert asyncio.run(impatient(Gate(2, 5, 0.05))) == 0


def test_who_leaves_while_waiting_frees_the_place() -> None:
    async def leaving(gate: Gate) -> int:
        async with gate:
            waiting = [asyncio.create_task(gate.__aenter__()) for _ in range(3)]
            await asyncio.sleep(0.01)
            assert gate.waiting == 3
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            assert gate.waiting == 0
        async with gate:
            return gate.waiting

    assert asyncio.run(leaving(Gate(5, 5, 10))) == 0


def test_four_times_the_load_is_refused_in_part_and_forgotten_at_once(
    index_folder: Path, tmp_path: Path
) -> None:
    bodies = [{"question": row.question} for row in corpus_questions()]
    limits = {"client_limits": "1000000/minute", "remembered_answers": "0"}
    with serving(index_folder, tmp_path, limits) as service:
        url = f"{service.url}/v1/ask"
        steady(url, bodies, rate=20, seconds=1)
        most = capacity(url, bodies, seconds=2)
        unloaded = steady(url, bodies, rate=most / 5, seconds=3)
        overload = steady(url, bodies, rate=4 * most, seconds=_SECONDS)
        after = steady(url, bodies, rate=most / 5, seconds=5).since(3)
        refused = httpx.get(f"{service.url}/metrics").text
    assert unloaded.share(200) == 1
    assert overload.share(200, 429, 503) == 1
    assert overload.share(200) > 0.1
    assert overload.share(429, 503) > 0.4
    # past the first burst, and twice the goal: other tests may run beside this one
    assert overload.since(2).quantile_ms(0.99) < 10 * unloaded.quantile_ms(0.99)
    assert after.share(200) == 1
    assert after.quantile_ms(0.5) < 3 * unloaded.quantile_ms(0.5)
    assert 'status="429"' in refused
