"""The reward fund (奖励资金): double entry, by year and source, never below nothing."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Source(StrEnum):
    """Whose budget it is (19号 art. 16: the government of the same level)."""

    SUBDISTRICT = "subdistrict"
    COUNTY = "county"
    CITY = "city"


class Account(StrEnum):
    """Where money stands. What leaves one account enters another."""

    BUDGET = "budget"  # the treasury: negative by what it gave
    FUND = "fund"
    PAID_OUT = "paid_out"


class TransferKind(StrEnum):
    ALLOCATION = "allocation"
    PAYOUT = "payout"
    RECOVERY = "recovery"  # what was paid wrongly comes back


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One year's money from one source. Its balance equals allocated less paid.

    `paid` is what stayed paid: what came back is taken off.
    """

    id: UUID
    year: int
    source: Source
    allocated: Decimal = Decimal("0.00")
    paid: Decimal = Decimal("0.00")
    balance: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One booking; its entries add up to nothing."""

    id: UUID
    fund_id: UUID
    kind: TransferKind
    amount: Decimal
    document: str
    reward_id: UUID | None = None
    claim_number: str | None = None  # a claim leaves the fund once
    by: UUID
    at: datetime

    def entries(self) -> dict[Account, Decimal]:
        """What each account gains; together nothing."""
        if self.kind is TransferKind.ALLOCATION:
            return {Account.BUDGET: -self.amount, Account.FUND: self.amount}
        if self.kind is TransferKind.RECOVERY:
            return {Account.PAID_OUT: -self.amount, Account.FUND: self.amount}
        return {Account.FUND: -self.amount, Account.PAID_OUT: self.amount}
