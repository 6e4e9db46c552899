"""What happens in the files of the demonstration, one step after another."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from chassis.clock import SHANGHAI
from chassis.db import Session
from chassis.identity import Principal
from chassis.sight import everything
from contracts.demo import demo_id

from training_records.demo.lives import Fate, Life
from training_records.demo.roster import Worker
from training_records.domain.certificate import (
    CancellationGround,
    Certificate,
    Method,
    Printed,
    RevocationGround,
)
from training_records.domain.employment import Employment, Post
from training_records.domain.person import Person
from training_records.domain.regime import Need, Regime
from training_records.store.vault import Vault
from training_records.use_cases import certificate as certificates
from training_records.use_cases import certificate_life as lives
from training_records.use_cases import employment as employments
from training_records.use_cases import person as people

OFFICER: Final = Principal(demo_id("account", 18), "方授业")
ISSUERS: Final = {
    Regime.SPECIAL_OPERATION: "福建省应急管理厅(演示)",
    Regime.PRINCIPAL: "泉州市应急管理局(演示)",
    Regime.SAFETY_MANAGER: "泉州市应急管理局(演示)",
    Regime.SPECIAL_EQUIPMENT: "泉州市市场监督管理局(演示)",
    Regime.FIRE_CONTROL: "消防行业职业技能鉴定指导中心(演示)",
    Regime.CONSTRUCTION: "福建省住房和城乡建设厅(演示)",
}


@dataclass(slots=True)
class Story:
    """One person's file as it grows. Its steps are told in the order of their days.

    What a step leaves for later ones is not there before it.
    """

    worker: Worker
    life: Life | None
    person: Person = field(init=False)
    work: Employment = field(init=False)
    held: Certificate = field(init=False)

    @property
    def dates(self) -> Life:
        """The life of a certificate there is. Raise LookupError if there is none."""
        if self.life is None:
            raise LookupError(self.worker.number)
        return self.life

    @property
    def need(self) -> Need:
        """What its certificate is for. Raise LookupError if the post takes none."""
        if self.worker.need is None:
            raise LookupError(self.worker.number)
        return self.worker.need


Step = Callable[[Session, Vault, Story, datetime], Awaitable[None]]


async def register(tx: Session, vault: Vault, story: Story, at: datetime) -> None:
    worker = story.worker
    post = Post(
        unit_id=demo_id("unit", worker.unit),
        kind=worker.kind,
        post=worker.post,
        needs=(worker.need,) if worker.need else (),
        from_on=worker.from_on,
    )
    story.person, story.work = await people.register_person(
        tx,
        vault=vault,
        name=worker.name,
        identity_number=worker.identity_number,
        phone=worker.phone,
        account_id=worker.account_id,
        post=post,
        sight=everything(),
        by=OFFICER,
        at=at,
    )


async def issue(tx: Session, vault: Vault, story: Story, at: datetime) -> None:
    worker, found, need = story.worker, story.dates, story.need
    special = need.regime is Regime.SPECIAL_OPERATION
    printed = Printed(
        need=need,
        number=f"T{worker.identity_number}" if special else f"YS{worker.number:08d}",
        issuer=ISSUERS[need.regime],
        issued_on=found.valid_from,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
    )
    story.held = await certificates.issue_certificate(
        tx,
        vault=vault,
        person_id=story.person.id,
        printed=printed,
        sight=everything(),
        by=OFFICER,
        at=at,
    )


async def review(tx: Session, _: Vault, story: Story, at: datetime, *, on: date) -> None:
    story.held = await lives.review_certificate(
        tx,
        certificate_id=story.held.id,
        reviewed_on=on,
        result=story.dates.review_result,
        expected=story.held.version,
        sight=everything(),
        by=OFFICER,
        at=at,
    )


async def verify(tx: Session, _: Vault, story: Story, at: datetime) -> None:
    special = story.held.regime is Regime.SPECIAL_OPERATION
    story.held = await lives.verify_certificate(
        tx,
        certificate_id=story.held.id,
        method=Method.NATIONAL_SITE if special else Method.ORIGINAL,
        verified_on=at.astimezone(SHANGHAI).date(),
        attachment_id=None,
        expected=story.held.version,
        sight=everything(),
        by=OFFICER,
        at=at,
    )


async def leave(tx: Session, _: Vault, story: Story, at: datetime, *, on: date) -> None:
    story.work = await employments.end_employment(
        tx,
        employment_id=story.work.id,
        to_on=on,
        expected=story.work.version,
        sight=everything(),
        by=OFFICER,
        at=at,
    )


async def withdraw(tx: Session, _: Vault, story: Story, at: datetime, *, on: date) -> None:
    held = story.held
    if story.dates.fate is Fate.REVOKED:
        story.held = await lives.revoke_certificate(
            tx,
            certificate_id=held.id,
            revoked_on=on,
            ground=RevocationGround.FALSE_INFORMATION,
            expected=held.version,
            sight=everything(),
            by=OFFICER,
            at=at,
        )
    else:
        story.held = await lives.cancel_certificate(
            tx,
            certificate_id=held.id,
            cancelled_on=on,
            ground=CancellationGround.OWN_REQUEST,
            expected=held.version,
            sight=everything(),
            by=OFFICER,
            at=at,
        )
