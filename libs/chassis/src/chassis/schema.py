"""A process does not start on a database that is older than its code.

Kept apart from `chassis.migrations`, so that nobody imports alembic in order to serve.
"""

from pathlib import Path
from types import ModuleType

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

_STANDS_AT = text("SELECT version_num FROM alembic_version")
_IS_THERE = text("SELECT to_regclass('alembic_version') IS NOT NULL")


class SchemaTooOld(Exception):
    """The database has not been migrated to what this code expects."""


def migrations_of(package: ModuleType) -> Path:
    """Return the folder of a service's migrations, which lies beside its `src`."""
    assert package.__file__ is not None  # noqa: S101 - our packages are folders
    return Path(package.__file__).parents[2] / "migrations"


async def refuse_old_schema(engine: AsyncEngine, package: ModuleType) -> None:
    """Raise `SchemaTooOld` unless the database has all of this code's migrations.

    It may have later ones: while a new release rolls out, the old one runs on its schema.
    """
    versions = (migrations_of(package) / "versions").glob("[0-9]*.py")
    wanted = max(path.name.partition("_")[0] for path in versions)  # named 0001_first.py
    async with engine.connect() as connection:
        is_there = await connection.scalar(_IS_THERE)
        found = await connection.scalar(_STANDS_AT) if is_there else None
    if found is None or found < wanted:
        raise SchemaTooOld(
            f"{package.__name__}: database at {found}, code needs {wanted}; "
            f"run `python -m chassis.migrations {package.__name__}`"
        )
