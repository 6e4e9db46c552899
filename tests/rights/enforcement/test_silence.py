"""A case or a clue of another area or body changes nothing that one reads."""

from chassis.db import Session
from sqlalchemy import text

from tests.rights import silence
from tests.rights.callers import HERE, THERE, Calling
from tests.rights.enforcement import world as planted
from tests.rights.objects import World
from tests.rights.operations import Operation
from tests.rights.things import Thing, sample
from tests.rights.writing import copy_row


async def case_of(tx: Session, like: Thing, *, area: str, body: str) -> Thing:
    """A case that is like this one in all but whose it is."""
    clue_id = await tx.scalar(text("SELECT clue_id FROM cases WHERE id = :id"), {"id": like.id})
    where = {"area": f"'{area}'", "body": f"'{body}'"}
    clue = await copy_row(tx, "clues", clue_id, lead_id="NULL", from_clue="NULL", **where)
    case = await copy_row(
        tx,
        "cases",
        like.id,
        clue_id=f"'{clue}'",
        number=f"number || '{area}{body}'",
        act_key="CAST(id AS text)",
        **where,
    )
    [new] = [thing for thing in await planted.things(tx) if thing.id == case][:1]
    return new


async def test_only_who_may_know_reads_of_a_new_case(
    calling: Calling, walked: list[Operation], world: World, tx: Session
) -> None:
    [mine] = sample(world.of("case"), 1)
    [body] = mine.place.departments
    [other] = set(planted.BODIES_HERE) - {body}
    there = THERE if mine.place.area == HERE else HERE

    for area, whose in ((there, body), (str(mine.place.area), other)):

        async def disturb(area: str = area, whose: str = whose) -> Thing:
            return await case_of(tx, mine, area=area, body=whose)

        wrong, spoke = await silence.walk_silence(calling, walked, world, disturb)
        assert wrong == []
        assert {"list_cases", "list_clues", "case_statistics"} <= spoke
