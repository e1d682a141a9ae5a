"""The documents that ship with the project, and any folder or file that is read like them."""

import json
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypedDict, Unpack

from corpus.clause import BadManifest, CorpusError, Document, Level, Skipped, UnreadableFile
from corpus.facts import with_facts
from corpus.layout import Part, parts
from corpus.metadata import Metadata, metadata
from corpus.parse import clauses_of
from corpus.sources import SUFFIXES, read_text

FOLDER = Path(__file__).parent / "documents"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest knows about one document. Its words win over those found in the text."""

    number: str
    title: str
    issuer: str
    region: str
    level: Level
    issued: date | None
    trial: bool
    implements: tuple[str, ...]


class Overrides(TypedDict, total=False):
    """What the caller knows better than the text; None leaves a field as it was found."""

    number: str | None
    title: str | None
    issuer: str | None
    region: str | None
    level: Level | None
    issued: date | None
    trial: bool | None


@cache
def documents() -> tuple[Document, ...]:
    """The corpus, parsed: every document of the manifest in its order."""
    found: list[Document] = []
    for source, entries in manifest(FOLDER).items():
        text = (FOLDER / source).read_text(encoding="utf-8")
        found += documents_of(text, source, entries)
    return tuple(found)


def manifest(folder: Path) -> dict[str, tuple[Entry, ...]]:
    """The documents that each source file of the folder holds."""
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    found = {f["source"]: tuple(_entry(row) for row in f["documents"]) for f in listed}
    missing = [source for source in found if not (folder / source).is_file()]
    numbers = [entry.number for entries in found.values() for entry in entries]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if missing or twice:
        raise BadManifest(f"manifest.json: missing files {missing}, numbers listed twice {twice}")
    return found


def documents_of(
    text: str, source: str, entries: Iterable[Entry] = (), **overrides: Unpack[Overrides]
) -> tuple[Document, ...]:
    """The documents in one source's text. `entries` and `overrides` win over what it says."""
    known = {entry.number: entry for entry in entries}
    found = parts(text)
    return tuple(
        _document(part, text, source, known.get(part.number or ""), overrides, len(found) > 1)
        for part in found
    )


def read_file(
    path: Path, source: str | None = None, **overrides: Unpack[Overrides]
) -> tuple[Document, ...]:
    """The documents in one file of any format that the readers know."""
    return documents_of(read_text(path), source or path.name, **overrides)


def read_folder(
    folder: Path, progress: Callable[[list[Path]], Iterable[Path]] = iter
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Every readable file below the folder; one bad file never stops the others."""
    if (folder / "manifest.json").is_file() and folder == FOLDER:
        return documents(), ()
    found: list[Document] = []
    skipped: list[Skipped] = []
    taken: set[str] = set()
    for path in progress(files_below(folder)):
        source = path.relative_to(folder).as_posix()
        try:
            for document in read_file(path, source):
                unique = renamed(document, taken)
                taken.add(unique.number)
                found.append(unique)
        except (CorpusError, OSError) as error:
            skipped.append(refused(source, error))
    return tuple(found), tuple(skipped)


def refused(source: str, error: CorpusError | OSError) -> Skipped:
    """A file that gave no document, with the reason that the error names."""
    if isinstance(error, UnreadableFile):
        return Skipped(source, f"{error.reason}; {error.remedy}")
    return Skipped(source, str(error))


def files_below(folder: Path) -> list[Path]:
    """Every file that a reader knows, in the order of their names."""
    known = (p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
    return sorted(p for p in known if p.name != "manifest.json")


def renamed(document: Document, taken: Container[str]) -> Document:
    """Two files that claim one number: the later one goes by its file name as well."""
    number = document.number
    if number not in taken:
        return document
    unique = f"{number}（{Path(document.source).stem}）"
    count = 2
    while unique in taken:
        unique, count = f"{number}（{Path(document.source).stem} {count}）", count + 1
    clauses = tuple(replace(c, document_number=unique) for c in document.clauses)
    return replace(document, number=unique, clauses=clauses)


def _entry(row: Mapping[str, object]) -> Entry:
    issued = row["issued"]
    implements = row["implements"]
    return Entry(
        number=str(row["number"]),
        title=str(row["title"]),
        issuer=str(row["issuer"]),
        region=str(row["region"]),
        level=Level(str(row["level"])),
        issued=date.fromisoformat(str(issued)) if issued else None,
        trial=bool(row["trial"]),
        implements=tuple(str(n) for n in implements) if isinstance(implements, list) else (),
    )


def _document(
    part: Part,
    text: str,
    source: str,
    entry: Entry | None,
    overrides: Overrides,
    is_one_of_many: bool,
) -> Document:
    known = entry or _found_in(part, text, source, is_one_of_many)
    number = overrides.get("number") or known.number
    clauses, pieces = clauses_of(part, number)
    document = Document(
        number=number,
        title=overrides.get("title") or known.title,
        issuer=overrides.get("issuer") or known.issuer,
        region=overrides.get("region") or known.region,
        level=overrides.get("level") or known.level,
        issued=overrides.get("issued") or known.issued,
        source=source,
        trial=known.trial if (trial := overrides.get("trial")) is None else trial,
        implements=entry.implements if entry else (),
        clauses=clauses,
        pieces=pieces,
    )
    return with_facts(document, text)


def _found_in(part: Part, text: str, source: str, is_one_of_many: bool) -> Metadata:
    own = "\n".join(line.text for line in part.lines) if is_one_of_many else text
    found = metadata(own, Path(source).name)
    return replace(found, number=part.number or found.number)
