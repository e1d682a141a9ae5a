"""POST /v1/chat/completions as JSON: OpenAI's words for a question and its answer."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Language
from assistant.web.ask_schema import AnswerOut, AskIn, CitationOut, TurnIn
from assistant.web.fields import Day, Name, Prose
from assistant.web.problems import Code, Problem

MODEL = "clausewise"
_LONGEST_QUESTION = 1000
_MOST_TURNS = 50
#: between an answer and its footnotes; what follows it is not part of the conversation
FOOTNOTES = "\n\n---\n"


class TextPart(BaseModel):
    """A stretch of a message."""

    type: Literal["text"] = Field(examples=["text"])
    text: Prose = Field(examples=["那国家级的呢？"])


class Message(BaseModel):
    """Who said what. What the system says changes nothing: answers come from the documents."""

    role: Literal["system", "developer", "user", "assistant"] = Field(examples=["user"])
    content: Prose | Annotated[list[TextPart], Field(max_length=20)] | None = Field(
        default=None, examples=["省级专精特新在晋城奖多少"]
    )

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content)
        return (self.content or "").partition(FOOTNOTES)[0]


class StreamOptions(BaseModel):
    include_usage: bool = Field(default=False, examples=[True])


class ChatIn(BaseModel):
    """OpenAI's request. Sampling options are accepted and change nothing."""

    model_config = ConfigDict(title="ChatRequest")

    model: Name = Field(default=MODEL, examples=[MODEL])
    messages: Annotated[list[Message], Field(min_length=1, max_length=200)] = Field(
        examples=[[{"role": "user", "content": "省级专精特新在晋城奖多少"}]]
    )
    stream: bool = Field(default=False, examples=[False])
    stream_options: StreamOptions | None = None
    region: Name | None = Field(default=None, description="as in /v1/ask", examples=["晋城市"])
    as_of: Day | None = Field(default=None, description="as in /v1/ask", examples=["2022-06-01"])
    lang: Language | None = Field(default=None, description="as in /v1/ask", examples=["zh"])

    def ask(self) -> AskIn:
        """The last message of the user, with the turns before it."""
        asked = [at for at, message in enumerate(self.messages) if message.role == "user"]
        question = self.messages[asked[-1]].text if asked else ""
        if not 0 < len(question) <= _LONGEST_QUESTION:
            raise Problem(
                Code.INVALID_REQUEST, "the last user message must have 1 to 1000 characters"
            )
        return AskIn(
            question=question,
            region=self.region,
            history=self._turns(asked[:-1])[-_MOST_TURNS:],
            as_of=self.as_of,
            lang=self.lang,
        )

    def _turns(self, asked: list[int]) -> list[TurnIn]:
        """Each earlier question, with what the assistant said right after it."""
        turns = []
        for at in asked:
            question, reply = self.messages[at].text[:_LONGEST_QUESTION], self.messages[at + 1]
            if question:
                said = reply.text if reply.role == "assistant" else None
                turns.append(TurnIn(question=question, answer=said))
        return turns


class MessageOut(BaseModel):
    """The answer with its clauses as footnotes, and the same clauses as data."""

    role: Literal["assistant"] = "assistant"
    content: str = Field(examples=["50万元。[1]\n\n---\n[1] 晋市政办〔2022〕5号 第22条"])
    refusal: None = Field(default=None, examples=[None])
    citations: list[CitationOut]


class Choice(BaseModel):
    index: int = Field(default=0, examples=[0])
    message: MessageOut
    logprobs: None = Field(default=None, examples=[None])
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Pieces of text, in place of a model's tokens."""

    prompt_tokens: int = Field(examples=[8])
    completion_tokens: int = Field(examples=[21])
    total_tokens: int = Field(examples=[29])


class ChatOut(BaseModel):
    """OpenAI's response; `clausewise` holds the answer as /v1/ask gives it."""

    model_config = ConfigDict(title="ChatResponse")

    id: str = Field(examples=["chatcmpl-5f0c2b9e7a3d4c18"])
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="seconds since 1970", examples=[1717200000])
    model: str = Field(examples=[MODEL])
    choices: list[Choice]
    usage: Usage
    clausewise: AnswerOut


class ModelOut(BaseModel):
    """A model that can be named in a request."""

    id: str = Field(examples=[MODEL])
    object: Literal["model"] = "model"
    created: int = Field(examples=[1717200000])
    owned_by: str = Field(examples=["clausewise"])


class ModelsOut(BaseModel):
    """The models: one."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


def footnotes(out: AnswerOut) -> str:
    """The clauses that the answer marks, and what the asker must know; "" where is neither."""
    marked = [c for c in out.citations if f"[{c.n}]" in out.answer]
    lines = [f"[{c.n}] {c.document_number} {c.label} {c.heading}".rstrip() for c in marked]
    lines += [f"※ {warning}" for warning in out.warnings]
    return FOOTNOTES + "\n".join(lines) if lines else ""
