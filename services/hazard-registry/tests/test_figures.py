"""Figures are never recounted on reading, and always equal a recount."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from hazard_registry.domain.unit import Unit
from hazard_registry.store import counters
from hazard_registry.use_cases import closing
from httpx import AsyncClient
from sqlalchemy import text

from .ledgers import a_ledger, a_row, an_open_row
from .people import VERIFIED, People, bring_to_review, do, report

ORDER = {
    "level": "county",
    "number": "1号",
    "listed": True,
    "issued_on": "2026-03-04",
    "due_on": "2026-04-03",
}


async def some_hazards(people: People, unit: Unit, evidence: UUID) -> None:
    """One reported, one rejected, one under order, one closed, two out of a ledger."""
    await report(people.village)
    rejected = await report(people.village)
    await do(people.enterprise, rejected, "reject", reason="没有")
    ordered = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, ordered, "verify", **VERIFIED)
    await do(people.leader, ordered, "order", **ORDER)
    done = await report(people.village, unit_id=str(unit.id))
    await bring_to_review(people, done, evidence, level="general", criteria=[])
    passed = {"passed": True, "opinion": "好", "visited_on": "2026-03-04"}
    await do(people.enterprise_two, done, "review", **passed)
    await do(people.clerk, done, "close", opinion="同意")
    ledger = a_ledger(a_row(), an_open_row(隐患描述="另一处"))
    response = await people.clerk.post("/v1/imports/ledger", content=ledger)
    assert response.status_code == 200, response.text


async def differing(auditor: AsyncClient) -> int:
    found: int = (await auditor.get("/v1/statistics/hazards/check")).json()["differing"]
    return found


async def total(client: AsyncClient, **query: object) -> dict[str, Any]:
    [row] = (await client.get("/v1/statistics/hazards", params=query)).json()
    found: dict[str, Any] = row
    return found


@pytest.mark.parametrize("folds", [0, 1, 2])
async def test_counters_equal_a_recount_folded_or_not(
    *, people: People, unit: Unit, evidence: UUID, tx: Session, clock: FixedClock, folds: int
) -> None:
    await some_hazards(people, unit, evidence)
    for _ in range(folds):
        await counters.fold(tx)
        clock.at += timedelta(days=60)
        await closing.mark_overdue(tx, at=clock.at)

    figures = await total(people.clerk)

    assert await differing(people.auditor) == 0
    assert (figures["found"], figures["closed"], figures["rejected"]) == (5, 2, 1)
    assert figures["under_order"] == 2
    assert figures["overdue"] == (2 if folds else 0)
    assert figures["rate"] == "40.0"


async def test_the_three_channels_add_up_to_the_total(
    people: People, unit: Unit, evidence: UUID
) -> None:
    await some_hazards(people, unit, evidence)

    rows = (await people.clerk.get("/v1/statistics/hazards", params={"by": "channel"})).json()

    assert sum(row["found"] for row in rows) == (await total(people.clerk))["found"]


async def test_figures_are_cut_by_area_of_any_depth_and_month(
    people: People, unit: Unit, evidence: UUID
) -> None:
    await some_hazards(people, unit, evidence)
    query = {"by": ["area", "month"], "area_digits": 9, "level": "major"}

    rows = (await people.clerk.get("/v1/statistics/hazards", params=query)).json()

    assert [(row["area"], row["month"], row["found"]) for row in rows] == [
        ("350583002", "2026-01-01", 2),
        ("350583002", "2026-03-01", 1),
    ]


async def test_a_drifted_counter_is_found_and_rebuilt(
    people: People, unit: Unit, evidence: UUID, tx: Session
) -> None:
    await some_hazards(people, unit, evidence)
    await counters.fold(tx)
    await tx.execute(text("UPDATE hazard_counters SET hazards = hazards + 1"))
    assert await differing(people.auditor) > 0

    rebuilt = await people.admin.post("/v1/statistics/hazards/rebuild")

    assert rebuilt.json()["differing"] > 0
    assert await differing(people.auditor) == 0


async def test_a_village_sees_its_own_figures_alone(
    people: People, unit: Unit, evidence: UUID, client_as: ClientAs
) -> None:
    await some_hazards(people, unit, evidence)
    elsewhere = client_as("village_officer", area="350583002001", person="far")

    own = await total(people.village)
    other = await total(elsewhere)

    assert (own["found"], other["found"]) == (5, None)
    assert (await people.manager.get("/v1/statistics/hazards")).status_code == 403


async def test_an_indicators_list_holds_exactly_what_it_counts(
    people: People, unit: Unit, evidence: UUID
) -> None:
    await some_hazards(people, unit, evidence)

    indicators = (await people.clerk.get("/v1/indicators", params={"row": "7"})).json()["items"]

    by_code = {each["code"]: each for each in indicators}
    assert by_code["7.closing_rate"]["value"] == "33.3"
    assert by_code["7.closing_rate"]["light"] == "red"
    assert by_code["7.closing_rate"]["basis"]["provisional"] is True
    for each in indicators:
        listed = (await people.clerk.get(each["list_url"])).json()["items"]
        assert len(listed) == each["numerator"], each["code"]


async def test_each_list_shows_its_columns_and_is_a_spreadsheet_too(
    people: People, unit: Unit, evidence: UUID
) -> None:
    await some_hazards(people, unit, evidence)
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    problem = (await people.clerk.get("/v1/lists/problem")).json()["items"]
    closed = (await people.clerk.get("/v1/lists/closing", params={"limit": 1})).json()
    rest = await people.clerk.get("/v1/lists/closing", params={"limit": 1, "after": closed["next"]})
    sheet = await people.clerk.get("/v1/lists/responsibility", headers={"Accept": xlsx})

    assert {line["status"] for line in problem} == {"verified", "planned"}
    assert len(closed["items"]) == len(rest.json()["items"]) == 1
    assert rest.json()["next"] is None
    assert (sheet.status_code, sheet.content[:2]) == (200, b"PK")
    assert (await people.clerk.get("/v1/lists/check")).status_code == 422
