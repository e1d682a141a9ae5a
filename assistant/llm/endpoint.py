"""An OpenAI-compatible endpoint through langchain-openai: text in pieces, or a filled form.

Bounded where the bytes arrive: what is read is counted, nothing is decompressed, no redirect is
followed with the key in hand. Nothing here decides what may be said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

import httpx
from pydantic import BaseModel

from assistant.llm.counts import Cause
from assistant.llm.prompts import Message
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

KIB = 1024
Form = TypeVar("Form", bound=BaseModel)


class Broken(Exception):
    """A call gave nothing that can be used; `cause` says why."""

    def __init__(self, cause: Cause, why: str = "") -> None:
        super().__init__(f"{cause}: {why}" if why else str(cause))
        self.cause = cause


class ChatModel(Protocol):
    """A chat model. `name` changes with everything that changes its replies."""

    @property
    def name(self) -> str: ...
    def pieces(self, messages: Sequence[Message]) -> Iterator[str]: ...
    def filled(self, messages: Sequence[Message], form: type[Form]) -> Form: ...


@dataclass(frozen=True)
class Endpoint:
    """The endpoint that the settings name; what it needs is imported when it is made."""

    name: str
    chat: "BaseChatModel"
    structured: str

    @classmethod
    def of(cls, chosen: Settings) -> "Endpoint":
        parameters = (chosen.llm_temperature, chosen.llm_max_tokens, chosen.llm_structured)
        name = f"{chosen.llm_base_url} {chosen.llm_model} {parameters}"
        return cls(name, _chat(chosen), chosen.llm_structured)

    def pieces(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply as it comes; a stream that ends without saying so was cut."""
        finished = ""
        for chunk in self.chat.stream([(m.role.value, m.text) for m in messages]):
            finished = str(chunk.response_metadata.get("finish_reason") or finished)
            yield str(chunk.text)
        if finished != "stop":
            raise Broken(Cause.CUT, finished)

    def filled(self, messages: Sequence[Message], form: type[Form]) -> Form:
        """The form as the model fills it."""
        asked = self.chat.with_structured_output(form, method=self.structured)
        found = asked.invoke([(m.role.value, m.text) for m in messages])
        if not isinstance(found, form):
            raise Broken(Cause.UNREADABLE)
        return found


def _chat(chosen: Settings) -> "BaseChatModel":
    from langchain_openai import ChatOpenAI

    key = chosen.llm_api_key
    return ChatOpenAI(
        model=chosen.llm_model,
        base_url=chosen.llm_base_url,
        api_key=key if key.get_secret_value() else _no_key,
        temperature=chosen.llm_temperature,
        # older servers know no max_completion_tokens
        extra_body={"max_tokens": chosen.llm_max_tokens},
        max_retries=0,
        stream_usage=False,
        use_responses_api=False,
        http_client=_client(chosen.llm_seconds, chosen.llm_max_kib * KIB),
    )


def _no_key() -> str:
    """What a server without keys is sent: the client refuses to send nothing."""
    return "none"


def _client(seconds: float, most_bytes: int) -> httpx.Client:
    return httpx.Client(
        transport=Bounded(httpx.HTTPTransport(), most_bytes),
        timeout=seconds,
        follow_redirects=False,
    )


@dataclass(frozen=True)
class Bounded(httpx.BaseTransport):
    """A transport whose replies end at `most_bytes`, however they are sent."""

    transport: httpx.BaseTransport
    most_bytes: int

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["Accept-Encoding"] = "identity"
        response = self.transport.handle_request(request)
        stream = response.stream
        if "content-encoding" in response.headers or not isinstance(stream, httpx.SyncByteStream):
            response.close()
            raise TooLarge("compressed although asked not to: its size cannot be known")
        response.stream = _Counted(stream, self.most_bytes)
        return response

    def close(self) -> None:
        self.transport.close()


class TooLarge(httpx.TransportError):
    """A reply beyond the limit."""


@dataclass(frozen=True)
class _Counted(httpx.SyncByteStream):
    stream: httpx.SyncByteStream
    most_bytes: int

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for piece in self.stream:
            read += len(piece)
            if read > self.most_bytes:
                raise TooLarge(f"more than {self.most_bytes} bytes")
            yield piece

    def close(self) -> None:
        self.stream.close()
