"""The counter: claims shown, paid, vouched for, and booked back."""

from typing import Annotated

from chassis.http import ApiRouter, Caller, Lang, Now, Tx
from chassis.problems import documented
from fastapi import Path, Response

from reporting_whistleblower.domain.reward import Status
from reporting_whistleblower.domain.yuan_words import in_words
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import MaybeOpened, refused
from reporting_whistleblower.schemas.claims import ClaimOut, PayIn, RecoverIn, VoucherOut
from reporting_whistleblower.use_cases import paying

router = ApiRouter(prefix="/v1/claims/{number}", tags=["claims"])
Number = Annotated[str, Path(pattern=r"^[0-9]{11}$")]


@router.get(
    "",
    response_model=ClaimOut,
    summary="领奖信息 What the counter needs, and nothing of the report",
    responses=documented(MESSAGES, "claim_unknown"),
)
async def read_claim(number: Number, tx: Tx, opened: MaybeOpened) -> ClaimOut:
    return _claim(await paying.read_claim(tx, number=number, opened=opened))


@router.post(
    "/pay",
    response_model=ClaimOut,
    summary="支付 Pay out as a third person, against the agreed password or to the account",
    responses=documented(
        MESSAGES,
        "claim_unknown",
        "illegal_move",
        "self_approval",
        "rule_to_confirm",
        "fund_overdrawn",
        "fund_unknown",
    ),
)
async def pay_claim(
    *, number: Number, said: PayIn, tx: Tx, caller: Caller, now: Now, language: Lang
) -> ClaimOut | Response:
    paid = await paying.pay_claim(
        tx,
        number=number,
        password=said.password,
        source=said.source,
        voucher=said.voucher,
        by=caller,
        at=now,
    )
    return refused("claim_unknown", language) if paid is None else _claim(paid)


@router.get(
    "/voucher",
    response_model=VoucherOut,
    summary="付款凭证 The payment voucher of a paid claim",
    responses=documented(MESSAGES, "claim_unknown", "illegal_move"),
)
async def read_voucher(number: Number, tx: Tx) -> VoucherOut:
    found = await paying.read_voucher(tx, number=number)
    claim, reward, fund = found.claim, found.reward, found.fund
    assert fund is not None  # noqa: S101 - what was paid came from a fund
    return VoucherOut(
        voucher=str(claim.voucher),
        claim_number=claim.number,
        amount=claim.amount,
        amount_in_words=in_words(claim.amount),
        year=fund.year,
        source=fund.source,
        basis=dict(reward.basis),
        proposed_by=reward.proposed_by,
        approved_by=reward.approved_by,
        paid_by=claim.paid_by,
        paid_at=claim.paid_at,
        recovered=claim.recovered,
    )


@router.post(
    "/recover",
    response_model=ClaimOut,
    summary="追回入账 Book back what was paid wrongly",
    responses=documented(
        MESSAGES, "claim_unknown", "illegal_move", "self_approval", "recovery_too_much"
    ),
)
async def recover_claim(
    *, number: Number, said: RecoverIn, tx: Tx, caller: Caller, now: Now
) -> ClaimOut:
    found = await paying.recover_claim(
        tx, number=number, amount=said.amount, document=said.document, by=caller, at=now
    )
    return _claim(found)


def _claim(found: paying.Counted) -> ClaimOut:
    claim, reward = found.claim, found.reward
    paid = claim.paid_at is not None and reward.status is Status.CLAIMED
    return ClaimOut(
        number=claim.number,
        amount=claim.amount,
        status=Status.PAID if paid else reward.status,
        pay_by=claim.pay_by,
        claim_due_on=reward.claim_due_on,
        account=found.account,
        voucher=claim.voucher,
        recovered=claim.recovered,
    )
