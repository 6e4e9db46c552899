"""From the decision to the closed file: service, payment, remedies, publication."""

from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import emitted
from contracts.cases import CaseDecided

from .bureau import Bureau


def day(iso: str) -> datetime:
    return datetime.fromisoformat(f"{iso}T04:00:00").replace(tzinfo=UTC)


def problem(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def payment(amount: str, on: str) -> dict[str, str]:
    return {"target": "unit", "amount": amount, "on": on, "voucher": "票据"}


@pytest_asyncio.fixture
async def decided(filed: Bureau) -> Bureau:
    """A fine of 30,000 on the unit, decided on 4 March 2026."""
    await filed.inform()
    await filed.waive()
    assert (await filed.decide()).is_success
    return filed


async def test_service_is_neither_before_the_decision_nor_in_the_future(decided: Bureau) -> None:
    served = {"method": "in_person", "receipt": "1"}

    for on in ("2026-03-03", "2026-03-05"):
        response = await decided.post("serve", served | {"served_on": on})
        assert problem(response) == (422, "date_wrong")


async def test_late_service_stays_visible(decided: Bureau, clock: FixedClock) -> None:
    clock.at = day("2026-03-16")
    assert decided.case["status"] == "decided"

    await decided.serve("2026-03-16")

    assert decided.case["overdue"] == ["serve", "publish"]


async def test_the_fifteenth_day_costs_nothing_and_the_next_costs_three_percent(
    decided: Bureau,
) -> None:
    await decided.serve("2026-03-04")

    async def added(on: str) -> str:
        path = f"/v1/cases/{decided.case['id']}/owed"
        [owed] = (await decided.officer.get(path, params={"on": on})).json()
        assert owed["basis"]["rule"] == "case.added_fine"
        return str(owed["added"])

    assert [await added(on) for on in ("2026-03-19", "2026-03-20", "2026-04-22")] == [
        "0.00", "900.00", "30000.00",
    ]  # fmt: skip


async def test_paying_in_time_closes_the_case(decided: Bureau, clock: FixedClock) -> None:
    await decided.serve("2026-03-04")
    clock.at = day("2026-03-19")
    await decided.must("payments", payment("10000.00", "2026-03-10"))
    early = await decided.post("close", {"ground": "performed"}, by=decided.head)
    assert problem(early) == (409, "not_performed")

    await decided.must("payments", payment("20000.00", "2026-03-19"))

    [pay] = [known for known in decided.case["deadlines"] if known["what"] == "pay"]
    assert pay["met_on"] == "2026-03-19"
    clock.at = day("2026-05-01")
    await decided.must("close", {"ground": "performed"}, by=decided.head)


async def test_what_is_paid_late_is_not_performed_without_the_added_fine(
    decided: Bureau, clock: FixedClock
) -> None:
    await decided.serve("2026-03-04")
    clock.at = day("2026-03-21")
    await decided.must("payments", payment("30000.00", "2026-03-21"))

    response = await decided.post("close", {"ground": "performed"}, by=decided.head)
    assert problem(response) == (409, "not_performed")
    assert "1800.00" in response.json()["detail"]
    bare = await decided.post("close", {"ground": "terminated"}, by=decided.head)
    assert problem(bare) == (422, "reason_needed")

    note = {"ground": "terminated", "note": "加处罚款经批准减免（演示）"}
    await decided.must("close", note, by=decided.head)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"amount": "30000.01"}, 422, "pays_too_much"),
        ({"amount": "0"}, 422, "malformed"),
        ({"amount": "1.001"}, 422, "malformed"),
        ({"target": "principal"}, 409, "nothing_owed"),
        ({"on": "2026-03-05"}, 422, "date_wrong"),
        ({"on": "2026-03-03"}, 422, "date_wrong"),
    ],
)
async def test_a_payment_that_cannot_be_is_refused(
    decided: Bureau, change: dict[str, Any], status: int, code: str
) -> None:
    await decided.serve("2026-03-04")

    response = await decided.post("payments", payment("1.00", "2026-03-04") | change)

    assert problem(response) == (status, code)


async def test_instalments_are_granted_by_the_head_and_add_up(decided: Bureau) -> None:
    await decided.serve("2026-03-04")
    parts = [{"amount": "15000.00", "by": "2026-04-01"}, {"amount": "15000.00", "by": "2026-06-01"}]
    wish = {"target": "unit", "parts": parts, "reason": "确有经济困难"}

    assert problem(await decided.post("instalments", wish)) == (403, "forbidden")
    short = wish | {"parts": parts[:1]}
    refused = await decided.post("instalments", short, by=decided.head)
    assert problem(refused) == (422, "instalments_wrong")
    case = await decided.must("instalments", wish, by=decided.head)

    assert case["status"] == "performing"
    assert [part["by"] for part in case["performance"]["parts"]] == ["2026-04-01", "2026-06-01"]
    assert pay_by(case) == "2026-04-01"
    assert pay_by(await decided.must("payments", payment("15000.00", "2026-03-04"))) == "2026-06-01"


def pay_by(case: dict[str, Any]) -> str:
    """The day by which the next part is due."""
    [pay] = [known for known in case["deadlines"] if known["what"] == "pay"]
    return str(pay["by"])


async def test_a_reconsideration_stops_the_clock_and_ends_upheld(
    decided: Bureau, clock: FixedClock
) -> None:
    await decided.serve("2026-03-04")
    clock.at = day("2026-04-20")
    begun = {"remedy": "reconsideration", "number": "复议1号", "since": "2026-03-22"}
    await decided.must("suspend", begun)
    assert problem(await decided.post("suspend", begun)) == (409, "already_suspended")

    await decided.must("resume", {"until": "2026-04-18", "result": "upheld"})

    path = f"/v1/cases/{decided.case['id']}/owed"
    [owed] = (await decided.officer.get(path)).json()
    assert (owed["overdue_days"], owed["added"]) == (4, "3600.00")
    again = await decided.post("resume", {"until": "2026-04-18", "result": "upheld"})
    assert problem(again) == (409, "not_suspended")


async def test_an_annulled_decision_ends_the_case_and_everybody_hears_of_it(
    tx: Session, decided: Bureau, clock: FixedClock
) -> None:
    await decided.serve("2026-03-04")
    clock.at = day("2026-04-20")
    await decided.must("suspend", {"remedy": "suit", "since": "2026-03-22"})

    await decided.must("resume", {"until": "2026-04-18", "result": "annulled"})

    assert decided.case["status"] == "withdrawn"
    outcomes = [(event.outcome.value, event.fine) for event in await emitted(tx, CaseDecided)]
    assert outcomes == [("punished", "30000.00"), ("withdrawn", "0.00")]


async def test_a_decision_is_made_public_within_seven_working_days(
    decided: Bureau, clock: FixedClock
) -> None:
    [publish] = [known for known in decided.case["deadlines"] if known["what"] == "publish"]
    assert publish["by"] == "2026-03-13"
    clock.at = day("2026-03-16")

    shown = (await decided.officer.get(f"/v1/cases/{decided.case['id']}")).json()
    assert "publish" in shown["overdue"]
    await decided.must("publish", {"published_on": "2026-03-12", "where": "市政府网站"})

    assert "publish" not in decided.case["overdue"]


@pytest.mark.parametrize(
    ("move", "body"),
    [
        ("payments", payment("1.00", "2026-03-04")),
        ("suspend", {"remedy": "suit", "since": "2026-03-04"}),
        ("resume", {"until": "2026-03-04", "result": "upheld"}),
    ],
)
async def test_nothing_is_performed_before_service(
    decided: Bureau, move: str, body: dict[str, Any]
) -> None:
    assert problem(await decided.post(move, body)) == (409, "illegal_move")
