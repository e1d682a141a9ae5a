"""Raw replies kept for the same call. What is read here is checked like a reply that just came."""

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from assistant.llm.prompts import Message


class ReplyCache:
    """`size` 0 keeps nothing."""

    def __init__(
        self, size: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._size, self._seconds, self._clock = size, seconds, clock
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def get(self, key: str) -> str | None:
        with self._lock:
            since, text = self._kept.get(key, (0.0, ""))
            if key not in self._kept:
                return None
            if self._clock() - since > self._seconds:
                del self._kept[key]
                return None
            self._kept.move_to_end(key)
            return text

    def put(self, key: str, text: str) -> None:
        with self._lock:
            self._kept[key] = (self._clock(), text)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)


def key_of(endpoint: str, messages: Sequence[Message]) -> str:
    """Changes with the endpoint and its parameters, the prompt, the clauses and the question.

    `endpoint` names base URL, model and parameters; prompt, clauses, draft and question are the
    messages themselves, so a changed document or prompt can never meet an old reply.
    """
    whole = json.dumps([endpoint, *((m.role, m.text) for m in messages)], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()
