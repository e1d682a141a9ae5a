"""Ask from the command line, and see what each step made of it.

python -m assistant ask "晋城首次认定的省级专精特新企业奖励多少" [--region 泽州县] [--explain]
"""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.answer import Answer, Ask, Language, Turn
from assistant.chain import Assistant, Trace, answer_of
from index.store import load

_SENTENCES_EXPLAINED = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question and print it."""
    options = _parser().parse_args(arguments)
    ask = Ask(
        options.question,
        region=options.region,
        history=tuple(Turn(question) for question in options.after),
        as_of=options.as_of,
        language=Language(options.lang) if options.lang else None,
    )
    assistant = Assistant(load(options.index))
    *_, trace = assistant.trace(assistant.begin(ask))
    if options.explain:
        _explain(trace)
    _print(answer_of(trace))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description="ask the assistant")
    verbs = parser.add_subparsers(required=True, metavar="ask")
    ask = verbs.add_parser("ask", help="answer one question")
    ask.add_argument("question")
    ask.add_argument("--region", help="where the asker is: 晋城市, 泽州县 …")
    ask.add_argument("--after", action="append", default=[], help="an earlier question, in order")
    ask.add_argument("--as-of", type=date.fromisoformat, help="the day asked about, YYYY-MM-DD")
    ask.add_argument("--lang", choices=[language.value for language in Language])
    ask.add_argument("--explain", action="store_true", help="print what each step made of it")
    ask.add_argument("--index", type=Path, default=Path(".index"))
    return parser


def _explain(trace: Trace) -> None:
    question = trace.understood
    print(f"understood   {question.standalone}")
    print(f"  kinds      {', '.join(question.kinds)}")
    print(f"  places     {', '.join(question.places) or '-'}   payers {', '.join(question.payers)}")
    slots = (f"{slot}: {', '.join(sorted(named))}" for slot, named in question.slots.items())
    print(f"  slots      {'; '.join(slots) or '-'}")
    figures = (f"{f.printed} = {f.value or 0:g} {f.unit}" for f in question.figures)
    print(f"  figures    {', '.join(figures) or '-'}")
    print("retrieved")
    for hit in trace.hits[:_SENTENCES_EXPLAINED]:
        name = f"{hit.document.number} {hit.clause.clause_id}"
        print(f"  {hit.score:.2f}  {name}  {' '.join(hit.matched[:8])}")
    print("weighed")
    for item in trace.evidence[:_SENTENCES_EXPLAINED]:
        name = f"{item.key[0]} {item.key[1]}"
        print(f"  {item.score:5.1f}  {name}  {item.sentence.text.strip()[:60]}")
    print("timing ms    " + "  ".join(f"{k} {v:.2f}" for k, v in trace.timing_ms.items()))
    print()


def _print(answer: Answer) -> None:
    print(f"[{answer.outcome}] {answer.text}")
    for citation in answer.citations:
        print(f"  [{citation.n}] {citation.document_number} {citation.clause_id} {citation.label}")
        print(f"      “{citation.quote}”")
        if citation.departments:
            print(f"      {'、'.join(citation.departments)}")
    for warning in answer.warnings:
        print(f"  ! {warning}")
    for suggestion in answer.suggestions:
        print(f"  ? {suggestion}")


if __name__ == "__main__":
    raise SystemExit(main())
