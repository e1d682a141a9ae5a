"""The public data that the model is trained on: where it comes from, its licence, its rows."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.training.texts import without_blanks


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the model card. `file` is relative to the data folder, or ours if it has none."""

    name: str
    licence: str
    file: str = ""


POLICIES = Source("policy documents of other places", "official texts", "policies.jsonl.gz")
LAWS = Source("articles of statutes (LawRefBook)", "official texts", "laws_articles.jsonl.gz")
DRCD = Source("DRCD dev", "CC BY-SA 3.0", "question_passage.jsonl.gz")
CMRC = Source("CMRC2018 trial", "CC BY-SA 4.0", "question_passage.jsonl.gz")
STARD = Source("STARD train", "MIT", "question_passage.jsonl.gz")
PAWSX = Source("PAWS-X zh", "free for any use", "paraphrase.jsonl.gz")
TATOEBA = Source("Tatoeba", "CC BY 2.0", "zh_en.jsonl.gz")
YEARBOOK = Source("statistical yearbook terms", "official texts", "zh_en.jsonl.gz")
CONSTITUTION = Source("constitution of the PRC", "official text", "zh_en.jsonl.gz")
CEDICT = Source("CC-CEDICT", "CC BY-SA 4.0", "cedict.jsonl.gz")
CORPUS = Source("the corpus of this project", "official texts")
RENDERINGS = Source("English renderings of the corpus", "Apache-2.0")
GLOSSARY = Source("index/glossary.tsv and index/synonyms.tsv", "Apache-2.0")
CORPUS_QUESTIONS = Source("index/data/corpus_questions.jsonl", "Apache-2.0")
POLICY_QUESTIONS = Source("index/data/policy_questions.jsonl", "Apache-2.0")

_BY_MARK = {
    "drcd_dev": DRCD,
    "cmrc_trial": CMRC,
    "stard_train_article": STARD,
    "tatoeba": TATOEBA,
    "stats_yearbook": YEARBOOK,
    "prc_constitution": CONSTITUTION,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document of another place, without blanks."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    law: str
    chapter: str
    text: str


@dataclass(frozen=True, slots=True)
class Couple:
    """Two texts that belong together: a question and its passage, English and Chinese."""

    first: str
    second: str
    source: Source


def policies(data: Path) -> tuple[Policy, ...]:
    """Every policy document, in the order of the file."""
    return tuple(
        Policy(row["id"], row["title"], without_blanks(row["text"]))
        for row in _rows(data, POLICIES)
    )


def articles(data: Path) -> tuple[Article, ...]:
    """Every article of a statute, with the law and chapter that it stands in."""
    return tuple(
        Article(row["law"], row["chapter"] or "", without_blanks(row["text"]))
        for row in _rows(data, LAWS)
    )


def question_passages(data: Path) -> tuple[Couple, ...]:
    """Questions with the passage that answers them; traditional characters made simplified."""
    simplified = traditional_to_simplified(data)
    return tuple(
        Couple(
            row["q"].translate(simplified),
            without_blanks(row["p"]).translate(simplified),
            _BY_MARK[row["src"]],
        )
        for row in _rows(data, DRCD)
    )


def parallel_sentences(data: Path) -> tuple[Couple, ...]:
    """English and Chinese sentences that say the same."""
    return tuple(Couple(row["en"], row["zh"], _BY_MARK[row["src"]]) for row in _rows(data, TATOEBA))


def paraphrases(data: Path) -> tuple[Couple, ...]:
    """Pairs that say the same in other words; those labelled as different are left out."""
    rows = (row for row in _rows(data, PAWSX) if row["label"] == 1)
    return tuple(Couple(row["a"], row["b"], PAWSX) for row in rows)


def dictionary(data: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Chinese words with their English glosses."""
    return tuple((row["zh"], tuple(row["en"])) for row in _rows(data, CEDICT))


def traditional_to_simplified(data: Path) -> Mapping[int, str]:
    """For `str.translate`: what each traditional character is most often written as."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in _rows(data, CEDICT):
        if len(row["zh"]) == len(row["trad"]):
            seen.update(zip(row["trad"], row["zh"], strict=True))
    table: dict[int, str] = {}
    for (old, new), _ in seen.most_common():
        table.setdefault(ord(old), new)
    return table


def _rows(data: Path, source: Source) -> Iterator[dict[str, Any]]:
    with gzip.open(data / source.file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
