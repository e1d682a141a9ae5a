"""python -m index build|search|add|remove|verify|stats|train"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.clause import CorpusError
from corpus.library import FOLDER, documents, read_file
from corpus.places import ancestors, canonical
from index.build import ReadOnlyIndex, build, digest, with_documents, without
from index.bulk.build import ON_DISK_FROM, build_in_bulk
from index.bulk.run import Interrupted
from index.encoder import ModelMissing, load_encoder
from index.query import Hit, Query
from index.store import DEFAULT_FOLDER, BadIndex, load, save, verified_manifest, verify, why_stale

_EXPECTED = (
    *(BadIndex, Interrupted, ReadOnlyIndex, ModelMissing, CorpusError),
    *(OSError, ValueError),
)
#: of `index.train.train`, which is imported when it is run: it needs torch
_TRAINING: Mapping[str, tuple[Callable[[str], object], str]] = {
    "data": (Path, "folder of the public training data"),
    "out": (Path, "folder the model is written to"),
    "seed": (int, "of every draw"),
    "steps": (int, "of the training loop"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 1 and a message on an expected failure."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except (
        BadIndex,
        Interrupted,
        ReadOnlyIndex,
        ModelMissing,
        CorpusError,
        OSError,
        ValueError,
    ) as error:
        print(f"index {options.command}: {error}", file=sys.stderr)
        return 1
    return 0


def _build(options: argparse.Namespace) -> None:
    if options.documents not in (None, [FOLDER]):
        _build_in_bulk(options)
        return
    encoder, found = load_encoder(options.model), documents()
    if options.if_stale:
        reason = why_stale(options.index, {d.number: digest(d) for d in found}, encoder)
        if reason is None:
            return
        print(f"building {options.index}: {reason}", file=sys.stderr)
    index = build(found, encoder, progress=True)
    manifest = save(index, options.index)
    print(
        f"{options.index}: {len(found)} documents, {manifest.clauses} clauses, "
        f"model {manifest.encoder}, version {manifest.version}"
    )


def _build_in_bulk(options: argparse.Namespace) -> None:
    built = build_in_bulk(
        options.documents,
        options.index,
        workers=options.workers,
        model=options.model,
        on_disk_from=options.on_disk_from,
        if_stale=options.if_stale,
        progress=True,
        say=lambda what: print(what, file=sys.stderr),
    )
    for file in built.skipped:
        print(f"skipped {file.source}: {file.reason}", file=sys.stderr)
    manifest = built.manifest
    if manifest is not None:
        print(
            f"{options.index}: {built.documents} documents, {manifest.clauses} clauses, "
            f"model {manifest.encoder}, version {manifest.version}"
        )


def _search(options: argparse.Namespace) -> None:
    index = load(options.index)
    if options.queries is None:
        query = Query(" ".join(options.question), regions=_around(options.region), k=options.k)
        for hit in index.search(query):
            print(
                f"{hit.score:.3f}  {hit.document.number} {hit.clause.label}  {hit.clause.heading}"
            )
        return
    for row in _queries(options.queries):
        hits = index.search(Query(row["question"], regions=_around(row.get("region")), k=options.k))
        found = {"id": row.get("id"), "hits": [_printed(hit) for hit in hits]}
        print(json.dumps(found, ensure_ascii=False))


def _add(options: argparse.Namespace) -> None:
    index = load(options.index)
    found = [d for path in options.files for d in read_file(Path(path))]
    save(with_documents(index, found, progress=True), options.index)
    print(f"{options.index}: added {'、'.join(d.number for d in found)}")


def _remove(options: argparse.Namespace) -> None:
    index = load(options.index)
    unknown = [n for n in options.numbers if n not in index.digests]
    if unknown:
        raise BadIndex(f"{options.index} has no document {unknown[0]}: see python -m index stats")
    save(without(index, options.numbers), options.index)
    print(f"{options.index}: removed {'、'.join(options.numbers)}")


def _verify(options: argparse.Namespace) -> None:
    found = verify(options.index)
    print(f"{options.index}: {found.clauses} clauses, version {found.version}, every file whole")


def _stats(options: argparse.Namespace) -> None:
    manifest = verified_manifest(options.index)
    index = load(options.index)
    print(f"version    {manifest.version}")
    print(f"model      {manifest.encoder} ({manifest.encoder_fingerprint})")
    print(f"documents  {len(index.documents)}")
    print(f"clauses    {len(index.rows)}")
    print(f"vectors    {index.vectors.size if index.vectors else 0}")
    print(f"tokens     {index.lexical.size}")
    print(f"on disk    {manifest.size / 1e6:.1f} MB")
    for document in index.documents:
        print(f"           {document.number}  {len(document.clauses)} clauses  {document.title}")


def _train(options: argparse.Namespace) -> None:
    from index.train import train

    given = {name: value for name, value in vars(options).items() if name in _TRAINING}
    for found in train(**given).figures:
        print(f"{found.name}: hit@1 {found.hit1:.3f}, hit@3 {found.hit3:.3f}, MRR {found.mrr:.3f}")


def _queries(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(row, dict) or not isinstance(row.get("question"), str):
                raise ValueError(f"{path}:{number}: expected an object with a question")
            yield row


def _around(region: str | None) -> tuple[str, ...] | None:
    """The place and what lies above it, nearest first."""
    if not region:
        return None
    name = canonical(region) or region
    return (name, *ancestors(name))


def _printed(hit: Hit) -> dict[str, str | float]:
    return {
        "document_number": hit.document.number,
        "source": hit.document.source,
        "clause_id": hit.clause.clause_id,
        "score": round(hit.score, 6),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    at = argparse.ArgumentParser(add_help=False)
    at.add_argument("--index", type=Path, default=DEFAULT_FOLDER, metavar="FOLDER")

    one = commands.add_parser("build", parents=[at], help="index the corpus, or a folder")
    one.add_argument(
        "--documents",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="folders, files or .jsonl collections, instead of the corpus; goes on after an "
        "interruption, and reads only what is new",
    )
    one.add_argument("--workers", type=int, default=1, help="processes that read documents")
    one.add_argument(
        "--on-disk-from",
        type=int,
        default=ON_DISK_FROM,
        metavar="CLAUSES",
        help=f"keep an index so large on disk, not in memory; {ON_DISK_FROM:,} unless told",
    )
    one.add_argument("--model", default="", help="instead of the bundled one; none: words alone")
    one.add_argument("--if-stale", action="store_true", help="only if something changed")
    one.set_defaults(run=_build)

    one = commands.add_parser("search", parents=[at], help="ranked clauses for questions")
    one.add_argument("question", nargs="*")
    one.add_argument("--queries", type=Path, metavar="FILE.jsonl", help="id, question, region")
    one.add_argument("--region")
    one.add_argument("--k", type=int, default=10)
    one.set_defaults(run=_search)

    one = commands.add_parser("add", parents=[at], help="add files, or replace their documents")
    one.add_argument("files", nargs="+")
    one.set_defaults(run=_add)

    one = commands.add_parser("remove", parents=[at], help="take documents out, by their numbers")
    one.add_argument("numbers", nargs="+")
    one.set_defaults(run=_remove)

    one = commands.add_parser("verify", parents=[at], help="check every file of the index")
    one.set_defaults(run=_verify)

    one = commands.add_parser("stats", parents=[at], help="what the index holds")
    one.set_defaults(run=_stats)

    one = commands.add_parser("train", help="train the bundled model")
    for name, (kind, meaning) in _TRAINING.items():
        one.add_argument(f"--{name}", type=kind, default=argparse.SUPPRESS, help=meaning)
    one.set_defaults(run=_train)
    return parser


if __name__ == "__main__":
    sys.exit(main())
