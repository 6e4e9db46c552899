"""Supervision orders and proposals to escalate, as sent and as shown."""

from datetime import date
from uuid import UUID

from pydantic import ConfigDict, Field

from hazard_registry.domain.life import Status
from hazard_registry.domain.supervision import OrderLevel
from hazard_registry.schemas.fields import Body, Name, Out, Words


class Publication(Body):
    model_config = ConfigDict(
        json_schema_extra={"example": {"where": "市政府门户网站", "on": "2026-03-04"}}
    )

    where: Words = Field(description="Where it was made public or exposed.")
    on: date


class Signature(Body):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {"listed": True, "due_on": "2026-04-30", "opinion": "限期整改"}
        }
    )

    number: Name | None = Field(None, description="Of a letter from above; else ours is numbered.")
    listed: bool = Field(description="挂牌督办")
    due_on: date
    opinion: Words | None = None


class AboutHazard(Out):
    hazard_id: UUID
    hazard_number: str
    area: str
    department: str | None
    status: Status
    unit_name: str | None


class OrderLine(AboutHazard):
    """An order with the hazard it is about."""

    id: UUID
    level: OrderLevel
    number: str = Field(examples=["南柳安督〔2026〕3号"])
    listed: bool
    issued_on: date
    due_on: date
    replied_on: date | None
    published_on: date | None
    publication: str | None
    exposed_on: date | None
    exposure: str | None
    lifted_on: date | None
    lift_reason: str | None


class EscalationLine(AboutHazard):
    """A proposal to escalate; `signed` is null while it waits, false where declined or lapsed."""

    id: UUID
    from_level: OrderLevel | None
    to_level: OrderLevel
    days_overdue: int
    proposed_on: date
    signed: bool | None
    decided_by: UUID | None
    decided_on: date | None
    reason: str | None
    order_id: UUID | None
