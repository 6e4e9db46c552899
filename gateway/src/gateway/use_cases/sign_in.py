"""Sign in and out.

A sign-in is three short transactions, so that none is open while a password is checked: count the
attempt as a failure beforehand (guessing in parallel wins nothing), check, take the failure back.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.audit import record
from chassis.db import Session, Sessions
from chassis.ids import new_id

from gateway.domain import session as sessions
from gateway.domain.account import Account, tidy_login
from gateway.domain.delays import network_class
from gateway.domain.refusals import SignInDelayed, SignInFailed
from gateway.domain.session import Kind
from gateway.passwords import Passwords
from gateway.store import account as accounts
from gateway.store import delay as delays
from gateway.store import session as session_store

SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the client takes away. The token is shown this once."""

    account: Account
    token: str
    expires_at: datetime


async def sign_in(
    sessions_of: Sessions,
    passwords: Passwords,
    *,
    login: str,
    password: str,
    kind: Kind,
    address: str,
    at: datetime,
) -> SignedIn:
    """Raise `SignInFailed` whatever was wrong, `SignInDelayed` if it is too soon to try again."""
    login = tidy_login(login)
    keys = [f"account:{passwords.hide(login)}", f"network:{network_class(address)}"]
    async with sessions_of.begin() as tx:
        account = await _begin_attempt(tx, keys, login=login, at=at)
    fits = await passwords.fits(password, account.password_hash if account else None)
    async with sessions_of.begin() as tx:
        if account is not None and account.active and fits:
            return await _succeed(tx, keys, account=account, kind=kind, at=at)
        await _fail(tx, account=account, network=keys[1], at=at)
    raise SignInFailed


async def sign_out(tx: Session, *, token: str, by: UUID, at: datetime) -> None:
    """End one session."""
    await session_store.end(tx, token_hash=sessions.token_hash(token))
    await record(tx, by=by, at=at, action="sign_out", what=SIGN_IN, id=by)


async def resume(
    tx: Session, *, token: str, at: datetime
) -> tuple[sessions.Session, Account] | None:
    """Return who holds this session, if it and the account are still good."""
    session = await session_store.resume(tx, token_hash=sessions.token_hash(token), at=at)
    if session is None:
        return None
    account = await accounts.get(tx, session.account_id)
    return (session, account) if account.active else None


async def _begin_attempt(
    tx: Session, keys: list[str], *, login: str, at: datetime
) -> Account | None:
    held = await delays.locked(tx, keys, at=at)
    seconds = max(delay.seconds_left(at) for delay in held)
    if seconds:
        raise SignInDelayed(seconds=seconds)
    await delays.save(tx, [delay.fail(at) for delay in held])
    return await accounts.by_login(tx, login)


async def _succeed(
    tx: Session, keys: list[str], *, account: Account, kind: Kind, at: datetime
) -> SignedIn:
    own, network = keys
    [counted] = await delays.locked(tx, [network], at=at)
    await delays.save(tx, [counted.take_back(at)])
    await delays.forget(tx, own)
    token = sessions.new_token()
    session = sessions.Session(
        id=new_id(),
        token_hash=sessions.token_hash(token),
        account_id=account.id,
        kind=kind,
        created_at=at,
        seen_at=at,
        expires_at=at + sessions.LONGEST,
    )
    await session_store.add(tx, session)
    await record(
        tx,
        by=account.id,
        at=at,
        action="sign_in",
        what=SIGN_IN,
        id=account.id,
        changes={"network": [None, network.removeprefix("network:")], "kind": [None, kind]},
    )
    return SignedIn(account, token, session.expires_at)


async def _fail(tx: Session, *, account: Account | None, network: str, at: datetime) -> None:
    """Keep the attempt. What was typed is not kept: people type passwords as logins."""
    await record(
        tx,
        by="stranger",
        at=at,
        action="sign_in_failed",
        what=SIGN_IN,
        id=account.id if account else "unknown",
        changes={"network": [None, network.removeprefix("network:")]},
    )
