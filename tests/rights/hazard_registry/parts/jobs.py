"""Jobs that people of the demonstration asked for: each is seen by its asker alone."""

from datetime import UTC, datetime
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.settings import Settings
from hazard_registry.domain.job import Kind
from hazard_registry.use_cases.jobs.asking import ask_for_job
from sqlalchemy import text

from tests.rights.things import Place, Thing

KINDS = {"job_id": "job"}
ASKERS = tuple(UUID(int=number) for number in range(71, 74))
SHOWS: set[str] = set()


async def plant(tx: Session, settings: Settings) -> None:
    """Let three people ask for an export each."""
    for asker in ASKERS:
        await ask_for_job(
            tx,
            kind=Kind.EXPORT_LEDGER,
            parameters={"filter": {"as_of": "2026-03-04"}},
            language="zh",
            by=Principal(asker, "走查"),
            at=datetime(2026, 3, 4, tzinfo=UTC),
        )


async def things(tx: Session) -> list[Thing]:
    rows = await tx.execute(text("SELECT id, asked_by, status FROM jobs"))
    return [
        Thing("job", {"job_id": row.id}, row.id, (Place(),), frozenset({row.asked_by}), row.status)
        for row in rows
    ]
