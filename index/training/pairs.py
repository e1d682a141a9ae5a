"""Pairs of texts that should lie close together, by the task that they teach."""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.training.questions import PolicyQuestion
from index.training.sources import Article, Couple, Policy
from index.training.texts import heading_and_body, is_chinese, long_sentences, sections

Pair = tuple[str, str]

LONGEST_PASSAGE, LONGEST_HALF = 500, 200
SHORTEST_ARTICLE, SHORTEST_CHINESE = 20, 4
MOST_GLOSSES = 4
#: `第二章 业主` → 业主
_CHAPTER_NUMBER = re.compile(r"^第\S+\s*")
_REMARK = re.compile(r"\([^)]*\)|（[^）]*）")
#: glosses that explain the writing, not the meaning
_NOT_A_MEANING = re.compile(r"(?:old )?variant of|see |CL:|surname ")


def headings(policies: Iterable[Policy]) -> list[Pair]:
    """The heading of a numbered section with what stands under it."""
    parts = (
        heading_and_body(section) for p in _in_chinese(policies) for section in sections(p.text)
    )
    return [pair for pair in parts if pair is not None]


def neighbours(texts: Iterable[str], rng: np.random.Generator) -> list[Pair]:
    """One sentence of each text with the two that follow it."""
    found: list[Pair] = []
    for text in texts:
        said = long_sentences(text)
        if len(said) > 1:
            i = int(rng.integers(len(said) - 1))
            found.append((said[i], "".join(said[i + 1 : i + 3])))
    return found


def halves(articles: Iterable[Article], rng: np.random.Generator) -> list[Pair]:
    """The beginning of an article with its end."""
    found: list[Pair] = []
    for article in articles:
        said = long_sentences(article.text)
        if len(said) > 1:
            i = int(rng.integers(1, len(said)))
            found.append(("".join(said[:i])[:LONGEST_HALF], "".join(said[i:])[:LONGEST_HALF]))
    return found


def policy_titles(policies: Iterable[Policy], rng: np.random.Generator) -> list[Pair]:
    """The title, which some sites print in English, with one section of the text."""
    cut = ((policy, sections(policy.text)) for policy in _in_chinese(policies))
    return [(policy.title, found[int(rng.integers(len(found)))]) for policy, found in cut if found]


def law_titles(articles: Iterable[Article]) -> list[Pair]:
    """The law and chapter that an article stands in, with the article."""
    return [
        (f"{_REMARK.sub('', a.law)} {_CHAPTER_NUMBER.sub('', a.chapter)}", a.text[:LONGEST_PASSAGE])
        for a in articles
        if len(a.text) >= SHORTEST_ARTICLE
    ]


def translations(couples: Iterable[Couple]) -> list[Pair]:
    """English with Chinese, without exclamations such as 走！"""
    return [(c.first, c.second) for c in couples if len(c.second) >= SHORTEST_CHINESE]


def glosses(
    dictionary: Iterable[tuple[str, Sequence[str]]], counts: Mapping[str, int]
) -> list[Pair]:
    """What a word of our texts means in English, with the word."""
    found: list[Pair] = []
    for word, meanings in dictionary:
        if counts.get(word, 0) < 2:
            continue
        kept = [plain for plain in map(meaning, meanings) if plain]
        if kept:
            found.append(("; ".join(kept[:MOST_GLOSSES]), word))
    return found


def meaning(gloss: str) -> str:
    """The gloss without its remarks; "" where it explains the writing only."""
    plain = _REMARK.sub("", gloss).strip()
    return "" if _NOT_A_MEANING.match(plain) else plain


def answered(couples: Iterable[Couple]) -> list[Pair]:
    """Questions with their passages, cut where a passage runs on."""
    return [(c.first, c.second[:LONGEST_PASSAGE]) for c in couples]


def policy_pairs(questions: Iterable[PolicyQuestion], texts: Mapping[str, str]) -> list[Pair]:
    """Our questions with the passages that answer them."""
    return [(q.question, q.passage(texts)) for q in questions]


def _in_chinese(policies: Iterable[Policy]) -> Iterable[Policy]:
    return (policy for policy in policies if is_chinese(policy.text[:300]))
