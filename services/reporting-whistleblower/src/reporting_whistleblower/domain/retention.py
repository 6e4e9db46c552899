"""How long a report is kept, what keeps it longer, and how its end is proved."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from reporting_whistleblower.domain.refusals import Refusal


class OnHold(Refusal):
    """A legal hold stands: nothing of it may be changed for good or destroyed."""

    code = "on_hold"


class NotOnHold(Refusal):
    code = "not_on_hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold (保全): evidence somebody may need stays, whatever retention says."""

    id: UUID
    report_id: UUID
    reason: str
    placed_by: UUID
    placed_at: datetime
    lifted_by: UUID | None = None
    lifted_at: datetime | None = None
    lift_reason: str | None = None

    def lift(self, *, by: UUID, reason: str, at: datetime) -> "Hold":
        return replace(self, lifted_by=by, lifted_at=at, lift_reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destruction:
    """That a report's keys are gone: without them what may lie in backups is noise for ever.

    `digest` is SHA-256 over the SHA-256 of each destroyed sealed key, in order: whoever finds a
    sealed key somewhere can tell that it was among them.
    """

    report_id: UUID
    area: str
    ended_on: date
    destroyed_at: datetime
    rule: str
    rule_version: int
    keys: int
    digest: bytes


def digest_of(sealed_keys: Sequence[bytes]) -> bytes:
    """One digest that names every destroyed key and tells nothing of any."""
    hashes = sorted(hashlib.sha256(key).digest() for key in sealed_keys)
    return hashlib.sha256(b"".join(hashes)).digest()


def kept_until(ended_on: date, *, years: int) -> date:
    """The last day it is kept. 29 February ends with 28 February."""
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:
        return ended_on.replace(year=ended_on.year + years, day=28)
