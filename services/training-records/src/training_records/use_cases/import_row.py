"""Take over one row of the national site's answer: only what is not on record yet."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.sight import Sight

from training_records.domain.certificate import (
    CancellationGround,
    Certificate,
    Method,
    ReviewResult,
    RevocationGround,
    needs_review,
)
from training_records.domain.person import Person
from training_records.domain.refusals import HolderUnknown, NameDiffers, NotFound
from training_records.domain.regime import Regime
from training_records.store import certificate as certificates
from training_records.store import person as people
from training_records.store.law import law as load_law
from training_records.store.vault import Vault
from training_records.use_cases import certificate as use_cases
from training_records.use_cases import certificate_life as life
from training_records.use_cases.national_sheet import Checked, NationalStatus
from training_records.use_cases.person import IDENTITY


class Outcome(StrEnum):
    """What a row did."""

    ENTERED = "entered"
    CORRECTED = "corrected"
    RENEWED = "renewed"
    REVIEWED = "reviewed"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Who imports, when, and by what right."""

    vault: Vault
    checked_on: date
    sight: Sight
    by: audit.By
    at: datetime


async def record_row(tx: Session, found: Checked, order: Import) -> Outcome:
    """Bring the records up to what the site said, and say the most that happened."""
    digest = order.vault.digest(found.number.value, what=use_cases.NUMBER)
    standing = await certificates.standing_by_number(
        tx, regime=Regime.SPECIAL_OPERATION, item=found.item, digest=digest
    )
    withdrawn = found.status is not NationalStatus.STANDS
    if (
        standing is None
        and withdrawn
        and await certificates.withdrawn_known(
            tx, item=found.item, digest=digest, valid_to=found.printed.valid_to
        )
    ):
        return Outcome.UNCHANGED
    held, outcome = await _brought_up(tx, found, standing, order)
    for step, result in ((_reviewed, Outcome.REVIEWED), (_verified, Outcome.VERIFIED)):
        changed = await step(tx, found, held, order)
        if changed is not None:
            held = changed
            outcome = result if outcome is Outcome.UNCHANGED else outcome
    return Outcome.WITHDRAWN if await _withdrawn(tx, found, held, order) else outcome


async def _brought_up(
    tx: Session, found: Checked, standing: Certificate | None, order: Import
) -> tuple[Certificate, Outcome]:
    """Enter a certificate that is not on record; renew one whose term is a newer one."""
    if standing is None:
        holder = await _holder(tx, found, order)
        held = await use_cases.enter(
            tx, vault=order.vault, holder=holder, printed=found.printed, by=order.by, at=order.at
        )
        return held, Outcome.ENTERED
    await _in_sight(tx, standing.person_id, order)
    if standing.valid_to == found.printed.valid_to:
        return standing, Outcome.UNCHANGED
    if standing.verified_on is None and standing.valid_from == found.printed.valid_from:
        # A claim that was copied wrongly: the site knows better.
        held = await use_cases.correct_certificate(
            tx,
            certificate_id=standing.id,
            printed=found.printed,
            expected=standing.version,
            sight=order.sight,
            by=order.by,
            at=order.at,
        )
        return held, Outcome.CORRECTED
    held = await life.renew_certificate(
        tx,
        certificate_id=standing.id,
        valid_from=found.printed.valid_from,
        valid_to=found.printed.valid_to,
        review_due_on=found.printed.review_due_on,
        expected=standing.version,
        sight=order.sight,
        by=order.by,
        at=order.at,
    )
    return held, Outcome.RENEWED


async def _holder(tx: Session, found: Checked, order: Import) -> Person:
    """Raise `HolderUnknown` unless a file in sight has this number, `NameDiffers` for another name."""
    digest = order.vault.digest(found.number.identity.value, what=IDENTITY)
    known = await people.by_digest(tx, digest)
    if known is None:
        raise HolderUnknown(field="/number")
    holder = await _in_sight(tx, known.id, order)
    if holder.name != found.name:
        raise NameDiffers(field="/name")
    return holder


async def _in_sight(tx: Session, person_id: UUID, order: Import) -> Person:
    try:
        return await people.get(tx, person_id, sight=order.sight)
    except NotFound as missing:
        raise HolderUnknown(field="/number") from missing


async def _reviewed(
    tx: Session, found: Checked, held: Certificate, order: Import
) -> Certificate | None:
    """Record a review that is not on record; the new regime knows none, and old dates say nothing."""
    law = await load_law(tx)
    on = found.reviewed_on
    wanted = on is not None and held.valid_from <= on and not held.reviewed
    if on is None or not wanted or not needs_review(held.regime, held.review_due_on, law):
        return None
    return await life.review_certificate(
        tx,
        certificate_id=held.id,
        reviewed_on=on,
        result=ReviewResult.PASSED,
        expected=held.version,
        sight=order.sight,
        by=order.by,
        at=order.at,
    )


async def _verified(
    tx: Session, found: Checked, held: Certificate, order: Import
) -> Certificate | None:
    """Note the check, unless this one or a later one is on record."""
    if held.verified_on is not None and held.verified_on >= found.checked_on:
        return None
    return await life.verify_certificate(
        tx,
        certificate_id=held.id,
        method=Method.NATIONAL_SITE,
        verified_on=found.checked_on,
        attachment_id=None,
        expected=held.version,
        sight=order.sight,
        by=order.by,
        at=order.at,
    )


async def _withdrawn(tx: Session, found: Checked, held: Certificate, order: Import) -> bool:
    """Record that the site calls it revoked or cancelled; the site tells no reason."""
    match found.status:
        case NationalStatus.STANDS:
            return False
        case NationalStatus.REVOKED:
            await life.revoke_certificate(
                tx,
                certificate_id=held.id,
                revoked_on=found.checked_on,
                ground=RevocationGround.OTHER,
                expected=held.version,
                sight=order.sight,
                by=order.by,
                at=order.at,
            )
        case NationalStatus.CANCELLED:
            await life.cancel_certificate(
                tx,
                certificate_id=held.id,
                cancelled_on=found.checked_on,
                ground=CancellationGround.OTHER,
                expected=held.version,
                sight=order.sight,
                by=order.by,
                at=order.at,
            )
    return True
