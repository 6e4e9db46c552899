"""Numbered letters, publication of orders, escalation; the rules that come with them."""

from pathlib import Path

from alembic import op
from chassis.db import Session
from hazard_registry.store import seed
from sqlalchemy.ext.asyncio import AsyncConnection

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
    op.run_async(_seed)


async def _seed(connection: AsyncConnection) -> None:
    async with Session(connection) as tx:
        await seed.sow(tx)
        await tx.flush()
