"""The few things of each service that must be there before anything else can be done."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Grant, Principal
from chassis.sight import everything
from chassis.testing import NOON
from contracts.demo import demo_id, unit_code
from contracts.hazards import HazardVerified
from enforcement.domain.body import Officer
from enforcement.handlers import handlers as enforcement_handlers
from enforcement.store import body as bodies
from enforcement.use_cases import body as enforcing
from fastapi import FastAPI
from hazard_registry.examples import a_unit
from hazard_registry.store import units
from hazard_registry.use_cases import reporting
from reporting_whistleblower.domain.keys import OfficerKey, Purpose
from reporting_whistleblower.store import keys
from reporting_whistleblower.use_cases import keys as using
from reporting_whistleblower.use_cases import sealing
from training_records.domain.employment import Kind, Post
from training_records.examples import AREA, ELECTRICIAN, UNIT, identity
from training_records.examples import a_unit as a_known_unit
from training_records.use_cases import person as people
from training_records.use_cases import unit as known_units

VILLAGE = "350583002202"
# Who calls where a service is walked through by its description. Account ids are these numbers.
CALLER = UUID(int=1)
PURPOSES = {
    Purpose.HANDLER: UUID(int=11),
    Purpose.CUSTODIAN: UUID(int=12),
    Purpose.PAYER: UUID(int=13),
}
# Whose keys are open: one who handles and one who examines again; two who pay.
KEYS = [*PURPOSES.items(), (Purpose.HANDLER, UUID(int=14)), (Purpose.PAYER, UUID(int=15))]


async def hazards(tx: Session, app: FastAPI) -> dict[str, Any]:
    """Two units, and a hazard that nobody has looked at."""
    ours, other = a_unit(id=UNIT, code=unit_code(7)), a_unit(code=unit_code(8), name="另一家")
    for unit in (ours, other):
        await units.add(tx, unit)
    for number in range(3):
        await reporting.register_lead(
            tx, lead_id=demo_id("lead", number), area=VILLAGE, unit_id=ours.id, at=NOON
        )
    return {"unit_id": ours.id}


async def reports(tx: Session, app: FastAPI) -> dict[str, Any]:
    """Officers of the three kinds, whose keys are open: their sessions by account."""
    tokens = {}
    for purpose, account in KEYS:
        pair = sealing.key_pair()
        key = OfficerKey(
            id=account,
            account_id=account,
            purpose=purpose,
            areas=("",),
            public_key=pair.public,
            salt=b"",
            wrapped_private=b"",
            created_at=NOON,
        )
        assert await keys.add(tx, key)
        token, session = using.open_session(key, pair.private, at=NOON)
        await keys.add_session(tx, session)
        tokens[account] = token
    return {"tokens": tokens}


async def training(tx: Session, app: FastAPI) -> dict[str, Any]:
    """A unit, and somebody who works there."""
    await known_units.know_unit(tx, unit=a_known_unit())
    post = Post(
        unit_id=UNIT, kind=Kind.OWN, post="电工", needs=(ELECTRICIAN,), from_on=date(2020, 1, 1)
    )
    person, _ = await people.register_person(
        tx,
        vault=app.state.vault,
        name="王演示",
        identity_number=identity(1),
        phone=None,
        account_id=None,
        post=post,
        sight=everything(),
        by="fuzz",
        at=NOON,
    )
    return {"unit_id": UNIT, "person_id": person.id}


async def enforcement(tx: Session, app: FastAPI) -> dict[str, Any]:
    """Two certified officers, the power to punish confirmed, and three clues."""
    admin = Principal(UUID(int=99), "admin")
    for number in (1, 2):
        await enforcing.register_officer(
            tx,
            officer=Officer(
                id=UUID(int=number),
                name=f"执法员{number}",
                body="emergency_bureau",
                account_id=UUID(int=number),
                certificate_number=f"T-{number}",
                valid_from=date(2024, 1, 1),
                valid_to=date(2029, 12, 31),
            ),
            by=admin,
            at=NOON,
        )
    [power] = await bodies.entries(tx, matter="industry_trade", body="emergency_bureau")
    assert power.id is not None
    await enforcing.confirm_competence(tx, entry_id=power.id, why="核对", by=admin, at=NOON)
    handler = enforcement_handlers.of(HazardVerified.type())
    assert handler is not None
    for number in range(3):
        verified = HazardVerified(
            hazard_id=demo_id("hazard", number),
            unit_id=UNIT,
            area=VILLAGE,
            department="emergency_bureau",
            level="major",
            channel="supervision",
            origin="inspection",
            criteria=["GM-3-1"],
            due_on=date(2026, 4, 1),
            at=NOON,
        )
        await handler.run(verified, tx)
    return {}


Sower = Callable[[Session, FastAPI], Awaitable[dict[str, Any]]]
SOWERS: Mapping[str, Sower] = {
    "hazard_registry": hazards,
    "reporting_whistleblower": reports,
    "training_records": training,
    "enforcement": enforcement,
}
__all__ = ["AREA", "CALLER", "PURPOSES", "SOWERS", "VILLAGE", "Grant", "replace"]
