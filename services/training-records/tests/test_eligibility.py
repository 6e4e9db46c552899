"""The question a gate asks."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from chassis.db import Session
from chassis.testing import ClientAs
from httpx import AsyncClient
from law.rules import confirm_rule
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection
from training_records.domain.certificate import CancellationGround, RevocationGround
from training_records.domain.regime import Need, Regime
from training_records.examples import (
    AREA,
    AT,
    OTHER_AREA,
    OTHER_UNIT,
    UNIT,
    Issue,
    Register,
    identity,
)

GOOD: dict[str, Any] = {"valid_from": date(2022, 1, 1), "review_due_on": date(2026, 6, 1)}


def a_check(**changed: Any) -> dict[str, Any]:
    return {"unit_id": str(UNIT), "item": "1.2", **changed}


async def ask(client: AsyncClient, *checks: dict[str, Any]) -> list[dict[str, Any]]:
    response = await client.post("/v1/eligibility", json={"checks": list(checks)})
    assert response.status_code == 200, response.text
    answers: list[dict[str, Any]] = response.json()["answers"]
    return answers


def codes(answer: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in answer["reasons"]]


async def test_yes_names_the_certificate_and_the_article(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    person = await register()
    held = await issue(person, **GOOD)

    [answer] = await ask(manager, a_check(person_id=str(person.id)))

    [reason] = answer["reasons"]
    assert (answer["eligible"], answer["provisional"]) == (True, False)
    assert (answer["certificate_id"], answer["status"]) == (str(held.id), "valid")
    assert reason["zh"].startswith(
        "持有有效证书,有效期至 2027-12-31。依据:中华人民共和国安全生产法(2021年修正) 第三十条第一款"
    )
    assert reason["en"].startswith("Holds a certificate valid to 2027-12-31. Basis: ")
    assert reason["basis"]["article"].startswith("第三十条")


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("2021-12-31", "not_yet_valid"),
        ("2022-01-01", "certificate_good"),
        ("2027-12-31", "certificate_good"),
        ("2028-01-01", "certificate_expired"),
    ],
)
async def test_the_first_and_the_last_day_of_the_term_are_good_days(
    manager: AsyncClient, register: Register, issue: Issue, on: str, code: str
) -> None:
    person = await register()
    await issue(person, **GOOD)

    [answer] = await ask(manager, a_check(person_id=str(person.id), on=on))

    assert codes(answer)[0] == code
    assert answer["eligible"] is (code == "certificate_good")


async def test_work_counts_from_its_first_to_its_last_day(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    person = await register(1, from_on=date(2026, 3, 1))
    await issue(person, **GOOD)
    checks = [
        a_check(person_id=str(person.id), on=day)
        for day in ("2026-02-28", "2026-03-01", "2030-01-01")
    ]

    answers = await ask(manager, *checks)

    assert [codes(answer)[0] for answer in answers] == [
        "not_employed_here",
        "certificate_good",
        "certificate_expired",
    ]


async def test_a_missed_review_warns_until_its_rule_is_confirmed_and_then_refuses(
    manager: AsyncClient, register: Register, issue: Issue, tx: Session
) -> None:
    person = await register()
    await issue(person, valid_from=date(2022, 1, 1))
    check = a_check(person_id=str(person.id))

    [before] = await ask(manager, check)
    await confirm_rule(tx, code="special_operation.missed_review", version=1, by="test", at=AT)
    [after] = await ask(manager, check)

    assert (before["eligible"], before["provisional"]) == (True, True)
    assert codes(before) == ["certificate_good", "review_overdue"]
    assert (after["eligible"], after["provisional"]) == (False, False)
    assert codes(after) == ["certificate_expired", "rule_applied"]
    assert "逾期是否失效须先核对条文" in before["reasons"][1]["zh"]
    assert before["reasons"][1]["zh"].endswith("(待确认)。")
    behind = after["reasons"][1]
    assert "依据:特种作业人员安全技术培训考核管理规定(安监总局令第30号) 条号待核" in behind["zh"]
    assert behind["zh"].endswith(")。")
    assert "Basis: " in behind["en"]


async def test_without_a_certificate_the_law_decides_if_its_rule_is_sure(
    manager: AsyncClient, register: Register
) -> None:
    person = str((await register()).id)

    electrician, forklift = await ask(
        manager,
        a_check(person_id=person),
        a_check(person_id=person, regime="special_equipment", item="N1"),
    )

    assert (electrician["eligible"], codes(electrician)) == (False, ["no_certificate"])
    # The article that asks for it is still to be confirmed: no refusal rests on it.
    assert (forklift["eligible"], forklift["provisional"]) == (True, True)
    assert forklift["reasons"][0]["effect"] == "warns"


async def test_a_claim_nobody_verified_lets_nobody_in(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    person = await register()
    await issue(person, verified=False, **GOOD)

    [answer] = await ask(manager, a_check(person_id=str(person.id)))

    assert (answer["eligible"], codes(answer)) == (False, ["certificate_unverified"])


@pytest.mark.parametrize("ending", ["revoke", "cancel"])
async def test_a_withdrawn_certificate_counts_until_the_day(
    manager: AsyncClient, officer: AsyncClient, register: Register, issue: Issue, ending: str
) -> None:
    person = await register()
    held = await issue(person, **GOOD)
    field, ground = {
        "revoke": ("revoked_on", RevocationGround.FRAUD),
        "cancel": ("cancelled_on", CancellationGround.DEATH),
    }[ending]
    body = {field: "2026-03-02", "ground": ground}
    await officer.post(f"/v1/certificates/{held.id}/{ending}", json=body, headers={"If-Match": "2"})

    answers = await ask(
        manager,
        *(a_check(person_id=str(person.id), on=day) for day in ("2026-03-01", "2026-03-02")),
    )

    assert [answer["eligible"] for answer in answers] == [True, False]


async def test_who_is_not_the_units_own_is_refused_without_a_word_about_him(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    away = await register(1, unit_id=OTHER_UNIT)
    await issue(away, **GOOD)

    known, unknown = await ask(
        manager, a_check(person_id=str(away.id)), a_check(person_id=str(uuid4()))
    )

    assert known == unknown
    assert codes(known) == ["not_employed_here"]
    assert known["certificate_id"] is None


async def test_a_unit_out_of_sight_is_as_unknown_as_one_that_is_not(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    away = await register(1, unit_id=OTHER_UNIT)
    await issue(away, **GOOD)
    check = {"person_id": str(away.id), "item": "1.2"}

    hidden, missing = await ask(
        manager, {**check, "unit_id": str(OTHER_UNIT)}, {**check, "unit_id": str(uuid4())}
    )

    assert hidden == missing
    assert codes(hidden) == ["unit_unknown"]


async def test_a_gate_may_read_the_identity_card(
    client_as: ClientAs, register: Register, issue: Issue
) -> None:
    await issue(await register(), **GOOD)
    gate = client_as("integrator", unit=UNIT)

    [answer] = await ask(gate, a_check(identity_number=identity(1)))
    wrong = await gate.post(
        "/v1/eligibility", json={"checks": [a_check(identity_number="35058319850615001A")]}
    )

    assert answer["eligible"]
    assert (wrong.status_code, wrong.json()["code"]) == (422, "identity_number_form")
    assert "35058319850615001A" not in wrong.text


@pytest.mark.parametrize("named", [{}, {"person_id": str(uuid4()), "identity_number": identity(1)}])
async def test_a_check_names_its_person_in_one_way(
    manager: AsyncClient, named: dict[str, str]
) -> None:
    response = await manager.post("/v1/eligibility", json={"checks": [a_check(**named)]})

    assert response.status_code == 422
    assert identity(1) not in response.text


async def test_two_hundred_are_asked_at_once_in_two_statements_and_answered_in_order(
    manager: AsyncClient, register: Register, issue: Issue, connection: AsyncConnection
) -> None:
    people = [await register(n) for n in range(1, 11)]
    for n, person in enumerate(people[::2]):
        await issue(person, 1 + 2 * n, **GOOD)
    checks = [a_check(person_id=str(people[n % 10].id)) for n in range(200)]
    asked: list[str] = []

    def note(*arguments: Any) -> None:
        asked.append(arguments[2])

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    answers = await ask(manager, *checks)
    event.remove(connection.sync_connection, "before_cursor_execute", note)
    too_many = await manager.post("/v1/eligibility", json={"checks": [*checks, checks[0]]})

    assert [answer["eligible"] for answer in answers] == [True, False] * 100
    assert len([statement for statement in asked if "SAVEPOINT" not in statement]) == 2
    assert too_many.status_code == 422


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [
        ("training_officer", AREA, "no_certificate"),
        ("enforcement_officer", AREA, "no_certificate"),
        ("enforcement_officer", OTHER_AREA, "unit_unknown"),
        ("leader", AREA, "forbidden"),
        ("unit_worker", AREA, "forbidden"),
        ("auditor", AREA, "forbidden"),
    ],
)
async def test_who_may_ask(
    client_as: ClientAs, register: Register, *, role: str, area: str, status: str
) -> None:
    person = await register()

    response = await client_as(role, area=area).post(
        "/v1/eligibility", json={"checks": [a_check(person_id=str(person.id))]}
    )

    if status == "forbidden":
        assert response.status_code == 403
    else:
        assert codes(response.json()["answers"][0]) == [status]


async def test_of_several_certificates_the_best_counts(
    manager: AsyncClient, register: Register, issue: Issue
) -> None:
    person = await register()
    manager_need = Need(Regime.SAFETY_MANAGER, "机械制造")
    await issue(person, need=manager_need, printed_number="A1", valid_from=date(2020, 1, 1))
    good = await issue(person, need=manager_need, printed_number="B2", valid_from=date(2025, 1, 1))

    [answer] = await ask(
        manager,
        a_check(person_id=str(person.id), regime="safety_manager", item="机械制造"),
    )

    assert (answer["eligible"], answer["certificate_id"]) == (True, str(good.id))
