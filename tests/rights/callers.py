"""Who calls in these walks: every role there is, narrowed in every way a grant can be."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID, uuid4

from chassis.identity import Grant, Principal, issue_token
from chassis.testing import SIGNING_KEY
from contracts.demo import VILLAGES, demo_id
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

ROLES = (
    "office_clerk", "department_officer", "department_head", "village_officer", "grid_worker",
    "enforcement_officer", "legal_reviewer", "report_handler", "custodian", "payer", "leader",
    "unit_manager", "unit_worker", "training_officer", "system_admin", "security_admin",
    "auditor", "integrator",
)  # fmt: skip
SOMEBODY = demo_id("rights", 1)


def account_of(role: str) -> UUID:
    """The account of whoever plays this role when it matters to nobody which."""
    return demo_id("rights", 10 + ROLES.index(role))


HERE, THERE = VILLAGES[0], VILLAGES[1]


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with one role, at one place. Without a role nobody is signed in."""

    role: str | None = None
    area: str = ""
    department: str | None = None
    unit: UUID | None = None
    id: UUID = SOMEBODY

    def __str__(self) -> str:
        at = [self.area, self.department, f"unit {self.unit}" if self.unit else None]
        return " ".join([self.role or "a stranger", *(one for one in at if one)])

    def as_role(self, role: str) -> "Caller":
        return replace(self, role=role)

    def token(self, at: datetime) -> str:
        assert self.role is not None
        grant = Grant(self.role, self.area, self.department, self.unit)
        who = Principal(self.id, f"{self.role} 走查", (grant,))
        return issue_token(SIGNING_KEY, who, at=at, life=timedelta(minutes=5))


NOBODY = Caller()
# Reaches something by whichever condition a row has.
EVERYWHERE = Caller(area="350583", department="office", unit=uuid4())


class Calling:
    """Calls one application as anybody."""

    def __init__(self, client: AsyncClient, now: Callable[[], datetime]) -> None:
        self.client = client
        self.now = now

    async def ask(self, caller: Caller, method: str, address: str, **given: object) -> Response:
        """Ask as this caller; `headers`, `json`, `content`, `params` as httpx has them."""
        headers = dict(given.pop("headers", None) or {})  # type: ignore[call-overload]
        if caller.role and "Authorization" not in headers:
            headers["Authorization"] = f"Bearer {caller.token(self.now())}"
        if method == "POST":
            headers.setdefault("Idempotency-Key", token_hex(16))
        return await self.client.request(method, address, headers=headers, **given)  # type: ignore[arg-type]


@asynccontextmanager
async def calling(app: FastAPI, now: Callable[[], datetime]) -> AsyncIterator[Calling]:
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield Calling(client, now)
