"""More clauses than there are statutes: their batches again, with what a search reads varied.

A copy has documents and clauses of its own. Its words are partly left out and partly moved to
other clauses, its vectors lie near those they were made from; its texts are what they were.
"""

import json
import os
import re
import shutil
from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bulk.batch import DONE, Done, as_json
from index.disk.clauses import array
from index.disk.records import Records, name_hash, write_records
from index.encoder import unit

#: of the places where a token stands
_LEFT_OUT, _MOVED = 0.15, 0.15
#: how far a made-up vector lies from a real one: cosine about 0.94
_SPREAD = 0.35
_NAME = re.compile(rb'"document_number":"((?:[^"\\]|\\.)*)","clause_id":"((?:[^"\\]|\\.)*)"')


def resampled(folder: Path, found: Sequence[Done], clauses: int, out: Path) -> tuple[Done, ...]:
    """The batches and copies of them, about so many clauses, each below `out` under its key."""
    out.mkdir(parents=True, exist_ok=True)
    chosen: list[Done] = []
    have = 0
    for number in count():
        for each in found:
            if have >= clauses:
                return tuple(chosen)
            chosen.append(_copy(folder, each, number, out) if number else _same(folder, each, out))
            have += each.clauses
    raise AssertionError("there is nothing to copy")


def _same(folder: Path, of: Done, out: Path) -> Done:
    own = out / of.key
    if not own.is_dir():
        shutil.copytree(folder / of.key, own, copy_function=os.link)
    return of


def _copy(folder: Path, of: Done, number: int, below: Path) -> Done:
    mark = f"{number}·"
    key = f"{of.key}-{number}"
    digests = tuple(
        (mark + name, sha256(f"{mark}{own}".encode()).hexdigest()[:16]) for name, own in of.digests
    )
    copy = Done(key, of.sources, of.clauses, digests, ())
    out = below / key
    if (out / DONE).is_file():
        return copy
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    rng = np.random.default_rng(list(key.encode()))
    _write_clauses(folder / of.key, out, mark.encode())
    _write_words(folder / of.key, out, rng)
    vectors = array(folder / of.key, "vectors")
    noise = rng.standard_normal(vectors.shape, np.float32) * (_SPREAD / vectors.shape[1] ** 0.5)
    np.save(out / "vectors.npy", unit(vectors + noise))
    for path in (folder / of.key).iterdir():
        if not (out / path.name).exists() and path.name != DONE:
            os.link(path, out / path.name)
    (out / DONE).write_text(as_json(copy), encoding="utf-8")
    return copy


def _write_clauses(folder: Path, out: Path, mark: bytes) -> None:
    headers = Records.open(folder, "documents")
    write_records(out, "documents", (_marked(each, b'"number":"', mark) for each in headers))
    records = list(Records.open(folder, "clauses"))
    marked = [_marked(each, b'"document_number":"', mark) for each in records]
    write_records(out, "clauses", marked)
    names = (_NAME.search(each) for each in marked)
    hashes = [name_hash(_text(name[1]), _text(name[2])) for name in names if name]
    np.save(out / "name_hashes.npy", np.array(hashes, np.uint64))


def _marked(record: bytes, before: bytes, mark: bytes) -> bytes:
    return record.replace(before, before + mark, 1)


def _text(quoted: bytes) -> str:
    return str(json.loads(b'"' + quoted + b'"'))


def _write_words(folder: Path, out: Path, rng: np.random.Generator) -> None:
    start, row = array(folder, "start"), array(folder, "row")
    token = np.repeat(np.arange(len(start) - 1), np.diff(start))
    draw = rng.random(len(row))
    kept = draw >= _LEFT_OUT
    is_moved = (draw < _LEFT_OUT + _MOVED) & kept
    rows: NDArray[np.int32] = row.copy()
    if is_moved.any():
        rows[is_moved] = rng.permutation(rows[is_moved])
    token, rows = token[kept], rows[kept]
    order = np.lexsort((rows, token))
    arrays: dict[str, Any] = {
        "start": np.cumsum([0, *np.bincount(token, minlength=len(start) - 1)], dtype=np.int64),
        "row": rows[order],
        "field": array(folder, "field")[kept][order],
        "times": array(folder, "times")[kept][order],
    }
    for name, values in arrays.items():
        np.save(out / f"{name}.npy", values)
