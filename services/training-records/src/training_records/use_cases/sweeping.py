"""Tell the others what the clock has brought about."""

from datetime import datetime
from typing import Final

from chassis import audit
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.outbox import emit
from contracts.codes import CertificateRegime
from contracts.training import CertificateExpiring, CertificateLapsed

from training_records.store import sweeping
from training_records.store.law import law as load_law

BATCH: Final = 500  # one transaction's worth; what is left over comes with the next run
ACTOR: Final = "sweep"


async def tell_lapsed(tx: Session, *, at: datetime) -> int:
    """Tell of each certificate that ran out at a working post: once for each lapse and unit."""
    law = await load_law(tx)
    on = date_in_china(at)
    lapses = await sweeping.note_lapses(tx, on=on, law=law, at=at, limit=BATCH)
    for lapse in lapses:
        event = CertificateLapsed(
            certificate_id=lapse.certificate_id,
            person_id=lapse.person_id,
            regime=CertificateRegime(lapse.regime.value),
            unit_id=lapse.unit_id,
            area=lapse.area,
            lapsed_on=lapse.lapsed_on,
            at=at,
        )
        await emit(tx, event)
        changes = {"unit_id": [None, lapse.unit_id], "lapsed_on": [None, lapse.lapsed_on]}
        await audit.record(
            tx, by=ACTOR, at=at, action="tell_lapsed", what="certificate",
            id=lapse.certificate_id, changes=changes,
        )  # fmt: skip
    return len(lapses)


async def tell_expiring(tx: Session, *, at: datetime) -> int:
    """Tell of each certificate whose window for review or renewal has opened: once a window."""
    law = await load_law(tx)
    on = date_in_china(at)
    expiries = await sweeping.note_expiries(tx, on=on, law=law, at=at, limit=BATCH)
    for expiry in expiries:
        event = CertificateExpiring(
            certificate_id=expiry.certificate_id,
            person_id=expiry.person_id,
            regime=CertificateRegime(expiry.regime.value),
            due_on=expiry.due_on,
            at=at,
        )
        await emit(tx, event)
    return len(expiries)
