"""A reward (奖励): proposed by one, approved by a second, paid by a third."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import (
    ChangedMeanwhile,
    DeclarationRequired,
    IllegalMove,
    SelfApproval,
    TooLate,
)

CLAIM_DIGITS: Final = 11


class Kind(StrEnum):
    """What the sum rests on."""

    FINE = "fine"
    DEATHS = "deaths"
    FLAT = "flat"
    HONOUR = "honour"  # a commendation; no money


class Status(StrEnum):
    PROPOSED = "proposed"
    DECLINED = "declined"
    APPROVED = "approved"
    CLAIMED = "claimed"
    PAID = "paid"
    LAPSED = "lapsed"


class PayBy(StrEnum):
    """How the money is handed over."""

    PASSWORD = "password"  # noqa: S105 - the name of a way, not a secret
    ACCOUNT = "account"


MOVES: Final[dict[str, tuple[frozenset[Status], Status]]] = {
    "approve": (frozenset({Status.PROPOSED}), Status.APPROVED),
    "decline": (frozenset({Status.PROPOSED}), Status.DECLINED),
    "stop": (frozenset({Status.PROPOSED}), Status.DECLINED),
    "claim": (frozenset({Status.APPROVED}), Status.CLAIMED),
    "pay": (frozenset({Status.CLAIMED}), Status.PAID),
    "lapse": (frozenset({Status.APPROVED}), Status.LAPSED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """One reward for one matter. `basis` is the law and the working behind the amount."""

    id: UUID
    report_id: UUID
    case_id: UUID | None = None
    area: str
    kind: Kind
    amount: Decimal
    basis: Mapping[str, Any]
    rules: tuple[tuple[str, int], ...] = field(default=())  # code and version of each rule used
    status: Status = Status.PROPOSED
    proposed_by: UUID
    proposed_from: str | None = None  # the event, where the system proposed
    proposed_at: datetime
    approved_by: UUID | None = None
    approved_at: datetime | None = None
    claim_number: str | None = None
    claim_due_on: date | None = None
    claim_extended: bool = False
    pay_by: PayBy | None = None
    not_excluded_at: datetime | None = None  # the claimant declared to be no official on duty
    claimed_at: datetime | None = None
    paid_by: UUID | None = None
    paid_at: datetime | None = None
    voucher: str | None = None
    decline_reason: str | None = None
    version: int = 1

    def approve(
        self, *, by: UUID, handlers: frozenset[UUID], at: datetime, due_on: date, expected: int
    ) -> "Reward":
        """A second person consents. Nobody who handled the report may."""
        moved = self._move("approve", expected)
        if by == self.proposed_by or by in handlers:
            raise SelfApproval(move="approve")
        number = None if self.kind is Kind.HONOUR else make_claim_number()
        return replace(
            moved, approved_by=by, approved_at=at, claim_due_on=due_on, claim_number=number
        )

    def decline(self, *, by: UUID, reason: str, at: datetime, expected: int) -> "Reward":
        moved = self._move("decline", expected)
        if by == self.proposed_by:
            raise SelfApproval(move="decline")
        return replace(moved, approved_by=by, approved_at=at, decline_reason=reason)

    def stop(self, *, reason: str, at: datetime) -> "Reward":
        """What it rested on fell away before anybody consented: no person declines it."""
        return replace(self._move("stop", self.version), approved_at=at, decline_reason=reason)

    def claim(
        self, *, pay_by: PayBy, not_excluded: bool, at: datetime, today: date, term_binds: bool
    ) -> "Reward":
        """The reporter asks for the money. Raise `TooLate` after the last day, if the term binds."""
        if self.kind is Kind.HONOUR:
            raise IllegalMove(status=self.status.value, move="claim")
        moved = self._move("claim", self.version)
        if not not_excluded:
            raise DeclarationRequired(field="/not_excluded")
        if term_binds and self.claim_due_on is not None and today > self.claim_due_on:
            raise TooLate(last_day=self.claim_due_on.isoformat())
        return replace(moved, pay_by=pay_by, not_excluded_at=at, claimed_at=at)

    def pay(self, *, by: UUID, handlers: frozenset[UUID], at: datetime, voucher: str) -> "Reward":
        """A third person hands the money out."""
        moved = self._move("pay", self.version)
        if by in {self.proposed_by, self.approved_by} or by in handlers:
            raise SelfApproval(move="pay")
        return replace(moved, paid_by=by, paid_at=at, voucher=voucher)

    def lapse(self, *, today: date) -> "Reward":
        if self.claim_due_on is None or today <= self.claim_due_on:
            raise IllegalMove(status=self.status.value, move="lapse")
        return self._move("lapse", self.version)

    def extend_claim(self, *, due_on: date, expected: int) -> "Reward":
        """Give more time, with reasons, while the claim still runs."""
        moved = self._at(expected)
        later = self.claim_due_on is not None and due_on > self.claim_due_on
        if self.status is not Status.APPROVED or not later:
            raise IllegalMove(status=self.status.value, move="extend_claim")
        return replace(moved, claim_due_on=due_on, claim_extended=True)

    def _move(self, move: str, expected: int) -> "Reward":
        moved = self._at(expected)
        allowed, to = MOVES[move]
        if self.status not in allowed:
            raise IllegalMove(status=self.status.value, move=move)
        return replace(moved, status=to)

    def _at(self, expected: int) -> "Reward":
        if expected != self.version:
            raise ChangedMeanwhile
        return replace(self, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the counter needs: nothing of the report. The account is sealed to the payers."""

    number: str
    reward_id: UUID
    password_hash: str | None
    accounts: Mapping[str, str] = field(default_factory=dict)  # payer's key id → sealed, base64
    failures: int = 0
    closed_until: datetime | None = None


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
