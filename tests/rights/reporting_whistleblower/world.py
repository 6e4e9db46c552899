"""One fictional report of every fate, in two villages, and what each area of the service adds.

A handler's key and a custodian's are open, so that what is refused is refused by rights alone.
"""

from datetime import date

import pytest
from chassis.db import Session
from chassis.settings import Settings
from reporting_whistleblower.demo import lives, seeding
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.store.deployment import receipt_key
from reporting_whistleblower.union import united
from sqlalchemy import text

from tests.rights.callers import HERE, THERE, account_of
from tests.rights.objects import HASHES
from tests.rights.reporting_whistleblower import (
    casework_part,
    identities_part,
    protection_part,
    reports_part,
    rewards_part,
    schemes_part,
)
from tests.rights.reporting_whistleblower.officers import OTHER_HANDLER, enrol, unlocked
from tests.rights.things import Thing

PARTS = (
    reports_part.PART,
    casework_part.PART,
    identities_part.PART,
    rewards_part.PART,
    protection_part.PART,
    schemes_part.PART,
)
ON = date(2026, 3, 4)
OWNERS = "report"
KINDS = united(*(part.kinds for part in PARTS))
# Laws, days and what only auditors name are nobody's in particular.
FREE = {"code", "id", "day", "year", "consumer", "event_id"}.union(*(part.free for part in PARTS))
UNREAD = HASHES.union(*(part.unread for part in PARTS))
SHOWS = frozenset[str]().union(*(part.shows for part in PARTS))
SECRETS = [secret for part in PARTS for secret in part.secrets]
BODIES = united(*(part.bodies for part in PARTS))
VARIANTS = united(*(part.variants for part in PARTS))
PURPOSES = {"report_handler": Purpose.HANDLER, "custodian": Purpose.CUSTODIAN}

__all__ = ["enrol", "unlocked"]


async def plant(tx: Session, settings: Settings) -> None:
    """Seed one life of each ending; every report is sealed to the walk's own handler too."""
    for role, purpose in PURPOSES.items():
        await enrol(tx, account_of(role), purpose)
    await enrol(tx, OTHER_HANDLER, Purpose.HANDLER)
    each = {life.ending: life for life in lives.LIVES}
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(seeding, "LIVES", tuple(each.values()))
        smaller.setattr(lives, "VILLAGES", (HERE, THERE))
        await seeding.seed(tx, on=ON, receipt_key=receipt_key(settings.secrets_dir))
    await tx.execute(
        text(
            f"""
            UPDATE report r SET area = CASE WHEN n % 2 = 0 THEN '{HERE}' ELSE '{THERE}' END
            FROM (SELECT id, row_number() OVER (ORDER BY status, id) AS n FROM report) d
            WHERE d.id = r.id
            """  # noqa: S608
        )
    )
    for part in PARTS:
        await part.plant(tx)


async def things(tx: Session) -> list[Thing]:
    """Everything that is somebody's."""
    return [thing for part in PARTS for thing in await part.things(tx)]
