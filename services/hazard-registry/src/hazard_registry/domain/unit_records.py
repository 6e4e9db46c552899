"""What the register keeps beside a unit: licences, insurance, contractors and tenants, posts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.kept import Kept
from hazard_registry.domain.refusals import DateInFuture, DateTooEarly
from hazard_registry.domain.site_refusals import AgreementMissing


class LicenceKind(StrEnum):
    """Which permission a licence gives; each has its own law and issuer."""

    SAFETY_PRODUCTION = "safety_production"
    HAZARDOUS_CHEMICALS = "hazardous_chemicals"
    FIREWORKS = "fireworks"
    MINING = "mining"
    CONSTRUCTION = "construction"
    GAS = "gas"
    FIRE_CHECK = "fire_check"
    SPECIAL_EQUIPMENT = "special_equipment"
    ROAD_TRANSPORT = "road_transport"
    WATER_TRANSPORT = "water_transport"
    FOOD = "food"
    MEDICAL = "medical"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Kept):
    """A licence with its term. `needed`: the unit may not work without it."""

    unit_id: UUID
    kind: LicenceKind
    number: str
    issuer: str
    valid_from: date
    valid_to: date | None = None
    needed: bool = True
    ended_on: date | None = None
    lapsed_on: date | None = None
    hazard_id: UUID | None = None

    def __post_init__(self) -> None:
        check_term(self.valid_from, self.valid_to)

    def renew(self, *, valid_from: date, valid_to: date | None) -> "Licence":
        """Begin a new term; what the old one's lapse raised stays on record in the history."""
        return self.change(valid_from=valid_from, valid_to=valid_to, lapsed_on=None, hazard_id=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance(Kept):
    """A policy of safety-liability insurance (安全生产责任保险, 安全生产法 art. 51). Yuan."""

    unit_id: UUID
    insurer: str
    policy: str
    valid_from: date
    valid_to: date
    amount: Decimal | None = None
    ended_on: date | None = None

    def __post_init__(self) -> None:
        check_term(self.valid_from, self.valid_to)


class PartnerKind(StrEnum):
    """What another unit does on this one's premises (安全生产法 art. 49)."""

    CONTRACTOR = "contractor"
    TENANT = "tenant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Kept):
    """A contractor or tenant: its safety agreement, and when the unit last checked it."""

    unit_id: UUID
    kind: PartnerKind
    name: str
    partner_id: UUID | None = None
    scope: str
    began_on: date
    agreement_on: date | None = None
    checked_on: date | None = None
    check_note: str | None = None
    ended_on: date | None = None

    def __post_init__(self) -> None:
        check_term(self.began_on, self.ended_on, field="/ended_on")

    def check(self, *, on: date, note: str, today: date) -> "Partner":
        """Note that the unit checked it. Raise `AgreementMissing` where nothing was agreed."""
        if self.agreement_on is None:
            raise AgreementMissing(field="/checked_on")
        if on > today:
            raise DateInFuture(field="/checked_on", latest=today.isoformat())
        if on < self.began_on:
            raise DateTooEarly(field="/checked_on", earliest=self.began_on.isoformat())
        return self.change(checked_on=on, check_note=note)


class PostRole(StrEnum):
    """What somebody answers for in a unit (全员责任制, 安全生产法 art. 5, 21, 22, 24)."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    ACTUAL_CONTROLLER = "actual_controller"
    PRINCIPAL = "principal"
    SAFETY_DIRECTOR = "safety_director"
    SAFETY_STAFF_FULL_TIME = "safety_staff_full_time"
    SAFETY_STAFF_PART_TIME = "safety_staff_part_time"
    DEPARTMENT_HEAD = "department_head"
    TEAM_LEADER = "team_leader"
    WORKER = "worker"


FIRST_RESPONSIBLE = (
    PostRole.LEGAL_REPRESENTATIVE,
    PostRole.ACTUAL_CONTROLLER,
    PostRole.PRINCIPAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Kept):
    """A post with its holder and its duties (row 19 of the plan)."""

    unit_id: UUID
    role: PostRole
    title: str
    holder: str
    phone: str | None = None
    duties: str
    since: date
    ended_on: date | None = None

    def __post_init__(self) -> None:
        check_term(self.since, self.ended_on, field="/ended_on")


def check_term(start: date, end: date | None, *, field: str = "/valid_to") -> None:
    """Raise `DateTooEarly` if it ends before it begins."""
    if end is not None and end < start:
        raise DateTooEarly(field=field, earliest=start.isoformat())
