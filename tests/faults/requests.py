"""I9: what was answered is true, whatever broke meanwhile; and what nobody should have noticed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.faults.history import FAILED, OK, UNKNOWN, Attempt

if TYPE_CHECKING:
    from tests.faults.checker import Evidence

SHOWN_ONCE = ("/v1/sign-in", "/v1/accounts", "/v1/keys", "/v1/me")


def answers_are_true(evidence: "Evidence") -> Iterator[str]:
    by_key: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in evidence.attempts:
        if attempt.method == "POST":
            by_key[attempt.key].append(attempt)
    yield from _one_answer_each(by_key)
    yield from _what_was_made_is_there(evidence, by_key)
    yield from _changes_are_there(evidence)


def _one_answer_each(by_key: dict[str, list[Attempt]]) -> Iterator[str]:
    """A key has one answer for ever: what was refused was not done later, and the other way round."""
    for key, attempts in by_key.items():
        good = [attempt for attempt in attempts if attempt.outcome == OK]
        path = attempts[0].path
        if path.startswith(SHOWN_ONCE) or path.endswith(("/check", "/eligibility", "/receipts")):
            continue
        if len({attempt.digest for attempt in good}) > 1:
            yield f"POST {path} {key} was answered differently when it was repeated"


def _what_was_made_is_there(
    evidence: "Evidence", by_key: dict[str, list[Attempt]]
) -> Iterator[str]:
    """Each finding's words and each unit's code is there once if it was answered, never if refused."""
    registry = evidence.snapshot.services["hazard_registry"].tables
    kinds = (("/v1/hazards", "hazards", "description"), ("/v1/units", "units", "code"))
    for path, table, column in kinds:
        there = Counter(row[column] for row in registry.get(table, []))
        ids = {row["id"] for row in registry.get(table, [])}
        for attempts in by_key.values():
            if attempts[0].path == path and attempts[0].mark:
                yield from _is_there(attempts, there[attempts[0].mark], ids)


def _is_there(attempts: list[Attempt], times: int, ids: set[str]) -> Iterator[str]:
    outcomes = {attempt.outcome for attempt in attempts}
    asked = f"POST {attempts[0].path} {attempts[0].key}"
    if OK in outcomes and times != 1:
        yield f"{asked} was answered 2xx and is there {times} times"
    if outcomes == {FAILED} and times:
        yield f"{asked} was refused and is there"
    if times > 1:
        yield f"{asked} is there {times} times"
    for attempt in attempts:
        if attempt.outcome == OK and attempt.id not in ids:
            yield f"{asked} answered {attempt.id}, which is not there"


def _changes_are_there(evidence: "Evidence") -> Iterator[str]:
    """No two requests made the same version of a hazard, and the last one told of was reached."""
    rows = evidence.snapshot.services["hazard_registry"].tables.get("hazards", [])
    stored = {row["id"]: row["version"] for row in rows}
    made: dict[tuple[str, int], set[str]] = defaultdict(set)
    for attempt in evidence.attempts:
        if attempt.outcome == OK and attempt.version and _is_move(attempt.path):
            made[attempt.id, attempt.version].add(attempt.key)
    for (hazard, version), keys in made.items():
        if hazard not in stored:
            continue
        if len(keys) > 1:
            yield f"hazard {hazard}: {len(keys)} requests were told they made version {version}"
        if version > stored[hazard]:
            yield f"hazard {hazard}: version {version} was answered, {stored[hazard]} is stored"


def _is_move(path: str) -> bool:
    """`/v1/hazards/{id}/{move}`; what hangs on a hazard has versions of its own."""
    return path.startswith("/v1/hazards/") and path.count("/") == 4


def nobody_notices_nats(evidence: "Evidence") -> Iterator[str]:
    """F3: while NATS is away everything is accepted as ever."""
    yield from _unnoticed(evidence, "F3 NATS away")


def nobody_notices_a_rolling_restart(evidence: "Evidence") -> Iterator[str]:
    """F13: no request fails while every process is replaced."""
    yield from _unnoticed(evidence, "F13 rolling restart")


def _unnoticed(evidence: "Evidence", fault: str) -> Iterator[str]:
    windows = [(begun, ended) for kind, begun, ended in evidence.windows if kind == fault]
    for attempt in evidence.attempts:
        if attempt.outcome != UNKNOWN:
            continue
        if any(begun <= attempt.began and attempt.ended <= ended for begun, ended in windows):
            yield (
                f"{fault}: {attempt.method} {attempt.path} at {attempt.began:.1f} s: "
                f"{attempt.status} {attempt.code}"
            )
