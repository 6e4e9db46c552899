"""Row 8 of the plan, and the names of units."""

from datetime import timedelta

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import NOON, ClientAs
from contracts.demo import demo_id, unit_code
from contracts.hazards import UnitChanged, UnitRegistered
from reporting_whistleblower import handlers

from .conftest import Officer
from .reporting import LEAD, VILLAGE, Phone, file, move, newest


async def test_row_8_counts_what_was_concluded_in_time(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    for _ in range(2):
        clock.at += timedelta(minutes=1)
        await file(client_as(), Phone.fresh())
        report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    await move(handler.client, report, "conclude", conclusion="substantiated", statement="属实")
    leader = client_as("leader")

    [row] = (await leader.get("/v1/indicators?row=8&as_of=2026-05-31")).json()["items"]
    [early] = (await leader.get("/v1/indicators?row=8&as_of=2026-03-31")).json()["items"]
    other = (await leader.get("/v1/indicators?row=7")).json()["items"]
    counted = (await handler.client.get(row["list_url"])).json()["items"]

    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, "50.0")
    assert row["light"] == "red"
    assert len(counted) == 2
    assert (early["denominator"], early["value"], early["light"]) == (0, None, "grey")
    assert other == []


async def test_a_units_name_is_copied_and_follows_its_changes(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    unit = demo_id("unit", 3)
    fields = {"unit_id": unit, "code": unit_code(3), "area": VILLAGE, "at": NOON}
    await handlers.copy_registered_unit(UnitRegistered(**fields, name="演示五金厂"), tx)
    await handlers.copy_changed_unit(UnitChanged(**fields, name="演示五金有限公司"), tx)

    await file(client_as(), Phone.fresh(), unit_id=str(unit))

    assert (await newest(handler.client))["unit_name"] == "演示五金有限公司"


@pytest.mark.parametrize("asked", ["indicators?period=0000", "indicators?period=1999"])
async def test_a_period_nobody_can_mean_is_malformed(client_as: ClientAs, asked: str) -> None:
    response = await client_as("leader").get(f"/v1/{asked}")

    assert (response.status_code, response.json()["code"]) == (422, "malformed")
