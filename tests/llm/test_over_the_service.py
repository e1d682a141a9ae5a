"""The service with a model: sentences as they are checked, and the counters."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from fastapi.testclient import TestClient
from openai import OpenAI, Stream
from openai.types.chat import ChatCompletionChunk

from assistant.settings import Settings
from assistant.web.app import application
from index.search import Index
from index.store import save
from tests.llm import server
from tests.llm.server import Exchange, ModelServer, Player, running
from tests.llm.test_played import CHAMPION, GOOD
from tests.service.conftest import listening

SECOND = "这项奖励是一次性的。[1]"


def _play(exchange: Exchange) -> None:
    """Good about champions, false about everything else."""
    is_champion = CHAMPION in exchange.messages[-1]["content"]
    server.says(GOOD if is_champion else "一律奖励900万元。[1]")(exchange)


@pytest.fixture(scope="module")
def played() -> Iterator[ModelServer]:
    with running(_play) as found:
        yield found


@pytest.fixture(scope="module")
def settings(
    index: Index, played: ModelServer, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    folder = tmp_path_factory.mktemp("index") / "index"
    save(index, folder)
    return Settings.model_validate(
        {
            "index": folder,
            "state": tmp_path_factory.mktemp("state"),
            "llm_base_url": played.url,
            "llm_model": "played",
        }
    )


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(application(settings)) as found:
        yield found


def test_the_answer_is_the_models_where_it_is_right(client: TestClient) -> None:
    assert client.post("/v1/ask", json={"question": CHAMPION}).json()["answer"] == GOOD


def test_joined_tokens_are_the_answer(client: TestClient) -> None:
    for question in (CHAMPION, "单项冠军奖励多少钱", "晋城和忻州单项冠军奖励比一比", "你好"):
        events = _events(client, question)
        done = next(data for name, data in events if name == "done")
        assert "".join(d["text"] for n, d in events if n == "token") == done["answer"]
        assert "900" not in done["answer"]


def test_tokens_come_while_it_is_written(client: TestClient) -> None:
    names = [(name, data.get("stage")) for name, data in _events(client, CHAMPION)]
    written, advised = names.index(("status", "written")), names.index(("status", "advised"))
    assert written < names.index(("token", None)) < advised


def test_openais_clients_read_a_sentence_before_the_next_is_written(
    settings: Settings, played: ModelServer
) -> None:
    is_read, was_in_time = Event(), []

    def waiting(exchange: Exchange) -> None:
        exchange.start()
        exchange.send(GOOD + "这")
        was_in_time.append(is_read.wait(5))
        exchange.send(SECOND[1:])
        exchange.finish()

    with _plays(played, waiting), listening(settings) as url:
        read = ""
        for chunk in _streamed(url):
            read += chunk.choices[0].delta.content or ""
            if read == GOOD:
                is_read.set()
    assert was_in_time == [True]
    assert read.startswith(GOOD)


def test_the_model_is_left_alone_once_the_reader_has_left(
    settings: Settings, played: ModelServer
) -> None:
    is_left = Event()

    def endless(exchange: Exchange) -> None:
        exchange.start()
        try:
            for _ in range(50):
                exchange.send(GOOD)
                time.sleep(0.1)
        except OSError:
            is_left.set()

    with _plays(played, endless), listening(settings) as url:
        for chunk in (stream := _streamed(url)):
            if chunk.choices[0].delta.content:
                break
        stream.close()
        assert is_left.wait(3)


def test_the_metrics_count_what_became_of_the_calls(client: TestClient) -> None:
    client.post("/v1/ask", json={"question": "单项冠军奖励多少钱"})
    text = client.get("/metrics").text
    assert 'clausewise_model_total{kind="flaws",label="figure"}' in text
    assert 'clausewise_model_total{kind="calls",label="write"}' in text


@contextmanager
def _plays(played: ModelServer, player: Player) -> Iterator[None]:
    usual, played.player = played.player, player
    try:
        yield
    finally:
        played.player = usual


def _streamed(url: str) -> Stream[ChatCompletionChunk]:
    client = OpenAI(base_url=f"{url}/v1", api_key="any")
    return client.chat.completions.create(
        model="clausewise", messages=[{"role": "user", "content": CHAMPION}], stream=True
    )


def _events(client: TestClient, question: str) -> list[tuple[str, dict[str, str]]]:
    headers = {"Accept": "text/event-stream"}
    whole = client.post("/v1/ask", json={"question": question}, headers=headers).text
    blocks = [block.split("\n") for block in whole.strip().split("\n\n")]
    return [(b[0].removeprefix("event: "), json.loads(b[1].removeprefix("data: "))) for b in blocks]
