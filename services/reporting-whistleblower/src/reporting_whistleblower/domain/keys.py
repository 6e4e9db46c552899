"""Officers' keys and the confidential session in which they are open."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import RolesIncompatible

SESSION_LIFE: Final = timedelta(minutes=30)
PATIENCE: Final = 5  # wrong passphrases before waiting begins
LONGEST_WAIT: Final = timedelta(minutes=15)


class Purpose(StrEnum):
    """What a key opens. The three never meet in one person."""

    HANDLER = "handler"
    CUSTODIAN = "custodian"
    PAYER = "payer"


ROLE_OF: Final[dict[Purpose, str]] = {
    Purpose.HANDLER: "report_handler",
    Purpose.CUSTODIAN: "custodian",
    Purpose.PAYER: "payer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerKey:
    """A key pair; the private half is wrapped under the officer's own passphrase."""

    id: UUID
    account_id: UUID
    purpose: Purpose
    areas: tuple[str, ...]  # prefixes it is responsible for; "" is everywhere
    public_key: bytes
    salt: bytes
    wrapped_private: bytes
    created_at: datetime
    failures: int = 0
    closed_until: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialSession:
    """The private key, encrypted under a secret that only the officer holds."""

    id: UUID
    key_id: UUID
    account_id: UUID
    sealed_private: bytes
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenKey:
    """A private key in use, for one request."""

    id: UUID
    account_id: UUID
    purpose: Purpose
    private: bytes


def one_purpose_only(roles: frozenset[str]) -> None:
    """Raise `RolesIncompatible` if somebody holds two of the three roles that are kept apart."""
    held = sorted(roles & set(ROLE_OF.values()))
    if len(held) > 1:
        raise RolesIncompatible(roles=tuple(held))


def wait_after(failures: int) -> timedelta:
    """How long a key stays shut after so many wrong passphrases: longer each time, never for ever."""
    if failures < PATIENCE:
        return timedelta()
    doublings = min(failures - PATIENCE + 1, 20)
    return min(LONGEST_WAIT, timedelta(seconds=2**doublings))
