"""A safetensors file where it lies: what nobody asks for is not read, and processes share it."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LENGTH = struct.Struct("<Q")
_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I8": "i1"}


def mapped(file: Path) -> dict[str, NDArray[Any]]:
    """The tensors by name, read-only."""
    with file.open("rb") as opened:
        (size,) = _LENGTH.unpack(opened.read(_LENGTH.size))
        tensors = json.loads(opened.read(size))
    tensors.pop("__metadata__", None)
    if odd := {tensor["dtype"] for tensor in tensors.values()} - set(_TYPES):
        raise ValueError(f"{file} holds {', '.join(odd)}: save it as one of {', '.join(_TYPES)}")
    whole = np.memmap(file, np.uint8, "r", _LENGTH.size + size)
    return {
        name: np.asarray(whole[slice(*tensor["data_offsets"])])
        .view(_TYPES[tensor["dtype"]])
        .reshape(tensor["shape"])
        for name, tensor in tensors.items()
    }
