"""What the proof makes of true and of false sentences about golden questions, and how often.

python -m tests.llm.judging [EVERY]      every row of the golden set, or every so-manieth
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.answer import Ask, Language, Outcome
from assistant.chain import Assistant
from assistant.llm.complete import lines_left_out
from assistant.llm.counts import Flaw
from assistant.llm.grounds import Grounds
from assistant.llm.material import sources
from assistant.llm.proof import flaw
from assistant.llm.sentences import Said, said_in
from corpus.library import documents
from evals.dataset import Row, read
from evals.targets import asked
from index.build import build
from index.encoder import load_encoder
from tests.llm.mutations import mutated

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence, what was done to it (`` for a true one) and why it may not be said."""

    text: str
    kind: str
    flaw: Flaw | None


def grounds_of(assistant: Assistant, ask: Ask) -> Grounds | None:
    """What a reply to the question is held against; None where no clause answers it."""
    *_, last = assistant.trace(assistant.begin(ask))
    reply = last.reply
    if last.outcome is not Outcome.ANSWERED or reply is None or not reply.citations:
        return None
    return Grounds(last.understood, reply, sources(reply, last.evidence, assistant.index))


def falsified(assistant: Assistant, rows: Sequence[Row]) -> Iterator[Judged]:
    """Every change to what drafts and clauses say, where the true sentence passes."""
    for row in rows:
        grounds = grounds_of(assistant, asked(row))
        for said in _true(grounds) if grounds else ():
            if grounds is None or flaw(said, grounds):
                continue
            told = (*grounds.told(said), *grounds.own_lines(said))
            for change in mutated(said.text, grounds.language, told):
                found = flaw(Said(change.text, said.markers), grounds)
                yield Judged(f"{said.text} → {change.text}", change.kind, found)


def _true(grounds: Grounds) -> Iterator[Said]:
    """The draft's sentences and those of the clauses that it quotes."""
    drafted = [s for s in said_in([grounds.draft.text], grounds.language) if s.markers]
    quoted = [
        Said(text, (c.n,)) for c in grounds.draft.citations[:2] for text in _quoted(grounds, c.n)
    ]
    yield from dict.fromkeys((*drafted, *quoted))


def _quoted(grounds: Grounds, n: int) -> Iterator[str]:
    source = next(source for source in grounds.sources if source.n == n)
    quote = source.citation.quote if source.citation else ""
    if grounds.language is Language.CHINESE:
        yield quote
    else:
        yield from (s.english for s in source.sentences if s.english and s.text.strip() in quote)


def retold(assistant: Assistant, name: str) -> Iterator[tuple[str, tuple[Judged, ...], bool]]:
    """Each paraphrased reply with its sentences, and whether it says all that the draft says."""
    with (_FOLDER / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            grounds = grounds_of(assistant, Ask(row["question"], row["region"] or None))
            if grounds is None:
                raise LookupError(f"nothing answers {row['question']}")
            judged = tuple(
                Judged(said.text, "", flaw(said, grounds))
                for said in said_in([row["reply"]], grounds.language)
                if said.markers
            )
            left_out = lines_left_out(grounds.draft, row["reply"], grounds.question)
            yield row["reply"], judged, not left_out


def main() -> None:
    """The measured figures, by kind of change."""
    assistant = Assistant(build(documents(), load_encoder()))
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tried, passed = Counter[str](), Counter[str]()
    for judged in falsified(assistant, tuple(islice(read("golden"), 0, None, every))):
        tried[judged.kind] += 1
        if judged.flaw is None:
            passed[judged.kind] += 1
            print(f"passed: {judged.text}")
    for kind, number in sorted(tried.items()):
        print(f"{kind:14} {passed[kind]:4} of {number}")
    print(f"false passes: {passed.total()} of {tried.total()}")
    for name in ("paraphrases.tsv", "paraphrases_unseen.tsv"):
        replies = list(retold(assistant, name))
        sentences = [judged for _, found, _ in replies for judged in found]
        good = sum(judged.flaw is None for judged in sentences)
        whole = sum(is_whole and not any(j.flaw for j in found) for _, found, is_whole in replies)
        print(f"{name}: {good} of {len(sentences)} sentences, {whole} of {len(replies)} replies")


if __name__ == "__main__":
    main()
