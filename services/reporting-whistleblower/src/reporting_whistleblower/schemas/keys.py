"""Who holds a key, and how many reports were sealed anew."""

from datetime import datetime
from uuid import UUID

from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.recovery import Status
from reporting_whistleblower.schemas.words import Told


class OfficerKeyOut(Told):
    id: UUID
    account_id: UUID
    purpose: Purpose
    areas: list[str]
    created_at: datetime
    revoked_at: datetime | None


class CountOut(Told):
    """How many reports; ask again until it is 0."""

    reports: int


class RecoveryOut(Told):
    id: UUID
    asked_by: UUID
    reason: str
    asked_at: datetime
    expires_at: datetime
    status: Status
    consents: list[UUID]
    reports: int
