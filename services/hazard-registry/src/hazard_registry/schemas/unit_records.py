"""Licences, insurance, contractors and tenants, posts as they are sent and shown."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict

from hazard_registry.domain.unit_records import LicenceKind, PartnerKind, PostRole
from hazard_registry.schemas.fields import AreaPrefix, Body, Name, Out, Phone, Words, Yuan


class OfUnit(Body):
    unit_id: UUID


class Why(Body):
    why: Words | None = None


class LicenceFields(Body):
    kind: LicenceKind
    number: Name
    issuer: Name
    valid_from: date
    valid_to: date | None = None
    needed: bool = True
    ended_on: date | None = None


class NewLicence(OfUnit, LicenceFields):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "unit_id": "6f6ad1a8-2a6a-5e5e-9d4c-0d3f0a1b2c3d",
                "kind": "hazardous_chemicals",
                "number": "闽南安危化经字(演示)001号",
                "issuer": "南安市应急管理局",
                "valid_from": "2024-03-01",
                "valid_to": "2027-02-28",
            }
        }
    )


class LicenceChange(Why, LicenceFields):
    pass


class LicenceOut(Out):
    id: UUID
    unit_id: UUID
    kind: LicenceKind
    number: str
    issuer: str
    valid_from: date
    valid_to: date | None
    needed: bool
    ended_on: date | None
    lapsed_on: date | None
    hazard_id: UUID | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    kind: LicenceKind | None = None
    lapsed: Annotated[
        bool | None, Query(description="Its term is over and it is needed at a working unit.")
    ] = None
    as_of: date | None = None


class InsuranceFields(Body):
    insurer: Name
    policy: Name
    valid_from: date
    valid_to: date
    amount: Yuan | None = None
    ended_on: date | None = None


class NewInsurance(OfUnit, InsuranceFields):
    pass


class InsuranceChange(Why, InsuranceFields):
    pass


class InsuranceOut(Out):
    id: UUID
    unit_id: UUID
    insurer: str
    policy: str
    valid_from: date
    valid_to: date
    amount: Yuan | None
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    valid: Annotated[bool | None, Query(description="In force on the day.")] = None
    as_of: date | None = None


class PartnerFields(Body):
    kind: PartnerKind
    name: Name
    partner_id: UUID | None = None
    scope: Words
    began_on: date
    agreement_on: date | None = None
    ended_on: date | None = None


class NewPartner(OfUnit, PartnerFields):
    pass


class PartnerChange(Why, PartnerFields):
    pass


class PartnerCheck(Body):
    checked_on: date
    note: Words


class PartnerOut(Out):
    id: UUID
    unit_id: UUID
    kind: PartnerKind
    name: str
    partner_id: UUID | None
    scope: str
    began_on: date
    agreement_on: date | None
    checked_on: date | None
    check_note: str | None
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    kind: PartnerKind | None = None
    without_agreement: Annotated[
        bool | None, Query(description="Works there without a safety agreement.")
    ] = None
    as_of: date | None = None


class PostFields(Body):
    role: PostRole
    title: Name
    holder: Name
    phone: Phone | None = None
    duties: Words
    since: date
    ended_on: date | None = None


class NewPost(OfUnit, PostFields):
    pass


class PostChange(Why, PostFields):
    pass


class PostOut(Out):
    id: UUID
    unit_id: UUID
    role: PostRole
    title: str
    holder: str
    phone: str | None
    duties: str
    since: date
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWanted:
    area: AreaPrefix | None = None
    unit_id: UUID | None = None
    role: PostRole | None = None
    held: Annotated[bool | None, Query(description="Somebody holds it on the day.")] = None
    as_of: date | None = None


class UnitsImportOut(Out):
    """What the import did, or, on a dry run, would do. `errors` name each faulty cell."""

    dry_run: bool
    sheet: str
    rows: int
    created: int
    changed: int
    unchanged: int
    ignored_columns: list[str]
    errors: list[dict[str, str]]
