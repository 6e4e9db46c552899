"""Bans over HTTP. An identity number comes in and never goes out."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from enforcement.domain.ban import Ban, Scope
from enforcement.schemas.words import Area, Body, Given, Short, Shown, Trade, Words

IdentityNumber = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]*$")]


class BanIn(Given):
    identity_number: IdentityNumber
    name: Short
    ground: str = Field(pattern=r"^\d{2,3}(_life)?$", examples=["94"])
    trade: Trade | None = Field(None, description="GB/T 4754 大类、中类或小类；行业禁入时必填")
    from_on: date
    reason: Words
    body: Body
    area: Area
    case_id: UUID | None = None


class BanCheckIn(Given):
    identity_number: IdentityNumber
    trade: Trade | None = None
    on: date | None = None


class BanOut(Shown):
    id: UUID
    name: str
    scope: Scope
    trade: str | None
    from_on: date
    until_on: date | None
    for_life: bool
    ground: str
    article: str
    reason: str
    case_id: UUID | None
    body: str
    area: str
    lifted_on: date | None
    lifted_because: str | None
    version: int

    @classmethod
    def of(cls, ban: Ban, *, name: str) -> "BanOut":
        shown = {field: getattr(ban, field) for field in cls.model_fields if field != "name"}
        return cls(name=name, **shown)


class BanReason(Shown):
    """Why the answer is no."""

    ban_id: UUID
    scope: Scope
    trade: str | None
    article: str
    until_on: date | None
    for_life: bool

    @classmethod
    def of(cls, ban: Ban) -> "BanReason":
        return cls(
            ban_id=ban.id,
            scope=ban.scope,
            trade=ban.trade,
            article=ban.article,
            until_on=ban.until_on,
            for_life=ban.for_life,
        )


class BanCheckOut(Shown):
    """Whether this person may head a unit (of this trade) on this day."""

    may: bool
    on: date
    reasons: list[BanReason]


class LiftIn(Given):
    reason: Words
