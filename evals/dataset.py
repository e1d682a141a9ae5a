"""Questions with what a right answer must and must not say; the row is that of the grader.

{"question": "省级专精特新在晋城奖多少", "type": "amount", "expect": "answered",
 "gold": [["晋市政办〔2022〕5号", "二.22"]], "facts": [["10万元", "100,000"]], …}
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FOLDER = Path(__file__).with_name("datasets")
#: read where the folder lies beside the checkout
SHARED = Path(__file__).parent.parent.parent / "shared"
NAMED = {
    "golden": FOLDER / "golden.jsonl",
    "sample": SHARED / "questions-sample.jsonl",
}

Name = tuple[str, str]
"""A clause: document number and clause id."""


class BadDataset(Exception):
    """A file of questions that cannot be read; the message names file, line and what is wrong."""


class Split(StrEnum):
    """Which rows may be looked at while developing, and which only decide."""

    DEVELOP = "develop"
    GATE = "gate"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier turn of the conversation."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One question. `kind` (the row's `type`), `lang` and `style` are labels for the breakdown.

    `expect` are the outcomes that are right; `facts` are groups, of each of which one string must
    stand in the answer; `forbid` must not. `gold` is what an ideal answer cites, `alt` is as right.
    """

    id: str
    question: str
    kind: str
    lang: str
    style: str
    answerable: bool
    expect: tuple[str, ...]
    gold: tuple[Name, ...] = ()
    alt: tuple[Name, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()
    region: str | None = None
    history: tuple[Earlier, ...] = ()
    as_of: date | None = None
    expect_validity: str | None = None
    until: date | None = None
    split: Split = Split.ALL

    @property
    def right_clauses(self) -> frozenset[Name]:
        """Every clause that may be cited for it."""
        return frozenset(self.gold + self.alt)

    @property
    def must_be_refused(self) -> bool:
        return self.expect == ("refused",)


def read(dataset: str | Path, split: Split = Split.ALL) -> tuple[Row, ...]:
    """The rows of a named dataset or of a file in the grader's format."""
    path = NAMED.get(str(dataset)) or Path(dataset)
    if not path.is_file():
        raise BadDataset(f"no dataset {dataset}: name one of {', '.join(NAMED)} or a JSONL file")
    rows = tuple(_row(raw, f"{path}:{line}") for line, raw in json_lines(path))
    ids = [row.id for row in rows]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise BadDataset(f"{path}: the id {twice[0]} stands there twice")
    return rows if split is Split.ALL else tuple(row for row in rows if row.split is split)


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) of a JSONL file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except json.JSONDecodeError as error:
                raise BadDataset(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(found, dict):
                raise BadDataset(f"{path}:{number}: expected an object")
            yield number, found


def split_of(row: Row) -> Split:
    """By the gold clause, so that no clause is in both; without one by the question's id."""
    key = "".join(min(row.gold)) if row.gold else row.id
    digest = hashlib.sha256(key.encode()).digest()
    return Split.GATE if digest[0] % 2 else Split.DEVELOP


def to_json(row: Row) -> str:
    """The row as one line of the file."""
    raw = _RowJson(
        id=row.id,
        lang=row.lang,
        style=row.style,
        type=row.kind,
        region=row.region,
        history=[_EarlierJson(question=t.question, answer=t.answer) for t in row.history] or None,
        question=row.question,
        answerable=row.answerable,
        gold=list(row.gold),
        alt=list(row.alt),
        facts=[list(group) for group in row.facts],
        forbid=list(row.forbid),
        expect="|".join(row.expect),
        as_of=row.as_of,
        expect_validity=row.expect_validity,
        until=row.until,
        split=row.split,
    )
    optional = {"as_of", "expect_validity", "until"}
    left_out = {name for name in optional if getattr(raw, name) is None}
    return json.dumps(raw.model_dump(mode="json", exclude=left_out), ensure_ascii=False)


def checksum(rows: Iterable[Row]) -> str:
    """Changes with any row."""
    digest = hashlib.sha256("\n".join(to_json(row) for row in rows).encode())
    return digest.hexdigest()[:12]


def sampled(rows: Sequence[Row], count: int) -> tuple[Row, ...]:
    """The same `count` rows each time, spread over the file by a hash of their ids."""
    ordered = sorted(rows, key=lambda row: hashlib.sha256(row.id.encode()).digest())
    chosen = {row.id for row in ordered[:count]}
    return tuple(row for row in rows if row.id in chosen)


class _EarlierJson(BaseModel):
    question: str
    answer: str | None = None


class _RowJson(BaseModel):
    """The row as it stands in a file."""

    model_config = ConfigDict(extra="ignore")

    id: str
    lang: str
    style: str
    type: str
    region: str | None = None
    history: list[_EarlierJson] | None = None
    question: str
    answerable: bool
    gold: list[Name] = Field(default_factory=list)
    alt: list[Name] = Field(default_factory=list)
    facts: list[list[str]] = Field(default_factory=list)
    forbid: list[str] = Field(default_factory=list)
    expect: str = ""
    as_of: date | None = None
    expect_validity: str | None = None
    until: date | None = None
    split: Split = Split.ALL


def _row(raw: dict[str, Any], where: str) -> Row:
    try:
        read = _RowJson.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadDataset(f"{where}: {field}: {first['msg']}") from error
    expect = read.expect or ("answered" if read.answerable else "refused")
    return Row(
        id=read.id,
        question=read.question,
        kind=read.type,
        lang=read.lang,
        style=read.style,
        answerable=read.answerable,
        expect=tuple(expect.split("|")),
        gold=tuple(read.gold),
        alt=tuple(read.alt),
        facts=tuple(tuple(group) for group in read.facts),
        forbid=tuple(read.forbid),
        region=read.region,
        history=tuple(Earlier(turn.question, turn.answer) for turn in read.history or ()),
        as_of=read.as_of,
        expect_validity=read.expect_validity,
        until=read.until,
        split=read.split,
    )
