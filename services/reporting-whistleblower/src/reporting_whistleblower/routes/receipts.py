"""The reporter comes back. Every answer to a wrong receipt is the same."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from chassis.http import CHECK, ApiRouter, Now, Tx
from chassis.problems import documented

from reporting_whistleblower.domain.claim import Claim, Share
from reporting_whistleblower.domain.letters import Letter
from reporting_whistleblower.domain.receipts import normalise
from reporting_whistleblower.domain.refusals import ReceiptUnknown
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.domain.reward import Reward, Status
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import ReceiptGuard, ReceiptKey
from reporting_whistleblower.schemas.receipts import (
    ClaimIn,
    LetterOut,
    MessageIn,
    ObjectionIn,
    ParametersOut,
    ProofIn,
    RewardForReporterOut,
    ShareIn,
    ShareOut,
    StandingOut,
    ThreadOut,
)
from reporting_whistleblower.store import deployment
from reporting_whistleblower.use_cases import claims, receipts, sealing
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(prefix="/v1/receipts", tags=["receipts"])


@router.get(
    "/parameters",
    response_model=ParametersOut,
    summary="查询码参数 How a device derives its keys from the sixteen digits",
)
async def receipt_parameters(tx: Tx) -> ParametersOut:
    how = await deployment.stretching(tx)
    return ParametersOut(
        salt=sealing.to_text(how.salt),
        memory_kib=how.memory_kib,
        passes=how.passes,
        parallelism=how.parallelism,
        length=how.length,
    )


@router.post(
    "",
    dependencies=[ReceiptGuard],
    response_model=ThreadOut,
    openapi_extra=CHECK,
    summary="凭码查询 See where the report stands, its messages and its reward",
    responses=documented(MESSAGES, "receipt_unknown", "work_required"),
)
async def open_receipt(shown: ProofIn, tx: Tx, receipt_key: ReceiptKey) -> ThreadOut:
    thread = await receipts.open_receipt(
        tx, proof=await proof_of(tx, shown), receipt_key=receipt_key
    )
    return _thread(thread)


@router.post(
    "/messages",
    dependencies=[ReceiptGuard],
    status_code=201,
    response_model=StandingOut,
    summary="补充材料 Write to the office, with photographs if there are any",
    responses=documented(
        MESSAGES,
        "receipt_unknown",
        "work_required",
        "upload_unknown",
        "too_many_uploads",
        "not_padded",
    ),
)
async def add_message(said: MessageIn, tx: Tx, now: Now, receipt_key: ReceiptKey) -> Report:
    return await receipts.add_message(
        tx,
        proof=await proof_of(tx, said),
        receipt_key=receipt_key,
        text=said.text,
        sealed_text=sealing.from_text(said.sealed) if said.sealed else None,
        uploads=said.uploads,
        at=now,
    )


@router.post(
    "/withdraw",
    dependencies=[ReceiptGuard],
    response_model=StandingOut,
    summary="撤回举报 Take the report back before it is answered",
    responses=documented(MESSAGES, "receipt_unknown", "work_required", "illegal_move"),
)
async def withdraw_report(shown: ProofIn, tx: Tx, now: Now, receipt_key: ReceiptKey) -> Report:
    return await receipts.withdraw_report(
        tx, proof=await proof_of(tx, shown), receipt_key=receipt_key, at=now
    )


@router.post(
    "/objection",
    dependencies=[ReceiptGuard],
    response_model=StandingOut,
    summary="提出异议 Ask for a re-examination within the time the rule gives",
    responses=documented(MESSAGES, "receipt_unknown", "work_required", "illegal_move", "too_late"),
)
async def object_to_conclusion(
    said: ObjectionIn, tx: Tx, now: Now, receipt_key: ReceiptKey
) -> Report:
    return await receipts.object_to_conclusion(
        tx, proof=await proof_of(tx, said), receipt_key=receipt_key, reason=said.reason, at=now
    )


@router.post(
    "/claim",
    dependencies=[ReceiptGuard],
    response_model=RewardForReporterOut,
    summary="领取奖励 Agree a password for the counter, or name an account",
    responses=documented(
        MESSAGES,
        "receipt_unknown",
        "work_required",
        "no_reward_due",
        "claim_incomplete",
        "split_wrong",
        "declaration_required",
    ),
)
async def claim_reward(
    said: ClaimIn, tx: Tx, now: Now, receipt_key: ReceiptKey
) -> RewardForReporterOut:
    ways = [said.password, said.account]
    whole = _share(said, amount=Decimal(0)) if any(way is not None for way in ways) else None
    reward, shares = await claims.claim_reward(
        tx,
        proof=await proof_of(tx, said),
        receipt_key=receipt_key,
        whole=whole,
        shares=[_share(share, amount=share.amount) for share in said.shares],
        not_excluded=said.not_excluded,
        at=now,
    )
    return _reward(reward, shares)


def _share(said: ClaimIn | ShareIn, *, amount: Decimal) -> Share:
    account = said.account.model_dump() if said.account else None
    return Share(amount=amount, password=said.password, account=account)


async def proof_of(tx: Tx, shown: ProofIn) -> receipts.Proof:
    code = normalise(shown.receipt_code) if shown.receipt_code is not None else None
    if code is None and shown.receipt_verifier is None:
        raise ReceiptUnknown
    return await receipts.prove(
        tx,
        code=code,
        verifier=sealing.from_text(shown.receipt_verifier) if shown.receipt_verifier else None,
        thread_key=sealing.from_text(shown.thread_key) if shown.thread_key else None,
    )


def _thread(thread: receipts.Thread) -> ThreadOut:
    report = thread.report
    visible = thread.reward if thread.reward and thread.reward.status in _TOLD else None
    return ThreadOut(
        status=report.status,
        category=report.category,
        received_on=today(report.received_at).isoformat(),
        accepted_on=_day(report.accepted_at),
        due_on=_iso(report.due_on),
        refusal_ground=report.refusal_ground,
        conclusion=report.conclusion,
        concluded_on=_day(report.concluded_at),
        objection_last_day=_iso(thread.objection_last_day),
        what=str(thread.content.get("what", "")) if thread.content is not None else None,
        sealed_key=sealing.to_text(thread.sealed_key),
        public_key=sealing.to_text(thread.public_key),
        letters=[_letter(letter, text) for letter, text in thread.letters],
        reward=_reward(visible, thread.claims) if visible else None,
    )


# A proposal is the office's own business until somebody approved it.
_TOLD = frozenset(Status) - {Status.PROPOSED, Status.DECLINED}


def _letter(letter: Letter, text: str | None) -> LetterOut:
    return LetterOut(
        author=letter.author,
        topic=letter.topic,
        on=today(letter.written_at).isoformat(),
        text=text,
        sealed=None if text is not None else sealing.to_text(letter.sealed),
    )


def _reward(reward: Reward, shares: Sequence[Claim]) -> RewardForReporterOut:
    return RewardForReporterOut(
        status=reward.status,
        kind=reward.kind,
        amount=reward.amount,
        basis=dict(reward.basis),
        claim_number=reward.claim_number,
        claim_due_on=_iso(reward.claim_due_on),
        pay_by=reward.pay_by,
        shares=[
            ShareOut(
                number=share.number,
                amount=share.amount,
                pay_by=share.pay_by,
                paid=share.paid_at is not None,
            )
            for share in shares
        ],
    )


def _day(at: datetime | None) -> str | None:
    return today(at).isoformat() if at else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
