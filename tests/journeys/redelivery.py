"""News that its reader was too dead to hear comes again, and is acted on once."""

from typing import Any

from tests.journeys.acting import a_verified_major_hazard
from tests.journeys.chapters.reconciliation import SERVICES, compared
from tests.journeys.people import Cast, Person, eventually
from tests.journeys.whole_system import WholeSystem


async def test_a_hazard_verified_while_the_reader_is_dead_becomes_one_clue(
    system: WholeSystem, cast: Cast
) -> None:
    system.kill("enforcement.worker")
    hazard = await a_verified_major_hazard(cast)
    bureau = await cast.who("head")

    async def heard() -> list[dict[str, Any]] | None:
        listed = await bureau.get("/v1/clues", hazard_id=hazard["id"])
        return listed["items"] or None

    clues, _ = await eventually("the clue, after the reader came back", heard)
    system.kill("enforcement.worker")
    await books_agree(cast)

    assert len(clues) == 1
    assert len(await heard() or []) == 1


async def test_a_publisher_that_dies_loses_nothing(system: WholeSystem, cast: Cast) -> None:
    system.kill("hazard-registry.worker")
    hazard = await a_verified_major_hazard(cast)
    head = await cast.who("head")

    async def heard() -> bool | None:
        return bool((await head.get("/v1/clues", hazard_id=hazard["id"]))["items"]) or None

    await eventually("the clue, after the publisher came back", heard)
    await books_agree(cast)


async def books_agree(cast: Cast) -> None:
    """Wait until every event that was sent was acted on, none of them twice."""
    system: Person = await cast.who("system")

    async def settled() -> bool | None:
        reports = {name: await system.get(f"/v1/{name}/ops/events") for name in SERVICES}
        return True if all(row[-1] == 0 for row in compared(reports)) else None

    await eventually("sent = acted on", settled)
