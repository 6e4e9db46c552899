"""One database a member, on a server of our own or on another's."""

import os
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio
from launcher.databases import DEMO, Databases
from launcher.members import GATEWAY, SERVICES, Member
from launcher.speech import Refused

REPORTING = Member("reporting_whistleblower", narrow_roles=("vault_insert", "vault_read"))


@pytest_asyncio.fixture
async def databases() -> AsyncIterator[Databases]:
    """A corner of the test server, as if it were somebody else's."""
    prefix = f"launcher_{os.getpid()}_"
    server = Databases(os.environ["ZHIBEN_TEST_DATABASE_URL"], prefix=prefix, ours=False)
    await server.provide([GATEWAY, REPORTING], {"gateway": "a'b@/", REPORTING.package: "c"})
    yield server
    connection = await asyncpg.connect(server.url + "/postgres")
    for name in ("gateway", REPORTING.package):
        await connection.execute(f'DROP DATABASE "{prefix}{name}" WITH (FORCE)')
    for role in ("gateway", REPORTING.package, *REPORTING.narrow_roles):
        await connection.execute(f'DROP ROLE "{prefix}{role}"')
    await connection.close()


async def test_a_member_signs_in_with_any_password_we_may_have_made(databases: Databases) -> None:
    connection = await asyncpg.connect(databases.url_for(GATEWAY, "a'b@/"))

    row = await connection.fetchrow("SELECT current_user AS role, current_database() AS base")
    assert row is not None
    assert row["role"] == row["base"] == databases.name(GATEWAY)
    await connection.close()


async def test_providing_again_changes_nothing_but_the_password(databases: Databases) -> None:
    connection = await asyncpg.connect(databases.url_for(GATEWAY, "a'b@/"))
    await connection.execute("CREATE TABLE kept ()")

    await databases.provide([GATEWAY, REPORTING], {"gateway": "new", REPORTING.package: "c"})

    assert await connection.fetch("SELECT * FROM kept") == []
    await connection.close()
    await (await asyncpg.connect(databases.url_for(GATEWAY, "new"))).close()


async def test_a_store_remembers_that_it_holds_fiction(databases: Databases) -> None:
    assert await databases.purpose(GATEWAY) == ""

    await databases.mark(GATEWAY, DEMO)

    assert await databases.purpose(GATEWAY) == DEMO
    assert await databases.purpose(REPORTING) == ""


async def test_a_store_is_touched_once_somebody_did_something(databases: Databases) -> None:
    password = "a'b@/"
    assert await databases.is_untouched(GATEWAY, password)
    connection = await asyncpg.connect(databases.url_for(GATEWAY, password))

    await connection.execute("CREATE TABLE audit_entry (id int)")
    assert await databases.is_untouched(GATEWAY, password)
    await connection.execute("INSERT INTO audit_entry VALUES (1)")
    assert not await databases.is_untouched(GATEWAY, password)
    await connection.close()


async def test_a_store_knows_which_migration_it_stands_at(databases: Databases) -> None:
    password = "a'b@/"
    connection = await asyncpg.connect(databases.url_for(GATEWAY, password))

    assert await databases.revision(GATEWAY, password) is None
    await connection.execute(
        "CREATE TABLE alembic_version AS SELECT '0007'::varchar AS version_num"
    )
    assert await databases.revision(GATEWAY, password) == "0007"
    await connection.close()


async def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(Refused, match=r"Cannot use PostgreSQL at 127\.0\.0\.1:1"):
        await Databases("postgresql://nobody@127.0.0.1:1").provide(SERVICES, {})
