"""How hard and how long: quick with every test run, nightly, soak before a release."""

from dataclasses import dataclass, replace
from typing import Final

from tests.faults.catalogue import CLUSTER

MATRIX: Final = (
    ("hazard_registry", "relay.after_lock"),
    ("enforcement", "consumer.after_fetch"),
    ("reporting_whistleblower", "consumer.before_commit"),
    ("hazard_registry", "api.before_commit"),
    ("training_records", "consumer.after_commit"),
    ("hazard_registry", "relay.after_batch_before_mark"),
    ("enforcement", "consumer.before_ack"),
    ("hazard_registry", "api.after_commit"),
    ("hazard_registry", "sealer.before_commit"),
    ("hazard_registry", "relay.mid_batch"),
    ("hazard_registry", "sealer.after_commit"),
    ("hazard_registry", "relay.after_mark"),
)


@dataclass(frozen=True)
class Tier:
    """What a run consists of."""

    name: str
    nodes: int = 1
    instances: int = 1
    matrix: tuple[tuple[str, str], ...] = MATRIX
    fixed: tuple[str, ...] = ()  # faults done once each
    weights: tuple[tuple[str, int], ...] = ()  # faults drawn until the time is over
    seconds: float = 0.0  # of drawn faults
    steady: float = 5.0  # seconds of traffic before the first fault
    patience: float = 60.0  # seconds to converge
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
    fixed=("F13 rolling restart",),
    weights=tuple(CLUSTER.items()),
    seconds=780,
    steady=20,
    patience=90,
    finders=10,
    registrars=4,
    stories=2,
    rows=60,
    pace=0.8,
    must_see=SOMETIMES,
)
SOAK: Final = replace(NIGHTLY, name="soak", seconds=3200)
TIERS: Final = {tier.name: tier for tier in (QUICK, NIGHTLY, SOAK)}
