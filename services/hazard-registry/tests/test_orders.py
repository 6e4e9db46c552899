"""Letters are numbered without gaps; what stays overdue is proposed upward, and a person signs."""

from datetime import date, timedelta
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import NOON, emitted
from contracts.hazards import HazardOrdered
from hazard_registry.domain.escalation import propose
from hazard_registry.domain.life import Level, Status
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import a_hazard
from hazard_registry.store import counters, orders
from hazard_registry.use_cases import closing, escalating

from .people import People, do
from .test_corrections import verified

OURS = {"listed": True, "issued_on": "2026-03-04", "due_on": "2026-04-03"}


async def ordered(people: People, unit: Unit, **changes: object) -> dict[str, Any]:
    hazard = await verified(people, unit)
    response = await do(
        people.leader, hazard, "order", **({"level": "subdistrict"} | OURS | changes)
    )
    assert response.status_code == 200, response.text
    return hazard


async def test_our_letters_count_up_by_level_and_year_without_gaps(
    people: People, unit: Unit, tx: Session
) -> None:
    await ordered(people, unit)
    refused = await verified(people, unit)
    early = OURS | {"level": "subdistrict", "due_on": "2026-03-01"}
    assert (await do(people.leader, refused, "order", **early)).status_code == 422
    await ordered(people, unit, number="闽安督〔2026〕77号", level="province")
    await ordered(people, unit)
    await ordered(people, unit, level="county")
    await ordered(people, unit, issued_on="2025-12-31")

    listed = (await people.clerk.get("/v1/orders")).json()["items"]

    assert sorted(order["number"] for order in listed) == sorted(
        [
            "南柳安督〔2026〕1号",
            "闽安督〔2026〕77号",
            "南柳安督〔2026〕2号",
            "南安督〔2026〕1号",
            "南柳安督〔2025〕1号",
        ]
    )


async def test_a_number_is_given_back_when_nothing_came_of_the_letter(tx: Session) -> None:
    level = OrderLevel.SUBDISTRICT
    async with tx.begin_nested() as undone:
        assert await orders.next_serial(tx, level=level, year=2030) == 1
        await undone.rollback()

    assert await orders.next_serial(tx, level=level, year=2030) == 1
    assert await orders.next_serial(tx, level=level, year=2030) == 2


async def test_a_listed_order_is_made_public_and_exposed_once_each(
    people: People, unit: Unit
) -> None:
    hazard = await ordered(people, unit)
    plain = await ordered(people, unit, listed=False)

    published = await do(people.leader, hazard, "publish-order", where="政府网站", on="2026-03-04")
    early = await do(people.leader, hazard, "expose-order", where="电视台", on="2026-03-03")
    future = await do(people.leader, hazard, "expose-order", where="电视台", on="2026-03-05")
    twice = await do(people.leader, hazard, "publish-order", where="政府网站", on="2026-03-04")
    exposed = await do(people.leader, hazard, "expose-order", where="电视台", on="2026-03-04")
    unlisted = await do(people.leader, plain, "expose-order", where="电视台", on="2026-03-04")
    by_village = await do(people.village, hazard, "publish-order", where="x", on="2026-03-04")

    assert (published.status_code, exposed.status_code) == (200, 200)
    assert (early.json()["code"], future.json()["code"]) == ("date_too_early", "date_in_future")
    assert twice.json()["code"] == "notice_done"
    assert (unlisted.status_code, unlisted.json()["code"]) == (409, "not_listed")
    assert by_village.status_code == 403
    [order] = (await people.clerk.get("/v1/orders", params={"published": True})).json()["items"]
    assert (order["publication"], order["exposed_on"]) == ("政府网站", "2026-03-04")


async def test_orders_are_found_by_what_became_of_them(
    people: People, unit: Unit, clock: FixedClock
) -> None:
    replied, lifted, late = [await ordered(people, unit) for _ in range(3)]
    await do(people.manager, replied, "reply-order", reply="已落实")
    await do(people.leader, lifted, "lift-order", reason="已销号")
    clock.at += timedelta(days=31)

    async def found(**asked: object) -> list[str]:
        page = (await people.auditor.get("/v1/orders", params=asked)).json()
        return [order["hazard_id"] for order in page["items"]]

    assert await found(overdue=True) == [late["id"]]
    assert await found(replied=True) == [replied["id"]]
    assert await found(in_force=False) == [lifted["id"]]
    assert len(await found(listed=True, level="subdistrict", area="350583002")) == 3
    assert await found(area="350583003") == []


async def late_hazard(people: People, unit: Unit, tx: Session, clock: FixedClock) -> dict[str, Any]:
    """Due on 3 April; marked overdue on the 4th."""
    hazard = await verified(people, unit)
    clock.at = NOON + timedelta(days=31)
    assert await closing.mark_overdue(tx, at=clock.at) == 1
    hazard["version"] += 1
    return hazard


async def test_what_stays_overdue_is_proposed_once_and_a_person_signs(
    people: People, unit: Unit, tx: Session, clock: FixedClock
) -> None:
    hazard = await late_hazard(people, unit, tx, clock)

    assert await escalating.propose_escalations(tx, at=clock.at) == 1
    assert await escalating.propose_escalations(tx, at=clock.at) == 0
    waiting = (await people.leader.get("/v1/escalations", params={"waiting": True})).json()["items"]
    forbidden = await do(
        people.enterprise, hazard, "sign-escalation", listed=True, due_on="2026-05-01"
    )
    signed = await do(people.leader, hazard, "sign-escalation", listed=True, due_on="2026-05-01")

    assert [(each["to_level"], each["days_overdue"]) for each in waiting] == [("subdistrict", 1)]
    assert forbidden.status_code == 403
    assert (signed.status_code, signed.json()["order_level"]) == (200, "subdistrict")
    [event] = await emitted(tx, HazardOrdered)
    [done] = (await people.leader.get("/v1/escalations", params={"waiting": False})).json()["items"]
    assert (done["signed"], done["order_id"]) == (True, str(event.order_id))
    assert await counters.differing(tx) == 0


async def test_an_order_left_unobeyed_goes_to_the_next_level_and_takes_its_place(
    people: People, unit: Unit, tx: Session, clock: FixedClock
) -> None:
    hazard = await late_hazard(people, unit, tx, clock)
    await escalating.propose_escalations(tx, at=clock.at)
    await do(people.leader, hazard, "sign-escalation", listed=False, due_on="2026-04-10")
    clock.at += timedelta(days=21)  # 25 April: fifteen days past the order's date
    assert await escalating.propose_escalations(tx, at=clock.at) == 1

    signed = await do(
        people.leader,
        hazard,
        "sign-escalation",
        listed=True,
        due_on="2026-06-01",
        number="南安督〔2026〕9号",
    )

    assert signed.json()["order_level"] == "county"
    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()
    assert [(o["level"], o["lifted_on"]) for o in detail["orders"]] == [
        ("subdistrict", "2026-04-25"),
        ("county", None),
    ]


async def test_a_declined_proposal_comes_again_after_a_week_and_one_that_lapsed_is_gone(
    people: People, unit: Unit, tx: Session, clock: FixedClock
) -> None:
    hazard = await late_hazard(people, unit, tx, clock)
    await escalating.propose_escalations(tx, at=clock.at)
    declined = await do(people.leader, hazard, "decline-escalation", reason="已联系整改")
    none_waits = await do(people.leader, hazard, "decline-escalation", reason="已联系整改")
    clock.at += timedelta(days=6)
    assert await escalating.propose_escalations(tx, at=clock.at) == 0
    clock.at += timedelta(days=1)
    assert await escalating.propose_escalations(tx, at=clock.at) == 1

    await do(
        people.leader, hazard, "order", **OURS | {"level": "subdistrict", "due_on": "2026-06-01"}
    )
    late = await do(people.leader, hazard, "sign-escalation", listed=True, due_on="2026-06-01")
    await escalating.propose_escalations(tx, at=clock.at)

    assert declined.status_code == 200
    assert none_waits.json()["code"] == late.json()["code"] == "no_escalation"
    waiting = (await people.leader.get("/v1/escalations", params={"waiting": True})).json()
    assert waiting["items"] == []


@pytest.mark.parametrize(
    ("order_level", "days", "to_level"),
    [
        (None, 0, None),
        (None, 1, OrderLevel.SUBDISTRICT),
        ("subdistrict", 14, None),
        ("subdistrict", 15, OrderLevel.COUNTY),
        ("county", 29, None),
        ("county", 30, OrderLevel.CITY),
        ("city", 60, OrderLevel.PROVINCE),
        ("province", 999, None),
    ],
)
def test_a_level_is_left_the_days_of_the_rule(
    order_level: str | None, days: int, to_level: OrderLevel | None
) -> None:
    due_on = date(2026, 4, 3)
    hazard = a_hazard(
        status=Status.RECTIFYING,
        level=Level.MAJOR,
        due_on=due_on if order_level is None else date(2026, 1, 1),
        order_level=order_level,
        order_due_on=due_on if order_level else None,
        overdue_on=date(2026, 4, 4),
    )
    rule = {"none": 1, "subdistrict": 15, "county": 30, "city": 60}

    found = propose(hazard, after_days=rule, id=hazard.id, on=due_on + timedelta(days=days))

    assert (found.to_level if found else None) is to_level
