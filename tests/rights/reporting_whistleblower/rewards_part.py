"""Rewards, claims and funds."""

from chassis.db import Session
from sqlalchemy import text

from tests.rights.fields import Secret
from tests.rights.reporting_whistleblower.part import Part
from tests.rights.things import Place, Thing
from tests.rights.writing import mark


async def plant(tx: Session) -> None:
    await tx.execute(
        text("UPDATE reward t SET area = r.area FROM report r WHERE t.report_id = r.id")
    )
    await mark(tx, "reward", "decline_reason voucher", kind="reward")


async def things(tx: Session) -> list[Thing]:
    rewards = await tx.execute(text("SELECT id, area, status FROM reward"))
    return [
        Thing("reward", {"reward_id": row.id}, row.id, (Place(row.area),), state=row.status)
        for row in rewards
    ]


PART = Part(
    kinds={"reward_id": "reward"},
    free=frozenset({"number", "fund_id"}),  # claims and funds are nobody's in particular
    secrets=(Secret("an agreed password", r"demo-kapok"),),
    bodies={"propose_reward": {"fine": "1000.00"}},
    variants={"list_rewards": [{"limit": 200}, {"area": "35", "limit": 200}]},
    plant=plant,
    things=things,
)
