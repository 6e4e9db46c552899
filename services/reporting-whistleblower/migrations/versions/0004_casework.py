"""Pauses, transfers, ties, holds, rotation of keys, the end of reports; posters, and work that was done."""

from pathlib import Path

from alembic import op
from chassis.db import Session
from reporting_whistleblower.domain.roles import vault_role
from reporting_whistleblower.store import seed
from reporting_whistleblower.tables import deployment
from reporting_whistleblower.tables.vault import destroying
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

revision = "0004"
down_revision = "0003"

MAKE_ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
    CREATE ROLE "{role}" NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
    database = op.get_bind().scalar(text("SELECT current_database()"))
    destroy_role = vault_role("vault_destroy", database=database)
    op.execute(MAKE_ROLE.format(role=destroy_role))
    for statement in destroying(destroy_role=destroy_role):
        op.execute(statement)
    op.execute(deployment.update().values(vault_destroy_role=destroy_role))
    op.run_async(_seed)


async def _seed(connection: AsyncConnection) -> None:
    async with Session(connection, join_transaction_mode="create_savepoint") as tx, tx.begin():
        await seed.seed(tx)
