"""Fictional bans on people who do not exist: no area issues numbers that begin with 999999."""

from datetime import date, timedelta

from chassis.db import Session
from chassis.sight import everything
from contracts.demo import demo_id
from office.identifiers import identity_check_character

from enforcement.demo.people import BUREAU, HEAD, at
from enforcement.domain.ban import Imposition
from enforcement.store.seals import Seals
from enforcement.use_cases import ban as use_cases

# ground, trade, days ago, lifted
BANS = (
    ("94", None, 200, False),
    ("113", None, 700, False),
    ("94_life", "3034", 400, False),
    ("113_life", "C26", 120, False),
    ("94", None, 2000, False),
    ("94", None, 300, True),
)


def identity_number(number: int) -> str:
    """The number of the nth fictional person."""
    first17 = f"9999991970{number % 12 + 1:02d}01{number:03d}"
    return first17 + identity_check_character(first17)


async def impose_bans(tx: Session, *, on: date, seals: Seals) -> None:
    for number, (ground, trade, days_ago, lifted) in enumerate(BANS):
        began = on - timedelta(days=days_ago)
        order = Imposition(
            ground=ground,
            trade=trade,
            from_on=max(began, date(2021, 9, 1)),
            reason="演示：受到撤职处分的主要负责人",
            body=BUREAU,
            area="350583",
        )
        ban = await use_cases.impose_ban(
            tx,
            identity_number=identity_number(number),
            name=f"演示人员{number + 1}「演示」",
            order=order,
            seals=seals,
            sight=everything(),
            by=HEAD,
            at=at(began),
            id=demo_id("ban", number),
        )
        if lifted:
            await use_cases.lift_ban(
                tx,
                ban_id=ban.id,
                reason="演示：原处罚决定被撤销",
                sight=everything(),
                by=HEAD,
                at=at(began + timedelta(days=60)),
                expected=ban.version,
            )
