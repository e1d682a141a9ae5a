"""THE pipeline: question → clauses → evidence → reply → checked answer. Read it first.

    understand    what is asked, of which place, of whose money        question.py
    retrieve      the clauses that could answer                        index.searchable
    weigh         their sentences against the question                 evidence.py
    refuse        where the documents do not answer                    refusal.py
    compose       the direct reply, by place where places differ       scope.py, compose.py
    verify        every figure and quote against its clause            verify.py
    advise        warnings and what could be asked next                advice.py

With a chat model (llm/) three steps more: reword after understanding, rank after weighing, and
write after verifying. Each may fail, and leaves then what the rules made.

Each step takes the values before it and returns new ones; `Trace` keeps what each made of it.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.advice import suggestions, warnings
from assistant.answer import Answer, Ask, Outcome, Understood
from assistant.compose import Reply, nearest
from assistant.correction import correction
from assistant.evidence import Evidence, Wanted, wanted, weigh
from assistant.question import Held, Question, understand
from assistant.reading import read_ahead
from assistant.refusal import Reason, Refusal, confidence, refusal
from assistant.safeguard import read_source, safe
from assistant.scope import replied
from assistant.smalltalk import small_talk
from assistant.tracing import record_span, step_span
from assistant.understood import parts
from assistant.wording import wording
from index.query import Hit, Query
from index.searchable import Searchable

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.llm.model import Model

#: evidence this likely to answer needs no second reading; nor do questions of this length
_SURE = 0.7
_LONGEST_LEANING_CHARS = 60
#: clauses whose sentences are weighed
_CLAUSES_WEIGHED = 12
#: half a second for each thousand; of more clauses those are read that are found
_MOST_READ_AHEAD = 5_000


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known so far. Each step returns it with its own field filled.

    `said` is how much of the reply is checked and will not change: it can be sent.
    """

    ask: Ask
    day: date
    index: Searchable
    question: Question | None = None
    asked: Wanted | None = None
    hits: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    outcome: Outcome | None = None
    reply: Reply | None = None
    unsupported: int = 0
    warnings: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    timing_ms: dict[str, float] = field(default_factory=dict)
    model: "Model | None" = None
    said: str = ""

    @property
    def is_over(self) -> bool:
        """Whether an outcome is reached: what follows only checks and advises."""
        return self.outcome is not None

    @property
    def understood(self) -> Question:
        if self.question is None:
            raise LookupError("the question is read by the first step")
        return self.question


def understood(trace: Trace) -> Trace:
    """What is asked; small talk is answered at once."""
    question = understand(trace.ask, held(trace.index))
    said = small_talk(question)
    if not said:
        return replace(trace, question=question)
    return replace(trace, question=question, outcome=Outcome.ANSWERED, reply=Reply(said, (), ()))


def retrieved(trace: Trace) -> Trace:
    """The clauses found by the question as typed and as resolved."""
    if trace.is_over:
        return trace
    hits = trace.index.search(query_for(trace.understood, trace.understood.regions))
    return replace(trace, hits=hits, asked=wanted(trace.understood, trace.index))


def weighed(trace: Trace) -> Trace:
    """Every sentence of those clauses, the best first."""
    if trace.is_over or trace.asked is None:
        return trace
    found = replace(trace, evidence=weigh(trace.understood, trace.hits, trace.asked))
    return _second_reading(found)


def _second_reading(trace: Trace) -> Trace:
    """A short question that finds little alone may lean on the one before without saying so."""
    if not trace.ask.history or trace.understood.context or _finds_enough(trace):
        return trace
    leaning = understand(trace.ask, held(trace.index), must_lean=True)
    if not leaning.context:
        return trace
    again = retrieved(replace(trace, question=leaning))
    if again.asked is not None:
        again = replace(again, evidence=weigh(leaning, again.hits, again.asked))
    return again if _confidence(again) > _confidence(trace) else trace


def _finds_enough(trace: Trace) -> bool:
    return _confidence(trace) >= _SURE or len(trace.understood.focus) > _LONGEST_LEANING_CHARS


def _confidence(trace: Trace) -> float:
    return confidence(trace.evidence, trace.asked) if trace.asked and trace.evidence else 0.0


def refused(trace: Trace) -> Trace:
    """No, with the reason and the nearest clauses, where the documents do not answer."""
    if trace.is_over or trace.asked is None:
        return trace
    no = refusal(trace.understood, trace.evidence, trace.asked)
    if no is None:
        return trace
    if no.reason is Reason.PREMISE and (
        corrected := correction(trace.understood, trace.evidence, trace.asked, no.about, trace.day)
    ):
        return replace(trace, outcome=Outcome.ANSWERED, reply=corrected)
    citations = nearest(trace.evidence, trace.day)
    return replace(trace, outcome=Outcome.REFUSED, reply=Reply(_no(trace, no), citations, ()))


def composed(trace: Trace) -> Trace:
    """The reply in the words of the clause, by place or level where they differ."""
    if trace.is_over or trace.asked is None:
        return trace
    reply = replied(trace.index, trace.understood, trace.evidence, trace.asked, trace.day)
    return replace(trace, outcome=Outcome.ANSWERED, reply=reply)


def verified(trace: Trace) -> Trace:
    """A reply that prints an unsupported figure or quote gives way to the verbatim sentence."""
    if trace.reply is None or not trace.reply.citations or trace.outcome is not Outcome.ANSWERED:
        return trace
    reply, replaced = safe(trace.reply, trace.understood, trace.index)
    return replace(trace, reply=reply, unsupported=replaced)


def reworded(trace: Trace) -> Trace:
    """The question in official words as well, by the chat model."""
    if trace.is_over or trace.model is None:
        return trace
    return replace(trace, question=trace.model.read(trace.understood, trace.ask.history))


def ranked(trace: Trace) -> Trace:
    """The evidence with the clause first that the chat model thinks answers."""
    if trace.is_over or trace.model is None or not trace.evidence:
        return trace
    return replace(trace, evidence=trace.model.ranked(trace.understood, trace.evidence))


def written(trace: Trace) -> Trace:
    """The checked reply in the chat model's words, each of its sentences checked."""
    *_, whole = _growing(trace, aloud=False)
    return whole


def _growing(trace: Trace, aloud: bool) -> Iterator[Trace]:
    """The reply as it is written; only a composed one is, and only from its clauses."""
    reply, model = trace.reply, trace.model
    if model is None or reply is None or not reply.citations or trace.outcome != Outcome.ANSWERED:
        yield trace
        return
    from assistant.llm.growing import Task

    task = Task(trace.understood, reply, trace.evidence, trace.index, trace.day)
    for grown in model.write(task, aloud):
        yield replace(trace, reply=grown, said=grown.text)


def advised(trace: Trace) -> Trace:
    """What the asker must know, and what could be asked next."""
    if trace.reply is None:
        return trace
    return replace(
        trace,
        warnings=warnings(trace.understood, trace.outcome, trace.reply, trace.index, trace.day),
        suggestions=suggestions(trace.understood, trace.reply, trace.index, trace.hits),
    )


Step = Callable[[Trace], Trace]
STEPS: tuple[Step, ...] = (understood, retrieved, weighed, refused, composed, verified, advised)
FLUENT_STEPS: tuple[Step, ...] = (
    understood,
    reworded,
    retrieved,
    weighed,
    ranked,
    refused,
    composed,
    verified,
    written,
    advised,
)


@dataclass(frozen=True)
class Assistant:
    """Answers from one version of the index, in the words of a chat model where there is one."""

    index: Searchable
    model: "Model | None" = None

    @property
    def steps(self) -> tuple[Step, ...]:
        return STEPS if self.model is None else FLUENT_STEPS

    def read_ahead(self) -> None:
        """Read every clause that the first question to find it would else have to wait for."""
        if self.index.is_remote or len(self.index.rows) > _MOST_READ_AHEAD:
            return
        _ = self.index.conflicts
        read_ahead(self.index.rows, self.index.encoder)
        for _, clause in self.index.rows:
            read_source(clause)

    def answer(self, ask: Ask) -> Answer:
        """The answer to one question."""
        trace, timing_ms = self._begin(ask), dict[str, float]()
        for step in self.steps:
            began = time.perf_counter()
            trace = _stepped(step, trace)
            timing_ms[step.__name__] = _milliseconds(began)
        return answer_of(replace(trace, timing_ms=timing_ms))

    def trace(self, start: Trace) -> Iterator[Trace]:
        """What each step made of it, step by step; a written reply sentence by sentence.

        Where `said` has grown, that much can be sent: the answer will begin with it.
        """
        trace = start
        for step in self.steps:
            if step is not written:
                trace = _timed(step, trace)
                yield trace
                continue
            before, began, began_ns = trace, time.perf_counter(), time.time_ns()
            for grown in _growing(before, aloud=True):
                trace = _with_time(grown, written, began)
                yield trace
            record_span(written.__name__, began_ns)

    def begin(self, ask: Ask) -> Trace:
        """Where the pipeline starts."""
        return self._begin(ask)

    def as_runnable(self) -> "Runnable[Ask, Answer]":
        """The same steps as a LangChain Runnable: invoke, stream, batch, callbacks."""
        from langchain_core.runnables import RunnableLambda

        chain: Runnable[Ask, Trace] = RunnableLambda(self._begin)
        for step in self.steps:
            chain = chain | RunnableLambda(step)
        return chain | RunnableLambda(answer_of)

    def _begin(self, ask: Ask) -> Trace:
        return Trace(ask, ask.as_of or date.today(), self.index, model=self.model)


def _timed(step: Step, trace: Trace) -> Trace:
    began = time.perf_counter()
    return _with_time(_stepped(step, trace), step, began)


def _stepped(step: Step, trace: Trace) -> Trace:
    with step_span(step.__name__):
        return step(trace)


def _with_time(trace: Trace, step: Step, began: float) -> Trace:
    spent = {step.__name__: _milliseconds(began)}
    return replace(trace, timing_ms={**trace.timing_ms, **spent})


def _milliseconds(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 3)


def answer_of(trace: Trace) -> Answer:
    """The finished answer of a trace."""
    reply = trace.reply or Reply("", (), ())
    return Answer(
        outcome=trace.outcome or Outcome.REFUSED,
        standalone_question=trace.understood.standalone,
        text=reply.text,
        benefits=reply.benefits,
        citations=reply.citations,
        warnings=trace.warnings,
        suggestions=trace.suggestions,
        understood=_understood(trace, reply),
        timing_ms={**trace.timing_ms, "total": round(sum(trace.timing_ms.values()), 3)},
        replaced_figures=trace.unsupported,
        index_version=trace.index.version,
    )


def _understood(trace: Trace, reply: Reply) -> tuple[Understood, ...]:
    cited = reply.citations[:1] if trace.outcome is Outcome.ANSWERED else ()
    rows = [trace.index.clause(c.document_number, c.clause_id) for c in cited]
    return tuple(
        part for row in rows if row for part in parts(trace.understood, trace.index, row[1])
    )


def query_for(
    question: Question, regions: Iterable[str] | None, k: int = _CLAUSES_WEIGHED
) -> Query:
    """The search for a question: as typed, and with what it leans on."""
    typed = (question.focus,) if question.has_topic or not question.context else ()
    leant_on = () if typed else (question.context,)
    texts = dict.fromkeys(t for t in (*typed, question.standalone, *leant_on) if t)
    text, *also = texts or ("",)
    allowed = None if regions is None else frozenset(regions)
    return Query(text=text, also=tuple(also), regions=allowed, document=question.document, k=k)


_HELD: dict[str, Held] = {}


def held(index: Searchable) -> Held:
    """The regions and numbers of the documents; read once for each version of the index."""
    if index.version not in _HELD:
        _HELD.clear()
        _HELD[index.version] = Held(
            regions=frozenset(index.places),
            numbers=frozenset(index.digests),
        )
    return _HELD[index.version]


def _no(trace: Trace, no: Refusal) -> str:
    words = wording(trace.understood.language)
    said = {
        Reason.EMPTY: words.refused_empty,
        Reason.TOPIC: words.refused_topic,
        Reason.PLACE: words.refused_place.format(place=no.about),
        Reason.YEAR: words.refused_year.format(year=no.about),
        Reason.PREMISE: words.refused_premise.format(claim=no.about),
        Reason.CONTACT: words.refused_contact,
        Reason.FIGURE: words.refused_figure,
    }[no.reason]
    return said if not trace.hits or no.reason is Reason.EMPTY else f"{said}{words.nearest}"
