"""Workers tell their own unit; what it leaves unanswered rises to the authority."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.outbox import emit

from reporting_whistleblower.domain.receipts import grouped
from reporting_whistleblower.domain.refusals import (
    ReceiptTaken,
    ReceiptUnknown,
    ReceptionClosed,
    SchemeUnknown,
)
from reporting_whistleblower.domain.report import Category, Report, make_number
from reporting_whistleblower.domain.scheme import InternalReport, Kind, Scheme, SchemeReward
from reporting_whistleblower.store import keys, reports, schemes, sealed
from reporting_whistleblower.use_cases import report_events, sealing
from reporting_whistleblower.use_cases.clocks import Deadline, deadline, today
from reporting_whistleblower.use_cases.receipts import Proof
from reporting_whistleblower.use_cases.receiving import ANONYMOUS, Receipt, make_receipt

WHAT: Final = "internal_report"
RULE: Final = "internal.answer"
AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """What a worker sends. Nobody asks who he is."""

    code: str
    kind: Kind
    grave: bool
    content: Mapping[str, Any]
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the worker is told."""

    report: InternalReport
    receipt_code: str | None
    due: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the worker sees under his receipt."""

    report: InternalReport
    answer: str | None
    rewards: list[SchemeReward]


async def poster(tx: Session, code: str) -> tuple[Scheme, str]:
    """The scheme behind a poster's code and the unit's name. Raise `SchemeUnknown`."""
    scheme = await schemes.by_code(tx, code)
    if scheme is None:
        raise SchemeUnknown
    names = await reports.unit_names(tx, {scheme.unit_id})
    return scheme, names.get(scheme.unit_id, "")


async def receive_internal_report(
    tx: Session, *, tip: Tip, receipt_key: bytes, at: datetime
) -> Taken:
    """Keep the unit's copy, and of a hazard a second one sealed to the authority alone.

    Raise `SchemeUnknown`, or `ReceptionClosed` if no handler could read the second copy.
    """
    scheme, name = await poster(tx, tip.code)
    code, receipt = (None, tip.receipt) if tip.receipt else await make_receipt(tx)
    due = await deadline(tx, RULE, start=today(at))
    report_id = new_id()
    report = InternalReport(
        id=report_id,
        scheme_id=scheme.id,
        unit_id=scheme.unit_id,
        area=scheme.area,
        kind=tip.kind,
        grave=tip.grave and tip.kind is Kind.HAZARD,
        receipt_hash=sealing.keyed_hash(receipt_key, receipt.verifier),
        content=locked(receipt_key, report_id, "content", dict(tip.content)),
        received_at=at,
        answer_due_on=due.on,
    )
    envelope = None
    if tip.kind is Kind.HAZARD:
        words = {**tip.content, "unit_name": name, "happened_at": None, "is_employee": True}
        envelope = await _sealed_to_authority(tx, report, words, receipt)
    if not await schemes.add_report(tx, report, envelope):
        raise ReceiptTaken(field="/receipt_verifier")
    await audit.record(tx, by=ANONYMOUS, at=at, action="receive", what=WHAT, id=report.id)
    return Taken(report=report, receipt_code=grouped(code) if code else None, due=due)


async def open_internal_receipt(tx: Session, *, proof: Proof, receipt_key: bytes) -> Standing:
    """Show the worker what his unit answered. Raise `ReceiptUnknown`."""
    report = await _found(tx, proof, receipt_key)
    return Standing(
        report=report,
        answer=answer_of(receipt_key, report),
        rewards=await schemes.rewards_of(tx, report.id),
    )


async def raise_internal_report(
    tx: Session, *, proof: Proof, receipt_key: bytes, at: datetime
) -> InternalReport:
    """The worker turns to the authority himself, whatever the unit answered; it does not learn of it."""
    report = await _found(tx, proof, receipt_key, for_update=True)
    return await _rise(tx, report, by=ANONYMOUS, at=at)


async def raise_unanswered(tx: Session, *, at: datetime) -> list[UUID]:
    """What a unit left unanswered beyond the rule's days becomes a report to the authority."""
    found = await schemes.unanswered(tx, due_before=today(at), most=AT_ONCE)
    return [(await _rise(tx, report, by="sweep", at=at)).id for report in found]


def locked(receipt_key: bytes, report_id: UUID, part: str, words: dict[str, Any]) -> bytes:
    """Encrypt under this service's own key: the unit may read it, a copy of the database may not."""
    plain = sealing.padded(sealing.written(words), sealing.WORDS_BLOCK)
    key = sealing.keyed_hash(receipt_key, b"internal-reports")
    return sealing.lock(key, plain, context=f"internal_report:{report_id}:{part}")


def unlocked(receipt_key: bytes, report_id: UUID, part: str, hidden: bytes) -> dict[str, Any]:
    key = sealing.keyed_hash(receipt_key, b"internal-reports")
    plain = sealing.unlock(key, hidden, context=f"internal_report:{report_id}:{part}")
    words: dict[str, Any] = json.loads(sealing.unpadded(plain))
    return words


def answer_of(receipt_key: bytes, report: InternalReport) -> str | None:
    if report.answer is None:
        return None
    return str(unlocked(receipt_key, report.id, "answer", report.answer)["text"])


async def _rise(tx: Session, report: InternalReport, *, by: str, at: datetime) -> InternalReport:
    changed = report.rise(at=at)
    envelope = await schemes.save_rise(tx, changed)
    if envelope is None:
        raise ReceiptUnknown
    risen = Report(
        id=new_id(),
        number=make_number(today(at).year),
        lead_id=uuid4(),
        category=Category.MAJOR_HAZARD if report.grave else Category.OTHER,
        area=report.area,
        unit_id=report.unit_id,
        wants_reward=True,
        received_at=at,
    )
    entry = sealed.SealedReport(
        report_id=risen.id,
        receipt_hash=report.receipt_hash,
        public_key=envelope.public_key,
        thread_public_key=envelope.thread_public_key,
        thread_sealed_key=envelope.thread_sealed_key,
        content=envelope.content,
    )
    shares = {UUID(key): sealing.from_text(share) for key, share in envelope.shares.items()}
    if not await sealed.add(tx, risen, entry, shares=shares):
        raise ReceiptTaken
    await emit(tx, report_events.received(risen, at))
    await audit.record(tx, by=by, at=at, action="rise", what="report", id=risen.id)
    return changed


async def _sealed_to_authority(
    tx: Session, report: InternalReport, words: dict[str, Any], receipt: Receipt
) -> schemes.Envelope:
    readers = await keys.readers(tx, area=report.area, unit_id=report.unit_id)
    if not readers:
        raise ReceptionClosed
    pair = sealing.key_pair()
    return schemes.Envelope(
        report_id=report.id,
        public_key=pair.public,
        thread_public_key=receipt.thread_public_key,
        thread_sealed_key=sealing.seal(receipt.thread_public_key, pair.private),
        content=sealing.seal_words(pair.public, words),
        shares={
            str(key.id): sealing.to_text(sealing.seal(key.public_key, pair.private))
            for key in readers
        },
    )


async def _found(
    tx: Session, proof: Proof, receipt_key: bytes, *, for_update: bool = False
) -> InternalReport:
    hashed = sealing.keyed_hash(receipt_key, proof.verifier)
    report = await schemes.by_receipt(tx, hashed, for_update=for_update)
    if report is None:
        raise ReceiptUnknown
    return report
