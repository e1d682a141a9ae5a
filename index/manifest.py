"""What the index in a folder is: read from its manifest, and refused where it cannot be."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.build import fingerprint
from index.disk.folder import DISK_FILES
from index.encoder import Encoder
from index.files import FILES

FORMAT = "clausewise-index"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"

GENERATION = re.compile("[0-9a-f]{12}")
_ROOM = Path(__file__).parent
#: what decides which tokens a text has; an index made by other rules would miss words
_TOKEN_RULES = ("tokens.py", "english.py", "words.txt", "stopwords.txt", "passages.py")


class BadIndex(Exception):
    """A folder that cannot be searched, or must not be written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """What a file must be, to the byte."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index in a folder is, and the files that make it up."""

    format: str
    format_version: int
    version: str
    encoder: str
    encoder_fingerprint: str
    token_rules: str
    digests: dict[str, str]
    clauses: int
    next_id: int
    generation: str
    files: dict[str, File]

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.bytes for file in self.files.values())


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files of an index say together."""

    version: str
    encoder: Encoder | None
    digests: Mapping[str, str]
    clauses: int
    next_id: int


def verified_manifest(folder: Path) -> Manifest:
    """The folder's manifest, if it is one that this version reads."""
    path = folder / MANIFEST
    if not path.is_file():
        raise BadIndex(f'{folder} holds no index: run "python -m index build"')
    try:
        manifest = manifests().validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        message = f"{path} is not the manifest of an index: build into another folder"
        raise BadIndex(message) from error
    if manifest.format != FORMAT or manifest.format_version != FORMAT_VERSION:
        raise BadIndex(
            f"{folder} has the format {manifest.format} {manifest.format_version}, expected "
            f'{FORMAT} {FORMAT_VERSION}: run "python -m index build"'
        )
    if manifest.token_rules != token_rules():
        raise BadIndex(
            f"{folder} was built by the token rules {manifest.token_rules}, these are "
            f'{token_rules()}: run "python -m index build"'
        )
    if set(manifest.files) not in (set(FILES), DISK_FILES) or not GENERATION.fullmatch(
        manifest.generation
    ):
        raise BadIndex(f'{path} names other files than an index has: run "python -m index build"')
    return manifest


def manifest_of(contents: Contents, generation: str, files: dict[str, File]) -> Manifest:
    return Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        version=contents.version,
        encoder=contents.encoder.name if contents.encoder else "none",
        encoder_fingerprint=fingerprint(contents.encoder),
        token_rules=token_rules(),
        digests=dict(contents.digests),
        clauses=contents.clauses,
        next_id=contents.next_id,
        generation=generation,
        files=files,
    )


def generation(folder: Path) -> str | None:
    """Which files the folder's manifest names."""
    try:
        return manifests().validate_json((folder / MANIFEST).read_bytes()).generation
    except (ValidationError, OSError):
        return None


@cache
def token_rules() -> str:
    """A checksum of what decides which tokens a text has."""
    digest = hashlib.sha256()
    for name in _TOKEN_RULES:
        digest.update((_ROOM / name).read_bytes())
    return digest.hexdigest()[:12]


@cache
def manifests() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)
