"""A person's file: one person, one file (一人一档)."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from training_records.domain.refusals import ChangedMeanwhile
from training_records.domain.sealed import Sealed


class Purpose(StrEnum):
    """What an identity number may be shown for."""

    NATIONAL_SITE = "national_site"
    DUPLICATE = "duplicate"
    AUTHORITY = "authority"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works, or worked, at a unit. `account_id`: the account he signs in with."""

    id: UUID
    name: str = field(repr=False)
    identity: Sealed
    phone: Sealed | None = None
    account_id: UUID | None = None
    registered_on: date
    version: int = 1

    def amend(
        self, *, name: str, phone: Sealed | None, account_id: UUID | None, expected: int
    ) -> "Person":
        """Correct what may be corrected; the identity number is not."""
        if expected != self.version:
            raise ChangedMeanwhile
        return replace(
            self, name=name, phone=phone, account_id=account_id, version=self.version + 1
        )
