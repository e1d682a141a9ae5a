"""LangChain's callbacks and OpenTelemetry see each step and the call to the model."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from opentelemetry import trace
from opentelemetry.trace import NonRecordingSpan, Span, Tracer, TracerProvider
from opentelemetry.trace.span import INVALID_SPAN_CONTEXT

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


class Spans(TracerProvider):
    """A provider that notes the names of the spans."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def get_tracer(self, *args: Any, **kwargs: Any) -> Tracer:
        return _Noting(self.names)


class _Noting(Tracer):
    def __init__(self, names: list[str]) -> None:
        self._names = names

    def start_span(self, name: str, *args: Any, **kwargs: Any) -> Span:
        self._names.append(name)
        return NonRecordingSpan(INVALID_SPAN_CONTEXT)

    @contextmanager
    def start_as_current_span(  # type: ignore[override]
        self, name: str, *args: Any, **kwargs: Any
    ) -> Iterator[Span]:
        self._names.append(name)
        yield NonRecordingSpan(INVALID_SPAN_CONTEXT)


@pytest.fixture(scope="module")
def spans() -> Spans:
    """The process has one provider, and it can be set once."""
    provider = Spans()
    trace.set_tracer_provider(provider)
    return provider


def test_callbacks_see_each_step_and_the_call_inside_its_step(fluent: Fluent) -> None:
    assistant, _, _ = fluent(server.says(GOOD))
    seen = Seen()
    answer = assistant.as_runnable().invoke(Ask(CHAMPION), {"callbacks": [seen]})
    assert answer.text == GOOD
    assert {step.__name__ for step in FLUENT_STEPS} <= set(seen.steps)
    assert [parent is not None for _, parent in seen.models] == [True]


def test_spans_name_each_step(fluent: Fluent, spans: Spans) -> None:
    assistant, _, _ = fluent(server.says(GOOD))
    expected = [f"clausewise.{step.__name__}" for step in FLUENT_STEPS]
    spans.names.clear()
    assistant.answer(Ask(CHAMPION))
    assert [n for n in spans.names if n.startswith("clausewise.")] == expected
    spans.names.clear()
    for _ in assistant.trace(assistant.begin(Ask(CHAMPION))):
        pass
    assert [n for n in spans.names if n.startswith("clausewise.")] == expected


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
