"""The auditor's table of rewards: every sum, rule and hand it went through, and no reporter."""

from datetime import date, datetime, time
from typing import Final

from chassis.clock import SHANGHAI, date_in_china
from chassis.db import Session
from chassis.sight import Sight

from reporting_whistleblower.domain.refusals import ExportTooLarge
from reporting_whistleblower.domain.reward import Reward
from reporting_whistleblower.store import rewards

MOST: Final = 20_000
COLUMNS: Final = (
    "奖励编号 reward", "区域 area", "举报类别 category", "计奖方式 kind", "金额(元) amount",
    "依据 rules", "计算式 formula", "状态 status", "事由 ground", "拟奖人 proposed by",
    "拟奖日期 proposed on", "审批人 approved by", "审批日期 approved on", "领取截止 claim due",
    "支付人 paid by", "支付日期 paid on", "凭证号 voucher", "已付(元) paid", "追回(元) recovered",
)  # fmt: skip


async def audit_table(tx: Session, *, year: int, sight: Sight) -> list[tuple[str, ...]]:
    """The rewards proposed in a year, oldest first. Raise `ExportTooLarge` beyond one file."""
    first = datetime.combine(date(year, 1, 1), time(), SHANGHAI)
    end = datetime.combine(date(year + 1, 1, 1), time(), SHANGHAI)
    found = await rewards.for_audit(tx, sight, first=first, end=end, most=MOST)
    if len(found) > MOST:
        raise ExportTooLarge(most=MOST)
    return [
        (*_proposal(reward, category), *_hands(reward), f"{paid:.2f}", f"{returned:.2f}")
        for reward, category, paid, returned in found
    ]


def _proposal(reward: Reward, category: str) -> tuple[str, ...]:
    return (
        str(reward.id),
        reward.area,
        category,
        reward.kind.value,
        f"{reward.amount:.2f}",
        "; ".join(f"{code} v{version}" for code, version in reward.rules),
        str(reward.basis.get("formula") or ""),
        reward.status.value,
        reward.ground.value if reward.ground else "",
    )


def _hands(reward: Reward) -> tuple[str, ...]:
    return (
        str(reward.proposed_by),
        _day(reward.proposed_at),
        str(reward.approved_by or ""),
        _day(reward.approved_at),
        reward.claim_due_on.isoformat() if reward.claim_due_on else "",
        str(reward.paid_by or ""),
        _day(reward.paid_at),
        reward.voucher or "",
    )


def _day(at: datetime | None) -> str:
    return date_in_china(at).isoformat() if at else ""
