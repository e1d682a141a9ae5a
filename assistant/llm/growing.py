"""A reply that grows by checked sentences, each with the draft's numbers for its clauses."""

from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Citation, Language
from assistant.compose import Reply, nearest
from assistant.evidence import Evidence
from assistant.llm.complete import lines, lines_left_out, markers
from assistant.llm.counts import Flaw
from assistant.llm.grounds import Grounds
from assistant.llm.sentences import Said
from assistant.question import Question
from assistant.saying import english_place
from assistant.wording import wording
from index.searchable import Searchable

#: a direct reply, not the clause
_LONGEST_REPLY_CHARS = {Language.CHINESE: 260, Language.ENGLISH: 640}
#: one bad sentence is replaced; two are a model that cannot be trusted with this question
_MOST_FLAWS = 1


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be said: the question as understood, the checked draft and what was found."""

    question: Question
    draft: Reply
    evidence: tuple[Evidence, ...]
    index: Searchable
    day: date


@dataclass(frozen=True, slots=True)
class Growing:
    """What is said so far, and how many sentences were refused."""

    reply: Reply
    flaws: int = 0

    @property
    def is_distrusted(self) -> bool:
        return self.flaws > _MOST_FLAWS

    def is_full(self, language: Language) -> bool:
        return len(self.reply.text) > _LONGEST_REPLY_CHARS[language]

    def said_already(self, said: Said, task: Task) -> bool:
        """Word for word, or `同样的规定另见[2][3]` copied from a draft whose line stands there."""
        also = wording(task.question.language).also
        points_on = said.text.strip("。. ") == also and also in self.reply.text
        return points_on or said.text in self.reply.text

    def grown(self, said: Said, found: Flaw | None, grounds: Grounds, task: Task) -> "Growing":
        """With one more sentence; one with a flaw gives way to the draft's line."""
        if found is None:
            return replace(self, reply=_added(self.reply, said, grounds, task))
        flawed = replace(self, flaws=self.flaws + 1)
        if flawed.is_distrusted:
            return flawed
        return replace(flawed, reply=_mended(self.reply, said, task))


def _added(reply: Reply, said: Said, grounds: Grounds, task: Task) -> Reply:
    """The reply with one more sentence; a clause cited for the first time gets the next number."""
    citations, numbers = list(reply.citations), []
    for source in grounds.cited(said):
        citation = source.citation or _citation(
            source.clause.document_number, source.clause.clause_id, task
        )
        known = next((c for c in citations if _is_same(c, citation)), None)
        if known is None:
            known = replace(citation, n=len(citations) + 1)
            citations.append(known)
        numbers.append(citation.n if source.citation else known.n)
    text = said.text
    if not reply.text:
        text = _whose(text, task) + text
    text += "".join(f"[{n}]" for n in dict.fromkeys(numbers))
    return replace(reply, text=_joined(reply.text, text, task), citations=tuple(citations))


def _mended(reply: Reply, said: Said, task: Task) -> Reply:
    """The draft's own line for the clauses that a bad sentence cites; all of it for none."""
    own = [line for line in lines(task.draft) if set(markers(line)) & set(said.markers)]
    left_out = lines_left_out(task.draft, reply.text, task.question)
    unsaid = [line for line in own or lines(task.draft) if line in left_out]
    return replace(reply, text=_joined(reply.text, "\n".join(unsaid), task))


def _joined(before: str, text: str, task: Task) -> str:
    """Lines stay lines, sentences follow one another."""
    if not before or not text:
        return before or text
    has_lines = "\n" in task.draft.text or "\n" in text
    between = "\n" if has_lines else " " if task.question.language is Language.ENGLISH else ""
    return f"{before}{between}{text}"


def _whose(text: str, task: Task) -> str:
    """`晋城市：` where the draft says whose rule it is and the sentence does not."""
    region = task.draft.citations[0].region if task.draft.citations else ""
    is_chinese = task.question.language is Language.CHINESE
    place = region if is_chinese else english_place(region)
    prefix = f"{place}{wording(task.question.language).colon}"
    named = region.rstrip("省市县区") if is_chinese else place.partition(" ")[0]
    return prefix if task.draft.text.startswith(prefix) and named not in text else ""


def _citation(document_number: str, clause_id: str, task: Task) -> Citation:
    """A clause that the draft does not cite, by the sentence that was found in it."""
    found = [item for item in task.evidence if item.key == (document_number, clause_id)]
    return nearest(found, task.day, most=1)[0]


def _is_same(one: Citation, other: Citation) -> bool:
    return (one.document_number, one.clause_id) == (other.document_number, other.clause_id)
