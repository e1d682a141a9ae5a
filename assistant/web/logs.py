"""One line of JSON for each event, with the id of the request that it belongs to."""

import logging
import os
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson

from assistant.privacy import masked

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

_ALWAYS_THERE = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


_STDERR = 2


def write_request(
    request_id: str, method: str, route: str, status: int, ms: float, role: str
) -> None:
    """The line of one request. Past `logging`, which takes longer than a remembered answer."""
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "level": "info",
        "logger": "clausewise.requests",
        "message": "request",
        "request_id": request_id,
        "method": method,
        "route": route,
        "status": status,
        "ms": ms,
        "role": role,
    }
    os.write(_STDERR, orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


class JsonLines(logging.Formatter):
    """Personal data is masked here too: a message may quote what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if REQUEST_ID.get():
            line["request_id"] = REQUEST_ID.get()
        line |= {k: v for k, v in vars(record).items() if k not in _ALWAYS_THERE}
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        return orjson.dumps(line, default=str).decode()


CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": f"{__name__}.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "uvicorn": {"level": "INFO"},
        "alembic": {"level": "WARNING"},
        "faiss": {"level": "WARNING"},
    },
}
