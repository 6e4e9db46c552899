"""What this service keeps of others' news."""

from datetime import date, timedelta
from uuid import uuid4

from chassis.db import Session
from chassis.sight import everything
from contracts.cases import BanImposed
from contracts.codes import BanScope
from contracts.demo import unit_code
from contracts.hazards import UnitChanged, UnitRegistered
from sqlalchemy import text
from training_records import handlers
from training_records.examples import AREA, AT, OTHER_AREA
from training_records.store import unit as units


async def test_a_unit_is_known_and_its_newest_state_stays(tx: Session) -> None:
    unit_id = uuid4()
    told = {"unit_id": unit_id, "code": unit_code(9), "name": "演示企业9", "drill_high_risk": True}

    await handlers.know_unit(UnitRegistered(**told, area=AREA, at=AT), tx)
    newer = UnitChanged(**told, area=OTHER_AREA, at=AT + timedelta(hours=1))
    await handlers.know_changed_unit(newer, tx)
    await handlers.know_changed_unit(UnitChanged(**told, area=AREA, at=AT), tx)

    unit = await units.get(tx, unit_id, sight=everything())
    assert (unit.area, unit.drill_high_risk, unit.at) == (OTHER_AREA, True, newer.at)


async def test_a_ban_is_kept_once(tx: Session) -> None:
    ban = BanImposed(
        ban_id=uuid4(), scope=BanScope.TRADE, from_on=date(2026, 3, 1), until_on=None, at=AT
    )

    await handlers.know_ban(ban, tx)
    await handlers.know_ban(ban, tx)

    rows = (await tx.execute(text("SELECT scope, from_on, until_on FROM ban"))).all()
    assert [tuple(row) for row in rows] == [("trade", date(2026, 3, 1), None)]
