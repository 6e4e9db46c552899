"""What happens because time passes."""

from datetime import datetime

from chassis.db import Session
from chassis.sweeps import Sweeps

from training_records.use_cases import sweeping

sweeps = Sweeps()


@sweeps.every(minutes=1)
async def tell_lapsed(tx: Session, at: datetime) -> None:
    await sweeping.tell_lapsed(tx, at=at)


@sweeps.every(minutes=10)
async def tell_expiring(tx: Session, at: datetime) -> None:
    await sweeping.tell_expiring(tx, at=at)
