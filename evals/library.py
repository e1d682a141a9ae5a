"""The texts that answers are judged against: every clause's words, every document's place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.clause import Document
from corpus.places import ancestors
from corpus.translations import english
from evals.dataset import Name
from evals.matching import normal

#: regions of documents that hold everywhere
EVERYWHERE = frozenset({"", "全国", "中国", "国家"})


@dataclass(frozen=True)
class Library:
    """Clauses by name. Numbers of documents are compared without blanks and widths."""

    texts: Mapping[Name, str]
    around: Mapping[Name, str]
    regions: Mapping[str, str]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Library":
        found = [(d, c) for d in documents for c in d.clauses]
        return cls(
            {_key(d.number, c.clause_id): c.text for d, c in found},
            {
                _key(d.number, c.clause_id): "".join(
                    (d.title, d.region, c.label, *c.departments, english(c))
                )
                for d, c in found
            },
            {normal(d.number): d.region for d, _ in found},
        )

    def has(self, name: Name) -> bool:
        return _key(*name) in self.texts

    def text(self, name: Name) -> str:
        """The clause's text; empty where there is none."""
        return self.texts.get(_key(*name), "")

    def plain(self, name: Name) -> str:
        """The text as the grader compares it."""
        return self._plain.get(_key(*name), "")

    def known_of(self, name: Name) -> str:
        """The clause with its title, place, departments and English rendering."""
        return self.text(name) + self.around.get(_key(*name), "")

    def region(self, number: str) -> str:
        """The place of a document."""
        return self.regions.get(normal(number), "")

    def may_speak_for(self, regions: Iterable[str]) -> frozenset[str]:
        """The places whose documents hold in one of these."""
        return EVERYWHERE.union(*((r, *ancestors(r)) for r in regions))

    @cached_property
    def _plain(self) -> dict[Name, str]:
        return {name: normal(text) for name, text in self.texts.items()}


def _key(number: str, clause_id: str) -> Name:
    return normal(number), clause_id
