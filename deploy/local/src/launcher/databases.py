"""One database and one role for each member, closed to all the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from launcher.members import Member
from launcher.speech import Refused

# What a store holds is written beside it, as the database's comment: the launcher must neither
# load fiction into an office's real records, nor hand out real accounts over fiction.
DEMO, REAL = "zhiben: demo", "zhiben: real"


@dataclass(frozen=True)
class Databases:
    """The server's databases, seen by an administrator whose address is `url`."""

    url: str
    prefix: str = ""
    ours: bool = True  # a server of our own: its shared databases may be closed, too

    def name(self, member: Member) -> str:
        return self.prefix + member.package

    def url_for(self, member: Member, password: str) -> str:
        """The address this member signs in at."""
        server = urlsplit(self.url)
        host = server.netloc.rpartition("@")[2]
        name = self.name(member)
        netloc = f"{quote(name)}:{quote(password, safe='')}@{host}"
        return urlunsplit(("postgresql", netloc, f"/{name}", server.query, ""))

    async def provide(self, members: Sequence[Member], passwords: dict[str, str]) -> None:
        """Make what is missing, and set passwords and rights anew. Safe to repeat."""
        connection = await self._connect()
        try:
            for member in members:
                await self._provide(connection, member, passwords[member.package])
            if self.ours:
                for shared in ("postgres", "template1"):
                    await _close_to_public(connection, shared)
        finally:
            await connection.close()

    async def purpose(self, member: Member) -> str:
        """Return what a member's store holds: DEMO, REAL, or nothing yet ("")."""
        connection = await self._connect()
        try:
            comment = await connection.fetchval(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1",
                self.name(member),
            )
        finally:
            await connection.close()
        return str(comment or "")

    async def mark(self, member: Member, purpose: str) -> None:
        connection = await self._connect()
        try:
            statement = f"COMMENT ON DATABASE {_name(self.name(member))} IS {_text(purpose)}"
            await connection.execute(statement)
        finally:
            await connection.close()

    async def is_untouched(self, member: Member, password: str) -> bool:
        """Whether nothing was ever done in a store: every change leaves an audit entry."""
        connection = await asyncpg.connect(self.url_for(member, password), timeout=10)
        try:
            if await connection.fetchval("SELECT to_regclass('audit_entry')") is None:
                return True
            return not await connection.fetchval("SELECT EXISTS (SELECT FROM audit_entry)")
        finally:
            await connection.close()

    async def revision(self, member: Member, password: str) -> str | None:
        """Return the number of the last migration that was run on a store, if any was."""
        connection = await asyncpg.connect(self.url_for(member, password), timeout=10)
        try:
            if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
                return None
            number: str | None = await connection.fetchval(
                "SELECT version_num FROM alembic_version"
            )
            return number
        finally:
            await connection.close()

    async def _connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        server = urlsplit(self.url)
        url = self.url if server.path.strip("/") else self.url.rstrip("/") + "/postgres"
        try:
            return await asyncpg.connect(url, timeout=10)
        except (OSError, asyncpg.PostgresError, TimeoutError) as error:
            where = server.netloc.rpartition("@")[2]
            raise Refused(
                f"连接不上 PostgreSQL({where})。", f"Cannot use PostgreSQL at {where}: {error}"
            ) from error

    async def _provide(
        self, connection: "asyncpg.Connection[asyncpg.Record]", member: Member, password: str
    ) -> None:
        role = self.name(member)
        await _make_role(connection, role)
        await connection.execute(f"ALTER ROLE {_name(role)} LOGIN PASSWORD {_text(password)}")
        # An administrator who is no superuser may only give away what he could be himself.
        await connection.execute(f"GRANT {_name(role)} TO CURRENT_USER")
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", role):
            await connection.execute(
                f"CREATE DATABASE {_name(role)} OWNER {_name(role)} ENCODING 'UTF8' "
                "TEMPLATE template0"
            )
        await _close_to_public(connection, role)
        for narrow in member.narrow_roles:
            await _make_role(connection, self.prefix + narrow)
            await connection.execute(
                f"GRANT {_name(self.prefix + narrow)} TO {_name(role)} WITH INHERIT FALSE, SET TRUE"
            )


async def _make_role(connection: "asyncpg.Connection[asyncpg.Record]", role: str) -> None:
    if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
        await connection.execute(
            f"CREATE ROLE {_name(role)} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
        )


async def _close_to_public(connection: "asyncpg.Connection[asyncpg.Record]", name: str) -> None:
    await connection.execute(f"REVOKE CONNECT, TEMPORARY ON DATABASE {_name(name)} FROM PUBLIC")


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
