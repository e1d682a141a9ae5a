"""Whether a reply says all that the draft says: figures, dates, units, a no, an expiry."""

import re

from assistant.compose import Reply
from assistant.cues import Kind
from assistant.english_figures import figures
from assistant.question import Question
from assistant.wording import wording
from corpus.departments import governed

_MARKER = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SAYS_NOTHING = r"没有|未|无法|\bnot?\b|n't\b"
_EXPIRED = r"到期|过期|失效|已过|不再|截止|\bexpired?\b|\bno longer\b|\bended\b"
_IN_FORCE = r"仍|有效|期内|继续|\bstill\b|\bin force\b|\bvalid\b|\bin effect\b"


def lines_left_out(draft: Reply, said: str, question: Question) -> tuple[str, ...]:
    """The lines of the draft that the reply does not cover."""
    return tuple(line for line in lines(draft) if leaves_out(line, said, question, draft))


def lines(draft: Reply) -> tuple[str, ...]:
    return tuple(line for line in draft.text.split("\n") if line.strip())


def markers(text: str) -> tuple[int, ...]:
    """The clauses that a text cites, in order."""
    return tuple(dict.fromkeys(int(n) for n in _MARKER.findall(text)))


def leaves_out(line: str, said: str, question: Question, draft: Reply) -> bool:
    """Whether something that the line says is missing."""
    own = markers(line)
    if own and own[0] not in markers(said):
        return True
    return (
        _figure_missing(line, said, question)
        or _unit_missing(line, said, question, draft)
        or _turn_missing(line, said, question)
    )


def _figure_missing(line: str, said: str, question: Question) -> bool:
    known = figures(f"{_MARKER.sub('', said)}\n{question.standalone}")
    bare = _MARKER.sub("", line)
    spans = [(q.start, q.end) for q in figures(bare)]
    if any(not any(q.is_same(k) for k in known) for q in figures(bare)):
        return True
    loose = (m for m in _NUMBER.finditer(bare) if not any(a <= m.start() < b for a, b in spans))
    numbers = set(_NUMBER.findall(said)) | set(_NUMBER.findall(question.standalone))
    return any(m[0] not in numbers for m in loose)


def _unit_missing(line: str, said: str, question: Question, draft: Reply) -> bool:
    """Each responsible unit that the draft names, where it was asked for."""
    if not question.asks(Kind.DEPARTMENT):
        return False
    named = {unit for citation in draft.citations for unit in citation.departments}
    named |= {unit for c in draft.citations for duty in governed(c.quote) for unit in duty.units}
    return any(unit in line and unit not in said for unit in named)


def _turn_missing(line: str, said: str, question: Question) -> bool:
    """`没有写明`, `已经到期` and a plain no turn the whole reply: they cannot be left out."""
    words = wording(question.language)
    left_open = words.left_open.partition("{")[0]
    turns = (
        (left_open, _SAYS_NOTHING),
        (words.no_period, _SAYS_NOTHING),
        (words.no_department, _SAYS_NOTHING),
        (words.not_provided, _SAYS_NOTHING),
        (words.may_not + words.separator, _SAYS_NOTHING + r"|不"),
        (words.not_needed, _SAYS_NOTHING + r"|不|免"),
        (words.outside, _SAYS_NOTHING + r"|不"),
        (words.not_always, _SAYS_NOTHING + r"|不|择优|符合条件"),
        (words.expired_on, _EXPIRED),
        (words.in_force_on, _IN_FORCE),
    )
    lowered = line.lower()
    return any(
        turn.lower() in lowered and not re.search(pattern, said, re.IGNORECASE)
        for turn, pattern in turns
    )
