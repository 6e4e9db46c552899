"""Events in. A handler calls one use case, just as a route does."""

from chassis.db import Session
from chassis.handlers import Handlers
from contracts.cases import BanImposed
from contracts.hazards import UnitChanged, UnitEvent, UnitRegistered

from training_records.domain.unit import KnownUnit
from training_records.use_cases import unit as use_cases

handlers = Handlers()


@handlers.on(UnitRegistered, only_writes=True)
async def know_unit(event: UnitRegistered, tx: Session) -> None:
    """People can be said to work at it now."""
    await use_cases.know_unit(tx, unit=_known(event))


@handlers.on(UnitChanged, only_writes=True)
async def know_changed_unit(event: UnitChanged, tx: Session) -> None:
    """Its people are seen by whoever answers for its new area."""
    await use_cases.know_unit(tx, unit=_known(event))


@handlers.on(BanImposed)
async def know_ban(event: BanImposed, tx: Session) -> None:
    """Somebody may head no unit."""
    await use_cases.know_ban(
        tx,
        ban_id=event.ban_id,
        scope=event.scope.value,
        from_on=event.from_on,
        until_on=event.until_on,
    )


def _known(event: UnitEvent) -> KnownUnit:
    return KnownUnit(
        unit_id=event.unit_id,
        code=event.code,
        name=event.name,
        area=event.area,
        industry=event.industry,
        department=event.department,
        training_high_risk=event.training_high_risk,
        assessment_high_risk=event.assessment_high_risk,
        drill_high_risk=event.drill_high_risk,
        at=event.at,
    )
