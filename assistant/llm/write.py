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

from assistant.answer import Language
from assistant.compose import Reply
from assistant.llm.calls import Line
from assistant.llm.complete import lines_left_out
from assistant.llm.counts import Ending, Use
from assistant.llm.endpoint import Broken
from assistant.llm.grounds import Grounds
from assistant.llm.growing import Growing, Task
from assistant.llm.material import laid_out, plain, sources
from assistant.llm.prompts import Message, Prompt, Role
from assistant.llm.proof import flaw
from assistant.llm.sentences import Said, said_in

_LANGUAGE = {Language.CHINESE: "简体中文", Language.ENGLISH: "英文（English）"}


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
        growing, is_broken = Growing(replace(task.draft, text="")), False
        try:
            with closing(self._grown(task)) as replies:
                for growing in replies:
                    if aloud and not growing.is_distrusted:
                        yield growing.reply
        except Broken:
            is_broken = True
        missing = lines_left_out(task.draft, growing.reply.text, task.question)
        ending = _ending(growing, missing, is_broken)
        self.line.tally.ended(ending)
        yield _ended(growing.reply, task, missing, ending, aloud)

    def _grown(self, task: Task) -> Generator[Growing, None, None]:
        """After each sentence, until one too many is refused or enough is said."""
        growing = Growing(replace(task.draft, text=""))
        grounds = Grounds(task.question, task.draft, sources(task.draft, task.evidence, task.index))
        with closing(self._sentences(task, grounds)) as sentences:
            for said in sentences:
                if growing.said_already(said, task):
                    # nothing new, but time for a reader who left to be missed
                    yield growing
                    continue
                found = flaw(said, grounds)
                if found is not None:
                    self.line.tally.found(found)
                growing = growing.grown(said, found, grounds, task)
                yield growing
                if growing.is_distrusted or growing.is_full(grounds.language):
                    return

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


def _ending(growing: Growing, missing: tuple[str, ...], is_broken: bool) -> Ending:
    if is_broken:
        return Ending.BROKEN
    if growing.is_distrusted or not growing.reply.text:
        return Ending.REJECTED
    if missing:
        return Ending.INCOMPLETE
    return Ending.MENDED if growing.flaws else Ending.WRITTEN


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
