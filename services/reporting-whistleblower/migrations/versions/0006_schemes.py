"""Units' own schemes, and their rule."""

from pathlib import Path

from alembic import op
from chassis.db import Session
from reporting_whistleblower.store import seed
from sqlalchemy.ext.asyncio import AsyncConnection

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
    op.run_async(_seed)


async def _seed(connection: AsyncConnection) -> None:
    async with Session(connection, join_transaction_mode="create_savepoint") as tx, tx.begin():
        await seed.seed(tx)
