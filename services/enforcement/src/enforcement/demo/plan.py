"""What bodies report on the plan: one report accepted with its milestone, one sent back, one waiting."""

from datetime import date, datetime, timedelta
from typing import Any

from chassis.db import Session
from chassis.sight import everything
from contracts.demo import demo_id

from enforcement.demo.people import CLERK, OFFICER, at
from enforcement.domain.plan import Progress
from enforcement.store import plan as store
from enforcement.use_cases import plan as use_cases
from enforcement.use_cases.plan import Reported

PLAN = "2024-2026"
# row, its milestone (by place), body, days ago, words, answer
REPORTS = (
    ("27", 0, "office", 200, "演示：分消防、燃气、建筑、工贸四个领域的专家库建成，入库专家23人。", "accepted"),
    ("25", None, "science", 90, "演示：两家石材企业上料岗位改为机械臂，减少危险岗位4个。", "accepted"),
    ("28", None, "science", 40, "演示：与应急协会开了一次座谈会。", "returned"),
    ("28", None, "science", 6, "演示：与应急协会签订联合攻关协议，附协议扫描件。", "submitted"),
)  # fmt: skip


async def report_on_plan(tx: Session, *, on: date) -> None:
    milestones = await store.milestones_of(tx, PLAN)
    for number, (row, place, body, days_ago, words, answer) in enumerate(REPORTS):
        day = on - timedelta(days=days_ago)
        own = [one.id for one in milestones if one.row == row]
        entry = await use_cases.report_progress(
            tx,
            code=PLAN,
            reported=Reported(
                row=row,
                milestone_id=None if place is None else own[place],
                body=body,
                as_of=day,
                words=words,
                evidence=(),
            ),
            sight=everything(),
            by=OFFICER,
            at=at(day),
            id=demo_id("plan_progress", number),
        )
        await _answer(tx, entry, answer, at=at(day + timedelta(days=2)))


async def _answer(tx: Session, entry: Progress, answer: str, *, at: datetime) -> None:
    given: dict[str, Any] = {
        "progress_id": entry.id, "sight": everything(), "by": CLERK, "at": at, "expected": 1,
    }  # fmt: skip
    if answer == "accepted":
        await use_cases.accept_progress(tx, **given)
    elif answer == "returned":
        why = "座谈会不是成果，请补充协议或阶段报告。"
        await use_cases.return_progress(tx, **given, why=why)
