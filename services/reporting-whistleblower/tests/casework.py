"""What several tests of casework do."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from chassis.clock import FixedClock
from chassis.db import Session
from chassis.identity import Principal
from chassis.testing import ClientAs
from law.rules import confirm_rule
from reporting_whistleblower.store import reports as stored

from .conftest import Officer
from .reporting import LEAD, VILLAGE, Phone, file, move, newest

UNIT = UUID(int=77)
WHY = {"reason": "送检测机构鉴定"}
SYSTEM = Principal(uuid4(), "system")


async def accepted(client_as: ClientAs, handler: Officer, phone: Phone | None = None) -> Any:
    phone = phone or Phone.fresh()
    assert (await file(client_as(), phone)).status_code == 201
    return await move(handler.client, await newest(handler.client), "accept", **LEAD)


async def opened(handler: Officer, report: dict[str, Any]) -> dict[str, Any]:
    answer = await handler.client.get(f"/v1/reports/{report['id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def confirm(tx: Session, code: str, clock: FixedClock) -> None:
    await confirm_rule(tx, code=code, version=1, by=SYSTEM, at=clock.at, why="已核对原文")


async def a_unit(tx: Session) -> None:
    await stored.copy_unit(tx, unit_id=UNIT, code="X", name="某五金厂", area=VILLAGE)


def at_noon(clock: FixedClock, day: str) -> None:
    clock.at = datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)


async def listed_overdue(handler: Officer) -> int:
    return len((await handler.client.get("/v1/reports?overdue=true")).json()["items"])
