"""Sources → finished batches, by several processes; what was finished before is not done again."""

import fcntl
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from corpus.collection import Source
from index.build import fingerprint
from index.bulk.batch import Batch, Done, batches, done, work
from index.encoder import Encoder, load_encoder

#: for each worker; more would only wait in memory
_WAITING = 2
#: changes with the files of a batch
_FORMAT = 1

_encoder: Encoder | None = None


class Interrupted(Exception):
    """A worker was killed; what it and the others had finished is kept."""


def finished(
    sources: Callable[[], Iterable[Source]],
    folder: Path,
    *,
    workers: int,
    model: str,
    rules: str,
    progress: bool = False,
) -> tuple[Done, ...]:
    """The sources' batches in their order, each in `folder` under its key."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        encoder = load_encoder(model)
        rules = f"{_FORMAT} {rules} {fingerprint(encoder)}"
        planned = [(batch.key, len(batch.sources)) for batch in batches(sources(), rules)]
        _prune(folder, {key for key, _ in planned})
        missing = {key for key, _ in planned if done(folder, key) is None}
        with tqdm(
            total=sum(count for _, count in planned),
            initial=sum(count for key, count in planned if key not in missing),
            desc=f"documents, {workers} workers",
            unit="document",
            disable=not progress,
        ) as bar:
            wanted = (b for b in batches(sources(), rules) if b.key in missing)
            clauses = 0
            for each in (
                (work(batch, folder, encoder) for batch in wanted)
                if workers == 1
                else _worked(wanted, folder, workers, model)
            ):
                clauses += each.clauses
                bar.set_postfix_str(f"{clauses:,} clauses", refresh=False)
                bar.update(each.sources)
        found = [done(folder, key) for key, _ in planned]
    return tuple(each for each in found if each is not None)


def _worked(wanted: Iterable[Batch], folder: Path, workers: int, model: str) -> Iterator[Done]:
    """Each batch as it is finished; only so many are read as the workers can soon take."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start, (model,)) as pool:
        running: set[Future[Done]] = set()
        try:
            for batch in wanted:
                running.add(pool.submit(_work, batch, folder))
                if len(running) >= workers * _WAITING:
                    ended, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (each.result() for each in ended)
            yield from (each.result() for each in running)
        except BrokenProcessPool as error:
            raise Interrupted(
                "a worker was killed (out of memory?): run the same command again, with fewer "
                "workers, and it goes on where it stopped"
            ) from error


def _start(model: str) -> None:
    global _encoder
    end_with_parent()
    _encoder = load_encoder(model)


def end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next batch for ever."""
    threading.Thread(target=_await_parent, daemon=True).start()


def _await_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch, folder: Path) -> Done:
    return work(batch, folder, _encoder)


def _prune(folder: Path, kept: set[str]) -> None:
    """Batches of other documents, and what an interruption left half written."""
    for path in folder.iterdir():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Interrupted(f"{folder} is in use: another build writes there") from error
        yield
