"""Questions that mean much the same, put together."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

#: shared pairs of characters over all pairs; chosen by eye on the hotline's questions
_ALIKE_SHARE = 0.5
_NOISE = re.compile(r"请问|我想问|问一下|麻烦|你好|您好|多少|怎么|什么|[\W_]+")


def grouped(items: Iterable[Item], text: Callable[[Item], str]) -> list[list[Item]]:
    """Each item joins the first group whose first item it is like; the largest groups first."""
    groups: list[tuple[frozenset[str], list[Item]]] = []
    for item in items:
        pairs = _pairs(text(item))
        for leader, members in groups:
            if _likeness(pairs, leader) >= _ALIKE_SHARE:
                members.append(item)
                break
        else:
            groups.append((pairs, [item]))
    return sorted((members for _, members in groups), key=len, reverse=True)


def _pairs(text: str) -> frozenset[str]:
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
    return frozenset(plain[i : i + 2] for i in range(max(len(plain) - 1, 1)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
