"""Losing an officer loses no report: two trustees bring it back, and neither reads a word."""

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, person_id
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.use_cases import sealing
from sqlalchemy import text

from .casework import opened
from .conftest import AREA, MakeOfficer, Officer
from .reporting import Phone, file, newest

WHY = {"reason": "前任受理人离岗,密钥遗失"}


@pytest.fixture
async def trustees(officer: MakeOfficer) -> list[Officer]:
    return [await officer(Purpose.TRUSTEE, name, area="") for name in ("a", "b", "c")]


async def test_what_nobody_can_open_any_more_comes_back(
    client_as: ClientAs, officer: MakeOfficer, trustees: list[Officer], tx: Session
) -> None:
    one, two, _ = trustees
    assert (await one.client.post("/v1/escrow")).status_code == 201
    lost = await officer(Purpose.HANDLER, "lost")
    await file(client_as(), Phone.fresh())
    report = await newest(lost.client)
    assert (await lost.client.post("/v1/keys/revoke", json={"why": "忘记口令"})).is_success
    heir = await officer(Purpose.HANDLER, "heir")
    assert (await heir.client.get(f"/v1/reports/{report['id']}")).status_code == 403

    asked = (await heir.client.post("/v1/escrow/recoveries", json=WHY)).json()
    path = f"/v1/escrow/recoveries/{asked['id']}"
    first = await one.client.post(f"{path}/approve")
    early = await heir.client.post(f"{path}/complete")
    twice = await one.client.post(f"{path}/approve")
    assert (await two.client.post(f"{path}/approve")).json()["status"] == "approved"
    stranger = await lost.client.post(f"{path}/complete")
    done = await heir.client.post(f"{path}/complete")

    assert first.json()["status"] == "asked"
    assert (early.status_code, early.json()["code"]) == (409, "illegal_move")
    assert (twice.status_code, twice.json()["code"]) == (403, "self_approval")
    assert stranger.status_code in {403, 404}
    assert (done.json()["status"], done.json()["reports"]) == ("restored", 1)
    assert (await opened(heir, report))["content"]["what"].startswith("打磨车间")
    assert await tx.scalar(text("SELECT count(*) FROM recovery_half")) == 0


async def test_a_trustees_half_alone_opens_nothing(
    client_as: ClientAs, officer: MakeOfficer, trustees: list[Officer], tx: Session
) -> None:
    await trustees[0].client.post("/v1/escrow")
    await officer(Purpose.HANDLER)
    await file(client_as(), Phone.fresh())
    keys = list(await tx.scalars(text("SELECT sealed_key FROM report_key")))
    halves = (await tx.execute(text("SELECT first_half, second_half FROM escrow_share"))).all()
    mine = []
    for half in (half for pair in halves for half in pair):
        for trustee in trustees[:1]:
            try:
                mine.append(sealing.unseal(trustee.private, half))
            except sealing.DoesNotOpen:
                continue

    assert len(keys) == 2, "the handler's and the escrow's"
    assert len(mine) == 2, "one half in each pair with the two others"
    for half in [*mine, trustees[0].private]:
        for key in keys:
            with pytest.raises(sealing.DoesNotOpen):
                sealing.unseal(half, key)


async def test_a_trustee_reads_no_report_and_a_refusal_ends_it(
    client_as: ClientAs, officer: MakeOfficer, trustees: list[Officer]
) -> None:
    one, two, _ = trustees
    await one.client.post("/v1/escrow")
    handler = await officer(Purpose.HANDLER)
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    asked = (await handler.client.post("/v1/escrow/recoveries", json=WHY)).json()
    path = f"/v1/escrow/recoveries/{asked['id']}"

    read = await one.client.get(f"/v1/reports/{report['id']}")
    declined = await one.client.post(f"{path}/decline", json={"reason": "先找前任核实"})
    after = await two.client.post(f"{path}/approve")

    assert read.status_code == 403
    assert declined.json()["status"] == "declined"
    assert (after.status_code, after.json()["code"]) == (409, "illegal_move")


async def test_an_escrow_needs_two_trustees_and_there_is_one(
    client_as: ClientAs, officer: MakeOfficer
) -> None:
    leader = await officer(Purpose.TRUSTEE, "a", area="")

    alone = await leader.client.post("/v1/escrow")
    await officer(Purpose.TRUSTEE, "b", area="")
    made = await leader.client.post("/v1/escrow")
    second = await leader.client.post("/v1/escrow")
    none = await client_as("report_handler", area=AREA).post("/v1/escrow/recoveries", json=WHY)

    assert (alone.status_code, alone.json()["code"]) == (409, "no_escrow")
    assert made.json()["account_id"] != str(person_id("leader", "a"))
    assert (second.status_code, second.json()["code"]) == (409, "key_exists")
    assert (none.status_code, none.json()["code"]) == (409, "key_missing")
