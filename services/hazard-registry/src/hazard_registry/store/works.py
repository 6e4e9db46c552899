"""Projects, inventories, campaigns and budgets: rows of an area, each with a version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Numeric, Table, case, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from hazard_registry.domain.budget import BudgetLine
from hazard_registry.domain.campaign import Campaign, CampaignStatus
from hazard_registry.domain.inventory import InventoryItem
from hazard_registry.domain.project import Milestone, Project
from hazard_registry.domain.refusals import ChangedMeanwhile, NotFound
from hazard_registry.domain.works_refusals import ProjectExists
from hazard_registry.tables import budget_lines, campaigns, inventory_items, projects

T = TypeVar("T")
Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """The rows of one table, as objects. All have an id, an area and a version."""

    table: Table
    of_row: Callable[[Any], T]
    values: Callable[[T], dict[str, Any]]

    async def add(self, tx: Session, one: T) -> bool:
        """Say whether it was new: another with the same key may be there."""
        new = insert(self.table).values(self.values(one)).on_conflict_do_nothing()
        return (await tx.execute(new.returning(self.table.c.id))).first() is not None

    async def get(self, tx: Session, id: UUID, *, sight: Sight) -> T:
        """Raise `NotFound` if there is none within the caller's sight."""
        query = select(self.table).where(
            self.table.c.id == id, narrow(sight, area=self.table.c.area)
        )
        row = (await tx.execute(query)).one_or_none()
        if row is None:
            raise NotFound()
        return self.of_row(row._mapping)

    async def save(self, tx: Session, one: T) -> None:
        """Raise `ChangedMeanwhile` if another request saved it since it was loaded."""
        values = self.values(one)
        same = (self.table.c.id == values["id"]) & (self.table.c.version == values["version"] - 1)
        changed = update(self.table).where(same).values(values).returning(self.table.c.id)
        if (await tx.execute(changed)).first() is None:
            raise ChangedMeanwhile(version=values["version"])

    async def page_of(
        self, tx: Session, wanted: Conditions, *, sight: Sight, page: PageRequest
    ) -> Slice:
        """The newest first."""
        query = select(self.table).where(narrow(sight, area=self.table.c.area), *wanted)
        if page.after:
            query = query.where(self.table.c.id < UUID(page.after[0]))
        rows = await tx.execute(query.order_by(self.table.c.id.desc()).limit(page.limit + 1))
        found = [self.of_row(row._mapping) for row in rows]
        return cut(found, page, lambda one: (one.id,))  # type: ignore[attr-defined]

    def under(self, area: str | None) -> Conditions:
        return [self.table.c.area.startswith(area, autoescape=True)] if area else []

    def same(self, **wanted: object) -> Conditions:
        """Equal in whatever is asked for."""
        return [self.table.c[name] == v for name, v in wanted.items() if v is not None]

    async def count(self, tx: Session, wanted: Conditions, *, sight: Sight) -> int:
        query = select(func.count()).where(narrow(sight, area=self.table.c.area), *wanted)
        return int(await tx.scalar(query) or 0)


def _plain(kind: type[T]) -> Callable[[Mapping[str, Any]], T]:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return lambda row: kind(**{name: row[name] for name in names})


def _project(row: Mapping[str, Any]) -> Project:
    named = {field.name: row[field.name] for field in fields(Project)}
    return Project(**named | {"milestones": tuple(_milestone(one) for one in row["milestones"])})


def _milestone(one: Mapping[str, Any]) -> Milestone:
    done = one["done_on"]
    return Milestone(
        name=one["name"],
        due_on=date.fromisoformat(one["due_on"]),
        done_on=date.fromisoformat(done) if done else None,
    )


def _project_values(project: Project) -> dict[str, Any]:
    open_ = [one.due_on for one in project.milestones if one.done_on is None]
    due = open_ + ([] if project.done_on else [project.due_on])
    milestones = [
        {
            "name": one.name,
            "due_on": one.due_on.isoformat(),
            "done_on": one.done_on.isoformat() if one.done_on else None,
        }
        for one in project.milestones
    ]
    drawn = {"milestones": milestones, "next_due_on": min(due, default=None)}
    return asdict(project) | drawn


PROJECTS: Rows[Project] = Rows(projects, _project, _project_values)
INVENTORY: Rows[InventoryItem] = Rows(inventory_items, _plain(InventoryItem), asdict)
CAMPAIGNS: Rows[Campaign] = Rows(campaigns, _plain(Campaign), asdict)
BUDGETS: Rows[BudgetLine] = Rows(budget_lines, _plain(BudgetLine), asdict)


async def add_project(tx: Session, project: Project) -> None:
    """Raise `ProjectExists` if its number is taken."""
    if not await PROJECTS.add(tx, project):
        raise ProjectExists(field="/number", number=project.number)


async def known_numbers(tx: Session, numbers: Sequence[str]) -> set[str]:
    query = select(projects.c.number).where(projects.c.number.in_(numbers))
    return set(await tx.scalars(query))


def delayed(on: date) -> ColumnElement[bool]:
    """A project of which something fell due before that day and is not done."""
    return func.coalesce(projects.c.next_due_on < on, False)


def finished() -> ColumnElement[bool]:
    return projects.c.done_on.is_not(None)


def short_of_safety(rates: Mapping[str, Decimal]) -> ColumnElement[bool]:
    """A project whose safety cost lies under the rate, in per cent of its cost, of its works."""
    rate = case(
        *((projects.c.works == works, literal(rate, Numeric)) for works, rate in rates.items())
    )
    short = projects.c.safety_cost < func.round(projects.c.cost * rate / 100, 2)
    return func.coalesce(short, False)


def judged_for_safety(rates: Mapping[str, Decimal]) -> ColumnElement[bool]:
    """A project of works that have a rate, of which both costs are known."""
    known = projects.c.works.in_(list(rates)) & projects.c.cost.is_not(None)
    return known & projects.c.safety_cost.is_not(None)


def treated_by(on: date) -> ColumnElement[bool]:
    return func.coalesce(inventory_items.c.treated_on <= on, False)


def known_by(on: date) -> ColumnElement[bool]:
    return inventory_items.c.known_on <= on


def stands(status: CampaignStatus, on: date) -> ColumnElement[bool]:
    """What `Campaign.status_on` says, said in SQL."""
    over = func.coalesce(campaigns.c.finished_on <= on, False)
    begun = campaigns.c.begins_on <= on
    ended = campaigns.c.ends_on < on
    return {
        CampaignStatus.FINISHED: over,
        CampaignStatus.PLANNED: ~over & ~begun,
        CampaignStatus.RUNNING: ~over & begun & ~ended,
        CampaignStatus.OVERDUE: ~over & ended,
    }[status]


async def budget_totals(
    tx: Session, *, sight: Sight, area: str | None, year: int | None
) -> Sequence[dict[str, Any]]:
    """Planned and spent by year and source."""
    table = budget_lines
    query = (
        select(
            table.c.year,
            table.c.source,
            func.sum(table.c.planned).label("planned"),
            func.sum(table.c.spent).label("spent"),
            func.count().label("lines"),
        )
        .where(narrow(sight, area=table.c.area), *BUDGETS.under(area), *BUDGETS.same(year=year))
        .group_by(table.c.year, table.c.source)
        .order_by(table.c.year, table.c.source)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]
