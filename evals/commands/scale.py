"""What more clauses cost: build, memory, start and answers, as a table and plots."""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from evals.dataset import SHARED
from evals.scale.measure import Size, measured, saved_sizes
from evals.scale.milvus import measure_in_milvus, saved_in_milvus
from evals.scale.plot import Line, lines
from evals.speed.sizes import Size as Published
from evals.table import table

STATUTES = SHARED / "data" / "laws_articles.jsonl.gz"
_HEAD = (
    *("clauses", "read s", "merge s", "build MiB", "disk MB", "open s", "serve MiB", "cached MiB"),
    *("words ms", "vectors ms", "exact ms", "recall@10", "vector share", "search ms", "p95 ms"),
)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sizes", nargs="*", type=int, metavar="ARTICLES", help="none: show what there is"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(".bench/scale"), help="takes gigabytes")
    parser.add_argument("--milvus", nargs="*", type=int, default=[], metavar="ARTICLES")
    parser.add_argument("--milvus-uri", default="", help="a cluster's, instead of Lite")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="also the plots, as docs/scaling")


def run(chosen: argparse.Namespace) -> int:
    for articles in sorted(chosen.sizes):
        size = measured(STATUTES, articles, chosen.folder, chosen.workers)
        path = chosen.folder / f"{articles}.json"
        path.write_text(json.dumps(asdict(size), indent=1), encoding="utf-8")
    for articles in sorted(chosen.milvus):
        measure_in_milvus(STATUTES, articles, chosen.folder, chosen.milvus_uri)
    sizes, others = saved_sizes(chosen.folder), saved_in_milvus(chosen.folder)
    shown = "\n\n".join([_table(sizes), *([_in_milvus(others)] if others else [])])
    print(shown)
    (chosen.folder / "table.txt").write_text(shown + "\n", encoding="utf-8")
    if chosen.plots:
        chosen.plots.mkdir(parents=True, exist_ok=True)
        for name, drawn in _plots(sizes, others).items():
            (chosen.plots / f"{name}.svg").write_text(drawn, encoding="utf-8")
    return 0


def _table(sizes: Sequence[Size]) -> str:
    rows = []
    for size in sizes:
        reading, merging, asking = size.reading, size.merging, size.asking
        rows.append(
            (
                f"{merging.clauses:,}",
                f"{reading.seconds:.0f}" if reading else "",
                f"{merging.seconds:.1f}",
                f"{_peak(size):,.0f}",
                f"{merging.disk_mb:,.0f}",
                f"{asking.open_s:.2f}",
                f"{asking.private_mib:,.0f}",
                f"{asking.cached_mib:,.0f}",
                f"{asking.words.p50:.2f}",
                f"{asking.vectors.p50:.2f}",
                f"{asking.exact.p50:.2f}",
                f"{asking.recall:.3f}",
                f"{asking.vector_share:.2f}",
                f"{asking.whole.p50:.2f}",
                f"{asking.whole.p95:.2f}",
            )
        )
    return table(_HEAD, rows)


def _peak(size: Size) -> float:
    read = size.reading.peak_mib if size.reading else 0
    return max(read, size.merging.peak_mib)


def _in_milvus(sizes: Sequence[Published]) -> str:
    rows = [
        (
            f"{size.clauses:,}",
            f"{size.build_s:.0f}",
            f"{size.disk_mb:,.0f}",
            f"{size.open_s:.2f}",
            f"{size.memory_mb:,.0f}",
            f"{size.speed.p50:.1f}",
            f"{size.speed.p95:.1f}",
        )
        for size in sizes
    ]
    return table(
        ("in Milvus", "publish s", "disk MB", "open s", "memory MB", "search ms", "p95 ms"), rows
    )


def _plots(sizes: Sequence[Size], others: Sequence[Published]) -> dict[str, str]:
    def there(value: Callable[[Published], float]) -> Line:
        return [(size.clauses, value(size)) for size in others]

    def of(value: Callable[[Size], float]) -> Line:
        return [(size.merging.clauses, value(size)) for size in sizes]

    return {
        "latency": lines(
            "Milliseconds a search (p50) by clauses",
            {
                "exact vectors": of(lambda size: size.asking.exact.p50),
                "whole search": of(lambda size: size.asking.whole.p50),
                "vectors": of(lambda size: size.asking.vectors.p50),
                "words": of(lambda size: size.asking.words.p50),
                "Milvus, search": there(lambda size: size.speed.p50),
            },
        ),
        "memory": lines(
            "MiB by clauses",
            {
                "build, private": of(_peak),
                "serve, private": of(lambda size: size.asking.private_mib),
                "serve, files": of(lambda size: size.asking.cached_mib),
                "on disk": of(lambda size: size.merging.disk_mb / 1.048576),
                "Milvus": there(lambda size: size.memory_mb / 1.048576),
            },
        ),
        "build": lines(
            "Seconds by clauses",
            {
                "read": of(lambda size: size.reading.seconds if size.reading else 0),
                "merge": of(lambda size: size.merging.seconds),
                "open": of(lambda size: size.asking.open_s),
                "Milvus, publish": there(lambda size: size.build_s),
            },
        ),
    }
