"""The plan's figures, and the records behind them."""

from datetime import date
from typing import Any

import pytest
from chassis.testing import ClientAs
from httpx import AsyncClient
from training_records.domain.regime import Need, Regime
from training_records.examples import (
    AREA,
    ELECTRICIAN,
    OTHER_AREA,
    OTHER_UNIT,
    UNIT,
    Issue,
    Register,
)

GOOD: dict[str, Any] = {"valid_from": date(2022, 1, 1), "review_due_on": date(2026, 6, 1)}
WELDER = Need(Regime.SPECIAL_OPERATION, "2.1")


@pytest.fixture
async def posts(register: Register, issue: Issue) -> None:
    """Five needs in two villages: two met, one lapsed, one only claimed, one of nobody."""
    await issue(await register(1), 1, **GOOD)
    await issue(await register(2, needs=[ELECTRICIAN, WELDER]), 2, **GOOD)
    await issue(await register(3), 3, valid_from=date(2020, 1, 1))
    await issue(await register(4, unit_id=OTHER_UNIT), 4, verified=False, **GOOD)
    await register(5, needs=[])


@pytest.mark.usefixtures("posts")
async def test_the_share_counts_needs_and_its_list_shows_exactly_those(
    client_as: ClientAs,
) -> None:
    leader = client_as("leader", area="350583002")

    figures = (await leader.get("/v1/indicators", params={"row": "3a"})).json()
    covered, lapsed = figures["items"]
    listed = (await leader.get(covered["list_url"])).json()["items"]
    lapsed_list = (await leader.get(lapsed["list_url"])).json()["items"]

    assert (covered["numerator"], covered["denominator"], covered["value"]) == (2, 5, "40.0")
    assert (covered["target"], covered["light"]) == ("100", "red")
    assert covered["basis"]["provisional"]
    assert (lapsed["value"], lapsed["light"]) == ("1", "red")
    assert len(listed) == 5
    assert sum(one["covered"] for one in listed) == 2
    assert [one["status"] for one in lapsed_list] == ["expired"]
    assert {one["name"] for one in listed} == {"王***"}


@pytest.mark.usefixtures("posts")
async def test_figures_are_of_the_area_the_day_and_the_callers_reach(client_as: ClientAs) -> None:
    leader = client_as("leader", area="350583002")
    manager = client_as("unit_manager", unit=OTHER_UNIT)

    async def share(client: AsyncClient, **query: str) -> tuple[int, int]:
        [first, _] = (await client.get("/v1/indicators", params=query)).json()["items"]
        return first["numerator"], first["denominator"]

    assert await share(leader, area=AREA) == (2, 4)
    assert await share(leader, area=OTHER_AREA) == (0, 1)
    assert await share(leader, as_of="2025-12-31") == (3, 5)
    assert await share(leader, as_of="2028-01-01") == (0, 5)
    assert await share(leader, as_of="2019-12-31") == (0, 0)
    assert await share(manager) == (0, 1)
    assert (await leader.get("/v1/indicators", params={"row": "8"})).json()["items"] == []


async def test_without_anything_to_count_there_is_no_value_and_no_light(
    client_as: ClientAs,
) -> None:
    response = await client_as("leader").get("/v1/indicators")

    first = response.json()["items"][0]
    assert (first["value"], first["light"], first["denominator"]) == (None, "grey", 0)


@pytest.mark.usefixtures("posts")
async def test_coverage_is_filtered_paged_and_exported(officer: AsyncClient) -> None:
    address = "/v1/certificates/coverage"

    first = (await officer.get(address, params={"limit": 3})).json()
    rest = (await officer.get(address, params={"limit": 3, "after": first["next"]})).json()
    lacking = (await officer.get(address, params={"covered": False})).json()["items"]
    exported = await officer.get(address, headers={"Accept": "text/csv"})

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
    assert [one["status"] for one in lacking] in (["expired", None], [None, "expired"])
    assert len(exported.content.decode("utf-8-sig").splitlines()) == 5


@pytest.mark.parametrize("role", ["grid_worker", "report_handler", "unit_worker", "custodian"])
async def test_others_see_no_figures(client_as: ClientAs, role: str) -> None:
    client = client_as(role, area=AREA, unit=UNIT)

    for address in ("/v1/indicators", "/v1/certificates/coverage"):
        assert (await client.get(address)).status_code == 403
