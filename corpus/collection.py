"""Sources of documents in bulk: the files of a folder, or one JSONL file of many documents.

A row of a `.jsonl` or `.jsonl.gz` is a document, or an article of one:

    {"title": …, "text": …, "doc_no": …, "region": …, "date": …, "dept": …, "id": …}
    {"law": …, "date": …, "chapter": …, "article": "第一条", "text": …, "region": …}

Articles in a row of one law and date are put together again.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from corpus.clause import BadManifest, Document, Level
from corpus.library import Overrides, documents_of, files_below, read_file
from corpus.places import canonical, level_of

Row = dict[str, str]

_SUFFIXES = (".jsonl", ".jsonl.gz")
_NATIONAL = frozenset({"", "国家", "全国", "中国", "中央"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or a text that stands in a collection; `name` tells it from all others."""

    name: str
    content: bytes = b""
    path: Path | None = None
    known: tuple[tuple[str, object], ...] = ()

    def read(self) -> bytes:
        return self.content if self.path is None else self.path.read_bytes()

    def documents(self) -> tuple[Document, ...]:
        """What it says, parsed; UnreadableFile where that cannot be had."""
        known: Overrides = dict(self.known)  # type: ignore[assignment]
        if self.path is not None:
            return read_file(self.path, self.name, **known)
        return documents_of(self.content.decode(), self.name, **known)


def sources(places: Iterable[Path]) -> Iterator[Source]:
    """Every source of the folders and collections, in an order that does not change."""
    for place in places:
        if place.is_dir():
            for path in files_below(place):
                yield Source(path.relative_to(place).as_posix(), path=path)
        elif place.name.endswith(_SUFFIXES):
            yield from _collected(place)
        elif place.is_file():
            yield Source(place.name, path=place)
        else:
            raise BadManifest(f"{place} is not there: name a folder, a file or a .jsonl collection")


def statute(title: str, rows: list[Row]) -> str:
    """The text that the articles were taken from."""
    lines = [title]
    chapter = ""
    for row in rows:
        if row["chapter"] and row["chapter"] != chapter:
            lines.append(row["chapter"])
        chapter = row["chapter"]
        lines.append(f"{row['article']}\u3000{row['text']}")
    return "\n".join(lines) + "\n"


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a collection, one at a time."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise BadManifest(f"{path}:{number}: not JSON: {error}") from error


def _collected(path: Path) -> Iterator[Source]:
    stem = path.name.split(".jsonl")[0]
    groups = groupby(enumerate(rows_of(path)), key=lambda row: _law(row[1]) or (str(row[0]),))
    for place, (_, group) in enumerate(groups):
        rows = [row for _, row in group]
        first = rows[0]
        name = f"{stem}/{first.get('id') or place}"
        title = first.get("law") or first.get("title") or name
        text = statute(title, rows) if _law(first) else first["text"]
        yield Source(name, text.encode(), known=tuple(_known(first, title).items()))


def _law(row: Row) -> tuple[str, str] | None:
    return (row["law"], row.get("date", "")) if "law" in row else None


def _known(row: Row, title: str) -> Overrides:
    given = row.get("region", "")
    region = "" if given in _NATIONAL else canonical(given) or given
    issued = _day(row.get("date", ""))
    dated = f"{title}（{issued}）" if "law" in row and issued else title
    return Overrides(
        number=row.get("doc_no") or dated,
        title=title,
        issuer=row.get("dept") or None,
        region=region or None,
        level=level_of(region) if region else Level.NATIONAL,
        issued=issued,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
