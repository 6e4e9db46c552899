"""Notices of a verified hazard to the principal and the actual controller (告知, task 7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from hazard_registry.domain.refusals import (
    IllegalMove,
    NoticeDone,
    NotPassedOn,
    PhoneRequired,
    ProofRequired,
)


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


class Visit(StrEnum):
    """What the village met when it went there."""

    HANDED_OVER = "handed_over"
    ABSENT = "absent"
    REFUSED = "refused"


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
    witness: str | None = None
    proof: Sequence[UUID] = ()  # photographs or documents that prove delivery
    passed_on: date | None = None  # to the village, because nobody acknowledged it in time
    followed_on: date | None = None
    visit: Visit | None = None
    visit_note: str | None = None
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
        if method is Method.MESSAGE and not self.phone:
            raise PhoneRequired(field="/method")
        return replace(
            self,
            method=method,
            document=document,
            recipient=recipient or self.recipient,
            sent_on=on,
            version=self.version + 1,
        )

    def deliver(
        self, *, on: date, witness: str | None = None, proof: Sequence[UUID] = ()
    ) -> "Notice":
        """Put delivery on record; what was left at the place needs a witness or a photograph."""
        self._next("deliver", after=self.sent_on, done=self.delivered_on)
        if self.method is Method.LEFT_AT_PLACE and not witness and not proof:
            raise ProofRequired(field="/witness")
        return replace(
            self,
            delivered_on=on,
            witness=witness,
            proof=list(proof),
            version=self.version + 1,
        )

    def passed_to_village(self, *, on: date) -> "Notice":
        return replace(self, passed_on=on, version=self.version + 1)

    def follow(self, *, visit: Visit, note: str, proof: Sequence[UUID], on: date) -> "Notice":
        """The village went there: handed over, it is delivered; otherwise that is on record."""
        if self.passed_on is None:
            raise NotPassedOn()
        if self.followed_on is not None:
            raise NoticeDone(move="follow")
        handed = visit is Visit.HANDED_OVER
        return replace(
            self,
            followed_on=on,
            visit=visit,
            visit_note=note,
            proof=[*self.proof, *proof],
            sent_on=self.sent_on or (on if handed else None),
            method=self.method or (Method.IN_PERSON if handed else None),
            delivered_on=self.delivered_on or (on if handed else None),
            version=self.version + 1,
        )

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
