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
    TRUSTEE = "trustee"  # one of those who open the escrow by twos
    ESCROW = "escrow"  # nobody's: its private half is split among the trustees


ROLE_OF: Final[dict[Purpose, str]] = {
    Purpose.HANDLER: "report_handler",
    Purpose.CUSTODIAN: "custodian",
    Purpose.PAYER: "payer",
}
# Who keeps the escrow reads no report by it, pays nobody and keeps no identities.
TRUSTEES: Final = ("leader", "legal_reviewer")


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


def roles_for(purpose: Purpose) -> tuple[str, ...]:
    """The roles that may hold a key of this purpose; nobody enrols an escrow's."""
    if purpose is Purpose.TRUSTEE:
        return TRUSTEES
    return (ROLE_OF[purpose],) if purpose in ROLE_OF else ()


def one_purpose_only(roles: frozenset[str]) -> None:
    """Raise `RolesIncompatible` if somebody holds two of the roles that are kept apart."""
    held = sorted(roles & set(ROLE_OF.values()))
    if len(held) > 1 or (held and roles & set(TRUSTEES)):
        raise RolesIncompatible(roles=(*held, *sorted(roles & set(TRUSTEES))))


def wait_after(failures: int) -> timedelta:
    """How long a key stays shut after so many wrong passphrases: longer each time, never for ever."""
    if failures < PATIENCE:
        return timedelta()
    doublings = min(failures - PATIENCE + 1, 20)
    return min(LONGEST_WAIT, timedelta(seconds=2**doublings))
