"""An account: a person or a system that may sign in."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from gateway.domain.grants import Grant, Role, refuse_incompatible
from gateway.domain.refusals import (
    AlreadyGranted,
    ChangedMeanwhile,
    IllegalMove,
    NotFound,
    OwnAccount,
    PasswordWeak,
)

SHORTEST, LONGEST = 10, 128
LONG_ENOUGH: Final = 16  # from here length alone will do
KINDS: Final = 3


class Status(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who may sign in, and what he is granted."""

    id: UUID
    login: str
    name: str
    password_hash: str
    status: Status = Status.ACTIVE
    must_change_password: bool = False
    created_at: datetime
    password_changed_at: datetime
    version: int = 1
    grants: tuple[Grant, ...] = ()

    @property
    def active(self) -> bool:
        return self.status is Status.ACTIVE

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def expect(self, version: int) -> "Account":
        """Raise `ChangedMeanwhile` unless this is the version the caller has read."""
        if version != self.version:
            raise ChangedMeanwhile
        return self

    def refuse_self(self, by: UUID) -> "Account":
        """Raise `OwnAccount` if someone administers himself."""
        if by == self.id:
            raise OwnAccount
        return self

    def grant_role(self, grant: Grant) -> "Account":
        """Raise `IncompatibleRoles` or `AlreadyGranted` if the grant cannot join the others."""
        refuse_incompatible(grant.role, self.roles)
        if grant.scope in {held.scope for held in self.grants}:
            raise AlreadyGranted(role=grant.role)
        return self._next(grants=(*self.grants, grant))

    def begin_with(self, *grants: Grant) -> "Account":
        """Give a new account its first roles, which are no change of it."""
        account = self
        for grant in grants:
            account = account.grant_role(grant)
        return replace(account, version=self.version)

    def revoke_role(self, grant_id: UUID) -> "Account":
        """Raise `NotFound` if there is no such grant."""
        left = tuple(grant for grant in self.grants if grant.id != grant_id)
        if left == self.grants:
            raise NotFound
        return self._next(grants=left)

    def disable(self) -> "Account":
        return self._move(Status.ACTIVE, Status.DISABLED, "disable")

    def enable(self) -> "Account":
        return self._move(Status.DISABLED, Status.ACTIVE, "enable")

    def change_password(self, password_hash: str, *, at: datetime) -> "Account":
        return self._next(
            password_hash=password_hash, password_changed_at=at, must_change_password=False
        )

    def reset_password(self, password_hash: str, *, at: datetime) -> "Account":
        """Set a password that only lets its owner choose another."""
        return self._next(
            password_hash=password_hash, password_changed_at=at, must_change_password=True
        )

    def _move(self, before: Status, after: Status, move: str) -> "Account":
        if self.status is not before:
            raise IllegalMove(status=self.status, move=move)
        return self._next(status=after)

    def _next(self, **changes: object) -> "Account":
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]


def refuse_weak(password: str, *, login: str, field: str = "/password") -> None:
    """Raise `PasswordWeak` unless long, or of moderate length and of three kinds of characters."""
    kinds = (
        any(c.islower() for c in password),
        any(c.isupper() for c in password),
        any(c.isdigit() for c in password),
        any(not c.isalnum() for c in password),
    )
    varied = sum(kinds) >= KINDS or len(password) >= LONG_ENOUGH
    monotonous = len(set(password)) < SHORTEST // 2
    says_login = login.casefold() in password.casefold()
    if not SHORTEST <= len(password) <= LONGEST or not varied or monotonous or says_login:
        raise PasswordWeak(shortest=SHORTEST, long_enough=LONG_ENOUGH, field=field)


def tidy_login(login: str) -> str:
    """Logins differ by more than case and spaces."""
    return login.strip().casefold()
