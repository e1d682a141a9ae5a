"""What was measured of the service, beside the goals it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.speed.service import ServiceSpeed


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio within one run, and how large or small it should be."""

    name: str
    found: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def row(self) -> tuple[str, str, str, str]:
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"
        is_met = (self.at_least is None or self.found >= self.at_least) and (
            self.at_most is None or self.found <= self.at_most
        )
        return self.name, f"{self.found:.2f}", bound, "met" if is_met else "NOT met"


def goals(found: ServiceSpeed) -> Sequence[Goal]:
    """The ratios of the service, each with its goal."""
    load = found.overload
    normal = load.before.quantile_ms(0.5)
    return (
        Goal("throughput, of the echo's", found.ask.a_second / found.echo.a_second, at_least=0.3),
        Goal("p50, of the echo's", found.ask.p50_ms / found.echo.p50_ms, at_most=3),
        Goal(
            "p50 of one caller, of the echo's",
            found.ask_alone.p50_ms / found.echo_alone.p50_ms,
            at_most=3,
        ),
        Goal("two workers, of one", found.two_workers.a_second / found.ask.a_second, at_least=1.4),
        Goal(
            "two workers on distinct questions, of one",
            found.distinct_two / found.distinct,
            at_least=1.4,
        ),
        Goal(
            "start to the first 200, of the import's",
            found.start.alive_s / found.rival_s,
            at_most=0.25,
        ),
        Goal(
            "start to the first answer, of the import's",
            found.start.answer_s / found.rival_s,
            at_most=0.25,
        ),
        Goal("memory, of the import's", found.start.mib / found.rival_mib, at_most=0.4),
        Goal(
            "p99 of the accepted at 4 × capacity, of the unloaded",
            load.during.quantile_ms(0.99) / load.before.quantile_ms(0.99),
            at_most=5,
        ),
        Goal("answered, 429 or 503 at 4 × capacity", load.during.share(200, 429, 503), at_least=1),
        Goal("p50 after 5 seconds, of before", load.after.quantile_ms(0.5) / normal, at_most=1.5),
    )


def figures(found: ServiceSpeed) -> Sequence[tuple[str, str]]:
    """The same in absolute numbers, which hold for one machine only."""
    load = found.overload
    before = load.before
    return (
        ("echo, 16 callers", f"{found.echo.a_second:,.0f}/s, p50 {found.echo.p50_ms:.2f} ms"),
        ("one question, 16 callers", f"{found.ask.a_second:,.0f}/s, p50 {found.ask.p50_ms:.2f} ms"),
        ("the same, two workers", f"{found.two_workers.a_second:,.0f}/s"),
        ("echo, one caller", f"p50 {found.echo_alone.p50_ms:.2f} ms"),
        ("one question, one caller", f"p50 {found.ask_alone.p50_ms:.2f} ms"),
        ("distinct questions", f"{found.distinct:,.0f}/s, two workers {found.distinct_two:,.0f}/s"),
        (
            "start",
            f"alive in {found.start.alive_s:.2f} s, answers in {found.start.answer_s:.2f} s, "
            f"{found.start.mib:.0f} MiB",
        ),
        ("import sentence_transformers", f"{found.rival_s:.2f} s, {found.rival_mib:.0f} MiB"),
        (
            "unloaded",
            f"p50 {before.quantile_ms(0.5):.1f} ms, p99 {before.quantile_ms(0.99):.1f} ms",
        ),
        (
            "at 4 × capacity",
            f"{load.during.share(200):.0%} answered, p50 {load.during.quantile_ms(0.5):.1f} ms, "
            f"p99 {load.during.quantile_ms(0.99):.1f} ms; refusals take "
            f"{load.during.quantile_ms(0.5, 429):.1f} ms",
        ),
    )
