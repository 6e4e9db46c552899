"""Who is kept away from a report, who gets its key, what is blackened, and how it ends."""

from typing import Any
from uuid import UUID

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, person_id
from httpx import AsyncClient
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.retention import digest_of
from reporting_whistleblower.store import reports as stored
from reporting_whistleblower.store import sealed
from reporting_whistleblower.use_cases import retention, sealing
from sqlalchemy import text

from .casework import UNIT, a_unit, accepted, at_noon, confirm, opened
from .conftest import MakeOfficer, Officer
from .reporting import LEAD, Phone, file, jpeg, move, newest

# Who is kept away.


@pytest.fixture
async def two(officer: MakeOfficer) -> tuple[Officer, Officer]:
    return await officer(Purpose.HANDLER, "one"), await officer(Purpose.HANDLER, "two")


async def test_ties_to_a_unit_hide_its_reports_before_and_after(
    client_as: ClientAs, two: tuple[Officer, Officer], tx: Session
) -> None:
    one, other = two
    await a_unit(tx)
    await file(client_as(), Phone.fresh(), unit_id=str(UNIT))
    report = await newest(other.client)

    ties = await other.client.post(
        "/v1/report-conflicts", json={"unit_id": str(UNIT), "tie": "kin"}
    )
    await file(client_as(), Phone.fresh(), unit_id=str(UNIT))

    assert ties.status_code == 201, ties.text
    assert (await other.client.get("/v1/reports")).json()["items"] == []
    assert (await other.client.get(f"/v1/reports/{report['id']}")).status_code == 404
    assert len((await one.client.get("/v1/reports")).json()["items"]) == 2
    held = text("SELECT count(*) FROM report_key WHERE key_id = :id")
    assert await tx.scalar(held, {"id": other.key.id}) == 0
    mine = await other.client.post(
        f"/v1/report-conflicts/{ties.json()['id']}/end", headers={"If-Match": '"1"'}
    )
    assert mine.status_code == 403, "nobody ends his own ties"
    leader = client_as("leader", area="350583002")
    end = f"/v1/report-conflicts/{ties.json()['id']}/end"
    assert (await leader.post(end, headers={"If-Match": '"2"'})).status_code == 412
    assert (await leader.post(end, headers={"If-Match": '"1"'})).status_code == 200
    assert len((await other.client.get("/v1/reports")).json()["items"]) == 2


async def test_an_excluded_officer_keeps_nothing_that_opens_what_comes_later(
    client_as: ClientAs, two: tuple[Officer, Officer], tx: Session
) -> None:
    one, other = two
    phone = Phone.fresh()
    await file(client_as(), phone)
    report = await newest(one.client)
    kept = await sealed.key_for(tx, UUID(report["id"]), other.key.id)
    old = sealing.unseal(other.private, kept or b"")

    answer = await one.client.post(
        f"/v1/reports/{report['id']}/exclude",
        json={"account_id": str(other.id), "tie": "employment"},
    )
    said = {**phone.proof, "text": "再补充一点情况"}
    assert (await client_as().post("/v1/receipts/messages", json=said)).status_code == 201

    assert answer.status_code == 200, answer.text
    assert (await other.client.get(f"/v1/reports/{report['id']}")).status_code == 404
    for words in await tx.scalars(
        text("SELECT sealed FROM letter UNION ALL SELECT content FROM sealed_report")
    ):
        with pytest.raises(sealing.DoesNotOpen):
            sealing.unseal(old, words)
    letters = (await opened(one, report))["letters"]
    assert [letter["text"] for letter in letters] == ["再补充一点情况"]
    thread = (await client_as().post("/v1/receipts", json=phone.proof)).json()
    assert thread["what"].startswith("打磨车间")
    back = await one.client.post(
        f"/v1/reports/{report['id']}/assign",
        json={"to": str(other.id)},
        headers={"If-Match": f'"{report["version"]}"'},
    )
    assert (back.status_code, back.json()["code"]) == (422, "excluded")


async def test_who_turns_out_to_have_ties_loses_the_report(
    client_as: ClientAs, two: tuple[Officer, Officer], tx: Session
) -> None:
    one, other = two
    await a_unit(tx)
    said = {"unit_id": str(UNIT), "tie": "money"}
    assert (await other.client.post("/v1/report-conflicts", json=said)).status_code == 201
    await file(client_as(), Phone.fresh(), identity=None)
    report = await newest(other.client)

    await move(one.client, report, "accept", unit_id=str(UNIT), **LEAD)

    assert (await other.client.get(f"/v1/reports/{report['id']}")).status_code == 404
    assert await sealed.key_for(tx, UUID(report["id"]), other.key.id) is None
    asked = {"report_id": report["id"], "stage": "case", "reason": "想知道是谁"}
    assert (await other.client.post("/v1/identity-requests", json=asked)).status_code == 404


async def test_the_last_who_can_open_it_is_not_excluded(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    answer = await handler.client.post(
        f"/v1/reports/{report['id']}/exclude",
        json={"account_id": str(handler.id), "tie": "kin"},
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "last_handler")


# Keys that are handed on, taken away and drawn anew.


async def test_a_successor_gets_what_one_opens_and_a_key_withdrawn_is_rotated_out(
    client_as: ClientAs, officer: MakeOfficer, tx: Session
) -> None:
    old = await officer(Purpose.HANDLER, "old")
    await file(client_as(), Phone.fresh())
    report = await newest(old.client)
    kept = sealing.unseal(
        old.private, await sealed.key_for(tx, UUID(report["id"]), old.key.id) or b""
    )
    heir = await officer(Purpose.HANDLER, "heir")
    assert (await heir.client.get(f"/v1/reports/{report['id']}")).status_code == 403

    handed = await old.client.post(f"/v1/keys/{heir.key.id}/hand-on")
    leader = client_as("leader", area="350583002")
    shown = (await leader.get("/v1/keys")).json()["items"]
    gone = await leader.post(f"/v1/keys/{old.key.id}/withdraw", json={"why": "调离岗位"})
    rotated = await heir.client.post("/v1/keys/rotate")

    assert handed.json() == {"reports": 1}
    assert {one["account_id"] for one in shown} == {str(old.id), str(heir.id)}
    assert gone.json()["id"] == str(old.key.id)
    assert rotated.json() == {"reports": 1}
    assert (await heir.client.post("/v1/keys/rotate")).json() == {"reports": 0}
    assert (await opened(heir, report))["content"]["what"].startswith("打磨车间")
    content = await tx.scalar(text("SELECT content FROM sealed_report"))
    with pytest.raises(sealing.DoesNotOpen):
        sealing.unseal(kept, content)
    assert (await old.client.get(f"/v1/reports/{report['id']}")).status_code == 403


async def test_a_leader_elsewhere_takes_no_key_here(client_as: ClientAs, handler: Officer) -> None:
    elsewhere = client_as("leader", area="350521")

    answer = await elsewhere.post(f"/v1/keys/{handler.key.id}/withdraw", json={"why": "误操作"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert (await elsewhere.get("/v1/keys")).json()["items"] == []


# Words blackened for good.


async def test_blackened_words_are_gone_for_everybody(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    phone = Phone.fresh()
    await file(client_as(), phone, what="我是质检员王小明,除尘器已停用一周了")
    report = await newest(handler.client)
    old = sealing.unseal(
        handler.private, await sealed.key_for(tx, UUID(report["id"]), handler.key.id) or b""
    )
    said = {**phone.proof, "text": "请联系王小明"}
    await client_as().post("/v1/receipts/messages", json=said)
    path = f"/v1/reports/{report['id']}/redact"

    done = await handler.client.post(path, json={"words": "王小明", "reason": "误写真名"})
    again = await handler.client.post(path, json={"words": "王小明", "reason": "误写真名"})

    assert done.status_code == 200, done.text
    assert (again.status_code, again.json()["code"]) == (422, "nothing_to_redact")
    shown = await opened(handler, report)
    assert shown["content"]["what"] == "我是质检员███,除尘器已停用一周了"
    assert [letter["text"] for letter in shown["letters"]] == ["请联系███"]
    thread = (await client_as().post("/v1/receipts", json=phone.proof)).json()
    assert "王小明" not in str(thread)
    with pytest.raises(sealing.DoesNotOpen):
        sealing.unseal(old, await tx.scalar(text("SELECT content FROM sealed_report")))
    told = (await handler.client.get(f"/v1/reports/{report['id']}/history")).text
    assert "redact" in told
    assert "王小明" not in told


# The end.


async def ended(
    client_as: ClientAs, handler: Officer, phone: Phone, uploads: list[str]
) -> dict[str, Any]:
    await file(client_as(), phone, uploads=uploads)
    report = await newest(handler.client)
    said = {"ground": "out_of_scope", "reason": "不属于安全生产举报"}
    return await move(handler.client, report, "refuse", **said)


async def photograph(anybody: AsyncClient) -> str:
    sent = await anybody.post(
        "/v1/report-uploads", content=jpeg(), headers={"Content-Type": "image/jpeg"}
    )
    return str(sent.json()["ticket"])


@pytest.mark.parametrize(
    ("day", "gone"), [("2031-03-03", False), ("2031-03-04", False), ("2031-03-05", True)]
)
async def test_keys_are_destroyed_the_day_after_five_years_and_that_is_proved(
    *,
    client_as: ClientAs,
    handler: Officer,
    clock: FixedClock,
    tx: Session,
    day: str,
    gone: bool,
) -> None:
    phone = Phone.fresh()
    report = await ended(client_as, handler, phone, [await photograph(client_as())])
    shares = text(
        "SELECT sealed_key FROM report_key UNION ALL SELECT thread_sealed_key FROM sealed_report "
        "UNION ALL SELECT sealed_key FROM upload"
    )
    before = list(await tx.scalars(shares))
    await confirm(tx, "report.retention", clock)
    at_noon(clock, day)

    await retention.destroy_expired(tx, at=clock.at)

    left = list(await tx.scalars(shares))
    assert (left == []) is gone
    assert (await client_as().post("/v1/receipts", json=phone.proof)).status_code == (
        404 if gone else 200
    )
    auditor = client_as("auditor", area="350583002")
    proofs = (await auditor.get("/v1/report-destructions")).json()["items"]
    assert [proof["digest"] for proof in proofs] == ([digest_of(before).hex()] if gone else [])
    assert [proof["keys"] for proof in proofs] == ([3] if gone else [])
    assert (await stored.get(tx, UUID(report["id"]))).status == "refused", "the fact stays"


async def test_nothing_is_destroyed_by_a_rule_nobody_confirmed(
    client_as: ClientAs, handler: Officer, clock: FixedClock, tx: Session
) -> None:
    await ended(client_as, handler, Phone.fresh(), [])
    at_noon(clock, "2041-03-05")

    assert await retention.destroy_expired(tx, at=clock.at) == []


async def test_a_hold_outlives_retention_until_it_is_lifted(
    client_as: ClientAs, officer: MakeOfficer, clock: FixedClock, tx: Session
) -> None:
    handler = await officer(Purpose.HANDLER)
    report = await ended(client_as, handler, Phone.fresh(), [])
    leader = client_as("leader", area="350583002")
    path = f"/v1/reports/{report['id']}"
    assert (await leader.post(f"{path}/hold", json={"reason": "法院调卷"})).status_code == 200
    twice = await leader.post(f"{path}/hold", json={"reason": "法院调卷"})
    black = await handler.client.post(
        f"{path}/redact", json={"words": "除尘器", "reason": "误写内容"}
    )
    await confirm(tx, "report.retention", clock)
    at_noon(clock, "2035-03-05")

    assert (twice.status_code, black.status_code) == (409, 409)
    assert await retention.destroy_expired(tx, at=clock.at) == []
    assert (await leader.post(f"{path}/release", json={"reason": "已结案"})).status_code == 200
    assert await retention.destroy_expired(tx, at=clock.at) == [UUID(report["id"])]


async def test_an_identity_ends_with_its_report(
    client_as: ClientAs, officer: MakeOfficer, clock: FixedClock, tx: Session
) -> None:
    handler = await officer(Purpose.HANDLER)
    for name in ("a", "b"):
        await officer(Purpose.CUSTODIAN, name)
    await file(client_as(), Phone.fresh(), identity={"name": "张三"})
    report = await newest(handler.client)
    said = {"ground": "out_of_scope", "reason": "不属于安全生产举报"}
    await move(handler.client, report, "refuse", **said)
    await confirm(tx, "report.retention", clock)
    count = text("SELECT (SELECT count(*) FROM vault.identity), (SELECT count(*) FROM vault.share)")
    assert (await tx.execute(count)).one() == (1, 1)
    at_noon(clock, "2031-03-05")

    await retention.destroy_expired(tx, at=clock.at)

    assert (await tx.execute(count)).one() == (0, 0)


@pytest.mark.parametrize("role", ["payer", "custodian", "leader", "system_admin"])
async def test_others_do_none_of_this(client_as: ClientAs, handler: Officer, role: str) -> None:
    report = await accepted(client_as, handler)
    client = client_as(role, area="350583002")
    at = {"If-Match": f'"{report["version"]}"'}
    path = f"/v1/reports/{report['id']}"

    for verb, body in (
        ("pause", {"ground": "court", "reason": "等判决"}),
        ("redact", {"words": "除尘", "reason": "误写内容"}),
        ("exclude", {"account_id": str(person_id("report_handler", "x")), "tie": "kin"}),
    ):
        answer = await client.post(f"{path}/{verb}", json=body, headers=at)
        assert answer.status_code == 403, verb
