"""The counter and the fund over HTTP: nothing of any report."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from reporting_whistleblower.domain.claim import PayBy
from reporting_whistleblower.domain.fund import Source, TransferKind
from reporting_whistleblower.domain.reward import Status
from reporting_whistleblower.schemas.words import Given, Money, Short, Told


class ClaimOut(Told):
    """What the counter sees: nothing of the report."""

    number: str
    amount: Annotated[Money, Field(description="The whole, or one joint reporter's share")]
    status: Status
    pay_by: PayBy | None
    claim_due_on: date | None
    account: dict[str, str] | None = None
    voucher: str | None
    recovered: Money


class PayIn(Given):
    password: Annotated[str, Field(max_length=64)] | None = None
    source: Source = Source.SUBDISTRICT
    voucher: Annotated[Short, Field(examples=["FK2026-0017"])]


class RecoverIn(Given):
    amount: Annotated[Money, Field(gt=0)]
    document: Annotated[Short, Field(examples=["JK2026-0003"])]


class VoucherOut(Told):
    """A payment voucher (付款凭证); who was rewarded is nobody's business."""

    voucher: Annotated[str, Field(examples=["FK2026-0017"])]
    claim_number: Annotated[str, Field(examples=["48211703396"])]
    amount: Money
    amount_in_words: Annotated[str, Field(examples=["柒仟伍佰元整"])]
    year: int
    source: Source
    basis: dict[str, Any]
    proposed_by: UUID
    approved_by: UUID | None
    paid_by: UUID | None
    paid_at: datetime | None
    recovered: Money


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
