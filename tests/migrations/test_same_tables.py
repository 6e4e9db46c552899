"""What the migrations leave behind is what the code reads and writes."""

import importlib
from types import ModuleType

import pytest
from chassis.db import make_engine
from chassis.ddl import create_statements
from chassis.testing import fresh_database, worker_name
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncConnection

__all__ = ["worker_name"]

PACKAGES = [
    "hazard_registry",
    "reporting_whistleblower",
    "training_records",
    "enforcement",
    "gateway",
]
SHAPE = {
    "columns": """
        SELECT table_name, column_name, data_type, numeric_precision, numeric_scale,
            character_maximum_length, is_nullable, column_default, generation_expression
        FROM information_schema.columns WHERE table_schema = :schema""",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = :schema",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = CAST(:schema AS regnamespace)""",
}


def metadata_of(package: str) -> MetaData:
    tables: ModuleType = importlib.import_module(f"{package}.tables")
    found = tables.metadata
    assert isinstance(found, MetaData)
    return found


async def shape(connection: AsyncConnection, schema: str, owned: set[str]) -> dict[str, set[str]]:
    """Describe the owned tables of one schema, with the schema's own name taken out."""
    found = {}
    for what, query in SHAPE.items():
        rows = await connection.execute(text(query), {"schema": schema})
        lines = [" | ".join(map(str, row)).replace(f"{schema}.", "") for row in rows]
        found[what] = {line for line in lines if line.split(" | ")[0].strip('"') in owned}
    return found


@pytest.mark.parametrize("package", PACKAGES)
async def test_migrated_tables_are_those_of_the_code(package: str, worker_name: str) -> None:
    """Tables that the code describes are made beside the migrated ones, and compared."""
    url = await fresh_database(package, f"test_{package}_{worker_name}_shape")
    metadata = metadata_of(package)
    plain = [table for table in metadata.sorted_tables if table.schema is None]
    owned = {table.name for table in plain}
    engine = make_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    try:
        async with engine.begin() as connection:
            migrated = await shape(connection, "public", owned)
            await connection.execute(text("CREATE SCHEMA described"))
            await connection.execute(text("SET search_path TO described, public"))
            for statement in create_statements(*plain):
                await connection.execute(text(statement))
            described = await shape(connection, "described", owned)
            await connection.rollback()
    finally:
        await engine.dispose()
    assert described["columns"], "nothing was compared"
    for what in SHAPE:
        assert migrated[what] == described[what], what
