"""The reporter says how he fares: punished for reporting, or left in peace."""

from chassis.http import ApiRouter, Now, Tx
from chassis.problems import documented
from law.rules import basis, in_force

from reporting_whistleblower.domain.callback import Callback
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import ReceiptGuard, ReceiptKey
from reporting_whistleblower.routes.receipts import proof_of
from reporting_whistleblower.schemas.protection import (
    CallbackAnswerIn,
    CallbackAnswerOut,
    RetaliationIn,
    RetaliationOut,
)
from reporting_whistleblower.use_cases import callbacks, retaliation
from reporting_whistleblower.use_cases.clocks import today

router = ApiRouter(prefix="/v1/receipts", tags=["receipts"], dependencies=[ReceiptGuard])


@router.post(
    "/retaliation",
    status_code=201,
    response_model=RetaliationOut,
    summary="打击报复申诉 Say that one is punished for reporting",
    responses=documented(MESSAGES, "receipt_unknown", "retaliation_open"),
)
async def claim_retaliation(
    said: RetaliationIn, tx: Tx, now: Now, receipt_key: ReceiptKey
) -> RetaliationOut:
    claim = await retaliation.claim_retaliation(
        tx,
        proof=await proof_of(tx, said),
        receipt_key=receipt_key,
        acts=tuple(said.acts),
        text=said.text,
        inquiry=said.inquiry,
        at=now,
    )
    rule = await in_force(tx, "protection.retaliation", on=today(now))
    return RetaliationOut(status=claim.status, inquiry=claim.inquiry, basis=basis(rule))


@router.post(
    "/callback",
    response_model=CallbackAnswerOut,
    summary="回答回访 Answer the call-back",
    responses=documented(MESSAGES, "receipt_unknown", "no_callback"),
)
async def answer_callback(
    said: CallbackAnswerIn, tx: Tx, now: Now, receipt_key: ReceiptKey
) -> Callback:
    return await callbacks.answer_callback(
        tx,
        proof=await proof_of(tx, said),
        receipt_key=receipt_key,
        result=said.result,
        text=said.text,
        at=now,
    )
