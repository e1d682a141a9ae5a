"""Counters for the `limits` library that all workers of a machine share: a small mapped file."""

import fcntl
import hashlib
import mmap
import os
import struct
import time
from functools import lru_cache
from pathlib import Path

from limits.storage import Storage

_SLOT = struct.Struct("<QdQ")  # the key's checksum, when its window ends, the count
_SLOTS = 1 << 16
_PROBED = 16


class SharedCounters(Storage):
    """A window's counter is given up when it ends, or when its place is needed before."""

    STORAGE_SCHEME = None

    def __init__(self, path: Path) -> None:
        super().__init__()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self._file, _SLOTS * _SLOT.size)
        self._memory = mmap.mmap(self._file, _SLOTS * _SLOT.size)

    @property
    def base_exceptions(self) -> type[Exception]:
        return OSError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        name, now = _name(key), time.time()
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            place, ends, count = self._place(name, now)
            _SLOT.pack_into(
                self._memory, place, name, ends if count else now + expiry, count + amount
            )
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        return count + amount

    def get(self, key: str) -> int:
        return self._place(_name(key), time.time())[2]

    def get_expiry(self, key: str) -> float:
        return self._place(_name(key), time.time())[1]

    def check(self) -> bool:
        return not self._memory.closed

    def reset(self) -> int | None:
        self._memory[:] = bytes(len(self._memory))
        return None

    def clear(self, key: str) -> None:
        place, _, count = self._place(_name(key), time.time())
        if count:
            _SLOT.pack_into(self._memory, place, 0, 0.0, 0)

    def close(self) -> None:
        self._memory.close()
        os.close(self._file)

    def _place(self, name: int, now: float) -> tuple[int, float, int]:
        """Where the key's counter is, when it ends, its count; or a place for a new one."""
        free: tuple[float, int] | None = None
        for step in range(_PROBED):
            place = (name + step) % _SLOTS * _SLOT.size
            taken, ends, count = _SLOT.unpack_from(self._memory, place)
            if taken == name and ends > now:
                return place, ends, count
            if free is None or ends < free[0]:
                free = (ends, place)
        assert free is not None
        return free[1], now, 0


@lru_cache(maxsize=4096)
def _name(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
