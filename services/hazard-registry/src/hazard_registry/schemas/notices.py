"""Notices and outgoing messages in lists, and what is sent about messages."""

from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from hazard_registry.domain.life import Level
from hazard_registry.domain.outgoing import OutgoingKind, OutgoingStatus
from hazard_registry.schemas.fields import Body, Out, Phone
from hazard_registry.schemas.hazards import NoticeOut


class NoticeLine(NoticeOut):
    """A notice with the hazard it is about."""

    hazard_number: str
    area: str
    level: Level
    unit_name: str | None


class OutgoingOut(Out):
    """A message that leaves the house, and how far it got."""

    id: UUID
    kind: OutgoingKind
    hazard_id: UUID
    notice_id: UUID | None
    recipient: str | None
    phone: str | None
    text: str
    status: OutgoingStatus
    attempts: int
    next_try_at: AwareDatetime | None
    queued_at: AwareDatetime
    sent_at: AwareDatetime | None
    delivered_at: AwareDatetime | None
    receipt: str | None = Field(description="The provider's number for it: the proof.")
    error: str | None
    version: int


class Receipt(Body):
    model_config = ConfigDict(json_schema_extra={"example": {"delivered": True}})

    delivered: bool


class Retry(Body):
    phone: Phone | None = Field(None, description="Another number; without it the same one.")
