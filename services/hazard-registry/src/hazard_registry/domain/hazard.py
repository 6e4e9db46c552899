"""A hazard (隐患): each move returns the next one, or refuses."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hazard_registry.domain.closing import Gate
from hazard_registry.domain.life import MOVES, OPEN, Channel, Level, Origin, Status
from hazard_registry.domain.person import Person
from hazard_registry.domain.plan import Plan
from hazard_registry.domain.refusals import (
    ChangedMeanwhile,
    CriterionRequired,
    DateInFuture,
    DateTooEarly,
    DeadlineAfterDue,
    EvidenceRequired,
    FindingRequired,
    IllegalMove,
    OnlyGeneralSelfCheck,
    PlanIncomplete,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """Something at a unit or place that could hurt people. `area` is where it is."""

    id: UUID
    number: str
    status: Status = Status.REPORTED
    level: Level = Level.SUSPECTED
    channel: Channel
    origin: Origin
    description: str
    place: str | None = None
    area: str
    unit_id: UUID | None = None
    industry: str | None = None
    sector: str | None = None
    department: str | None = None
    found_on: date
    found_by: str | None = None
    reported_by: UUID | None = None
    reported_at: datetime
    lead_id: UUID | None = None
    source_id: UUID | None = None  # what else it came from: a certificate, an inspection
    previous_id: UUID | None = None  # the hazard that came back
    ledger_number: str | None = None
    ledger_key: str | None = None
    matter: str | None = None  # the one-matter chain (一件事) and its link
    link: str | None = None
    in_charge: str | None = None  # who answers for a place where no unit is registered
    in_charge_phone: str | None = None
    officer: UUID | None = None  # who looks after it for the department (经办人)
    transfer_to: str | None = None  # the department it was offered to
    withdrawal_by: UUID | None = None
    withdrawal_on: date | None = None
    merged_into: UUID | None = None  # the hazard that it is a duplicate of
    merged_leads: tuple[UUID, ...] = ()  # reports behind its duplicates

    criteria: tuple[str, ...] = ()
    exception_reason: str | None = None
    finding: str | None = None
    verified_by: UUID | None = None
    verified_on: date | None = None
    due_on: date | None = None
    reject_reason: str | None = None
    notified_on: date | None = None

    responsible: str | None = None
    measures: str | None = None
    funds: Decimal | None = None
    deadline: date | None = None
    contingency: str | None = None
    interim_control: str | None = None
    planned_on: date | None = None

    started_on: date | None = None
    percent: int = 0
    funds_used: Decimal | None = None
    submitted_on: date | None = None
    review_due_on: date | None = None
    rectifiers: tuple[UUID, ...] = ()
    reviewers: tuple[UUID, ...] = ()  # everybody who ever reviewed it
    passed_by: tuple[UUID, ...] = ()  # who found it done since it was last submitted
    passed_on: date | None = None
    closed_by: UUID | None = None
    closed_on: date | None = None
    reopened: int = 0

    extensions: int = 0
    extension_to: date | None = None
    extension_by: UUID | None = None
    overdue_on: date | None = None
    order_level: str | None = None
    order_due_on: date | None = None
    stopped_on: date | None = None
    resumption_by: UUID | None = None
    resumption_on: date | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Verified and not written off."""
        return self.status in OPEN

    @property
    def plan(self) -> Plan:
        parts = (*Plan.FIVE, "interim_control")
        return Plan(**{part: getattr(self, part) for part in parts})

    def at(self, expected: int) -> "Hazard":
        """Raise `ChangedMeanwhile` unless it stands at the version the caller read."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return self

    def verify(
        self,
        *,
        level: Level,
        criteria: tuple[str, ...],
        exception_reason: str | None,
        department: str,
        due_on: date,
        finding: str | None,
        by: Person,
        on: date,
    ) -> "Hazard":
        """Confirm the hazard and its level (认定).

        A major one rests on a criterion or on a reasoned exception; a report from the public on the
        inspector's own finding. A unit verifies only general hazards that it found itself.
        """
        moved = self._move("verify")
        self._may_verify(level, by)
        if level is Level.MAJOR and not criteria and not exception_reason:
            raise CriterionRequired(field="/criteria")
        if self.channel is Channel.PUBLIC_REPORT and not finding:
            raise FindingRequired(field="/finding")
        if due_on < on:
            raise DateTooEarly(field="/due_on", earliest=on.isoformat())
        return replace(
            moved,
            level=level,
            criteria=criteria,
            exception_reason=exception_reason,
            department=department,
            due_on=due_on,
            finding=finding,
            verified_by=by.id,
            verified_on=on,
            officer=by.id if by.is_official else self.officer,
        )

    def _may_verify(self, level: Level, by: Person) -> None:
        if by.is_official:
            return
        if level is not Level.GENERAL or self.channel is not Channel.SELF_CHECK:
            raise OnlyGeneralSelfCheck(field="/level")

    def reject(self, *, reason: str) -> "Hazard":
        """What was reported is no hazard."""
        return replace(self._move("reject"), reject_reason=reason, **_SETTLED)

    def notified(self, *, on: date) -> "Hazard":
        """Both notices are sent (告知)."""
        return replace(self, notified_on=on, version=self.version + 1)

    def make_plan(self, plan: Plan, *, by: Person, on: date) -> "Hazard":
        """Fix who mends it, how, with what money, by when, and what if (五落实, 令16号 art. 15).

        A plan may be mended while the work goes on; the status stays then.
        """
        working = self.status is Status.RECTIFYING
        moved = replace(self, version=self.version + 1) if working else self._move("plan")
        if missing := plan.missing(self.level):
            raise PlanIncomplete(field=f"/{missing[0]}", missing=tuple(missing))
        if plan.deadline and self.due_on and plan.deadline > self.due_on:
            raise DeadlineAfterDue(field="/deadline", due_on=self.due_on.isoformat())
        parts: dict[str, Any] = {
            part: getattr(plan, part) for part in (*Plan.FIVE, "interim_control")
        }
        people = _with(self.rectifiers, by.id)
        return replace(moved, **parts, planned_on=on, rectifiers=people)

    def start(self, *, by: Person, on: date) -> "Hazard":
        people = _with(self.rectifiers, by.id)
        return replace(self._move("start"), started_on=on, rectifiers=people)

    def progress(self, *, percent: int, funds_used: Decimal | None, by: Person) -> "Hazard":
        """Note how far the work is; the status stays."""
        self.need("progress", Status.RECTIFYING)
        funds = self.funds_used if funds_used is None else funds_used
        changed = replace(self, percent=percent, funds_used=funds, version=self.version + 1)
        return replace(changed, rectifiers=_with(self.rectifiers, by.id))

    def submit(self, *, evidence: int, by: Person, on: date, review_due_on: date) -> "Hazard":
        """Say it is done and ask for review (提交验收), with at least one piece of evidence."""
        moved = self._move("submit")
        if missing := self.plan.missing(self.level):
            raise PlanIncomplete(field="/note", missing=tuple(missing))
        if evidence < 1:
            raise EvidenceRequired(field="/attachments")
        return replace(
            moved,
            percent=100,
            submitted_on=on,
            review_due_on=review_due_on,
            passed_by=(),
            passed_on=None,
            rectifiers=_with(self.rectifiers, by.id),
        )

    def pass_review(self, gate: Gate, *, by: Person, on: date) -> "Hazard":
        """Find it done, as one of the reviewers the gate asks for; the last one makes it a pass."""
        self.need("review", Status.AWAITING_REVIEW)
        gate.check_reviewer(self, by)
        passed = (*self.passed_by, by.id)
        return replace(
            self,
            passed_by=passed,
            passed_on=on if len(passed) >= gate.reviewers else None,
            reviewers=_with(self.reviewers, by.id),
            version=self.version + 1,
        )

    def return_(self, gate: Gate, *, by: Person) -> "Hazard":
        """Find it not done: back to work. One reviewer is enough for that."""
        moved = self._move("return")
        gate.check_reviewer(self, by)
        reviewers = _with(self.reviewers, by.id)
        return replace(moved, passed_by=(), passed_on=None, reviewers=reviewers)

    def close(self, gate: Gate, *, by: Person, on: date) -> "Hazard":
        """Write it off (销号), as somebody who neither reported, rectified nor reviewed it."""
        moved = self._move("close")
        gate.check_closer(self, by)
        return replace(moved, closed_by=by.id, closed_on=on, **_SETTLED)

    def reopen(self, *, due_on: date, on: date) -> "Hazard":
        """Found again, or written off wrongly: back to work with a new due date."""
        moved = self._move("reopen")
        if due_on < on:
            raise DateTooEarly(field="/due_on", earliest=on.isoformat())
        return replace(
            moved,
            due_on=due_on,
            closed_by=None,
            closed_on=None,
            passed_by=(),
            passed_on=None,
            submitted_on=None,
            review_due_on=None,
            overdue_on=None,
            percent=0,
            extensions=0,
            reopened=self.reopened + 1,
        )

    def is_late(self, on: date) -> bool:
        """Whether the due date has passed while the work is not handed in."""
        if self.due_on is None or not self.is_open or self.due_on >= on:
            return False
        handed_in = self.status is Status.AWAITING_REVIEW and self.submitted_on is not None
        return not (handed_in and self.submitted_on <= self.due_on)  # type: ignore[operator]

    def mark_overdue(self, *, on: date) -> "Hazard":
        return replace(self, overdue_on=on, version=self.version + 1)

    def need(self, move: str, *statuses: Status) -> None:
        """Raise `IllegalMove` unless it stands in one of these statuses."""
        if self.status not in statuses:
            raise IllegalMove(status=self.status.value, move=move)

    def _move(self, move: str) -> "Hazard":
        sources, target = MOVES[move]
        self.need(move, *sources)
        return replace(self, status=target, version=self.version + 1)


# What was asked and not answered falls with the hazard it was asked about.
_SETTLED: dict[str, Any] = {"transfer_to": None, "withdrawal_by": None, "withdrawal_on": None}


def check_found(found_on: date, on: date) -> None:
    """Raise `DateInFuture` if nobody can have found it yet."""
    if found_on > on:
        raise DateInFuture(field="/found_on", latest=on.isoformat())


def _with(people: tuple[UUID, ...], person: UUID) -> tuple[UUID, ...]:
    return people if person in people else (*people, person)
