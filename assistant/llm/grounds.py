"""What a sentence is held against: the question, the checked draft, the clauses that it cites."""

from dataclasses import dataclass
from functools import cached_property

from assistant.answer import Language
from assistant.compose import Reply
from assistant.llm.material import Source
from assistant.llm.sentences import Said, said_in
from assistant.question import Question
from corpus.places import english_name

#: keeps a very short sentence from being the closest by one shared character
_FEW_TRAITS = 8
#: for each clause cited
_SENTENCES_NEAR = 2


@dataclass(frozen=True)
class Grounds:
    """The question, the draft and the clauses shown."""

    question: Question
    draft: Reply
    sources: tuple[Source, ...]

    @property
    def language(self) -> Language:
        return self.question.language

    @cached_property
    def drafted(self) -> frozenset[str]:
        """The draft's sentences, which may be said again."""
        return frozenset(said.text for said in said_in([self.draft.text], self.language))

    @cached_property
    def markers(self) -> frozenset[int]:
        return frozenset(source.n for source in self.sources)

    @cached_property
    def regions(self) -> frozenset[str]:
        return frozenset(source.document.region for source in self.sources)

    def cited(self, said: Said) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.n in said.markers)

    def own_lines(self, said: Said) -> tuple[str, ...]:
        """The draft's lines that cite the same clauses: dates and calculations spelled out."""
        lines = self.draft.text.split("\n")
        return tuple(line for line in lines if any(f"[{n}]" in line for n in said.markers))

    def known(self, said: Said) -> tuple[str, ...]:
        """The texts of the clauses cited, and the draft's lines about them."""
        texts = (t for source in self.cited(said) for t in (source.text, source.english) if t)
        return (*texts, *self.own_lines(said))

    def told(self, said: Said) -> tuple[str, ...]:
        """All that a sentence may take words from: headings, units, places, draft and question."""
        cited = self.cited(said)
        shown = (text for source in cited for text in (source.shown, source.english))
        regions = (f"{s.document.region} {english_name(s.document.region)}" for s in cited)
        asked = (self.question.focus, self.question.standalone)
        return tuple(text for text in (*shown, *regions, *asked, self.draft.text) if text)

    def closest(self, said: Said, most: int = 1) -> tuple[str, ...]:
        """The clauses' sentences that share most characters with what is said of them."""
        cited = [s for source in self.cited(said) for s in source.sentences]
        shown = [s.text if self.language is Language.CHINESE else s.english for s in cited]
        written = traits(said.text, self.language)

        def likeness(text: str) -> float:
            found = traits(text, self.language)
            return len(written & found) / (_FEW_TRAITS + len(found))

        return tuple(sorted(filter(None, shown), key=likeness, reverse=True)[:most])

    def relevant(self, said: Said) -> tuple[str, ...]:
        """What the sentence is about: the sentences closest to it, the draft's lines, headings."""
        headings = (source.clause.heading for source in self.cited(said))
        terms = (source.terms for source in self.cited(said))
        near = self.closest(said, _SENTENCES_NEAR * max(1, len(said.markers)))
        return tuple(filter(None, (*near, *self.own_lines(said), *headings, *terms)))


def traits(text: str, language: Language) -> frozenset[str]:
    """Characters, or English words."""
    return frozenset(text) if language is Language.CHINESE else frozenset(text.lower().split())
