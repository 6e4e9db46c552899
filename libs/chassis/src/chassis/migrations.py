"""The database's schema, moved forward by alembic."""

import argparse
import asyncio
import importlib
from itertools import chain
from types import ModuleType

from alembic import command, context, op
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from chassis import idempotency
from chassis.audit import AUDIT_DDL
from chassis.db import make_engine
from chassis.ddl import create_statements
from chassis.event_tables import EVENT_DDL
from chassis.schema import migrations_of
from chassis.settings import Settings
from chassis.sweeps import SWEEPS_DDL


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


def _upgrade(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(package: ModuleType) -> Config:
    config = Config()
    folder = migrations_of(package)
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
