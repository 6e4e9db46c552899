"""A tiny service on a real database, to try what every service relies on."""

import os
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import asyncpg
import pytest
from chassis.app import create_app
from chassis.clock import FixedClock
from chassis.db import Sessions
from chassis.ddl import create_statements
from chassis.http import CHECK, SHOWN_ONCE, ApiRouter, IfMatch, Page, PageOf, Tx, tagged
from chassis.idempotency import keys
from chassis.messages import Message
from chassis.paging import cut
from chassis.permissions import PUBLIC, By, Permissions
from chassis.settings import Settings
from chassis.testing import NOON, SIGNING_KEY
from fastapi import FastAPI, Response
from httpx import ASGITransport, AsyncClient
from pydantic import BaseModel, Field
from sqlalchemy import text

router = ApiRouter()

PERMISSIONS = Permissions(
    {
        "keep_note": {"office_clerk": By.AREA, "unit_manager": By.UNIT},
        "keep_note_openly": PUBLIC,
        "keep_note_in_vain": PUBLIC,
        "keep_odd_note": PUBLIC,
        "keep_note_and_lose_the_database": PUBLIC,
        "tell_secret": PUBLIC,
        "weigh_note": PUBLIC,
        "list_notes": PUBLIC,
        "change_note": PUBLIC,
    }
)
MESSAGES = {
    "too_loud": Message(409, zh="“{volume}”分贝太大。", en="{volume} decibels are too loud."),
    "no_such_unit": Message(422, zh="没有单位 {code}", en="There is no unit {code}"),
}


class Note(BaseModel):
    text: Annotated[str, Field(min_length=1, max_length=20)]
    weight: int = Field(default=0, ge=0)
    version: int = 1


class TooLoud(Exception):
    code = "too_loud"

    def __init__(self, **facts: Any) -> None:
        self.facts = facts


class NoSuchUnit(TooLoud):
    code = "no_such_unit"


async def keep(tx: Tx, note: Note) -> None:
    await tx.execute(text("INSERT INTO note (words) VALUES (:words)"), {"words": note.text})


@router.post("/notes", status_code=201)
async def keep_note(note: Note, tx: Tx, response: Response) -> Note:
    await keep(tx, note)
    return tagged(response, note)


@router.post("/open-notes", status_code=201)
async def keep_note_openly(note: Note, tx: Tx) -> Note:
    await keep(tx, note)
    return note


@router.post("/vain-notes")
async def keep_note_in_vain(note: Note, tx: Tx) -> Note:
    await keep(tx, note)
    if note.text == "where":
        raise NoSuchUnit(code="X", field="/unit_code")
    if note.text == "bug":
        raise ValueError("a secret that was in the note")
    raise TooLoud(volume=99)


@router.post("/odd-notes")
async def keep_odd_note(note: Note, tx: Tx) -> Note:
    await keep(tx, note)
    if note.text == "NUL":
        await keep(tx, Note(text="words\x00"))
    if note.text == "number":
        await tx.execute(text("SELECT CAST(:number AS int)"), {"number": 10**12})
    return Note(text=str(date.max + timedelta(days=1)))


@router.post("/lost-notes")
async def keep_note_and_lose_the_database(note: Note, tx: Tx) -> Note:
    await keep(tx, note)
    pid = await tx.scalar(text("SELECT pg_backend_pid()"))
    killer = await asyncpg.connect(os.environ["ZHIBEN_TEST_DATABASE_URL"] + "/postgres")
    await killer.execute("SELECT pg_terminate_backend($1)", pid)
    await killer.close()
    return note


@router.post("/secrets", openapi_extra=SHOWN_ONCE)
async def tell_secret(note: Note, tx: Tx) -> str:
    await keep(tx, note)
    return "the name"


@router.post("/weighings", openapi_extra=CHECK)
async def weigh_note(note: Note) -> int:
    return note.weight


@router.get("/notes")
async def list_notes(tx: Tx, page: Page) -> PageOf[str]:
    after = page.after[0] if page.after else ""
    rows = await tx.scalars(
        text("SELECT words FROM note WHERE words > :after ORDER BY words LIMIT :most"),
        {"after": after, "most": page.limit + 1},
    )
    found = cut(rows.all(), page, lambda words: (words,))
    return PageOf(items=list(found.items), next=found.next)


@router.patch("/notes")
async def change_note(expected: IfMatch) -> int:
    return expected


@pytest.fixture(scope="session")
async def database() -> AsyncIterator[str]:
    server = os.environ["ZHIBEN_TEST_DATABASE_URL"]
    name = f"chassis_http_{uuid4().hex[:12]}"
    admin = await asyncpg.connect(f"{server}/postgres")
    await admin.execute(f"CREATE DATABASE {name}")
    own = await asyncpg.connect(f"{server}/{name}")
    for statement in [*create_statements(keys), "CREATE TABLE note (words text)"]:
        await own.execute(statement)
    await own.close()
    yield f"{server}/{name}"
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
async def app(database: str, tmp_path: Path, clock: FixedClock) -> AsyncIterator[FastAPI]:
    key = tmp_path / "token.public.pem"
    key.write_bytes(SIGNING_KEY.as_pem(private=False))
    settings = Settings(
        service_name="probe", database_url=database, token_public_key_file=key, log_level="CRITICAL"
    )
    app = create_app(settings, [router], title="Probe", permissions=PERMISSIONS, messages=MESSAGES)
    app.state.clock = clock
    yield app
    sessions: Sessions = app.state.sessions
    async with sessions.begin() as tx:
        await tx.execute(text("TRUNCATE note, idempotency_key"))
    await sessions.kw["bind"].dispose()


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
async def kept(app: FastAPI) -> Any:
    """Count the notes that were really committed."""

    async def count() -> int:
        async with app.state.sessions() as session:
            return int(await session.scalar(text("SELECT count(*) FROM note")))

    return count
