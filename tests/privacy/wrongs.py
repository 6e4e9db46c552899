"""Everything that goes wrong with canaries in it: refused, broken off, failed, repeated."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx

from tests.journeys.chapters.reconciliation import SERVICES
from tests.journeys.people import Person, eventually
from tests.journeys.whole_system import WholeSystem
from tests.privacy import office
from tests.privacy.people import REPORTERS_HEADERS
from tests.privacy.planted import ADDRESS, OFFICIAL, REPORTER
from tests.privacy.reporting import LEAD, Lives, a_report, photograph

WORDS = REPORTER["words"]
WAITING = """
SELECT pid FROM pg_stat_activity
WHERE datname = 'reporting_whistleblower' AND wait_event_type = 'Lock'
"""
JSON = "application/json"


async def refuse_reporters(lives: Lives) -> None:
    """Send what cannot be taken, with everything in it that must not be kept or told."""
    anybody, proof = lives.cast.anybody, {"receipt_code": "7731 5520 6617 9913"}
    await _refuse_reports(anybody, lives)
    for path, body in (
        ("/v1/receipts", proof),
        ("/v1/receipts", {"receipt_code": WORDS}),
        ("/v1/receipts", {"receipt_verifier": REPORTER["ticket that is none"]}),
        ("/v1/receipts/messages", {**proof, "text": REPORTER["message"]}),
        ("/v1/receipts/claim", {**proof, "account": {"number": REPORTER["account"]}}),
        ("/v1/receipts/claim", {**proof, "password": REPORTER["password at the counter"]}),
        (f"/v1/receipts/{REPORTER['words in letters']}", proof),
        (f"/v1/nowhere/{REPORTER['words in letters']}", {"text": WORDS}),
    ):
        await _refused(anybody.send("POST", path, json=body))
    for path in ("/v1/receipts", "/v1/reports", "/v1/report-uploads", "/", "/v1/nowhere"):
        await anybody.send("GET", path, params={"q": WORDS, "code": lives.device.code})
    for content in (WORDS.encode(), photograph()[:900] + WORDS.encode(), b""):
        for kind in ("image/jpeg", "text/plain", REPORTER["words in letters"]):
            await _refused(anybody.send("POST", "/v1/report-uploads", content=content, kind=kind))


async def _refuse_reports(anybody: Person, lives: Lives) -> None:
    bad: Sequence[dict[str, Any]] = (
        a_report(category=WORDS),
        a_report(area=WORDS),
        a_report(what=WORDS[:3], identity={"name": REPORTER["name"], "phone": 5}),
        a_report(happened_at=WORDS, is_employee=WORDS),
        a_report(uploads=[REPORTER["ticket that is none"]]),
        a_report(receipt_verifier=REPORTER["ticket that is none"]),
        a_report(identity={"phone": REPORTER["phone"]}),
        a_report(what=WORDS + "\u0007"),
        a_report(**lives.device.enrolment),  # somebody else has this receipt
    )
    for body in bad:
        await _refused(anybody.send("POST", "/v1/reports", json=body))
    broken = f'{{"what": "{WORDS}", "where": '.encode()
    for content, kind in (
        (broken, JSON),
        (WORDS.encode("gbk"), JSON),
        (WORDS.encode("utf-16"), JSON),
        (f"what={WORDS}".encode(), "application/x-www-form-urlencoded"),
        (WORDS.encode() * 30_000, JSON),
    ):
        await _refused(anybody.send("POST", "/v1/reports", content=content, kind=kind))
    for headers in ({"Content-Encoding": REPORTER["words in letters"]}, {"If-Match": "zq"}):
        await anybody.send("POST", "/v1/reports", json=a_report(area="0"), headers=headers)
    key = REPORTER["key that is none"]
    await _refused(anybody.send("POST", "/v1/reports", json=a_report(area="0"), key=key[:9]))


async def refuse_officials(lives: Lives) -> None:
    cast = lives.cast
    clerk, trainer, handler = [await cast.who(who) for who in ("clerk", "trainer", "handler")]
    stranger = Person(cast.officials)
    for login, password in (
        ("clerk", OFFICIAL["sign-in password that is wrong"]),
        (OFFICIAL["password typed as a name"], OFFICIAL["sign-in password that is wrong"]),
    ):
        said = {"login": login, "password": password, "kind": "api"}
        await _refused(stranger.send("POST", "/v1/sign-in", json=said))
    phrase = {"passphrase": OFFICIAL["passphrase that is wrong"]}
    await _refused(handler.send("POST", "/v1/keys/unlock", json=phrase))
    number = office.worker_number()
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    for body in (
        office.a_worker(str(uuid4())),
        office.a_worker(str(uuid4())) | {"identity_number": wrong},
        office.a_worker(str(uuid4())) | {"name": OFFICIAL["worker's phone"]},
    ):
        await _refused(trainer.send("POST", "/v1/people", json=body))
    await _refused(clerk.send("POST", "/v1/hazards", json=office.a_hazard() | {"area": "x"}))
    await _refused(clerk.send("POST", "/v1/units", json=office.a_unit() | {"code": "x"}))
    await clerk.send("GET", f"/v1/people/{number}")
    await stranger.send("POST", "/v1/people", json=office.a_worker(str(uuid4())))


async def fail(system: WholeSystem, lives: Lives, unit: dict[str, Any]) -> None:
    """Let every table that takes canaries refuse them: the errors quote what was to be stored."""
    clerk, trainer = await lives.cast.who("clerk"), await lives.cast.who("trainer")
    anybody, worker = lives.cast.anybody, office.a_worker(unit["id"])
    said = {**lives.device.proof, "text": REPORTER["message"]}
    for database, table, person, path, body in (
        ("reporting_whistleblower", "sealed_report", anybody, "/v1/reports", a_report()),
        ("reporting_whistleblower", "letter", anybody, "/v1/receipts/messages", said),
        ("training_records", "person", trainer, "/v1/people", worker),
        ("hazard_registry", "hazards", clerk, "/v1/hazards", office.a_hazard()),
        ("hazard_registry", "units", clerk, "/v1/units", office.a_unit()),
    ):
        async with refusing(system, database, table):
            answer = await person.send("POST", path, json=body)
        assert answer.status_code == 500, f"{path}: {answer.text}"


@asynccontextmanager
async def refusing(
    system: WholeSystem, database: str, table: str, *, condition: str = "false"
) -> AsyncIterator[None]:
    """Add a constraint that new rows break."""
    async with system.database(database) as administrator:
        await administrator.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT planted_fault CHECK ({condition}) NOT VALID"
        )
        try:
            yield
        finally:
            await administrator.execute(f"ALTER TABLE {table} DROP CONSTRAINT planted_fault")


async def bury(system: WholeSystem, lives: Lives) -> None:
    """Accept a report whose news the registry cannot take: it becomes a dead letter."""
    handler, operator = await lives.cast.who("handler"), await lives.cast.who("system")
    async with refusing(system, "hazard_registry", "hazards", condition="lead_id IS NULL"):
        await lives.cast.anybody.post("/v1/reports", a_report())
        report = (await handler.get("/v1/reports"))["items"][0]
        await handler.post(f"/v1/reports/{report['id']}/accept", LEAD, at=report)

        async def buried() -> list[Any] | None:
            listed = await operator.get(f"/v1/{SERVICES[0]}/ops/dead-letters")
            return listed["items"] or None

        [letter], _ = await eventually("the dead letter", buried, seconds=90)
    assert letter["aggregateid"] == report["lead_id"] or letter["payload"]


async def break_off(lives: Lives) -> None:
    """Hang up in the middle of a report, and speak something that is not HTTP."""
    body = str(a_report()).encode()
    head = f"POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: {JSON}\r\n"
    lines = "".join(f"{name}: {value}\r\n" for name, value in REPORTERS_HEADERS.items())
    begun = f"{head}Content-Length: {len(body)}\r\nIdempotency-Key: {uuid4()}\r\n{lines}\r\n"
    for sent in (
        begun.encode() + body[: len(body) // 2],
        f"{WORDS} {REPORTER['words in letters']}\r\n\r\n".encode(),
        f"POST /v1/reports?{REPORTER['words in letters']} HTTP/1.1\r\n{WORDS}\r\n\r\n".encode(),
        f"{REPORTER['words in letters'].upper()} / HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    ):
        url = httpx.URL(str(lives.cast.reporters.base_url))
        _, writer = await asyncio.open_connection(url.host, url.port, local_addr=(ADDRESS, 0))
        writer.write(sent)
        await writer.drain()
        await asyncio.sleep(0.2)
        writer.transport.abort()


async def die_and_repeat(system: WholeSystem, lives: Lives) -> None:
    """Kill the service while a report waits in it; send it again, twice, and otherwise once."""
    anybody, report, key = lives.cast.anybody, a_report(), str(uuid4())
    async with system.database("reporting_whistleblower") as other, other.transaction():
        await other.execute("LOCK TABLE sealed_report IN ACCESS EXCLUSIVE MODE")
        asked = asyncio.create_task(anybody.send("POST", "/v1/reports", json=report, key=key))
        async with system.database("postgres") as administrator:
            await eventually("it waits", lambda: administrator.fetchval(WAITING))
        system.kill("reporting-whistleblower.api")
        assert (await asked).status_code in {502, 503}

    async def taken() -> httpx.Response | None:
        answer = await anybody.send("POST", "/v1/reports", json=report, key=key)
        return answer if answer.is_success else None

    first, _ = await eventually("the service is back", taken, seconds=60)
    again = await anybody.send("POST", "/v1/reports", json=report, key=key)
    assert again.json() == first.json()
    lives.keep("code shown again", first.json()["receipt_code"].replace(" ", ""))
    other_body = a_report(where=REPORTER["message"])
    await _refused(anybody.send("POST", "/v1/reports", json=other_body, key=key))


async def _refused(asked: Any) -> None:
    answer = await asked
    assert answer.status_code >= 400, f"{answer.request.url}: taken"
