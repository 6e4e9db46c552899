"""A report's key is drawn anew when somebody loses it, and handed on to whoever comes after."""

from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.sight import Sight

from reporting_whistleblower.domain.keys import OpenKey, Purpose
from reporting_whistleblower.domain.refusals import KeyMissing, SessionRequired
from reporting_whistleblower.store import conflicts, keys, rotation, sealed
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.reading import content_key

AT_ONCE = 100


async def rotate_report(
    tx: Session,
    report_id: UUID,
    *,
    content_key: bytes,
    by: audit.Actor,
    at: datetime,
    content: bytes | None = None,
) -> bool:
    """Seal everything of a report to a new key, for those who still hold the old one.

    What was read before stays read; what is written from now on, a lost key does not open.
    `content` replaces the words. False for the oldest reports, whose thread's key is not known.
    """
    secret = await rotation.locked(tx, report_id)
    if secret is None or secret.thread_public_key is None:
        return False
    new = sealing.key_pair()

    def again(old: bytes) -> bytes:
        return sealing.seal(new.public, sealing.unseal(content_key, old))

    for letter_id, words in (await rotation.sealed_letters(tx, report_id)).items():
        await rotation.put_letter(tx, letter_id, again(words))
    for upload_id, key in (await rotation.sealed_upload_keys(tx, report_id)).items():
        await rotation.put_upload_key(tx, upload_id, again(key))
    holders = await rotation.holders(tx, report_id)
    await rotation.replace_keys(
        tx,
        report_id,
        public_key=new.public,
        thread_sealed_key=sealing.seal(secret.thread_public_key, new.private),
        content=again(secret.content) if content is None else sealing.seal(new.public, content),
        shares={key_id: sealing.seal(public, new.private) for key_id, public in holders.items()},
    )
    await audit.record(tx, by=by, at=at, action="rotate", what="report", id=report_id)
    return True


async def rotate_due(tx: Session, *, opened: OpenKey, by: audit.Actor, at: datetime) -> int:
    """Rotate what waits for it and opens with this key; tell how many."""
    rotated = 0
    for report_id in await rotation.due_for(tx, opened.id, limit=AT_ONCE):
        key = await content_key(tx, report_id, opened)
        rotated += await rotate_report(tx, report_id, content_key=key, by=by, at=at)
    return rotated


async def hand_on(
    tx: Session, *, key_id: UUID, sight: Sight, opened: OpenKey, by: audit.Actor, at: datetime
) -> int:
    """Give a colleague's or successor's key what one's own opens, a hundred at a time.

    Raise `KeyMissing` unless it is an active handler's key.
    """
    heir = await keys.get(tx, key_id, sight=sight)
    if heir.purpose is not Purpose.HANDLER:
        raise KeyMissing
    if opened.purpose is not Purpose.HANDLER:
        raise SessionRequired
    missing = await rotation.missing_for(
        tx,
        has=opened.id,
        lacks=heir.id,
        account_id=heir.account_id,
        areas=heir.areas,
        limit=AT_ONCE,
    )
    for report_id, sealed_key in missing.items():
        plain = sealing.unseal(opened.private, sealed_key)
        again = sealing.seal(heir.public_key, plain)
        await sealed.share_key(tx, report_id, key_id=heir.id, sealed_key=again)
    changes = {"reports": [0, len(missing)]}
    await audit.record(
        tx, by=by, at=at, action="hand_on", what="officer_key", id=heir.id, changes=changes
    )
    return len(missing)


async def keep_from_tied(tx: Session, report_id: UUID, unit_id: UUID, *, at: datetime) -> None:
    """Once it is known whom a report is about, those with ties to the unit lose it."""
    for key_id in await conflicts.keys_tied_to(tx, unit_id):
        taken = await rotation.drop_shares(tx, key_id, report_ids=[report_id])
        await rotation.mark_due(tx, taken, at=at)
