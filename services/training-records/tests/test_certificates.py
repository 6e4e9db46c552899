"""Certificates: entered, verified, reviewed, renewed, withdrawn."""

import io
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.training import CertificateIssued, CertificateRevoked
from httpx import AsyncClient
from PIL import Image
from training_records.domain.regime import Need, Regime
from training_records.examples import (
    AREA,
    OTHER_AREA,
    OTHER_UNIT,
    UNIT,
    Issue,
    Register,
    identity,
    if_match,
)


def a_body(person_id: object, **changed: Any) -> dict[str, Any]:
    return {
        "person_id": str(person_id),
        "regime": "special_operation",
        "item": "1.2",
        "number": f"T{identity(1)}",
        "issuer": "福建省应急管理厅",
        "issued_on": "2021-05-20",
        "valid_from": "2021-05-20",
        **changed,
    }


async def test_a_manager_enters_a_claim_and_an_officer_verifies_it(
    manager: AsyncClient, officer: AsyncClient, register: Register, tx: Session
) -> None:
    person = await register()

    entered = await manager.post("/v1/certificates", json=a_body(person.id))

    claim = entered.json()
    address = f"/v1/certificates/{claim['id']}"
    body = {"method": "national_site", "verified_on": "2026-03-04"}
    refused = await manager.post(f"{address}/verify", json=body, headers=if_match(1))
    verified = await officer.post(f"{address}/verify", json=body, headers=if_match(1))
    [event] = await emitted(tx, CertificateIssued)
    assert entered.status_code == 201, entered.text
    assert claim["number"] == f"T{identity(1)[:4]}" + "*" * 12 + identity(1)[-2:]
    assert identity(1) not in entered.text
    assert (claim["valid_to"], claim["review_due_on"]) == ("2027-05-19", "2024-05-19")
    assert claim["standing"]["status"] == "unverified"
    assert refused.status_code == 403
    assert verified.json()["standing"]["status"] == "review_due"
    assert verified.json()["standing"]["overdue"]
    assert (str(event.certificate_id), event.valid_to) == (claim["id"], date(2027, 5, 19))


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"number": f"T{identity(2)}"}, 422, "number_not_of_person"),
        ({"number": identity(1)}, 422, "certificate_number_form"),
        ({"number": f"T{identity(1)[:-2]}00"}, 422, "identity_number_check"),
        ({"item": "9.99"}, 422, "item_unknown"),
        ({"valid_to": "2027-05-21"}, 422, "term_too_long"),
        ({"valid_from": "2021-05-19"}, 422, "dates_disordered"),
        ({"issued_on": "2026-03-05", "valid_from": "2026-03-05"}, 422, "date_ahead"),
        ({"regime": "fire_control", "item": "消防设施操作员"}, 422, "valid_to_required"),
        ({"regime": "cooking"}, 422, "malformed"),
    ],
)
async def test_a_certificate_that_cannot_be_is_refused(
    manager: AsyncClient, register: Register, changed: dict[str, Any], status: int, code: str
) -> None:
    person = await register()

    response = await manager.post("/v1/certificates", json=a_body(person.id, **changed))

    problem = response.json()
    assert (response.status_code, problem["code"]) == (status, code)
    assert problem["errors"][0]["pointer"].startswith("/")
    assert identity(1) not in response.text


async def test_number_and_item_name_one_certificate_and_regimes_are_told_apart(
    manager: AsyncClient, register: Register
) -> None:
    person = await register()
    await manager.post("/v1/certificates", json=a_body(person.id))

    again = await manager.post("/v1/certificates", json=a_body(person.id))
    other_item = await manager.post("/v1/certificates", json=a_body(person.id, item="2.1"))
    other_regime = await manager.post(
        "/v1/certificates",
        json=a_body(
            person.id,
            regime="special_equipment",
            item="N1",
            number="350 583-7",
            valid_to="2025-05-19",
        ),
    )

    assert (again.status_code, again.json()["code"]) == (409, "certificate_exists")
    assert other_item.status_code == 201
    assert other_regime.json()["standing"]["status"] == "expired"
    assert other_regime.json()["item_name"] == "N1"


async def test_from_june_2026_items_stand_as_printed_until_the_catalogue_is_known(
    manager: AsyncClient, register: Register, clock: FixedClock
) -> None:
    person = await register()
    clock.at = datetime(2026, 7, 1, tzinfo=UTC)
    dates = {"issued_on": "2026-06-01", "valid_from": "2026-06-01"}

    response = await manager.post(
        "/v1/certificates", json=a_body(person.id, item="新工种", **dates)
    )

    assert response.status_code == 201, response.text
    assert (response.json()["valid_to"], response.json()["review_due_on"]) == ("2032-05-31", None)


async def test_a_person_of_elsewhere_gets_no_certificate_here(
    manager: AsyncClient, register: Register
) -> None:
    away = await register(1, unit_id=OTHER_UNIT)

    response = await manager.post("/v1/certificates", json=a_body(away.id))

    assert response.status_code == 404


async def test_a_claim_is_corrected_and_a_verified_certificate_is_not(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    person = await register()
    claim = await issue(person, verified=False)
    firm = await issue(person, need=Need(Regime.SPECIAL_OPERATION, "2.1"))
    dates = {"issuer": "福建省应急管理厅", "issued_on": "2021-06-20", "valid_from": "2021-06-20"}

    corrected = await manager.put(f"/v1/certificates/{claim.id}", json=dates, headers=if_match(1))
    stale = await manager.put(f"/v1/certificates/{claim.id}", json=dates, headers=if_match(1))
    refused = await manager.put(f"/v1/certificates/{firm.id}", json=dates, headers=if_match(2))

    terms = (await manager.get(f"/v1/certificates/{claim.id}")).json()["terms"]
    assert corrected.json()["valid_to"] == "2027-06-19"
    assert [term["valid_from"] for term in terms] == ["2021-06-20"]
    assert stale.status_code == 412
    assert (refused.status_code, refused.json()["code"]) == (409, "already_verified")


async def test_an_item_written_by_name_is_kept_by_its_code(
    manager: AsyncClient, register: Register
) -> None:
    person = await register(1, needs=[Need(Regime.SPECIAL_OPERATION, "低压电工作业")])

    entered = await manager.post("/v1/certificates", json=a_body(person.id, item="低压电工"))
    file = (await manager.get(f"/v1/people/{person.id}")).json()

    assert entered.json()["item"] == "1.2"
    assert file["employments"][0]["needs"][0]["item"] == "1.2"


async def test_the_review_of_the_old_regime_is_recorded(
    officer: AsyncClient, register: Register, issue: Issue
) -> None:
    held = await issue(await register(), valid_from=date(2023, 3, 20))
    address = f"/v1/certificates/{held.id}"

    ahead = await officer.post(
        f"{address}/review", json={"reviewed_on": "2026-03-05"}, headers=if_match(2)
    )
    response = await officer.post(
        f"{address}/review", json={"reviewed_on": "2026-03-04"}, headers=if_match(2)
    )
    before = await officer.get(address, params={"as_of": "2026-03-03"})

    assert (ahead.status_code, ahead.json()["code"]) == (422, "date_ahead")
    assert response.json()["standing"]["status"] == "valid"
    assert before.json()["standing"]["status"] == "review_due"
    assert before.json()["standing"]["provisional"]


async def test_a_certificate_of_the_new_regime_is_not_reviewed(
    officer: AsyncClient, register: Register, issue: Issue
) -> None:
    held = await issue(await register(), valid_from=date(2024, 1, 1))

    response = await officer.post(
        f"/v1/certificates/{held.id}/review",
        json={"reviewed_on": "2026-03-04"},
        headers=if_match(2),
    )

    assert (response.status_code, response.json()["code"]) == (409, "review_not_required")


async def test_a_renewal_begins_a_term_and_keeps_the_old_ones(
    officer: AsyncClient, register: Register, issue: Issue, tx: Session
) -> None:
    held = await issue(await register(), valid_from=date(2020, 3, 1))
    address = f"/v1/certificates/{held.id}"

    earlier = await officer.post(
        f"{address}/renew",
        json={"valid_from": "2020-03-02", "valid_to": "2026-02-01"},
        headers=if_match(2),
    )
    renewed = await officer.post(
        f"{address}/renew", json={"valid_from": "2026-03-01"}, headers=if_match(2)
    )
    stale = await officer.post(
        f"{address}/renew", json={"valid_from": "2026-03-02"}, headers=if_match(2)
    )

    terms = (await officer.get(address)).json()["terms"]
    assert (earlier.status_code, earlier.json()["code"]) == (422, "renewal_not_later")
    assert renewed.json()["valid_to"] == "2032-02-29"
    assert stale.status_code == 412
    assert [term["valid_to"] for term in terms] == ["2032-02-29", "2026-02-28"]
    assert len(await emitted(tx, CertificateIssued)) == 2


async def test_what_was_withdrawn_stays_so_and_may_be_issued_anew(
    officer: AsyncClient, register: Register, issue: Issue, tx: Session
) -> None:
    person = await register()
    held = await issue(person)
    address = f"/v1/certificates/{held.id}"
    fraud = {"revoked_on": "2026-03-01", "ground": "fraud"}

    revoked = await officer.post(f"{address}/revoke", json=fraud, headers=if_match(2))
    twice = await officer.post(f"{address}/revoke", json=fraud, headers=if_match(3))
    cancelled = await officer.post(
        f"{address}/cancel",
        json={"cancelled_on": "2026-03-02", "ground": "revoked"},
        headers=if_match(3),
    )
    anew = await officer.post("/v1/certificates", json=a_body(person.id))

    history = (await officer.get(f"{address}/history")).json()["items"]
    assert revoked.json()["standing"]["status"] == "revoked"
    assert (twice.status_code, twice.json()["code"]) == (409, "certificate_withdrawn")
    assert cancelled.json()["standing"]["status"] == "cancelled"
    assert anew.status_code == 201
    assert [entry["action"] for entry in history] == ["cancel", "revoke", "verify", "issue"]
    assert history[1]["why"] == "fraud"
    # One withdrawal is told once, though it has two steps.
    assert len(await emitted(tx, CertificateRevoked)) == 1


async def test_an_unknown_screenshot_is_refused(
    officer: AsyncClient, register: Register, issue: Issue
) -> None:
    held = await issue(await register(), verified=False)
    body = {"method": "national_site", "verified_on": "2026-03-04", "attachment_id": str(uuid4())}

    response = await officer.post(
        f"/v1/certificates/{held.id}/verify", json=body, headers=if_match(1)
    )

    assert (response.status_code, response.json()["code"]) == (422, "attachment_unknown")


async def test_a_screenshot_is_kept_with_the_check_and_shown_to_officers_of_the_area(
    client_as: ClientAs, officer: AsyncClient, register: Register, issue: Issue
) -> None:
    held = await issue(await register(), verified=False)
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "PNG")
    png = {"Content-Type": "image/png"}

    sent = await officer.post("/v1/attachments", content=stream.getvalue(), headers=png)
    fake = await officer.post("/v1/attachments", content=b"%PDF-1.7 no picture", headers=png)
    body = {"method": "national_site", "verified_on": "2026-03-04"}
    verified = await officer.post(
        f"/v1/certificates/{held.id}/verify",
        json={**body, "attachment_id": sent.json()["id"]},
        headers=if_match(1),
    )

    async def seen_by(role: str, area: str) -> int:
        client = client_as(role, area=area, unit=UNIT, person="two")
        return (await client.get(f"/v1/attachments/{sent.json()['id']}")).status_code

    assert sent.status_code == 201, sent.text
    assert fake.status_code == 415
    assert verified.json()["verification_attachment"] == sent.json()["id"]
    assert await seen_by("training_officer", AREA) == 200
    assert await seen_by("training_officer", OTHER_AREA) == 404
    assert await seen_by("unit_manager", AREA) == 403


@pytest.mark.parametrize("move", ["verify", "review", "renew", "revoke", "cancel"])
async def test_only_the_areas_training_officer_moves_certificates(
    client_as: ClientAs, register: Register, issue: Issue, move: str
) -> None:
    held = await issue(await register())
    bodies: dict[str, dict[str, str]] = {
        "verify": {"method": "original", "verified_on": "2026-03-01"},
        "review": {"reviewed_on": "2026-03-01"},
        "renew": {"valid_from": "2027-05-20"},
        "revoke": {"revoked_on": "2026-03-01", "ground": "unfit"},
        "cancel": {"cancelled_on": "2026-03-01", "ground": "death"},
    }
    address = f"/v1/certificates/{held.id}/{move}"

    async def status(role: str, area: str = AREA, **headers: str) -> int:
        client = client_as(role, area=area, unit=UNIT)
        return (await client.post(address, json=bodies[move], headers=headers)).status_code

    for role in ("unit_manager", "enforcement_officer", "auditor", "unit_worker", "leader"):
        assert await status(role, **if_match(2)) == 403
    assert await status("training_officer", OTHER_AREA, **if_match(2)) == 404
    assert await status("training_officer") == 428
    assert await status("training_officer", **if_match(1)) == 412
    assert await status("training_officer", **if_match(2)) in {200, 409}


async def test_renewals_fall_due_in_order_page_by_page(
    officer: AsyncClient, register: Register, issue: Issue
) -> None:
    held = [
        await issue(
            await register(n), n, valid_from=date(2020, 4, 20 - n), review_due_on=date(2026, 6, 1)
        )
        for n in range(1, 6)
    ]
    query: dict[str, str | int] = {"status": "renew_due", "as_of": "2026-03-04", "limit": 2}

    first = (await officer.get("/v1/certificates", params=query)).json()
    second = (
        await officer.get("/v1/certificates", params={**query, "after": first["next"]})
    ).json()
    third = (
        await officer.get("/v1/certificates", params={**query, "after": second["next"]})
    ).json()
    early = await officer.get("/v1/certificates", params={**query, "as_of": "2026-01-01"})

    found = [one["id"] for page in (first, second, third) for one in page["items"]]
    assert found == [str(one.id) for one in reversed(held)]
    assert third["next"] is None
    assert early.json()["items"] == []


@pytest.mark.parametrize(
    "form", ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
)
async def test_the_list_is_exported_masked(
    officer: AsyncClient, register: Register, issue: Issue, form: str
) -> None:
    await issue(await register(1, name="=王演示"))

    response = await officer.get("/v1/certificates", headers={"Accept": form})

    assert response.status_code == 200
    assert response.headers["content-type"].startswith(form)
    assert identity(1).encode() not in response.content
    if form == "text/csv":
        lines = response.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("持证人,证书类别,项目代码")
        assert lines[1].startswith("'=王演示,special_operation,1.2,低压电工,T9999")
    else:
        assert response.content.startswith(b"PK")


async def test_a_manager_lists_the_certificates_of_his_people_only(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    await issue(await register(1))
    away = await issue(await register(2, unit_id=OTHER_UNIT), 2)

    listed = await manager.get("/v1/certificates")

    assert len(listed.json()["items"]) == 1
    assert (await manager.get(f"/v1/certificates/{away.id}")).status_code == 404
    assert (await manager.get(f"/v1/certificates/{away.id}/history")).status_code == 404


async def test_the_catalogue_says_what_was_not_seen(client_as: ClientAs) -> None:
    editions = (await client_as("grid_worker").get("/v1/certificates/catalogue")).json()["editions"]

    assert [len(edition["items"] or []) for edition in editions] == [51, 0]
    assert editions[1]["items"] is None
    assert all(edition["provisional"] for edition in editions)
