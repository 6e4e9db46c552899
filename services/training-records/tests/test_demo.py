"""The demonstration: believable, in every state, and the same for the same day."""

from collections import Counter
from datetime import date, datetime

import pytest
from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.sight import everything
from chassis.testing import emitted
from contracts.training import CertificateExpiring, CertificateIssued, CertificateLapsed
from sqlalchemy import select, text
from training_records.demo import seed
from training_records.demo.roster import NOWHERE, roster
from training_records.domain.standing import Status
from training_records.store import coverage
from training_records.store.law import law as load_law
from training_records.store.standing import StandingSql
from training_records.store.vault import Vault
from training_records.tables import certificate


@pytest.mark.parametrize("on", [date(2026, 11, 25), date(2026, 3, 4)])
async def test_every_state_is_there_and_most_are_good(tx: Session, vault: Vault, on: date) -> None:
    await seed(tx, on=on, vault=vault)

    law = await load_law(tx)
    sql = StandingSql(law, on)
    found = Counter(await tx.scalars(select(sql.status).select_from(certificate)))
    wanted = coverage.Filter(as_of=on)
    met, needs = await coverage.share(tx, sight=everything(), law=law, wanted=wanted)
    lapses = await emitted(tx, CertificateLapsed)
    assert await tx.scalar(text("SELECT count(*) FROM person")) == 400
    assert 280 <= found.total() <= 320
    assert set(found) == {*Status}
    assert 0.8 < met / needs < 0.95
    assert 3 <= len(lapses) <= 12
    assert len(await emitted(tx, CertificateExpiring)) >= 5
    assert len(await emitted(tx, CertificateIssued)) == found.total()
    assert {lapse.at.astimezone(SHANGHAI).date() for lapse in lapses} == {on}
    await nothing_lies_ahead(tx, on)


async def nothing_lies_ahead(tx: Session, on: date) -> None:
    """The trail ends with the day, and runs forward."""
    latest = await tx.scalar(text("SELECT max(at) FROM audit_entry"))
    assert isinstance(latest, datetime)
    assert latest.astimezone(SHANGHAI).date() == on
    backwards = text(
        "SELECT count(*) FROM (SELECT at < lag(at) OVER (ORDER BY seq) AS back FROM audit_entry"
        " WHERE by_name = '方授业') AS steps WHERE back"
    )
    assert await tx.scalar(backwards) == 0


def test_nobody_of_them_can_exist() -> None:
    people = [*roster(date(2026, 11, 25))]

    assert people == [*roster(date(2026, 11, 25))]
    assert len({person.identity_number for person in people}) == 400
    assert all(person.identity_number.startswith(NOWHERE) for person in people)
    assert all(person.name.endswith("(演示)") for person in people)
