"""The same search in Milvus: `python -m evals.speed.milvus` for the corpus and for statutes.

Lite runs in this process and is what can be measured without a cluster; its engine is Python.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.clause import Document
from corpus.library import documents as corpus
from evals.commands.bench import STATUTES
from evals.dataset import read
from evals.speed.sizes import Size, statutes
from evals.speed.timing import timed
from index.encoder import Encoder, load_encoder
from index.milvus.client import Address, Client
from index.milvus.publish import publish
from index.milvus.store import load
from index.query import Query

_LITE = "lite.db"
_MB = 1e6


def measured(
    documents: Sequence[Document], encoder: Encoder, questions: Sequence[str], uri: str = ""
) -> Size:
    """The documents published there (empty: to Lite, in a folder that goes again) and asked."""
    with tempfile.TemporaryDirectory() as folder:
        client = Client(Address(uri or str(Path(folder) / _LITE), name="measured", seconds=600))
        before = _resident()
        began = time.perf_counter()
        manifest = publish(documents, encoder, client)
        built = time.perf_counter() - began
        began = time.perf_counter()
        index = load(client, encoder)
        opened = time.perf_counter() - began
        speed = timed(lambda text: index.search(Query(text)), questions)
        on_disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        client.close()
    memory = _resident() - before
    return Size(manifest.clauses, built, on_disk / _MB, opened, memory / _MB, speed)


def _resident() -> float:
    """The most memory that this process had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.speed.milvus", description=__doc__)
    parser.add_argument("--clauses", type=int, default=0, help="statutes; 0: the corpus")
    parser.add_argument("--uri", default="", help="a cluster's, instead of Lite")
    options = parser.parse_args()
    documents = statutes(STATUTES, options.clauses) if options.clauses else corpus()
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the bundled model is missing")
    found = measured(documents, encoder, [r.question for r in read("golden")[::5]], options.uri)
    print(
        f"{found.clauses:,} clauses: p50 {found.speed.p50:.1f} ms, p95 {found.speed.p95:.1f} ms, "
        f"published in {found.build_s:.0f} s, opened in {found.open_s:.2f} s, "
        f"{found.memory_mb:.0f} MB of memory, {found.disk_mb:.0f} MB on disk"
    )


if __name__ == "__main__":
    main()
