"""Messages that leave the house (短信): queued, sent, delivered; tried again where that failed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.refusals import NotFailed

# How long to wait after the nth failure; after the last one a person must look.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)


class OutgoingKind(StrEnum):
    """What it is about."""

    NOTICE = "notice"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


class OutgoingStatus(StrEnum):
    """How far it got. Without a number it waits for a person who knows one."""

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    NO_NUMBER = "no_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message. `key` says what it is about, so that nothing is said twice."""

    id: UUID
    key: str
    kind: OutgoingKind
    hazard_id: UUID
    notice_id: UUID | None = None
    recipient: str | None = None
    phone: str | None = None
    text: str
    status: OutgoingStatus = OutgoingStatus.WAITING
    attempts: int = 0
    next_try_at: datetime | None = None
    queued_at: datetime
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    receipt: str | None = None  # the provider's own number for it: the proof
    error: str | None = None  # a code, never a provider's words
    version: int = 1

    def sent(self, *, receipt: str, at: datetime, delivered: bool) -> "Outgoing":
        """The provider took it; a local outbox delivers at once."""
        return replace(
            self,
            status=OutgoingStatus.DELIVERED if delivered else OutgoingStatus.SENT,
            attempts=self.attempts + 1,
            next_try_at=None,
            sent_at=at,
            delivered_at=at if delivered else None,
            receipt=receipt,
            error=None,
            version=self.version + 1,
        )

    def failed(self, *, error: str, at: datetime) -> "Outgoing":
        """Try again later, or give up after the last wait."""
        wait = WAITS[self.attempts] if self.attempts < len(WAITS) else None
        return replace(
            self,
            status=OutgoingStatus.WAITING if wait else OutgoingStatus.FAILED,
            attempts=self.attempts + 1,
            next_try_at=at + wait if wait else None,
            error=error,
            version=self.version + 1,
        )

    def receive(self, *, delivered: bool, at: datetime) -> "Outgoing":
        """Note what the provider reports; a report that comes twice, or late, changes nothing."""
        if self.status is not OutgoingStatus.SENT:
            return self
        if not delivered:
            return self.failed(error="undelivered", at=at)
        return replace(
            self,
            status=OutgoingStatus.DELIVERED,
            delivered_at=at,
            version=self.version + 1,
        )

    def retry(self, *, phone: str | None, at: datetime) -> "Outgoing":
        """Try anew, perhaps at another number. Raise `NotFailed` for what is under way."""
        number = phone or self.phone
        if self.status not in {OutgoingStatus.FAILED, OutgoingStatus.NO_NUMBER} or number is None:
            raise NotFailed(status=self.status.value)
        return replace(
            self,
            phone=number,
            status=OutgoingStatus.WAITING,
            attempts=0,
            next_try_at=at,
            error=None,
            version=self.version + 1,
        )
