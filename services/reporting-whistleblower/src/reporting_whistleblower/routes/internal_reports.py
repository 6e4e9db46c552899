"""Workers tell their own unit, by the code on its poster."""

from typing import Annotated

from chassis.http import CHECK, ApiRouter, Lang, Now, Tx
from chassis.problems import documented
from fastapi import Path

from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import ReceiptKey
from reporting_whistleblower.routes.receipts import proof_of
from reporting_whistleblower.schemas.internal import (
    InternalStandingOut,
    PosterPageOut,
    RaisedOut,
    TipFiledOut,
    TipIn,
)
from reporting_whistleblower.schemas.receipts import ProofIn
from reporting_whistleblower.use_cases import internal_reports, sealing
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.receiving import Receipt

router = ApiRouter(prefix="/v1/internal-reports", tags=["internal-reports"])
PosterCode = Annotated[str, Path(pattern=r"^[2-9A-HJKMNP-TV-Z]{12}$", examples=["7F3K9QMX2HJC"])]
# Said before anything is written; the threat model says the same.
CONFIDENTIALITY = {
    "zh": "您写的内容由本单位负责人阅读;不问姓名,不记录手机和地址。重大隐患逾期未答复,或您随时要求,将转为向主管部门的举报,"
    "单位不会得知是谁、何时要求的。若担心单位从内容猜出您,请直接向主管部门举报。",
    "en": "The head of your unit reads what you write; nobody asks your name, nothing of your device is kept. A grave hazard "
    "that is not answered in time, or whenever you ask, becomes a report to the authority; your unit does not learn who asked, "
    "or when. If your unit could guess you from the words, report to the authority instead.",
}


@router.get(
    "/posters/{code}",
    response_model=PosterPageOut,
    summary="扫码页 Whose poster this is, and what the unit will know",
    responses=documented(MESSAGES, "scheme_unknown"),
)
async def read_scheme_poster(code: PosterCode, tx: Tx, language: Lang) -> PosterPageOut:
    _, name = await internal_reports.poster(tx, code)
    return PosterPageOut(unit_name=name, confidentiality=CONFIDENTIALITY[language])


@router.post(
    "",
    status_code=201,
    response_model=TipFiledOut,
    summary="向本单位报告 Tell one's unit of a hazard or an idea, without a name",
    responses=documented(MESSAGES, "scheme_unknown", "reception_closed", "receipt_taken"),
)
async def receive_internal_report(
    said: TipIn, tx: Tx, now: Now, receipt_key: ReceiptKey
) -> TipFiledOut:
    tip = internal_reports.Tip(
        code=said.code,
        kind=said.kind,
        grave=said.grave,
        content={"what": said.what, "where": said.where},
        receipt=_receipt(said),
    )
    taken = await internal_reports.receive_internal_report(
        tx, tip=tip, receipt_key=receipt_key, at=now
    )
    return TipFiledOut(
        receipt_code=taken.receipt_code,
        received_on=today(now),
        answer_due_on=taken.due.on,
        basis=taken.due.basis,
    )


@router.post(
    "/receipt",
    response_model=InternalStandingOut,
    openapi_extra=CHECK,
    summary="凭码查询本单位答复 See what the unit answered",
    responses=documented(MESSAGES, "receipt_unknown"),
)
async def open_internal_receipt(
    shown: ProofIn, tx: Tx, receipt_key: ReceiptKey
) -> InternalStandingOut:
    standing = await internal_reports.open_internal_receipt(
        tx, proof=await proof_of(tx, shown), receipt_key=receipt_key
    )
    report = standing.report
    return InternalStandingOut.model_validate(
        {
            "kind": report.kind,
            "status": report.status,
            "outcome": report.outcome,
            "answer": standing.answer,
            "answer_due_on": report.answer_due_on,
            "rose": report.rose_at is not None,
            "rewards": standing.rewards,
        }
    )


@router.post(
    "/raise",
    response_model=RaisedOut,
    summary="转报主管部门 Turn to the authority; the unit does not learn of it",
    responses=documented(MESSAGES, "receipt_unknown", "already_raised", "illegal_move"),
)
async def raise_internal_report(
    shown: ProofIn, tx: Tx, now: Now, receipt_key: ReceiptKey
) -> RaisedOut:
    await internal_reports.raise_internal_report(
        tx, proof=await proof_of(tx, shown), receipt_key=receipt_key, at=now
    )
    return RaisedOut(rose=True)


def _receipt(said: TipIn) -> Receipt | None:
    if said.receipt_verifier is None or said.thread_public_key is None:
        return None
    return Receipt(
        sealing.from_text(said.receipt_verifier), sealing.from_text(said.thread_public_key)
    )
