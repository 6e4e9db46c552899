"""The emergency bureau's people and what they do, step by step."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from chassis.clock import FixedClock
from chassis.db import Session
from chassis.identity import Principal
from chassis.testing import person_id
from contracts.hazards import HazardVerified
from enforcement.domain.body import Officer
from enforcement.handlers import handlers
from enforcement.use_cases import body as use_cases
from httpx import AsyncClient, Response

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)
VILLAGE = "350583002201"
ADMIN = Principal(uuid4(), "admin")


def verified(**changes: Any) -> HazardVerified:
    """A major hazard of the bureau's own field, but for the fields given."""
    plain: dict[str, Any] = {
        "hazard_id": uuid4(),
        "unit_id": uuid4(),
        "area": VILLAGE,
        "department": "emergency_bureau",
        "level": "major",
        "channel": "supervision",
        "origin": "inspection",
        "criteria": ["GM-3-1"],
        "due_on": date(2026, 4, 1),
        "at": NOON,
    }
    return HazardVerified(**plain | changes)


async def hear(tx: Session, event: Any) -> None:
    """Let the service act on an event."""
    handler = handlers.of(event.type())
    assert handler is not None
    await handler.run(event, tx)


@dataclass
class Bureau:
    """The emergency bureau's people, and the case they work on."""

    officer: AsyncClient
    head: AsyncClient
    legal: AsyncClient
    officers: list[Officer]
    clock: FixedClock
    case: dict[str, Any] = field(default_factory=dict)

    async def post(
        self, path: str, body: dict[str, Any] | None = None, *, by: AsyncClient | None = None
    ) -> Response:
        """Move the case; what comes back is the case from then on."""
        response = await (by or self.officer).post(
            f"/v1/cases/{self.case['id']}/{path}",
            json=body or {},
            headers={"If-Match": f'"{self.case["version"]}"'},
        )
        if response.is_success:
            self.case = response.json()
        return response

    async def must(
        self, path: str, body: dict[str, Any] | None = None, *, by: AsyncClient | None = None
    ) -> dict[str, Any]:
        """Move the case, which has to work."""
        response = await self.post(path, body, by=by)
        assert response.is_success, response.text
        return self.case

    async def file(self, clue: dict[str, Any], **changes: Any) -> Response:
        filing = {"cause": "未采取措施消除事故隐患", "act_on": "2026-03-01"} | changes
        response = await self.officer.post(
            f"/v1/clues/{clue['id']}/file",
            json=filing,
            headers={"If-Match": f'"{clue["version"]}"'},
        )
        if response.is_success:
            self.case = response.json()
        return response

    async def propose(self, *penalties: dict[str, Any]) -> Response:
        plain = {"article": "102", "stage": "first", "target": "unit", "amount": "30000.00"}
        return await self.post("propose", {"penalties": [plain | p for p in penalties or ({},)]})

    async def investigate(self) -> None:
        ids = [str(officer.id) for officer in self.officers[:2]]
        await self.must("investigate", {"officers": ids})
        found = {"kind": "site_record", "title": "现场检查记录", "obtained_on": "2026-03-02"}
        await self.must("evidence", found)

    async def review(self, **changes: Any) -> None:
        await self.must("review", {"passed": True, "opinion": "同意"} | changes, by=self.legal)

    async def inform(self, *penalties: dict[str, Any]) -> None:
        """Go from filed to informed."""
        await self.investigate()
        assert (await self.propose(*penalties)).is_success
        await self.review()
        await self.must("inform")

    async def waive(self) -> None:
        stated = self.clock.at.date().isoformat()
        text = {"kind": "waiver", "text": "放弃陈述申辩和听证", "stated_on": stated}
        await self.must("statements", text)

    async def decide(self, **changes: Any) -> Response:
        decision = {"outcome": "punished", "ground": "安全生产法第一百零二条"} | changes
        return await self.post("decide", decision, by=self.head)

    async def serve(self, on: str) -> None:
        served = {"served_on": on, "method": "in_person", "receipt": "送达回执1号"}
        await self.must("serve", served)

    def pass_days(self, days: int) -> None:
        self.clock.at += timedelta(days=days)


async def an_officer(tx: Session, number: int, **changes: Any) -> Officer:
    plain: dict[str, Any] = {
        "id": uuid4(),
        "name": f"执法员{number}",
        "body": "emergency_bureau",
        "account_id": person_id("enforcement_officer", str(number)),
        "certificate_number": f"T-{uuid4().hex[:8]}",
        "valid_from": date(2024, 1, 1),
        "valid_to": date(2029, 12, 31),
    }
    officer = Officer(**plain | changes)
    return await use_cases.register_officer(tx, officer=officer, by=ADMIN, at=NOON)
