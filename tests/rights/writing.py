"""Plant things beneath the services: marks in every text, and a file to look at."""

from collections.abc import AsyncIterator
from uuid import UUID

from attachments import Files, Kind, store_file
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.testing import NOON
from contracts.demo import demo_id
from sqlalchemy import text

PLANTER = Principal(demo_id("rights", 0), "走查")


async def mark(tx: Session, table: str, columns: str, *, kind: str, of: str = "id") -> None:
    """Write into these texts whose they are; where there is none, there stays none."""
    changes = ", ".join(
        f"{name} = {name} || '〔{kind}:' || {of} || '〕'" for name in columns.split()
    )
    await tx.execute(text(f"UPDATE {table} SET {changes}"))  # noqa: S608


async def keep_file(tx: Session, files: Files) -> UUID:
    """Keep one small document that stands for all evidence."""
    kept = await store_file(
        tx,
        files,
        _once(b"%PDF-1.7\n" + bytes(50)),
        kind=Kind.DOCUMENT,
        declared="application/pdf",
        by=PLANTER,
        at=NOON,
    )
    return kept.id


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def copy_row(tx: Session, table: str, id: UUID, **changed: object) -> UUID:
    """Write a row like this one under a new id, but for some columns, given as SQL."""
    new = new_id()
    columns = ", ".join(f"{name} = {value}" for name, value in changed.items())
    for statement in (
        f"CREATE TEMP TABLE copied AS SELECT * FROM {table} WHERE id = '{id}'",  # noqa: S608
        f"UPDATE copied SET id = '{new}', {columns}",  # noqa: S608
        f"INSERT INTO {table} SELECT * FROM copied",  # noqa: S608
        "DROP TABLE copied",
    ):
        await tx.execute(text(statement))
    return new
