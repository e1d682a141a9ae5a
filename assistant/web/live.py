"""The index that answers now. A change on disk is taken up before the next answer."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from assistant.answer import Ask
from assistant.chain import Assistant
from assistant.shelf import Shelf, Stamp
from assistant.web import metrics
from assistant.web.problems import Code, Problem, store_down
from assistant.web.tidying import tidy
from index.searchable import Searchable, StoreDown
from index.store import BadIndex

if TYPE_CHECKING:
    from assistant.llm.model import Model

_log = logging.getLogger(__name__)
T = TypeVar("T")

_RETRY = {"Retry-After": "5"}
#: fills what is computed once, so that the first asker need not wait for it
_WARM_UP = ("晋城首次认定的高新技术企业奖励多少", "How much does Jincheng award a little giant?")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One version of the index and the state of the disk that it was read from."""

    assistant: Assistant
    stamp: Stamp | None


class LiveIndex:
    """Every process looks at the manifest's time before it answers, which takes microseconds."""

    def __init__(self, shelf: Shelf, model: "Model | None" = None) -> None:
        self._shelf, self._model = shelf, model
        self._loaded: Loaded | None = None
        self._loading = asyncio.Lock()
        self._reading: asyncio.Task[None] | None = None
        self._why_not, self._is_reached, self._said = Code.NOT_READY, True, ""

    @property
    def why_not_ready(self) -> Code | None:
        """None: it answers."""
        if self._loaded is None:
            return self._why_not
        return None if self._is_reached else Code.STORE_DOWN

    @property
    def version(self) -> str:
        return self._loaded.assistant.index.version if self._loaded else ""

    async def assistant(self) -> Assistant:
        """The assistant of the newest index; who holds it finishes on it."""
        if self._loaded is None or self._loaded.stamp != self._shelf.stamp():
            await self.load()
        if self._loaded is None:
            raise Problem(self._why_not, headers=_RETRY)
        return self._loaded.assistant

    async def reading(self, work: Callable[[Assistant], T]) -> T:
        """What the work finds in the newest index; in a thread where that waits for its store."""
        assistant = await self.assistant()
        if not assistant.index.is_remote:
            return work(assistant)
        with store_answers():
            return await asyncio.to_thread(work, assistant)

    async def follow(self) -> None:
        """Where a change elsewhere shows only when it is asked for: ask, again and again."""
        while self._shelf.look_seconds:
            await asyncio.sleep(self._shelf.look_seconds)
            try:
                await asyncio.to_thread(self._shelf.look)
            except (BadIndex, OSError) as error:
                self._say(str(error))
                self._is_reached = False
                continue
            self._is_reached, self._said = True, ""
            if self._loaded is None or self._loaded.stamp != self._shelf.stamp():
                await self.load()

    async def start(self) -> None:
        """Bring the folder up to date with the database, then load it."""
        async with self._loading:
            try:
                await asyncio.to_thread(self._shelf.prepare)
            except (BadIndex, OSError) as error:
                _log.error("index not prepared", extra={"why": str(error)})
        await self.load()

    async def load(self) -> None:
        """Take up what the disk holds, unless that is loaded."""
        async with self._loading:
            stamp = self._shelf.stamp()
            if self._loaded is None or self._loaded.stamp != stamp:
                await self._take_up(stamp)

    def _say(self, why: str) -> None:
        """Once, however long it lasts."""
        if why != self._said:
            _log.error("index not loaded", extra={"why": why})
        self._said = why

    async def _take_up(self, stamp: Stamp | None) -> None:
        try:
            assistant = await asyncio.to_thread(_warmed, self._shelf.opened)
        except (BadIndex, OSError) as error:
            # what is loaded goes on answering until there is something to take its place
            self._say(str(error))
            self._why_not = Code.STORE_DOWN if isinstance(error, StoreDown) else Code.NOT_READY
            return
        metrics.show_index(assistant.index.version, self.version)
        self._loaded = Loaded(replace(assistant, model=self._model), stamp)
        _log.info("index loaded", extra={"version": assistant.index.version})
        self._reading = asyncio.create_task(asyncio.to_thread(_read_ahead, assistant))


@contextmanager
def store_answers() -> Iterator[None]:
    """Work on an index elsewhere: whole, or the caller learns that its store is down."""
    try:
        yield
    except StoreDown as error:
        raise store_down(error) from error


def _warmed(opened: Callable[[], Searchable]) -> Assistant:
    assistant = Assistant(opened())
    for question in _WARM_UP:
        assistant.answer(Ask(question))
    tidy()
    return assistant


def _read_ahead(assistant: Assistant) -> None:
    """While the first questions are answered already."""
    assistant.read_ahead()
    tidy()
