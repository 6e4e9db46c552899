"""How hard and how long: quick with every test run, nightly, soak before a release."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from tests.faults.catalogue import PROCESSES, SERVERS

# Every point once. Those of one line are trapped together, each in a process of its own.
MATRIX: Final = (
    (
        ("hazard_registry", "relay.after_lock"),
        ("enforcement", "consumer.after_fetch"),
        ("reporting_whistleblower", "consumer.before_commit"),
        ("hazard_registry", "api.before_commit"),
    ),
    (
        ("hazard_registry", "relay.after_batch_before_mark"),
        ("training_records", "consumer.after_commit"),
        ("enforcement", "relay.after_mark"),
        ("hazard_registry", "api.after_commit"),
    ),
    (
        ("hazard_registry", "relay.mid_batch"),
        ("enforcement", "consumer.before_ack"),
    ),
    (
        ("hazard_registry", "sealer.before_commit"),
        ("enforcement", "sealer.after_commit"),
    ),
)


@dataclass(frozen=True)
class Tier:
    """What a run consists of."""

    name: str
    nodes: int = 1
    instances: int = 1
    matrix: tuple[tuple[tuple[str, str], ...], ...] = MATRIX
    fixed: tuple[str, ...] = ()  # faults done once each
    lines: tuple[Mapping[str, int], ...] = ()  # faults drawn by their weights until time is over
    seconds: float = 0.0  # of drawn faults
    steady: float = 5.0  # seconds of traffic before the first fault
    patience: float = 60.0  # seconds without any progress until it counts as stuck
    finders: int = 4
    registrars: int = 2
    stories: int = 1
    rows: int = 12  # of each page of the ledger
    pace: float = 1.0  # seconds between two scenes of one person
    probes: bool = True
    must_see: tuple[str, ...] = ()


SOMETIMES: Final = (
    "consumer.dead",
    "consumer.duplicate",
    "consumer.gap",
    "consumer.lock_moved",
    "consumer.retry",
    "consumer.stale",
    "relay.lane_taken_over",
    "relay.one_by_one",
    "stream.lost_tail",
    "stream.new_stream",
    "stream.phantoms",
)
QUICK: Final = Tier(
    "quick",
    fixed=(
        "F12 poison",
        "F6 stream deleted",
        "F12 failing handler",
        "F3 NATS away",
        "F6 lost tail",
    ),
    must_see=("consumer.duplicate", "consumer.dead", "stream.new_stream", "consumer.lock_moved"),
    probes=False,
)
NIGHTLY: Final = Tier(
    "nightly",
    nodes=3,
    instances=2,
    fixed=("F13 rolling restart", "F12 failing handler", "F6 stream deleted"),
    lines=(PROCESSES, SERVERS),
    seconds=780,
    steady=20,
    finders=8,
    registrars=4,
    stories=2,
    rows=60,
    must_see=SOMETIMES,
)
SOAK: Final = replace(NIGHTLY, name="soak", seconds=3200)
TIERS: Final = {tier.name: tier for tier in (QUICK, NIGHTLY, SOAK)}
