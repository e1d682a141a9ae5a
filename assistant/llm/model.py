"""The chat model as the pipeline uses it, made from the settings; None without an endpoint."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import BoundedSemaphore

from assistant.answer import Turn
from assistant.compose import Reply
from assistant.evidence import Evidence
from assistant.llm.breaker import Breaker
from assistant.llm.cache import ReplyCache
from assistant.llm.calls import Line
from assistant.llm.counts import Counts, Tally
from assistant.llm.endpoint import ChatModel, Endpoint
from assistant.llm.growing import Task
from assistant.llm.prompts import prompt
from assistant.llm.rank import Ranker
from assistant.llm.read import Reader
from assistant.llm.write import Writer
from assistant.question import Question
from assistant.settings import Settings

_SECONDS_A_MINUTE = 60


@dataclass(frozen=True)
class Model:
    """What the model does for an answer; whatever is off leaves things as they are."""

    name: str
    line: Line
    writer: Writer
    reader: Reader | None = None
    ranker: Ranker | None = None

    def read(self, question: Question, history: tuple[Turn, ...]) -> Question:
        """The question, in official words as well."""
        return self.reader.read(question, history) if self.reader else question

    def ranked(self, question: Question, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The evidence, the clause first that the model thinks answers."""
        return self.ranker.ranked(question, evidence) if self.ranker else evidence

    def write(self, task: Task, aloud: bool) -> Iterator[Reply]:
        """The reply as it grows."""
        return self.writer.write(task, aloud)

    @property
    def counts(self) -> Counts:
        """What became of the calls so far."""
        return self.line.tally.counts(self.line.breaker.is_open)


def model_of(settings: Settings, chat: ChatModel | None = None) -> Model | None:
    """The model that the settings name."""
    if chat is None:
        if not settings.llm_base_url:
            return None
        chat = Endpoint.of(settings)
    cache = None
    if settings.llm_cached_replies:
        seconds = settings.llm_cache_minutes * _SECONDS_A_MINUTE
        cache = ReplyCache(settings.llm_cached_replies, seconds)
    line = Line(
        model=chat,
        tally=Tally(),
        breaker=Breaker(settings.llm_failures, settings.llm_pause_seconds),
        places=BoundedSemaphore(settings.llm_calls_at_once),
        cache=cache,
    )
    version, first = settings.llm_prompt, settings.llm_first_seconds
    return Model(
        name=f"{settings.llm_model} {version}",
        line=line,
        writer=Writer(line, prompt(version, "write"), settings.llm_seconds),
        reader=Reader(line, prompt(version, "understand"), first)
        if settings.llm_understand
        else None,
        ranker=Ranker(line, prompt(version, "rerank"), first) if settings.llm_rerank else None,
    )
