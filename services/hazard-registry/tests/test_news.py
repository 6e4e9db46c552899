"""What other services tell, and what the clock brings."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import NOON, emitted
from contracts.cases import CaseClosed, CaseDecided, CaseFiled, CaseTransferred
from contracts.codes import CaseOutcome, CertificateRegime, ReportCategory
from contracts.hazards import HazardOverdue, HazardReported, HazardVerified
from contracts.reports import ReportAccepted
from contracts.training import CertificateLapsed
from hazard_registry import handlers
from hazard_registry.domain.unit import Unit
from hazard_registry.sweeps import sweeps

from .people import LUJIANG, VERIFIED, People, bring_to_review, do, report


def accepted(unit: Unit, lead_id: UUID) -> ReportAccepted:
    return ReportAccepted(
        lead_id=lead_id,
        category=ReportCategory.MAJOR_HAZARD,
        area=LUJIANG,
        unit_id=unit.id,
        at=NOON,
    )


async def test_an_accepted_report_is_a_suspected_hazard_once(
    people: People, unit: Unit, tx: Session
) -> None:
    lead_id = uuid4()
    await handlers.register_lead(accepted(unit, lead_id), tx)
    await handlers.register_lead(accepted(unit, lead_id), tx)

    [line] = (await people.clerk.get("/v1/hazards")).json()["items"]

    assert (line["level"], line["channel"], line["origin"]) == (
        "suspected",
        "public_report",
        "public_report",
    )
    [event] = await emitted(tx, HazardReported)
    assert event.lead_id == lead_id


async def test_a_public_report_is_verified_on_the_inspectors_own_finding(
    people: People, unit: Unit, tx: Session
) -> None:
    lead_id = uuid4()
    await handlers.register_lead(accepted(unit, lead_id), tx)
    [hazard] = (await people.clerk.get("/v1/hazards")).json()["items"]

    without = await do(people.enterprise, hazard, "verify", **VERIFIED)
    found = await do(
        people.enterprise, hazard, "verify", **VERIFIED, finding="现场核查:无证焊工两名"
    )

    assert (without.status_code, without.json()["code"]) == (422, "finding_required")
    assert found.status_code == 200
    [event] = await emitted(tx, HazardVerified)
    assert event.lead_id == lead_id


async def test_a_unit_never_learns_that_somebody_reported_it(
    people: People, unit: Unit, tx: Session
) -> None:
    await handlers.register_lead(accepted(unit, uuid4()), tx)
    before = (await people.manager.get("/v1/hazards")).json()["items"]
    [hazard] = (await people.clerk.get("/v1/hazards")).json()["items"]
    hidden = await people.manager.get(f"/v1/hazards/{hazard['id']}")
    await do(people.enterprise, hazard, "verify", **VERIFIED, finding="现场核查:无证焊工两名")

    [shown] = (await people.manager.get("/v1/hazards")).json()["items"]
    query = {"channel": "public_report"}
    asked = (await people.manager.get("/v1/hazards", params=query)).json()["items"]
    detail = (await people.manager.get(f"/v1/hazards/{hazard['id']}")).json()
    planned = await do(people.manager, hazard, "plan", responsible="x", measures="y")
    history = await people.manager.get(f"/v1/hazards/{hazard['id']}/history")

    assert (before, hidden.status_code, asked) == ([], 404, [])
    assert (shown["channel"], shown["origin"]) == ("supervision", "inspection")
    assert "public" not in str(detail)
    assert "举报" not in str(detail)
    assert detail["lead_id"] is None
    assert "public" not in planned.text
    assert history.status_code == 403


async def test_a_lapsed_certificate_is_a_suspected_hazard_once(
    people: People, unit: Unit, tx: Session
) -> None:
    event = CertificateLapsed(
        certificate_id=uuid4(),
        person_id=uuid4(),
        regime=CertificateRegime.SPECIAL_OPERATION,
        unit_id=unit.id,
        area=LUJIANG,
        lapsed_on=date(2026, 3, 1),
        at=NOON,
    )
    await handlers.register_lapse(event, tx)
    await handlers.register_lapse(event, tx)

    [line] = (await people.clerk.get("/v1/hazards")).json()["items"]

    assert (line["origin"], line["found_on"]) == ("certificate_lapse", "2026-03-01")
    assert line["unit_id"] == str(unit.id)


async def test_what_enforcement_did_is_kept_with_the_hazard(
    people: People, unit: Unit, tx: Session
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    case = {
        "case_id": uuid4(),
        "clue_id": uuid4(),
        "unit_id": unit.id,
        "area": LUJIANG,
        "department": "emergency_bureau",
        "hazard_ids": [UUID(hazard["id"])],
        "at": NOON,
    }
    await handlers.note_filing(CaseFiled(**case), tx)
    decided = CaseDecided(
        **case, outcome=CaseOutcome.PUNISHED, fine="50000.00", decided_on=date(2026, 3, 4)
    )
    await handlers.note_decision(decided, tx)
    await handlers.note_transfer(CaseTransferred(**case), tx)
    await handlers.note_closing(CaseClosed(**case), tx)

    [row] = (await people.clerk.get("/v1/lists/enforcement")).json()["items"]
    detail = (await people.clerk.get(f"/v1/hazards/{hazard['id']}")).json()

    assert (row["outcome"], row["fine"], row["filed_on"]) == ("punished", "50000.00", "2026-03-04")
    assert detail["enforcement"][0]["fine"] == "50000.00"


async def test_what_is_late_is_told_once(
    people: People, unit: Unit, tx: Session, clock: FixedClock
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await do(people.enterprise, hazard, "verify", **VERIFIED)
    [duty] = [sweep.duty for sweep in sweeps if sweep.name == "mark_overdue"]
    on_the_day = datetime(2026, 4, 3, 15, 59, tzinfo=UTC)

    await duty(tx, on_the_day)
    assert await emitted(tx, HazardOverdue) == []
    for minutes in (1, 2, 60 * 24):
        await duty(tx, on_the_day + timedelta(minutes=minutes))

    [event] = await emitted(tx, HazardOverdue)
    assert event.due_on == date(2026, 4, 3)
    clock.at = on_the_day + timedelta(days=2)
    [line] = (await people.clerk.get("/v1/hazards", params={"overdue": True})).json()["items"]
    assert line["overdue_on"] == "2026-04-04"


async def test_what_was_handed_in_by_the_due_date_is_not_late(
    people: People, unit: Unit, evidence: UUID, tx: Session, clock: FixedClock
) -> None:
    hazard = await report(people.village, unit_id=str(unit.id))
    await bring_to_review(people, hazard, evidence)
    clock.at += timedelta(days=60)
    [duty] = [sweep.duty for sweep in sweeps if sweep.name == "mark_overdue"]

    await duty(tx, clock.at)
    assert await emitted(tx, HazardOverdue) == []
    returned = await do(
        people.enterprise_two,
        hazard,
        "review",
        passed=False,
        opinion="未到位",
        visited_on="2026-04-20",
    )
    await duty(tx, clock.at)

    assert returned.status_code == 200
    assert len(await emitted(tx, HazardOverdue)) == 1
