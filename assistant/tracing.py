"""A span for each step, for whoever has set OpenTelemetry up; nothing otherwise, nor a cost.

`opentelemetry-instrument python serve.py` imports the package before us; without it in
`sys.modules` nobody would see a span.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.trace import Span

_API = "opentelemetry.trace"


def step_span(name: str) -> AbstractContextManager["Span | None"]:
    """The span `clausewise.{name}` around what a step does."""
    return _span(name) if _API in sys.modules else nullcontext()


def record_span(name: str, began_ns: int) -> None:
    """The span of a step that is over: one that paused between sentences is nobody's current."""
    if _API in sys.modules:
        from opentelemetry import trace

        tracer = trace.get_tracer("clausewise")
        tracer.start_span(f"clausewise.{name}", start_time=began_ns).end()


@contextmanager
def _span(name: str) -> Iterator["Span"]:
    from opentelemetry import trace

    with trace.get_tracer("clausewise").start_as_current_span(f"clausewise.{name}") as span:
        yield span
