"""LangChain's callbacks and OpenTelemetry see each step and the call to the model."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from assistant.answer import Ask
from assistant.chain import FLUENT_STEPS
from tests.llm import server
from tests.llm.conftest import Fluent
from tests.llm.test_played import CHAMPION, GOOD

ROOT = Path(__file__).parents[2]


class Seen(BaseCallbackHandler):
    def __init__(self) -> None:
        self.steps: list[str] = []
        self.models: list[tuple[UUID, UUID | None]] = []

    def on_chain_start(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        self.steps.append(name)

    def on_chat_model_start(
        self, *args: Any, run_id: UUID, parent_run_id: UUID | None = None, **kwargs: Any
    ) -> None:
        self.models.append((run_id, parent_run_id))


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    """What the process exports: it has one provider, and that can be set once."""
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    trace.set_tracer_provider(provider)
    return kept


@pytest.fixture
def spans(exporter: InMemorySpanExporter) -> InMemorySpanExporter:
    exporter.clear()
    return exporter


def test_callbacks_see_each_step_and_the_call_inside_its_step(fluent: Fluent) -> None:
    assistant, _, _ = fluent(server.says(GOOD))
    seen = Seen()
    answer = assistant.as_runnable().invoke(Ask(CHAMPION), {"callbacks": [seen]})
    assert answer.text == GOOD
    assert {step.__name__ for step in FLUENT_STEPS} <= set(seen.steps)
    assert [parent is not None for _, parent in seen.models] == [True]


STEPS = [f"clausewise.{step.__name__}" for step in FLUENT_STEPS]


def test_a_span_for_each_step_lies_within_the_callers(
    fluent: Fluent, spans: InMemorySpanExporter
) -> None:
    assistant, _, _ = fluent(server.says(GOOD))
    with trace.get_tracer("caller").start_as_current_span("request") as request:
        assert assistant.answer(Ask(CHAMPION)).text == GOOD
    *steps, whole = spans.get_finished_spans()
    assert [span.name for span in steps] == STEPS
    assert whole.name == "request"
    assert {span.parent.span_id for span in steps if span.parent} == {
        request.get_span_context().span_id
    }


def test_a_streamed_reply_has_the_same_spans_and_the_writing_its_time(
    fluent: Fluent, spans: InMemorySpanExporter
) -> None:
    def slow(exchange: server.Exchange) -> None:
        time.sleep(0.2)
        server.says(GOOD)(exchange)

    assistant, _, _ = fluent(slow)
    for _ in assistant.trace(assistant.begin(Ask(CHAMPION))):
        pass
    found = {span.name: span for span in spans.get_finished_spans()}
    assert list(found) == STEPS
    written = found["clausewise.written"]
    assert written.start_time
    assert written.end_time
    assert written.end_time - written.start_time > 0.2e9


@pytest.mark.parametrize("endpoint", ["", "http://127.0.0.1:9/v1"])
def test_langchain_is_imported_only_for_an_endpoint(endpoint: str) -> None:
    program = (
        "import sys; from assistant.settings import Settings; "
        "from assistant.llm.model import model_of; import assistant.chain; "
        "model = model_of(Settings()); "
        "print(any(n.startswith(('langchain', 'openai', 'opentelemetry')) for n in sys.modules))"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LLM_")}
    if endpoint:
        environment |= {"LLM_BASE_URL": endpoint, "LLM_MODEL": "m"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(bool(endpoint))
