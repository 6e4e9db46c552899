"""The demonstration's eliminations: tractors, boats and small premises, some done, some late."""

from datetime import date, timedelta
from uuid import UUID

from chassis.db import Session
from chassis.sight import everything
from contracts.demo import VILLAGES

from hazard_registry.demo.cast import moment, village_officer
from hazard_registry.store.eliminations import KINDS
from hazard_registry.use_cases import eliminations

# code, who holds it, how many things there are, and of how many one is left
THINGS = (
    ("modified_tractor", "vehicle", 18, 9),
    ("old_fishing_boat", "boat", 8, 2),
    ("early_fire_alarm", "place", 24, 3),
    ("mis_rated_truck", "vehicle", 6, 4),
    ("vehicle_active_safety", "vehicle", 12, 3),
)


async def eliminate(tx: Session, *, on: date, photo: UUID) -> None:
    every = KINDS.every(tx, {}, on=on, sight=everything())
    kinds = {kind.code: kind async for kind in every}
    entered = min(date(2025, 3, 3), on - timedelta(days=60))
    for code, holder, many, one_left in THINGS:
        for number in range(many):
            village = VILLAGES[(number * 4) % len(VILLAGES)]
            thing = await eliminations.add_elimination(
                tx,
                fields={
                    "kind_id": kinds[code].id,
                    "holder": holder,
                    "held_by": f"演示{kinds[code].title[:6]}{number + 1:02d}",
                    "area": village,
                },
                sight=everything(),
                by=village_officer(village),
                at=moment(entered),
            )
            if number % one_left:
                await eliminations.finish_elimination(
                    tx,
                    elimination_id=thing.id,
                    done_on=entered + timedelta(days=10 + number),
                    note="已完成并现场核对(演示)",
                    evidence=(photo,),
                    sight=everything(),
                    by=village_officer(village),
                    at=moment(entered + timedelta(days=10 + number)),
                    expected=1,
                )
    while await eliminations.mark_eliminations_overdue(tx, at=moment(on, 6)):
        pass
