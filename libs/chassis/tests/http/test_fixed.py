"""Fixed statements stand and fall with the session's transaction, whoever began it."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from chassis.db import Fixed, Session, Sessions, open_database, together
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

KEEP = Fixed("INSERT INTO note (words) VALUES ($1) RETURNING words")
COUNT = Fixed("SELECT count(*) FROM note WHERE words = $1")
CLAIM = Fixed("INSERT INTO idempotency_key (key_hash, request_hash) VALUES ($1, $2)")


@pytest.fixture
async def sessions(database: str) -> AsyncIterator[Sessions]:
    async with open_database(database.replace("://", "+asyncpg://"), pool_size=2) as found:
        yield found


async def driver(tx: Session) -> "asyncpg.Connection[asyncpg.Record]":
    raw = await (await tx.connection()).get_raw_connection()
    found: asyncpg.Connection[asyncpg.Record] = raw.driver_connection
    return found


async def count(sessions: Sessions, words: str) -> int:
    async with sessions() as tx:
        return int((await COUNT.read(tx, words))[0][0])


async def test_it_commits_with_what_sqlalchemy_wrote_and_is_undone_with_it(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as tx:
        await KEEP.write(tx, "stands")
        await tx.execute(text("INSERT INTO note VALUES ('stands')"))
    async with sessions() as tx:
        await KEEP.write(tx, "falls")
        await tx.execute(text("INSERT INTO note VALUES ('falls')"))
        await tx.rollback()

    assert await count(sessions, "stands") == 2
    assert await count(sessions, "falls") == 0


async def test_a_write_begins_the_transaction_and_a_read_alone_begins_none(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as tx:
        await COUNT.read(tx, "x")
        assert not (await driver(tx)).is_in_transaction()

        await KEEP.write(tx, "own")
        assert (await driver(tx)).is_in_transaction()
        assert (await COUNT.read(tx, "own"))[0][0] == 1


async def test_a_savepoint_undoes_it(sessions: Sessions) -> None:
    async with sessions.begin() as tx:
        await KEEP.write(tx, "outside")
        savepoint = await tx.begin_nested()
        await KEEP.write(tx, "inside")
        await savepoint.rollback()
        await KEEP.write(tx, "outside")

    assert (await count(sessions, "outside"), await count(sessions, "inside")) == (2, 0)


async def test_a_session_that_is_used_again_writes_in_its_new_transaction(
    sessions: Sessions,
) -> None:
    async with sessions() as tx:
        await KEEP.write(tx, "first")
        await tx.commit()
        await KEEP.write(tx, "second")
        await tx.rollback()

    assert (await count(sessions, "first"), await count(sessions, "second")) == (1, 0)


async def test_what_is_written_together_is_sent_at_the_end_or_not_at_all(
    sessions: Sessions,
) -> None:
    async with sessions.begin() as tx:
        async with together(tx):
            for _ in range(3):
                assert await KEEP.write(tx, "held") == []
            assert (await COUNT.read(tx, "held"))[0][0] == 0
        assert (await COUNT.read(tx, "held"))[0][0] == 3
        with pytest.raises(ZeroDivisionError):
            await fail_together(tx)
        await KEEP.write(tx, "after")
    async with sessions() as tx:
        with pytest.raises(IntegrityError):
            await twice_together(tx)

    assert [await count(sessions, words) for words in ("held", "dropped", "after")] == [3, 0, 1]


async def fail_together(tx: Session) -> None:
    async with together(tx):
        await KEEP.write(tx, "dropped")
        raise ZeroDivisionError


async def twice_together(tx: Session) -> None:
    async with together(tx):
        await CLAIM.write(tx, b"same", b"request")
        await CLAIM.write(tx, b"same", b"request")


async def test_its_errors_are_sqlalchemys_and_tell_no_values(sessions: Sessions) -> None:
    async with sessions() as tx:
        await CLAIM.write(tx, b"key", b"request")
        with pytest.raises(IntegrityError) as refused:
            await CLAIM.write(tx, b"key", b"request")
    async with sessions() as tx:
        with pytest.raises(DBAPIError) as malformed:
            await KEEP.write(tx, "a secret\x00")

    assert refused.value.orig is not None
    assert getattr(refused.value.orig, "sqlstate", None) == "23505"
    assert "a secret" not in str(malformed.value)


async def test_a_connection_that_dies_in_use_is_an_outage_and_one_that_died_at_rest_is_replaced(
    sessions: Sessions, database: str
) -> None:
    async with sessions() as tx:
        await kill(await driver(tx), database)
        with pytest.raises(DBAPIError) as lost:
            await KEEP.write(tx, "lost")
    async with sessions.begin() as tx:
        resting = await driver(tx)
    closed = asyncio.Event()
    resting.add_termination_listener(lambda _: closed.set())
    await kill(resting, database)
    await asyncio.wait_for(closed.wait(), 5)

    assert lost.value.connection_invalidated
    assert await count(sessions, "lost") == 0


async def kill(victim: "asyncpg.Connection[asyncpg.Record]", database: str) -> None:
    killer = await asyncpg.connect(database)
    await killer.execute("SELECT pg_terminate_backend($1)", victim.get_server_pid())
    await killer.close()
