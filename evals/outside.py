"""Outside data for retrieval: passages and questions that name the passages which answer them.

folder/corpus.jsonl, queries.jsonl, qrels/test.tsv     BEIR
{"data": [{"paragraphs": [{"context", "qas"}]}]}        SQuAD-style JSON: CMRC2018, DRCD
{"q": "谁可以成为个体工商户？", "p": "民法典第五十四条 …"}   JSONL of question–passage pairs
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from corpus.clause import Clause, Document
from evals.dataset import BadDataset, json_lines

_CLAUSE_ID = "preamble"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that can be found."""

    id: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question and the passages that answer it. `answers` are spans that say so."""

    id: str
    question: str
    relevant: frozenset[str]
    answers: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages with questions about them."""

    name: str
    passages: tuple[Passage, ...]
    lookups: tuple[Lookup, ...]


def read_collection(path: Path) -> Collection:
    """A BEIR folder, a SQuAD-style file or a file of pairs, told apart by what it is."""
    if path.is_dir():
        return read_beir(path)
    if not path.is_file():
        raise BadDataset(f"no collection {path}: a BEIR folder, SQuAD-style JSON or JSONL of pairs")
    return read_squad(path) if path.suffix == ".json" else read_pairs(path)


def read_beir(folder: Path, split: str = "test") -> Collection:
    """A BEIR folder."""
    judgements = folder / "qrels" / f"{split}.tsv"
    for needed in (folder / "corpus.jsonl", folder / "queries.jsonl", judgements):
        if not needed.is_file():
            raise BadDataset(f"{folder} is no BEIR folder: {needed} is missing")
    passages = tuple(
        Passage(str(row["_id"]), str(row["text"]), str(row.get("title", "")))
        for _, row in json_lines(folder / "corpus.jsonl")
    )
    relevant = _judged(judgements)
    lookups = tuple(
        Lookup(str(row["_id"]), str(row["text"]), relevant[str(row["_id"])])
        for _, row in json_lines(folder / "queries.jsonl")
        if str(row["_id"]) in relevant
    )
    return Collection(folder.name, passages, lookups)


def read_squad(path: Path) -> Collection:
    """CMRC2018, DRCD, SQuAD: every paragraph is a passage, found by its own questions."""
    try:
        read = _Squad.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadDataset(f"{path} is no SQuAD-style JSON: {error.errors()[0]['msg']}") from error
    passages: list[Passage] = []
    lookups: list[Lookup] = []
    for article in read.data:
        for paragraph in article.paragraphs:
            name = f"p{len(passages)}"
            passages.append(Passage(name, paragraph.context, article.title))
            lookups += (
                Lookup(qa.id, qa.question, frozenset({name}), tuple({a.text for a in qa.answers}))
                for qa in paragraph.qas
            )
    return Collection(path.stem, tuple(passages), tuple(lookups))


def read_pairs(path: Path) -> Collection:
    """Pairs: equal passages are one, a question with several passages is found by any of them."""
    ids: dict[str, str] = {}
    relevant: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for number, row in json_lines(path):
        question, passage = row.get("q"), row.get("p")
        if not isinstance(question, str) or not isinstance(passage, str):
            raise BadDataset(f"{path}:{number}: expected the fields q and p")
        relevant.setdefault(question, set()).add(ids.setdefault(passage, f"p{len(ids)}"))
        labels[question] = str(row.get("src", ""))
    passages = tuple(Passage(name, text) for text, name in ids.items())
    lookups = tuple(
        Lookup(f"q{i}", question, frozenset(names), label=labels[question])
        for i, (question, names) in enumerate(relevant.items())
    )
    return Collection(path.name.partition(".")[0], passages, lookups)


def chosen(collection: Collection, labels: Iterable[str]) -> Collection:
    """The same passages, only the questions with these labels."""
    wanted = set(labels)
    lookups = tuple(lookup for lookup in collection.lookups if lookup.label in wanted)
    return Collection(collection.name, collection.passages, lookups)


def as_documents(passages: Sequence[Passage]) -> tuple[Document, ...]:
    """Every passage as a document of one clause, to be indexed like any other."""
    return tuple(_document(passage) for passage in passages)


def _document(passage: Passage) -> Document:
    text = passage.text
    clause = Clause(
        document_number=passage.id,
        clause_id=_CLAUSE_ID,
        label="",
        heading=passage.title,
        text=text,
        printed=text,
        spans=((0, len(text)),),
        path=(),
    )
    return Document(passage.id, passage.title, "", "", None, None, passage.id, clauses=(clause,))


def _judged(path: Path) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for query, passage, grade in list(csv.reader(lines, delimiter="\t"))[1:]:
            if int(grade) > 0:
                found.setdefault(query, set()).add(passage)
    return {query: frozenset(passages) for query, passages in found.items()}


class _SquadAnswer(BaseModel):
    text: str


class _SquadQuestion(BaseModel):
    id: str
    question: str
    answers: list[_SquadAnswer] = Field(default_factory=list)


class _SquadParagraph(BaseModel):
    context: str
    qas: list[_SquadQuestion]


class _SquadArticle(BaseModel):
    title: str = ""
    paragraphs: list[_SquadParagraph]


class _Squad(BaseModel):
    data: list[_SquadArticle]
