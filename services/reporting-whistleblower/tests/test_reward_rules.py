"""Which rule gives how much: by the day of the act, the field, the person and who came first."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.testing import ClientAs

from .conftest import Officer
from .reporting import LEAD, Phone, file, move, newest
from .rewarding import approved, claimed, confirm, pay, propose, step, substantiated

IDENTITY = {"name": "(演示)林某", "phone": "000-0000-0000"}


@pytest.mark.parametrize(
    ("received", "amount", "rule"),
    [
        ("2024-10-09", "3000.00", "reward.flat"),  # the local rule begins tomorrow
        ("2024-10-10", "500.00", "reward.local.city_management"),
        ("2026-10-09", "500.00", "reward.local.city_management"),  # its last day
        ("2026-10-10", "3000.00", "reward.flat"),
    ],
)
async def test_a_local_rule_governs_the_acts_of_its_own_days_only(
    *,
    client_as: ClientAs,
    handler: Officer,
    clock: FixedClock,
    received: str,
    amount: str,
    rule: str,
) -> None:
    clock.at = datetime.fromisoformat(f"{received}T12:00:00+08:00").astimezone(UTC)
    report = await substantiated(client_as, handler, Phone.fresh())
    clock.at = datetime(2026, 12, 1, 4, tzinfo=UTC)  # proposed long after: today does not matter

    reward = (await propose(handler, report, fine="0", sector="city_management")).json()

    assert (reward["amount"], reward["basis"]["rule"]) == (amount, rule)
    expired = reward["basis"].get("not_in_force")
    assert (expired is None) == (rule != "reward.flat")
    assert expired is None or expired["rule"] == "reward.local.city_management"


async def test_the_local_rule_prevails_in_its_field_over_the_fine(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh())

    reward = (await propose(handler, report, fine="50000", sector="city_management")).json()

    assert reward["amount"] == "500.00"


@pytest.mark.parametrize(
    ("received", "amount"), [("2026-03-04", "50000.00"), ("2026-07-01", "300000.00")]
)
async def test_the_offices_own_rates_hold_for_their_term(
    client_as: ClientAs, handler: Officer, clock: FixedClock, received: str, amount: str
) -> None:
    rule = {
        "code": "reward.fine_share",
        "value": {"rate": "0.15", "floor": 3000, "cap": 50000},
        "effective_from": "2026-01-01",
        "effective_to": "2026-07-01",
        "source": "(演示)本市奖励办法",
        "article": "第五条",
    }
    entered = await client_as("system_admin").post("/v1/rules", json=rule)
    assert entered.status_code == 201, entered.text
    clock.at = datetime.fromisoformat(f"{received}T12:00:00+08:00").astimezone(UTC)
    report = await substantiated(client_as, handler, Phone.fresh())

    reward = (await propose(handler, report, fine="2500000")).json()

    assert reward["amount"] == amount


@pytest.mark.parametrize(
    ("employee", "confirmed", "fine", "amount"),
    [
        (True, True, "50000", "9000.00"),
        (True, False, "50000", "7500.00"),  # nobody has put the sample in force
        (False, True, "50000", "7500.00"),
        (True, True, "2000000", "300000.00"),  # never above the cap
    ],
)
async def test_an_employee_gets_more_where_such_a_rule_is_in_force(
    *,
    client_as: ClientAs,
    handler: Officer,
    employee: bool,
    confirmed: bool,
    fine: str,
    amount: str,
) -> None:
    if confirmed:
        await confirm(client_as, "reward.employee_uplift")
    await file(client_as(), Phone.fresh())
    report = await move(
        handler.client, await newest(handler.client), "accept", employee=employee, **LEAD
    )
    report = await move(
        handler.client, report, "conclude", conclusion="substantiated", statement="属实"
    )

    reward = (await propose(handler, report, fine=fine)).json()

    assert reward["amount"] == amount


async def test_a_general_hazard_earns_nothing_until_the_office_adopts_a_sum(
    client_as: ClientAs, handler: Officer
) -> None:
    report = await substantiated(client_as, handler, Phone.fresh(), category="other")

    before = await propose(handler, report, fine="0")
    await confirm(client_as, "reward.flat_general")
    after = await propose(handler, report, fine="0")

    assert before.json()["code"] == "no_reward_due"
    assert after.json()["amount"] == "500.00"


async def test_a_month_has_its_cap_for_one_person(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    for rule in ("reward.flat_general", "reward.monthly_cap"):
        await confirm(client_as, rule)

    async def another(earlier: list[str]) -> dict[str, Any]:
        clock.at += timedelta(minutes=1)
        report = await substantiated(client_as, handler, Phone.fresh(), category="other")
        answer: dict[str, Any] = (
            await propose(handler, report, fine="0", same_reporter=earlier)
        ).json()
        return answer

    first = await another([])
    second = await another([first["id"]])
    third = await another([first["id"], second["id"]])
    stranger = await another([])
    clock.at += timedelta(days=31)
    next_month = await another([first["id"], second["id"]])

    assert [one["amount"] for one in (first, second, stranger, next_month)] == ["500.00"] * 4
    assert second["basis"]["working"] == {"had_this_month": "500.00", "monthly_cap": "1000"}
    assert "当月奖励已达上限" in third["detail"]


async def merged(
    client_as: ClientAs, handler: Officer, clock: FixedClock, *people: dict[str, Any]
) -> tuple[list[Phone], dict[str, Any]]:
    """Several report one matter one after another; the later are merged into the first."""
    phones = [Phone.fresh() for _ in people]
    first: dict[str, Any] | None = None
    for phone, person in zip(phones, people, strict=True):
        clock.at += timedelta(minutes=1)
        assert (await file(client_as(), phone, **person)).status_code == 201
        report = await newest(handler.client)
        if first is None:
            first = await move(handler.client, report, "accept", **LEAD)
        else:
            await move(handler.client, report, "merge", into=first["id"])
    assert first is not None
    concluded = await move(
        handler.client, first, "conclude", conclusion="substantiated", statement="属实"
    )
    return phones, concluded


@pytest.mark.parametrize(
    ("people", "rewarded"),
    [
        ([{}, {"identity": IDENTITY}, {"identity": IDENTITY}], 1),  # the first who gave a name
        ([{"identity": IDENTITY}, {"identity": IDENTITY}], 0),
        ([{}, {}], 0),
        ([{"wants_reward": False}, {}], 1),
        ([{"wants_reward": False, "identity": IDENTITY}, {}], 1),
    ],
)
async def test_of_several_reporters_the_first_named_one_is_rewarded(
    *,
    client_as: ClientAs,
    handler: Officer,
    custodians: list[Officer],
    clock: FixedClock,
    people: list[dict[str, Any]],
    rewarded: int,
) -> None:
    phones, report = await merged(client_as, handler, clock, *people)
    reward = (await propose(handler, report, fine="50000")).json()
    await step(client_as("leader"), reward, "approve")

    told = [
        (await client_as().post("/v1/receipts", json=phone.proof)).json()["reward"]
        for phone in phones
    ]

    assert [one is not None for one in told] == [n == rewarded for n in range(len(phones))]
    assert told[rewarded]["claim_number"]


async def test_who_gave_way_to_a_named_reporter_is_told_by_which_rule(
    client_as: ClientAs, handler: Officer, custodians: list[Officer], clock: FixedClock
) -> None:
    """The rule is still to be confirmed: nothing is paid on its strength before it is."""
    phones, report = await merged(client_as, handler, clock, {}, {"identity": IDENTITY})
    reward = (await propose(handler, report, fine="50000")).json()
    await step(client_as("leader"), reward, "approve")
    claim = {**phones[1].proof, "password": "kapok-in-bloom", "not_excluded": True}
    number = (await client_as().post("/v1/receipts/claim", json=claim)).json()["claim_number"]
    other = await client_as().post("/v1/receipts/claim", json={**claim, **phones[0].proof})

    refused = await pay(client_as("payer"), number)

    assert reward["basis"]["order"]["rule"] == "reward.first_reporter"
    assert reward["basis"]["provisional"] is True
    assert (refused.status_code, refused.json()["code"]) == (409, "rule_to_confirm")
    assert other.json()["code"] == "no_reward_due"


async def test_nobody_is_rewarded_for_what_nobody_wants(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    people = [{"wants_reward": False}, {"wants_reward": False}]
    _, report = await merged(client_as, handler, clock, *people)

    answer = await propose(handler, report, fine="50000")

    assert "举报人没有申请奖励" in answer.json()["detail"]


async def test_a_reward_that_was_taken_back_makes_room_for_the_right_person(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    reward = await approved(client_as, handler, phone)
    leader = client_as("leader")

    revoked = await step(leader, reward, "revoke", ground="wrong_person", reason="登记有误")
    [item] = (await leader.get("/v1/rewards")).json()["items"]
    told = (await client_as().post("/v1/receipts", json=phone.proof)).json()
    [report] = (await handler.client.get("/v1/reports")).json()["items"]
    again = await propose(handler, report, fine="50000")

    assert (revoked.json()["status"], item["ground"]) == ("revoked", "wrong_person")
    assert told["reward"]["status"] == "revoked"
    assert any("撤销" in letter["text"] for letter in told["letters"])
    assert again.status_code == 201


async def test_what_is_claimed_and_not_paid_can_be_taken_back_whole(
    client_as: ClientAs, handler: Officer
) -> None:
    number = await claimed(client_as, handler, Phone.fresh())
    [reward] = (await client_as("leader").get("/v1/rewards")).json()["items"]

    own = await step(handler.client, reward, "revoke", ground="untrue", reason="捏造")
    stale = await step(
        client_as("leader"), {**reward, "version": 1}, "revoke", ground="untrue", reason="捏造"
    )
    revoked = await step(client_as("leader"), reward, "revoke", ground="untrue", reason="捏造")
    paid = await pay(client_as("payer"), number)

    assert (own.status_code, stale.status_code) == (403, 412)
    assert revoked.json()["status"] == "revoked"
    assert (paid.status_code, paid.json()["code"]) == (409, "illegal_move")
