"""Reports arrive, from anybody."""

from uuid import UUID

from chassis.http import ApiRouter, Now, Tx
from chassis.ids import new_id
from chassis.problems import documented
from fastapi import Request

from reporting_whistleblower.domain.posters import PosterUnknown
from reporting_whistleblower.domain.questions import checked
from reporting_whistleblower.domain.report import Channel
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.asking import IntakeGuard, ReceiptKey
from reporting_whistleblower.schemas.intake import FiledOut, NewReport, Reported, SealedReport
from reporting_whistleblower.store import posters, vault
from reporting_whistleblower.store.questions import questions
from reporting_whistleblower.use_cases import device, receiving, sealing
from reporting_whistleblower.use_cases.clocks import today
from reporting_whistleblower.use_cases.proofs import filing_proof

router = ApiRouter(tags=["reports"])
TAKEN = ("reception_closed", "vault_closed", "receipt_taken", "identity_taken", "work_required")


@router.post(
    "/v1/reports",
    status_code=201,
    response_model=FiledOut,
    dependencies=[IntakeGuard],
    summary="举报 Report a hazard or a violation, with or without a name",
    responses=documented(
        MESSAGES, *TAKEN, "upload_unknown", "answer_unfitting", "answer_missing", "poster_unknown"
    ),
)
async def receive_report(
    new: NewReport, tx: Tx, now: Now, receipt_key: ReceiptKey, request: Request
) -> FiledOut:
    area, unit_id, channel = new.area or "", new.unit_id, Channel.WEB
    if new.poster is not None:
        poster = await posters.by_code(tx, new.poster)
        if poster is None:
            raise PosterUnknown(field="/poster")
        area, unit_id, channel = new.area or poster.area, unit_id or poster.unit_id, Channel.POSTER
    report = incoming(new, area=area, unit_id=unit_id, channel=channel, receipt=_receipt(new))
    filed = await receiving.receive_report(tx, new=report, receipt_key=receipt_key, at=now)
    return filed_out(filed, report, request)


@router.post(
    "/v1/reports/sealed",
    status_code=201,
    response_model=FiledOut,
    dependencies=[IntakeGuard],
    summary="加密举报 Report with words that the sender's own device sealed",
    responses=documented(MESSAGES, *TAKEN, "keys_changed", "not_padded"),
)
async def receive_sealed_report(
    new: SealedReport, tx: Tx, now: Now, receipt_key: ReceiptKey, request: Request
) -> FiledOut:
    words = device.SealedWords(
        public_key=sealing.from_text(new.public_key),
        thread_sealed_key=sealing.from_text(new.thread_sealed_key),
        content=sealing.from_text(new.content),
        shares={key_id: sealing.from_text(key) for key_id, key in new.shares.items()},
    )
    report = receiving.NewReport(
        category=new.category,
        content={"sealed": new.content},
        area=new.area,
        unit_id=new.unit_id,
        wants_reward=new.wants_reward,
        receipt=receiving.Receipt(
            sealing.from_text(new.receipt_verifier), sealing.from_text(new.thread_public_key)
        ),
        sealed=words,
        sealed_identity=_identity(new),
    )
    filed = await receiving.receive_report(tx, new=report, receipt_key=receipt_key, at=now)
    return filed_out(filed, report, request)


def incoming(
    new: Reported,
    *,
    area: str,
    unit_id: UUID | None,
    channel: Channel,
    receipt: receiving.Receipt | None,
) -> receiving.NewReport:
    """Raise `AnswerUnfitting` or `AnswerMissing` if an answer is not what was asked for."""
    return receiving.NewReport(
        category=new.category,
        content=_content(new),
        area=area,
        unit_id=unit_id,
        wants_reward=new.wants_reward,
        identity=new.identity.model_dump() if new.identity else None,
        uploads=new.uploads,
        receipt=receipt,
        channel=channel,
    )


def filed_out(filed: receiving.Filed, report: receiving.NewReport, request: Request) -> FiledOut:
    """Tell the sender, with a signed proof that says nothing of what he sent."""
    on = today(filed.report.received_at)
    proof = filing_proof(key=request.app.state.filing_key, said=report.content, on=on)
    return FiledOut(
        receipt_code=filed.receipt_code,
        received_on=on.isoformat(),
        status=filed.report.status,
        proof=proof.statement,
        proof_salt=sealing.to_text(proof.salt),
    )


def _content(new: Reported) -> dict[str, object]:
    """The sender's words: everything that is sealed before it is stored."""
    return {
        "what": new.what,
        "where": new.where,
        "unit_name": new.unit_name,
        "happened_at": new.happened_at.isoformat() if new.happened_at else None,
        "is_employee": new.is_employee,
        "answers": checked(questions(), new.category, new.answers),
    }


def _receipt(new: NewReport) -> receiving.Receipt | None:
    if new.receipt_verifier is None or new.thread_public_key is None:
        return None
    return receiving.Receipt(
        sealing.from_text(new.receipt_verifier), sealing.from_text(new.thread_public_key)
    )


def _identity(new: SealedReport) -> device.SealedIdentity | None:
    if new.identity is None:
        return None
    shares = [
        vault.Share(
            id=new_id(),
            identity_id=new.identity.id,
            first_key_id=share.first_key_id,
            first_half=sealing.from_text(share.first_half),
            second_key_id=share.second_key_id,
            second_half=sealing.from_text(share.second_half),
        )
        for share in new.identity.shares
    ]
    blob = sealing.from_text(new.identity.blob)
    return device.SealedIdentity(id=new.identity.id, blob=blob, shares=shares)
