"""NATS loses its store in three ways, and a backup becomes a system: nothing is lost or doubled."""

import dataclasses
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from launcher.keys import password
from launcher.members import SERVICES
from launcher.places import Places
from launcher.ports import recall_ports
from launcher.postgres import Postgres
from launcher.stores import running

from tests.journeys.people import Cast
from tests.journeys.whole_system import WholeSystem, make_folder
from tests.restore import nats_store
from tests.restore.books import (
    Record,
    assert_streams_hold_every_event,
    assert_whole,
    digest,
    missing_files,
    phantoms,
    record,
    settle,
)
from tests.restore.traffic import Traffic

DRILL = pytest.mark.skipif(
    os.environ.get("ZHIBEN_DRILL") != "1", reason="two more starts of the system: `make drill`"
)
EPOCH = "SELECT epoch FROM store_epoch"
HAZARDS = "SELECT array_agg(id::text) FROM hazards"


class Walked:
    """What one step hands on to the next: the system, restarted or not, and what was kept of it."""

    def __init__(self, system: WholeSystem, shelf: Path) -> None:
        self.system, self.shelf = system, shelf
        self.old_store = shelf / "older nats"
        self.backup = self.place = shelf
        self.told_before: Traffic
        self.told_after: Traffic
        self.record: Record

    def cast(self) -> Cast:
        return self.system.cast()


@pytest_asyncio.fixture(scope="module")
async def walked() -> AsyncIterator[Walked]:
    shelf = make_folder()
    walked = Walked(await WholeSystem.start(), shelf)
    yield walked
    walked.system.stop()
    for folder in (shelf, walked.place):
        shutil.rmtree(folder, ignore_errors=True)


async def test_a_store_that_is_wiped_while_all_run_is_filled_again(walked: Walked) -> None:
    system = walked.system
    async with walked.cast() as cast:
        traffic = Traffic(cast)
        async with traffic.going():
            await traffic.go_on(8)
            nats_store.copy(system, walked.old_store)
            born = await nats_store.births(system)
            await traffic.go_on(8)
            nats_store.lose(system)
            await traffic.go_on(12)
        await settle(system, cast)

        await assert_whole(system, cast, traffic)
        await assert_streams_hold_every_event(system)
        assert not set(born.items()) & set((await nats_store.births(system)).items())


async def test_a_store_that_is_set_back_to_an_older_copy_is_brought_up_to_date(
    walked: Walked,
) -> None:
    system = walked.system
    async with walked.cast() as cast:
        born = await nats_store.births(system)
        traffic = Traffic(cast)
        async with traffic.going():
            await traffic.go_on(8)
            nats_store.lose(system, replaced_by=walked.old_store)
            await traffic.go_on(12)
        await settle(system, cast)

        await assert_whole(system, cast, traffic)
        await assert_streams_hold_every_event(system)
        assert not set(born.items()) & set((await nats_store.births(system)).items())


async def test_a_backup_is_made_while_people_work(walked: Walked) -> None:
    system = walked.system
    async with walked.cast() as cast:
        walked.told_before, walked.told_after = Traffic(cast), Traffic(cast)
        async with walked.told_before.going():
            await walked.told_before.go_on(10)
        during = Traffic(cast)
        async with during.going():
            await during.go_on(4)
            said = await system.run(
                "backup", "--to", str(walked.shelf), "--secrets-to", str(walked.shelf / "keys")
            )
            await during.go_on(4)
        async with walked.told_after.going():
            await walked.told_after.go_on(10)
        await settle(system, cast)

        assert "备份完成并已核验" in said
        [walked.backup] = walked.shelf.glob("zhiben-*")
        await assert_whole(system, cast, during)
        walked.record = await record(system)


async def test_a_backup_is_put_back_as_all_was_at_one_moment(walked: Walked) -> None:
    walked.place = make_folder()
    restored = dataclasses.replace(walked.system, folder=walked.place)
    keys = str(walked.shelf / "keys")

    said = await restored.run("restore", "--from", str(walked.backup), "--secrets", keys)

    assert "已恢复到" in said
    with running(server_in(walked.place), walked.shelf / "postgres.log"):
        known = set(await restored.value("hazard_registry", HAZARDS))
        assert set(walked.told_before.hazards) <= known
        assert not set(walked.told_after.hazards) & known
        assert (await record(restored)).is_part_of(walked.record)
        assert await phantoms(restored) == {}
        assert await missing_files(restored) == []
        assert min([await restored.value(s.package, EPOCH) for s in SERVICES]) > 1


@DRILL
async def test_a_store_that_is_wiped_at_rest_is_filled_again_and_nothing_happens_twice(
    walked: Walked,
) -> None:
    before = await digest(walked.system)
    walked.system.rest()
    shutil.rmtree(Places(walked.system.folder).nats)

    walked.system = await WholeSystem.start(walked.system.folder)

    async with walked.cast() as cast:
        await settle(walked.system, cast)
        assert await digest(walked.system) == before
        await assert_whole(walked.system, cast)


@DRILL
async def test_what_was_put_back_runs_and_goes_on(walked: Walked) -> None:
    walked.system.stop()

    walked.system = system = await WholeSystem.start(walked.place)

    async with walked.cast() as cast:
        await settle(system, cast)
        assert (await record(system)).is_part_of(walked.record)
        traffic = Traffic(cast)
        async with traffic.going():
            await traffic.go_on(10)
        await settle(system, cast)
        await assert_whole(system, cast, traffic)
        await assert_streams_hold_every_event(system)
    said = await system.run("each", "--", "chassis.audit", "verify")
    assert said.count("✓ nanan/") == len(SERVICES) + 1, said


def server_in(folder: Path) -> Postgres:
    """The database server of a system at rest."""
    places = Places(folder)
    number = recall_ports(places.ports)["postgres"]
    return Postgres(places.postgres, number, password(places.secrets, "postgres"), durable=False)
