"""What PostgreSQL writes as JSON says what the schema says, and finds what the filters ask for."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from chassis.db import Session
from chassis.ids import new_id
from chassis.paging import PageRequest
from chassis.sight import Reach, Sight, everything
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Channel, Level, Origin, Status
from hazard_registry.domain.refusals import NotFound
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import a_hazard
from hazard_registry.schemas.hazards import HazardDetail, HazardLine
from hazard_registry.store import (
    facts,
    hazard_detail,
    hazard_lists,
    hazard_pages,
    hazard_sheets,
    hazards,
)
from hazard_registry.store.hazard_lists import Filter
from sqlalchemy import text

from .people import LIUCHENG, LUJIANG, People, bring_to_review, do, report

TODAY = date(2026, 3, 4)
SOME_TIME = datetime(2026, 3, 4, 5, 6, 7, 80, tzinfo=UTC)
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
    {"criterion": "GM-3-2"},
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
ME = UUID("01920000-0000-7000-8000-000000000001")
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
    assert tuple(HazardLine.model_fields) == hazard_pages.SHOWN


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


async def test_a_sheet_says_of_a_whole_life_what_the_schema_says(
    tx: Session, people: People, unit: Unit, evidence: UUID
) -> None:
    hazard = await report(
        people.village, unit_id=str(unit.id), description=STRANGE, attachments=[str(evidence)]
    )
    await bring_to_review(people, hazard, evidence)
    order = {"level": "county", "number": "督〔2026〕1号", "listed": True, "opinion": STRANGE}
    dates = {"issued_on": "2026-03-04", "due_on": "2026-03-20"}
    moves = [
        await do(people.clerk, hazard, "order", **order, **dates),
        await do(people.enterprise, hazard, "stop", scope="切割车间", document="停〔2026〕1号"),
    ]
    await half_done(tx, UUID(hazard["id"]))

    shown = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()

    assert [move.status_code for move in moves] == [200, 200], [move.text for move in moves]
    assert all(
        shown[name] for name in ("notices", "progress", "reviews", "orders", "stoppages", "photos")
    )
    assert shown["basis"]
    await same_sheet(tx, UUID(hazard["id"]), shown)


async def half_done(tx: Session, hazard_id: UUID) -> None:
    about: dict[str, Any] = {"id": new_id(), "hazard_id": hazard_id}
    spent = Decimal("1234.50")
    await facts.note_progress(
        tx, **about, percent=50, funds_used=spent, note=STRANGE, by=ME, at=SOME_TIME
    )
    await facts.note_review(
        tx,
        **about,
        reviewer=None,
        reviewer_name="(演示)林",
        department=None,
        visited_on=TODAY,
        passed=False,
        opinion=STRANGE,
        at=SOME_TIME,
    )


async def test_sheets_and_schema_agree_on_facts_of_every_kind(
    tx: Session, several: list[Hazard]
) -> None:
    for hazard in several:
        sheet = await hazard_sheets.sheet_of(tx, hazard.id, sight=everything())
        await same_sheet(tx, hazard.id, json.loads(await hazard_sheets.body_of(tx, sheet)))


async def same_sheet(tx: Session, hazard_id: UUID, shown: dict[str, Any]) -> None:
    """Compare with what the schema makes of the domain's hazard, moments by what they mean."""
    hazard = await hazards.get(tx, hazard_id, sight=everything())
    beside = await hazard_detail.facts_of(tx, hazard)
    beside["basis"] = await hazard_detail.basis_of(tx, hazard)
    wanted = HazardDetail.model_validate(asdict(hazard) | beside)

    assert HazardDetail.model_validate(shown) == wanted
    assert shown == HazardDetail.model_validate(shown).model_dump(mode="json")
    for name, list_ in shown.items():
        if isinstance(list_, list) and list_ and isinstance(list_[0], dict):
            assert list_[0].keys() == wanted.model_dump()[name][0].keys()


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
async def test_a_sheet_is_seen_by_whom_the_list_shows_its_hazard(
    tx: Session, several: list[Hazard], sight: Sight
) -> None:
    listed = await hazard_lists.page_of(
        tx, Filter(as_of=TODAY), sight=sight, page=PageRequest(limit=200)
    )

    seen = set()
    for hazard in several:
        try:
            seen.add(
                (await hazard_sheets.sheet_of(tx, hazard.id, sight=sight)).version and hazard.id
            )
        except NotFound:
            continue

    assert seen == {line["id"] for line in listed.items}


async def test_new_rules_are_stated_at_once(tx: Session, several: list[Hazard]) -> None:
    before = await hazard_sheets.sheet_of(tx, several[0].id, sight=everything())
    stated = json.loads(await hazard_sheets.body_of(tx, before))["basis"]
    await tx.execute(text("UPDATE rule SET article = 'another' WHERE code = 'hazard.review'"))

    after = await hazard_sheets.sheet_of(tx, several[0].id, sight=everything())
    anew = json.loads(await hazard_sheets.body_of(tx, after))["basis"]

    assert stated["closing_gate"]["article"] != "another"
    assert anew["closing_gate"]["article"] == "another"
