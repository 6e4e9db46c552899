"""Standardisation, demonstrations, self-assessments, safety expenses."""

from datetime import date
from uuid import UUID

from chassis.db import Session
from sqlalchemy import and_, or_, select

from hazard_registry.domain.standing import Assessment, Demonstration, Expense, Standardisation
from hazard_registry.store.shelf import Condition, Shelf
from hazard_registry.tables import assessments, demonstrations, expenses, standardisations, units


def _in_force(wanted: bool, on: date) -> Condition:  # noqa: FBT001 - a filter's value
    own = standardisations.c
    there = and_(
        own.granted_on <= on,
        own.valid_to >= on,
        or_(own.revoked_on.is_(None), own.revoked_on > on),
    )
    return there if wanted else ~there


def _demonstrates(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    own = demonstrations.c
    there = and_(own.recognised_on <= on, or_(own.ended_on.is_(None), own.ended_on > on))
    return there if wanted else ~there


def _newest(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    own = assessments.c
    newest = and_(own.assessed_on <= on, or_(own.superseded_on.is_(None), own.superseded_on > on))
    return newest if wanted else ~newest


def _short(wanted: bool, _: date) -> Condition:  # noqa: FBT001
    short = and_(expenses.c.due.is_not(None), expenses.c.accrued < expenses.c.due)
    return short if wanted else ~short


def _lawful(wanted: bool, _: date) -> Condition:  # noqa: FBT001
    return expenses.c.due.is_not(None) if wanted else expenses.c.due.is_(None)


def _of_small(wanted: bool, _: date) -> Condition:  # noqa: FBT001
    small = select(units.c.id).where(units.c.size.in_(["medium", "small", "micro"]))
    of_small = standardisations.c.unit_id.in_(small)
    return of_small if wanted else ~of_small


STANDARDISATIONS = Shelf(
    Standardisation,
    standardisations,
    meanings={"in_force": _in_force, "of_small": _of_small},
)
DEMONSTRATIONS = Shelf(Demonstration, demonstrations, meanings={"there": _demonstrates})
ASSESSMENTS = Shelf(Assessment, assessments, meanings={"newest": _newest})
EXPENSES = Shelf(Expense, expenses, meanings={"short": _short, "lawful": _lawful})


async def newest_assessment(tx: Session, unit_id: UUID) -> Assessment | None:
    own = assessments.c
    found = await ASSESSMENTS.which(tx, own.unit_id == unit_id, own.superseded_on.is_(None))
    return found[-1] if found else None
