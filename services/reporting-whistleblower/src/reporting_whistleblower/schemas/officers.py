"""Keys, identities, rewards and the fund over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from reporting_whistleblower.domain.amount import AccidentGrade
from reporting_whistleblower.domain.fund import Source, TransferKind
from reporting_whistleblower.domain.identity import Stage
from reporting_whistleblower.domain.identity import Status as RequestStatus
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.reward import Kind, PayBy, Status
from reporting_whistleblower.schemas.words import Area, Given, Money, Short, Text, Told

Passphrase = Annotated[str, Field(min_length=12, max_length=200)]


class EnrolIn(Given):
    purpose: Purpose
    passphrase: Passphrase


class UnlockIn(Given):
    passphrase: Annotated[str, Field(min_length=1, max_length=200)]


class KeyOut(Told):
    id: UUID
    purpose: Purpose
    areas: list[str]
    created_at: datetime


class SessionOut(Told):
    session: Annotated[str, Field(description="Send it in `X-Zhiben-Confidential`")]
    expires_at: datetime


class IdentityRequestIn(Given):
    report_id: UUID
    stage: Stage
    reason: Text


class IdentityRequestOut(Told):
    id: UUID
    stage: Stage
    reason: str
    status: RequestStatus
    asked_by: UUID
    asked_at: datetime
    expires_at: datetime
    consents: list[UUID]
    opened_at: datetime | None


class IdentityOut(Told):
    """Shown once."""

    name: str
    id_number: str | None
    phone: str | None
    contact: str | None
    payment: str | None


class ProposalIn(Given):
    """A fine (0 where none was imposed), or concealed deaths with the accident's final grade."""

    fine: Money | None = None
    grade: AccidentGrade | None = None
    deaths: Annotated[int, Field(ge=1, le=1000)] | None = None

    @model_validator(mode="after")
    def _one_basis(self) -> Self:
        if (self.grade is None) != (self.deaths is None):
            raise ValueError("grade and deaths belong together")
        if (self.fine is None) == (self.deaths is None):
            raise ValueError("give a fine or deaths")
        return self


class RewardOut(Told):
    id: UUID
    area: Area
    kind: Kind
    amount: Money
    basis: Annotated[
        dict[str, Any],
        Field(examples=[{"formula": "min(300000, max(3000, 0.15 × 50000))", "provisional": False}]),
    ]
    status: Status
    proposed_by: UUID
    proposed_from: str | None
    proposed_at: datetime
    approved_by: UUID | None
    approved_at: datetime | None
    claim_due_on: date | None
    claim_extended: bool
    pay_by: PayBy | None
    paid_by: UUID | None
    paid_at: datetime | None
    voucher: str | None
    decline_reason: str | None
    version: int


class ExtendClaimIn(Given):
    due_on: date
    reason: Text


class ClaimOut(Told):
    """What the counter sees: nothing of the report."""

    number: str
    amount: Money
    status: Status
    pay_by: PayBy | None
    claim_due_on: date | None
    account: dict[str, str] | None = None
    voucher: str | None


class PayIn(Given):
    password: Annotated[str, Field(max_length=64)] | None = None
    source: Source = Source.SUBDISTRICT
    voucher: Annotated[Short, Field(examples=["FK2026-0017"])]


class AllocationIn(Given):
    year: Annotated[int, Field(ge=2020, le=2100)]
    source: Source = Source.SUBDISTRICT
    amount: Annotated[Money, Field(gt=0)]
    document: Annotated[Short, Field(examples=["南柳政〔2026〕8号"])]


class FundOut(Told):
    id: UUID
    year: int
    source: Source
    allocated: Money
    paid: Money
    balance: Money


class TransferOut(Told):
    id: UUID
    kind: TransferKind
    amount: Money
    document: str
    by: UUID
    at: datetime


class FundsCheckOut(Told):
    """The ledger recounted: `differences` is empty when everything adds up."""

    differences: list[str]


class CellOut(Told):
    """A count; null where it is withheld so that it points at nobody."""

    key: str
    count: int | None


class StatisticsOut(Told):
    first: date
    last: date
    area: str
    total: int | None
    by_category: list[CellOut]
    by_status: list[CellOut]
    by_conclusion: list[CellOut]
    rewards: list[CellOut]
    rewards_paid: Money | None
    withheld_below: int
