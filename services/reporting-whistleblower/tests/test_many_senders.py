"""Sixty-four senders at once, each on a line so bad that everything is sent twice."""

import asyncio
import importlib
import secrets
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest_asyncio
from chassis.clock import FixedClock
from chassis.db import Sessions, make_engine
from chassis.settings import Settings
from chassis.testing import NOON, fresh_database, server_url
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from reporting_whistleblower.domain.keys import OfficerKey, Purpose
from reporting_whistleblower.store import keys
from reporting_whistleblower.use_cases import sealing
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker

from .reporting import Phone, jpeg

SENDERS = 64


@pytest_asyncio.fixture
async def committing(package: str, worker_name: str, settings: Settings) -> AsyncIterator[FastAPI]:
    """The application on a database of its own, where everything really commits."""
    name = f"test_{package}_many_{worker_name}"
    url = await fresh_database(package, name)
    engine = make_engine(url.replace("postgresql://", "postgresql+asyncpg://"), pool_size=12)
    app: FastAPI = importlib.import_module(f"{package}.main").create(settings)
    app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
    app.state.clock = FixedClock(NOON)
    yield app
    app.state.workshop.close()
    await engine.dispose()
    server = await asyncpg.connect(server_url() + "/postgres")
    await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await server.close()


async def a_handler(sessions: Sessions) -> None:
    pair = sealing.key_pair()
    key = OfficerKey(
        id=(account := uuid4()), account_id=account, purpose=Purpose.HANDLER, areas=("",),
        public_key=pair.public, salt=b"", wrapped_private=b"", created_at=NOON,
    )  # fmt: skip
    async with sessions.begin() as tx:
        assert await keys.add(tx, key)


async def twice(anybody: AsyncClient, path: str, **sent: object) -> dict[str, str]:
    """Send it twice at once with one key, and again until somebody answers: all say the same."""
    headers = {"Idempotency-Key": secrets.token_hex(16), **sent.pop("headers", {})}  # type: ignore[dict-item]
    answers = []
    while not answers:
        both = await asyncio.gather(
            *(anybody.post(path, headers=headers, **sent) for _ in range(2))  # type: ignore[arg-type]
        )
        assert {answer.status_code for answer in both} <= {201, 409}, both[0].text
        answers = [answer.json() for answer in both if answer.status_code == 201]
    assert all(answer == answers[0] for answer in answers)
    first: dict[str, str] = answers[0]
    return first


async def send(anybody: AsyncClient, phone: Phone) -> None:
    ticket = await twice(
        anybody, "/v1/report-uploads", content=jpeg(), headers={"Content-Type": "image/jpeg"}
    )
    filed = await twice(anybody, "/v1/reports", json=phone.a_report(uploads=[ticket["ticket"]]))
    assert filed["status"] == "received"


async def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(committing: FastAPI) -> None:
    await a_handler(committing.state.sessions)
    phones = [Phone.fresh() for _ in range(SENDERS)]
    async with AsyncClient(transport=ASGITransport(committing), base_url="http://test") as anybody:
        await asyncio.gather(*(send(anybody, phone) for phone in phones))

        for phone in phones:
            found = await anybody.post("/v1/receipts", json=phone.proof)
            assert found.json()["what"].startswith("打磨车间")

    counts = text(
        """
        SELECT (SELECT count(*) FROM report), (SELECT count(DISTINCT number) FROM report),
          (SELECT count(*) FROM upload WHERE report_id IS NOT NULL),
          (SELECT count(DISTINCT report_id) FROM upload), (SELECT count(*) FROM upload),
          (SELECT count(*) FROM outbox_event WHERE subject = 'report.received')
        """
    )
    async with committing.state.sessions.begin() as tx:
        assert set((await tx.execute(counts)).one()) == {SENDERS}
