"""The counter pays, and books back what was paid wrongly. It never learns anything of a report."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from contracts.reports import RewardPaid
from law.rules import must_bind
from law.rules.store import get as get_rule

from reporting_whistleblower.domain.claim import Claim
from reporting_whistleblower.domain.fund import Fund, Source, Transfer, TransferKind
from reporting_whistleblower.domain.keys import OpenKey, Purpose, wait_after
from reporting_whistleblower.domain.refusals import ClaimUnknown, IllegalMove
from reporting_whistleblower.domain.reward import Reward
from reporting_whistleblower.store import claims, funds, rewards
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.rewards import handlers_of, note
from reporting_whistleblower.use_cases.stretching import password_fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A claim at the counter, with the reward it is of and, for an open key, the account."""

    claim: Claim
    reward: Reward
    account: dict[str, str] | None = None
    fund: Fund | None = None


async def read_claim(tx: Session, *, number: str, opened: OpenKey | None) -> Counted:
    """Show the counter a claim; the account too, to a payer whose key is open."""
    claim, reward = await _claim(tx, number)
    account = None
    if opened is not None and opened.purpose is Purpose.PAYER:
        locked = claim.accounts.get(str(opened.id))
        if locked is not None:
            account = sealing.unseal_words(opened.private, sealing.from_text(locked))
    return Counted(claim=claim, reward=reward, account=account)


async def read_voucher(tx: Session, *, number: str) -> Counted:
    """What the payment voucher says. Raise `IllegalMove` if nothing was paid yet."""
    claim, reward = await _claim(tx, number)
    if claim.paid_at is None:
        raise IllegalMove(status=reward.status.value, move="print_voucher")
    return Counted(claim=claim, reward=reward, fund=await funds.paid_from(tx, number))


async def pay_claim(
    tx: Session,
    *,
    number: str,
    password: str | None,
    source: Source,
    voucher: str,
    by: audit.Actor,
    at: datetime,
) -> Counted | None:
    """Hand the money out and book it. None if number and password do not fit.

    A wrong password is counted, and so the transaction must stand: this returns rather than
    raises. Raise `RuleToConfirm` while a rule behind the sum is still to be confirmed, and
    `FundOverdrawn` if the fund holds less.
    """
    claim = await _fitting(tx, number=number, password=password, at=at)
    if claim is None:
        return None
    # Locked: of two shares paid at once the second sees that it is the last.
    reward = await rewards.get(tx, claim.reward_id, for_update=True)
    open_shares = [one for one in await claims.of_reward(tx, reward.id) if one.paid_at is None]
    last = [one.number for one in open_shares] == [number]
    handlers = await handlers_of(tx, reward)
    changed = reward.pay(by=by.id, handlers=handlers, at=at, voucher=voucher, last=last)
    paid = claim.pay(by=by.id, at=at, voucher=voucher)
    for code, version in reward.rules:
        must_bind(await get_rule(tx, code, version))
    fund = await funds.get(tx, year=today(at).year, source=source)
    await funds.book(
        tx, _transfer(TransferKind.PAYOUT, paid, fund, paid.amount, voucher, by=by, at=at)
    )
    await claims.save(tx, paid)
    await rewards.save(tx, changed)
    if last:
        await emit(tx, RewardPaid(reward_id=reward.id, amount=f"{reward.amount:.2f}", at=at))
    await note(tx, reward, changed, action="pay", by=by, at=at)
    return Counted(claim=paid, reward=changed)


async def recover_claim(
    tx: Session,
    *,
    number: str,
    amount: Decimal,
    document: str,
    by: audit.Actor,
    at: datetime,
) -> Counted:
    """Book back what was paid wrongly, into the fund it came from.

    Raise `RecoveryTooMuch` beyond what was paid, `IllegalMove` where nobody ordered it back.
    """
    claim, _ = await _claim(tx, number)
    reward = await rewards.get(tx, claim.reward_id, for_update=True)
    returned = claim.recover(amount)
    others = [one for one in await claims.of_reward(tx, reward.id) if one.number != number]
    whole = not any(one.kept for one in [*others, returned])
    changed = reward.recover(by=by.id, whole=whole)
    fund = await funds.paid_from(tx, number)
    await funds.book(
        tx, _transfer(TransferKind.RECOVERY, claim, fund, amount, document, by=by, at=at)
    )
    await claims.save(tx, returned)
    await rewards.save(tx, changed)
    await note(tx, reward, changed, action="recover", by=by, at=at, why=document)
    return Counted(claim=returned, reward=changed)


def _transfer(
    kind: TransferKind,
    claim: Claim,
    fund: Fund,
    amount: Decimal,
    document: str,
    *,
    by: audit.Actor,
    at: datetime,
) -> Transfer:
    return Transfer(
        id=new_id(),
        fund_id=fund.id,
        kind=kind,
        amount=amount,
        document=document,
        reward_id=claim.reward_id,
        claim_number=claim.number,
        by=by.id,
        at=at,
    )


async def _claim(tx: Session, number: str) -> tuple[Claim, Reward]:
    claim = await claims.get(tx, number)
    if claim is None:
        raise ClaimUnknown
    return claim, await rewards.get(tx, claim.reward_id)


async def _fitting(tx: Session, *, number: str, password: str | None, at: datetime) -> Claim | None:
    """Find the claim; count a wrong password, and stay shut for a while after several."""
    claim = await claims.get(tx, number)
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
    await claims.note_failure(
        tx, number, failures=failures, closed_until=at + wait if wait else None
    )
    return None
