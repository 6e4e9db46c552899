"""Units in depth: records beside them, checks, risks, devices, eliminations, standing, with their rules."""

from datetime import date
from pathlib import Path

from alembic import op
from chassis.db import Session
from hazard_registry.store import seed
from sqlalchemy.ext.asyncio import AsyncConnection

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
    op.run_async(_seed)


async def _seed(connection: AsyncConnection) -> None:
    async with Session(connection) as tx:
        await seed.sow_rules(tx)
        await seed.sow_checklists(tx, on=date(2024, 4, 29))
        await seed.sow_eliminations(tx)
        await tx.flush()
