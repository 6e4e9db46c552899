"""Handlers read reports: every look at the words is written down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.sight import Sight

from reporting_whistleblower.domain.keys import OpenKey, Purpose
from reporting_whistleblower.domain.letters import Letter
from reporting_whistleblower.domain.pauses import Pause
from reporting_whistleblower.domain.refusals import NotSharedWithYou, SessionRequired
from reporting_whistleblower.domain.report import Lead, Report
from reporting_whistleblower.domain.reward import Reward
from reporting_whistleblower.domain.transfers import Transfer
from reporting_whistleblower.domain.uploads import Upload
from reporting_whistleblower.store import holds, leads, pauses, reports, rewards, sealed, transfers
from reporting_whistleblower.store.incoming import Copy
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.clocks import Clock, clocks_of
from reporting_whistleblower.use_cases.opening import open_upload


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReport:
    """A report as its handler reads it, with the words in the clear."""

    report: Report
    content: dict[str, Any]
    letters: list[tuple[Letter, str]]
    uploads: list[Upload]
    merged: list[Report]
    lead: Lead | None
    reward: Reward | None
    clocks: list[Clock]
    pauses: list[Pause]
    transfer: Transfer | None
    on_hold: bool


async def read_report(
    tx: Session, *, report_id: UUID, sight: Sight, opened: OpenKey, by: audit.Actor, at: datetime
) -> OpenReport:
    """Open a report's words with the caller's key; that somebody read them is written down."""
    report = await reports.get(tx, report_id, sight=sight)
    key = await content_key(tx, report_id, opened)
    secret = await sealed.get(tx, report_id)
    letters = await sealed.letters(tx, report_id, for_reporter=False)
    await audit.record(tx, by=by, at=at, action="read", what="report", id=report_id)
    return OpenReport(
        report=report,
        content=sealing.read_words(key, secret.content),
        letters=[(one, letter_text(key, one)) for one in letters],
        uploads=await sealed.uploads(tx, report_id),
        merged=await reports.merged_into(tx, report_id),
        lead=await leads.get(tx, report.lead_id),
        reward=await rewards.of_report(tx, report_id),
        clocks=await clocks_of(tx, report),
        pauses=await pauses.of_report(tx, report_id),
        transfer=await transfers.of_report(tx, report_id),
        on_hold=await holds.standing(tx, report_id) is not None,
    )


def letter_text(key: bytes, letter: Letter) -> str:
    """What a letter says; nothing, if its writer's device sealed no text."""
    return str(sealing.read_words(key, letter.sealed).get("text", ""))


async def read_upload(
    tx: Session,
    *,
    report_id: UUID,
    upload_id: UUID,
    copy: Copy = Copy.CLEAN,
    sight: Sight,
    opened: OpenKey,
    by: audit.Actor,
    at: datetime,
) -> tuple[str, bytes]:
    """Decrypt one file for a handler; a look at an original is written down by itself."""
    await reports.get(tx, report_id, sight=sight)
    key = await content_key(tx, report_id, opened)
    found = await open_upload(
        tx, report_id=report_id, upload_id=upload_id, content_key=key, copy=copy
    )
    if copy is Copy.ORIGINAL:
        await audit.record(tx, by=by, at=at, action="read_original", what="report", id=report_id)
    return found


async def content_key(tx: Session, report_id: UUID, opened: OpenKey) -> bytes:
    """Raise `NotSharedWithYou` if the report was never sealed to this key."""
    if opened.purpose is not Purpose.HANDLER:
        raise SessionRequired
    sealed_key = await sealed.key_for(tx, report_id, opened.id)
    if sealed_key is None:
        raise NotSharedWithYou
    return sealing.unseal(opened.private, sealed_key)
