"""Hazards are handed from one person to another; what enforcement did beside its cases is kept."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from chassis.db import Session
from chassis.testing import NOON, ClientAs, emitted
from contracts.cases import (
    AccountabilityClosed,
    AccountabilityOpened,
    CreditGraded,
    InspectionFinished,
    MeasureLifted,
    MeasureOrdered,
    VisitFinished,
)
from contracts.codes import AccountabilityKind, CreditGrade, MeasureKind
from contracts.hazards import HazardReported
from hazard_registry import handlers
from hazard_registry.domain.unit import Unit

from .people import LIUCHENG, LUJIANG, People, do, report
from .test_corrections import verified

ON = date(2026, 3, 4)


async def test_all_open_hazards_of_a_person_are_handed_over_and_each_history_says_so(
    people: People, unit: Unit, client_as: ClientAs
) -> None:
    mine = await verified(people, unit)
    rejected = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, rejected, "reject", reason="不属实")
    new = str(uuid4())
    body = {"from_person": mine["officer"], "to_person": new, "reason": "岗位调整"}

    elsewhere = client_as("office_clerk", area="350583003")
    out_of_reach = await elsewhere.post("/v1/hand-overs", json=body)
    done = await people.clerk.post("/v1/hand-overs", json=body)
    again = await people.clerk.post("/v1/hand-overs", json=body)

    assert out_of_reach.json()["hazards"] == 0
    assert (done.status_code, done.json()["hazards"]) == (201, 1)
    assert again.json()["hazards"] == 0
    found = (await people.clerk.get("/v1/hazards", params={"officer": new})).json()["items"]
    assert [line["id"] for line in found] == [mine["id"]]
    history = (await people.clerk.get(f"/v1/hazards/{mine['id']}/history")).json()["items"]
    assert (history[0]["action"], history[0]["why"]) == ("hand_over", "岗位调整")
    stale = await do(people.enterprise, mine, "amend", place="二楼", reason="x")
    assert stale.status_code == 412
    listed = (await people.auditor.get("/v1/hand-overs")).json()["items"]
    assert [each["hazards"] for each in listed] == [0, 1, 0]


async def test_nobody_hands_over_to_himself_and_a_village_to_nobody(people: People) -> None:
    same = str(uuid4())
    body = {"from_person": same, "to_person": same, "reason": "x"}

    assert (await people.clerk.post("/v1/hand-overs", json=body)).json()["code"] == "same_person"
    assert (await people.village.post("/v1/hand-overs", json=body)).status_code == 403


async def test_one_hazard_is_given_to_somebody(people: People, unit: Unit) -> None:
    hazard = await verified(people, unit)
    new = str(uuid4())

    given = await do(people.clerk, hazard, "assign", officer=new)
    again = await do(people.clerk, hazard, "assign", officer=new)

    assert given.json()["officer"] == new
    assert again.json()["code"] == "nothing_changes"


@pytest.mark.parametrize(
    ("event", "handle", "origin", "channel"),
    [
        (InspectionFinished, handlers.register_inspection, "inspection", "supervision"),
        (VisitFinished, handlers.register_visit, "visit", "supervision"),
    ],
)
async def test_each_finding_is_a_suspected_hazard_once(
    *,
    people: People,
    unit: Unit,
    tx: Session,
    event: type[InspectionFinished] | type[VisitFinished],
    handle: object,
    origin: str,
    channel: str,
) -> None:
    findings = [uuid4(), uuid4()]
    told = event(
        **{event.key: uuid4()},
        unit_id=unit.id,
        area=LUJIANG,
        department="fire_station",
        finding_ids=findings,
        on=ON,
        at=NOON,
    )
    for _ in range(2):
        await handle(told, tx)  # type: ignore[operator]

    lines = (await people.clerk.get("/v1/hazards")).json()["items"]
    assert {(each["origin"], each["channel"], each["level"]) for each in lines} == {
        (origin, channel, "suspected")
    }
    assert {each["department"] for each in lines} == {"fire_station"}
    assert len(lines) == len(await emitted(tx, HazardReported)) == 2


async def news(people: People, **asked: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = (
        await people.clerk.get("/v1/enforcement-news", params=asked)
    ).json()["items"]
    return found


async def test_a_measure_stands_until_it_is_lifted_whichever_news_comes_first(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await verified(people, unit)
    about = {
        "kind": MeasureKind.STOP,
        "unit_id": unit.id,
        "area": LUJIANG,
        "department": "enterprise",
        "hazard_ids": [UUID(hazard["id"])],
        "at": NOON,
    }
    first, second = uuid4(), uuid4()
    await handlers.begin_measure(MeasureOrdered(measure_id=first, on=ON, **about), tx)
    await handlers.end_measure(MeasureLifted(measure_id=second, on=ON, **about), tx)
    await handlers.begin_measure(MeasureOrdered(measure_id=second, on=ON, **about), tx)

    assert [each["id"] for each in await news(people, in_force=True)] == [str(first)]
    assert [each["id"] for each in await news(people, in_force=False)] == [str(second)]
    assert len(await news(people, hazard_id=hazard["id"], kind="measure")) == 2
    assert await news(people, hazard_id=str(uuid4())) == []
    await handlers.end_measure(MeasureLifted(measure_id=first, on=ON, **about), tx)
    assert await news(people, in_force=True) == []
    assert (await people.manager.get("/v1/enforcement-news")).status_code == 403


async def test_accountability_is_opened_and_closed(people: People, tx: Session) -> None:
    id_ = uuid4()
    about = {
        "accountability_id": id_,
        "kind": AccountabilityKind.HAZARD_CASE,
        "unit_id": uuid4(),  # a unit that is not registered here
        "area": LIUCHENG + "000",
        "hazard_ids": [uuid4()],
        "at": NOON,
    }
    await handlers.open_accountability(AccountabilityOpened(on=ON, **about), tx)
    [opened] = await news(people, kind="accountability", in_force=True)
    await handlers.close_accountability(AccountabilityClosed(on=date(2026, 3, 20), **about), tx)
    [closed] = await news(people, kind="accountability")

    assert (opened["code"], opened["unit_id"]) == ("hazard_case", None)
    assert closed["ended_on"] == "2026-03-20"


async def test_the_newest_grade_of_a_unit_is_kept(people: People, unit: Unit, tx: Session) -> None:
    for grade, day in ((CreditGrade.B, 3), (CreditGrade.D, 4), (CreditGrade.A, 1)):
        event = CreditGraded(unit_id=unit.id, grade=grade, on=date(2026, 3, day), at=NOON)
        await handlers.keep_grade(event, tx)
    await handlers.keep_grade(
        CreditGraded(unit_id=uuid4(), grade=CreditGrade.A, on=ON, at=NOON), tx
    )

    [kept] = await news(people, kind="credit", unit_id=str(unit.id))
    assert (kept["code"], kept["began_on"]) == ("D", "2026-03-04")
    assert len(await news(people, kind="credit")) == 1
