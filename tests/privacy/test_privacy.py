"""Canaries are planted through the whole story, and searched for wherever anything could stay."""

import asyncio
import io
import json
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import nats
import pytest_asyncio
from launcher.keys import password
from launcher.places import Places
from launcher.ports import recall_ports

from tests.journeys.telling import Telling
from tests.privacy import haystack, sealed
from tests.privacy.canaries import leaks, report, unused
from tests.privacy.people import Answers
from tests.privacy.planted import ALLOWED, OFFICIAL, REPORTER
from tests.privacy.reporting import ACCOUNT, IDENTITY
from tests.privacy.searching import Search
from tests.privacy.world import World, begun, happen

HANDLER, HANDLER_2, CUSTODIAN, CUSTODIAN_2, PAYER = 10, 11, 12, 13, 14
PROCESSES = 10


@pytest_asyncio.fixture(scope="session")
async def world() -> AsyncIterator[World]:
    async with begun() as world:
        await happen(world, Telling("zh", io.StringIO()))
        await asyncio.sleep(1)  # the last spans are on their way
        yield world


async def test_nothing_that_was_said_holds_a_secret(world: World) -> None:
    with world.searching() as search:
        haystack.search_told(world.system, search, world.answers, world.traces)

    assert not (wrong := leaks([*search.found], ALLOWED)), report(wrong)
    logs = {path.name: path.read_text() for path in (world.system.folder / "logs").iterdir()}
    assert '"/v1/reports"' in logs["reporting-whistleblower.api.log"]
    assert "planted_fault" in logs["postgres.log"]
    assert len(world.traces.received) > 50
    assert {400, 401, 404, 405, 409, 413, 415, 422, 500} <= world.answers.statuses()


async def test_no_metric_of_any_process_holds_a_secret(world: World) -> None:
    with world.searching() as search:
        told = await haystack.search_metrics(world.system, search)

    assert not (wrong := leaks([*search.found], ALLOWED)), report(wrong)
    assert told == PROCESSES


async def test_no_event_holds_a_secret(world: World) -> None:
    with world.searching() as search:
        looked = await haystack.search_streams(world.system, search)

    assert not (wrong := leaks([*search.found], ALLOWED)), report(wrong)
    assert looked > 100


async def test_no_row_of_any_table_holds_a_secret_that_is_not_kept_there(world: World) -> None:
    """Outbox, dead letters, kept answers and audit trails are tables, too."""
    with world.searching() as search:
        rows = await haystack.search_tables(world.system, search)

    assert not (wrong := leaks([*search.found], ALLOWED)), report(wrong)
    assert rows > 10_000
    for database, query in (
        ("hazard_registry", "SELECT count(*) FROM dead_letter"),
        ("reporting_whistleblower", "SELECT count(*) FROM idempotency_key"),
        ("reporting_whistleblower", "SELECT count(*) FROM outbox_event"),
    ):
        assert await world.system.value(database, query), query


async def test_no_file_holds_a_secret(world: World) -> None:
    """Sealed and compressed bytes tell nothing here: that they are sealed is shown below.

    PostgreSQL compresses only what is longer than two kilobytes, and the log not at all.
    """
    with world.searching() as search:
        haystack.search_files(world.system, search, world.temporary)
        await haystack.search_raw(world.system, search)

    assert not (wrong := leaks([*search.found], ALLOWED)), report(wrong)


async def test_no_backup_holds_a_secret(world: World) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="zhiben-privacy-") as shelf,
        world.searching() as search,
    ):
        files = await haystack.search_backup(world.system, search, Path(shelf))

    assert not (wrong := leaks([*search.found], ALLOWED)), report(wrong)
    assert files > 1000


async def test_what_may_be_found_was_found(world: World) -> None:
    """A table that allows too much, or a search that is blind, would show here."""
    assert not unused([*world.found], ALLOWED)


async def test_all_columns_of_bytes_are_noise(world: World) -> None:
    columns = await sealed.binary_columns(world.system, haystack.DATABASES)

    assert not [name for name, values in columns.items() if not sealed.is_noise(values)]
    for column in sealed.SEALED:
        values = columns[sealed.REPORTING, column]
        assert values, column
        # The escrow's own key is under no passphrase: its private half lies in shares.
        assert {value[:1] for value in values if value} == {b"\x01"}, column


async def test_a_report_opens_with_a_handlers_key_and_with_no_other(world: World) -> None:
    named = world.lives.named["id"]
    async with world.system.database(sealed.REPORTING) as connection:
        officers = {number: await sealed.officer(connection, number) for number in range(10, 15)}
        keys = {n: await sealed.content_key(connection, named, who) for n, who in officers.items()}
        key = keys[HANDLER]
        assert key
        words = await sealed.words_of(connection, named, key)
        pictures = await sealed.pictures_of(connection, named, key)

    assert {number for number, key in keys.items() if key} == {HANDLER, HANDLER_2}
    assert words[0].startswith(REPORTER["words"])
    for text in (REPORTER["objection"], OFFICIAL["handler's note"]):
        assert text in words
    assert len(pictures) == 2
    search = Search(world.canaries)
    for picture in pictures:
        search.bytes_of("picture", picture)
    assert not search.found


async def test_an_identity_opens_with_two_custodians_and_an_account_with_the_payers_key(
    world: World,
) -> None:
    named = world.lives.named["id"]
    async with world.system.database(sealed.REPORTING) as connection:
        officers = {number: await sealed.officer(connection, number) for number in range(10, 15)}
        first, second = officers[CUSTODIAN], officers[CUSTODIAN_2]
        together = await sealed.identity_of(connection, named, first, second)
        others = [
            await sealed.identity_of(connection, named, one, other)
            for one, other in ((first, first), (first, officers[HANDLER]), (first, officers[PAYER]))
        ]
        accounts = {n: await sealed.accounts_of(connection, who) for n, who in officers.items()}

    assert together == IDENTITY
    assert others == [None, None, None]
    assert ACCOUNT in accounts.pop(PAYER)
    assert not any(accounts.values())


async def test_a_planted_leak_would_be_seen_in_table_event_log_and_file(world: World) -> None:
    """Last of all: a telephone number in the clear, words in an event, a body in a log."""
    system, places = world.system, Places(world.system.folder)
    async with system.database("training_records") as connection:
        await connection.execute(
            "UPDATE person SET phone_mask = $1 WHERE name = $2",
            OFFICIAL["worker's phone"],
            OFFICIAL["worker's name"],
        )
        await connection.execute(
            f"DO $$ BEGIN RAISE WARNING 'body: {json.dumps(REPORTER['message'])}'; END $$"
        )
    word, port = password(places.secrets, "nats-gateway"), recall_ports(places.ports)["nats"]
    client = await nats.connect(f"nats://gateway:{word}@127.0.0.1:{port}")
    [stream, *_] = await client.jetstream().streams_info()
    subject = str((stream.config.subjects or [""])[0]).replace("*", "x").replace(">", "x")
    body = json.dumps({"what": REPORTER["words"]}).encode()
    await client.jetstream().publish(subject, body)
    await client.close()
    search = Search(world.canaries)

    await haystack.search_tables(system, search)
    await haystack.search_streams(system, search)
    await haystack.search_raw(system, search)
    haystack.search_told(system, search, Answers(), world.traces)

    seen = {(one.place.split("/")[0], one.canary, one.encoding) for one in search.found}
    wrong = {
        (one.place.split("/")[0], one.canary, one.encoding)
        for one in leaks([*search.found], ALLOWED)
    }
    planted = {
        ("table", "official: worker's phone", "UTF-8"),
        ("raw", "official: worker's phone", "UTF-8"),
        ("event", "reporter: words", r"\uxxxx"),
        ("raw", "reporter: words", r"\uxxxx"),
        ("log", "reporter: message", r"\uxxxx"),
    }
    assert planted <= seen
    assert wrong == planted
