"""Fixtures for reporting-whistleblower: officers whose keys are open, rules in force."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import (  # noqa: F401 - fixtures
    ClientAs,
    app,
    built_app,
    client_as,
    clock,
    connection,
    database_url,
    engine,
    person_id,
    settings,
    tx,
    worker_name,
)
from httpx import AsyncClient
from reporting_whistleblower.domain.keys import OfficerKey, Purpose
from reporting_whistleblower.domain.work import FREE_ARRIVALS, FREE_FAILURES
from reporting_whistleblower.store import keys
from reporting_whistleblower.use_cases import keys as using
from reporting_whistleblower.use_cases import sealing

AREA = "350583002"
ROLES = {
    Purpose.HANDLER: "report_handler",
    Purpose.CUSTODIAN: "custodian",
    Purpose.PAYER: "payer",
    Purpose.TRUSTEE: "leader",
}


@pytest.fixture(scope="session")
def package() -> str:
    return "reporting_whistleblower"


@pytest.fixture(autouse=True)
def _no_pressure(request: pytest.FixtureRequest) -> None:
    """What earlier tests sent makes nobody work here."""
    if "app" in request.fixturenames:
        state = request.getfixturevalue("app").state
        state.wrong_receipts.relax()
        state.arrivals.relax()
        state.arrivals.free = FREE_ARRIVALS
        state.wrong_receipts.free = FREE_FAILURES


@dataclass(frozen=True)
class Officer:
    """Somebody whose key is open: a client that sends the session with every request."""

    client: AsyncClient
    id: UUID
    key: OfficerKey
    private: bytes


MakeOfficer = Callable[..., Awaitable[Officer]]


@pytest_asyncio.fixture
async def officer(tx: Session, client_as: ClientAs, clock: FixedClock) -> MakeOfficer:  # noqa: F811
    """Make an officer with an open key, without the second that Argon2 takes."""

    async def make(
        purpose: Purpose, person: str = "one", *, area: str = AREA, unlocked: bool = True
    ) -> Officer:
        role = ROLES[purpose]
        pair = sealing.key_pair()
        key = OfficerKey(
            id=(account := person_id(role, person)),
            account_id=account,
            purpose=purpose,
            areas=(area,),
            public_key=pair.public,
            salt=b"",
            wrapped_private=b"",
            created_at=clock.at,
        )
        assert await keys.add(tx, key)
        client = client_as(role, area=area, person=person)
        if unlocked:
            token, session = using.open_session(key, pair.private, at=clock.at)
            await keys.add_session(tx, session)
            client.headers["X-Zhiben-Confidential"] = token
        return Officer(client, account, key, pair.private)

    return make


@pytest_asyncio.fixture
async def handler(officer: MakeOfficer) -> Officer:
    return await officer(Purpose.HANDLER)


@pytest_asyncio.fixture
async def custodians(officer: MakeOfficer) -> list[Officer]:
    """Two, so that a name can be locked away."""
    return [await officer(Purpose.CUSTODIAN, person) for person in ("one", "two")]
