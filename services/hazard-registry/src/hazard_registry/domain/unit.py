"""Units: whoever produces or trades, with an employer's duties (生产经营单位)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from hazard_registry.domain.refusals import ChangedMeanwhile, PointIncomplete, PointOutside
from hazard_registry.domain.site_refusals import MergeImpossible

# China with its seas; a point outside was given in the wrong order or unit.
LONGITUDES, LATITUDES = (Decimal(73), Decimal(136)), (Decimal(3), Decimal(54))


class IdType(StrEnum):
    """Which kind of number a unit is known by."""

    CREDIT_CODE = "credit_code"
    REGISTRATION_NUMBER = "registration_number"
    ORGANISATION_CODE = "organisation_code"


class Crs(StrEnum):
    """Coordinate system of a point; near Nan'an two of them lie 574 m apart."""

    CGCS2000 = "cgcs2000"
    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Size(StrEnum):
    """Size of a unit (国统字〔2017〕213号)."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


class Sector(StrEnum):
    """Supervision sector (监管行业领域); not derivable from the industry code alone."""

    INDUSTRY = "industry"
    CHEMICALS = "chemicals"
    FIREWORKS = "fireworks"
    MINING = "mining"
    CONSTRUCTION = "construction"
    GAS = "gas"
    FIRE = "fire"
    SPECIAL_EQUIPMENT = "special_equipment"
    ROAD_TRANSPORT = "road_transport"
    WATER_TRANSPORT = "water_transport"
    FISHERY = "fishery"
    AGRICULTURE = "agriculture"
    WATER_WORKS = "water_works"
    POWER = "power"
    COMMERCE = "commerce"
    CULTURE_TOURISM = "culture_tourism"
    EDUCATION = "education"
    HEALTH = "health"
    CIVIL_AFFAIRS = "civil_affairs"
    SELF_BUILT_HOUSES = "self_built_houses"
    OTHER = "other"


class Colour(StrEnum):
    """Colour of a risk, worst first (红橙黄蓝, 安委办〔2016〕11号)."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"


class KeyGroup(StrEnum):
    """Groups that the plan trains and watches by name (tasks 2, 30)."""

    HOSPITAL_SECONDARY = "hospital_secondary"
    HOSPITAL_TERTIARY = "hospital_tertiary"
    NURSING_HOME = "nursing_home"
    DANGEROUS_GOODS_TRANSPORT = "dangerous_goods_transport"
    PASSENGER_TRANSPORT = "passenger_transport"
    HEAVY_TRUCK_TRANSPORT = "heavy_truck_transport"
    WATER_WORKS_MANAGEMENT = "water_works_management"
    WATER_PROJECT_OWNER = "water_project_owner"
    WATER_PROJECT_BUILDER = "water_project_builder"
    WATER_PROJECT_DESIGNER = "water_project_designer"
    WATER_PROJECT_SUPERVISOR = "water_project_supervisor"
    HERITAGE_KEY_UNIT = "heritage_key_unit"
    COMMERCIAL_COMPLEX = "commercial_complex"
    NON_COAL_MINE = "non_coal_mine"


class PlaceKind(StrEnum):
    """Weak places that the plan names (tasks 5, 26)."""

    NINE_SMALL = "nine_small"
    SELF_BUILT_WORKSHOP = "self_built_workshop"
    BUSINESS_SELF_BUILT_HOUSE = "business_self_built_house"
    OLD_RESIDENTIAL_COMPOUND = "old_residential_compound"
    TOWNSHIP_BOAT = "township_boat"
    NON_SCENIC_SPOT = "non_scenic_spot"
    DECORATION_WORKS = "decoration_works"
    SCATTERED_WORKSHOP = "scattered_workshop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit in the register. Persons named here hold an office in it and get its notices.

    `industry` is GB/T 4754-2017, with or without its section letter. The three high-risk flags are
    separate because three laws draw the circle differently (training hours, assessment, drills).
    """

    id: UUID
    id_type: IdType
    code: str
    name: str
    area: str
    address: str | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    crs: Crs | None = None
    industry: str | None = None
    sector: Sector | None = None
    department: str | None = None
    size: Size | None = None
    key_groups: tuple[KeyGroup, ...] = ()
    place_kinds: tuple[PlaceKind, ...] = ()
    employees: int | None = None
    dispatched_employees: int | None = None
    contracted_employees: int | None = None
    flexible_employees: int | None = None
    interns: int | None = None
    legal_representative: str | None = None
    legal_representative_phone: str | None = None
    principal: str | None = None
    principal_phone: str | None = None
    actual_controller: str | None = None
    actual_controller_phone: str | None = None
    training_high_risk: bool = False
    assessment_high_risk: bool = False
    drill_high_risk: bool = False
    active: bool = True
    colour: Colour | None = None  # the worst of its risk points
    merged_into: UUID | None = None
    version: int = 1

    @property
    def high_risk(self) -> bool:
        """Whether any of the three laws counts it among the high-risk ones."""
        return self.training_high_risk or self.assessment_high_risk or self.drill_high_risk

    def __post_init__(self) -> None:
        """Raise `PointIncomplete` or `PointOutside` unless the point can be found on a map."""
        parts = (self.longitude, self.latitude, self.crs)
        if any(part is None for part in parts) and any(part is not None for part in parts):
            raise PointIncomplete(field="/crs" if self.crs is None else "/longitude")
        if self.longitude is None or self.latitude is None:
            return
        if not LONGITUDES[0] <= self.longitude <= LONGITUDES[1]:
            raise PointOutside(field="/longitude")
        if not LATITUDES[0] <= self.latitude <= LATITUDES[1]:
            raise PointOutside(field="/latitude")

    def change(self, *, expected: int, **fields: Any) -> "Unit":
        """Raise `ChangedMeanwhile` if it is not at the expected version."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return replace(self, **fields, version=self.version + 1)

    def merge_into(self, other: "Unit", *, expected: int) -> "Unit":
        """End as the same unit as another. Raise `MergeImpossible` where one of them has ended."""
        if self.id == other.id or other.merged_into is not None or self.merged_into is not None:
            raise MergeImpossible(field="/into")
        return self.change(expected=expected, active=False, merged_into=other.id)


def division_of(industry: str | None) -> str:
    """The two digits of the division (大类); empty where the industry is unknown."""
    digits = (industry or "").lstrip("ABCDEFGHIJKLMNOPQRST")
    return digits[:2] if len(digits) > 1 else ""
