"""The reply in the model's words, sentence by sentence; the draft wherever that fails.

draft (composed and checked) + clauses → stream → sentence → no flaw: it is said
                                                           → a flaw: its line of the draft is
broken off, late, a second flaw, something of the draft left out → the draft

Aloud, what has been said cannot be taken back: it was checked, so it stays, and what it leaves
out of the draft follows.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer import Citation, Language
from assistant.compose import Reply, nearest
from assistant.evidence import Evidence
from assistant.llm.calls import Line
from assistant.llm.complete import lines, lines_left_out, markers
from assistant.llm.counts import Ending, Use
from assistant.llm.endpoint import Broken
from assistant.llm.material import laid_out, plain, sources
from assistant.llm.prompts import Message, Prompt, Role
from assistant.llm.grounds import Grounds
from assistant.llm.proof import flaw
from assistant.llm.sentences import Said, said_in
from assistant.question import Question
from assistant.saying import english_place
from assistant.wording import wording
from index.searchable import Searchable

_LANGUAGE = {Language.CHINESE: "简体中文", Language.ENGLISH: "英文（English）"}
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


@dataclass(frozen=True)
class Writer:
    """Writes replies over one line."""

    line: Line
    prompt: Prompt
    seconds: float

    def write(self, task: Task, aloud: bool) -> Iterator[Reply]:
        """The reply as it grows, each text the beginning of the next; the last one is whole.

        Not aloud only the whole reply comes: nobody hears the others.
        """
        grounds = Grounds(task.question, task.draft, sources(task.draft, task.evidence, task.index))
        reply, flaws = replace(task.draft, text=""), 0
        try:
            with closing(self._sentences(task, grounds)) as sentences:
                for said in sentences:
                    if said.text in reply.text or _points_on_again(said, reply, task):
                        continue
                    found = flaw(said, grounds)
                    if found is not None:
                        self.line.tally.found(found)
                        flaws += 1
                    if flaws > _MOST_FLAWS:
                        break
                    reply = (
                        _mended(reply, said, task) if found else _added(reply, said, grounds, task)
                    )
                    if aloud:
                        yield reply
                    if len(reply.text) > _LONGEST_REPLY_CHARS[task.question.language]:
                        break
            ending = Ending.REJECTED if flaws > _MOST_FLAWS or not reply.text else Ending.WRITTEN
        except Broken:
            ending = Ending.BROKEN
        missing = lines_left_out(task.draft, reply.text, task.question)
        if ending is Ending.WRITTEN:
            ending = Ending.INCOMPLETE if missing else Ending.MENDED if flaws else Ending.WRITTEN
        self.line.tally.ended(ending)
        yield _ended(reply, task, missing, ending, aloud)

    def _sentences(self, task: Task, grounds: Grounds) -> Generator[Said, None, None]:
        """Sentences with markers: one without (`有。`) is said together with the next."""
        language = task.question.language
        before = ""
        with closing(
            self.line.pieces(Use.WRITE, self._messages(task, grounds), self.seconds)
        ) as pieces:
            for said in said_in(pieces, language):
                joint = " " if before and language is Language.ENGLISH else ""
                text = f"{before}{joint}{said.text}"
                if said.markers:
                    yield Said(text, said.markers)
                before = "" if said.markers else text
        if before:
            yield Said(before, ())

    def _messages(self, task: Task, grounds: Grounds) -> tuple[Message, ...]:
        """Orders, clauses and question apart: only the first message is to be obeyed."""
        language = task.question.language
        clauses = laid_out(grounds.sources, language is Language.ENGLISH)
        asked = (
            f"【问题】{plain(task.question.standalone)}\n【底稿】{plain(task.draft.text)}\n【答复】"
        )
        return (
            Message(Role.SYSTEM, self.prompt.filled(language=_LANGUAGE[language])),
            Message(Role.USER, f"【条款】\n{clauses}"),
            Message(Role.USER, asked),
        )


def _points_on_again(said: Said, reply: Reply, task: Task) -> bool:
    """`同样的规定另见[2][3]` copied from the draft, whose line stands there already."""
    also = wording(task.question.language).also
    return said.text.strip("。. ") == also and also in reply.text


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


def _ended(
    reply: Reply, task: Task, missing: tuple[str, ...], ending: Ending, aloud: bool
) -> Reply:
    """The whole reply: as written, else the draft."""
    if ending in (Ending.WRITTEN, Ending.MENDED):
        return reply
    if not aloud or not reply.text:
        return task.draft
    rest = "\n".join(line for line in missing if line not in reply.text)
    return replace(reply, text=f"{reply.text}\n{rest}" if rest else reply.text)


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
