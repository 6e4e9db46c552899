"""Somebody hired out of one's reach changes nothing that one reads."""

from chassis.db import Session
from training_records.examples import identity

from tests.rights import silence
from tests.rights.callers import Caller, Calling
from tests.rights.objects import World
from tests.rights.operations import Operation
from tests.rights.things import Place, Thing, sample
from tests.rights.training_records import world as planted


async def hired_at(calling: Calling, tx: Session, place: Place, number: int) -> Thing:
    """The village's training officer opens somebody's file, by the service's own route."""
    answer = await calling.ask(
        Caller("training_officer", area=str(place.area)),
        "POST",
        "/v1/people",
        json={
            "name": "王走查",
            "identity_number": identity(number),
            "post": {
                "unit_id": str(place.unit),
                "kind": "own",
                "post": "电工",
                "needs": [{"regime": "special_operation", "item": "1.2"}],
                "from_on": "2026-03-01",
            },
        },
    )
    assert answer.status_code == 201, answer.text
    [new] = [t for t in await planted.things(tx) if str(t.id) == answer.json()["id"]]
    return new


async def test_only_who_may_know_reads_of_somebody_hired(
    calling: Calling, walked: list[Operation], world: World, tx: Session
) -> None:
    [mine] = sample(world.of("person"), 1)
    places = [thing.place for thing in world.of("employment") if thing.place != mine.place]
    here = [place for place in places if place.area == mine.place.area]
    there = [place for place in places if place.area != mine.place.area]
    other_department = [p for p in here if p.departments != mine.place.departments]

    heard: set[str] = set()
    for number, place in enumerate((there[0], here[0], other_department[0]), start=900):

        async def disturb(place: Place = place, number: int = number) -> Thing:
            return await hired_at(calling, tx, place, number)

        wrong, spoke = await silence.walk_silence(calling, walked, world, disturb)
        assert wrong == []
        heard |= spoke
    assert {"list_people", "find_people", "list_coverage", "list_indicators"} <= heard
