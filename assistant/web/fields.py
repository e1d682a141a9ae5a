"""Kinds of field that several requests share: text without control characters, days."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

_NO_CONTROL_CHARACTERS = r"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*$"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: object) -> object:
    """`2024-06-01` only: not a number of seconds, not a week."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("expected YYYY-MM-DD")
    return date.fromisoformat(value)


Question = Annotated[
    str, StringConstraints(min_length=1, max_length=1000, pattern=_NO_CONTROL_CHARACTERS)
]
Name = Annotated[str, StringConstraints(max_length=200, pattern=_NO_CONTROL_CHARACTERS)]
Prose = Annotated[str, StringConstraints(max_length=8000, pattern=_NO_CONTROL_CHARACTERS)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
