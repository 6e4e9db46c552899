"""A report's clock stands still while others must act, and runs on by the days that did not count."""

from datetime import date, datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight
from law.calendar import load_calendar
from law.rules import basis, in_force

from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.pauses import Ground, Pause
from reporting_whistleblower.domain.refusals import IllegalMove, Refusal
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.store import pauses, reports
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.keeping import keep
from reporting_whistleblower.use_cases.letters import write

RULE = "report.pause"


class NoGround(Refusal):
    """The rule in force does not let a clock stand still for this."""

    code = "no_ground"


async def pause_report(
    tx: Session,
    *,
    report_id: UUID,
    ground: Ground,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Stop the clock on a ground that the rule of that day knows; the reporter is told why."""
    report = await reports.get(tx, report_id, sight=sight)
    changed = report.pause(at=at, expected=expected)
    rule = await in_force(tx, RULE, on=today(at))
    if ground.value not in rule.value["grounds"]:
        raise NoGround(field="/ground", ground=ground.value)
    if (due := report.running_due) is None:
        raise IllegalMove(status=report.standing, move="pause")
    began = Pause(
        id=new_id(), report_id=report_id, ground=ground, paused_at=at, paused_by=by.id,
        due_before=due,
    )  # fmt: skip
    await pauses.add(tx, began)
    text = f"办理期限中止计算:{reason}"
    await write(tx, report_id=report_id, topic=Topic.PAUSED, text=text, by=by.id, at=at)
    return await keep(tx, report, changed, action="pause", by=by, at=at, why=ground)


async def resume_report(
    tx: Session,
    *,
    report_id: UUID,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Report:
    """Let the clock run on: as many days later as there are from the day it stopped to this one."""
    report = await reports.get(tx, report_id, sight=sight)
    running = await pauses.running(tx, report_id)
    if running is None or (due := report.running_due) is None:
        raise IllegalMove(status=report.standing, move="resume")
    change = await _moved(tx, running, due, at)
    changed = report.resume(due_on=change.due_on, expected=expected)
    await pauses.add_change(tx, report_id, change)
    text = f"办理期限恢复计算,顺延至{change.due_on.isoformat()}:{reason}"
    await write(tx, report_id=report_id, topic=Topic.RESUMED, text=text, by=by.id, at=at)
    return await keep(tx, report, changed, action="resume", by=by, at=at)


async def _moved(tx: Session, running: Pause, due: date, at: datetime) -> pauses.Change:
    """`due` is the last day as it stands: it may have been extended during the pause."""
    rule = await in_force(tx, RULE, on=today(running.paused_at))
    calendar = await load_calendar(tx)
    days = (today(at) - today(running.paused_at)).days
    due_on = calendar.end_of_period(due, days)
    stated = basis(
        rule,
        formula=f"{due.isoformat()} + {days} d",
        working={
            "ground": running.ground.value,
            "paused_on": today(running.paused_at),
            "resumed_on": today(at),
            "days": days,
            "provisional_calendar": calendar.provisional(due_on),
        },
    )
    return pauses.Change(what="resumed", due_on=due_on, basis=stated, changed_at=at)
