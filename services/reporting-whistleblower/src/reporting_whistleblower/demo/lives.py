"""How each fictional report fared, told through the real use cases."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.sight import everything
from contracts.demo import VILLAGES, demo_id

from reporting_whistleblower.demo.matters import MATTERS, REFUSALS, Matter
from reporting_whistleblower.demo.people import (
    CUSTODIAN,
    CUSTODIAN_2,
    HANDLER,
    HANDLER_2,
    LEADER,
    PAYER,
    OpenKeys,
)
from reporting_whistleblower.domain.fund import Source
from reporting_whistleblower.domain.identity import Stage
from reporting_whistleblower.domain.receipts import normalise
from reporting_whistleblower.domain.report import Category, Conclusion, RefusalGround, Report
from reporting_whistleblower.domain.reward import Reward
from reporting_whistleblower.store import reports as stored
from reporting_whistleblower.store import rewards as stored_rewards
from reporting_whistleblower.use_cases import (
    claims,
    findings,
    identities,
    receipts,
    receiving,
    reports,
    rewards,
    sealing,
)
from reporting_whistleblower.use_cases.receipts import Proof

ALL: Final = everything()
PASSWORD: Final = "demo-kapok-2026"  # noqa: S105 - it is no secret


@dataclass(frozen=True)
class Life:
    """How a report ends, how many do, and how many days ago the last of them came."""

    ending: str
    count: int
    ago: int


# Young endings came in lately; those with money behind them need a quarter of a year.
LIVES: Final = tuple(
    Life(ending, 1, ago)
    for ending, count, ago in (
        ("paid", 8, 110), ("received", 6, 1), ("accepted", 6, 8), ("claimed", 2, 100),
        ("approved", 3, 90), ("proposed", 3, 85), ("lapsed", 1, 200), ("declined", 1, 95),
        ("honoured", 2, 80), ("not_wanted", 2, 70), ("overdue", 2, 120), ("extended", 2, 70),
        ("refused", 6, 12), ("transferred", 4, 20), ("merged", 4, 6), ("withdrawn", 2, 15),
        ("unsubstantiated", 6, 40), ("partly", 3, 45), ("objected", 1, 30), ("reexamined", 1, 75),
    )
    for _ in range(count)
)  # fmt: skip
# These hold money: nothing but a fine or the flat sum brings it.
WITH_FINE: Final = frozenset({"paid", "claimed", "approved", "proposed", "lapsed", "declined"})


@dataclass
class Teller:
    """Tells one life after another, always the same ones for the same date."""

    tx: Session
    random: Random
    receipt_key: bytes
    keys: OpenKeys
    first: date
    on: date
    codes: list[str]
    told: int = 0
    earliest: dict[str, Report] = field(default_factory=dict)

    async def tell(self, life: Life) -> None:
        """Let a report come in and fare as its life says."""
        matter = self._matter(life)
        latest = max(self.first, self.on - timedelta(days=life.ago))
        span = min(40 + life.ago, max(0, (latest - self.first).days))
        day = latest - timedelta(days=self.random.randint(0, span))
        report, proof = await self._receive(matter, day, named=self.told % 5 == 0)
        self.told += 1
        ending: Callable[[Told], Awaitable[None]] | None = ENDINGS.get(life.ending)
        if ending is not None:
            await ending(Told(self, report, proof, matter, day))

    def _matter(self, life: Life) -> Matter:
        if life.ending in WITH_FINE:
            paying = [
                m
                for m in MATTERS
                if m.category in {Category.MAJOR_HAZARD, Category.ILLEGAL_OPERATION}
            ]
            return paying[self.told % len(paying)]
        return MATTERS[self.told % len(MATTERS)]

    async def _receive(self, matter: Matter, day: date, *, named: bool) -> tuple[Report, Proof]:
        unit = self.random.randrange(120)
        proof = await self._proof()
        public = sealing.key_pair(proof.thread_key).public
        number = self.told
        identity = {"name": f"(演示)举报人{number}", "id_number": None, "phone": "000-0000-0000",
                    "contact": None, "payment": None}  # fmt: skip
        filed = await receiving.receive_report(
            self.tx,
            category=matter.category,
            content={"what": matter.what, "where": matter.where, "unit_name": None,
                     "happened_at": None, "is_employee": number % 3 == 0},
            area=VILLAGES[unit % len(VILLAGES)],
            unit_id=demo_id("unit", unit) if number % 4 else None,
            wants_reward=True,
            identity=identity if named else None,
            uploads=(),
            receipt=receiving.Receipt(proof.verifier, public),
            receipt_key=self.receipt_key,
            lead_id=demo_id("lead", number),
            at=at(day, 9, self.random.randrange(60)),
        )  # fmt: skip
        return filed.report, proof

    async def _proof(self) -> Proof:
        """Use up the public codes first; later reporters keep theirs to themselves."""
        if self.codes:
            secrets = await receiving.receipt_secrets(self.tx, normalise(self.codes.pop(0)) or "")
            return Proof(verifier=secrets.verifier, thread_key=secrets.thread_key)
        return Proof(verifier=sealing.new_key(), thread_key=sealing.new_key())


@dataclass
class Told:
    """A report in the course of its life."""

    teller: Teller
    report: Report
    proof: Proof
    matter: Matter
    day: date

    @property
    def tx(self) -> Session:
        return self.teller.tx

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
        await reports.conclude_report(
            self.tx, report_id=report.id, conclusion=conclusion, statement=f"(演示){statement}",
            sight=ALL, by=HANDLER, at=self.after(20), expected=report.version,
        )  # fmt: skip
        report = await self.now()
        await reports.give_feedback(
            self.tx, report_id=report.id, text=f"(演示)答复:{statement}", sight=ALL, by=HANDLER,
            at=self.after(24), expected=report.version,
        )  # fmt: skip

    async def decide_case(self) -> Reward:
        """The hazard was verified, a case decided, and the reward proposed by itself."""
        await self.accept()
        number = self.teller.told
        hazard = demo_id("report-hazard", number)
        await findings.propose_conclusion(
            self.tx, lead_id=self.report.lead_id, hazard_id=hazard,
            conclusion=Conclusion.SUBSTANTIATED, source="hazard.verified", at=self.after(10),
        )  # fmt: skip
        fine = self.teller.random.choice(["8000.00", "20000.00", "50000.00", "100000.00"])
        await findings.reward_decided_case(
            self.tx, case_id=demo_id("report-case", number), hazard_ids=[hazard],
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
        by_password = self.teller.told % 2 == 0
        account = {"holder": "(演示)举报人", "bank": "演示银行", "number": "0000 0000 0000"}
        return await claims.claim_reward(
            self.tx, proof=self.proof, receipt_key=self.teller.receipt_key,
            password=PASSWORD if by_password else None,
            account=None if by_password else account, not_excluded=True, at=self.after(60),
        )  # fmt: skip

    def after(self, days: int) -> datetime:
        """A working hour so many days later, but never after the demonstration's date."""
        return at(min(self.day + timedelta(days=days), self.teller.on), 15, days % 60)


async def paid(told: Told) -> None:
    reward = await told.claim()
    by_password = told.teller.told % 2 == 0
    await claims.pay_claim(
        told.tx, number=str(reward.claim_number), password=PASSWORD if by_password else None,
        source=Source.SUBDISTRICT, voucher=f"(演示)FK-{told.teller.told:03d}", by=PAYER,
        at=told.after(70),
    )  # fmt: skip


async def lapsed(told: Told) -> None:
    await told.approve()
    await claims.lapse_rewards(told.tx, at=told.after(140))


async def declined(told: Told) -> None:
    reward = await told.decide_case()
    await rewards.decline_reward(
        told.tx, reward_id=reward.id, reason="(演示)该隐患此前已由部门检查发现", sight=ALL,
        by=LEADER, at=told.after(50), expected=reward.version,
    )  # fmt: skip


async def honoured(told: Told) -> None:
    await told.conclude(Conclusion.SUBSTANTIATED, "举报属实,已督促整改。")
    reward = await rewards.propose_honour(
        told.tx, report_id=told.report.id, sight=ALL, by=HANDLER, at=told.after(30)
    )
    await rewards.approve_reward(
        told.tx, reward_id=reward.id, sight=ALL, by=LEADER, at=told.after(35),
        expected=reward.version,
    )  # fmt: skip


async def not_wanted(told: Told) -> None:
    await told.conclude(Conclusion.SUBSTANTIATED, "举报属实,隐患已整改销号。")


async def extended(told: Told) -> None:
    await told.accept()
    report = await told.now()
    await reports.extend_report(
        told.tx, report_id=report.id, reason="(演示)需委托检测机构鉴定", sight=ALL, by=LEADER,
        at=told.after(50), expected=report.version,
    )  # fmt: skip


async def refused(told: Told) -> None:
    ground, reason = REFUSALS[told.teller.told % len(REFUSALS)]
    await reports.refuse_report(
        told.tx, report_id=told.report.id, ground=RefusalGround(ground), reason=reason,
        sight=ALL, by=HANDLER, at=told.after(3), expected=told.report.version,
    )  # fmt: skip


async def transferred(told: Told) -> None:
    await reports.transfer_report(
        told.tx, report_id=told.report.id, to="南安市住房和城乡建设局",
        reason="(演示)属建筑施工领域,由该局核查", sight=ALL, by=HANDLER, at=told.after(4),
        expected=told.report.version,
    )  # fmt: skip


async def merged(told: Told) -> None:
    first = told.teller.earliest.get("accepted")
    if first is None or first.received_at >= told.report.received_at:
        return
    await reports.merge_report(
        told.tx, report_id=told.report.id, into=first.id, sight=ALL, by=HANDLER,
        at=told.after(2), expected=told.report.version,
    )  # fmt: skip


async def accepted(told: Told) -> None:
    await told.accept()
    first = told.teller.earliest.setdefault("accepted", told.report)
    if told.report.received_at < first.received_at:
        told.teller.earliest["accepted"] = told.report
    await receipts.add_message(
        told.tx, proof=told.proof, receipt_key=told.teller.receipt_key,
        text="(演示)补充:晚上八点以后最明显。", uploads=(), at=told.after(4),
    )  # fmt: skip
    if told.report.identity_id is not None:
        await _look_at_identity(told)


async def _look_at_identity(told: Told) -> None:
    request = await identities.ask_identity(
        told.tx, report_id=told.report.id, sight=ALL, stage=Stage.VERIFYING,
        reason="(演示)需向举报人当面核实位置", by=HANDLER, at=told.after(5),
    )  # fmt: skip
    keys = told.teller.keys
    for person, key in ((CUSTODIAN, keys.custodian), (CUSTODIAN_2, keys.custodian_2)):
        await identities.approve_identity(
            told.tx, request_id=request.id, sight=ALL, opened=key, by=person, at=told.after(6)
        )
    await identities.open_identity(
        told.tx, request_id=request.id, sight=ALL, opened=keys.handler, by=HANDLER,
        at=told.after(7),
    )  # fmt: skip


async def withdrawn(told: Told) -> None:
    await receipts.withdraw_report(
        told.tx, proof=told.proof, receipt_key=told.teller.receipt_key, at=told.after(2)
    )


async def objected(told: Told) -> None:
    await told.conclude(Conclusion.UNSUBSTANTIATED, "现场核查未发现所述情形。")
    await receipts.object_to_conclusion(
        told.tx, proof=told.proof, receipt_key=told.teller.receipt_key,
        reason="(演示)检查那天他们停工了,请夜里再去。", at=told.after(26),
    )  # fmt: skip


async def reexamined(told: Told) -> None:
    await objected(told)
    report = await told.now()
    await reports.reexamine_report(
        told.tx, report_id=report.id, conclusion=Conclusion.PARTLY,
        statement="(演示)复核:部分属实,已责令改正。", sight=ALL, by=HANDLER_2,
        at=told.after(40), expected=report.version,
    )  # fmt: skip


async def unsubstantiated(told: Told) -> None:
    await told.conclude(Conclusion.UNSUBSTANTIATED, "现场核查未发现所述情形。")


async def partly(told: Told) -> None:
    await told.conclude(Conclusion.PARTLY, "部分属实,已责令改正。")


async def approved(told: Told) -> None:
    await told.approve()


async def claimed(told: Told) -> None:
    await told.claim()


async def proposed(told: Told) -> None:
    await told.decide_case()


async def overdue(told: Told) -> None:
    await told.accept()


ENDINGS: Final[dict[str, Callable[[Told], Awaitable[None]]]] = {
    step.__name__: step
    for step in (
        accepted, approved, claimed, declined, extended, honoured, lapsed, merged, not_wanted,
        objected, overdue, paid, partly, proposed, reexamined, refused, transferred,
        unsubstantiated, withdrawn,
    )
}  # fmt: skip


def at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)
