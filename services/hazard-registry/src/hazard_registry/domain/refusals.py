"""Everything this service refuses, each with a stable code; the words stand in `messages`."""

from typing import ClassVar


class Refusal(Exception):
    """A request the registry refuses. `facts` fill the words of its message."""

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code, facts)


class NotFound(Refusal):
    code = "not_found"


class IllegalMove(Refusal):
    code = "illegal_move"


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"


class AreaUnknown(Refusal):
    code = "area_unknown"


class AreaExists(Refusal):
    code = "area_exists"


class AreaHasNoParent(Refusal):
    code = "area_has_no_parent"


class DepartmentUnknown(Refusal):
    code = "department_unknown"


class DepartmentExists(Refusal):
    code = "department_exists"


class UnitUnknown(Refusal):
    code = "unit_unknown"


class UnitExists(Refusal):
    code = "unit_exists"


class UnitCodeWrong(Refusal):
    code = "unit_code_wrong"


class PointIncomplete(Refusal):
    code = "point_incomplete"


class PointOutside(Refusal):
    code = "point_outside"


class CriterionUnknown(Refusal):
    code = "criterion_unknown"


class CriterionNotInForce(Refusal):
    code = "criterion_not_in_force"


class CriterionRequired(Refusal):
    code = "criterion_required"


class FindingRequired(Refusal):
    code = "finding_required"


class DateInFuture(Refusal):
    code = "date_in_future"


class DateTooEarly(Refusal):
    code = "date_too_early"


class OutsideReach(Refusal):
    code = "outside_reach"


class OnlyGeneralSelfCheck(Refusal):
    code = "only_general_self_check"


class PlanIncomplete(Refusal):
    code = "plan_incomplete"


class DeadlineAfterDue(Refusal):
    code = "deadline_after_due"


class EvidenceRequired(Refusal):
    code = "evidence_required"


class TooLateToAsk(Refusal):
    code = "too_late_to_ask"


class NoMoreExtensions(Refusal):
    code = "no_more_extensions"


class ExtensionPending(Refusal):
    code = "extension_pending"


class NoExtensionAsked(Refusal):
    code = "no_extension_asked"


class AnotherPersonRequired(Refusal):
    code = "another_person_required"


class ReviewerOfDepartmentRequired(Refusal):
    code = "reviewer_of_department_required"


class ReviewedAlready(Refusal):
    code = "reviewed_already"


class ReviewRequired(Refusal):
    code = "review_required"


class SupervisingDepartmentRequired(Refusal):
    code = "supervising_department_required"


class MemberOfUnitRequired(Refusal):
    code = "member_of_unit_required"


class OrderOnlyForMajor(Refusal):
    code = "order_only_for_major"


class OrderInForce(Refusal):
    code = "order_in_force"


class NoOrderInForce(Refusal):
    code = "no_order_in_force"


class NoEscalation(Refusal):
    code = "no_escalation"


class NotListed(Refusal):
    code = "not_listed"


class AlreadyStopped(Refusal):
    code = "already_stopped"


class NotStopped(Refusal):
    code = "not_stopped"


class ResumptionNotApplied(Refusal):
    code = "resumption_not_applied"


class Required(Refusal):
    code = "required"


class MatterUnknown(Refusal):
    code = "matter_unknown"


class MatterExists(Refusal):
    code = "matter_exists"


class LinkUnknown(Refusal):
    code = "link_unknown"


class LinkTwice(Refusal):
    code = "link_twice"


class NothingChanges(Refusal):
    code = "nothing_changes"


class CorrectionPending(Refusal):
    code = "correction_pending"


class NothingAsked(Refusal):
    code = "nothing_asked"


class HeldByMeasure(Refusal):
    code = "held_by_measure"


class ReceivingDepartmentRequired(Refusal):
    code = "receiving_department_required"


class UnitBound(Refusal):
    code = "unit_bound"


class NotADuplicate(Refusal):
    code = "not_a_duplicate"


class MergedAway(Refusal):
    code = "merged_away"


class NotMerged(Refusal):
    code = "not_merged"


class SamePerson(Refusal):
    code = "same_person"


class ProofRequired(Refusal):
    code = "proof_required"


class PhoneRequired(Refusal):
    code = "phone_required"


class NotPassedOn(Refusal):
    code = "not_passed_on"


class NotFailed(Refusal):
    code = "not_failed"


class NoticeDone(Refusal):
    code = "notice_done"


class AttachmentUnknown(Refusal):
    code = "attachment_unknown"


class LedgerUnreadable(Refusal):
    code = "ledger_unreadable"


class ImportInProgress(Refusal):
    code = "import_in_progress"


class LedgerFaulty(Refusal):
    """`errors` names every faulty cell by its address."""

    code = "ledger_faulty"

    def __init__(self, errors: list[dict[str, str]]) -> None:
        self.errors = errors[:200]
        super().__init__(count=len(errors))
