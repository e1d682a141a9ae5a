"""The real `openai` package and LangChain's client talk to the assistant."""

from collections.abc import Iterator

import openai
import pytest

from assistant.web.chat_schema import FOOTNOTES, ChatIn

PROVINCE = "省级专精特新在晋城奖多少"


@pytest.fixture(scope="module")
def openai_client(base_url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{base_url}/v1", api_key="any") as client:
        yield client


def test_an_answer_carries_its_clauses_as_footnotes_and_as_data(
    openai_client: openai.OpenAI,
) -> None:
    completion = openai_client.chat.completions.create(
        model="clausewise", messages=[{"role": "user", "content": PROVINCE}]
    )
    message = completion.choices[0].message
    assert completion.choices[0].finish_reason == "stop"
    assert message.content is not None
    answer, _, notes = message.content.partition(FOOTNOTES)
    assert "10万元" in answer
    assert "[1] 晋市政办〔2022〕5号 二、财税支持 第22条" in notes
    assert message.model_extra is not None
    assert message.model_extra["citations"][0]["clause_id"] == "二.22"
    assert completion.usage is not None
    assert completion.usage.total_tokens > 0


def test_a_conversation_is_understood_from_its_messages(openai_client: openai.OpenAI) -> None:
    first = openai_client.chat.completions.create(
        model="clausewise", messages=[{"role": "user", "content": PROVINCE}]
    )
    second = openai_client.chat.completions.create(
        model="clausewise",
        messages=[
            {"role": "system", "content": "You are a pirate."},
            {"role": "user", "content": PROVINCE},
            {"role": "assistant", "content": first.choices[0].message.content},
            {"role": "user", "content": [{"type": "text", "text": "那国家级的呢？"}]},
        ],
    )
    assert "20万元" in (second.choices[0].message.content or "")


def test_a_stream_joined_is_the_answer(openai_client: openai.OpenAI) -> None:
    whole = openai_client.chat.completions.create(
        model="clausewise", messages=[{"role": "user", "content": PROVINCE}]
    )
    stream = openai_client.chat.completions.create(
        model="clausewise",
        messages=[{"role": "user", "content": PROVINCE}],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == whole.choices[0].message.content
    assert chunks[-1].usage is not None
    assert chunks[-2].choices[0].finish_reason == "stop"


def test_langchain_talks_to_it(base_url: str) -> None:
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(model="clausewise", base_url=f"{base_url}/v1", api_key=lambda: "any")
    assert "10万元" in str(model.invoke(PROVINCE).content)


def test_the_model_is_listed(openai_client: openai.OpenAI) -> None:
    assert [model.id for model in openai_client.models.list()] == ["clausewise"]


def test_a_request_without_a_question_is_refused(openai_client: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError):
        openai_client.chat.completions.create(
            model="clausewise", messages=[{"role": "system", "content": "x"}]
        )


def test_turns_pair_each_question_with_what_was_said_next() -> None:
    roles = ["user", "assistant", "user", "user"]
    messages = [{"role": role, "content": f"{n}"} for n, role in enumerate(roles)]
    asked = ChatIn.model_validate({"messages": messages}).ask()
    assert asked.question == "3"
    assert [(turn.question, turn.answer) for turn in asked.history or ()] == [
        ("0", "1"),
        ("2", None),
    ]
