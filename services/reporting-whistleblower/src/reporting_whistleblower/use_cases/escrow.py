"""Losing an officer loses no report: two trustees open the escrow for whoever comes after."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight

from reporting_whistleblower.domain.identity import pairs, xor
from reporting_whistleblower.domain.keys import OfficerKey, OpenKey, Purpose
from reporting_whistleblower.domain.recovery import CONSENTS, REQUEST_LIFE, NoEscrow, Recovery
from reporting_whistleblower.domain.refusals import (
    IllegalMove,
    KeyExists,
    KeyMissing,
    SessionRequired,
)
from reporting_whistleblower.store import escrow, keys, rotation, sealed
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.rotating import AT_ONCE

WHAT = "recovery"


async def establish_escrow(tx: Session, *, by: audit.Actor, at: datetime) -> OfficerKey:
    """Draw the escrow's key and split its private half for each two trustees; nobody keeps it.

    Every report from now on is sealed to it, too. Raise `NoEscrow` if there are not two trustees,
    `KeyExists` if an escrow stands.
    """
    trustees = {key.id: key for key in await keys.active(tx, Purpose.TRUSTEE)}
    if len(trustees) < CONSENTS:
        raise NoEscrow
    if await keys.active(tx, Purpose.ESCROW):
        raise KeyExists
    pair, escrow_id = sealing.key_pair(), new_id()
    made = OfficerKey(
        id=escrow_id,
        account_id=escrow_id,
        purpose=Purpose.ESCROW,
        areas=("",),
        public_key=pair.public,
        salt=b"",
        wrapped_private=b"",
        created_at=at,
    )
    await keys.add(tx, made)
    await escrow.put_shares(tx, _split(escrow_id, pair.private, trustees))
    changes = {"trustees": [0, len(trustees)]}
    await audit.record(
        tx, by=by, at=at, action="establish", what="escrow", id=escrow_id, changes=changes
    )
    return made


def _split(
    escrow_id: UUID, private: bytes, trustees: Mapping[UUID, OfficerKey]
) -> list[escrow.Share]:
    """Halve the key anew for each two trustees, each half sealed to its own."""
    shares = []
    for first, second in pairs(list(trustees)):
        half = sealing.new_key()
        shares.append(
            escrow.Share(
                id=new_id(),
                escrow_id=escrow_id,
                first_key_id=first,
                first_half=sealing.seal(trustees[first].public_key, half),
                second_key_id=second,
                second_half=sealing.seal(trustees[second].public_key, xor(private, half)),
            )
        )
    return shares


async def ask_recovery(tx: Session, *, reason: str, by: audit.Actor, at: datetime) -> Recovery:
    """Ask two trustees for what one's key does not open. Raise `KeyMissing` without a key."""
    key = await keys.of_account(tx, by.id)
    if key is None or key.purpose is not Purpose.HANDLER:
        raise KeyMissing
    standing = await keys.active(tx, Purpose.ESCROW)
    if not standing:
        raise NoEscrow
    asked = Recovery(
        id=new_id(), escrow_id=standing[0].id, key_id=key.id, asked_by=by.id, reason=reason,
        asked_at=at, expires_at=at + REQUEST_LIFE,
    )  # fmt: skip
    await escrow.add(tx, asked)
    await audit.record(tx, by=by, at=at, action="ask", what=WHAT, id=asked.id, why=reason)
    return asked


async def approve_recovery(
    tx: Session, *, recovery_id: UUID, sight: Sight, opened: OpenKey, by: audit.Actor, at: datetime
) -> Recovery:
    """Consent as a trustee: one's halves are sealed to the handler who asked, and to nobody else."""
    asked = await escrow.get(tx, recovery_id, sight=sight)
    recovery = asked.approve(by=by.id, at=at)
    _must_be(opened, Purpose.TRUSTEE)
    handler = await keys.of_account(tx, recovery.asked_by)
    if handler is None or handler.id != recovery.key_id:
        raise KeyMissing
    halves = []
    for share in await escrow.shares(tx, recovery.escrow_id, key_id=opened.id):
        mine = share.first_half if share.first_key_id == opened.id else share.second_half
        half = sealing.unseal(opened.private, mine)
        halves.append(
            escrow.Half(
                recovery_id=recovery.id,
                share_id=share.id,
                trustee_key_id=opened.id,
                sealed_half=sealing.seal(handler.public_key, half),
            )
        )
    await escrow.add_halves(tx, halves)
    await escrow.save(tx, recovery)
    changes = {"consents": [len(asked.consents), len(recovery.consents)]}
    await audit.record(
        tx, by=by, at=at, action="approve", what=WHAT, id=recovery.id, changes=changes
    )
    return recovery


async def decline_recovery(
    tx: Session, *, recovery_id: UUID, reason: str, sight: Sight, by: audit.Actor, at: datetime
) -> Recovery:
    """Refuse; what the other trustee gave is gone."""
    asked = await escrow.get(tx, recovery_id, sight=sight)
    recovery = asked.decline(by=by.id, at=at)
    await escrow.save(tx, recovery)
    await escrow.drop_halves(tx, recovery_id)
    await audit.record(tx, by=by, at=at, action="decline", what=WHAT, id=recovery.id, why=reason)
    return recovery


async def complete_recovery(
    tx: Session, *, recovery_id: UUID, sight: Sight, opened: OpenKey, by: audit.Actor, at: datetime
) -> Recovery:
    """Seal the reports of one's area to one's own key, a hundred at a time, until none is left.

    The escrow's key is whole in memory for this request only; nobody is shown it.
    """
    asked = await escrow.get(tx, recovery_id, sight=sight)
    asked.complete(by=by.id, reports=0, finished=False, at=at)
    _must_be(opened, Purpose.HANDLER)
    mine = await keys.of_account(tx, by.id)
    if mine is None or mine.id != asked.key_id:
        raise KeyMissing
    halves = await escrow.matching_halves(tx, recovery_id)
    if len(halves) < CONSENTS:
        raise IllegalMove(status=asked.status.value, move="restore")
    first, second = (sealing.unseal(opened.private, half.sealed_half) for half in halves[:CONSENTS])
    private = xor(first, second)
    missing = await rotation.missing_for(
        tx, has=asked.escrow_id, lacks=mine.id, account_id=by.id, areas=mine.areas, limit=AT_ONCE
    )
    for report_id, sealed_key in missing.items():
        again = sealing.seal(mine.public_key, sealing.unseal(private, sealed_key))
        await sealed.share_key(tx, report_id, key_id=mine.id, sealed_key=again)
    finished = len(missing) < AT_ONCE
    recovery = asked.complete(by=by.id, reports=len(missing), finished=finished, at=at)
    if finished:
        await escrow.drop_halves(tx, recovery_id)
    await escrow.save(tx, recovery)
    changes = {"reports": [asked.reports, recovery.reports]}
    await audit.record(
        tx, by=by, at=at, action="recover", what=WHAT, id=recovery.id, changes=changes
    )
    return recovery


def _must_be(opened: OpenKey, purpose: Purpose) -> None:
    if opened.purpose is not purpose:
        raise SessionRequired
