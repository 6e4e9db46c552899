"""Write down and pass on what happened to a certificate."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chassis import audit
from chassis.db import Session
from contracts.codes import CertificateRegime

from training_records.domain.certificate import Certificate


async def note(
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


def named(held: Certificate) -> dict[str, Any]:
    """What every event on a certificate carries."""
    return {
        "certificate_id": held.id,
        "person_id": held.person_id,
        "regime": CertificateRegime(held.regime.value),
    }
