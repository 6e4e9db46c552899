"""Stock, increment, clearing and recurring problems: what the counters say is what the lists hold."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio
from chassis.db import Session
from chassis.sight import everything
from chassis.testing import ClientAs
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Channel, Level, Origin, Status
from hazard_registry.examples import a_hazard
from hazard_registry.store import counters, figures, hazard_lists, hazards
from hazard_registry.store.figures import Cut
from hazard_registry.store.hazard_lists import Filter
from sqlalchemy import text

from .people import LIUCHENG, LUJIANG, People

FOUND = date(2023, 11, 6)
DUE = date(2026, 3, 2)


def major(number: int, **changes: Any) -> Hazard:
    """A verified major hazard of the stock, due on `DUE`, but for what is given."""
    usual: dict[str, Any] = {
        "number": f"S-{number}",
        "status": Status.VERIFIED,
        "level": Level.MAJOR,
        "criteria": ("GM-3-2",),
        "found_on": FOUND,
        "verified_on": FOUND + timedelta(days=1),
        "due_on": DUE,
        "industry": "C3032",
    }
    return a_hazard(**usual | changes)


CLOSED: dict[str, Any] = {"status": Status.CLOSED}
SEVERAL = [
    major(1),
    major(2, **CLOSED, closed_on=DUE),
    major(3, **CLOSED, closed_on=DUE + timedelta(days=2)),
    major(4, area="350583002001", **CLOSED, closed_on=DUE - timedelta(days=1)),
    replace(major(5), status=Status.AWAITING_REVIEW, submitted_on=DUE),
    replace(major(6), found_on=date(2026, 1, 5), verified_on=date(2026, 1, 6)),
    replace(major(7), found_on=date(2026, 2, 3), verified_on=date(2026, 2, 3), criteria=("GM-13-1",)),
    replace(major(8), found_on=date(2025, 1, 8), verified_on=date(2025, 1, 9), channel=Channel.SELF_CHECK, origin=Origin.SELF_CHECK),
    replace(major(9), found_on=date(2025, 6, 8), verified_on=date(2025, 6, 9)),
    replace(major(10), level=Level.GENERAL, criteria=()),
]  # fmt: skip


@pytest_asyncio.fixture(params=["waiting", "folded"])
async def several(request: pytest.FixtureRequest, tx: Session) -> AsyncIterator[None]:
    """Ten hazards, whose shares wait or have been folded: nobody may see the difference."""
    for hazard in SEVERAL:
        await hazards.add(tx, hazard)
    if request.param == "folded":
        assert await counters.fold(tx) == len(SEVERAL)
    yield


async def standing(people: People, **query: object) -> dict[str, Any]:
    answer = await people.clerk.get("/v1/statistics/standing", params=query)
    assert answer.status_code == 200, answer.text
    [line] = answer.json()["items"]
    found: dict[str, Any] = line
    return found


@pytest.mark.parametrize(
    ("day", "due", "in_time", "past_due", "stock_open"),
    [
        (DUE - timedelta(days=1), 0, 0, 0, 4),
        (DUE, 9, 2, 0, 3),
        (DUE + timedelta(days=1), 9, 2, 6, 3),
        (DUE + timedelta(days=2), 9, 2, 5, 2),
    ],
)
async def test_clearing_turns_on_the_very_day(
    *,
    several: None,
    people: People,
    day: date,
    due: int,
    in_time: int,
    past_due: int,
    stock_open: int,
) -> None:
    line = await standing(people, as_of=day.isoformat())

    assert (line["due"], line["closed_in_time"], line["open_past_due"]) == (due, in_time, past_due)
    assert line["stock_open"] == stock_open
    assert line["clearing_rate"] == ("22.2" if due else None)


async def test_the_increment_stands_beside_the_same_time_of_the_year_before(
    several: None, people: People
) -> None:
    line = await standing(people, as_of="2026-03-04")

    assert (line["stock"], line["increment"], line["year_before"]) == (5, 2, 1)
    assert line["change"] == "100.0"


async def test_what_the_marks_say_is_what_the_list_holds(several: None, tx: Session) -> None:
    for days in range(-800, 30, 41):
        day = DUE + timedelta(days=days)
        asked = Filter(as_of=day, level=("major",), verified=True)
        [line] = await figures.standing(
            tx, Cut(level="major"), sight=everything(), by=None, area_digits=12, on=day,
            stock_to=date(2023, 12, 31),
        )  # fmt: skip
        wanted = {
            "found": asked,
            "closed": replace(asked, closed=True),
            "open_past_due": replace(asked, overdue=True),
            "closed_in_time": replace(asked, on_time=True, due_to=day),
            "due": replace(asked, due_to=day),
            "stock": replace(asked, found_to=date(2023, 12, 31)),
        }
        for name, filter_ in wanted.items():
            counted = await hazard_lists.count(tx, filter_, sight=everything())
            # Due is counted by its date, known or not; nothing falls due before it is verified.
            assert line[name] == counted, (name, day)


async def test_standing_is_cut_by_area_and_says_its_rule(several: None, people: People) -> None:
    query = {"as_of": "2026-03-04", "by": "area"}
    found = (await people.clerk.get("/v1/statistics/standing", params=query)).json()

    assert [(line["area"], line["found"]) for line in found["items"]] == [
        ("350583002001", 1),
        (LUJIANG, 8),
    ]
    assert found["basis"]["rule"] == "hazard.standing"
    assert found["basis"]["provisional"] is True


async def test_whole_subdistricts_are_the_sum_of_their_villages(
    several: None, people: People
) -> None:
    async def found(**query: object) -> list[dict[str, Any]]:
        rows = (await people.clerk.get("/v1/statistics/hazards", params=query)).json()
        return list(rows)

    whole = await found(by=["status", "month"], area=LIUCHENG)
    villages = await found(by=["status", "month", "area"], area=LIUCHENG)

    assert sum(row["found"] for row in villages) == sum(row["found"] for row in whole) == 10
    assert {row["funds"] for row in whole} == {"0.00"}
    closed = await found(status="closed")
    assert (closed[0]["found"], closed[0]["closed"]) == (3, 3)


async def test_a_problem_found_again_and_again_leads_to_its_hazards(
    several: None, people: People
) -> None:
    query = {"first": "2025-01", "last": "2026-03", "least": 2}
    found = (await people.clerk.get("/v1/statistics/recurring", params=query)).json()

    [line] = found["items"]
    assert (line["criterion"], line["hazards"], line["before"]) == ("GM-3-2", 3, 5)
    assert line["title"]
    listed = (await people.clerk.get(line["hazards_url"])).json()["items"]
    assert len(listed) == line["hazards"]


async def test_the_indicator_of_common_problems_counts_what_its_list_shows(
    several: None, people: People
) -> None:
    [figure] = (await people.clerk.get("/v1/indicators", params={"row": "S3"})).json()["items"]
    listed = (await people.clerk.get(figure["list_url"])).json()

    assert figure["numerator"] == len(listed["items"])
    assert figure["basis"]["rule"] == "hazard.recurring"


async def test_a_change_takes_its_old_share_away(tx: Session) -> None:
    before = major(20)
    await hazards.add(tx, before)
    await hazards.save(
        tx,
        replace(before, criteria=("GM-13-1",), status=Status.REJECTED, verified_on=None, version=2),
        before=before,
    )
    await counters.fold(tx)

    assert await counters.differing(tx) == 0
    assert set(await tx.scalars(text("SELECT hazards FROM hazard_marks WHERE hazards <> 0"))) == (
        set()
    )


@pytest.mark.parametrize(
    "change", ["hazard_rollups SET funds = funds + 1", "hazard_marks SET day = day + 1",
               "hazard_problems SET hazards = 7"],
)  # fmt: skip
async def test_each_sum_that_drifted_is_found_and_rebuilt(
    several: None, tx: Session, change: str
) -> None:
    await counters.fold(tx)
    await tx.execute(text(f"UPDATE {change}"))
    assert await counters.differing(tx) > 0

    await counters.rebuild(tx)

    assert await counters.differing(tx) == 0


async def test_more_cells_than_anybody_reads_are_refused(
    several: None, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_CELLS", 2)

    answer = await people.clerk.get("/v1/statistics/hazards", params={"by": ["month", "area"]})

    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_cells")
    assert answer.json()["errors"][0]["pointer"] == "/by"


@pytest.mark.parametrize("path", ["hazards", "standing", "recurring"])
async def test_figures_are_for_officials_of_the_area(
    several: None, people: People, client_as: ClientAs, path: str
) -> None:
    elsewhere = client_as("office_clerk", area="350583100")
    wrong = await people.clerk.get(f"/v1/statistics/{path}", params={"area": "LC"})

    assert (await people.manager.get(f"/v1/statistics/{path}")).status_code == 403
    assert "GM-3-2" not in (await elsewhere.get(f"/v1/statistics/{path}")).text
    assert wrong.status_code == 422
