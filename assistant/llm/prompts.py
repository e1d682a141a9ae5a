"""The prompts: files in Chinese, one folder for each version. `{name}` fields are filled here.

A version is a folder's name here, or the path of one elsewhere: how a new one is tried.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("prompts")
_FIELD = re.compile(r"\{(\w+)\}")


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a call."""

    role: Role
    text: str


class PromptMissing(Exception):
    """There is no such prompt; the message names those that there are."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file; `digest` names its exact wording."""

    version: str
    name: str
    text: str
    digest: str

    def filled(self, **fields: str) -> str:
        """The text with its fields; a brace in a field's value stays what it is."""
        return _FIELD.sub(lambda m: fields.get(m[1], m[0]), self.text)


def versions() -> tuple[str, ...]:
    """Every version that is there, the oldest first."""
    return tuple(sorted(path.name for path in _FOLDER.iterdir() if path.is_dir()))


@cache
def prompt(version: str, name: str) -> Prompt:
    """The prompt of that version."""
    folder = _FOLDER / version if version in versions() else Path(version)
    path = folder / f"{name}.md"
    if not version or not path.is_file():
        raise PromptMissing(f"no prompt {name} of version {version}: there are {versions()}")
    text = path.read_text(encoding="utf-8").strip()
    return Prompt(version, name, text, hashlib.sha256(text.encode()).hexdigest()[:12])
