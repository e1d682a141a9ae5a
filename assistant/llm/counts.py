"""What became of every call to the model, counted for the metrics."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock


class Use(StrEnum):
    """What the model is called for."""

    WRITE = "write"
    UNDERSTAND = "understand"
    RERANK = "rerank"


class Ending(StrEnum):
    """Every way in which a written reply can end; `mended`: the draft stands for a sentence."""

    WRITTEN = "written"
    MENDED = "mended"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"
    BROKEN = "broken"


class Cause(StrEnum):
    """Why a call gave nothing that could be used."""

    TIMEOUT = "timeout"
    ERROR = "error"
    CUT = "cut"
    OVERSIZE = "oversize"
    UNREADABLE = "unreadable"
    RESTING = "resting"
    BUSY = "busy"


class Flaw(StrEnum):
    """Why a sentence may not be said."""

    MARKER = "marker"
    FIGURE = "figure"
    ROW = "row"
    CALCULATION = "calculation"
    TIER = "tier"
    PLACE = "place"
    PAYER = "payer"
    BODY = "body"
    NEGATION = "negation"
    TURN = "turn"
    LANGUAGE = "language"
    SUBJECT = "subject"
    FORM = "form"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Counts:
    """The counters as they stand: (label, number) pairs, ready for any exporter."""

    calls: tuple[tuple[Use, int], ...] = ()
    failures: tuple[tuple[Cause, int], ...] = ()
    endings: tuple[tuple[Ending, int], ...] = ()
    flaws: tuple[tuple[Flaw, int], ...] = ()
    cached: int = 0
    seconds: float = 0.0
    is_resting: bool = False


class Tally:
    """Counts from all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._calls: Counter[Use] = Counter()
        self._failures: Counter[Cause] = Counter()
        self._endings: Counter[Ending] = Counter()
        self._flaws: Counter[Flaw] = Counter()
        self._cached = 0
        self._seconds = 0.0

    def called(self, use: Use, seconds: float) -> None:
        with self._lock:
            self._calls[use] += 1
            self._seconds += seconds

    def failed(self, cause: Cause) -> None:
        with self._lock:
            self._failures[cause] += 1

    def ended(self, ending: Ending) -> None:
        with self._lock:
            self._endings[ending] += 1

    def found(self, flaw: Flaw) -> None:
        with self._lock:
            self._flaws[flaw] += 1

    def was_cached(self) -> None:
        with self._lock:
            self._cached += 1

    def counts(self, is_resting: bool) -> Counts:
        """The counters as they stand."""
        with self._lock:
            return Counts(
                calls=tuple(sorted(self._calls.items())),
                failures=tuple(sorted(self._failures.items())),
                endings=tuple(sorted(self._endings.items())),
                flaws=tuple(sorted(self._flaws.items())),
                cached=self._cached,
                seconds=round(self._seconds, 3),
                is_resting=is_resting,
            )
