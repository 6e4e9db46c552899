"""Units' own schemes over HTTP."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from reporting_whistleblower.domain.scheme import Kind, Outcome, RewardKind, Status
from reporting_whistleblower.schemas.words import Area, Given, Key, Money, Short, Text, Told, Words

Code = Annotated[str, Field(pattern=r"^[2-9A-HJKMNP-TV-Z]{12}$", examples=["7F3K9QMX2HJC"])]


class TipIn(Given):
    """What a worker tells his unit. Nobody asks for a name."""

    code: Code
    kind: Kind
    grave: Annotated[
        bool, Field(description="As the worker sees it: unanswered it rises to the authority")
    ] = False
    what: Annotated[
        Words, Field(min_length=5, max_length=5000, examples=["二号冲床的双手按钮被短接"])
    ]
    where: Annotated[Words, Field(min_length=2, max_length=500, examples=["冲压车间"])]
    receipt_verifier: Key | None = None
    thread_public_key: Key | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.receipt_verifier is None) != (self.thread_public_key is None):
            raise ValueError("receipt_verifier and thread_public_key belong together")
        return self


class TipFiledOut(Told):
    receipt_code: Annotated[str | None, Field(examples=["0482 1170 3395 6621"])]
    received_on: date
    answer_due_on: date
    basis: dict[str, Any]


class PosterPageOut(Told):
    """What a worker sees who follows the code, before he writes anything."""

    unit_name: str
    confidentiality: Annotated[
        str, Field(description="What the unit will know, and what it will not")
    ]


class InternalRewardOut(Told):
    kind: RewardKind
    amount: Money
    title: str
    given_on: date


class InternalStandingOut(Told):
    """What the worker sees. Once it rose, `/v1/receipts` answers the same receipt."""

    kind: Kind
    status: Status
    outcome: Outcome | None
    answer: str | None
    answer_due_on: date
    rose: bool
    rewards: list[InternalRewardOut]


class RaisedOut(Told):
    rose: bool


class SchemeIn(Given):
    unit_id: UUID


class SchemeOut(Told):
    id: UUID
    unit_id: UUID
    area: Area
    code: str
    opened_at: datetime
    version: int


class SchemeLineOut(Told):
    """What a list shows: the code is for the unit's own people."""

    id: UUID
    unit_id: UUID
    unit_name: str
    area: Area
    opened_at: datetime


class InternalReportOut(Told):
    """For the unit: the words, and never who wrote them."""

    id: UUID
    kind: Kind
    grave: bool
    what: str
    where: str
    received_on: date
    answer_due_on: date
    overdue: bool
    status: Status
    outcome: Outcome | None
    answer: str | None
    version: int


class AnswerIn(Given):
    outcome: Outcome
    text: Text


class SchemeRewardIn(Given):
    """Money with its sum, or an honour with none."""

    kind: RewardKind
    amount: Money = Decimal("0.00")
    title: Annotated[Short, Field(examples=["季度安全之星"])]


class SchemeRewardOut(Told):
    id: UUID
    report_id: UUID
    kind: RewardKind
    amount: Money
    title: str
    given_by: UUID
    given_on: date
