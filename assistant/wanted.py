"""What to look for: the question's words, their official names, its meaning."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.question import Question
from corpus.places import mentions
from index.encoder import Encoder, Vectors
from index.glossary import expand, synonyms
from index.ranking import kept_tokens
from index.searchable import Searchable
from index.tokens import is_pair

#: what a word of the question before counts against one of this question
_CONTEXT_SHARE = 0.25
#: synonyms help where words fail; an English question has nothing else in common with the text
_OFFICIAL_WEIGHT = {Language.CHINESE: 0.3, Language.ENGLISH: 0.8}
#: character pairs support words, they do not outvote them
_PAIR_SHARE = 0.5


class Weighted:
    """Tokens with their weights: rare words count, everyday words hardly."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self.tokens = frozenset(weights)
        self.total = sum(weights.values())

    def share(self, found: frozenset[str]) -> float:
        """How much of the weight stands in the tokens."""
        if not self.total:
            return 0.0
        return sum(map(self.weights.__getitem__, self.tokens & found)) / self.total


@dataclass(frozen=True, slots=True)
class Meaning:
    """The question as typed and as resolved, encoded."""

    asked: Vectors
    encoder: Encoder
    has_new_subject: bool

    def likenesses(self, vectors: Vectors) -> Vectors:
        """How close each of the vectors is to either, whichever is closer."""
        found: Vectors = vectors @ self.asked.T
        best: Vectors = found.mean(axis=1) if self.has_new_subject else found.max(axis=1)
        return best


@dataclass(frozen=True, slots=True)
class Wanted:
    """The tokens asked for, and the meaning; None without an encoder."""

    own: Weighted
    official: Weighted
    meaning: Meaning | None = None
    official_weight: float = 0.3

    def match(self, found: frozenset[str]) -> float:
        """Both shares in one: to tell the rows and phrases of one sentence apart."""
        return self.share(found) + self.official_weight * self.official_share(found)

    def named(self, found: frozenset[str]) -> frozenset[str]:
        """The question's words that stand in the tokens."""
        return found & self.own.tokens

    def official_named(self, found: frozenset[str]) -> frozenset[str]:
        """What they are called in the policies that stands in the tokens."""
        return found & self.official.tokens

    def subject(self, found: frozenset[str]) -> frozenset[str]:
        """The rarest of the question's words that stand in the tokens; of official names if none.

        A text without it speaks of something else.
        """
        for weighted in (self.own, self.official):
            words = [token for token in weighted.tokens & found if not is_pair(token)]
            if words:
                return frozenset({max(words, key=weighted.weights.__getitem__)})
        return frozenset()

    @property
    def length(self) -> int:
        """How many words the question has, pairs apart."""
        return sum(not is_pair(token) for token in self.own.weights)

    def missing(self, found: frozenset[str]) -> float:
        """The share of the question's words, pairs apart, that stand nowhere in the tokens."""
        words = [token for token in self.own.weights if not is_pair(token)]
        return sum(token not in found for token in words) / len(words) if words else 1.0

    def rarest_missing(self, found: frozenset[str]) -> float:
        """How rare the rarest missing word is, against the rarest of the question, 0 to 1."""
        words = {token: weight for token, weight in self.own.weights.items() if not is_pair(token)}
        most = max(words.values(), default=0.0)
        missing = max((w for token, w in words.items() if token not in found), default=0.0)
        return missing / most if most else 1.0

    def share(self, found: frozenset[str]) -> float:
        """How much of the question's own words stands in the tokens."""
        return self.own.share(found)

    def official_share(self, found: frozenset[str]) -> float:
        """How much of what they are called in the policies does."""
        return self.official.share(found)


def wanted(question: Question, index: Searchable) -> Wanted:
    """What to look for: the question's words, and their names in official Chinese."""
    own: dict[str, float] = {}
    official: dict[str, float] = {}
    context_share = _CONTEXT_SHARE if question.has_topic else 1.0
    for text, share in ((question.focus, 1.0), (question.context, context_share)):
        bare = without_places(text)
        _add(own, kept_tokens(bare), share, index.idf)
        for term in (*expand(bare), *synonyms(bare)):
            _add(official, kept_tokens(term), share, index.idf)
    weight = _OFFICIAL_WEIGHT[question.language]
    return Wanted(Weighted(own), Weighted(official), _meaning(question, index), weight)


def _meaning(question: Question, index: Searchable) -> Meaning | None:
    asked = index.encoded(tuple(dict.fromkeys((question.focus, question.standalone))))
    if asked is None or index.encoder is None:
        return None
    return Meaning(asked, index.encoder, bool(question.context) and question.has_topic)


def without_places(text: str) -> str:
    """The text without the names of places: whose clause answers is decided apart."""
    rest, position = "", 0
    for mention in mentions(text):
        rest += text[position : mention.start] + " "
        position = mention.end
    return rest + text[position:]


def _add(
    weights: dict[str, float], found: Sequence[str], share: float, idf: Callable[[str], float]
) -> None:
    for token in found:
        weight = share * idf(token) * (_PAIR_SHARE if is_pair(token) else 1.0)
        weights[token] = max(weights.get(token, 0.0), weight)
