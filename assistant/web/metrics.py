"""What Prometheus scrapes. With several workers each writes into the folder that `serve` made."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from assistant.llm.counts import Counts

MEDIA_TYPE = CONTENT_TYPE_LATEST
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

_REQUESTS = Counter("clausewise_requests", "Requests", ["method", "route", "status"])
_SECONDS = Histogram(
    "clausewise_request_seconds",
    "Time from the first byte in to the last byte out",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_STAGES = Histogram(
    "clausewise_stage_seconds",
    "Time of a step of the chain",
    ["stage"],
    buckets=(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1),
)
_ANSWERS = Counter("clausewise_answers", "Answers, by how they ended", ["status"])
_REPLACED = Counter(
    "clausewise_verification_failures", "Figures and quotes that the check took out of an answer"
)
_LOST = Counter("clausewise_turns_lost", "Answers given that could not be kept")
_MODEL = Counter(
    "clausewise_model",
    "The chat model: calls by use, failures by cause, replies by ending, sentences by flaw",
    ["kind", "label"],
)
_MODEL_SECONDS = Counter("clausewise_model_seconds", "Time spent on calls to the chat model")
_MODEL_CACHED = Counter("clausewise_model_cached", "Replies of the chat model taken from the cache")
_MODEL_RESTING = Gauge(
    "clausewise_model_resting",
    "1 while calls to the chat model are held back after failures",
    multiprocess_mode="max",
)
_INDEX = Gauge(
    "clausewise_index",
    "1 for the version of the index that answers",
    ["version"],
    multiprocess_mode="max",
)


def share_metrics(state: Path) -> None:
    """Before workers are started: a fresh folder that all of them write their counts into."""
    folder = state / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[FOLDER_VARIABLE] = str(folder)


def text() -> bytes:
    """The metrics of all workers."""
    registry = REGISTRY
    if FOLDER_VARIABLE in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    _REQUESTS.labels(method, route, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


def count_chain(timing_ms: Mapping[str, float], replaced_figures: int) -> None:
    """One run of the chain, from the question to the checked answer."""
    for stage, spent in timing_ms.items():
        if stage != "total":
            _STAGES.labels(stage).observe(spent / 1000)
    _REPLACED.inc(replaced_figures)


def count_answer(status: str) -> None:
    _ANSWERS.labels(status).inc()


def count_lost() -> None:
    _LOST.inc()


def count_model(counts: Counts) -> None:
    """What was added to the model's counters since the last time."""
    global _counted
    before, _counted = _counted, counts
    for kind in ("calls", "failures", "endings", "flaws"):
        known = dict(getattr(before, kind))
        for label, number in getattr(counts, kind):
            _MODEL.labels(kind, label.value).inc(max(0, number - known.get(label, 0)))
    _MODEL_SECONDS.inc(max(0.0, counts.seconds - before.seconds))
    _MODEL_CACHED.inc(max(0, counts.cached - before.cached))
    _MODEL_RESTING.set(counts.is_resting)


_counted = Counts()


def show_index(version: str, previous: str) -> None:
    if previous:
        _INDEX.labels(previous).set(0)
    _INDEX.labels(version).set(1)
