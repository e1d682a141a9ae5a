"""A failing endpoint is left alone, then tried with one call."""

import time

from assistant.answer import Ask
from assistant.llm.breaker import Breaker
from assistant.llm.counts import Cause, Ending
from tests.llm import server
from tests.llm.conftest import Fluent
from tests.llm.server import Exchange
from tests.llm.test_played import CHAMPION, GOOD


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_opens_after_failures_in_a_row_and_closes_when_one_call_works() -> None:
    clock = Clock()
    breaker = Breaker(failures=2, pause_seconds=30, clock=clock)
    breaker.settle(worked=False)
    assert breaker.may_try()
    breaker.settle(worked=False)
    assert not breaker.may_try()
    clock.now = 31
    assert breaker.may_try()
    assert not breaker.may_try(), "half open, one call at a time"
    breaker.settle(worked=True)
    assert breaker.may_try()
    assert not breaker.is_open


def test_half_open_a_failure_opens_it_again_for_the_whole_pause() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, pause_seconds=30, clock=clock)
    breaker.settle(worked=False)
    clock.now = 31
    assert breaker.may_try()
    breaker.settle(worked=False)
    clock.now = 60
    assert not breaker.may_try()
    clock.now = 62
    assert breaker.may_try()


def test_a_success_in_between_starts_the_count_anew() -> None:
    breaker = Breaker(failures=2, pause_seconds=30)
    for worked in (False, True, False):
        breaker.settle(worked)
    assert breaker.may_try()


def test_a_call_that_nobody_waited_for_leaves_it_as_it_was() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, pause_seconds=30, clock=clock)
    breaker.settle(worked=False)
    clock.now = 31
    assert breaker.may_try()
    breaker.release()
    assert breaker.may_try()


def test_over_http_it_rests_and_recovers(fluent: Fluent) -> None:
    is_well = False

    def sick(exchange: Exchange) -> None:
        (server.says(GOOD) if is_well else server.refuses(500))(exchange)

    assistant, model, played = fluent(sick, llm_failures=2, llm_pause_seconds=0.3)
    for _ in range(4):
        assistant.answer(Ask(CHAMPION))
    assert len(played.calls) == 2
    assert dict(model.counts.failures) == {Cause.ERROR: 2, Cause.RESTING: 2}
    assert model.counts.is_resting
    is_well = True
    time.sleep(0.4)
    assert assistant.answer(Ask(CHAMPION)).text == GOOD
    assert not model.counts.is_resting
    assert dict(model.counts.endings) == {Ending.BROKEN: 4, Ending.WRITTEN: 1}


def test_calls_beyond_the_limit_get_the_draft_at_once(fluent: Fluent) -> None:
    assistant, model, _ = fluent(server.says(GOOD), llm_calls_at_once=1)
    assert model.line.places.acquire(blocking=False)
    assistant.answer(Ask(CHAMPION))
    assert model.counts.failures == ((Cause.BUSY, 1),)
    model.line.places.release()
    assert assistant.answer(Ask(CHAMPION)).text == GOOD
