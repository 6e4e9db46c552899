"""Administer accounts: only the security administrator, never his own."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from chassis.audit import record
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id

from gateway.domain.account import Account, refuse_weak, tidy_login
from gateway.domain.grants import Grant, Role
from gateway.domain.refusals import (
    AdministratorExists,
    LastSecurityAdmin,
    NotFound,
    PasswordWrong,
)
from gateway.domain.session import token_hash
from gateway.passwords import Passwords
from gateway.store import account as store
from gateway.store import session as sessions

ACCOUNT: Final = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedGrant:
    """A role somebody is to hold, and what it is narrowed to."""

    role: Role
    area: str = ""
    department: str | None = None
    unit: UUID | None = None
    from_on: date | None = None
    until_on: date | None = None
    stands_in_for: UUID | None = None

    def by(self, granted_by: UUID | None, *, at: datetime) -> Grant:
        return Grant(
            id=new_id(),
            role=self.role,
            area=self.area,
            department=self.department,
            unit=self.unit,
            granted_by=granted_by,
            granted_at=at,
            from_on=self.from_on,
            until_on=self.until_on,
            stands_in_for=self.stands_in_for,
        )


async def create_account(
    tx: Session,
    passwords: Passwords,
    *,
    login: str,
    name: str,
    grants: list[WantedGrant],
    by: Principal,
    at: datetime,
) -> tuple[Account, str]:
    """Make an account with a password that must be changed, and return both."""
    password = _temporary_password()
    account = _new(login, name, await passwords.hash(password), at=at, must_change=True)
    account = account.begin_with(*(wanted.by(by.id, at=at) for wanted in grants))
    await store.add(tx, account)
    await _record(tx, "create_account", account, by=by, at=at, roles=[None, sorted(account.roles)])
    return account, password


async def create_first_administrator(
    tx: Session, passwords: Passwords, *, login: str, password: str, at: datetime
) -> Account:
    """Make the first security administrator. Raise `AdministratorExists` if there is one."""
    if await store.active_holders(tx, Role.SECURITY_ADMIN):
        raise AdministratorExists
    refuse_weak(password, login=tidy_login(login))
    account = _new(login, "安全管理员", await passwords.hash(password), at=at)
    account = account.begin_with(WantedGrant(role=Role.SECURITY_ADMIN).by(None, at=at))
    await store.add(tx, account)
    await record(tx, by="installation", at=at, action="create_account", what=ACCOUNT, id=account.id)
    return account


async def grant_role(
    tx: Session,
    *,
    account_id: UUID,
    wanted: WantedGrant,
    expected: int,
    by: Principal,
    at: datetime,
) -> Account:
    """Give a role; the services know within a minute at most."""
    account = await _another(tx, account_id, expected=expected, by=by)
    if wanted.stands_in_for is not None:
        await store.get(tx, wanted.stands_in_for)
    changed = account.grant_role(wanted.by(by.id, at=at))
    term = {"stands_in_for": wanted.stands_in_for, "until_on": wanted.until_on}
    said = {name: [None, value] for name, value in term.items() if value is not None}
    return await _save(tx, "grant_role", changed, by=by, at=at, role=[None, wanted.role], **said)


async def revoke_role(
    tx: Session, *, account_id: UUID, grant_id: UUID, expected: int, by: Principal, at: datetime
) -> Account:
    """Take a role away. Raise `LastSecurityAdmin` if nobody could give it back."""
    account = await _another(tx, account_id, expected=expected, by=by)
    role = next((grant.role for grant in account.grants if grant.id == grant_id), None)
    if role is None:
        raise NotFound
    if role is Role.SECURITY_ADMIN:
        await _refuse_last(tx, account)
    changed = account.revoke_role(grant_id)
    return await _save(tx, "revoke_role", changed, by=by, at=at, role=[role, None])


async def disable_account(
    tx: Session, *, account_id: UUID, expected: int, by: Principal, at: datetime
) -> Account:
    """End every session and admit no new one. Raise `LastSecurityAdmin` for the last of them."""
    account = await _another(tx, account_id, expected=expected, by=by)
    disabled = account.disable()
    if Role.SECURITY_ADMIN in account.roles:
        await _refuse_last(tx, account)
    saved = await _save(
        tx, "disable_account", disabled, by=by, at=at, status=[account.status, disabled.status]
    )
    await sessions.end_all(tx, account_id=account_id)
    return saved


async def enable_account(
    tx: Session, *, account_id: UUID, expected: int, by: Principal, at: datetime
) -> Account:
    account = await _another(tx, account_id, expected=expected, by=by)
    enabled = account.enable()
    return await _save(
        tx, "enable_account", enabled, by=by, at=at, status=[account.status, enabled.status]
    )


async def reset_password(
    tx: Session,
    passwords: Passwords,
    *,
    account_id: UUID,
    expected: int,
    by: Principal,
    at: datetime,
) -> tuple[Account, str]:
    """Set a password that its owner must change, end his sessions, and return it this once."""
    account = await _another(tx, account_id, expected=expected, by=by)
    password = _temporary_password()
    changed = account.reset_password(await passwords.hash(password), at=at)
    saved = await _save(tx, "reset_password", changed, by=by, at=at)
    await sessions.end_all(tx, account_id=account_id)
    return saved, password


async def change_password(
    tx: Session,
    passwords: Passwords,
    *,
    old: str,
    new: str,
    token: str | None,
    by: Principal,
    at: datetime,
) -> Account:
    """Change one's own password; sessions elsewhere end. Raise `PasswordWrong` or `PasswordWeak`."""
    account = await store.get(tx, by.id)
    refuse_weak(new, login=account.login, field="/new")
    if not await passwords.fits(old, account.password_hash):
        raise PasswordWrong(field="/old")
    changed = account.change_password(await passwords.hash(new), at=at)
    saved = await _save(tx, "change_password", changed, by=by, at=at)
    this = token_hash(token) if token else None
    await sessions.end_all(tx, account_id=account.id, but=this)
    return saved


def _new(
    login: str, name: str, password_hash: str, *, at: datetime, must_change: bool = False
) -> Account:
    return Account(
        id=new_id(),
        login=tidy_login(login),
        name=name.strip(),
        password_hash=password_hash,
        must_change_password=must_change,
        created_at=at,
        password_changed_at=at,
    )


async def _another(tx: Session, account_id: UUID, *, expected: int, by: Principal) -> Account:
    account = await store.get(tx, account_id, lock=True)
    return account.refuse_self(by.id).expect(expected)


async def _refuse_last(tx: Session, account: Account) -> None:
    others = await store.active_holders(tx, Role.SECURITY_ADMIN) - int(account.active)
    if others < 1:
        raise LastSecurityAdmin


async def _save(
    tx: Session,
    action: str,
    account: Account,
    *,
    by: Principal,
    at: datetime,
    **changes: object,
) -> Account:
    await store.save(tx, account)
    await sessions.tell(tx, account.id)
    await _record(tx, action, account, by=by, at=at, **changes)
    return account


async def _record(
    tx: Session, action: str, account: Account, *, by: Principal, at: datetime, **changes: object
) -> None:
    await record(tx, by=by, at=at, action=action, what=ACCOUNT, id=account.id, changes=changes)


def _temporary_password() -> str:
    """Make something that can be read over the telephone, with 77 random bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
