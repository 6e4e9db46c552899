"""Risk points: enter, grade, check, end; the unit takes the worst colour of its points."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.hazards import RiskGraded
from law.rules import basis, in_force

from hazard_registry.domain.life import Origin
from hazard_registry.domain.risk import DirectReason, Grading, Method, RiskCheck, RiskPoint, grade
from hazard_registry.store import risk as store
from hazard_registry.store import units
from hazard_registry.store.risk import RISK_POINTS
from hazard_registry.use_cases.keeping import enter, move
from hazard_registry.use_cases.reporting import report_hazard
from hazard_registry.use_cases.telling import today
from hazard_registry.use_cases.unit_records import unit_in_reach

SCHEMES = {Method.LEC: "risk.lec", Method.LS: "risk.ls", Method.DIRECT: "risk.direct"}
CHECKS = "risk.check_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody says of a risk: by which method, with which factors or reasons."""

    method: Method
    factors: Mapping[str, Decimal]
    direct_reasons: tuple[DirectReason, ...] = ()


async def add_risk_point(
    tx: Session,
    *,
    unit_id: UUID,
    fields: Mapping[str, Any],
    judgement: Judgement,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> RiskPoint:
    """Enter a risk point with its first grading."""
    await unit_in_reach(tx, unit_id, sight=sight)
    await store.hold_unit(tx, unit_id)
    on = today(at)
    graded, days, check_basis = await _graded(tx, judgement, on=on)
    point = RiskPoint(
        id=new_id(),
        unit_id=unit_id,
        **fields,
        **graded,
        graded_on=on,
        check_days=days,
        check_basis=check_basis,
        next_check_on=on + timedelta(days=days),
    )
    await enter(tx, RISK_POINTS, point, by=by, at=at, told=("name", "colour", "method"))
    await _note_grading(tx, point, by=by, at=at, why=None)
    return point


async def change_risk_point(
    tx: Session,
    *,
    risk_point_id: UUID,
    fields: Mapping[str, Any],
    why: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> RiskPoint:
    """Change what is said of a point and its measures; its grade only `grade_risk_point` changes."""
    before = (await RISK_POINTS.get(tx, risk_point_id, sight=sight)).at(expected)
    return await move(tx, RISK_POINTS, before, before.change(**fields), by=by, at=at, why=why)


async def grade_risk_point(
    tx: Session,
    *,
    risk_point_id: UUID,
    judgement: Judgement,
    why: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> RiskPoint:
    """Grade a point anew, by the scheme in force today."""
    before = (await RISK_POINTS.get(tx, risk_point_id, sight=sight)).at(expected)
    await store.hold_unit(tx, before.unit_id)
    graded, days, check_basis = await _graded(tx, judgement, on=today(at))
    after = before.graded(days=days, on=today(at), check_basis=check_basis, **graded)
    await move(tx, RISK_POINTS, before, after, by=by, at=at, action="grade", why=why)
    await _note_grading(tx, after, by=by, at=at, why=why)
    return after


async def check_risk_point(
    tx: Session,
    *,
    risk_point_id: UUID,
    checked_on: date,
    passed: bool,
    note: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> RiskPoint:
    """Check a point's controls; a control that failed is a hazard of the unit's own finding."""
    before = (await RISK_POINTS.get(tx, risk_point_id, sight=sight)).at(expected)
    after = before.check(on=checked_on, today=today(at))
    await move(tx, RISK_POINTS, before, after, by=by, at=at, action="check")
    found = None
    if not passed:
        found = await _failed(tx, before, note, found_on=checked_on, sight=sight, by=by, at=at)
    check = RiskCheck(
        id=new_id(),
        risk_point_id=before.id,
        unit_id=before.unit_id,
        checked_on=checked_on,
        passed=passed,
        note=note,
        checked_by=by.id,
        hazard_id=found,
    )
    await store.add_check(tx, check)
    return after


async def _failed(
    tx: Session,
    point: RiskPoint,
    note: str,
    *,
    found_on: date,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> UUID:
    hazard = await report_hazard(
        tx,
        description=f"{point.name}:{note}",
        origin=Origin.SELF_CHECK,
        found_on=found_on,
        unit_id=point.unit_id,
        place=point.place,
        sight=sight,
        by=by,
        at=at,
    )
    return hazard.id


async def end_risk_point(
    tx: Session,
    *,
    risk_point_id: UUID,
    why: str,
    sight: Sight,
    by: Principal,
    at: datetime,
    expected: int,
) -> RiskPoint:
    """Take a point off: the plant is gone, the activity has ended."""
    before = (await RISK_POINTS.get(tx, risk_point_id, sight=sight)).at(expected)
    await store.hold_unit(tx, before.unit_id)
    after = before.end(on=today(at))
    await move(tx, RISK_POINTS, before, after, by=by, at=at, action="end", why=why)
    await _tell(tx, after, at=at)
    return after


async def _graded(
    tx: Session, judgement: Judgement, *, on: date
) -> tuple[dict[str, Any], int, dict[str, Any]]:
    """What a judgement comes to by the rules of that day, and how often the point is then checked."""
    rule = await in_force(tx, SCHEMES[judgement.method], on=on)
    found = grade(judgement.method, judgement.factors, judgement.direct_reasons, rule.value)
    days = await in_force(tx, CHECKS, on=on)
    factors = {name: f"{value:f}" for name, value in judgement.factors.items()}
    graded = {
        "method": judgement.method,
        "factors": factors,
        "direct_reasons": judgement.direct_reasons,
        "score": found.score,
        "colour": found.colour,
        "basis": basis(rule, formula=found.formula, working=factors),
    }
    return graded, days.whole(found.colour.value), basis(days, formula=found.colour.value)


async def _note_grading(
    tx: Session, point: RiskPoint, *, by: Principal, at: datetime, why: str | None
) -> None:
    kept = ("method", "factors", "direct_reasons", "score", "colour", "basis", "graded_on")
    grading = Grading(
        id=new_id(),
        risk_point_id=point.id,
        graded_by=by.id,
        why=why,
        **{name: getattr(point, name) for name in kept},
    )
    await store.add_grading(tx, grading)
    await _tell(tx, point, at=at)


async def _tell(tx: Session, point: RiskPoint, *, at: datetime) -> None:
    colour = await store.paint_unit(tx, point.unit_id)
    unit = await units.find(tx, point.unit_id)
    if unit is not None:
        event = RiskGraded(
            at=at,
            risk_point_id=point.id,
            unit_id=point.unit_id,
            area=unit.area,
            colour=point.colour.value,
            unit_colour=colour.value if colour else None,
        )
        await emit(tx, event)
