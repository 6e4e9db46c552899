"""Reports end: kept as long as the rule says, or as somebody holds them; then their keys are gone."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight
from law.rules import NoRuleInForce, Rule, in_force, may_bind

from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.domain.retention import (
    Destruction,
    Hold,
    NotOnHold,
    OnHold,
    digest_of,
    kept_until,
)
from reporting_whistleblower.store import holds, reports, vault
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.keeping import keep

RULE = "report.retention"
SWEEP = "sweep"
AT_ONCE = 50


async def hold_report(
    tx: Session, *, report_id: UUID, reason: str, sight: Sight, by: audit.Actor, at: datetime
) -> Report:
    """Keep everything of a report as it is until somebody lifts the hold."""
    report = await reports.get(tx, report_id, sight=sight)
    hold = Hold(id=new_id(), report_id=report_id, reason=reason, placed_by=by.id, placed_at=at)
    if not await holds.place(tx, hold):
        raise OnHold
    await audit.record(tx, by=by, at=at, action="hold", what="report", id=report_id, why=reason)
    return report


async def release_report(
    tx: Session, *, report_id: UUID, reason: str, sight: Sight, by: audit.Actor, at: datetime
) -> Report:
    """Lift the hold. Raise `NotOnHold` if none stands."""
    report = await reports.get(tx, report_id, sight=sight)
    hold = await holds.standing(tx, report_id)
    if hold is None:
        raise NotOnHold
    await holds.save(tx, hold.lift(by=by.id, reason=reason, at=at))
    await audit.record(tx, by=by, at=at, action="release", what="report", id=report_id, why=reason)
    return report


async def destroy_expired(tx: Session, *, at: datetime) -> list[UUID]:
    """Destroy the keys of what was kept long enough. Only a confirmed rule lets this happen."""
    rule = await _binding(tx, today(at))
    if rule is None:
        return []
    years = rule.whole("years")
    destroyed = []
    for report in await holds.ended_by(tx, _latest_end(today(at), years), limit=AT_ONCE):
        ended = report.ended_at
        if ended is None or kept_until(today(ended), years=years) >= today(at):
            continue
        await _destroy(tx, report, today(ended), rule, at=at)
        destroyed.append(report.id)
    return destroyed


async def _binding(tx: Session, on: date) -> Rule | None:
    try:
        rule = await in_force(tx, RULE, on=on)
    except NoRuleInForce:
        return None
    return rule if may_bind(rule) else None


def _latest_end(day: date, years: int) -> date:
    """A day on or after every end whose time is over; `kept_until` decides each."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


async def _destroy(
    tx: Session, report: Report, ended_on: date, rule: Rule, *, at: datetime
) -> None:
    sealed_keys = await holds.sealed_keys(tx, report.id)
    done = Destruction(
        report_id=report.id,
        area=report.area,
        ended_on=ended_on,
        destroyed_at=at,
        rule=rule.code,
        rule_version=rule.version,
        keys=len(sealed_keys),
        digest=digest_of(sealed_keys),
    )
    await holds.destroy(tx, done)
    if report.identity_id is not None:
        await vault.destroy(tx, identity_id=report.identity_id)
    changed = replace(report, destroyed_at=at, version=report.version + 1)
    why = f"{rule.code} v{rule.version}"
    await keep(tx, report, changed, action="destroy", by=SWEEP, at=at, why=why)
