"""Enter grades, self-assessments and safety expenses, each computed by the rule of its day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import Sight
from law.rules import basis, in_force

from hazard_registry.domain.refusals import DateInFuture
from hazard_registry.domain.risk import RiskPoint
from hazard_registry.domain.standing import (
    Assessment,
    Expense,
    Standardisation,
    assess,
    due_of,
)
from hazard_registry.domain.unit import Unit
from hazard_registry.domain.unit_records import FIRST_RESPONSIBLE, PostRole
from hazard_registry.store import attachments
from hazard_registry.store import standing as store
from hazard_registry.store.risk import RISK_POINTS
from hazard_registry.store.standing import ASSESSMENTS, EXPENSES, STANDARDISATIONS
from hazard_registry.store.unit_records import POSTS
from hazard_registry.tables import posts, risk_points
from hazard_registry.use_cases.keeping import move
from hazard_registry.use_cases.telling import today
from hazard_registry.use_cases.unit_records import add_record, change_record, unit_in_reach

VALIDITY, ITEMS, RATES = "standardisation.validity", "running.items", "safety_expense.rates"
STAFF = (
    PostRole.SAFETY_DIRECTOR,
    PostRole.SAFETY_STAFF_FULL_TIME,
    PostRole.SAFETY_STAFF_PART_TIME,
)
FILLED = (
    "address", "longitude", "industry", "sector", "department", "size", "employees",
    "legal_representative", "principal", "principal_phone", "actual_controller",
)  # fmt: skip


async def add_standardisation(
    tx: Session, *, fields: Mapping[str, Any], sight: Sight, by: Principal, at: datetime
) -> Standardisation:
    """Enter a grade; it is valid for the years of the rule unless its paper says otherwise."""
    granted: date = fields["granted_on"]
    if granted > today(at):
        raise DateInFuture(field="/granted_on", latest=today(at).isoformat())
    rule = await in_force(tx, VALIDITY, on=granted)
    until = fields.get("valid_to") or _years_on(granted, rule.whole("years"))
    stated = basis(rule, formula="granted_on + years − 1 day")
    thing = await add_record(
        tx,
        STANDARDISATIONS,
        {**fields, "valid_to": until, "basis": stated},
        sight=sight,
        by=by,
        at=at,
    )
    await attachments.show_with(tx, thing.evidence, record_id=thing.id, unit_id=thing.unit_id)
    return thing


def _years_on(day: date, years: int) -> date:
    """The day before the same day so many years on."""
    month, of_month = (3, 1) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    return date.fromordinal(date(day.year + years, month, of_month).toordinal() - 1)


async def revoke_standardisation(
    tx: Session,
    *,
    standardisation_id: UUID,
    reason: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> Standardisation:
    before = (await STANDARDISATIONS.get(tx, standardisation_id, sight=sight)).at(expected)
    after = before.revoke(on=today(at), reason=reason)
    return await move(
        tx, STANDARDISATIONS, before, after, by=by, at=at, action="revoke", why=reason
    )


async def assess_unit(
    tx: Session,
    *,
    unit_id: UUID,
    met: Mapping[str, Sequence[str]],
    note: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> Assessment:
    """Enter a unit's own assessment; it takes the place of the one before."""
    await unit_in_reach(tx, unit_id, sight=sight)
    rule = await in_force(tx, ITEMS, on=today(at))
    scores = assess(met, rule.value)
    old = await store.newest_assessment(tx, unit_id)
    if old is not None:
        superseded = old.change(superseded_on=today(at))
        await move(tx, ASSESSMENTS, old, superseded, by=by, at=at, action="supersede")
    stated = basis(rule, formula="100 × met ÷ items; all three from pass_from")
    fields = {"unit_id": unit_id, "assessed_on": today(at), "note": note, "basis": stated}
    plain = {name: list(items) for name, items in met.items()}
    return await add_record(
        tx, ASSESSMENTS, {**fields, "met": plain, **scores}, sight=sight, by=by, at=at
    )


async def add_expense(
    tx: Session, *, fields: Mapping[str, Any], sight: Sight, by: Principal, at: datetime
) -> Expense:
    """Enter a unit's year, with what the law asks it to set aside."""
    computed = await _due(tx, fields["sector"], fields["base"], fields["year"])
    return await add_record(tx, EXPENSES, {**fields, **computed}, sight=sight, by=by, at=at)


async def change_expense(
    tx: Session, *, expense_id: UUID, fields: Mapping[str, Any], **more: Any
) -> Expense:
    before = await EXPENSES.get(tx, expense_id, sight=more["sight"])
    computed = await _due(tx, fields["sector"], fields["base"], before.year)
    return await change_record(tx, EXPENSES, expense_id, {**fields, **computed}, **more)


async def _due(tx: Session, sector: str, base: Decimal, year: int) -> dict[str, Any]:
    """By the rates in force when the year began; nothing where they name no such sector."""
    rule = await in_force(tx, RATES, on=date(year, 1, 1))
    if sector == "none" or sector not in rule.value:
        return {"due": None, "basis": None}
    due, formula = due_of(base, rule.value[sector])
    working = {"base": base, "due": due}
    return {"due": due, "basis": basis(rule, formula=formula, working=working)}


async def profile(tx: Session, unit: Unit, *, at: datetime) -> dict[str, Any]:
    """How complete what we know of a unit is, part by part, and how it judged itself last."""
    held = await POSTS.which(tx, posts.c.unit_id == unit.id, posts.c.ended_on.is_(None))
    roles = {post.role for post in held}
    assessment = await store.newest_assessment(tx, unit.id)
    points: list[RiskPoint] = await RISK_POINTS.which(
        tx, risk_points.c.unit_id == unit.id, risk_points.c.ended_on.is_(None), limit=1
    )
    parts = {name: getattr(unit, name) is not None for name in FILLED}
    parts |= {
        "first_responsible_post": bool(roles & set(FIRST_RESPONSIBLE)),
        "safety_staff": bool(roles & set(STAFF)),
        "risk_points": bool(points),
        "self_assessment": assessment is not None
        and (today(at) - assessment.assessed_on).days < 366,  # noqa: PLR2004
    }
    return {
        "unit_id": unit.id,
        "score": 100 * sum(parts.values()) // len(parts),
        "missing": [name for name, there in parts.items() if not there],
        "assessment": assessment,
    }
