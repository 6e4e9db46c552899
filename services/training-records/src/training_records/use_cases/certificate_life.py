"""Record what becomes of a certificate."""

from datetime import date, datetime
from uuid import UUID

from attachments import NoSuchAttachment, get_attachment
from chassis import audit
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.training import CertificateIssued, CertificateRevoked

from training_records.domain.certificate import (
    CancellationGround,
    Certificate,
    Method,
    ReviewResult,
    RevocationGround,
)
from training_records.domain.refusals import AttachmentUnknown, must_have_come
from training_records.store import certificate as certificates
from training_records.store.law import law as load_law
from training_records.use_cases.telling import named, note


async def verify_certificate(
    tx: Session,
    *,
    certificate_id: UUID,
    method: Method,
    verified_on: date,
    attachment_id: UUID | None,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Certificate:
    """Note that somebody compared it with its source, how, and with which screenshot."""
    before = await _load(tx, certificate_id, sight)
    must_have_come(verified_on, today=date_in_china(at), field="/verified_on")
    await _check_attachment(tx, attachment_id)
    who = str(getattr(by, "id", by))
    held = before.verify(
        method=method, on=verified_on, by=who, attachment=attachment_id, expected=expected
    )
    await certificates.save(tx, held)
    changes = {"verified_on": [before.verified_on, held.verified_on], "method": [None, method]}
    await note(tx, held, "verify", changes, by=by, at=at)
    return held


async def review_certificate(
    tx: Session,
    *,
    certificate_id: UUID,
    reviewed_on: date,
    result: ReviewResult,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Certificate:
    """Record the review (复审) of the old regime."""
    before = await _load(tx, certificate_id, sight)
    must_have_come(reviewed_on, today=date_in_china(at), field="/reviewed_on")
    law = await load_law(tx)
    held = before.review(on=reviewed_on, result=result, law=law, expected=expected)
    await certificates.save(tx, held)
    changes = {"reviewed_on": [before.reviewed_on, reviewed_on], "result": [None, result]}
    await note(tx, held, "review", changes, by=by, at=at)
    return held


async def renew_certificate(
    tx: Session,
    *,
    certificate_id: UUID,
    valid_from: date,
    valid_to: date | None,
    review_due_on: date | None,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Certificate:
    """Record the next term (换证 / 延期), also after a gap."""
    before = await _load(tx, certificate_id, sight)
    law = await load_law(tx)
    held = before.renew(
        valid_from=valid_from,
        valid_to=valid_to,
        review_due_on=review_due_on,
        law=law,
        expected=expected,
    )
    await certificates.save(tx, held)
    await certificates.keep_term(tx, held)
    await note(tx, held, "renew", {"valid_to": [before.valid_to, held.valid_to]}, by=by, at=at)
    await emit(tx, CertificateIssued(**named(held), valid_to=held.valid_to, at=at))
    return held


async def revoke_certificate(
    tx: Session,
    *,
    certificate_id: UUID,
    revoked_on: date,
    ground: RevocationGround,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Certificate:
    """Record that the issuer revoked it (撤销), and let the others know."""
    before = await _load(tx, certificate_id, sight)
    must_have_come(revoked_on, today=date_in_china(at), field="/revoked_on")
    held = before.revoke(on=revoked_on, ground=ground, expected=expected)
    await certificates.save(tx, held)
    await note(
        tx, held, "revoke", {"revoked_on": [None, revoked_on]}, by=by, at=at, why=ground.value
    )
    await emit(tx, CertificateRevoked(**named(held), at=at))
    return held


async def cancel_certificate(
    tx: Session,
    *,
    certificate_id: UUID,
    cancelled_on: date,
    ground: CancellationGround,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Certificate:
    """Record that it was cancelled (注销), and let the others know."""
    before = await _load(tx, certificate_id, sight)
    must_have_come(cancelled_on, today=date_in_china(at), field="/cancelled_on")
    held = before.cancel(on=cancelled_on, ground=ground, expected=expected)
    await certificates.save(tx, held)
    changes = {"cancelled_on": [None, cancelled_on]}
    await note(tx, held, "cancel", changes, by=by, at=at, why=ground.value)
    if not before.withdrawn:
        await emit(tx, CertificateRevoked(**named(held), at=at))
    return held


async def _check_attachment(tx: Session, attachment_id: UUID | None) -> None:
    if attachment_id is None:
        return
    try:
        await get_attachment(tx, attachment_id)
    except NoSuchAttachment as missing:
        raise AttachmentUnknown(field="/attachment_id") from missing


async def _load(tx: Session, certificate_id: UUID, sight: Sight) -> Certificate:
    return (await certificates.get(tx, certificate_id, sight=sight)).certificate
