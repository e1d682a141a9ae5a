"""The conditions of a query as Milvus takes them; `index.filters` says what they mean."""

import json
from collections.abc import Iterable

from index.columns import is_department
from index.filters import EVERYWHERE
from index.milvus.facts import Manifest
from index.query import Query


def visible(manifest: Manifest) -> list[str]:
    """The rows of that state: none that came later, none of a document that was taken out."""
    gone = (f"(clause < {r.first} or clause >= {r.end})" for r in manifest.retired)
    return [f"clause < {manifest.next_id}", *gone]


def allowed(query: Query, departments: Iterable[str]) -> list[str]:
    """The rows that the query allows, given every department that there is."""
    found: list[str] = []
    if query.regions is not None:
        found.append(f"region in {listed(EVERYWHERE | set(query.regions))}")
    if query.document is not None:
        found.append(f"document == {quoted(query.document)}")
    if query.level is not None:
        found.append(f"level == {quoted(query.level)}")
    if query.issued is not None:
        since, until = query.issued
        found.append(f"issued >= {since.toordinal() if since else 1}")
        found += [f"issued <= {until.toordinal()}"] if until else []
    if query.valid_on is not None:
        found.append(f"last_day >= {query.valid_on.toordinal()}")
    if query.department is not None:
        meant = [name for name in departments if is_department(name, query.department)]
        # no clause is numbered below 0: none names such a department
        names = f"array_contains_any(departments, {listed(meant)})"
        found.append(names if meant else "clause < 0")
    return found


def all_of(conditions: Iterable[str]) -> str:
    return " and ".join(conditions)


def listed(names: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, sorted(names)))}]"


def quoted(text: str) -> str:
    """Templates would do it, but Lite has none; nor do control characters stand in any name."""
    printable = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return json.dumps(printable, ensure_ascii=False)
