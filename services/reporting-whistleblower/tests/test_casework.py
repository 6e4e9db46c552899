"""Beside the moves: pauses, transfers, merged matters, ties, holds, blackened words, and the end."""

from datetime import timedelta

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs
from sqlalchemy import text

from .casework import WHY, accepted, at_noon, listed_overdue, opened
from .conftest import Officer
from .reporting import LEAD, Phone, file, move, newest

# Clocks. It is Wednesday, 4 March 2026; 60 days later is Sunday, 3 May, a holiday until the 5th.


@pytest.mark.parametrize(("day", "late"), [("2026-03-10", 0), ("2026-03-11", 0), ("2026-03-12", 1)])
async def test_undecided_after_five_working_days_is_late(
    client_as: ClientAs, handler: Officer, clock: FixedClock, day: str, late: int
) -> None:
    await file(client_as(), Phone.fresh())

    at_noon(clock, day)

    assert await listed_overdue(handler) == late


@pytest.mark.parametrize(("day", "late"), [("2026-05-05", 0), ("2026-05-06", 0), ("2026-05-07", 1)])
async def test_sixty_days_end_on_a_working_day(
    client_as: ClientAs, handler: Officer, clock: FixedClock, day: str, late: int
) -> None:
    report = await accepted(client_as, handler)

    at_noon(clock, day)

    assert report["due_on"] == "2026-05-06"
    assert await listed_overdue(handler) == late


@pytest.mark.parametrize(("day", "late"), [("2026-03-13", 0), ("2026-03-16", 0), ("2026-03-17", 1)])
async def test_feedback_is_owed_ten_days_after_the_conclusion(
    client_as: ClientAs, handler: Officer, clock: FixedClock, day: str, late: int
) -> None:
    report = await accepted(client_as, handler)
    await move(
        handler.client, report, "conclude", conclusion="substantiated", statement="属实,已整改"
    )

    at_noon(clock, day)

    assert await listed_overdue(handler) == late


async def test_days_of_a_pause_do_not_count_and_the_working_is_shown(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    report = await accepted(client_as, handler)
    at_noon(clock, "2026-03-10")
    report = await move(handler.client, report, "pause", ground="appraisal", **WHY)
    at_noon(clock, "2026-06-18")
    assert await listed_overdue(handler) == 0, "no day passes in a pause"

    report = await move(handler.client, report, "resume", reason="收到鉴定意见")

    # 6 May and the hundred days from 10 March to 18 June: 14 August, a Friday.
    assert (report["due_on"], report["paused_at"]) == ("2026-08-14", None)
    at_noon(clock, "2026-03-04")  # the key's session is of that day
    [clock_moved] = [c for c in (await opened(handler, report))["clocks"] if c["what"] == "resumed"]
    assert clock_moved["on"] == "2026-08-14"
    assert clock_moved["basis"]["rule"] == "report.pause"
    assert clock_moved["basis"]["working"]["days"] == 100
    assert clock_moved["basis"]["provisional"]


async def test_an_extension_during_a_pause_is_not_lost(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    report = await accepted(client_as, handler)
    report = await move(handler.client, report, "pause", ground="appraisal", **WHY)
    leader = client_as("leader", area="350583002")
    report = await move(leader, report, "extend", reason="案情复杂")
    assert report["due_on"] == "2026-06-05"
    at_noon(clock, "2026-03-14")

    report = await move(handler.client, report, "resume", reason="收到鉴定意见")

    assert report["due_on"] == "2026-06-15", "5 June and ten days"


async def test_the_reporter_reads_why_the_clock_stands(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    report = await accepted(client_as, handler, phone)
    await move(handler.client, report, "pause", ground="appraisal", **WHY)

    thread = (await client_as().post("/v1/receipts", json=phone.proof)).json()

    assert [one["text"] for one in thread["letters"] if one["topic"] == "paused"] == [
        "办理期限中止计算:送检测机构鉴定"
    ]


async def test_a_pause_needs_a_running_clock_and_ends_once(
    client_as: ClientAs, handler: Officer
) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)
    at = {"If-Match": f'"{report["version"]}"'}
    path = f"/v1/reports/{report['id']}"

    early = await handler.client.post(
        f"{path}/pause", json={"ground": "court", "reason": "等判决"}, headers=at
    )
    never = await handler.client.post(f"{path}/resume", json={"reason": "恢复"}, headers=at)

    assert (early.status_code, early.json()["code"]) == (409, "illegal_move")
    assert (never.status_code, never.json()["code"]) == (409, "illegal_move")


async def test_a_conclusion_ends_the_pause(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    report = await accepted(client_as, handler)
    report = await move(handler.client, report, "pause", ground="court", reason="等待判决")

    done = await move(handler.client, report, "conclude", conclusion="partly", statement="部分属实")

    assert done["paused_at"] is None
    assert await tx.scalar(text("SELECT count(*) FROM pause WHERE ended_at IS NULL")) == 0


# Where a matter goes.


async def test_another_body_gets_the_restated_matter_and_no_word_of_the_sender(
    client_as: ClientAs, handler: Officer
) -> None:
    phone = Phone.fresh()
    await file(client_as(), phone)
    report = await newest(handler.client)
    said = {"to": "南安市住建局", "reason": "属建筑施工"}
    path, at = f"/v1/reports/{report['id']}/transfer", {"If-Match": f'"{report["version"]}"'}

    bare = await handler.client.post(path, json=said, headers=at)
    quoting = await handler.client.post(
        path,
        json=said | {"what": "据反映,除尘器已停用一周,铝粉堆积很厚。", "place": "二车间"},
        headers=at,
    )
    sent = await handler.client.post(path, json=said | LEAD, headers=at)

    assert (bare.status_code, bare.json()["code"]) == (422, "not_restated")
    assert (quoting.status_code, quoting.json()["code"]) == (422, "quotes_the_report")
    assert quoting.json()["errors"][0]["pointer"] == "/what"
    assert sent.status_code == 200
    [transfer] = (await handler.client.get("/v1/report-transfers")).json()["items"]
    assert (transfer["to"], transfer["what"]) == ("南安市住建局", LEAD["what"])
    assert "report_id" not in transfer
    there = await handler.client.post(
        f"/v1/report-transfers/{transfer['id']}/acknowledge",
        json={"reference": "南建收1号"},
        headers={"If-Match": '"1"'},
    )
    assert there.json()["reference"] == "南建收1号"
    thread = (await client_as().post("/v1/receipts", json=phone.proof)).json()
    assert "南安市住建局已接收(文号:南建收1号)。" in [one["text"] for one in thread["letters"]]


async def test_a_lead_may_not_quote_the_report(client_as: ClientAs, handler: Officer) -> None:
    await file(client_as(), Phone.fresh())
    report = await newest(handler.client)

    answer = await handler.client.post(
        f"/v1/reports/{report['id']}/accept",
        json={"what": "打磨车间的除尘器已停用一周", "place": "二车间"},
        headers={"If-Match": '"1"'},
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "quotes_the_report")


async def test_a_matter_reported_three_times_gets_one_answer_in_the_order_of_arrival(
    client_as: ClientAs, handler: Officer, clock: FixedClock
) -> None:
    phones = [Phone.fresh() for _ in range(3)]
    came = []
    for phone in phones:
        await file(client_as(), phone)
        came.append(await newest(handler.client))
        clock.at += timedelta(minutes=1)
    first, second, third = came
    await move(handler.client, third, "merge", into=second["id"])
    await move(handler.client, second, "merge", into=first["id"])
    first = await move(handler.client, first, "accept", **LEAD)
    first = await move(
        handler.client, first, "conclude", conclusion="substantiated", statement="一并答复:属实"
    )

    assert (await opened(handler, first))["merged"] == [second["id"], third["id"]]
    for phone in phones:
        thread = (await client_as().post("/v1/receipts", json=phone.proof)).json()
        assert "一并答复:属实" in [one["text"] for one in thread["letters"]]
