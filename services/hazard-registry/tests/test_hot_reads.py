"""What PostgreSQL writes as JSON says what the schema says, and finds what the filters ask for."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from chassis.db import Session
from chassis.ids import new_id
from chassis.paging import PageRequest
from chassis.sight import Reach, Sight, everything
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Channel, Level, Origin, Status
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import a_hazard
from hazard_registry.schemas.hazards import HazardLine
from hazard_registry.store import hazard_lists, hazard_pages, hazards
from hazard_registry.store.hazard_lists import Filter

from .people import LIUCHENG, LUJIANG

TODAY = date(2026, 3, 4)
STRANGE = '引号" 反斜\\ 换行\n 百分100% 下划_线 😀'


@pytest.fixture
async def several(tx: Session, unit: Unit) -> list[Hazard]:
    """Hazards that differ in whatever a filter asks for."""
    kept = [
        a_hazard(
            unit_id=unit.id if n % 2 else None,
            area=(LUJIANG, LIUCHENG, "350583002001")[n % 3],
            department=("enterprise", "fire_station")[n % 2],
            industry=("C3032", None)[n % 2],
            sector=("industry", "gas")[n % 2],
            origin=(origin := (Origin.INSPECTION, Origin.PUBLIC_REPORT)[n % 2]),
            channel=origin.channel,
            status=(Status.VERIFIED, Status.REPORTED, Status.AWAITING_REVIEW)[n % 3],
            level=(Level.MAJOR, Level.GENERAL, Level.SUSPECTED)[n % 3],
            description=(STRANGE, "配电箱无盖")[n % 2],
            found_on=date(2026, 3, 1 + n % 3),
            verified_on=date(2026, 3, 2) if n % 3 != 1 else None,
            due_on=date(2026, 3, 3) if n % 2 else date(2026, 4, 3),
            reported_at=datetime(2026, 3, 3, n, 0, 0, n, tzinfo=UTC),
            order_level="county" if n % 4 == 0 else None,
            stopped_on=TODAY if n % 5 == 0 else None,
        )
        for n in range(12)
    ]
    for hazard in kept:
        await hazards.add(tx, hazard, unit_name=unit.name if hazard.unit_id else None)
    return kept


FILTERS: list[dict[str, Any]] = [
    {},
    {"area": LUJIANG},
    {"area": "35058300_%"},
    {"industry": "30"},
    {"department": "fire_station"},
    {"sector": "gas", "area": LIUCHENG},
    {"level": [Level.MAJOR]},
    {"level": [Level.MAJOR, Level.GENERAL], "status": [Status.VERIFIED]},
    {"channel": [Channel.PUBLIC_REPORT]},
    {"open": True},
    {"open": False},
    {"overdue": True, "closed": False},
    {"under_order": True},
    {"stopped": False, "unacknowledged": False},
    {"on_time": False, "notified": False, "verified": True},
    {"found_from": date(2026, 3, 2), "found_to": date(2026, 3, 2)},
    {"due_from": date(2026, 4, 1), "due_to": date(2026, 4, 30)},
    {"text": "配电"},
    {"text": "百分 下划线", "level": [Level.MAJOR]},
    {"text": "箱"},
]
ME = new_id()
SIGHTS = [
    everything(),
    Sight(()),
    Sight((Reach(area=LUJIANG),)),
    Sight((Reach(area="35058300_%"),)),
    Sight((Reach(area=LUJIANG), Reach(area=LIUCHENG, department="enterprise"))),
    Sight((Reach(person=ME), Reach(unit=ME))),
]


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
async def test_a_page_of_json_holds_what_the_list_holds(
    tx: Session, several: list[Hazard], wanted: dict[str, Any]
) -> None:
    unit_sight = Sight((Reach(unit=several[1].unit_id),))
    for sight in [*SIGHTS, unit_sight]:
        await same_pages(tx, Filter(as_of=TODAY, **wanted), sight)


async def same_pages(tx: Session, wanted: Filter, sight: Sight) -> None:
    page = PageRequest(limit=5)
    while True:
        slow = await hazard_lists.page_of(tx, wanted, sight=sight, page=page)
        fast = await hazard_pages.page_of(tx, wanted, sight=sight, page=page)
        shown = [HazardLine.model_validate(line).model_dump(mode="json") for line in slow.items]
        assert [json.loads(line) for line in fast.items] == shown
        assert fast.next == slow.next
        if slow.next is None:
            return
        last = slow.items[-1]
        page = PageRequest(limit=5, after=(last["reported_at"].isoformat(), str(last["id"])))


def test_a_line_names_the_fields_of_its_schema_in_their_order() -> None:
    assert hazard_pages.SHOWN == tuple(HazardLine.model_fields)


async def test_the_values_of_one_question_never_stay_in_the_statement_of_the_next(
    tx: Session, several: list[Hazard]
) -> None:
    for department, area in (("enterprise", LUJIANG), ("fire_station", LIUCHENG)):
        for reach in (Reach(area=area), Reach(area=LIUCHENG)):
            await same_pages(
                tx,
                Filter(as_of=TODAY, department=department, unit_id=UUID(int=1)),
                Sight((reach,)),
            )
            await same_pages(tx, Filter(as_of=TODAY, department=department), Sight((reach,)))
