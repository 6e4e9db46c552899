"""Who may do what. Handling, custody and payment never meet in one person."""

from typing import Final

from chassis.permissions import Permissions

from reporting_whistleblower.permissions import (
    figures,
    funds,
    handling,
    identities,
    keys,
    protection,
    rewards,
    schemes,
    senders,
)
from reporting_whistleblower.union import united

AREAS: Final = (
    senders,
    keys,
    handling,
    identities,
    rewards,
    protection,
    schemes,
    funds,
    figures,
)

PERMISSIONS = Permissions(united(*(area.ROWS for area in AREAS)))
