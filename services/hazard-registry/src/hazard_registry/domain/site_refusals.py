"""What the registers of units, checks, risks, devices and eliminations refuse."""

from hazard_registry.domain.refusals import Refusal


class MergeImpossible(Refusal):
    code = "merge_impossible"


class ItemsMissing(Refusal):
    code = "items_missing"


class AnswersIncomplete(Refusal):
    code = "answers_incomplete"


class ChecklistNotInUse(Refusal):
    code = "checklist_not_in_use"


class FactorNotInScale(Refusal):
    code = "factor_not_in_scale"


class AlarmRuleIncomplete(Refusal):
    code = "alarm_rule_incomplete"


class KeyMalformed(Refusal):
    code = "key_malformed"


class SignatureWrong(Refusal):
    code = "signature_wrong"


class ReadingTooOld(Refusal):
    code = "reading_too_old"


class ReadingAhead(Refusal):
    code = "reading_ahead"


class ExistsAlready(Refusal):
    code = "exists_already"


class SenderUnknown(Refusal):
    code = "sender_unknown"


class EliminationKindUnknown(Refusal):
    code = "elimination_kind_unknown"


class AdmissionBanned(Refusal):
    code = "admission_banned"


class ConditionsRequired(Refusal):
    code = "conditions_required"


class OpinionsMissing(Refusal):
    code = "opinions_missing"


class AssessmentItemUnknown(Refusal):
    code = "assessment_item_unknown"


class EvaluationRequired(Refusal):
    code = "evaluation_required"


class AgreementMissing(Refusal):
    code = "agreement_missing"
