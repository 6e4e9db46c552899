"""What goes over HTTP."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from contracts.codes import DepartmentCode
from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from gateway.domain.account import Account, Status
from gateway.domain.board import Measured, Reach
from gateway.domain.grants import Role
from gateway.domain.session import Kind
from gateway.routing import Service

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
    from_on: date | None = None
    until_on: Annotated[date | None, Field(description="The last day, included.")] = None
    stands_in_for: Annotated[
        UUID | None, Field(description="Whom a deputy acts for (代理); he keeps his own name.")
    ] = None


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
    from_on: date | None
    until_on: date | None
    stands_in_for: UUID | None


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


PlanCode = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{4})?$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^\d{6,18}$")]


class FigureOut(BaseModel):
    """One figure, as its service told it; `list_url` lists exactly the records counted."""

    code: str = Field(examples=["7.closing_rate"])
    row: str = Field(examples=["7"])
    name: str
    name_en: str
    value: Decimal | None = Field(examples=["93.4"])
    numerator: int | None
    denominator: int | None
    unit: str = Field(examples=["%"])
    target: Decimal | None
    target_date: date | None
    light: str = Field(examples=["yellow"])
    basis: dict[str, Any] | None
    list_url: str
    missing: str | None = None


class BoardRow(BaseModel):
    """A row of the plan. Its light is the worst of its figures' lights; grey without figures."""

    row: str = Field(examples=["7"])
    action: int | None = Field(examples=[3])
    title: dict[str, str]
    asks: dict[str, str]
    owner: Service
    bodies: list[str]
    groups: list[str]
    light: str = Field(examples=["yellow"])
    measured: Measured = Field(description="`not_yet`: nothing measures this row so far.")
    figures: list[FigureOut]
    milestones: list[dict[str, Any]]
    milestones_overdue: int
    latest: dict[str, Any] | None = Field(description="The newest accepted report on it.")
    parts: list["BoardRow"]


class BoardOut(BaseModel):
    """The plan on one page. A service that did not answer is named; its rows are not zero."""

    code: PlanCode = Field(examples=["2024-2026"])
    title: dict[str, str]
    source: str
    begins: date
    ends: date
    as_of: date
    area: str = Field(examples=["350583002"])
    services: dict[Service, Reach]
    lights: dict[str, int] = Field(examples=[{"green": 3, "yellow": 1, "red": 2, "grey": 30}])
    actions: list[dict[str, Any]]
    rows: list[BoardRow]


class SnapshotIn(Strict):
    as_of: date | None = None
    area: AreaCode | None = None
    note: Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]*$"
        ),
    ] = Field(examples=["第三季度调度会"])


class SnapshotOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    plan: str
    as_of: date
    area: str
    note: str
    taken_by: UUID
    taken_at: datetime
    lights: dict[str, int]


class SnapshotWithBoard(SnapshotOut):
    board: BoardOut
