"""Remind before the due date and after it, by rule; pass to the village what nobody acknowledged."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from chassis.audit import record
from chassis.db import Session
from law.rules import in_force

from hazard_registry.domain.outgoing import Outgoing, OutgoingKind
from hazard_registry.store import facts, notices, outgoing
from hazard_registry.use_cases.outgoing import queued
from hazard_registry.use_cases.telling import today

BATCH = 500
DUE_SOON = "【隐患整改提醒】隐患{number}整改期限为{due_on},还有{days}天,请按期完成并提交验收。"
OVERDUE = "【隐患逾期催办】隐患{number}整改期限{due_on}已过{days}天,请立即整改并说明情况。"


async def remind(tx: Session, *, at: datetime) -> int:
    """Queue what is to be said today about due dates. Say how many were new."""
    rule = await in_force(tx, "hazard.reminders", on=today(at))
    days = sorted(int(day) for day in rule.value["days_before"])
    every = rule.whole("overdue_every_days")
    said, after = 0, None
    while rows := await notices.to_remind(
        tx, until=today(at) + timedelta(days=days[-1]), after=after, limit=BATCH
    ):
        said += await outgoing.add(tx, *_reminders(rows, days=days, every=every, at=at))
        after = rows[-1]["id"]
    return said


def _reminders(
    rows: Sequence[dict[str, Any]], *, days: Sequence[int], every: int, at: datetime
) -> list[Outgoing]:
    return [_reminder(row, step_of(row["due_on"], today(at), days, every), at=at) for row in rows]


def step_of(due_on: date, on: date, days: Sequence[int], every: int) -> tuple[OutgoingKind, int]:
    """Which reminder stands: the nearest step that was reached, or the nth since it is overdue."""
    left = (due_on - on).days
    if left >= 0:
        return OutgoingKind.DUE_SOON, min(day for day in days if left <= day)
    return OutgoingKind.OVERDUE, (-left - 1) // every


def _reminder(row: dict[str, Any], step: tuple[OutgoingKind, int], *, at: datetime) -> Outgoing:
    kind, which = step
    words = DUE_SOON if kind is OutgoingKind.DUE_SOON else OVERDUE
    left = abs((row["due_on"] - today(at)).days)
    return queued(
        kind,
        key=f"{kind.value}:{row['id']}:{row['due_on']}:{which}",
        hazard_id=row["id"],
        recipient=row["recipient"],
        phone=row["phone"],
        text=words.format(number=row["number"], due_on=row["due_on"], days=left),
        at=at,
    )


async def pass_to_village(tx: Session, *, at: datetime) -> int:
    """Pass notices that were not acknowledged in time to the village, which goes there."""
    late = await notices.unacknowledged(tx, on=today(at), limit=BATCH)
    for notice in late:
        await facts.save(tx, notice.passed_to_village(on=today(at)))
        changes = {"notice": [None, notice.to], "passed_on": [None, today(at)]}
        await record(
            tx,
            by="sweep",
            at=at,
            action="pass_notice",
            what="hazard",
            id=notice.hazard_id,
            changes=changes,
        )
    return len(late)
