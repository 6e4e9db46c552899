"""What becomes of a certificate: verified, reviewed, renewed, revoked, cancelled."""

from uuid import UUID

from chassis.clock import date_in_china
from chassis.db import Session
from chassis.http import ApiRouter, Caller, IfMatch, Now, Sight, Tx, tagged
from chassis.identity import Principal
from chassis.problems import documented
from fastapi import Response

from training_records.domain.certificate import Certificate
from training_records.messages import MESSAGES
from training_records.routes.showing import named_in_full
from training_records.schemas.certificate import (
    CancelIn,
    CertificateOut,
    RenewIn,
    ReviewIn,
    RevokeIn,
    VerifyIn,
)
from training_records.store import certificate as certificates
from training_records.store.law import law as load_law
from training_records.use_cases import certificate_life as use_cases

router = ApiRouter(prefix="/v1/certificates/{certificate_id}", tags=["certificates"])


@router.post(
    "/verify",
    response_model=CertificateOut,
    responses=documented(MESSAGES, "attachment_unknown", "date_ahead"),
    summary="Note that it was compared with its source, how and when",
)
async def verify_certificate(
    certificate_id: UUID,
    body: VerifyIn,
    response: Response,
    *,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> CertificateOut:
    held = await use_cases.verify_certificate(
        tx,
        certificate_id=certificate_id,
        method=body.method,
        verified_on=body.verified_on,
        attachment_id=body.attachment_id,
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, await _shown(tx, caller, sight, held, now))


@router.post(
    "/review",
    response_model=CertificateOut,
    responses=documented(MESSAGES, "review_not_required", "certificate_withdrawn", "date_ahead"),
    summary="Record the review of a certificate of the old regime",
)
async def review_certificate(
    certificate_id: UUID,
    body: ReviewIn,
    response: Response,
    *,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> CertificateOut:
    held = await use_cases.review_certificate(
        tx,
        certificate_id=certificate_id,
        reviewed_on=body.reviewed_on,
        result=body.result,
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, await _shown(tx, caller, sight, held, now))


@router.post(
    "/renew",
    response_model=CertificateOut,
    responses=documented(MESSAGES, "renewal_not_later", "term_too_long", "certificate_withdrawn"),
    summary="Record the next term",
)
async def renew_certificate(
    certificate_id: UUID,
    body: RenewIn,
    response: Response,
    *,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> CertificateOut:
    held = await use_cases.renew_certificate(
        tx,
        certificate_id=certificate_id,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        review_due_on=body.review_due_on,
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, await _shown(tx, caller, sight, held, now))


@router.post(
    "/revoke",
    response_model=CertificateOut,
    responses=documented(MESSAGES, "certificate_withdrawn", "date_ahead", "dates_disordered"),
    summary="Record that its issuer revoked it",
)
async def revoke_certificate(
    certificate_id: UUID,
    body: RevokeIn,
    response: Response,
    *,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> CertificateOut:
    held = await use_cases.revoke_certificate(
        tx,
        certificate_id=certificate_id,
        revoked_on=body.revoked_on,
        ground=body.ground,
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, await _shown(tx, caller, sight, held, now))


@router.post(
    "/cancel",
    response_model=CertificateOut,
    responses=documented(MESSAGES, "certificate_withdrawn", "date_ahead", "dates_disordered"),
    summary="Record that it was cancelled",
)
async def cancel_certificate(
    certificate_id: UUID,
    body: CancelIn,
    response: Response,
    *,
    expected: IfMatch,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
) -> CertificateOut:
    held = await use_cases.cancel_certificate(
        tx,
        certificate_id=certificate_id,
        cancelled_on=body.cancelled_on,
        ground=body.ground,
        expected=expected,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, await _shown(tx, caller, sight, held, now))


async def _shown(
    tx: Session, caller: Principal, sight: Sight, held: Certificate, now: Now
) -> CertificateOut:
    found = await certificates.get(tx, held.id, sight=sight)
    named = await named_in_full(tx, caller, {held.person_id})
    law = await load_law(tx)
    return CertificateOut.of(
        found, law=law, as_of=date_in_china(now), in_full=held.person_id in named
    )
