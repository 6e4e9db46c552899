"""Something breaks while somebody waits: what was answered is true, and nothing happens twice."""

import asyncio
from itertools import cycle
from uuid import uuid4

import httpx

from tests.journeys.acting import a_finding, known
from tests.journeys.people import Person, eventually
from tests.journeys.whole_system import WholeSystem

_WAITING = """
SELECT pid FROM pg_stat_activity
WHERE datname = 'hazard_registry' AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()
"""


async def test_a_database_connection_that_is_cut_mid_request_gives_no_success(
    system: WholeSystem, clerk: Person
) -> None:
    finding, key = a_finding(), str(uuid4())
    async with system.database("hazard_registry") as other, other.transaction():
        await other.execute("LOCK TABLE hazards IN SHARE ROW EXCLUSIVE MODE")
        asked = asyncio.create_task(clerk.send("POST", "/v1/hazards", json=finding, key=key))
        async with system.database("hazard_registry") as administrator:
            pid, _ = await eventually("it waits", lambda: administrator.fetchval(_WAITING))
            await administrator.execute("SELECT pg_terminate_backend($1)", pid)
        answer = await asked

    assert answer.status_code == 503
    assert answer.json()["code"] == "store_unavailable"
    assert await known(clerk, finding["description"]) == 0
    again = await clerk.post("/v1/hazards", finding, key=key)
    assert await known(clerk, finding["description"]) == 1
    assert (await clerk.get(f"/v1/hazards/{again['id']}"))["description"] == finding["description"]


async def test_no_success_is_answered_for_what_is_not_stored(
    system: WholeSystem, clerk: Person
) -> None:
    outcomes: list[tuple[str, httpx.Response]] = []
    cutting = asyncio.create_task(_keep_cutting(system))
    try:
        async with asyncio.timeout(30):
            while len({answer.is_success for _, answer in outcomes}) < 2 or len(outcomes) < 40:
                outcomes += await asyncio.gather(*(_report(clerk) for _ in range(8)))
    finally:
        cutting.cancel()
        await asyncio.gather(cutting, return_exceptions=True)

    for words, answer in outcomes:
        assert answer.status_code in {201, 503}, answer.text
        assert not answer.is_success or await known(clerk, words) == 1


async def test_a_gateway_that_is_killed_comes_back_and_a_repeat_acts_once(
    system: WholeSystem, clerk: Person
) -> None:
    finding, key = a_finding(), str(uuid4())
    asked = asyncio.create_task(_insist(clerk, finding, key))
    system.kill("gateway.api")

    answer = await asked

    assert answer.status_code == 201
    assert await known(clerk, finding["description"]) == 1


async def _report(clerk: Person) -> tuple[str, httpx.Response]:
    """Report something new; one who is told to slow down waits as long as was said."""
    finding = a_finding()
    while True:
        answer = await clerk.send("POST", "/v1/hazards", json=finding)
        if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
            return finding["description"], answer
        await asyncio.sleep(float(answer.headers["Retry-After"]))


async def _keep_cutting(system: WholeSystem) -> None:
    """Cut every connection to the registry's database, at shorter and at longer intervals.

    However slow the machine, some intervals let a request through and some do not.
    """
    async with system.database("postgres") as administrator:
        for pause in cycle((0.05, 0.1, 0.2, 0.4, 0.8)):
            await administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = 'hazard_registry'"
            )
            await asyncio.sleep(pause)


async def _insist(clerk: Person, finding: dict[str, str], key: str) -> httpx.Response:
    """Send the same request with the same key until it is answered, as a good client does."""
    for _ in range(60):
        try:
            answer = await clerk.send("POST", "/v1/hazards", json=finding, key=key)
        except httpx.TransportError:
            await asyncio.sleep(0.5)
            continue
        if answer.status_code not in {502, 503}:
            return answer
        await asyncio.sleep(0.5)
    raise AssertionError("the gateway did not come back")
