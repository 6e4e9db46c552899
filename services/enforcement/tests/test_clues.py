"""Clues: what makes one, once; who answers, and how."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.cases import ClueReceived
from contracts.demo import unit_code
from contracts.hazards import (
    HazardAmended,
    HazardClosed,
    HazardMerged,
    HazardParted,
    HazardReopened,
    HazardWithdrawn,
    UnitChanged,
    UnitRegistered,
)
from contracts.reports import ReportConcluded
from enforcement.store import clue as store
from httpx import AsyncClient, Response

from .bureau import NOON, VILLAGE, Bureau, hear, verified


def concluded(**changes: Any) -> ReportConcluded:
    plain: dict[str, Any] = {
        "lead_id": uuid4(), "category": "major_hazard", "area": VILLAGE,
        "conclusion": "substantiated", "at": NOON,
    }  # fmt: skip
    return ReportConcluded(**plain | changes)


async def clues(client: AsyncClient, **filter: object) -> list[dict[str, Any]]:
    response = await client.get("/v1/clues", params={k: str(v) for k, v in filter.items()})
    assert response.status_code == 200, response.text
    return list(response.json()["items"])


async def answer(
    client: AsyncClient, clue: dict[str, Any], move: str, body: dict[str, Any]
) -> Response:
    headers = {"If-Match": f'"{clue["version"]}"'}
    return await client.post(f"/v1/clues/{clue['id']}/{move}", json=body, headers=headers)


@pytest.fixture
def clerk(client_as: ClientAs) -> AsyncClient:
    return client_as("office_clerk", area="350583002", department="office")


@pytest.mark.parametrize("department", ["office", None, "a_department_that_is_no_body"])
async def test_what_belongs_to_no_body_is_answered_by_the_office(
    tx: Session, clerk: AsyncClient, department: str | None
) -> None:
    event = verified(department=department)

    await hear(tx, event)

    [clue] = await clues(clerk, hazard_id=event.hazard_id)
    assert (clue["body"], clue["source"], clue["matter"]) == ("office", "hazard", "industry_trade")
    assert clue["answer_by"]["by"] == "2026-03-13"
    assert clue["answer_by"]["basis"]["provisional"] is True


async def test_a_hazard_told_twice_makes_one_clue(tx: Session) -> None:
    event = verified()

    await hear(tx, event)
    await hear(tx, verified(hazard_id=event.hazard_id))

    assert len(await emitted(tx, ClueReceived)) == 1


async def test_a_general_hazard_makes_none_until_it_is_found_to_be_major(tx: Session) -> None:
    event = verified(level="general")
    await hear(tx, event)
    assert await emitted(tx, ClueReceived) == []

    await hear(tx, verified(hazard_id=event.hazard_id))

    assert len(await emitted(tx, ClueReceived)) == 1


@pytest.mark.parametrize("report_first", [True, False])
async def test_a_report_and_its_hazard_make_one_clue_in_either_order(
    tx: Session, *, report_first: bool
) -> None:
    report = concluded()
    hazard = verified(lead_id=report.lead_id)

    for event in (report, hazard) if report_first else (hazard, report):
        await hear(tx, event)

    [received] = await emitted(tx, ClueReceived)
    clue = await store.of_lead(tx, report.lead_id)
    assert clue is not None
    assert (clue.id, clue.hazard_ids) == (received.clue_id, (hazard.hazard_id,))
    assert received.source.value == ("report" if report_first else "hazard")


async def test_a_hazard_verified_late_joins_the_case_of_its_report(
    tx: Session, bureau: Bureau, clerk: AsyncClient
) -> None:
    report = concluded()
    await hear(tx, report)
    [clue] = await clues(clerk)
    handed = {"to": "emergency_bureau", "matter": "industry_trade", "reason": "街道无处罚权"}
    assert (await answer(clerk, clue, "hand-over", handed)).status_code == 200
    [at_bureau] = await clues(bureau.officer, source="hand_over")
    assert (await bureau.file(at_bureau)).status_code == 201

    hazard = verified(lead_id=report.lead_id)
    await hear(tx, hazard)

    case = (await bureau.officer.get(f"/v1/cases/{bureau.case['id']}")).json()
    assert case["hazard_ids"] == [str(hazard.hazard_id)]
    assert len(await emitted(tx, ClueReceived)) == 2


async def test_an_unfounded_report_makes_no_clue(tx: Session) -> None:
    await hear(tx, concluded(conclusion="unsubstantiated"))

    assert await emitted(tx, ClueReceived) == []


async def test_closing_and_reopening_the_hazard_shows_on_the_clue(
    tx: Session, bureau: Bureau
) -> None:
    event = verified()
    await hear(tx, event)
    same = event.model_dump(exclude={"id", "criteria", "due_on", "at"})
    [clue] = await clues(bureau.officer, hazard_id=event.hazard_id)

    async def closed_on() -> Any:
        shown = await bureau.officer.get(f"/v1/clues/{clue['id']}")
        return shown.json()["hazards"][0]["closed_on"]

    await hear(tx, HazardClosed(**same, at=NOON + timedelta(days=9)))
    assert await closed_on() == "2026-03-13"
    await hear(tx, HazardReopened(**same, at=NOON + timedelta(days=10)))
    assert await closed_on() is None


async def test_a_hazard_that_became_major_is_a_clue_once(tx: Session, bureau: Bureau) -> None:
    event = verified(level="general", criteria=[])
    same = event.model_dump(exclude={"id", "at", "level", "criteria", "merged_lead_ids"})
    amended = HazardAmended(
        **same, level="major", previous_level="general", criteria=["GM-3-1"], at=NOON
    )
    unknown = amended.model_copy(update={"hazard_id": uuid4(), "id": uuid4()})
    await hear(tx, event)
    before = await clues(bureau.officer)

    for _ in range(2):
        await hear(tx, amended)
    await hear(tx, unknown)

    assert before == []
    [clue] = await clues(bureau.officer)
    assert clue["hazard_ids"] == [str(event.hazard_id)]


async def test_what_was_merged_or_withdrawn_is_set_aside_and_a_parted_one_taken_up(
    tx: Session, bureau: Bureau
) -> None:
    event = verified()
    await hear(tx, event)
    same = event.model_dump(exclude={"id", "at", "due_on", "criteria", "merged_lead_ids"})
    [clue] = await clues(bureau.officer)

    async def closed_on() -> object:
        shown = (await bureau.officer.get(f"/v1/clues/{clue['id']}")).json()
        return shown["hazards"][0]["closed_on"]

    await hear(tx, HazardMerged(**same, into_id=uuid4(), into_verified=True, at=NOON))
    assert await closed_on() == "2026-03-04"
    await hear(tx, HazardParted(**same, from_id=uuid4(), at=NOON))
    assert await closed_on() is None
    await hear(tx, HazardWithdrawn(**same, at=NOON))
    assert await closed_on() == "2026-03-04"


async def test_the_units_newest_name_is_shown(tx: Session, bureau: Bureau) -> None:
    event = verified()
    unit = {"unit_id": event.unit_id, "code": unit_code(3), "area": VILLAGE, "at": NOON}
    await hear(tx, UnitRegistered(**unit, name="演示石材厂"))
    await hear(tx, UnitChanged(**unit, name="演示石业有限公司"))
    await hear(tx, event)
    [clue] = await clues(bureau.officer)

    shown = (await bureau.officer.get(f"/v1/clues/{clue['id']}")).json()

    assert shown["unit"]["name"] == "演示石业有限公司"


async def test_a_department_hands_over_what_it_found(
    tx: Session, bureau: Bureau, client_as: ClientAs
) -> None:
    builder = client_as("department_officer", area="350583002", department="construction")
    new = {
        "from_body": "construction", "to": "emergency_bureau", "area": VILLAGE,
        "matter": "industry_trade", "summary": "巡查发现动火作业无人监护",
    }  # fmt: skip

    response = await builder.post("/v1/clues", json=new)

    assert response.status_code == 201
    assert response.headers["etag"] == '"1"'
    [seen] = await clues(bureau.officer)
    assert (seen["source"], seen["from_body"]) == ("hand_over", "construction")
    [own] = await clues(builder)
    assert own["id"] == seen["id"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"from_body": "health"}, 403, "outside_reach"),
        ({"area": "350583001001"}, 403, "outside_reach"),
        ({"to": "nobody_at_all"}, 422, "unknown_body"),
        ({"matter": "nothing_known"}, 422, "unknown_matter"),
        ({"area": None}, 422, "unknown_unit"),
        ({"unit_id": str(uuid4())}, 422, "unknown_unit"),
        ({"summary": "x"}, 422, "malformed"),
        ({"colour": "red"}, 422, "malformed"),
    ],
)
async def test_a_bad_hand_over_is_refused(
    client_as: ClientAs, change: dict[str, Any], status: int, code: str
) -> None:
    builder = client_as("department_officer", area="350583002", department="construction")
    new = {"from_body": "construction", "area": VILLAGE, "summary": "巡查发现"} | change

    response = await builder.post("/v1/clues", json=new)

    assert (response.status_code, response.json()["code"]) == (status, code)


async def test_handing_over_begins_a_clue_that_the_other_body_must_answer(
    tx: Session, bureau: Bureau, clerk: AsyncClient
) -> None:
    await hear(tx, verified(department="office"))
    [clue] = await clues(clerk)
    handed = {"to": "emergency_bureau", "reason": "街道无处罚权"}

    response = await answer(clerk, clue, "hand-over", handed)

    assert response.json()["status"] == "handed_over"
    [begun] = await clues(bureau.officer, status="received")
    assert begun["from_clue"] == clue["id"]
    assert begun["hazard_ids"] == clue["hazard_ids"]
    assert (await answer(clerk, begun, "refuse", {"reason": "不是我的"})).status_code == 403


@pytest.mark.parametrize(
    ("to", "status", "code"),
    [
        ("fire_rescue_brigade", 409, "receiver_not_competent"),
        ("office", 422, "same_body"),
        ("nobody_known", 422, "unknown_body"),
    ],
)
async def test_a_clue_goes_only_to_a_body_that_may_punish(
    tx: Session, clerk: AsyncClient, to: str, status: int, code: str
) -> None:
    await hear(tx, verified(department="office"))
    [clue] = await clues(clerk)

    response = await answer(clerk, clue, "hand-over", {"to": to, "reason": "移送"})

    assert (response.status_code, response.json()["code"]) == (status, code)


async def test_refusing_needs_reasons_and_happens_once(
    bureau: Bureau, clue: dict[str, Any]
) -> None:
    assert (await answer(bureau.officer, clue, "refuse", {"reason": " "})).status_code == 422
    refused = await answer(bureau.officer, clue, "refuse", {"reason": "已改正"})
    assert refused.json()["status"] == "refused"

    again = await answer(bureau.officer, refused.json(), "refuse", {"reason": "已改正"})
    stale = await answer(bureau.officer, clue, "refuse", {"reason": "已改正"})

    assert (again.status_code, stale.status_code) == (409, 412)


async def test_another_areas_officer_finds_nothing(
    client_as: ClientAs, clue: dict[str, Any]
) -> None:
    stranger = client_as("enforcement_officer", area="350582", department="emergency_bureau")
    neighbour = client_as("enforcement_officer", area="350583", department="market_bureau")

    for officer in (stranger, neighbour):
        assert (await officer.get(f"/v1/clues/{clue['id']}")).status_code == 404
        assert await clues(officer) == []
        refused = await answer(officer, clue, "refuse", {"reason": "不予立案"})
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


async def test_what_is_not_answered_in_time_shows(bureau: Bureau, clue: dict[str, Any]) -> None:
    assert await clues(bureau.officer, overdue="true", as_of="2026-03-13") == []
    [late] = await clues(bureau.officer, overdue="true", as_of="2026-03-14")

    assert late["overdue"] is True
    refused = await answer(bureau.officer, clue, "refuse", {"reason": "已改正"})
    assert refused.json()["overdue"] is False
    assert await clues(bureau.officer, overdue="true", as_of="2026-03-14") == []


async def test_pages_follow_one_another_without_gap(tx: Session, bureau: Bureau) -> None:
    for day in range(5):
        await hear(tx, verified(at=NOON - timedelta(days=day // 2)))

    seen: list[UUID] = []
    after: str | None = None
    while True:
        params = {"limit": "2"} | ({"after": after} if after else {})
        page = (await bureau.officer.get("/v1/clues", params=params)).json()
        seen += [clue["id"] for clue in page["items"]]
        after = page["next"]
        if after is None:
            break

    assert len(seen) == len(set(seen)) == 5


async def test_the_history_says_what_happened(bureau: Bureau, clue: dict[str, Any]) -> None:
    await answer(bureau.officer, clue, "refuse", {"reason": "已改正"})

    history = (await bureau.officer.get(f"/v1/clues/{clue['id']}/history")).json()

    assert [entry["action"] for entry in history] == ["refuse", "receive"]
    assert (history[0]["why"], history[1]["by"]) == ("已改正", "hazard.verified")
