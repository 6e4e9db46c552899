"""What a meeting froze of the plan board belongs to an area, like all that it showed."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest_asyncio
from chassis.db import Session
from chassis.testing import NOON
from gateway.store import snapshot as store
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.rights import leaks, objects
from tests.rights.callers import HERE, SOMEBODY, THERE, Calling
from tests.rights.objects import HASHES, World
from tests.rights.operations import Operation
from tests.rights.standing import undoing
from tests.rights.things import Place, Thing, marked

# Accounts are everybody's who administers them; sessions and the trail name no area.
FREE = {"account_id", "grant_id", "id"}


def board(area: str, words: str) -> dict[str, Any]:
    """A board on which nothing stands but these words."""
    days = {"begins": "2024-01-01", "ends": "2026-12-31", "as_of": "2026-03-04"}
    empty: dict[str, Any] = {"services": {}, "lights": {}, "actions": [], "rows": []}
    return (
        {"code": "2024-2026", "title": {"zh": words}, "source": "走查", "area": area} | days | empty
    )


@pytest_asyncio.fixture
async def world(tx: Session, connection: AsyncConnection) -> World:
    things = []
    for number, area in enumerate((HERE, THERE, HERE, THERE), start=1):
        named = UUID(int=number)
        await store.add(
            tx,
            id=named,
            plan="2024-2026",
            as_of=date(2026, 3, number),
            area=area,
            note=f"走查{marked('snapshot', named)}",
            taken_by=SOMEBODY,
            taken_at=NOON,
            lights={"green": 1},
            board=board(area, marked("snapshot", named)),
        )
        of = {"snapshot_id": named}
        things.append(Thing("snapshot", of, named, (Place(area),), state=str(number)))
    return World(
        things=things,
        kinds={"snapshot_id": "snapshot"},
        bodies={},
        undone=undoing(connection),
        shows=frozenset({"list_plan_snapshots", "get_plan_snapshot"}),
        owners="snapshot",
        # The board itself is asked of the services, each under the reader's own rights.
        unread=HASHES | {"read_plan", "sign_in", "sign_out"},
    )


async def test_a_snapshot_is_found_in_its_area_only(
    calling: Calling, walked: list[Operation], world: World
) -> None:
    wrong, tried = await objects.walk_things(calling, walked, world)

    assert wrong == []
    assert tried > 20
    assert objects.unowned(walked, world, FREE) == []


async def test_no_list_shows_a_snapshot_of_elsewhere(
    calling: Calling, walked: list[Operation], world: World
) -> None:
    shown = await leaks.walk_bodies(calling, walked, world)

    assert leaks.leaks(shown, world) == []
    assert leaks.blind(shown, world) == []
