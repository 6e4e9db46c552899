"""What must be there before a case may go on: the law's conditions, one function each move."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from enforcement.domain.body import Officer
from enforcement.domain.case import Case
from enforcement.domain.deadline import Due
from enforcement.domain.penalty import Penalty
from enforcement.domain.periods import years_after
from enforcement.domain.record import (
    Assignment,
    ClosingGround,
    Decision,
    Hearing,
    Outcome,
    StatementKind,
)
from enforcement.domain.refusals import (
    DecisionOverdue,
    DiscussionNeeded,
    EvidenceNeeded,
    HasInterest,
    HearingNotOffered,
    HearingPending,
    HearingTooLate,
    HeavierThanInformed,
    IllegalMove,
    LimitationPassed,
    NotCertified,
    NotFound,
    NotOnTheTeam,
    NotPerformed,
    PenaltyNeeded,
    ReviewAfterHearing,
    StatementUnanswered,
    StillTimeToAnswer,
    TwoOfficersNeeded,
)

FEWEST_OFFICERS = 2  # 行政处罚法 art. 42


def assign(officers: Iterable[Officer], *, body: str, on: date) -> tuple[Assignment, ...]:
    """Make a team (行政处罚法 art. 42). Raise `TwoOfficersNeeded` or `NotCertified`."""
    chosen = {officer.id: officer for officer in officers}
    if len(chosen) < FEWEST_OFFICERS:
        raise TwoOfficersNeeded(field="/officers")
    return tuple(assignment(officer, body=body, on=on) for officer in chosen.values())


def assignment(officer: Officer, *, body: str, on: date) -> Assignment:
    """Raise `NotCertified` unless the officer may act for this body on this day."""
    if officer.body != body:
        raise NotCertified(officer=officer.name, certificate=officer.certificate_number, on=on)
    officer.must_be_certified(on)
    return Assignment(
        officer_id=officer.id,
        account_id=officer.account_id,
        name=officer.name,
        certificate_number=officer.certificate_number,
        since=on,
    )


def must_replace(case: Case, *, officer_id: UUID, replacement_id: UUID) -> None:
    """Raise `NotOnTheTeam`, or `HasInterest` if the replacement was replaced itself."""
    if officer_id not in {officer.officer_id for officer in case.serving}:
        raise NotOnTheTeam(field="/officer_id")
    if replacement_id in {officer.officer_id for officer in case.team}:
        raise HasInterest(field="/replacement_id")


def must_be_punishable(*, act_on: date, on: date, years: int) -> None:
    """Raise `LimitationPassed` if the act is too old (行政处罚法 art. 36)."""
    if on > years_after(act_on, years):
        raise LimitationPassed(act_on=act_on, years=years, field="/act_on")


def must_be_reviewable(case: Case) -> None:
    """Raise `EvidenceNeeded` or `PenaltyNeeded`: there must be something to review."""
    if not case.evidence:
        raise EvidenceNeeded
    if not case.penalties:
        raise PenaltyNeeded


def must_be_certified_still(case: Case, officers: Iterable[Officer], *, on: date) -> None:
    """Raise `NotCertified` if a certificate ran out meanwhile, or `TwoOfficersNeeded`."""
    known = {officer.id: officer for officer in officers}
    for serving in case.serving:
        known[serving.officer_id].must_be_certified(on)
    if len(case.serving) < FEWEST_OFFICERS:
        raise TwoOfficersNeeded


def must_be_heard_in_time(case: Case, *, requested_on: date) -> None:
    """Raise `HearingNotOffered`, or `HearingTooLate` after the fifth working day (art. 64)."""
    if case.notice is None or case.notice.request_hearing_by is None:
        raise HearingNotOffered
    if not case.notice.informed_on <= requested_on <= case.notice.request_hearing_by:
        raise HearingTooLate(by=case.notice.request_hearing_by, field="/requested_on")


def hearing_of(case: Case) -> Hearing:
    """Raise `IllegalMove` if none was asked for."""
    if case.hearing is None:
        raise IllegalMove(status=case.status.value, move="hearing")
    return case.hearing


def must_know_statement(case: Case, statement_id: UUID) -> None:
    """Raise `NotFound`."""
    if statement_id not in {statement.id for statement in case.statements}:
        raise NotFound


def must_be_decidable(case: Case, decision: Decision, *, penalties: Iterable[Penalty]) -> None:
    """Raise the first thing that stands in the way of the decision."""
    due = case.deadline(Due.DECIDE)
    if due is not None and decision.decided_on > due.by:
        raise DecisionOverdue(by=due.by)
    if case.heavy and case.discussion is None:
        raise DiscussionNeeded
    if decision.outcome is not Outcome.PUNISHED:
        return
    proposed = tuple(penalties)
    if not proposed:
        raise PenaltyNeeded
    _must_not_be_heavier(case, proposed)
    _must_be_answered(case, decision.decided_on)
    _must_be_heard(case)


def must_be_performed(case: Case, *, ground: ClosingGround, rest: Decimal) -> None:
    """Raise `NotPerformed` if the ground does not fit what happened."""
    punished = case.decision is not None and case.decision.outcome is Outcome.PUNISHED
    if (ground is ClosingGround.NOT_PUNISHED) is punished:
        raise NotPerformed(rest=rest, field="/ground")
    if ground is ClosingGround.PERFORMED and rest > 0:
        raise NotPerformed(rest=rest, field="/ground")


def _must_not_be_heavier(case: Case, penalties: tuple[Penalty, ...]) -> None:
    """What the party was told is the most it can get (行政处罚法 art. 44, 45)."""
    for debtor in {penalty.debtor for penalty in penalties}:
        told = sum(p.amount for p in case.penalties if p.debtor == debtor and p.counts)
        now = sum(p.amount for p in penalties if p.debtor == debtor and p.counts)
        kinds = {p.kind for p in penalties if p.debtor == debtor}
        if now > told or kinds - {p.kind for p in case.penalties if p.debtor == debtor}:
            raise HeavierThanInformed(told=told, now=now)


def _must_be_answered(case: Case, on: date) -> None:
    """The party may speak until the day named, unless it waived that in writing (art. 62)."""
    notice = case.notice
    if notice is None:
        return
    said = [one for one in case.statements if one.to_notice == notice.number]
    if not any(one.kind is StatementKind.WAIVER for one in said):
        last = max(notice.state_by, notice.request_hearing_by or notice.state_by)
        if on <= last and case.hearing is None:
            raise StillTimeToAnswer(by=last)
    if any(one.kind is StatementKind.DEFENCE and one.answer is None for one in said):
        raise StatementUnanswered


def _must_be_heard(case: Case) -> None:
    """A hearing that was asked for comes first, and a legal review after it (art. 58, 65)."""
    if case.hearing is None:
        return
    if case.hearing.held_at is None:
        raise HearingPending
    if case.review is None or not case.review.passed or case.review.at < case.hearing.held_at:
        raise ReviewAfterHearing
