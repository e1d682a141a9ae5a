"""The connection to Milvus. Whatever it cannot do becomes `StoreDown`, and is tried anew."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import grpc
from pymilvus import MilvusClient, MilvusException

from index.searchable import StoreDown

#: after a failure to connect the next try is made so much later; until then all fail at once
_PAUSE_SECONDS = 1.0
_NOT_LOADED = 101
_ALIAS_MISSING = frozenset({100, 1600})

# what it logs is raised as well
logging.getLogger("pymilvus").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Address:
    """Where Milvus is, and under which name the index is found there."""

    uri: str
    token: str = field(default="", repr=False)
    database: str = ""
    name: str = "clausewise"
    seconds: float = 5.0


class Client:
    """`client.call("search", …)`: a method of `MilvusClient`, connected when it is needed."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._connected: MilvusClient | None = None
        self._connecting = Lock()
        self._failed, self._why = 0.0, ""

    def call(self, method: str, *arguments: Any, **named: Any) -> Any:
        """What the method returns, or StoreDown after at most the address's seconds."""
        connected = self._client()
        named = {"timeout": self.address.seconds, **named}

        def work() -> Any:
            return getattr(connected, method)(*arguments, **named)

        try:
            return work()
        except MilvusException as error:
            if error.code != _NOT_LOADED:
                raise self._down(error) from error
        except (grpc.RpcError, ValueError) as error:
            raise self._down(error) from error
        # the engine was restarted, or somebody released the collection
        self._kept(lambda: connected.load_collection(arguments[0], timeout=self.address.seconds))
        return self._kept(work)

    def collection(self) -> str | None:
        """The collection that the alias names now."""
        connected = self._client()
        try:
            found = connected.describe_alias(self.address.name, timeout=self.address.seconds)
        except MilvusException as error:
            if error.code in _ALIAS_MISSING:
                return None
            raise self._down(error) from error
        except grpc.RpcError as error:
            raise self._down(error) from error
        return str(found["collection_name"])

    def close(self) -> None:
        """End the connection; the next call makes another one."""
        connected, self._connected = self._connected, None
        if connected is not None:
            connected.close()

    def _client(self) -> MilvusClient:
        if self._connected is not None:
            return self._connected
        with self._connecting:
            if self._connected is None:
                if time.monotonic() - self._failed < _PAUSE_SECONDS:
                    raise StoreDown(self._why)
                self._connected = self._kept(self._connect)
            return self._connected

    def _connect(self) -> MilvusClient:
        at = self.address
        return MilvusClient(
            uri=at.uri, token=at.token, db_name=at.database, timeout=at.seconds, dedicated=True
        )

    def _kept(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except (MilvusException, grpc.RpcError, ValueError) as error:
            raise self._down(error) from error

    def _down(self, error: Exception) -> StoreDown:
        """A connection that failed is given up: gRPC would wait ever longer before it tries."""
        self._failed = time.monotonic()
        self._why = f"Milvus at {self.address.uri} cannot be used: {_reason(error)}"
        if not isinstance(error, MilvusException) or error.code <= 2:
            self.close()
        return StoreDown(self._why)


def _reason(error: Exception) -> str:
    found = error.message if isinstance(error, MilvusException) else str(error)
    return found.splitlines()[0][:200] if found else type(error).__name__
