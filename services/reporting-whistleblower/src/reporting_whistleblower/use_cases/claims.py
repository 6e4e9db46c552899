"""The reporter claims, the counter pays: neither ever learns the other's secret."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from contracts.reports import RewardLapsed, RewardPaid
from law.rules import NoRuleInForce, in_force, may_bind, must_bind
from law.rules.store import get as get_rule

from reporting_whistleblower.domain.fund import Source, Transfer, TransferKind
from reporting_whistleblower.domain.keys import OpenKey, Purpose, wait_after
from reporting_whistleblower.domain.refusals import (
    ClaimIncomplete,
    ClaimUnknown,
    NoRewardDue,
    PayersNotReady,
)
from reporting_whistleblower.domain.reward import Claim, PayBy, Reward
from reporting_whistleblower.store import funds, keys, reports, rewards
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.receipts import Proof, find_report
from reporting_whistleblower.use_cases.receiving import ANONYMOUS
from reporting_whistleblower.use_cases.rewards import note
from reporting_whistleblower.use_cases.stretching import password_fits, password_hash

SWEEP: Final = "sweep"


async def claim_reward(
    tx: Session,
    *,
    proof: Proof,
    receipt_key: bytes,
    password: str | None,
    account: Mapping[str, str] | None,
    not_excluded: bool,
    at: datetime,
) -> Reward:
    """Ask for the money with an agreed password, or with an account that only payers can read."""
    if (password is None) == (account is None):
        raise ClaimIncomplete
    report = await find_report(tx, proof=proof, receipt_key=receipt_key)
    reward = await rewards.of_report(tx, report.id)
    if reward is None:
        raise NoRewardDue(reason="none_yet")
    pay_by = PayBy.PASSWORD if password is not None else PayBy.ACCOUNT
    changed = reward.claim(
        pay_by=pay_by,
        not_excluded=not_excluded,
        at=at,
        today=today(at),
        term_binds=await _term_binds(tx, reward),
    )
    claim = Claim(
        number=str(changed.claim_number),
        reward_id=changed.id,
        password_hash=await password_hash(password) if password is not None else None,
        accounts=await _sealed_account(tx, changed, account) if account is not None else {},
    )
    await rewards.save(tx, changed)
    await rewards.put_claim(tx, claim)
    await note(tx, reward, changed, action="claim", by=ANONYMOUS, at=at)
    return changed


async def read_claim(
    tx: Session, *, number: str, opened: OpenKey | None
) -> tuple[Reward, dict[str, str] | None]:
    """Show the counter a claim; the account too, to a payer whose key is open."""
    claim = await rewards.get_claim(tx, number)
    if claim is None:
        raise ClaimUnknown
    reward = await rewards.get(tx, claim.reward_id)
    account = None
    if opened is not None and opened.purpose is Purpose.PAYER:
        locked = claim.accounts.get(str(opened.id))
        if locked is not None:
            account = sealing.unseal_words(opened.private, sealing.from_text(locked))
    return reward, account


async def pay_claim(
    tx: Session,
    *,
    number: str,
    password: str | None,
    source: Source,
    voucher: str,
    by: audit.Actor,
    at: datetime,
) -> Reward | None:
    """Hand the money out and book it. None if number and password do not fit.

    A wrong password is counted, and so the transaction must stand: this returns rather than
    raises. Raise `RuleToConfirm` while a rule behind the sum is still to be confirmed, and
    `FundOverdrawn` if the fund holds less.
    """
    claim = await _fitting(tx, number=number, password=password, at=at)
    if claim is None:
        return None
    reward = await rewards.get(tx, claim.reward_id)
    handlers = await reports.handlers_of(tx, reward.report_id)
    changed = reward.pay(by=by.id, handlers=handlers, at=at, voucher=voucher)
    for code, version in reward.rules:
        must_bind(await get_rule(tx, code, version))
    fund = await funds.get(tx, year=today(at).year, source=source)
    transfer = Transfer(
        id=new_id(),
        fund_id=fund.id,
        kind=TransferKind.PAYOUT,
        amount=reward.amount,
        document=voucher,
        reward_id=reward.id,
        by=by.id,
        at=at,
    )
    await funds.book(tx, transfer)
    await rewards.save(tx, changed)
    await emit(tx, RewardPaid(reward_id=reward.id, amount=f"{reward.amount:.2f}", at=at))
    await note(tx, reward, changed, action="pay", by=by, at=at)
    return changed


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


async def _sealed_account(
    tx: Session, reward: Reward, account: Mapping[str, str]
) -> dict[str, str]:
    payers = await keys.active(tx, Purpose.PAYER, area=reward.area)
    if not payers:
        raise PayersNotReady
    return {
        str(payer.id): sealing.to_text(sealing.seal_words(payer.public_key, dict(account)))
        for payer in payers
    }


async def _fitting(tx: Session, *, number: str, password: str | None, at: datetime) -> Claim | None:
    """Find the claim; count a wrong password, and stay shut for a while after several."""
    claim = await rewards.get_claim(tx, number)
    if claim is not None and claim.password_hash is None:
        return claim if password is None else None
    fits = await password_fits(claim.password_hash if claim else None, password or "")
    if claim is None:
        return None
    if claim.closed_until is not None and at < claim.closed_until:
        return None
    if fits:
        return claim
    failures = claim.failures + 1
    wait: timedelta = wait_after(failures)
    await rewards.note_failure(
        tx, number, failures=failures, closed_until=at + wait if wait else None
    )
    return None
