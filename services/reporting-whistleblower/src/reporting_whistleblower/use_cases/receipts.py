"""The reporter comes back with the receipt: looks, writes, withdraws, objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chassis import audit
from chassis.db import Session

from reporting_whistleblower.domain.claim import Claim
from reporting_whistleblower.domain.letters import Author, Letter, Topic
from reporting_whistleblower.domain.refusals import ReceiptUnknown
from reporting_whistleblower.domain.report import Report, Status
from reporting_whistleblower.domain.reward import Reward
from reporting_whistleblower.store import claims, reports, rewards, sealed
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.clocks import deadline, today
from reporting_whistleblower.use_cases.device import must_be_padded
from reporting_whistleblower.use_cases.keeping import WHAT, keep
from reporting_whistleblower.use_cases.letters import post, write
from reporting_whistleblower.use_cases.reading import letter_text
from reporting_whistleblower.use_cases.receiving import ANONYMOUS, receipt_secrets
from reporting_whistleblower.use_cases.uploads import claim_uploads


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the reporter shows: a code, or what his device made of it."""

    verifier: bytes
    thread_key: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The status page. Words are in the clear only if the thread key came along."""

    report: Report
    sealed_key: bytes
    public_key: bytes
    content: dict[str, object] | None
    letters: list[tuple[Letter, str | None]]
    reward: Reward | None
    claims: list[Claim]
    objection_last_day: date | None


async def prove(
    tx: Session, *, code: str | None, verifier: bytes | None, thread_key: bytes | None
) -> Proof:
    """Take the proof as it came; a bare code is stretched here."""
    if verifier is not None:
        return Proof(verifier=verifier, thread_key=thread_key)
    secrets = await receipt_secrets(tx, code or "")
    return Proof(verifier=secrets.verifier, thread_key=secrets.thread_key)


async def open_receipt(tx: Session, *, proof: Proof, receipt_key: bytes) -> Thread:
    """Show where the report stands. Raise `ReceiptUnknown`, in the same words whatever is wrong."""
    found, report = await _find(tx, proof, receipt_key)
    letters = await sealed.letters(tx, report.id, for_reporter=True)
    reward = await rewards.of_recipient(tx, report.id)
    key = _content_key(found, proof)
    return Thread(
        report=report,
        sealed_key=found.thread_sealed_key,
        public_key=found.public_key,
        content=sealing.read_words(key, found.content) if key else None,
        letters=[(one, letter_text(key, one) if key else None) for one in letters],
        reward=reward,
        claims=await claims.of_reward(tx, reward.id) if reward else [],
        objection_last_day=await _objection_last_day(tx, report),
    )


async def add_message(
    tx: Session,
    *,
    proof: Proof,
    receipt_key: bytes,
    text: str | None,
    sealed_text: bytes | None = None,
    uploads: Sequence[str],
    at: datetime,
) -> Report:
    """Write to the office, with more files if there are any.

    `sealed_text` is what the device sealed to the report's public key, in place of `text`.
    """
    found, report = await _find(tx, proof, receipt_key)
    await claim_uploads(tx, tickets=uploads, report_id=report.id, public_key=found.public_key)
    if sealed_text is not None:
        must_be_padded(sealed_text, field="/sealed")
        await post(tx, report_id=report.id, topic=Topic.MESSAGE, sealed_text=sealed_text, at=at)
    else:
        await _say(tx, report, Topic.MESSAGE, text or "", at)
    await audit.record(tx, by=ANONYMOUS, at=at, action="message", what=WHAT, id=report.id)
    return report


async def withdraw_report(tx: Session, *, proof: Proof, receipt_key: bytes, at: datetime) -> Report:
    """Take the report back before it is answered."""
    _, report = await _find(tx, proof, receipt_key)
    return await keep(tx, report, report.withdraw(at=at), action="withdraw", by=ANONYMOUS, at=at)


async def object_to_conclusion(
    tx: Session, *, proof: Proof, receipt_key: bytes, reason: str, at: datetime
) -> Report:
    """Ask for a re-examination, within ten days of the answer (应急〔2023〕106号)."""
    _, report = await _find(tx, proof, receipt_key)
    last_day = await _objection_last_day(tx, report) or today(at)
    due = await deadline(tx, "report.reexamination", start=today(at))
    changed = report.object(at=at, today=today(at), last_day=last_day, reexamine_due_on=due.on)
    await _say(tx, report, Topic.OBJECTION, reason, at)
    return await keep(tx, report, changed, action="object", by=ANONYMOUS, at=at)


async def find_report(tx: Session, *, proof: Proof, receipt_key: bytes) -> Report:
    """Raise `ReceiptUnknown` if nothing has this receipt."""
    _, report = await _find(tx, proof, receipt_key)
    return report


async def _find(
    tx: Session, proof: Proof, receipt_key: bytes
) -> tuple[sealed.SealedReport, Report]:
    """Look up by a keyed hash: how long it takes says nothing about any receipt there is."""
    found = await sealed.by_receipt(tx, sealing.keyed_hash(receipt_key, proof.verifier))
    if found is None:
        raise ReceiptUnknown
    if proof.thread_key is not None:
        _content_key(found, proof)
    return found, await reports.get(tx, found.report_id)


def _content_key(found: sealed.SealedReport, proof: Proof) -> bytes | None:
    if proof.thread_key is None:
        return None
    try:
        return sealing.unseal(proof.thread_key, found.thread_sealed_key)
    except sealing.DoesNotOpen as error:
        raise ReceiptUnknown from error


async def _objection_last_day(tx: Session, report: Report) -> date | None:
    if report.status is not Status.CONCLUDED or report.reexamined_at or not report.concluded_at:
        return None
    start = today(report.feedback_at or report.concluded_at)
    return (await deadline(tx, "report.objection", start=start)).on


async def _say(tx: Session, report: Report, topic: Topic, text: str, at: datetime) -> None:
    await write(
        tx, report_id=report.id, topic=topic, text=text, by=None, at=at, author=Author.REPORTER
    )
