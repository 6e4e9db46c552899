"""Areas, departments, units, standards and criteria as they are sent and shown."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from hazard_registry.domain.area import AreaLevel, SafetyRole
from hazard_registry.domain.unit import (
    Colour,
    Crs,
    IdType,
    KeyGroup,
    PlaceKind,
    Sector,
    Size,
)
from hazard_registry.schemas.fields import (
    AreaCode,
    AreaPrefix,
    Body,
    DepartmentCode,
    Industry,
    Name,
    Out,
    Phone,
    Words,
)

Letters = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")]
Degrees = Annotated[Decimal, Field(max_digits=11, decimal_places=8, examples=["118.386000"])]

People = Annotated[int, Field(ge=0, le=1_000_000)]


class NewArea(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "code": "35058300220201",
                "name": "露江村第一网格",
                "valid_from": "2024-05-01",
            }
        }
    )

    code: AreaPrefix
    name: Name
    valid_from: date
    letters: Letters | None = Field(None, description="Begin the numbers given in this area.")


class AreaChange(Body):
    name: Name
    valid_to: date | None = None
    letters: Letters | None = None
    why: Words | None = None


class AreaOut(Out):
    code: str
    name: str
    level: AreaLevel
    parent: str | None
    valid_from: date
    valid_to: date | None
    letters: str | None
    version: int


class NewDepartment(Body):
    code: DepartmentCode
    name: Name
    safety_role: SafetyRole
    leader: Name | None = None


class DepartmentChange(Body):
    name: Name
    safety_role: SafetyRole
    leader: Name | None = None
    active: bool = True
    why: Words | None = None


class DepartmentOut(Out):
    code: str
    name: str
    safety_role: SafetyRole
    leader: str | None
    active: bool
    version: int


class UnitFields(Body):
    """A unit. A point needs its coordinate system: near Nan'an two of them lie 574 m apart."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id_type": "credit_code",
                "code": "91350583DM00000709",
                "name": "演示石材有限公司",
                "area": "350583002202",
                "industry": "3032",
                "sector": "industry",
                "department": "enterprise",
                "principal": "张三(演示)",
            }
        }
    )

    id_type: IdType = IdType.CREDIT_CODE
    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    name: Name
    area: AreaCode
    address: Name | None = None
    longitude: Degrees | None = None
    latitude: Degrees | None = None
    crs: Crs | None = None
    industry: Industry | None = None
    sector: Sector | None = None
    department: DepartmentCode | None = None
    size: Size | None = None
    key_groups: list[KeyGroup] = Field([], max_length=20)
    place_kinds: list[PlaceKind] = Field([], max_length=20)
    employees: People | None = Field(None, description="Own employees, by labour contract.")
    dispatched_employees: People | None = None
    contracted_employees: People | None = None
    flexible_employees: People | None = None
    interns: People | None = None
    legal_representative: Name | None = None
    legal_representative_phone: Phone | None = None
    principal: Name | None = None
    principal_phone: Phone | None = None
    actual_controller: Name | None = None
    actual_controller_phone: Phone | None = None
    training_high_risk: bool = False
    assessment_high_risk: bool = False
    drill_high_risk: bool = False
    active: bool = True


class UnitChange(UnitFields):
    why: Words | None = None


class UnitLine(Out):
    """A unit as a list shows it: without telephone numbers."""

    id: UUID
    id_type: IdType
    code: str
    name: str
    area: str
    industry: str | None
    sector: Sector | None
    department: str | None
    size: Size | None
    training_high_risk: bool
    assessment_high_risk: bool
    drill_high_risk: bool
    key_groups: list[KeyGroup]
    place_kinds: list[PlaceKind]
    colour: Colour | None = Field(description="The worst colour of its risk points.")
    active: bool
    merged_into: UUID | None
    version: int


class UnitOut(UnitLine):
    address: str | None
    longitude: Decimal | None
    latitude: Decimal | None
    crs: Crs | None
    employees: int | None
    dispatched_employees: int | None
    contracted_employees: int | None
    flexible_employees: int | None
    interns: int | None
    legal_representative: str | None
    legal_representative_phone: str | None
    principal: str | None
    principal_phone: str | None
    actual_controller: str | None
    actual_controller_phone: str | None


class UnitMerge(Body):
    into: UUID = Field(description="The unit that stays.")
    why: Words


class StandardOut(Out):
    code: str
    title: str
    number: str
    issuer: str | None
    effective_from: date
    effective_to: date | None
    guidance: bool
    clause_prefix: str | None
    clause_chapters: list[str]
    note: str | None


class CriterionOut(Out):
    code: str
    standard: str
    article: str
    title_zh: str
    title_en: str
    industry: str
    source: str
    to_confirm: bool
