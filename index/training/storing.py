"""The model folder in sentence-transformers' layout: rows as int8 with one factor each.

    modules.json   0_StaticEmbedding/tokenizer.json   0_StaticEmbedding/model.safetensors

`embeddings` × `weights` is model2vec's layout, which StaticEmbedding reads as float32 rows: a
quarter of the size, the same vectors from numpy and from sentence-transformers.
"""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

from index.encoder import Vectors

MODULE = "0_StaticEmbedding"
_TYPE = "sentence_transformers.models.StaticEmbedding"
_LARGEST = 127


def store(table: Vectors, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the table and its tokenizer, in place of what the folder held."""
    module = folder / MODULE
    module.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(module / "tokenizer.json"), pretty=False)
    embeddings, weights = quantised(table)
    (module / "model.safetensors").write_bytes(save({"embeddings": embeddings, "weights": weights}))
    modules = [{"idx": 0, "name": "0", "path": MODULE, "type": _TYPE}]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")


def quantised(table: Vectors) -> tuple[NDArray[np.int8], Vectors]:
    """Each row as whole numbers up to 127, and the factor that makes them the row again."""
    factors = np.abs(table).max(1) / _LARGEST
    rows = table / np.maximum(factors, 1e-12)[:, None]
    return np.round(rows).astype(np.int8), factors.astype(np.float32)
