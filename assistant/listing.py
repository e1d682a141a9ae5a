"""Lists and conditions that go on: the sentences of one clause that answer together."""

from collections.abc import Sequence

from assistant.answer import Language
from assistant.evidence import Evidence
from assistant.excerpt import Excerpt, unnumbered
from assistant.question import Question

#: both sentences together, so that the reply stays a reply
_LONGEST_CHARS = 230
_LONGEST_ENGLISH_CHARS = 560
#: how far below the best a sentence may score that is said with it
_MARGIN = 2.5
#: where several figures are asked for, the next one may share fewer of the words
_ALSO_ASKED_MARGIN = 4.0


def joined(
    question: Question, best: Evidence, others: Sequence[Evidence], part: Excerpt
) -> Excerpt:
    """The excerpt with the sentence beside it that answers nearly as well or goes on."""
    margin = _ALSO_ASKED_MARGIN if question.asks_several else _MARGIN
    neighbour = _neighbour(best, others, margin)
    if neighbour is None:
        return part
    first, last = sorted((best.sentence, neighbour.sentence), key=lambda each: each.start)
    quote = best.sentence.clause.text[first.start : last.end].strip()
    english = f"{first.english.rstrip('. ')}. {last.english.rstrip('. ')}"
    complete = bool(first.english and last.english)
    is_chinese = question.language is Language.CHINESE
    if len(quote) > _LONGEST_CHARS or (not is_chinese and len(english) > _LONGEST_ENGLISH_CHARS):
        return part
    return Excerpt(unnumbered(quote), quote, english if complete else part.english)


def _neighbour(best: Evidence, others: Sequence[Evidence], margin: float) -> Evidence | None:
    """Right before or after it in the clause."""
    sentence = best.sentence
    for item in others:
        if item.key != best.key or item is best:
            continue
        follows = item.sentence.start == sentence.end
        touches = follows or item.sentence.end == sentence.start
        breaks_off = follows and sentence.text.rstrip().endswith(("；", "：", ";", ":"))
        if touches and (breaks_off or item.score >= best.score - margin):
            return item
    return None
