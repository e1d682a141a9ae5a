"""How fast: parsing, encoding, searching by size, whole answers; ratios within one run."""

import argparse
from collections.abc import Mapping, Sequence

from assistant.chain import Assistant
from corpus.bench import Parsing, corpus_speed, statutes_speed
from corpus.library import documents
from evals import answer_speed
from evals.answer_speed import Ratio
from evals.dataset import SHARED, read
from evals.speed import frameworks, service, service_table, sizes, vectors
from evals.speed.sizes import Size
from evals.speed.timing import Speed, timed
from evals.table import table
from index.encoder import Encoder, ModelMissing, load_encoder
from index.search import Index
from index.training.questions import corpus_questions

STATUTES = SHARED / "data" / "laws_articles.jsonl.gz"
_MANY, _ALL = 10_000, 140_067
_QUESTIONS, _QUESTIONS_TO_FRAMEWORKS = 300, 60


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default="", help="an encoder, instead of the bundled one")
    parser.add_argument("--large", action="store_true", help="also 140,000 clauses: minutes")
    parser.add_argument("--vectors", type=int, metavar="N", help="also so many vectors, as 1000000")
    parser.add_argument("--frameworks", action="store_true", help="also the other frameworks")
    parser.add_argument("--service", action="store_true", help="only the service over HTTP")
    parser.add_argument(
        "--overload", type=float, default=60, metavar="SECONDS", help="at 4 × capacity for so long"
    )


def run(chosen: argparse.Namespace) -> int:
    if chosen.service:
        print(_service(chosen.overload))
        return 0
    encoder = load_encoder(chosen.model)
    if encoder is None:
        raise ModelMissing('there is no model to measure: run "make train"')
    questions = [row.question for row in corpus_questions()[::7]][:_QUESTIONS]
    print(_parsing({"the corpus, with all facts": corpus_speed()}))
    if chosen.large:
        print("\n" + _parsing({"statutes, clauses alone": statutes_speed(STATUTES)}))
    print(f"\nencoding one question: {_speed(_encoding(encoder, questions))} ms (p50, p95)")
    found = [sizes.measured(documents(), encoder, questions)]
    for count in (_MANY, *((_ALL,) if chosen.large else ())):
        found.append(sizes.measured(sizes.statutes(STATUTES, count), encoder, questions))
    print("\n" + _sizes([size for size, _ in found]))
    print("\n" + _answering(answer_speed.measured(Assistant(found[0][1]), read("golden"))))
    if chosen.frameworks:
        for _, index in found[:2]:
            print("\n" + _against(index, questions[:_QUESTIONS_TO_FRAMEWORKS]), flush=True)
    if chosen.vectors:
        print("\n" + _approximation(encoder, questions, chosen.vectors))
    print("\n" + _service(chosen.overload))
    return 0


def _encoding(encoder: Encoder, questions: Sequence[str]) -> Speed:
    return timed(lambda text: encoder.encode_queries([text]), questions)


def _parsing(found: Mapping[str, Parsing]) -> str:
    rows = [
        (
            name,
            f"{parsing.characters:,}",
            f"{parsing.clauses:,}",
            f"{parsing.characters_per_second:,.0f}",
            f"{parsing.peak_mib:.1f}",
        )
        for name, parsing in found.items()
    ]
    return table(("parsed", "characters", "clauses", "characters a second", "peak MiB"), rows)


def _answering(found: Ratio) -> str:
    rows = [
        ("a whole answer", f"{found.answer_p50:.2f}", f"{found.answer_p99:.2f}"),
        ("a bare search", f"{found.bare_p50:.2f}", f"{found.bare_p99:.2f}"),
        ("times as long", f"{found.at_median:.1f}", f"{found.at_p99:.1f}"),
    ]
    slow = f"slow answers against the median bare search: {found.slow_against_median:.1f} times"
    return table((f"{found.questions} questions", "p50 ms", "p99 ms"), rows) + f"\n{slow}"


def _sizes(found: Sequence[Size]) -> str:
    rows = [
        (
            f"{size.clauses:,}",
            f"{size.speed.p50:.2f}",
            f"{size.speed.p95:.2f}",
            f"{size.build_s:.1f}",
            f"{size.open_s:.1f}",
            f"{size.memory_mb:.0f}",
            f"{size.disk_mb:.0f}",
        )
        for size in found
    ]
    head = ("clauses", "p50 ms", "p95 ms", "build s", "open s", "memory MB", "disk MB")
    return table(head, rows)


def _against(index: Index, questions: Sequence[str]) -> str:
    own = frameworks.ours(index, questions)
    rows = [("this project", f"{own.p50:.2f}", f"{own.p95:.2f}", "1.0")]
    for name, speed in frameworks.theirs(index, questions).items():
        rows.append((name, f"{speed.p50:.2f}", f"{speed.p95:.2f}", f"{speed.p50 / own.p50:.1f}"))
    return table((f"{len(index.rows):,} clauses", "p50 ms", "p95 ms", "times ours"), rows)


def _approximation(encoder: Encoder, questions: Sequence[str], count: int) -> str:
    many = sizes.statutes(STATUTES, min(count, _ALL))
    real = encoder.encode_passages([c.text for document in many for c in document.clauses])
    found = vectors.compared(vectors.multiplied(real, count), encoder.encode_queries(questions))
    rows = [
        ("exact", _speed(found.exact), "1.000", "1.00"),
        ("cells", _speed(found.approximate), f"{found.recall:.3f}", f"{found.memory:.2f}"),
    ]
    head = (f"{found.vectors:,} vectors, built in {found.build_s:.0f} s", "ms", "recall", "memory")
    return table(head, rows)


def _service(overload_seconds: float) -> str:
    if not service.is_possible():
        return "the service was not measured: apt-get install wrk"
    questions = [row.question for row in corpus_questions()]
    found = service.measured(questions, overload_seconds)
    ratios = [goal.row for goal in service_table.goals(found)]
    return "\n\n".join(
        (
            table(("the service", "ratio", "goal", ""), ratios),
            table(("on this machine", ""), service_table.figures(found)),
        )
    )


def _speed(speed: Speed) -> str:
    return f"{speed.p50:.3f} {speed.p95:.3f}"
