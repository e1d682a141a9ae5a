"""Kinds of field that several requests share: text without NUL, days."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

_NO_NUL = r"^[^\u0000]*$"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: object) -> object:
    """`2024-06-01` only: not a number of seconds, not a week."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("expected YYYY-MM-DD")
    return date.fromisoformat(value)


Question = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=_NO_NUL)]
Name = Annotated[str, StringConstraints(max_length=200, pattern=_NO_NUL)]
Prose = Annotated[str, StringConstraints(max_length=8000, pattern=_NO_NUL)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
