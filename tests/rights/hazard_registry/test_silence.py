"""A hazard found out of one's reach changes nothing that one reads."""

from functools import partial

from chassis.db import Session

from tests.rights import silence
from tests.rights.callers import Calling
from tests.rights.hazard_registry import world as planted
from tests.rights.objects import World
from tests.rights.operations import Operation
from tests.rights.things import Thing, sample


async def found_at(calling: Calling, tx: Session, unit: Thing) -> Thing:
    """The office finds a hazard at this unit, by the service's own route."""
    answer = await calling.ask(
        unit.owner("office_clerk"),
        "POST",
        "/v1/hazards",
        json={
            "description": "走查:配电箱无盖",
            "origin": "inspection",
            "found_on": "2026-03-03",
            "unit_id": str(unit.id),
        },
    )
    assert answer.status_code == 201, answer.text
    [new] = [t for t in await planted.things(tx) if str(t.id) == answer.json()["id"]][:1]
    return new


async def test_only_who_may_know_reads_of_a_new_hazard(
    calling: Calling, walked: list[Operation], world: World, tx: Session
) -> None:
    [mine] = sample(world.of("hazard"), 1)
    here = [unit for unit in world.of("unit") if unit.place.area == mine.place.area]
    elsewhere = [unit for unit in world.of("unit") if unit.place.area != mine.place.area]
    neighbours = [unit for unit in here if unit.id != mine.place.unit]

    for unit in (elsewhere[0], neighbours[0]):
        disturb = partial(found_at, calling, tx, unit)
        wrong, spoke = await silence.walk_silence(calling, walked, world, disturb)
        assert wrong == []
        assert {"list_hazards", "hazard_statistics", "export_ledger", "get_list"} <= spoke
