"""Fictional clues that no case came of: waiting, overdue, handed over, refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import everything
from contracts.demo import demo_id

from enforcement.demo import hazards
from enforcement.demo.people import BUREAU, CLERK, ENFORCER, at
from enforcement.domain.clue import Arrival, Clue, Source
from enforcement.domain.copies import Hazard
from enforcement.store import copies
from enforcement.use_cases import clue as use_cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A clue that arrived some days ago, and what was answered."""

    days_ago: int
    body: str
    from_body: str | None = None
    answer: str | None = None
    after: int = 3


OTHER_CLUES = (
    Other(days_ago=2, body="office"),
    Other(days_ago=4, body=BUREAU),
    Other(days_ago=30, body="office"),
    Other(days_ago=60, body=BUREAU),
    Other(days_ago=90, body="office", answer="hand_over"),
    Other(days_ago=45, body="fire_station", answer="hand_over"),
    Other(days_ago=70, body="office", answer="hand_over", after=12),
    Other(days_ago=320, body=BUREAU, answer="refuse"),
    Other(days_ago=640, body=BUREAU, answer="refuse", after=15),
    Other(days_ago=3, body=BUREAU, from_body="enterprise"),
    Other(days_ago=25, body=BUREAU, from_body="construction", answer="refuse"),
    Other(days_ago=50, body=BUREAU, from_body="urban_management"),
    Other(days_ago=80, body="office", from_body="environment", answer="refuse"),
    Other(days_ago=150, body=BUREAU, from_body="health", answer="refuse"),
    Other(days_ago=500, body=BUREAU, from_body="enterprise", answer="refuse", after=20),
)


async def receive_other_clue(
    tx: Session, number: int, other: Other, *, hazard: int, on: date
) -> None:
    """Let it arrive on its day and be answered on its day."""
    arrived = on - timedelta(days=other.days_ago)
    clue = await arrive(
        tx,
        id=demo_id("clue", number),
        hazard=hazard,
        body=other.body,
        from_body=other.from_body,
        on=arrived,
    )
    answered = at(arrived + timedelta(days=other.after))
    if other.answer == "hand_over":
        to = "fire_rescue_brigade" if other.body == "fire_station" else BUREAU
        await use_cases.hand_over_clue(
            tx, clue_id=clue.id, to=to, matter=None, reason="演示：街道无处罚权，依法移送",
            sight=everything(), by=CLERK, at=answered, expected=clue.version,
        )  # fmt: skip
    elif other.answer == "refuse":
        await _refuse(tx, clue, by=ENFORCER, at=answered)


async def answer_older_hazards(tx: Session, taken: Sequence[int], *, on: date) -> None:
    """Of the registry's other major hazards, those of the past were put right without a case."""
    settled = on - timedelta(days=60)
    for number in range(hazards.HAZARDS):
        known = hazards.found_on(number, on=on) + hazards.VERIFIED_WITHIN
        if not hazards.is_major(number) or number in taken or known > settled:
            continue
        clue = await arrive(
            tx, id=demo_id("hazard-clue", number), hazard=number, body="office", on=known
        )
        await _refuse(tx, clue, by=CLERK, at=at(known + timedelta(days=3 + number % 4)))


async def arrive(
    tx: Session, *, id: UUID, hazard: int, body: str, on: date, from_body: str | None = None
) -> Clue:
    """Receive a clue about a hazard, or by hand-over from a department."""
    arrival = Arrival(
        source=Source.HAND_OVER if from_body else Source.HAZARD,
        area=hazards.area_of(hazard),
        body=body,
        matter="fire" if body == "fire_station" else "industry_trade",
        unit_id=hazards.unit_of(hazard),
        hazard_ids=() if from_body else (demo_id("hazard", hazard),),
        lead_id=None if from_body else hazards.lead_of(hazard),
        summary="演示：日常巡查发现，移交有处罚权的部门" if from_body else None,
        from_body=from_body,
    )
    if not from_body:
        await _keep_hazard(tx, arrival, on=on)
    return await use_cases.receive_clue(tx, arrival=arrival, by="hazard.verified", at=at(on), id=id)


async def _refuse(tx: Session, clue: Clue, *, by: Principal, at: datetime) -> None:
    await use_cases.refuse_clue(
        tx, clue_id=clue.id, reason="演示：违法行为轻微并及时改正，没有造成危害后果",
        sight=everything(), by=by, at=at, expected=clue.version,
    )  # fmt: skip


async def _keep_hazard(tx: Session, arrival: Arrival, *, on: date) -> None:
    """What the registry's own event tells again later, with its own dates."""
    [hazard_id] = arrival.hazard_ids
    hazard = Hazard(
        id=hazard_id,
        unit_id=arrival.unit_id,
        area=arrival.area,
        level="major",
        department=arrival.body,
        verified_on=on,
    )
    await copies.keep_hazard(tx, hazard)
