"""The action plan, with the one that is in force."""

from pathlib import Path

from alembic import op
from chassis.db import Session
from enforcement.store.plan import sow_plan
from sqlalchemy.ext.asyncio import AsyncConnection

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
    op.run_async(_seed)


async def _seed(connection: AsyncConnection) -> None:
    async with Session(connection) as tx:
        await sow_plan(tx)
        await tx.flush()
