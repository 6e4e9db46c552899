"""Words that must not be read again (遮盖): blackened for good, under a new key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.sight import Sight

from reporting_whistleblower.domain.keys import OpenKey
from reporting_whistleblower.domain.refusals import Refusal
from reporting_whistleblower.domain.report import Report
from reporting_whistleblower.domain.retention import OnHold
from reporting_whistleblower.store import holds, reports, rotation, sealed
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.reading import content_key
from reporting_whistleblower.use_cases.rotating import rotate_report

INK = "█"


class NothingToRedact(Refusal):
    """The words to be blackened stand nowhere in the report."""

    code = "nothing_to_redact"


async def redact_report(
    tx: Session,
    *,
    report_id: UUID,
    words: str,
    reason: str,
    sight: Sight,
    opened: OpenKey,
    by: audit.Actor,
    at: datetime,
) -> Report:
    """Blacken some words wherever a report and its letters say them. Nothing brings them back.

    The record says that and why, never which words. Raise `OnHold` under a legal hold.
    """
    report = await reports.get(tx, report_id, sight=sight)
    if await holds.standing(tx, report_id) is not None:
        raise OnHold
    key = await content_key(tx, report_id, opened)
    secret = await sealed.get(tx, report_id)
    content, found = _blackened(sealing.read_words(key, secret.content), words)
    for letter_id, old in (await rotation.sealed_letters(tx, report_id)).items():
        said, times = _blackened(sealing.read_words(key, old), words)
        if times:
            found += times
            again = sealing.seal_words(secret.public_key, said)
            await rotation.put_letter(tx, letter_id, again)
    if not found:
        raise NothingToRedact(field="/words")
    plain = sealing.padded(sealing.written(content), sealing.WORDS_BLOCK)
    if not await rotate_report(tx, report_id, content_key=key, by=by, at=at, content=plain):
        await rotation.put_content(tx, report_id, sealing.seal(secret.public_key, plain))
    changes = {"redacted": [0, found]}
    await audit.record(
        tx, by=by, at=at, action="redact", what="report", id=report_id, why=reason, changes=changes
    )
    return report


def _blackened(words: dict[str, Any], hidden: str) -> tuple[dict[str, Any], int]:
    """Cover every occurrence in every text, and count them."""
    found = 0
    covered: dict[str, Any] = {}
    for name, value in words.items():
        if isinstance(value, str):
            found += value.count(hidden)
            covered[name] = value.replace(hidden, INK * len(hidden))
        elif isinstance(value, dict):
            covered[name], times = _blackened(value, hidden)
            found += times
        else:
            covered[name] = value
    return covered, found
