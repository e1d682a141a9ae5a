"""The cache of raw replies: off by default, keyed by everything that matters, never trusted."""

from dataclasses import replace

from assistant.answer import Ask
from assistant.llm.cache import ReplyCache, key_of
from assistant.llm.prompts import Message, Role
from assistant.settings import Settings
from index.build import build
from index.search import Index
from tests.llm import server
from tests.llm.conftest import Fluent
from tests.llm.test_played import CHAMPION, CHAMPIONS, GOOD

MESSAGES = (Message(Role.SYSTEM, "规则"), Message(Role.USER, "问题"))


def test_it_is_off_by_default(fluent: Fluent) -> None:
    assistant, _, played = fluent(server.says(GOOD))
    assistant.answer(Ask(CHAMPION))
    assistant.answer(Ask(CHAMPION))
    assert Settings().llm_cached_replies == 0
    assert len(played.calls) == 2


def test_the_same_question_is_asked_once(fluent: Fluent) -> None:
    assistant, model, played = fluent(server.says(GOOD), llm_cached_replies=10)
    first = assistant.answer(Ask(CHAMPION)).text
    assert assistant.answer(Ask(CHAMPION)).text == first == GOOD
    assert len(played.calls) == 1
    assert model.counts.cached == 1


def test_another_question_and_a_changed_clause_are_asked_anew(fluent: Fluent, index: Index) -> None:
    assistant, model, played = fluent(server.says(GOOD), llm_cached_replies=10)
    assistant.answer(Ask(CHAMPION))
    assistant.answer(Ask(CHAMPIONS))
    changed = [
        replace(
            d,
            clauses=tuple(
                replace(c, text=c.text.replace("50万元和100万元", "60万元和100万元"))
                for c in d.clauses
            ),
        )
        for d in index.documents
    ]
    replace(assistant, index=build(changed, index.encoder)).answer(Ask(CHAMPION))
    assert len(played.calls) == 3
    assert model.counts.cached == 0


def test_a_broken_reply_is_not_kept(fluent: Fluent) -> None:
    assistant, _, played = fluent(server.ends_after(GOOD), llm_cached_replies=10)
    assistant.answer(Ask(CHAMPION))
    assistant.answer(Ask(CHAMPION))
    assert len(played.calls) == 2


def test_every_part_of_a_call_is_in_its_key() -> None:
    keys = {
        key_of("a", MESSAGES),
        key_of("b", MESSAGES),
        key_of("a", MESSAGES[:1]),
        key_of("a", (MESSAGES[0], Message(Role.USER, "问题？"))),
        key_of("a", (MESSAGES[0], Message(Role.SYSTEM, "问题"))),
    }
    assert len(keys) == 5


def test_old_replies_and_those_beyond_its_size_are_dropped() -> None:
    now = 0.0
    cache = ReplyCache(2, 60, lambda: now)
    for key in "abc":
        cache.put(key, key)
    assert [cache.get(key) for key in "abc"] == [None, "b", "c"]
    now = 61.0
    assert cache.get("b") is None
