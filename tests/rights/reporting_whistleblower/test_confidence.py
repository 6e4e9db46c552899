"""A role is not enough for a reporter's words, and not for his name: keys and consents are asked too."""

from dataclasses import replace
from uuid import UUID

import pytest
from chassis.db import Session
from httpx import Response
from reporting_whistleblower.domain.keys import Purpose

from tests.rights.callers import HERE, THERE, Caller, Calling, account_of
from tests.rights.objects import World
from tests.rights.reporting_whistleblower import world as planted
from tests.rights.things import Thing, marked

STRANGE = UUID(int=7)


async def read(calling: Calling, caller: Caller, report: Thing, **headers: str) -> Response:
    return await calling.ask(caller, "GET", f"/v1/reports/{report.id}", headers=headers)


@pytest.fixture
def report(world: World) -> Thing:
    return world.of("report")[0]


@pytest.fixture
def handler(report: Thing) -> Caller:
    return report.owner("report_handler")


async def test_a_handler_with_an_open_key_reads_what_is_sealed_to_him(
    calling: Calling, report: Thing, handler: Caller, tx: Session
) -> None:
    answer = await read(calling, handler, report, **await planted.unlocked(tx, handler))

    assert answer.status_code == 200
    assert marked("report", report.id) in answer.text


async def test_a_handler_whose_key_is_shut_reads_no_word(
    calling: Calling, report: Thing, handler: Caller
) -> None:
    answer = await read(calling, handler, report)

    assert (answer.status_code, answer.json()["code"]) == (403, "confidential_session_required")
    assert marked("report", report.id) not in answer.text


async def test_a_handler_to_whom_it_is_not_sealed_reads_no_word(
    calling: Calling, report: Thing, handler: Caller, tx: Session
) -> None:
    newcomer = replace(handler, id=STRANGE)
    await planted.enrol(tx, STRANGE, Purpose.HANDLER)

    answer = await read(calling, newcomer, report, **await planted.unlocked(tx, newcomer))

    assert (answer.status_code, answer.json()["code"]) == (403, "not_shared_with_you")
    assert marked("report", report.id) not in answer.text


async def test_an_open_key_opens_nothing_in_another_hand(
    calling: Calling, report: Thing, handler: Caller, tx: Session
) -> None:
    stolen = await planted.unlocked(tx, handler)

    answer = await read(calling, replace(handler, id=STRANGE), report, **stolen)

    assert (answer.status_code, answer.json()["code"]) == (403, "confidential_session_required")


@pytest.mark.parametrize("role", ["custodian", "payer", "leader", "auditor", "system_admin"])
async def test_no_other_role_reads_a_report_even_with_a_handlers_key(
    calling: Calling, report: Thing, handler: Caller, tx: Session, role: str
) -> None:
    stolen = await planted.unlocked(tx, handler)

    answer = await read(calling, handler.as_role(role), report, **stolen)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_no_name_is_opened_without_two_custodians(
    calling: Calling, world: World, tx: Session
) -> None:
    asker = account_of("report_handler")
    asked = next(one for one in world.of("request") if asker in one.people)
    path = f"/v1/identity-requests/{asked.id}"
    handler = Caller("report_handler", area=str(asked.place.area), id=asker)
    custodian = asked.owner("custodian")
    opened = await planted.unlocked(tx, handler)

    before = await calling.ask(handler, "POST", f"{path}/open", headers=opened)
    custody = await planted.unlocked(tx, custodian)
    once = await calling.ask(custodian, "POST", f"{path}/approve", headers=custody)
    again = await calling.ask(custodian, "POST", f"{path}/approve", headers=custody)
    after = await calling.ask(handler, "POST", f"{path}/open", headers=opened)

    assert once.status_code == 200, once.text
    assert once.json()["status"] == "asked"
    assert again.status_code in {403, 409}
    for answer in (before, again, after):
        assert "举报人" not in answer.text
    assert before.status_code == after.status_code == 409


async def test_whoever_did_not_ask_opens_no_name(
    calling: Calling, world: World, tx: Session
) -> None:
    asked = next(
        one for one in world.of("request") if account_of("report_handler") not in one.people
    )
    other = Caller("report_handler", area=str(asked.place.area), id=account_of("report_handler"))
    headers = await planted.unlocked(tx, other)

    answer = await calling.ask(
        other, "POST", f"/v1/identity-requests/{asked.id}/open", headers=headers
    )

    assert answer.status_code == 404


async def test_a_payer_sees_neither_report_nor_reward_nor_request(
    calling: Calling, world: World
) -> None:
    payer = Caller("payer", area=HERE)
    for kind, path in (("report", "reports"), ("reward", "rewards")):
        for address in (f"/v1/{path}", f"/v1/{path}/{world.of(kind)[0].id}"):
            answer = await calling.ask(payer, "GET", address)
            assert answer.status_code == 403, address
    funds = await calling.ask(payer, "GET", "/v1/funds")
    booked = await calling.ask(payer, "GET", f"/v1/funds/{funds.json()[0]['id']}/transfers")

    told = {thing for thing in world.things if str(thing.id) in booked.text}
    assert booked.status_code == 200
    assert told == set()
    assert THERE not in booked.text
