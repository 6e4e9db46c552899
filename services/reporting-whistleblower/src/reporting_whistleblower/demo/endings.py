"""How reports end, each told through the real use cases."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from typing import Final

from reporting_whistleblower.demo.matters import REFUSALS
from reporting_whistleblower.demo.people import (
    CUSTODIAN,
    CUSTODIAN_2,
    HANDLER,
    HANDLER_2,
    LEADER,
    PAYER,
)
from reporting_whistleblower.demo.protection import made_up, retaliated
from reporting_whistleblower.demo.told import ALL, PASSWORD, Told
from reporting_whistleblower.domain.claim import Share
from reporting_whistleblower.domain.fund import Source
from reporting_whistleblower.domain.identity import Stage
from reporting_whistleblower.domain.pauses import Ground as PauseGround
from reporting_whistleblower.domain.report import Conclusion, RefusalGround
from reporting_whistleblower.domain.reward import Ground
from reporting_whistleblower.use_cases import (
    claims,
    concluding,
    identities,
    merging,
    pausing,
    paying,
    receipts,
    reports,
    retention,
    rewards,
    transfers,
)


async def paid(told: Told) -> None:
    reward = await told.claim()
    by_password = told.scene.told % 2 == 0
    await paying.pay_claim(
        told.tx, number=str(reward.claim_number), password=PASSWORD if by_password else None,
        source=Source.SUBDISTRICT, voucher=f"(演示)FK-{told.scene.told:03d}", by=PAYER,
        at=told.after(70),
    )  # fmt: skip


async def joint(told: Told) -> None:
    """Two colleagues signed together: each has half, one is still to fetch it."""
    await told.approve()
    reward = await told.reward()
    half = (reward.amount / 2).quantize(Decimal("0.01"))
    shares = [Share(amount=amount, password=PASSWORD) for amount in (half, reward.amount - half)]
    _, claims_ = await claims.claim_reward(
        told.tx, proof=told.proof, receipt_key=told.scene.receipt_key, whole=None, shares=shares,
        not_excluded=True, at=told.after(60),
    )  # fmt: skip
    await paying.pay_claim(
        told.tx, number=claims_[0].number, password=PASSWORD, source=Source.SUBDISTRICT,
        voucher=f"(演示)FK-{told.scene.told:03d}-1", by=PAYER, at=told.after(70),
    )  # fmt: skip


async def revoked(told: Told) -> None:
    await told.approve()
    await _take_back(told, Ground.ALREADY_REWARDED, "(演示)市级部门已就同一事项奖励")


async def recovering(told: Told) -> None:
    await paid(told)
    await _take_back(told, Ground.OFFICIAL_OR_KIN, "(演示)核实系监管人员近亲属")


async def recovered(told: Told) -> None:
    await recovering(told)
    reward = await told.reward()
    await paying.recover_claim(
        told.tx, number=str(reward.claim_number), amount=reward.amount,
        document=f"(演示)JK-{told.scene.told:03d}", by=PAYER, at=told.after(90),
    )  # fmt: skip


async def _take_back(told: Told, ground: Ground, reason: str) -> None:
    reward = await told.reward()
    await rewards.revoke_reward(
        told.tx, reward_id=reward.id, ground=ground, reason=reason, sight=ALL, by=LEADER,
        at=told.after(80), expected=reward.version,
    )  # fmt: skip


async def lapsed(told: Told) -> None:
    await told.approve()
    await claims.lapse_rewards(told.tx, at=told.after(140))


async def declined(told: Told) -> None:
    reward = await told.decide_case()
    await rewards.decline_reward(
        told.tx, reward_id=reward.id, ground=Ground.ALREADY_KNOWN,
        reason="(演示)该隐患此前已由部门检查发现", sight=ALL, by=LEADER, at=told.after(50), expected=reward.version,
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


async def paused(told: Told) -> None:
    await told.accept()
    report = await told.now()
    await pausing.pause_report(
        told.tx, report_id=report.id, ground=PauseGround.APPRAISAL,
        reason="(演示)除尘系统委托检测机构鉴定", sight=ALL, by=HANDLER, at=told.after(20),
        expected=report.version,
    )  # fmt: skip
    if told.scene.on >= told.day + timedelta(days=40):
        report = await told.now()
        await pausing.resume_report(
            told.tx, report_id=report.id, reason="(演示)收到鉴定意见", sight=ALL, by=HANDLER,
            at=told.after(38), expected=report.version,
        )  # fmt: skip


async def held(told: Told) -> None:
    await refused(told)
    await retention.hold_report(
        told.tx, report_id=told.report.id, reason="(演示)法院调取材料,保全至结案", sight=ALL,
        by=LEADER, at=told.after(10),
    )  # fmt: skip


async def refused(told: Told) -> None:
    ground, reason = REFUSALS[told.scene.told % len(REFUSALS)]
    await reports.refuse_report(
        told.tx, report_id=told.report.id, ground=RefusalGround(ground), reason=reason,
        sight=ALL, by=HANDLER, at=told.after(3), expected=told.report.version,
    )  # fmt: skip


async def transferred(told: Told) -> None:
    await transfers.transfer_report(
        told.tx, report_id=told.report.id, to="南安市住房和城乡建设局",
        reason="(演示)属建筑施工领域,由该局核查",
        restated=transfers.Restated(f"「演示」{told.matter.lead}", told.matter.where), sight=ALL,
        opened=None, by=HANDLER, at=told.after(4), expected=told.report.version,
    )  # fmt: skip


async def merged(told: Told) -> None:
    first = told.scene.earliest.get("accepted")
    if first is None or first.received_at >= told.report.received_at:
        return
    await merging.merge_report(
        told.tx, report_id=told.report.id, into=first.id, sight=ALL, by=HANDLER,
        at=told.after(2), expected=told.report.version,
    )  # fmt: skip


async def accepted(told: Told) -> None:
    await told.accept()
    first = told.scene.earliest.setdefault("accepted", told.report)
    if told.report.received_at < first.received_at:
        told.scene.earliest["accepted"] = told.report
    await receipts.add_message(
        told.tx, proof=told.proof, receipt_key=told.scene.receipt_key,
        text="(演示)补充:晚上八点以后最明显。", uploads=(), at=told.after(4),
    )  # fmt: skip
    if told.report.identity_id is not None:
        await _look_at_identity(told)


async def _look_at_identity(told: Told) -> None:
    request = await identities.ask_identity(
        told.tx, report_id=told.report.id, sight=ALL, stage=Stage.VERIFYING,
        reason="(演示)需向举报人当面核实位置", by=HANDLER, at=told.after(5),
    )  # fmt: skip
    keys = told.scene.keys
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
        told.tx, proof=told.proof, receipt_key=told.scene.receipt_key, at=told.after(2)
    )


async def objected(told: Told) -> None:
    await told.conclude(Conclusion.UNSUBSTANTIATED, "现场核查未发现所述情形。")
    await receipts.object_to_conclusion(
        told.tx, proof=told.proof, receipt_key=told.scene.receipt_key,
        reason="(演示)检查那天他们停工了,请夜里再去。", at=told.after(26),
    )  # fmt: skip


async def reexamined(told: Told) -> None:
    await objected(told)
    report = await told.now()
    await concluding.reexamine_report(
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
        accepted, approved, claimed, declined, extended, held, honoured, joint, lapsed, made_up,
        merged, not_wanted, objected, overdue, paid, partly, paused, proposed, recovered,
        recovering, reexamined, refused, retaliated, revoked, transferred, unsubstantiated,
        withdrawn,
    )
}  # fmt: skip
