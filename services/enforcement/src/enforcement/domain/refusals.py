"""What enforcement refuses. `messages` has the words for each code."""

from typing import ClassVar


class Refusal(Exception):
    """A request that is understood and not carried out; `facts` fill in its words."""

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code, facts)


class NotFound(Refusal):
    code = "not_found"


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"


class IllegalMove(Refusal):
    code = "illegal_move"


class OutsideReach(Refusal):
    code = "outside_reach"


class SelfApproval(Refusal):
    code = "self_approval"


class UnknownBody(Refusal):
    code = "unknown_body"


class UnknownMatter(Refusal):
    code = "unknown_matter"


class UnknownUnit(Refusal):
    code = "unknown_unit"


class AlreadyThere(Refusal):
    code = "already_there"


class PowerNotHandedDown(Refusal):
    """APL art. 24: a subdistrict punishes only by a published decision of the province."""

    code = "power_not_handed_down"


class MayNotPunish(Refusal):
    code = "may_not_punish"


class CompetenceToConfirm(Refusal):
    code = "competence_to_confirm"


class ReceiverNotCompetent(Refusal):
    code = "receiver_not_competent"


class SameBody(Refusal):
    code = "same_body"


class NotCertified(Refusal):
    code = "not_certified"


class TwoOfficersNeeded(Refusal):
    code = "two_officers_needed"


class NotOnTheTeam(Refusal):
    code = "not_on_the_team"


class UnknownOfficer(Refusal):
    code = "unknown_officer"


class HasInterest(Refusal):
    code = "has_interest"


class PeriodWrong(Refusal):
    code = "period_wrong"


class LimitationPassed(Refusal):
    code = "limitation_passed"


class ActAlreadyPunished(Refusal):
    """APL art. 29: one act is fined once."""

    code = "act_already_punished"


class ReasonNeeded(Refusal):
    code = "reason_needed"


class NoSuchPenalty(Refusal):
    code = "no_such_penalty"


class OutsideBand(Refusal):
    code = "outside_band"


class OutsideTier(Refusal):
    code = "outside_tier"


class OrderNumberNeeded(Refusal):
    code = "order_number_needed"


class IncomeNeeded(Refusal):
    code = "income_needed"


class HeavierThanInformed(Refusal):
    """APL art. 45: a penalty does not grow because the party defended itself."""

    code = "heavier_than_informed"


class EvidenceNeeded(Refusal):
    code = "evidence_needed"


class NoSuchRow(Refusal):
    code = "no_such_row"


class NoSuchMilestone(Refusal):
    code = "no_such_milestone"


class UnknownAttachment(Refusal):
    code = "unknown_attachment"


class PenaltyNeeded(Refusal):
    code = "penalty_needed"


class StillTimeToAnswer(Refusal):
    code = "still_time_to_answer"


class StatementUnanswered(Refusal):
    code = "statement_unanswered"


class HearingNotOffered(Refusal):
    code = "hearing_not_offered"


class HearingTooLate(Refusal):
    code = "hearing_too_late"


class HearingTooSoon(Refusal):
    code = "hearing_too_soon"


class HearingPending(Refusal):
    code = "hearing_pending"


class ReviewAfterHearing(Refusal):
    code = "review_after_hearing"


class DiscussionNeeded(Refusal):
    code = "discussion_needed"


class DecisionOverdue(Refusal):
    code = "decision_overdue"


class NothingOwed(Refusal):
    code = "nothing_owed"


class PaysTooMuch(Refusal):
    code = "pays_too_much"


class InstalmentsWrong(Refusal):
    code = "instalments_wrong"


class NotPerformed(Refusal):
    code = "not_performed"


class DateWrong(Refusal):
    code = "date_wrong"


class AlreadySuspended(Refusal):
    code = "already_suspended"


class NotSuspended(Refusal):
    code = "not_suspended"


class NoSuchGround(Refusal):
    code = "no_such_ground"


class TradeNeeded(Refusal):
    code = "trade_needed"


class CaseElsewhere(Refusal):
    code = "case_elsewhere"
