"""An index in a folder: written beside the old one, checked whenever it is read.

    .index/manifest.json        what the index is; replacing this one file is the swap
    .index/3f2a91bc0d11/        the files it names, with their sizes and checksums

A folder that is truncated, not an index, or built by another encoder is refused.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.build import ReadOnlyIndex, fingerprint
from index.disk.folder import DISK_FILES, from_folder
from index.encoder import Encoder, load_encoder
from index.files import FILES, from_files, to_files
from index.manifest import (
    GENERATION,
    MANIFEST,
    BadIndex,
    Contents,
    File,
    Manifest,
    generation,
    manifest_of,
    manifests,
    token_rules,
    verified_manifest,
)
from index.search import Index

__all__ = ["BadIndex", "load", "publish", "save", "token_rules", "verified_manifest", "verify"]

DEFAULT_FOLDER = Path(".index")

_LOCK = ".lock"


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
        return _loaded(folder, manifest, known)
    except FileNotFoundError:
        # a writer swapped the index in between: the new manifest names files that are there
        return _loaded(folder, verified_manifest(folder), known)


def save(index: Index, folder: Path) -> Manifest:
    """Write the index beside what the folder holds, then swap it in."""
    files = to_files(index)
    contents = Contents(index.version, index.encoder, index.digests, len(index.rows), index.next_id)

    def write(written: Path) -> None:
        for name, data in files:
            (written / name).write_bytes(data)

    return publish(contents, folder, write)


def refuse_read_only(folder: Path) -> None:
    """ReadOnlyIndex where the folder's index cannot be changed in place."""
    if set(verified_manifest(folder).files) == DISK_FILES:
        raise ReadOnlyIndex


def publish(contents: Contents, folder: Path, write: Callable[[Path], None]) -> Manifest:
    """Let the files be written beside what the folder holds, then swap them in."""
    _refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        fresh = secrets.token_hex(6)
        written, temporary = folder / fresh, folder / f"{MANIFEST}.{fresh}"
        written.mkdir()
        try:
            write(written)
            files = {path.name: _synced(path) for path in sorted(written.iterdir())}
            manifest = manifest_of(contents, fresh, files)
            previous = generation(folder)
            temporary.write_bytes(manifests().dump_json(manifest, indent=1))
            _synced(temporary)
            os.replace(temporary, folder / MANIFEST)
        except BaseException:
            shutil.rmtree(written, ignore_errors=True)
            temporary.unlink(missing_ok=True)
            raise
        # who began to read the previous index still finds its files
        _prune(folder, {fresh, previous})
    return manifest


def verify(folder: Path) -> Manifest:
    """The manifest, once every byte of every file is what it says."""
    manifest = verified_manifest(folder)
    for name, expected in manifest.files.items():
        path = folder / manifest.generation / name
        _refuse_unlike(path, _file(path), expected)
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


def _loaded(folder: Path, manifest: Manifest, encoder: Encoder | None) -> Index:
    own = folder / manifest.generation
    for name in manifest.files:
        if not (own / name).is_file() and generation(folder) == manifest.generation:
            raise BadIndex(f'{own / name} is missing: run "python -m index build"')
    if set(manifest.files) == set(FILES):
        files = _read(own, manifest)
        return from_files(files, encoder, manifest.digests, manifest.version, manifest.next_id)
    for name, expected in manifest.files.items():
        # gigabytes are not read at every start: `verify` does that
        size = (own / name).stat().st_size
        _refuse_unlike(own / name, replace(expected, bytes=size), expected)
    return from_folder(own, encoder, manifest.digests, manifest.version)


def _read(own: Path, manifest: Manifest) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, expected in manifest.files.items():
        content = (own / name).read_bytes()
        actual = File(len(content), hashlib.sha256(content).hexdigest())
        _refuse_unlike(own / name, actual, expected)
        found[name] = content
    return found


def _refuse_unlike(path: Path, actual: File, expected: File) -> None:
    if actual != expected:
        raise BadIndex(
            f"{path} is damaged: {actual.bytes} bytes, checksum {actual.sha256[:12]}, expected "
            f'{expected.bytes} and {expected.sha256[:12]}: run "python -m index build"'
        )


def _synced(path: Path) -> File:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return _file(path)


def _file(path: Path) -> File:
    with path.open("rb") as file:
        return File(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _refuse_foreign(folder: Path) -> None:
    """Somebody's own files are never written among, nor pruned."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadIndex(f"{folder} is a file: name a folder for the index")
    # what a killed build left is nobody's
    theirs = (path for path in folder.iterdir() if not _is_generation(path))
    others = [path.name for path in theirs if path.name != _LOCK]
    if others and not (folder / MANIFEST).is_file():
        raise BadIndex(f"{folder} holds other files ({others[0]} …): name an empty folder")


def _prune(folder: Path, kept: set[str | None]) -> None:
    for path in folder.iterdir():
        if path.name not in kept and _is_generation(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_generation(path: Path) -> bool:
    """Whether a build made it: it holds nothing but an index's files, perhaps not yet all."""
    if not path.is_dir() or not GENERATION.fullmatch(path.name):
        return False
    return {each.name for each in path.iterdir()} <= {*FILES, *DISK_FILES}


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; readers need no lock."""
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
