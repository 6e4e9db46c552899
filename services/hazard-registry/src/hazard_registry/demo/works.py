"""What is done about a fictional hazard, step by step, each on its day."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import everything

from hazard_registry.demo import cast
from hazard_registry.demo.cast import CLERK, LEADER, OFFICE_CLOSER, moment
from hazard_registry.domain.hazard import Hazard
from hazard_registry.domain.life import Channel, Level
from hazard_registry.domain.notice import Method, Notice
from hazard_registry.domain.plan import Plan
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.store import facts
from hazard_registry.use_cases import closing, notices, orders, rectification, supervision

SIGHT = everything()
EVIDENCE = "整改完成,附照片(演示)"


@dataclass(slots=True, kw_only=True)
class Works:
    """One hazard on its way. `last` names the step after which nothing more happens."""

    tx: Session
    on: date
    chance: Random
    photo: UUID
    unit: int
    day: date
    hazard: Hazard
    last: str

    async def carry_on(self) -> None:
        """Take step after step until one lies after the date, or the last is done."""
        steps: tuple[tuple[str, int, Callable[[], Awaitable[None]]], ...] = (
            ("notify", 2, self.notify),
            ("order", 2, self.order),
            ("plan", 3, self.plan),
            ("start", 2, self.start),
            ("progress", 5, self.progress),
            ("submit", 6, self.submit),
            ("review", 4, self.review),
            ("close", 4, self.close),
        )
        for name, days, step in steps:
            self.day += timedelta(days=1 + self.chance.randrange(days))
            if self.day > self.on:
                return
            await step()
            if name == self.last:
                return

    @property
    def major(self) -> bool:
        return self.hazard.level is Level.MAJOR

    @property
    def department(self) -> str:
        return self.hazard.department or "office"

    async def move(
        self, use_case: Callable[..., Awaitable[Hazard]], by: Principal, hour: int, **facts_: Any
    ) -> None:
        """Do one thing to the hazard as it stands."""
        self.hazard = await use_case(
            self.tx,
            hazard_id=self.hazard.id,
            **facts_,
            sight=SIGHT,
            by=by,
            at=moment(self.day, hour, self.chance.randrange(60)),
            expected=self.hazard.version,
        )

    async def notify(self) -> None:
        """Send both notices; most are acknowledged."""
        for notice in await facts.of(self.tx, Notice, self.hazard.id):
            at = moment(self.day, 11)
            sent = await notices.send_notice(
                self.tx, hazard_id=self.hazard.id, notice_id=notice.id,
                method=self.chance.choice([Method.IN_PERSON, Method.POST]),
                document=None, recipient=None, sent_on=self.day,
                sight=SIGHT, by=CLERK, at=at, expected=notice.version,
            )  # fmt: skip
            if self.chance.random() < 0.9:
                await notices.acknowledge_notice(
                    self.tx, hazard_id=self.hazard.id, notice_id=notice.id, sight=SIGHT,
                    by=cast.manager(self.unit), at=at, expected=sent.version,
                )  # fmt: skip
        # The second notice made it a hazard whose persons are notified: one version on.
        self.hazard = self.hazard.notified(on=self.day)

    async def order(self) -> None:
        """Put every other major hazard under an order, and stop production at one in five."""
        if not self.major:
            return
        if self.chance.random() < 0.5:
            level = self.chance.choice(list(OrderLevel)[:3])
            letter = f"上级督办〔{self.day.year}〕{self.chance.randrange(1, 90)}号(演示)"
            await self.move(
                orders.order_hazard, LEADER, 14, level=level,
                number=None if level is OrderLevel.SUBDISTRICT else letter,
                listed=self.chance.random() < 0.7, issued_on=self.day,
                due_on=max(self.hazard.due_on or self.day, self.day),
                opinion="限期整改到位(演示)",
            )  # fmt: skip
        if self.chance.random() < 0.2:
            await self.move(
                supervision.stop_hazard, cast.officer(self.department, 2), 15,
                scope="隐患所在作业场所", document=f"责停〔{self.day.year}〕演示号",
            )  # fmt: skip

    async def plan(self) -> None:
        """Fix the five things."""
        plan = Plan(
            responsible=f"负责人演示{self.unit}",
            measures="停用隐患部位,按标准整改并复核(演示)",
            funds=Decimal(self.chance.randrange(1, 60) * 1000),
            deadline=self.hazard.due_on,
            contingency="现场处置方案(演示)",
            interim_control="设置警戒,专人看护(演示)",
        )
        await self.move(rectification.plan_hazard, cast.manager(self.unit), 9, plan=plan)

    async def start(self) -> None:
        """Begin; some ask for more time at once."""
        manager = cast.manager(self.unit)
        await self.move(rectification.start_hazard, manager, 10)
        due_on = self.hazard.due_on
        if due_on is None or self.day > due_on or self.chance.random() > 0.15:
            return
        later = due_on + timedelta(days=20)
        reason = "配件须订货(演示)"
        await self.move(rectification.ask_extension, manager, 11, to_on=later, reason=reason)
        refused = self.chance.random() < 0.3
        decide: Callable[..., Awaitable[Hazard]] = (
            rectification.refuse_extension if refused else rectification.grant_extension
        )
        await self.move(decide, cast.head(self.department), 15, decision="经研究(演示)")

    async def progress(self) -> None:
        """Note how far the work is."""
        await self.move(
            rectification.progress_hazard, cast.manager(self.unit), 16,
            percent=self.chance.choice([30, 50, 60, 80]),
            funds_used=Decimal(self.chance.randrange(1, 30) * 500),
            note="整改进行中(演示)", attachments_=(self.photo,),
        )  # fmt: skip

    async def submit(self) -> None:
        """Hand it in, and apply to resume where production stands still."""
        manager = cast.manager(self.unit)
        await self.move(
            rectification.submit_hazard, manager, 9, note=EVIDENCE, attachments_=(self.photo,)
        )
        if self.hazard.stopped_on:
            await self.move(
                supervision.apply_resumption, manager, 10, application="申请恢复生产(演示)"
            )

    async def review(self) -> None:
        """Review on site; one in ten is sent back, and handed in again a few days later."""
        if not self.major and self.hazard.channel is Channel.SELF_CHECK:
            return
        seen: dict[str, Any] = {"visited_on": self.day, "opinion": "现场审查(演示)"}
        first = cast.officer(self.department, 0)
        if self.chance.random() < 0.1:
            await self.move(closing.review_hazard, first, 10, passed=False, **seen)
            self.day += timedelta(days=3)
            if self.day > self.on:
                self.last = "review"
                return
            await self.submit_again()
            seen["visited_on"] = self.day
        await self.move(closing.review_hazard, first, 15, passed=True, **seen)
        if self.major:
            second = cast.officer(self.department, 1)
            await self.move(closing.review_hazard, second, 15, passed=True, **seen)
        if self.hazard.stopped_on:
            opinion = {"opinion": "审查合格,同意恢复(演示)"}
            await self.move(supervision.resume_hazard, first, 16, **opinion)

    async def submit_again(self) -> None:
        await self.move(
            rectification.submit_hazard, cast.manager(self.unit), 9,
            note=EVIDENCE, attachments_=(self.photo,),
        )  # fmt: skip

    async def close(self) -> None:
        """Write it off, and lift its order; a few are reopened a month later."""
        unit_closes = not self.major and self.hazard.channel is Channel.SELF_CHECK
        closer = cast.worker(self.unit) if unit_closes else OFFICE_CLOSER
        await self.move(closing.close_hazard, closer, 10, opinion="同意销号(演示)")
        if self.hazard.order_level:
            await self.move(orders.lift_order, LEADER, 11, reason="已销号(演示)")
        self.day += timedelta(days=30)
        if self.day <= self.on and self.chance.random() < 0.02:
            await self.move(
                closing.reopen_hazard, cast.head("office"), 9, reason="复查发现反弹(演示)",
                due_on=self.day + timedelta(days=30),
            )  # fmt: skip
