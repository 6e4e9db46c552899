"""A claim (申领): what the counter needs to pay a reward or one joint reporter's share of it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import (
    ClaimIncomplete,
    IllegalMove,
    RecoveryTooMuch,
    SplitWrong,
)

CLAIM_DIGITS: Final = 11
NOTHING: Final = Decimal("0.00")


class PayBy(StrEnum):
    """How the money is handed over."""

    PASSWORD = "password"  # noqa: S105 - the name of a way, not a secret
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one of the reporters gets, and how: an agreed password or an account."""

    amount: Decimal
    password: str | None = None
    account: Mapping[str, str] | None = None

    @property
    def pay_by(self) -> PayBy:
        return PayBy.PASSWORD if self.password is not None else PayBy.ACCOUNT


def must_add_up(shares: Iterable[Share], *, amount: Decimal) -> None:
    """Raise `SplitWrong` unless the shares are the whole sum, `ClaimIncomplete` if one has no way."""
    given = list(shares)
    for share in given:
        if (share.password is None) == (share.account is None):
            raise ClaimIncomplete
    together = sum((share.amount for share in given), NOTHING)
    if together != amount:
        raise SplitWrong(field="/shares", together=f"{together:f}", amount=f"{amount:f}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sum for the counter: nothing of the report. The account is sealed to the payers."""

    number: str
    reward_id: UUID
    amount: Decimal
    pay_by: PayBy
    password_hash: str | None
    accounts: Mapping[str, str] = field(default_factory=dict)  # payer's key id → sealed, base64
    failures: int = 0
    closed_until: datetime | None = None
    paid_at: datetime | None = None
    paid_by: UUID | None = None
    voucher: str | None = None
    recovered: Decimal = NOTHING

    def pay(self, *, by: UUID, at: datetime, voucher: str) -> "Claim":
        """Raise `IllegalMove` if this share was paid before."""
        if self.paid_at is not None:
            raise IllegalMove(status="paid", move="pay")
        return replace(self, paid_at=at, paid_by=by, voucher=voucher)

    def recover(self, amount: Decimal) -> "Claim":
        """Note what came back. Raise `RecoveryTooMuch` beyond what was paid out."""
        if self.paid_at is None:
            raise IllegalMove(status="claimed", move="recover")
        owed = self.amount - self.recovered
        if amount > owed:
            raise RecoveryTooMuch(field="/amount", owed=f"{owed:f}")
        return replace(self, recovered=self.recovered + amount)

    @property
    def kept(self) -> Decimal:
        """What the payee still has of it."""
        return self.amount - self.recovered if self.paid_at is not None else NOTHING


def make_claim_number() -> str:
    """Draw ten digits and a check digit (Luhn), so that a slip of the pen is noticed."""
    digits = f"{secrets.randbelow(10 ** (CLAIM_DIGITS - 1)):0{CLAIM_DIGITS - 1}d}"
    return digits + str(_luhn(digits))


def is_claim_number(number: str) -> bool:
    return (
        len(number) == CLAIM_DIGITS
        and number.isascii()
        and number.isdigit()
        and _luhn(number[:-1]) == int(number[-1])
    )


def _luhn(digits: str) -> int:
    doubled = [int(d) * (2 - place % 2) for place, d in enumerate(reversed(digits))]
    return -sum(value // 10 + value % 10 for value in doubled) % 10
