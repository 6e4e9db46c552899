"""Officers' keys: enrolled once, opened with a passphrase for half an hour."""

from datetime import datetime
from uuid import UUID

from chassis import audit
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight

from reporting_whistleblower.domain.keys import (
    SESSION_LIFE,
    ConfidentialSession,
    OfficerKey,
    OpenKey,
    Purpose,
    one_purpose_only,
    roles_for,
    wait_after,
)
from reporting_whistleblower.domain.receipts import Stretching
from reporting_whistleblower.domain.refusals import (
    KeyExists,
    KeyMissing,
    RolesIncompatible,
    SessionRequired,
)
from reporting_whistleblower.store import keys, rotation
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.stretching import stretched

SALT_BYTES = 16
WHAT = "officer_key"


async def enrol_key(
    tx: Session, *, purpose: Purpose, passphrase: str, by: Principal, at: datetime
) -> OfficerKey:
    """Make the officer's key pair and wrap the private half under his passphrase.

    Raise `KeyExists` if he has one, `RolesIncompatible` if his roles do not allow this purpose.
    """
    one_purpose_only(by.roles)
    roles = roles_for(purpose)
    areas = tuple(sorted({grant.area for grant in by.grants if grant.role in roles}))
    if not areas:
        raise RolesIncompatible(roles=roles)
    key = await make_key(
        account_id=by.id, purpose=purpose, areas=areas, passphrase=passphrase, at=at
    )
    if not await keys.add(tx, key):
        raise KeyExists
    await _note(tx, key, action="enrol", by=by, at=at)
    return key


async def make_key(
    *, account_id: UUID, purpose: Purpose, areas: tuple[str, ...], passphrase: str, at: datetime
) -> OfficerKey:
    """Draw a key pair and wrap it; nothing is stored."""
    pair, salt, key_id = sealing.key_pair(), sealing.new_key()[:SALT_BYTES], new_id()
    wrapping = await _wrapping_key(passphrase, salt)
    return OfficerKey(
        id=key_id,
        account_id=account_id,
        purpose=purpose,
        areas=areas,
        public_key=pair.public,
        salt=salt,
        wrapped_private=sealing.lock(wrapping, pair.private, context=f"officer_key:{key_id}"),
        created_at=at,
    )


async def revoke_key(tx: Session, *, by: Principal, at: datetime, why: str) -> OfficerKey:
    """Give up one's own key, for example because the passphrase is known to others."""
    key = await keys.of_account(tx, by.id, for_update=True)
    if key is None:
        raise KeyMissing
    await _give_up(tx, key, action="revoke", by=by, at=at, why=why)
    return key


async def withdraw_key(
    tx: Session, *, key_id: UUID, sight: Sight, by: Principal, at: datetime, why: str
) -> OfficerKey:
    """Take the key of an officer who left. Raise `NotFound` if there is none in one's area."""
    key = await keys.get(tx, key_id, sight=sight)
    await _give_up(tx, key, action="withdraw", by=by, at=at, why=why)
    return key


async def _give_up(
    tx: Session, key: OfficerKey, *, action: str, by: Principal, at: datetime, why: str
) -> None:
    await keys.revoke(tx, key.id, at=at)
    await rotation.mark_due(tx, await rotation.drop_shares(tx, key.id), at=at)
    await _note(tx, key, action=action, by=by, at=at, why=why)


async def unlock_key(
    tx: Session, *, passphrase: str, by: Principal, at: datetime
) -> tuple[str, datetime] | None:
    """Open a confidential session: its token and its end. None if the passphrase is wrong.

    A wrong one is counted, and so the transaction must stand: this returns rather than raises.
    """
    key = await keys.of_account(tx, by.id, for_update=True)
    if key is None:
        raise KeyMissing
    wrapping = await _wrapping_key(passphrase, key.salt)
    private = _unwrapped(key, wrapping) if not _is_shut(key, at) else None
    if private is None:
        await _count_failure(tx, key, by=by, at=at)
        return None
    await keys.note_failure(tx, key.id, failures=0, closed_until=None)
    token, session = open_session(key, private, at=at)
    await keys.add_session(tx, session)
    await _note(tx, key, action="unlock", by=by, at=at)
    return token, session.expires_at


async def lock_key(tx: Session, *, by: Principal, at: datetime) -> None:
    """End all one's confidential sessions."""
    await keys.close_sessions(tx, by.id)
    await audit.record(tx, by=by, at=at, action="lock", what=WHAT, id=by.id)


def open_session(
    key: OfficerKey, private: bytes, *, at: datetime
) -> tuple[str, ConfidentialSession]:
    """Encrypt the private key under a secret that only the token holds."""
    session_id, secret = new_id(), sealing.new_key()
    session = ConfidentialSession(
        id=session_id,
        key_id=key.id,
        account_id=key.account_id,
        sealed_private=sealing.lock(secret, private, context=f"session:{session_id}"),
        expires_at=at + SESSION_LIFE,
    )
    return f"{session_id}.{sealing.to_text(secret)}", session


async def use_session(tx: Session, *, token: str | None, by: Principal, at: datetime) -> OpenKey:
    """Open the private key for one request. Raise `SessionRequired` if the token does not."""
    name, _, secret = (token or "").partition(".")
    try:
        session_id, key = UUID(name), sealing.from_text(secret)
    except ValueError as error:
        raise SessionRequired from error
    found = await keys.session(tx, session_id)
    if found is None or found[0].account_id != by.id or at >= found[0].expires_at:
        raise SessionRequired
    session, purpose = found
    if not by.roles & set(roles_for(purpose)):
        raise SessionRequired
    try:
        private = sealing.unlock(key, session.sealed_private, context=f"session:{session_id}")
    except sealing.DoesNotOpen as error:
        raise SessionRequired from error
    return OpenKey(id=session.key_id, account_id=by.id, purpose=purpose, private=private)


async def _wrapping_key(passphrase: str, salt: bytes) -> bytes:
    return await stretched(passphrase, Stretching(salt=salt, length=sealing.KEY_BYTES))


def _is_shut(key: OfficerKey, at: datetime) -> bool:
    return key.closed_until is not None and at < key.closed_until


def _unwrapped(key: OfficerKey, wrapping: bytes) -> bytes | None:
    try:
        return sealing.unlock(wrapping, key.wrapped_private, context=f"officer_key:{key.id}")
    except sealing.DoesNotOpen:
        return None


async def _count_failure(tx: Session, key: OfficerKey, *, by: Principal, at: datetime) -> None:
    if _is_shut(key, at):
        return
    failures = key.failures + 1
    wait = wait_after(failures)
    await keys.note_failure(tx, key.id, failures=failures, closed_until=at + wait if wait else None)
    await _note(tx, key, action="fail_to_unlock", by=by, at=at)


async def _note(
    tx: Session,
    key: OfficerKey,
    *,
    action: str,
    by: Principal,
    at: datetime,
    why: str | None = None,
) -> None:
    changes = {"purpose": [None, key.purpose]}
    await audit.record(
        tx, by=by, at=at, action=action, what=WHAT, id=key.id, why=why, changes=changes
    )
