"""Officers' keys: enrolled, opened with a passphrase, and shut again."""

from datetime import timedelta

from chassis.clock import FixedClock
from chassis.testing import ClientAs
from reporting_whistleblower.domain.keys import Purpose

from .conftest import MakeOfficer, Officer
from .reporting import Phone, file, newest

PASSPHRASE = "a passphrase nobody else knows"


async def test_a_key_is_enrolled_once_and_opens_reports_with_its_passphrase(
    client_as: ClientAs,
) -> None:
    handler = client_as("report_handler", area="350583002")

    enrolled = await handler.post("/v1/keys", json={"purpose": "handler", "passphrase": PASSPHRASE})
    again = await handler.post("/v1/keys", json={"purpose": "handler", "passphrase": PASSPHRASE})
    await file(client_as(), Phone.fresh())
    report = await newest(handler)
    shut = await handler.get(f"/v1/reports/{report['id']}")
    unlocked = await handler.post("/v1/keys/unlock", json={"passphrase": PASSPHRASE})
    session = {"X-Zhiben-Confidential": unlocked.json()["session"]}
    opened = await handler.get(f"/v1/reports/{report['id']}", headers=session)

    assert enrolled.status_code == 201
    assert enrolled.json()["areas"] == ["350583002"]
    assert (again.status_code, again.json()["code"]) == (409, "key_exists")
    assert (shut.status_code, shut.json()["code"]) == (403, "confidential_session_required")
    assert opened.json()["content"]["where"] == "某五金厂二车间北侧"


async def test_a_wrong_passphrase_is_refused_and_many_shut_the_key_for_a_while(
    client_as: ClientAs, clock: FixedClock
) -> None:
    handler = client_as("report_handler", area="350583002")
    await handler.post("/v1/keys", json={"purpose": "handler", "passphrase": PASSPHRASE})

    for _ in range(5):
        wrong = await handler.post("/v1/keys/unlock", json={"passphrase": "wrong"})
    shut = await handler.post("/v1/keys/unlock", json={"passphrase": PASSPHRASE})
    clock.at += timedelta(minutes=1)
    later = await handler.post("/v1/keys/unlock", json={"passphrase": PASSPHRASE})

    assert (wrong.status_code, wrong.json()["code"]) == (403, "passphrase_wrong")
    assert wrong.json() == shut.json()
    assert later.status_code == 200


async def test_a_session_ends_after_half_an_hour(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    clock.at += timedelta(minutes=30)
    stale = await handler.client.get(f"/v1/reports/{report['id']}")

    assert stale.json()["code"] == "confidential_session_required"


async def test_a_session_serves_nobody_but_its_officer(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    other = client_as("report_handler", area="350583002", person="two")
    token = handler.client.headers["X-Zhiben-Confidential"]

    answers = [
        await other.get(f"/v1/reports/{report['id']}", headers={"X-Zhiben-Confidential": value})
        for value in (token, token[:-2] + "AA", "nonsense", "")
    ]

    assert {answer.json()["code"] for answer in answers} == {"confidential_session_required"}


async def test_a_tampered_session_token_does_not_open(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    name, _, secret = handler.client.headers["X-Zhiben-Confidential"].partition(".")
    swapped = f"{name}.{'A' if secret[0] != 'A' else 'B'}{secret[1:]}"

    answer = await handler.client.get(
        f"/v1/reports/{report['id']}", headers={"X-Zhiben-Confidential": swapped}
    )

    assert answer.json()["code"] == "confidential_session_required"


async def test_locking_ends_the_session_at_once(client_as: ClientAs, handler: Officer) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    locked = await handler.client.post("/v1/keys/lock")
    after = await handler.client.get(f"/v1/reports/{report['id']}")

    assert locked.status_code == 204
    assert after.json()["code"] == "confidential_session_required"


async def test_a_key_for_anothers_work_is_refused(client_as: ClientAs) -> None:
    custodian = client_as("custodian")

    answer = await custodian.post("/v1/keys", json={"purpose": "handler", "passphrase": PASSPHRASE})

    assert (answer.status_code, answer.json()["code"]) == (403, "roles_incompatible")


async def test_a_short_passphrase_is_refused(client_as: ClientAs) -> None:
    answer = await client_as("payer").post(
        "/v1/keys", json={"purpose": "payer", "passphrase": "short"}
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/passphrase"


async def test_a_revoked_key_opens_nothing_and_another_may_be_enrolled(
    officer: MakeOfficer, client_as: ClientAs
) -> None:
    handler = await officer(Purpose.HANDLER)
    await officer(Purpose.HANDLER, "two")
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    revoked = await handler.client.post("/v1/keys/revoke", json={"why": "口令可能泄露"})
    after = await handler.client.get(f"/v1/reports/{report['id']}")
    mine = await handler.client.get("/v1/keys/mine")
    anew = await handler.client.post(
        "/v1/keys", json={"purpose": "handler", "passphrase": PASSPHRASE}
    )

    assert revoked.status_code == 200
    assert after.json()["code"] == "confidential_session_required"
    assert (mine.status_code, mine.json()["code"]) == (409, "key_missing")
    assert anew.status_code == 201


async def test_a_custodians_open_key_reads_no_report(
    officer: MakeOfficer, client_as: ClientAs, handler: Officer
) -> None:
    custodian = await officer(Purpose.CUSTODIAN)
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    answer = await custodian.client.get(f"/v1/reports/{report['id']}")

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_handler_who_came_later_reads_only_what_was_assigned_to_him(
    officer: MakeOfficer, client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    newcomer = await officer(Purpose.HANDLER, "two")
    path = f"/v1/reports/{report['id']}"

    before = await newcomer.client.get(path)
    await handler.client.post(
        f"{path}/assign", json={"to": str(newcomer.id)}, headers={"If-Match": '"1"'}
    )
    after = await newcomer.client.get(path)

    assert (before.status_code, before.json()["code"]) == (403, "not_shared_with_you")
    assert after.json()["report"]["handler_id"] == str(newcomer.id)
    assert after.json()["content"]["is_employee"] is True
