"""An index in a folder: written beside the old one, checked whenever it is read.

    .index/manifest.json        what the index is; replacing this one file is the swap
    .index/3f2a91bc0d11/        the files it names, with their sizes and checksums

A folder that is truncated, not an index, or built by another encoder is refused.
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.build import fingerprint
from index.encoder import Encoder, load_encoder
from index.files import FILES, from_files, to_files
from index.search import Index

FORMAT = "clausewise-index"
FORMAT_VERSION = 1
DEFAULT_FOLDER = Path(".index")

_MANIFEST = "manifest.json"
_LOCK = ".lock"
_GENERATION = re.compile("[0-9a-f]{12}")
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


def load(folder: Path, encoder: Encoder | None = None) -> Index:
    """The index in the folder, or BadIndex: never half of one."""
    manifest = verified_manifest(folder)
    known = encoder or load_encoder(manifest.encoder)
    if fingerprint(known) != manifest.encoder_fingerprint:
        raise BadIndex(
            f"{folder} was built by the model {manifest.encoder} "
            f"({manifest.encoder_fingerprint}), this one is {fingerprint(known)}: "
            'run "python -m index build", or name the model that built it'
        )
    try:
        files = _read(folder, manifest)
    except FileNotFoundError:
        # a writer swapped the index in between: the new manifest names files that are there
        manifest = verified_manifest(folder)
        files = _read(folder, manifest)
    return from_files(files, known, manifest.digests, manifest.version, manifest.next_id)


def save(index: Index, folder: Path) -> Manifest:
    """Write the index beside what the folder holds, then swap it in."""
    _refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        generation = secrets.token_hex(6)
        written, temporary = folder / generation, folder / f"{_MANIFEST}.{generation}"
        written.mkdir()
        try:
            files = {name: _write(written / name, data) for name, data in to_files(index)}
            manifest = _manifest_of(index, generation, files)
            previous = _generation(folder)
            _write(temporary, _manifests().dump_json(manifest, indent=1))
            os.replace(temporary, folder / _MANIFEST)
        except BaseException:
            shutil.rmtree(written, ignore_errors=True)
            temporary.unlink(missing_ok=True)
            raise
        # who began to read the previous index still finds its files
        _prune(folder, {generation, previous})
    return manifest


def verified_manifest(folder: Path) -> Manifest:
    """The folder's manifest, if it is one that this version reads."""
    path = folder / _MANIFEST
    if not path.is_file():
        raise BadIndex(f'{folder} holds no index: run "python -m index build"')
    try:
        manifest = _manifests().validate_json(path.read_bytes())
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
    if set(manifest.files) != set(FILES) or not _GENERATION.fullmatch(manifest.generation):
        raise BadIndex(f'{path} names other files than an index has: run "python -m index build"')
    return manifest


def why_stale(folder: Path, digests: Mapping[str, str], encoder: Encoder | None) -> str | None:
    """Why the folder must be built anew for these documents; None: it is what they give."""
    try:
        manifest = verified_manifest(folder)
    except BadIndex as error:
        return str(error)
    if manifest.encoder_fingerprint != fingerprint(encoder):
        return f"the model was {manifest.encoder_fingerprint}, is {fingerprint(encoder)}"
    if manifest.digests != dict(digests):
        changed = manifest.digests.items() ^ digests.items()
        return f"documents changed: {'、'.join(sorted({number for number, _ in changed}))}"
    return None


@cache
def token_rules() -> str:
    """A checksum of what decides which tokens a text has."""
    digest = hashlib.sha256()
    for name in _TOKEN_RULES:
        digest.update((_ROOM / name).read_bytes())
    return digest.hexdigest()[:12]


def _read(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, expected in manifest.files.items():
        path = folder / manifest.generation / name
        if not path.is_file() and _generation(folder) == manifest.generation:
            raise BadIndex(f'{path} is missing: run "python -m index build"')
        content = path.read_bytes()
        actual = File(len(content), hashlib.sha256(content).hexdigest())
        if actual != expected:
            raise BadIndex(
                f"{path} is damaged: {actual.bytes} bytes, checksum {actual.sha256[:12]}, expected "
                f'{expected.bytes} and {expected.sha256[:12]}: run "python -m index build"'
            )
        found[name] = content
    return found


def _write(path: Path, content: bytes) -> File:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return File(len(content), hashlib.sha256(content).hexdigest())


def _manifest_of(index: Index, generation: str, files: dict[str, File]) -> Manifest:
    return Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        version=index.version,
        encoder=index.encoder.name if index.encoder else "none",
        encoder_fingerprint=fingerprint(index.encoder),
        token_rules=token_rules(),
        digests=dict(index.digests),
        clauses=len(index.rows),
        next_id=index.next_id,
        generation=generation,
        files=files,
    )


def _generation(folder: Path) -> str | None:
    try:
        return _manifests().validate_json((folder / _MANIFEST).read_bytes()).generation
    except (ValidationError, OSError):
        return None


def _refuse_foreign(folder: Path) -> None:
    """Somebody's own files are never written among, nor pruned."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadIndex(f"{folder} is a file: name a folder for the index")
    others = [path.name for path in folder.iterdir() if path.name != _LOCK]
    if others and not (folder / _MANIFEST).is_file():
        raise BadIndex(f"{folder} holds other files ({others[0]} …): name an empty folder")


def _prune(folder: Path, kept: set[str | None]) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in kept and (path / FILES[0]).is_file():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; readers need no lock."""
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def _manifests() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)
