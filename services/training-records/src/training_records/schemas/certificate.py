"""Certificates on the wire, with the status computed for a day."""

from datetime import date
from uuid import UUID

from office.identifiers import mask_name
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from training_records.domain.catalogue import shipped
from training_records.domain.certificate import (
    CancellationGround,
    Dates,
    Method,
    Printed,
    ReviewResult,
    RevocationGround,
)
from training_records.domain.law import Law
from training_records.domain.regime import Regime
from training_records.domain.standing import Status, standing
from training_records.schemas.written import BasisOut, ItemCode, NeedIn, Number, Words, Written
from training_records.store.certificate import Held

_EXAMPLE: JsonDict = {
    "id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c6",
    "person_id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c3",
    "holder": "王**",
    "regime": "special_operation",
    "item": "1.2",
    "item_name": "低压电工",
    "number": "T3505************1X",
    "issuer": "福建省应急管理厅",
    "issued_on": "2021-05-20",
    "valid_from": "2021-05-20",
    "valid_to": "2027-05-19",
    "review_due_on": "2024-05-19",
    "reviewed_on": "2024-04-10",
    "review_result": "passed",
    "revoked_on": None,
    "revocation_ground": None,
    "cancelled_on": None,
    "cancellation_ground": None,
    "verified_on": "2026-03-02",
    "verified_by": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c7",
    "verification_method": "national_site",
    "verification_attachment": None,
    "version": 3,
    "standing": {
        "as_of": "2026-03-04",
        "status": "valid",
        "due_on": "2027-05-19",
        "overdue": False,
        "provisional": False,
        "basis": [],
    },
}


class CertificateIn(Written):
    """What stands on a certificate. Leave dates out that the law gives."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person_id": _EXAMPLE["person_id"],
                    "regime": "special_operation",
                    "item": "1.2",
                    "number": "T11010519491231002X",
                    "issuer": "福建省应急管理厅",
                    "issued_on": "2021-05-20",
                    "valid_from": "2021-05-20",
                    "valid_to": "2027-05-19",
                    "review_due_on": "2024-05-19",
                }
            ]
        }
    )

    person_id: UUID
    regime: Regime
    item: ItemCode = Field(description="A code of the catalogue, or the item as printed.")
    number: Number
    issuer: Words
    issued_on: date
    valid_from: date
    valid_to: date | None = None
    review_due_on: date | None = None

    def printed(self) -> Printed:
        return Printed(
            need=NeedIn(regime=self.regime, item=self.item).need(),
            number=self.number,
            issuer=self.issuer,
            issued_on=self.issued_on,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            review_due_on=self.review_due_on,
        )


class CorrectIn(Written):
    """What is really printed on a certificate nobody has verified yet."""

    issuer: Words
    issued_on: date
    valid_from: date
    valid_to: date | None = None
    review_due_on: date | None = None

    def printed(self) -> Dates:
        return Dates(**dict(self))


class VerifyIn(Written):
    """How and when it was compared with its source."""

    method: Method
    verified_on: date
    attachment_id: UUID | None = Field(None, description="A screenshot, uploaded before.")


class ReviewIn(Written):
    """The review of the old regime."""

    reviewed_on: date
    result: ReviewResult = ReviewResult.PASSED


class RenewIn(Written):
    """The next term. Leave dates out that the law gives."""

    valid_from: date
    valid_to: date | None = None
    review_due_on: date | None = None


class RevokeIn(Written):
    """The issuer revoked it (撤销)."""

    revoked_on: date
    ground: RevocationGround


class CancelIn(Written):
    """It was cancelled (注销)."""

    cancelled_on: date
    ground: CancellationGround


class StandingOut(BaseModel):
    """How it stands on a day, and the rules that rests on."""

    as_of: date
    status: Status
    due_on: date | None
    overdue: bool
    provisional: bool
    basis: list[BasisOut]


class TermOut(BaseModel):
    """A term it has had."""

    valid_from: date
    valid_to: date
    review_due_on: date | None


class CertificateOut(BaseModel):
    """A certificate and how it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: UUID
    person_id: UUID
    holder: str
    regime: Regime
    item: str
    item_name: str
    number: str
    issuer: str
    issued_on: date
    valid_from: date
    valid_to: date
    review_due_on: date | None
    reviewed_on: date | None
    review_result: ReviewResult | None
    revoked_on: date | None
    revocation_ground: RevocationGround | None
    cancelled_on: date | None
    cancellation_ground: CancellationGround | None
    verified_on: date | None
    verified_by: str | None
    verification_method: Method | None
    verification_attachment: UUID | None
    version: int
    standing: StandingOut

    @classmethod
    def of(cls, held: Held, *, law: Law, as_of: date, in_full: bool) -> "CertificateOut":
        certificate, holder = held.certificate, held.holder
        found = standing(certificate, as_of, law)
        computed = {"holder", "item_name", "number", "standing"}
        plain = {
            name: getattr(certificate, name) for name in cls.model_fields if name not in computed
        }
        return cls(
            **plain,
            holder=holder.name if in_full else mask_name(holder.name),
            item_name=shipped().name_of(certificate.need),
            number=certificate.number.mask,
            standing=StandingOut(
                as_of=as_of,
                status=found.status,
                due_on=found.due_on,
                overdue=found.overdue,
                provisional=found.provisional,
                basis=[BasisOut.of(rule) for rule in found.rules],
            ),
        )


class CertificateFileOut(CertificateOut):
    """A certificate with all the terms it has had, the newest first."""

    terms: list[TermOut]


class AttachmentOut(BaseModel):
    """A kept screenshot."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    media_type: str
    size: int


class FaultOut(BaseModel):
    """What is wrong with one cell."""

    pointer: str
    code: str
    message: str


class ImportOut(BaseModel):
    """What an import did, or in a dry run would do."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dry_run": True,
                    "rows": 3,
                    "outcomes": {"entered": 1, "corrected": 0, "renewed": 0, "reviewed": 0, "verified": 1,
                                 "withdrawn": 0, "unchanged": 1},
                    "errors": [],
                    "errors_beyond": 0,
                    "ignored_columns": ["备注"],
                }
            ]
        }
    )  # fmt: skip

    dry_run: bool
    rows: int
    outcomes: dict[str, int]
    errors: list[FaultOut]
    errors_beyond: int
    ignored_columns: list[str]
