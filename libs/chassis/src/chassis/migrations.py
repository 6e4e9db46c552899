"""The database's schema: moved forward by alembic, and never older than the code that uses it."""

import argparse
import asyncio
import importlib
from itertools import chain
from pathlib import Path
from types import ModuleType

from alembic import command, context, op
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from chassis import idempotency
from chassis.audit import AUDIT_DDL
from chassis.db import make_engine
from chassis.ddl import create_statements
from chassis.event_tables import EVENT_DDL
from chassis.settings import Settings
from chassis.sweeps import SWEEPS_DDL


class SchemaTooOld(Exception):
    """The database has not been migrated to what this code expects."""


def run() -> None:
    """Run migrations on the connection that was handed to alembic; all of an `env.py`."""
    context.configure(
        connection=context.config.attributes["connection"], transaction_per_migration=True
    )
    with context.begin_transaction():
        context.run_migrations()


def create_chassis_tables(*libraries: list[str]) -> None:
    """Make the tables every service has, and those of the libraries it uses, from their SQL.

    Called by a service's first migration.
    """
    own = (create_statements(idempotency.keys), EVENT_DDL, SWEEPS_DDL, AUDIT_DDL)
    for statement in chain.from_iterable((*own, *libraries)):
        op.execute(statement)


async def upgrade(engine: AsyncEngine, package: ModuleType) -> None:
    """Bring a database to the newest schema. Safe to run by several at once: alembic locks."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade, _config(package))


async def refuse_old_schema(engine: AsyncEngine, package: ModuleType) -> None:
    """Raise `SchemaTooOld` unless the database stands where this code's migrations end."""
    wanted = ScriptDirectory.from_config(_config(package)).get_current_head()
    async with engine.connect() as connection:
        found = await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision()
        )
    if found != wanted:
        raise SchemaTooOld(
            f"{package.__name__}: database at {found}, code needs {wanted}; "
            f"run `python -m chassis.migrations {package.__name__}`"
        )


def _upgrade(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(package: ModuleType) -> Config:
    assert package.__file__ is not None  # noqa: S101 - our packages are folders
    config = Config()
    folder = Path(package.__file__).parents[2] / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


async def main(package: ModuleType) -> None:
    """Upgrade the database that the environment names."""
    engine = make_engine(Settings().sqlalchemy_url)
    try:
        await upgrade(engine, package)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Bring a service's database to the newest schema.")
    parser.add_argument("package", help="for example hazard_registry")
    asyncio.run(main(importlib.import_module(parser.parse_args().package)))
