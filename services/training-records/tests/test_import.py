"""What somebody checked by hand on the national site, taken over from a spreadsheet."""

import hashlib
from datetime import date
from typing import Any

import pytest
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.training import CertificateIssued
from httpx import AsyncClient, Response
from office.testing import a_book
from sqlalchemy import text
from training_records.examples import AREA, OTHER_UNIT, UNIT, Issue, Register, identity

HEADER = (
    "序号", "姓名", "证书编号", "作业类别", "操作项目", "发证机关", "发证日期",
    "有效期开始日期", "有效期结束日期", "应复审日期", "实际复审日期", "证书状态", "核验日期",
)  # fmt: skip
TABLES = ("certificate", "certificate_term", "audit_entry", "outbox_event")


def a_row(number: int = 1, **changed: Any) -> list[Any]:
    row = {
        "序号": number,
        "姓名": f"王演示{'甲乙丙丁'[number % 4]}",
        "证书编号": f"T{identity(number)}",
        "作业类别": "电工作业",
        "操作项目": "低压电工作业",
        "发证机关": "福建省应急管理厅",
        "发证日期": "2022-01-01",
        "有效期开始日期": "2022年1月1日",
        "有效期结束日期": date(2027, 12, 31),
        "应复审日期": "2024.12.31",
        "实际复审日期": "2024-12-20",
        "证书状态": "有效",
        "核验日期": "2026-03-02",
        **changed,
    }
    return [row[title] for title in HEADER]


async def send(client: AsyncClient, *rows: list[Any], **query: Any) -> Response:
    return await client.post(
        "/v1/imports/certificates",
        content=a_book(["特种作业操作证核验结果"], list(HEADER), *rows),
        params=query,
        headers={
            "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        },
    )


async def footprint(tx: Session) -> list[int]:
    return [
        await tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608
        for table in TABLES
    ]


def did(response: Response) -> dict[str, int]:
    assert response.status_code == 200, response.text
    return {name: count for name, count in response.json()["outcomes"].items() if count}


async def test_certificates_are_entered_reviewed_and_verified_in_one_go(
    officer: AsyncClient, register: Register, tx: Session
) -> None:
    await register(1)

    response = await send(officer, a_row())

    [held] = (await officer.get("/v1/certificates")).json()["items"]
    assert did(response) == {"entered": 1}
    assert held["item"] == "1.2"
    assert (held["reviewed_on"], held["verified_on"]) == ("2024-12-20", "2026-03-02")
    assert held["verification_method"] == "national_site"
    assert held["standing"]["status"] == "valid"
    assert len(await emitted(tx, CertificateIssued)) == 1


async def test_the_same_file_twice_changes_nothing(
    officer: AsyncClient, register: Register, tx: Session
) -> None:
    await register(1)
    await register(2)
    rows = [a_row(1), a_row(2, 证书状态="撤销")]
    first = await send(officer, *rows)
    before = await footprint(tx)

    second = await send(officer, *rows)

    assert did(first) == {"entered": 1, "withdrawn": 1}
    assert did(second) == {"unchanged": 2}
    assert await footprint(tx) == before


async def test_a_dry_run_says_what_would_happen_and_does_nothing(
    officer: AsyncClient, register: Register, tx: Session
) -> None:
    await register(1)
    before = await footprint(tx)

    dry = await send(officer, a_row(), dry_run=True)

    assert did(dry) == {"entered": 1}
    assert dry.json()["dry_run"]
    assert await footprint(tx) == before
    assert did(await send(officer, a_row())) == {"entered": 1}


async def test_each_fault_names_its_cell_and_nothing_is_taken_over(
    officer: AsyncClient, register: Register, tx: Session
) -> None:
    for number in range(1, 6):
        await register(number)
    before = await footprint(tx)
    bad_check = f"T{identity(2)[:-1]}{'0' if identity(2)[-1] != '0' else '1'}"
    rows = [
        a_row(1),
        a_row(2, 证书编号=bad_check),
        a_row(3, 操作项目="炼金"),
        a_row(4, 有效期结束日期="2027-02-30"),
        a_row(5, 姓名="别人"),
        a_row(6),
        a_row(1, 有效期结束日期="2026-01-01"),
    ]

    dry = await send(officer, *rows, dry_run=True)
    response = await send(officer, *rows)

    problem = response.json()
    found = {error["pointer"]: error["code"] for error in problem["errors"]}
    assert (response.status_code, problem["code"]) == (422, "import_has_errors")
    assert found == {
        "台账!C4": "identity_number_check",
        "台账!E5": "item_unknown",
        "台账!I6": "cell_no_such_date",
        "台账!B7": "name_differs",
        "台账!C8": "holder_unknown",
        "台账!I9": "renewal_not_later",
    }
    assert dry.json()["errors"] == problem["errors"]
    assert await footprint(tx) == before
    assert identity(2)[:17] not in response.text
    assert all("“" in error["message"] for error in problem["errors"])


async def test_a_newer_term_is_a_renewal(
    officer: AsyncClient, register: Register, issue: Issue
) -> None:
    held = await issue(await register(1), valid_from=date(2020, 2, 1))
    row = a_row(
        发证日期="2020-02-01",
        有效期开始日期="2026-02-01",
        有效期结束日期="2032-01-31",
        应复审日期=None,
        实际复审日期=None,
    )

    response = await send(officer, row)

    renewed = (await officer.get(f"/v1/certificates/{held.id}")).json()
    assert did(response) == {"renewed": 1}
    assert (renewed["valid_from"], renewed["valid_to"]) == ("2026-02-01", "2032-01-31")
    assert renewed["verified_on"] == "2026-03-02"
    assert len(renewed["terms"]) == 2


async def test_a_claim_that_was_copied_wrongly_is_corrected_by_the_site(
    officer: AsyncClient, register: Register, issue: Issue
) -> None:
    held = await issue(
        await register(1), valid_from=date(2022, 1, 1), valid_to=date(2028, 1, 1), verified=False
    )

    response = await send(officer, a_row())

    corrected = (await officer.get(f"/v1/certificates/{held.id}")).json()
    assert did(response) == {"corrected": 1}
    assert (corrected["valid_to"], len(corrected["terms"])) == ("2027-12-31", 1)
    assert corrected["verified_on"] == "2026-03-02"


async def test_an_import_is_written_down_once(
    officer: AsyncClient, register: Register, tx: Session
) -> None:
    await register(1)
    file = a_book(list(HEADER), a_row())

    for _ in range(2):
        await officer.post("/v1/imports/certificates", content=file)

    notes = text("SELECT what_id, changes FROM audit_entry WHERE action = 'import'")
    [note] = (await tx.execute(notes)).all()
    assert note.what_id == hashlib.sha256(file).hexdigest()
    assert note.changes == {"entered": [None, 1]}


async def test_rows_without_a_day_take_the_day_of_the_request(
    officer: AsyncClient, register: Register
) -> None:
    await register(1)
    row = a_row(核验日期=None)

    ahead = await send(officer, row, checked_on="2026-03-05")
    await send(officer, row, checked_on="2026-03-01")

    [held] = (await officer.get("/v1/certificates")).json()["items"]
    assert (ahead.status_code, ahead.json()["code"]) == (422, "date_ahead")
    assert held["verified_on"] == "2026-03-01"


async def test_a_holder_of_elsewhere_is_as_unknown_as_nobody(
    officer: AsyncClient, register: Register, issue: Issue
) -> None:
    await issue(await register(1, unit_id=OTHER_UNIT), valid_from=date(2022, 1, 1))

    response = await send(officer, a_row(1), a_row(2))

    assert [error["code"] for error in response.json()["errors"]] == ["holder_unknown"] * 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not a workbook", "workbook_unreadable"),
        (a_book(["甲", "乙"], [1, 2]), "header_not_found"),
    ],
)
async def test_a_file_that_is_none_is_refused(
    officer: AsyncClient, content: bytes, code: str
) -> None:
    response = await officer.post("/v1/imports/certificates", content=content)

    assert (response.status_code, response.json()["code"]) == (422, code)


async def test_a_repeated_request_is_answered_and_not_done_again(
    officer: AsyncClient, register: Register
) -> None:
    await register(1)
    file = a_book(list(HEADER), a_row())
    key = {"Idempotency-Key": "0123456789abcdef"}

    first = await officer.post("/v1/imports/certificates", content=file, headers=key)
    again = await officer.post("/v1/imports/certificates", content=file, headers=key)
    other = await officer.post("/v1/imports/certificates", content=b"x", headers=key)

    assert did(first) == did(again) == {"entered": 1}
    assert again.headers["idempotent-replayed"] == "true"
    assert other.json()["code"] == "key_reused"


@pytest.mark.parametrize("role", ["unit_manager", "enforcement_officer", "auditor", "unit_worker"])
async def test_only_training_officers_import(client_as: ClientAs, role: str) -> None:
    response = await send(client_as(role, area=AREA, unit=UNIT), a_row())

    assert response.status_code == 403
