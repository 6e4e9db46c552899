"""One fictional report in the course of its life."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Final
from uuid import UUID

from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.sight import everything
from contracts.demo import demo_id

from reporting_whistleblower.demo.matters import Matter
from reporting_whistleblower.demo.people import (
    HANDLER,
    LEADER,
    OpenKeys,
)
from reporting_whistleblower.domain.claim import Share
from reporting_whistleblower.domain.report import Conclusion, Report
from reporting_whistleblower.domain.reward import Reward
from reporting_whistleblower.store import reports as stored
from reporting_whistleblower.store import rewards as stored_rewards
from reporting_whistleblower.use_cases import (
    claims,
    concluding,
    findings,
    reports,
    rewards,
)
from reporting_whistleblower.use_cases.receipts import Proof

ALL: Final = everything()
PASSWORD: Final = "demo-kapok-2026"  # noqa: S105 - it is no secret


@dataclass
class Scene:
    """What all fictional reports share while they are being told."""

    tx: Session
    random: Random
    receipt_key: bytes
    keys: OpenKeys
    first: date
    on: date
    codes: list[str]
    told: int = 0
    accepted: int = 0
    earliest: dict[str, Report] = field(default_factory=dict)


@dataclass
class Told:
    """A report in the course of its life."""

    scene: Scene
    report: Report
    proof: Proof
    matter: Matter
    day: date
    hazard: UUID

    @property
    def tx(self) -> Session:
        return self.scene.tx

    async def now(self) -> Report:
        return await stored.get(self.tx, self.report.id)

    async def accept(self) -> None:
        report = await self.now()
        await reports.accept_report(
            self.tx, report_id=report.id, what=f"「演示」{self.matter.lead}",
            place=self.matter.where, unit_id=None, employee=False, sight=ALL, by=HANDLER,
            at=self.after(2), expected=report.version,
        )  # fmt: skip
        await reports.add_note(
            self.tx, report_id=report.id, text="(演示)已电话联系村(社区),约定现场核查。",
            sight=ALL, by=HANDLER, at=self.after(3),
        )  # fmt: skip

    async def conclude(self, conclusion: Conclusion, statement: str) -> None:
        await self.accept()
        report = await self.now()
        await concluding.conclude_report(
            self.tx, report_id=report.id, conclusion=conclusion, statement=f"(演示){statement}",
            sight=ALL, by=HANDLER, at=self.after(20), expected=report.version,
        )  # fmt: skip
        report = await self.now()
        await concluding.give_feedback(
            self.tx, report_id=report.id, text=f"(演示)答复:{statement}", sight=ALL, by=HANDLER,
            at=self.after(24), expected=report.version,
        )  # fmt: skip

    async def decide_case(self) -> Reward:
        """The hazard was verified, a case decided, and the reward proposed by itself."""
        await self.accept()
        number = self.scene.told
        await findings.propose_conclusion(
            self.tx, lead_id=self.report.lead_id, hazard_id=self.hazard,
            conclusion=Conclusion.SUBSTANTIATED, source="hazard.verified", at=self.after(10),
        )  # fmt: skip
        fine = self.scene.random.choice(["8000.00", "20000.00", "50000.00", "100000.00"])
        await findings.reward_decided_case(
            self.tx, case_id=demo_id("report-case", number), hazard_ids=[self.hazard],
            fine=Decimal(fine), source="case.decided", at=self.after(45),
        )  # fmt: skip
        return await self.reward()

    async def reward(self) -> Reward:
        reward = await stored_rewards.of_report(self.tx, self.report.id)
        if reward is None:
            raise ValueError("The rules gave no reward to a life that needs one.")
        return reward

    async def approve(self) -> None:
        reward = await self.decide_case()
        await rewards.approve_reward(
            self.tx, reward_id=reward.id, sight=ALL, by=LEADER, at=self.after(50),
            expected=reward.version,
        )  # fmt: skip

    async def claim(self) -> Reward:
        await self.approve()
        by_password = self.scene.told % 2 == 0
        account = {"holder": "(演示)举报人", "bank": "演示银行", "number": "0000 0000 0000"}
        reward, _ = await claims.claim_reward(
            self.tx, proof=self.proof, receipt_key=self.scene.receipt_key,
            whole=Share(
                amount=Decimal(0), password=PASSWORD if by_password else None,
                account=None if by_password else account,
            ),
            shares=(), not_excluded=True, at=self.after(60),
        )  # fmt: skip
        return reward

    def after(self, days: int) -> datetime:
        """A working hour so many days later, but never after the demonstration's date."""
        return at(min(self.day + timedelta(days=days), self.scene.on), 15, days % 60)


def at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)
