"""Workers tell their own unit; it answers and rewards, and what it leaves unanswered rises."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import NOON, ClientAs, emitted
from contracts.demo import demo_id, unit_code
from contracts.hazards import UnitRegistered
from contracts.reports import ReportReceived
from httpx import AsyncClient, Response
from reporting_whistleblower import handlers, sweeps
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.receipt_secrets import thread_public_key
from sqlalchemy import text

from .conftest import Officer
from .reporting import VILLAGE, Phone

UNIT, OTHER = demo_id("unit", 3), demo_id("unit", 4)
WORDS = "二号冲床的双手按钮被短接了"


@pytest.fixture
async def manager(client_as: ClientAs, tx: Session) -> AsyncClient:
    for number, unit in ((3, UNIT), (4, OTHER)):
        event = UnitRegistered(
            unit_id=unit, code=unit_code(number), name=f"演示五金厂{number}", area=VILLAGE, at=NOON
        )
        await handlers.copy_registered_unit(event, tx)
    return client_as("unit_manager", area=VILLAGE, unit=UNIT)


async def opened(manager: AsyncClient, unit: UUID = UNIT) -> dict[str, Any]:
    answer = await manager.post("/v1/internal-schemes", json={"unit_id": str(unit)})
    assert answer.status_code == 201, answer.text
    scheme: dict[str, Any] = answer.json()
    return scheme


async def tell(
    anybody: AsyncClient, scheme: dict[str, Any], phone: Phone, **changes: Any
) -> Response:
    body = {
        "code": scheme["code"],
        "kind": "hazard",
        "grave": True,
        "what": WORDS,
        "where": "冲压车间",
        "receipt_verifier": sealing.to_text(phone.secrets.verifier),
        "thread_public_key": sealing.to_text(thread_public_key(phone.secrets)),
    } | changes
    return await anybody.post("/v1/internal-reports", json=body)


async def of(manager: AsyncClient, scheme: dict[str, Any], what: str) -> list[dict[str, Any]]:
    answer = await manager.get(f"/v1/internal-schemes/{scheme['id']}/{what}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def do(
    manager: AsyncClient, scheme: dict[str, Any], report: dict[str, Any], verb: str, **body: Any
) -> Response:
    return await manager.post(
        f"/v1/internal-schemes/{scheme['id']}/reports/{report['id']}/{verb}",
        json=body,
        headers={"If-Match": f'"{report["version"]}"'},
    )


async def standing(anybody: AsyncClient, phone: Phone) -> Response:
    return await anybody.post("/v1/internal-reports/receipt", json=phone.proof)


async def test_a_worker_tells_is_answered_and_rewarded(
    client_as: ClientAs, handler: Officer, manager: AsyncClient
) -> None:
    scheme, phone = await opened(manager), Phone.fresh()

    filed = await tell(client_as(), scheme, phone)
    [report] = await of(manager, scheme, "reports")
    early = await do(
        manager, scheme, report, "reward", kind="money", amount="200", title="及时报告"
    )
    stale = await do(
        manager, scheme, {**report, "version": 3}, "answer", outcome="fixed", text="已拆除短接"
    )
    answered = await do(manager, scheme, report, "answer", outcome="fixed", text="已拆除短接线")
    twice = await do(manager, scheme, answered.json(), "answer", outcome="fixed", text="再说一次")
    money = await do(
        manager, scheme, report, "reward", kind="money", amount="200", title="及时报告"
    )
    again = await do(
        manager, scheme, report, "reward", kind="money", amount="200", title="及时报告"
    )
    honour = await do(manager, scheme, report, "reward", kind="honour", title="季度安全之星")
    told = (await standing(client_as(), phone)).json()
    book = await of(manager, scheme, "rewards")

    assert (filed.status_code, filed.json()["answer_due_on"]) == (201, "2026-03-09")
    assert filed.json()["basis"]["rule"] == "internal.answer"
    assert (report["what"], report["overdue"]) == (WORDS, False)
    assert (early.status_code, early.json()["code"]) == (409, "not_rewarded")
    assert stale.status_code == 412
    assert twice.json()["code"] == "illegal_move"
    assert (money.status_code, honour.status_code) == (201, 201)
    assert again.json()["code"] == "reward_exists"
    assert (told["outcome"], told["answer"]) == ("fixed", "已拆除短接线")
    assert [one["title"] for one in told["rewards"]] == ["及时报告", "季度安全之星"]
    assert [(one["kind"], one["amount"]) for one in book] == [
        ("honour", "0.00"), ("money", "200.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "amount"), [("money", "0"), ("honour", "50")])
async def test_money_has_a_sum_and_an_honour_none(
    client_as: ClientAs, handler: Officer, manager: AsyncClient, kind: str, amount: str
) -> None:
    scheme = await opened(manager)
    await tell(client_as(), scheme, Phone.fresh())
    [report] = await of(manager, scheme, "reports")
    await do(manager, scheme, report, "answer", outcome="fixed", text="已整改")

    answer = await do(manager, scheme, report, "reward", kind=kind, amount=amount, title="奖励")

    assert (answer.status_code, answer.json()["code"]) == (422, "reward_incomplete")
    assert answer.json()["errors"][0]["pointer"] == "/amount"


async def test_a_grave_hazard_left_unanswered_rises_by_itself_once(
    client_as: ClientAs, handler: Officer, manager: AsyncClient, clock: FixedClock, tx: Session
) -> None:
    scheme, phone = await opened(manager), Phone.fresh()
    await tell(client_as(), scheme, phone)

    await sweeps.raise_unanswered(tx, datetime(2026, 3, 9, 15, 59, tzinfo=UTC))  # its last day
    in_time = (await handler.client.get("/v1/reports")).json()["items"]
    for _ in range(2):
        await sweeps.raise_unanswered(tx, datetime(2026, 3, 9, 16, 0, tzinfo=UTC))
    [report] = (await handler.client.get("/v1/reports")).json()["items"]
    read = (await handler.client.get(f"/v1/reports/{report['id']}")).json()
    inside = (await standing(client_as(), phone)).json()
    outside = (await client_as().post("/v1/receipts", json=phone.proof)).json()

    assert in_time == []
    assert (report["category"], report["unit_id"]) == ("major_hazard", str(UNIT))
    assert (read["content"]["what"], read["content"]["is_employee"]) == (WORDS, True)
    assert len(await emitted(tx, ReportReceived)) == 1
    assert inside["rose"] is True
    assert (outside["status"], outside["what"]) == ("received", WORDS)


@pytest.mark.parametrize(
    "changes", [{"grave": False}, {"kind": "suggestion"}], ids=["not grave", "a suggestion"]
)
async def test_what_is_not_grave_or_was_answered_does_not_rise_by_itself(
    client_as: ClientAs,
    handler: Officer,
    manager: AsyncClient,
    tx: Session,
    changes: dict[str, Any],
) -> None:
    scheme = await opened(manager)
    await tell(client_as(), scheme, Phone.fresh())
    [answered] = await of(manager, scheme, "reports")
    await do(manager, scheme, answered, "answer", outcome="not_adopted", text="不是隐患")
    await tell(client_as(), scheme, Phone.fresh(), **changes)

    await sweeps.raise_unanswered(tx, datetime(2026, 6, 1, tzinfo=UTC))

    assert (await handler.client.get("/v1/reports")).json()["items"] == []


async def test_a_worker_turns_to_the_authority_and_his_unit_does_not_learn_of_it(
    client_as: ClientAs, handler: Officer, manager: AsyncClient, tx: Session
) -> None:
    scheme, phone = await opened(manager), Phone.fresh()
    await tell(client_as(), scheme, phone)
    [report] = await of(manager, scheme, "reports")
    await do(manager, scheme, report, "answer", outcome="not_adopted", text="没有这回事")
    before = await of(manager, scheme, "reports")

    raised = await client_as().post("/v1/internal-reports/raise", json=phone.proof)
    twice = await client_as().post("/v1/internal-reports/raise", json=phone.proof)
    after = await of(manager, scheme, "reports")
    [risen] = (await handler.client.get("/v1/reports")).json()["items"]
    kept = await tx.scalar(text("SELECT count(*) FROM internal_envelope"))

    assert (raised.status_code, raised.json()) == (200, {"rose": True})
    assert (twice.status_code, twice.json()["code"]) == (409, "already_raised")
    assert after == before
    assert risen["status"] == "received"
    assert kept == 0


async def test_a_suggestion_cannot_rise_and_a_wrong_receipt_says_nothing(
    client_as: ClientAs, handler: Officer, manager: AsyncClient
) -> None:
    scheme, phone = await opened(manager), Phone.fresh()
    await tell(client_as(), scheme, phone, kind="suggestion")

    suggestion = await client_as().post("/v1/internal-reports/raise", json=phone.proof)
    nobody = await client_as().post("/v1/internal-reports/raise", json=Phone.fresh().proof)
    wrong = await standing(client_as(), Phone.fresh())

    assert suggestion.json()["code"] == "illegal_move"
    assert {nobody.json()["code"], wrong.json()["code"]} == {"receipt_unknown"}


async def test_words_are_kept_from_a_copy_of_the_database_and_from_handlers(
    client_as: ClientAs, handler: Officer, manager: AsyncClient, tx: Session
) -> None:
    scheme, phone = await opened(manager), Phone.fresh()
    await tell(client_as(), scheme, phone)
    [report] = await of(manager, scheme, "reports")
    await do(manager, scheme, report, "answer", outcome="fixed", text="已拆除短接线")

    raw = await tx.execute(text("SELECT content, answer FROM internal_report"))
    for content, answer in raw:
        assert WORDS.encode() not in content
        assert "已拆除".encode() not in answer
    assert (await handler.client.get("/v1/reports")).json()["items"] == []
    path = f"/v1/internal-schemes/{scheme['id']}/reports"
    assert (await handler.client.get(path)).status_code == 403


async def test_a_unit_sees_its_own_scheme_only(
    client_as: ClientAs, handler: Officer, manager: AsyncClient
) -> None:
    scheme = await opened(manager)
    await tell(client_as(), scheme, Phone.fresh())
    [report] = await of(manager, scheme, "reports")
    rival = client_as("unit_manager", area=VILLAGE, unit=OTHER, person="rival")

    foreign = await rival.post("/v1/internal-schemes", json={"unit_id": str(UNIT)})
    second = await manager.post("/v1/internal-schemes", json={"unit_id": str(UNIT)})
    read = await rival.get(f"/v1/internal-schemes/{scheme['id']}/reports")
    answered = await do(rival, scheme, report, "answer", outcome="fixed", text="别人的单位")
    own = await opened(rival, OTHER)
    crossed = await do(rival, own, report, "answer", outcome="fixed", text="别人的报告")
    listed = (await client_as("office_clerk", area="350583002").get("/v1/internal-schemes")).json()

    assert (foreign.status_code, second.status_code) == (404, 409)
    assert (read.status_code, answered.status_code, crossed.status_code) == (404, 404, 404)
    assert {line["unit_name"] for line in listed["items"]} == {"演示五金厂3", "演示五金厂4"}
    assert not any("code" in line for line in listed["items"])


async def test_a_poster_says_whose_it_is_and_can_be_replaced(
    client_as: ClientAs, handler: Officer, manager: AsyncClient
) -> None:
    scheme = await opened(manager)
    path = f"/v1/internal-schemes/{scheme['id']}"

    page = await client_as().get(f"/v1/internal-reports/posters/{scheme['code']}")
    picture = await manager.get(f"{path}/poster", params={"site": "https://zhiben.example"})
    strange = await manager.get(f"{path}/poster", params={"site": "javascript:alert(1)"})
    renewed = await manager.post(
        f"{path}/renew-code", headers={"If-Match": f'"{scheme["version"]}"'}
    )
    old = await client_as().get(f"/v1/internal-reports/posters/{scheme['code']}")
    lost = await tell(client_as(), scheme, Phone.fresh())

    assert page.json()["unit_name"] == "演示五金厂3"
    assert "不问姓名" in page.json()["confidentiality"]
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert b"<svg" in picture.content
    assert strange.status_code == 422
    assert renewed.json()["code"] != scheme["code"]
    assert (old.status_code, lost.json()["code"]) == (404, "scheme_unknown")


async def test_without_a_handler_no_hazard_is_taken_that_could_not_rise(
    client_as: ClientAs, manager: AsyncClient
) -> None:
    scheme = await opened(manager)

    hazard = await tell(client_as(), scheme, Phone.fresh())
    suggestion = await tell(client_as(), scheme, Phone.fresh(), kind="suggestion")

    assert (hazard.status_code, hazard.json()["code"]) == (503, "reception_closed")
    assert suggestion.status_code == 201


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"what": "短"}, "/what"),
        ({"code": "OOOOOOOOOOOO"}, "/code"),
        ({"kind": "gossip"}, "/kind"),
        ({"name": "林某"}, "/name"),
    ],
)
async def test_bad_input_is_named(
    client_as: ClientAs,
    handler: Officer,
    manager: AsyncClient,
    changes: dict[str, Any],
    pointer: str,
) -> None:
    answer = await tell(client_as(), await opened(manager), Phone.fresh(), **changes)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
