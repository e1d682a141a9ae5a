"""Runs in a folder, one file each: the first line what it came from, then a line for every row."""

import importlib.metadata
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.run import Result, Run

FOLDER = Path("runs")
_VERSIONS = ("langchain-core", "faiss-cpu", "numpy", "tokenizers", "sentence-transformers")
_Head = TypeAdapter(dict[str, str])
_Line = TypeAdapter(Result)


class BadRun(Exception):
    """A file that is no saved run; the message says what was expected."""


def save(run: Run, folder: Path = FOLDER) -> Path:
    """Write the run; its file is named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.name}.jsonl"
    lines = [_Head.dump_json({"name": run.name, **run.about})]
    lines += [_Line.dump_json(result) for result in run.results]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def load(run: str | Path) -> Run:
    """A run by its file or its name; `last` is the newest in the folder."""
    path = _path(str(run))
    try:
        first, *others = path.read_bytes().splitlines()
        about = _Head.validate_json(first)
        results = tuple(_Line.validate_json(line) for line in others)
    except (ValueError, ValidationError) as error:
        raise BadRun(f"{path} is no run saved by `python -m evals run`: {error}") from error
    return Run(about.pop("name"), about, results)


def named(dataset: str, target: str) -> str:
    """A name that sorts by time: 20260102-150405-golden-in-process."""
    where = "".join(ch if ch.isalnum() else "-" for ch in target.partition("://")[2] or target)
    return f"{datetime.now():%Y%m%d-%H%M%S}-{Path(dataset).stem}-{where}"


def surroundings() -> Mapping[str, str]:
    """The code, the machine and the libraries that a run came from."""
    versions = {name: _version(name) for name in _VERSIONS}
    return {
        "commit": _commit(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        **versions,
    }


def _path(run: str) -> Path:
    if run == "last":
        found = sorted(FOLDER.glob("*.jsonl"))
        if not found:
            raise BadRun(f"{FOLDER} holds no run yet: `python -m evals run` makes one")
        return found[-1]
    for path in (Path(run), FOLDER / run, FOLDER / f"{run}.jsonl"):
        if path.is_file():
            return path
    raise BadRun(f"no run {run}: name a file, or one of {FOLDER}")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    """The commit, marked where files differ from it."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()
