"""Enter certificates and record what becomes of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.attachments import NoSuchAttachment, get_attachment
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.codes import CertificateRegime
from contracts.training import CertificateIssued, CertificateRevoked
from office.fault import Fault
from office.identifiers import mask_certificate_number, parse_certificate_number

from training_records.domain.catalogue import shipped
from training_records.domain.certificate import (
    CancellationGround,
    Certificate,
    Method,
    Printed,
    ReviewResult,
    RevocationGround,
    Term,
)
from training_records.domain.person import Person
from training_records.domain.refusals import (
    AttachmentUnknown,
    NumberNotOfPerson,
    must_follow,
    must_have_come,
    unreadable,
)
from training_records.domain.regime import Regime
from training_records.domain.sealed import Sealed
from training_records.store import certificate as certificates
from training_records.store import person as people
from training_records.store import vault as vaults
from training_records.store.law import law as load_law
from training_records.store.vault import Vault
from training_records.use_cases.person import IDENTITY

NUMBER: Final = "certificate number"


async def issue_certificate(
    tx: Session,
    *,
    vault: Vault,
    person_id: UUID,
    printed: Printed,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Certificate:
    """Enter a certificate. It is a claim until somebody verifies it."""
    await vaults.insist(tx, vault)
    holder = await people.get(tx, person_id, sight=sight)
    return await enter(tx, vault=vault, holder=holder, printed=printed, by=by, at=at)


async def enter(
    tx: Session, *, vault: Vault, holder: Person, printed: Printed, by: audit.By, at: datetime
) -> Certificate:
    """Enter a certificate of somebody whose file is at hand, and let the others know."""
    today = date_in_china(at)
    must_have_come(printed.issued_on, today=today, field="/issued_on")
    must_follow(printed.valid_from, printed.issued_on, field="/valid_from")
    shipped().check(printed.need, on=printed.issued_on)
    number = seal_number(vault, printed.need.regime, printed.number, holder=holder, on=today)
    law = await load_law(tx)
    term = Term.of(
        printed.need.regime, printed.valid_from, printed.valid_to, printed.review_due_on, law
    )
    held = Certificate(
        id=new_id(),
        person_id=holder.id,
        regime=printed.need.regime,
        item=printed.need.item,
        number=number,
        issuer=printed.issuer,
        issued_on=printed.issued_on,
        valid_since=term.valid_from,
        valid_from=term.valid_from,
        valid_to=term.valid_to,
        review_due_on=term.review_due_on,
    )
    await certificates.add(tx, held)
    await _note(tx, held, "issue", {"valid_to": [None, held.valid_to]}, by=by, at=at)
    await emit(tx, CertificateIssued(**_named(held), valid_to=held.valid_to, at=at))
    return held


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
    await _note(tx, held, "verify", changes, by=by, at=at)
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
    await _note(tx, held, "review", changes, by=by, at=at)
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
    await _note(tx, held, "renew", {"valid_to": [before.valid_to, held.valid_to]}, by=by, at=at)
    await emit(tx, CertificateIssued(**_named(held), valid_to=held.valid_to, at=at))
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
    await _note(
        tx, held, "revoke", {"revoked_on": [None, revoked_on]}, by=by, at=at, why=ground.value
    )
    await emit(tx, CertificateRevoked(**_named(held), at=at))
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
    await _note(tx, held, "cancel", changes, by=by, at=at, why=ground.value)
    if not before.withdrawn:
        await emit(tx, CertificateRevoked(**_named(held), at=at))
    return held


def seal_number(vault: Vault, regime: Regime, written: str, *, holder: Person, on: date) -> Sealed:
    """Raise `NumberNotOfPerson` unless a special operator's number is the holder's own."""
    if regime is not Regime.SPECIAL_OPERATION:
        number = "".join(written.split()).upper()
        return vault.seal(number, what=NUMBER, mask=mask_certificate_number(number))
    try:
        found = parse_certificate_number(written, on=on)
    except Fault as fault:
        raise unreadable(fault.code, fault.facts, field="/number") from fault
    if vault.digest(found.identity.value, what=IDENTITY) != holder.identity.digest:
        raise NumberNotOfPerson(field="/number")
    return vault.seal(found.value, what=NUMBER, mask=str(found))


async def _check_attachment(tx: Session, attachment_id: UUID | None) -> None:
    if attachment_id is None:
        return
    try:
        await get_attachment(tx, attachment_id)
    except NoSuchAttachment as missing:
        raise AttachmentUnknown(field="/attachment_id") from missing


async def _load(tx: Session, certificate_id: UUID, sight: Sight) -> Certificate:
    return (await certificates.get(tx, certificate_id, sight=sight)).certificate


async def _note(
    tx: Session,
    held: Certificate,
    action: str,
    changes: Mapping[str, object],
    *,
    by: audit.By,
    at: datetime,
    why: str | None = None,
) -> None:
    await audit.record(
        tx, by=by, at=at, action=action, what="certificate", id=held.id, why=why, changes=changes
    )


def _named(held: Certificate) -> dict[str, object]:
    return {
        "certificate_id": held.id,
        "person_id": held.person_id,
        "regime": CertificateRegime(held.regime.value),
    }
