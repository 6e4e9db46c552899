"""What the system refuses at its door: with a code, in the caller's language, and nothing changed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from gateway.demo import PASSWORD

from tests.journeys import fresh
from tests.journeys.acting import (
    a_finding,
    a_hazard,
    a_verification,
    a_verified_major_hazard,
    known,
)
from tests.journeys.chapters.preparation import WELDING
from tests.journeys.people import Cast, Person
from tests.journeys.plot import VILLAGE
from tests.journeys.refused import refused
from tests.journeys.whole_system import WholeSystem


async def test_a_wrong_credit_code(clerk: Person) -> None:
    name = f"(演示)错码{fresh.mark()}"
    unit = {"code": fresh.wrong_credit_code(), "name": name, "area": VILLAGE}

    problem = await refused(clerk, 422, "unit_code_wrong", "POST", "/v1/units", json=unit)

    assert problem["errors"][0]["pointer"] == "/code"
    assert (await clerk.get("/v1/units", text=name))["items"] == []


async def test_an_identity_number_that_fails_its_check(cast: Cast, clerk: Person) -> None:
    trainer, number = await cast.who("trainer"), fresh.wrong_identity_number()
    [unit, *_] = (await clerk.get("/v1/units", limit=1))["items"]
    name = f"验{chr(0x4E00 + int(fresh.mark(), 16) % 20000)}演示"
    post = {"unit_id": unit["id"], "kind": "own", "post": "焊工", "needs": [WELDING],
            "from_on": str(fresh.today())}  # fmt: skip
    person = {"name": name, "identity_number": number, "post": post}

    problem = await refused(
        trainer, 422, "identity_number_check", "POST", "/v1/people", json=person
    )

    assert number not in str(problem)
    assert (await trainer.post("/v1/people/find", {"name": name}))["items"] == []


async def test_an_illegal_move(clerk: Person) -> None:
    hazard = await a_hazard(clerk)

    path = f"/v1/hazards/{hazard['id']}/start"
    await refused(clerk, 409, "illegal_move", "POST", path, at=hazard)

    await unchanged(clerk, hazard)


async def test_a_stale_version(clerk: Person) -> None:
    hazard = await a_hazard(clerk)
    path = f"/v1/hazards/{hazard['id']}"
    verified = await clerk.post(f"{path}/verify", a_verification(), at=hazard)

    reason = {"reason": "按旧版本处理"}
    await refused(clerk, 412, "changed_meanwhile", "POST", f"{path}/reject", json=reason, at=hazard)

    await unchanged(clerk, verified)


async def test_a_replayed_key_with_another_body(clerk: Person) -> None:
    key, finding, other = str(uuid4()), a_finding(), a_finding()
    first = await clerk.post("/v1/hazards", finding, key=key)

    await refused(clerk, 422, "key_reused", "POST", "/v1/hazards", json=other, key=key)

    assert await known(clerk, other["description"]) == 0
    assert await clerk.post("/v1/hazards", finding, key=key) == first
    assert await known(clerk, finding["description"]) == 1


async def test_a_criterion_that_was_not_in_force_on_the_day(clerk: Person) -> None:
    hazard = await a_hazard(clerk)
    [criterion] = (await clerk.get("/v1/criteria", standard="FR", limit=1))["items"]
    superseded = a_verification(criteria=[criterion["code"]])

    path = f"/v1/hazards/{hazard['id']}/verify"
    await refused(clerk, 422, "criterion_not_in_force", "POST", path, json=superseded, at=hazard)

    await unchanged(clerk, hazard)


async def test_an_approval_of_ones_own_proposal(cast: Cast) -> None:
    leader = await cast.who("leader")
    proposed = (await leader.get("/v1/rewards", status="proposed"))["items"]
    handlers = [await cast.who(login) for login in ("handler", "handler2")]
    mine = {(await handler.get("/v1/me"))["id"]: handler for handler in handlers}
    reward = next(reward for reward in proposed if reward["proposed_by"] in mine)

    path = f"/v1/rewards/{reward['id']}"
    who = mine[reward["proposed_by"]]
    await refused(who, 403, "self_approval", "POST", f"{path}/approve", at=reward)

    assert await leader.get(path) == reward


async def test_an_extension_granted_by_who_asked_for_it(cast: Cast, clerk: Person) -> None:
    hazard = await a_verified_major_hazard(cast)
    path, officer = f"/v1/hazards/{hazard['id']}", await cast.who("officer")
    later = {"to_on": str(fresh.today() + timedelta(days=60)), "reason": "设备到货延迟"}
    asked = await officer.post(f"{path}/ask-extension", later, at=hazard)

    grant = f"{path}/grant-extension"
    await refused(officer, 403, "another_person_required", "POST", grant, json={}, at=asked)

    await unchanged(clerk, asked)


async def test_a_payment_the_fund_cannot_bear(system: WholeSystem, cast: Cast) -> None:
    leader, payer = await cast.who("leader"), await cast.who("payer")
    funds = {"year": fresh.today().year, "source": "county", "amount": "1.00", "document": "演示"}
    await leader.post("/v1/funds/allocations", funds)
    claimed = "SELECT claim_number FROM reward WHERE status = 'claimed' AND pay_by = 'account'"
    number = await system.value("reporting_whistleblower", claimed)
    if number is None:
        pytest.fail("the demonstration holds no claim that awaits its payment")
    before = await payer.get(f"/v1/claims/{number}"), await leader.get("/v1/funds")

    paying = {"source": "county", "voucher": "FK-超支"}
    path = f"/v1/claims/{number}/pay"
    await refused(payer, 409, "fund_overdrawn", "POST", path, json=paying)

    assert (await payer.get(f"/v1/claims/{number}"), await leader.get("/v1/funds")) == before
    assert (await leader.get("/v1/funds/check"))["differences"] == []


async def test_a_token_that_ran_out(system: WholeSystem, cast: Cast, clerk: Person) -> None:
    late = await cast.sign_in("grid", PASSWORD)
    async with system.database("gateway") as connection:
        await connection.execute(
            "UPDATE sessions SET expires_at = now() - interval '1 hour' "
            "WHERE account_id = (SELECT id FROM accounts WHERE login = 'grid')"
        )
    finding = a_finding()

    await refused(late, 401, "token_expired", "POST", "/v1/hazards", json=finding)

    assert await known(clerk, finding["description"]) == 0


async def test_another_areas_officer(cast: Cast, clerk: Person) -> None:
    hazard, neighbour = await a_hazard(clerk), await cast.who("village")
    path = f"/v1/hazards/{hazard['id']}"

    await refused(neighbour, 404, "not_found", "GET", path)
    await refused(neighbour, 404, "not_found", "POST", f"{path}/plan", json={}, at=hazard)

    assert hazard["id"] not in {
        line["id"] for line in (await neighbour.get("/v1/hazards"))["items"]
    }
    await unchanged(clerk, hazard)


async def unchanged(who: Person, hazard: dict[str, object]) -> None:
    """Assert that a hazard is as it was answered last."""
    now = await who.get(f"/v1/hazards/{hazard['id']}")
    assert {name: now[name] for name in hazard} == hazard
