"""Enter certificates, and correct them as long as nobody verified them."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit
from chassis.sight import Sight
from contracts.training import CertificateIssued
from office.fault import Fault
from office.identifiers import mask_certificate_number, parse_certificate_number

from training_records.domain.catalogue import shipped
from training_records.domain.certificate import Certificate, Dates, Printed, Term
from training_records.domain.person import Person
from training_records.domain.refusals import (
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
from training_records.use_cases.telling import named, note

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
    holder = await people.get(tx, person_id, sight=sight, kept_on=date_in_china(at))
    return await enter(tx, vault=vault, holder=holder, printed=printed, by=by, at=at)


async def enter(
    tx: Session, *, vault: Vault, holder: Person, printed: Printed, by: audit.By, at: datetime
) -> Certificate:
    """Enter a certificate of somebody whose file is at hand, and let the others know."""
    today = date_in_china(at)
    must_have_come(printed.issued_on, today=today, field="/issued_on")
    must_follow(printed.valid_from, printed.issued_on, field="/valid_from")
    need = shipped().coded(printed.need)
    shipped().check(need, on=printed.issued_on)
    number = seal_number(vault, need.regime, printed.number, holder=holder, on=today)
    term = await _term(tx, need.regime, printed)
    held = Certificate(
        id=new_id(),
        person_id=holder.id,
        regime=need.regime,
        item=need.item,
        number=number,
        issuer=printed.issuer,
        issued_on=printed.issued_on,
        valid_since=term.valid_from,
        valid_from=term.valid_from,
        valid_to=term.valid_to,
        review_due_on=term.review_due_on,
    )
    await certificates.add(tx, held)
    await note(tx, held, "issue", {"valid_to": [None, held.valid_to]}, by=by, at=at)
    await emit(tx, CertificateIssued(**named(held), valid_to=held.valid_to, at=at))
    return held


async def correct_certificate(
    tx: Session,
    *,
    certificate_id: UUID,
    printed: Dates,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Certificate:
    """Mend what was copied wrongly from a certificate that nobody has verified yet."""
    before = (await certificates.get(tx, certificate_id, sight=sight)).certificate
    await people.get(tx, before.person_id, sight=sight, kept_on=date_in_china(at))
    must_have_come(printed.issued_on, today=date_in_china(at), field="/issued_on")
    must_follow(printed.valid_from, printed.issued_on, field="/valid_from")
    term = await _term(tx, before.regime, printed)
    held = before.correct(printed=printed, term=term, expected=expected)
    await certificates.save(tx, held)
    await certificates.replace_terms(tx, held)
    changes = {"valid_to": [before.valid_to, held.valid_to]}
    changes |= {"valid_from": [before.valid_from, held.valid_from]}
    await note(tx, held, "correct", changes, by=by, at=at)
    await emit(tx, CertificateIssued(**named(held), valid_to=held.valid_to, at=at))
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


async def _term(tx: Session, regime: Regime, printed: Dates) -> Term:
    law = await load_law(tx)
    return Term.of(regime, printed.valid_from, printed.valid_to, printed.review_due_on, law)
