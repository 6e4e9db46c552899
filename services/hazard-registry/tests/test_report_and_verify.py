"""A hazard is reported, and an official confirms it or not."""

from datetime import date
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.hazards import HazardRejected, HazardReported, HazardVerified
from hazard_registry.domain.unit import Unit

from .people import LIUCHENG, LUJIANG, VERIFIED, People, do, report


async def test_a_hazard_is_reported_and_verified_and_the_others_hear_of_it(
    people: People, tx: Session
) -> None:
    hazard = await report(people.village)

    verified = await do(people.enterprise, hazard, "verify", **VERIFIED)

    assert verified.status_code == 200, verified.text
    assert (verified.json()["status"], verified.json()["level"]) == ("verified", "major")
    assert verified.headers["etag"] == '"2"'
    [first] = await emitted(tx, HazardReported)
    [second] = await emitted(tx, HazardVerified)
    assert str(first.hazard_id) == str(second.hazard_id) == hazard["id"]
    assert (second.criteria, second.due_on) == (["GM-3-2"], date(2026, 4, 3))


async def test_its_number_names_office_and_year(people: People) -> None:
    hazard = await report(people.village)

    assert hazard["number"].startswith("LC-2026-")


async def test_a_unit_brings_its_area_department_and_industry(people: People, unit: Unit) -> None:
    hazard = await report(people.village, unit_id=str(unit.id), area=None, department=None)

    assert (hazard["area"], hazard["department"], hazard["industry"]) == (
        LUJIANG,
        "enterprise",
        "3032",
    )


async def test_rejecting_says_why(people: People, tx: Session) -> None:
    hazard = await report(people.village)

    response = await do(people.enterprise, hazard, "reject", reason="现场未发现")

    assert response.json()["status"] == "rejected"
    assert len(await emitted(tx, HazardRejected)) == 1


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"area": "350583002201"}, "area_unknown", "/area"),
        ({"unit_id": str(uuid4())}, "unit_unknown", "/unit_id"),
        ({"found_on": "2026-03-05"}, "date_in_future", "/found_on"),
        ({"department": "nobody"}, "department_unknown", "/department"),
        ({"origin": "public_report"}, "malformed", "/origin"),
        ({"description": "  "}, "malformed", "/description"),
        ({"description": "x\x00y"}, "malformed", "/description"),
        ({"colour": "red"}, "malformed", "/colour"),
        ({"attachments": [str(uuid4())]}, "attachment_unknown", "/attachments/0"),
    ],
)
async def test_a_bad_report_is_refused_with_the_field(
    people: People, change: dict[str, object], code: str, pointer: str
) -> None:
    body = {
        "description": "电线裸露",
        "origin": "visit",
        "found_on": "2026-03-03",
        "area": LUJIANG,
    }

    response = await people.village.post("/v1/hazards", json=body | change)

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"criteria": ["GM-99-9"]}, "criterion_unknown"),
        ({"criteria": ["FR-6-1"]}, "criterion_not_in_force"),
        ({"criteria": ["HB-1"]}, "criterion_not_in_force"),
        ({"criteria": ["AQ-5-1-1"]}, "criterion_not_in_force"),
        ({"criteria": ["FR-2025-7-1"]}, "criterion_unknown"),
        ({"criteria": []}, "criterion_required"),
        ({"due_on": "2026-03-03"}, "date_too_early"),
        ({"department": "nobody"}, "department_unknown"),
        ({"level": "suspected"}, "malformed"),
    ],
)
async def test_a_bad_verification_is_refused_and_nothing_changed(
    people: People, tx: Session, change: dict[str, object], code: str
) -> None:
    hazard = await report(people.village)

    response = await do(people.enterprise, hazard, "verify", **(VERIFIED | change))

    assert (response.status_code, response.json()["code"]) == (422, code), response.text
    kept = (await people.enterprise.get(f"/v1/hazards/{hazard['id']}")).json()
    assert (kept["status"], kept["version"]) == ("reported", 1)
    assert await emitted(tx, HazardVerified) == []


@pytest.mark.parametrize("criterion", ["FR-2025-5-1", "FR-2025-6-2-3"])
async def test_the_fire_standard_of_2025_is_cited_by_its_clause(
    people: People, criterion: str
) -> None:
    hazard = await report(people.village)

    response = await do(
        people.enterprise, hazard, "verify", **(VERIFIED | {"criteria": [criterion]})
    )

    assert response.status_code == 200, response.text


async def test_a_reason_stands_in_for_a_criterion(people: People) -> None:
    hazard = await report(people.village)
    body = VERIFIED | {"criteria": [], "exception_reason": "须全面停产整改,单位无力自行消除"}

    response = await do(people.enterprise, hazard, "verify", **body)

    assert response.status_code == 200


async def test_another_areas_officer_sees_and_reports_nothing_here(
    people: People, client_as: ClientAs
) -> None:
    hazard = await report(people.village)
    stranger = client_as("village_officer", area="350583002001", person="stranger")

    read = await stranger.get(f"/v1/hazards/{hazard['id']}")
    listed = await stranger.get("/v1/hazards")
    body = {"description": "电线裸露", "origin": "visit", "found_on": "2026-03-03", "area": LUJIANG}
    written = await stranger.post("/v1/hazards", json=body)

    assert (read.status_code, listed.json()["items"]) == (404, [])
    assert (written.status_code, written.json()["code"]) == (403, "outside_reach")


async def test_a_village_verifies_nothing(people: People) -> None:
    hazard = await report(people.village)

    response = await do(people.village, hazard, "verify", **VERIFIED)

    assert (response.status_code, response.json()["code"]) == (403, "forbidden")


async def test_another_departments_officer_cannot_verify_it(people: People) -> None:
    hazard = await report(people.village)

    response = await do(people.office, hazard, "verify", **VERIFIED)

    assert response.status_code == 404


async def test_a_stale_version_is_refused(people: People) -> None:
    hazard = await report(people.village)
    await do(people.enterprise, dict(hazard), "verify", **VERIFIED)

    stale = await do(people.enterprise, hazard, "reject", reason="没有")
    unnamed = await people.enterprise.post(
        f"/v1/hazards/{hazard['id']}/reject", json={"reason": "没有"}
    )

    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    assert unnamed.status_code == 428


async def test_verifying_twice_is_an_illegal_move_in_both_languages(people: People) -> None:
    hazard = await report(people.village)
    await do(people.enterprise, hazard, "verify", **VERIFIED)

    chinese = await do(people.enterprise, hazard, "verify", **VERIFIED)
    people.enterprise.headers["Accept-Language"] = "en"
    english = await do(people.enterprise, hazard, "verify", **VERIFIED)

    assert (chinese.status_code, chinese.json()["code"]) == (409, "illegal_move")
    assert chinese.json()["detail"].startswith("当前状态“已认定”不能办理“认定”")
    assert english.json()["detail"].startswith("It is verified and cannot be verified")


async def test_nobody_reads_without_signing_in(client_as: ClientAs) -> None:
    response = await client_as().get(f"/v1/hazards?area={LIUCHENG}")

    assert response.status_code == 401
