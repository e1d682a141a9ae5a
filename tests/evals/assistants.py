"""An assistant that knows the expected answer, and others that are wrong in one way each."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from evals.dataset import Name, Row
from evals.given import Cited, Given, Status
from evals.library import Library

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH = "As the clause itself says in so many words: "

Wrong = Callable[[Row, Library], Given]


@dataclass(frozen=True)
class Fake:
    """Answers every row by one function."""

    reply: Callable[[Row], Given]
    about: Mapping[str, str] = field(default_factory=lambda: {"target": "fake"})

    def ask(self, row: Row) -> Given:
        return self.reply(row)


def right(row: Row, library: Library) -> Given:
    """The expected facts, citing the gold clauses."""
    if not row.answerable and "refused" in row.expect:
        return Given(Status.REFUSED, "文件里没有写明。" if row.lang == "zh" else "Not in there.")
    said = "、".join(_variant(group, row, library) for group in row.facts)
    text = f"{_ENGLISH if row.lang == 'en' else _opening(row, library)}{said}"
    marks = "".join(f"[{n}]" for n in range(1, len(row.gold) + 1))
    cited = tuple(_cited(n, name, row, library) for n, name in enumerate(row.gold, 1))
    return Given(Status.ANSWERED, f"{text}。{marks}", cited, milliseconds=1.0)


def with_wrong_tier(row: Row, library: Library) -> Given:
    """The neighbouring tier's figure, which stands in the same clause."""
    given = right(row, library)
    if not row.forbid or given.status is not Status.ANSWERED:
        return given
    return replace(given, text=f"{_opening(row, library)}{row.forbid[0]}。[1]")


def with_wrong_place(row: Row, library: Library) -> Given:
    """The right words, under another city's document."""
    elsewhere = (
        "忻政办发〔2022〕22号"
        if row.gold[0][0] != "忻政办发〔2022〕22号"
        else "泽政办发〔2022〕7号"
    )
    other = next(name for name in named(library) if name[0] == elsewhere)
    return _citing(right(row, library), other, library)


def with_wrong_clause(row: Row, library: Library) -> Given:
    """The right words, under another clause of the same document."""
    number, _ = row.gold[0]
    siblings = (name for name in named(library) if name[0] == number)
    other = next(name for name in siblings if name not in row.right_clauses)
    return _citing(right(row, library), other, library)


def with_made_up_figure(row: Row, library: Library) -> Given:
    """The right answer, and an amount that no clause names."""
    given = right(row, library)
    return replace(given, text=given.text.replace("。", "，另加7654321元。"))


def with_misquote(row: Row, library: Library) -> Given:
    """A quote that its clause does not print."""
    given = right(row, library)
    changed = tuple(replace(c, quote=c.quote[:4] + "不" + c.quote[4:]) for c in given.citations)
    return replace(given, citations=changed)


def with_the_whole_clause(row: Row, library: Library) -> Given:
    """Much more of the clause than was asked."""
    given = right(row, library)
    return replace(given, text=_opening(row, library) * 30 + given.text)


def in_the_other_language(row: Row, library: Library) -> Given:
    given = right(row, library)
    return replace(given, text=_ENGLISH * 3 + given.text)


def with_wrong_validity(row: Row, library: Library) -> Given:
    given = right(row, library)
    other = "expired" if row.expect_validity == "in_force" else "in_force"
    return replace(given, citations=tuple(replace(c, validity=other) for c in given.citations))


def refusing(row: Row, library: Library) -> Given:
    """No, whatever is asked."""
    return Given(Status.REFUSED, "文件里没有写明。")


def answering(row: Row, library: Library) -> Given:
    """An answer, whatever is asked."""
    given = right(row, library)
    if given.status is Status.ANSWERED:
        return given
    name = next(iter(named(library)))
    return Given(Status.ANSWERED, "可以办理。[1]", (_cited(1, name, row, library),))


def named(library: Library) -> Iterable[Name]:
    """Every clause that has a text of some length."""
    return (name for name, text in library.texts.items() if len(text) > 50)


def _citing(given: Given, other: Name, library: Library) -> Given:
    number, clause_id = other
    quote = library.text(other)[:20]
    cited = tuple(
        replace(c, document_number=number, clause_id=clause_id, quote=quote)
        for c in given.citations
    )
    return replace(given, citations=cited)


def _cited(n: int, name: Name, row: Row, library: Library) -> Cited:
    return Cited(n, *name, quote=library.text(name)[:40], validity=row.expect_validity)


def _opening(row: Row, library: Library) -> str:
    """The first words of the gold clause, without its number."""
    words = "".join(_HAN.findall(library.text(row.gold[0])[:30])) if row.gold else "可以办理"
    return f"{words}："


def _variant(group: tuple[str, ...], row: Row, library: Library) -> str:
    """The spelling of a fact that suits the language and is not forbidden."""
    plain = "".join(library.plain(name) for name in row.gold)
    suits = [f for f in group if bool(_HAN.search(f)) is (row.lang == "zh")]
    printed = [f for f in suits if f in plain]
    return (printed or suits or list(group))[0]
