"""Byte strings one after another in a file, and where each begins; any is read by its number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Records:
    """`NAME.bin` and `NAME.at.npy`, mapped."""

    content: NDArray[np.uint8]
    at: Offsets

    @classmethod
    def open(cls, folder: Path, name: str) -> "Records":
        path = folder / f"{name}.bin"
        empty = path.stat().st_size == 0  # which cannot be mapped
        content = np.empty(0, np.uint8) if empty else np.memmap(path, np.uint8, "r")
        return cls(content, mapped(folder / f"{name}.at.npy"))

    def __len__(self) -> int:
        return len(self.at) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.content[self.at[number] : self.at[number + 1]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))


def write_records(folder: Path, name: str, records: Iterable[bytes]) -> int:
    """Both files; how many records there were."""
    sizes = [0]
    with (folder / f"{name}.bin").open("wb") as file:
        sizes += (file.write(record) for record in records)
    np.save(folder / f"{name}.at.npy", np.cumsum(sizes, dtype=np.int64))
    return len(sizes) - 1


def joined(folder: Path, name: str, parts: Iterable[Records]) -> None:
    """Both files, of all records of the parts."""
    offsets, size = [np.zeros(1, np.int64)], 0
    with (folder / f"{name}.bin").open("wb") as file:
        for part in parts:
            part.content.tofile(file)
            offsets.append(part.at[1:] + size)
            size += len(part.content)
    np.save(folder / f"{name}.at.npy", np.concatenate(offsets))


def mapped(path: Path) -> Any:
    """An array that stays in its file."""
    # a plain array: np.memmap does more at every slice
    return np.load(path, mmap_mode="r").view(np.ndarray)


def hash64(text: str) -> int:
    """Two of two million texts have the same one with a chance of 1 in 10 million."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def name_hash(number: str, clause_id: str) -> int:
    """Of a clause's name."""
    return hash64(f"{number}\0{clause_id}")
