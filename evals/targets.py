"""Whom the questions are put to: the assistant in this process, or a deployment over HTTP."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import httpx
from pydantic import ValidationError

from assistant.answer import Ask, Turn
from assistant.chain import Assistant
from evals.dataset import Row
from evals.given import Given, failed, of_answer, of_json

_SECONDS_TO_ANSWER = 60.0
_ATTEMPTS = 6
_TOO_MANY, _UNAVAILABLE = 429, 503
#: a server that names no time to wait
_PAUSE_SECONDS = 1.5


class Target(Protocol):
    """Something that answers. `about` says what it is, for the saved run."""

    @property
    def about(self) -> Mapping[str, str]: ...
    def ask(self, row: Row) -> Given: ...


@dataclass(frozen=True)
class InProcess:
    """The assistant called directly."""

    assistant: Assistant

    @property
    def about(self) -> Mapping[str, str]:
        index = self.assistant.index
        model = index.encoder.name if index.encoder else "none"
        return {"target": "in-process", "corpus": index.version, "model": model}

    def ask(self, row: Row) -> Given:
        began = time.perf_counter()
        try:
            answer = self.assistant.answer(asked(row))
        except Exception as error:  # a crash is a result that the run must show
            return failed(f"{type(error).__name__}: {error}", _since(began))
        return of_answer(answer, _since(began))


@dataclass(frozen=True)
class Deployment:
    """A service that speaks the contract, anywhere."""

    base: str
    key: str = ""

    @property
    def about(self) -> Mapping[str, str]:
        return {"target": self.base}

    def ask(self, row: Row) -> Given:
        """The reply, after waiting where the service asks to."""
        given = failed("never asked")
        for attempt in range(_ATTEMPTS):
            began = time.perf_counter()
            try:
                response = self._client.post("/v1/ask", json=body(row))
            except httpx.HTTPError as error:
                return failed(f"{type(error).__name__}: {error}", _since(began))
            if response.status_code not in (_TOO_MANY, _UNAVAILABLE):
                return _read(response, _since(began))
            given = failed(f"HTTP {response.status_code} after {_ATTEMPTS} attempts")
            time.sleep(_pause(response, attempt))
        return given

    @cached_property
    def _client(self) -> httpx.Client:
        headers = {"x-api-key": self.key} if self.key else {}
        return httpx.Client(base_url=self.base, headers=headers, timeout=_SECONDS_TO_ANSWER)


def asked(row: Row) -> Ask:
    """The row as the assistant takes it."""
    history = tuple(Turn(turn.question, turn.answer) for turn in row.history)
    return Ask(row.question, row.region, history, row.as_of)


def body(row: Row) -> dict[str, Any]:
    """The row as `POST /v1/ask` takes it; what it does not say is left out."""
    sent: dict[str, Any] = {"question": row.question}
    if row.region:
        sent["region"] = row.region
    if row.as_of:
        sent["as_of"] = row.as_of.isoformat()
    if row.history:
        sent["history"] = [{"question": t.question, "answer": t.answer} for t in row.history]
    return sent


def _read(response: httpx.Response, milliseconds: float) -> Given:
    if response.status_code != httpx.codes.OK:
        return failed(f"HTTP {response.status_code}: {response.text[:200]}", milliseconds)
    try:
        return of_json(response.content, milliseconds)
    except ValidationError as error:
        return failed(f"not an answer of the contract: {error.errors()[0]}", milliseconds)


def _pause(response: httpx.Response, attempt: int) -> float:
    named = response.headers.get("retry-after", "")
    return float(named) if named.isdigit() else _PAUSE_SECONDS * (attempt + 1)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
