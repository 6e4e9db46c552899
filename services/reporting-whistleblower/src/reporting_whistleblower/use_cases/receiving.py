"""A report arrives: sealed on arrival, before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from chassis import audit
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit

from reporting_whistleblower.domain.keys import OfficerKey
from reporting_whistleblower.domain.receipts import ReceiptSecrets, grouped, make_code
from reporting_whistleblower.domain.refusals import ReceiptTaken, ReceptionClosed
from reporting_whistleblower.domain.report import Category, Channel, Report, make_number
from reporting_whistleblower.store import deployment, keys, sealed
from reporting_whistleblower.use_cases import identities, report_events, sealing
from reporting_whistleblower.use_cases.device import (
    SealedIdentity,
    SealedWords,
    keep_identity,
    must_fit,
)
from reporting_whistleblower.use_cases.stretching import stretched
from reporting_whistleblower.use_cases.uploads import claim_uploads

ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the sender will be known again: by a verifier, and a key for the thread."""

    verifier: bytes
    thread_public_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What somebody sends. `content` and `identity` are words: they are sealed, never stored.

    Only the demonstration names the lead; everywhere else it is drawn at random.
    """

    category: Category
    content: Mapping[str, Any]
    area: str
    unit_id: UUID | None = None
    wants_reward: bool = False
    identity: Mapping[str, Any] | None = None
    uploads: Sequence[str] = ()
    receipt: Receipt | None = None
    channel: Channel = Channel.WEB
    sealed: SealedWords | None = None  # in place of `content`
    sealed_identity: SealedIdentity | None = None  # in place of `identity`
    lead_id: UUID = field(default_factory=uuid4)  # unrelated to the time and to the report's id


@dataclass(frozen=True, slots=True)
class Filed:
    """What the sender is told. The code is there only if the service made it."""

    report: Report
    receipt_code: str | None


async def receive_report(tx: Session, *, new: NewReport, receipt_key: bytes, at: datetime) -> Filed:
    """Take a report from anybody.

    Raise `ReceptionClosed` if no handler of the area could read it, `VaultClosed` if an identity
    could not be kept safely: better to say so than to store what should never be readable.
    """
    readers = await keys.readers(tx, area=new.area, unit_id=new.unit_id)
    if not readers:
        raise ReceptionClosed
    code, receipt = (None, new.receipt) if new.receipt else await make_receipt(tx)
    if new.sealed is not None:
        must_fit(new.sealed, [key.id for key in readers])
    words = new.sealed or _sealed_here(new, receipt, readers)
    report = await _accepted(tx, new, at=at)
    entry = sealed.SealedReport(
        report_id=report.id,
        receipt_hash=sealing.keyed_hash(receipt_key, receipt.verifier),
        public_key=words.public_key,
        thread_public_key=receipt.thread_public_key,
        thread_sealed_key=words.thread_sealed_key,
        content=words.content,
    )
    if not await sealed.add(tx, report, entry, shares=words.shares):
        raise ReceiptTaken(field="/receipt_verifier")
    await _note(tx, report, at=at)
    await claim_uploads(tx, tickets=new.uploads, report_id=report.id, public_key=words.public_key)
    await emit(tx, report_events.received(report, at))
    return Filed(report, grouped(code) if code else None)


def _sealed_here(new: NewReport, receipt: Receipt, readers: Sequence[OfficerKey]) -> SealedWords:
    """Seal on arrival, for a sender whose device does not."""
    pair = sealing.key_pair()
    return SealedWords(
        public_key=pair.public,
        thread_sealed_key=sealing.seal(receipt.thread_public_key, pair.private),
        content=sealing.seal_words(pair.public, dict(new.content)),
        shares={key.id: sealing.seal(key.public_key, pair.private) for key in readers},
    )


async def _accepted(tx: Session, new: NewReport, *, at: datetime) -> Report:
    """Say what may be known without a key, and lock the identity away."""
    identity_id = None
    if new.identity is not None:
        identity_id = await identities.lock_away(tx, identity=new.identity, area=new.area)
    elif new.sealed_identity is not None:
        identity_id = await keep_identity(tx, new.sealed_identity, area=new.area)
    return Report(
        id=new_id(),
        number=make_number(date_in_china(at).year),
        lead_id=new.lead_id,
        category=new.category,
        area=new.area,
        unit_id=new.unit_id,
        wants_reward=new.wants_reward,
        identity_id=identity_id,
        received_at=at,
        channel=new.channel,
    )


async def _note(tx: Session, report: Report, *, at: datetime) -> None:
    changes = {"status": [None, report.status], "category": [None, report.category]}
    await audit.record(
        tx, by=ANONYMOUS, at=at, action="receive", what="report", id=report.id, changes=changes
    )


async def make_receipt(tx: Session) -> tuple[str, Receipt]:
    """Make a code for a sender whose device makes none. It is shown once and stored nowhere."""
    code = make_code()
    secrets = await receipt_secrets(tx, code)
    public = sealing.key_pair(secrets.thread_key).public
    return code, Receipt(secrets.verifier, public)


async def receipt_secrets(tx: Session, code: str) -> ReceiptSecrets:
    """Stretch a code on the service, for the form without scripts."""
    return ReceiptSecrets.split(await stretched(code, await deployment.stretching(tx)))
