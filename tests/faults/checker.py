"""The invariants as a pure function over the history and what was found."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.faults import effects, requests
from tests.faults.history import Attempt
from tests.faults.snapshot import Row, Service, Snapshot

# Which table holds the things an event may be about.
HOMES: Final = {
    ("hazard_registry", "unit"): "units",
    ("hazard_registry", "hazard"): "hazards",
    ("reporting_whistleblower", "report"): "reports",
    ("reporting_whistleblower", "reward"): "rewards",
    ("training_records", "certificate"): "certificates",
    ("enforcement", "clue"): "clues",
    ("enforcement", "case"): "cases",
    ("enforcement", "ban"): "bans",
}

# Reports are told of by their leads: nothing leads from an event to a report.
THINGS: Final = {"report": "lead_id"}


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that must never be."""

    invariant: str
    what: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the checker is given."""

    snapshot: Snapshot
    attempts: list[Attempt] = field(default_factory=list)
    dead: frozenset[str] = frozenset()  # poison that every reader must have buried
    ignored: frozenset[str] = frozenset()  # poison that is read and does nothing
    stale: frozenset[str] = frozenset()
    canaries: tuple[str, ...] = ()
    windows: tuple[tuple[str, float, float], ...] = ()  # when which fault was going on


Check = Callable[[Evidence], Iterator[str]]


def check(evidence: Evidence) -> list[Violation]:
    """Return every violation, each with the invariant it is of."""
    return [
        Violation(name, what) for name, checking in CHECKS.items() for what in checking(evidence)
    ]


def _consumers(found: Snapshot) -> Iterator[tuple[str, Service, list[Row]]]:
    """Each consumer, who it belongs to, and what it ought to have read."""
    for name, streams in found.reads.items():
        for stream, nouns in streams.items():
            owner = found.services[found.owners[stream]]
            sent = [row for row in owner.outbox if row["noun"] in nouns]
            yield f"{name.replace('_', '-')}-{stream}", found.services[name], sent


def every_event_acted_on_once(evidence: Evidence) -> Iterator[str]:
    for consumer, reader, sent in _consumers(evidence.snapshot):
        taken = Counter(row["id"] for row in reader.inbox if row["consumer"] == consumer)
        for row in sent:
            if taken[row["id"]] != 1:
                yield f"{consumer}: {row['subject']} {row['id']} acted on {taken[row['id']]} times"


def no_effect_without_event(evidence: Evidence) -> Iterator[str]:
    known_poison = evidence.dead | evidence.ignored
    for consumer, reader, sent in _consumers(evidence.snapshot):
        ours = {row["id"] for row in sent}
        for row in reader.inbox:
            strange = row["consumer"] == consumer and row["id"] not in ours
            if strange and row["id"] not in known_poison:
                yield f"{consumer}: acted on {row['id']}, which nobody sent"


def no_event_without_its_thing(evidence: Evidence) -> Iterator[str]:
    yield from no_effect_without_event(evidence)
    for (name, noun), table in HOMES.items():
        service = evidence.snapshot.services[name]
        home = {row[THINGS.get(noun, "id")] for row in service.tables.get(table, [])}
        for row in service.outbox:
            if row["noun"] == noun and row["thing"] not in home:
                yield f"{name}: {row['subject']} of {row['thing']}, which does not exist"


def in_order(evidence: Evidence) -> Iterator[str]:
    for consumer, reader, sent in _consumers(evidence.snapshot):
        at = {row["id"]: row["at"] for row in reader.inbox if row["consumer"] == consumer}
        things: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        for row in sent:
            if row["id"] in at:
                things[row["noun"], row["thing"]].append((row["number"], at[row["id"]]))
        reached = {
            (row["noun"], row["thing"]): row["ver"]
            for row in reader.versions
            if row["consumer"] == consumer
        }
        for thing, steps in things.items():
            yield from _steps(consumer, thing, sorted(steps), reached.get(thing, 0))


def _steps(
    consumer: str, thing: tuple[str, str], steps: list[tuple[int, float]], reached: int
) -> Iterator[str]:
    numbers = [number for number, _ in steps]
    times = [moment for _, moment in steps]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"{consumer}: {thing} has gaps: {numbers}"
    if times != sorted(times):
        yield f"{consumer}: {thing} was acted on out of order"
    if reached != numbers[-1]:
        yield f"{consumer}: {thing} stands at {reached}, acted on up to {numbers[-1]}"


def numbered_without_gap(evidence: Evidence) -> Iterator[str]:
    for name, service in evidence.snapshot.services.items():
        things: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row in service.outbox:
            things[row["noun"], row["thing"]].append(row["number"])
        for thing, numbers in things.items():
            if sorted(numbers) != list(range(1, len(numbers) + 1)):
                yield f"{name}: {thing} is numbered {sorted(numbers)}"


def stream_is_whole_and_ordered(evidence: Evidence) -> Iterator[str]:
    found = evidence.snapshot
    for stream, ids in found.streams.items():
        outbox = found.services[found.owners[stream]].outbox
        first: dict[str, int] = {}
        for place, id_ in enumerate(ids):
            first.setdefault(id_, place)
        lost = [row for row in outbox if row["id"] not in first]
        for row in lost:
            yield f"{stream}: {row['subject']} {row['id']} is not in the stream"
        things: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for row in outbox:
            if row["id"] in first:
                things[row["noun"], row["thing"]].append((row["number"], first[row["id"]]))
        for thing, places in things.items():
            ordered = [place for _, place in sorted(places)]
            if ordered != sorted(ordered):
                yield f"{stream}: {thing} stands out of order"


def dead_letters_are_the_poison(evidence: Evidence) -> Iterator[str]:
    for consumer, reader, sent in _consumers(evidence.snapshot):
        found = {row["id"] for row in reader.dead if row["consumer"] == consumer}
        hears_poison = any(row["noun"] == "hazard" for row in sent)
        wanted = evidence.dead if hears_poison else frozenset()
        for id_ in found - wanted:
            yield f"{consumer}: {id_} was put aside and is no poison"
        for id_ in wanted - found:
            yield f"{consumer}: the poison {id_} was not put aside"


def live(evidence: Evidence) -> Iterator[str]:
    found = evidence.snapshot
    if not found.converged:
        yield f"no progress for {found.patience:.0f} s: {found.standing}"


def no_secret_anywhere(evidence: Evidence) -> Iterator[str]:
    for canary in evidence.canaries:
        for name, service in evidence.snapshot.services.items():
            for kind, rows in (("event", service.outbox), ("dead letter", service.dead)):
                if any(canary in row["payload"] for row in rows):
                    yield f"{name}: {canary!r} is in an {kind}"
        for log, text in evidence.snapshot.logs.items():
            if canary in text:
                yield f"{log}: {canary!r} is in the log"


def audited(evidence: Evidence) -> Iterator[str]:
    for name, said in evidence.snapshot.audit.items():
        if "✓" not in said:
            yield f"{name}: the audit trail does not verify: {said!r}"
    for name, noun in (("hazard_registry", "hazard"), ("hazard_registry", "unit")):
        service = evidence.snapshot.services[name]
        entries = Counter(row["what_id"] for row in service.audited if row["what"] == noun)
        events = Counter(row["thing"] for row in service.outbox if row["noun"] == noun)
        for thing, number in events.items():
            if entries[thing] == 0:
                yield f"{name}: {noun} {thing} sent {number} events and has no audit entry"


CHECKS: Final[dict[str, Check]] = {
    "I1": every_event_acted_on_once,
    "I2": no_event_without_its_thing,
    "I3": in_order,
    "I4": effects.projections_equal_a_fold,
    "I5": numbered_without_gap,
    "I6": stream_is_whole_and_ordered,
    "I7": dead_letters_are_the_poison,
    "I8": effects.chains_hold,
    "I9": requests.answers_are_true,
    "I10": live,
    "I11": no_secret_anywhere,
    "I12": audited,
    "F3": requests.nobody_notices_nats,
    "F13": requests.nobody_notices_a_rolling_restart,
}
