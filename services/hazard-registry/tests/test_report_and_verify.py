"""A hazard is reported, and an official confirms it or not."""

from datetime import date

from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.hazards import HazardReported, HazardVerified

REPORT = {
    "description": "切割车间配电箱无盖,电线裸露",
    "origin": "inspection",
    "found_on": "2026-03-03",
    "area": "350583002202",
    "department": "enterprise",
}
VERIFY = {
    "level": "major",
    "criteria": ["GM-3-2"],
    "department": "enterprise",
    "due_on": "2026-04-03",
}
LIUCHENG = "350583002"


async def test_a_hazard_is_reported_and_verified_and_the_others_hear_of_it(
    client_as: ClientAs, tx: Session
) -> None:
    village = client_as("village_officer", area="350583002202")
    officer = client_as("department_officer", area=LIUCHENG, department="enterprise")

    reported = await village.post("/v1/hazards", json=REPORT)
    hazard = reported.json()
    verified = await officer.post(
        f"/v1/hazards/{hazard['id']}/verify", json=VERIFY, headers={"If-Match": '"1"'}
    )

    assert reported.status_code == 201, reported.text
    assert verified.status_code == 200, verified.text
    assert (verified.json()["status"], verified.json()["level"]) == ("verified", "major")
    assert verified.headers["etag"] == '"2"'
    [first] = await emitted(tx, HazardReported)
    [second] = await emitted(tx, HazardVerified)
    assert str(first.hazard_id) == str(second.hazard_id) == hazard["id"]
    assert (second.criteria, second.due_on) == (["GM-3-2"], date(2026, 4, 3))
    detail = (await officer.get(f"/v1/hazards/{hazard['id']}")).json()
    assert {notice["to"] for notice in detail["notices"]} == {"principal", "actual_controller"}
