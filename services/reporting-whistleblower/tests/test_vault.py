"""The service's own role, which is no superuser, can do its work and cannot look into the vault."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import asdict
from urllib.parse import urlsplit

import asyncpg
import pytest
import pytest_asyncio
import reporting_whistleblower
from chassis.db import Session, make_engine
from chassis.ids import new_id
from chassis.migrations import upgrade
from chassis.testing import NOON, server_url
from reporting_whistleblower import tables
from reporting_whistleblower.domain.identity import IdentityRequest, Stage
from reporting_whistleblower.domain.keys import OfficerKey, Purpose
from reporting_whistleblower.domain.report import Category, Report
from reporting_whistleblower.domain.roles import vault_role
from reporting_whistleblower.store import keys, vault
from reporting_whistleblower.use_cases import identities, sealing
from sqlalchemy import insert, text

IDENTITY = {"name": "(演示)林某"}


@pytest_asyncio.fixture
async def owned(worker_name: str) -> AsyncIterator[Session]:
    """A session as the owner of a fresh database, made as the launcher makes it."""
    name = f"test_reporting_whistleblower_owner_{worker_name}"
    server = await asyncpg.connect(server_url() + "/postgres")
    await server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    await server.execute(f'DROP ROLE IF EXISTS "{name}"')
    password = secrets.token_hex()
    await server.execute(f"""CREATE ROLE "{name}" LOGIN PASSWORD '{password}'""")
    await server.execute(f'CREATE DATABASE "{name}" OWNER "{name}"')
    for role in ("vault_insert", "vault_read"):
        if not await server.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
            await server.execute(f'CREATE ROLE "{role}" NOLOGIN')
        await server.execute(f'GRANT "{role}" TO "{name}" WITH INHERIT FALSE, SET TRUE')
    place = urlsplit(server_url()).netloc.rpartition("@")[2]
    engine = make_engine(f"postgresql+asyncpg://{name}:{password}@{place}/{name}")
    await upgrade(engine, reporting_whistleblower)
    async with Session(engine) as session:
        yield session
    await engine.dispose()
    await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await server.execute(f'DROP ROLE "{name}"')
    await server.close()


async def locked_away(tx: Session) -> IdentityRequest:
    """Put an identity into the vault, and ask for it."""
    for _ in range(2):
        key = OfficerKey(
            id=new_id(), account_id=new_id(), purpose=Purpose.CUSTODIAN, areas=("",),
            public_key=sealing.key_pair().public, salt=b"", wrapped_private=b"", created_at=NOON,
        )  # fmt: skip
        assert await keys.add(tx, key)
    identity_id = await identities.lock_away(tx, identity=IDENTITY, area="350583002003")
    report = Report(
        id=new_id(), number="JB2026-TEST", lead_id=new_id(), category=Category.OTHER,
        area="350583002003", unit_id=None, wants_reward=False, received_at=NOON,
        identity_id=identity_id,
    )  # fmt: skip
    await tx.execute(insert(tables.report).values(asdict(report)))
    request = IdentityRequest(
        id=new_id(), report_id=report.id, identity_id=identity_id, area=report.area,
        stage=Stage.COURT, reason="法院调取", asked_by=new_id(), asked_at=NOON, expires_at=NOON,
    )  # fmt: skip
    await vault.add_request(tx, request)
    return request


async def test_the_owner_locks_identities_away_and_cannot_read_them(owned: Session) -> None:
    request = await locked_away(owned)

    assert await owned.scalar(text("SELECT count(*) FROM vault.identity")) == 0
    assert await owned.scalar(text("SELECT count(*) FROM vault.share")) == 0
    with pytest.raises(vault.NotFound):
        await vault.blob(owned, request)


async def test_an_approved_request_shows_its_one_row_to_the_reading_role(owned: Session) -> None:
    request = await locked_away(owned)
    await owned.execute(text("UPDATE identity_request SET status = 'approved'"))

    blob = await vault.blob(owned, request)

    assert len(blob) > 2048
    assert IDENTITY["name"].encode() not in blob


@pytest.mark.parametrize(
    ("database", "role"),
    [
        ("reporting_whistleblower", "vault_read"),
        ("city_reporting_whistleblower", "city_vault_read"),
        ("test_reporting_whistleblower_main_1", "vault_read"),
    ],
)
def test_a_prefixed_database_has_prefixed_roles(database: str, role: str) -> None:
    assert vault_role("vault_read", database=database) == role
