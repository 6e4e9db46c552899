"""Which files the databases name: a copy that lacks one of them is not whole."""

from pathlib import Path

import asyncpg

from launcher.databases import Databases
from launcher.members import MEMBERS
from launcher.speech import Refused

_NAMED = "SELECT DISTINCT sha256 FROM attachment"
_REVISION = "SELECT version_num FROM alembic_version"


async def named(databases: Databases) -> dict[str, set[str]]:
    """Map each package to the digests that its rows name now."""
    return {
        member.package: {
            row[0] for row in await _ask(databases, databases.name(member), _NAMED, "attachment")
        }
        for member in MEMBERS
    }


def missing(wanted: dict[str, set[str]], files: Path) -> list[str]:
    """List what is wanted and not below `files/<package>/`, as `<package>/<digest>`."""
    lacking = []
    for package, digests in wanted.items():
        there = {path.name for path in (files / package).rglob("*")}
        lacking += [f"{package}/{digest}" for digest in sorted(digests - there)]
    return lacking


async def revisions(databases: Databases) -> dict[str, str]:
    """Map each database to the last migration that was run on it."""
    found: dict[str, str] = {}
    for member in MEMBERS:
        name = databases.name(member)
        for row in await _ask(databases, name, _REVISION, "alembic_version"):
            found[name] = row[0]
    return found


async def _ask(
    databases: Databases, database: str, query: str, table: str
) -> list["asyncpg.Record"]:
    """Ask a database that may not exist yet, or may not have the table."""
    try:
        connection = await asyncpg.connect(f"{databases.url}/{database}", timeout=10)
    except asyncpg.InvalidCatalogNameError:
        return []
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        raise Refused(
            f"连接不上数据库 {database}。", f"Cannot use the database {database}: {error}"
        ) from error
    try:
        there = await connection.fetchval("SELECT to_regclass($1)", table)
        return list(await connection.fetch(query)) if there else []
    finally:
        await connection.close()
