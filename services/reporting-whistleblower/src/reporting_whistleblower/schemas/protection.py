"""Retaliation claims, call-backs and false reports over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from reporting_whistleblower.domain import callback, false_report, retaliation
from reporting_whistleblower.domain.report import Conclusion
from reporting_whistleblower.schemas.receipts import ProofIn
from reporting_whistleblower.schemas.words import Area, Given, Text, Told, Words


class RetaliationIn(ProofIn):
    """What is done to the reporter, and whether somebody outside may look into it."""

    acts: Annotated[list[retaliation.Act], Field(min_length=1, max_length=7)]
    text: Text
    inquiry: Annotated[
        bool, Field(description="Whoever looks into it shows the unit that somebody complained.")
    ] = False


class RetaliationOut(Told):
    status: retaliation.Status
    inquiry: bool
    basis: dict[str, Any]


class RetaliationClaimOut(Told):
    """For handlers; the words are in the report's thread."""

    id: UUID
    report_id: UUID
    lead_id: UUID
    area: Area
    unit_id: UUID | None
    acts: list[retaliation.Act]
    inquiry: bool
    received_at: datetime
    status: retaliation.Status
    taken_up_by: UUID | None
    taken_up_at: datetime | None
    told_at: datetime | None
    conclusion: Conclusion | None
    concluded_by: UUID | None
    concluded_at: datetime | None
    version: int


class TakeUpIn(Given):
    """Restate it for the field, without the reporter and without what he reported."""

    what: Annotated[
        Words, Field(min_length=5, max_length=1000, examples=["班组一名工人被停岗并降薪"])
    ]
    place: Annotated[Words, Field(min_length=2, max_length=200, examples=["某五金厂"])]
    consented: Annotated[bool, Field(description="The reporter agreed to an inquiry")] = False


class CallbackAnswerIn(ProofIn):
    result: Literal[callback.Result.IN_PEACE, callback.Result.RETALIATION]
    text: Text | None = None


class CallbackAnswerOut(Told):
    status: callback.Status
    result: callback.Result | None


class CallbackRecordIn(Given):
    result: callback.Result
    note: Text | None = None


class CallbackOut(Told):
    id: UUID
    report_id: UUID
    area: Area
    opened_on: date
    due_on: date
    overdue: bool
    status: callback.Status
    result: callback.Result | None
    by: UUID | None
    done_at: datetime | None
    basis: dict[str, Any]
    version: int


class FalseReportIn(Given):
    ground: false_report.Ground
    proof: Annotated[Text, Field(description="Sealed into the report's thread as a note")]


class ConfirmFalseIn(Given):
    to_police: Annotated[bool, Field(description="Handed over to public security")] = False


class FalseReportOut(Told):
    id: UUID
    report_id: UUID
    area: Area
    ground: false_report.Ground
    proposed_by: UUID
    proposed_at: datetime
    status: false_report.Status
    to_police: bool
    decided_by: UUID | None
    decided_at: datetime | None
    version: int
