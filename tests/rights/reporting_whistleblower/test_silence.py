"""A report or a reward of another area changes nothing that one reads."""

from functools import partial

from chassis.db import Session

from tests.rights import silence
from tests.rights.callers import HERE, THERE, Calling
from tests.rights.objects import World
from tests.rights.operations import Operation
from tests.rights.reporting_whistleblower import world as planted
from tests.rights.things import Thing, sample
from tests.rights.writing import copy_row


async def reported_in(tx: Session, area: str, report: Thing, reward: Thing) -> Thing:
    """A report and a reward like these in all but where they belong."""
    new = await copy_row(
        tx,
        "report",
        report.id,
        area=f"'{area}'",
        number=f"left(number, 6) || '-7777-{area[-4:]}'",
        lead_id="gen_random_uuid()",
        merged_into="NULL",
    )
    await copy_row(
        tx,
        "reward",
        reward.id,
        area=f"'{area}'",
        report_id=f"'{new}'",
        case_id="gen_random_uuid()",
        claim_number="NULL",
    )
    return next(thing for thing in await planted.things(tx) if thing.id == new)


async def test_only_who_may_know_reads_of_a_new_report(
    calling: Calling, walked: list[Operation], world: World, tx: Session
) -> None:
    [mine] = sample(world.of("report"), 1)
    reward = world.of("reward")[0]
    heard: set[str] = set()

    for area in (HERE, THERE):
        disturb = partial(reported_in, tx, area, mine, reward)
        wrong, spoke = await silence.walk_silence(calling, walked, world, disturb)
        assert wrong == []
        heard |= spoke
    assert {"list_reports", "list_rewards"} <= heard
