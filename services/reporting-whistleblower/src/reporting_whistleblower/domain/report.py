"""A report (举报): its life from arrival to conclusion. Its words are elsewhere, sealed."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import (
    ChangedMeanwhile,
    IllegalMove,
    SameReport,
    SelfApproval,
    TooLate,
)

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Category(StrEnum):
    """What it is about (安监总财〔2018〕19号 art. 6)."""

    MAJOR_HAZARD = "major_hazard"
    ILLEGAL_OPERATION = "illegal_operation"
    CONCEALED_ACCIDENT = "concealed_accident"
    OTHER = "other"


class Channel(StrEnum):
    """How it came in. An official enters what came by telephone, visit or letter (12350)."""

    WEB = "web"
    POSTER = "poster"
    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"


class Status(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TRANSFERRED = "transferred"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"
    OBJECTED = "objected"


class Conclusion(StrEnum):
    SUBSTANTIATED = "substantiated"
    PARTLY = "partly"
    UNSUBSTANTIATED = "unsubstantiated"


class RefusalGround(StrEnum):
    """Why a report may be refused (what the national reporting system does not take)."""

    NO_CLEAR_MATTER = "no_clear_matter"
    OUT_OF_SCOPE = "out_of_scope"
    SUGGESTION_OR_PETITION = "suggestion_or_petition"
    BEFORE_A_COURT = "before_a_court"
    EMPLOYEE_WITHOUT_REAL_NAME = "employee_without_real_name"
    ALREADY_HANDLED = "already_handled"


MOVES: Final[dict[str, tuple[frozenset[Status], Status]]] = {
    "accept": (frozenset({Status.RECEIVED}), Status.ACCEPTED),
    "refuse": (frozenset({Status.RECEIVED}), Status.REFUSED),
    "transfer": (frozenset({Status.RECEIVED, Status.ACCEPTED}), Status.TRANSFERRED),
    "merge": (frozenset({Status.RECEIVED, Status.ACCEPTED}), Status.MERGED),
    "withdraw": (frozenset({Status.RECEIVED, Status.ACCEPTED}), Status.WITHDRAWN),
    "conclude": (frozenset({Status.ACCEPTED}), Status.CONCLUDED),
    "object": (frozenset({Status.CONCLUDED}), Status.OBJECTED),
    "reexamine": (frozenset({Status.OBJECTED}), Status.CONCLUDED),
}
OPEN: Final = frozenset({Status.RECEIVED, Status.ACCEPTED, Status.OBJECTED})
WAITING: Final = frozenset({Status.ACCEPTED, Status.OBJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What may be known of a report without its key."""

    id: UUID
    number: str
    lead_id: UUID
    category: Category
    area: str
    unit_id: UUID | None
    wants_reward: bool
    identity_id: UUID | None = None
    received_at: datetime
    status: Status = Status.RECEIVED
    handler_id: UUID | None = None
    employee: bool = False  # the handler saw proof of employment (应急〔2020〕69号 art. 4)
    accepted_at: datetime | None = None
    accepted_by: UUID | None = None
    due_on: date | None = None
    extended: bool = False
    refusal_ground: RefusalGround | None = None
    decided_at: datetime | None = None  # refused, transferred, merged or withdrawn
    merged_into: UUID | None = None
    proposed_conclusion: Conclusion | None = None
    proposed_from: str | None = None  # the event that proposed it
    conclusion: Conclusion | None = None
    concluded_at: datetime | None = None
    concluded_by: UUID | None = None  # empty where a decided case concluded it
    feedback_due_on: date | None = None
    feedback_at: datetime | None = None
    objected_at: datetime | None = None
    reexamine_due_on: date | None = None
    reexamined_at: datetime | None = None
    reexamined_by: UUID | None = None
    channel: Channel = Channel.WEB
    paused_at: datetime | None = None
    destroyed_at: datetime | None = None
    version: int = 1

    def assign(self, *, to: UUID, expected: int) -> "Report":
        if self.status not in OPEN:
            raise IllegalMove(status=self.status.value, move="assign")
        return replace(self._at(expected), handler_id=to)

    def accept(
        self, *, by: UUID, at: datetime, due_on: date, employee: bool, expected: int
    ) -> "Report":
        """Take it on; the clock of 60 days begins."""
        return replace(
            self._move("accept", expected),
            accepted_at=at,
            accepted_by=by,
            handler_id=self.handler_id or by,
            due_on=due_on,
            employee=employee,
        )

    def refuse(self, *, ground: RefusalGround, at: datetime, expected: int) -> "Report":
        return replace(self._move("refuse", expected), refusal_ground=ground, decided_at=at)

    def transfer(self, *, at: datetime, expected: int) -> "Report":
        return replace(self._move("transfer", expected), decided_at=at)

    def merge(self, *, into: "Report", at: datetime, expected: int) -> "Report":
        """Join the same matter reported earlier; whoever came first keeps the place.

        Raise `SameReport` if the other did not come first or is merged itself.
        """
        later = (into.received_at, into.id) >= (self.received_at, self.id)
        if later or into.status in {Status.MERGED, Status.REFUSED, Status.WITHDRAWN}:
            raise SameReport(status=into.status.value)
        return replace(self._move("merge", expected), merged_into=into.id, decided_at=at)

    def withdraw(self, *, at: datetime) -> "Report":
        """Before the answer the reporter may take it back; then no answer is owed."""
        return replace(self._move("withdraw", self.version), decided_at=at)

    def extend(self, *, by: UUID, due_on: date, expected: int) -> "Report":
        """Grant the one extension of at most 30 days; somebody other than the handler does."""
        if self.status is not Status.ACCEPTED or self.extended:
            raise IllegalMove(status=self.status.value, move="extend")
        if by == self.handler_id:
            raise SelfApproval(move="extend")
        return replace(self._at(expected), due_on=due_on, extended=True)

    def pause(self, *, at: datetime, expected: int) -> "Report":
        """Let the clock stand still while somebody else must act first."""
        if self.status not in WAITING or self.paused_at is not None:
            raise IllegalMove(status=self.standing, move="pause")
        return replace(self._at(expected), paused_at=at)

    def resume(self, *, due_on: date, expected: int) -> "Report":
        """Let the clock run on; the last day lies later by the days that did not count."""
        if self.paused_at is None:
            raise IllegalMove(status=self.standing, move="resume")
        moved = replace(self._at(expected), paused_at=None)
        if self.status is Status.OBJECTED:
            return replace(moved, reexamine_due_on=due_on)
        return replace(moved, due_on=due_on)

    @property
    def running_due(self) -> date | None:
        """The last day of the clock that runs now."""
        return self.reexamine_due_on if self.status is Status.OBJECTED else self.due_on

    @property
    def standing(self) -> str:
        return "paused" if self.paused_at is not None else self.status.value

    @property
    def ended_at(self) -> datetime | None:
        """When the last thing was done that the law asks for; None while something is owed."""
        if self.status is Status.CONCLUDED:
            return self.reexamined_at or self.feedback_at
        return None if self.status in OPEN else self.decided_at

    def propose_conclusion(self, conclusion: Conclusion, *, source: str) -> "Report":
        """Note what another service found. A handler, or a decided case, concludes."""
        return replace(self._at(self.version), proposed_conclusion=conclusion, proposed_from=source)

    def conclude(
        self,
        conclusion: Conclusion,
        *,
        by: UUID | None,
        at: datetime,
        feedback_due_on: date,
        expected: int,
    ) -> "Report":
        return replace(
            self._move("conclude", expected),
            conclusion=conclusion,
            concluded_at=at,
            concluded_by=by,
            feedback_due_on=feedback_due_on,
        )

    def give_feedback(self, *, at: datetime, expected: int) -> "Report":
        if self.status is not Status.CONCLUDED or self.feedback_at is not None:
            raise IllegalMove(status=self.status.value, move="feedback")
        return replace(self._at(expected), feedback_at=at)

    def object(
        self, *, at: datetime, today: date, last_day: date, reexamine_due_on: date
    ) -> "Report":
        """Ask for a re-examination (应急〔2023〕106号). Raise `TooLate` after the last day."""
        if self.reexamined_at is not None:
            raise IllegalMove(status=self.status.value, move="object")
        moved = self._move("object", self.version)
        if today > last_day:
            raise TooLate(last_day=last_day.isoformat())
        return replace(moved, objected_at=at, reexamine_due_on=reexamine_due_on)

    def reexamine(
        self, conclusion: Conclusion, *, by: UUID, at: datetime, expected: int
    ) -> "Report":
        """Answer the objection; never by whoever concluded."""
        moved = self._move("reexamine", expected)
        if by in {self.concluded_by, self.handler_id}:
            raise SelfApproval(move="reexamine")
        return replace(moved, conclusion=conclusion, reexamined_at=at, reexamined_by=by)

    def is_overdue(self, today: date) -> bool:
        """Whether something is owed and its last day has passed; no day passes in a pause."""
        if self.status is Status.CONCLUDED:
            due = self.feedback_due_on if self.feedback_at is None else None
        else:
            due = self.running_due if self.status in WAITING and not self.paused_at else None
        return due is not None and due < today

    def _move(self, move: str, expected: int) -> "Report":
        """Check the version first: whoever looks at old state should read it anew."""
        moved = self._at(expected)
        allowed, to = MOVES[move]
        if self.status not in allowed:
            raise IllegalMove(status=self.status.value, move=move)
        return replace(moved, status=to, paused_at=None)

    def _at(self, expected: int) -> "Report":
        if expected != self.version:
            raise ChangedMeanwhile
        return replace(self, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The matter restated by the handler for the field: nothing of the reporter is in it."""

    lead_id: UUID
    area: str
    unit_id: UUID | None
    category: Category
    what: str
    place: str
    written_by: UUID
    written_at: datetime


def make_number(year: int) -> str:
    """Draw a number for the files. Random, so that it tells nothing about when or how many."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"JB{year}-{drawn[:4]}-{drawn[4:]}"
