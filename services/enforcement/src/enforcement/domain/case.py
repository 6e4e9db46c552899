"""A case (案件): all that belongs to one act, and the moves that change it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from enforcement.domain.deadline import Deadline, Due, moved, renewed, settled
from enforcement.domain.penalty import Penalty, is_grave
from enforcement.domain.performance import Payment, Performance, Result, Suspension
from enforcement.domain.record import (
    Assignment,
    Closing,
    Decision,
    Discussion,
    Evidence,
    Hearing,
    Notice,
    Outcome,
    Place,
    Publication,
    Review,
    Statement,
    answered,
    replaced,
)
from enforcement.domain.refusals import ChangedMeanwhile, IllegalMove, SelfApproval
from enforcement.domain.status import MOVES, OPEN_BEFORE_DECISION, Status

Met: TypeAlias = tuple[Due, date]
_AFTER = {Outcome.PUNISHED: Status.DECIDED, Outcome.NOT_PUNISHED: Status.NOT_PUNISHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One act, investigated and decided by one body."""

    id: UUID
    number: str
    clue_id: UUID
    body: str
    area: str
    matter: str
    unit_id: UUID | None
    hazard_ids: tuple[UUID, ...]
    cause: str
    act_on: date
    act_key: str
    harmful_result: bool = False
    status: Status = Status.FILED
    filed_on: date
    filed_by: UUID
    place: Place
    team: tuple[Assignment, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    proposed_by: UUID | None = None
    reviews: tuple[Review, ...] = ()
    notice: Notice | None = None
    statements: tuple[Statement, ...] = ()
    hearing: Hearing | None = None
    discussion: Discussion | None = None
    decision: Decision | None = None
    performance: Performance | None = None
    publication: Publication | None = None
    transferred_to: str | None = None
    ended_because: str | None = None
    extended_because: str | None = None
    closing: Closing | None = None
    deadlines: tuple[Deadline, ...] = ()
    version: int = 1

    @property
    def serving(self) -> tuple[Assignment, ...]:
        """The officers on the team now, without those who were replaced."""
        return tuple(officer for officer in self.team if officer.replaced_on is None)

    @property
    def investigators(self) -> frozenset[UUID]:
        """The accounts of everyone who ever worked on the case as an investigator."""
        accounts = {officer.account_id for officer in self.team} | {self.proposed_by}
        return frozenset(account for account in accounts if account is not None)

    @property
    def review(self) -> Review | None:
        """The newest legal review."""
        return self.reviews[-1] if self.reviews else None

    @property
    def heavy(self) -> bool:
        """Whether it needs a collective discussion (行政处罚法 art. 57)."""
        marked = self.review is not None and self.review.heavy
        heard = self.hearing is not None and self.hearing.held_on is not None
        return marked or heard or is_grave(self.penalties)

    def deadline(self, what: Due) -> Deadline | None:
        return next((known for known in self.deadlines if known.what is what), None)

    def overdue(self, on: date) -> tuple[Deadline, ...]:
        """What should have been done before this day and is not, or was done late."""
        return tuple(deadline for deadline in self.deadlines if deadline.is_overdue(on))

    def investigate(self, team: Iterable[Assignment], *, expected: int) -> "Case":
        """Put two certified officers on it, once: later they are only replaced."""
        self._stay({Status.FILED}, "investigate")
        return self._move(Status.INVESTIGATING, expected, team=tuple(team))

    def replace_officer(
        self, officer_id: UUID, *, by_officer: Assignment, interest: str, on: date, expected: int
    ) -> "Case":
        """Let another take over from an officer with an interest (回避, 行政处罚法 art. 43)."""
        self._stay(OPEN_BEFORE_DECISION - {Status.FILED}, "replace_officer")
        kept = replaced(self.team, officer_id, interest=interest, on=on)
        return self._record(expected, team=(*kept, by_officer))

    def add_evidence(self, evidence: Evidence, *, expected: int) -> "Case":
        self._stay(OPEN_BEFORE_DECISION - {Status.FILED}, "add_evidence")
        return self._record(expected, evidence=(*self.evidence, evidence))

    def propose(self, penalties: Iterable[Penalty], *, by: UUID, expected: int) -> "Case":
        """Say which penalties the investigators propose."""
        self._stay({Status.INVESTIGATING}, "propose")
        return self._record(expected, penalties=tuple(penalties), proposed_by=by)

    def review_legally(self, review: Review, *, expected: int) -> "Case":
        """Pass the case, or send it back. Raise `SelfApproval`."""
        self._by_another(review.by, "review")
        reviews = (*self.reviews, review)
        if self.status in {Status.INFORMED, Status.HEARING} and review.passed:
            return self._record(expected, reviews=reviews)
        self._stay(OPEN_BEFORE_DECISION - {Status.FILED}, "review")
        to = Status.REVIEWED if review.passed else Status.INVESTIGATING
        if to is self.status:
            return self._record(expected, reviews=reviews)
        return self._move(to, expected, reviews=reviews)

    def inform(self, notice: Notice, *, deadlines: Iterable[Deadline], expected: int) -> "Case":
        """Tell the party what is intended, why, and what it may do about it."""
        return self._move(Status.INFORMED, expected, notice=notice, hearing=None, due=deadlines)

    def state(self, statement: Statement, *, expected: int) -> "Case":
        """Record what the party said."""
        self._stay({Status.INFORMED, Status.HEARING}, "state")
        return self._record(expected, statements=(*self.statements, statement))

    def answer(self, statement_id: UUID, *, answer: str, by: UUID, expected: int) -> "Case":
        """Record what came of checking a statement (行政处罚法 art. 45)."""
        self._stay({Status.INFORMED, Status.HEARING}, "answer")
        known = answered(self.statements, statement_id, answer=answer, by=by)
        return self._record(expected, statements=known)

    def request_hearing(self, hearing: Hearing, *, expected: int) -> "Case":
        return self._move(Status.HEARING, expected, hearing=hearing)

    def change_hearing(self, hearing: Hearing, *, expected: int) -> "Case":
        """Announce the hearing, or record that it was held."""
        self._stay({Status.HEARING}, "hearing")
        return self._record(expected, hearing=hearing)

    def discuss(self, discussion: Discussion, *, expected: int) -> "Case":
        self._stay({Status.REVIEWED, Status.INFORMED, Status.HEARING}, "discuss")
        return self._record(expected, discussion=discussion)

    def extend(self, deadline: Deadline, *, because: str, by: UUID, expected: int) -> "Case":
        """Give the decision more time (行政处罚法 art. 60)."""
        self._by_another(by, "extend")
        self._stay(OPEN_BEFORE_DECISION, "extend")
        return self._record(expected, extended_because=because, due=[deadline])

    def decide(
        self,
        decision: Decision,
        *,
        penalties: Iterable[Penalty],
        due: Iterable[Deadline],
        expected: int,
    ) -> "Case":
        """Decide (行政处罚法 art. 57). Raise `SelfApproval` if an investigator would."""
        self._by_another(decision.by, "decide")
        if decision.by in {review.by for review in self.reviews}:
            raise SelfApproval(move="decide")
        to = _AFTER[decision.outcome]
        return self._move(
            to,
            expected,
            decision=decision,
            penalties=tuple(penalties),
            met=(Due.DECIDE, decision.decided_on),
            due=due,
        )

    def serve(
        self, performance: Performance, *, deadlines: Iterable[Deadline], expected: int
    ) -> "Case":
        met = (Due.SERVE, performance.served_on)
        return self._move(Status.SERVED, expected, performance=performance, met=met, due=deadlines)

    def pay(self, payment: Payment, performance: Performance, *, expected: int) -> "Case":
        met = (Due.PAY, payment.on) if performance.next_due is None else None
        return self._perform(performance, "pay", expected, met=met)

    def divide(self, performance: Performance, *, by: UUID, expected: int) -> "Case":
        """Let the fine be paid in instalments."""
        self._by_another(by, "instalments")
        return self._perform(performance, "instalments", expected)

    def suspend(self, performance: Performance, *, expected: int) -> "Case":
        return self._perform(performance, "suspend", expected)

    def resume(self, performance: Performance, suspension: Suspension, *, expected: int) -> "Case":
        """End a remedy; an annulled decision ends the case."""
        if suspension.result is not Result.ANNULLED:
            return self._perform(performance, "resume", expected)
        because = f"{suspension.remedy.value}:{suspension.number or '—'}"
        change: dict[str, Any] = {"performance": performance, "ended_because": because}
        return self._move(Status.WITHDRAWN, expected, **change)

    def publish(self, publication: Publication, *, expected: int) -> "Case":
        later = {Status.DECIDED, Status.SERVED, Status.PERFORMING, Status.CLOSED}
        self._stay(later, "publish")
        met = (Due.PUBLISH, publication.published_on)
        return self._record(expected, publication=publication, met=met)

    def follow_platform(self, place: Place, *, expected: int) -> "Case":
        """Note the case's number and state on the provincial platform."""
        return self._record(expected, place=place, met=(Due.ENTER_PLATFORM, place.updated_on))

    def link(self, hazard_id: UUID) -> "Case":
        """Add a hazard that turned out to be what the case is about."""
        return self._record(self.version, hazard_ids=(*self.hazard_ids, hazard_id))

    def transfer(self, *, to: str, because: str, by: UUID, on: date, expected: int) -> "Case":
        """Give the case to the body that may punish. Raise `SelfApproval`."""
        self._by_another(by, "transfer")
        return self._move(
            Status.TRANSFERRED,
            expected,
            transferred_to=to,
            ended_because=because,
            met=(Due.DECIDE, on),
        )

    def withdraw(self, *, because: str, by: UUID, on: date, expected: int) -> "Case":
        """Drop the case (撤案) before a decision. Raise `SelfApproval`."""
        self._by_another(by, "withdraw")
        self._stay(OPEN_BEFORE_DECISION, "withdraw")
        met = (Due.DECIDE, on)
        return self._move(Status.WITHDRAWN, expected, ended_because=because, met=met)

    def close(self, closing: Closing, *, expected: int) -> "Case":
        """Close the file (结案). Raise `SelfApproval`."""
        self._by_another(closing.by, "close")
        return self._move(Status.CLOSED, expected, closing=closing)

    def _perform(
        self, performance: Performance, move: str, expected: int, *, met: Met | None = None
    ) -> "Case":
        self._stay({Status.SERVED, Status.PERFORMING}, move)
        due = moved(self.deadlines, Due.PAY, performance.next_due)
        change: dict[str, Any] = {"performance": performance, "met": met, "due": due}
        if self.status is Status.SERVED:
            return self._move(Status.PERFORMING, expected, **change)
        return self._record(expected, **change)

    def _by_another(self, by: UUID, move: str) -> None:
        if by in self.investigators:
            raise SelfApproval(move=move)

    def _stay(self, allowed: Iterable[Status], move: str) -> None:
        if self.status not in allowed:
            raise IllegalMove(status=self.status.value, move=move)

    def _move(
        self,
        to: Status,
        expected: int,
        *,
        due: Iterable[Deadline] = (),
        met: Met | None = None,
        **changes: Any,
    ) -> "Case":
        if expected != self.version:
            raise ChangedMeanwhile
        if to not in MOVES[self.status]:
            raise IllegalMove(status=self.status.value, move=to.value)
        return self._record(expected, due=due, met=met, status=to, **changes)

    def _record(
        self, expected: int, *, due: Iterable[Deadline] = (), met: Met | None = None, **changes: Any
    ) -> "Case":
        if expected != self.version:
            raise ChangedMeanwhile
        done = settled(self.deadlines, *met) if met else self.deadlines
        return replace(self, version=self.version + 1, deadlines=renewed(done, due), **changes)
