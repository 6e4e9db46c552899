"""The first tables, and what is real from the first day on: bodies, competence, rules."""

from pathlib import Path

from alembic import op
from attachments import ATTACHMENTS_DDL
from chassis.db import Session
from chassis.migrations import create_chassis_tables
from enforcement.store import seed
from law.calendar import CALENDAR_DDL
from law.rules import RULES_DDL
from sqlalchemy.ext.asyncio import AsyncConnection

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(RULES_DDL, CALENDAR_DDL, ATTACHMENTS_DDL)
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
    op.run_async(_seed)


async def _seed(connection: AsyncConnection) -> None:
    async with Session(connection) as tx:
        await seed.sow(tx)
        await tx.flush()
