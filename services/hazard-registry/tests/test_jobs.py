"""Jobs: all of it or nothing, under the asker's rights, whatever happens to the worker."""

from datetime import timedelta
from typing import Any

import pytest
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.hazards import HazardReported
from fastapi import FastAPI
from hazard_registry.domain.job import RESULTS_KEPT
from hazard_registry.permissions import PERMISSIONS
from hazard_registry.use_cases.jobs import asking, clearing, running
from hazard_registry.use_cases.jobs.running import Bench, do_next
from httpx import AsyncClient
from office.spreadsheets.reading import read_workbook

from .ledgers import a_ledger, a_row, an_open_row
from .people import LUJIANG, People, report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def bench(app: FastAPI, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(running, "NOTED_EVERY", 0.0)
    return Bench(app.state.sessions, app.state.job_files, clock, PERMISSIONS.sight)


async def ask(client: AsyncClient, ledger: bytes, **query: object) -> dict[str, Any]:
    answer = await client.post(
        "/v1/jobs/imports/ledger", content=ledger, params=query, headers={"Content-Type": XLSX}
    )
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
    found: dict[str, Any] = answer.json()
    return found


async def job_of(client: AsyncClient, asked: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"/v1/jobs/{asked['id']}")).json()
    return found


async def hazards_of(client: AsyncClient) -> int:
    return len((await client.get("/v1/hazards", params={"limit": 200})).json()["items"])


async def test_a_ledger_comes_in_as_a_job_and_the_same_file_twice_changes_nothing(
    people: People, bench: Bench
) -> None:
    ledger = a_ledger(a_row(), an_open_row(隐患描述="另一处隐患"))
    asked = await ask(people.clerk, ledger)
    assert (asked["status"], asked["total"], await hazards_of(people.clerk)) == ("queued", None, 0)

    assert await do_next(bench)

    done = await job_of(people.clerk, asked)
    assert (done["status"], done["outcome"]["created"], done["attempts"]) == ("done", 2, 1)
    assert (done["total"], await hazards_of(people.clerk)) == (2, 2)
    again = await ask(people.clerk, ledger)
    await do_next(bench)
    assert (await job_of(people.clerk, again))["outcome"]["already_known"] == 2
    assert not await do_next(bench)


async def test_a_bad_ledger_names_every_bad_cell_and_changes_nothing(
    people: People, bench: Bench, tx: Session
) -> None:
    asked = await ask(
        people.clerk, a_ledger(a_row(), a_row(隐患描述="二", 发现日期="2026-02-30", 所在村="?"))
    )

    await do_next(bench)

    failed = await job_of(people.clerk, asked)
    assert (failed["status"], failed["problem"]["code"]) == ("failed", "ledger_faulty")
    assert failed["problem"]["errors"][0]["pointer"] == "台账!J4"
    assert await hazards_of(people.clerk) == 0
    assert await emitted(tx, HazardReported) == []


async def test_what_is_no_ledger_ends_with_words(people: People, bench: Bench) -> None:
    asked = await ask(people.clerk, b"not a workbook")

    await do_next(bench)

    failed = await job_of(people.clerk, asked)
    assert failed["problem"]["code"] == "ledger_unreadable"
    assert ".xlsx" in failed["problem"]["message"]


async def test_a_dry_run_says_what_would_happen(people: People, bench: Bench) -> None:
    asked = await ask(people.clerk, a_ledger(a_row()), dry_run=True)

    await do_next(bench)

    assert (await job_of(people.clerk, asked))["outcome"]["created"] == 1
    assert await hazards_of(people.clerk) == 0


async def test_a_job_that_waits_is_cancelled_before_it_begins(people: People, bench: Bench) -> None:
    asked = await ask(people.clerk, a_ledger(a_row()))

    cancelling = await people.clerk.post(f"/v1/jobs/{asked['id']}/cancel")
    await do_next(bench)
    again = await people.clerk.post(f"/v1/jobs/{asked['id']}/cancel")

    assert cancelling.json()["status"] == "cancelling"
    assert (await job_of(people.clerk, asked))["status"] == "cancelled"
    assert await hazards_of(people.clerk) == 0
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    assert "已取消" in again.json()["detail"]


async def test_a_job_that_is_under_way_is_cancelled_and_undone(
    people: People, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await ask(people.clerk, a_ledger(*(a_row(隐患描述=f"第{n}处") for n in range(5))))
    went = running._Meter.went

    async def cancelled_at_the_third(meter: Any, done: int, total: int | None) -> None:
        if done == 3:
            await people.clerk.post(f"/v1/jobs/{asked['id']}/cancel")
        await went(meter, done, total)

    monkeypatch.setattr(running._Meter, "went", cancelled_at_the_third)

    await do_next(bench)

    stopped = await job_of(people.clerk, asked)
    assert (stopped["status"], stopped["outcome"]) == ("cancelled", None)
    assert await hazards_of(people.clerk) == 0


async def test_an_export_is_a_file_with_what_the_asker_sees(
    people: People, bench: Bench, client_as: ClientAs
) -> None:
    await report(people.clerk, description="本村的")
    await report(people.clerk, description="别村的", area="350583002001")
    village = client_as("village_officer", area=LUJIANG)
    body = {"export": {"kind": "export_list", "name": "problem"}}
    query = {"level": "suspected"}
    wide = (await people.clerk.post("/v1/jobs/exports", json=body, params=query)).json()
    ledger = {"export": {"kind": "export_ledger"}}
    narrow = (await village.post("/v1/jobs/exports", json=ledger, params=query)).json()

    assert await do_next(bench)
    assert await do_next(bench)

    assert (await job_of(people.clerk, wide))["outcome"] == {"rows": 0}  # none is verified
    done = await job_of(village, narrow)
    assert (done["outcome"], done["done"], done["total"]) == ({"rows": 1}, 1, 1)
    file = await village.get(done["result_url"])
    cells = str(read_workbook(file.content).sheets[0].cells)
    assert "本村的" in cells
    assert "别村的" not in cells
    assert file.headers["content-type"] == XLSX
    for path in ("", "/result"):
        other = await people.clerk.get(f"/v1/jobs/{narrow['id']}{path}")
        assert other.status_code == 404


async def test_jobs_are_listed_to_whom_they_belong_newest_first(
    people: People, bench: Bench, clock: FixedClock
) -> None:
    first = await ask(people.clerk, a_ledger(a_row()))
    clock.at += timedelta(minutes=1)
    second = await ask(people.clerk, a_ledger(a_row(隐患描述="二")))

    page = (await people.clerk.get("/v1/jobs", params={"limit": 1})).json()
    rest = await people.clerk.get("/v1/jobs", params={"limit": 1, "after": page["next"]})
    others = await people.leader.get("/v1/jobs")

    assert [one["id"] for one in page["items"] + rest.json()["items"]] == [
        second["id"],
        first["id"],
    ]
    assert others.json()["items"] == []
    gone = await people.clerk.get(f"/v1/jobs/{first['id']}/result")
    assert (gone.status_code, gone.json()["code"]) == (409, "result_gone")


async def test_too_many_waiting_jobs_and_wrong_asks_are_refused(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WAITING_AT_MOST", 1)
    body = {"export": {"kind": "export_ledger"}}

    first = await people.clerk.post("/v1/jobs/exports", json=body)
    second = await people.clerk.post("/v1/jobs/exports", json=body)
    unknown = await people.clerk.post("/v1/jobs/exports", json={"export": {"kind": "all"}})
    village = await people.village.post("/v1/jobs/imports/ledger", content=b"x")
    manager = await people.manager.post("/v1/jobs/exports", json=body)
    empty = await people.clerk.post("/v1/jobs/imports/ledger", content=b"")

    assert (first.status_code, second.json()["code"]) == (202, "too_many_jobs")
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/export")
    assert (village.status_code, manager.status_code) == (403, 403)
    assert empty.json()["code"] == "empty_file"


async def test_what_ended_long_ago_is_cleared_away_with_its_file(
    people: People, bench: Bench, clock: FixedClock, tx: Session
) -> None:
    asked = await people.clerk.post("/v1/jobs/exports", json={"export": {"kind": "export_ledger"}})
    await do_next(bench)
    path = f"/v1/jobs/{asked.json()['id']}"
    assert (await people.clerk.get(f"{path}/result")).status_code == 200

    early = await clearing.clear_jobs(tx, bench.files, at=clock.at + RESULTS_KEPT)
    late = await clearing.clear_jobs(
        tx, bench.files, at=clock.at + RESULTS_KEPT + timedelta(seconds=1)
    )

    assert (early, late) == (0, 1)
    assert (await people.clerk.get(path)).status_code == 404
