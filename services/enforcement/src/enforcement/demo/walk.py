"""One fictional case, walked from step to step."""

import random
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import everything
from contracts.demo import demo_id

from enforcement.demo.people import BUREAU, ENFORCER, ENFORCER_2, HEAD, LEGAL, OFFICERS, at
from enforcement.domain.case import Case
from enforcement.domain.clue import Clue
from enforcement.domain.penalty import Penalty
from enforcement.domain.performance import Method, Remedy
from enforcement.domain.record import (
    ClosingGround,
    EvidenceKind,
    Filing,
    Outcome,
    PlatformState,
    StatementKind,
)
from enforcement.use_cases import case as cases
from enforcement.use_cases import decision, hearing, investigation, performance

CAUSES = ("未采取措施消除事故隐患", "未如实记录安全生产教育培训情况", "危险作业未安排专人现场管理")


class Walk:
    """A case and the day it is at."""

    def __init__(
        self,
        tx: Session,
        *,
        number: int,
        clue: Clue,
        day: date,
        penalties: Sequence[Penalty],
        chance: random.Random,
    ) -> None:
        self.tx, self.number, self.clue, self.day = tx, number, clue, day
        self.penalties, self.chance = list(penalties), chance
        self.case: Case | None = None

    async def take(self, step: str, extras: Collection[str]) -> None:
        """Take one step on the day the walk is at."""
        await getattr(self, step)(extras)

    def given(self, by: Principal = ENFORCER) -> dict[str, Any]:
        """What every move of the case is told."""
        assert self.case is not None  # noqa: S101 - filing comes first
        return {
            "case_id": self.case.id,
            "sight": everything(),
            "by": by,
            "at": at(self.day),
            "expected": self.case.version,
        }

    async def filed(self, _: Collection[str]) -> None:
        filing = Filing(
            cause=f"演示：{self.chance.choice(CAUSES)}",
            act_on=self.clue.received_on - timedelta(days=2),
        )
        self.case = await cases.file_case(
            self.tx,
            clue_id=self.clue.id,
            filing=filing,
            sight=everything(),
            by=ENFORCER,
            at=at(self.day),
            expected=self.clue.version,
            id=demo_id("case", self.number),
        )
        state = PlatformState.ENTERED
        self.case = await cases.follow_platform(
            self.tx, state=state, platform_number=f"演示MZF{self.number:05d}", **self.given()
        )

    async def investigating(self, _: Collection[str]) -> None:
        pair = self._pair()
        self.case = await investigation.investigate_case(self.tx, officers=pair, **self.given())
        for kind, title in (
            (EvidenceKind.SITE_RECORD, "演示：现场检查记录"),
            (EvidenceKind.WITNESS, "演示：询问笔录"),
        ):
            self.case = await investigation.add_evidence(
                self.tx,
                kind=kind,
                title=title,
                obtained_on=self.day,
                attachment_id=None,
                **self.given(ENFORCER_2),
            )
        self.case = await investigation.propose_penalties(
            self.tx,
            penalties=self.penalties,
            tiers=[None] * len(self.penalties),
            **self.given(),
        )

    async def reviewed(self, _: Collection[str]) -> None:
        heavy = any(penalty.amount >= 100000 for penalty in self.penalties)
        self.case = await investigation.review_case(
            self.tx,
            passed=True,
            heavy=heavy,
            opinion="演示：事实清楚，程序合法",
            **self.given(LEGAL),
        )

    async def informed(self, _: Collection[str]) -> None:
        self.case = await decision.inform_case(self.tx, state_by=None, **self.given())

    async def hearing(self, extras: Collection[str]) -> None:
        self.case = await hearing.request_hearing(self.tx, requested_on=self.day, **self.given())
        if "held" not in extras:
            return
        to_be_held_on = self.day + timedelta(days=20)
        self.case = await hearing.announce_hearing(
            self.tx, to_be_held_on=to_be_held_on, chair=LEGAL.id, **self.given()
        )
        self.day = to_be_held_on + timedelta(days=1)
        self.case = await hearing.hold_hearing(
            self.tx, held_on=to_be_held_on, report="演示：听证报告", **self.given()
        )

    async def decided(self, _: Collection[str]) -> None:
        self.case = await hearing.record_statement(
            self.tx,
            kind=StatementKind.WAIVER,
            text="演示：书面放弃陈述申辩和听证",
            stated_on=self.day,
            **self.given(),
        )
        if self.case.heavy:
            self.case = await decision.discuss_case(
                self.tx,
                held_on=self.day,
                attendees=5,
                conclusion="演示：同意拟处罚意见",
                **self.given(HEAD),
            )
        await self._decide(Outcome.PUNISHED, "演示：依照安全生产法处罚")
        if self.chance.random() < 0.7:
            self.case = await performance.publish_case(
                self.tx, published_on=self.day, where="演示：市政府网站", **self.given()
            )

    async def not_punished(self, _: Collection[str]) -> None:
        await self._decide(Outcome.NOT_PUNISHED, "演示：行政处罚法第三十三条，初次违法且及时改正")

    async def served(self, _: Collection[str]) -> None:
        self.case = await performance.serve_case(
            self.tx,
            served_on=self.day,
            method=Method.IN_PERSON,
            receipt=f"演示回执{self.number}",
            **self.given(),
        )

    async def performing(self, extras: Collection[str]) -> None:
        if "instalments" in extras:
            await self._divide()
        if "suspended" in extras:
            self.case = await performance.suspend_case(
                self.tx,
                remedy=Remedy.RECONSIDERATION,
                number="演示复议1号",
                since=self.day,
                **self.given(),
            )
            return
        for part in self._parts()[: 1 if "instalments" in extras else None]:
            self.case = await performance.record_payment(
                self.tx,
                target=part.target,
                person=part.person,
                amount=part.amount,
                on=self.day,
                voucher=f"演示票据{self.number}",
                **self.given(),
            )

    async def closed(self, _: Collection[str]) -> None:
        self.case = await cases.close_case(
            self.tx, ground=ClosingGround.PERFORMED, note=None, **self.given(HEAD)
        )

    async def transferred(self, _: Collection[str]) -> None:
        self.case = await cases.transfer_case(
            self.tx, to="fire_rescue_brigade", matter="fire", reason="演示：属消防救援机构管辖",
            **self.given(HEAD),
        )  # fmt: skip

    async def withdrawn(self, _: Collection[str]) -> None:
        self.case = await cases.withdraw_case(
            self.tx, reason="演示：违法事实不能成立", **self.given(HEAD)
        )

    async def _decide(self, outcome: Outcome, ground: str) -> None:
        self.case = await decision.decide_case(
            self.tx,
            outcome=outcome,
            ground=ground,
            correction="演示：责令改正",
            penalties=None,
            **self.given(HEAD),
        )

    async def _divide(self) -> None:
        [fine] = self._parts()
        half = (fine.amount / 2).quantize(Decimal("0.01"))
        due = [self.day + timedelta(days=30 * month) for month in (1, 3)]
        self.case = await performance.grant_instalments(
            self.tx,
            target=fine.target,
            person=fine.person,
            parts=[(half, due[0]), (fine.amount - half, due[1])],
            reason="演示：确有经济困难，准予分期",
            **self.given(HEAD),
        )

    def _parts(self) -> Sequence[Any]:
        assert self.case is not None  # noqa: S101 - service comes first
        return self.case.performance.parts if self.case.performance else ()

    def _pair(self) -> list[Any]:
        ours = [n for n, (_, body, _, days) in enumerate(OFFICERS) if body == BUREAU and days > 0]
        return [demo_id("officer", n) for n in (ours[0], self.chance.choice(ours[1:]))]
