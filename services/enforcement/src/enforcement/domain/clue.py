"""A clue (线索): something that must be answered by filing, handing over, or refusing."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from enforcement.domain.deadline import Deadline
from enforcement.domain.refusals import ChangedMeanwhile, IllegalMove, SameBody


class ClueStatus(StrEnum):
    """Where a clue stands; every answer is final, a hand-over begins a new clue elsewhere."""

    RECEIVED = "received"
    FILED = "filed"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"


class Source(StrEnum):
    """What made the clue arrive; the same codes as in the events."""

    HAZARD = "hazard"
    REPORT = "report"
    HAND_OVER = "hand_over"
    MONITORING = "monitoring"
    ACCIDENT = "accident"
    RETALIATION = "retaliation"  # somebody is punished for reporting (安全生产法 art. 54)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What arrived, and who is to answer it."""

    source: Source
    area: str
    body: str
    matter: str | None = None
    unit_id: UUID | None = None
    hazard_ids: tuple[UUID, ...] = ()
    lead_id: UUID | None = None
    summary: str | None = None
    from_body: str | None = None
    from_clue: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What arrived, whose answer it awaits, and by when."""

    id: UUID
    source: Source
    area: str
    body: str
    matter: str | None
    unit_id: UUID | None
    hazard_ids: tuple[UUID, ...]
    lead_id: UUID | None = None
    summary: str | None = None
    from_body: str | None = None
    from_clue: UUID | None = None
    received_on: date
    answer_by: Deadline
    status: ClueStatus = ClueStatus.RECEIVED
    answered_on: date | None = None
    answered_by: UUID | None = None
    reason: str | None = None
    handed_to: str | None = None
    case_id: UUID | None = None
    version: int = 1

    @classmethod
    def received(cls, arrival: Arrival, *, id: UUID, on: date, answer_by: Deadline) -> "Clue":
        """Take on what arrived."""
        return cls(
            id=id,
            source=arrival.source,
            area=arrival.area,
            body=arrival.body,
            matter=arrival.matter,
            unit_id=arrival.unit_id,
            hazard_ids=arrival.hazard_ids,
            lead_id=arrival.lead_id,
            summary=arrival.summary,
            from_body=arrival.from_body,
            from_clue=arrival.from_clue,
            received_on=on,
            answer_by=answer_by,
        )

    def passed_on(self, *, to: str, matter: str | None) -> Arrival:
        """What arrives at the body it is handed over to."""
        return Arrival(
            source=Source.HAND_OVER,
            area=self.area,
            body=to,
            matter=matter or self.matter,
            unit_id=self.unit_id,
            hazard_ids=self.hazard_ids,
            lead_id=self.lead_id,
            summary=self.summary,
            from_body=self.body,
            from_clue=self.id,
        )

    def is_overdue(self, on: date) -> bool:
        return self.answer_by.is_overdue(on)

    def file(self, *, case_id: UUID, by: UUID, on: date, expected: int) -> "Clue":
        """Answer by opening a case (立案, 行政处罚法 art. 54)."""
        return replace(self._answer(ClueStatus.FILED, by, on, expected), case_id=case_id)

    def hand_over(self, *, to: str, reason: str, by: UUID, on: date, expected: int) -> "Clue":
        """Answer by handing it to the competent body (移送, 安全生产法 art. 69)."""
        if to == self.body:
            raise SameBody(body=to, field="/to")
        answered = self._answer(ClueStatus.HANDED_OVER, by, on, expected)
        return replace(answered, handed_to=to, reason=reason)

    def refuse(self, *, reason: str, by: UUID, on: date, expected: int) -> "Clue":
        """Answer by refusing, with reasons (不予立案)."""
        return replace(self._answer(ClueStatus.REFUSED, by, on, expected), reason=reason)

    def link(self, hazard_id: UUID) -> "Clue":
        """Add a hazard that turned out to be what the clue is about."""
        if hazard_id in self.hazard_ids:
            return self
        return replace(self, hazard_ids=(*self.hazard_ids, hazard_id), version=self.version + 1)

    def _answer(self, status: ClueStatus, by: UUID, on: date, expected: int) -> "Clue":
        if expected != self.version:
            raise ChangedMeanwhile
        if self.status is not ClueStatus.RECEIVED:
            raise IllegalMove(status=self.status.value, move=status.value)
        return replace(
            self,
            status=status,
            answered_by=by,
            answered_on=on,
            answer_by=self.answer_by.met(on),
            version=self.version + 1,
        )
