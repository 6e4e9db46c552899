"""What goes over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from contracts.codes import DepartmentCode
from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from gateway.domain.account import Account, Status
from gateway.domain.grants import Role
from gateway.domain.session import Kind

Login = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[\w.@-]{3,64}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
AreaPrefix = Annotated[str, StringConstraints(pattern=r"^\d{0,18}$")]
Typed = Annotated[SecretStr, Field(min_length=1, max_length=256)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Credentials(Strict):
    login: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    password: Typed
    kind: Annotated[
        Kind, Field(description="`web`: the session comes as a cookie; `api`: as a bearer token.")
    ] = Kind.API


class PasswordChange(Strict):
    old: Typed
    new: Typed


class NewGrant(Strict):
    role: Role
    area: Annotated[AreaPrefix, Field(description="A code's prefix; empty is everywhere.")] = ""
    department: DepartmentCode | None = None
    unit: UUID | None = None


class NewAccount(Strict):
    login: Login
    name: Name
    grants: Annotated[list[NewGrant], Field(max_length=20)] = []


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class GrantOut(Out):
    id: UUID
    role: Role
    area: str
    department: str | None
    unit: UUID | None
    granted_by: UUID | None
    granted_at: datetime


class AccountOut(Out):
    id: UUID
    login: str
    name: str
    status: Status
    must_change_password: bool
    created_at: datetime
    password_changed_at: datetime
    version: int
    grants: list[GrantOut]


class AccountWithPassword(AccountOut):
    password: Annotated[str, Field(description="Shown this once; its owner must change it.")]

    @classmethod
    def of(cls, account: Account, password: str) -> "AccountWithPassword":
        shown = AccountOut.model_validate(account).model_dump()
        return cls(**shown, password=password)


class SignedInOut(BaseModel):
    """For `web` the token is only in the cookie, and `csrf_token` must come back as a header."""

    access_token: str | None
    token_type: str | None
    csrf_token: str | None
    expires_at: datetime
    account: AccountOut


class MeOut(AccountOut):
    csrf_token: str | None

    @classmethod
    def of(cls, account: Account, csrf_token: str | None) -> "MeOut":
        return cls(**AccountOut.model_validate(account).model_dump(), csrf_token=csrf_token)


class EntryOut(Out):
    at: datetime
    by: str
    by_name: str | None
    action: str
    changes: dict[str, Any]


class SignInOut(Out):
    at: datetime
    action: str
    account: Annotated[str, Field(validation_alias="what_id")]
    network: str | None
    kind: str | None

    @classmethod
    def of(cls, row: Any) -> "SignInOut":
        after = {field: values[1] for field, values in row.changes.items()}
        return cls.model_validate(
            {
                "at": row.at,
                "action": row.action,
                "what_id": row.what_id,
                "network": after.get("network"),
                "kind": after.get("kind"),
            }
        )
