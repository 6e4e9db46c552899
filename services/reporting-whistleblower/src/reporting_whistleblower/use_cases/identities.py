"""Identities: locked away on arrival, opened by two custodians for one handler, once."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight

from reporting_whistleblower.domain.identity import (
    BLOB_BYTES,
    CONSENTS,
    REQUEST_LIFE,
    IdentityRequest,
    Stage,
    pairs,
    xor,
)
from reporting_whistleblower.domain.keys import OpenKey, Purpose
from reporting_whistleblower.domain.refusals import (
    NoIdentity,
    NotYetApproved,
    SessionRequired,
    VaultClosed,
)
from reporting_whistleblower.store import keys, reports, vault
from reporting_whistleblower.use_cases import sealing

WHAT = "identity_request"


async def lock_away(tx: Session, *, identity: Mapping[str, Any], area: str) -> UUID:
    """Seal an identity so that it takes two custodians to open it, and tell its id.

    Raise `VaultClosed` if there are not two.
    """
    custodians = {key.id: key for key in await keys.active(tx, Purpose.CUSTODIAN, area=area)}
    if len(custodians) < CONSENTS:
        raise VaultClosed
    identity_id, key = new_id(), sealing.new_key()
    shares = []
    for first, second in pairs(list(custodians)):
        half = sealing.new_key()
        shares.append(
            vault.Share(
                id=new_id(),
                identity_id=identity_id,
                first_key_id=first,
                first_half=sealing.seal(custodians[first].public_key, half),
                second_key_id=second,
                second_half=sealing.seal(custodians[second].public_key, xor(key, half)),
            )
        )
    plain = sealing.padded(sealing.written(dict(identity)), BLOB_BYTES)
    blob = sealing.lock(key, plain, context=f"identity:{identity_id}")
    await vault.put(tx, identity_id=identity_id, blob=blob, shares=shares)
    return identity_id


async def ask_identity(
    tx: Session,
    *,
    report_id: UUID,
    sight: Sight,
    stage: Stage,
    reason: str,
    by: audit.Actor,
    at: datetime,
) -> IdentityRequest:
    """Ask for a reporter's identity, with a reason and the stage of the case."""
    report = await reports.get(tx, report_id, sight=sight)
    if report.identity_id is None:
        raise NoIdentity
    request = IdentityRequest(
        id=new_id(),
        report_id=report.id,
        identity_id=report.identity_id,
        area=report.area,
        stage=stage,
        reason=reason,
        asked_by=by.id,
        asked_at=at,
        expires_at=at + REQUEST_LIFE,
    )
    await vault.add_request(tx, request)
    changes = {"stage": [None, stage]}
    await audit.record(
        tx, by=by, at=at, action="ask", what=WHAT, id=request.id, why=reason, changes=changes
    )
    return request


async def approve_identity(
    tx: Session, *, request_id: UUID, sight: Sight, opened: OpenKey, by: audit.Actor, at: datetime
) -> IdentityRequest:
    """Consent as a custodian: open one's own halves and seal them to the handler who asked.

    No half is ever stored open, and the custodian learns nothing of the identity or the report.
    """
    asked = await vault.get_request(tx, request_id, sight=sight, for_update=True)
    request = asked.approve(by=by.id, at=at)
    _must_be(opened, Purpose.CUSTODIAN)
    handler = await keys.of_account(tx, request.asked_by)
    if handler is None:
        raise NotYetApproved(consents=len(asked.consents), needed=CONSENTS)
    halves = []
    for share in await vault.shares(tx, asked, key_id=opened.id):
        mine = share.first_half if share.first_key_id == opened.id else share.second_half
        half = sealing.unseal(opened.private, mine)
        halves.append(
            vault.ConsentHalf(
                request_id=request.id,
                share_id=share.id,
                custodian_key_id=opened.id,
                sealed_half=sealing.seal(handler.public_key, half),
            )
        )
    await vault.add_halves(tx, halves)
    await vault.save_request(tx, request)
    changes = {"consents": [len(asked.consents), len(request.consents)]}
    await audit.record(
        tx, by=by, at=at, action="approve", what=WHAT, id=request.id, changes=changes
    )
    return request


async def decline_identity(
    tx: Session, *, request_id: UUID, sight: Sight, reason: str, by: audit.Actor, at: datetime
) -> IdentityRequest:
    """Refuse the request; another one may be made."""
    asked = await vault.get_request(tx, request_id, sight=sight, for_update=True)
    request = asked.decline(by=by.id, at=at)
    await vault.save_request(tx, request)
    await audit.record(tx, by=by, at=at, action="decline", what=WHAT, id=request.id, why=reason)
    return request


async def open_identity(
    tx: Session, *, request_id: UUID, sight: Sight, opened: OpenKey, by: audit.Actor, at: datetime
) -> dict[str, Any]:
    """Show the identity to the handler who asked, once, and write down that he saw it."""
    asked = await vault.get_request(tx, request_id, sight=sight, for_update=True)
    request = asked.open(by=by.id, at=at)
    _must_be(opened, Purpose.HANDLER)
    halves = await vault.matching_halves(tx, request_id)
    if len(halves) < CONSENTS:
        raise NotYetApproved(consents=len(asked.consents), needed=CONSENTS)
    first, second = (sealing.unseal(opened.private, half.sealed_half) for half in halves[:CONSENTS])
    blob = await vault.blob(tx, asked)
    plain = sealing.unlock(xor(first, second), blob, context=f"identity:{asked.identity_id}")
    await vault.save_request(tx, request)
    await audit.record(
        tx, by=by, at=at, action="open", what=WHAT, id=request.id, why=request.reason
    )
    identity: dict[str, Any] = json.loads(sealing.unpadded(plain))
    return identity


def _must_be(opened: OpenKey, purpose: Purpose) -> None:
    if opened.purpose is not purpose:
        raise SessionRequired
