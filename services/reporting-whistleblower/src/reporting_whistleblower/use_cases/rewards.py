"""Rewards: proposed by one, approved by a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.reports import RewardApproved

from reporting_whistleblower.domain.amount import AccidentGrade, Sector
from reporting_whistleblower.domain.letters import Topic
from reporting_whistleblower.domain.refusals import NoRewardDue, RewardExists
from reporting_whistleblower.domain.report import Conclusion, Report, Status
from reporting_whistleblower.domain.reward import Ground, Kind, Reward
from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.store import claims, reports, rewards
from reporting_whistleblower.use_cases import recipients, reward_amounts
from reporting_whistleblower.use_cases.clocks import deadline, month_of, today
from reporting_whistleblower.use_cases.letters import write
from reporting_whistleblower.use_cases.reward_amounts import Computed, Facts

WHAT: Final = "reward"
SUBSTANTIATED: Final = frozenset({Conclusion.SUBSTANTIATED, Conclusion.PARTLY})
NOTICE = "您举报的事项已查实,奖励{yuan}元已批准。请于{due}前凭查询码在本页确认领取方式。"
HONOUR = "您举报的事项已查实,特予以表彰。"
REVOKED = "该奖励已撤销。如有异议,可在本页留言。"
CLAIMED_BACK = "该奖励已撤销,已领取的{yuan}元须退回。如有异议,可在本页留言。"
WITHDRAWN = "所依据的处罚决定已撤销。"


def must_be_due(report: Report) -> None:
    """Raise `NoRewardDue`, naming the condition that is missing."""
    for missing, reason in (
        (report.status is Status.MERGED, "not_first"),
        (report.status is not Status.CONCLUDED, "not_concluded"),
        (report.conclusion not in SUBSTANTIATED, "not_substantiated"),
    ):
        if missing:
            raise NoRewardDue(reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a handler found that a reward may rest on."""

    fine: Decimal | None = None
    grade: AccidentGrade | None = None
    deaths: int | None = None
    sector: Sector | None = None
    same_reporter: Sequence[UUID] = ()  # earlier rewards of the same person, as far as known


async def propose_reward(
    tx: Session,
    *,
    report_id: UUID,
    found: Proposal,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> Reward:
    """Propose what the rules give, by hand."""
    report = await reports.get(tx, report_id, sight=sight)
    must_be_due(report)
    first, end = month_of(today(at))
    had = await rewards.flat_this_month(tx, found.same_reporter, first=first, end=end, sight=sight)
    recipient, computed = await compute(tx, report=report, found=found, had_this_month=had)
    await reports.note_handling(tx, report_id, by.id)
    return await add_proposal(
        tx, report=report, recipient=recipient, computed=computed, proposer=by.id, by=by, at=at
    )


async def compute(
    tx: Session, *, report: Report, found: Proposal, had_this_month: Decimal = Decimal(0)
) -> tuple[Report, Computed]:
    """Choose whose reward it is, and apply the rules of the day that report came in."""
    recipient, order = await recipients.recipient_of(tx, report)
    computed = await reward_amounts.reckon(
        tx,
        Facts(
            category=report.category,
            on=today(recipient.received_at),
            employee=recipient.employee,
            fine=found.fine or Decimal(0),
            grade=found.grade,
            deaths=found.deaths,
            sector=found.sector,
            had_this_month=had_this_month,
        ),
    )
    return recipient, recipients.with_order(computed, order)


async def add_proposal(
    tx: Session,
    *,
    report: Report,
    recipient: Report,
    computed: Computed,
    proposer: UUID,
    by: audit.By,
    at: datetime,
    case_id: UUID | None = None,
    source: str | None = None,
) -> Reward:
    """Put a computed reward on record. Raise `RewardExists` if the matter or the case has one."""
    reward = Reward(
        id=new_id(),
        report_id=report.id,
        recipient_id=recipient.id,
        case_id=case_id,
        area=report.area,
        kind=computed.kind,
        amount=computed.yuan,
        basis=computed.basis,
        rules=computed.rules,
        proposed_by=proposer,
        proposed_from=source,
        proposed_at=at,
    )
    if not await rewards.add(tx, reward):
        raise RewardExists
    await note(tx, None, reward, action="propose", by=by, at=at)
    return reward


async def propose_honour(
    tx: Session,
    *,
    report_id: UUID,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
) -> Reward:
    """Propose a commendation; it costs nothing and stands beside any money."""
    report = await reports.get(tx, report_id, sight=sight)
    if report.conclusion not in SUBSTANTIATED:
        raise NoRewardDue(reason="not_substantiated")
    computed = Computed(kind=Kind.HONOUR, yuan=Decimal("0.00"), basis={}, rules=())
    return await add_proposal(
        tx, report=report, recipient=report, computed=computed, proposer=by.id, by=by, at=at
    )


async def approve_reward(
    tx: Session, *, reward_id: UUID, sight: Sight, by: audit.Actor, at: datetime, expected: int
) -> Reward:
    """Consent as a second person; the reporter finds the notice under his receipt."""
    reward = await rewards.get(tx, reward_id, sight=sight)
    due = await deadline(tx, "reward.claim", start=today(at))
    handlers = await handlers_of(tx, reward)
    changed = reward.approve(by=by.id, handlers=handlers, at=at, due_on=due.on, expected=expected)
    await rewards.save(tx, changed)
    honour = changed.kind is Kind.HONOUR
    text = HONOUR if honour else NOTICE.format(yuan=f"{changed.amount:f}", due=due.on)
    await write(tx, report_id=reward.recipient_id, topic=Topic.REWARD, text=text, by=by.id, at=at)
    event = RewardApproved(reward_id=reward.id, amount=f"{changed.amount:.2f}", at=at)
    await emit(tx, event)
    await note(tx, reward, changed, action="approve", by=by, at=at)
    return changed


async def decline_reward(
    tx: Session,
    *,
    reward_id: UUID,
    ground: Ground | None,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Reward:
    """Refuse the proposal; another may be made."""
    reward = await rewards.get(tx, reward_id, sight=sight)
    changed = reward.decline(by=by.id, ground=ground, reason=reason, at=at, expected=expected)
    await rewards.save(tx, changed)
    await note(tx, reward, changed, action="decline", by=by, at=at, why=reason)
    return changed


async def revoke_reward(
    tx: Session,
    *,
    reward_id: UUID,
    ground: Ground,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Reward:
    """Take back what was approved; what was paid already must be paid back."""
    await rewards.get(tx, reward_id, sight=sight)
    reward = await rewards.get(tx, reward_id, for_update=True)
    kept = sum((one.kept for one in await claims.of_reward(tx, reward_id)), Decimal(0))
    changed = reward.revoke(
        by=by.id, ground=ground, reason=reason, paid=kept, at=at, expected=expected
    )
    await rewards.save(tx, changed)
    text = CLAIMED_BACK.format(yuan=f"{kept:f}") if kept else REVOKED
    await write(tx, report_id=reward.recipient_id, topic=Topic.REWARD, text=text, by=by.id, at=at)
    await note(tx, reward, changed, action="revoke", by=by, at=at, why=reason)
    return changed


async def handlers_of(tx: Session, reward: Reward) -> frozenset[UUID]:
    """Everybody who ever worked on the matter: on its first report, and on the recipient's."""
    first = await reports.handlers_of(tx, reward.report_id)
    return first | await reports.handlers_of(tx, reward.recipient_id)


async def stop_reward(tx: Session, *, case_id: UUID, by: str, at: datetime) -> None:
    """Let a proposal go whose decision was withdrawn.

    What somebody approved already stands until people decide otherwise; the audit tells them.
    """
    reward = await rewards.of_case(tx, case_id)
    if reward is None:
        return
    if reward.status is not RewardStatus.PROPOSED:
        await note(tx, reward, reward, action="decision_withdrawn", by=by, at=at, why=WITHDRAWN)
        return
    changed = reward.stop(reason=WITHDRAWN, at=at)
    await rewards.save(tx, changed)
    await note(tx, reward, changed, action="stop", by=by, at=at, why=WITHDRAWN)


async def extend_claim(
    tx: Session,
    *,
    reward_id: UUID,
    due_on: date,
    reason: str,
    sight: Sight,
    by: audit.Actor,
    at: datetime,
    expected: int,
) -> Reward:
    """Give the reporter more time to claim, with reasons."""
    reward = await rewards.get(tx, reward_id, sight=sight)
    changed = reward.extend_claim(due_on=due_on, expected=expected)
    await rewards.save(tx, changed)
    text = f"奖励领取期限延长至{due_on.isoformat()}。"
    await write(tx, report_id=reward.recipient_id, topic=Topic.REWARD, text=text, by=by.id, at=at)
    await note(tx, reward, changed, action="extend_claim", by=by, at=at, why=reason)
    return changed


async def note(
    tx: Session,
    before: Reward | None,
    changed: Reward,
    *,
    action: str,
    by: audit.By,
    at: datetime,
    why: str | None = None,
) -> None:
    """Write down what happened to a reward: states, sums and days."""
    changes: dict[str, object] = {}
    for field in ("status", "amount", "claim_due_on", "ground"):
        old, new = getattr(before, field, None), getattr(changed, field)
        if old != new:
            changes[field] = [old, new]
    await audit.record(
        tx, by=by, at=at, action=action, what=WHAT, id=changed.id, why=why, changes=changes
    )
