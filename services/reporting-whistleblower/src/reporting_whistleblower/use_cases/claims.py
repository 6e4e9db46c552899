"""The reporter claims, alone or for joint reporters; what nobody claims in time lapses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.db import Session
from chassis.outbox import emit
from contracts.reports import RewardLapsed
from law.rules import NoRuleInForce, in_force, may_bind

from reporting_whistleblower.domain.claim import (
    Claim,
    Share,
    make_claim_number,
    must_add_up,
)
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.refusals import ClaimIncomplete, NoRewardDue, PayersNotReady
from reporting_whistleblower.domain.reward import Reward
from reporting_whistleblower.store import claims as stored
from reporting_whistleblower.store import keys, rewards
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.receipts import Proof, find_report
from reporting_whistleblower.use_cases.receiving import ANONYMOUS
from reporting_whistleblower.use_cases.rewards import note
from reporting_whistleblower.use_cases.stretching import password_hash

SWEEP: Final = "sweep"


async def claim_reward(
    tx: Session,
    *,
    proof: Proof,
    receipt_key: bytes,
    whole: Share | None,
    shares: Sequence[Share],
    not_excluded: bool,
    at: datetime,
) -> tuple[Reward, list[Claim]]:
    """Ask for the money, whole or in shares: the first of joint reporters claims for all.

    Each share has an agreed password, or an account that only payers can read. Raise `SplitWrong`
    unless the shares are the whole sum.
    """
    if (whole is None) == (not shares):
        raise ClaimIncomplete
    report = await find_report(tx, proof=proof, receipt_key=receipt_key)
    reward = await rewards.of_recipient(tx, report.id)
    if reward is None:
        raise NoRewardDue(reason="none_yet")
    changed = reward.claim(
        pay_by=(whole or shares[0]).pay_by,
        not_excluded=not_excluded,
        at=at,
        today=today(at),
        term_binds=await _term_binds(tx, reward),
    )
    must_add_up(shares or [whole_sum(whole, reward)], amount=reward.amount)
    await rewards.save(tx, changed)
    claims = [
        await _claim(tx, changed, share, first=place == 0)
        for place, share in enumerate(shares or [whole_sum(whole, reward)])
    ]
    await note(tx, reward, changed, action="claim", by=ANONYMOUS, at=at)
    return changed, claims


def whole_sum(whole: Share | None, reward: Reward) -> Share:
    """The only share is all there is."""
    if whole is None:
        raise ClaimIncomplete
    return Share(amount=reward.amount, password=whole.password, account=whole.account)


async def _claim(tx: Session, reward: Reward, share: Share, *, first: bool) -> Claim:
    """Put a share on the counter; the first has the number that was announced."""
    password, account = share.password, share.account
    claim = Claim(
        number=str(reward.claim_number) if first else make_claim_number(),
        reward_id=reward.id,
        amount=share.amount,
        pay_by=share.pay_by,
        password_hash=await password_hash(password) if password is not None else None,
        accounts=await _sealed_account(tx, reward, dict(account)) if account is not None else {},
    )
    await stored.put(tx, claim)
    return claim


async def lapse_rewards(tx: Session, *, at: datetime) -> list[UUID]:
    """Let go what nobody claimed in time, where the rule on the term may bind."""
    lapsed = []
    for reward in await rewards.unclaimed(tx, due_before=today(at)):
        if not await _term_binds(tx, reward):
            continue
        changed = reward.lapse(today=today(at))
        await rewards.save(tx, changed)
        await emit(tx, RewardLapsed(reward_id=reward.id, amount=f"{reward.amount:.2f}", at=at))
        await note(tx, reward, changed, action="lapse", by=SWEEP, at=at)
        lapsed.append(reward.id)
    return lapsed


async def _term_binds(tx: Session, reward: Reward) -> bool:
    """Nobody is turned away, and nothing lapses, by a rule that is still to be confirmed."""
    approved_on = today(reward.approved_at or reward.proposed_at)
    try:
        return may_bind(await in_force(tx, "reward.claim", on=approved_on))
    except NoRuleInForce:
        return False


async def _sealed_account(tx: Session, reward: Reward, account: dict[str, str]) -> dict[str, str]:
    payers = await keys.active(tx, Purpose.PAYER, area=reward.area)
    if not payers:
        raise PayersNotReady
    return {
        str(payer.id): sealing.to_text(sealing.seal_words(payer.public_key, dict(account)))
        for payer in payers
    }
