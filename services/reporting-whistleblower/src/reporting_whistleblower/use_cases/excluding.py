"""Ties to a unit keep its reports from an officer: by declaration, or case by case."""

from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight

from reporting_whistleblower.domain.conflicts import Conflict, Exclusion, LastHandler, Tie
from reporting_whistleblower.domain.keys import OpenKey
from reporting_whistleblower.domain.refusals import NotFound, SelfApproval
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.store import conflicts, keys, reports, rotation
from reporting_whistleblower.use_cases.reading import content_key
from reporting_whistleblower.use_cases.rotating import rotate_report

WHAT = "conflict"


async def declare_conflict(
    tx: Session,
    *,
    account_id: UUID,
    unit_id: UUID,
    tie: Tie,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> Conflict:
    """Say that an officer has ties to a unit. From then on its reports are kept from him.

    His shares of what came before go too; the next colleague's open key rotates those reports.
    """
    area = await conflicts.unit_area(tx, unit_id)
    if area is None or not sight.sees(area=area, person=account_id):
        raise NotFound(field="/unit_id")
    conflict = Conflict(
        id=new_id(), account_id=account_id, unit_id=unit_id, tie=tie, declared_by=by.id,
        declared_at=at,
    )  # fmt: skip
    if await conflicts.add(tx, conflict):
        await _take_shares(tx, account_id, await conflicts.reports_about(tx, unit_id), at=at)
        changes = {"tie": [None, tie], "unit_id": [None, unit_id]}
        await audit.record(
            tx, by=by, at=at, action="declare", what=WHAT, id=conflict.id, changes=changes
        )
    return conflict


async def end_conflict(
    tx: Session, *, conflict_id: UUID, sight: Sight, by: audit.Actor, at: datetime, expected: int
) -> Conflict:
    """Say that the ties are over; never by the officer himself."""
    conflict = await conflicts.get(tx, conflict_id, sight=sight)
    if by.id == conflict.account_id:
        raise SelfApproval(move="end_conflict")
    changed = conflict.end(by=by.id, at=at, expected=expected)
    await conflicts.save(tx, changed)
    await audit.record(tx, by=by, at=at, action="end", what=WHAT, id=conflict.id)
    return changed


async def exclude_officer(
    tx: Session,
    *,
    report_id: UUID,
    account_id: UUID,
    tie: Tie,
    sight: Sight,
    opened: OpenKey,
    by: audit.Actor,
    at: datetime,
) -> Report:
    """Keep one report from one officer; if that is another than oneself, its key is new at once.

    Raise `LastHandler` if nobody else could open it.
    """
    report = await reports.get(tx, report_id, sight=sight)
    key = await content_key(tx, report_id, opened)
    officers = await keys.of_account(tx, account_id)
    holders = await rotation.holders(tx, report_id)
    if officers is not None and set(holders) == {officers.id}:
        raise LastHandler
    exclusion = Exclusion(
        report_id=report_id, account_id=account_id, tie=tie, excluded_by=by.id, excluded_at=at
    )
    await conflicts.exclude(tx, exclusion)
    await _take_shares(tx, account_id, [report_id], at=at)
    if account_id != by.id:
        await rotate_report(tx, report_id, content_key=key, by=by, at=at)
    changes = {"excluded": [None, account_id]}
    await audit.record(
        tx, by=by, at=at, action="exclude", what="report", id=report_id, why=tie, changes=changes
    )
    return report


async def _take_shares(
    tx: Session, account_id: UUID, report_ids: list[UUID], *, at: datetime
) -> None:
    key = await keys.of_account(tx, account_id)
    if key is not None and report_ids:
        taken = await rotation.drop_shares(tx, key.id, report_ids=report_ids)
        await rotation.mark_due(tx, taken, at=at)
