"""Everything this service began with."""

from pathlib import Path

from alembic import op
from attachments import ATTACHMENTS_DDL
from chassis.db import Session
from chassis.migrations import create_chassis_tables
from law.calendar import CALENDAR_DDL
from law.rules import RULES_DDL
from reporting_whistleblower.domain.roles import vault_role
from reporting_whistleblower.store import seed
from reporting_whistleblower.tables import deployment
from reporting_whistleblower.tables.vault import rights
from sqlalchemy import func, text
from sqlalchemy.ext.asyncio import AsyncConnection

revision = "0001"
down_revision = None

# Roles belong to the server, not to the database: two migrations may make them at once.
MAKE_ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
    CREATE ROLE "{role}" NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def upgrade() -> None:
    create_chassis_tables(RULES_DDL, CALENDAR_DDL, ATTACHMENTS_DDL)
    database = op.get_bind().scalar(text("SELECT current_database()"))
    insert_role = vault_role("vault_insert", database=database)
    read_role = vault_role("vault_read", database=database)
    for role in (insert_role, read_role):
        op.execute(MAKE_ROLE.format(role=role))
    op.execute("CREATE SCHEMA vault")
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)
    for statement in rights(insert_role=insert_role, read_role=read_role):
        op.execute(statement)
    # The salt must never change: with another one no receipt code opens its report any more.
    op.execute(
        deployment.insert().values(
            receipt_salt=func.uuid_send(func.gen_random_uuid()),
            vault_insert_role=insert_role,
            vault_read_role=read_role,
        )
    )
    op.run_async(_seed)


async def _seed(connection: AsyncConnection) -> None:
    async with Session(connection, join_transaction_mode="create_savepoint") as tx, tx.begin():
        await seed.seed(tx)
