"""Why something is not done. Words and statuses stand in `messages`."""

from typing import ClassVar


class Refusal(Exception):
    """Something is not done, for a reason that the caller is told."""

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts


class NotFound(Refusal):
    code = "not_found"


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"


class IllegalMove(Refusal):
    """The thing is not in a state that allows this."""

    code = "illegal_move"


class ReceptionClosed(Refusal):
    """No handler of the area has a key, so nothing could be kept that only they can read."""

    code = "reception_closed"


class VaultClosed(Refusal):
    """Fewer than two custodians have keys, so no identity could be kept safely."""

    code = "vault_closed"


class UploadUnknown(Refusal):
    """A ticket names no upload, or not this one, or one that was used."""

    code = "upload_unknown"


class TooManyUploads(Refusal):
    code = "too_many_uploads"


class IdentityTaken(Refusal):
    """A device gave its sealed identity an id that another has already."""

    code = "identity_taken"


class ReceiptTaken(Refusal):
    """The receipt code exists already: the sender's device must make another."""

    code = "receipt_taken"


class ReceiptUnknown(Refusal):
    """No report has this receipt. Said in the same words whatever is wrong with it."""

    code = "receipt_unknown"


class TooLate(Refusal):
    """The time for this is over."""

    code = "too_late"


class SessionRequired(Refusal):
    """The request carries no confidential session, or one that is over or another's."""

    code = "confidential_session_required"


class KeyExists(Refusal):
    code = "key_exists"


class KeyMissing(Refusal):
    """The account has no key to unlock or to share with."""

    code = "key_missing"


class NotSharedWithYou(Refusal):
    """The report was never sealed to this officer's key."""

    code = "not_shared_with_you"


class RolesIncompatible(Refusal):
    """One person would hold two parts of a secret that are kept apart on purpose."""

    code = "roles_incompatible"


class SelfApproval(Refusal):
    """What one person did, the same person may not approve or pay."""

    code = "self_approval"


class NoIdentity(Refusal):
    """The reporter left no identity."""

    code = "no_identity"


class AlreadyOpened(Refusal):
    """The identity was shown; another look needs another request."""

    code = "already_opened"


class NotYetApproved(Refusal):
    code = "not_yet_approved"


class SameReport(Refusal):
    """A report cannot be merged into itself, into a later one or into a merged one."""

    code = "same_report"


class NoRewardDue(Refusal):
    """The rules give no reward here; `reason` says which condition is missing."""

    code = "no_reward_due"


class RewardExists(Refusal):
    """The matter has its reward; there is never a second."""

    code = "reward_exists"


class DeclarationRequired(Refusal):
    """Officials on duty and their kin are excluded; nobody declared to be none of them."""

    code = "declaration_required"


class ClaimIncomplete(Refusal):
    """A claim needs an agreed password or an account, and not both."""

    code = "claim_incomplete"


class ClaimUnknown(Refusal):
    """No payable claim has this number and password."""

    code = "claim_unknown"


class FundOverdrawn(Refusal):
    """The fund holds less than this."""

    code = "fund_overdrawn"


class FundUnknown(Refusal):
    code = "fund_unknown"


class PayersNotReady(Refusal):
    """No payer has a key, so no account could be kept that only a payer can read."""

    code = "payers_not_ready"


class SplitWrong(Refusal):
    """The joint reporters' shares are not the whole sum."""

    code = "split_wrong"


class RecoveryTooMuch(Refusal):
    """More money came back than was paid out."""

    code = "recovery_too_much"


class ExportTooLarge(Refusal):
    code = "export_too_large"


class RetaliationOpen(Refusal):
    """The reporter has a claim that is still looked into."""

    code = "retaliation_open"


class NoCallback(Refusal):
    """Nobody has asked this reporter anything, or he answered."""

    code = "no_callback"


class NotUnfounded(Refusal):
    """Only a report that was found unfounded can be called false."""

    code = "not_unfounded"


class AlreadyAccused(Refusal):
    """That the report is false was proposed before, and not rejected."""

    code = "already_accused"


class SchemeUnknown(Refusal):
    """No unit has a scheme with this code."""

    code = "scheme_unknown"


class SchemeExists(Refusal):
    """The unit has a scheme."""

    code = "scheme_exists"


class AlreadyRaised(Refusal):
    """The authority has it already."""

    code = "already_raised"


class NotRewarded(Refusal):
    """Only what was answered, and of which something came, is rewarded."""

    code = "not_rewarded"


class RewardIncomplete(Refusal):
    """Money has a sum, an honour has none."""

    code = "reward_incomplete"
