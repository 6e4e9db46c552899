"""What was measured, beside what, and whether it is enough."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, TypeAlias

MET, MISSED, SHOWN, SKIPPED = "met", "MISSED", "", "skipped"


@dataclass(frozen=True, slots=True)
class Sample:
    """One round of one way. `cpu_us` is the tested processes' time for one request or row."""

    rate: float  # a second
    cpu_us: float = 0.0
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    failed: int = 0


Way: TypeAlias = Callable[[], Awaitable[Sample]]
Samples: TypeAlias = Mapping[str, Sequence[Sample]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    section: str
    what: str
    value: float
    unit: str
    bar: str = ""
    verdict: str = SHOWN
    note: str = ""
    rounds: list[float] = field(default_factory=list)


async def interleaved(ways: Mapping[str, Way], rounds: int) -> dict[str, list[Sample]]:
    """Measure every way once a round, each second round in the other direction.

    What else the machine does then falls on all of them alike.
    """
    found: dict[str, list[Sample]] = {name: [] for name in ways}
    for number in range(rounds):
        order = list(ways) if number % 2 == 0 else list(reversed(list(ways)))
        for name in order:
            found[name].append(await ways[name]())
    return found


def value_of(samples: Sequence[Sample], what: str) -> float:
    """The median of one figure over the rounds."""
    return float(median(getattr(sample, what) for sample in samples))


def ratio(samples: Samples, name: str, to: str, what: str = "rate") -> tuple[float, list[float]]:
    """Compare two ways round by round; return the median and what each round said."""
    each = [
        getattr(one, what) / (getattr(other, what) or float("nan"))
        for one, other in zip(samples[name], samples[to], strict=True)
    ]
    return median(each), each


def at_least(section: str, what: str, found: tuple[float, list[float]], bar: float) -> Row:
    value, rounds = found
    verdict = MET if value >= bar else MISSED
    return Row(section, what, value, "×", f"≥ {bar:g}", verdict, rounds=rounds)


def at_most(section: str, what: str, found: tuple[float, list[float]], bar: float) -> Row:
    value, rounds = found
    verdict = MET if value <= bar else MISSED
    return Row(section, what, value, "×", f"≤ {bar:g}", verdict, rounds=rounds)


def judged(section: str, what: str, value: float, unit: str, bar: str, *, met: bool) -> Row:
    """A figure with a bar of its own, not a ratio."""
    return Row(section, what, value, unit, bar, MET if met else MISSED)


def shown(section: str, samples: Samples) -> list[Row]:
    """The figures themselves, for whoever wants to see more than ratios."""
    return [row for name, found in samples.items() for row in _shown(section, name, found)]


def _shown(section: str, name: str, found: Sequence[Sample]) -> list[Row]:
    failed = sum(sample.failed for sample in found)
    note = f"{failed} failed" if failed else ""
    rates = [sample.rate for sample in found]
    rows = [Row(section, name, value_of(found, "rate"), "/s", note=note, rounds=rates)]
    for what, unit in (("cpu_us", "µs CPU each"), ("p50_ms", "ms p50"), ("p99_ms", "ms p99")):
        value = value_of(found, what)
        if value:
            rows.append(Row(section, f"  {name}", value, unit))
    return rows


def skipped(section: str, what: str, why: str) -> Row:
    return Row(section, what, 0, "", verdict=SKIPPED, note=why)


def table(rows: Sequence[Row]) -> str:
    """Write the rows for people."""
    lines = []
    section = ""
    for row in rows:
        if row.section != section:
            section = row.section
            lines += ["", f"## {section}"]
        value = "" if row.verdict == SKIPPED else f"{_number(row.value)} {row.unit}"
        spread = _spread(row.rounds) if row.unit == "×" else ""
        told = f"{row.what:<64} {value:>20}  {row.bar:<9} {row.verdict:<8}{spread}{row.note}"
        lines.append(told.rstrip())
    return "\n".join(lines)


def as_json(machine: Mapping[str, Any], rows: Sequence[Row]) -> str:
    content = {"machine": dict(machine), "rows": [asdict(row) for row in rows]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _spread(rounds: Sequence[float]) -> str:
    return f"({min(rounds):.2f} to {max(rounds):.2f}) " if len(rounds) > 1 else ""
