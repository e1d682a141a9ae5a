"""python -m corpus COMMAND: what the documents say, and how they were understood.

report [FOLDER]           per document: clauses, measures, gaps, slips, benefits, validity
show NUMBER CLAUSE_ID     one clause whole: show 晋市政办〔2022〕5号 二.22
read FILE…                what any other file becomes; --whole prints every clause
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import report
from corpus.clause import CorpusError, Document, Skipped
from corpus.layout import document_number
from corpus.library import FOLDER, documents, read_file, read_folder, refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 1 where a file or a clause could not be had."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "report":
        return _print_report(chosen.folder)
    if chosen.command == "show":
        return _show(chosen.number, chosen.clause_id)
    return _read(chosen.files, chosen.whole)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m corpus",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    of_folder = commands.add_parser("report")
    of_folder.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    of_clause = commands.add_parser("show")
    of_clause.add_argument("number", help="晋市政办〔2022〕5号, brackets of any kind")
    of_clause.add_argument("clause_id", help="二.22")
    of_files = commands.add_parser("read")
    of_files.add_argument("files", nargs="+", type=Path, metavar="FILE")
    of_files.add_argument("--whole", action="store_true", help="every clause with all it knows")
    return parser


def _print_report(folder: Path) -> int:
    if not folder.is_dir():
        return _fail(f"{folder} is no folder; name one that holds documents")
    found, skipped = read_folder(folder)
    for document in found:
        _print(report.summary(document))
    _print(report.contradictions(found))
    _print(report.refusals(skipped))
    return 0


def _show(number: str, clause_id: str) -> int:
    wanted = document_number(number)
    document = next((d for d in documents() if d.number == wanted), None)
    if document is None:
        known = "\n  ".join(d.number for d in documents())
        return _fail(f"no document {wanted}; there are\n  {known}")
    clause = document.clause(clause_id)
    if clause is None:
        known = " ".join(c.clause_id for c in document.clauses)
        return _fail(f"{wanted} has no clause {clause_id}; it has {known}")
    _print(report.whole(clause))
    return 0


def _read(files: Sequence[Path], whole: bool) -> int:
    skipped: list[Skipped] = []
    for path in files:
        try:
            found = read_file(path)
        except (CorpusError, OSError) as error:
            skipped.append(refused(path.name, error))
            continue
        for document in found:
            _print(_all_of(document) if whole else report.outline(document))
    if skipped:
        _print(report.refusals(skipped))
    return 1 if skipped else 0


def _all_of(document: Document) -> Iterator[str]:
    yield from report.summary(document)
    for clause in document.clauses:
        yield from ("", *report.whole(clause))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)
    print()


def _fail(message: str) -> int:
    print(f"corpus: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
