"""Every package that the code imports is named in pyproject.toml, and locked."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions, packages_distributions, requires
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
ROOMS = ("assistant", "corpus", "evals", "index", "serve")
#: runs in an environment of its own, with the frameworks that it times
ELSEWHERE = ROOT / "evals/speed/pipelines.py"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def test_what_the_rooms_import_is_a_dependency() -> None:
    files = [ROOT / "serve.py", *(f for r in ROOMS for f in (ROOT / r).rglob("*.py"))]
    named = _named("dependencies") | _named("tracing") | _named("milvus")
    assert _unnamed((f for f in files if f != ELSEWHERE), named) == set()


def test_what_the_tests_import_is_a_dependency_of_the_tests() -> None:
    named = _named("dependencies") | _named("tracing") | _named("test")
    assert _unnamed((ROOT / "tests").rglob("*.py"), named) == set()


def test_every_dependency_is_locked() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {_plain(line.partition("==")[0]) for line in lines if "==" in line}
    assert _named("dependencies") | _named("tracing") | _named("test") <= locked | {"clausewise"}


def test_the_packages_of_milvus_change_no_locked_version() -> None:
    locks = [_locked("requirements.lock"), _locked("requirements-milvus.lock")]
    assert not locks[0].keys() & locks[1].keys()
    assert _named("milvus") <= locks[1].keys()
    for name in locks[1].keys() & {_plain(d.name) for d in distributions()}:
        for line in requires(name) or ():
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                found = {**locks[0], **locks[1]}[_plain(wanted.name)]
                assert found in wanted.specifier, f"{name} needs {line}, locked is {found}"


def _locked(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if "==" in line)
    return {_plain(package): version for package, version in pairs}


def _named(group: str) -> set[str]:
    """The packages of `dependencies` or of an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project.get(group) or project["optional-dependencies"][group]
    return {_plain(found[0]) for line in lines if (found := _NAME.match(line))}


def _unnamed(files: Iterable[Path], named: set[str]) -> set[str]:
    """What the files import from no distribution named; several may share a name's first part."""
    # an extra that is not installed cannot say what its packages hold
    known = {"grpc": ["grpcio"], **packages_distributions()}
    tops = {top for file in files for top in _imported(file)} - sys.stdlib_module_names
    foreign = tops - {*ROOMS, "tests"}
    return {top for top in foreign if named.isdisjoint(map(_plain, known.get(top, [top])))}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
