"""A safety project (安全工程项目): milestones, money, progress, delay."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.refusals import ChangedMeanwhile, DateInFuture, DateTooEarly
from hazard_registry.domain.works_refusals import MilestoneUnknown


class ProjectKind(StrEnum):
    """The kinds the plan's task 30 names."""

    FIRE_FACILITIES = "fire_facilities"
    ROAD_PROTECTION = "road_protection"
    RESERVOIR = "reservoir"
    LIFT = "lift"
    LEVEL_CROSSING = "level_crossing"
    ESCAPE_ROUTE = "escape_route"
    SELF_BUILT_HOUSE = "self_built_house"
    FIRE_WATER = "fire_water"
    OTHER = "other"


class Works(StrEnum):
    """Kinds of construction, by which the least safety cost goes."""

    MINE = "mine"
    HOUSING = "housing"
    RAIL = "rail"
    HYDRAULIC = "hydraulic"
    POWER = "power"
    INSTALLATION = "installation"
    MUNICIPAL = "municipal"
    ROAD = "road"
    PORT = "port"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """What must be there by when."""

    name: str
    due_on: date
    done_on: date | None = None

    def late(self, on: date) -> bool:
        return (self.done_on or on) > self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Money is in yuan. `number` is that of the list it came from."""

    id: UUID
    number: str
    name: str
    kind: ProjectKind
    area: str
    department: str
    source: str | None = None
    works: Works | None = None
    cost: Decimal | None = None
    safety_cost: Decimal | None = None
    spent: Decimal = Decimal(0)
    starts_on: date | None = None
    due_on: date
    done_on: date | None = None
    percent: int = 0
    milestones: tuple[Milestone, ...] = ()
    note: str | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if self.starts_on and self.due_on < self.starts_on:
            raise DateTooEarly(field="/due_on", earliest=self.starts_on.isoformat())

    def at(self, expected: int) -> "Project":
        """Raise `ChangedMeanwhile` unless it stands at the version the caller read."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return self

    def progress(
        self, *, percent: int, spent: Decimal | None, note: str | None, on: date
    ) -> "Project":
        """Note how far it is; at 100 per cent it is done, and below that it is not."""
        return replace(
            self,
            percent=percent,
            spent=self.spent if spent is None else spent,
            note=note or self.note,
            done_on=(self.done_on or on) if percent == 100 else None,  # noqa: PLR2004
            version=self.version + 1,
        )

    def reach(self, place: int, *, done_on: date, on: date) -> "Project":
        """Note that a milestone, counted from 0, was reached."""
        if place >= len(self.milestones):
            raise MilestoneUnknown(milestone=place)
        if done_on > on:
            raise DateInFuture(field="/done_on", latest=on.isoformat())
        reached = replace(self.milestones[place], done_on=done_on)
        others = self.milestones
        milestones = (*others[:place], reached, *others[place + 1 :])
        return replace(self, milestones=milestones, version=self.version + 1)

    def delay(self, on: date) -> int:
        """Days it is behind: the most of its own due date and of its milestones still open."""
        due = [] if self.done_on else [self.due_on]
        due += [one.due_on for one in self.milestones if one.done_on is None]
        return max([(on - day).days for day in due if day < on], default=0)

    def least_safety_cost(self, rate: Decimal) -> Decimal | None:
        """The safety cost that a rate in per cent asks for; None where the cost is not known."""
        if self.cost is None:
            return None
        return (self.cost * rate / 100).quantize(Decimal("0.01"))
