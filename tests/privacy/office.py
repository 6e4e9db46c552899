"""What officials do with canaries: files of people, units, hazards, exports, audit trails."""

from datetime import timedelta
from typing import Any

from tests.journeys import fresh
from tests.journeys.acting import a_finding
from tests.journeys.chapters.preparation import knows_unit
from tests.journeys.chapters.reconciliation import SEALING_SERVICES
from tests.journeys.people import Person
from tests.journeys.plot import VILLAGE
from tests.privacy.people import Answers, WatchedCast
from tests.privacy.planted import OFFICIAL
from tests.privacy.reporting import photograph

CSV = {"Accept": "text/csv"}
XLSX = {"Accept": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def a_unit() -> dict[str, Any]:
    return {
        "code": fresh.credit_code(),
        "name": f"(演示)隐私检查用企业{fresh.mark()}",
        "area": VILLAGE,
        "industry": "3351",
        "sector": "industry",
        "principal": "蔡演示",
        "principal_phone": OFFICIAL["principal's phone"],
    }


def a_worker(unit: str) -> dict[str, Any]:
    return {
        "name": OFFICIAL["worker's name"],
        "identity_number": OFFICIAL["worker's identity number"],
        "phone": OFFICIAL["worker's phone"],
        "post": {
            "unit_id": unit,
            "kind": "own",
            "post": "焊工",
            "needs": [{"regime": "special_operation", "item": "2.1"}],
            "from_on": str(fresh.today() - timedelta(days=90)),
        },
    }


def a_hazard() -> dict[str, Any]:
    return a_finding(description=OFFICIAL["hazard's words"])


async def work(cast: WatchedCast, answers: Answers) -> dict[str, Any]:
    """Return the unit that was registered."""
    clerk, trainer = await cast.who("clerk"), await cast.who("trainer")
    unit: dict[str, Any] = await clerk.post("/v1/units", a_unit())
    await knows_unit(trainer, unit["id"])
    worker = await trainer.post("/v1/people", a_worker(unit["id"]))
    number = {"identity_number": worker_number()}
    assert (await trainer.post("/v1/people/find", number))["items"]
    shown = await trainer.post(f"/v1/people/{worker['id']}/reveal", {"purpose": "duplicate"})
    assert shown["identity_number"] == worker_number()
    picture = photograph(OFFICIAL["official's camera"])
    kept = await clerk.upload("/v1/attachments", picture, "image/jpeg")
    await clerk.post("/v1/hazards", a_hazard() | {"attachments": [kept["id"]]})
    await clerk.get("/v1/hazards", text=OFFICIAL["search"])
    await _export(trainer, clerk, answers, unit["id"])
    await _read_audits(cast, answers)
    return unit


def worker_number() -> str:
    return OFFICIAL["worker's identity number"]


async def _export(trainer: Person, clerk: Person, answers: Answers, unit: str) -> None:
    """Lists leave the house as files: what they hold of people is masked."""
    for headers in (CSV, XLSX):
        for path in (f"/v1/people?unit_id={unit}", f"/v1/certificates?unit_id={unit}"):
            given = await trainer.send("GET", path, headers=headers)
            assert given.is_success, given.text
            answers.keep_file(f"export{path.split('?')[0]}", given)
    for path in (
        "/v1/hazards/ledger.xlsx",
        "/v1/lists/problem",
        "/v1/statistics/reports",
        "/v1/statistics/hazards",
    ):
        answers.keep_file(f"export{path}", await clerk.send("GET", path))


async def _read_audits(cast: WatchedCast, answers: Answers) -> None:
    auditor = await cast.who("auditor")
    for service in SEALING_SERVICES:
        entries = await auditor.send("GET", f"/v1/{service}/audit/entries?limit=200")
        answers.keep_file(f"audit/{service}", entries)
