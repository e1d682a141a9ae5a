"""The bundled tokenizer read without its library cuts as the library does."""

import json
import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from corpus.library import documents
from index.encoder import BUNDLED
from index.training.questions import corpus_questions
from index.unigram import Unigram

FILE = BUNDLED / "0_StaticEmbedding" / "tokenizer.json"
ODD = "abcxyz0189%‰㐀㐁鿿龥囍囎的政策ＡＢ１２①㎡KÅİßﬁ²\u200b\U0001f44d "


@pytest.fixture(scope="module")
def unigram() -> Unigram:
    found = Unigram.from_file(FILE)
    assert found is not None
    return found


def test_every_text_is_cut_as_the_library_cuts_it(unigram: Unigram) -> None:
    library, chance = Tokenizer.from_file(str(FILE)), random.Random(1)
    library.no_padding()
    library.no_truncation()
    texts = [clause.text for document in documents() for clause in document.clauses]
    texts += [row.question for row in corpus_questions()]
    texts += ["".join(chance.choices(ODD, k=chance.randrange(40))) for _ in range(5000)]
    different = [
        text
        for text in texts
        if unigram.encode(text) != library.encode(text, add_special_tokens=False).ids
    ]
    assert different == []


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("model", {"type": "WordPiece", "vocab": {}}),
        ("normalizer", {"type": "Lowercase"}),
        ("pre_tokenizer", {"type": "Whitespace"}),
        ("pre_tokenizer", None),
    ],
)
def test_a_tokenizer_of_another_kind_is_left_to_the_library(
    tmp_path: Path, part: str, changed: object
) -> None:
    described = json.loads(FILE.read_bytes())
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps({**described, part: changed}))
    assert Unigram.from_file(file) is None
