"""Notices of a verified hazard to the principal and the actual controller (告知, task 7)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.refusals import IllegalMove, NoticeDone


class NoticeTo(StrEnum):
    """To whom."""

    PRINCIPAL = "principal"
    ACTUAL_CONTROLLER = "actual_controller"


class Method(StrEnum):
    """How it reached him."""

    IN_PERSON = "in_person"
    POST = "post"
    MESSAGE = "message"
    LEFT_AT_PLACE = "left_at_place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice: made at verification, then sent, delivered and acknowledged, each with its day."""

    id: UUID
    hazard_id: UUID
    to: NoticeTo
    recipient: str | None = None
    phone: str | None = None
    due_on: date | None = None  # to be acknowledged by
    method: Method | None = None
    document: str | None = None
    sent_on: date | None = None
    delivered_on: date | None = None
    acknowledged_on: date | None = None
    version: int = 1

    def renew(self, *, recipient: str | None, phone: str | None, due_on: date) -> "Notice":
        """Begin anew: the hazard was verified once more."""
        return Notice(
            id=self.id,
            hazard_id=self.hazard_id,
            to=self.to,
            recipient=recipient,
            phone=phone,
            due_on=due_on,
            version=self.version + 1,
        )

    def addressed(self, *, recipient: str | None, phone: str | None) -> "Notice":
        return replace(self, recipient=recipient, phone=phone, version=self.version + 1)

    def send(
        self, *, method: Method, document: str | None, recipient: str | None, on: date
    ) -> "Notice":
        if self.sent_on is not None:
            raise NoticeDone(move="send")
        return replace(
            self,
            method=method,
            document=document,
            recipient=recipient or self.recipient,
            sent_on=on,
            version=self.version + 1,
        )

    def deliver(self, *, on: date) -> "Notice":
        self._next("deliver", after=self.sent_on, done=self.delivered_on)
        return replace(self, delivered_on=on, version=self.version + 1)

    def acknowledge(self, *, on: date) -> "Notice":
        """Confirm receipt, which proves delivery too."""
        self._next("acknowledge", after=self.sent_on, done=self.acknowledged_on)
        delivered = self.delivered_on or on
        return replace(self, acknowledged_on=on, delivered_on=delivered, version=self.version + 1)

    def _next(self, move: str, *, after: date | None, done: date | None) -> None:
        if done is not None:
            raise NoticeDone(move=move)
        if after is None:
            raise IllegalMove(status="unsent", move=move)
