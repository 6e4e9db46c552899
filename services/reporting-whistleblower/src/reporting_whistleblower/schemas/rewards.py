"""Rewards over HTTP: proposed, approved, taken back."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from reporting_whistleblower.domain.amount import AccidentGrade, Sector
from reporting_whistleblower.domain.claim import PayBy
from reporting_whistleblower.domain.reward import Ground, Kind, Status
from reporting_whistleblower.schemas.words import Area, Given, Money, Text, Told


class ProposalIn(Given):
    """A fine (0 where none was imposed), or concealed deaths with the accident's final grade."""

    fine: Money | None = None
    grade: AccidentGrade | None = None
    deaths: Annotated[int, Field(ge=1, le=1000)] | None = None
    sector: Annotated[
        Sector | None, Field(description="A field whose own local rule prevails while in force")
    ] = None
    same_reporter: Annotated[
        list[UUID],
        Field(
            default_factory=list,
            max_length=20,
            description="Earlier rewards of the same person: a month has its cap",
        ),
    ]

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
    ground: Ground | None
    revoked_by: UUID | None
    revoked_at: datetime | None
    revoke_reason: str | None
    version: int


class ExtendClaimIn(Given):
    due_on: date
    reason: Text


class DeclineIn(Given):
    ground: Ground | None = None
    reason: Text


class RevokeIn(Given):
    ground: Ground
    reason: Text
