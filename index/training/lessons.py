"""Material → tasks: what is taught, how often each has its turn, in batches of what size."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.glossary import entries
from index.training import pairs
from index.training.candidates import Candidates
from index.training.clause_task import EncodeAll, clause_task
from index.training.material import Material
from index.training.pairs import Pair
from index.training.questions import Lang
from index.training.switching import Switch
from index.training.tasks import Noise, Pairs, Task
from index.training.texts import sections

Ids = NDArray[np.int64]

BATCH = 768
#: chosen in runs of 300 steps: hit@1 of held-back corpus questions 0.752; with 0.2 and nothing
#: switched 0.735, with 0.4 0.701
DROPPED, SWITCHED = 0.3, 0.35

#: how often a step is of this kind
WEIGHTS: Mapping[str, float] = {
    "clause questions": 2.6,
    "clause questions, English passages": 1.4,
    "policy questions": 3.0,
    "question_passage": 2.0,
    "headings": 1.0,
    "neighbouring sentences": 0.5,
    "policy titles": 0.3,
    "law titles": 0.5,
    "halves of articles": 0.5,
    "parallel sentences": 2.0,
    "dictionary": 2.0,
    "renderings": 2.0,
    "glossary": 1.0,
    "paraphrases": 0.2,
}
_CLAUSE_TASKS = {
    "clause questions": Lang.ZH,
    "clause questions, English passages": Lang.EN,
}
#: whose first texts are Chinese that may be switched into English
_SWITCHED = frozenset(
    {"policy questions", "question_passage", "headings", "policy titles", "law titles"}
    | {"clause questions", "clause questions, English passages", "neighbouring sentences"}
)


def text_pairs(
    material: Material, counts: Mapping[str, int], rng: np.random.Generator
) -> dict[str, list[Pair]]:
    """The pairs of every task but the clauses', by the task's name."""
    bodies = [text for policy in material.policies for text in sections(policy.text)]
    tables = (*entries("glossary.tsv"), *entries("synonyms.tsv"))
    return {
        "policy questions": pairs.policy_pairs(material.asked_of_policies, material.passages),
        "question_passage": pairs.answered(material.couples),
        "headings": pairs.headings(material.policies),
        "neighbouring sentences": pairs.neighbours(bodies, rng),
        "policy titles": pairs.policy_titles(material.policies, rng),
        "law titles": pairs.law_titles(material.articles),
        "halves of articles": pairs.halves(material.articles, rng),
        "parallel sentences": pairs.translations(material.parallel),
        "dictionary": pairs.glosses(material.dictionary, counts),
        "renderings": [(couple.first, couple.second) for couple in material.rendered],
        "glossary": [(said, term) for left, right in tables for said in left for term in right],
        "paraphrases": [(couple.first, couple.second) for couple in material.same],
    }


def tasks(
    material: Material,
    taught: Mapping[str, list[Pair]],
    candidates: Candidates,
    tokenizer: Tokenizer,
) -> list[Task]:
    """Every task with its texts as pieces."""
    encode_all = partial(encoded, tokenizer)
    plain = Noise(DROPPED)
    switching = Noise(DROPPED, _switch(material, tokenizer), SWITCHED)
    found: list[Task] = [
        _pairs(name, couples, encode_all, switching if name in _SWITCHED else plain)
        for name, couples in taught.items()
    ]
    for name, lang in _CLAUSE_TASKS.items():
        named = (name, WEIGHTS[name], lang)
        asked = material.corpus_questions
        found.append(clause_task(named, asked, candidates, encode_all, switching))
    return found


def encoded(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """Every text as pieces."""
    found = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.array(encoding.ids, np.int64) for encoding in found]


def _pairs(name: str, couples: Sequence[Pair], encode_all: EncodeAll, noise: Noise) -> Pairs:
    first, second = (encode_all(side) for side in zip(*couples, strict=True))
    kept = [i for i in range(len(couples)) if len(first[i]) and len(second[i])]
    ours = ([first[i] for i in kept], [second[i] for i in kept])
    return Pairs(name, WEIGHTS[name], *ours, BATCH, noise)


def _switch(material: Material, tokenizer: Tokenizer) -> Switch:
    """The glossary's terms before the dictionary's: what comes first is drawn more often."""
    terms = [(term, said) for said, terms in entries("glossary.tsv") for term in terms]
    meanings = [(word, list(map(pairs.meaning, found))) for word, found in material.dictionary]
    return Switch.of([*terms, *meanings], tokenizer)
